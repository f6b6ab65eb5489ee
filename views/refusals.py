"""Refusals as a reader sees them: the first line as a finding, every fault below it as it is."""

import streamlit as st

from mcda.errors import McdaError
from views.text import shown


def refused(problem: McdaError) -> None:
    """Say what the engine refuses, in its own words, which may hold text from a case."""
    refused_text(str(problem))


def refused_text(problem: str) -> None:
    """The same for the words of a problem."""
    first, *rest = problem.splitlines()
    st.error(shown(first), icon=":material/error:")
    if rest:
        st.code("\n".join(rest), language=None, wrap_lines=True)
