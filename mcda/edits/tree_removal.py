"""Taking criteria and objectives out of a case, with all that hangs on them."""

from mcda.case import Case
from mcda.edits.tree import known_criterion, known_objective, rebuilt, tree_of
from mcda.errors import ArgumentError, CaseError, Fault
from mcda.parts import Settings, SynergyRule


def remove_criterion(case: Case, criterion: str) -> Case:
    """The case without a criterion and all that hangs on it; `goes_with` lists that beforehand.

    Raises
    ------
    ArgumentError
        If there is no such criterion.
    CaseError
        If it is the last one, or a weight set would have no weight left.
    """
    known_criterion(case, criterion)
    tree = tree_of(case)
    tree["criteria"] = [one for one in tree["criteria"] if one["id"] != criterion]
    for one in tree["criteria"]:
        one["overlaps"] = [overlap for overlap in one["overlaps"] if overlap["criterion"] != criterion]
    catalogue = rebuilt(tree)
    _refuse_empty_sets(case, criterion)
    levers = tuple(one for one in case.levers if one.criterion != criterion)
    left = {one.lever for one in levers}
    return case.replace(
        catalogue=catalogue,
        settings=_settings_without(case.settings, criterion),
        options=tuple(
            one.model_copy(update={"levers": tuple(lever for lever in one.levers if lever in left)})
            for one in case.options
        ),
        cells=tuple(one for one in case.cells if one.criterion != criterion),
        weight_rows=tuple(one for one in case.weight_rows if one.criterion != criterion),
        value_rows=tuple(one for one in case.value_rows if one.criterion != criterion),
        shifts=tuple(one for one in case.shifts if one.criterion != criterion),
        levers=levers,
        history=tuple(
            one.model_copy(update={"marks": tuple(mark for mark in one.marks if mark[0] != criterion)})
            for one in case.history
        ),
        answers=tuple(
            one for one in case.answers if one.kind == "coordination" or criterion not in (one.subject, one.other)
        ),
    )


def goes_with(case: Case, criterion: str) -> tuple[tuple[str, int], ...]:
    """What would be lost with a criterion: each kind of thing with how many there are of it, none left out."""
    known_criterion(case, criterion)
    synergy = case.settings.synergy
    counted = {
        "scores": sum(one.criterion == criterion for one in case.cells),
        "weights above 0": sum(one.criterion == criterion and one.weight > 0 for one in case.weight_rows),
        "points of its value curve": sum(one.criterion == criterion for one in case.value_rows),
        "shifts of scenarios": sum(one.criterion == criterion for one in case.shifts),
        "effects of levers": sum(one.criterion == criterion for one in case.levers),
        "marks of past cases": sum(
            name == criterion and bool(mark) for one in case.history for name, mark in one.marks
        ),
        "answers about pairs": sum(
            one.kind != "coordination" and criterion in (one.subject, one.other) for one in case.answers
        ),
        "warnings of overlaps": sum(
            criterion in (one.id, overlap.criterion) for one in case.catalogue.criteria for overlap in one.overlaps
        ),
        "synergy rules": int(synergy is not None and _synergy_without(synergy, criterion) is None),
    }
    return tuple((kind, number) for kind, number in counted.items() if number)


def remove_objective(case: Case, objective: str) -> Case:
    """The case without an objective that has no criteria.

    Raises
    ------
    ArgumentError
        If there is no such objective, or criteria stand under it.
    CaseError
        If it is the last one.
    """
    known_objective(case, objective)
    leaves = [one.label for one in case.catalogue.under(objective)]
    if leaves:
        raise ArgumentError(f"Criteria still stand under it: {', '.join(leaves)}. Move or remove them first.")
    tree = tree_of(case)
    tree["objectives"] = [one for one in tree["objectives"] if one["id"] != objective]
    return case.replace(catalogue=rebuilt(tree))


def _settings_without(settings: Settings, criterion: str) -> Settings:
    rules = {name: rule for name, rule in settings.rules.items() if name != criterion}
    synergy = settings.synergy and _synergy_without(settings.synergy, criterion)
    return settings.model_copy(update={"rules": rules, "synergy": synergy})


def _synergy_without(synergy: SynergyRule, criterion: str) -> SynergyRule | None:
    """The rule without a criterion; none without one of its parts, because a product of fewer would claim more."""
    on = tuple(one for one in synergy.on if one != criterion)
    if not on or any(part.criterion == criterion for part in synergy.parts):
        return None
    return synergy.model_copy(update={"on": on})


def _refuse_empty_sets(case: Case, criterion: str) -> None:
    others = {one.set for one in case.weight_rows if one.criterion != criterion and one.weight > 0}
    empty = [label for name, label in case.weight_sets.items() if name not in others]
    if empty:
        allowed = "weight on at least one other criterion; give some before this one is removed"
        raise CaseError(
            [Fault("weights", None, f"set “{label}”", case.catalogue[criterion].label, allowed) for label in empty],
            "This criterion cannot be removed yet",
        )


__all__ = ["goes_with", "remove_criterion", "remove_objective"]
