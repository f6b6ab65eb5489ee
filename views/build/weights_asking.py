"""Asking for weights: half-filled answers that are kept, what they come to, and the inputs that all ways share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from criteria import Criterion
from mcda.case import Case
from mcda.errors import McdaError
from mcda.weights import Elicited
from views import saving, state
from views.text import number, shown, t

Answers = Mapping[str, Any]
"""What was answered so far, by the name of the input."""


@dataclass(frozen=True)
class Outcome:
    """What answers come to.

    Attributes
    ----------
    missing
        What is still to be answered, in words; empty where nothing is.
    found
        The weights, once nothing is missing.
    problem
        Why the answers cannot be used, in the engine's words.
    advice
        Which answers to look at again, because they do not fit the others.
    """

    missing: tuple[str, ...] = ()
    found: Elicited | None = None
    problem: str = ""
    advice: tuple[str, ...] = ()


@dataclass(frozen=True)
class Way:
    """A way of asking for weights.

    Attributes
    ----------
    name
        Its id, which is part of the names of drafts and inputs.
    method
        What `Elicited.method` of its results is.
    label, about
        Its name, and in a sentence what it asks and when it suits.
    least
        The fewest criteria with which it asks anything that another way does not ask more simply.
    draw
        Draws the questions.
    outcome
        What answers come to; pure.
    """

    name: str
    method: tuple[str, ...]
    label: str
    about: str
    least: int
    draw: Callable[[Case], None]
    outcome: Callable[[Case, Answers], Outcome]


def kept(way: str) -> dict[str, Any]:
    """The draft of one way: its `answers`, who gave them, and the scales they were given on."""
    return saving.draft(f"weights_{way}")


def keep(way: str, **parts: Any) -> None:
    """Keep parts of a draft beside those that it has."""
    scales = {"scales": state.case().scales_digest}
    saving.keep_draft(f"weights_{way}", {**scales, **kept(way), **parts})


def answered(way: str) -> dict[str, Any]:
    """What was answered so far."""
    return dict(kept(way).get("answers", {}))


def put(way: str, **changed: Any) -> None:
    """Keep answers; None takes one back."""
    answers = {name: value for name, value in {**answered(way), **changed}.items() if value is not None}
    keep(way, answers=answers)


def replace_draft(way: str, draft: dict[str, Any]) -> None:
    """Begin with other answers, or with none; those that were there can be brought back."""
    hide_effect()
    old = {part: value for part, value in kept(way).items() if part != "before"}
    saving.keep_draft(f"weights_{way}", {**draft, **({"before": old} if old.get("answers") else {})})


def start_over(way: str) -> None:
    """Empty the questions."""
    replace_draft(way, {})


def bring_back(way: str) -> None:
    """Change places with the answers that were there before."""
    replace_draft(way, kept(way)["before"])


def hide_effect() -> None:
    """Who would win is hidden again."""
    st.session_state.show_effect = False


def _entered(way: str, name: str, key: str) -> None:
    put(way, **{name: st.session_state[key]})


def bound(way: str, name: str, default: Any = None) -> dict[str, Any]:
    """What ties an input to the answer `name`: its key and callback. The input shows the draft anew at every run."""
    key = f"{way}/{name}"
    st.session_state[key] = answered(way).get(name, default)
    return {"key": key, "on_change": _entered, "args": (way, name, key)}


def number_box(way: str, name: str, label: str, low: float, high: float | None, step: float = 1.0, **more: Any) -> None:
    """A box for a number, empty until it is answered."""
    kept_value = answered(way).get(name)
    if kept_value is not None and (kept_value < low or (high is not None and kept_value > high)):
        put(way, **{name: None})  # a scale became shorter since
    tied = bound(way, name)
    st.number_input(label, low, high, None, step, "%g", placeholder=t("not answered"), **tied, **more)


def swing_line(case: Case, criterion: Criterion) -> None:
    """What going from the worst to the best end of a criterion means."""
    with st.container(gap=None):
        st.markdown(f"**{shown(criterion.label)}**")
        st.caption(swing_words(criterion))


def swing_words(criterion: Criterion) -> str:
    """The swing of a criterion, Markdown: its worst end, then its best, each with number and words."""
    anchors = criterion.scale.anchors
    ends = {criterion.scale.low: anchors.low, criterion.scale.high: anchors.high}
    return t(
        "Worst, {worst}: {worst_words}  \nBest, {best}: {best_words}",
        worst=shown(amount(criterion, criterion.worst)),
        worst_words=shown(ends[criterion.worst]),
        best=shown(amount(criterion, criterion.best)),
        best_words=shown(ends[criterion.best]),
    )


def amount(criterion: Criterion, value: float) -> str:
    """A score or a step with its unit, to three figures of the scale."""
    return f"{figures(value, criterion.scale.span)} {criterion.scale.unit}".strip()


def figures(value: float, span: float) -> str:
    """A number with as many decimals as tell a part in five hundred of a span, without zeros at their end."""
    told = round(value, decimals(span))
    return number(told, next(d for d in range(7) if round(told, d) == told))


def decimals(span: float) -> int:
    """How many decimals tell a part in five hundred of a span."""
    return next((d for d in range(6) if span * 10**d >= 500), 6)


def all_swings(case: Case) -> None:
    """What the swing of every criterion is, for ways that ask about two of them at once."""
    with st.expander(t("What each swing from worst to best is"), icon=":material/height:"):
        for criterion in case.catalogue.criteria:
            swing_line(case, criterion)


def boxes_beside(
    case: Case, criteria: Iterable[Criterion], draw_box: Callable[[Criterion], None], width: float = 1.3
) -> None:
    """One line a criterion: its swing in words, and a box beside it."""
    for criterion in criteria:
        with st.container(gap="xxsmall"):
            left, right = st.columns([4, width], vertical_alignment="center", wrap=False)
            with left:
                swing_line(case, criterion)
            with right:
                draw_box(criterion)


def rank_boxes(way: str, case: Case, label: str) -> None:
    """A rank for each criterion; the same rank twice is a tie."""

    def box(criterion: Criterion) -> None:
        what = f"{label}: {shown(criterion.label)}"
        number_box(way, f"rank:{criterion.id}", what, 1.0, None, label_visibility="collapsed")

    boxes_beside(case, case.catalogue.criteria, box)


def by_criterion(case: Case, answers: Answers, what: str) -> dict[str, float]:
    """The answers `what:ID`, by criterion, in catalogue order; those not given are left out."""
    return {one: answers[f"{what}:{one}"] for one in case.catalogue.ids if f"{what}:{one}" in answers}


def lacking(case: Case, given: Iterable[str], message: str) -> tuple[str, ...]:
    """The message with the names of the criteria that are not among those given; nothing where all are."""
    there = set(given)
    names = [one.label for one in case.catalogue.criteria if one.id not in there]
    if not names:
        return ()
    few = ", ".join(names[:4])
    more = t(" and {count} more", count=len(names) - 4) if len(names) > 4 else ""
    return (message.format(names=f"{few}{more}"),)


def solved(find: Callable[[], Elicited], advise: Callable[[Elicited], Iterable[str]] | None = None) -> Outcome:
    """The outcome of answers that are complete; what the engine refuses is told in its words."""
    try:
        found = find()
    except McdaError as problem:
        return Outcome(problem=str(problem))
    return Outcome(found=found, advice=tuple(advise(found)) if advise else ())
