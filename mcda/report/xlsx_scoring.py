"""The sheets that recompute: values, contributions, and the ranking in order."""

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from criteria import Criterion
from mcda.report.xlsx_cells import (
    ENGINE,
    FORMULA,
    HEAD,
    INPUT,
    LABEL,
    TEXT,
    Formula,
    add_sheet,
    heading,
    put,
    put_row,
    quoted,
    set_page,
    set_widths,
)
from mcda.report.xlsx_gates import kept_out
from mcda.report.xlsx_inputs import exponential, origin
from mcda.report.xlsx_plan import (
    HIGHS,
    IDS,
    LABELS,
    LEFT,
    LOWS,
    RESULT_LEFT,
    RESULT_TOP,
    TOP,
    UNITS,
    WAYS,
    WEIGHT_TOP,
    Plan,
)
from mcda.values import Exponential, Linear

MIDDLE = Alignment(horizontal="center", vertical="top")
TIE = f"$F${RESULT_TOP - 3}"
"""Cell of Contributions with the difference below which two scores are a tie."""


def add_values(book: Workbook, plan: Plan, curves: dict[str, tuple[int, int]]) -> None:
    """Values from 0 (worst end of the scale) to 1 (best end), by formula; below them the shares they come from."""
    sheet = add_sheet(book, "Values")
    heading(
        sheet,
        "Values: what each score is worth, 0 = worst end of its scale, 1 = best end",
        "All by formula from Scores and Curves. An unknown score counts as the middle of its scale.",
    )
    side = {LABELS: "Criterion", IDS: "Id", WAYS: "Better is", LOWS: "Scale from", HIGHS: "Scale to"}
    for row, label in (side | {UNITS: "Value curve"}).items():
        put_row(sheet, row, ["", label, ""], LABEL)
    put_row(sheet, LABELS, ["Id", "Option", "Comes from"], HEAD)
    below = plan.share_top - 1
    put_row(sheet, below, ["Id", "Share of the scale, from its worst end", ""], HEAD)
    for block in (TOP, plan.share_top):
        for i, option in enumerate(plan.options):
            put_row(sheet, block + i, [option, plan.label(option), origin(plan, option)])
    for criterion, column, letter in plan.columns():
        put(sheet, LABELS, column, criterion.label, HEAD)
        put(sheet, below, column, criterion.label, HEAD)
        put(sheet, IDS, column, criterion.id, TEXT)
        for row in (WAYS, LOWS, HIGHS):
            put(sheet, row, column, Formula(f"Scores!{letter}{row}"), FORMULA)
        put(sheet, UNITS, column, _kind(plan, criterion), TEXT)
        for i in range(len(plan.options)):
            score, share = f"Scores!{letter}{TOP + i}", f"{letter}{plan.share_top + i}"
            distance = f'IF({letter}${WAYS}="more",{score}-{letter}${LOWS},{letter}${HIGHS}-{score})'
            on_scale = f"MAX(0,MIN(1,{distance}/({letter}${HIGHS}-{letter}${LOWS})))"
            put(sheet, plan.share_top + i, column, Formula(f"IF(ISNUMBER({score}),{on_scale},0.5)"), FORMULA, "0.000")
            put(sheet, TOP + i, column, Formula(_value(plan, criterion, share, curves)), FORMULA, "0.000")
    set_widths(sheet, LABELS, {2: 30, 3: 36} | {column: 13 for _, column, _ in plan.columns()})
    set_page(sheet, plan.report.marking, f"{LABELS}:{UNITS}", f"{get_column_letter(LEFT)}{TOP}")


def _kind(plan: Plan, criterion: Criterion) -> str:
    curve = plan.case.curves[criterion.id]
    return "linear" if isinstance(curve, Linear) else type(curve).__name__.lower()


def _value(plan: Plan, criterion: Criterion, share: str, curves: dict[str, tuple[int, int]]) -> str:
    """Formula of the value at a share of the scale."""
    if criterion.id not in curves:
        return share
    first, last = curves[criterion.id]
    if isinstance(plan.case.curves[criterion.id], Exponential):
        return exponential(share, f"Curves!$I${first}")
    shares, worths, rises = (f"Curves!${letter}${first}:${letter}${last - 1}" for letter in "FGH")
    at = f"MATCH({share},{shares},1)"
    return f"INDEX({worths},{at})+({share}-INDEX({shares},{at}))*INDEX({rises},{at})"


