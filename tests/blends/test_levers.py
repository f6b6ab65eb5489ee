"""Levers as add-ons: every set against a second implementation, the frontier, worths, draws, and the programme."""

import json
from collections.abc import Callable, Iterable
from itertools import chain, combinations
from typing import Any

import numpy as np
import pytest
from shipped import SCENARIOS

import mcda
from mcda.blends.addons import Platform
from mcda.blends.lever_doubt import drawn_scores
from mcda.blends.lever_search import Field, by_programme, every_subset, frontier_of
from mcda.blends.levers import lever_portfolio
from mcda.case import Case
from mcda.draws import draw_blocks
from mcda.parts import LeverEffect, ValuePoint
from mcda.weights import weight_set

SOME = (
    "information_sharing",
    "peer_review",
    "binding_rules",
    "interoperability",
    "secondary_actions",
    "targeted_diplomacy",
    "narrow_calibration",
    "border_finance_tools",
)
"""Eight levers: two of them move coordination, one does harm, and together they meet caps."""
MIX = {"unilateral": 0.3, "multilateral": 0.7}
WHAT = ["multilateral", "status_quo", "unilateral_secondary", "act_together_50", "floor_top_up", MIX]


def subsets(names: Iterable[str]) -> list[tuple[str, ...]]:
    names = tuple(names)
    return list(chain.from_iterable(combinations(names, size) for size in range(len(names) + 1)))


def worked_out(oracle: Any, scenario: str, what: Any, levers: Iterable[str]) -> float:
    """Points of an option or blend with levers added, by the second implementation."""
    rows = {row["option"]: row for row in oracle.tables["options"]}
    recipe = {} if isinstance(what, dict) else rows[what]
    own = [one for one in recipe.get("levers", "").split(";") if one]
    held = [*own, *levers]
    x = oracle.scored(scenario)
    shares = dict(what) if isinstance(what, dict) else {}
    if recipe.get("shares"):
        shares = {name: float(share) for name, share in (part.split(":") for part in recipe["shares"].split(";"))}
    if shares:
        first = recipe.get("sequence", "act_first") == "act_first"
        kappa = float(oracle.scenarios[scenario]["coordination"]) - 0.2 * first
        kappa += sum(
            float(row["effect"])
            for row in oracle.tables["levers"]
            if row["lever"] in held and row["criterion"] == "coordination"
        )
        parts = {name: x[name] for name in shares}
        mix = np.array([list(shares.values())])
        bare = oracle.blend(parts, mix, max(-1.0, min(1.0, kappa)), act_first=first)[0]
    else:
        bare = x[recipe["base"] or what]
    moved = oracle.with_levers(bare, ";".join(held))
    return float(oracle.score(moved, oracle.weights(oracle.scenarios[scenario]["weights"])))


@pytest.mark.parametrize("what", WHAT, ids=str)
@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis", "split_coalition"])
def test_frontier_is_the_best_of_all_sets(case: Case, oracle: Any, scenario: str, what: Any) -> None:
    """All sets of eight levers, scored one by one by a second implementation."""
    recipe = None if isinstance(what, dict) else case.option(what)
    names = [name for name in SOME if recipe is None or name not in recipe.levers]
    effort = {row["lever"]: float(row["effort"]) for row in oracle.tables["levers"]}
    points = {held: worked_out(oracle, scenario, what, held) for held in subsets(names)}
    found = lever_portfolio(case, what, scenario=scenario, levers=names)
    for row in found.frontier.itertuples():
        affordable = [score for held, score in points.items() if sum(map(effort.get, held)) <= row.budget]
        assert row.score == pytest.approx(max(affordable), abs=1e-9)
        assert points[row.levers] == pytest.approx(row.score, abs=1e-9)
        assert row.effort == sum(map(effort.get, row.levers)) == row.budget
        assert row.gain == pytest.approx(row.score - points[()], abs=1e-9)
    assert found.frontier["score"].iloc[-1] == pytest.approx(max(points.values()), abs=1e-9)
    assert found.frontier["score"].is_monotonic_increasing
    assert found.subsets == len(points)
    # Each lever alone, and last into the chosen set.
    for name, row in found.levers.iterrows():
        others = [one for one in found.chosen if one != name]
        last = points[tuple(one for one in names if one in {*others, name})]
        assert row["alone"] == pytest.approx(points[(name,)] - points[()], abs=1e-9)
        assert row["last_in"] == pytest.approx(last - points[tuple(others)], abs=1e-9)
    assert found.levers["shapley"].sum() == pytest.approx(points[tuple(names)] - points[()], abs=1e-9)


