"""A plain matrix as a small case: options in the first column, criteria in the header, numbers in the cells.

Rows whose first cell is one of these words (in any case) say more of the criteria; each may be left out:

- `direction`: `more` or `less` (also `max`, `min`) is better; `more` where nothing is said.
- `low`, `high`: the ends of the scale. Without them the ends are those of the data, rounded outwards, and a notice
  says so: a scale that comes from data moves when options come and go.
- `unit`: what is counted.
- `weight`: swing points. Without them all criteria weigh the same, and a notice says that this is illustrative.

Nothing else is known of such numbers, so each has no range (low = mode = high) and the basis `silent`, with the file
as its rationale. A blank cell is an unknown score, which the case then carries as the whole scale.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from criteria import Catalogue, CatalogueError
from criteria.catalogue import MAX_CRITERIA, build_catalogue
from criteria.plain_text import hidden_in
from mcda.case import Case
from mcda.columns import MAX_NUMBER, number_or_none
from mcda.completeness import UNCHECKED
from mcda.errors import CaseError, Fault
from mcda.ids import NO_CRITERION, id_from
from mcda.language import number, t
from mcda.reading.build import build
from mcda.reading.csv_table import Rows
from mcda.schemas import MAX_OPTIONS, MAX_ROWS

MARKED = ("direction", "low", "high", "unit", "weight")
MAX_NAME = 200
"""Characters of the name of an option or criterion."""

_WAYS = {"": "more", "more": "more", "max": "more", "less": "less", "min": "less"}


@dataclass(frozen=True)
class _Matrix:
    """The cells of a matrix by what they are; numbers are None where a cell is blank."""

    labels: list[str]
    names: list[str]
    scores: list[list[float | None]]
    ways: list[str | None]
    units: list[str]
    low: list[float | None]
    high: list[float | None]
    weights: list[float | None] | None


def case_from_matrix(file: str, rows: Rows) -> tuple[Case, tuple[str, ...]]:
    """A small case from the rows of a matrix, and what its reader should know about it.

    Raises
    ------
    CaseError
        With every fault: uneven rows, cells that are no number, names that clash, ends that leave data outside.
    """
    faults = list(_shape_faults(file, rows))
    uneven = list(_uneven(file, rows))
    if faults:
        raise CaseError([*faults, *uneven])
    faults += uneven
    # Uneven rows are reported; evened out here, the other faults come up at the same time.
    width = len(rows[min(rows)])
    matrix = _read(file, {number: [*row, *[""] * width][:width] for number, row in rows.items()}, faults)
    if faults:
        raise CaseError(faults)
    title = re.sub(r"\.[^.]*$", "", file).strip() or "Matrix"
    options, criteria = _ids(matrix.names, "option"), _ids(matrix.labels, "criterion")
    catalogue = _catalogue(file, title, criteria, matrix)
    source = f"From {file}."
    scores = [
        [option, one.id, *((one.scale.low, "", one.scale.high) if score is None else (score,) * 3), "silent", source]
        for option, row in zip(options, matrix.scores, strict=True)
        for one, score in zip(catalogue.criteria, row, strict=True)
    ]
    label = "Equal weights (illustrative)" if matrix.weights is None else source.removesuffix(".")
    weights = [
        ["matrix", label, name, points or 0.0]
        for name, points in zip(criteria, matrix.weights or [1.0] * len(criteria), strict=True)
    ]
    tables = {
        "options": pd.DataFrame({"option": options, "label": matrix.names}),
        "scores": pd.DataFrame(scores, columns=["option", "criterion", "low", "mode", "high", "basis", "rationale"]),
        "weights": pd.DataFrame(weights, columns=["set", "label", "criterion", "weight"]),
    }
    settings = {"id": id_from(title, otherwise="matrix"), "title": title}
    return build(settings, catalogue, tables, []), tuple(_notices(matrix))


def is_matrix(rows: Rows) -> bool:
    """Whether rows look like a matrix: names in the first row and column, and a number in some other cell."""
    top, *below = rows
    return len(rows[top]) > 1 and any(number_or_none(cell.strip()) is not None for n in below for cell in rows[n][1:])


def _word(row: list[str]) -> str:
    """Which of the marked rows this is; empty for an option."""
    first = row[0].strip().lower()
    return first if first in MARKED else ""


def _shape_faults(file: str, rows: Rows) -> Iterator[Fault]:
    """What is wrong with the outline, before any cell is looked at."""
    top, *below = rows
    width = len(rows[top])
    options = sum(not _word(rows[number]) for number in below)
    if width < 2:
        yield Fault(
            file, top, "", f"{width} cells", "a header with a cell for the options, then a name for each criterion"
        )
    elif width - 1 > MAX_CRITERIA:
        yield Fault(file, top, "", f"{width - 1:,} criteria", f"at most {MAX_CRITERIA}")
    if not options:
        yield Fault(file, None, "", "no options", "a row for each option below the header")
    elif options > MAX_OPTIONS or options * (width - 1) > MAX_ROWS:
        found = f"{options:,} options with {width - 1:,} criteria"
        yield Fault(file, None, "", found, f"at most {MAX_OPTIONS} options and {MAX_ROWS:,} scores")


def _uneven(file: str, rows: Rows) -> Iterator[Fault]:
    """Rows with other than as many cells as the header."""
    top, *below = rows
    width = len(rows[top])
    for line in below:
        if len(rows[line]) != width:
            yield Fault(file, line, "", f"{len(rows[line])} cells", f"{width} cells, as in the header")


def _read(file: str, rows: Rows, faults: list[Fault]) -> _Matrix:
    top, *below = rows
    labels = [cell.strip() for cell in rows[top][1:]]
    scored = [number for number in below if not _word(rows[number])]
    faults += _name_faults(file, ((top, f"{k}", label) for k, label in enumerate(labels, start=2)))
    faults += _name_faults(file, ((number, "1", rows[number][0].strip()) for number in scored))
    words = [_word(rows[number]) for number in below]
    for word in MARKED:
        if words.count(word) > 1:
            again = [number for number, one in zip(below, words, strict=True) if one == word][1]
            faults.append(Fault(file, again, "", word, f"one row named {word}"))
    marked = {_word(rows[number]): number for number in below}

    def texts(word: str) -> list[str]:
        return [cell.strip() for cell in rows[marked[word]][1:]] if word in marked else [""] * len(labels)

    def numbers(number: int) -> list[float | None]:
        return [
            _number(file, number, label, cell, faults) for label, cell in zip(labels, rows[number][1:], strict=True)
        ]

    def marks(word: str) -> list[float | None]:
        return numbers(marked[word]) if word in marked else [None] * len(labels)

    ways = [way.lower() for way in texts("direction")]
    for label, way in zip(labels, ways, strict=True):
        if way not in _WAYS:
            faults.append(Fault(file, marked["direction"], label, way, "more or less (or max, min)"))
    matrix = _Matrix(
        labels,
        [rows[number][0].strip() for number in scored],
        [numbers(number) for number in scored],
        [_WAYS.get(way, "more") if way else None for way in ways],
        texts("unit"),
        marks("low"),
        marks("high"),
        marks("weight") if "weight" in marked else None,
    )
    faults += _unit_faults(file, marked.get("unit"), matrix)
    faults += _end_faults(file, marked, scored, matrix)
    return matrix


def _number(file: str, row: int, column: str, cell: str, faults: list[Fault]) -> float | None:
    """The number in a cell; None where it is blank, or no number, which is then a fault."""
    text = cell.strip()
    value = number_or_none(text)
    if text and (value is None or abs(value) > MAX_NUMBER):
        allowed = f"a number with a decimal point (12.5), at most {MAX_NUMBER:g}; or nothing where it is unknown"
        faults.append(Fault(file, row, column, text, allowed))
        return None
    return value


def _name_faults(file: str, places: Iterable[tuple[int, str, str]]) -> Iterator[Fault]:
    """Names that are missing, hide something, or differ from another in capitals and punctuation alone."""
    seen: dict[str, int | str] = {}
    for row, column, name in places:
        hidden = hidden_in(name)
        same = "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum()) or name
        if not name or len(name) > MAX_NAME:
            yield Fault(file, row, column, name or None, f"a name of at most {MAX_NAME} characters")
        elif hidden:
            yield Fault(file, row, column, name, f"a text without {hidden}")
        elif same in seen:
            yield Fault(file, row, column, name, f"a name that {seen[same]!r} cannot be mistaken for")
        seen.setdefault(same, name)


def _unit_faults(file: str, row: int | None, matrix: _Matrix) -> Iterator[Fault]:
    for label, unit in zip(matrix.labels, matrix.units, strict=True):
        if len(unit) > MAX_NAME or hidden_in(unit):
            yield Fault(file, row, label, unit, f"a unit of at most {MAX_NAME} characters, without hidden ones")


def _end_faults(file: str, marked: dict[str, int], scored: list[int], matrix: _Matrix) -> Iterator[Fault]:
    """Given ends of scales out of order, and scores outside of them."""
    for j, label in enumerate(matrix.labels):
        low, high = matrix.low[j], matrix.high[j]
        if low is not None and high is not None and low >= high:
            yield Fault(file, marked["high"], label, f"{high:g}", f"a number above the low end, {low:g}")
            continue
        for row, scores in zip(scored, matrix.scores, strict=True):
            score = scores[j]
            if score is not None and ((low is not None and score < low) or (high is not None and score > high)):
                ends = f"from {'any' if low is None else f'{low:g}'} to {'any' if high is None else f'{high:g}'}"
                yield Fault(file, row, label, f"{score:g}", f"a number on the scale, {ends}")
    if matrix.weights is not None:
        for label, weight in zip(matrix.labels, matrix.weights, strict=True):
            if weight is None or weight < 0:
                yield Fault(file, marked["weight"], label, weight, "a number of at least 0")


def _ends(low: float | None, high: float | None, scores: list[float]) -> tuple[float, float]:
    """The ends of a scale: those given, else those of the data, rounded outwards to a number of one or two digits."""
    least = min([x for x in (*scores, high) if x is not None], default=0.0) if low is None else low
    most = max([x for x in (*scores, low) if x is not None], default=1.0) if high is None else high
    width = (most - least) or abs(least) or 1.0
    step = 10.0 ** math.floor(math.log10(width))
    digits = max(0, -math.floor(math.log10(step)))
    bottom = low if low is not None else round(math.floor(least / step) * step, digits)
    top = high if high is not None else round(math.ceil(most / step) * step, digits)
    # All data the same, or already on the given end: one step of room, so that the scale has a width.
    return (bottom, top) if bottom < top else (bottom - step * (low is None), top + step * (high is None))


def _catalogue(file: str, title: str, ids: list[str], matrix: _Matrix) -> Catalogue:
    """A tree of one objective, each criterion with the ends of its scale in plain words."""
    criteria = []
    for j, (name, label) in enumerate(zip(ids, matrix.labels, strict=True)):
        scores = [row[j] for row in matrix.scores]
        low, high = _ends(matrix.low[j], matrix.high[j], [score for score in scores if score is not None])
        unit = matrix.units[j]
        anchors = {"low": f"{low:.12g} {unit}".strip(), "high": f"{high:.12g} {unit}".strip()}
        scale = {"low": low, "high": high, "unit": unit, "anchors": anchors}
        way = matrix.ways[j]
        guessed = way is None or matrix.low[j] is None or matrix.high[j] is None
        one = {"id": name, "label": label, "objective": "all", "direction": way or "more", "scale": scale}
        criteria.append(one | {"note": UNCHECKED if guessed else ""})
    objectives = [{"id": "all", "label": "All criteria"}]
    tree = {"id": id_from(title, otherwise="matrix"), "title": title, "objectives": objectives, "criteria": criteria}
    try:
        return build_catalogue(tree, file)
    except CatalogueError as problem:
        raise CaseError(problem.faults) from None


def _notices(matrix: _Matrix) -> Iterator[str]:
    """What was made up for lack of anything better, and should be set."""
    ends = zip(matrix.labels, matrix.low, matrix.high, strict=True)
    guessed = [label for label, low, high in ends if low is None or high is None]
    if guessed:
        yield t(
            "The scales of {names} come from the data. Set their worst and best ends to what is possible "
            "(rows called low and high, or page Objectives): otherwise an option more or less can change the ranking.",
            names=", ".join(guessed),
        )
    if matrix.weights is None:
        yield t(
            "All criteria weigh the same, which is illustrative. Say what matters to you on page Values and weights."
        )
    unknown = sum(score is None for row in matrix.scores for score in row)
    if unknown:
        count = number(unknown, 0)
        yield t("Blank cells are read as unknown: {count}. Each stands for the whole scale.", count=count)
    blind = [label for label, way in zip(matrix.labels, matrix.ways, strict=True) if way is None]
    if blind:
        yield t(
            "The file gives no direction for {names}: more counts as better. Check each on page Objectives.",
            names=", ".join(blind),
        )
    yield t("No score has a range or a source yet.")


def _ids(names: list[str], kind: str) -> list[str]:
    """An id for each name, no two the same."""
    taken = list(NO_CRITERION) if kind == "criterion" else []
    for name in names:
        taken.append(id_from(name, taken, kind))
    return taken[-len(names) :]


__all__ = ["MARKED", "case_from_matrix", "is_matrix"]
