"""Coverage over a horizon: the published worked figures, a second implementation, and what must hold."""

import json
from typing import Any

import numpy as np
import pytest
from shipped import SCENARIOS

import mcda
from mcda.blends.horizon import averaged_coverage, blend_over_time
from mcda.case import Case

HALF = {"unilateral": 0.5, "multilateral": 0.5}
YEARS = {"horizon": 730, "lag": 329}


@pytest.mark.parametrize(
    "alone, joint, lag, wanted",
    [
        (0.05, 0.55, 43, 0.52),  # Russia 2022: 37 partners after 43 days, 5 % of imports from the one state
        (0.30, 0.90, 329, 0.63),  # chip tools 2022: the Netherlands after 329 days; coverages assumed
    ],
)
def test_worked_figures(alone: float, joint: float, lag: float, wanted: float) -> None:
    """Two years, from dates of the cases and coverages that a reviewer assumed."""
    assert float(averaged_coverage(alone, joint, horizon=730, lag=lag)) == pytest.approx(wanted, abs=0.005)


def test_arrays_broadcast() -> None:
    found = averaged_coverage([0.2, 0.4], [[0.6], [0.8]], horizon=4, lag=1)
    assert found == pytest.approx(np.array([[0.5, 0.55], [0.65, 0.7]]))


def test_worked_figure_through_a_blend(case: Case) -> None:
    """The chip-tool figures put into the case: with all effort's effect alone (q large), coverage is theirs."""
    cells = tuple(
        cell.model_copy(update={"low": value, "mode": value, "high": value})
        if cell.criterion == "coverage" and (value := {"unilateral": 30.0, "multilateral": 90.0}.get(cell.option))
        else cell
        for cell in case.cells
    )
    small = case.replace(cells=cells, shifts=())
    found = blend_over_time(small, HALF, 730, 329, coordination=0, first_mover_cost=0, returns=10)
    # Activation of half the effort at q = 10 is 1 - 2^-10, so each part is within a thousandth of all it has.
    assert found.averaged == pytest.approx(63, abs=0.1)


def by_hand(oracle: Any, scenario: str, share: float, lagged: float, signal: float, **assumptions: Any) -> float:
    """The score from the formulas, with the second implementation for all but time."""
    act_first, q = assumptions.get("act_first", True), assumptions.get("q", 2.0)
    x = oracle.mix(scenario, np.array([share]), **assumptions)[0]
    j, speed = oracle.criteria.index("coverage"), oracle.criteria.index("speed")
    alone = oracle.scored(scenario)["unilateral"][j]
    early = (1 - (1 - share) ** q if act_first else share**q) * alone
    x[j] = early * lagged + x[j] * (1 - lagged)
    w = oracle.weights(oracle.scenarios[scenario]["weights"]).copy()
    w[speed] *= signal
    return float(oracle.score(x, w / w.sum()))