@pytest.mark.parametrize("last", [(), ("interoperability", "targeted_diplomacy")])
def test_all_subsets_equal_options_of_the_case(case: Case, last: tuple[str, ...]) -> None:
    """131,072 subsets in a batch: 200 of them again, each as an option of a case of its own.

    Levers that move coordination stand among the first, and then behind all others.
    """
    names = [name for name in dict.fromkeys(row.lever for row in case.levers) if name not in last]
    field = Field.of(Platform.of(case, MIX), (*names, *last))
    scores = every_subset(field)
    assert scores.shape == (131_072,)
    rng = np.random.default_rng(3)
    codes = np.unique(np.concatenate([[0, 131_071], rng.integers(0, 131_072, 200)]))
    like = case.option("act_first_50")
    made = tuple(
        like.model_copy(update={"option": f"with_{code}", "shares": tuple(MIX.items()), "levers": field.named(chosen)})
        for code, chosen in zip(codes, field.members(codes), strict=True)
    )
    larger = case.replace(options=(*case.options, *made))
    ranked = mcda.rank(larger, options=[option.option for option in made]).table.set_index("option")["score"]
    assert ranked.loc[[option.option for option in made]].to_numpy() == pytest.approx(scores[codes], abs=1e-9)


def test_an_option_with_a_lever_is_that_option_of_the_case(case: Case) -> None:
    """Alone + secondary actions is the unilateral option with that lever added; so is one lever more on it."""
    plain = mcda.rank(case).table.set_index("option")["score"]
    alone = lever_portfolio(case, "unilateral", levers=["secondary_actions"])
    with_it = alone.levers.loc["secondary_actions", "alone"] + alone.frontier["score"].iloc[0]
    assert with_it == pytest.approx(plain["unilateral_secondary"], abs=1e-9)
    assert lever_portfolio(case, "unilateral_secondary", budget=0).score == pytest.approx(plain["unilateral_secondary"])


def test_budget_only_cuts_the_frontier(case: Case) -> None:
    whole = lever_portfolio(case, MIX)
    for budget in (0, 1, 2.5, 7, 100):
        found = lever_portfolio(case, MIX, budget)
        row = whole.frontier[whole.frontier["effort"] <= budget].iloc[-1]
        assert found.chosen == row["levers"]
        assert (found.effort, found.score, found.gain) == (row["effort"], row["score"], row["gain"])
        assert set(found.levers.index[found.levers["chosen"]]) == set(found.chosen)
    assert lever_portfolio(case, MIX, 0).chosen == ()


def lever(name: str, criterion: str, low: float, effect: float, high: float, effort: float = 1) -> LeverEffect:
    return LeverEffect(
        lever=name, label=name, criterion=criterion, low=low, effect=effect, high=high, effort=effort,
        paragraphs="", note="",
    )  # fmt: skip


