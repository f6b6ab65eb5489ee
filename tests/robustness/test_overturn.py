"""What would have to be true: against cases worked out by hand, and the second working-out of the shipped case."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from shipped import SCENARIOS

import mcda
from mcda.case import Case
from mcda.parts import ValuePoint
from mcda.robustness.overturn import IMPOSSIBLE, OUTSIDE, WITHIN, overturn
from mcda.robustness.overturn_scores import nearest_tip


def rows_of(found: Any, kind: str) -> pd.DataFrame:
    return found.table[found.table["kind"] == kind]


def needed(found: Any, option: str, criterion: str) -> pd.Series:
    scores = rows_of(found, "score")
    return scores[(scores["option"] == option) & (scores["criterion"] == criterion)].iloc[0]


@pytest.fixture
def small(make_case: Callable[..., Case]) -> Case:
    """a 0.5 · 80 + 0.5 · 40 = 60, b 0.5 · 50 + 0.5 · 50 = 50, and d 55: a leads b by 10, gap (30, -10)."""
    return make_case({"a": [80, (20, 40, 60)], "b": [(40, 50, 75), (48, 50, 51)], "d": [10, 100]})


@pytest.mark.parametrize(
    "option, criterion, now, wanted, reach, grade",
    [
        # A lead of 10 at a weight of .5 takes 20 points of one score.
        ("a", "c1", 80, 60, np.inf, OUTSIDE),  # no doubt about it, so no range
        ("a", "c2", 40, 20, 1.0, WITHIN),
        ("b", "c1", 50, 70, 0.8, WITHIN),
        ("b", "c2", 50, 70, 20.0, OUTSIDE),
    ],
)
def test_least_scores_by_hand(
    small: Case, option: str, criterion: str, now: float, wanted: float, reach: float, grade: str
) -> None:
    found = overturn(small, "a", "b")
    row = needed(found, option, criterion)
    assert found.lead == pytest.approx(10)
    assert row[["now", "needed", "change"]].tolist() == pytest.approx([now, wanted, wanted - now], abs=1e-6)
    assert row["reach"] == pytest.approx(reach)
    assert row["grade"] == grade


def test_a_score_beyond_the_scale_is_impossible(make_case: Callable[..., Case]) -> None:
    """A lead of 0.9 · 50 - 0.1 · 20 = 43 would take 430 points of the second score."""
    found = overturn(make_case({"a": [90, 40], "b": [40, 60]}, weights=[9, 1]), "a", "b")
    assert needed(found, "b", "c2")[["needed", "change", "reach"]].isna().all()
    assert needed(found, "b", "c2")["grade"] == IMPOSSIBLE
    assert needed(found, "b", "c1")["needed"] == pytest.approx(40 + 43 / 0.9, abs=1e-6)
    assert found.table["grade"].iloc[-1] == IMPOSSIBLE
    assert not found.never


def test_scores_of_a_harm_move_the_other_way(make_case: Callable[..., Case]) -> None:
    """b has harms (60, 30), values 40 and 70; a 80 and 50. Lead 10: 20 points less of either harm."""
    small = make_case({"a": [20, 50], "b": [60, 30]}, directions={"x": "less", "y": "less"})
    found = overturn(small, "a", "b")
    assert needed(found, "b", "x")["needed"] == pytest.approx(40, abs=1e-6)
    assert needed(found, "a", "y")["needed"] == pytest.approx(70, abs=1e-6)


def test_scores_come_back_through_a_value_curve(small: Case) -> None:
    """On c1 a score of 50 is worth 80: b's c1 needs a value of .8 + (.92 - .8 - .1) = .82.

    The line from (50, .8) to (100, 1) gives 80 → .92, and .82 at 55.
    """
    curved = small.replace(
        value_rows=(ValuePoint(criterion="c1", kind="piecewise", score=50, value=80, rationale="made up for a test"),)
    )
    found = overturn(curved, "a", "b")
    assert found.lead == pytest.approx(100 * (0.5 * 0.12 - 0.5 * 0.1))
    assert needed(found, "b", "c1")["needed"] == pytest.approx(55, abs=1e-6)


def test_weights_by_hand(small: Case) -> None:
    """The lead with t on c1, 30 t - 10 (1 - t), is gone at t = 1/4: with two criteria every norm says the same.

    b is first nowhere: it has 50, a has 40 + 40 t, more than that from t = 1/4, and d 100 - 90 t, less from t = 5/9.
    """
    found = overturn(small, "a", "b")
    for norm in ("l1", "l2", "linf"):
        assert found.new_weights[f"beat_{norm}"].tolist() == pytest.approx([0.25, 0.75])
        assert f"first_{norm}" not in found.new_weights
    weights = rows_of(found, "weights")
    sizes = dict(zip(weights["what"] + "/" + weights["goal"], weights["needed"], strict=True))
    assert sizes["All weights, moving the least in total/beat"] == pytest.approx(25)
    assert sizes["All weights, by the least distance/beat"] == pytest.approx(25 * np.sqrt(2))
    assert sizes["All weights, by the least largest change/beat"] == pytest.approx(25)
    assert np.isnan(sizes["All weights, by the least distance/first"])
    single = weights[weights["criterion"].notna()].set_index("criterion")
    assert single["now"].tolist() == pytest.approx([50, 50])
    assert single.loc[["c1", "c2"], "needed"].tolist() == pytest.approx([25, 75])


def test_what_dominates_can_be_overtaken_by_facts_only(make_case: Callable[..., Case]) -> None:
    found = overturn(make_case({"a": [60, 60], "b": [50, 50]}), "a", "b")
    assert (rows_of(found, "weights")["grade"] == IMPOSSIBLE).all()
    assert not found.never
    assert list(found.new_weights) == ["low", "now", "high"]


def test_nothing_may_be_enough(make_case: Callable[..., Case]) -> None:
    """Twelve criteria, best against worst on each: no single score makes up for the other eleven."""
    found = overturn(make_case({"a": [100] * 12, "b": [0] * 12}), "a", "b")
    assert found.never
    assert found.within.empty


PAIRS = [
    ("neutral", "floor_top_up", "multilateral"),
    ("neutral", "act_first_50", "minilateral"),
    ("long_game", "multilateral", "unilateral_diplomacy"),
    ("flash_crisis", "act_first_75", "act_first_50"),
    ("split_coalition", "unilateral", "act_together_50"),
]


def ordered(case: Case, scenario: str, a: str, b: str) -> tuple[str, str]:
    table = mcda.rank(case, scenario=scenario).table.set_index("option")
    return (a, b) if table.loc[a, "score"] > table.loc[b, "score"] else (b, a)


def oracle_lead(oracle: Any, scenario: str, a: str, b: str, w: np.ndarray | None = None) -> float:
    every = oracle.every_option(scenario)
    weights = oracle.weights(scenario) if w is None else w
    return float(oracle.score(every[a], weights) - oracle.score(every[b], weights))


@pytest.mark.parametrize("scenario, one, other", PAIRS)
def test_every_change_brings_the_two_level(case: Case, oracle: Any, scenario: str, one: str, other: str) -> None:
    """Recomputed from the case's files: at what is needed the lead is 0, and half-way there it is not."""
    a, b = ordered(case, scenario, one, other)
    found = overturn(case, a, b, scenario=scenario)
    now = oracle_lead(oracle, scenario, a, b)
    assert found.lead == pytest.approx(now)
    for name in found.new_weights.columns[3:]:
        assert oracle_lead(oracle, scenario, a, b, found.new_weights[name].to_numpy()) <= 1e-6
    scores = rows_of(found, "score")
    before = oracle.scored(scenario)
    for row in scores[scores["needed"].notna()].itertuples():
        j = oracle.criteria.index(row.criterion)
        assert row.now == pytest.approx(100 * before[row.option][j])
        for share, lead in ((1.0, pytest.approx(0, abs=1e-5)), (0.5, None)):
            changed = {name: x.copy() for name, x in before.items()}
            changed[row.option][j] = (row.now + share * row.change) / 100
            moved = with_scores(oracle, changed, scenario, a, b)
            assert moved == lead if lead is not None else moved > 0
    coordination = rows_of(found, "coordination")
    for row in coordination[coordination["needed"].notna()].itertuples():
        assert with_coordination(oracle, row.needed, scenario, a, b) == pytest.approx(0, abs=1e-6)


