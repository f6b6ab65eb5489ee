"""Both doubts at once: who is first when weights, facts and assumptions are drawn together."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import pandas as pd
import streamlit as st

from mcda import robustness, wording
from mcda import wording_robustness as words
from mcda.case import Case
from mcda.charts.robustness import first_place_chart, rank_heat_chart
from mcda.draws import BLOCK
from mcda.language import said
from mcda.robustness import Acceptability
from mcda.robustness.acceptability import WAYS
from views import answers
from views.decide.robustness_shared import share_column, usual_draws
from views.figure import figure
from views.glossary import meaning
from views.state import Choice
from views.text import number, shown, t

MOST_DRAWS = 1_000_000
KEPT = "more_draws"
WANTED = "draw_more"
PATIENCE = 20.0
"""Seconds to wait for stopped draws to be counted."""


def setting_of(method: str) -> dict[str, Any]:
    """How the draws are made, and how many by default."""
    names = {0.0: t("Independent"), 0.5: t("Correlated ({value})", value=number(0.5))}
    with st.expander(t("How the draws are made"), icon=":material/casino:"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            seed = st.number_input(
                t("Seed"),
                0.0,
                999_999.0,
                0.0,
                1.0,
                "%.0f",  # a field for whole numbers breaks on an infinite one in a link
                key="seed",
                bind="query-params",
                help=t("The same seed gives the same draws. Another one shows how much of a difference is chance."),
            )
            correlation = st.segmented_control(
                t("How errors hang together"),
                list(names),
                format_func=names.__getitem__,
                default=0.0,
                required=True,
                key="correlation",
                bind="query-params",
                help=t("Of one option, over criteria. Independent errors partly cancel, which flatters a lead."),
            )
        st.caption(
            t(
                "Scores, effects of levers and assumptions are drawn from their ranges (PERT distributions), weights from the ranges of their set; "
                "blends are composed anew in every draw."
            )
        )
    return {"draws": usual_draws(method), "seed": int(seed), "correlation": float(correlation)}


@dataclass
class Run:
    """Draws that somebody asked for: kept in the session, so that it outlives the run of the page that makes them."""

    key: tuple[object, ...]
    found: Acceptability
    ended: Event = field(default_factory=Event)


def draw_until_stopped(
    run: Run, draw: Callable[[Callable[[int, int], bool]], Acceptability], show: Callable[[float], object]
) -> None:
    """Draw, show how far that is, and keep what is drawn, even if somebody stops it.

    A click anywhere makes the next call that shows something raise; the page then runs anew, and this run of it no
    longer reaches the session. What `run` holds is seen there.
    """
    stopped: list[BaseException] = []

    def progress(done: int, asked: int) -> bool:
        try:
            show(min(1.0, done / asked))
        except BaseException as stop:  # raised again below
            stopped.append(stop)
        return not stopped

    try:
        drawn = draw(progress)
        run.found = max(run.found, drawn, key=lambda one: one.draws)
    finally:
        run.ended.set()
    if stopped:
        raise stopped[0]


def sampled(choice: Choice, gates: tuple[str, ...], setting: dict[str, Any]) -> Acceptability:
    """The usual draws at once; more of them where somebody asked for more, as far as they got."""
    case = choice.case
    with st.spinner(t("Drawing facts and weights ...")):
        found = answers.acceptability(case, choice.scenario, choice.weights, choice.method, gates, setting)
        key = (case.digest, choice.scenario, answers.content(choice.weights), choice.method, gates, *setting.values())
        before: Run | None = st.session_state.get(KEPT)
        if before is not None and before.key == key:
            before.ended.wait(PATIENCE)
            found = before.found
    wanted = st.session_state.pop(WANTED, 0)
    if wanted <= found.draws:
        return found
    run = st.session_state[KEPT] = Run(key, found)
    slot = st.empty()
    with slot.container(horizontal=True, vertical_alignment="center", key="drawing"):
        bar = st.progress(0.0, t("Drawing ..."))
        st.button(t("Stop"), icon=":material/stop_circle:", help=t("What is drawn by then is kept."))

    def draw(progress: Callable[[int, int], bool]) -> Acceptability:
        return robustness.acceptability(
            case,
            scenario=choice.scenario,
            weights=choice.weights,
            method=choice.method,
            gates=gates,
            progress=progress,
            **{**setting, "draws": wanted, "job_draws": BLOCK},
        )

    draw_until_stopped(run, draw, lambda share: bar.progress(share, far(share * wanted, wanted)))
    slot.empty()
    return run.found


def far(done: float, wanted: int) -> str:
    """How far the drawing is."""
    return t("{done} of {wanted} draws", done=number(done, 0), wanted=number(wanted, 0))


def ask_for(draws: int) -> None:
    st.session_state[WANTED] = draws


def more(found: Acceptability) -> None:
    """How many draws there are, and a button for ten times as many."""
    draws = number(found.draws, 0)
    if found.draws < found.asked:
        asked = number(found.asked, 0)
        many = t("{draws} draws, stopped before the {asked} that were asked for.", draws=draws, asked=asked)
    else:
        many = t("{draws} draws.", draws=draws)
    legend = t("Lines: twice the standard error to either side. Colour: the kind of strategy.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{many} {legend}")
        if found.draws < MOST_DRAWS:
            ten = min(MOST_DRAWS, 10 ** len(str(found.draws)))
            st.button(
                t("More draws: {count}", count=number(ten, 0)),
                on_click=ask_for,
                args=(ten,),
                icon=":material/more_time:",
                help=meaning("draw"),
            )


def options_table(case: Case, found: Acceptability) -> None:
    table = found.table.sort_values("p_first", ascending=False, kind="stable")
    additive = found.method == "additive"
    loss = t("Lost on average") if additive else t("Index lost on average")
    st.dataframe(
        pd.DataFrame(
            {
                t("Option"): table["label"],
                t("First in"): table["p_first"].round(2),
                t("Standard error"): (100 * table["p_first_error"]).round(2),
                t("Mean rank"): table["expected_rank"].round(1),
                loss: table["expected_loss"].round(1 if additive else 3),
            }
        ),
        hide_index=True,
        height="content",
        column_config={
            t("First in"): share_column("rank acceptability"),
            t("Standard error"): st.column_config.NumberColumn(
                format="%.2f",
                help=t("Of the share of draws, in points of 100. {meaning}", meaning=meaning("standard error")),
            ),
            t("Mean rank"): st.column_config.NumberColumn(format="%.1f"),
            loss: st.column_config.NumberColumn(
                format="%.1f" if additive else "%.3f",
                help=t("What choosing it loses against the best option of each draw, on average"),
            ),
        },
    )


def doubts(choice: Choice, gates: tuple[str, ...], setting: dict[str, Any]) -> None:
    """Which doubt matters: weights, facts, or only both together."""
    case = choice.case
    st.subheader(t("Which doubt matters"), anchor=False, help=meaning("draw"))
    with st.spinner(t("Drawing weights and facts apart ...")):
        ways = {
            way: answers.acceptability(
                case,
                choice.scenario,
                choice.weights,
                choice.method,
                gates,
                setting if way == "both" else {**setting, "sources": sources},
            )
            for way, sources in WAYS.items()
        }
    table = pd.DataFrame({way: found.table["p_first"] for way, found in ways.items()})
    draws = ways["both"].draws
    st.markdown(shown(words.doubts_sentence(case, table, draws)))
    heads = [t("Weights only"), t("Facts only"), t("Both")]  # in the order of WAYS
    st.dataframe(
        table.round(2)
        .loc[table["both"].sort_values(ascending=False, kind="stable").index]
        .rename(index=case.labels)
        .set_axis(heads, axis=1)
        .reset_index(names=t("Option")),
        hide_index=True,
        height="content",
        column_config=dict.fromkeys(heads, share_column("rank acceptability")),
    )
    st.caption(
        t(
            "How often each option is first when only weights, only facts and assumptions, or both are drawn: {draws} draws each.",
            draws=number(draws, 0),
        )
    )


def findings(choice: Choice, gates: tuple[str, ...]) -> None:
    """The verdict, first places, all ranks, and which doubt is behind them."""
    case = choice.case
    top = st.container()
    setting = setting_of(choice.method)
    with top:
        found = sampled(choice, gates, setting)
        st.title(shown(wording.headline(case, found.verdict)), anchor=False)
        st.markdown(shown(wording.verdict_sentence(case, found.verdict)), help=meaning("verdict"))
        st.markdown(f"{shown(words.acceptability_sentence(case, found))} {said(words.NO_PROBABILITY)}")
        figure(first_place_chart(case, found))
        more(found)
        options_table(case, found)
        if len(found.table) > 1:
            st.subheader(t("How often each rank"), anchor=False, help=meaning("rank acceptability"))
            figure(rank_heat_chart(case, found))
            st.caption(t("Per cent of draws. Deeper blue: more often. The best mean rank stands on top."))
            doubts(choice, gates, setting)
