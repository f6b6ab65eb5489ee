"""What a draw needs of weights, be it a set with ranges or a space."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


class Weighting(Protocol):
    """What weights may be drawn from: a `WeightSet` with its ranges, or a `WeightSpace`."""

    @property
    def name(self) -> str:
        """Id of a set of the case, or what kind of weights these are."""

    @property
    def label(self) -> str:
        """The same for people."""

    @property
    def criteria(self) -> tuple[str, ...]:
        """Ids, in the order of the weights."""

    @property
    def weights(self) -> Array:
        """The one weight vector (n,) to use where none is drawn."""

    def sample(self, rng: np.random.Generator, draws: int) -> Array:
        """Random weights (draws, n) that sum to 1."""
