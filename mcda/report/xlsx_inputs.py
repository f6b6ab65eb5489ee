"""The sheets that an analyst changes: swing points, scores and value curves."""

import numpy as np
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from criteria import Criterion
from mcda.parts import ValuePoint
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
    number_format,
    put,
    put_row,
    quoted,
    set_page,
    set_widths,
)
from mcda.report.xlsx_plan import HIGHS, IDS, LABELS, LEFT, LOWS, TOP, UNITS, WAYS, WEIGHT_TOP, Plan
from mcda.values import Exponential, share_from_worst

UNKNOWN = "unknown"
"""What stands for a score of which nothing is known; it counts as the middle of the scale."""


def add_weights(book: Workbook, plan: Plan) -> None:
    """Swing points as inputs, weights by formula, the range somebody might also have said, and every other set."""
    sheet = add_sheet(book, "Weights")
    heading(
        sheet,
        f"Weights: {plan.weights.label}",
        "Framed cells are inputs: what going from the worst to the best end of each scale is worth, in points.",
        "Points need not sum to 100; weights do. To try another set, copy its column of points into column D.",
        _asked(plan),
    )
    head = WEIGHT_TOP - 1
    sets = [one for one in plan.case.weight_sets if one != plan.weights.name]
    labels = ["Id", "Criterion", "Objective", "Swing points", "Weight", "Low", "High", "Outside its range?"]
    put_row(sheet, head, [*labels, *(f"Points in: {plan.case.weight_sets[one]}" for one in sets)], HEAD)
    objectives = {one.id: one.label for one in plan.case.catalogue.objectives}
    last = WEIGHT_TOP + len(plan.criteria) - 1
    others = {(row.set, row.criterion): row.weight for row in plan.case.weight_rows}
    for j, criterion in enumerate(plan.criteria):
        row = WEIGHT_TOP + j
        put_row(sheet, row, [criterion.id, criterion.label, objectives.get(criterion.objective, "")])
        put(sheet, row, 4, plan.points[j], INPUT, number_format(plan.points[j]))
        put(sheet, row, 5, Formula(f"D{row}/SUM(D${WEIGHT_TOP}:D${last})"), FORMULA, "0.0%")
        put(sheet, row, 6, float(plan.weights.low[j]), ENGINE, "0.0%")
        put(sheet, row, 7, float(plan.weights.high[j]), ENGINE, "0.0%")
        outside = f'IF(OR(E{row}<F{row}-0.000000001,E{row}>G{row}+0.000000001),"outside","")'
        put(sheet, row, 8, Formula(outside), FORMULA)
        for column, one in enumerate(sets, start=len(labels) + 1):
            put(sheet, row, column, others[one, criterion.id], ENGINE)
    put_row(sheet, last + 1, ["", "Sum", ""], HEAD)
    put(sheet, last + 1, 4, Formula(f"SUM(D{WEIGHT_TOP}:D{last})"), FORMULA)
    put(sheet, last + 1, 5, Formula(f"SUM(E{WEIGHT_TOP}:E{last})"), FORMULA, "0.0%")
    for name, letter in (("swing_points", "D"), ("swing_weights", "E")):
        cells = f"{quoted(sheet)}!${letter}${WEIGHT_TOP}:${letter}${last}"
        book.defined_names[name] = DefinedName(name, attr_text=cells)
    _limit(sheet, f"D{WEIGHT_TOP}:D{last}", "greaterThanOrEqual", "0", None, "A number of at least 0.")
    set_widths(sheet, head, dict.fromkeys(range(4, 9 + len(sets)), 12) | {2: 28, 3: 24})
    set_page(sheet, plan.report.marking, f"{head}:{head}", f"C{WEIGHT_TOP}")


def _asked(plan: Plan) -> str:
    """In words, how the report's weights came about, where the case says so."""
    asked = next((one for one in plan.case.elicitations if one.set == plan.weights.name), None)
    if asked is None:
        return "The case does not say who was asked for these points."
    said = ", ".join(part for part in (asked.person, asked.role, asked.date, asked.consistency_label) if part)
    stale = " The scales have changed since: ask again." if asked.set in plan.case.stale_sets else ""
    return f"Asked by {asked.method}: {said}.{stale}"


