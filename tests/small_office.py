"""The case of four criteria in natural units that `mcda new` writes."""

from pathlib import Path

import mcda
from mcda.case import Case

FOLDER = Path(__file__).parents[1] / "data" / "starter"


def office() -> Case:
    """Cost (less, 2000 to 8000), commute (less, 10 to 70), space (more, 80 to 240), light (more, 0 to 100)."""
    return mcda.read_case(FOLDER)
