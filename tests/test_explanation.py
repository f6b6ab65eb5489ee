"""Why a is ahead of b: contributions against algebra and brute force, and what outweighs what in words."""

import json
from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from method_problems import problem
from shipped import SCENARIOS

import mcda
from mcda.case import Case
from mcda.explanation import SHAPLEY, WEIGHT_TIMES_VALUE, explain
from mcda.lead_shares import MOST_CRITERIA
from mcda.methods import promethee1
from mcda.ranking import value_scores

SMALL = ((2, 5, 4), (3, 4, 2), (4, 6, 3))
"""Seed, options and criteria of random cases."""

BATCHED = [name for name in mcda.METHODS if name not in ("comet", "ocra", "lopm")]
"""COMET judges 2^n objects one batch after the other; OCRA and LoPM cannot serve the shipped case."""

ON_ITS_OWN = ("rim", "spotis", "rafsi", "comet", "lopm", "balanced_spotis")
"""Methods whose index of an option on fixed-scale values does not depend on the other options."""


def random_case(make_case: Any, seed: int, m: int, n: int) -> Case:
    """Scores from 10 to 90 on scales from 0 to 100, random weights and directions."""
    x, w, d = problem(seed, m, n)
    ways = {f"c{j + 1}": "more" if sign > 0 else "less" for j, sign in enumerate(d)}
    scores = {f"o{i + 1}": [float(cell) for cell in row] for i, row in enumerate(10 * x)}
    return make_case(scores, ways, [float(weight) for weight in w])


def values_of(case: Case, ranking: mcda.Ranking) -> pd.DataFrame:
    model = case.facts(ranking.scenario)
    frame = pd.DataFrame(model.values(model.at("mode")), index=model.options, columns=model.criteria)
    return frame.loc[ranking.contributions.index]


def by_orders(case: Case, ranking: mcda.Ranking, a: str, b: str) -> np.ndarray:
    """Half the mean, over all orders, of what putting each criterion back in place adds to a's lead."""
    values = values_of(case, ranking)
    method = mcda.METHODS[ranking.method]
    sign = 1 if method.higher_is_better else -1

    def lead(kept: frozenset[str]) -> float:
        moved = values.copy()
        others = [name for name in values if name not in kept]
        moved.loc[a, others], moved.loc[b, others] = values.loc[b, others], values.loc[a, others]
        index = value_scores(
            moved.to_numpy(), ranking.weights.weights, method, tuple(values.index), tuple(values.columns)
        )
        return float(sign * (index[values.index.get_loc(a)] - index[values.index.get_loc(b)]))

    added = dict.fromkeys(values, 0.0)
    orders = list(permutations(values))
    for order in orders:
        for k, name in enumerate(order):
            added[name] += lead(frozenset(order[: k + 1])) - lead(frozenset(order[:k]))
    return np.array(list(added.values())) / (2 * len(orders))


def in_catalogue_order(found: Any, case: Case) -> np.ndarray:
    return found.table.loc[list(case.catalogue.ids), "contribution"].to_numpy()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_additive_contributions_are_weight_times_difference_of_values(case: Case, oracle: Any, scenario: str) -> None:
    ranking = mcda.rank(case, scenario=scenario)
    found = explain(ranking, "multilateral", "unilateral")
    x, w = oracle.every_option(scenario), oracle.weights(scenario)
    ways = np.where(oracle.more, 1, -1)
    wanted = 100 * w * ways * (x["multilateral"] - x["unilateral"])
    assert in_catalogue_order(found, case) == pytest.approx(wanted, abs=1e-9)
    assert found.lead == pytest.approx(wanted.sum(), abs=1e-9)
    assert found.source == WEIGHT_TIMES_VALUE


