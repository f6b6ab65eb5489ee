"""Changes of the levers: one row for each effect, edited as a table."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple, TypedDict

from mcda.case import Case
from mcda.columns import number_or_none
from mcda.errors import ArgumentError, CaseError, Fault
from mcda.facts import LEVER_CAP
from mcda.ids import id_from
from mcda.parts import LeverEffect
from mcda.refusals import REFUSED

NUMBERS = ("low", "effect", "high", "effort")


class EffectRow(TypedDict):
    """One effect as it is entered. `lever` is None in a row that is new; any cell may be left empty."""

    lever: str | None
    label: str | None
    criterion: str | None
    low: Any
    effect: Any
    high: Any
    effort: Any
    note: str | None


def lever_labels(case: Case) -> dict[str, str]:
    """Label of each lever, by id, in file order."""
    labels: dict[str, str] = {}
    for row in case.levers:
        labels.setdefault(row.lever, row.label)
    return labels


def uses_of(case: Case, lever: str) -> tuple[str, ...]:
    """Options that have a lever."""
    return tuple(one.option for one in case.options if lever in one.levers)


def with_effects(case: Case, rows: list[EffectRow]) -> Case:
    """The case with these effects of levers, in place of those it has.

    A lever has one name and one effort: where a row says another one than the case does, that holds for all rows of
    the lever. A new row joins the lever of its name, or starts a new one.

    Raises
    ------
    CaseError
        With every fault of every row.
    ArgumentError
        If a lever would go that options have.
    """
    named = _named(case, rows)
    faults = [fault for number, row in enumerate(named, 1) for fault in _faults(case, number, row)]
    if faults:
        raise CaseError(faults, REFUSED)
    names = {str(row["lever"]): str(row["label"]).strip() for row in named}
    twice = [name for name, count in Counter(name.casefold() for name in names.values()).items() if count > 1]
    if twice:
        raise ArgumentError(f"Two levers have the same name: {', '.join(twice)}. Each needs a name of its own.")
    kept = set(names)
    used = {lever: uses_of(case, lever) for lever in lever_labels(case) if lever not in kept}
    lost = [
        f"  - {lever_labels(case)[lever]}: {', '.join(case.labels[one] for one in options)}"
        for lever, options in used.items()
        if options
    ]
    if lost:
        raise ArgumentError("\n".join(["Options have these levers. Take the levers off them first.", *lost]))
    paragraphs = {(row.lever, row.criterion): row.paragraphs for row in case.levers}
    effects = tuple(
        LeverEffect(
            lever=str(row["lever"]),
            label=str(row["label"]).strip(),
            criterion=str(row["criterion"]),
            **{name: float(row[name]) for name in NUMBERS},  # type: ignore[literal-required]
            paragraphs=paragraphs.get((str(row["lever"]), str(row["criterion"])), ()),
            note=str(row["note"] or ""),
        )
        for row in named
    )
    return case.replace(levers=effects)


def with_lever(case: Case, label: str, criterion: str, effect: tuple[float, float, float], effort: float) -> Case:
    """The case with one more effect: of a new lever, or of the one that has this name, which keeps its effort.

    Parameters
    ----------
    criterion
        What it moves; `coordination` for how well the parts of a blend fit.
    effect
        Least, most likely and greatest change, in the criterion's unit and direction.
    """
    low, likely, high = effect
    known = {row.label.casefold(): row.effort for row in case.levers}
    effort = known.get(label.strip().casefold(), effort)
    row = EffectRow(
        lever=None, label=label, criterion=criterion, low=low, effect=likely, high=high, effort=effort, note=""
    )
    return with_effects(case, [*effect_rows(case), row])


def effect_rows(case: Case) -> list[EffectRow]:
    """The effects of the case's levers as rows to edit."""
    return [
        EffectRow(
            lever=one.lever,
            label=one.label,
            criterion=one.criterion,
            low=one.low,
            effect=one.effect,
            high=one.high,
            effort=one.effort,
            note=one.note,
        )
        for one in case.levers
    ]


class Capped(NamedTuple):
    """Where the levers of an option sum to more than may count.

    Attributes
    ----------
    total, counted
        Summed improvement or worsening by the most likely effects, and what of it counts, in the criterion's unit.
    """

    option: str
    criterion: str
    total: float
    counted: float


def capped(case: Case) -> tuple[Capped, ...]:
    """Every place where summed effects are cut to a quarter of the scale (`LEVER_CAP`), rises and falls apart."""
    found = []
    for option in case.options:
        for criterion in case.catalogue.criteria:
            effects = [
                row.effect for row in case.levers if row.lever in option.levers and row.criterion == criterion.id
            ]
            most = LEVER_CAP * criterion.scale.span
            for sign in (1.0, -1.0):
                total = sum(effect for effect in effects if effect * sign > 0)
                if abs(total) > most + 1e-9:
                    found.append(Capped(option.option, criterion.id, total, sign * most))
    return tuple(found)


def _named(case: Case, rows: list[EffectRow]) -> list[EffectRow]:
    """The rows with ids for new levers, and with one label and one effort for each lever."""
    before = lever_labels(case)
    ids = {label.casefold(): lever for lever, label in before.items()}
    usual = {row.lever: row.effort for row in case.levers}
    labels, efforts = dict(before), dict(usual)
    named = []
    for row in rows:
        label = (row["label"] or "").strip()
        lever = row["lever"] or ids.get(label.casefold())
        if lever is None and label:
            lever = ids[label.casefold()] = id_from(label, labels, "lever")
            labels[lever] = label
        if lever is not None:
            if row["lever"] and label and label != before.get(lever):
                labels[lever] = label
            if row["effort"] is not None and row["effort"] != usual.get(lever):
                efforts[lever] = row["effort"]
        named.append((lever, row))
    return [
        EffectRow(
            **{**row, "lever": lever, "label": labels.get(lever or "", ""), "effort": efforts.get(lever or "", 1.0)}
        )
        for lever, row in named
    ]


def _faults(case: Case, number: int, row: EffectRow) -> Iterator[Fault]:
    labels = {one.id: one.label for one in case.catalogue.criteria}
    moved = row["criterion"] or ""
    place = f"Effect {number}, of “{row['label']}” on {labels.get(moved, moved)}" if row["label"] and moved else ""
    place = place or f"Effect {number}"
    if not row["label"]:
        yield Fault(place, None, "name", None, "a name for the lever")
    if not moved:
        yield Fault(place, None, "criterion", None, "what it moves: a criterion, or coordination")
    for name in NUMBERS:
        value = row[name]  # type: ignore[literal-required]
        if value is None or number_or_none(str(value)) is None:
            yield Fault(place, None, name, value, "a number; an empty cell is never read as 0")


__all__ = ["Capped", "EffectRow", "capped", "effect_rows", "lever_labels", "uses_of", "with_effects", "with_lever"]
