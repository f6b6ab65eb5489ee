"""What the sides of the page on robustness share."""

from typing import Any

import streamlit as st

from mcda import wording_robustness as words
from mcda.case import Case
from mcda.language import listed, said
from mcda.methods import METHODS
from mcda.robustness import Acceptability
from views.glossary import meaning
from views.text import shown, t


def share_column(term: str) -> Any:
    """How often, as a bar, with a term's definition behind its "?"."""
    return st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1, help=meaning(term))


def first_words(case: Case, found: Acceptability) -> str:
    """Who is first most often, and how often: a headline."""
    often = found.table["p_first"]
    level = [case.labels[str(option)] for option in often.index[often == often.max()]]
    share = words.draws_words(float(often.max()), found.draws, words.drawn_words(found))
    if len(level) == 1:
        return t("{option} is first in {share}", option=level[0], share=share)
    return t("{options} are first in {share}", options=listed(level), share=share)


def usual_draws(method: str) -> int:
    """So many draws take about a second at most; a draw of COMET judges all its characteristic objects anew."""
    return 200 if method == "comet" else 10_000


def additive_only(what: str, method: str) -> None:
    """Say that an answer is by the additive method, where another one is chosen."""
    if method != "additive":
        st.info(
            t(
                "{what} by the additive method: the index of {method} has no units to compare.",
                what=what,
                method=shown(said(METHODS[method].label)),
            )
        )
