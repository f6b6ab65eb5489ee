"""What matters, and how much: weight sets, and ways to learn weights from people's answers."""

from mcda.weights.ahp import ahp
from mcda.weights.bwm import bwm
from mcda.weights.direct import points, swing
from mcda.weights.elicited import Elicited
from mcda.weights.group import Group, aggregate
from mcda.weights.objective import OBJECTIVE, weigh
from mcda.weights.ordinal import rank_order, swara
from mcda.weights.rancom import rancom
from mcda.weights.sets import WeightSet, weight_set
from mcda.weights.space import WeightSpace, space_of
from mcda.weights.srf import srf
from mcda.weights.tradeoff import trade_off
from mcda.weights.tree import ahp_tree, value_tree

__all__ = [
    "OBJECTIVE",
    "Elicited",
    "Group",
    "WeightSet",
    "WeightSpace",
    "aggregate",
    "ahp",
    "ahp_tree",
    "bwm",
    "points",
    "rancom",
    "rank_order",
    "space_of",
    "srf",
    "swara",
    "swing",
    "trade_off",
    "value_tree",
    "weigh",
    "weight_set",
]
