"""Options: all of them at a glance, a new one, and one of them to change."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from mcda.case import Case
from mcda.completeness import has_words
from mcda.edits import options as option_edits
from mcda.edits.levers import lever_labels
from mcda.parts import Option
from views import editing, state
from views.build import strategies_blend
from views.build.strategies_add import CHOSEN, add_option
from views.build.strategies_words import kind_of, kind_words, made_of, state_of
from views.glossary import meaning
from views.refusals import refused_text
from views.state import Choice
from views.text import shown, t


def options(choice: Choice) -> None:
    """The list of options, and one of them to change."""
    case = choice.case
    missing = sum(bool(state_of(case, one)) for one in case.options)
    st.subheader(
        t("Nothing is missing from any option") if not missing else t("{missing} of {all} options still lack something", missing=missing, all=len(case.options)),
        anchor=False,
    )  # fmt: skip
    overview(case)
    add_option(case)
    chosen = pick_option(case, case.option_ids, t("Option to change"))
    with st.container(border=True):
        one_option(case, case.option(chosen))


def overview(case: Case) -> None:
    """All options in the order in which they are listed everywhere."""
    words = kind_words()
    rows = []
    for one in case.options:
        cells = [cell for cell in case.cells if cell.option == one.option]
        rows.append(
            {
                t("Option"): one.label,
                t("Kind"): words[kind_of(one)],
                t("Still missing"): state_of(case, one),
                t("Built from"): made_of(case, one),
                t("Scores judged"): sum(cell.mode is not None for cell in cells) / len(cells) if cells else None,
                t("Description"): one.description if has_words(one.description) else t("not described yet"),
            }
        )
    table = pd.DataFrame(rows)
    if len(table) and not table[t("Still missing")].any():
        table = table.drop(columns=t("Still missing"))
    st.dataframe(
        table,
        hide_index=True,
        height="content",
        column_config={
            t("Option"): st.column_config.TextColumn(pinned=True, help=meaning("option")),
            t("Scores judged"): st.column_config.ProgressColumn(
                format="percent", min_value=0, max_value=1, help=t("Variants and blends have no scores of their own.")
            ),
            t("Still missing"): st.column_config.TextColumn(width=360),
        },
    )


def pick_option(case: Case, among: tuple[str, ...], label: str) -> str:
    """Which option is worked on."""
    labels = {one: case.labels[one] for one in among}
    key = editing.picked(CHOSEN, labels)
    chosen = st.selectbox(label, among, format_func=labels.__getitem__, key=key, persist_state="session")
    return str(chosen)


def one_option(case: Case, option: Option) -> None:
    """Everything about one option that can be changed here."""
    name = option.option
    key = editing.field(f"label_{name}", option.label)
    st.text_input(
        t("Name"), key=key, max_chars=120, on_change=editing.entered,
        args=(key, t("Name of {option}", option=option.label), lambda case, entry: option_edits.renamed(case, name, entry)),
    )  # fmt: skip
    editing.fault(key)
    key = editing.field(f"description_{name}", option.description if has_words(option.description) else "")
    st.text_area(
        t("Description"), key=key, max_chars=4000, height=90, placeholder=t("not described yet"), on_change=editing.entered,
        args=(key, t("Description of {option}", option=option.label), lambda case, entry: option_edits.described(case, name, entry)),
    )  # fmt: skip
    editing.fault(key)
    if option.shares:
        strategies_blend.one_blend(case, option)
    elif option.base:
        _base(case, option)
    else:
        _kind(case, option)
        cells = [cell for cell in case.cells if cell.option == name]
        unknown = sum(cell.mode is None for cell in cells)
        if unknown:
            st.info(t("{unknown} of {all} scores of this option are unknown. They count as the middle of the scale, and it is marked incomplete.", unknown=unknown, all=len(cells)))  # fmt: skip
            st.page_link("views/build/evidence.py", label=t("Judge its scores"), icon=":material/fact_check:")
    if option.base or option.shares:
        levers_of(case, option)
    _place(case, option)


def _kind(case: Case, option: Option) -> None:
    words, name = kind_words(), option.option
    key = editing.field(f"kind_{name}", option.kind)
    st.selectbox(
        t("Kind"), option_edits.SCORED, format_func=lambda one: words[one], key=key, help=meaning("component"),
        on_change=editing.entered,
        args=(key, t("Kind of {option}", option=option.label), lambda case, entry: option_edits.with_kind(case, name, entry)),
    )  # fmt: skip
    editing.fault(key)


def _base(case: Case, option: Option) -> None:
    name = option.option
    able = [one for one in case.option_ids if one != name and one not in option_edits.built_from(case, name)]
    key = editing.field(f"base_{name}", option.base)
    st.selectbox(
        t("Scores like"), able, format_func=lambda one: case.labels[one], key=key, on_change=editing.entered,
        args=(key, t("Base of {option}", option=option.label), lambda case, entry: option_edits.with_changes(case, name, base=entry)),
    )  # fmt: skip
    editing.fault(key)


def levers_of(case: Case, option: Option) -> None:
    """The levers of an option that is built from others."""
    labels, name = lever_labels(case), option.option
    if not labels:
        return
    key = editing.field(f"levers_{name}", list(option.levers))
    st.multiselect(
        t("Levers of {option}", option=shown(option.label)), list(labels), format_func=lambda one: labels[one], key=key,
        help=meaning("lever"), on_change=editing.entered,
        args=(key, t("Levers of {option}", option=option.label), lambda case, entry: option_edits.with_levers(case, name, entry)),
    )  # fmt: skip
    editing.fault(key)


def _place(case: Case, option: Option) -> None:
    """Up, down, and away."""
    name, place = option.option, case.option_ids.index(option.option)
    with st.container(horizontal=True):
        st.button(
            t("Up"), key=f"up_{name}", icon=":material/arrow_upward:", disabled=place == 0,
            on_click=_change, args=(t("Moved {option} up", option=option.label), lambda case: option_edits.moved(case, name, -1)),
        )  # fmt: skip
        st.button(
            t("Down"), key=f"down_{name}", icon=":material/arrow_downward:", disabled=place == len(case.options) - 1,
            on_click=_change, args=(t("Moved {option} down", option=option.label), lambda case: option_edits.moved(case, name, 1)),
        )  # fmt: skip
        st.button(t("Remove"), key=f"remove_{name}", icon=":material/delete:", on_click=_remove, args=(option, False))
    notes = {
        "baseline": t("the baseline"),
        "components": t("one of the parts that blends mix by default"),
        "synergy": t("a part of the synergy, which ends without it"),
    }
    roles = [notes[one] for one in option_edits.goes_with(case, name)]
    if roles:
        st.caption(
            t("This option, or one built from it, is {roles}. Removing it clears that too.", roles=", ".join(roles))
        )
    refused = st.session_state.get("remove_refused")
    if refused and refused[0] == name:
        refused_text(refused[1])
        with st.container(horizontal=True):
            if option_edits.built_from(case, name):
                st.button(
                    t("Remove them too"),
                    key="remove_all",
                    on_click=_remove,
                    args=(option, True),
                    icon=":material/delete_sweep:",
                )
            st.button(t("Keep it"), key="remove_none", on_click=_keep_it, icon=":material/undo:")


def _change(label: str, change: Callable[[Case], Case]) -> None:
    state.attempt(label, change)


def _remove(option: Option, with_dependants: bool) -> None:
    label = t("Removed {option}", option=option.label)
    problem = state.attempt(
        label, lambda case: option_edits.without_option(case, option.option, with_dependants=with_dependants)
    )
    st.session_state["remove_refused"] = None if problem is None else (option.option, problem)


def _keep_it() -> None:
    st.session_state["remove_refused"] = None
