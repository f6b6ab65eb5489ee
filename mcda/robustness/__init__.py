"""How sure is the ranking, why, and what would change it."""

from mcda.robustness.scenarios import compare_scenarios
from mcda.robustness.stability import Stability, stability, weight_sweep
from mcda.robustness.verdict import Verdict, verdict

__all__ = ["Stability", "Verdict", "compare_scenarios", "stability", "verdict", "weight_sweep"]