def add_scores(book: Workbook, plan: Plan) -> None:
    """Most likely scores in natural units: inputs where an option is scored itself, else worked out by the engine."""
    sheet = add_sheet(book, "Scores")
    heading(
        sheet,
        f"Scores: most likely, in natural units, in the scenario {plan.case.scenario(plan.scenario).label}",
        "Framed cells are inputs. Slanted grey cells were worked out by the engine from other options: "
        "they do not follow when those are changed here.",
    )
    side = {LABELS: "Criterion", IDS: "Id", WAYS: "Better is", LOWS: "Scale from", HIGHS: "Scale to", UNITS: "Unit"}
    for row, label in side.items():
        put_row(sheet, row, ["", label, ""], LABEL)
    put_row(sheet, LABELS, ["Id", "Option", "Comes from"], HEAD)
    for criterion, column, letter in plan.columns():
        put(sheet, LABELS, column, criterion.label, HEAD)
        scale = criterion.scale
        for row, value in ((IDS, criterion.id), (WAYS, criterion.direction.value), (UNITS, scale.unit)):
            put(sheet, row, column, value, TEXT)
        put(sheet, LOWS, column, scale.low, TEXT)
        put(sheet, HIGHS, column, scale.high, TEXT)
        cells = f"{letter}{TOP}:{letter}{plan.last}"
        said = f"From {scale.low:g} to {scale.high:g} {scale.unit}, or the word {UNKNOWN}.".replace(" ,", ",")
        _limit(sheet, cells, "between", f"{letter}${LOWS}", f"{letter}${HIGHS}", said)
    given = _given_scores(plan)
    derived = plan.case.scores(plan.scenario).to_dict("index")
    for row, option in enumerate(plan.options, start=TOP):
        put_row(sheet, row, [option, plan.label(option), origin(plan, option)])
        for criterion, column, _ in plan.columns():
            key = (option, criterion.id)
            if key in given:
                put(sheet, row, column, given[key], INPUT, number_format(given[key]))
            else:
                put(sheet, row, column, float(derived[option][criterion.id]), ENGINE, "0.00")
    set_widths(sheet, LABELS, {2: 30, 3: 36} | {column: 13 for _, column, _ in plan.columns()})
    set_page(sheet, plan.report.marking, f"{LABELS}:{UNITS}", f"{get_column_letter(LEFT)}{TOP}")


def _given_scores(plan: Plan) -> dict[tuple[str, str], float | str]:
    """Scores somebody gave, by option and criterion, after the scenario's shift and kept on the scale."""
    shifts = {(s.option, s.criterion): s.shift for s in plan.case.shifts if s.scenario == plan.scenario}
    found: dict[tuple[str, str], float | str] = {}
    for cell in plan.case.cells:
        key = (cell.option, cell.criterion)
        scale = plan.case.catalogue[cell.criterion].scale
        moved = None if cell.mode is None else cell.mode + shifts.get(key, 0.0)
        found[key] = UNKNOWN if moved is None else float(np.clip(moved, scale.low, scale.high))
    return found


def origin(plan: Plan, option: str) -> str:
    """In words, where an option's scores come from."""
    recipe = plan.case.option(option)
    if recipe.base:
        return f"Worked out: {plan.label(recipe.base)} with levers"
    if recipe.shares:
        return "Worked out: " + " + ".join(f"{100 * share:g} % {plan.label(name)}" for name, share in recipe.shares)
    return "Inputs"


def _limit(sheet: Worksheet, cells: str, operator: str, low: str, high: str | None, said: str) -> None:
    """A warning (no refusal) where somebody types a number out of place."""
    rule = DataValidation("decimal", operator=operator, formula1=low, formula2=high, allow_blank=True)
    rule.errorStyle, rule.errorTitle, rule.error = "warning", "Is this meant?", said[:220]
    sheet.add_data_validation(rule)
    rule.add(cells)


CURVE_LABELS = (
    "Criterion", "Label", "Kind", "Score", "Worth, of 100", "Share of scale from worst end", "Value",
    "Rise per share to next point", "Curvature", "Check",
)  # fmt: skip


def add_curves(book: Workbook, plan: Plan) -> dict[str, tuple[int, int]]:
    """Value functions that are no straight lines; first and last row of each criterion. No sheet if there are none."""
    rows: dict[str, tuple[int, int]] = {}
    if not plan.curved:
        return rows
    sheet = add_sheet(book, "Curves")
    heading(
        sheet,
        "Curves: what scores are worth, where that is no straight line",
        "Piecewise: straight lines between the points. Points must rise from the worst end to the best.",
        "Exponential: one curvature; above 0 the first steps from the worst end are worth most, 0 is a straight line.",
    )
    put_row(sheet, 5, CURVE_LABELS, HEAD)
    row = 6
    for criterion in plan.curved:
        curve = plan.case.curves[criterion.id]
        if isinstance(curve, Exponential):
            rows[criterion.id] = (row, row)
            _exponential_row(sheet, row, plan, criterion, curve.curvature)
            row += 1
        else:
            points = _points(plan, criterion)
            rows[criterion.id] = (row, row + len(points) - 1)
            _piecewise_rows(sheet, rows[criterion.id], plan, criterion, points)
            row += len(points)
    set_widths(sheet, 5, {2: 26, 10: 30} | dict.fromkeys(range(3, 10), 14))
    set_page(sheet, plan.report.marking, "5:5", "C6")
    return rows


