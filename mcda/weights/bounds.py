"""What may be said of weights without giving numbers for all of them: boxes, orders, ratios, as linear bounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Bound:
    """Σ coefficients · weights ≤ limit, and how a person would say it."""

    terms: tuple[tuple[str, float], ...]
    limit: float
    words: str


@dataclass(frozen=True)
class Box:
    """Each named weight lies from a least to a greatest."""

    limits: tuple[tuple[str, float, float], ...]

    def bounds(self) -> Iterator[Bound]:
        """Two a criterion at most; weights lie in [0, 1] anyway."""
        for name, low, high in self.limits:
            if low > 0:
                yield Bound(((name, -1.0),), -low, f"{name} at least {low:g}")
            if high < 1:
                yield Bound(((name, 1.0),), high, f"{name} at most {high:g}")

    def describe(self) -> str:
        """In words."""
        names, ends = [name for name, _, _ in self.limits], {(low, high) for _, low, high in self.limits}
        if len(names) > 1 and len(ends) == 1:
            return f"{_listed(names)} each {_range_words(*ends.pop())}"
        return ", ".join(f"{name} {_range_words(low, high)}" for name, low, high in self.limits)


@dataclass(frozen=True)
class Order:
    """Every weight of a group is at least as great as every weight of the next; within a group nothing is said."""

    groups: tuple[tuple[str, ...], ...]

    def bounds(self) -> Iterator[Bound]:
        """One a pair of neighbours in neighbouring groups."""
        for above, below in pairwise(self.groups):
            for a in above:
                for b in below:
                    yield Bound(((b, 1.0), (a, -1.0)), 0.0, f"{a} at least as much as {b}")

    def describe(self) -> str:
        """In words."""
        return ", then ".join(
            group[0] if len(group) == 1 else f"{' and '.join(group)} (in any order)" for group in self.groups
        )


@dataclass(frozen=True)
class Ratio:
    """Weight a is at least `low` and at most `high` times weight b."""

    a: str
    b: str
    low: float
    high: float

    def bounds(self) -> Iterator[Bound]:
        """Two at most."""
        if self.low > 0:
            words = f"{self.a} at least {self.low:g} times {self.b}"
            yield Bound(((self.b, self.low), (self.a, -1.0)), 0.0, words)
        if np.isfinite(self.high):
            words = f"{self.a} at most {self.high:g} times {self.b}"
            yield Bound(((self.a, 1.0), (self.b, -self.high)), 0.0, words)

    def describe(self) -> str:
        """In words."""
        if self.low == self.high:
            return f"{self.a} exactly {self.low:g} times {self.b}"
        if self.low > 0 and np.isfinite(self.high):
            return f"{self.a} from {self.low:g} to {self.high:g} times {self.b}"
        return " and ".join(bound.words for bound in self.bounds())


Statement = Box | Order | Ratio


def bound_arrays(bounds: tuple[Bound, ...], criteria: tuple[str, ...]) -> tuple[Array, Array]:
    """Normals (k, n) of length 1 and limits (k,): normals · weights ≤ limits."""
    normals = np.zeros((len(bounds), len(criteria)))
    for row, bound in zip(normals, bounds, strict=True):
        for name, coefficient in bound.terms:
            row[criteria.index(name)] = coefficient
    length = np.linalg.norm(normals, axis=1)
    return normals / length[:, None], np.array([bound.limit for bound in bounds]) / length


def clash_words(clash: tuple[Bound, ...]) -> str:
    """Why bounds that cannot all hold cannot."""
    said = _listed([bound.words for bound in clash])
    signs = {np.sign(bound.terms[0][1]) if len(bound.terms) == 1 else 0 for bound in clash}
    if signs == {-1.0}:
        return f"{said} exceed{'s' * (len(clash) == 1)} 1"
    if signs == {1.0}:
        return f"{said} fall{'s' * (len(clash) == 1)} short of 1"
    return f"{said} cannot hold together for weights that sum to 1"


def _range_words(low: float, high: float) -> str:
    if low == high:
        return f"exactly {low:g}"
    if low > 0 and high < 1:
        return f"from {low:g} to {high:g}"
    return f"at least {low:g}" if low > 0 else f"at most {high:g}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
