"""Time and history: what a blend covers while partners join late, and past cases that look like it."""

import pandas as pd
import streamlit as st

from mcda.blends import Timeline
from mcda.case import Case
from mcda.charts.timeline import timeline_chart
from mcda.language import percent, points
from mcda.wording_blends import caution_sentence, history_sentence, mix_words, notice_sentence, time_sentence
from views import answers
from views.decide.blend_lab_shared import (
    Pair,
    Setting,
    additive_note,
    assumptions_of,
    no_gates,
    pair_of,
    share_of,
    shares_of,
)
from views.figure import figure
from views.gates import gates_of
from views.glossary import meaning
from views.state import Choice
from views.text import shown, t

NEEDED = ("coverage", "speed")
"""Criteria without which a timeline says nothing."""
_TOLD = 3
"""So many past cases are told before the table."""
_HORIZON, _LONGEST, _LAG = 730, 3650, 330
"""Days: two years and ten years, and how long the Wassenaar Arrangement took to act, rounded."""


def span_of() -> tuple[float, float]:
    """Horizon and lag in days."""
    horizon = st.slider(t("Horizon (days)"), 30, _LONGEST, _HORIZON, 10, key="horizon", bind="query-params")
    lag = st.slider(
        t("Lag until the others join (days)"),
        0,
        _LONGEST,
        _LAG,
        10,
        key="lag",
        bind="query-params",
        help=t("As long as the horizon: they never join."),
    )
    return float(horizon), float(min(lag, horizon))


def course(choice: Choice, found: Timeline) -> None:
    """Coverage over time and what that does to the score."""
    case = choice.case
    st.subheader(t("Coverage over time"), anchor=False, help=meaning("lag"))
    st.markdown(shown(time_sentence(case, found)))
    figure(timeline_chart(case, found))
    st.caption(t("Blue: coverage in force. Orange dashes: its mean from the start to then."))
    st.info(shown(notice_sentence(case, found)), icon=":material/balance:")
    parts = [*found.pure.index, *(one for one in ("blend",) if found.shares.max() < 1)]
    told = [found.pure.loc[one] if one in found.pure.index else None for one in parts]
    table = pd.DataFrame(
        {
            "": [
                t("This blend") if one == "blend" else t("{option} alone", option=case.labels[str(one)])
                for one in parts
            ],
            t("Score without time"): [found.plain_score if row is None else row["plain"] for row in told],
            t("Score over time"): [found.score if row is None else row["over_time"] for row in told],
        }
    )
    number = st.column_config.NumberColumn(format="%.1f")
    st.dataframe(table, hide_index=True, height="content", column_config=dict.fromkeys(table.columns[1:], number))


def past_cases(choice: Choice, shares: dict[str, float], setting: Setting) -> None:
    """Past cases nearest to the blend, with what became of them."""
    case = choice.case
    st.subheader(t("Has it been tried?"), anchor=False)
    if not case.history:
        st.markdown(t("This case has no past cases. They come with a case that is opened, in its history table."))
        return
    found = answers.nearest_history(case, choice.scenario, shares, setting)
    st.markdown(shown(history_sentence(case, found)))
    st.warning(shown(caution_sentence(case, found)), icon=":material/warning:")
    labels = {criterion.id: criterion.label.lower() for criterion in case.catalogue.criteria}
    table = found.table
    nearest = table[table["distance"].notna()].head(_TOLD).to_dict("records")
    told = [f"- **{shown(row['title'])}** ({shown(row['years'])}): {shown(row['outcome'])}" for row in nearest]
    st.markdown("\n".join(told))
    sources = ["; ".join(f"{one['author']} {one['year']}" for one in row) for row in table["sources"]]
    st.dataframe(
        pd.DataFrame(
            {
                t("Past case"): table["title"],
                t("Years"): table["years"],
                t("Kind"): table["kind"],
                t("Distance"): table["distance"],
                t("Criteria"): table["shared"],
                t("Outcome"): table["outcome"],
                t("No mark on"): [", ".join(labels[one] for one in row) for row in table["missing"]],
                t("Sources"): sources,
            }
        ),
        hide_index=True,
        height=420,
        row_height=80,
        column_config={
            t("Past case"): st.column_config.TextColumn(width="medium"),
            t("Distance"): st.column_config.NumberColumn(
                format="%.0f", help=t("Mean difference in points of 100 over the criteria that both have")
            ),
            t("Criteria"): st.column_config.NumberColumn(help=t("So many criteria are compared")),
            t("Outcome"): st.column_config.TextColumn(width="large"),
        },
    )


def headline(case: Case, found: Timeline) -> str:
    """What the lag does to the score, in Markdown."""
    mix = shown(mix_words(case, found.shares))
    change = found.score - found.plain_score
    if abs(change) < 0.05:
        return t("Over time {mix} scores as without a lag", mix=mix)
    if change < 0:
        return t("Counting time costs {mix} {change}", mix=mix, change=points(-change))
    return t("Counting time brings {mix} {change}", mix=mix, change=points(change))


def findings(choice: Choice) -> None:
    """The timeline and the nearest past cases of one blend."""
    case = choice.case
    slot = st.container()
    left, right = st.columns([2, 1], gap="large")
    timed = set(NEEDED) <= set(case.catalogue.ids)
    with right:
        pair: Pair = pair_of(case)
        share = share_of(case, pair)
        span = span_of() if timed else (1.0, 0.0)
        st.subheader(t("Assumptions"))
        setting = assumptions_of(choice)
        no_gates(gates_of(choice))
    shares = shares_of(pair, share)
    if timed:
        found = answers.timeline(case, choice.scenario, choice.weights, shares, span, setting)
        slot.title(headline(case, found), anchor=False)
        with left:
            course(choice, found)
    else:
        mix = {"share": percent(share), "option": shown(case.labels[pair[0]].lower())}
        slot.title(t("{share} {option} beside past cases", **mix), anchor=False)
        left.markdown(t("A timeline needs criteria with the ids `coverage` and `speed`; this case has others."))
    with slot:
        additive_note(choice.method)
    past_cases(choice, shares, setting)