def _points(plan: Plan, criterion: Criterion) -> list[tuple[float, float]]:
    """(score, worth of 100) from the worst end of the scale to the best, both ends included."""
    stated: list[ValuePoint] = [row for row in plan.case.value_rows if row.criterion == criterion.id]
    inner = {row.score: row.value for row in stated if row.score not in (criterion.worst, criterion.best)}
    ends = {criterion.worst: 0.0, criterion.best: 100.0}
    return sorted((inner | ends).items(), key=lambda point: share_from_worst(point[0], criterion))


def _share(plan: Plan, criterion: Criterion, score: str) -> str:
    """Formula of a score's share of its scale, from the worst end."""
    letter = next(letters for one, _, letters in plan.columns() if one is criterion)
    low, high, way = (f"Scores!{letter}${row}" for row in (LOWS, HIGHS, WAYS))
    return f'IF({way}="more",{score}-{low},{high}-{score})/({high}-{low})'


def _piecewise_rows(
    sheet: Worksheet, span: tuple[int, int], plan: Plan, criterion: Criterion, points: list[tuple[float, float]]
) -> None:
    first, last = span
    for row, (score, worth) in enumerate(points, start=first):
        inner = first < row < last
        put_row(sheet, row, [criterion.id, criterion.label, "piecewise"])
        put(sheet, row, 4, score, INPUT if inner else ENGINE, number_format(score))
        put(sheet, row, 5, worth, INPUT if inner else ENGINE, number_format(worth))
        put(sheet, row, 6, Formula(_share(plan, criterion, f"D{row}")), FORMULA, "0.000")
        put(sheet, row, 7, Formula(f"E{row}/100"), FORMULA, "0.000")
        put_row(sheet, row, ["", "", ""], TEXT, first=8)
        if row < last:
            put(sheet, row, 8, Formula(f"(G{row + 1}-G{row})/(F{row + 1}-F{row})"), FORMULA, "0.000")
            rising = f'IF(AND(F{row + 1}>F{row},G{row + 1}>G{row}),"rises","must rise to the next")'
            put(sheet, row, 10, Formula(rising), FORMULA)


def _exponential_row(sheet: Worksheet, row: int, plan: Plan, criterion: Criterion, curvature: float) -> None:
    midvalue = next(point.score for point in plan.case.value_rows if point.criterion == criterion.id)
    put_row(sheet, row, [criterion.id, criterion.label, "exponential"])
    put(sheet, row, 4, midvalue, ENGINE, number_format(midvalue))
    put(sheet, row, 5, Formula(f"100*G{row}"), FORMULA, "0.0")
    put(sheet, row, 6, Formula(_share(plan, criterion, f"D{row}")), FORMULA, "0.000")
    put(sheet, row, 7, Formula(exponential(f"F{row}", f"I{row}")), FORMULA, "0.000")
    put(sheet, row, 8, "", TEXT)
    put(sheet, row, 9, curvature, INPUT, "0.0000")
    put(sheet, row, 10, "Score was set to be worth 50", TEXT)


def exponential(share: str, curvature: str) -> str:
    """Formula of an exponential value function that cannot overflow.

    As `mcda.values.exponential_value`; next to the straight line, where rounding would spoil the quotient, its
    series t + c t(1-t)/2 + c² t(1-t)(1-2t)/12, whose next term is below 1e-13 there.
    """
    t, c = share, curvature
    series = f"{t}+{c}*{t}*(1-{t})/2+{c}^2*{t}*(1-{t})*(1-2*{t})/12"
    quotient = f"EXP(MIN({c},0)*(1-{t}))*(1-EXP(-ABS({c})*{t}))/(1-EXP(-ABS({c})))"
    return f"IF(ABS({c})<0.0001,{series},{quotient})"


__all__ = ["UNKNOWN", "add_curves", "add_scores", "add_weights", "exponential", "origin"]