@pytest.mark.parametrize(
    "effects, uncertain, unclear_on",
    [
        ([("c1", -2, 1, 3)], True, ("c1",)),
        ([("c1", 0, 1, 3)], False, ()),
        ([("c1", 1, 2, 3)], False, ()),
        ([("c2", -3, -2, -1)], False, ()),  # c2 is a harm: less of it is better throughout
        ([("c2", -3, -1, 2)], True, ("c2",)),
        ([("c1", 1, 5, 6), ("c2", 2, 3, 4)], True, ()),  # each is clear, their sum is not
        ([("c1", 5, 6, 7), ("c2", 2, 3, 4)], False, ()),
        ([("c1", 5, 6, 7), ("c2", -1, 3, 4)], False, ("c2",)),
    ],
)
def test_uncertain_signs(
    make_case: Callable[..., Case], effects: list[tuple[Any, ...]], uncertain: bool, unclear_on: tuple[str, ...]
) -> None:
    """Ranges of worth in points, weights one half  to (high - low of the harm) / 2."""
    small = make_case({"a": [50, 50], "b": [40, 40]}, {"c1": "more", "c2": "less"})
    found = lever_portfolio(small.replace(levers=tuple(lever("one", *effect) for effect in effects)), "a").levers
    row = found.loc["one"]
    assert (bool(row["uncertain"]), row["unclear_on"]) == (uncertain, unclear_on)
    worst = sum((low if criterion == "c1" else -high) / 2 for criterion, low, _, high in effects)
    best = sum((high if criterion == "c1" else -low) / 2 for criterion, low, _, high in effects)
    assert (row["alone_low"], row["alone_high"]) == (pytest.approx(worst), pytest.approx(best))


def test_shipped_levers_of_uncertain_sign_are_flagged(case: Case) -> None:
    """Secondary actions buy coverage with legitimacy: at its best a gain, at its worst a loss."""
    found = lever_portfolio(case, "unilateral", scenario="neutral").levers
    assert found.loc["secondary_actions", "uncertain"]
    assert not found.loc["information_sharing", "uncertain"]


def drawn(case: Case, what: str, levers: tuple[str, ...], draws: int, seed: int) -> np.ndarray:
    """Lead (draws,) of an option with levers over the best other, each set as an option of a case of its own."""
    base = case.option(what)
    made = base.model_copy(update={"option": "made", "base": what, "kind": "single", "levers": levers})
    larger = case.replace(options=(*case.options, made)) if levers else case
    model = larger.facts()
    row = model.options.index("made" if levers else what)
    others = [model.options.index(name) for name in case.choices if name != what]
    leads = []
    for block in draw_blocks(model, weight_set(larger), draws, seed):
        scores = 100 * (model.values(model.compose(block.levels)) * block.weights[:, None]).sum(axis=-1)
        leads.append(np.column_stack([scores[:, row], scores[:, others].max(axis=1)]))
    return np.concatenate(leads)


def test_draws_equal_options_of_the_case(case: Case) -> None:
    """P(first) and regret from scores of each set as an option of its own, on the same draws."""
    names = SOME[:4]
    found = lever_portfolio(case, "multilateral", levers=names, draws=700, seed=5)
    effort = {row.lever: row.effort for row in case.levers}
    every = {held: drawn(case, "multilateral", held, 700, 5) for held in subsets(names)}
    for row in found.frontier.itertuples():
        own = every[row.levers]
        p = (own[:, 0] >= own[:, 1] - 1e-9).mean()
        assert row.p_first == pytest.approx(p, abs=1e-12)
        assert row.p_error == pytest.approx(np.sqrt(p * (1 - p) / 700))
        # 16 sets, five drawn at each step: a regret against those drawn is at most that against all.
        affordable = [s[:, 0] for held, s in every.items() if sum(map(effort.get, held)) <= row.budget]
        lost = np.max(affordable, axis=0) - own[:, 0]
        assert 0 <= row.mean_regret <= lost.mean() + 1e-9
        assert row.mean_regret <= row.worst_regret <= lost.max() + 1e-9
    again = lever_portfolio(case, "multilateral", levers=names, draws=700, seed=5)
    assert again.frontier.equals(found.frontier)


def test_stated_assumptions_are_not_drawn(case: Case) -> None:
    """With all four stated and nothing else drawn, every draw gives the most likely score."""
    stated = {"coordination": 0.4, "returns": 3.0, "synergy": 0.1, "first_mover_cost": 0.3}
    some = np.array([[False, False], [True, True]])
    for setting, is_fixed in ((stated, True), ({}, False)):
        field = Field.of(Platform.of(case, MIX, **setting), SOME[3:5])
        scores, _ = drawn_scores(field, some, 30, 0, ("assumptions",))
        assert np.allclose(scores, field.scores(some)) == is_fixed


