"""What no method answers, and what each cannot serve: every fault named by option and criterion."""

from typing import Any

import numpy as np
import pytest
from method_problems import indexed

import mcda
from mcda import METHODS, score
from mcda.case import Case

every_method = pytest.mark.parametrize("name", METHODS)
GOOD = np.array([[1.0, 2.0, 3.0], [4.0, 6.0, 5.0], [2.0, 8.0, 7.0]])


def spoilt(value: float) -> np.ndarray:
    x = GOOD.copy()
    x[1, 2] = value
    return x


BAD: dict[str, tuple[Any, Any, Any, str]] = {
    "nan": (spoilt(np.nan), [1, 1, 1], [1, 1, -1], "option 2 on criterion 3 is no finite number"),
    "infinity": (spoilt(np.inf), [1, 1, 1], [1, 1, -1], "option 2 on criterion 3 is no finite number"),
    "nan weight": (GOOD, [1, np.nan, 1], [1, 1, -1], "the weight of criterion 2 is no finite number"),
    "negative weight": (GOOD, [1, 1, -1], [1, 1, -1], "the weight of criterion 3 is negative"),
    "no weight": (GOOD, [0, 0, 0], [1, 1, -1], "every weight is 0"),
    "direction 0": (GOOD, [1, 1, 1], [1, 0, -1], "the direction of criterion 2 is 0"),
    "direction 2": (GOOD, [1, 1, 1], [2, 1, -1], "the direction of criterion 1 is 2"),
    "one option": (GOOD[:1], [1, 1, 1], [1, 1, -1], "at least 2 are needed"),
    "a vector": (GOOD[0], [1, 1, 1], [1, 1, -1], "options × criteria are needed"),
    "no criteria": (np.empty((3, 0)), [], [], "at least 1 is needed"),
    "too few weights": (GOOD, [1, 1], [1, 1, -1], r"weights of shape \(2,\) for 3 criteria"),
    "too few directions": (GOOD, [1, 1, 1], [1, -1], r"directions of shape \(2,\) for 3 criteria"),
    "no broadcast": (np.stack([GOOD] * 2), np.ones((3, 3)), [1, 1, -1], "do not broadcast"),
    "ragged": ([[1, 2], [3]], [1, 1], [1, 1], "rows of equal length"),
    "texts": ([["a", 2], [3, 4]], [1, 1], [1, 1], "must be numbers"),
}


@every_method
@pytest.mark.parametrize("matrix, weights, ways, wanted", BAD.values(), ids=BAD.keys())
def test_no_method_answers_bad_data(name: str, matrix: Any, weights: Any, ways: Any, wanted: str) -> None:
    with pytest.raises(mcda.MethodError, match=wanted):
        indexed(name, matrix, weights, ways)


def test_all_faults_of_the_data_are_named_at_once() -> None:
    with pytest.raises(mcda.MethodError) as caught:
        score(spoilt(np.nan), [1, -1, np.inf], [1, 3, 1], "topsis")
    wanted = ("option 2 on criterion 3", "weight of criterion 2 is neg", "weight of criterion 3", "direction of")
    assert all(part in str(caught.value) for part in wanted), str(caught.value)


