"""The sources of a case, to be edited in a table, and its past cases."""

from collections import Counter
from typing import Any

import pandas as pd
import streamlit as st

from mcda.case import Case
from mcda.edits.scores import new_source_id, with_sources
from mcda.parts import PastCase, Source
from mcda.schemas import GRADES
from views import editing
from views.build.evidence_words import grade_words, linked
from views.glossary import meaning
from views.text import shown, t

COLUMNS = ("id", "title", "author", "year", "url", "grade", "finding")


def sources(case: Case) -> None:
    """The table of sources."""
    cited = Counter(one for cell in case.cells for one in cell.evidence)
    unused = sum(source.id not in cited for source in case.evidence)
    sentence = t("{count} sources; {unused} of them are cited by no score.", count=len(case.evidence), unused=unused)
    st.markdown(sentence if case.evidence else t("This case lists no sources yet. Add the first one in the empty row."))
    st.caption("; ".join(grade_words().values()))
    editing.table(
        "sources",
        t("Sources"),
        project,
        entered,
        num_rows="dynamic",
        hide_index=True,
        row_height=48,
        height=560 if len(case.evidence) > 10 else "content",
        column_config={
            "id": None,
            "title": st.column_config.TextColumn(t("Title"), required=True, pinned=True, width="medium"),
            "author": st.column_config.TextColumn(t("Author")),
            "year": st.column_config.NumberColumn(
                t("Year"), min_value=1000, max_value=3000, step=1, format="%d", width="small"
            ),
            "url": st.column_config.LinkColumn(
                t("Link"),
                validate=r"^https?://.+",
                display_text=r"^https?://(?:www\.)?([^/]+)",
                help=t("Only http:// and https:// addresses."),
            ),
            "grade": st.column_config.SelectboxColumn(
                t("Grade"), options=list(GRADES), required=True, width="small", help=meaning("grade")
            ),
            "finding": st.column_config.TextColumn(t("What it found"), required=True, width="large"),
            "cited": st.column_config.NumberColumn(
                t("Cited by"),
                disabled=True,
                format="%d",
                width="small",
                help=t("How many scores and past cases cite it."),
            ),
        },
        alt=t("Sources, to be edited"),
    )
    st.caption(
        t(
            "To remove a source, tick its row and press delete. One that is still cited cannot be removed; you are told where it is."
        )
    )


def project(case: Case) -> pd.DataFrame:
    """The table that is edited, one row a source."""
    cited = Counter(one for part in (*case.cells, *case.history) for one in part.evidence)
    rows = [source.model_dump() | {"cited": cited[source.id]} for source in case.evidence]
    frame = pd.DataFrame(rows, columns=[*COLUMNS, "cited"]).astype({"year": "Int64", "cited": "Int64"})
    return frame.astype({name: "string" for name in COLUMNS if name != "year"})


def entered(case: Case, frame: pd.DataFrame) -> Case:
    """The case with the edited table; a row without an id is a new source.

    Raises
    ------
    ArgumentError
        Where something cites a source that was removed.
    CaseError
        With every other fault.
    """
    taken = {source.id for source in case.evidence}
    found = []
    for row in frame.to_dict("records"):
        source = _source(row, taken)
        taken.add(source.id)
        found.append(source)
    return with_sources(case, found)


def _source(row: dict[str, Any], taken: set[str]) -> Source:
    """A row as a source, not checked yet: the case does that."""
    texts = {name: "" if pd.isna(row[name]) else str(row[name]).strip() for name in COLUMNS if name != "year"}
    year = None if pd.isna(row["year"]) else int(row["year"])
    name = texts.pop("id") or new_source_id(texts["title"], year, taken)
    return Source.model_construct(id=name, year=year, **texts)


def marks() -> dict[str, str]:
    """What marks of past cases look like."""
    return {"very good": "++", "good": "+", "mixed": "0", "poor": "-", "very poor": "--", "unknown": "?"}


def past(case: Case) -> None:
    """What happened before, on the same criteria."""
    if not case.history:
        st.markdown(t("This case lists no past cases."))
        return
    st.markdown(
        t(
            "{count} past cases, picked by hand, so illustrations and not statistics. Marks are a reading of the cited facts; for harms, good means that harm was limited.",
            count=len(case.history),
        )
    )
    labels = {criterion.id: criterion.label for criterion in case.catalogue.criteria}
    signs = marks()
    rows = [
        {t("Case"): one.title, t("Kind"): one.kind}
        | {
            labels[name]: " → ".join(signs[part] for part in mark.split(" then ")) if mark else ""
            for name, mark in one.marks
        }
        for one in case.history
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height="content",
        column_config={t("Case"): st.column_config.TextColumn(pinned=True)},
        alt=t("Past cases and their marks"),
    )
    st.caption(
        t(
            "++ very good, + good, 0 mixed, - poor, -- very poor, ? no evidence found; an arrow marks a change over time."
        )
    )
    for one in case.history:
        _past_case(case, one)


def _past_case(case: Case, one: PastCase) -> None:
    known = {source.id: source for source in case.evidence}
    with st.expander(f"{shown(one.title)}, {shown(one.years)}"):
        st.markdown(shown(one.outcome))
        if one.evidence:
            st.caption(t("Sources: {list}", list="; ".join(linked(known[source]) for source in one.evidence)))
