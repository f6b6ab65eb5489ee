"""From a raw score to a value between 0 (worst end of the fixed scale) and 1 (best end)."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def share_of_scale(raw: Array, low: Array, high: Array) -> Array:
    """Raw scores (…, n) as shares of their scales `low` to `high` (n,), in each criterion's own direction."""
    return np.asarray((raw - low) / (high - low))


def from_share(share: Array, low: Array, high: Array) -> Array:
    """Shares of the scale (…, n) back in natural units."""
    return np.asarray(low + share * (high - low))


def linear_value(share: Array, signs: npt.NDArray[np.int64]) -> Array:
    """Values (…, n) in [0, 1], 1 = best, from shares of the scale and directions of +1 or -1 (n,)."""
    return np.where(signs > 0, share, 1.0 - share)
