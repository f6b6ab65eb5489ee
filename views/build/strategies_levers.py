"""Levers: measures that improve an option, what each of them does, and which option has which."""

from typing import Any

import pandas as pd
import streamlit as st

from mcda.case import Case
from mcda.edits.levers import EffectRow, capped, effect_rows, lever_labels, uses_of, with_effects, with_lever
from views import editing, state
from views.build.strategies_options import levers_of
from views.build.strategies_words import counted
from views.glossary import meaning
from views.refusals import refused_text
from views.state import Choice
from views.text import number, shown, t

COORDINATION = "coordination"


def levers(choice: Choice) -> None:
    """The effects of every lever as a table, and the levers of every option that can have some."""
    case = choice.case
    labels = lever_labels(case)
    used = [lever for lever in labels if uses_of(case, lever)]
    if labels:
        st.subheader(
            counted(len(labels), t("1 lever"), t("{n} levers")) + ", " + counted(len(used), t("1 is used by an option"), t("{n} are used by options")),
            anchor=False,
            help=meaning("lever"),
        )  # fmt: skip
    else:
        st.subheader(t("This case has no levers"), anchor=False, help=meaning("lever"))
        st.markdown(
            t("A lever is a measure that can be added to a variant or a blend: it moves some criteria, at some effort.")
        )
    cap_note(case)
    with_which(case)
    if labels:
        effects(case)
        st.page_link(
            "views/decide/blend_lab.py", label=t("What each lever is worth: Blend lab, Levers"), icon=":material/tune:"
        )
    new_effect(case)


def cap_note(case: Case) -> None:
    """Why levers cannot do everything, and where that holds one back."""
    st.markdown(
        t(
            "Effects of several levers on one criterion add up, but **all improvements together count for at most a quarter of its scale**, and so do all worsenings: measures that serve the same end get in each other's way, and no list of them turns a poor option into a perfect one. This is a judgement."
        )
    )
    for found in capped(case):
        st.caption(
            t("{option}, {criterion}: the levers sum to {total}; {cap} count.", option=shown(case.labels[found.option]), criterion=shown(case.catalogue[found.criterion].label), total=f"{found.total:+.3g}", cap=f"{found.counted:+.3g}")
        )  # fmt: skip


def with_which(case: Case) -> None:
    """The levers of each option that is built from others."""
    able = [one for one in case.options if one.base or one.shares]
    if not lever_labels(case):
        return
    if not able:
        st.info(t("No option can have levers yet: add a variant of an option, or a blend, under Options."))
        return
    with st.expander(t("Which option has which levers"), expanded=True, icon=":material/checklist:"):
        for one in able:
            levers_of(case, one)


def effects(case: Case) -> None:
    """The table of effects, to be changed in place."""
    st.subheader(t("What each lever does"), anchor=False)
    st.caption(
        t(
            "One row for each effect: least, most likely and greatest change in the criterion's own unit and direction, so that less burden is a negative number. Name and effort belong to the lever: change them in one row and they change in all. Add rows at the end, or select rows to delete them."
        )
    )
    wide = st.column_config.TextColumn
    editing.table(
        "lever_effects",
        t("Effects of levers"),
        projected,
        changed,
        num_rows="dynamic",
        hide_index=True,
        column_order=[one for one in _columns() if one != "lever"],
        column_config={
            "label": wide(t("Lever"), width="medium", required=True),
            "criterion": st.column_config.SelectboxColumn(t("Moves"), options=list(targets(case).values()), required=True),
            "low": st.column_config.NumberColumn(t("Least"), required=True),
            "effect": st.column_config.NumberColumn(t("Most likely"), required=True),
            "high": st.column_config.NumberColumn(t("Greatest"), required=True),
            "effort": st.column_config.NumberColumn(t("Effort"), min_value=0, help=t("In units of your own: a budget of 3 pays for any set that sums to 3."), required=True),
            "note": wide(t("Why"), width="large"),
        },
    )  # fmt: skip


def _columns() -> tuple[str, ...]:
    return tuple(EffectRow.__annotations__)


def targets(case: Case) -> dict[str, str]:
    """What a lever can move, by id: every criterion, and how well the parts of a blend fit."""
    return {one.id: one.label for one in case.catalogue.criteria} | {COORDINATION: t("Coordination of a blend")}


def projected(case: Case) -> pd.DataFrame:
    """The effects as the table shows them."""
    names = targets(case)
    rows = [{**row, "criterion": names[str(row["criterion"])]} for row in effect_rows(case)]
    return pd.DataFrame(rows, columns=list(_columns()))


def changed(case: Case, frame: pd.DataFrame) -> Case:
    """The case with the effects of an edited table."""
    ids = {label: name for name, label in targets(case).items()}
    rows: list[EffectRow] = []
    for row in frame.to_dict("records"):
        plain: dict[str, Any] = {str(name): None if pd.isna(value) else value for name, value in row.items()}
        plain["criterion"] = ids.get(str(plain["criterion"]))
        rows.append(EffectRow(**{name: plain[name] for name in _columns()}))  # type: ignore[typeddict-item]
    return with_effects(case, rows)


def new_effect(case: Case) -> None:
    """Add an effect field by field, for those who would rather not type into a table."""
    names = targets(case)
    with (
        st.expander(t("Add a lever, or one more effect of one"), expanded=not case.levers, icon=":material/add:"),
        st.form("new_effect", border=False, clear_on_submit=False),
    ):
        st.text_input(
            t("Name of the lever"),
            key="effect_label",
            max_chars=120,
            help=t("A name that is in use adds an effect to that lever."),
        )
        st.selectbox(
            t("What it moves"),
            list(names),
            format_func=names.__getitem__,
            key=editing.picked("effect_criterion", names),
        )
        with st.container(horizontal=True):
            for name, words in (("low", t("Least")), ("effect", t("Most likely")), ("high", t("Greatest"))):
                st.number_input(words, value=0.0, step=1.0, format="%g", key=f"effect_{name}", width=150)
            st.number_input(
                t("Effort"), min_value=0.0, value=1.0, step=1.0, format="%g", key="effect_effort", width=150
            )
        st.form_submit_button(t("Add this effect"), on_click=_add, icon=":material/add:")
    if problem := st.session_state.get("effect_fault"):
        refused_text(problem)


def _add() -> None:
    typed = {
        name: st.session_state[f"effect_{name}"] for name in ("label", "criterion", "low", "effect", "high", "effort")
    }
    ends = (typed["low"], typed["effect"], typed["high"])
    problem = state.attempt(
        t("Effect of the lever {lever}", lever=typed["label"]),
        lambda case: with_lever(case, typed["label"], typed["criterion"], ends, typed["effort"]),
    )
    st.session_state["effect_fault"] = problem
    if problem is None:
        for name in ("label", "low", "effect", "high"):
            st.session_state.pop(f"effect_{name}", None)
        st.toast(t("Added: {effect}.", effect=number(ends[1], 1)), icon=":material/add_task:")
