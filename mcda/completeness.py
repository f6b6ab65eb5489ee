"""What a case still lacks before somebody should rely on it: each gap as a sentence, with the page that closes it."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from mcda.case import Case
from mcda.evidence import no_spread
from mcda.independence import dependent, unanswered

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
    if open_ones:
        yield (
            f"Directions and scale ends of {_count(len(open_ones), 'criterion', 'criteria')} were taken from the file: "
            f"check them, and clear the note at each ({_listed(open_ones)})."
        )


def _framing(case: Case) -> Iterator[str]:
    stated = case.settings
    if not stated.question:
        yield "No question is stated."
    lacking = [
        word for word, text in (("who decides", stated.decision_maker), ("the horizon", stated.horizon)) if not text
    ]
    if lacking:
        yield f"Nothing says {' or '.join(lacking)}."
    if stated.baseline is None:
        yield "No option is named as the baseline that the others are shown against."


def _objectives(case: Case) -> Iterator[str]:
    labels = _labels(case)
    bare = without_anchors(case)
    if bare:
        yield (
            f"{_count(len(bare), 'criterion has', 'criteria have')} an end of the scale that is not in words: "
            f"{_listed(labels[one] for one in bare)}."
        )
    silent = [one.label for one in case.catalogue.criteria if not one.question]
    if silent:
        yield f"{_count(len(silent), 'criterion asks', 'criteria ask')} no question: {_listed(silent)}."
    pairs = unanswered(case)
    if pairs:
        yield (
            f"{_count(len(pairs), 'pair', 'pairs')} of criteria that may overlap: nobody has said whether the worth of "
            f"the one depends on the other ({_listed(f'{labels[a]} and {labels[b]}' for a, b in pairs)})."
        )
    doubtful = dependent(case)
    if doubtful:
        yield (
            f"Adding up is doubtful for {_count(len(doubtful), 'pair', 'pairs')} of criteria: "
            f"{_listed(f'{labels[a]} and {labels[b]}' for a, b in doubtful)}."
        )


def _evidence(case: Case) -> Iterator[str]:
    unknown = [cell for cell in case.cells if cell.mode is None]
    if unknown:
        yield f"{_count(len(unknown), 'score is', 'scores are')} unknown, of {len(case.cells)}."
    bare = [cell for cell in case.cells if cell.mode is not None and not has_words(cell.rationale)]
    if bare:
        yield f"{_count(len(bare), 'score has', 'scores have')} no reason."
    flat = without_spread(case)
    if flat:
        labels = _labels(case)
        yield (
            f"All options score the same on {_listed(labels[one] for one in flat)}, "
            "which therefore cannot tell them apart."
        )


def _strategies(case: Case) -> Iterator[str]:
    if len(case.choices) < 2:
        yield "There is only one option to choose."
    plain = [one.label for one in case.options if not has_words(one.description)]
    if plain:
        yield f"{_count(len(plain), 'option is', 'options are')} not described: {_listed(plain)}."
    mute = undescribed(case)
    if mute:
        count = sum(map(len, mute.values()))
        blends = (case.labels[one] for one in mute)
        yield f"{_count(count, 'share', 'shares')} of blends without a meaning in practice: {_listed(blends)}."
    asked = {answer.subject for answer in case.answers if answer.kind == "coordination"}
    open_ones = [one.label for one in case.scenarios if one.scenario not in asked]
    if open_ones and len(case.components) > 1:
        yield (
            f"How well the parts fit has not been asked for {_count(len(open_ones), 'scenario', 'scenarios')}: "
            f"{_listed(open_ones)}."
        )


def _weights(case: Case) -> Iterator[str]:
    sets = case.weight_sets
    asked = {one.set for one in case.elicitations}
    nobody = [label for name, label in sets.items() if name not in asked]
    if nobody:
        yield f"{_count(len(nobody), 'weight set', 'weight sets')} that nobody has answered for: {_listed(nobody)}."
    stale = [label for name, label in sets.items() if name in case.stale_sets]
    if stale:
        yield (
            f"{_count(len(stale), 'weight set is', 'weight sets are')} stale, because criteria or scales have changed: "
            f"{_listed(stale)}."
        )
    weighed = {row.criterion for row in case.weight_rows if row.weight > 0}
    nothing = [one.label for one in case.catalogue.criteria if one.id not in weighed]
    if nothing:
        yield f"{_count(len(nothing), 'criterion has', 'criteria have')} no weight in any set: {_listed(nothing)}."


def _labels(case: Case) -> dict[str, str]:
    return {one.id: one.label for one in case.catalogue.criteria}


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _listed(names: Iterable[str]) -> str:
    """The first few names; how many more there are."""
    found = [f"“{name}”" for name in names]
    more = len(found) - NAMED
    return ", ".join(found[:NAMED]) + (f" and {more} more" if more > 0 else "")


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
