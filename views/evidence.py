"""Evidence: every score with its range, reason and sources; the criteria; past cases."""

import pandas as pd
import streamlit as st

from mcda import charts, wording
from mcda.case import Case
from mcda.parts import Cell, PastCase, Source
from views import state
from views.state import Choice
from views.text import shown

BASIS = {"stated": "stated in the source", "implied": "implied in the source", "silent": "the source is silent"}
MARKS = {"very good": "++", "good": "+", "mixed": "0", "poor": "-", "very poor": "--", "unknown": "?"}


def scores(choice: Choice) -> None:
    """One criterion: what it asks, how every option scores, and why."""
    case = choice.case
    labels = {criterion.id: criterion.label for criterion in case.catalogue.criteria}
    chosen = st.selectbox(
        "Criterion", list(labels), format_func=labels.__getitem__, key="criterion", bind="query-params"
    )
    criterion = case.catalogue[chosen]
    st.markdown(f"**{shown(criterion.question)}** {shown(criterion.definition)}")
    if criterion.note:
        st.warning(shown(criterion.note), icon=":material/flag:")
    table = case.scores(choice.scenario)[chosen]
    sign = criterion.direction.sign
    merit = sign * table.loc[list(case.choices)]
    best = [case.labels[str(option)] for option in merit.index[merit >= merit.max() - 1e-9]]
    sentence = f"{wording.listed(best)} {'scores' if len(best) == 1 else 'score'} best on {criterion.label.lower()} at the most likely scores of this scenario."
    st.markdown(shown(sentence))
    st.altair_chart(charts.evidence_chart(case, choice.scenario, chosen), alt=sentence)
    anchors = criterion.scale.anchors
    st.caption(f"{criterion.scale.low:g}: {shown(anchors.low)} {criterion.scale.high:g}: {shown(anchors.high)}")
    st.subheader("Why these scores", anchor=False)
    for cell in case.cells:
        if cell.criterion == chosen:
            _reason(case, cell)
    st.caption(
        "Scores as entered, before the scenario shifts them. Options built from others, and blends, are derived: they "
        "have no entry of their own."
    )


def _reason(case: Case, cell: Cell) -> None:
    """One score as entered: its range, its basis, its reason, its sources."""
    known = {source.id: source for source in case.evidence}
    middle = "unknown" if cell.mode is None else f"{cell.mode:g}"
    with st.container(border=True, gap="xxsmall"):
        st.markdown(
            f"**{shown(case.labels[cell.option])}: {middle}** (from {cell.low:g} to {cell.high:g}) :gray-badge[{BASIS[cell.basis]}]"
        )
        st.markdown(shown(cell.rationale))
        signed = ", ".join(part for part in (cell.author, cell.date) if part)
        cited = "; ".join(linked(known[one]) for one in cell.evidence)
        st.caption(
            f"{'Sources: ' + cited + '. ' if cited else ''}{'Judged by ' + shown(signed) + '.' if signed else ''}"
        )


def linked(source: Source) -> str:
    """A source by its title, linked where it has an address, with its grade."""
    title = shown(source.title)
    return f"{f'[{title}](<{source.url}>)' if source.url else title} ({source.grade})"


def matrix(choice: Choice) -> None:
    """All scores at once, shaded from worst to best."""
    case = choice.case
    natural = case.scores(choice.scenario)
    model = case.facts(choice.scenario)
    values = pd.DataFrame(model.values(model.at("mode")), index=natural.index, columns=natural.columns)
    named = natural.round(0).rename(index=case.labels, columns={one.id: one.label for one in case.catalogue.criteria})
    shades = values.set_axis(named.index).set_axis(named.columns, axis=1)
    st.markdown(
        "Most likely score of every option on every criterion, in its own direction. Darker is better for the decision, whichever way the scale points."
    )
    styled = named.style.format("{:.0f}").apply(lambda _: shades.map(_shade), axis=None)
    st.dataframe(styled, height="content", column_config={"_index": st.column_config.TextColumn("Option", pinned=True)})


def _shade(value: float) -> str:
    return f"background-color: rgba(31, 138, 122, {0.08 + 0.5 * value:.2f})"


