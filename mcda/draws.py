"""Random draws of facts, assumptions and weights, the same for a seed whatever the chunking.

Draws come in blocks of fixed size. The stream of a block is a pure function of the seed, the block's number
and the source of doubt (facts, assumptions, weights), so that switching one source off leaves the others'
draws as they were, the first thousand of ten thousand draws are the first thousand, and any process may make any
block.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt

from mcda.errors import ArgumentError
from mcda.facts import Assumptions, FactModel, Levels
from mcda.kernels.margins import DISTRIBUTIONS, from_normal, normal_tables, quantile
from mcda.weights.weighting import Weighting

Array = npt.NDArray[np.float64]
BLOCK = 1000
SOURCES = ("facts", "assumptions", "weights")


@dataclass(frozen=True)
class Draw:
    """One block: scored facts and assumptions ready to compose, and weights (S, n)."""

    levels: Levels
    weights: Array


@dataclass(frozen=True, eq=False)
class DrawPlan:
    """All that draws depend on; can be sent to another process, which then makes the same blocks.

    Attributes
    ----------
    model
        Facts of a case in a scenario.
    weights
        A weight set, drawn from its ranges, or a space of weights; over the criteria of the model.
    seed
        A whole number of at least 0.
    sources
        What is drawn: any of `facts`, `assumptions`, `weights`. A source that is not named stays at its most likely
        value, weights at those of the set or at the centre of the space.
    distribution
        Of scores, effects of levers, and assumptions, on their (low, mode, high): `pert`, `triangular`, or `uniform`
        from low to high. A cell of which nothing is known is uniform over the whole scale.
    correlation
        ρ from 0 to below 1, of the errors within one option over the criteria. Optimism is shared: where ρ is above
        0, an option that turns out well on one criterion tends to turn out well on the others too, so errors go
        together in value, and a criterion where less is better errs the other way. A Gaussian copula: normal errors
        √ρ · (one of the option) + √(1 - ρ) · (one of the cell), turned into each cell's own distribution; ρ is the
        correlation of the normal errors. Levers and assumptions err independently.

    Raises
    ------
    ArgumentError
        With every argument that is not allowed.
    """

    model: FactModel
    weights: Weighting
    seed: int = 0
    sources: tuple[str, ...] = SOURCES
    distribution: str = "pert"
    correlation: float = 0.0

    def __post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise ArgumentError("\n".join(faults))

    def block(self, number: int) -> Draw:
        """Block `number`, counted from 0: BLOCK draws.

        Raises
        ------
        ArgumentError
            If `number` is no whole number of at least 0.
        """
        if not _is_whole(number) or number < 0:
            raise ArgumentError(f"block = {number!r}; a whole number of at least 0 is needed.")
        rngs = {
            source: np.random.Generator(np.random.Philox(np.random.SeedSequence([self.seed, number, place])))
            for place, source in enumerate(SOURCES)
        }
        model = self.model
        scores = np.broadcast_to(model.mode.scores, (BLOCK, *model.mode.scores.shape))
        effects = np.broadcast_to(model.mode.effects, (BLOCK, *model.mode.effects.shape))
        assumptions = model.mode.assumptions.each(lambda likely: np.full(BLOCK, likely))
        weights = np.broadcast_to(self.weights.weights, (BLOCK, len(self.weights.criteria)))
        if "facts" in self.sources:
            scores = self._scores(rngs["facts"])
            effects = self._within(rngs["facts"], model.low.effects, model.mode.effects, model.high.effects)
        if "assumptions" in self.sources:
            drawn = partial(self._within, rngs["assumptions"])
            low, mode, high = (level.assumptions for level in (model.low, model.mode, model.high))
            assumptions = Assumptions(
                drawn(low.coordination, mode.coordination, high.coordination),
                drawn(low.returns, mode.returns, high.returns),
                drawn(low.synergy, mode.synergy, high.synergy),
                drawn(low.first_mover_cost, mode.first_mover_cost, high.first_mover_cost),
            )
        if "weights" in self.sources:
            weights = self.weights.sample(rngs["weights"], BLOCK)
        return Draw(Levels(scores, effects, assumptions), weights)

    def blocks(self, draws: int) -> Iterator[Draw]:
        """Blocks that hold `draws` draws together; the last may be cut.

        Raises
        ------
        ArgumentError
            If `draws` is no whole number of at least 1.
        """
        wanted = checked_draws(draws)
        return (
            _truncated(self.block(number), min(BLOCK, wanted - start))
            for number, start in enumerate(range(0, wanted, BLOCK))
        )

    def _scores(self, rng: np.random.Generator) -> Array:
        model = self.model
        if self.correlation:
            return self._correlated(rng)
        scores = self._within(rng, model.low.scores, model.mode.scores, model.high.scores)
        return np.where(model.unknown, rng.random(scores.shape), scores)

    def _within(self, rng: np.random.Generator, low: float | Array, mode: float | Array, high: float | Array) -> Array:
        """Independent draws (BLOCK, …)."""
        if self.distribution == "pert":
            return pert(rng, low, mode, high)
        low, place, width = _places(low, mode, high)
        return np.asarray(low + width * quantile(self.distribution, place, rng.random((BLOCK, *low.shape))))

    def _correlated(self, rng: np.random.Generator) -> Array:
        shape = self.model.mode.scores.shape
        shared = rng.standard_normal((BLOCK, shape[0], 1))
        own = rng.standard_normal((BLOCK, *shape))
        errors = np.sqrt(self.correlation) * shared + np.sqrt(1.0 - self.correlation) * own
        tables, rows, low, width = self._margins
        places = from_normal(tables, rows, (errors * self.model.signs).reshape(BLOCK, -1))
        return np.asarray(low + width * places.reshape(BLOCK, *shape))

    @cached_property
    def _margins(self) -> tuple[Array, npt.NDArray[np.intp], Array, Array]:
        """Tables of quantiles, the table's row for each cell, and where each cell's range starts and how wide it is."""
        model = self.model
        low, place, width = _places(model.low.scores, model.mode.scores, model.high.scores)
        # Alike places share a table, and all unknown cells one more: the last.
        some, rows = np.unique(place.round(12), return_inverse=True)
        uniform = normal_tables("uniform", np.zeros(1))
        tables = np.concatenate([normal_tables(self.distribution, some), uniform])
        rows = np.where(model.unknown, len(some), rows.reshape(place.shape))
        return tables, rows.ravel(), np.where(model.unknown, 0.0, low), np.where(model.unknown, 1.0, width)


def draw_blocks(
    model: FactModel,
    weights: Weighting,
    draws: int,
    seed: int = 0,
    sources: tuple[str, ...] = SOURCES,
    *,
    distribution: str = "pert",
    correlation: float = 0.0,
) -> Iterator[Draw]:
    """Blocks that hold `draws` draws together. Arguments as in `DrawPlan`.

    Raises
    ------
    ArgumentError
        If `draws` is no whole number of at least 1, or as `DrawPlan`.
    """
    return DrawPlan(model, weights, seed, sources, distribution, correlation).blocks(draws)


def checked_draws(draws: int) -> int:
    """A number of draws.

    Raises
    ------
    ArgumentError
        If it is no whole number of at least 1.
    """
    if not _is_whole(draws) or draws < 1:
        raise ArgumentError(f"draws = {draws!r}; a whole number of at least 1 is needed.")
    return int(draws)


def pert(
    rng: np.random.Generator,
    low: float | Array,
    mode: float | Array,
    high: float | Array,
) -> Array:
    """Draws (BLOCK, …) from PERT distributions: beta with mean (low + 4 mode + high) / 6.

    Source: Malcolm, Roseboom, Clark & Fazar 1959, Operations Research 7(5), with shape 4.
    """
    low, mode, high = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in (low, mode, high)))
    width = high - low
    safe = np.where(width > 0, width, 1.0)
    alpha = 1.0 + 4.0 * (mode - low) / safe
    beta = 1.0 + 4.0 * (high - mode) / safe
    return np.asarray(low + width * rng.beta(alpha, beta, size=(BLOCK, *low.shape)))


def _truncated(draw: Draw, size: int) -> Draw:
    levels = Levels(
        draw.levels.scores[:size],
        draw.levels.effects[:size],
        draw.levels.assumptions.each(lambda drawn: drawn[:size]),
    )
    return replace(draw, levels=levels, weights=draw.weights[:size])


def _places(low: float | Array, mode: float | Array, high: float | Array) -> tuple[Array, Array, Array]:
    """Where a range starts, the place of its most likely value from 0 to 1, and its width."""
    low, mode, high = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in (low, mode, high)))
    width = high - low
    return low, (mode - low) / np.where(width > 0, width, 1.0), width


def _is_whole(number: object) -> bool:
    return isinstance(number, int | np.integer) and not isinstance(number, bool)


def _faults(plan: DrawPlan) -> Iterator[str]:
    if tuple(plan.weights.criteria) != plan.model.criteria:
        yield f"Weights over {', '.join(plan.weights.criteria)}; the criteria are {', '.join(plan.model.criteria)}."
    if not _is_whole(plan.seed) or plan.seed < 0:
        yield f"seed = {plan.seed!r}; a whole number of at least 0 is needed."
    if isinstance(plan.sources, str):
        yield f"sources = {plan.sources!r}; a tuple of some of these is needed: {', '.join(SOURCES)}."
    else:
        unknown = [source for source in plan.sources if source not in SOURCES]
        yield from (f"No source of doubt {source!r}. Sources: {', '.join(SOURCES)}." for source in unknown)
    if plan.distribution not in DISTRIBUTIONS:
        yield f"No distribution {plan.distribution!r}. Distributions: {', '.join(DISTRIBUTIONS)}."
    rho = plan.correlation
    if isinstance(rho, bool) or not isinstance(rho, int | float | np.number) or not 0 <= rho < 1:
        yield f"correlation = {rho!r}; a number from 0 to below 1 is needed."
