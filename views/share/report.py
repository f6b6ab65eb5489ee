"""Report: the answer with all it rests on, looked through here and handed over as a file."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from mcda.errors import McdaError
from mcda.report import LogLine, Report, Section, decision_report, report_bytes
from views import answers, state
from views.decide.robustness_shared import usual_draws
from views.figure import figure
from views.gates import gates_of
from views.glossary import meaning
from views.refusals import refused
from views.state import Choice
from views.text import number, shown, t

MIME = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "zip": "application/zip",
}
OPEN = ("answer", "question", "ranking", "why")
"""Sections that are unfolded; the others are a click away."""


def kinds() -> dict[str, tuple[str, str]]:
    """What each file is called and what it is good for."""
    return {
        "html": (t("Web page (.html)"), t("One file that opens anywhere, offline, and prints well.")),
        "docx": (t("Word (.docx)"), t("To go on writing.")),
        "xlsx": (
            t("Workbook (.xlsx)"),
            t("The additive score in live formulas: change a weight or a score and it ranks anew."),
        ),
        "json": (
            t("Data (.json)"),
            t("The whole case with the result. `mcda rank report.json` gives the same numbers."),
        ),
        "zip": (t("All of it (.zip)"), t("The case as tables, the web page, the data and each chart as SVG.")),
    }


def change_log() -> tuple[LogLine, ...]:
    """What was done to the case, as the report lists it."""
    return tuple(
        LogLine(
            change.at.isoformat(timespec="seconds"),
            t("{label} (taken back)", label=change.label) if change.undone else change.label,
            change.digest,
        )
        for change in state.work().log
    )


def made(choice: Choice, gates: tuple[str, ...], draws: int, seed: int) -> Report | None:
    """The report for what the header says; None where somebody stopped it."""
    log = change_log()
    key = (choice.case.digest, choice.scenario, answers.content(choice.weights), choice.method, gates, draws, seed, log)
    kept = st.session_state.get("report_made")
    if kept is not None and kept[0] == key:
        found: Report = kept[1]
        return found
    if st.session_state.get("report_stopped") == key:
        st.info(t("Stopped. Nothing else has changed."), icon=":material/stop_circle:")
        st.button(t("Make the report"), on_click=_go_on, key="report_go_on", icon=":material/description:")
        return None
    slot, doing = st.empty(), t("Working out the report ...")
    with slot.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, doing)
        st.button(t("Stop"), on_click=_stop, args=(key,), key="report_stop", icon=":material/stop_circle:")
    report = decision_report(
        choice.case,
        scenario=choice.scenario,
        weights=choice.weights if choice.weights.name == state.CUSTOM else choice.weights.name,
        method=choice.method,
        gates=gates,
        draws=draws,
        seed=seed,
        log=log,
        progress=lambda share: bar.progress(min(1.0, share), doing),
    )
    slot.empty()
    st.session_state.report_made = (key, report)
    return report


def _stop(key: tuple[object, ...]) -> None:
    st.session_state.report_stopped = key


def _go_on() -> None:
    st.session_state.report_stopped = None


def files(report: Report) -> None:
    """A button for each kind of file, which is made when it is asked for."""
    st.subheader(t("Take it with you"), anchor=False)
    name = report.case.settings.id
    with st.container(horizontal=True):
        for kind, (label, use) in kinds().items():
            data: Callable[[], bytes] = partial(report_bytes, report, kind)
            st.download_button(
                label,
                data,
                file_name=f"{name}_report.{kind}",
                mime=MIME[kind],
                help=use,
                on_click="ignore",
                key=f"report_{kind}",
                icon=":material/download:",
            )
    st.caption(
        t(
            "Made {when} from {n} draws with seed {seed}, case {digest}: whoever has these finds the same numbers again.",
            when=shown(report.made.strftime("%Y-%m-%d %H:%M UTC")),
            n=number(report.setting.draws, 0),
            seed=report.seed,
            digest=report.case.digest[:12],
        )
    )


def section(one: Section) -> None:
    """One section: its sentences, its charts, its tables."""
    for sentence in one.sentences:
        st.markdown(shown(sentence))
    for picture in one.pictures:
        figure(picture.chart.properties(description=picture.alt))
    for table in one.tables:
        st.markdown(f"**{shown(table.caption)}**")
        st.dataframe(table.frame, hide_index=True, height="content" if len(table.frame) <= 20 else 460)


def preview(report: Report) -> None:
    """All sections in the order of the report; the first are unfolded."""
    st.subheader(t("What is in it"), anchor=False)
    for one in report.sections:
        if one.id == "answer":
            continue
        with st.expander(shown(one.title), expanded=one.id in OPEN, key=f"section_{one.id}", on_change="rerun") as fold:
            if fold.open:
                section(one)


def asked(choice: Choice) -> tuple[tuple[str, ...], int, int]:
    """Gates, draws and seed that somebody sets."""
    with st.expander(t("How it is worked out"), icon=":material/tune:"), st.container(horizontal=True):
        most = usual_draws(choice.method)
        draws = st.select_slider(
            t("Draws"),
            sorted({200, 1000, 2000, 10_000}),
            value=1000 if most < 10_000 else 2000,
            key="report_draws",
            help=meaning("draw"),
        )
        seed = st.number_input(
            t("Seed"),
            0,
            2**31 - 1,
            0,
            key="report_seed",
            help=t("The same seed gives the same draws, and so the same report."),
        )
    return gates_of(choice), int(draws), int(seed)


def page() -> None:
    choice = state.choice()
    top = st.container()
    gates, draws, seed = asked(choice)
    with top:
        title = st.empty()
        title.title(t("The report"), anchor=False)
        try:
            report = made(choice, gates, draws, seed)
        except McdaError as problem:
            refused(problem)
            return
        if report is None:
            return
        answer, *rest = report.answer.sentences
        title.title(shown(answer.rstrip(".")), anchor=False)
        for sentence in rest:
            st.markdown(shown(sentence))
        files(report)
    preview(report)


page()