@pytest.mark.parametrize("method", BATCHED)
def test_shares_sum_to_the_lead_on_the_shipped_case(case: Case, method: str) -> None:
    """For every pair with the winner, and the other way round with the sign changed."""
    ranking = mcda.rank(case, method=method)
    for rival in ranking.table["option"][1:6]:
        found = explain(ranking, ranking.winner, rival)
        assert found.lead >= -1e-12
        assert found.table["contribution"].sum() == pytest.approx(found.lead, rel=1e-9, abs=1e-9)
    back = explain(ranking, rival, ranking.winner)
    forth = in_catalogue_order(found, case)
    assert in_catalogue_order(back, case) == pytest.approx(-forth, abs=1e-9 * np.abs(forth).max())


@pytest.mark.parametrize(
    "method, seed, m, n",
    [
        (method, *small)
        for method in mcda.METHODS
        for small in SMALL
        if method != "cocoso" or small == SMALL[2]  # it cannot serve an option that is the worst on every criterion
    ],
)
def test_shares_are_means_over_all_orders(make_case: Any, method: str, seed: int, m: int, n: int) -> None:
    case = random_case(make_case, seed, m, n)
    ranking = mcda.rank(case, method=method)
    found = explain(ranking, "o1", "o2")
    wanted = by_orders(case, ranking, "o1", "o2")
    assert in_catalogue_order(found, case) == pytest.approx(wanted, rel=1e-7, abs=1e-9)
    assert found.table["contribution"].sum() == pytest.approx(found.lead, abs=1e-9)


@pytest.mark.parametrize("method", ON_ITS_OWN)
def test_where_options_are_scored_on_their_own_shares_are_those_of_hybrids(make_case: Any, method: str) -> None:
    """The game of Štrumbelj & Kononenko: an option with a's values on a coalition and b's elsewhere, scored alone."""
    case = random_case(make_case, 5, 4, 4)
    ranking = mcda.rank(case, method=method)
    values = values_of(case, ranking)
    known = mcda.METHODS[method]
    orders = list(permutations(range(4)))
    wanted = np.zeros(4)
    for order in orders:
        hybrid = values.loc["o2"].to_numpy(copy=True)
        steps = [hybrid.copy()]
        for j in order:
            hybrid[j] = values.loc["o1"].iloc[j]
            steps.append(hybrid.copy())
        index = value_scores(np.array(steps), ranking.weights.weights, known, tuple("01234"), tuple(values.columns))
        wanted[list(order)] += np.diff(index) / len(orders)
    wanted = wanted if known.higher_is_better else -wanted
    assert in_catalogue_order(explain(ranking, "o1", "o2"), case) == pytest.approx(wanted, abs=1e-9)


def test_promethee_shares_are_differences_of_unicriterion_flows(case: Case) -> None:
    """By algebra: the net flow is Σ_j w_j φ_j, and φ_j reads column j only. φ_j is PROMETHEE I of that column."""
    ranking = mcda.rank(case, method="promethee2", preference={"type": "linear", "q": 5, "p": 20})
    preference = {"type": "linear", "q": 0.05, "p": 0.2}  # points of 100, as values from 0 to 1
    values = values_of(case, ranking)
    flows = {name: promethee1(values[[name]], {name: 1}, {name: 1}, preference).net for name in values}
    weights = ranking.weights.series()
    wanted = [weights[name] * (flow["multilateral"] - flow["unilateral"]) for name, flow in flows.items()]
    assert in_catalogue_order(explain(ranking, "multilateral", "unilateral"), case) == pytest.approx(wanted, abs=1e-12)


def test_a_method_that_is_the_additive_one_turned_round_gives_the_same_shares(case: Case) -> None:
    """SPOTIS on values is 1 less the additive score of 1, lower is better."""
    shares = [
        in_catalogue_order(explain(mcda.rank(case, method=method), "floor_top_up", "multilateral"), case)
        for method in ("additive", "spotis")
    ]
    assert 100 * shares[1] == pytest.approx(shares[0], abs=1e-9)


