"""The report as a workbook that an analyst can go on with: the additive score by live formulas, and all it rests on."""

import io

from openpyxl import Workbook

from mcda.report.contents import Report
from mcda.report.office_text import stamped, xml_text
from mcda.report.xlsx_cells import add_styles, set_page
from mcda.report.xlsx_gates import add_gates
from mcda.report.xlsx_inputs import add_curves, add_scores, add_weights
from mcda.report.xlsx_plan import Plan
from mcda.report.xlsx_reading import add_case_sheets, add_contents, add_read_me, add_report_ranking, add_sections
from mcda.report.xlsx_scoring import add_contributions, add_ranking, add_values


def xlsx_bytes(report: Report) -> bytes:
    """The report as an Excel workbook (.xlsx).

    Weights, scores, value curves and gates are inputs; values, contributions, additive scores and ranks are formulas
    that Excel and LibreOffice both work out when the file is opened. Options built from others stand as numbers.
    Text of the case stays text, whatever it starts with. The same report gives the same bytes.

    Parameters
    ----------
    report
        From `mcda.report.decision_report`.
    """
    plan = Plan(report)
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    first = add_read_me(book, plan)
    add_ranking(book, plan)
    add_contributions(book, plan)
    add_weights(book, plan)
    add_scores(book, plan)
    # The curves stand behind the values that use them, but those must know where.
    curves = add_curves(book, plan)
    add_values(book, plan, curves)
    add_gates(book, plan)
    add_report_ranking(book, plan)
    add_case_sheets(book, plan)
    add_sections(book, plan)
    add_contents(first, book)
    set_page(first, report.marking)
    book.calculation.fullCalcOnLoad = True
    about = book.properties
    about.title, about.subject = xml_text(report.title)[:255], xml_text(report.case.settings.question)[:255]
    about.creator, about.keywords = f"mcda {report.version}", f"case {report.case.digest[:12]}"
    about.category = xml_text(report.marking)[:255]
    about.created = about.modified = report.made.replace(tzinfo=None)
    buffer = io.BytesIO()
    book.save(buffer)
    return stamped(buffer.getvalue(), report.made)


__all__ = ["xlsx_bytes"]
