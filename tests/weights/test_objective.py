"""Objective weights: published examples, algebra, second implementations, and what no data may change."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pymcdm.weights as pymcdm_weights
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import null_space
from scipy.stats import variation
from skcriteria.preprocessing import weighters

from mcda.errors import MethodError
from mcda.guards import Names
from mcda.weights.objective import OBJECTIVE, weigh

every_method = pytest.mark.parametrize("method", OBJECTIVE)

DIAKOULAKI = [
    [61, 1.08, 4.33], [20.7, 0.26, 4.34], [16.3, 1.98, 2.53], [9, 3.29, 1.65],
    [5.4, 2.77, 2.33], [4, 4.12, 1.21], [-6.1, 3.52, 2.1], [-34.6, 3.31, 0.98],
]  # fmt: skip
JMCDM = [
    [12.9918, 0.7264, -1.1009, 1.598139592],
    [4.1201, 5.8824, 3.4483, 1.021563567],
    [4.1039, 0, -0.5076, 0.984469444],
]
SHUAI = [[30, 30, 38, 29], [19, 54, 86, 29], [19, 15, 85, 28.9], [68, 70, 60, 29]]
ZAVADSKAS = [[3, 100, 10, 7], [2.5, 80, 8, 5], [1.8, 50, 20, 11], [2.2, 70, 12, 9]]
VILNIUS = [
    [0.4366, 1630, 0.4622, 0.077, 5.6497], [0.2515, 1567, 0.1006, 0.1006, 6.2627],
    [0.3563, 634, 0.0891, 0.5345, 5.7907], [0.2549, 1731, 0.1821, 0.1457, 4.843],
    [0.3667, 1541, 0.11, 0.1834, 5.6105], [0.2894, 2104, 0.0965, 0.0965, 4.7395],
    [0.5596, 1507, 0.3444, 0.3874, 13.1284], [0.1925, 1371, 0.1283, 0.2566, 15.2385],
    [0.5454, 1250, 0.0962, 0.1283, 8.9562], [0.3876, 318, 0.2584, 0.3876, 13.6951],
    [0.1513, 1679, 0.1513, 0.0908, 5.9595], [0.1969, 551, 0.1476, 0.3445, 4.5276],
    [0.2831, 513, 0.1887, 0.0944, 13.7775], [0.9256, 1015, 0.4628, 0.8227, 13.421],
    [0.2553, 2067, 0.0638, 0.1596, 5.9681], [0.1897, 1787, 0.3319, 0.0948, 5.9983],
    [0.2811, 1009, 0.4685, 0.0937, 11.1965], [0.543, 897, 0.0679, 0.4751, 6.7195],
    [0.2588, 1479, 0.2804, 0.2157, 5.9737], [0.5416, 1002, 0.2708, 0.7221, 7.2207],
    [0.2607, 746, 0.0652, 0.3911, 13.9486],
]  # fmt: skip
ELSAYED = [
    [7, 312, 1891, 6613, 163], [72, 88, 728, 941804, 1078], [10, 252, 2594, 3466, 117471],
    [10, 145, 980, 2371, 86329], [65, 54, 350, 501, 29897], [29, 48, 380, 912, 34051],
    [7, 476, 3300, 78470, 2212], [70, 87, 650, 733, 819000], [4, 86, 591, 3015, 103],
    [12, 79, 579, 3240, 96098], [21, 45, 261, 1253, 453], [1, 72, 530, 4333, 0.1048],
]  # fmt: skip
CAMERAS = [
    [29.4, 83, 47, 114, 12, 30, 120, 240, 170, 90, 1717.75], [30, 38.1, 124.7, 117, 16, 60, 60, 60, 93, 70, 2389],
    [29.28, 59.27, 41.13, 58, 16, 30, 60, 120, 170, 78, 239.99],
    [33.6, 71, 55, 159, 23.6, 60, 240, 240, 132, 140, 2099],
    [21, 59, 41, 66, 16, 24, 60, 120, 170, 70, 439], [35, 65, 42, 134, 12, 60, 240, 240, 145, 60, 1087],
    [47, 79, 54, 158, 19, 60, 120, 120, 360, 72, 2499], [28.3, 62.3, 44.9, 116, 12, 30, 60, 60, 130, 90, 999.99],
    [36.9, 28.6, 121.6, 130, 12, 60, 120, 120, 80, 80, 1099], [32, 59, 41, 60, 16, 30, 120, 120, 170, 60, 302.96],
    [28.4, 66.3, 48.6, 126, 12, 60, 240, 240, 132, 135, 1629], [29.8, 46, 113, 47, 18, 50, 50, 50, 360, 72, 2099],
    [20.2, 64, 80, 70, 8, 24, 60, 120, 166, 480, 699.99], [33, 60, 44, 59, 12, 30, 60, 120, 170, 90, 388],
    [29, 59, 41, 55, 16, 30, 60, 120, 170, 120, 299], [29, 59, 41, 182, 12, 30, 30, 60, 94, 140, 249],
    [29.8, 59.2, 41, 65, 16, 30, 60, 120, 160, 90, 219.99], [28.8, 62.5, 41, 70, 12, 60, 120, 120, 170, 138, 1399.99],
    [24, 40, 59, 60, 12, 10, 30, 30, 140, 78, 269.99], [30, 60, 45, 201, 16, 30, 30, 30, 170, 90, 199.99],
]  # fmt: skip
KESHAVARZ = [[450, 8000, 54, 145], [10, 9100, 2, 160], [100, 8200, 31, 153], [220, 9300, 1, 162], [5, 8400, 23, 158]]
JAHAN = [
    [0, 0, 0], [0.39, 0.3, 0.77], [0.17, 0.36, 0.8], [0.35, 0.29, 0.93],
    [0.3, 0.4, 0.94], [0.84, 0.71, 1], [1, 1, 0.99],
]  # fmt: skip
MUKHAMETZYANOV = [
    [71, 4500, 150, 1056, 478], [85, 5800, 145, 2680, 564], [76, 5600, 135, 1230, 620], [74, 4200, 160, 1480, 448],
    [82, 6200, 183, 1350, 615], [81, 6000, 178, 2065, 580], [80, 5900, 160, 1650, 610], [85, 6500, 140, 1650, 667],
]  # fmt: skip
BANKS = [
    [21.8, 14.1, 10.7, 1.6, 1.8, 770, 12750, 18, 5100, 1.5, 9.1, 1.054, 4.196, 29.407, 7.03, 15.08, 9.705],
    [16.4, 8.5, 13.9, 1.2, 1.3, 524, 12087, 5.7, 2941, 2.208, 15.2, 1.123, 3.86, 5.228, 14.724, 32.103, 19],
    [14.5, 7, 2.3, 0.2, 0.2, 238, 3265, 1.9, 320, 2.32, 16.202, 1.008, 3.095, 5.549, 17.34, 65.129, 32.056],
    [18.2, 10.3, 11.4, 1.2, 1.1, 835, 16037, 21.3, 4332, 0.875, 9.484, 0.856, 2.191, 23.75, 13.1, 58.157, 27.46],
    [18.5, 8.1, 11.1, 1, 1.1, 504, 9464, 1.4, 1743, 2.95, 0.7, 0.479, 2.44, 8.77, 13.48, 33.45, 17.68],
    [18.7, 11.4, 10.8, 1.3, 1.5, 1227, 24053, 20, 6521, 0.733, 1.6, 0.857, 2.377, 4.985, 11.743, 26.732, 24.485],
    [18.5, 12.6, 10.8, 1.4, 1.8, 912, 18800, 18.2, 5300, 1.29, 8.27, 0.558, 0.635, 5.22, 13.829, 31.914, 7.515],
    [16.4, 6.7, 12.6, 0.9, 0.9, 951, 16767, 22, 3917, 2.46, 3.9, 0.724, 0.568, 4.491, 14.357, 28.869, 7.313],
    [15.2, 6.3, 6.9, 0.5, 0.5, 1013, 20170, 10.97, 4060, 1.67, 1.7, 0.704, 2.96, 3.24, 10.029, 60.981, 23.541],
]
UP3, UP4, UP5 = [1] * 3, [1] * 4, [1] * 5
DIRECTIONS_CAMERAS = [-1, -1, -1, -1, 1, 1, 1, 1, 1, 1, -1]
DIRECTIONS_BANKS = [1] * 10 + [-1] * 7

# method, matrix, directions, published weights, tolerance (half a unit of the last digit printed)
PUBLISHED = [
    # Diakoulaki, Mavrotas & Papayannakis 1995, Computers & Operations Research 22:763-770; digits of scikit-criteria
    ("critic", DIAKOULAKI, UP3, [0.20222554, 0.48090173, 0.31687273], 1e-8),
    # JMcDM.jl, test/mcdm/testcritic.jl: a cost, and numbers below 0
    ("critic", JMCDM, [1, 1, -1, 1], [0.16883925, 0.418444976, 0.249124763, 0.163591012], 1e-5),
    # Shuai, Zongzhun, Yongji & Lei 2012, Chinese Control and Decision Conference, 3889-3892
    ("coefficient_of_variation", SHUAI, UP4, [0.4258, 0.361, 0.2121, 0.0011], 6e-5),
    ("angle", SHUAI, UP4, [0.415, 0.3612, 0.2227, 0.0012], 6e-5),
    # Xu 2004, European Journal of Operational Research 156:530-532
    ("entropy", SHUAI, UP4, [0.463, 0.3992, 0.1378, 0.0], 6e-5),
    # Elsayed, Dawood & Karthikeyan 2017, IJETT 46(2):60-66
    ("entropy", ELSAYED, UP5, [0.104991, 0.069124, 0.071373, 0.449937, 0.304575], 6e-7),
    # Zavadskas & Podvezko 2016, IJITDM 15(2):267-283
    ("entropy", ZAVADSKAS, [-1, 1, -1, 1], [0.1146, 0.1981, 0.4185, 0.2689], 6e-5),
    ("cilos", ZAVADSKAS, [-1, 1, -1, 1], [0.3343, 0.2199, 0.1957, 0.2501], 6e-5),
    ("idocriw", ZAVADSKAS, [-1, 1, -1, 1], [0.1658, 0.1886, 0.3545, 0.2911], 1.1e-4),
    # Zavadskas, Cavallaro, Podvezko, Ubarte & Kaklauskas 2017, Sustainability 9(5):702, social block, Tables 8 and 10
    ("entropy", VILNIUS, [1, 1, 1, 1, -1], [0.1439, 0.1185, 0.2638, 0.3546, 0.1192], 1e-4),
    ("cilos", VILNIUS, [1, 1, 1, 1, -1], [0.1277, 0.1924, 0.2993, 0.118, 0.2626], 1e-4),
    # Baczkiewicz, Watrobski, Kizielewicz & Salabun 2021, choice of a camera
    ("gini", CAMERAS, DIRECTIONS_CAMERAS,
     [0.0362, 0.0437, 0.0848, 0.0984, 0.048, 0.0842, 0.1379, 0.1125, 0.0745, 0.1107, 0.169], 6e-5),
    # Keshavarz-Ghorabaee et al. 2021, Symmetry 13(4):525
    ("merec", KESHAVARZ, [1, 1, -1, -1], [0.5752, 0.0141, 0.4016, 0.0091], 6e-5),
    # Jahan & Edwards 2013, Materials & Design 49:1000-1008 (min-max leaves these data as they are)
    ("standard_deviation", JAHAN, UP3, [0.35, 0.31, 0.34], 0.006),
    # Mukhametzyanov 2021, Decision Making: Applications in Management and Engineering 4(2):76-105, Tables 1-2
    ("standard_deviation", MUKHAMETZYANOV, [1, -1, 1, 1, -1], [0.21, 0.203, 0.207, 0.183, 0.196], 7e-4),
    # Ecer & Pamucar 2022, Omega 112:102690
    ("lopcow", BANKS, DIRECTIONS_BANKS,
     [0.0495, 0.0366, 0.0846, 0.0706, 0.0637, 0.0661, 0.0699, 0.0504, 0.0690, 0.0492, 0.0556, 0.0487, 0.0482, 0.0763,
      0.0551, 0.0532, 0.0534], 6e-5),
]  # fmt: skip


@pytest.mark.parametrize("method, matrix, directions, expected, tolerance", PUBLISHED)
def test_published_weights(method: str, matrix: Any, directions: Any, expected: Any, tolerance: float) -> None:
    assert weigh(matrix, directions, method) == pytest.approx(expected, abs=tolerance)


LN = np.log
BY_HAND = [
    ("equal", [[1, 1], [1, 1]], [1, -1], [1, 1]),
    # Shares (1, 0) have no entropy, shares (3/4, 1/4) have (ln 4 - 3/4 ln 3) / ln 2, shares (1/2, 1/2) all of it
    ("entropy", [[1, 3, 2], [0, 1, 2]], [1, 1, 1], [1, 1 - (LN(4) - 0.75 * LN(3)) / LN(2), 0]),
    # Opposite orders: both spread alike, so the weights are equal; and a cost that is the other turned round
    ("critic", [[1, 5], [2, 1]], [1, 1], [1, 1]),
    ("critic", [[1, 1], [2, 5]], [1, -1], [1, 1]),
    # Where all are equal there is nothing to weigh, and nothing that others could conflict with
    ("critic", [[1, 5, 7], [2, 1, 7]], [1, 1, 1], [1, 1, 0]),
    # min / x: (1, 1/2) and (1, 1); only the second option has ln 2, over 2 criteria: ln(1 + ln 2 / 2) is removed
    ("merec", [[1, 7], [2, 7]], [1, 1], [1, 0]),
    # Min-max (0, 1/2, 1) and (0, 0, 1): variances 1/4 and 1/3
    ("variance", [[1, 4], [2, 4], [3, 9]], [1, -1], [1 / 4, 1 / 3]),
    ("standard_deviation", [[1, 4], [2, 4], [3, 9]], [1, -1], [1 / 2, 1 / 3**0.5]),
    # Σ|x_i - x_k| / (2 m² mean): (0, 1) gives 2 / (8 · 1/2) and (1, 3) gives 4 / (8 · 2)
    ("gini", [[0, 1], [1, 3]], [1, -1], [1 / 2, 1 / 4]),
    # (1, 0) is 45 degrees from (1, 1); the cosine of (1, 2) is 3 / √10
    ("angle", [[1, 1, 5], [0, 2, 5]], [1, 1, 1], [np.pi / 4, np.arccos(3 / 10**0.5), 0]),
    # Standard deviation over mean: (0, 1) has 1, (1, 3) has 1/2
    ("coefficient_of_variation", [[0, 1], [1, 3]], [1, 1], [1, 1 / 2]),
    # Mean square over variance of (0, 1/2, 1), (0, 1, 1), (0, 0, 1): 5/3, 2 and 1. The last cost is (1, 1, 0): 2
    ("lopcow", [[1, 0, 0, 0], [2, 1, 0, 0], [3, 1, 1, 1]], [1, 1, 1, -1], [LN(5 / 3), LN(2), 0, LN(2)]),
    # The best on the first loses 1/2 of the second, the best on the second 1/5 of the first: weights as 1/2 to 1/5
    ("cilos", [[10, 5], [8, 10]], [1, 1], [1 / 2, 1 / 5]),
    ("cilos", [[1, 1], [2, 5]], [-1, 1], [4 / 5, 1 / 2]),
    # Two options are best on the first: they lose 1/2 and 3/10, on average 4/10
    ("cilos", [[10, 5], [10, 7], [8, 10]], [1, 1], [4 / 10, 1 / 5]),
    # Of the three options that are best on 1, one loses 1/2 of 2, and the other way round. The best on the third
    # loses nothing on these two, so that no weight ever comes to it
    ("cilos", [[8, 8, 8], [8, 4, 8], [4, 8, 8], [8, 8, 9]], [1, 1, 1], [1, 1, 0]),
    # Nothing is ever lost on the second: whatever is chosen as best, it is at its best, and it takes all the weight
    ("cilos", [[10, 5], [8, 5], [7, 4]], [1, 1], [0, 1]),
]  # fmt: skip


@pytest.mark.parametrize("method, matrix, directions, parts", BY_HAND)
def test_weights_worked_out_by_hand(method: str, matrix: Any, directions: Any, parts: Any) -> None:
    assert weigh(matrix, directions, method) == pytest.approx(np.array(parts) / np.sum(parts), abs=1e-12)


def cilos_by_null_space(x: np.ndarray, directions: np.ndarray) -> np.ndarray:
    """Zavadskas & Podvezko 2016, step by step."""
    x = np.where(directions > 0, x, x.min(axis=0) / x)
    x = x / x.sum(axis=0)
    square = x[x.argmax(axis=0)]
    loss = 1 - square / np.diag(square)
    q = null_space(loss - np.diag(loss.sum(axis=0)))[:, 0]
    return q / q.sum()


def divided(parts: np.ndarray) -> np.ndarray:
    return parts / parts.sum()


def minmax(x: np.ndarray) -> np.ndarray:
    return (x - x.min(axis=0)) / np.ptp(x, axis=0)


# pymcdm 1.4.0 except where it is wrong: critic (ignores directions) and standard_deviation (on raw units)
SECOND = [
    ("equal", pymcdm_weights.equal_weights),
    ("entropy", pymcdm_weights.entropy_weights),
    ("entropy", lambda x, d: weighters.entropy_weights(x)),
    ("critic", weighters.critic_weights),
    ("merec", pymcdm_weights.merec_weights),
    ("merec", weighters.merec_weights),
    ("standard_deviation", lambda x, d: weighters.std_weights(minmax(x))),
    ("variance", pymcdm_weights.variance_weights),
    ("gini", pymcdm_weights.gini_weights),
    ("gini", lambda x, d: weighters.gini_weights(x)),
    ("angle", pymcdm_weights.angle_weights),
    ("coefficient_of_variation", lambda x, d: divided(variation(x))),
    ("lopcow", pymcdm_weights.lopcow_weights),
    ("cilos", pymcdm_weights.cilos_weights),
    ("cilos", cilos_by_null_space),
    ("idocriw", pymcdm_weights.idocriw_weights),
    ("idocriw", lambda x, d: divided(weighters.entropy_weights(x) * cilos_by_null_space(x, d))),
]


def test_every_method_has_a_second_implementation() -> None:
    assert {method for method, _ in SECOND} == set(OBJECTIVE)


@pytest.mark.parametrize("method, second", SECOND)
def test_second_implementation(method: str, second: Callable[..., np.ndarray]) -> None:
    """Data above 0, without ties, of 3 to 12 options on 2 to 7 criteria.

    Among 3 options one can be the best on everything, which leaves CILOS without an answer.
    """
    rng = np.random.default_rng(20230)
    compared = 0
    for _ in range(300):
        m, n = rng.integers(3, 13), rng.integers(2, 8)
        x = rng.uniform(1, 100, (m, n))
        directions = rng.choice([-1, 1], n)
        try:
            found = weigh(x, directions, method)
        except MethodError as refusal:
            assert method in ("cilos", "idocriw")
            assert "nothing is ever lost on" in str(refusal)
            continue
        assert found == pytest.approx(second(x, directions), abs=1e-9)
        compared += 1
    assert compared >= 270


matrices = st.tuples(st.integers(2, 6), st.integers(1, 5)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(1, 6), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    )
)


def weighed(x: np.ndarray, directions: np.ndarray, method: str) -> np.ndarray | None:
    """Weights, or None where the method refuses."""
    try:
        return weigh(x, directions, method)
    except MethodError:
        return None


def same(found: np.ndarray | None, expected: np.ndarray | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return bool(np.allclose(found, expected, rtol=0, atol=1e-9))


@every_method
@settings(max_examples=60)
@given(matrix=matrices, data=st.data())
def test_weights_are_weights_and_follow_rows_and_columns(method: str, matrix: Any, data: Any) -> None:
    """Few different numbers, so that ties and constant criteria abound: refused, or right."""
    x = np.array(matrix, dtype=float)
    m, n = x.shape
    directions = np.array(data.draw(st.lists(st.sampled_from([-1, 1]), min_size=n, max_size=n)))
    found = weighed(x, directions, method)
    if found is not None:
        assert found.shape == (n,)
        assert (found >= 0).all()
        assert found.sum() == pytest.approx(1, abs=1e-12)
        if method != "equal":
            assert (found[np.ptp(x, axis=0) == 0] == 0).all()
    rows, columns = data.draw(st.permutations(range(m))), data.draw(st.permutations(range(n)))
    assert same(weighed(x[rows], directions, method), found)
    assert same(weighed(x[:, columns], directions[columns], method), None if found is None else found[columns])
    unit = np.array(data.draw(st.lists(st.floats(1e-6, 1e6), min_size=n, max_size=n)))
    assert same(weighed(x * unit, directions, method), found)
    if not OBJECTIVE[method].uses_directions:
        assert same(weighed(x, -directions, method), found)


@every_method
def test_a_batch_is_its_matrices_one_by_one(method: str) -> None:
    rng = np.random.default_rng(3)
    x = rng.uniform(1, 100, (4, 5, 9, 6))
    directions = [1, -1, 1, -1, 1, 1]
    found = weigh(x, directions, method)
    assert found.shape == (4, 5, 6)
    for place in np.ndindex(4, 5):
        assert found[place] == pytest.approx(weigh(x[place], directions, method), abs=1e-12)


@pytest.mark.parametrize("method", [name for name, method in OBJECTIVE.items() if method.uses_directions])
def test_methods_that_use_directions_do(method: str) -> None:
    x = np.random.default_rng(5).uniform(1, 100, (8, 4))
    assert weigh(x, [1, 1, 1, 1], method) != pytest.approx(weigh(x, [1, -1, 1, 1], method), abs=1e-6)


@every_method
@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_numbers_of_any_size(method: str, size: float) -> None:
    """Their squares and sums are no numbers that a computer holds."""
    x = np.random.default_rng(6).uniform(1, 100, (8, 4))
    assert weigh(x * size, [1, -1, 1, -1], method) == pytest.approx(weigh(x, [1, -1, 1, -1], method), abs=1e-9)


def test_entropy_keeps_its_digits_where_options_hardly_differ() -> None:
    """1 - entropy is Σδ² / (2 m ln m) for small δ: of (1, 1 + t) and (1, 1 + 2t), as 1 to 4."""
    found = weigh([[1, 1], [1 + 1e-8, 1 + 2e-8]], [1, 1], "entropy")
    assert found == pytest.approx([0.2, 0.8], abs=1e-6)


def test_critic_leaves_a_constant_criterion_out() -> None:
    x = np.random.default_rng(7).uniform(1, 100, (8, 4))
    x[:, 2] = 5
    found = weigh(x, [1, -1, 1, 1], "critic")
    assert found[2] == 0
    assert found[[0, 1, 3]] == pytest.approx(weigh(x[:, [0, 1, 3]], [1, -1, 1], "critic"), abs=1e-12)


def test_a_criterion_that_differs_by_rounding_alone_is_constant() -> None:
    """0.1 + 0.2 is 0.30000000000000004; stretched to min-max values it would look like a full spread."""
    found = weigh([[0.1 + 0.2, 1], [0.3, 2], [0.3, 4]], [1, 1], "standard_deviation")
    assert found == pytest.approx([0, 1], abs=0)


CONSTANT = [[5, 1, 2], [5, 3, 1], [5, 2, 4]]
PROPORTIONAL = [[1, 10], [2, 20], [3, 30]]
REFUSED = [
    (["entropy"], CONSTANT, "No objective weights by \\['entropy'\\]"),
    ("magic", CONSTANT, "No objective weights by 'magic'. Methods: equal, entropy, critic"),
    ("entropy", [[1, np.nan, 1], [2, 1, 1]], "option 1 on speed is no finite number"),
    ("entropy", [[1, -2, 1], [2, 1, 1]], "option 1 on speed is negative"),
    ("gini", [[1, -2, 1], [2, 1, 1]], "option 1 on speed is negative"),
    ("angle", [[1, 0, 1], [2, 0, 1]], "every option is 0 on speed"),
    ("coefficient_of_variation", [[0, 1, 1], [0, 2, 1]], "every option is 0 on cost"),
    ("merec", [[1, 0, 1], [2, 1, -1]], "option 1 on speed is not above 0\n  - option 2 on reach is not above 0"),
    ("cilos", [[0, 1, 1], [1, 0, 2], [2, 1, 0]], "option 1 on cost is not above 0$"),
    ("cilos", [[1, 1, -1], [1, 0, 2], [2, 1, 0]], "option 1 on reach is negative"),
    ("lopcow", [[1, 2, 3], [2, 1, 5]], "2 option\\(s\\); at least 3 are needed"),
    ("lopcow", CONSTANT, "every option is the same on cost; LOPCOW divides by"),
    ("lopcow", [[2, 0, 0], [2, 1, 0], [1, 0, 1]], "one option is best"),
    ("cilos", CONSTANT, "every option is the same on cost; nothing can be lost on it"),
    ("idocriw", CONSTANT, "every option is the same on cost; its entropy weight is 0"),
    ("cilos", [[1, 9, 9], [2, 5, 4], [3, 1, 6]], "nothing is ever lost on cost, speed, reach"),
    ("idocriw", [[1, 9, 9], [2, 5, 4], [3, 1, 6]], "nothing is ever lost on cost, speed, reach"),
    # The best on reach ties with another on it, and only that other loses on cost and speed
    ("cilos", [[1, 9, 9], [1, 9, 4], [3, 1, 6]], "nothing is ever lost on cost, speed: "),
    ("critic", [[3, 1, 10], [2, 2, 20], [1, 3, 30]], "perfectly correlated"),
    *((name, [[2, 3, 4]] * 3, "every option is the same on") for name in OBJECTIVE if name not in ("equal", "critic")),
    ("critic", [[2, 3, 4]] * 3, "perfectly correlated"),
    ("entropy", [[1, 2, 3]], "1 option"),
    ("entropy", [1, 2, 3], "dimension"),
]  # fmt: skip


@pytest.mark.parametrize("method, matrix, wanted", REFUSED)
def test_what_has_no_weights_is_refused_by_name(method: Any, matrix: Any, wanted: str) -> None:
    """The first criterion is a cost."""
    names = Names(criteria=("cost", "speed", "reach"))
    with pytest.raises(MethodError, match=wanted):
        weigh(matrix, [-1, 1, 1], method, names=names)


def test_one_bad_matrix_of_a_batch_is_refused_once() -> None:
    batch = np.stack([np.array(CONSTANT), np.array(CONSTANT), [[1, 2, 3], [2, 3, 1], [3, 1, 2]]])
    with pytest.raises(MethodError) as refusal:
        weigh(batch, UP3, "cilos")
    assert str(refusal.value).count("every option is the same") == 1


def test_nothing_warns_where_something_is_refused() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for method in OBJECTIVE:
            for matrix in ([[1, 1], [1, 1]], [[0, 1], [2, 0]], PROPORTIONAL):
                weighed(np.array(matrix, dtype=float), np.array([1, 1]), method)