def add_contributions(book: Workbook, plan: Plan) -> None:
    """Additive scores, ranks and what each criterion contributes, all by formula, options in the report's order."""
    sheet = add_sheet(book, "Contributions")
    heading(
        sheet,
        "Contributions: additive score = 100 × sum of value × weight",
        'By formula. Column D is an input: write "no" to leave an option out, "yes" to take it in.',
    )
    head, first, last = RESULT_TOP - 1, RESULT_TOP, plan.result_last
    labels = ["Id", "Option", "Kind", "In the ranking?", "Rank", "Score", "Ahead of baseline", "Place"]
    put(sheet, head - 2, 5, "Ties within", TEXT)
    put(sheet, head - 1, RESULT_LEFT - 1, "Weight", LABEL)
    put_row(sheet, head, labels, HEAD)
    left, right = (get_column_letter(RESULT_LEFT + shift) for shift in (0, len(plan.criteria) - 1))
    value_ends = [get_column_letter(LEFT + shift) for shift in (0, len(plan.criteria) - 1)]
    for j, (criterion, column, _) in enumerate(plan.columns(RESULT_LEFT)):
        put(sheet, head, column, criterion.label, HEAD)
        put(sheet, head - 1, column, Formula(f"Weights!E{WEIGHT_TOP + j}"), FORMULA, "0.0%")
    yes, score = f"$D${first}:$D${last}", f"$F${first}:$F${last}"
    rank = f"$E${first}:$E${last}"
    # Ties as the engine's: within 1e-9 of the range of the scores that are ranked.
    highest = f'SUMPRODUCT(MAX(({yes}="yes")*{score}))'
    lowest = f'(100-SUMPRODUCT(MAX(({yes}="yes")*(100-{score}))))'
    put(sheet, head - 2, 6, Formula(f"0.000000001*MAX(0,{highest}-{lowest})"), FORMULA, "0.0E+00")
    for i, option in enumerate(plan.options):
        row = first + i
        put_row(sheet, row, [option, plan.label(option), plan.case.option(option).kind])
        _put_entry(sheet, row, plan, option, i)
        better = f'SUMPRODUCT(({yes}="yes")*({score}>F{row}+{TIE}))'
        put(sheet, row, 5, Formula(f'IF(D{row}="yes",1+{better},"")'), FORMULA, "0")
        values = f"Values!{value_ends[0]}{TOP + i}:{value_ends[1]}{TOP + i}"
        weights = f"${left}${head - 1}:${right}${head - 1}"
        put(sheet, row, 6, Formula(f"100*SUMPRODUCT({values},{weights})"), FORMULA, "0.0")
        put(sheet, row, 7, Formula(_ahead(plan, row)), FORMULA, "+0.0;-0.0;0.0")
        before = f'COUNTIFS({yes},"yes",{rank},"<"&E{row})+COUNTIFS($D${first}:$D{row},"yes",$E${first}:$E{row},E{row})'
        after = f'COUNTIF({yes},"yes")+COUNTIF($D${first}:$D{row},"<>yes")'
        put(sheet, row, 8, Formula(f'IF(D{row}="yes",{before},{after})'), FORMULA, "0")
        for j, (_, column, letter) in enumerate(plan.columns(RESULT_LEFT)):
            value = f"Values!{get_column_letter(LEFT + j)}{TOP + i}"
            put(sheet, row, column, Formula(f"100*{value}*{letter}${head - 1}"), FORMULA, "0.0")
    answers = DataValidation("list", formula1='"yes,no"', allow_blank=False)
    sheet.add_data_validation(answers)
    answers.add(f"D{first}:D{last}")
    for name, cells in (("additive_scores", score), ("ranks", rank)):
        book.defined_names[name] = DefinedName(name, attr_text=f"{quoted(sheet)}!{cells}")
    widths = {2: 30, 3: 13} | dict.fromkeys(range(4, RESULT_LEFT), 11)
    set_widths(sheet, head, widths | {column: 13 for _, column, _ in plan.columns(RESULT_LEFT)})
    set_page(sheet, plan.report.marking, f"{head}:{head}", f"C{first}")


def _put_entry(sheet: Worksheet, row: int, plan: Plan, option: str, i: int) -> None:
    """Whether an option takes part: by its gates where there are any, else as the report had it."""
    if option not in plan.case.choices:
        put(sheet, row, 4, "no", INPUT)
    elif plan.gates:
        put(sheet, row, 4, Formula(f'IF(Gates!C{TOP + i}=0,"yes","no")'), INPUT)
    else:
        put(sheet, row, 4, "yes", INPUT)


def _ahead(plan: Plan, row: int) -> str:
    """Formula of the lead over the baseline; nothing where there is none, or it is not ranked."""
    baseline = plan.case.settings.baseline
    if baseline is None:
        return '""'
    other = RESULT_TOP + plan.options.index(baseline)
    return f'IF($D${other}="yes",F{row}-$F${other},"")'


