"""`rank`: scores against two independent workings-out, and what a ranking must say about itself."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mcda
from mcda import Gate, rank
from mcda.case import Case
from mcda.kernels.ranks import ranks

UNBLENDED = (
    "status_quo",
    "multilateral",
    "minilateral",
    "unilateral",
    "unilateral_secondary",
    "unilateral_diplomacy",
)
# Scores by another reviewer before weights were rounded to one decimal, hence the tolerance below.
BY_REVIEWER = {
    "neutral": (43.6, 57.0, 54.5, 52.5, 52.2, 54.2),
    "flash_crisis": (30.8, 47.3, 58.0, 61.7, 61.9, 62.0),
    "long_game": (46.4, 64.5, 52.9, 43.3, 42.7, 46.0),
    "moving_frontier": (39.1, 46.2, 51.9, 59.3, 59.0, 60.1),
    "chokepoint": (45.1, 56.2, 57.3, 57.8, 56.9, 59.3),
    "leaky_market": (37.5, 54.2, 50.4, 45.5, 46.8, 47.5),
    "split_coalition": (40.2, 48.3, 49.2, 52.7, 52.2, 54.5),
    "civilian_lifeline": (54.5, 57.3, 51.8, 47.1, 45.8, 49.2),
}
# Low, mode and high of the two options that a lever is added to, worked out by hand: low + low, mode + effect,
# high + high, clipped to 0 to 100. In catalogue order.
BY_HAND = {
    "unilateral_secondary": (
        (75, 60, 65, 20, 35, 23, 43, 0, 20, 25, 25, 54, 25),
        (85, 75, 80, 45, 55, 45, 70, 20, 35, 45, 40, 82, 40),
        (95, 90, 90, 75, 75, 78, 96, 55, 50, 65, 65, 100, 60),
    ),
    "unilateral_diplomacy": (
        (60, 60, 65, 17, 35, 20, 40, 24, 20, 25, 25, 36, 26),
        (79, 75, 80, 38, 55, 35, 60, 45, 35, 45, 40, 62, 43),
        (95, 90, 90, 65, 75, 60, 80, 76, 50, 65, 65, 83, 66),
    ),
}


def scores_of(ranking: mcda.Ranking) -> "pd.Series[float]":
    return ranking.table.set_index("option")["score"]


@pytest.mark.parametrize("scenario", BY_REVIEWER)
def test_scores_as_another_reviewer_found_them(case: Case, scenario: str) -> None:
    found = scores_of(rank(case, scenario=scenario))
    assert found[list(UNBLENDED)].to_numpy() == pytest.approx(BY_REVIEWER[scenario], abs=0.11)


@pytest.mark.parametrize("scenario", BY_REVIEWER)
def test_scores_equal_a_second_working_out_from_the_files(case: Case, oracle: Any, scenario: str) -> None:
    """All eleven options, blends and levers included."""
    weights = oracle.weights(oracle.scenarios[scenario]["weights"])
    wanted = {name: oracle.score(x, weights) for name, x in oracle.every_option(scenario).items()}
    found = scores_of(rank(case, scenario=scenario))
    assert set(found.index) == set(wanted)
    for name, score in wanted.items():
        assert found[name] == pytest.approx(score, abs=1e-9), name


@pytest.mark.parametrize("level, table", [("low", 0), ("scores", 1), ("high", 2)])
@pytest.mark.parametrize("option", BY_HAND)
def test_derived_options_worked_out_by_hand(case: Case, option: str, level: str, table: int) -> None:
    found = getattr(case, level)("neutral").loc[option]
    assert found.to_numpy() == pytest.approx(BY_HAND[option][table], abs=1e-9)


def test_levers_cannot_add_up_without_end(case: Case) -> None:
    """All 17 levers on multilateral action. Legitimacy 80: improvements 3 + 4 + 6 + 3 + 4 + 10 + 8 + 3 + 3 = 44 are
    cut to 25, less 15 is 90. Coherence 55: 41 are cut to 25. Burden 60 + 23 - 13 is within the cap.
    """
    levers = tuple(dict.fromkeys(effect.lever for effect in case.levers))
    options = [
        option.model_copy(update={"base": "multilateral", "levers": levers})
        if option.option == "unilateral_secondary"
        else option
        for option in case.options
    ]
    found = case.replace(options=tuple(options)).scores("neutral").loc["unilateral_secondary"]
    wanted = {"legitimacy": 90, "enforcement_coherence": 80, "administrative_burden": 70}
    assert found[list(wanted)].to_dict() == pytest.approx(wanted)


def test_the_winner_depends_on_the_scenario(case: Case) -> None:
    """The long game belongs to the multilateral way; where speed counts as well, a blend comes first."""
    firsts = {scenario: rank(case, scenario=scenario).table.iloc[0] for scenario in BY_REVIEWER}
    assert firsts["long_game"]["option"] == "multilateral"
    assert firsts["neutral"]["kind"] == "blend"
    assert firsts["flash_crisis"]["kind"] == "blend"
    assert firsts["moving_frontier"]["option"] == "unilateral_diplomacy"
    assert firsts["split_coalition"]["option"] == "unilateral_diplomacy"


@pytest.mark.parametrize("scenario", BY_REVIEWER)
def test_contributions_sum_to_the_score(case: Case, scenario: str) -> None:
    ranking = rank(case, scenario=scenario)
    assert ranking.contributions.sum(axis=1).to_numpy() == pytest.approx(ranking.table["score"].to_numpy())
    assert list(ranking.contributions.index) == list(ranking.table["option"])
    assert list(ranking.contributions.columns) == list(case.catalogue.ids)


@pytest.mark.parametrize("method", mcda.METHODS)
def test_the_stress_case_is_never_ranked(case: Case, method: str) -> None:
    assert "fragmented_coalition" in case.option_ids
    if method not in ("ocra", "lopm"):  # they cannot serve a value of 0
        assert "fragmented_coalition" not in set(rank(case, method=method).table["option"])


def test_no_rank_reversal(case: Case) -> None:
    """Leaving options out, or adding the stress case, moves nobody else's score."""
    everyone = scores_of(rank(case))
    some = scores_of(rank(case, options=["unilateral", "act_first_25", "status_quo"]))
    more = scores_of(rank(case, options=[*case.choices, "fragmented_coalition"]))
    assert some.to_dict() == pytest.approx(everyone[some.index].to_dict(), abs=1e-12)
    assert more[everyone.index].to_dict() == pytest.approx(everyone.to_dict(), abs=1e-12)


