"""Past cases nearest to an option or blend, by the marks that they were given on the same criteria."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.addons import Platform
from mcda.case import Case
from mcda.errors import ArgumentError
from mcda.language import later
from mcda.parts import PastCase

Array = npt.NDArray[np.float64]
MARK_VALUES = {"very good": 90.0, "good": 70.0, "mixed": 50.0, "poor": 30.0, "very poor": 10.0}
"""Marks as values, 0 (worst end of a criterion) to 100 (best end): the middles of five equal parts. `unknown` has
none. On a harm a good mark means that harm was limited, so marks are values, not scores."""
CAUTION = later(
    "{cases} past cases, picked by hand and marked by judgement on {marked} of {criteria} criteria: nearness means "
    "alike marks, not a like outcome. They illustrate; they prove no rate and forecast nothing."
)
CAUTION_OF_ONE = later(
    "1 past case, picked by hand and marked by judgement on {marked} of {criteria} criteria: nearness means alike "
    "marks, not a like outcome. They illustrate; they prove no rate and forecast nothing."
)


@dataclass(frozen=True)
class NearestHistory:
    """Past cases in order of their distance from an option or blend. An illustration, never evidence of a rate.

    Attributes
    ----------
    option, shares
        What they are compared with: an option's id, or the shares of a blend.
    table
        One row a past case, nearest first: `id`, `title`, `years`, `kind`, `outcome`; `distance`, the mean absolute
        difference in value, 0 to 100, over the criteria that both have (missing where they share none, and then
        last); `shared`, how many these are; `missing`, the marked criteria that cannot be compared; `sources`, each
        as title, author, year, address and grade.
    gaps
        Past cases × criteria with marks: the option's value less the nearest value that the mark stands for, in
        points of 100; 0 within a mark of the form "x then y", missing where either is unknown.
    values
        The option's value on each of these criteria, 0 to 100; missing where nothing is known of it.
    caution
        What this list can and cannot say. Show it wherever the list is shown.
    """

    option: str | None
    shares: "pd.Series[float] | None"
    table: pd.DataFrame
    gaps: pd.DataFrame
    values: "pd.Series[float]"
    caution: str
    scenario: str
    case_digest: str

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; a missing number is None."""
        values = self.values.astype(object).where(self.values.notna(), None)
        return {
            **vars(self),
            "shares": None if self.shares is None else self.shares.to_dict(),
            "table": _plain(self.table).to_dict("records"),
            "gaps": _plain(self.gaps).to_dict("index"),
            "values": values.to_dict(),
        }


