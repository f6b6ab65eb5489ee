"""Start: what is to be decided, where the case stands, what it lacks, and how to begin something else."""

import streamlit as st

from mcda import wording
from mcda.case import Case
from mcda.completeness import missing
from mcda.errors import McdaError
from views import answers, state
from views.build.start_framing import framing
from views.build.start_opening import notices, opening
from views.files import download
from views.gaps import checklist, link
from views.glossary import names, terms
from views.refusals import refused
from views.state import Choice
from views.text import shown, t
from views.tour import start_button


def standing(choice: Choice) -> None:
    """The finding of the open case, in a title and a sentence."""
    case = choice.case
    title = shown(case.settings.title)
    if all(cell.mode is None for cell in case.cells):
        st.title(t("{title}: nothing is scored yet", title=title), anchor=False)
        st.markdown(shown(case.settings.question) or t("No question is stated in this case."))
        return
    try:
        with st.spinner(t("Drawing 2,000 versions of facts and weights ...")):
            found = answers.verdict(case, choice.scenario, choice.weights, choice.method)
    except McdaError as problem:
        st.title(t("{title}: there is no ranking yet", title=title), anchor=False)
        refused(problem)
        return
    st.title(
        t("{title} – {headline}", title=title, headline=shown(wording.headline(case, found))),
        anchor=False,
    )
    st.markdown(shown(case.settings.question) or t("No question is stated in this case."))
    st.markdown(
        t(
            "In the scenario “{scenario}”: {verdict}",
            scenario=shown(case.scenario(choice.scenario).label),
            verdict=shown(wording.verdict_sentence(case, found)),
        )
    )
    link("result", t("See the whole result"))


def counted(case: Case) -> None:
    """What the case holds, in one line."""
    st.caption(
        t(
            "Options: {options}, criteria: {criteria}, scenarios: {scenarios}, weight sets: {sets}, sources: {sources}.",
            options=len(case.options),
            criteria=len(case.catalogue.criteria),
            scenarios=len(case.scenarios),
            sets=len(case.weight_sets),
            sources=len(case.evidence),
        )
    )


def lacks(case: Case) -> None:
    """The checklist of what is missing."""
    gaps = missing(case)
    if not gaps:
        st.subheader(t("Nothing is missing"), anchor=False)
        st.markdown(t("Every question that the app asks about a case has an answer here."))
        return
    st.subheader(t("Still missing: {number}", number=len(gaps)), anchor=False)
    checklist(gaps)


def words() -> None:
    """Every term of the field that the app uses."""
    with st.expander(t("The words used here, in plain ones"), icon=":material/menu_book:"):
        called = names()
        for term, definition in terms().items():
            st.markdown(f"**{shown(called[term].capitalize())}.** {shown(definition)}")


def page() -> None:
    choice = state.choice()
    with st.container():
        notices()
    with st.container():
        standing(choice)
    counted(choice.case)
    with st.container(horizontal=True, vertical_alignment="center"):
        start_button()
        download("start_download")
    left, right = st.columns([3, 2], gap="large")
    with left:
        framing(choice.case)
    with right:
        lacks(choice.case)
    opening(choice.case)
    words()
    link("objectives", t("Next: {page}", page=t("Objectives")))


page()
