"""A small case of one's own to start from: a folder of files to edit, a blank case, or a copy of another one."""

from pathlib import Path

import pandas as pd

from mcda.case import Case
from mcda.completeness import PLACEHOLDER
from mcda.edits.tree import rebuilt
from mcda.errors import ArgumentError
from mcda.ids import id_from

FILES = ("case.toml", "criteria.toml", "options.csv", "scores.csv", "weights.csv")
"""What a starter case consists of: the least that a case needs."""


def starter_folder() -> Path:
    """The folder with the templates that ship with the package."""
    package = Path(__file__).parent
    installed = package / "shipped" / "data" / "starter"
    return installed if installed.exists() else package.parent / "data" / "starter"


def write_starter(target: str | Path) -> Path:
    """Write the starter case to a folder that is new or empty, and return that folder.

    Raises
    ------
    ArgumentError
        If the target is a file, or a folder that holds anything: nothing is ever overwritten.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     sorted(path.name for path in write_starter(place).iterdir())
    ['case.toml', 'criteria.toml', 'options.csv', 'scores.csv', 'weights.csv']
    """
    folder = Path(target)
    if folder.exists() and not folder.is_dir():
        raise ArgumentError(f"{folder} is a file. Name a folder that is new or empty.")
    if folder.exists() and any(folder.iterdir()):
        raise ArgumentError(f"{folder} is not empty, and nothing is overwritten. Name a folder that is new or empty.")
    contents = {name: (starter_folder() / name).read_bytes() for name in FILES}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


def blank_case(title: str, question: str = "") -> Case:
    """The least that a case can be, to be filled in: two options, two criteria, every score unknown, equal weights.

    What is a placeholder is listed by `mcda.completeness.missing`.

    Raises
    ------
    ArgumentError
        If the title is empty.
    CaseError
        If title or question cannot stand in a case.

    Examples
    --------
    >>> case = blank_case("Which bridge to build")
    >>> case.settings.id, case.option_ids, len(case.catalogue.criteria)
    ('which_bridge_to_build', ('option_a', 'option_b'), 2)
    """
    if not title.strip():
        raise ArgumentError("A case needs a title.")
    name = id_from(title, otherwise="case")
    options, criteria = {"option_a": "Option A", "option_b": "Option B"}, ("first_criterion", "second_criterion")
    catalogue = rebuilt(
        {
            "id": name,
            "title": title,
            "objectives": [{"id": "first_objective", "label": "First objective", "description": PLACEHOLDER}],
            "criteria": [
                {
                    "id": criterion,
                    "label": criterion.replace("_", " ").capitalize(),
                    "objective": "first_objective",
                    "direction": "more",
                    "scale": {"anchors": {"low": PLACEHOLDER, "high": PLACEHOLDER}},
                }
                for criterion in criteria
            ],
        }
    )
    unknown = {"low": 0, "mode": None, "high": 100, "basis": "silent", "rationale": PLACEHOLDER}
    equal = {"set": "equal", "label": "Equal weights", "weight": 50}
    return Case.from_tables(
        {"id": name, "title": title, "question": question, "marking": "Draft"},
        catalogue,
        {
            "options": pd.DataFrame(
                [{"option": one, "label": label, "description": PLACEHOLDER} for one, label in options.items()]
            ),
            "scores": pd.DataFrame(
                [{"option": one, "criterion": criterion, **unknown} for one in options for criterion in criteria]
            ),
            "weights": pd.DataFrame([{"criterion": criterion, **equal} for criterion in criteria]),
        },
    )


def duplicate_case(case: Case, title: str) -> Case:
    """The same case under another title, to be changed without touching the first.

    Raises
    ------
    ArgumentError
        If the title is empty or the one that the case already has.
    CaseError
        If the title cannot stand in a case.
    """
    if not title.strip() or title.strip() == case.settings.title:
        raise ArgumentError("The copy needs a title of its own.")
    named = case.settings.model_copy(update={"title": title, "id": id_from(title, otherwise="case")})
    return case.replace(settings=named)


__all__ = ["FILES", "blank_case", "duplicate_case", "starter_folder", "write_starter"]