def criteria(case: Case) -> None:
    for objective in case.catalogue.objectives:
        st.subheader(shown(objective.label), anchor=False)
        st.caption(shown(objective.description))
        for one in case.catalogue.under(objective.id):
            title = f"{shown(one.label)}{' (required)' if one.required else ''}: {one.direction.value} is better"
            with st.expander(title):
                st.markdown(f"**{shown(one.question)}** {shown(one.definition)}")
                anchors = one.scale.anchors
                for level, text in (
                    (one.scale.low, anchors.low),
                    ((one.scale.low + one.scale.high) / 2, anchors.middle),
                    (one.scale.high, anchors.high),
                ):
                    if text:
                        st.markdown(f"- **{level:g}** {shown(one.scale.unit)}: {shown(text)}")
                for note in [
                    one.note,
                    *(f"Overlap with {case.catalogue[o.criterion].label.lower()}: {o.warning}" for o in one.overlaps),
                ]:
                    if note:
                        st.caption(shown(note))
                if one.paragraphs:
                    st.caption(f"Source paragraphs {', '.join(one.paragraphs)}. In a blend: rule “{one.blend.value}”.")


def past(case: Case) -> None:
    if not case.history:
        st.markdown("This case lists no past cases.")
        return
    st.markdown(
        f"{len(case.history)} past cases, picked by hand, so illustrations and not statistics. Marks are a reading of the cited facts; for harms, good means that harm was limited."
    )
    labels = {criterion.id: criterion.label for criterion in case.catalogue.criteria}
    rows = [
        {"Case": one.title, "Kind": one.kind} | {labels[name]: _mark(mark) for name, mark in one.marks}
        for one in case.history
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height="content",
        column_config={"Case": st.column_config.TextColumn(pinned=True)},
    )
    st.caption(
        "++ very good, + good, 0 mixed, - poor, -- very poor, ? no evidence found; an arrow marks a change over time."
    )
    for one in case.history:
        _past_case(case, one)


def _mark(mark: str) -> str:
    return " → ".join(MARKS[part] for part in mark.split(" then ")) if mark else ""


def _past_case(case: Case, one: PastCase) -> None:
    known = {source.id: source for source in case.evidence}
    with st.expander(f"{shown(one.title)}, {shown(one.years)}"):
        st.markdown(shown(one.outcome))
        if one.evidence:
            st.caption("Sources: " + "; ".join(linked(known[source]) for source in one.evidence))


def sources(case: Case) -> None:
    if not case.evidence:
        st.markdown("This case lists no sources.")
        return
    st.markdown(
        "Grade A was read in the source's own text, B in a secondary report. Sources were read as stored copies, not live pages."
    )
    table = pd.DataFrame([source.model_dump() for source in case.evidence])[
        ["title", "author", "year", "grade", "finding", "url"]
    ]
    table.columns = ["Title", "Author", "Year", "Grade", "Finding", "Link"]
    st.dataframe(
        table,
        hide_index=True,
        height=620,
        row_height=60,
        column_config={
            "Link": st.column_config.LinkColumn(display_text="open"),
            "Year": st.column_config.NumberColumn(format="%d"),
            "Finding": st.column_config.TextColumn(width="large"),
        },
    )


def page() -> None:
    choice = state.choice()
    case = choice.case
    stated = sum(cell.basis == "stated" for cell in case.cells)
    backed = sum(bool(cell.evidence) for cell in case.cells)
    st.title(
        f"{len(case.cells)} judged scores: the source states {stated} of them, outside evidence bears on {backed}",
        anchor=False,
    )
    st.markdown(
        "Every number is a judgement with a range and a reason. A source that states an order without a figure supports the order, not the size."
    )
    tabs = st.tabs(["One criterion", "All scores", "Criteria", "Past cases", "Sources"], key="tab", bind="query-params")
    with tabs[0]:
        scores(choice)
    with tabs[1]:
        matrix(choice)
    with tabs[2]:
        criteria(case)
    with tabs[3]:
        past(case)
    with tabs[4]:
        sources(case)


page()
