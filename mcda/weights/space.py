"""Spaces of weights: what somebody is ready to say of weights, and random weights that fit it, without bias."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.errors import ArgumentError
from mcda.kernels.sampling import in_order, sobol_weights
from mcda.weights.bounds import Bound, Order, Statement, clash_words
from mcda.weights.polytope import clash, polytope
from mcda.weights.samplers import GOOD, Direct, Mixing, Sampler, sampler_within
from mcda.weights.sets import WeightSet, WeightsLike, weight_set
from mcda.weights.space_checks import (
    checked_alphas,
    checked_box,
    checked_count,
    checked_criteria,
    checked_order,
    checked_ratio,
)

Array = npt.NDArray[np.float64]
ANY = "any"
_MANY, _FEW, _CENTRE_SEED = 100_000, 10_000, 1


@dataclass(frozen=True)
class WeightSpace:
    """All weights that fit what was said of them; spaces over the same criteria intersect by `&`.

    Every weight vector that fits is as likely as any other, unless the space is a Dirichlet distribution. Equal
    spaces compare equal and have the same hash. Bounds that leave fewer dimensions (a fixed weight, a ratio of
    exactly 1) are served: weights are then drawn within what is left.

    Attributes
    ----------
    criteria
        Ids, in the order of the weights.
    statements
        Boxes, orders and ratios that hold together.
    alphas
        Parameters (n) of the Dirichlet distribution; empty for a uniform space.

    Examples
    --------
    >>> import numpy as np
    >>> space = WeightSpace.order(["cost", "speed", "fit"], [["cost"], ["speed", "fit"]])
    >>> space.centre.round(3)
    array([0.611, 0.194, 0.194])
    >>> space = space & WeightSpace.box(space.criteria, high={"cost": 0.5})
    >>> bool((space.sample(np.random.default_rng(1), 1000)[:, 0] <= 0.5).all())
    True
    >>> space.describe()
    'all weights as likely, where: cost, then speed and fit (in any order); cost at most 0.5'
    """

    criteria: tuple[str, ...]
    statements: tuple[Statement, ...] = ()
    alphas: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        found = clash(self._bounds, self.criteria) if self._bounds else ()
        if found:
            raise ArgumentError(f"No weights are left: {clash_words(found)}.")

    @classmethod
    def uniform(cls, criteria: Iterable[str]) -> Self:
        """All weights, each as likely as any other.

        Raises
        ------
        ArgumentError
            If there are no criteria, or one is named twice or not by text.
        """
        return cls(checked_criteria("uniform", criteria))

    @classmethod
    def dirichlet(cls, weights: "Mapping[str, float] | pd.Series[float] | WeightSet", concentration: float) -> Self:
        """Weights around `weights` (swing points above 0, normalised here), which are their mean.

        The variance of a weight is w (1 - w) / (concentration + 1): at 100, a weight of 0.2 has a standard deviation
        of 0.04. The parameters of the distribution are concentration · weights.

        Raises
        ------
        ArgumentError
            If a weight is not above 0 (fix it at 0 by a box instead), or the concentration is not.
        """
        points = weights.series() if isinstance(weights, WeightSet) else weights
        alphas = checked_alphas(points, concentration)
        return cls(tuple(alphas), (), tuple(alphas.values()))

    @classmethod
    def box(
        cls,
        criteria: Iterable[str],
        low: "float | Mapping[str, float] | pd.Series[float]" = 0.0,
        high: "float | Mapping[str, float] | pd.Series[float]" = 1.0,
    ) -> Self:
        """Weights (shares of 1) from `low` to `high`: one number for all criteria, or by criterion.

        A criterion that is left out may have any weight.

        Raises
        ------
        ArgumentError
            If a limit is no number from 0 to 1, low exceeds high, a criterion is unknown, or no weights are left.
        """
        ids = checked_criteria("box", criteria)
        return cls(ids, checked_box(ids, low, high))

    @classmethod
    def order(cls, criteria: Iterable[str], groups: Iterable[Iterable[str]]) -> Self:
        """Weights in an order: each of a group is at least as great as each of the next.

        Within a group nothing is said, and nothing of criteria in no group; so `[["a"], ["b"], ["c"]]` is a complete
        order and `[["a"], ["b", "c"]]` a partial one.

        Raises
        ------
        ArgumentError
            If a criterion is unknown or named twice, or a group is empty.
        """
        ids = checked_criteria("order", criteria)
        return cls(ids, checked_order(ids, groups))

    @classmethod
    def ratio(cls, criteria: Iterable[str], a: str, b: str, low: float = 0.0, high: float = np.inf) -> Self:
        """Weights where a counts at least `low` and at most `high` times as much as b.

        Raises
        ------
        ArgumentError
            If a criterion is unknown, a is b, or not 0 ≤ low ≤ high.
        """
        ids = checked_criteria("ratio", criteria)
        return cls(ids, checked_ratio(ids, a, b, low, high))

    def __and__(self, other: "WeightSpace") -> "WeightSpace":
        """The weights in both. A Dirichlet distribution is kept, within the other's bounds.

        Raises
        ------
        ArgumentError
            If the criteria differ, no weights are in both, or both are (different) Dirichlet distributions.
        """
        if not isinstance(other, WeightSpace):
            return NotImplemented
        other = other.over(self.criteria)
        if self.alphas and other.alphas and self.alphas != other.alphas:
            raise ArgumentError("Two Dirichlet distributions have no intersection. Keep one, and add bounds to it.")
        statements = tuple(dict.fromkeys(self.statements + other.statements))
        return WeightSpace(self.criteria, statements, self.alphas or other.alphas)

    def over(self, criteria: Iterable[str]) -> "WeightSpace":
        """The same space with its criteria in another order.

        Raises
        ------
        ArgumentError
            If these are not the same criteria.
        """
        ids = tuple(criteria)
        if set(ids) != set(self.criteria) or len(ids) != len(self.criteria):
            raise ArgumentError(
                f"The space of weights is over {', '.join(self.criteria)}; the criteria are {', '.join(ids)}."
            )
        alphas = dict(zip(self.criteria, self.alphas, strict=True)) if self.alphas else {}
        return WeightSpace(ids, self.statements, tuple(alphas[name] for name in ids if alphas))

    def sample(self, rng: np.random.Generator, draws: int, *, sobol: bool = False) -> Array:
        """Random weights (draws, n).

        Parameters
        ----------
        sobol
            Even instead of independent draws (a scrambled Sobol sequence): several times less error in a mean of a
            smooth quantity, evenest where `draws` is a power of two. Only for uniform spaces and one order.

        Raises
        ------
        ArgumentError
            If Sobol draws are asked for and the space has other bounds, or `draws` is no whole number above 0.
        """
        draws = checked_count("draws", draws, 1)
        if not sobol:
            return self._sampler.sample(rng, draws)
        if self.alphas or not self._direct_only:
            raise ArgumentError(
                f"Sobol draws are for the uniform space or one order, not for {self.describe()!r}. "
                "Sample this space without sobol."
            )
        return in_order(sobol_weights(rng, len(self.criteria), draws), self._direct.groups)

    def replicates(self, rng: np.random.Generator, draws: int, count: int) -> Array:
        """Weights (count, draws, n): Sobol draws scrambled anew `count` times.

        The standard deviation of a mean over the replicates, divided by √count, is its standard error; within one
        replicate draws are not independent, so they have none.

        Raises
        ------
        ArgumentError
            As `sample`; or if there are fewer than 2 replicates.
        """
        return np.stack([self.sample(rng, draws, sobol=True) for _ in range(checked_count("count", count, 2))])

    @property
    def mixing(self) -> Mixing:
        """How weights are drawn, and how many independent draws a number of draws is worth."""
        return self._sampler.mixing

    @cached_property
    def centre(self) -> Array:
        """The mean (n,): exact where a formula gives it, else of at least 10,000 draws that never change."""
        mean = self._sampler.mean
        if mean is not None:
            return mean
        rng = np.random.Generator(np.random.Philox(_CENTRE_SEED))
        cheap = self.mixing.exact and self.mixing.acceptance >= GOOD
        return np.asarray(self.sample(rng, _MANY if cheap else _FEW).mean(axis=0))

    @property
    def weights(self) -> Array:
        """The centre, under the name that it has in a `WeightSet`."""
        return self.centre

    @property
    def name(self) -> str:
        """`any` where nothing is said of the weights, else `space`."""
        return "space" if self.statements or self.alphas else ANY

    @property
    def label(self) -> str:
        """As `describe`."""
        return self.describe()

    def describe(self) -> str:
        """What is said of the weights, in words."""
        if not self.statements and not self.alphas:
            return "any weights, all as likely"
        said = "; ".join(statement.describe() for statement in self.statements)
        if not self.alphas:
            return f"all weights as likely, where: {said}"
        total = sum(self.alphas)
        around = ", ".join(f"{name} {a / total:.3g}" for name, a in zip(self.criteria, self.alphas, strict=True))
        return f"weights around {around} (Dirichlet, concentration {total:.4g})" + (f", where: {said}" if said else "")

    @cached_property
    def _bounds(self) -> tuple[Bound, ...]:
        return tuple(bound for statement in self.statements for bound in statement.bounds())

    @cached_property
    def _direct(self) -> Direct:
        """The exact draws to begin with: Dirichlet, or uniform in the first order that was given."""
        orders = () if self.alphas else [one for one in self.statements if isinstance(one, Order)]
        groups = orders[0].groups if orders else ()
        places = tuple(tuple(self.criteria.index(name) for name in group) for group in groups)
        return Direct(len(self.criteria), places, self.alphas)

    @property
    def _direct_only(self) -> bool:
        """Whether the space is no more than what `_direct` draws."""
        return len(self.statements) == (1 if self._direct.groups else 0)

    @cached_property
    def _sampler(self) -> Sampler:
        if self._direct_only:
            return self._direct
        return sampler_within(polytope(self._bounds, self.criteria), self._direct)


def space_of(
    case: Case, weights: "WeightsLike | WeightSpace" = None, scenario: str | None = None
) -> WeightSet | WeightSpace:
    """What a call may draw weights from.

    Parameters
    ----------
    weights
        As in `weight_set`; or a `WeightSpace`; or "any" for all weights, where nothing is known of values (a set of the
        case that is called "any" goes first).

    Raises
    ------
    ArgumentError
        If the weights cannot be used, or the space is over other criteria.
    """
    if isinstance(weights, WeightSpace):
        return weights.over(case.catalogue.ids)
    if isinstance(weights, str) and weights == ANY and ANY not in case.weight_sets:
        return WeightSpace.uniform(case.catalogue.ids)
    return weight_set(case, weights, scenario)
