"""Where the evidence is thin, and what it cannot tell apart: by criterion, dominated options, no spread, wide ranges."""

from datetime import date

import pandas as pd
import streamlit as st

from mcda.case import Case
from mcda.charts.evidence_state import evidence_state_chart
from mcda.errors import McdaError
from mcda.evidence import EvidenceState, no_spread, wide_cells
from mcda.robustness.dominance import Dominance
from views import answers
from views.build.evidence_cell import open_cell
from views.build.evidence_words import basis_words, on_scale
from views.figure import figure
from views.glossary import meaning
from views.refusals import refused
from views.state import Choice
from views.text import number, shown, t

MOST_LISTED = 12
"""Cells with a wide range that get a button of their own."""

MOST_NAMED = 3
"""Options that one sentence names; a dominated option may have dozens above it."""


def state_sentence(found: EvidenceState) -> str:
    """One sentence on the state of the evidence."""
    total = found.total
    if not total["cells"]:
        return t("Nothing is scored yet")
    if not total["judged"]:
        return t("None of {all} scores is known yet", all=total["cells"])
    rest = t(
        "the source states {stated}, outside evidence bears on {cited}", stated=total["stated"], cited=total["cited"]
    )
    if not total["unknown"]:
        return t("All {all} scores are judged: {rest}", all=total["cells"], rest=rest)
    return t(
        "{judged} of {all} scores are judged, {unknown} unknown: {rest}",
        judged=total["judged"],
        all=total["cells"],
        unknown=total["unknown"],
        rest=rest,
    )


def bar(found: EvidenceState) -> None:
    """The same as one bar."""
    if not found.total["cells"]:
        return
    counts = found.total.to_frame(t("All scores")).T
    sentence = state_sentence(found)
    figure(evidence_state_chart(counts, basis_words(), sentence))


def gaps(choice: Choice, found: EvidenceState) -> None:
    """Everything that is thin, one finding after the other."""
    by_criterion(choice.case, found)
    same(choice)
    try:
        dominated(choice.case, answers.dominance(choice.case, choice.scenario, ()))
    except McdaError as problem:
        refused(problem)
    wide(choice.case)


def by_criterion(case: Case, found: EvidenceState) -> None:
    """Completeness of each criterion."""
    labels = {one.id: one.label for one in case.catalogue.criteria}
    table, total = found.table.rename(index=labels), found.total
    st.subheader(t("What the scores rest on"), help=meaning("basis"), anchor=False)
    if not total["cells"]:
        st.markdown(t("Nothing is scored yet."))
        return
    silent = table["silent"] + table["unknown"]
    thinnest = [str(one) for one in silent.index[(silent == silent.max()) & (silent > 0)]]
    sentence = t(
        "{stated} scores are stated in the source, {implied} implied by it, {silent} ours alone, {unknown} unknown. {cited} cite a source; {undated} have no date, {old} are older than a year.",
        **{name: total[name] for name in ("stated", "implied", "silent", "unknown", "cited", "undated", "old")},
    )
    thin = (
        t("Least is known of {criteria}.", criteria=shown(", ".join(thinnest)))
        if thinnest
        else t("The source bears on every score.")
    )
    st.markdown(f"{sentence} {thin}")
    figure(evidence_state_chart(table, basis_words(), f"{sentence} {', '.join(thinnest)}"))
    names = {
        "cells": t("Scores"), "unknown": t("Unknown"), "stated": t("Stated"), "implied": t("Implied"), "silent": t("Silent"),
        "cited": t("With a source"), "wide": t("Wide range"), "undated": t("No date"), "old": t("Over a year old"),
    }  # fmt: skip
    with st.expander(t("As a table"), icon=":material/table:"):
        st.dataframe(
            table[list(names)].rename(columns=names), height="content", alt=t("Completeness by criterion"),
            column_config={"_index": st.column_config.TextColumn(t("Criterion"), pinned=True)},
        )  # fmt: skip


