"""People's weights in and out of a case: a round each, first answers kept, joined only when asked."""

from collections.abc import Mapping

from mcda.case import Case
from mcda.errors import ArgumentError
from mcda.ids import id_from
from mcda.parts import Elicitation
from mcda.stakeholders import last_rounds
from mcda.weights import aggregate, points
from mcda.weights.elicited import Elicited
from mcda.weights.group import GroupRule
from mcda.weights.record import RESERVED, with_elicited, without_set

JOINED = "stakeholders_joined"
"""Id of the set that joins everybody; nobody's own set gets it."""


def with_person(case: Case, person: str, given: Mapping[str, float], *, method: str, date: str = "") -> Case:
    """The case with one more stakeholder's weights; for somebody who is in already, one more round of theirs.

    Parameters
    ----------
    person
        A name, or a sign that only the person knows; shown only when asked for.
    given
        Swing points of at least 0 for every criterion; they need not sum to 100.
    method
        How they were asked, such as `points`, or `import`.

    Raises
    ------
    ArgumentError
        If there is no name, or points are missing, no numbers or all zero: every fault at once.
    """
    name = " ".join(person.split())
    missing = [one.label for one in case.catalogue.criteria if given.get(one.id) is None]
    faults = [] if name else ["  - a name, or a sign that the person knows, is needed"]
    faults += [f"  - {label} has no points; write 0 where the step is worth nothing" for label in missing]
    if faults:
        raise ArgumentError("\n".join(["These weights are not complete:", *faults]))
    found = points(dict(given))
    earlier = [one for one in case.elicitations if one.role == "stakeholder" and one.person.lower() == name.lower()]
    name = earlier[0].person if earlier else name  # spelled as the first time
    number = max((one.round for one in earlier), default=0) + 1
    label = name if number == 1 else f"{name} (round {number})"
    while label in case.weight_sets.values():
        label = f"{label} (stakeholder)"  # a person may bear the name of a set; neither replaces the other
    record = Elicited(method, found.weights, found.consistency, found.consistency_label)
    own = id_from(label, (*case.weight_sets, *RESERVED, JOINED), "person")
    kept = with_elicited(case, record, own, label, name, "stakeholder", dict(given), date)
    return _numbered(kept, own, number)


def without_person(case: Case, name: str) -> Case:
    """The case without one round of one stakeholder.

    Raises
    ------
    ArgumentError
        If a scenario suggests that set, or it is the last one of the case.
    """
    return without_set(case, name)


def joined(case: Case, rule: GroupRule, *, date: str = "") -> Case:
    """The case with one more weight set: the mean of every stakeholder's last round.

    Raises
    ------
    ArgumentError
        If there is nobody, or, for the geometric mean, a weight is 0.
    """
    records = last_rounds(case)
    if not records:
        raise ArgumentError("No weight set of this case is a stakeholder's, so there is nothing to join.")
    group = aggregate({one.person or one.set: case.weights(one.set)["weight"] for one in records}, rule)
    label = f"Stakeholders joined ({rule} mean of {len(records)})"
    found = Elicited(
        f"{rule} mean", group.weights, None, "A mean of several people's weights says nothing of consistency"
    )
    return with_elicited(case, found, JOINED, label, "", "analyst", None, date)


def _numbered(case: Case, own: str, number: int) -> Case:
    records: tuple[Elicitation, ...] = tuple(
        one.model_copy(update={"round": number}) if one.set == own else one for one in case.elicitations
    )
    return case.replace(elicitations=records)


__all__ = ["JOINED", "joined", "with_person", "without_person"]
