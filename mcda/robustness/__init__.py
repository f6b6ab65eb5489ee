"""How sure is the ranking, why, and what would change it."""

from mcda.robustness.agreement import Agreement, agreement
from mcda.robustness.scenarios import compare_scenarios
from mcda.robustness.stability import Stability, stability, weight_sweep
from mcda.robustness.verdict import Verdict, verdict

__all__ = [
    "Agreement",
    "Stability",
    "Verdict",
    "agreement",
    "compare_scenarios",
    "stability",
    "verdict",
    "weight_sweep",
]
