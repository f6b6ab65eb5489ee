"""What must hold of any method, generated from the registry."""

from itertools import pairwise
from typing import Any

import numpy as np
import pymcdm.methods
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from method_problems import OPTIONS, indexed, problem, problems
from published import PUBLISHED

import mcda
from mcda import METHODS
from mcda.case import Case
from mcda.schemas import METHOD_NAMES

every_method = pytest.mark.parametrize("name", METHODS)


def answered(name: str, x: Any, w: Any, d: Any) -> np.ndarray:
    """The index; problems that a method declares it cannot serve (its formula divides by zero) are passed over."""
    try:
        return indexed(name, x, w, d)
    except mcda.MethodError as error:
        assume("divides by zero" not in str(error))
        raise


def close(found: np.ndarray, wanted: np.ndarray, within: float = 1e-12) -> bool:
    """Equal to a share of the size of the numbers (some indices have no upper end)."""
    return np.allclose(found, wanted, rtol=within, atol=within)


@every_method
def test_every_method_has_an_example_a_source_and_words(name: str) -> None:
    method = METHODS[name]
    assert name == "comet" or any(example.method == name for example in PUBLISHED.values())
    assert all((method.source, method.label, method.summary, method.needs, method.assumes, method.family))


def test_over_25_methods() -> None:
    assert len(METHODS) > 25


def test_a_case_may_name_every_method_and_no_other() -> None:
    """The names that a case is checked against stand below the registry, in a module of their own."""
    assert tuple(METHODS) == METHOD_NAMES


@pytest.mark.parametrize("name", [name for name in METHODS if METHODS[name].respects_dominance])
@given(problems, st.integers(0, 2**32 - 1))
def test_an_option_that_is_nowhere_worse_is_ranked_no_worse(name: str, data: Any, seed: int) -> None:
    x, w, d = data
    x[1] = x[0] + d * np.random.default_rng(seed).uniform(0, 0.9, x.shape[1])
    found = answered(name, x, w, d)
    assert found[1] >= found[0] - 1e-12 * max(1.0, np.abs(found).max())


# Four options on two benefits, weights 3 : 7 (CODAS) and 1 : 1 (PROBID). The second is better than the first on
# one criterion and equal on the other, and yet scores lower, in pymcdm too.
LOSES_TO_WHAT_IT_DOMINATES = {
    "codas": ([[8, 7], [9, 7], [5, 2], [1, 8]], [3, 7], pymcdm.methods.CODAS()),
    "probid": ([[1, 1], [2, 1], [9, 6], [9, 4]], [1, 1], pymcdm.methods.PROBID()),
}


@pytest.mark.parametrize("name", [name for name in METHODS if not METHODS[name].respects_dominance])
def test_methods_said_to_violate_dominance_do(name: str) -> None:
    x, w, theirs = LOSES_TO_WHAT_IT_DOMINATES[name]
    found = indexed(name, x, w, [1, 1])
    assert found[1] < found[0] - 1e-3
    wanted = theirs(np.array(x, dtype=float), np.array(w) / sum(w), np.array([1, 1]), validation=False)
    assert found == pytest.approx(wanted)


@every_method
@given(problems, st.data())
def test_the_order_of_options_and_criteria_does_not_matter(name: str, data: Any, draw: Any) -> None:
    x, w, d = data
    rows, columns = (list(draw.draw(st.permutations(range(size)))) for size in x.shape)
    shuffled = answered(name, x[rows][:, columns], w[columns], d[columns])
    assert close(shuffled, answered(name, x, w, d)[rows], 1e-9 if name == "sprobid" else 1e-12)


@every_method
@given(problems, st.floats(0.001, 1000))
def test_only_proportions_of_weights_matter(name: str, data: Any, factor: float) -> None:
    x, w, d = data
    assert close(answered(name, x, w * factor, d), answered(name, x, w, d), 1e-9)


@every_method
@given(problems)
def test_twins_score_equal(name: str, data: Any) -> None:
    x, w, d = data
    x[-1] = x[0]
    found = answered(name, x, w, d)
    assert close(found[-1], found[0], 1e-9 if name == "sprobid" else 1e-12)


