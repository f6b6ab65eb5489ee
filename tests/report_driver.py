"""Reports for tests: few draws, always made at the same moment."""

from datetime import UTC, datetime
from typing import Any

from mcda.case import Case
from mcda.report import Report, decision_report

MADE = datetime(2026, 11, 23, 12, tzinfo=UTC)


def report_on(case: Case, **asked: Any) -> Report:
    return decision_report(case, **{"draws": 50, "made": MADE, **asked})