BOX = {"bounds": (0, 9)}
NEEDS: list[tuple[str, Any, dict[str, Any], str]] = [
    ("wsm", spoilt(-1), {}, "option 2 on criterion 3 is negative"),
    ("wpm", spoilt(-1), {}, "option 2 on criterion 3 is negative"),
    ("wsm", spoilt(0), {}, "option 2 on criterion 3 is 0, where less is better"),
    ("wpm", GOOD * [0, 1, 1], {}, "every option is 0 on criterion 1"),
    ("aras", spoilt(0), {}, "option 2 on criterion 3 is 0, where less is better"),
    ("copras", spoilt(-1), {}, "option 2 on criterion 3 is negative"),
    ("marcos", spoilt(-1), {}, "option 2 on criterion 3 is negative"),
    ("codas", spoilt(-1), {}, "option 2 on criterion 3 is negative"),
    ("waspas", spoilt(-1), {}, "option 2 on criterion 3 is negative"),
    ("lmaw", spoilt(-1), {}, "option 2 on criterion 3 is negative"),
    ("edas", spoilt(-1), {}, "option 2 on criterion 3 is negative"),
    ("ervd", spoilt(-1), {"reference": 2}, "option 2 on criterion 3 is negative"),
    ("ram", GOOD * [0, 1, 1], {}, "every option is 0 on criterion 1"),
    ("ocra", spoilt(0), {}, "option 2 on criterion 3 is 0; this method needs data above 0"),
    ("lopm", spoilt(0), {"limits": 1}, "option 2 on criterion 3 is 0; this method needs data above 0"),
    ("multimoora", spoilt(0), {}, "option 2 on criterion 3 is 0, where less is better"),
    ("wpm", GOOD * [-1, 1, 1], {"normalization": "vector"}, "option 2 on criterion 1 .* cannot be a factor"),
    ("waspas", spoilt(9), {"normalization": "zavadskas_turskis"}, "option 2 on criterion 3 .* cannot be a factor"),
    ("topsis", GOOD / 9, {"normalization": "logarithmic"}, "logarithms of criterion 1 sum to 0 or less"),
    ("topsis", spoilt(0), {"normalization": "logarithmic"}, "option 2 on criterion 3 is 0; .* above 0"),
    ("topsis", spoilt(-1), {"normalization": "linear"}, "option 2 on criterion 3 is negative"),
    ("topsis", spoilt(-1), {"normalization": "max"}, "option 2 on criterion 3 is negative"),
    ("spotis", GOOD, {"bounds": [[0, 3], [0, 9], [0, 9]]}, "option 2 on criterion 1 is outside 0 to 3"),
    ("spotis", GOOD, {}, "bounds are missing"),
    ("spotis", GOOD, {"bounds": [[0, 9], [9, 0], [0, 9]]}, "each low below its high"),
    ("spotis", GOOD, {"bounds": [[0, 9], [0, 9]]}, r"\(3, 2\) is needed"),
    ("spotis", GOOD, {**BOX, "expected": [1, 2]}, r"expected of shape \(2,\)"),
    ("balanced_spotis", GOOD, {**BOX, "balance": 2}, "balance = 2; a number from 0 to 1"),
    ("rim", GOOD, {"bounds": (0, 3)}, "option 2 on criterion 1 is outside 0 to 3"),
    ("rim", GOOD, {**BOX, "ideal": [[1, 10]] * 3}, "within the bounds"),
    ("rim", GOOD, {**BOX, "ideal": [[3, 1]] * 3}, "each start at or below its end"),
    ("rim", GOOD, {"ideal": [1, 1, 1]}, "bounds are missing"),
    ("rafsi", GOOD, {}, "ideal is missing"),
    ("rafsi", GOOD, {"ideal": 3, "anti_ideal": 0}, "option 2 on criterion 1 is outside 0 to 3"),
    ("rafsi", GOOD, {"ideal": 3, "anti_ideal": 3}, "must differ from ideal"),
    ("rafsi", GOOD, {"ideal": 9, "anti_ideal": 0, "n1": 6, "n2k": 1}, "must be above n1"),
    ("ervd", GOOD, {}, "reference is missing"),
    ("ervd", GOOD, {"reference": 2, "loss_aversion": 0}, "loss_aversion = 0; a number above 0"),
    ("ervd", GOOD, {"reference": np.nan}, "reference must be finite"),
    ("lopm", GOOD, {"limits": 0}, "limits must be above 0"),
    ("lopm", GOOD, {"limits": 1, "targets": [3]}, "columns from 0 to 2"),
    ("aras", GOOD, {"ideal": [9, 9, 0]}, "ideal must be above 0"),
    ("codas", GOOD, {"threshold": -1}, "threshold = -1; a number of at least 0"),
    ("comet", GOOD, {}, "values are missing"),
    ("comet", GOOD, {"values": (0, 5)}, "option 3 on criterion 2 is outside 0 to 5"),
    ("comet", GOOD, {"values": (5, 0)}, "finite rising numbers"),
    ("comet", GOOD, {"values": [(0, 9)] * 2}, "2 lists of values for 3 criteria"),
    ("comet", GOOD, {"values": np.linspace(0, 9, 30)}, "27,000 characteristic objects; at most 10,000"),
    ("comet", GOOD, {"values": (0, 9), "expert": "oracle"}, "expert = 'oracle'"),
    ("comet", GOOD, {"values": (0, 9), "expert": lambda objects: objects}, "8 finite numbers that are not all"),
    ("additive", GOOD, {}, "scales are missing"),
    ("additive", GOOD, {"scales": [0, 7]}, "option 3 on criterion 2 is outside 0 to 7"),
    ("topsis", np.ones((3, 3)), {}, "the same on every criterion"),
    ("vikor", np.ones((3, 3)), {}, "the same on every criterion"),
    ("edas", np.ones((3, 3)), {}, "divides by zero"),
    ("sprobid", [[1, 1, 3], [2, 2, 2], [3, 3, 1]], {}, "divides by zero.*no option that is the best on every"),
    ("cocoso", [[1, 1, 3], [2, 2, 2], [3, 3, 1]], {}, "divides by zero.*no option that is the worst on every"),
    ("topsis", GOOD, {"normalization": "magic"}, "normalization 'magic'"),
    ("vikor", GOOD, {"v": 2}, "v = 2"),
    ("vikor", GOOD, {"v": float("nan")}, "v = nan"),
    ("vikor", GOOD, {"v": True}, "v = True"),
    ("promethee2", GOOD, {"preference": "magic"}, "preference type 'magic'"),
    ("promethee2", GOOD, {"preference": {"type": "linear", "p": 2}}, "takes p, q"),
    ("promethee2", GOOD, {"preference": {"type": "linear", "q": 3, "p": 2}}, "thresholds of at least 0"),
    ("promethee2", GOOD, {"preference": ["usual", "usual"]}, "2 preference functions for 3 criteria"),
    ("topsis", GOOD, {"speed": 1}, "no option speed"),
    ("magic", GOOD, {}, "No method 'magic'.* Methods: additive"),
    ("aroman", GOOD, {}, "'aroman' is left out: it rewards costs"),
    ("electre3", GOOD, {}, "'electre3' is left out: .* call mcda.electre3"),
]  # fmt: skip


