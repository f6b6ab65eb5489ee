"""Evidence: every score with its range, reason and sources, to be looked at, entered and questioned."""

import streamlit as st

from mcda import charts
from mcda.case import Case
from mcda.completeness import has_words
from mcda.evidence import EvidenceState, evidence_state
from mcda.language import listed
from mcda.parts import Cell
from views import state
from views.build.evidence_cell import drawer, open_cell
from views.build.evidence_entry import entry
from views.build.evidence_gaps import bar, gaps, state_sentence, today
from views.build.evidence_sources import past, sources
from views.build.evidence_table import matrix
from views.build.evidence_words import anchors, basis_words, better_words, cell_words, linked
from views.figure import figure
from views.state import Choice
from views.text import shown, t


def one_criterion(choice: Choice) -> None:
    """One criterion: what it asks, how every option scores, and why."""
    case = choice.case
    labels = {criterion.id: criterion.label for criterion in case.catalogue.criteria}
    chosen = st.selectbox(
        t("Criterion"), list(labels), format_func=labels.__getitem__, key="criterion", bind="query-params"
    )
    criterion = case.catalogue[chosen]
    st.markdown(
        f"**{shown(criterion.question or criterion.label)}** {shown(criterion.definition)} ({better_words(criterion)})"
    )
    if criterion.note:
        st.warning(shown(criterion.note), icon=":material/flag:")
    table = case.scores(choice.scenario)[chosen]
    merit = criterion.direction.sign * table.loc[list(case.choices)]
    best = listed(case.labels[str(option)] for option in merit.index[merit >= merit.max() - 1e-9])
    sentence = t(
        "Best on {criterion}, at the most likely scores of this scenario: {options}.",
        criterion=criterion.label.lower(), options=best,
    )  # fmt: skip
    st.markdown(shown(sentence))
    chart = charts.evidence_chart(case, choice.scenario, chosen)
    figure(chart.properties(description=sentence))
    anchors(criterion)
    st.subheader(t("Why these scores"), anchor=False)
    for cell in case.cells:
        if cell.criterion == chosen:
            _reason(case, cell)
    st.caption(
        t(
            "Scores as entered, before the scenario shifts them. Options built from others, and blends, are derived: they have no entry of their own."
        )
    )
    st.page_link(
        "views/build/objectives.py",
        label=t("All criteria and their scales: Objectives"),
        icon=":material/account_tree:",
    )


def _reason(case: Case, cell: Cell) -> None:
    """One score as entered: its range, its basis, its reason, its sources."""
    known = {source.id: source for source in case.evidence}
    with st.container(border=True, gap="xxsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            label, words = shown(case.labels[cell.option]), cell_words(cell, case.catalogue[cell.criterion])
            st.markdown(f"**{label}: {words}** :gray-badge[{basis_words()[cell.basis]}]")
            st.button(
                t("Open"), key=f"open_{cell.option}", on_click=open_cell, args=(cell.option, cell.criterion),
                icon=":material/edit_note:", help=t("Change the score of {option}, or see its history.", option=label),
            )  # fmt: skip
        st.markdown(shown(cell.rationale) if has_words(cell.rationale) else f":gray[{t('not described yet')}]")
        cited = "; ".join(linked(known[one]) for one in cell.evidence)
        by = ", ".join(part for part in (cell.author, cell.date) if part)
        parts = [t("Sources: {list}.", list=cited) if cited else "", t("Judged by {who}.", who=shown(by)) if by else ""]
        st.caption(" ".join(part for part in parts if part))


def missing(case: Case, found: EvidenceState) -> None:
    """What is still missing, and the way on."""
    total = found.total
    bare = sum(not has_words(cell.rationale) for cell in case.cells)
    open_ends = {
        t("unknown scores ({count})", count=total["unknown"]): total["unknown"],
        t("scores without a reason ({count})", count=bare): bare,
        t("scores without a source ({count})", count=total["judged"] - total["cited"]): total["judged"]
        - total["cited"],
        t("scores without a date ({count})", count=total["undated"]): total["undated"],
    }
    named = [words for words, count in open_ends.items() if count]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(
            t("Still missing: {list}.", list=", ".join(named))
            if named
            else t("Every score is judged, dated and has a reason and a source.")
        )
        st.page_link(
            "views/build/strategies.py", label=t("Next: Strategies and blends"), icon=":material/arrow_forward:"
        )


def page() -> None:
    choice = state.choice()
    case = choice.case
    found = evidence_state(case, today())
    st.title(state_sentence(found), anchor=False)
    st.markdown(
        t(
            "Every number is a judgement with a range and a reason. A source that states an order without a figure supports the order, not the size."
        )
    )
    names = [t("All scores"), t("One criterion"), t("Fast entry"), t("Gaps"), t("Sources"), t("Past cases")]
    tabs = st.tabs(names, key="tab", bind="query-params")
    everything, one, fast, thin, cited, before = tabs
    if everything.open:
        with everything:
            bar(found)
            matrix(choice)
    if one.open:
        with one:
            one_criterion(choice)
    if fast.open:
        with fast:
            entry(choice)
    if thin.open:
        with thin:
            gaps(choice, found)
    if cited.open:
        with cited:
            sources(case)
    if before.open:
        with before:
            past(case)
    missing(case, found)
    drawer()


page()
