"""What decides a lead: against variances worked out by algebra, and functions whose indices are known."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import mcda
from mcda.case import Case
from mcda.robustness.drivers import drivers
from mcda.robustness.sobol import sobol_indices
from mcda.weights import WeightSet


def pert_variance(low: float, mode: float, high: float) -> float:
    """(μ - low)(high - μ) / 7 with μ = (low + 4 mode + high) / 6, the beta distribution's own."""
    mean = (low + 4 * mode + high) / 6
    return (mean - low) * (high - mean) / 7


def triangular_variance(low: float, mode: float, high: float) -> float:
    return (low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18


def uniform_variance(low: float, mode: float, high: float) -> float:
    return (high - low) ** 2 / 12


A1, A2, B1 = (20, 60, 90), (10, 20, 80), (30, 35, 40)


@pytest.fixture
def linear(make_case: Callable[..., Case]) -> Case:
    """Lead = .6 a1 + .3 a2 - .6 b1 - .3 b2 (+ .1 (50 - b3)), of which b2 is known; of b3 nothing is."""
    return make_case({"a": [A1, A2, 50], "b": [B1, 40, None]}, weights=[6, 3, 1])


@pytest.mark.parametrize(
    "distribution, variance",
    [("pert", pert_variance), ("triangular", triangular_variance), ("uniform", uniform_variance)],
)
def test_shares_of_a_sum_are_those_of_its_variances(
    linear: Case, distribution: str, variance: Callable[..., float]
) -> None:
    """S_i = T_i = c_i² var_i / Σ c² var. A cell of which nothing is known is uniform on the scale, whatever else is."""
    parts = {
        ("a", "c1"): 0.6**2 * variance(*A1),
        ("a", "c2"): 0.3**2 * variance(*A2),
        ("b", "c1"): 0.6**2 * variance(*B1),
        ("b", "c3"): 0.1**2 * 100**2 / 12,
    }
    found = drivers(linear, "a", "b", distribution=distribution, draws=4096)
    table = found.indices.set_index(["option", "criterion"])
    assert set(table.index) == set(parts)
    total = sum(parts.values())
    assert found.sd == pytest.approx(np.sqrt(total), rel=0.01)
    assert found.explained == pytest.approx(1, abs=0.05)
    for place, part in parts.items():
        row = table.loc[place]
        assert row["first"] == pytest.approx(part / total, abs=0.03)
        assert row["total"] == pytest.approx(part / total, abs=0.03)
        assert abs(row["first"] - part / total) <= 2 * row["first_error"]
    assert found.evaluations == 4096 * (4 + 2)


def test_weights_are_one_group(make_case: Callable[..., Case]) -> None:
    """Lead = t d + (1 - t) e with e = -20 known, d = a1 - 30 of mean μ and variance v, t uniform on (.3, .7).

    Var = E(t²) v + (μ - e)² Var t; of it the weights alone explain (μ - e)² Var t, the score alone (E t)² v.
    """
    case = make_case({"a": [A1, 20], "b": [30, 40]})
    chosen = WeightSet("w", "W", ("c1", "c2"), np.array([0.3, 0.3]), np.array([0.5, 0.5]), np.array([0.7, 0.7]))
    mean, v = (20 + 4 * 60 + 90) / 6 - 30, pert_variance(*A1)
    var_t = 0.4**2 / 12
    weights_alone, score_alone = (mean + 20) ** 2 * var_t, 0.25 * v
    total = (0.25 + var_t) * v + weights_alone
    found = drivers(case, "a", "b", weights=chosen, draws=8192)
    table = found.indices.set_index("kind")
    assert found.sd**2 == pytest.approx(total, rel=0.03)
    assert table.loc["weights", "first"] == pytest.approx(weights_alone / total, abs=0.03)
    assert table.loc["score", "first"] == pytest.approx(score_alone / total, abs=0.03)
    assert table.loc["weights", "total"] == pytest.approx(1 - score_alone / total, abs=0.03)
    assert table.loc["score", "total"] == pytest.approx(1 - weights_alone / total, abs=0.03)


def ishigami(u: np.ndarray) -> np.ndarray:
    x = np.pi * (2 * u - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


V1, V2, V13 = 0.5 * (1 + np.pi**4 / 50) ** 2, 49 / 8, 0.01 * np.pi**8 * (1 / 18 - 1 / 50)
V = V1 + V2 + V13


@pytest.mark.parametrize(
    "groups, first, total",
    [
        ("xyz", [V1 / V, V2 / V, 0], [(V1 + V13) / V, V2 / V, V13 / V]),
        ("pqp", [(V1 + V13) / V, V2 / V], [(V1 + V13) / V, V2 / V]),
        ("ppq", [(V1 + V2) / V, 0], [1, V13 / V]),
    ],
)
def test_indices_of_a_function_that_is_known(groups: str, first: list[float], total: list[float]) -> None:
    """Ishigami & Homma 1990 with a = 7, b = 0.1; the indices in closed form (Saltelli et al. 2008, ch. 4)."""
    found = sobol_indices(ishigami, list(groups), 8192, seed=3)
    assert found.table.index.tolist() == list(dict.fromkeys(groups))
    assert found.table["first"].tolist() == pytest.approx(first, abs=0.02)
    assert found.table["total"].tolist() == pytest.approx(total, abs=0.02)
    assert found.mean == pytest.approx(3.5, abs=0.02)
    assert found.sd == pytest.approx(np.sqrt(V), rel=0.01)


def test_a_tornado_by_hand(make_case: Callable[..., Case]) -> None:
    """Lead .5 (60 - 50) + .5 (40 - 48) = 1: a1 from 20 to 90 gives -19 to 16; b2 from 40 to 50 gives 5 to 0."""
    found = drivers(make_case({"a": [A1, 40], "b": [50, (40, 48, 50)]}), "a", "b", draws=16)
    rows = found.tornado
    assert found.lead == pytest.approx(1)
    assert rows["option"].tolist() == ["a", "b"]
    assert rows[["low", "now", "high"]].to_numpy() == pytest.approx(np.array([[20, 60, 90], [40, 48, 50]]))
    assert rows[["lead_low", "lead_high", "swing"]].to_numpy() == pytest.approx(np.array([[-19, 16, 35], [5, 0, 5]]))
    assert rows["flips"].tolist() == [True, False]


def test_a_tornado_of_weights_by_hand(make_case: Callable[..., Case]) -> None:
    """Gap (10, -8): with t on c1 the lead is 18 t - 8."""
    case = make_case({"a": [60, 40], "b": [50, 48]})
    chosen = WeightSet("w", "W", ("c1", "c2"), np.array([0.3, 0.4]), np.array([0.5, 0.5]), np.array([0.6, 0.8]))
    rows = drivers(case, "a", "b", weights=chosen, draws=16).tornado.set_index("criterion")
    assert rows.loc["c1", ["low", "now", "high"]].tolist() == pytest.approx([30, 50, 60])
    assert rows.loc["c1", ["lead_low", "lead_high"]].tolist() == pytest.approx([-2.6, 2.8])
    assert rows.loc["c2", ["lead_low", "lead_high"]].tolist() == pytest.approx([2.8, -4.4])
    assert rows["flips"].all()


def test_a_tornado_of_assumptions_equals_the_second_working_out(case: Case, oracle: Any) -> None:
    found = drivers(case, "act_first_50", "multilateral", scenario="neutral", draws=16)
    rows = found.tornado.set_index("kind")
    defaults = case.settings.defaults
    w = oracle.weights("neutral")
    multilateral = oracle.score(oracle.scored("neutral")["multilateral"], w)
    row = oracle.scenarios["neutral"]
    ranges = {
        "kappa": ("coordination", (float(row["coordination_low"]), float(row["coordination_high"]))),
        "q": ("returns", (defaults.returns.low, defaults.returns.high)),
        "sigma": ("synergy", (defaults.synergy.low, defaults.synergy.high)),
        "cost": ("first_mover_cost", (defaults.first_mover_cost.low, defaults.first_mover_cost.high)),
    }
    for name, (kind, ends) in ranges.items():
        leads = [oracle.score(oracle.mix("neutral", np.array([0.5]), **{name: end}), w)[0] for end in ends]
        assert rows.loc[kind, ["low", "high"]].tolist() == pytest.approx(ends)
        assert rows.loc[kind, ["lead_low", "lead_high"]].tolist() == pytest.approx(np.array(leads) - multilateral)


def test_a_tornado_of_levers_equals_the_second_working_out(case: Case, oracle: Any) -> None:
    found = drivers(case, "floor_top_up", "multilateral", scenario="neutral", draws=16)
    rows = found.tornado[found.tornado["kind"] == "lever"].set_index("criterion")
    levers = [row for row in oracle.tables["levers"] if row["lever"] == "licensing_harmonisation"]
    assert set(rows.index) == {row["criterion"] for row in levers}
    w = oracle.weights("neutral")
    for lever in levers:
        now, leads = lever["effect"], []
        for end in ("low", "high"):
            lever["effect"] = lever[end]
            every = oracle.every_option("neutral")
            leads.append(oracle.score(every["floor_top_up"], w) - oracle.score(every["multilateral"], w))
            lever["effect"] = now
        row = rows.loc[lever["criterion"]]
        assert row[["low", "now", "high"]].tolist() == pytest.approx(
            [float(lever["low"]), float(now), float(lever["high"])]
        )
        assert row[["lead_low", "lead_high"]].tolist() == pytest.approx(leads)


def test_what_neither_option_is_made_of_is_left_out(case: Case) -> None:
    found = drivers(case, "unilateral", "multilateral", scenario="neutral", draws=16)
    assert set(found.tornado["kind"]) == {"score", "weights"}
    assert set(found.tornado["option"].dropna()) == {"unilateral", "multilateral"}


def test_what_hardly_matters_is_one_group(make_case: Callable[..., Case]) -> None:
    """Of swings of 60 and 5 × 0.5 together, 0.5 is less than 1 %."""
    trifles = [(50, 50.5, 53)] * 5
    case = make_case({"a": [(20, 50, 80), *trifles], "b": [40, *[50] * 5]})
    found = drivers(case, "a", "b", draws=1024)
    assert found.indices["kind"].tolist() == ["score", "score", "score", "score", "score", "score"]
    case = make_case({"a": [(20, 50, 80), *[(50, 50.2, 50.5)] * 5], "b": [40, *[50] * 5]})
    found = drivers(case, "a", "b", draws=1024)
    assert found.indices["kind"].tolist() == ["score", "rest"]
    assert found.indices["inputs"].tolist() == [1, 5]
    assert found.evaluations == 1024 * (2 + 2)
    assert len(found.tornado) == 6


def test_without_doubt_there_is_nothing_to_share_out(make_case: Callable[..., Case]) -> None:
    found = drivers(make_case({"a": [60, 40], "b": [30, 50]}), "a", "b")
    assert found.indices.empty
    assert found.tornado.empty
    assert found.explained is None
    assert (found.lead, found.mean, found.sd) == pytest.approx((10, 10, 0))
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False))["explained"] is None


