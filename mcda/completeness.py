"""What a case still lacks before somebody should rely on it: each gap as a sentence, with the page that closes it."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from mcda.case import Case
from mcda.evidence import no_spread
from mcda.independence import dependent, unanswered
from mcda.language import listed, number, t

PLACEHOLDER = "To be put in words"
"""Stands where a text is required and nobody has written one yet."""

UNCHECKED = "Direction or ends of the scale were taken from the file: check them, then clear this note."
"""The note of a criterion of which nobody has yet said which end is better, or what could plausibly happen."""

NAMED = 3
"""How many things a sentence names before it only counts them."""


class Gap(NamedTuple):
    """One thing that is missing.

    Attributes
    ----------
    page
        The page of the app on which it is mended: `start`, `objectives`, `evidence`, `strategies` or `weights`.
    sentence
        What is missing, as plain text; it may hold labels of the case.
    """

    page: str
    sentence: str


def missing(case: Case) -> tuple[Gap, ...]:
    """What the case still lacks, in the order of the pages; empty where nothing is missing.

    First comes what may turn the result around: directions and scales that nobody has looked at.

    A gap is no fault: the case can be used, and every result stands on what is there.

    Examples
    --------
    >>> from mcda.folder import read_case
    >>> {gap.page for gap in missing(read_case())} <= {"start", "objectives", "evidence", "strategies", "weights"}
    True
    """
    parts: tuple[tuple[str, Callable[[Case], Iterator[str]]], ...] = (
        ("objectives", _unchecked),
        ("start", _framing),
        ("objectives", _objectives),
        ("evidence", _evidence),
        ("strategies", _strategies),
        ("weights", _weights),
    )
    return tuple(Gap(page, sentence) for page, look in parts for sentence in look(case))


def has_words(text: str) -> bool:
    """Whether somebody has written this text: it is neither empty nor a placeholder."""
    return bool(text.strip()) and text.strip() != PLACEHOLDER


def without_anchors(case: Case) -> tuple[str, ...]:
    """Criteria of which an end of the scale is not yet described in words."""
    return tuple(
        one.id
        for one in case.catalogue.criteria
        if not (has_words(one.scale.anchors.low) and has_words(one.scale.anchors.high))
    )


def without_spread(case: Case) -> tuple[str, ...]:
    """Criteria on which all options that can be chosen, derived ones too, score the same in every scenario.

    They cannot tell options apart, whatever they weigh. None where fewer than two options can be chosen.
    """
    left = case.catalogue.ids
    for one in case.scenarios:
        found = no_spread(case, one.scenario)
        left = tuple(criterion for criterion in left if criterion in found)
        if not left:
            break
    return left


def undescribed(case: Case) -> dict[str, tuple[str, ...]]:
    """Blends that are no alternative yet, each with the components whose share nobody has said the meaning of."""
    said = {(one.option, one.component) for one in case.meanings}
    missing = {
        one.option: tuple(name for name, share in one.shares if share > 0 and (one.option, name) not in said)
        for one in case.options
        if one.shares
    }
    return {option: parts for option, parts in missing.items() if parts}


def _unchecked(case: Case) -> Iterator[str]:
    open_ones = [one.label for one in case.catalogue.criteria if one.note == UNCHECKED]
    if len(open_ones) == 1:
        yield t(
            "Directions and scale ends of {count} criterion were taken from the file: "
            "check them, and clear the note at each ({names}).",
            **_told(open_ones),
        )
    elif open_ones:
        yield t(
            "Directions and scale ends of {count} criteria were taken from the file: "
            "check them, and clear the note at each ({names}).",
            **_told(open_ones),
        )


def _framing(case: Case) -> Iterator[str]:
    stated = case.settings
    if not stated.question:
        yield t("No question is stated.")
    if not stated.decision_maker and not stated.horizon:
        yield t("Nothing says who decides or the horizon.")
    elif not stated.decision_maker:
        yield t("Nothing says who decides.")
    elif not stated.horizon:
        yield t("Nothing says the horizon.")
    if stated.baseline is None:
        yield t("No option is named as the baseline that the others are shown against.")


def _objectives(case: Case) -> Iterator[str]:
    labels = _labels(case)
    bare = [labels[one] for one in without_anchors(case)]
    if len(bare) == 1:
        yield t("{count} criterion has an end of the scale that is not in words: {names}.", **_told(bare))
    elif bare:
        yield t("{count} criteria have an end of the scale that is not in words: {names}.", **_told(bare))
    silent = [one.label for one in case.catalogue.criteria if not one.question]
    if len(silent) == 1:
        yield t("{count} criterion asks no question: {names}.", **_told(silent))
    elif silent:
        yield t("{count} criteria ask no question: {names}.", **_told(silent))
    pairs = [listed((labels[a], labels[b])) for a, b in unanswered(case)]
    if len(pairs) == 1:
        yield t(
            "{count} pair of criteria that may overlap: nobody has said whether the worth of the one depends on the "
            "other ({names}).",
            **_told(pairs),
        )
    elif pairs:
        yield t(
            "{count} pairs of criteria that may overlap: nobody has said whether the worth of the one depends on the "
            "other ({names}).",
            **_told(pairs),
        )
    doubtful = [listed((labels[a], labels[b])) for a, b in dependent(case)]
    if len(doubtful) == 1:
        yield t("Adding up is doubtful for {count} pair of criteria: {names}.", **_told(doubtful))
    elif doubtful:
        yield t("Adding up is doubtful for {count} pairs of criteria: {names}.", **_told(doubtful))


def _evidence(case: Case) -> Iterator[str]:
    unknown = sum(cell.mode is None for cell in case.cells)
    every = number(len(case.cells), 0)
    if unknown == 1:
        yield t("{count} score is unknown, of {every}.", count=number(unknown, 0), every=every)
    elif unknown:
        yield t("{count} scores are unknown, of {every}.", count=number(unknown, 0), every=every)
    bare = sum(cell.mode is not None and not has_words(cell.rationale) for cell in case.cells)
    if bare == 1:
        yield t("{count} score has no reason.", count=number(bare, 0))
    elif bare:
        yield t("{count} scores have no reason.", count=number(bare, 0))
    labels = _labels(case)
    flat = [labels[one] for one in without_spread(case)]
    if flat:
        names = _first_of(flat)
        yield t("All options score the same on {names}, which therefore cannot tell them apart.", names=names)


def _strategies(case: Case) -> Iterator[str]:
    if len(case.choices) < 2:
        yield t("There is only one option to choose.")
    plain = [one.label for one in case.options if not has_words(one.description)]
    if len(plain) == 1:
        yield t("{count} option is not described: {names}.", **_told(plain))
    elif plain:
        yield t("{count} options are not described: {names}.", **_told(plain))
    mute = undescribed(case)
    count = sum(map(len, mute.values()))
    told = {"count": number(count, 0), "names": _first_of([case.labels[one] for one in mute])}
    if count == 1:
        yield t("{count} share of blends without a meaning in practice: {names}.", **told)
    elif count:
        yield t("{count} shares of blends without a meaning in practice: {names}.", **told)
    asked = {answer.subject for answer in case.answers if answer.kind == "coordination"}
    open_ones = [one.label for one in case.scenarios if one.scenario not in asked]
    if len(case.components) < 2:
        return
    if len(open_ones) == 1:
        yield t("How well the parts fit has not been asked for {count} scenario: {names}.", **_told(open_ones))
    elif open_ones:
        yield t("How well the parts fit has not been asked for {count} scenarios: {names}.", **_told(open_ones))


def _weights(case: Case) -> Iterator[str]:
    sets = case.weight_sets
    asked = {one.set for one in case.elicitations}
    nobody = [label for name, label in sets.items() if name not in asked]
    if len(nobody) == 1:
        yield t("{count} weight set that nobody has answered for: {names}.", **_told(nobody))
    elif nobody:
        yield t("{count} weight sets that nobody has answered for: {names}.", **_told(nobody))
    stale = [label for name, label in sets.items() if name in case.stale_sets]
    if len(stale) == 1:
        yield t("{count} weight set is stale, because criteria or scales have changed: {names}.", **_told(stale))
    elif stale:
        yield t("{count} weight sets are stale, because criteria or scales have changed: {names}.", **_told(stale))
    weighed = {row.criterion for row in case.weight_rows if row.weight > 0}
    nothing = [one.label for one in case.catalogue.criteria if one.id not in weighed]
    if len(nothing) == 1:
        yield t("{count} criterion has no weight in any set: {names}.", **_told(nothing))
    elif nothing:
        yield t("{count} criteria have no weight in any set: {names}.", **_told(nothing))


def _labels(case: Case) -> dict[str, str]:
    return {one.id: one.label for one in case.catalogue.criteria}


def _told(names: Sequence[str]) -> dict[str, str]:
    """How many there are, and the names of the first few."""
    return {"count": number(len(names), 0), "names": _first_of(names)}


def _first_of(names: Sequence[str]) -> str:
    """The first few names; how many more there are."""
    first = ", ".join(f"“{name}”" for name in names[:NAMED])
    more = len(names) - NAMED
    return t("{names} and {count} more", names=first, count=number(more, 0)) if more > 0 else first


__all__ = [
    "PLACEHOLDER",
    "UNCHECKED",
    "Gap",
    "has_words",
    "missing",
    "undescribed",
    "without_anchors",
    "without_spread",
]
