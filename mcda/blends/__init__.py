"""Blends: strategies mixed in shares, how they score, which mix is best, and what that rests on."""

from mcda.blends.best import BestBlend, best_blend
from mcda.blends.break_even import BreakEven, break_even_coordination
from mcda.blends.break_even_map import BreakEvenMap, break_even_map
from mcda.blends.composition import Blend, blend, compose
from mcda.blends.curve import BlendCurve, blend_curve
from mcda.blends.horizon import Timeline, blend_over_time
from mcda.blends.lattice import lattice
from mcda.blends.levers import LeverPortfolio, lever_portfolio
from mcda.blends.makeup import LeadSplit, lead_makeup, lead_split
from mcda.blends.partners import if_partners_refuse
from mcda.blends.path import OptimumPath, optimum_path
from mcda.blends.robust import RobustBlend, robust_blend
from mcda.blends.surface import BlendSurface, blend_surface

__all__ = [
    "BestBlend",
    "Blend",
    "BlendCurve",
    "BlendSurface",
    "BreakEven",
    "BreakEvenMap",
    "LeadSplit",
    "LeverPortfolio",
    "OptimumPath",
    "RobustBlend",
    "Timeline",
    "best_blend",
    "blend",
    "blend_curve",
    "blend_over_time",
    "blend_surface",
    "break_even_coordination",
    "break_even_map",
    "compose",
    "if_partners_refuse",
    "lattice",
    "lead_makeup",
    "lead_split",
    "lever_portfolio",
    "optimum_path",
    "robust_blend",
]