def test_one_option_alone_has_the_same_score(case: Case) -> None:
    assert scores_of(rank(case, options=["unilateral"]))["unilateral"] == pytest.approx(
        scores_of(rank(case))["unilateral"]
    )
    with pytest.raises(mcda.MethodError, match="compares options"):
        rank(case, options=["unilateral"], method="topsis")


def test_every_score_is_shown_against_the_status_quo(case: Case) -> None:
    table = rank(case, scenario="long_game").table.set_index("option")
    against = table["score"] - table.loc["status_quo", "score"]
    assert table["versus_baseline"].to_numpy() == pytest.approx(against.to_numpy())
    assert rank(case, options=["unilateral", "multilateral"]).table["versus_baseline"].isna().all()


@pytest.mark.parametrize(
    "scores, higher, wanted",
    [
        ([3.0, 1.0, 2.0], True, [1, 3, 2]),
        ([3.0, 1.0, 2.0], False, [3, 1, 2]),
        ([2.0, 2.0, 1.0], True, [1, 1, 3]),
        ([1.0, 3.0, 3.0, 2.0], True, [4, 1, 1, 3]),
        ([5.0, 5.0, 5.0], True, [1, 1, 1]),
        ([0.1 + 0.2, 0.3, 0.0], True, [1, 1, 3]),
        ([1.0, 1.0 - 5e-10, 0.0], True, [1, 1, 3]),
        ([1.0, 1.0 - 2e-9, 0.0], True, [1, 2, 3]),
        ([1e9, 1e9 - 0.5, 0.0], True, [1, 1, 3]),
        ([1e-9, 0.9e-9, 0.0], True, [1, 2, 3]),
        ([7.0], True, [1]),
    ],
    ids=[
        "in order",
        "lower is better",
        "tie for first",
        "tie shares the better rank",
        "all equal",
        "rounding error",
        "within 1e-9 of the range",
        "beyond 1e-9 of the range",
        "tolerance grows with the range",
        "small scores are told apart",
        "alone",
    ],
)
def test_ranks(scores: list[float], higher: bool, wanted: list[int]) -> None:
    assert ranks(np.array(scores), higher_is_better=higher).tolist() == wanted