@pytest.mark.parametrize("rule, column, sense", [("p_first", "p_first", 1), ("regret", "worst_regret", -1)])
def test_rules_choose_by_what_they_say(case: Case, rule: Any, column: str, sense: int) -> None:
    """Three levers: all eight sets are drawn, so the choice is the best of those that can be paid."""
    names = SOME[4:7]
    effort = {row.lever: row.effort for row in case.levers}
    every = {held: drawn(case, "multilateral", held, 400, 1) for held in subsets(names)}
    found = lever_portfolio(case, "multilateral", 4, rule=rule, levers=names, draws=400, seed=1)
    row = found.frontier[found.frontier["budget"] <= 4].iloc[-1]
    affordable = {held: s for held, s in every.items() if sum(map(effort.get, held)) <= row["budget"]}
    p_first = {held: (s[:, 0] >= s[:, 1] - 1e-9).mean() for held, s in affordable.items()}
    best = np.max([s[:, 0] for s in affordable.values()], axis=0)
    worst = {held: (best - s[:, 0]).max() for held, s in affordable.items()}
    wanted = {"p_first": p_first, "worst_regret": worst}[column]
    assert row[column] == pytest.approx(sense * max(sense * value for value in wanted.values()), abs=1e-9)
    assert found.chosen == row["levers"]


def random_field(make_case: Callable[..., Case], seed: int) -> Field:
    """Seven levers of great effect on two criteria: caps and both ends of the scale are met all the time."""
    rng = np.random.default_rng(seed)
    ways = {"c1": "more", "c2": "less", "c3": "more"}
    small = make_case({"a": list(rng.uniform(0, 100, 3)), "b": [50, 50, 50]}, ways, list(rng.uniform(1, 3, 3)))
    effects = []
    for name in "defghij":
        effort = int(rng.integers(0, 4))
        for criterion in rng.permutation(list(ways))[:2]:
            by = float(rng.uniform(-20, 20))
            effects.append(lever(name, str(criterion), by, by, by, effort))
    return Field.of(Platform.of(small.replace(levers=tuple(effects)), "a"), tuple("defghij"))


@pytest.mark.parametrize("seed", range(25))
def test_programme_equals_enumeration(make_case: Callable[..., Case], seed: int) -> None:
    field = random_field(make_case, seed)
    tried = field.members(frontier_of(field, every_subset(field)))
    solved = by_programme(field)
    assert solved @ field.efforts == pytest.approx(tried @ field.efforts)
    assert field.scores(solved) == pytest.approx(field.scores(tried), abs=1e-9)


@pytest.mark.parametrize("what", ["multilateral", "floor_top_up", MIX], ids=str)
@pytest.mark.parametrize("scenario", ["neutral", "long_game"])
def test_programme_equals_enumeration_in_the_shipped_case(case: Case, scenario: str, what: Any) -> None:
    """Two levers move coordination, so the blend is mixed anew for each choice of them."""
    platform = Platform.of(case, what, scenario=scenario)
    own = platform.own
    field = Field.of(platform, tuple(dict.fromkeys(row.lever for row in case.levers if row.lever not in own)))
    tried = field.members(frontier_of(field, every_subset(field)))
    solved = by_programme(field)
    assert solved @ field.efforts == pytest.approx(tried @ field.efforts)
    assert field.scores(solved) == pytest.approx(field.scores(tried), abs=1e-9)


def many_levers(
    make_case: Callable[..., Case], count: int = 24, **settings: Any
) -> tuple[Case, list[float], list[int]]:
    rng = np.random.default_rng(11)
    gains = [round(float(gain), 2) for gain in rng.uniform(-0.5, 1.0, count)]
    efforts = [int(effort) for effort in rng.integers(1, 4, count)]
    small = make_case({"a": [40], "b": [30]}, **settings)
    rows = tuple(lever(f"l{i}", "c1", g, g, g, e) for i, (g, e) in enumerate(zip(gains, efforts, strict=True)))
    return small.replace(levers=rows), gains, efforts