def add_ranking(book: Workbook, plan: Plan) -> None:
    """The options in order, best first; the order follows every change of weights and scores."""
    sheet = add_sheet(book, "Ranking")
    method = plan.report.setting.method
    additive = method == "additive"
    heading(
        sheet,
        "Ranking by additive score, points of 100",
        "Live: change swing points on Weights or scores on Scores, and this table sorts itself anew.",
        ""
        if additive
        else f"The report itself ranks by {method}; that ranking is in numbers on the sheet Report ranking.",
    )
    head, first, last = RESULT_TOP - 1, RESULT_TOP, plan.result_last
    put_row(
        sheet,
        head,
        ["Place", "Rank", "Option", "Id", "Score", "Ahead of baseline", "Score in the report", "Moved", "Note"],
        HEAD,
    )
    for row in range(first, last + 1):
        _put_place(sheet, row, plan)
    _put_then(sheet, plan)
    out = FormulaRule(formula=[f'$B{first}=""'], font=Font(italic=True, color="707070"))
    sheet.conditional_formatting.add(f"A{first}:I{last}", out)
    _add_bars(sheet, plan)
    set_widths(
        sheet, head, {1: 8, 2: 8, 3: 38, 4: 26, 5: 9, 6: 12, 7: 13, 8: 11, 9: 36, 11: 26, 12: 12, 13: 10, 14: 30}
    )
    set_page(sheet, plan.report.marking, f"{head}:{head}", f"D{first}")
    sheet.print_area = f"A1:I{last + 26}"
    sheet.page_setup.fitToHeight = 1


def _put_place(sheet: Worksheet, row: int, plan: Plan) -> None:
    """Whoever is in one place of the ranking, found by formula."""
    first, last = RESULT_TOP, plan.result_last

    def now(column: str) -> str:
        places = f"Contributions!$H${first}:$H${last}"
        return f"INDEX(Contributions!${column}${first}:${column}${last},MATCH($A{row},{places},0))"

    def then(column: str) -> str:
        return f"INDEX(${column}${first}:${column}${last},MATCH($D{row},$K${first}:$K${last},0))"

    was = then("M")
    moved = f'IF(B{row}={was},"same",IF(B{row}<{was},"up ","down ")&ABS(B{row}-{was}))'
    note = f'IF({then("N")}="","Left out",{then("N")})'
    put(sheet, row, 1, row - first + 1, TEXT).alignment = MIDDLE
    put(sheet, row, 2, Formula(now("E")), FORMULA, "0").alignment = MIDDLE
    put(sheet, row, 3, Formula(now("B")), TEXT)
    put(sheet, row, 4, Formula(now("A")), TEXT)
    put(sheet, row, 5, Formula(now("F")), FORMULA, "0.0")
    put(sheet, row, 6, Formula(now("G")), FORMULA, "+0.0;-0.0;0.0")
    put(sheet, row, 7, Formula(f'IF({then("L")}="","",{then("L")})'), FORMULA, "0.0")
    put(sheet, row, 8, Formula(f'IF(OR(B{row}="",{was}=""),"",{moved})'), FORMULA).alignment = MIDDLE
    put(sheet, row, 9, Formula(f'IF(B{row}="",{note},"")'), TEXT)


def _put_then(sheet: Worksheet, plan: Plan) -> None:
    """Additive scores, ranks and notes as they were when the report was made: fixed numbers to compare with."""
    put_row(sheet, RESULT_TOP - 1, ["When the report was made", "Score", "Rank", "Note"], HEAD, first=11)
    scores, ranks = plan.then
    for row, option in enumerate(plan.options, start=RESULT_TOP):
        put(sheet, row, 11, option, ENGINE)
        put(sheet, row, 12, scores.get(option), ENGINE, "0.0")
        put(sheet, row, 13, ranks.get(option), ENGINE, "0")
        put(sheet, row, 14, "; ".join(kept_out(plan, option)), ENGINE)


def _add_bars(sheet: Worksheet, plan: Plan) -> None:
    """A bar for each score, best on top; it follows the table."""
    chart = BarChart()
    chart.type, chart.style, chart.gapWidth = "bar", 10, 40
    chart.title, chart.legend = "Additive score, points of 100", None
    chart.add_data(Reference(sheet, min_col=5, min_row=RESULT_TOP, max_row=plan.result_last))
    chart.set_categories(Reference(sheet, min_col=3, min_row=RESULT_TOP, max_row=plan.result_last))
    chart.series[0].graphicalProperties = GraphicalProperties(solidFill="1F3A5F")
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 100
    chart.y_axis.majorGridlines = None
    chart.x_axis.delete, chart.y_axis.delete = False, True
    chart.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    chart.dataLabels.numFmt = "0.0"
    chart.width, chart.height = 24, max(6.0, 0.7 * len(plan.options) + 2)
    sheet.add_chart(chart, f"A{plan.result_last + 3}")


__all__ = ["add_contributions", "add_ranking", "add_values"]