def test_weights_alone_explain_all(make_case: Callable[..., Case]) -> None:
    case = make_case({"a": [60, 40], "b": [30, 50]})
    found = drivers(case, "a", "b", weights={"c1": 50, "c2": 50})
    assert found.indices[["kind", "inputs"]].to_numpy().tolist() == [["weights", 1]]
    assert found.indices["first"].tolist() == pytest.approx([1], abs=0.1)


def test_a_seed_repeats_the_answer(case: Case) -> None:
    for seed in (0, 7):
        one, two = (
            drivers(case, "act_first_50", "unilateral", scenario="neutral", draws=64, seed=seed) for _ in range(2)
        )
        assert one.to_dict() == two.to_dict()
    assert drivers(case, "act_first_50", "unilateral", scenario="neutral", draws=64, seed=8).sd != one.sd


def test_draws_are_rounded_up_to_what_the_points_need(linear: Case) -> None:
    assert [drivers(linear, "a", "b", draws=draws).draws for draws in (1, 64, 65)] == [16, 64, 128]


def test_progress_ends_with_all_of_it(case: Case) -> None:
    seen: list[float] = []
    drivers(case, "act_first_50", "unilateral", scenario="neutral", draws=512, progress=seen.append)
    assert len(seen) > 1
    assert seen == sorted(seen)
    assert seen[-1] == 1


def test_progress_can_end_it(case: Case) -> None:
    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        drivers(case, "act_first_50", "unilateral", scenario="neutral", draws=16, progress=stop)


@pytest.mark.parametrize(
    "setting, wanted",
    [
        ({"draws": 0}, "draws = 0; a whole number of at least 1"),
        ({"seed": -1, "draws": 2.5}, r"draws = 2\.5.*seed = -1"),
        ({"distribution": "normal"}, "one of pert, triangular, uniform"),
        ({"method": "topsis"}, "not for 'topsis'"),
        ({"gates": ["legitimacy >= 50"]}, "'unilateral' is kept out by the gate"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(case: Case, setting: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.errors.McdaError, match=wanted):
        drivers(case, "unilateral", "multilateral", **setting)


def test_the_answer_is_plain_data(case: Case) -> None:
    found = drivers(case, "floor_top_up", "multilateral", scenario="neutral", draws=64)
    plain = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert plain["seed"] == 0
    assert plain["explained"] == pytest.approx(found.to_frame()["first"].sum())
    assert {row["kind"] for row in plain["indices"]} >= {"weights", "score", "coordination", "rest"}
