"""Labels decide which number belongs to which criterion, in every call that takes a frame."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

import mcda

FRAME = pd.DataFrame({"cost": [10.0, 20, 30], "fun": [1.0, 5, 9]}, index=list("abc"))
OTHER_ORDER = pd.Series({"fun": 0.1, "cost": 0.9})
WAYS = {"fun": 1, "cost": -1}


def test_weights_and_directions_follow_their_labels() -> None:
    wanted = mcda.score(FRAME.to_numpy(), [0.9, 0.1], [-1, 1], "vikor")
    assert mcda.score(FRAME, OTHER_ORDER, WAYS, "vikor") == pytest.approx(wanted)
    assert mcda.vikor(FRAME, OTHER_ORDER, WAYS).table["Q"].to_numpy() == pytest.approx(wanted)
    assert mcda.weigh(FRAME, WAYS, "critic") == pytest.approx(mcda.weigh(FRAME.to_numpy(), [-1, 1], "critic"))


@pytest.mark.parametrize(
    "call, wanted",
    [
        (lambda: mcda.score(FRAME, {"cost": 1}, WAYS, "vikor"), "fun is missing in the weights"),
        (lambda: mcda.score(FRAME, {"cost": 1, "fun": 1, "joy": 1}, WAYS, "vikor"), "'joy' in the weights is no"),
        (lambda: mcda.score(FRAME.replace(5.0, np.nan), OTHER_ORDER, WAYS, "vikor"), "b on fun is no finite number"),
        (lambda: mcda.weigh(FRAME.replace(5.0, np.nan), WAYS, "critic"), "b on fun is no finite number"),
        (lambda: mcda.vikor([[1, 2], [2, 1]], [1, 1], [1, 1], names=3), "two lists of labels"),
    ],
)
def test_faults_of_labels(call: Any, wanted: str) -> None:
    with pytest.raises(mcda.MethodError, match=wanted):
        call()


def test_a_pair_of_lists_names_options_and_criteria() -> None:
    assert mcda.vikor([[3, 1], [2, 0]], [1, 1], [1, 1], names=(["x", "y"], ["c", "d"])).compromise == ("x",)


@pytest.mark.parametrize("method, options", [("vikor", {}), ("mabac", {}), ("wsm", {"normalization": "minmax"})])
def test_rounding_does_not_make_a_criterion(method: str, options: dict[str, Any]) -> None:
    """0.1 + 0.2 is 0.3: the first column tells nobody apart."""
    rounded = mcda.score([[0.3, 10.1], [0.1 + 0.2, 10], [0.3, 9]], [0.7, 0.3], [1, 1], method, **options)
    exact = mcda.score([[0.3, 10.1], [0.3, 10], [0.3, 9]], [0.7, 0.3], [1, 1], method, **options)
    assert rounded == pytest.approx(exact, abs=1e-12)


def test_weights_of_any_size() -> None:
    x, ways = [[1, 3000], [2, 3750], [5, 4500]], [-1, 1]
    assert mcda.score(x, [1e308, 1e308], ways, "topsis") == pytest.approx(mcda.score(x, [1, 1], ways, "topsis"))


def test_a_misspelt_method_gets_a_hint() -> None:
    with pytest.raises(mcda.MethodError, match="Did you mean 'topsis'"):
        mcda.score([[1, 2], [2, 1]], [1, 1], [1, 1], "TOPSYS")
