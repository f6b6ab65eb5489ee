"""What would have to be true for the option that is behind to get ahead: a sentence, a chart and tables."""

import math
from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from mcda import wording_pairs
from mcda.case import Case
from mcda.charts import overturn_chart
from mcda.explanation import Explanation
from mcda.language import said, signed
from mcda.robustness import Overturn
from mcda.robustness.overturn import OUTSIDE
from views import answers
from views.figure import figure
from views.state import Choice
from views.text import number, shown, t


def use_additive() -> None:
    """Choose the additive method in the header."""
    st.session_state.method = "additive"


def conditions(choice: Choice, gates: tuple[str, ...], found: Explanation) -> None:
    """What would have to be true for the option that is behind to get ahead, or to come first of all."""
    head = st.container()
    goal = "beat"
    if found.method != "additive":
        st.markdown(
            t(
                "What would have to be true is worked out for the additive method only: there a lead is a sum over the criteria."
            )
        )
        st.button(t("Show it by the additive method"), icon=":material/rule:", on_click=use_additive)
    elif round(found.lead, 6) == 0:
        st.markdown(t("The two score the same, so nothing has to be different: the least advantage decides."))
    else:
        goal = different(choice, gates, found)
    rival = shown(found.label_b)
    head.subheader(
        t("What would have to be true for {option} to come first of all", option=rival)
        if goal == "first"
        else t("What would have to be true for {option} to get ahead", option=rival),
        anchor=False,
    )


def different(choice: Choice, gates: tuple[str, ...], found: Explanation) -> str:
    """The changes that would do it, and what they are for: `beat` or `first`."""
    changes = answers.overturn(choice.case, choice.scenario, choice.weights, gates, found.a, found.b)
    top = st.container()
    aims = {"beat": t("get ahead"), "first": t("come first of all")}
    goal = st.segmented_control(
        t("For {option} to", option=shown(found.label_b)),
        list(aims),
        default="beat",
        format_func=lambda one: aims[one],
        required=True,
        key="goal",
        bind="query-params",
        help=t("To come first of all, only changes of weights are looked for."),
    )
    top.markdown(shown(wording_pairs.overturn_sentence(choice.case, changes, goal)))
    figure(overturn_chart(choice.case, changes, goal))
    st.caption(
        t(
            "Each change on its own would do it, all else as it is. Blue stays within the range that the case gives for it: "
            "a score's low to high, a weight set's low to high, the scenario's coordination."
        )
    )
    with st.expander(t("Every change, in its own unit"), icon=":material/table_rows:"):
        changes_table(choice.case, changes, goal)
    new_weights(choice, changes, goal)
    return goal


def changes_table(case: Case, changes: Overturn, goal: str) -> None:
    """What is now, what is needed, and how far beyond the evidence that is; blank where nothing does it."""
    table = changes.table[changes.table["goal"] == goal]
    together = (table["kind"] == "weights") & table["criterion"].isna()
    numbers = {
        t("Now"): written(table["now"].mask(together), number),
        t("Needed"): written(table["needed"].mask(together), number),
        t("Change"): written(table["change"], lambda change: signed(change, 1)),
        t("Of the way"): written(table["reach"], way),
    }
    ours = table["kind"] != "score"
    units = [said(unit) if our else unit for unit, our in zip(table["unit"], ours, strict=True)]
    what = {
        t("What changes"): [whole_name(case, row) for row in table.to_dict("records")],
        t("Grade"): [t("outside the evidence range") if one == OUTSIDE else said(one) for one in table["grade"]],
    }
    st.dataframe(
        pd.DataFrame({**what, **numbers, t("Unit"): units}),
        hide_index=True,
        column_config={
            t("What changes"): st.column_config.TextColumn(pinned=True, width=220),
            **dict.fromkeys(numbers, st.column_config.TextColumn(alignment="right", width="small")),
        },
    )
    st.caption(
        t("Of the way: how much of the way from now to the end of its range the change takes; up to 1 is within.")
    )


def whole_name(case: Case, row: Mapping[Hashable, Any]) -> str:
    """What changes in a row of the table, and what yields to it."""
    name = wording_pairs.change_name(case, row)
    if row["kind"] == "weights" and pd.notna(row["criterion"]):
        return t("{change}, the others yielding in proportion", change=name)
    return name


def way(reach: float) -> str:
    """How much of the way to the end of a range a change takes."""
    if math.isinf(reach):
        return t("no range")
    return t("just over 1 ×") if wording_pairs.barely_beyond(reach) else f"{number(reach)} ×"


def written(numbers: "pd.Series[float]", write: Callable[[float], str]) -> list[str]:
    """Numbers as text, nothing where one is missing."""
    return ["" if pd.isna(one) else write(one) for one in numbers]


def new_weights(choice: Choice, changes: Overturn, goal: str) -> None:
    """The weights that would do it, if all of them may move."""
    table = changes.new_weights
    norms = {
        f"{goal}_l1": t("New, least in total"),
        f"{goal}_l2": t("New, least distance"),
        f"{goal}_linf": t("New, least largest change"),
    }
    columns = {name: words for name, words in norms.items() if name in table}
    if not columns:
        return
    with st.expander(t("The new weights, if all of them move"), icon=":material/balance:"):
        renamed = {"now": t("Now"), "low": t("Low"), "high": t("High"), **columns}
        percent = (100 * table[list(renamed)]).round(1).rename(columns=renamed)
        percent.index = pd.Index([choice.case.catalogue[str(one)].label for one in table.index], name=t("Criterion"))
        st.dataframe(
            percent,
            height="content",
            column_config=dict.fromkeys(renamed.values(), st.column_config.NumberColumn(format="%.1f %%")),
        )
        st.caption(t("Low and high are the range of the weight set."))
