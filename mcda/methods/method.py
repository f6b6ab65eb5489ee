"""What a scoring method is, beyond its formula."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.language import later

Array = npt.NDArray[np.float64]

WEIGHTED_SUM = later("weighted sum")
WEIGHTED_PRODUCT = later("weighted product")
MIXED = later("sum and product together")
IDEAL = later("distance to an ideal")
REFERENCE = later("distance from a reference")
REGRET = later("summed and worst regret")
OUTRANKING = later("outranking")
OBJECTS = later("characteristic objects")


@dataclass(frozen=True)
class Method:
    """What a method is, beyond its formula.

    Attributes
    ----------
    higher_is_better
        Which way its index points.
    compensatory
        Whether a gain on one criterion can make up for any loss on another.
    rank_reversal
        Whether adding or dropping an option can change the order of the others.
    family
        Methods of one family are one opinion: they order options by the same idea.
    options
        Its options with their defaults; None where the caller must say.
    needs
        What data it can serve, in words; `data` is what the guards check.
    assumes
        What using it takes for granted, in one line.
    on_values
        Options used by `rank`, which scores fixed-scale values between 0 and 1.
    value_scale
        What `rank` multiplies values by first, so that options such as thresholds are in points of 100.
    linear
        Whether the index is linear in the weights.
    respects_dominance
        Whether an option that is nowhere worse than another is never scored worse.
    """

    name: str
    label: str
    summary: str
    assumes: str
    family: str
    needs: str
    source: str
    compute: Callable[..., Array] = field(repr=False)
    higher_is_better: bool = True
    compensatory: bool = True
    rank_reversal: bool = True
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    on_values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    value_scale: float = 1.0
    data: str = "finite"
    linear: bool = False
    respects_dominance: bool = True
