"""Who is first under which weights: maps over two criteria, and the triangle of three objectives."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.lattice import lattice
from mcda.case import Case
from mcda.errors import ArgumentError
from mcda.gates import Gate
from mcda.kernels.ranks import ranks
from mcda.kernels.simplex import normalised
from mcda.methods import Method
from mcda.ranking import Lineup, lineup, method_of
from mcda.robustness.answers import answers, present_answer
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]
MOST_STEPS = 400


@dataclass(frozen=True)
class PreferenceMap:
    """Who is first at every point of a lattice of weights.

    Attributes
    ----------
    table
        One row a point: its coordinates (`x`, `y`, `rest` for two criteria; `a`, `b`, `c` for three objectives;
        they sum to 1), `winner` (ids, `;` between ties; None where the method has no answer) and `lead` over the
        best of the others, in the method's index, missing where nobody else is left.
    axes
        The criteria or objectives that the first coordinates stand for.
    shares
        By option, greatest first: the share of the map's area on which it is first, ties shared.
    silent
        Share of the area where the method has no answer.
    present, winner
        The coordinates of the weights as they stand, and who is first there.
    resolution
        Steps along each side: the map is known to a lattice of 1 / resolution, at whose points it is exact.
        Every point stands for the area that is nearest to it.
    held
        Weights outside the map that stay as they are, by objective; empty for two criteria, where all other
        criteria share the rest in proportion.
    """

    table: pd.DataFrame
    axes: tuple[str, ...]
    shares: "pd.Series[float]"
    silent: float
    present: "pd.Series[float]"
    winner: str
    resolution: int
    held: dict[str, float]
    scenario: str
    weights: str
    method: str
    case_digest: str

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        table = self.table.astype(object).where(self.table.notna(), None)
        return {
            **vars(self),
            "table": table.to_dict("records"),
            "axes": list(self.axes),
            "shares": self.shares.to_dict(),
            "present": self.present.to_dict(),
        }


def weight_map(
    case: Case,
    *,
    x: str,
    y: str,
    scenario: str | None = None,
    weights: WeightsLike = None,
    method: str | None = None,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    resolution: int = 50,
    **method_options: Any,
) -> PreferenceMap:
    """Who is first as two weights move and all others share what is left in proportion.

    Parameters
    ----------
    x, y
        Ids of two criteria. Every pair of weights with a sum of at most 1 is on the map.
    scenario, weights, method, gates, options, **method_options
        As for `rank`.
    resolution
        Steps from weight 0 to weight 1, 1 to 400.

    Raises
    ------
    ArgumentError, MethodError
        As `rank`; or for criteria or a resolution that cannot be used.

    Examples
    --------
    >>> import mcda
    >>> found = weight_map(mcda.read_case(), x="speed", y="legitimacy", resolution=20)
    >>> len(found.table), round(float(found.shares.sum()), 9)
    (231, 1.0)
    """
    ids = case.catalogue.ids
    faults = [f"no criterion {name!r}; criteria: {', '.join(ids)}" for name in (x, y) if name not in ids]
    if x == y:
        faults.append(f"{x!r} twice; two different criteria are needed")
    if len(ids) < 3:
        faults.append(f"{len(ids)} criteria; at least 3 are needed, as with 2 one weight follows from the other")
    _refuse([*faults, *_resolution_faults(resolution)])
    chosen = method_of(case, method)
    field = lineup(case, scenario=scenario, weights=weights, gates=gates, options=options)
    w = field.weights.weights
    pair = [ids.index(x), ids.index(y)]
    others = np.setdiff1d(np.arange(w.size), pair)
    points = lattice(3, resolution)
    swept = np.zeros((len(points), w.size))
    swept[:, pair] = points[:, :2]
    swept[:, others] = points[:, 2:] * _proportions(w[others])
    present = np.array([*w[pair], w[others].sum()])
    return _mapped(
        case, field, chosen, method_options, resolution, points, swept, ("x", "y", "rest"), (x, y), present, {}
    )


def preference_triangle(
    case: Case,
    *,
    objectives: Iterable[str] | None = None,
    scenario: str | None = None,
    weights: WeightsLike = None,
    method: str | None = None,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    resolution: int = 50,
    **method_options: Any,
) -> PreferenceMap:
    """Who is first as three objectives share their weight in every way.

    Other objectives keep the weight they have, so the three share what is left and the present weights are a
    point of the triangle. Within an objective the criteria keep their proportions.

    Parameters
    ----------
    objectives
        Three ids; the three with the greatest weight if left out.
    scenario, weights, method, gates, options, **method_options
        As for `rank`.
    resolution
        Steps along each side, 1 to 400.

    Raises
    ------
    ArgumentError, MethodError
        As `rank`; or for objectives or a resolution that cannot be used.

    Examples
    --------
    >>> import mcda
    >>> found = preference_triangle(mcda.read_case(), scenario="long_game", resolution=20)
    >>> found.axes, found.winner
    (('deny_and_hold', 'be_accepted_and_last', 'limit_harm_and_cost'), 'multilateral')
    """
    chosen = method_of(case, method)
    field = lineup(case, scenario=scenario, weights=weights, gates=gates, options=options)
    w = field.weights.weights
    members = _members(case)
    totals = {name: float(w[columns].sum()) for name, columns in members.items()}
    three = _three(totals, objectives)
    together = sum(totals[name] for name in three)
    faults = [] if together > 0 else [f"{', '.join(three)} have no weight to share"]
    _refuse([*faults, *_resolution_faults(resolution)])
    points = lattice(3, resolution)
    swept = np.tile(w, (len(points), 1))
    for corner, name in enumerate(three):
        swept[:, members[name]] = together * points[:, [corner]] * _proportions(w[members[name]])
    present = np.array([totals[name] / together for name in three])
    held = {name: total for name, total in totals.items() if name not in three}
    return _mapped(
        case, field, chosen, method_options, resolution, points, swept, ("a", "b", "c"), three, present, held
    )


def _members(case: Case) -> dict[str, list[int]]:
    """Columns of the criteria beneath each objective that has any."""
    ids = case.catalogue.ids
    columns = {
        one.id: [ids.index(criterion.id) for criterion in case.catalogue.under(one.id)]
        for one in case.catalogue.objectives
    }
    return {name: found for name, found in columns.items() if found}


def _three(totals: dict[str, float], objectives: Iterable[str] | None) -> tuple[str, ...]:
    """The objectives asked for, or the three with the greatest weight; the first of equal ones. In catalogue order."""
    if objectives is None:
        heaviest = sorted(totals, key=lambda name: -round(totals[name], 9))[:3]
        three = tuple(name for name in totals if name in heaviest)
    else:
        three = (objectives,) if isinstance(objectives, str) else tuple(objectives)
    known = ", ".join(totals)
    faults = [f"no objective {name!r}; objectives: {known}" for name in three if name not in totals]
    if len(set(three)) != 3 or len(three) != 3:
        faults.append(f"{len(set(three))} different objectives of {len(totals)} ({known}); a triangle has three")
    _refuse(faults)
    return three


def _resolution_faults(resolution: int) -> list[str]:
    whole = isinstance(resolution, int | np.integer) and not isinstance(resolution, bool)
    if whole and 1 <= resolution <= MOST_STEPS:
        return []
    return [f"resolution = {resolution!r}; a whole number from 1 to {MOST_STEPS} is needed"]


def _refuse(faults: list[str]) -> None:
    if faults:
        raise ArgumentError("This map cannot be drawn: " + "; ".join(faults) + ".")


def _proportions(weights: Array) -> Array:
    """Weights (k,) as shares of their sum; equal ones where they are all 0."""
    return normalised(weights) if weights.sum() > 0 else np.full(weights.size, 1.0 / weights.size)


def _mapped(
    case: Case,
    field: Lineup,
    method: Method,
    settings: dict[str, Any],
    resolution: int,
    points: Array,
    swept: Array,
    coordinates: tuple[str, ...],
    axes: tuple[str, ...],
    present: Array,
    held: dict[str, float],
) -> PreferenceMap:
    here = ranks(present_answer(field, method, settings)) == 1
    scores = answers(field, swept, method, settings)
    answered = np.isfinite(scores).all(axis=1)
    first = np.zeros(scores.shape, dtype=bool)
    first[answered] = ranks(scores[answered]) == 1
    area = _areas(points)
    table = pd.DataFrame(points, columns=list(coordinates))
    table["winner"] = pd.Series([_named(row, field.options) for row in first], dtype=object)
    table["lead"] = _leads(scores)
    won = (area[:, None] * first / np.maximum(first.sum(axis=1, keepdims=True), 1)).sum(axis=0)
    shares = pd.Series(won, index=pd.Index(field.options, name="option"), name="share")
    return PreferenceMap(
        table=table,
        axes=axes,
        shares=shares[shares > 0].sort_values(ascending=False, kind="stable"),
        silent=float(area[~answered].sum()),
        present=pd.Series(present, index=list(coordinates), name="present"),
        winner=str(_named(here, field.options)),
        resolution=resolution,
        held=held,
        scenario=field.scenario,
        weights=field.weights.name,
        method=method.name,
        case_digest=case.digest,
    )


def _named(first: npt.NDArray[np.bool_], options: tuple[str, ...]) -> str | None:
    return ";".join(option for option, leads in zip(options, first, strict=True) if leads) or None


def _leads(scores: Array) -> Array:
    """Best score less the second best (k,); missing where there is none."""
    if scores.shape[1] < 2:
        return np.full(len(scores), np.nan)
    ordered = np.sort(scores, axis=1)
    return np.asarray(ordered[:, -1] - ordered[:, -2])


def _areas(points: Array) -> Array:
    """Share of the triangle (k,) that is nearest to each lattice point (k, 3).

    A point inside has a cell of six sides; on an edge half of it lies on the triangle, in a corner a sixth.
    """
    cells = np.array([1.0, 1.0 / 2.0, 1.0 / 6.0])[(points == 0).sum(axis=1)]
    return normalised(cells)
