"""Values and weights: what scores are worth, what matters how much, and how anybody came to say so."""

import streamlit as st

from mcda.weights.record import record_of
from views import state
from views.build.weights_ask import ask
from views.build.weights_curves import curves
from views.build.weights_sets import origin_words, sets
from views.build.weights_try import try_out
from views.glossary import meaning
from views.state import Choice
from views.text import number, shown, t

PARTS = {"curves": curves, "ask": ask, "try": try_out, "sets": sets}


def finding(choice: Choice) -> str:
    """How things stand with the weights in use, Markdown."""
    case, weights = choice.case, choice.weights
    label = shown(weights.label)
    if len(weights.criteria) == 1:
        return t("One criterion has all the weight")
    if weights.name in case.stale_sets:
        return t("{label} is stale: a scale has changed since it was asked", label=label)
    if weights.name == state.CUSTOM:
        return t("You are trying out weights of your own; they are not kept as a set yet")
    if record_of(case, weights.name) is None:
        return t("{label} is an illustrative weight set: nobody has answered for it yet", label=label)
    heaviest = int(weights.weights.argmax())
    criterion = shown(case.catalogue[weights.criteria[heaviest]].label.lower())
    share = number(100 * float(weights.weights[heaviest]))
    return t("{label} gives most weight to {criterion}: {share} %", label=label, criterion=criterion, share=share)


def page() -> None:
    choice = state.choice()
    case = choice.case
    st.title(finding(choice), anchor=False)
    if choice.weights.name == state.CUSTOM:
        st.badge(t("Your own weights, kept in the link"), color="blue", icon=":material/link:")
    record = record_of(case, choice.weights.name)
    if record is not None:
        st.caption(origin_words(record))
    stale = [shown(label) for name, label in case.weight_sets.items() if name in case.stale_sets]
    if stale:
        st.warning(t("Stale, to be asked again under Sets: {sets}.", sets=", ".join(stale)), icon=":material/history:")
    parts = {"curves": t("Value curves"), "ask": t("Ask for weights"), "try": t("Try out"), "sets": t("Sets")}
    part = st.segmented_control(
        t("What to do"),
        list(parts),
        format_func=parts.__getitem__,
        default="ask",
        required=True,
        key="weights_part",
        bind="query-params",
        label_visibility="collapsed",
    )
    if part != "curves":
        st.markdown(
            t(
                "A weight says how much it is worth to go from the worst to the best end of a criterion (a *swing*), not how important the word sounds."
            ),
            help=t(
                "Some guides mean something else by a weight, a coefficient of importance that is no trade-off: do not enter such numbers here. {swing}",
                swing=meaning("swing weight"),
            ),
        )
    PARTS[str(part)](choice)
    _overlaps(choice)
    _next(choice)


def _overlaps(choice: Choice) -> None:
    """Criteria that may count the same thing twice."""
    warned = [(one, overlap) for one in choice.case.catalogue.criteria for overlap in one.overlaps]
    if not warned:
        return
    with st.expander(t("Criteria that may count the same thing twice"), icon=":material/join_inner:"):
        for criterion, overlap in warned:
            other = choice.case.catalogue[overlap.criterion].label
            both = t("{one} and {other}.", one=shown(criterion.label), other=shown(other.lower()))
            st.markdown(f"**{both}** {shown(overlap.warning)}")


def _next(choice: Choice) -> None:
    """What is still missing here, and the way on."""
    case = choice.case
    unasked = sum(record_of(case, name) is None for name in case.weight_sets)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        if unasked:
            st.caption(
                t(
                    "Still missing: answers behind {count} of {all} weight sets.",
                    count=unasked,
                    all=len(case.weight_sets),
                )
            )
        st.page_link("views/decide/result.py", label=t("Next: Result"), icon=":material/arrow_forward:")


page()
