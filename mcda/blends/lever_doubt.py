"""Sets of levers in random draws: how often each comes first, and what it may cost in hindsight."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.lever_search import Field
from mcda.draws import DrawPlan
from mcda.kernels.additive import weighted_sum

Array = npt.NDArray[np.float64]
Members = npt.NDArray[np.bool_]
_TIE = 1e-9
"""Points of 100 by which equal scores may differ through rounding."""


def doubt_by_level(
    field: Field,
    frontier: pd.DataFrame,
    candidates: Members,
    rule: str,
    draws: int,
    seed: int,
    sources: tuple[str, ...],
) -> pd.DataFrame:
    """The frontier with `p_first`, `p_error`, `mean_regret` and `worst_regret`, its sets chosen anew by the rule.

    `candidates` (F, k) stand in rising order of effort. At each budget of the frontier the rule chooses among those
    that take no more; a budget that changes nothing is left out.
    """
    scores, rivals = drawn_scores(field, candidates, draws, seed, sources)
    efforts, likely = candidates @ field.efforts, field.scores(candidates)
    nothing = float(frontier["score"].iloc[0] - frontier["gain"].iloc[0])
    p_first = (scores >= rivals[:, None] - _TIE).mean(axis=0)
    rows = []
    before = -1
    for level in frontier["budget"]:
        open_to = int(np.searchsorted(efforts, level + 1e-9, side="right"))
        lost = scores[:, :open_to].max(axis=1, keepdims=True) - scores[:, :open_to]
        wanted = {"score": likely[:open_to], "p_first": p_first[:open_to], "regret": -lost.max(axis=0)}[rule]
        best = _first_best(wanted, efforts[:open_to], likely[:open_to])
        if best == before:
            continue
        before = best
        rows.append(
            {
                "budget": float(level),
                "effort": float(efforts[best]),
                "levers": field.named(candidates[best]),
                "score": float(likely[best]),
                "gain": float(likely[best]) - nothing if candidates[best].any() else 0.0,
                "p_first": float(p_first[best]),
                "p_error": float(np.sqrt(p_first[best] * (1 - p_first[best]) / draws)),
                "mean_regret": float(lost[:, best].mean()),
                "worst_regret": float(lost[:, best].max()),
            }
        )
    return pd.DataFrame(rows)


def drawn_scores(
    field: Field, candidates: Members, draws: int, seed: int, sources: tuple[str, ...]
) -> tuple[Array, Array]:
    """Points (draws, F) of sets of levers, and of the best other option (draws,); -inf where there is none."""
    platform = field.platform
    model = platform.model
    others = [model.options.index(name) for name in platform.case.choices if name != platform.option]
    held = field.held(candidates)
    scores, rivals = [], []
    for block in DrawPlan(model, platform.weights, seed, sources).blocks(draws):
        scores.append(platform.scores(block.levels, held, block.weights))
        values = model.values(model.compose(block.levels))[:, others]
        best = 100.0 * weighted_sum(values, block.weights)
        rivals.append(best.max(axis=1, initial=-np.inf))
    return np.concatenate(scores), np.concatenate(rivals)


def _first_best(wanted: Array, efforts: Array, likely: Array) -> int:
    """The place with the most of what is wanted; of equals the least effort, then the best score."""
    tied = np.flatnonzero(wanted >= wanted.max() - 1e-12)
    return int(tied[np.lexsort((-likely[tied], efforts[tied]))[0]])
