"""Random draws of facts, assumptions and weights, the same for a seed whatever the chunking.

Draws come in blocks of fixed size. The stream of a block is a pure function of the seed, the block's number
and the source of doubt (facts, assumptions, weights), so that switching one source off leaves the others'
draws as they were, and the first thousand of ten thousand draws are the first thousand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from mcda.errors import ArgumentError
from mcda.facts import Assumptions, FactModel, Levels
from mcda.weights import WeightSet

Array = npt.NDArray[np.float64]
BLOCK = 1000
SOURCES = ("facts", "assumptions", "weights")


@dataclass(frozen=True)
class Draw:
    """One block: scored facts and assumptions ready to compose, and weights (S, n)."""

    levels: Levels
    weights: Array


def draw_blocks(
    model: FactModel,
    weights: WeightSet,
    draws: int,
    seed: int = 0,
    sources: tuple[str, ...] = SOURCES,
) -> Iterator[Draw]:
    """Blocks that hold `draws` draws together; a source that is not named stays at its most likely value.

    Scores and assumptions follow PERT distributions on (low, mode, high), weights are uniform in their ranges.
    A cell of which nothing is known is uniform over the whole scale.

    Raises
    ------
    ArgumentError
        If `draws` is not a positive whole number, the seed is negative, or a source is unknown.
    """
    if isinstance(draws, bool) or not isinstance(draws, int | np.integer) or draws < 1:
        raise ArgumentError(f"draws = {draws!r}; a whole number of at least 1 is needed.")
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise ArgumentError(f"seed = {seed!r}; a whole number of at least 0 is needed.")
    unknown = [source for source in sources if source not in SOURCES]
    if unknown:
        raise ArgumentError(f"No source of doubt {unknown[0]!r}. Sources: {', '.join(SOURCES)}.")
    for block, start in enumerate(range(0, draws, BLOCK)):
        size = min(BLOCK, draws - start)
        yield _truncated(_block(model, weights, seed, block, sources), size)


def _block(model: FactModel, weights: WeightSet, seed: int, block: int, sources: tuple[str, ...]) -> Draw:
    streams = {
        source: np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, block, number])))
        for number, source in enumerate(SOURCES)
    }
    scores = np.broadcast_to(model.mode.scores, (BLOCK, *model.mode.scores.shape))
    effects = np.broadcast_to(model.mode.effects, (BLOCK, *model.mode.effects.shape))
    assumptions = model.mode.assumptions.each(lambda number: np.full(BLOCK, number))
    if "facts" in sources:
        rng = streams["facts"]
        scores = pert(rng, model.low.scores, model.mode.scores, model.high.scores)
        scores = np.where(model.unknown, rng.random(scores.shape), scores)
        effects = pert(rng, model.low.effects, model.mode.effects, model.high.effects)
    if "assumptions" in sources:
        rng = streams["assumptions"]
        low, mode, high = (level.assumptions for level in (model.low, model.mode, model.high))
        assumptions = Assumptions(
            pert(rng, low.coordination, mode.coordination, high.coordination),
            pert(rng, low.returns, mode.returns, high.returns),
            pert(rng, low.synergy, mode.synergy, high.synergy),
            pert(rng, low.first_mover_cost, mode.first_mover_cost, high.first_mover_cost),
        )
    if "weights" in sources:
        drawn = weights.sample(streams["weights"], BLOCK)
    else:
        drawn = np.broadcast_to(weights.weights, (BLOCK, weights.weights.size))
    return Draw(Levels(scores, effects, assumptions), drawn)


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
