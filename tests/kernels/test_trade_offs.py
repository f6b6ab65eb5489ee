"""What outweighs what, against a search of every set and every assignment."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.kernels.trade_offs import payments, smallest_argument

effects_of = st.lists(st.integers(-9, 9), min_size=1, max_size=8).map(lambda cells: np.array(cells, dtype=float))


@pytest.mark.parametrize(
    "effects, wanted",
    [
        ([5.0, -1.9, 2.0, -1.0], [0]),
        ([2.0, -4.0, 3.0, 1.0], [2, 0]),
        ([2.0, 3.0], []),
        ([2.0, -3.0], []),
        ([3.0, -3.0], []),
        ([2.0, 2.0, 2.0, -3.0], [0, 1]),
        ([0.1, 0.2, -0.3], []),
    ],
    ids=["one", "two", "no drawback", "behind", "level", "equal ones in order", "level but for rounding"],
)
def test_the_smallest_argument(effects: list[float], wanted: list[int]) -> None:
    assert smallest_argument(np.array(effects)).tolist() == wanted


@given(effects_of)
def test_no_smaller_set_outweighs_the_drawbacks(effects: np.ndarray) -> None:
    found = smallest_argument(effects)
    against = -effects[effects < 0].sum()
    sizes = [
        size
        for size in range(1, effects.size + 1)
        if any(effects[list(chosen)].sum() > against for chosen in combinations(np.flatnonzero(effects > 0), size))
    ]
    assert found.size == (sizes[0] if sizes and against > 0 else 0)
    assert not found.size or effects[found].sum() > against


@pytest.mark.parametrize(
    "effects, wanted",
    [
        # The smallest advantage that suffices pays, so that the great ones stay whole.
        ([9.0, 3.0, -2.0], {(2, 1): 2}),
        # An unused one goes before what is left of a used one.
        ([9.0, 4.0, -5.0, -2.0], {(2, 0): 5, (3, 1): 2}),
        # Where there is no other, what is left pays.
        ([9.0, -5.0, -2.0], {(1, 0): 5, (2, 0): 2}),
        # Where none suffices alone, the largest pay together.
        ([3.0, 1.0, 2.0, -4.0], {(3, 0): 3, (3, 2): 1}),
        # Behind: the great drawback is more than all that is left, the small one can be paid for.
        ([3.0, -7.0, -2.0], {(2, 0): 2}),
        ([-1.0, -2.0], {}),
    ],
    ids=["smallest", "unused first", "the rest", "together", "behind", "no advantage"],
)
def test_what_pays_for_what(effects: list[float], wanted: dict[tuple[int, int], float]) -> None:
    found = payments(np.array(effects))
    assert {tuple(map(int, at)): found[tuple(at)] for at in np.argwhere(found)} == wanted


@given(effects_of)
def test_nothing_is_spent_twice_and_a_lead_pays_for_all(effects: np.ndarray) -> None:
    paid = payments(effects)
    assert (paid >= 0).all()
    assert (paid.sum(axis=0) <= np.maximum(effects, 0)).all()
    bill = paid.sum(axis=1)
    assert np.isin(bill + np.minimum(effects, 0), [0, *effects[effects < 0]]).all()  # in full or not at all
    if effects.sum() >= 0:
        assert (bill == -np.minimum(effects, 0)).all()


@given(effects_of)
def test_each_drawback_gets_an_advantage_of_its_own_where_that_can_be(effects: np.ndarray) -> None:
    drawbacks, advantages = np.flatnonzero(effects < 0), np.flatnonzero(effects > 0)
    can_be = any(
        all(effects[one] >= -effects[other] for one, other in zip(chosen, drawbacks, strict=True))
        for chosen in permutations(advantages, drawbacks.size)
    )
    if can_be:
        used = payments(effects) > 0
        assert used.sum(axis=1)[drawbacks].tolist() == [1] * drawbacks.size
        assert used.sum(axis=0).max(initial=0) <= 1
