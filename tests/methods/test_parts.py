"""What methods publish beside their index: VIKOR's compromise set, MULTIMOORA's parts, and intermediate columns."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from method_problems import problem

import mcda
from mcda.guards import Names
from mcda.kernels.normalization import by_sum, linear, minmax
from mcda.kernels.sums import copras_parts

MOUNTAIN = [[1, 3000], [2, 3750], [5, 4500]]
DRINA = [
    [4184.3, 2914.0, 407.2, 251.0, 195.0, 244.0, 15.0, 2.41], [5211.9, 3630.0, 501.7, 308.3, 282.0, 346.0, 21.0, 1.41],
    [5021.3, 3920.5, 504.0, 278.6, 12.0, 56.0, 3.0, 4.42], [5566.1, 3957.9, 559.5, 335.3, 167.0, 268.0, 16.0, 3.36],
    [5060.5, 3293.5, 514.1, 284.2, 69.0, 90.0, 7.0, 4.04], [4317.9, 2925.9, 432.8, 239.3, 12.0, 55.0, 3.0, 4.36],
]  # fmt: skip
DRINA_WAYS = [1, -1, 1, 1, -1, -1, -1, 1]
W2, W4 = [2, 2, 2, 2, 1, 1, 1, 1], [5, 5, 5, 5, 16, 16, 16, 16]

# matrix, weights, directions, S, R, compromise set (options from 1), within
VIKOR: dict[str, tuple[Any, ...]] = {
    "Opricovic & Tzeng 2004, EJOR 156:445-455": (
        MOUNTAIN, [1, 1], [-1, 1], [0.5, 0.375, 0.5], [0.5, 0.25, 0.5], [2], 1e-9),
    "Opricovic & Tzeng 2007, EJOR 178:514-529, w2": (
        DRINA, W2, DRINA_WAYS, [0.701, 0.6, 0.386, 0.365, 0.317, 0.459],
        [0.167, 0.114, 0.161, 0.167, 0.089, 0.167], [5], 1.1e-3),
    "Opricovic & Tzeng 2007, w4: no acceptable advantage": (
        DRINA, W4, DRINA_WAYS, [0.678, 0.857, 0.138, 0.513, 0.222, 0.167],
        [0.129, 0.19, 0.057, 0.139, 0.042, 0.06], [3, 5, 6], 1.1e-3),
}  # fmt: skip


@pytest.mark.parametrize("x, w, d, s, r, chosen, within", VIKOR.values(), ids=VIKOR)
def test_vikor_in_full(x: Any, w: Any, d: Any, s: Any, r: Any, chosen: list[int], within: float) -> None:
    found = mcda.vikor(x, w, d)
    assert found.table["S"].to_numpy() == pytest.approx(s, abs=within)
    assert found.table["R"].to_numpy() == pytest.approx(r, abs=within)
    assert found.compromise == tuple(f"option {i}" for i in chosen)
    assert found.acceptable_advantage == (len(chosen) == 1)
    json.dumps(found.to_dict())


def test_the_compromise_set_follows_from_its_two_conditions() -> None:
    """On random problems, each condition by its definition; all four combinations occur."""
    seen = set()
    for seed in range(3000):
        x, w, d = problem(seed, 4 + seed % 10, 5)
        found = mcda.vikor(x, w, d)
        table = found.table.sort_values("Q")
        limit = 1 / (len(table) - 1)
        advantage = table["Q"].iloc[1] - table["Q"].iloc[0] >= limit
        stable = table.index[0] in (table["S"].idxmin(), table["R"].idxmin())
        assert (found.acceptable_advantage, found.acceptable_stability) == (advantage, stable)
        if not advantage:
            wanted = table.index[table["Q"] - table["Q"].iloc[0] < limit]
        else:
            wanted = table.index[: 1 if stable else 2]
        assert found.compromise == tuple(wanted)
        seen.add((bool(advantage), bool(stable)))
    assert len(seen) == 4


def test_vikor_takes_labels_from_a_frame() -> None:
    frame = pd.DataFrame(MOUNTAIN, index=["low", "middle", "high"], columns=["risk", "altitude"])
    found = mcda.vikor(frame, {"altitude": 1, "risk": 1}, {"risk": -1, "altitude": 1})
    assert found.compromise == ("middle",)
    named = mcda.vikor(MOUNTAIN, [1, 1], [-1, 1], names=Names(("low", "middle", "high")))
    assert named.compromise == ("middle",)


def test_vikor_where_nobody_has_the_lesser_worst_regret() -> None:
    """Regrets of a are (0, 0, 1/3), of b (0, 1/3, 1/3), of c (1/3, 0, 0): the worst is 1/3 for all, the sums are
    1/3, 2/3 and 1/3. The worst tells nothing, so the sum decides: a and c before b.
    """
    found = mcda.score([[1, 1, 0], [1, 0, 0], [0, 1, 1]], [1, 1, 1], [1, 1, 1], "vikor")
    assert found[0] == pytest.approx(found[2])
    assert found[0] < found[1]


def test_vikor_where_the_sums_of_regret_are_equal() -> None:
    """Weights 1/3, 1/3, 1/6, 1/6: regrets of a are (1/3, 0, 1/6, 0), of b (0, 1/3, 0, 1/6), of c (1/4, 1/4, 0, 0).
    Every sum is 1/2, so the worst regret alone decides: c (1/4) before a and b (1/3).
    """
    matrix = [[0, 4, 0, 1], [4, 0, 1, 0], [1, 1, 1, 1]]
    assert mcda.score(matrix, [2, 2, 1, 1], [1, 1, 1, 1], "vikor") == pytest.approx([0.5, 0.5, 0.0])


def test_multimoora_in_full() -> None:
    """Karabasevic et al. 2015, Acta Montanistica Slovaca 20(2): weights multiply the product.

    The printed weights sum to 0.999 and are not normalised there, so two parts are 0.999 of ours.
    """
    x = [[4, 3, 3, 4, 3, 2, 4], [3, 3, 4, 3, 5, 4, 4], [5, 4, 4, 5, 5, 5, 4]]
    w = [0.215, 0.215, 0.159, 0.133, 0.102, 0.102, 0.073]
    found = mcda.multimoora(x, w, [1] * 7, weights_as="factors").table
    assert 0.999 * found["ratio"].to_numpy() == pytest.approx([0.494, 0.527, 0.677], abs=6e-4)
    assert 0.999 * found["reference_point"].to_numpy() == pytest.approx([0.046, 0.061, 0], abs=6e-4)
    assert found["multiplicative"].to_numpy() == pytest.approx([3.876e-09, 9.689e-09, 4.486e-08], rel=0.02)
    assert found["rank"].tolist() == [3, 2, 1]
    assert mcda.multimoora(x, w, [1] * 7).table["rank"].tolist() == [3, 2, 1]


def test_multimoora_dominance_needs_two_of_three() -> None:
    """By algebra: a beats b by ratio and product, b beats a by reference point; so a dominates."""
    from mcda.kernels.compromise import dominance_ranks  # noqa: PLC0415

    ratio, reference, product = np.array([3.0, 2, 1]), np.array([0.2, 0.1, 0.3]), np.array([3.0, 2, 1])
    assert dominance_ranks(ratio, reference, product).tolist() == [1, 2, 3]
    circle = np.array([3.0, 2, 1]), -np.array([1.0, 3, 2]), np.array([2.0, 1, 3])
    assert dominance_ranks(*circle).tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    "call, wanted",
    [
        (lambda: mcda.multimoora(MOUNTAIN, [1, 0], [1, 1], weights_as="factors"), "criterion 2 has weight 0"),
        (lambda: mcda.multimoora(MOUNTAIN, [1, 1], [1, 1], weights_as="wishes"), "exponents or factors"),
        (lambda: mcda.vikor(MOUNTAIN, [1, 1], [1, 1], v=3), "v = 3"),
        (lambda: mcda.vikor([MOUNTAIN] * 2, [1, 1], [1, 1]), r"\(m, n\), are needed"),
        (lambda: mcda.vikor(MOUNTAIN, [1, 1], [1, 1], names=Names(("a", "b"))), "2 names for 3 options"),
    ],
)
def test_refusals_of_the_full_calls(call: Any, wanted: str) -> None:
    with pytest.raises(mcda.MethodError, match=wanted):
        call()


def test_copras_parts() -> None:
    """Podvezko 2011, Inzinerine Ekonomika 22(2):134-146, variant II."""
    x = np.array([[42, 19, 13, 110], [71, 18, 11, 200], [53, 20, 12, 149]], dtype=float)
    q, gains, costs = copras_parts(x, np.array([0.26, 0.23, 0.24, 0.27]), np.array([1, 1, -1, -1]))
    assert q == pytest.approx([0.332, 0.334, 0.335], abs=6e-4)
    assert gains == pytest.approx([0.142, 0.184, 0.164], abs=6e-4)
    assert costs == pytest.approx([0.151, 0.191, 0.168], abs=6e-4)


def test_copras_without_costs_is_the_summed_benefits() -> None:
    x = np.array([[1.0, 4.0], [3.0, 4.0]])
    assert mcda.score(x, [1, 1], [1, 1], "copras") == pytest.approx([0.375 / 0.625, 1])


def test_aras_sums_and_that_of_the_ideal() -> None:
    """Balezentiene & Kusta 2012: S of each option is its index times S0, printed as 0.148897."""
    x = np.array([[957.5, 190.1977, 70, 0.039592, 2.166783, 0.0141], [2786, 795, 98, 0.021151, 8.952235, 0.023349]])
    ideal = np.array([3020, 827.6948, 98, 0.015479, 2.166783, 0.0141])
    rest = np.array([
        [892.5, 203.8013, 53, 0.025849, 2.994347, 0.016642], [1002.5, 235.0942, 75, 0.015479, 4.742146, 0.019484],
        [1150, 271.4, 76, 0.022, 7.055962, 0.022147], [1520, 192.5579, 70, 0.025442, 8.424319, 0.024235],
        [1700, 386.1619, 90, 0.029429, 5.888983, 0.022218], [1355, 342.1966, 80, 0.0293, 8.635847, 0.024861],
        [2127.5, 495.4876, 90, 0.038453, 3.652983, 0.020537], [3020, 827.6948, 97, 0.031774, 11.03944, 0.024359],
    ])  # fmt: skip
    d = np.array([1, 1, 1, -1, -1, -1])
    everyone = np.vstack([ideal, x, rest])
    sums = by_sum(everyone, d).mean(axis=1)
    assert sums[0] == pytest.approx(0.148897, abs=1e-4)
    assert sums[1:3] == pytest.approx([0.08926, 0.107538], abs=1e-4)
    assert mcda.score(np.vstack([x, rest]), [1] * 6, d, "aras", ideal=ideal)[:2] == pytest.approx(sums[1:3] / sums[0])


WASPAS = [
    [0.8486, 0.6364, 0.7982, 0.6707, 0.1, 0.8534, 0.6622, 0.8618, 0.1432, 0.1585, 1.0, 0.4531],
    [1, 1, 1, 0.7976, 0.7, 0.9005, 0.9324, 0.6788, 1, 0.65, 0.727, 0.7346],
    [0.6542, 0.7, 0.9169, 0.8951, 0.6, 0.9791, 0.6216, 0.9479, 0.134, 0.1585, 0.9795, 0.6728],
    [0.3694, 0.4375, 0.9407, 1, 1, 1, 1, 1, 0.5478, 1, 0.3754, 1],
]
WASPAS_WEIGHTS = [0.0627, 0.0508, 0.1114, 0.0874, 0.0625, 0.1183, 0.0784, 0.0984, 0.053, 0.1417, 0.0798, 0.0557]


@pytest.mark.parametrize(
    "balance, index",
    [
        (0.0, [0.4912, 0.8173, 0.5873, 0.8015]),
        (0.2, [0.5154, 0.8197, 0.6093, 0.8116]),
        (0.4, [0.5395, 0.8221, 0.6313, 0.8217]),
        (0.6, [0.5637, 0.8244, 0.6532, 0.8318]),
        (0.8, [0.5878, 0.8268, 0.6752, 0.8419]),
        (1.0, [0.612, 0.8292, 0.6972, 0.852]),
    ],
)
def test_waspas_over_its_balance(balance: float, index: list[float]) -> None:
    """Zavadskas et al. 2012, Table 4. A printed 1.0000 for a1 on x5 is a misprint of 0.1000: only that fits.

    The printed weights sum to 1.0001, hence a tolerance above the printed digits.
    """
    found = mcda.score(WASPAS, WASPAS_WEIGHTS, [1] * 12, "waspas", balance=balance)
    assert found == pytest.approx(index, abs=6e-4)


KESHAVARZ = [
    [23, 264, 2.37, 0.05, 167, 8900, 8.71], [20, 220, 2.2, 0.04, 171, 9100, 8.23],
    [17, 231, 1.98, 0.15, 192, 10800, 9.91], [12, 210, 1.73, 0.2, 195, 12300, 10.21],
    [15, 243, 2, 0.14, 187, 12600, 9.34], [14, 222, 1.89, 0.13, 180, 13200, 9.22],
    [21, 262, 2.43, 0.06, 160, 10300, 8.93], [20, 256, 2.6, 0.07, 163, 11400, 8.44],
    [19, 266, 2.1, 0.06, 157, 11200, 9.04], [8, 218, 1.94, 0.11, 190, 13400, 10.11],
]  # fmt: skip
SEVEN_SETS = [
    [0.25, 0.214, 0.179, 0.143, 0.107, 0.071, 0.036], [0.182, 0.212, 0.182, 0.152, 0.121, 0.091, 0.061],
    [0.139, 0.167, 0.194, 0.167, 0.139, 0.111, 0.083], [0.108, 0.135, 0.162, 0.189, 0.162, 0.135, 0.108],
    [0.083, 0.111, 0.139, 0.167, 0.194, 0.167, 0.139], [0.061, 0.091, 0.121, 0.152, 0.182, 0.212, 0.182],
    [0.036, 0.071, 0.107, 0.143, 0.179, 0.214, 0.25],
]  # fmt: skip
SEVEN_RANKINGS = {
    "edas": [
        [1, 4, 6, 10, 7, 8, 2, 3, 5, 9], [1, 4, 6, 10, 7, 8, 2, 3, 5, 9], [1, 3, 7, 10, 6, 8, 2, 4, 5, 9],
        [1, 2, 7, 10, 6, 8, 3, 4, 5, 9], [1, 2, 6, 10, 7, 8, 3, 4, 5, 9], [1, 2, 6, 10, 7, 8, 3, 4, 5, 9],
        [1, 2, 6, 10, 7, 8, 3, 4, 5, 9]],
    "vikor": [
        [2, 5, 7, 9, 6, 8, 1, 3, 4, 10], [2, 5, 7, 10, 6, 8, 1, 3, 4, 9], [2, 5, 7, 10, 6, 8, 1, 3, 4, 9],
        [1, 5, 8, 10, 6, 7, 2, 3, 4, 9], [1, 5, 8, 10, 6, 7, 2, 3, 4, 9], [1, 3, 6, 9, 7, 8, 2, 4, 5, 10],
        [1, 2, 8, 10, 6, 7, 3, 4, 5, 9]],
    "topsis": [
        [1, 4, 6, 10, 7, 8, 2, 3, 5, 9], [1, 4, 6, 10, 7, 8, 2, 3, 5, 9], [1, 3, 9, 10, 8, 7, 2, 4, 5, 6],
        [1, 2, 9, 10, 8, 7, 3, 5, 4, 6], [1, 2, 9, 10, 8, 7, 3, 5, 4, 6], [1, 2, 9, 10, 8, 7, 3, 5, 4, 6],
        [1, 2, 9, 10, 8, 7, 3, 5, 4, 6]],
    "wsm": [
        [1, 3, 6, 9, 7, 8, 2, 4, 5, 10], [1, 2, 6, 10, 7, 8, 3, 4, 5, 9], [1, 2, 6, 10, 7, 8, 3, 4, 5, 9],
        [1, 2, 6, 10, 7, 8, 3, 4, 5, 9], [1, 2, 6, 10, 7, 8, 3, 4, 5, 9], [2, 1, 6, 10, 7, 8, 3, 4, 5, 9],
        [2, 1, 6, 10, 7, 8, 3, 4, 5, 9]],
    "copras": [
        [1, 3, 6, 10, 7, 8, 2, 4, 5, 9], [1, 3, 6, 10, 7, 8, 2, 4, 5, 9], [1, 2, 6, 10, 7, 8, 3, 4, 5, 9],
        [1, 2, 7, 10, 6, 8, 3, 4, 5, 9], [1, 2, 7, 10, 6, 8, 3, 4, 5, 9], [1, 2, 6, 10, 7, 8, 3, 4, 5, 9],
        [2, 1, 7, 10, 6, 8, 3, 4, 5, 9]],
}  # fmt: skip
SAW = {"wsm": {"normalization": "linear"}}


@pytest.mark.parametrize("name", SEVEN_RANKINGS)
@pytest.mark.parametrize("which", range(7))
def test_five_methods_under_seven_weight_sets(name: str, which: int) -> None:
    """Keshavarz Ghorabaee et al. 2015, Informatica 26(3):435-451, Tables 5-7."""
    found = mcda.score(KESHAVARZ, SEVEN_SETS[which], [1, 1, 1, -1, -1, -1, -1], name, **SAW.get(name, {}))
    up = found if mcda.METHODS[name].higher_is_better else -found
    assert (1 + (up[None] > up[:, None]).sum(axis=1)).tolist() == SEVEN_RANKINGS[name][which]


def test_wpm_ratios_of_pairs() -> None:
    """Triantaphyllou & Sanchez 1997, Decision Sciences 28(1):151-194, weighted product example."""
    x = np.array([
        [0.9381, 0.3501, 0.8811, 0.5646], [0.7691, 0.4812, 0.1679, 0.9336], [0.9445, 0.1138, 0.2219, 0.0135],
        [0.1768, 0.0221, 0.9462, 0.1024],
    ])  # fmt: skip
    found = mcda.score(x, [0.4504, 0.1231, 0.0848, 0.3417], [1] * 4, "wpm")
    pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    wanted = [1.0192, 4.6082, 5.3062, 4.5216, 5.2065, 1.1515]
    assert [found[a] / found[b] for a, b in pairs] == pytest.approx(wanted, abs=1.5e-3)


COCOSO = np.array([
    [60, 0.4, 2540, 500, 990], [6.35, 0.15, 1016, 3000, 1041], [6.8, 0.1, 1727.2, 1500, 1676],
    [10, 0.2, 1000, 2000, 965], [2.5, 0.1, 560, 500, 915], [4.5, 0.08, 1016, 350, 508], [3, 0.1, 1778, 1000, 920],
])  # fmt: skip


def test_cocoso_sums_and_powers() -> None:
    """Yazdani et al. 2019, Management Decision 57(9): the columns S and P."""
    w, d = np.array([0.036, 0.192, 0.326, 0.326, 0.12]), np.array([1, -1, 1, 1, 1])
    share = minmax(COCOSO, d)
    assert share @ w == pytest.approx([0.43, 0.6082, 0.6363, 0.4471, 0.2403, 0.2683, 0.5031], abs=1.5e-3)
    powers = [3.2914, 4.3907, 4.502, 4.2058, 2.261, 2.5057, 4.1991]
    assert (share**w).sum(axis=1) == pytest.approx(powers, abs=1.5e-3)


def test_marcos_weighted_sums() -> None:
    """JMcDM's 4 × 6 example by the printed formula with k-, k+ and both f, step by step."""
    x = np.array([
        [8.675, 8.433, 8.0, 7.8, 8.025, 8.043], [8.825, 8.6, 7.42, 7.463, 7.825, 8.229],
        [8.325, 7.6, 8.04, 7.7, 7.925, 7.6], [8.525, 8.667, 7.18, 7.375, 7.75, 8.071],
    ])  # fmt: skip
    w = np.array([0.19019, 0.15915, 0.19819, 0.19019, 0.15115, 0.11111])
    share = linear(x, np.ones(6, dtype=np.int64))
    total, worst, best = share @ w, share.min(axis=0) @ w, w.sum()
    below, above = total / worst, total / best
    f_above, f_below = below / (below + above), above / (below + above)
    printed = (below + above) / (1 + (1 - f_above) / f_above + (1 - f_below) / f_below)
    assert mcda.score(x, w, [1] * 6, "marcos") == pytest.approx(printed, abs=1e-4)


def test_comet_between_two_characteristic_values_is_linear() -> None:
    """One criterion, objects 0 and 10 judged 0 and 1: an option at 3 is 0.3 of the way."""
    assert mcda.score([[3], [10], [0]], [1], [1], "comet", values=(0, 10)) == pytest.approx([0.3, 1, 0])
    assert mcda.score([[3], [10], [0]], [1], [-1], "comet", values=(0, 10)) == pytest.approx([0.7, 0, 1])


def test_comet_is_bilinear_in_the_order_of_the_corners() -> None:
    """Corners (0,0), (0,1), (1,0), (1,1) under weights 2:1 rank 0, 1, 2, 3 of 3. At (.5, .5) the mean is .5."""
    found = mcda.score([[0.5, 0.5], [1, 0], [0, 1]], [2, 1], [1, 1], "comet", values=(0, 1))
    assert found == pytest.approx([0.5, 2 / 3, 1 / 3])


def test_comet_ties_of_the_expert_are_ties() -> None:
    """Equal weights: .1 + .2 and .2 + .1 differ as floats, not as judgements; four corners have three levels."""
    found = mcda.score([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [1, 1, 1], [1, 1, 1], "comet", values=(0, 1))
    assert found == pytest.approx([1 / 3] * 3)