def test_options_that_a_ranking_was_made_with_must_be_given_again(case: Case) -> None:
    ranking = mcda.rank(case, method="vikor", v=0.9)
    with pytest.raises(mcda.MethodError, match=r"do not come out again by method 'vikor'.*\(v\)"):
        explain(ranking, "multilateral", "unilateral")
    found = explain(ranking, "multilateral", "unilateral", v=0.9)
    assert found.table["contribution"].sum() == pytest.approx(found.lead, abs=1e-9)
    narrow = mcda.rank(case, scales=(-1, 1))
    found = explain(narrow, "multilateral", "unilateral", scales=(-1, 1))
    assert found.source == SHAPLEY
    assert found.lead == pytest.approx(explain(mcda.rank(case), "multilateral", "unilateral").lead / 2)


@pytest.mark.parametrize("method", ["additive", "topsis", "vikor", "promethee2", "cocoso", "wpm"])
def test_a_criterion_without_weight_has_no_share_and_no_value(make_case: Any, method: str) -> None:
    case = make_case({"a": [90, 20, 60], "b": [30, 80, 50], "c": [50, 50, 20]}, weights=[2, 0, 1])
    found = explain(mcda.rank(case, method=method), "a", "b")
    row = found.table.loc["c2"]
    assert (row["contribution"], row["side"], row["weight"]) == (0, "equal", 0)
    assert np.isnan(row["value_a"])
    assert found.to_dict()["table"]["c2"]["value_b"] is None
    assert found.table.loc["c1", ["value_a", "value_b"]].tolist() == pytest.approx([0.9, 0.3])
    assert "C2 has no weight." in found.sentences


def test_as_many_criteria_as_there_is_room_for(make_case: Any) -> None:
    """Criteria on which the two are equal take no room: their share is 0."""
    n = MOST_CRITERIA + 1
    ahead = {"a": [60.0] * n, "b": [40.0 + j for j in range(n)], "c": [10.0 + j for j in range(n)]}
    ranking = mcda.rank(make_case(ahead), method="topsis")
    with pytest.raises(mcda.MethodError, match=r"differ on 17 criteria .*c17.*at most 16"):
        explain(ranking, "a", "c")
    assert explain(mcda.rank(make_case(ahead)), "a", "c").lead == pytest.approx(42)
    ahead["a"][0] = ahead["c"][0]
    found = explain(mcda.rank(make_case(ahead), method="topsis"), "a", "c")
    assert found.table["contribution"].sum() == pytest.approx(found.lead, abs=1e-9)
    assert found.table.loc["c1", "contribution"] == 0


def test_an_exchange_that_a_method_cannot_serve_is_refused_in_words(make_case: Any) -> None:
    """CoCoSo divides by the least sum, which is 0 once an exchange makes one option the worst on every criterion."""
    ranking = mcda.rank(random_case(make_case, *SMALL[0]), method="cocoso")
    with pytest.raises(mcda.MethodError, match="With some values of 'o1' and 'o2' exchanged: Method 'cocoso' has no"):
        explain(ranking, "o1", "o2")


EQUAL_WEIGHTS = {"a": [80, 60, 30, 50], "b": [40, 50, 50, 50], "c": [0, 0, 0, 0]}
"""At equal weights a - b is +10, +2.5, -5 and 0 points: a leads by 7.5."""


def test_argument_cover_and_words_by_hand(make_case: Any) -> None:
    found = explain(mcda.rank(make_case(EQUAL_WEIGHTS)), "a", "b", labels={"c1": "Reach", "c3": "Speed"})
    assert found.table["contribution"].tolist() == [10, 2.5, 0, -5]
    assert found.table["side"].tolist() == ["advantage", "advantage", "equal", "drawback"]
    assert found.argument == ("c1",)
    assert found.covered == [("c3", ["c1"])]
    assert found.uncovered == []
    assert found.payments.loc["c3"].to_dict() == {"c1": 5, "c2": 0}
    assert found.sentences == [
        "a leads b by 7.5 points.",
        "Reach (+10.0) alone outweighs the one thing that speaks for b, speed (−5.0).",
    ]


