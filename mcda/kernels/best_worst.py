"""The nonlinear best-worst model in closed form.

Let r = w_B / w_W and x_j = w_j / w_W. A deviation ξ can be kept to when

    a_BW - ξ ≤ r ≤ a_BW + ξ,  a_jW - ξ ≤ x_j ≤ a_jW + ξ,  a_Bj - ξ ≤ r / x_j ≤ a_Bj + ξ.

The last says r / (a_Bj + ξ) ≤ x_j ≤ r / (a_Bj - ξ), the upper end being infinite where a_Bj ≤ ξ. Given r, each x_j
is free of the others, and there is one when (a_Bj - ξ)⁺ (a_jW - ξ)⁺ ≤ r ≤ (a_Bj + ξ)(a_jW + ξ). So ξ is possible when
the largest of these lower ends is at most the smallest upper end; the first falls in ξ and the second rises, hence
bisection. At the least ξ the two meet, so r is one number, and the possible weights are a box in x.
"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

# Each halves the interval of ξ, which begins as wide as the largest answer: the last ones change no bit.
_HALVINGS = 120


def least_deviation(best_over_worst: Array, over: Array, under: Array) -> tuple[Array, Array]:
    """Least ξ (…), and the ratio (…) of the best weight to the worst there.

    `best_over_worst` (…); `over` and `under` (…, k) are the best over each other criterion, and each of those over
    the worst, all at least 1.
    """
    # With ξ as large as the largest answer nothing is bounded from below any more.
    high = np.maximum(best_over_worst, np.maximum(over, under).max(axis=-1, initial=1.0))
    high = np.where(_fits(np.zeros_like(high), best_over_worst, over, under), 0.0, high)
    low = np.zeros_like(high)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        fits = _fits(middle, best_over_worst, over, under)
        low, high = np.where(fits, low, middle), np.where(fits, middle, high)
    least, most = _ratio_bounds(high, best_over_worst, over, under)
    return high, (least + most) / 2.0


def weight_intervals(xi: Array, ratio: Array, over: Array, under: Array) -> Array:
    """Least and greatest weight (…, k + 2, 2) of the best, the worst and the other criteria at deviation ξ (…).

    A weight is least when its own x is least and all others are greatest.
    """
    ends = np.stack([ratio, np.ones_like(ratio)], axis=-1)
    xi, ratio = xi[..., None], ratio[..., None]
    upper_end = np.divide(ratio, over - xi, out=np.full(np.shape(over - xi), np.inf), where=over > xi)
    most = np.concatenate([ends, np.minimum(under + xi, upper_end)], axis=-1)
    # Where ξ leaves one x only, rounding may put its ends in the wrong order.
    least = np.minimum(np.concatenate([ends, np.maximum(under - xi, ratio / (over + xi))], axis=-1), most)
    low = least / (least + most.sum(axis=-1, keepdims=True) - most)
    high = most / (most + least.sum(axis=-1, keepdims=True) - least)
    return np.stack([low, np.maximum(low, high)], axis=-1)


def _fits(xi: Array, best_over_worst: Array, over: Array, under: Array) -> npt.NDArray[np.bool_]:
    least, most = _ratio_bounds(xi, best_over_worst, over, under)
    return np.asarray(least <= most)


def _ratio_bounds(xi: Array, best_over_worst: Array, over: Array, under: Array) -> tuple[Array, Array]:
    wide = xi[..., None]
    lower = (np.maximum(over - wide, 0.0) * np.maximum(under - wide, 0.0)).max(axis=-1, initial=0.0)
    upper = ((over + wide) * (under + wide)).min(axis=-1, initial=np.inf)
    return np.maximum(best_over_worst - xi, lower), np.minimum(best_over_worst + xi, upper)
