"""The scores: every one with its range, how far sources carry it, its reason and its sources."""

from collections.abc import Iterator

import pandas as pd

from mcda.case import Case
from mcda.charts.heat import heat_table
from mcda.charts.palette import Layered
from mcda.language import listed
from mcda.parts import Cell
from mcda.report.contents import Picture, Section, Table
from mcda.report.sections_findings import Findings, named


def scores(found: Findings) -> Section:
    """Every score with its range, how far sources carry it, its reason and its sources."""
    case = found.case
    stated = sum(cell.basis == "stated" for cell in case.cells)
    backed = sum(bool(cell.evidence) for cell in case.cells)
    unknown = sum(cell.mode is None for cell in case.cells)
    sentences = [
        f"{len(case.cells)} judged scores: the source states {stated} of them, outside evidence bears on {backed}"
        + (f", and {unknown} {'is' if unknown == 1 else 'are'} unknown." if unknown else "."),
        "Every score is a judgement with a range and a reason, in the criterion's own unit. Basis: whether the source "
        "states it, implies it or is silent.",
    ]
    judges = [", ".join(part for part in (cell.author, cell.date) if part) for cell in case.cells]
    if len(set(judges)) == 1 and judges[0]:
        sentences.append(f"All scores were judged by {judges[0]}.")
    natural = case.scores(found.setting.scenario)
    units = [case.catalogue[cell.criterion].scale.unit for cell in case.cells]
    table = named(
        {
            "Option": [case.labels[cell.option] for cell in case.cells],
            "Criterion": [found.label(cell.criterion) for cell in case.cells],
            "Low": [cell.low for cell in case.cells],
            "Most likely": [cell.mode for cell in case.cells],
            "High": [cell.high for cell in case.cells],
            "Unit": units,
            "Basis": [cell.basis for cell in case.cells],
            "Reason": [cell.rationale for cell in case.cells],
            "Sources": [_cited(case, cell) for cell in case.cells],
            "Judged by": judges,
        }
    )
    # What is the same in every row would only take room away from the reasons.
    same = [name for name in ("Unit", "Judged by") if len(set(table[name])) == 1]
    table = table.drop(columns=same)
    picture = Picture(_heat(found, natural), _best_words(found, natural))
    return Section("scores", "The scores", tuple(sentences), (picture,), tuple(_score_tables(found, table)))


def _cited(case: Case, cell: Cell) -> str:
    known = {source.id: source for source in case.evidence}
    return "; ".join(f"{known[one].title} ({known[one].grade})" for one in cell.evidence)


def _unit_words(found: Findings) -> str:
    """The unit of all scores, where they have one in common."""
    units = {found.case.catalogue[cell.criterion].scale.unit for cell in found.case.cells}
    return f" ({units.pop()})" if len(units) == 1 else ""


def _score_tables(found: Findings, table: pd.DataFrame) -> Iterator[Table]:
    """Scores as entered, what the scenario shifts, and the sources."""
    case = found.case
    yield Table(f"Scores as entered, before the scenario shifts them{_unit_words(found)}", table)
    moved = [shift for shift in case.shifts if shift.scenario == found.setting.scenario]
    if moved:
        shifts = {
            "Option": [case.labels[one.option] for one in moved],
            "Criterion": [found.label(one.criterion) for one in moved],
            "Shift": [one.shift for one in moved],
            "Unit": [case.catalogue[one.criterion].scale.unit for one in moved],
        }
        yield Table(f"What the {case.scenario(found.setting.scenario).label} scenario shifts", named(shifts))
    if case.evidence:
        sources = {
            "Title": [one.title for one in case.evidence],
            "Author": [one.author for one in case.evidence],
            "Year": [one.year for one in case.evidence],
            "Grade": [one.grade for one in case.evidence],
            "Finding": [one.finding for one in case.evidence],
            "Link": [one.url for one in case.evidence],
        }
        yield Table("Sources. A: read in the source's own text; B: in a secondary report", named(sources))


def _heat(found: Findings, natural: pd.DataFrame) -> Layered:
    """All most likely scores at once, darker where they are better for the decision; orange is the best."""
    case = found.case
    model = case.facts(found.setting.scenario)
    values = pd.DataFrame(model.values(model.at("mode")), index=natural.index, columns=natural.columns)
    best = values.loc[list(case.choices)].max()
    cells = [
        {
            "row": case.labels[str(option)],
            "column": found.label(criterion),
            "depth": float(values.loc[option, criterion]),
            "text": f"{natural.loc[option, criterion]:,.0f}",
            "best": bool(values.loc[option, criterion] >= best[criterion] - 1e-9) and option in case.choices,
        }
        for option in natural.index
        for criterion in natural.columns
    ]
    columns = [found.label(criterion) for criterion in natural.columns]
    rows = [case.labels[str(option)] for option in natural.index]
    return heat_table(pd.DataFrame(cells), rows, columns, "Most likely\nscores", [])


def _best_words(found: Findings, natural: pd.DataFrame) -> str:
    """Which option scores best on most criteria."""
    case = found.case
    signs = [criterion.direction.sign for criterion in case.catalogue.criteria]
    merit = natural.loc[list(case.choices)] * signs
    counts = (merit >= merit.max() - 1e-9).sum(axis=1)
    first = [case.labels[str(option)] for option in counts.index[counts == counts.max()]]
    return (
        f"Most likely scores of every option on every criterion, in their own units: {listed(first)} "
        f"{'scores' if len(first) == 1 else 'score'} best on {counts.max()} of {len(signs)}. "
        "Darker is better for the decision, orange is the best."
    )


__all__ = ["scores"]
