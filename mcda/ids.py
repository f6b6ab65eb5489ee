"""Ids and names for what is new in a case: each one that nothing else has."""

import re
import unicodedata
from collections.abc import Iterable

from mcda.errors import ArgumentError

LONGEST = 64
"""Characters that an id may have (`criteria.criterion.Id`)."""


NO_CRITERION = ("coordination", "id", "title", "years", "kind", "outcome", "evidence")
"""Ids that no new criterion gets: they mean something else beside criteria, in levers.csv and history.csv."""


def id_from(label: str, taken: Iterable[str] = (), otherwise: str = "item") -> str:
    """An id that a label suggests and that nothing has yet: lower case, words joined by underscores.

    Parameters
    ----------
    taken
        Ids that it must not be.
    otherwise
        What it begins with where the label gives no letter to begin with; itself the beginning of an id.

    Examples
    --------
    >>> id_from("Coût de l'énergie, 2030")
    'cout_de_l_energie_2030'
    >>> id_from("Speed", ["speed", "speed_2"])
    'speed_3'
    """
    ascii_text = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", ascii_text).strip("_") or otherwise
    stem = (words if words[0].isalpha() else f"{otherwise}_{words}")[:LONGEST].rstrip("_")
    known, number, found = set(taken), 1, stem
    while found in known:
        number += 1
        found = f"{stem[: LONGEST - len(str(number)) - 1]}_{number}"
    return found


def free_label(label: str, taken: Iterable[str], kind: str) -> str:
    """A name without needless blanks that nothing else of its kind has, whatever the case of its letters.

    Two of one name could not be told apart in a chart or a table.

    Parameters
    ----------
    taken
        Names of the others.
    kind
        What it names, for the refusal: `option`, `criterion`, `weight set`.

    Raises
    ------
    ArgumentError
        If it is empty or taken.

    Examples
    --------
    >>> free_label("  Act   first ", ["Act together"], "option")
    'Act first'
    """
    name = " ".join(label.split())
    if not name:
        raise ArgumentError(f"{'An' if kind[0] in 'aeiou' else 'A'} {kind} needs a name.")
    for other in taken:
        if other.casefold() == name.casefold():
            raise ArgumentError(f"Another {kind} is called {other!r}. Give this one a name of its own.")
    return name


__all__ = ["LONGEST", "NO_CRITERION", "free_label", "id_from"]
