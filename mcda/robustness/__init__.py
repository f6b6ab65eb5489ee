"""How sure is the ranking, why, and what would change it."""

from mcda.robustness.acceptability import Acceptability, acceptability, doubts
from mcda.robustness.agreement import Agreement, agreement
from mcda.robustness.dominance import Dominance, dominance
from mcda.robustness.drivers import Drivers, drivers
from mcda.robustness.exact import ExactAcceptability, exact_acceptability
from mcda.robustness.exact_check import ExactCheck, exact_check
from mcda.robustness.overturn import Overturn, overturn
from mcda.robustness.preference_map import PreferenceMap, preference_triangle, weight_map
from mcda.robustness.regret import Regret, regret
from mcda.robustness.reversal import Reversal, reversal
from mcda.robustness.scenarios import compare_scenarios
from mcda.robustness.stability import Stability, stability, weight_sweep
from mcda.robustness.verdict import Verdict, verdict

__all__ = [
    "Acceptability",
    "Agreement",
    "Dominance",
    "Drivers",
    "ExactAcceptability",
    "ExactCheck",
    "Overturn",
    "PreferenceMap",
    "Regret",
    "Reversal",
    "Stability",
    "Verdict",
    "acceptability",
    "agreement",
    "compare_scenarios",
    "dominance",
    "doubts",
    "drivers",
    "exact_acceptability",
    "exact_check",
    "overturn",
    "preference_triangle",
    "regret",
    "reversal",
    "stability",
    "verdict",
    "weight_map",
    "weight_sweep",
]
