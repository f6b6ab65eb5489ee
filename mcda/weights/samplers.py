"""Which way of drawing weights serves a space: exact where that is possible or cheap, hit-and-run else."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from mcda.errors import ArgumentError
from mcda.kernels.sampling import (
    LONGEST,
    Body,
    Chains,
    hit_and_run,
    in_order,
    mean_in_order,
    uniform_above,
    uniform_weights,
    warmed,
)
from mcda.kernels.simplex import box_guesses
from mcda.weights.polytope import NARROWEST, Polytope, simplex_corners

Array = npt.NDArray[np.float64]
PILOT = 20_000
GOOD, CHEAP = 0.2, 0.001
"""Rejection is used where at least this share of the guesses is kept; nothing else is looked for above the first."""
MOST_GUESSES = 100_000
_PILOT_SEED = 20_261_123


@dataclass(frozen=True)
class Mixing:
    """How weights are drawn, and how good the draws are.

    Attributes
    ----------
    method
        `exponentials`, `sorted exponentials`, `gamma`, `mixed corners`, `rejection`, `one point` or `hit-and-run`.
    acceptance
        Share of guesses that are kept, estimated once; 1 where nothing is rejected.
    autocorrelation_time
        Of a hit-and-run chain, in steps; 0 for exact methods.
    steps, chains
        Steps from a warmed-up position to a draw, and the number of such positions; 0 for exact methods.
    """

    method: str
    acceptance: float = 1.0
    autocorrelation_time: float = 0.0
    steps: int = 0
    chains: int = 0

    @property
    def exact(self) -> bool:
        """Whether draws are independent and follow the space exactly."""
        return not self.steps

    def effective_size(self, draws: int) -> float:
        """How many independent draws so many draws are worth.

        Draws that started from the same warmed-up position share what they remember of it. With correlation ρ to
        that position, the variance of a mean grows by 1 + ρ² draws / chains; ρ is that of a first-order
        autoregressive chain with the same autocorrelation time.
        """
        if self.exact:
            return float(draws)
        memory = ((self.autocorrelation_time - 1.0) / (self.autocorrelation_time + 1.0)) ** self.steps
        return float(draws / (1.0 + memory**2 * draws / self.chains))


class Sampler(Protocol):
    """Draws weights, and says how."""

    @property
    def mixing(self) -> Mixing:
        """How weights are drawn."""

    @property
    def mean(self) -> Array | None:
        """(n,), where a formula gives it."""

    def sample(self, rng: np.random.Generator, draws: int) -> Array:
        """Weights (draws, n)."""


@dataclass(frozen=True, eq=False)
class Direct:
    """Uniform weights, perhaps folded into an order; or gamma draws around a centre."""

    n: int
    groups: tuple[tuple[int, ...], ...] = ()
    alphas: tuple[float, ...] = ()

    @property
    def mixing(self) -> Mixing:
        """How weights are drawn."""
        return Mixing("gamma" if self.alphas else "sorted exponentials" if self.groups else "exponentials")

    @property
    def mean(self) -> Array | None:
        """Mean (n,) of the weights."""
        if self.alphas:
            return np.array(self.alphas) / sum(self.alphas)
        return mean_in_order(self.n, self.groups)

    def sample(self, rng: np.random.Generator, draws: int) -> Array:
        """Weights (draws, n)."""
        if self.alphas:
            return rng.dirichlet(self.alphas, draws)
        weights = uniform_weights(rng, self.n, draws)
        return in_order(weights, self.groups) if self.groups else weights


@dataclass(frozen=True, eq=False)
class BoxGuesses:
    """Uniform weights in a box, where they meet the simplex; as many as fit out of those asked for."""

    low: Array
    high: Array

    def sample(self, rng: np.random.Generator, draws: int) -> Array:
        """Weights (at most `draws`, n)."""
        return box_guesses(rng, self.low, self.high, draws)


@dataclass(frozen=True, eq=False)
class Above:
    """Uniform weights with a least value each, some of them fixed at it."""

    low: Array
    free: npt.NDArray[np.bool_]

    def sample(self, rng: np.random.Generator, draws: int) -> Array:
        """Weights (draws, n)."""
        return uniform_above(rng, self.low, self.free, draws)


@dataclass(frozen=True, eq=False)
class OnePoint:
    """The only weights that the bounds leave."""

    point: Array

    @property
    def mixing(self) -> Mixing:
        """How weights are drawn."""
        return Mixing("one point")

    @property
    def mean(self) -> Array | None:
        """Mean (n,) of the weights."""
        return self.point

    def sample(self, rng: np.random.Generator, draws: int) -> Array:
        """Weights (draws, n), all the same."""
        return np.tile(self.point, (draws, 1))


@dataclass(frozen=True, eq=False)
class MixedCorners:
    """Uniform in a simplex: its corners (d + 1, n) mixed in uniform shares."""

    corners: Array

    @property
    def mixing(self) -> Mixing:
        """How weights are drawn."""
        return Mixing("mixed corners")

    @property
    def mean(self) -> Array | None:
        """Mean (n,) of the weights."""
        return np.asarray(self.corners.mean(axis=0))

    def sample(self, rng: np.random.Generator, draws: int) -> Array:
        """Weights (draws, n)."""
        return np.maximum(uniform_weights(rng, len(self.corners), draws) @ self.corners, 0.0)


Guesses = Direct | BoxGuesses | Above


@dataclass(frozen=True, eq=False)
class Rejection:
    """Guesses, of which those that keep the bounds are kept."""

    guesses: Guesses
    room: Polytope
    acceptance: float

    @property
    def mixing(self) -> Mixing:
        """How weights are drawn."""
        return Mixing("rejection", self.acceptance)

    @property
    def mean(self) -> Array | None:
        """No formula gives it."""
        return None

    def kept(self, rng: np.random.Generator, guesses: int) -> Array:
        """Those of so many guesses that keep the bounds."""
        drawn = self.guesses.sample(rng, guesses)
        return np.asarray(drawn[(drawn @ self.room.normals.T <= self.room.limits + 1e-12).all(axis=1)])

    def sample(self, rng: np.random.Generator, draws: int) -> Array:
        """Weights (draws, n)."""
        batch = min(int(1.2 * draws / self.acceptance) + 100, MOST_GUESSES)
        found = [self.kept(rng, batch)]
        while sum(map(len, found)) < draws:
            found.append(self.kept(rng, batch))
        return np.concatenate(found)[:draws]


@dataclass(frozen=True, eq=False)
class HitAndRun:
    """Chains inside the polytope, from positions warmed up once."""

    chains: Chains
    body: Body

    @property
    def mixing(self) -> Mixing:
        """How weights are drawn."""
        return Mixing("hit-and-run", 1.0, self.chains.time, self.chains.steps, len(self.chains.pool))

    @property
    def mean(self) -> Array | None:
        """No formula gives it."""
        return None

    def sample(self, rng: np.random.Generator, draws: int) -> Array:
        """Weights (draws, n), each from a chain of its own."""
        starts = self.chains.pool[rng.integers(len(self.chains.pool), size=draws)]
        ends = hit_and_run(rng, starts, self.chains.shape, self.body, self.chains.steps)
        return np.maximum(ends, 0.0)


def sampler_within(room: Polytope, direct: Direct) -> Sampler:
    """The cheapest way to draw from `direct` within bounds, found by a pilot whose seed never changes.

    Raises
    ------
    ArgumentError
        If neither an exact way is cheap nor chains mix, as where a Dirichlet distribution of little concentration piles
        up at the edges and bounds keep it from most of them.
    """
    if not room.dimension:
        return OnePoint(np.maximum(room.inside, 0.0))
    rng = np.random.Generator(np.random.Philox(_PILOT_SEED))
    tried = [
        Rejection(guesses, room, len(Rejection(guesses, room, 1.0).kept(rng, PILOT)) / PILOT)
        for guesses in _guesses(room, direct)
    ]
    best = max(tried, key=lambda one: one.acceptance, default=None)
    if best and best.acceptance >= GOOD:
        return best
    corners = None if direct.alphas else simplex_corners(room)
    if corners is not None:
        return MixedCorners(corners)
    if best and best.acceptance >= CHEAP:
        return best
    varying = np.abs(room.basis).max(axis=1) > 1e-9
    powers = np.where(varying, np.array(direct.alphas) - 1.0, 0.0) if direct.alphas else np.zeros(direct.n)
    body = Body(room.normals, room.limits, powers)
    chains = warmed(rng, room.vertices, room.inside, room.basis, body)
    if not chains.steps:
        raise ArgumentError(
            "Weights in this space cannot be drawn well: its bounds leave too little of it, and random walks inside "
            f"still remember their start after {LONGEST * room.dimension} steps. Loosen the bounds"
            + (", or raise the concentration of the Dirichlet distribution." if direct.alphas else ".")
        )
    return HitAndRun(chains, body)


def _guesses(room: Polytope, direct: Direct) -> list[Guesses]:
    """What may be guessed from: each covers the polytope, and no more dimensions than it has."""
    found: list[Guesses] = []
    if room.dimension == direct.n - 1:
        found.append(direct)
    low, high = room.vertices.min(axis=0), room.vertices.max(axis=0)
    free = high - low > NARROWEST
    low, high = np.where(free, low, room.inside), np.where(free, high, room.inside)
    if not direct.alphas and room.dimension == np.count_nonzero(free) - 1:
        found += [BoxGuesses(low, high), Above(low, free)]
    return found
