"""The sheets to read: what this is, the evidence, criteria, options, sources, changes, and the report's own tables."""

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from mcda.report.contents import Report, Section
from mcda.report.xlsx_cells import (
    ENGINE,
    FORMULA,
    INPUT,
    LABEL,
    NOTE,
    TEXT,
    TITLE,
    add_sheet,
    heading,
    put,
    put_table,
    quoted,
    set_heights,
    set_page,
    set_widths,
)
from mcda.report.xlsx_plan import Plan

Row = Sequence[object]
WRAPPED = Alignment(wrap_text=True, vertical="top")
SHEETS = {
    "Ranking": "The options in order, live",
    "Contributions": "Additive scores and what each criterion contributes; where options are taken in or left out",
    "Weights": "Swing points to change",
    "Scores": "Most likely scores to change",
    "Values": "What each score is worth, by formula",
    "Curves": "Value functions that are no straight lines, to change",
    "Gates": "Limits to change",
    "Report ranking": "The report's own ranking by its method, in numbers",
    "Evidence": "Low, most likely and high, with basis, reason and sources",
    "Criteria": "What is measured, on which scale",
    "Options": "What can be chosen",
    "Sources": "What the scores rest on",
    "Change log": "What was changed, in which order",
}
"""What each sheet is for; the report's other tables follow these."""


def add_read_me(book: Workbook, plan: Plan) -> Worksheet:
    """The first sheet: what this is, how to go on, and how to get the same numbers again."""
    report, case = plan.report, plan.case
    sheet = add_sheet(book, "Read me")
    put(sheet, 1, 1, report.title, TITLE)
    row = 2
    for label, value in _facts(plan):
        row += 1
        put(sheet, row, 1, label, LABEL)
        put(sheet, row, 2, value, TEXT)
    row += 2
    put(sheet, row, 1, "The answer when this was made", TITLE)
    for sentence in report.answer.sentences if any(one.id == "answer" for one in report.sections) else ():
        row += 1
        put(sheet, row, 2, sentence, TEXT)
    row += 2
    put(sheet, row, 1, "How to go on", TITLE)
    scenario = case.scenario(plan.scenario).label
    for sentence in (
        "Change swing points on Weights, scores on Scores or points on Curves: Ranking sorts itself anew.",
        "The formulas give the additive score in points of 100: 100 × the sum of value × weight.",
        f"Scores are those of one scenario, {scenario}. For another one, make the workbook again.",
        "Options that are built from others (blends, levers) were worked out by the engine and stand as numbers. "
        "When you change what they are built from, make the workbook again.",
        "Sheets after the change log are tables of the report: numbers as they were when it was made.",
    ):
        row += 1
        put(sheet, row, 2, sentence, TEXT)
    row += 2
    put(sheet, row, 1, "How cells look", TITLE)
    for style, word, meaning in (
        (INPUT, "12.3", "Framed: an input. Change it."),
        (FORMULA, "12.3", "Plain: a formula, or a text."),
        (ENGINE, "12.3", "Slanted on grey: worked out by the engine; does not follow your changes."),
    ):
        row += 1
        put(sheet, row, 1, float(word), style)
        put(sheet, row, 2, meaning, TEXT)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 110
    return sheet


def _facts(plan: Plan) -> Iterator[tuple[str, object]]:
    """What the workbook is of, and what anyone needs to get the same numbers."""
    report, case, setting = plan.report, plan.case, plan.report.setting
    yield "Marking", report.marking
    yield "Question", case.settings.question
    yield "Decided by", case.settings.decision_maker
    yield "Horizon", case.settings.horizon
    yield "Scenario", case.scenario(plan.scenario).label
    yield "Weights", setting.weights_label
    yield "Method of the report", setting.method
    yield "Gates", ", ".join(setting.gates) or "none"
    yield "Draws and seed", f"{setting.draws:,} draws, seed {setting.seed}"
    yield "Case digest (SHA-256)", case.digest
    yield "Version of the engine", report.version
    yield "Made", report.made.isoformat(timespec="seconds")
    yield "To get the same numbers", _command(report)


def _command(report: Report) -> str:
    """The command that ranks the same case again."""
    setting = report.setting
    points = setting.weights if isinstance(setting.weights, str) else ",".join(
        f"{name}={value:.12g}" for name, value in setting.weights.items()
    )  # fmt: skip
    gates = "".join(f" --gate '{gate}'" for gate in setting.gates)
    said = f"mcda rank --scenario {setting.scenario} --weights {points} --method {setting.method}{gates}"
    return f"{said} CASE, with the case that came with this report as CASE"


def add_contents(sheet: Worksheet, book: Workbook) -> None:
    """A list of all sheets, each a link, at the end of the first one."""
    row = sheet.max_row + 2
    put(sheet, row, 1, "Sheets", TITLE)
    for other in book.worksheets[1:]:
        row += 1
        cell = put(sheet, row, 1, other.title, TEXT)
        cell.style = "Hyperlink"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quoted(other)}!A1")
        put(sheet, row, 2, SHEETS.get(other.title, other["A1"].value), TEXT)
    set_heights(sheet)


def _table_sheet(
    book: Workbook, plan: Plan, name: str, title: str, labels: Row, rows: list[Row], wide: dict[int, float]
) -> Worksheet:
    """A sheet that holds one table, with filters."""
    sheet = add_sheet(book, name)
    heading(sheet, title)
    end = put_table(sheet, 3, labels, rows)
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(labels))}{end - 1}"
    set_widths(sheet, 3, wide)
    set_page(sheet, plan.report.marking, "3:3", "B4")
    return sheet


