"""Trying weights out: move one, the others yield in proportion; nothing is kept until it is said."""

from datetime import UTC, datetime

import streamlit as st

from criteria import Criterion
from mcda import charts, wording
from mcda.case import Case
from mcda.errors import McdaError
from mcda.language import capital
from mcda.robustness import Stability
from mcda.weights import Elicited, weight_set
from mcda.weights.equivalents import equivalent
from mcda.weights.record import set_id, with_elicited
from views import answers, own_weights, state
from views.build.weights_asking import swing_words
from views.build.weights_effect import effect
from views.build.weights_equivalents import equivalent_words, yardstick
from views.figure import figure
from views.refusals import refused, refused_text
from views.state import Choice
from views.text import number, shown, t

METHOD = "tried out"


def try_out(choice: Choice) -> None:
    """Sliders and boxes on one side, what they do on the other."""
    case = choice.case
    _tools(choice)
    current = dict(zip(choice.weights.criteria, choice.weights.weights.tolist(), strict=True))
    to = yardstick(case, current, "tried_in")
    slot = st.container()
    with slot:
        effect(choice, choice.weights)
    found = _stability(choice) if st.session_state.get("show_effect") else None
    sides = st.columns([6, 5], gap="large") if found is not None else (st.container(), None)
    with sides[0]:
        for objective in case.catalogue.objectives:
            leaves = case.catalogue.under(objective.id)
            if not leaves:
                continue
            total = number(100 * sum(current[criterion.id] for criterion in leaves), 0)
            st.subheader(t("{objective}: {total} %", objective=shown(objective.label), total=total), anchor=False)
            for criterion in leaves:
                _swing(choice, criterion, current, to, found)
    if found is not None and sides[1] is not None:
        with sides[1]:
            _one_way(choice, found)


def _tools(choice: Choice) -> None:
    """Equal weights, back, and keeping what was tried."""
    case = choice.case
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(t("Equal weights"), key="equal_weights", on_click=_equal, args=(case,), icon=":material/drag_handle:")
        st.button(
            t("Back to the suggested weights"),
            key="reset_weights",
            on_click=own_weights.drop_custom,
            disabled=choice.weights.name != state.CUSTOM,
            icon=":material/undo:",
        )
    if choice.weights.name != state.CUSTOM:
        st.caption(t("Nothing is tried yet: these are the weights of {label}.", label=shown(choice.weights.label)))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("Name of the set"), key="tried_label", max_chars=100, placeholder=t("Tried out"))
        st.text_input(t("Whose values these are"), key="tried_person", max_chars=100)
        st.button(
            t("Keep these weights as a set"), key="keep_tried", on_click=_keep, args=(choice,), icon=":material/save:"
        )
    problem = st.session_state.pop("tried_problem", None)
    if problem:
        refused_text(problem)


def _equal(case: Case) -> None:
    own_weights.set_custom_weights(weight_set(case, dict.fromkeys(case.catalogue.ids, 1.0)))


def _keep(choice: Choice) -> None:
    label = (st.session_state.get("tried_label") or "").strip() or t("Tried out")
    person = (st.session_state.get("tried_person") or "").strip()
    name = set_id(choice.case, label)
    found = Elicited(
        METHOD, choice.weights.series(), None, t("Set by moving weights, so no answers could contradict each other")
    )
    today = datetime.now(UTC).date().isoformat()
    st.session_state.tried_problem = state.attempt(
        t("Weight set {label}, tried out", label=label),
        lambda case: with_elicited(case, found, name, label, person, date=today),
    )
    if st.session_state.tried_problem is None:
        own_weights.drop_custom()
        st.session_state.weights = name


def _yield_to(criterion: str, key: str, choice: Choice) -> None:
    """Give one weight the value that the user set; the others yield in proportion."""
    own_weights.set_custom_weights(choice.weights.moved(criterion, st.session_state[key] / 100))


def _swing(choice: Choice, criterion: Criterion, current: dict[str, float], to: str, found: Stability | None) -> None:
    """One criterion: a slider, a box, what a step of it is worth, and how far the weight may go if that is shown."""
    slider, box = f"slide_{criterion.id}", f"box_{criterion.id}"
    st.session_state[slider] = st.session_state[box] = round(100 * current[criterion.id], 1)
    with st.container(gap="xxsmall"):
        left, right = st.columns([4, 1.3], vertical_alignment="bottom", wrap=False)
        left.slider(
            shown(criterion.label),
            0.0,
            100.0,
            step=0.1,
            format="%.1f %%",
            key=slider,
            on_change=_yield_to,
            args=(criterion.id, slider, choice),
            help=swing_words(criterion),
        )
        right.number_input(
            t("{criterion}, per cent", criterion=shown(criterion.label)),
            0.0,
            100.0,
            step=0.5,
            format="%.1f",
            key=box,
            on_change=_yield_to,
            args=(criterion.id, box, choice),
            label_visibility="collapsed",
        )
        notes = []
        if criterion.id != to and current[to] > 0 and current[criterion.id] > 0:
            notes.append(equivalent_words(choice.case, equivalent(choice.case, current, criterion.id, to)))
        if found is not None:
            notes.append(wording.interval_words(choice.case, found.table.loc[criterion.id]))
        if notes:
            st.caption("  \n".join(shown(capital(note)) for note in notes))


def _stability(choice: Choice) -> Stability | None:
    try:
        return answers.stability(choice.case, choice.scenario, choice.weights)
    except McdaError as problem:
        refused(problem)
    return None


def _one_way(choice: Choice, found: Stability) -> None:
    """What happens as one weight goes from nothing to everything."""
    case = choice.case
    st.markdown(f"**{shown(wording.stability_sentence(case, found))}**")
    if choice.method != "additive":
        st.info(t("Stability is worked out for the additive method."))
    labels = {criterion.id: criterion.label for criterion in case.catalogue.criteria}
    st.subheader(t("One weight, from nothing to everything"), anchor=False)
    tightest = found.tightest or case.catalogue.ids[0]
    criterion = st.selectbox(
        t("Criterion"),
        list(labels),
        index=list(labels).index(tightest),
        format_func=labels.__getitem__,
        key="criterion",
        bind="query-params",
    )
    row = found.table.loc[criterion]
    sentence = t(
        "{winner} stays first while the weight of {criterion} is between {low} % and {high} %; it is {now} %.",
        winner=case.labels[found.winner],
        criterion=labels[criterion].lower(),
        low=number(100 * row["low"]),
        high=number(100 * row["high"]),
        now=number(100 * row["weight"]),
    )
    st.markdown(shown(sentence))
    sweep = answers.sweep(case, criterion, choice.scenario, choice.weights)
    chart = charts.weight_sweep_chart(case, sweep, criterion, found, float(row["weight"]))
    figure(chart.properties(description=sentence))
    st.caption(t("The other weights keep their proportions. Shaded: the winner stays. Dashes: the weight now."))
