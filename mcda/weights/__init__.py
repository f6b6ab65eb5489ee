"""What matters, and how much: weight sets and the spaces of weights around them."""

from mcda.weights.sets import WeightSet, weight_set

__all__ = ["WeightSet", "weight_set"]
