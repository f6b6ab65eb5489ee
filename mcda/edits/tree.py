"""Changes of the value tree that keep the case whole: what hangs on a criterion comes and moves with it."""

from collections.abc import Iterator
from typing import Any

from criteria import Catalogue, CatalogueError, Criterion
from criteria.catalogue import build_catalogue
from mcda.case import Case
from mcda.completeness import PLACEHOLDER
from mcda.edits.scores import blank_cell
from mcda.errors import ArgumentError, CaseError, Fault
from mcda.ids import NO_CRITERION, free_label, id_from
from mcda.parts import Weight

TREE = "value tree"
"""What refusals call the place where a criterion or an objective is at fault."""


def add_criterion(case: Case, objective: str, label: str) -> Case:
    """A new criterion at the end of an objective, from 0 to 100 points, more being better.

    Every scored option gets an unknown score on it and every weight set a weight of 0, so that nobody's answers are
    changed; sets that were asked for become stale (`Case.stale_sets`), because the new swing was not among them.

    Raises
    ------
    ArgumentError
        If there is no such objective, the label is empty, or another criterion has it.
    """
    known_objective(case, objective)
    name = free_label(label, [one.label for one in case.catalogue.criteria], "criterion")
    new = id_from(name, (*case.catalogue.ids, *NO_CRITERION), "criterion")
    anchors = {"low": PLACEHOLDER, "high": PLACEHOLDER}
    added = {"id": new, "label": name, "objective": objective, "direction": "more", "scale": {"anchors": anchors}}
    tree = tree_of(case)
    tree["criteria"].append(added)
    catalogue = rebuilt(tree)
    scored = dict.fromkeys(one.option for one in case.cells)
    return case.replace(
        catalogue=catalogue,
        cells=(*case.cells, *(blank_cell(option, catalogue[new]) for option in scored)),
        weight_rows=(*case.weight_rows, *_no_weights(case, new)),
    )


def change_criterion(case: Case, criterion: str, **changes: Any) -> Case:
    """The case with a criterion changed; its id stays, so that everything that hangs on it does too.

    A score that is unknown stays unknown: it moves with the ends of the scale.

    Parameters
    ----------
    changes
        Fields of `criteria.Criterion` (`label`, `objective`, `question`, `definition`, `direction`, `blend`, `note`),
        and of its scale: `low`, `high`, `unit`, and `anchor_low`, `anchor_middle`, `anchor_high`. An end without words
        is kept as a placeholder.

    Raises
    ------
    ArgumentError
        If there is no such criterion or field, or another criterion has that label.
    CaseError
        With every fault: scores and value points outside the new ends, a blend rule that does not fit the direction.
    """
    known_criterion(case, criterion)
    if "label" in changes:
        others = [one.label for one in case.catalogue.criteria if one.id != criterion]
        changes["label"] = free_label(changes["label"], others, "criterion")
    tree = tree_of(case)
    (plain,) = [one for one in tree["criteria"] if one["id"] == criterion]
    for name, value in changes.items():
        _put(plain, name, value)
    if "objective" in changes:
        known_objective(case, changes["objective"])
    catalogue = rebuilt(tree)
    changed = catalogue[criterion]
    _refuse_outside(case, changed)
    if changed.direction is not case.catalogue[criterion].direction:
        _refuse_turned_curve(case, changed)
    new = changed.scale
    cells = tuple(
        one.model_copy(update={"low": new.low, "high": new.high})
        if one.criterion == criterion and one.mode is None
        else one
        for one in case.cells
    )
    settings = case.settings
    if "blend" in changes:  # what is chosen here holds, whatever the case had put in its place
        rules = {name: rule for name, rule in settings.rules.items() if name != criterion}
        settings = settings.model_copy(update={"rules": rules})
    return case.replace(catalogue=catalogue, cells=cells, settings=settings)


def move_criterion(case: Case, criterion: str, steps: int) -> Case:
    """The case with a criterion moved up (-1) or down (+1) among those of its objective; at an end it stays."""
    known_criterion(case, criterion)
    tree = tree_of(case)
    siblings = [one.id for one in case.catalogue.under(case.catalogue[criterion].objective)]
    other = _neighbour(siblings, criterion, steps)
    tree["criteria"] = _swapped(tree["criteria"], criterion, other)
    return case.replace(catalogue=rebuilt(tree))


def add_objective(case: Case, label: str) -> Case:
    """The case with a new, empty objective at the end of the tree.

    Raises
    ------
    ArgumentError
        If the label is empty or another objective has it.
    """
    objectives = case.catalogue.objectives
    name = free_label(label, [one.label for one in objectives], "objective")
    tree = tree_of(case)
    tree["objectives"].append({"id": id_from(name, [one.id for one in objectives], "objective"), "label": name})
    return case.replace(catalogue=rebuilt(tree))


