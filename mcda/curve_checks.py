"""What must hold for the points of one criterion's value function in values.csv."""

from collections.abc import Iterator

from criteria import Criterion
from mcda.columns import number_or_none
from mcda.errors import Fault
from mcda.schemas import CURVES
from mcda.values import MIDVALUES, SAME, is_midvalue, share_from_worst

FILE = "values.csv"
Rows = dict[int, dict[str, str]]
"""Text cells of some rows of a table, by row number."""
Points = dict[int, tuple[float, float]]
"""Shares of the scale from its worst end, and values, both 0 to 1, by row number."""


def curve_faults(criterion: Criterion, cells: Rows) -> Iterator[Fault]:
    """Every fault in the rows of one criterion that no row alone can show. Malformed cells are reported elsewhere."""
    scale = criterion.scale
    first = next(iter(cells))
    kind = cells[first]["kind"]
    points: Points = {}
    for row, cell in cells.items():
        score, value = number_or_none(cell["score"]), number_or_none(cell["value"])
        if score is not None and not scale.low <= score <= scale.high:
            allowed = f"a number on the scale of {criterion.id}, {scale.low:g} to {scale.high:g}"
            yield Fault(FILE, row, "score", cell["score"], allowed)
        elif score is not None and value is not None and 0 <= value <= 100:
            points[row] = (share_from_worst(score, criterion), value / 100.0)
        if kind in CURVES and cell["kind"] in CURVES and cell["kind"] != kind:
            allowed = f"{kind}, as in row {first}: one kind for each criterion"
            yield Fault(FILE, row, "kind", cell["kind"], allowed)
    if len(points) == len(cells) and all(cell["kind"] == kind for cell in cells.values()):
        check = {"exponential": _midvalue_faults, "piecewise": _point_faults}.get(kind)
        yield from check(criterion, cells, points) if check else ()


def _midvalue_faults(criterion: Criterion, cells: Rows, points: Points) -> Iterator[Fault]:
    scale = criterion.scale
    first, *others = points
    for row in others:
        yield Fault(FILE, row, "score", cells[row]["score"], f"one midvalue for {criterion.id}; row {first} is another")
    share, value = points[first]
    if value != 0.5:
        allowed = "50: the one row of an exponential curve is its midvalue"
        yield Fault(FILE, first, "value", cells[first]["value"], allowed)
    if not is_midvalue(share):
        low, high = (scale.low + limit * scale.span for limit in MIDVALUES)
        allowed = f"a midvalue from {low:.10g} to {high:.10g}, not so near an end of the scale"
        yield Fault(FILE, first, "score", cells[first]["score"], allowed)


def _point_faults(criterion: Criterion, cells: Rows, points: Points) -> Iterator[Fault]:
    """Walks the points from the worst end of the scale to the best; each must rise above the one before."""
    before = (0.0, 0.0)
    seen: dict[float, int] = {}
    span = f"0 at {criterion.worst:g} (worst) to 100 at {criterion.best:g} (best)"
    for row, (share, value) in sorted(points.items(), key=lambda item: item[1][0]):
        score, worth = cells[row]["score"], cells[row]["value"]
        if share in seen:
            yield Fault(FILE, row, "score", score, f"each score once for {criterion.id}; row {seen[share]} is another")
        elif share in (0.0, 1.0):
            if value != share:
                allowed = f"{100 * share:g} at this end of the scale: values go from {span}"
                yield Fault(FILE, row, "value", worth, allowed)
        elif share - before[0] <= SAME or 1.0 - share <= SAME:
            allowed = "a score that stands apart from the next one and from the ends of the scale"
            yield Fault(FILE, row, "score", score, allowed)
        elif not before[1] < value < 1.0:
            allowed = f"a number above {100 * before[1]:.10g} and below 100: values rise at every step, from {span}"
            yield Fault(FILE, row, "value", worth, allowed)
        else:
            before = (share, value)
        seen.setdefault(share, row)
