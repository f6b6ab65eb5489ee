"""What a million draws of the shipped case need: peak memory of a process of its own, and time by draws."""

import subprocess
import sys
from typing import NamedTuple

_CHILD = """
import resource, sys, time
import mcda
case = mcda.read_case()
mcda.robustness.acceptability(case, draws=1000)
start = time.perf_counter()
mcda.robustness.acceptability(case, draws=int(sys.argv[1]))
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


class Cost(NamedTuple):
    """Seconds, and peak memory in MiB."""

    seconds: float
    peak: float


def cost_of(draws: int) -> Cost:
    """One run in a fresh process."""
    answer = subprocess.run([sys.executable, "-c", _CHILD, str(draws)], capture_output=True, text=True, check=True)
    seconds, peak = map(float, answer.stdout.split())
    return Cost(seconds, peak)