def same(choice: Choice) -> None:
    """Criteria on which all options are the same."""
    case = choice.case
    st.subheader(t("Criteria that tell no options apart"), anchor=False)
    alike = no_spread(case, choice.scenario)
    if not alike:
        st.markdown(t("On every criterion at least two options differ, at the most likely scores of this scenario."))
    for criterion, everywhere in alike.items():
        label = shown(case.catalogue[criterion].label)
        if everywhere:
            st.markdown(
                t(
                    "- **{criterion}**: all options have the same score and the same range. As scored, it cannot decide anything, whatever its weight.",
                    criterion=label,
                )
            )
        else:
            st.markdown(
                t(
                    "- **{criterion}**: all options have the same most likely score; only their ranges differ. It cannot decide the likely ranking.",
                    criterion=label,
                )
            )


def dominated(case: Case, found: Dominance) -> None:
    """Options that are nowhere better than another."""
    st.subheader(t("Dominated options"), help=meaning("dominated"), anchor=False)
    losers = [str(option) for option in found.matrix.columns if found.matrix[option].any()]
    if not losers:
        st.markdown(
            t(
                "No option is worse than or equal to another on every criterion, at the most likely scores of this scenario."
            )
        )
        return
    for option in losers:
        better = [str(other) for other in found.matrix.index[found.matrix[option]]]
        surely = [other for other in better if found.sure.loc[other, option]]
        st.markdown(
            t(
                "- **{option}** is worse than or equal to {others} on every criterion, at the most likely scores. {sure}",
                option=shown(case.labels[option]),
                others=shown(_some(case, better)),
                sure=_sure(case, better, surely),
            )
        )
    st.caption(
        t(
            "No weights can put a dominated option first. Before you drop it, ask whether a criterion is missing that speaks for it."
        )
    )


def _sure(case: Case, better: list[str], surely: list[str]) -> str:
    if not surely:
        return t("Within the ranges it may turn out otherwise.")
    if surely == better:
        return t("That holds over all ranges.")
    return t("Against {others} that holds over all ranges.", others=shown(_some(case, surely)))


def _some(case: Case, options: list[str]) -> str:
    """The first few of these options by name, and how many more there are."""
    named = "; ".join(case.labels[option] for option in options[:MOST_NAMED])
    more = len(options) - MOST_NAMED
    return t("{options} and {count} more", options=named, count=more) if more > 0 else named


def wide(case: Case) -> None:
    """Cells whose range says little."""
    st.subheader(t("Wide ranges"), anchor=False)
    found = wide_cells(case)
    if not len(found):
        st.markdown(t("No range covers half its scale or more."))
        return
    st.markdown(
        t(
            "Ranges that cover half their scale or more: {count}. Open one to narrow it, or to say why it is wide.",
            count=len(found),
        )
    )
    with st.container(horizontal=True):
        for row in found.head(MOST_LISTED).to_dict("records"):
            measure = case.catalogue[row["criterion"]]
            label = t(
                "{option} on {criterion}: {low} to {high}", option=shown(case.labels[row["option"]]), criterion=shown(measure.label),
                low=on_scale(row["low"], measure), high=on_scale(row["high"], measure),
            )  # fmt: skip
            st.button(
                label,
                key=f"wide_{row['option']}_{row['criterion']}",
                on_click=open_cell,
                args=(row["option"], row["criterion"]),
            )
    if len(found) > MOST_LISTED:
        with st.expander(t("All {count}", count=len(found))):
            rows = [
                (
                    case.labels[row.option],
                    case.catalogue[row.criterion].label,
                    row.low,
                    row.mode,
                    row.high,
                    f"{number(100 * row.width, 0)} %",
                )
                for row in found.itertuples()
            ]
            names = [t("Option"), t("Criterion"), t("Low"), t("Most likely"), t("High"), t("Share of the scale")]
            st.dataframe(pd.DataFrame(rows, columns=names), hide_index=True, alt=t("Wide ranges"))


def today() -> date:
    """The day that decides which judgements are old."""
    return date.today()