def test_ranks_of_a_batch() -> None:
    batch = np.random.default_rng(2).integers(0, 4, (6, 5, 4)).astype(float)
    single = [[ranks(batch[i, j]) for j in range(5)] for i in range(6)]
    assert (ranks(batch) == np.array(single)).all()


def test_tied_options_share_the_better_rank(make_case: Any) -> None:
    small = make_case({"a": [10, 60], "b": [40, 40], "c": [60, 10], "d": [35, 35]})
    table = rank(small).table
    assert table["rank"].tolist() == [1, 2, 2, 2]  # 40, then 35 three times
    assert table["option"].tolist() == ["b", "a", "c", "d"]


def test_swing_points_by_criterion_need_not_sum_to_one(case: Case) -> None:
    """Weight on speed and coverage 3 : 1 only: unilateral .75 * 85 + .25 * 30 = 71.25, status quo 3.75."""
    points = dict.fromkeys(case.catalogue.ids, 0.0) | {"speed": 30, "coverage": 10}
    ranking = rank(case, weights=points, scenario="neutral")
    found = scores_of(ranking)
    assert found["unilateral"] == pytest.approx(71.25)
    assert found["status_quo"] == pytest.approx(3.75)
    assert ranking.weights.name == "custom"
    assert scores_of(rank(case, weights=pd.Series(points), scenario="neutral"))["unilateral"] == pytest.approx(71.25)


def test_facts_and_weights_are_chosen_apart(case: Case, oracle: Any) -> None:
    ranking = rank(case, scenario="flash_crisis", weights="role_diplomacy")
    wanted = oracle.score(oracle.scored("flash_crisis")["unilateral"], oracle.weights("role_diplomacy"))
    assert scores_of(ranking)["unilateral"] == pytest.approx(wanted)


@pytest.mark.parametrize(
    "changed, wanted",
    [
        (
            {"beauty": 1, "taste": 2, "signal": -1, "speed": float("nan")},
            ("'beauty' is no criterion", "'taste' is no criterion", "signal has weight -1", "speed has weight nan"),
        ),
        ({"speed": "much", "coverage": float("inf")}, ("speed has weight 'much'", "coverage has weight inf")),
    ],
    ids=["unknown and out of range", "no numbers"],
)
def test_every_fault_of_custom_weights_is_listed(case: Case, changed: dict[str, Any], wanted: Any) -> None:
    with pytest.raises(mcda.ArgumentError) as caught:
        rank(case, weights=dict.fromkeys(case.catalogue.ids, 1.0) | changed)
    assert all(part in str(caught.value) for part in wanted), str(caught.value)


def test_missing_and_zero_weights_are_listed(case: Case) -> None:
    with pytest.raises(mcda.ArgumentError) as caught:
        rank(case, weights={"speed": 1})
    assert all(f"{name} has no weight" in str(caught.value) for name in case.catalogue.ids[1:])
    with pytest.raises(mcda.ArgumentError, match="every weight is 0"):
        rank(case, weights=dict.fromkeys(case.catalogue.ids, 0))


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"scenario": "calm"}, "No scenario 'calm'.*neutral"),
        ({"weights": "mine"}, "No weight set 'mine'.*role_economy"),
        ({"options": ["nobody"]}, "No option 'nobody'.*status_quo"),
        ({"options": []}, "No options to rank"),
        ({"gates": ["beauty >= 1"]}, "no criterion 'beauty'.*speed"),
        ({"gates": ["speed = 1"]}, "'speed = 1' is not understood"),
        ({"gates": ["speed >= 1.2.3"]}, "'speed >= 1.2.3' is not understood"),
        ({"gates": ["speed >= 96"]}, "No option passes the gates: speed >= 96"),
    ],
    ids=str,
)
def test_what_cannot_be_ranked_is_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        rank(case, **asked)