@pytest.mark.parametrize("act_first", [True, False])
@pytest.mark.parametrize("q", [1.0, 2.0, 3.5])
@pytest.mark.parametrize("share", [0.0, 0.15, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis", "long_game", "split_coalition"])
def test_score_equals_the_formulas(
    case: Case, oracle: Any, scenario: str, share: float, q: float, act_first: bool
) -> None:
    sequence = "act_first" if act_first else "act_together"
    mix = {"unilateral": share, "multilateral": 1 - share}
    for signal in (0.0, 0.3, 1.0):
        found = blend_over_time(case, mix, 24, 10, signal_share=signal, scenario=scenario, sequence=sequence, returns=q)
        wanted = by_hand(oracle, scenario, share, 10 / 24, signal, act_first=act_first, q=q)
        assert found.score == pytest.approx(wanted, abs=1e-9)
        assert found.first == "unilateral"
        ends = [by_hand(oracle, scenario, share, 10 / 24, end, act_first=act_first, q=q) for end in (0.0, 1.0)]
        assert found.score_range == pytest.approx((min(ends), max(ends)), abs=1e-9)
        assert found.score_range[0] - 1e-9 <= found.score <= found.score_range[1] + 1e-9


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_without_lag_the_score_is_the_plain_one(case: Case, scenario: str) -> None:
    found = blend_over_time(case, HALF, 24, 0, signal_share=1, scenario=scenario)
    plain = mcda.blend(case, HALF, scenario=scenario).score
    assert (found.score, found.plain_score) == (pytest.approx(plain, abs=1e-9), pytest.approx(plain, abs=1e-9))
    assert found.averaged == found.joint
    assert found.best["plain"].equals(found.best["over_time"])


def test_the_rule_is_off_unless_asked_for(case: Case) -> None:
    """Calling it changes nothing elsewhere."""
    before = mcda.blend_curve(case).to_dict()
    blend_over_time(case, HALF, **YEARS)
    assert mcda.blend_curve(case).to_dict() == before


def test_parts_alone(case: Case) -> None:
    """The first keeps its coverage throughout; the other covers nothing before alignment."""
    alone = blend_over_time(case, {"unilateral": 1, "multilateral": 0}, 10, 4)
    assert alone.early == alone.joint == alone.averaged == case.scores()["coverage"]["unilateral"]
    joint = blend_over_time(case, {"unilateral": 0, "multilateral": 1}, 10, 4)
    assert joint.early == 0
    assert joint.averaged == pytest.approx(0.6 * case.scores()["coverage"]["multilateral"])
    assert joint.pure["over_time"].to_dict() == {
        "unilateral": pytest.approx(alone.score),
        "multilateral": pytest.approx(joint.score),
    }
    assert joint.pure["plain"].to_dict() == {
        "unilateral": pytest.approx(alone.plain_score),
        "multilateral": pytest.approx(joint.plain_score),
    }


def test_a_share_above_one_by_rounding(case: Case) -> None:
    """Sums may miss 1 by a rounding error; that must not cost the score."""
    found = blend_over_time(case, {"unilateral": 1 + 1e-10, "multilateral": 0.0}, 10, 4, returns=2.5)
    exact = blend_over_time(case, {"unilateral": 1.0, "multilateral": 0.0}, 10, 4, returns=2.5)
    assert found.score == pytest.approx(exact.score, abs=1e-6)


def test_a_longer_lag_never_helps(case: Case) -> None:
    found = [blend_over_time(case, HALF, 24, lag) for lag in range(25)]
    assert np.all(np.diff([one.averaged for one in found]) < 0)
    assert np.all(np.diff([one.score for one in found]) < 0)
    assert found[-1].averaged == pytest.approx(found[-1].early)


@pytest.mark.parametrize("lag", [0, 5, 7.3, 24])
def test_course_of_coverage(case: Case, lag: float) -> None:
    """Coverage is a step; its mean so far ends at the mean over the horizon."""
    found = blend_over_time(case, HALF, 24, lag, periods=12)
    table = found.table
    assert table["time"].is_monotonic_increasing
    assert {0.0, float(lag), 24.0} <= set(table["time"])
    assert table["averaged"].iloc[-1] == pytest.approx(found.averaged)
    assert table["averaged"].iloc[0] == table["coverage"].iloc[0]
    for row in table.itertuples():
        assert row.aligned == (row.time >= lag)
        assert row.coverage == (found.joint if row.aligned else found.early)
    # The mean as an integral of the step, by a fine sum.
    moments = (np.arange(240_000) + 0.5) / 10_000
    step = np.where(moments >= lag, found.joint, found.early)
    assert step.mean() == pytest.approx(found.averaged, abs=1e-3)


def test_contributions_sum_to_the_scores(case: Case) -> None:
    found = blend_over_time(case, HALF, **YEARS)
    sums = found.contributions.sum()
    assert sums["plain"] == pytest.approx(found.plain_score)
    assert sums["over_time"] == pytest.approx(found.score)
    changed = found.contributions.index[~np.isclose(found.contributions["plain"], found.contributions["averaged"])]
    assert list(changed) == ["coverage"]


def test_double_counting_is_said(case: Case) -> None:
    found = blend_over_time(case, HALF, **YEARS, signal_share=0.25)
    assert "Speed therefore counts only as the signal of being first: 25% of its weight" in found.notice
    speed = found.contributions.loc["speed"]
    kept = 0.25 / (1 - 0.75 * case.weights(found.weights).loc["speed", "weight"])
    assert speed["over_time"] == pytest.approx(kept * speed["plain"])


@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis", "moving_frontier"])
def test_best_mix_under_the_rule(case: Case, oracle: Any, scenario: str) -> None:
    """On 101 shares, scored by the second implementation."""
    shares = np.linspace(0, 1, 101)
    scores = [by_hand(oracle, scenario, share, 329 / 730, 0.5) for share in shares]
    found = blend_over_time(case, HALF, **YEARS, scenario=scenario)
    assert found.best.loc["unilateral", "over_time"] == pytest.approx(shares[int(np.argmax(scores))])
    plain = oracle.curve(scenario, shares)
    assert found.best.loc["unilateral", "plain"] == pytest.approx(shares[int(plain.argmax())])


def test_three_parts(case: Case) -> None:
    """Only the first is in force before alignment, whichever it is."""
    mix = {"unilateral": 0.2, "multilateral": 0.5, "minilateral": 0.3}
    scores = case.scores()["coverage"]
    for first, share in mix.items():
        found = blend_over_time(case, mix, 10, 4, first=first)
        activation = 1 - (1 - share) ** 2
        # The rule `first` takes the best part: its own activation, or what the others have of it.
        others = [(1 - (1 - (1 - s) ** 2)) * share / (1 - s) for name, s in mix.items() if name != first]
        assert found.early == pytest.approx(scores[first] * max(activation, *others))
        assert found.averaged == pytest.approx(0.4 * found.early + 0.6 * found.joint)


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"horizon": 0}, "horizon = 0"),
        ({"horizon": float("inf")}, "horizon = inf"),
        ({"lag": -1}, "lag = -1"),
        ({"lag": 731}, "lag = 731; a number from 0 to the horizon, 730"),
        ({"lag": float("nan")}, "lag = nan"),
        ({"lag": "soon"}, "lag = 'soon'"),
        ({"first": "status_quo"}, "first = 'status_quo'"),
        ({"signal_share": 1.5}, "signal_share = 1.5"),
        ({"coverage": "reach"}, "coverage = 'reach'"),
        ({"coverage": "retaliation"}, "more is better"),
        ({"coverage": "speed"}, "two criteria"),
        ({"periods": 0}, "periods = 0"),
        ({"shares": {"unilateral": 0.5, "multilateral": 0.4}}, "sum to 1"),
        ({"shares": {"unilateral": 1.0}}, "two to four"),
        ({"coordination": 3}, "coordination = 3"),
        ({"lag": 900, "first": "nobody", "periods": 2.5}, r"(?s)lag = 900.*first = 'nobody'.*periods = 2.5"),
    ],
)
def test_refusals(case: Case, arguments: dict[str, Any], message: str) -> None:
    given = {"shares": HALF, **YEARS} | arguments
    with pytest.raises(mcda.ArgumentError, match=message):
        blend_over_time(case, given.pop("shares"), given.pop("horizon"), given.pop("lag"), **given)


@pytest.mark.parametrize(
    "arguments, message",
    [
        ((0.1, 0.2, 0, 0), "horizon = 0"),
        ((0.1, 0.2, 5, 6), "lag = 6"),
        ((0.1, float("nan"), 5, 1), "finite"),
        (("some", 0.2, 5, 1), "must be numbers"),
        (([0.1, 0.2], [0.1, 0.2, 0.3], 5, 1), "broadcast"),
    ],
)
def test_array_refusals(arguments: tuple[Any, ...], message: str) -> None:
    alone, joint, horizon, lag = arguments
    with pytest.raises(mcda.ArgumentError, match=message):
        averaged_coverage(alone, joint, horizon=horizon, lag=lag)


def test_all_weight_on_speed_leaves_nothing(case: Case) -> None:
    only = {name: float(name == "speed") for name in case.catalogue.ids}
    with pytest.raises(mcda.ArgumentError, match="All weight is on speed"):
        blend_over_time(case, HALF, **YEARS, weights=only, signal_share=0)


def test_result_is_plain_data(case: Case) -> None:
    found = blend_over_time(case, HALF, **YEARS)
    plain = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert plain["shares"] == HALF
    assert plain["case_digest"] == case.digest
    assert found.to_frame().equals(found.table)
