"""What stands on top of every page: the case, and what to look at it with."""

import streamlit as st

from mcda.case import Case
from mcda.errors import McdaError
from mcda.folder import case_as_zip
from mcda.methods import METHODS
from mcda.weights import weight_set
from views import state
from views.text import shown


def header() -> None:
    """Draw the case line and the three selectors, and keep what they say for the page."""
    case = state.case()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{shown(case.settings.title)}** &nbsp; :orange-badge[{shown(case.settings.marking)}]")
        _case_menu(case)
    _faults()
    with st.container(key="selectors"):
        columns = st.columns([2, 2, 2], gap="small")
        scenario = columns[0].selectbox(
            "Scenario: what the world is like",
            [one.scenario for one in case.scenarios],
            index=[one.scenario for one in case.scenarios].index(case.scenario().scenario),
            format_func=lambda one: case.scenario(one).label,
            key="scenario",
            bind="query-params",
            help="Sets the facts: scores that shift, and how well partners fit together. It also suggests weights.",
        )
        suggested = case.weight_sets[case.suggested_weights(scenario)]
        names = {
            "scenario": f"As the scenario suggests ({suggested})",
            **case.weight_sets,
            state.CUSTOM: "Your own weights",
        }
        chosen = columns[1].selectbox(
            "Weights: what matters",
            list(names),
            format_func=lambda one: names[one],
            key="weights",
            bind="query-params",
            help="Swing weights: each values going from the worst to the best end of its criterion. "
            "The sets that ship are illustrative until somebody answers the swing questions.",
        )
        method = columns[2].selectbox(
            "Method: how it adds up",
            list(METHODS),
            index=list(METHODS).index(case.settings.defaults.method),
            format_func=lambda one: METHODS[one].label,
            key="method",
            bind="query-params",
            help="All methods see the same values on fixed scales. Swing weights belong to the additive method; "
            "to the others they carry over only in spirit.",
        )
    if chosen == state.CUSTOM:
        weights = state.custom_weights() or state.keep(weight_set(case, None, scenario))
    else:
        weights = weight_set(case, None if chosen == "scenario" else chosen, scenario)
    state.show_in_link(weights if chosen == state.CUSTOM else None)
    st.session_state.choice = state.Choice(case, scenario, weights, method)


def _case_menu(case: Case) -> None:
    with st.popover("Case", icon=":material/folder_open:"):
        st.markdown(shown(case.settings.question) or "No question is stated in this case.")
        st.caption(f"{len(case.options)} options · {len(case.catalogue.criteria)} criteria · {case.digest[:12]}")
        st.file_uploader(
            "Open a case of your own (.zip or .json)",
            type=["zip", "json"],
            key="upload",
            on_change=state.open_upload,
            max_upload_size=5,
        )
        st.download_button(
            "Download this case (.zip)",
            case_as_zip(case),
            file_name=f"{case.settings.id}.zip",
            mime="application/zip",
            icon=":material/download:",
            on_click="ignore",
        )
        st.button("Open the shipped case", on_click=state.open_shipped)


def _faults() -> None:
    fault = st.session_state.get("fault")
    if fault:
        st.error("That case cannot be opened.", icon=":material/error:")
        st.code(fault, language=None, wrap_lines=True)


def refused(problem: McdaError) -> None:
    """Say what the engine refuses, in its own words, which may hold text from a case."""
    first, *rest = str(problem).splitlines()
    st.error(shown(first), icon=":material/error:")
    if rest:
        st.code("\n".join(rest), language=None, wrap_lines=True)


def footer() -> None:
    """What no page may leave out: that numbers are judgement, and what they rest on."""
    case = state.case()
    st.caption(
        f"{shown(case.settings.marking)}. Scores, ranges and weights are judgement, not measurement; weights are swing "
        f"weights. Advice, not a decision. Case {case.digest[:12]}."
    )