def test_gates_keep_options_out_and_say_why(case: Case) -> None:
    """Unilateral action has coverage 30 and legitimacy 35, the status quo 15 and 50."""
    ranking = rank(case, gates=["coverage >= 40", Gate("legitimacy", ">=", 40)], scenario="neutral")
    excluded = ranking.excluded.groupby("option")["gate"].apply(set).to_dict()
    assert excluded["unilateral"] == {"coverage >= 40", "legitimacy >= 40"}
    assert excluded["status_quo"] == {"coverage >= 40"}
    assert excluded["unilateral_secondary"] == {"legitimacy >= 40"}
    assert set(excluded).isdisjoint(ranking.table["option"])
    assert set(excluded) | set(ranking.table["option"]) == set(case.choices)
    kept = scores_of(ranking)
    assert kept.to_dict() == pytest.approx(scores_of(rank(case, scenario="neutral"))[kept.index].to_dict())


@pytest.mark.parametrize(
    "gate, passes", [("coverage >= 30", True), ("coverage >= 30.001", False), ("coverage<=30", True)]
)
def test_a_score_on_the_limit_passes(case: Case, gate: str, passes: bool) -> None:
    found = set(rank(case, gates=[gate], scenario="neutral").table["option"])
    assert ("unilateral" in found) is passes


def test_rankings_are_plain_data(case: Case) -> None:
    ranking = rank(case, gates=["legitimacy >= 40"], options=["multilateral", "minilateral", "unilateral"])
    plain = json.loads(json.dumps(ranking.to_dict(), allow_nan=False))
    assert [row["option"] for row in plain["ranking"]] == list(ranking.table["option"])
    assert plain["ranking"][0]["versus_baseline"] is None
    assert plain["case_digest"] == case.digest
    assert plain["version"] == mcda.__version__
    assert ranking.to_frame().equals(ranking.table)


def test_options_of_which_something_is_unknown_are_marked(case: Case) -> None:
    """An unknown cell of unilateral action marks it, and all that is built from it."""
    cells = [
        c.model_copy(update={"low": 0.0, "mode": None, "high": 100.0})
        if (c.option, c.criterion) == ("unilateral", "coverage")
        else c
        for c in case.cells
    ]
    table = rank(case.replace(cells=tuple(cells)), scenario="neutral").table.set_index("option")
    whole = {"status_quo", "multilateral", "minilateral"}
    assert set(table.index[~table["incomplete"]]) == whole
    # The middle of the scale stands in: 50 for 30, weight 9 of 100.
    before = scores_of(rank(case, scenario="neutral"))["unilateral"]
    assert table.loc["unilateral", "score"] == pytest.approx(before + 0.09 * 20)


@pytest.mark.parametrize("weights", [[1] * 13, np.ones(13), 3], ids=["list", "array", "number"])
def test_weights_without_names_are_refused(case: Case, weights: Any) -> None:
    """Points in a row could belong to any criterion."""
    with pytest.raises(mcda.ArgumentError, match=r"id of a weight set .*neutral.* or points by criterion"):
        rank(case, weights=weights)


def test_an_option_that_passes_a_gate_by_its_middle_alone_is_named(case: mcda.Case) -> None:
    """Coverage of the allied coalition is 35 to 75, most likely 55; of multilateral 50 to 85, most likely 70."""
    ranking = mcda.rank(case, scenario="neutral", options=["minilateral", "multilateral"], gates=["coverage >= 50"])
    assert list(ranking.table["option"].sort_values()) == ["minilateral", "multilateral"]
    assert ranking.at_risk.to_dict("records") == [
        {
            "option": "minilateral",
            "label": case.labels["minilateral"],
            "gate": "coverage >= 50",
            "low": 35.0,
            "high": 75.0,
        }
    ]
