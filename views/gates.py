"""Gates: limits that the user sets on what an option may score."""

import streamlit as st

from views.state import Choice


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
            sense = st.segmented_control(
                t("Limit"), ["at most", "at least"], default="at most", required=True, key="gate_sense"
            )
            scale = choice.case.catalogue[criterion or choice.case.catalogue.ids[0]].scale
            middle = (scale.low + scale.high) / 2
            limit = st.number_input(t("Score"), scale.low, scale.high, middle, key=f"gate_limit_{criterion}")
    if criterion is None:
        return ()
    return (f"{criterion} {'<=' if sense == 'at most' else '>='} {limit}",)
