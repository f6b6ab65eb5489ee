"""A benefit that is complete only once the parts of a blend are aligned: what is in force before, and the mean."""

import numpy as np
import numpy.typing as npt

from mcda.kernels.composition import apply_rule, mixture

Array = npt.NDArray[np.float64]


def before_alignment(x: Array, s: Array, q: Array, leader: int, *, act_first: bool) -> Array:
    """What a blend brings (…) while only part `leader` is in force: the others bring nothing yet.

    `x` component scores (…, k) and `s` shares (…, k); `q` returns to share (…). It follows the rule `first`. Of two
    parts that is a · x where one acts first (a its activation), so that a share of 1 brings all it has, and
    s^q · x where they act together and all but the whole waits.
    """
    alone = np.zeros_like(x)
    alone[..., leader] = x[..., leader]
    return apply_rule(mixture(alone, s, q), "first", 1, np.zeros(()), act_first=act_first)


def averaged_over_time(early: Array, joint: Array, lagged: float | Array) -> Array:
    """Mean of `early` over the share `lagged` of a horizon and of `joint` over the rest; all broadcast."""
    return np.asarray(lagged * early + (1.0 - lagged) * joint)