def nearest_history(
    case: Case, option: str | Mapping[str, float], *, scenario: str | None = None, **setting: Any
) -> NearestHistory:
    """The past cases of a case, nearest first to an option, or to a blend given by its shares.

    A mark stands for the middle of one of five equal parts of the value scale: very good 90, good 70, mixed 50, poor
    30, very poor 10. "x then y" stands for all values between the two, since the mark does not say which of them a
    plan for the future should be compared with. The distance is the mean absolute difference over the criteria that
    both have, all criteria counting alike: weights say what matters, not what is alike. Between equal distances the
    past case with more criteria shared comes first.

    Parameters
    ----------
    option
        The id of an option, or shares by component, summing to 1.
    scenario
        Sets the facts. The case's default if left out.
    **setting
        For a blend given by its shares: coordination, returns, synergy, first_mover_cost, sequence, rules.

    Raises
    ------
    ArgumentError
        If the case has no past cases, for an unknown option, or shares that do not sum to 1.

    Examples
    --------
    >>> import mcda
    >>> found = nearest_history(mcda.read_case(), "unilateral")
    >>> found.table[["id", "shared"]].iloc[0].to_dict()
    {'id': 'us_satellites', 'shared': 9}
    """
    if not case.history:
        raise ArgumentError("This case has no past cases; history.csv holds them.")
    platform = Platform.of(case, option, scenario=scenario, **setting)
    marked = {criterion for past in case.history for criterion, _ in past.marks}
    criteria = [criterion for criterion in case.catalogue.ids if criterion in marked]
    values = _values(platform).reindex(criteria)
    low, high = _ranges(case.history, criteria)
    gaps = _gaps(np.asarray(values, dtype=np.float64), low, high)
    known = np.isfinite(gaps)
    shared = known.sum(axis=1)
    distance = np.where(shared > 0, np.nansum(np.abs(gaps), axis=1) / np.maximum(shared, 1), np.nan)
    table = pd.DataFrame(
        {
            "id": [past.id for past in case.history],
            "title": [past.title for past in case.history],
            "years": [past.years for past in case.history],
            "kind": [past.kind for past in case.history],
            "outcome": [past.outcome for past in case.history],
            "distance": distance,
            "shared": shared,
            "missing": [
                tuple(one for one, is_known in zip(criteria, row, strict=True) if not is_known) for row in known
            ],
            "sources": [_sources(case, past) for past in case.history],
        }
    )
    # Rounded, so that a rounding error does not decide between equal distances.
    order = np.lexsort((-shared, distance.round(9)))
    index = pd.Index(table["id"].iloc[order], name="id")
    return NearestHistory(
        option=platform.option,
        shares=None if platform.option else pd.Series(platform.shares, index=list(platform.parts), name="share"),
        table=table.iloc[order].reset_index(drop=True),
        gaps=pd.DataFrame(gaps[order], index=index, columns=pd.Index(criteria, name="criterion")),
        values=values,
        caution=_caution(len(case.history), len(criteria), len(case.catalogue.ids)),
        scenario=platform.scenario,
        case_digest=case.digest,
    )


def _values(platform: Platform) -> "pd.Series[float]":
    """The option's value on every criterion, 0 to 100; missing where a score that it rests on is unknown."""
    model = platform.model
    held = platform.effects_of(())[None]
    values = 100.0 * model.values(platform.natural_share(model.mode, held))[0]
    values[_unknown(platform)] = np.nan
    return pd.Series(values, index=pd.Index(model.criteria, name="criterion"), name="value")


def _unknown(platform: Platform) -> npt.NDArray[np.bool_]:
    """(n,) Criteria on which the option, or any scored option that it is built from, is unknown."""
    model, waiting = platform.model, list(platform.parts)
    found = np.zeros(len(model.criteria), dtype=np.bool_)
    while waiting:
        name = waiting.pop()
        if name in model.scored:
            found |= model.unknown[model.scored.index(name)]
        else:
            recipe = platform.case.option(name)
            waiting += [recipe.base] if recipe.base else [part for part, _ in recipe.shares]
    return found


def _ranges(history: tuple[PastCase, ...], criteria: list[str]) -> tuple[Array, Array]:
    """Least and greatest value (h, c) that each mark stands for; missing where nothing is known."""
    low, high = np.full((2, len(history), len(criteria)), np.nan)
    for i, past in enumerate(history):
        for criterion, mark in past.marks:
            known = [MARK_VALUES[one] for one in mark.split(" then ") if one in MARK_VALUES]
            if known:
                j = criteria.index(criterion)
                low[i, j], high[i, j] = min(known), max(known)
    return low, high


def _gaps(values: Array, low: Array, high: Array) -> Array:
    """(h, c) By how much values (c,) lie above (or, negative, below) ranges; 0 within."""
    return np.asarray(np.maximum(values - high, 0.0) + np.minimum(values - low, 0.0))


def _sources(case: Case, past: PastCase) -> tuple[dict[str, Any], ...]:
    known = {source.id: source for source in case.evidence}
    columns = ("id", "title", "author", "year", "url", "grade")
    return tuple({column: getattr(known[one], column) for column in columns} for one in past.evidence)


def _caution(cases: int, marked: int, criteria: int) -> str:
    return (CAUTION if cases != 1 else CAUTION_OF_ONE).format(cases=cases, marked=marked, criteria=criteria)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    cells = frame.astype(object)
    return cells.where(frame.notna(), None)