@pytest.mark.parametrize("name, matrix, options, wanted", NEEDS, ids=[f"{n}: {w}" for n, _, _, w in NEEDS])
def test_what_a_method_cannot_serve_is_refused(name: str, matrix: Any, options: Any, wanted: str) -> None:
    with pytest.raises(mcda.MethodError, match=wanted):
        score(matrix, [1, 1, 1], [1, 1, -1], name, **options)


def test_all_faults_of_the_options_are_named_at_once() -> None:
    with pytest.raises(mcda.MethodError) as caught:
        score(GOOD, [1, 1, 1], [1, 1, -1], "ervd", reference=[1, 2], loss_aversion=-1, exponent="much")
    assert all(part in str(caught.value) for part in ("reference of shape", "loss_aversion = -1", "exponent = 'much'"))


def test_faults_name_options_and_criteria_of_a_case(make_case: Any) -> None:
    small = make_case({"soup": [0, 50], "steak": [0, 70]})
    with pytest.raises(mcda.MethodError, match="every option is 0 on c1"):
        mcda.rank(small, method="wpm")


def test_equal_weights_rank_the_shipped_case_by_every_method(case: Case) -> None:
    """The first thing a sceptic tries."""
    even = dict.fromkeys(case.catalogue.ids, 1)
    for name in METHODS:
        if name not in ("ocra", "lopm"):
            assert len(mcda.rank(case, weights=even, method=name).table) == 11


def test_spotis_on_values_is_one_minus_additive(case: Case) -> None:
    """Dezert et al. 2020, with bounds equal to the scales."""
    additive = mcda.rank(case).table.set_index("option")["score"]
    spotis = mcda.rank(case, method="spotis").table.set_index("option")["score"]
    assert (1 - spotis[additive.index]).to_numpy() == pytest.approx(additive.to_numpy() / 100)
