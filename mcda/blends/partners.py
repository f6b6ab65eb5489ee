"""What becomes of every option if the parts do not fit as hoped: if partners refuse."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.lattice import Bounds, share_bounds
from mcda.blends.mix import Mix
from mcda.blends.optima import Batch, passes, spread
from mcda.errors import ArgumentError
from mcda.gates import Gate, parsed_gates
from mcda.kernels.additive import weighted_sum
from mcda.kernels.ranks import TOLERANCE

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
REFUSALS = (0.0, -0.5, -1.0)
"""Coordination where parts neither help nor hinder each other, where they hinder, and where they undercut."""
KEPT, ADAPTED = "best blend, kept", "best blend, adapted"


def if_partners_refuse(
    case: Any, *, gates: Iterable[Gate | str] = (), bounds: Bounds | None = None, **setting: Any
) -> pd.DataFrame:
    """Every option's score and rank at low coordination, against now.

    Parameters
    ----------
    gates
        Floors and ceilings. An option that breaks one at a coordination has no rank there.
    bounds
        Floor and cap, from 0 to 1, of the share of any component in the best blend.
    **setting
        scenario, weights, components, coordination, returns, synergy, first_mover_cost, sequence, rules. The
        sequence stated holds for the best blend; the case's own blends keep theirs.

    Returns
    -------
    DataFrame
        One row an option and coordination: `at` (`now`; `low`, the scenario's least; and 0, -0.5 and -1 as text),
        `coordination`, `option`, `label`, `score`, `change` from now, `feasible`, `rank` among the case's options,
        and `rank_change` (above 0: so many places lost). After the options come the blend that is best now, its
        shares kept whatever the coordination (`best blend, kept`), and the one that is best at that coordination
        (`best blend, adapted`); their rank is the one that they would have among the options.

    Raises
    ------
    ArgumentError
        For a setting out of range, or limits that no mix respects now.

    Examples
    --------
    A pure strategy has no partners to lose:

    >>> import mcda
    >>> table = if_partners_refuse(mcda.read_case(), scenario="neutral")
    >>> bool((table.loc[table["option"] == "unilateral", "change"].abs() < 1e-9).all())
    True
    """
    mix = Mix.of(case, **setting)
    limits = parsed_gates(case, gates)
    now = float(mix.assumptions.coordination)
    places = {"now": now, "low": case.scenario(mix.scenario).coordination_low}
    places |= {f"{place:g}": place for place in REFUSALS}
    kappa = np.array(list(places.values()))
    batch = Batch.of(mix, spread(mix.model.mode, kappa.size), gates=limits).assume(coordination=kappa)
    adapted = batch.best(share_bounds(mix.components, bounds))
    if not np.isfinite(adapted.scores[0]):
        raise ArgumentError(f"No blend respects the gates and bounds: {', '.join(map(str, limits))}. Loosen one.")
    kept = replace(batch, gates=()).scores(adapted.shares[:1])
    kept_passes = np.isfinite(batch.scores(adapted.shares[:1]))
    scores, feasible = _options(mix, kappa, limits)
    return _table(
        case,
        places,
        np.hstack([scores, kept, adapted.scores[:, None]]),
        np.hstack([feasible, kept_passes, np.isfinite(adapted.scores)[:, None]]),
    )


def _options(mix: Mix, kappa: Array, gates: tuple[Gate, ...]) -> tuple[Array, Mask]:
    """Scores (K, m) of the options that can be chosen, and whether each respects the gates."""
    levels = spread(mix.model.mode, kappa.size)
    levels = replace(levels, assumptions=replace(levels.assumptions, coordination=kappa))
    rows = [mix.model.options.index(name) for name in mix.case.choices]
    x = mix.model.compose(levels)[:, rows]
    feasible = passes(mix, x, gates) if gates else np.ones(x.shape[:2], dtype=np.bool_)
    return 100.0 * weighted_sum(mix.model.values(x), mix.weights.weights), feasible


def _table(case: Any, places: dict[str, float], scores: Array, feasible: Mask) -> pd.DataFrame:
    """Rows by option, then coordination; `scores` and `feasible` (K, m + 2) end with the two best blends."""
    labels = {name: case.labels[name] for name in case.choices}
    labels |= {KEPT: "Best blend of now, shares kept", ADAPTED: "Best blend at that coordination"}
    scores = np.where(np.isfinite(scores), scores, np.nan)
    rivals = np.where(feasible, scores, -np.inf)[:, : len(case.choices)]
    ahead = rivals[:, None, :] > scores[:, :, None] + 100.0 * TOLERANCE
    rank = pd.Series((1 + ahead.sum(axis=-1)).T.ravel(), dtype="Int64").where(feasible.T.ravel())
    table = pd.DataFrame(
        {
            "option": np.repeat(list(labels), len(places)),
            "label": np.repeat(list(labels.values()), len(places)),
            "at": list(places) * len(labels),
            "coordination": list(places.values()) * len(labels),
            "score": scores.T.ravel(),
            "change": (scores - scores[0]).T.ravel(),
            "feasible": feasible.T.ravel(),
            "rank": rank,
        }
    )
    return table.assign(rank_change=table["rank"] - table.groupby("option", sort=False)["rank"].transform("first"))