@every_method
@pytest.mark.parametrize("seed", range(5))
def test_a_batch_equals_one_by_one(name: str, seed: int) -> None:
    """Matrices (4, 1, m, n) and weights (3, n) broadcast to (4, 3, m); so does either alone."""
    rng = np.random.default_rng(seed)
    x, w, d = rng.uniform(1, 9, (4, 1, 9, 3)), rng.dirichlet(np.ones(3), 3), np.array([1, -1, 1])
    batch = indexed(name, x, w, d)
    single = np.array([[indexed(name, x[i, 0], w[j], d) for j in range(3)] for i in range(4)])
    assert batch.shape == (4, 3, 9)
    assert close(batch, single)
    assert close(indexed(name, x[0, 0], w, d), single[0])
    assert close(indexed(name, x[:, 0], w[0], d), single[:, 0])


@every_method
def test_a_batch_in_pieces_is_the_same_batch(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    x, _, d = problem(3, 5, 3)
    w = np.random.default_rng(3).dirichlet(np.ones(3), (7, 2))
    whole = indexed(name, x, w, d)
    monkeypatch.setattr("mcda.methods.scoring.MOST_CELLS", 60)
    assert close(indexed(name, x, w, d), whole)
    assert close(indexed(name, np.stack([x] * 7)[:, None], w[:, :1], d), whole[:, :1])


def drop_changes_order(name: str, x: Any, w: Any, d: Any) -> bool:
    """Whether dropping the last option turns a clear pair of the others round."""
    before, after = indexed(name, x, w, d)[:-1], indexed(name, x[:-1], w, d)
    slack = 1e-9 * max(1.0, np.abs(before).max())
    order = np.argsort(before)
    return any(before[b] - before[a] > slack and after[a] - after[b] > slack for a, b in pairwise(order.tolist()))


@pytest.mark.parametrize("name", [name for name in METHODS if not METHODS[name].rank_reversal])
@given(problems)
def test_methods_said_to_be_free_of_rank_reversal_are(name: str, data: Any) -> None:
    assert not drop_changes_order(name, *data)


@pytest.mark.parametrize("name", [name for name in METHODS if METHODS[name].rank_reversal])
def test_methods_said_to_have_rank_reversal_have_it(name: str) -> None:
    for seed in range(3000):
        x, w, d = problem(seed, 4 + seed % 3, 3)
        try:
            if drop_changes_order(name, x, w, d):
                return
        except mcda.MethodError:
            continue
    pytest.fail(f"no rank reversal found for {name}")


@pytest.mark.parametrize("name", [name for name in METHODS if METHODS[name].linear])
@given(problems, st.floats(0, 1))
def test_methods_said_to_be_linear_in_the_weights_are(name: str, data: Any, t: float) -> None:
    x, w, d = data
    even = np.full(w.size, 1 / w.size)
    mixed = indexed(name, x, t * w + (1 - t) * even, d)
    ends = t * indexed(name, x, w, d) + (1 - t) * indexed(name, x, even, d)
    assert mixed == pytest.approx(ends, abs=1e-10)


@pytest.mark.parametrize("name", [name for name in METHODS if not METHODS[name].linear])
def test_no_other_method_is_linear_in_the_weights(name: str) -> None:
    even = np.full(4, 0.25)
    bent = []
    for seed in range(20):
        x, w, d = problem(seed, 9, 4)
        ends = (indexed(name, x, w, d) + indexed(name, x, even, d)) / 2
        bent.append(not np.allclose(indexed(name, x, (w + even) / 2, d), ends, atol=1e-9))
    assert any(bent)


@every_method
def test_inputs_are_left_as_they_were(name: str) -> None:
    x, w, d = problem(1, 4, 3)
    copies = x.copy(), (5 * w).copy(), d.copy()
    indexed(name, copies[0], copies[1], copies[2])
    assert all((now == was).all() for now, was in zip(copies, (x, 5 * w, d), strict=True))


@every_method
def test_a_constant_column_is_served_or_refused_by_name(name: str) -> None:
    x, w, d = problem(2, 5, 3)
    x[:, 1] = 4.0
    assert np.isfinite(indexed(name, x, w, d)).all()


@every_method
def test_every_method_ranks_the_shipped_case_or_says_why_not(name: str, case: Case) -> None:
    """Rank 1 has the best index, whichever way the index points."""
    try:
        table = mcda.rank(case, method=name).table
    except mcda.MethodError as error:
        assert name in ("ocra", "lopm")
        assert "this method needs data above 0" in str(error)
        return
    best = table["score"].max() if METHODS[name].higher_is_better else table["score"].min()
    assert table["score"].iloc[0] == best
    assert len(table) == len(case.choices)


@every_method
def test_options_of_the_tests_are_options_of_the_method(name: str) -> None:
    assert set(OPTIONS.get(name, {})) <= set(METHODS[name].options)
