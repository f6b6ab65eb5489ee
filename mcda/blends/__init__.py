"""Blends: strategies mixed in shares, how they score, and which mix is best."""

from mcda.blends.best import BestBlend, best_blend
from mcda.blends.break_even import BreakEven, break_even_coordination
from mcda.blends.composition import Blend, blend, compose
from mcda.blends.curve import BlendCurve, blend_curve
from mcda.blends.lattice import lattice
from mcda.blends.makeup import lead_makeup

__all__ = [
    "BestBlend",
    "Blend",
    "BlendCurve",
    "BreakEven",
    "best_blend",
    "blend",
    "blend_curve",
    "break_even_coordination",
    "compose",
    "lattice",
    "lead_makeup",
]