def change_objective(case: Case, objective: str, **changes: str) -> Case:
    """The case with the `label` or the `description` of an objective changed.

    Raises
    ------
    ArgumentError
        If there is no such objective or field, or another objective has that label.
    """
    known_objective(case, objective)
    if "label" in changes:
        others = [one.label for one in case.catalogue.objectives if one.id != objective]
        changes["label"] = free_label(changes["label"], others, "objective")
    unknown = sorted(set(changes) - {"label", "description"})
    if unknown:
        raise ArgumentError(f"An objective has a label and a description, not {', '.join(unknown)}.")
    tree = tree_of(case)
    for one in tree["objectives"]:
        if one["id"] == objective:
            one.update(changes)
    return case.replace(catalogue=rebuilt(tree))


def move_objective(case: Case, objective: str, steps: int) -> Case:
    """The case with an objective moved up (-1) or down (+1); at an end it stays."""
    known_objective(case, objective)
    tree = tree_of(case)
    other = _neighbour([one.id for one in case.catalogue.objectives], objective, steps)
    tree["objectives"] = _swapped(tree["objectives"], objective, other)
    return case.replace(catalogue=rebuilt(tree))


def known_criterion(case: Case, criterion: str) -> Criterion:
    """The criterion of that id.

    Raises
    ------
    ArgumentError
        If the case has none.
    """
    if criterion not in case.catalogue.ids:
        raise ArgumentError(f"No criterion {criterion!r} in this case. Its criteria: {', '.join(case.catalogue.ids)}.")
    return case.catalogue[criterion]


def known_objective(case: Case, objective: str) -> None:
    """Refuse an objective that the case does not have.

    Raises
    ------
    ArgumentError
        If there is none of that id.
    """
    known = [one.id for one in case.catalogue.objectives]
    if objective not in known:
        raise ArgumentError(f"No objective {objective!r} in this case. Its objectives: {', '.join(known)}.")


def tree_of(case: Case) -> dict[str, Any]:
    """The value tree as plain data that can be changed."""
    return case.catalogue.model_dump(mode="json")


def rebuilt(tree: dict[str, Any]) -> Catalogue:
    """The value tree from plain data.

    Raises
    ------
    CaseError
        With every fault of it.
    """
    try:
        return build_catalogue(tree, TREE)
    except CatalogueError as problem:
        raise CaseError(problem.faults, "The value tree cannot be like this") from None


def _put(criterion: dict[str, Any], name: str, value: Any) -> None:
    """One field of a criterion that is plain data."""
    scale, anchors = criterion["scale"], criterion["scale"]["anchors"]
    level = name.removeprefix("anchor_")
    if name.startswith("anchor_") and level in ("low", "middle", "high"):
        anchors[level] = value if level == "middle" or value.strip() else PLACEHOLDER
    elif name in ("low", "high", "unit"):
        scale[name] = value
    elif name in ("label", "objective", "question", "definition", "direction", "blend", "note"):
        criterion[name] = value
    else:
        raise ArgumentError(f"{name!r} is nothing that can be changed about a criterion.")


def _no_weights(case: Case, criterion: str) -> Iterator[Weight]:
    for name in case.weight_sets:
        label = next(one.label for one in case.weight_rows if one.set == name)
        yield Weight(set=name, label=label, criterion=criterion, low=None, weight=0.0, high=None)


def _refuse_outside(case: Case, changed: Criterion) -> None:
    """Known scores and value points that the scale would leave out, by the names that a reader knows."""
    scale = changed.scale
    allowed = f"{scale.low:g} to {scale.high:g} {scale.unit}, as the scale would go; change the score first".replace(
        "  ", " "
    )
    faults = [
        Fault("scores", None, f"{case.labels[one.option]} on {changed.label}, {level}", f"{number:g}", allowed)
        for one in case.cells
        if one.criterion == changed.id and one.mode is not None
        for level, number in (("least", one.low), ("most likely", one.mode), ("greatest", one.high))
        if not scale.low <= number <= scale.high
    ]
    faults += [
        Fault("value curve", None, f"{changed.label}, value {one.value:g}", f"{one.score:g}", allowed)
        for one in case.value_rows
        if one.criterion == changed.id and not scale.low <= one.score <= scale.high
    ]
    if faults:
        raise CaseError(faults, "The scale cannot end there yet")


def _refuse_turned_curve(case: Case, changed: Criterion) -> None:
    """A curve by points says which end is worth more; turned round it would say the opposite of what was answered."""
    if any(one.criterion == changed.id and one.kind == "piecewise" for one in case.value_rows):
        raise ArgumentError(
            f"{changed.label} has a value curve that rises towards the end that is now better. "
            "Take the curve away first, then turn the direction, then ask for the curve again."
        )


def _neighbour(order: list[str], name: str, steps: int) -> str:
    place = order.index(name) + steps
    return order[min(max(place, 0), len(order) - 1)]


def _swapped(rows: list[dict[str, Any]], one: str, other: str) -> list[dict[str, Any]]:
    places = {row["id"]: place for place, row in enumerate(rows)}
    moved = list(rows)
    moved[places[one]], moved[places[other]] = rows[places[other]], rows[places[one]]
    return moved


__all__ = [
    "add_criterion",
    "add_objective",
    "change_criterion",
    "change_objective",
    "known_criterion",
    "known_objective",
    "move_criterion",
    "move_objective",
    "rebuilt",
    "tree_of",
]