def test_the_one_behind_has_no_argument_and_the_words_are_the_other_side(make_case: Any) -> None:
    ranking = mcda.rank(make_case(EQUAL_WEIGHTS))
    behind, ahead = explain(ranking, "b", "a"), explain(ranking, "a", "b")
    assert behind.lead == pytest.approx(-7.5)
    assert behind.argument == ()
    assert behind.covered == [("c2", ["c3"])]
    assert behind.uncovered == ["c1"]
    assert behind.sentences == ahead.sentences
    pd.testing.assert_frame_equal(behind.mirrored().table.loc[ahead.table.index], ahead.table)


@pytest.mark.parametrize(
    "scores, epsilon, wanted",
    [
        ([[80, 50], [40, 40]], 1, ["leads y by 25 points.", "Nothing speaks for y"]),
        ([[80, 50], [79, 50]], 1, ["practically equal: x leads by 0.5 points", "Nothing speaks for y"]),
        ([[80, 50], [79, 50]], 0.5, ["x leads y by 0.5 points."]),
        ([[80, 50], [50, 80]], 1, ["score the same"]),
        ([[80, 50], [80, 50]], 1, ["equal on every criterion that counts"]),
        ([[60, 60, 30], [50, 50, 42]], 1, ["taken both together outweigh the one thing that speaks for y, c3 (−4.0)"]),
        ([[60, 60, 30], [50, 50, 49.9]], 1, ["together outweigh the one thing that speaks for y, c3 (−6.6)"]),
        ([[60, 60, 30], [50, 50, 49.99]], 0, ["together just outweigh the one thing that speaks for y, c3 (−6.7)"]),
        (
            [[90, 30, 30], [20, 40, 50]],
            1,
            ["all that speaks for y, −10.0 together: c3 (−6.7) and c2 (−3.3)", "Loss on c3 is made up by c1"],
        ),
    ],
    ids=["dominates", "practically", "own epsilon", "tie", "same", "both", "close", "just", "two drawbacks"],
)
def test_words(make_case: Any, scores: list[list[float]], epsilon: float, wanted: list[str]) -> None:
    ranking = mcda.rank(make_case(dict(zip("xy", scores, strict=True))))
    text = " ".join(explain(ranking, "x", "y", epsilon=epsilon).sentences)
    assert all(part.lower() in text.lower() for part in wanted), text


@pytest.mark.parametrize("method", ["additive", "topsis", "vikor"])
def test_plain_data_carries_what_reproduces_it(case: Case, method: str) -> None:
    ranking = mcda.rank(case, method=method)
    found = explain(ranking, "floor_top_up", "multilateral")
    data = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert data["case_digest"] == case.digest
    assert (data["method"], data["scenario"], data["a"]) == (method, "neutral", "floor_top_up")
    assert sum(row["contribution"] for row in data["table"].values()) == pytest.approx(data["lead"])
    assert list(found.to_frame()) == ["label", "contribution", "weight", "value_a", "value_b", "side"]


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"a": "multilateral", "b": "magic"}, "'magic' is not ranked.*Options: "),
        ({"a": "multilateral", "b": "multilateral"}, "'multilateral' cannot be compared with itself"),
        ({"a": "hope", "b": "magic", "epsilon": -1}, "'hope' is not ranked; 'magic' is not ranked; epsilon = -1"),
        ({"a": "unilateral", "b": "multilateral"}, "'multilateral' is kept out by the gate speed >= 60"),
        ({"a": "unilateral", "b": "act_first_75", "epsilon": "small"}, "epsilon = 'small'"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    gates = ["speed >= 60"] if "gate" in wanted else []
    with pytest.raises(mcda.ArgumentError, match=wanted):
        explain(mcda.rank(case, gates=gates), **asked)


@pytest.mark.parametrize("method", ["additive", "topsis"])
def test_an_option_that_a_method_does_not_have_is_refused(case: Case, method: str) -> None:
    with pytest.raises(mcda.MethodError, match="no option speed"):
        explain(mcda.rank(case, method=method), "multilateral", "unilateral", speed=3)
