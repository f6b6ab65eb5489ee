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
    from mcda.blends import (
        best_blend,
        blend,
        blend_curve,
        break_even_coordination,
        compose,
        lattice,
        lead_makeup,
    )
    from mcda.case import Case
    from mcda.errors import ArgumentError, CaseError, McdaError, MethodError
    from mcda.folder import read_case, write_case
    from mcda.methods import METHODS, score
    from mcda.ranking import Gate, Ranking, rank
    from mcda.robustness import compare_scenarios, stability, verdict, weight_sweep
    from mcda.version import __version__

_HOMES = {
    "mcda.blends": (
        "best_blend",
        "blend",
        "blend_curve",
        "break_even_coordination",
        "compose",
        "lattice",
        "lead_makeup",
    ),
    "mcda.case": ("Case",),
    "mcda.errors": ("ArgumentError", "CaseError", "McdaError", "MethodError"),
    "mcda.folder": ("read_case", "write_case"),
    "mcda.methods": ("METHODS", "score"),
    "mcda.ranking": ("Gate", "Ranking", "rank"),
    "mcda.robustness": ("compare_scenarios", "stability", "verdict", "weight_sweep"),
    "mcda.version": ("__version__",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
_MODULES = ("blends", "charts", "robustness", "weights")

__all__ = [
    "METHODS",
    "ArgumentError",
    "Case",
    "CaseError",
    "Gate",
    "McdaError",
    "MethodError",
    "Ranking",
    "__version__",
    "best_blend",
    "blend",
    "blend_curve",
    "blends",
    "break_even_coordination",
    "compare_scenarios",
    "compose",
    "lattice",
    "lead_makeup",
    "rank",
    "read_case",
    "score",
    "stability",
    "verdict",
    "weight_sweep",
    "write_case",
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
