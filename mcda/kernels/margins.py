"""Distributions on least, most likely and greatest values: their quantiles, and normal errors turned into them.

A distribution is worked out on [0, 1], where it has one parameter: the place c of its most likely value.
"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

DISTRIBUTIONS = ("pert", "triangular", "uniform")
REACH = 8.0
"""Standard normal errors beyond this, one in 10^15, count as this."""
STEPS = 64
"""Table entries a standard deviation: straight lines between them err by less than 1e-4 of the range."""


def quantile(distribution: str, c: Array, u: Array) -> Array:
    """The value in [0, 1] below which a share `u` lies; `c` and `u` broadcast.

    PERT is the beta distribution with parameters 1 + 4c and 5 - 4c (Malcolm, Roseboom, Clark & Fazar 1959,
    Operations Research 7(5)).
    """
    if distribution == "uniform":
        return np.broadcast_to(u, np.broadcast_shapes(c.shape, u.shape))
    if distribution == "triangular":
        return np.where(u < c, np.sqrt(u * c), 1.0 - np.sqrt((1.0 - u) * (1.0 - c)))
    from scipy.special import betaincinv  # noqa: PLC0415  a ranking need not wait for it

    return np.asarray(betaincinv(1.0 + 4.0 * c, 5.0 - 4.0 * c, u))


def normal_tables(distribution: str, c: Array) -> Array:
    """Values (k, 2 · REACH · STEPS + 1) that standard normal errors turn into, for each place c (k,)."""
    from scipy.special import ndtr  # noqa: PLC0415  a ranking need not wait for it

    z = np.linspace(-REACH, REACH, int(2 * REACH * STEPS) + 1)
    return np.asarray(quantile(distribution, c[:, None], ndtr(z)))


def from_normal(tables: Array, rows: npt.NDArray[np.intp], z: Array) -> Array:
    """Values (…, cells) of standard normal errors z (…, cells), cell by cell from row `rows` (cells,) of the tables.

    Straight lines between entries, so that a greater error never gives a smaller value.
    """
    place = (np.clip(z, -REACH, REACH) + REACH) * STEPS
    left = np.minimum(place.astype(np.intp), tables.shape[1] - 2)
    at = left + rows * tables.shape[1]
    below, above = tables.take(at), tables.take(at + 1)
    return np.asarray(below + (place - left) * (above - below))