def with_scores(oracle: Any, scores: dict[str, np.ndarray], scenario: str, a: str, b: str) -> float:
    own = oracle.scored
    oracle.scored = lambda *_: {name: x.copy() for name, x in scores.items()}
    try:
        return oracle_lead(oracle, scenario, a, b)
    finally:
        oracle.scored = own


def with_coordination(oracle: Any, kappa: float, scenario: str, a: str, b: str) -> float:
    row = oracle.scenarios[scenario]
    now, row["coordination"] = row["coordination"], str(kappa)
    try:
        return oracle_lead(oracle, scenario, a, b)
    finally:
        row["coordination"] = now


@pytest.mark.parametrize("scenario, one, other", PAIRS[:2])
def test_what_is_called_impossible_is(case: Case, oracle: Any, scenario: str, one: str, other: str) -> None:
    """No score on a grid of the whole scale lets b ahead where none is named."""
    a, b = ordered(case, scenario, one, other)
    scores = rows_of(overturn(case, a, b, scenario=scenario), "score")
    before = oracle.scored(scenario)
    for row in scores[scores["needed"].isna()].itertuples():
        for share in np.linspace(0, 1, 23):
            changed = {name: x.copy() for name, x in before.items()}
            changed[row.option][oracle.criteria.index(row.criterion)] = share
            assert with_scores(oracle, changed, scenario, a, b) >= -1e-9


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_first_is_first(case: Case, scenario: str) -> None:
    """Under the new weights b shares the first place; nobody is ahead of it by more than the solver's precision."""
    table = mcda.rank(case, scenario=scenario).table
    a, b = table["option"].iloc[0], table["option"].iloc[4]
    found = overturn(case, a, b, scenario=scenario)
    for norm in ("l1", "l2", "linf"):
        if f"first_{norm}" in found.new_weights:
            points = found.new_weights[f"first_{norm}"].clip(lower=0)
            scores = mcda.rank(case, scenario=scenario, weights=points).table.set_index("option")["score"]
            assert scores[b] >= scores.max() - 1e-4
            assert (found.new_weights[f"first_{norm}"] - found.new_weights["now"]).abs().sum() >= (
                found.new_weights["beat_l1"] - found.new_weights["now"]
            ).abs().sum() - 1e-7


