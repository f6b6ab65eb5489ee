"""Weights: set what matters, and see which weight would change the winner."""

import streamlit as st

from criteria import Criterion
from mcda import charts, wording
from mcda.errors import McdaError
from mcda.robustness import Stability
from views import answers, state
from views.header import refused
from views.state import Choice
from views.text import shown


def yield_to(criterion: str, key: str, choice: Choice) -> None:
    """Give one weight the value that the user set; the others yield in proportion."""
    state.set_custom_weights(choice.weights.moved(criterion, st.session_state[key] / 100))


def drop_custom() -> None:
    """Forget the user's own weights and follow the scenario again."""
    st.session_state.points = None
    st.session_state.weights = "scenario"


def swing(choice: Choice, criterion: Criterion, weight: float, found: Stability | None) -> None:
    """One criterion: what its swing is, a slider, a box, and how far the weight may go."""
    anchors = criterion.scale.anchors
    low, high = (anchors.low, anchors.high) if criterion.direction.sign > 0 else (anchors.high, anchors.low)
    slider, box = f"slide_{criterion.id}", f"box_{criterion.id}"
    st.session_state[slider] = st.session_state[box] = round(100 * weight, 1)
    with st.container(gap="xxsmall"):
        left, right = st.columns([4, 1.3], vertical_alignment="bottom", wrap=False)
        swing_help = f"The swing from worst to best. Worst: {shown(low)} Best: {shown(high)}"
        left.slider(
            shown(criterion.label),
            0.0,
            100.0,
            step=0.1,
            format="%.1f %%",
            key=slider,
            on_change=yield_to,
            args=(criterion.id, slider, choice),
            help=swing_help,
        )
        right.number_input(
            f"{shown(criterion.label)}, per cent",
            0.0,
            100.0,
            step=0.5,
            format="%.1f",
            key=box,
            on_change=yield_to,
            args=(criterion.id, box, choice),
            label_visibility="collapsed",
        )
        if found is not None:
            st.caption(shown(wording.interval_words(choice.case, found.table.loc[criterion.id])))


def one_way(choice: Choice, found: Stability) -> None:
    """What happens as one weight goes from nothing to everything."""
    case = choice.case
    labels = {criterion.id: criterion.label for criterion in case.catalogue.criteria}
    st.subheader("One weight, from nothing to everything")
    tightest = found.tightest or case.catalogue.ids[0]
    criterion = st.selectbox(
        "Criterion",
        list(labels),
        index=list(labels).index(tightest),
        format_func=labels.__getitem__,
        key="criterion",
        bind="query-params",
    )
    row = found.table.loc[criterion]
    sentence = f"{case.labels[found.winner]} stays first while the weight of {labels[criterion].lower()} is between {100 * row['low']:.1f} % and {100 * row['high']:.1f} %; it is {100 * row['weight']:.1f} %."
    st.markdown(shown(sentence))
    sweep = answers.sweep(case, criterion, choice.scenario, choice.weights)
    st.altair_chart(charts.weight_sweep_chart(case, sweep, criterion, found, float(row["weight"])), alt=sentence)
    st.caption("The other weights keep their proportions. Shaded: the winner stays. Dashes: the weight now.")


def page() -> None:
    choice = state.choice()
    case = choice.case
    try:
        found = answers.stability(case, choice.scenario, choice.weights)
    except McdaError as problem:
        refused(problem)
        return
    st.title(shown(wording.stability_sentence(case, found)), anchor=False)
    st.markdown(
        "A weight says how much it is worth to go from the worst to the best end of a criterion (a *swing*), not how important the word sounds. "
        "Move one and the others yield in proportion, so that they always sum to 100 %. "
        "Some guides mean something else by a weight, a coefficient of importance that is no trade-off: do not enter such numbers here."
    )
    if choice.weights.name == state.CUSTOM:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge("Your own weights, kept in the link", color="blue", icon=":material/link:")
            st.button("Back to the suggested weights", on_click=drop_custom, icon=":material/undo:")
    else:
        st.caption(
            f"Showing {shown(choice.weights.label)}: an illustrative set, until somebody answers the swing questions."
        )
    if choice.method != "additive":
        st.info("Stability is worked out for the additive method.")
    left, right = st.columns([6, 5], gap="large")
    current = dict(zip(choice.weights.criteria, choice.weights.weights.tolist(), strict=True))
    with left:
        for objective in case.catalogue.objectives:
            leaves = case.catalogue.under(objective.id)
            total = sum(current[criterion.id] for criterion in leaves)
            st.subheader(f"{shown(objective.label)}: {100 * total:.0f} %", anchor=False)
            for criterion in leaves:
                swing(choice, criterion, current[criterion.id], found)
    with right:
        one_way(choice, found)
        overlaps(choice)


def overlaps(choice: Choice) -> None:
    """Criteria that may count the same thing twice."""
    warned = [(one, overlap) for one in choice.case.catalogue.criteria for overlap in one.overlaps]
    if not warned:
        return
    with st.expander("Criteria that may count the same thing twice", icon=":material/join_inner:"):
        for criterion, overlap in warned:
            other = choice.case.catalogue[overlap.criterion].label
            st.markdown(f"**{shown(criterion.label)} and {shown(other.lower())}.** {shown(overlap.warning)}")


page()
