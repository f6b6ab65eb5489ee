"""One criterion: its question, its direction, its scale with both ends in words, its blend rule; new ones and removal."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from criteria import BlendRule, Criterion
from mcda.case import Case
from mcda.completeness import has_words
from mcda.edits.tree import add_criterion, change_criterion, move_criterion
from mcda.edits.tree_removal import goes_with, remove_criterion
from views import state
from views.build.objectives_actions import act, adding
from views.editing import entered, fault, field, picked
from views.glossary import meaning
from views.text import number, shown, t
from views.whole import whole

CHOSEN = "tree_criterion"
"""Key of the selector of the criterion that is looked at."""


def criterion_editor(case: Case) -> None:
    """A selector, and every field of the criterion that it names."""
    labels = {one.id: one.label for one in case.catalogue.criteria}
    chosen = st.selectbox(
        t("Criterion"),
        list(labels),
        format_func=labels.__getitem__,
        key=picked(CHOSEN, labels),
        help=meaning("criterion"),
    )
    criterion = case.catalogue[chosen]
    if criterion.required:
        st.badge(t("Required"), color="blue")
        st.caption(t("The list of criteria that this case builds on asks for it."))
    left, right = st.columns(2, gap="large")
    with left:
        _words(case, criterion)
    with right:
        _scale(criterion)
        _blend(case, criterion)
    _place(case, criterion)
    with st.container(border=True):
        _new(case)


def _log(criterion: Criterion, what: str) -> str:
    return t("{criterion}: {field} changed", criterion=criterion.label, field=what)


def _change(criterion: Criterion, name: str) -> Callable[[Case, Any], Case]:
    return lambda case, entry: change_criterion(case, criterion.id, **{name: entry})


def _text(criterion: Criterion, name: str, label: str, value: str, area: bool = False, **more: Any) -> None:
    key = f"criterion_{criterion.id}_{name}"
    args = (key, _log(criterion, label), _change(criterion, name))
    if area:
        st.text_area(label, key=field(key, value), on_change=entered, args=args, height="content", **more)
    else:
        st.text_input(label, key=field(key, value), on_change=entered, args=args, **more)
    fault(key)


def _words(case: Case, criterion: Criterion) -> None:
    """What the criterion is called, what it serves and what it asks."""
    _text(criterion, "label", t("Name"), criterion.label)
    key, label = f"criterion_{criterion.id}_objective", t("Serves the objective")
    objectives = {one.id: one.label for one in case.catalogue.objectives}
    st.selectbox(
        label,
        list(objectives),
        format_func=objectives.__getitem__,
        key=field(key, criterion.objective),
        on_change=entered,
        args=(key, _log(criterion, label), _change(criterion, "objective")),
        help=meaning("objective"),
    )
    fault(key)
    _text(criterion, "question", t("The question that a score answers"), criterion.question)
    _text(criterion, "definition", t("Definition"), criterion.definition, area=True)
    _text(criterion, "note", t("Note for whoever scores it"), criterion.note, area=True)


def _scale(criterion: Criterion) -> None:
    """Which end is better, where the ends are, and what each looks like."""
    key, label = f"criterion_{criterion.id}_direction", t("Which end is better?")
    directions = {"more": t("More is better"), "less": t("Less is better")}
    st.radio(
        label,
        list(directions),
        format_func=directions.__getitem__,
        key=field(key, criterion.direction.value),
        on_change=entered,
        args=(key, _log(criterion, label), _change(criterion, "direction")),
        horizontal=True,
        help=meaning("scale"),
    )
    fault(key)
    keys = tuple(f"criterion_{criterion.id}_{end}" for end in ("low", "high"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for end, value, label in zip(
            keys,
            (criterion.scale.low, criterion.scale.high),
            (t("Lowest end"), t("Highest end")),
            strict=True,
        ):
            st.number_input(
                label,
                key=field(end, float(value)),
                on_change=_ends_entered,
                args=(criterion, keys),
                step=1.0,
                format="%g",
                width=150,
                help=t("What could plausibly happen, not the worst and the best option of today."),
            )
    fault(keys[0])
    _text(criterion, "unit", t("Unit"), criterion.scale.unit, width=316)
    anchors = criterion.scale.anchors
    up = criterion.direction.sign > 0
    unit = shown(criterion.scale.unit)
    worst = (t("Worst, {level} {unit}: what it looks like", level=_level(criterion.worst), unit=unit), not up)
    best = (t("Best, {level} {unit}: what it looks like", level=_level(criterion.best), unit=unit), up)
    middle = (criterion.scale.low + criterion.scale.high) / 2
    for text, high in (worst, best):
        end = "high" if high else "low"
        words = getattr(anchors, end)
        _text(
            criterion,
            f"anchor_{end}",
            text,
            words if has_words(words) else "",
            area=True,
            help=meaning("anchor"),
            placeholder=t("One sentence that everybody pictures alike"),
        )
    label = t("Middle, {level} {unit}: what it looks like (may stay empty)", level=_level(middle), unit=unit)
    _text(criterion, "anchor_middle", label, anchors.middle, area=True)
    st.caption(t("Whoever changes a scale or its words makes weights stale that were asked for on the old one."))


def _level(value: float) -> str:
    return number(value, 0 if value == int(value) else 2)


@whole
def _ends_entered(criterion: Criterion, keys: tuple[str, str]) -> None:
    """Both ends are one entry: moved one at a time, they would be refused half-way."""
    low, high = (st.session_state[key] for key in keys)
    problem = state.attempt(
        _log(criterion, t("Ends of the scale")), lambda case: change_criterion(case, criterion.id, low=low, high=high)
    )
    refused = st.session_state.setdefault("refused", {})
    for key, entry in zip(keys, (low, high), strict=True):
        if problem is None:
            refused.pop(key, None)
        else:
            refused[key] = (entry, problem)


def rules() -> dict[BlendRule, str]:
    """What each rule says of a blend, in plain words."""
    return {
        BlendRule.MEAN: t("Mean: each part counts by its share"),
        BlendRule.FIRST: t("First: the best part if one acts first, the worst if they act together"),
        BlendRule.REACH: t("Reach: parts that fit add up, up to what all reach together"),
        BlendRule.TRUST: t("Trust: parts that fit pull the mean to the best, others to the worst"),
        BlendRule.STACK: t("Stack: harms add up, the less the better the parts fit"),
    }


def _blend(case: Case, criterion: Criterion) -> None:
    key, label = f"criterion_{criterion.id}_blend", t("How a blend scores on it")
    said = rules()
    allowed = [rule for rule in BlendRule if rule.allows(criterion.direction)]
    st.selectbox(
        label,
        allowed,
        format_func=said.__getitem__,
        key=field(key, case.settings.rules.get(criterion.id, criterion.blend)),
        on_change=entered,
        args=(key, _log(criterion, label), lambda case, entry: change_criterion(case, criterion.id, blend=entry.value)),
        help=meaning("blend"),
    )
    fault(key)


def _place(case: Case, criterion: Criterion) -> None:
    """Its place among its siblings, and how to take it out."""
    siblings = [one.id for one in case.catalogue.under(criterion.objective)]
    with st.container(horizontal=True, vertical_alignment="center"):
        for name, label, steps, end in (
            ("up", t("Move up"), -1, siblings[0]),
            ("down", t("Move down"), 1, siblings[-1]),
        ):
            act(
                f"criterion_{name}",
                label,
                t("{criterion} moved in the tree", criterion=criterion.label),
                _moved(criterion.id, steps),
                icon=f":material/arrow_{name}ward:",
                disabled=criterion.id == end,
                help=t("Among the criteria of its objective"),
            )
        with st.popover(t("Remove this criterion"), icon=":material/delete:"):
            _removal(case, criterion)


def _moved(criterion: str, steps: int) -> Callable[[Case], Case]:
    return lambda case: move_criterion(case, criterion, steps)


def lost() -> dict[str, str]:
    """What hangs on a criterion, in the reader's words."""
    return {
        "scores": t("scores with their ranges and reasons"),
        "weights above 0": t("weight sets in which it counts; their other weights will count for more"),
        "points of its value curve": t("points of its value curve"),
        "shifts of scenarios": t("shifts in scenarios"),
        "effects of levers": t("effects of levers"),
        "marks of past cases": t("marks of past cases"),
        "answers about pairs": t("answers about overlaps and independence"),
        "warnings of overlaps": t("warnings of overlaps"),
        "synergy rules": t("rule about synergy, which needs this criterion"),
    }