def test_the_most_plausible_change_comes_first(case: Case) -> None:
    table = overturn(case, "multilateral", "unilateral", scenario="neutral").table
    grades = table["grade"].map([WITHIN, OUTSIDE, IMPOSSIBLE].index)
    assert grades.is_monotonic_increasing
    assert table["reach"].dropna().is_monotonic_increasing
    assert ((table["reach"] <= 1 + 1e-9) == (table["grade"] == WITHIN)).all()


@pytest.mark.parametrize("a, b, asked", [("multilateral", "unilateral", False), ("floor_top_up", "multilateral", True)])
def test_coordination_matters_to_blends_only(case: Case, a: str, b: str, asked: bool) -> None:
    found = overturn(case, a, b, scenario="neutral")
    assert len(rows_of(found, "coordination")) == asked


def test_the_nearest_tip_is_found_on_either_side() -> None:
    """The first is below 0 between .2 and .9, and is looked at from .1 and from .95; the second is so nowhere."""
    now = np.array([0.1, 0.95])
    tips = nearest_tip(lambda x: (x - 0.2) * (x - 0.9), now, 0.0, 1.0)
    assert tips == pytest.approx([0.2, 0.9], abs=1e-6)
    assert np.isnan(nearest_tip(lambda x: 0.99 + x, now, 0.0, 1.0)).all()


def test_of_two_tips_the_nearer_one_counts() -> None:
    """Above 0 between .4 and .8 only."""
    tips = nearest_tip(lambda x: (x - 0.4) * (0.8 - x), np.array([0.5, 0.7]), 0.0, 1.0)
    assert tips == pytest.approx([0.4, 0.8], abs=1e-6)


def test_on_one_criterion_only_its_scores_can_change_the_order(make_case: Callable[..., Case]) -> None:
    found = overturn(make_case({"a": [60], "b": [50]}), "a", "b")
    assert (rows_of(found, "weights")["grade"] == IMPOSSIBLE).all()
    assert needed(found, "b", "c1")["needed"] == pytest.approx(60, abs=1e-6)


def test_who_is_level_is_not_behind(make_case: Callable[..., Case]) -> None:
    with pytest.raises(mcda.ArgumentError, match=r"not behind 'a' here \(the lead is 0 points\)"):
        overturn(make_case({"a": [60, 40], "b": [40, 60]}), "a", "b")


@pytest.mark.parametrize(
    "a, b, setting, wanted",
    [
        ("unilateral", "multilateral", {}, "'multilateral' is not behind 'unilateral'"),
        ("multilateral", "multilateral", {}, "named twice"),
        ("multilateral", "nobody", {"scenario": "neutral"}, "nobody"),
        ("multilateral", "fragmented_coalition", {}, "'fragmented_coalition' is not among the options compared"),
        ("multilateral", "unilateral", {"gates": ["legitimacy >= 50"]}, "kept out by the gate legitimacy >= 50"),
        ("multilateral", "unilateral", {"method": "topsis"}, "not for 'topsis'"),
    ],
)
def test_what_makes_no_sense_is_refused(case: Case, a: str, b: str, setting: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.errors.McdaError, match=wanted):
        overturn(case, a, b, **setting)


def test_the_answer_is_plain_data(case: Case) -> None:
    found = overturn(case, "multilateral", "unilateral", scenario="neutral")
    plain = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert plain["a"] == "multilateral"
    assert len(plain["table"]) == len(found.to_frame())
    assert set(plain["new_weights"]) == set(case.catalogue.ids)
