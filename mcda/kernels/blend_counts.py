"""What scores of blends in draws come to: how often each is best or nearly so, and how much it loses."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
TIE = 1e-9
_MOST = 255
"""Rows that may be counted in one byte."""


class BlendCounts(NamedTuple):
    """Sums over draws; joining two gives the sums over the draws of both.

    Attributes
    ----------
    draws
        Number of draws.
    best, near
        (J,) draws in which a blend is best (blends that tie share a draw) or within the tolerance of the best.
    score, loss
        (J,) sums of its score, and of what it lacks to the best blend of the draw.
    most
        (J,) the most that it lacks in any draw.
    """

    draws: int
    best: Array
    near: Array
    score: Array
    loss: Array
    most: Array

    def joined(self, other: "BlendCounts") -> "BlendCounts":
        """The counts of both."""
        return BlendCounts(
            draws=self.draws + other.draws,
            best=self.best + other.best,
            near=self.near + other.near,
            score=self.score + other.score,
            loss=self.loss + other.loss,
            most=np.maximum(self.most, other.most),
        )


def blend_counts(scores: Array, tolerance: float) -> BlendCounts:
    """Counts of scores (S, J)."""
    draws, blends = scores.shape
    loss = scores.max(axis=1, keepdims=True) - scores
    rows, columns = np.divmod(np.flatnonzero(loss <= TIE), blends)
    shared = 1.0 / np.bincount(rows, minlength=draws)
    near = np.zeros(blends)
    for start in range(0, draws, _MOST):  # bytes add several times faster than truth values
        near += (loss[start : start + _MOST] <= tolerance + TIE).view(np.uint8).sum(axis=0, dtype=np.uint8)
    return BlendCounts(
        draws=draws,
        best=np.asarray(np.bincount(columns, shared[rows], blends), dtype=np.float64),
        near=near,
        score=scores.sum(axis=0),
        loss=loss.sum(axis=0),
        most=loss.max(axis=0),
    )
