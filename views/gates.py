"""Gates: limits that the user sets on what an option may score."""

import streamlit as st

from views.glossary import meaning
from views.state import Choice
from views.text import t


def gates_of(choice: Choice) -> tuple[str, ...]:
    """Floors and ceilings that the user sets."""
    labels = {criterion.id: criterion.label for criterion in choice.case.catalogue.criteria}
    with st.expander(t("Gates: limits that an option must respect"), icon=":material/block:"):
        st.caption(
            t(
                "For harms and minimum standards that no other merit can make up for. An option past a limit is not ranked."
            )
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            criterion = st.selectbox(
                t("Criterion"),
                list(labels),
                format_func=lambda one: labels[one],
                key="gate_criterion",
                index=None,
                placeholder=t("No gate"),
            )
            senses = {"at most": t("at most"), "at least": t("at least")}
            sense = st.segmented_control(
                t("Limit"),
                list(senses),
                default="at most",
                format_func=senses.__getitem__,
                required=True,
                key="gate_sense",
                help=meaning("gate"),
            )
            scale = choice.case.catalogue[criterion or choice.case.catalogue.ids[0]].scale
            middle = (scale.low + scale.high) / 2
            limit = st.number_input(t("Score"), scale.low, scale.high, middle, key=f"gate_limit_{criterion}")
    if criterion is None:
        return ()
    return (f"{criterion} {'<=' if sense == 'at most' else '>='} {limit}",)