def test_more_than_20_levers_equal_a_knapsack(make_case: Callable[..., Case]) -> None:
    """24 small effects on one criterion stay below the cap, so the best for each effort is a knapsack, solved by
    the recursion of Bellman."""
    large, gains, efforts = many_levers(make_case)
    found = lever_portfolio(large, "a")
    assert found.search == "integer programme"
    best = np.zeros(sum(efforts) + 1)
    for gain, effort in zip(gains, efforts, strict=True):
        best[effort:] = np.maximum(best[effort:], best[:-effort] + gain)
    for row in found.frontier.itertuples():
        assert row.gain == pytest.approx(best[int(row.effort)], abs=1e-9)
    steps = np.flatnonzero(np.diff(best, prepend=-1) > 1e-9)
    assert found.frontier["effort"].tolist() == steps.tolist()
    assert found.levers["shapley"].isna().all()
    json.dumps(found.to_dict(), allow_nan=False)


def test_a_bent_curve_needs_fewer_levers(make_case: Callable[..., Case]) -> None:
    large, *_ = many_levers(make_case)
    point = ValuePoint(criterion="c1", kind="exponential", score=30, value=50, rationale="made up for a test")
    bent = large.replace(value_rows=(point,))
    with pytest.raises(mcda.ArgumentError, match="value curves of c1 are not straight"):
        lever_portfolio(bent, "a")
    few = [f"l{i}" for i in range(5)]
    assert lever_portfolio(bent, "a", levers=few).search == "all subsets"


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"option": "nobody"}, "No option 'nobody'"),
        ({"option": {"unilateral": 0.5, "multilateral": 0.6}}, "sum to 1"),
        ({"option": {"unilateral": 0.5, "status_quo": 0.5}}, "status_quo cannot be blended"),
        ({"option": {"unilateral": "half", "multilateral": 0.5}}, "unilateral 'half'"),
        ({"budget": -1}, "budget = -1"),
        ({"budget": float("nan")}, "budget = nan"),
        ({"budget": "much"}, "budget = 'much'"),
        ({"rule": "luck"}, "score, p_first, regret"),
        ({"rule": "regret"}, "draws=2000"),
        ({"draws": -1}, "draws = -1"),
        ({"levers": ["magic", "peer_review"]}, "No lever 'magic'"),
        ({"levers": "peer_review"}, "a list of levers"),
        ({"levers": []}, "No lever is left"),
        ({"option": "floor_top_up", "levers": ["licensing_harmonisation"]}, "part of this option already"),
        ({"coordination": 0.2}, "only for a blend given by its shares"),
        ({"scenario": "doom"}, "No scenario 'doom'"),
        ({"draws": 10, "seed": -1}, "seed = -1"),
    ],
)
def test_refusals(case: Case, arguments: dict[str, Any], message: str) -> None:
    given = {"option": "multilateral"} | arguments
    with pytest.raises(mcda.McdaError, match=message):
        lever_portfolio(case, given.pop("option"), **given)


def test_every_fault_of_levers_in_one_message(case: Case) -> None:
    with pytest.raises(mcda.ArgumentError, match=r"(?s)'luck'.*'magic'"):
        lever_portfolio(case, "multilateral", levers=["magic", "luck"])


def test_case_without_levers_is_refused(make_case: Callable[..., Case]) -> None:
    with pytest.raises(mcda.ArgumentError, match="no levers"):
        lever_portfolio(make_case({"a": [1], "b": [2]}), "a")


def test_one_lever_has_one_effort(make_case: Callable[..., Case]) -> None:
    small = make_case({"a": [1, 1], "b": [2, 2]})
    two = small.replace(levers=(lever("one", "c1", 1, 1, 1, 1), lever("one", "c2", 1, 1, 1, 2)))
    with pytest.raises(mcda.ArgumentError, match=r"One effort is needed for each lever.*one"):
        lever_portfolio(two, "a")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_result_is_plain_data(case: Case, scenario: str) -> None:
    found = lever_portfolio(case, MIX, 5, scenario=scenario, draws=50)
    plain = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert plain["shares"] == MIX
    assert plain["case_digest"] == case.digest
    assert "judgement" in plain["note"]
    assert found.to_frame().equals(found.frontier)
