"""Ranks with a tolerance, because exact float equality splits true ties."""

import numpy as np
import numpy.typing as npt

TOLERANCE = 1e-9
"""Scores closer than this share of the score range are a tie."""


def ranks(scores: npt.NDArray[np.float64], *, higher_is_better: bool = True) -> npt.NDArray[np.int64]:
    """Rank of each score along the last axis: 1 = best, ties share the better rank.

    `scores` is (…, m), the answer (…, m). Neighbours in score order that lie within the tolerance are tied, so
    the order in which a sort leaves equal scores does not matter.
    """
    ordered_scores = -scores if higher_is_better else scores
    order = np.argsort(ordered_scores, axis=-1)
    ascending = np.take_along_axis(ordered_scores, order, axis=-1)
    width = TOLERANCE * (ascending[..., -1:] - ascending[..., :1])
    places = np.empty(scores.shape, dtype=np.int64)
    places[...] = np.arange(1, scores.shape[-1] + 1)
    tied = ascending[..., 1:] - ascending[..., :-1] <= width
    if tied.any():
        places[..., 1:][tied] = 0
        np.maximum.accumulate(places, axis=-1, out=places)
    answer = np.empty_like(places)
    np.put_along_axis(answer, order, places, axis=-1)
    return answer
