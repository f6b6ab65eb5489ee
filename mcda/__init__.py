"""Rank strategies on many criteria, mix them, and ask how sure the ranking is.

>>> import mcda
>>> case = mcda.read_case()
>>> mcda.rank(case, scenario="long_game").winner
'multilateral'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mcda import blends as blends
    from mcda import correlations as correlations
    from mcda import report as report
    from mcda import values as values
    from mcda import weights as weights
    from mcda import workspace as workspace
    from mcda.blends import (
        best_blend,
        blend,
        blend_curve,
        blend_over_time,
        blend_surface,
        break_even_coordination,
        break_even_map,
        compose,
        if_partners_refuse,
        lattice,
        lead_makeup,
        lead_split,
        lever_portfolio,
        optimum_path,
        robust_blend,
    )
    from mcda.case import Case
    from mcda.errors import ArgumentError, CaseError, McdaError, MethodError, StoreError
    from mcda.explanation import explain
    from mcda.folder import read_case, read_upload, write_case
    from mcda.gates import Gate
    from mcda.guards import Names
    from mcda.history import nearest_history
    from mcda.methods import METHODS, electre1, electre3, multimoora, promethee1, score, second_opinion, vikor
    from mcda.ranking import Ranking, rank
    from mcda.report import Report, decision_report, write_report
    from mcda.robustness import (
        acceptability,
        agreement,
        compare_scenarios,
        dominance,
        doubts,
        drivers,
        exact_acceptability,
        overturn,
        preference_triangle,
        regret,
        reversal,
        stability,
        verdict,
        weight_map,
        weight_sweep,
    )
    from mcda.version import __version__
    from mcda.weights.objective import OBJECTIVE, weigh

_HOMES = {
    "mcda.blends": (
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
    ),
    "mcda.case": ("Case",),
    "mcda.errors": ("ArgumentError", "CaseError", "McdaError", "MethodError", "StoreError"),
    "mcda.explanation": ("explain",),
    "mcda.folder": ("read_case", "read_upload", "write_case"),
    "mcda.history": ("nearest_history",),
    "mcda.methods": ("METHODS", "electre1", "electre3", "multimoora", "promethee1", "score", "second_opinion", "vikor"),
    "mcda.gates": ("Gate",),
    "mcda.guards": ("Names",),
    "mcda.ranking": ("Ranking", "rank"),
    "mcda.report": ("Report", "decision_report", "write_report"),
    "mcda.robustness": (
        "acceptability",
        "agreement",
        "compare_scenarios",
        "dominance",
        "doubts",
        "drivers",
        "exact_acceptability",
        "overturn",
        "preference_triangle",
        "regret",
        "reversal",
        "stability",
        "verdict",
        "weight_map",
        "weight_sweep",
    ),
    "mcda.version": ("__version__",),
    "mcda.weights.objective": ("OBJECTIVE", "weigh"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
_MODULES = ("blends", "charts", "correlations", "report", "robustness", "values", "weights", "workspace")

__all__ = [
    "METHODS",
    "OBJECTIVE",
    "ArgumentError",
    "Case",
    "CaseError",
    "Gate",
    "McdaError",
    "MethodError",
    "Names",
    "Ranking",
    "Report",
    "StoreError",
    "__version__",
    "acceptability",
    "agreement",
    "best_blend",
    "blend",
    "blend_curve",
    "blend_over_time",
    "blend_surface",
    "blends",
    "break_even_coordination",
    "break_even_map",
    "compare_scenarios",
    "compose",
    "correlations",
    "decision_report",
    "dominance",
    "doubts",
    "drivers",
    "electre1",
    "electre3",
    "exact_acceptability",
    "explain",
    "if_partners_refuse",
    "lattice",
    "lead_makeup",
    "lead_split",
    "lever_portfolio",
    "multimoora",
    "nearest_history",
    "optimum_path",
    "overturn",
    "preference_triangle",
    "promethee1",
    "rank",
    "read_case",
    "read_upload",
    "regret",
    "report",
    "reversal",
    "robust_blend",
    "robustness",
    "score",
    "second_opinion",
    "stability",
    "values",
    "verdict",
    "vikor",
    "weigh",
    "weight_map",
    "weight_sweep",
    "weights",
    "workspace",
    "write_case",
    "write_report",
]


def __getattr__(name: str) -> Any:
    """Names are loaded when they are first used, so that `mcda --help` need not wait for pandas."""
    if name in _HOME_OF:
        value = getattr(import_module(_HOME_OF[name]), name)
    elif name in _MODULES:
        value = import_module(f"mcda.{name}")
    else:
        raise AttributeError(f"module 'mcda' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
