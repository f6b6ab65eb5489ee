"""How good the evidence is: what is judged, on which basis, how old, and where it cannot tell options apart."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.facts import FactModel
from mcda.parts import Cell
from mcda.schemas import BASES

OLD = timedelta(days=365)
"""A judgement older than this is worth another look: facts move, and who judged may have learnt more."""

WIDE = 0.5
"""A range that covers at least this share of its scale says little."""

_SAME = 1e-9
"""Scores that differ by less than this share of the scale are the same."""


@dataclass(frozen=True)
class EvidenceState:
    """What is known, and how well.

    Attributes
    ----------
    table
        Indexed by criterion, each a number of cells: `cells`; `judged` and `unknown`, which sum to it; of those
        judged, `stated`, `implied` and `silent` (their basis), `cited` (with at least one source) and `wide` (a
        range of at least half the scale); of all, `undated` and `old`.
    """

    table: pd.DataFrame

    @property
    def total(self) -> "pd.Series[int]":
        """The same numbers for the whole case."""
        return self.table.sum()


def evidence_state(case: Case, today: date) -> EvidenceState:
    """How well the entered scores are founded, criterion by criterion. Derived options have no entries of their own.

    Parameters
    ----------
    today
        Decides which judgements are old.

    Examples
    --------
    >>> import mcda
    >>> found = evidence_state(mcda.read_case(), date(2026, 12, 1))
    >>> bool(found.total["cells"] == found.total["judged"] + found.total["unknown"])
    True
    """
    rows = [_traits(case, cell, today) for cell in case.cells]
    index = pd.Index([cell.criterion for cell in case.cells], name="criterion")
    traits = pd.DataFrame(rows, index=index, dtype=int)
    return EvidenceState(traits.groupby(level=0).sum().reindex(list(case.catalogue.ids), fill_value=0))


def _traits(case: Case, cell: Cell, today: date) -> dict[str, bool]:
    judged = cell.mode is not None
    when = _day(cell.date)
    return {
        "cells": True,
        "judged": judged,
        "unknown": not judged,
        **{basis: judged and cell.basis == basis for basis in BASES},
        "cited": judged and bool(cell.evidence),
        "wide": judged and _width(case, cell) >= WIDE,
        "undated": when is None,
        "old": when is not None and today - when > OLD,
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _width(case: Case, cell: Cell) -> float:
    """The cell's range as a share of its scale."""
    return (cell.high - cell.low) / case.catalogue[cell.criterion].scale.span


def wide_cells(case: Case) -> pd.DataFrame:
    """Cells whose range covers at least half the scale, widest first. What is unknown is not among them.

    Returns
    -------
    DataFrame
        `option`, `criterion`, `low`, `mode`, `high`, and `width`, a share of the scale.
    """
    rows = [
        (cell.option, cell.criterion, cell.low, cell.mode, cell.high, _width(case, cell))
        for cell in case.cells
        if cell.mode is not None and _width(case, cell) >= WIDE
    ]
    frame = pd.DataFrame(rows, columns=["option", "criterion", "low", "mode", "high", "width"])
    return frame.sort_values("width", ascending=False, kind="stable").reset_index(drop=True)


def no_spread(case: Case, scenario: str | None = None) -> dict[str, bool]:
    """Criteria on which all options that can be chosen have the same most likely score.

    Returns
    -------
    dict
        By criterion, whether the ranges are the same too: then nothing that is drawn can tell the options apart.
        Criteria on which something is unknown are not among them: nobody said that the options are the same.
        Empty where the case has fewer than two such options.
    """
    chosen = [case.option_ids.index(option) for option in case.choices]
    if len(chosen) < 2:
        return {}
    model = case.facts(scenario)
    alike = {level: np.ptp(model.at(level)[chosen], axis=0) <= _SAME for level in ("low", "mode", "high")}
    known = ~unknown_cells(model)[chosen].any(axis=0)
    every = alike["low"] & alike["mode"] & alike["high"]
    return {
        criterion: bool(same)
        for criterion, here, same in zip(model.criteria, alike["mode"] & known, every, strict=True)
        if here
    }


def unknown_cells(model: FactModel) -> npt.NDArray[np.bool_]:
    """(m, n) Which cells are unknown, or derived from one that is."""
    found: dict[str, npt.NDArray[np.bool_]] = {name: model.unknown[i] for i, name in enumerate(model.scored)}
    recipes = {recipe.option: recipe for recipe in model.recipes}

    def row(option: str) -> npt.NDArray[np.bool_]:
        if option not in found:
            recipe = recipes[option]
            parts = [recipe.base] if recipe.base else [name for name, _ in recipe.shares]
            found[option] = np.logical_or.reduce([row(part) for part in parts], dtype=np.bool_)
        return found[option]

    return np.array([row(option) for option in model.options])


__all__ = ["OLD", "WIDE", "EvidenceState", "evidence_state", "no_spread", "unknown_cells", "wide_cells"]
