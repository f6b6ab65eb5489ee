"""How options are scored: the registry of methods, the call on arrays, and methods that give more than an index."""

from mcda.methods.compromise import Multimoora, Vikor, multimoora, vikor
from mcda.methods.electre1 import Electre1, electre1
from mcda.methods.electre3 import Electre3, electre3
from mcda.methods.method import Method
from mcda.methods.promethee import Promethee1, promethee1
from mcda.methods.registry import LEFT_OUT, LEFT_OUT_LABELS, METHODS, method_named
from mcda.methods.scoring import score, score_named
from mcda.methods.second_opinion import second_opinion

__all__ = [
    "LEFT_OUT",
    "LEFT_OUT_LABELS",
    "METHODS",
    "Electre1",
    "Electre3",
    "Method",
    "Multimoora",
    "Promethee1",
    "Vikor",
    "electre1",
    "electre3",
    "method_named",
    "multimoora",
    "promethee1",
    "score",
    "score_named",
    "second_opinion",
    "vikor",
]
