"""Small decision reports for the tests of the formats: one section, a real ranking, nothing drawn."""

from datetime import UTC, datetime

import pandas as pd

import mcda
from mcda.case import Case
from mcda.report.contents import LogLine, Report, Section, Setting, Table

MADE = datetime(2026, 1, 2, 3, 4, 6, tzinfo=UTC)
VERDICT = "Here stands the verdict."


def small_report(
    case: Case,
    *,
    scenario: str | None = None,
    weights: str | dict[str, float] | None = None,
    method: str = "additive",
    gates: tuple[str, ...] = (),
    tables: tuple[Table, ...] = (),
    sentences: tuple[str, ...] = (VERDICT,),
    log: tuple[LogLine, ...] = (),
) -> Report:
    """A report of the case as `mcda.rank` ranks it."""
    ranking = mcda.rank(case, scenario=scenario, weights=weights, method=method, gates=gates)
    setting = Setting(
        scenario=ranking.scenario,
        weights=weights or ranking.weights.name,
        weights_label=ranking.weights.label,
        method=method,
        gates=gates,
        draws=10,
        seed=1,
    )
    answer = Section("answer", "The answer", sentences, tables=tables or (Table("Places", pd.DataFrame({"a": [1]})),))
    return Report(
        title=case.settings.title,
        subtitle="",
        marking=case.settings.marking,
        case=case,
        ranking=ranking,
        verdict=None,
        sections=(answer,),
        setting=setting,
        version="0.0",
        made=MADE,
        log=log,
    )
