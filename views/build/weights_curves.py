"""Value curves: what the scores of a criterion are worth, stated by one number or several, checked in sentences."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from criteria import Criterion
from mcda.case import Case
from mcda.charts.weights import value_curve_chart
from mcda.value_curves import EqualSteps, check_steps, score_worth, with_curve
from mcda.values import Curve, Exponential, Linear, midvalue_question
from views import state
from views.build.weights_asking import amount, decimals
from views.editing import entered, fault, field, table
from views.figure import figure
from views.glossary import meaning
from views.refusals import refused_text
from views.state import Choice
from views.text import shown, t

LINEAR, MIDVALUE, POINTS = "linear", "exponential", "piecewise"
_STARTING = (0.25, 0.5, 0.75)


def kind_of(curve: Curve) -> str:
    """The way in which a curve was stated."""
    return LINEAR if isinstance(curve, Linear) else MIDVALUE if isinstance(curve, Exponential) else POINTS


def curves(choice: Choice) -> None:
    """One criterion at a time: how its curve is stated, the curve, and three sentences to check it by."""
    case = choice.case
    labels = {one.id: one.label for one in case.catalogue.criteria}
    curved = [one for one in case.catalogue.criteria if not isinstance(case.curves[one.id], Linear)]
    st.markdown(
        t(
            "{count} of {all} criteria have a curve; on the others every equal step is worth the same.",
            count=len(curved),
            all=len(labels),
        ),
        help=meaning("value curve"),
    )
    chosen = st.selectbox(
        t("Criterion"), list(labels), format_func=labels.__getitem__, key="curve_criterion", bind="query-params"
    )
    criterion = case.catalogue[str(chosen)]
    left, right = st.columns([1, 1], gap="large")
    with left:
        _statement(case, criterion)
    with right:
        curve = case.curves[criterion.id]
        figure(value_curve_chart(criterion, curve), key=f"curve_{criterion.id}")
        st.markdown(t("**Check.** If one of these sounds wrong, adjust."))
        st.markdown("\n".join(f"1. {shown(check_words(criterion, one))}" for one in check_steps(criterion, curve)))
    rows = [_row(case, one) for one in case.catalogue.criteria]
    with st.expander(t("All curves as a table"), icon=":material/table:"):
        st.dataframe(pd.DataFrame(rows), hide_index=True, height="content")


def check_words(criterion: Criterion, steps: EqualSteps) -> str:
    """Two steps that are worth the same, in a sentence."""
    start, middle, end = (amount(criterion, one) for one in (steps.start, steps.middle, steps.end))
    return t(
        "Going from {start} to {middle} is worth as much as going from {middle} to {end}.",
        start=start,
        middle=middle,
        end=end,
    )


def _row(case: Case, criterion: Criterion) -> dict[str, str]:
    curve = case.curves[criterion.id]
    worth = {value: amount(criterion, score_worth(criterion, curve, value)) for value in _STARTING}
    reason = next((row.rationale for row in case.value_rows if row.criterion == criterion.id), "")
    kinds = {LINEAR: t("straight"), MIDVALUE: t("curved"), POINTS: t("by points")}
    return {
        t("Criterion"): criterion.label,
        t("Curve"): kinds[kind_of(curve)],
        t("Worth 25"): worth[0.25],
        t("Worth 50"): worth[0.5],
        t("Worth 75"): worth[0.75],
        t("Reason"): reason,
    }


def _statement(case: Case, criterion: Criterion) -> None:
    """The kind of curve, and the inputs of that kind. A kind that still lacks its numbers changes nothing yet."""
    now = kind_of(case.curves[criterion.id])
    key = f"curve_kind_{criterion.id}"
    begun: dict[str, str] = st.session_state.setdefault("curves_begun", {})
    if now != LINEAR or any(row.criterion == criterion.id for row in case.value_rows):
        begun.pop(criterion.id, None)
    st.session_state[key] = begun.get(criterion.id, now)
    names = {
        LINEAR: t("Straight: every equal step is worth the same"),
        MIDVALUE: t("Curved, by one question: the score that is half-way in worth"),
        POINTS: t("By points: what several scores are worth"),
    }
    kind = st.radio(
        t("How worth rises along the scale"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=_choose,
        args=(criterion, key),
        help=meaning("midvalue"),
    )
    problem = st.session_state.pop("curve_problem", None)
    if problem:
        refused_text(problem)
    if kind == MIDVALUE:
        _midvalue(case, criterion, now)
    elif kind == POINTS:
        _points(case, criterion, now)
    if now != LINEAR:
        _reason(case, criterion, now)


def _choose(criterion: Criterion, key: str) -> None:
    """Another kind: a straight line at once, the others once their first number is in."""
    kind, begun = st.session_state[key], st.session_state.setdefault("curves_begun", {})
    now = kind_of(state.case().curves[criterion.id])
    begun.pop(criterion.id, None)
    if kind == now:
        return
    if kind == LINEAR:
        label = t("Straight value curve for {criterion}", criterion=criterion.label)
        st.session_state.curve_problem = state.attempt(label, lambda case: with_curve(case, criterion.id, kind, ()))
    else:
        begun[criterion.id] = kind
        if now != LINEAR:
            _from_curve(criterion, kind)


def _from_curve(criterion: Criterion, kind: str) -> None:
    """Points, or the midvalue, read off the curve as it is: a start to adjust."""
    curve = state.case().curves[criterion.id]
    values = (0.5,) if kind == MIDVALUE else _STARTING
    points = [
        (round(score_worth(criterion, curve, value), decimals(criterion.scale.span)), 100 * value) for value in values
    ]
    label = t("Value curve of {criterion}, read off the one before", criterion=criterion.label)
    st.session_state.curve_problem = state.attempt(
        label, lambda case: with_curve(case, criterion.id, kind, points, _rationale(case, criterion.id))
    )


def _rationale(case: Case, criterion: str) -> str:
    return next((row.rationale for row in case.value_rows if row.criterion == criterion), "")


def _midvalue(case: Case, criterion: Criterion, now: str) -> None:
    rows = [row for row in case.value_rows if row.criterion == criterion.id]
    st.markdown(shown(midvalue_question(criterion)))
    key = field(f"midvalue_{criterion.id}", rows[0].score if now == MIDVALUE else None)
    label = t("Midvalue of {criterion}", criterion=criterion.label)
    scale = criterion.scale
    st.number_input(
        t("Half-way in worth, {unit}", unit=shown(scale.unit)) if scale.unit else t("Half-way in worth"),
        scale.low,
        scale.high,
        None,
        scale.span / 100.0,
        "%g",
        key=key,
        on_change=entered,
        args=(key, label, _with_midvalue(criterion.id)),
        placeholder=t("not answered"),
    )
    fault(key)


def _with_midvalue(criterion: str) -> Callable[[Case, Any], Case]:
    def change(case: Case, score: float | None) -> Case:
        points = [] if score is None else [(score, 50.0)]
        return with_curve(case, criterion, MIDVALUE, points, _rationale(case, criterion))

    return change


def _points(case: Case, criterion: Criterion, now: str) -> None:
    st.markdown(
        t(
            "The worst end, {worst}, is worth 0 and the best, {best}, 100. Say what scores between are worth.",
            worst=shown(amount(criterion, criterion.worst)),
            best=shown(amount(criterion, criterion.best)),
        )
    )
    if now != POINTS:
        st.button(
            t("Start with the scores worth 25, 50 and 75 now"),
            key="start_points",
            on_click=_from_curve,
            args=(criterion, POINTS),
            icon=":material/timeline:",
        )
    score, value = t("Score"), t("Worth")
    table(
        f"curve_points_{criterion.id}",
        t("Value curve of {criterion}", criterion=criterion.label),
        lambda current: points_table(current, criterion.id),
        lambda current, edited: with_points(current, criterion.id, edited),
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "score": st.column_config.NumberColumn(
                f"{score}, {criterion.scale.unit}" if criterion.scale.unit else score
            ),
            "value": st.column_config.NumberColumn(f"{value}, 0 - 100", min_value=0.0, max_value=100.0),
        },
    )


def points_table(case: Case, criterion: str) -> pd.DataFrame:
    """The stated points of one criterion: `score` in its unit and `value` from 0 to 100."""
    rows = [row for row in case.value_rows if row.criterion == criterion and row.kind == POINTS]
    columns = {"score": [row.score for row in rows], "value": [row.value for row in rows]}
    return pd.DataFrame(columns, dtype="float64")


def with_points(case: Case, criterion: str, edited: pd.DataFrame) -> Case:
    """The case with the points of an edited table; a row that lacks one of its two numbers waits for it."""
    complete = edited.dropna()
    points = [(float(score), float(value)) for score, value in complete[["score", "value"]].itertuples(index=False)]
    return with_curve(case, criterion, POINTS, points, _rationale(case, criterion))


def _reason(case: Case, criterion: Criterion, kind: str) -> None:
    key = field(f"curve_reason_{criterion.id}", _rationale(case, criterion.id))
    label = t("Reason for the value curve of {criterion}", criterion=criterion.label)

    def change(current: Case, reason: str) -> Case:
        rows = [(row.score, row.value) for row in current.value_rows if row.criterion == criterion.id]
        return with_curve(current, criterion.id, kind, rows, reason)

    st.text_input(t("Why, in a sentence"), key=key, on_change=entered, args=(key, label, change))
    fault(key)
