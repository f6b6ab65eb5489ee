"""The decision report: one answer with all it rests on, as HTML, DOCX, XLSX, JSON or a zip of everything."""

from mcda.report.bundle import KINDS, report_bytes, reported_setting, write_bytes, write_report
from mcda.report.contents import LogLine, Picture, Report, Section, Setting, Table
from mcda.report.sections import decision_report

__all__ = [
    "KINDS",
    "LogLine",
    "Picture",
    "Report",
    "Section",
    "Setting",
    "Table",
    "decision_report",
    "report_bytes",
    "reported_setting",
    "write_bytes",
    "write_report",
]
