"""The sheet of limits: who respects them, by formula, and why an option was kept out."""

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from mcda.report.xlsx_cells import (
    FORMULA,
    HEAD,
    INPUT,
    LABEL,
    Formula,
    add_sheet,
    heading,
    put,
    put_row,
    set_page,
    set_widths,
)
from mcda.report.xlsx_plan import HIGHS, IDS, LABELS, LEFT, LOWS, TOP, UNITS, WAYS, Plan


def add_gates(book: Workbook, plan: Plan) -> None:
    """Limits as inputs, and by formula who respects them. No sheet if there are none."""
    if not plan.gates:
        return
    sheet = add_sheet(book, "Gates")
    heading(
        sheet,
        "Gates: limits that an option must respect to be ranked at all",
        "Framed cells are inputs. An option that fails one gate is kept out of the ranking.",
    )
    side = {LABELS: "Criterion", IDS: "Id", WAYS: "Must be", LOWS: "Limit", HIGHS: "", UNITS: "Unit"}
    for row, label in side.items():
        put_row(sheet, row, ["", label, ""], LABEL)
    put_row(sheet, LABELS, ["Id", "Option", "Gates failed"], HEAD)
    letters = {criterion.id: letter for criterion, _, letter in plan.columns()}
    for column, gate in enumerate(plan.gates, start=LEFT):
        criterion, letter, here = (
            plan.case.catalogue[gate.criterion],
            letters[gate.criterion],
            get_column_letter(column),
        )
        put(sheet, LABELS, column, criterion.label, HEAD)
        put_row(sheet, IDS, [gate.criterion], first=column)
        put(sheet, WAYS, column, "at most" if gate.sense == "<=" else "at least")
        put(sheet, LOWS, column, gate.limit, INPUT)
        put(sheet, UNITS, column, criterion.scale.unit)
        slack = f"0.000000001*MAX(1,ABS({here}${LOWS}))"
        for row in range(TOP, plan.last + 1):
            score = f"Scores!{letter}{row}"
            x = f"IF(ISNUMBER({score}),{score},(Scores!{letter}${LOWS}+Scores!{letter}${HIGHS})/2)"
            passes = f"{x}<={here}${LOWS}+{slack}" if gate.sense == "<=" else f"{x}>={here}${LOWS}-{slack}"
            put(sheet, row, column, Formula(f'IF({passes},"passes","fails")'), FORMULA)
    ends = [get_column_letter(column) for column in (LEFT, LEFT + len(plan.gates) - 1)]
    for row, option in enumerate(plan.options, start=TOP):
        put_row(sheet, row, [option, plan.label(option)])
        put(sheet, row, 3, Formula(f'COUNTIF({ends[0]}{row}:{ends[1]}{row},"fails")'), FORMULA, "0")
    cells = f"{ends[0]}{TOP}:{ends[1]}{plan.last}"
    failing = FormulaRule(formula=[f'{ends[0]}{TOP}="fails"'], font=Font(bold=True, color="B3261E"))
    sheet.conditional_formatting.add(cells, failing)
    set_widths(sheet, LABELS, {2: 30, 3: 13} | dict.fromkeys(range(LEFT, LEFT + len(plan.gates)), 16))
    set_page(sheet, plan.report.marking, f"{LABELS}:{UNITS}", f"{get_column_letter(LEFT)}{TOP}")


def kept_out(plan: Plan, option: str) -> Iterator[str]:
    """In words, why an option was not ranked when the report was made; nothing if it was."""
    if option not in plan.case.choices:
        yield "Stress case: not a choice"
    elif plan.ranking is not None:
        excluded = plan.ranking.excluded
        yield from (f"Fails {gate}" for gate in excluded.loc[excluded["option"] == option, "gate"])


__all__ = ["add_gates", "kept_out"]
