"""Weight sets of a case and the record of how each came about: kept, renamed, taken out."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mcda.case import Case
from mcda.checks import SCENARIO_WEIGHTS
from mcda.errors import ArgumentError
from mcda.ids import free_label, id_from
from mcda.parts import Elicitation, Weight
from mcda.weights.elicited import Elicited

RESERVED = (SCENARIO_WEIGHTS, "custom")
"""Names that stand for something else where a weight set is asked for."""

_DECIMALS = 6
_LAST_ROUND = 99


def with_elicited(
    case: Case,
    found: Elicited,
    name: str,
    label: str,
    person: str = "",
    role: str = "analyst",
    answers: Mapping[str, Any] | None = None,
    date: str = "",
) -> Case:
    """The case with weights that were asked for as one of its sets, and the record of how they came about.

    Parameters
    ----------
    found
        What a call of `mcda.weights` made of the answers; it must weigh every criterion of the case. Its ranges
        become those of the set where the method gives any (the intervals of nonlinear best-worst).
    name, label
        Id and label of the set. A set of that id is replaced where it stands, and counts as asked once more.
    person, role
        Whose values these are, and whether an `analyst` or a `stakeholder` answered.
    answers
        What was answered, as plain data: it is stored as JSON, so that the same questions can be asked again.
    date
        When, as the year, month and day.

    Raises
    ------
    ArgumentError
        If the weights are for other criteria than the case has, or the id means something else.
    CaseError
        With every fault of the changed case.
    """
    if name in RESERVED:
        raise ArgumentError(f"{name!r} cannot name a weight set: it stands for something else. Choose another id.")
    ids = case.catalogue.ids
    if set(found.weights.index) != set(ids):
        raise ArgumentError(
            f"These weights are for {', '.join(map(str, found.weights.index))}; the case has {', '.join(ids)}."
        )
    ranges: Mapping[str, Mapping[str, float]] = found.detail.get("intervals", {})
    rows = [_row(name, label, one, float(found.weights[one]), ranges.get(one)) for one in ids]
    before = record_of(case, name)
    record = Elicitation(
        set=name,
        method=found.method,
        person=person,
        role=role,
        round=1 if before is None else min(before.round + 1, _LAST_ROUND),
        date=date,
        consistency=None if found.consistency is None else round(found.consistency, _DECIMALS),
        consistency_label=found.consistency_label,
        answers="" if answers is None else json.dumps(answers, separators=(",", ":")),
        scales=case.scales_digest,
    )
    others = tuple(one for one in case.elicitations if one.set != name)
    return case.replace(
        weight_rows=_placed(case.weight_rows, name, rows),
        elicitations=(*others, record),
        # Of one set, scenarios need not say that they suggest it; of several, each must.
        scenarios=tuple(
            one.model_copy(update={"weights": one.weights or next(iter(case.weight_sets))}) for one in case.scenarios
        ),
    )


def record_of(case: Case, name: str) -> Elicitation | None:
    """How a weight set came about; None where nobody wrote that down."""
    return next((one for one in case.elicitations if one.set == name), None)


def answers_of(case: Case, name: str) -> dict[str, Any]:
    """The stored answers behind a weight set; empty where there are none."""
    record = record_of(case, name)
    stored = json.loads(record.answers) if record is not None and record.answers else {}
    return stored if isinstance(stored, dict) else {}


def renamed_set(case: Case, name: str, label: str) -> Case:
    """The case with another label for one weight set; its id stays, so that scenarios still find it.

    Raises
    ------
    ArgumentError
        If there is no such set, or the label is empty or another set's.
    """
    _known_set(case, name)
    new = free_label(label, [known for other, known in case.weight_sets.items() if other != name], "weight set")
    rows = tuple(row.model_copy(update={"label": new}) if row.set == name else row for row in case.weight_rows)
    return case.replace(weight_rows=rows)


def suggested_in(case: Case, scenario: str, name: str) -> Case:
    """The case with a weight set as the one that is used in a scenario where none is asked for.

    Where the case has a usual set of its own, whatever the scenario, that becomes this one too.

    Raises
    ------
    ArgumentError
        If there is no such scenario or set.
    """
    where = case.scenario(scenario).scenario
    _known_set(case, name)
    defaults = case.settings.defaults
    usual = defaults.weights if defaults.weights == SCENARIO_WEIGHTS else name
    return case.replace(
        settings=case.settings.model_copy(update={"defaults": defaults.model_copy(update={"weights": usual})}),
        scenarios=tuple(
            one.model_copy(update={"weights": name}) if one.scenario == where else one for one in case.scenarios
        ),
    )


def without_set(case: Case, name: str) -> Case:
    """The case without one weight set and its record.

    Raises
    ------
    ArgumentError
        If there is no such set; or it is the last one, the case's usual one, or one that scenarios suggest: with each
        of them named.
    """
    _known_set(case, name)
    reasons = list(uses_of(case, name))
    if reasons:
        label = case.weight_sets[name]
        raise ArgumentError(f"{label} is still needed:\n" + "\n".join(f"  - {reason}" for reason in reasons))
    return case.replace(
        weight_rows=tuple(row for row in case.weight_rows if row.set != name),
        elicitations=tuple(one for one in case.elicitations if one.set != name),
    )


def uses_of(case: Case, name: str) -> Iterator[str]:
    """What keeps a weight set from being taken out."""
    if len(case.weight_sets) == 1:
        yield "it is the only weight set; a case needs one"
    if case.settings.defaults.weights == name:
        yield "the case uses it where none is asked for"
    for scenario in case.scenarios:
        if scenario.weights == name:
            yield f"the scenario {scenario.label} suggests it"


def set_id(case: Case, label: str) -> str:
    """The id of the set with that label, or a new one made from the label's letters and digits.

    Examples
    --------
    >>> import mcda
    >>> case = mcda.read_case()
    >>> set_id(case, "Dr. Weiß, 2nd answers"), set_id(case, "Neutral"), set_id(case, "neutral!")
    ('dr_wei_2nd_answers', 'neutral', 'neutral_2')
    """
    for name, known in case.weight_sets.items():
        if known == label:
            return name
    return id_from(label, (*case.weight_sets, *RESERVED), "weights")


def _known_set(case: Case, name: str) -> None:
    if name not in case.weight_sets:
        raise ArgumentError(f"No weight set {name!r} in this case. Its sets: {', '.join(case.weight_sets)}.")


def _row(name: str, label: str, criterion: str, weight: float, span: Mapping[str, float] | None) -> Weight:
    """Points of 100. The middle of intervals, once normalised, may lie a hair beside its interval: it counts as in."""
    points = round(100.0 * weight, _DECIMALS)
    low, high = (None, None) if span is None else (100.0 * span["low"], 100.0 * span["high"])
    return Weight(
        set=name,
        label=label,
        criterion=criterion,
        low=None if low is None else min(round(low, _DECIMALS), points),
        weight=points,
        high=None if high is None else max(round(high, _DECIMALS), points),
    )


def _placed(rows: tuple[Weight, ...], name: str, own: list[Weight]) -> tuple[Weight, ...]:
    """The rows with those of one set replaced where they stood, or added at the end."""
    where = next((i for i, row in enumerate(rows) if row.set == name), len(rows))
    before, after = rows[:where], rows[where:]
    return (*before, *own, *(row for row in after if row.set != name))
