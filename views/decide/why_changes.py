"""Why, as tables: what would have to change for the option that is behind to get ahead."""

import math
from collections.abc import Callable

import pandas as pd
import streamlit as st

from mcda.robustness import Overturn
from views.decide.amounts import signed
from views.state import Choice
from views.text import number, t


def changes_table(changes: Overturn, goal: str) -> None:
    """What is now, what is needed, and how far beyond the evidence that is; blank where nothing does it."""
    table = changes.table[changes.table["goal"] == goal]
    together = (table["kind"] == "weights") & table["criterion"].isna()
    numbers = {
        t("Now"): written(table["now"].mask(together), number),
        t("Needed"): written(table["needed"].mask(together), number),
        t("Change"): written(table["change"], signed),
        t("Of the way"): written(table["reach"], way),
    }
    what = {
        t("What changes"): table["what"],
        t("Grade"): table["grade"].replace({"outside it": t("outside the evidence range")}),
    }
    st.dataframe(
        pd.DataFrame({**what, **numbers, t("Unit"): table["unit"]}),
        hide_index=True,
        column_config={
            t("What changes"): st.column_config.TextColumn(pinned=True, width=220),
            **dict.fromkeys(numbers, st.column_config.TextColumn(alignment="right", width="small")),
        },
    )
    st.caption(
        t("Of the way: how much of the way from now to the end of its range the change takes; up to 1 is within.")
    )


def way(reach: float) -> str:
    """How much of the way to the end of a range a change takes."""
    return t("no range") if math.isinf(reach) else f"{number(reach)} ×"


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
