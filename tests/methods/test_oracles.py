"""Every method against a second implementation on 300 random problems: pymcdm where it is right, or scikit-criteria."""

import warnings
from typing import Any

import numpy as np
import pymcdm.methods as pm
import pytest
from method_problems import HIGH, LOW, OPTIONS, problem

import mcda
from mcda import METHODS, score
from mcda.methods.second_opinion import NO_OPINION

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from skcriteria import mkdm
    from skcriteria.agg.copras import COPRAS
    from skcriteria.agg.probid import SimplifiedPROBID


# Options that the second opinion is asked with, beside those every problem of these tests has.
ASKED: dict[str, dict[str, Any]] = {
    "waspas": {"balance": 0.3},
    "cocoso": {"balance": 0.7},
    "vikor": {"v": 0.3},
    "spotis": {"expected": 4.0},
    "balanced_spotis": {"expected": 4.0, "balance": 0.3},
    "promethee2": {"preference": {"type": "linear", "q": 0.5, "p": 2.0}},
    "comet": {"values": (LOW, 3.0, HIGH)},
}


@pytest.mark.parametrize("name", [name for name in METHODS if name not in NO_OPINION])
def test_equal_to_pymcdm(name: str) -> None:
    rng = np.random.default_rng(11)
    answered, problems = 0, 30 if name == "comet" else 300
    for seed in range(problems):
        m, n = rng.integers(4, 12), rng.integers(2, 5 if name == "comet" else 7)
        x, w, d = problem(seed, m, n)
        d[:2] = 1, -1  # pymcdm's MOORA refuses problems without costs
        options = {**OPTIONS.get(name, {}), **ASKED.get(name, {})}
        if name == "rim":
            options["ideal"] = np.tile([3.0, 5.0], (n, 1))
        try:
            found = score(x, w, d, name, **options)
        except mcda.MethodError as error:
            assert "divides by zero" in str(error)
            continue
        answered += 1
        assert found == pytest.approx(mcda.second_opinion(x, w, d, name, **options), rel=1e-9, abs=1e-12)
    assert answered > 0.9 * problems


@pytest.mark.parametrize(
    "name, x, wanted",
    [
        ("copras", np.ones((3, 2)), "pymcdm 1.4.0 rewards costs"),
        ("additive", np.ones((3, 2)), "SPOTIS on the scales is 1 less"),
        ("sprobid", np.eye(3, 2), "gets this method wrong below 4"),
        ("moora", np.eye(3, 2), "every criterion is a benefit"),
        ("topsis", np.ones((2, 3, 2)), "one matrix"),
        ("topsis", np.array([[1, np.nan], [2, 3]]), "no finite number"),
        ("magic", np.eye(3, 2), "No method 'magic'"),
    ],
)
def test_no_second_opinion_where_pymcdm_has_none_or_is_wrong(name: str, x: Any, wanted: str) -> None:
    with pytest.raises(mcda.MethodError, match=wanted):
        mcda.second_opinion(x, [1, 1], [1, 1], name)


NORMALIZED = ("minmax", "max", "sum", "vector", "linear", "nonlinear", "enhanced_accuracy", "zavadskas_turskis")


@pytest.mark.parametrize("normalization", NORMALIZED)
def test_topsis_by_every_normalization_equal_to_pymcdm(normalization: str) -> None:
    for seed in range(100):
        x, w, d = problem(seed, 6, 4)
        wanted = pm.TOPSIS(normalization)(x, w, d, validation=False)
        assert score(x, w, d, "topsis", normalization=normalization) == pytest.approx(wanted, abs=1e-12)


def skcriteria(x: Any, w: Any, d: Any) -> Any:
    return mkdm(x, [int(one) for one in d], weights=w)


def test_copras_equal_to_scikit_criteria() -> None:
    for seed in range(300):
        x, w, d = problem(seed, 4 + seed % 9, 2 + seed % 5)
        d[:2] = 1, -1
        theirs = COPRAS().evaluate(skcriteria(x / x.sum(axis=0), w, d)).e_.score
        found = score(x, w, d, "copras")
        assert found / found.max() == pytest.approx(theirs / theirs.max(), abs=1e-12)


def test_simpler_probid_of_few_options_equal_to_scikit_criteria() -> None:
    """Where pymcdm 1.4.0 takes rows for columns."""
    answered = 0
    for seed in range(300):
        x, w, d = problem(seed, 3, 4)
        try:
            found = score(x, w, d, "sprobid")
        except mcda.MethodError:
            continue
        answered += 1
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = SimplifiedPROBID().evaluate(normal(x, w, d)).e_.score
        assert found == pytest.approx(theirs, rel=1e-9)
    assert answered > 200


def normal(x: Any, w: Any, d: Any) -> Any:
    return skcriteria(x / np.sqrt((x**2).sum(axis=0)), w, d)


def test_multimoora_parts_by_their_formulas() -> None:
    for seed in range(100):
        x, _, _ = problem(seed, 6, 4)
        even, ones = np.full(4, 0.25), np.ones(4)
        full = mcda.multimoora(x, even, ones).table
        assert full["ratio"].rank(ascending=False).tolist() == full["ratio_rank"].tolist()
        share = x / np.sqrt((x**2).sum(axis=0))
        assert full["multiplicative"].to_numpy() == pytest.approx(share.prod(axis=1) ** 0.25, rel=1e-12)
        assert full["reference_point"].to_numpy() == pytest.approx((0.25 * (share.max(axis=0) - share)).max(axis=1))


def test_comet_equal_to_pymcdm_with_an_expert_of_its_own() -> None:
    """pymcdm's documentation: nine servers, judged by its TOPSIS, which divides by the range."""
    x = np.array([
        [64, 128, 2.9, 4.3, 3.2, 280, 495, 24763, 3990], [28, 56, 3.1, 3.8, 3.8, 255, 417, 12975, 2999],
        [8, 16, 3.5, 5.3, 4.8, 125, 636, 5725, 539], [12, 24, 3.7, 4.8, 4.5, 105, 637, 8468, 549],
        [10, 20, 3.7, 5.3, 4.9, 125, 539, 6399, 499], [8, 16, 3.6, 4.4, 4.0, 65, 501, 4834, 329],
        [6, 12, 3.7, 4.6, 4.2, 65, 604, 4562, 299], [16, 32, 3.4, 4.9, 4.2, 105, 647, 10428, 799],
        [8, 16, 3.6, 5.0, 4.5, 125, 609, 5615, 399], [18, 36, 3.0, 4.8, 4.3, 165, 480, 8848, 979],
        [24, 48, 3.8, 4.5, 4.0, 280, 509, 13552, 1399], [28, 56, 2.5, 3.8, 2.8, 205, 376, 8585, 10000],
    ])  # fmt: skip
    d = np.array([1, 1, 1, 1, 1, -1, 1, 1, -1])
    w = np.full(9, 1 / 9)

    def expert(objects: np.ndarray) -> np.ndarray:
        return score(objects, w, d, "topsis", normalization="minmax")

    values = np.stack([x.min(axis=0), x.max(axis=0)], axis=1)
    found = score(x, w, d, "comet", values=values, expert=expert)
    printed = [0.5433, 0.3447, 0.6115, 0.6168, 0.6060, 0.4842, 0.5516, 0.6100, 0.5719, 0.4711, 0.4979, 0.1452]
    assert found == pytest.approx(printed, abs=1e-4)


def test_methods_without_a_second_opinion_are_held_against_something_else() -> None:
    """COPRAS against scikit-criteria, the additive value and MULTIMOORA against algebra: here and beside."""
    assert set(NO_OPINION) == {"additive", "copras", "multimoora"}
