"""What the sides of the page on robustness share."""

import streamlit as st

from mcda import wording
from mcda import wording_robustness as words
from mcda.case import Case
from mcda.methods import METHODS
from mcda.robustness import Acceptability
from views.text import shown

SHARE = st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1)


def first_words(case: Case, found: Acceptability) -> str:
    """Who is first most often, and how often: a headline."""
    often = found.table["p_first"]
    level = [case.labels[str(option)] for option in often.index[often == often.max()]]
    share = words.draws_words(float(often.max()), found.draws, words.drawn_words(found))
    return f"{wording.listed(level)} {'is' if len(level) == 1 else 'are'} first in {share}"


def usual_draws(method: str) -> int:
    """So many draws take about a second at most; a draw of COMET judges all its characteristic objects anew."""
    return 1_000 if method == "comet" else 10_000


def additive_only(what: str, method: str) -> None:
    """Say that an answer is by the additive method, where another one is chosen."""
    if method != "additive":
        st.info(f"{what} by the additive method: the index of {shown(METHODS[method].label)} has no units to compare.")
