"""The simplex-lattice design {k, steps}: every mix of k components in whole steps."""

from itertools import combinations

import numpy as np
import numpy.typing as npt

from mcda.errors import ArgumentError


def lattice(k: int, steps: int) -> npt.NDArray[np.float64]:
    """Shares (points, k) that are multiples of 1 / steps and sum to 1; the first component's share rises slowest.

    Source: Scheffé 1958, Journal of the Royal Statistical Society B 20(2).

    Raises
    ------
    ArgumentError
        If k is not 2 to 4 or steps is below 1.

    Examples
    --------
    >>> lattice(2, 4)[:, 0]
    array([0.  , 0.25, 0.5 , 0.75, 1.  ])
    >>> len(lattice(3, 50))
    1326
    """
    if k not in (2, 3, 4):
        raise ArgumentError(f"{k} components; a blend has two to four.")
    if steps < 1:
        raise ArgumentError(f"steps = {steps}; at least 1 is needed.")
    # Stars and bars: k - 1 bars among steps + k - 1 places, the gaps between them are the shares.
    bars = np.array(list(combinations(range(steps + k - 1), k - 1)))
    fences = np.column_stack([np.full(len(bars), -1), bars, np.full(len(bars), steps + k - 1)])
    return np.asarray((np.diff(fences, axis=1) - 1) / steps)