def add_case_sheets(book: Workbook, plan: Plan) -> None:
    """Evidence, criteria, options, sources and the change log."""
    case = plan.case
    shifts = {(s.option, s.criterion): s.shift for s in case.shifts if s.scenario == plan.scenario}
    criteria = {one.id: one for one in case.catalogue.criteria}
    titles = {source.id: source.title for source in case.evidence}
    _table_sheet(
        book, plan, "Evidence", "Evidence: what is known of each option on each criterion, before the scenario's shift",
        ["Option", "Criterion", "Low", "Most likely", "High", "Unit", "Shift in this scenario", "Basis", "Rationale",
         "Sources", "By", "Date"],
        [[plan.label(c.option), criteria[c.criterion].label, c.low, "unknown" if c.mode is None else c.mode, c.high,
          criteria[c.criterion].scale.unit, shifts.get((c.option, c.criterion)), c.basis, c.rationale,
          "\n".join(titles.get(one, one) for one in c.evidence), c.author, c.date] for c in case.cells],
        {1: 24, 2: 22, 9: 60, 10: 44},
    )  # fmt: skip
    objectives = {one.id: one.label for one in case.catalogue.objectives}
    _table_sheet(
        book, plan, "Criteria", "Criteria: what is measured, on which fixed scale",
        ["Id", "Criterion", "Objective", "Better is", "Scale from", "Scale to", "Unit", "Low end", "Middle", "High end",
         "Question", "Definition", "Blend rule", "Paragraphs", "Note"],
        [[c.id, c.label, objectives.get(c.objective, c.objective), c.direction.value, c.scale.low, c.scale.high,
          c.scale.unit, c.scale.anchors.low, c.scale.anchors.middle, c.scale.anchors.high, c.question, c.definition,
          case.settings.rules.get(c.id, c.blend).value, c.paragraphs, c.note] for c in plan.criteria],
        {2: 22, 8: 36, 9: 36, 10: 36, 11: 40, 12: 50, 15: 40},
    )  # fmt: skip
    _table_sheet(
        book, plan, "Options", "Options: what can be chosen",
        ["Id", "Option", "Kind", "Description", "Built from", "Levers", "Shares", "What the shares mean",
         "Sequence", "Paragraphs"],
        [[o.option, o.label, o.kind, o.description, o.base, o.levers,
          ", ".join(f"{name} {100 * share:g} %" for name, share in o.shares),
          "\n".join(f"{plan.label(m.component)}: {m.meaning}" for m in case.meanings if m.option == o.option),
          o.sequence, o.paragraphs]
         for o in case.options],
        {2: 30, 4: 60, 6: 28, 7: 34, 8: 44},
    )  # fmt: skip
    _table_sheet(
        book, plan, "Sources", "Sources: grade A was read in the source's own text, B in a secondary report",
        ["Id", "Title", "Author", "Year", "Grade", "Finding", "Address"],
        [[s.id, s.title, s.author, s.year, s.grade, s.finding, s.url] for s in case.evidence],
        {2: 40, 3: 26, 6: 60, 7: 50},
    )  # fmt: skip
    rows: list[Row] = [[line.at, line.label, line.digest] for line in plan.report.log]
    _table_sheet(
        book, plan, "Change log", "Change log: what was changed, in which order",
        ["When", "What", "Case digest after it"], rows or [["", "No change was recorded.", case.digest]],
        {1: 28, 2: 70, 3: 66},
    )  # fmt: skip


def add_report_ranking(book: Workbook, plan: Plan) -> None:
    """The report's ranking in numbers, where its method is not the one that the formulas follow."""
    if plan.ranking is None or plan.ranking.method == "additive":
        return
    table = plan.ranking.table
    rows: list[Any] = table[["rank", "label", "option", "kind", "score", "versus_baseline"]].to_numpy().tolist()
    labels = ["Rank", "Option", "Id", "Kind", f"Index by {plan.ranking.method}", "Ahead of baseline"]
    title = f"Ranking by {plan.ranking.method}, as the report gives it: numbers, not formulas"
    _table_sheet(book, plan, "Report ranking", title, labels, rows, {2: 38, 3: 20})


SHOWN_ELSEWHERE = frozenset({"question", "options", "ranking", "criteria", "scores", "weights", "log"})
"""Sections whose tables have a sheet of their own."""


def add_sections(book: Workbook, plan: Plan) -> None:
    """The report's other tables, one sheet a section."""
    for section in plan.report.sections:
        if section.tables and section.id not in SHOWN_ELSEWHERE:
            _add_section(book, plan, section)


def _add_section(book: Workbook, plan: Plan, section: Section) -> None:
    sheet = add_sheet(book, section.id.replace("-", " ").capitalize())
    put(sheet, 1, 1, section.title, TITLE)
    row = 3
    for table in section.tables:
        put(sheet, row, 1, table.caption, NOTE)
        row = put_table(sheet, row + 1, list(table.frame.columns), table.frame.to_numpy(dtype=object).tolist()) + 1
    # Captions run on to the right; the first column is as wide as its own cells need.
    firsts = [str(cell) for table in section.tables if table.frame.shape[1] for cell in table.frame.iloc[:, 0]]
    set_widths(sheet, 4, {1: min(44, max([14, *(len(cell) + 2 for cell in firsts)]))})
    set_page(sheet, plan.report.marking)


__all__ = ["add_case_sheets", "add_contents", "add_read_me", "add_report_ranking", "add_sections"]
