"""Ranks with a tolerance, because exact float equality splits true ties."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int64]

TOLERANCE = 1e-9
"""Scores closer than this share of the score range are a tie."""
LONG = 4096
"""Rows this long go one by one: their intermediate arrays then stay in the cache, which halves the time."""
MOST_PACKED = 2**20
"""Up to this many scores a place fits into the digits that the tolerance leaves unused."""


def ranks(scores: Array, *, higher_is_better: bool = True) -> Ranks:
    """Rank of each score along the last axis: 1 = best, ties share the better rank.

    `scores` is (…, m), the answer (…, m). Neighbours in score order that lie within the tolerance are tied, so
    the order in which a sort leaves equal scores does not matter.
    """
    if scores.ndim > 1 and scores.shape[-1] >= LONG:
        answer = np.empty(scores.shape, dtype=np.int64)
        for row in np.ndindex(scores.shape[:-1]):
            answer[row] = ranks(scores[row], higher_is_better=higher_is_better)
        return answer
    order, tied = _in_order(scores, higher_is_better=higher_is_better)
    places = np.empty(scores.shape, dtype=np.int64)
    places[...] = np.arange(1, scores.shape[-1] + 1)
    if tied.any():
        places[..., 1:][tied] = 0
        np.maximum.accumulate(places, axis=-1, out=places)
    return _back(places, order)


def dense_ranks(scores: Array) -> Ranks:
    """Rank of each score along the last axis, 1 = highest, without gaps: after a tie the next rank follows."""
    order, tied = _in_order(scores, higher_is_better=True)
    places = np.ones(scores.shape, dtype=np.int64)
    np.cumsum(~tied, axis=-1, out=places[..., 1:])
    places[..., 1:] += 1
    return _back(places, order)


def _back(places: Ranks, order: Ranks) -> Ranks:
    """Places in score order, put where the scores stand."""
    answer = np.empty_like(places)
    if places.ndim == 1:
        answer[order] = places
    else:
        np.put_along_axis(answer, order, places, axis=-1)
    return answer


def _in_order(scores: Array, *, higher_is_better: bool) -> tuple[Ranks, npt.NDArray[np.bool_]]:
    """Who is in each place (…, m), and whether each but the first is tied with the one before (…, m - 1)."""
    gap = _gaps(scores, higher_is_better=higher_is_better)
    ascending, order = _packed_sort(gap) if scores.shape[-1] <= MOST_PACKED else _plain_sort(gap)
    return order, ascending[..., 1:] - ascending[..., :-1] <= TOLERANCE


def _gaps(scores: Array, *, higher_is_better: bool) -> Array:
    """1 for the best score up to 2 for the worst, by how far each falls behind as a share of the range."""
    best = scores.max(axis=-1, keepdims=True)
    worst = scores.min(axis=-1, keepdims=True)
    span = best - worst
    if span.size and not span.min() > 0:
        span = np.where(span > 0, span, 1.0)
    gap: Array = np.subtract(best, scores, order="C") if higher_is_better else np.subtract(scores, worst, order="C")
    gap /= span
    gap += 1.0
    return gap


def _packed_sort(gap: Array) -> tuple[Array, Ranks]:
    """Gaps in rising order, and who is in each place.

    Each place is written into the last binary digits of its gap, far below the tolerance, and sorted along with
    it: sorting plain numbers is several times faster than sorting places by them.
    """
    m = gap.shape[-1]
    digits = np.uint64((1 << max(1, (m - 1).bit_length())) - 1)
    words = gap.view(np.uint64)
    words &= ~digits
    words |= np.arange(m, dtype=np.uint64)
    gap.sort(axis=-1)
    order = (words & digits).astype(np.int64)
    words &= ~digits
    return gap, order


def _plain_sort(gap: Array) -> tuple[Array, Ranks]:
    order = np.argsort(gap, axis=-1)
    return np.take_along_axis(gap, order, axis=-1), order
