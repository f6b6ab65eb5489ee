"""Exact beside sampled: the sampled side against closed forms, and the verdict against answers that are spoilt."""

import dataclasses
import sys
from collections.abc import Callable

import numpy as np
import pytest

from mcda.case import Case
from mcda.errors import ArgumentError, MethodError
from mcda.methods import METHODS
from mcda.ranking import lineup
from mcda.robustness.exact import ExactAcceptability
from mcda.robustness.exact_check import exact_check, sampled_first_shares

checking = sys.modules["mcda.robustness.exact_check"]  # the call of that name stands over the module

DRAWS = 20_000
FOUR_ERRORS = 4 * 0.5 / DRAWS**0.5


@pytest.mark.parametrize(
    ("split", "shares"),
    [
        # a scores w, b 1 - w, with w uniform: one half each.
        ([[1.0, 0.0], [0.0, 1.0]], [0.5, 0.5]),
        # One group of both criteria, three to one: w is 3/4 in every draw.
        ([[0.75, 0.25]], [1.0, 0.0]),
        # w = 3/4 u + 1/2 (1 - u) is above 1/2 but for u = 0.
        ([[0.75, 0.25], [0.5, 0.5]], [1.0, 0.0]),
    ],
)
def test_weights_are_uniform_over_the_rows_of_the_split(
    make_case: Callable[..., Case], split: list[list[float]], shares: list[float]
) -> None:
    field = lineup(make_case({"a": [100, 0], "b": [0, 100]}))
    found = sampled_first_shares(field, METHODS["additive"], np.array(split), DRAWS, 1)
    np.testing.assert_allclose(found, shares, atol=FOUR_ERRORS)


def test_three_rows_of_a_split_are_uniform_on_the_simplex(make_case: Callable[..., Case]) -> None:
    # a is first where the first of three uniform weights is above 1/2: (1 - 1/2)^2 = 1/4.
    field = lineup(make_case({"a": [100, 0, 0], "b": [0, 100, 100]}))
    found = sampled_first_shares(field, METHODS["additive"], np.eye(3), DRAWS, 1)
    np.testing.assert_allclose(found, [0.25, 0.75], atol=FOUR_ERRORS)


def test_ties_share_on_both_sides(make_case: Callable[..., Case]) -> None:
    found = exact_check(make_case({"a": [100, 0], "copy": [100, 0], "b": [0, 100]}), draws=DRAWS)
    assert found.agree
    for column in ("p_first", "p_first_sampled"):
        np.testing.assert_allclose(found.table[column], [0.25, 0.25, 0.5], atol=FOUR_ERRORS)
    for column in ("expected_rank", "expected_rank_sampled"):  # 1.5 or 2.5, and 1 or 3
        np.testing.assert_allclose(found.table[column], [2, 2, 2], atol=4 * FOUR_ERRORS)


@pytest.mark.parametrize("method", ["additive", "moora", "promethee2"])
def test_the_shipped_case_agrees_over_objectives(case: Case, method: str) -> None:
    found = exact_check(case, scenario="neutral", method=method, draws=5000)
    assert (found.level, found.exact, found.agree) == ("objectives", True, True)


@pytest.mark.parametrize("spoilt", ["p_first", "expected_rank", "pairwise"])
def test_a_wrong_exact_answer_is_found_out(case: Case, monkeypatch: pytest.MonkeyPatch, spoilt: str) -> None:
    true = checking.exact_acceptability

    def wrong(*words: object, **settings: object) -> ExactAcceptability:
        found = true(*words, **settings)
        if spoilt == "p_first":
            return dataclasses.replace(found, table=found.table.assign(p_first=found.table["p_first"] + 0.05))
        return dataclasses.replace(found, **{spoilt: getattr(found, spoilt) + 0.2})

    monkeypatch.setattr(checking, "exact_acceptability", wrong)
    found = exact_check(case, draws=5000)
    assert not found.agree
    assert found.apart[spoilt] == max(found.apart.values())


def test_what_has_no_exact_answer_is_refused(case: Case) -> None:
    with pytest.raises(MethodError, match="not linear in the weights"):
        exact_check(case, method="topsis")
    with pytest.raises(ArgumentError, match="draws"):
        exact_check(case, draws=0)
