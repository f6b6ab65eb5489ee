"""What weights would do to the ranking: hidden until somebody asks, so that nobody weighs towards a winner."""

import pandas as pd
import streamlit as st

from mcda.errors import McdaError
from mcda.language import said
from mcda.methods import METHODS
from mcda.weights import WeightSet
from views import answers
from views.refusals import refused
from views.state import Choice
from views.text import number, shown, t

FEW = 5


def effect_shown() -> bool:
    """The switch that shows who would win; off until it is turned on, and off again with each new questioning."""
    return st.toggle(
        t("Show what these weights do"),
        key="show_effect",
        help=t("Hidden while you weigh: who sees the winner tends to weigh towards it."),
    )


def effect(choice: Choice, weights: WeightSet) -> None:
    """Who would come first under weights, if that is to be shown."""
    if not effect_shown():
        return
    case = choice.case
    try:
        ranking = answers.rank(case, choice.scenario, weights, choice.method)
    except McdaError as problem:
        refused(problem)
        return
    table = ranking.table.sort_values("rank", kind="stable")
    st.markdown(first_words(choice, table))
    shown_rows = pd.DataFrame(
        {
            t("Rank"): table["rank"].astype(int).to_numpy(),
            t("Option"): table["label"].to_numpy(),
            t("Score"): table["score"].round(1).to_numpy(),
        }
    )
    st.dataframe(shown_rows.head(FEW), hide_index=True, height="content")


def first_words(choice: Choice, table: pd.DataFrame) -> str:
    """Who would come first and by how much, Markdown; a lead under the smallest difference that matters is none."""
    first, *rest = table.to_dict("records")
    unit = t("points of 100") if choice.method == "additive" else said(METHODS[choice.method].label)
    told = {"first": shown(first["label"]), "score": number(first["score"]), "unit": shown(unit)}
    if not rest:
        return t("{first} would come first, with {score} ({unit}).", **told)
    told |= {"second": shown(rest[0]["label"]), "other": number(rest[0]["score"])}
    if choice.method == "additive" and first["score"] - rest[0]["score"] < choice.case.settings.epsilon:
        return t("{first} ({score}) and {second} ({other}) would be practically equal at the top, in {unit}.", **told)
    return t("{first} would come first, with {score}, then {second} with {other} ({unit}).", **told)
