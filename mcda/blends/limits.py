"""What a blend must respect: floors and caps on shares, gates on criteria; and which of them leave nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from typing import Self

import numpy as np
import numpy.typing as npt

from mcda.blends.lattice import Bounds, lattice, share_bounds, vertices
from mcda.blends.mix import Mix
from mcda.errors import ArgumentError
from mcda.gates import Gate, parsed_gates

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
_FINEST = 1e-5
_SLACK = 1e-9


@dataclass(frozen=True, eq=False)
class Limits:
    """Floors and caps on shares, `ends` (k, 2), and gates, each checked at the most likely scores of a mix."""

    mix: Mix
    ends: Array
    gates: tuple[Gate, ...]

    @classmethod
    def of(cls, mix: Mix, bounds: Bounds | None = None, gates: Iterable[Gate | str] = ()) -> Self:
        """The limits that a call states.

        Raises
        ------
        ArgumentError
            For bounds or gates that make no sense.
        """
        return cls(mix, share_bounds(mix.components, bounds), parsed_gates(mix.case, gates))

    @property
    def bounds(self) -> dict[str, tuple[float, float]]:
        """Floor and cap of every component whose share is limited."""
        return {
            name: (float(low), float(high))
            for name, (low, high) in zip(self.mix.components, self.ends, strict=True)
            if low > 0 or high < 1
        }

    @property
    def names(self) -> tuple[str, ...]:
        """The limits in words: first those on shares, then the gates."""
        return (*(f"share of {name} {_range(*ends)}" for name, ends in self.bounds.items()), *map(str, self.gates))

    def broken(self, shares: Array) -> Flags:
        """Which limits blends (J, k) break, (J, limits); a rounding error does not decide."""
        beyond = self._margins_of_shares(shares) < -_SLACK
        scores = self._gated(shares)
        outside = [~gate.passes(column) for gate, column in zip(self.gates, scores, strict=True)]
        return np.column_stack([beyond, *outside])

    def margins(self, shares: Array) -> Array:
        """How far blends (J, k) keep from each limit, (J, limits); negative where one is broken.

        In shares of the effort for bounds, in shares of the scale for gates.
        """
        model, columns = self.mix.model, []
        for gate, scores in zip(self.gates, self._gated(shares), strict=True):
            j = model.criteria.index(gate.criterion)
            above = (scores - gate.limit) / (model.scale_high[j] - model.scale_low[j])
            columns.append(above if gate.sense == ">=" else -above)
        return np.column_stack([self._margins_of_shares(shares), *columns])

    def _margins_of_shares(self, shares: Array) -> Array:
        bounded = [self.mix.components.index(name) for name in self.bounds]
        low, high = self.ends[bounded].T
        return np.asarray(np.minimum(shares[:, bounded] - low, high - shares[:, bounded]))

    def _gated(self, shares: Array) -> list[Array]:
        """Natural scores (J,) on the criterion of each gate."""
        if not self.gates:
            return []
        natural = self.mix.model.natural(self.mix.natural_share(shares))
        return [natural[:, self.mix.model.criteria.index(gate.criterion)] for gate in self.gates]

    def allow(self, shares: Array) -> Flags:
        """Which blends (J, k) respect every limit, (J,)."""
        if not self.bounds and not self.gates:
            return np.ones(len(shares), dtype=np.bool_)
        return np.asarray(~self.broken(shares).any(axis=1))

    def candidates(self, steps: int) -> Array:
        """Permitted blends (J, k): of the lattice and the corners of the bounds; where none is, one between them.

        Raises
        ------
        ArgumentError
            If nothing respects the limits, naming the one that alone admits nothing, or the fewest that clash.
        """
        points = lattice(len(self.ends), steps)
        if self.bounds:
            points = np.unique(np.concatenate([points, vertices(self.ends)]).round(12), axis=0)
        permitted = points[self.allow(points)]
        return permitted if len(permitted) else self._between(points, 1.0 / steps)[None]

    def too_coarse(self, steps: int) -> ArgumentError:
        """The fault of limits that no point of the lattice respects: they clash, or points are too far apart."""
        try:
            self.candidates(steps)
        except ArgumentError as clash:
            return clash
        limits = ", ".join(self.names)
        return ArgumentError(f"Only blends between the points of {steps} steps pass {limits}. Take more steps.")

    def _between(self, points: Array, step: float) -> Array:
        """A permitted blend (k,) where none of `points` is one."""
        margins, broken = self.margins(points), self.broken(points)
        every = range(margins.shape[1])
        found: Array = points[0]
        for some in (list(names) for size in every for names in combinations(every, size + 1)):
            if broken[:, some].any(axis=1).all():
                found = self._widest(points[margins[:, some].min(axis=1).argmax()], some, step)
                if self.broken(found[None])[0, some].any():
                    raise ArgumentError(self._clash(some, found))
        return found

    def _widest(self, start: Array, some: list[int], step: float) -> Array:
        """The blend (k,) that keeps farthest from some of the limits."""
        return climb(lambda shares: self.margins(shares)[:, some].min(axis=1), start, step)[0]

    def _clash(self, some: list[int], nearest: Array) -> str:
        """The fault of limits that nothing respects; `nearest` (k,) comes closest."""
        names, gate = [self.names[i] for i in some], some[0] - len(self.bounds)
        if len(some) > 1:
            return f"No blend passes {', '.join(names)} together; each of them alone can be met. Loosen one of them."
        # One bound alone always leaves some shares, so that a lone culprit is a gate.
        score = self._gated(nearest[None])[gate][0]
        return f"No blend passes the gate {names[0]}: {score:.4g} is the nearest that any comes to it. Loosen it."


def climb(
    height: Callable[[Array], Array], start: Array, step: float, ends: Array | None = None, reach: int = 2
) -> tuple[Array, float]:
    """The highest point (k,) that a compass search from `start` finds, and its height.

    Moves take effort from some components to others, each by up to `reach` steps and never beyond floors and caps
    `ends` (k, 2); where none gains, the step is halved. It needs no gradient, so kinks do not mislead it.
    Source: Kolda, Lewis & Torczon 2003, SIAM Review 45(3).
    """
    low, high = np.tile([0.0, 1.0], (len(start), 1)).T if ends is None else ends.T
    moves = _moves(len(start), reach)
    shares, top = start, float(height(start[None])[0])
    while step > _FINEST:
        with np.errstate(divide="ignore", invalid="ignore"):
            room = np.where(moves > 0, (high - shares) / moves, np.where(moves < 0, (low - shares) / moves, np.inf))
        tries = (shares + np.minimum(step, room.min(axis=1))[:, None] * moves).clip(low, high)
        heights = height(tries)
        best = int(np.argmax(heights))
        if heights[best] > top + 1e-12:
            shares, top = tries[best] / tries[best].sum(), float(heights[best])
        else:
            step /= 2.0
    return shares, top


@cache
def _moves(k: int, reach: int) -> Array:
    """Every way (moves, k) to take whole steps from some of k components to others, up to `reach` each."""
    steps = product(range(-reach, reach + 1), repeat=k)
    return np.array([move for move in steps if sum(move) == 0 and any(move)], dtype=np.float64)


def _range(low: float, high: float) -> str:
    if low <= 0:
        return f"<= {high:g}"
    return f">= {low:g}" if high >= 1 else f"from {low:g} to {high:g}"