def _removal(case: Case, criterion: Criterion) -> None:
    st.markdown(t("**This takes away {criterion}** and, with it:", criterion=shown(criterion.label)))
    words = lost()
    st.markdown("\n".join(f"- {count} {words[kind]}" for kind, count in goes_with(case, criterion.id)))
    if criterion.required:
        st.markdown(t("The list of criteria that this case builds on asks for it: say in the report why it is gone."))
    st.markdown(t("Undo brings everything back."))
    act(
        "criterion_remove",
        t("Remove it"),
        t("Criterion {criterion} removed", criterion=criterion.label),
        lambda changed: remove_criterion(changed, criterion.id),
        icon=":material/delete:",
        type="primary",
    )


def _new(case: Case) -> None:
    objectives = {one.id: one.label for one in case.catalogue.objectives}
    st.markdown(
        t(
            "**A new criterion** starts from 0 to 100 points with more being better. Its scores are unknown and its weight "
            "is 0 in every set, so nobody's answers change; sets that were asked for become stale."
        )
    )
    key = picked("new_under", objectives, case.catalogue[st.session_state[CHOSEN]].objective)
    st.selectbox(t("Under which objective?"), list(objectives), format_func=objectives.__getitem__, key=key, width=360)
    adding(t("Name of a new criterion"), "new_criterion", t("Add the criterion"), _add)


@whole
def _add(name: str) -> str | None:
    """Add it, and look at it."""
    before = set(state.case().catalogue.ids)
    under = st.session_state.new_under
    problem = state.attempt(
        t("Criterion {criterion} added", criterion=name), lambda case: add_criterion(case, under, name)
    )
    if problem is None:
        (st.session_state[CHOSEN],) = set(state.case().catalogue.ids) - before
    return problem
