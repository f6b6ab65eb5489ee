"""The same options in two scenarios, side by side."""

from typing import Any

import pandas as pd

from mcda.case import Case
from mcda.ranking import rank
from mcda.weights.sets import WeightsLike


def compare_scenarios(
    case: Case, first: str, second: str, *, weights: WeightsLike = None, **setting: Any
) -> pd.DataFrame:
    """Scores and ranks in two scenarios, and how far each option moves.

    Parameters
    ----------
    first, second
        Ids of scenarios.
    weights
        One weight set for both, so that only facts differ. If left out, each scenario's own suggestion is used
        and facts and values change together: the scores are then not in the same units.
    **setting
        method, gates, options: as for `rank`.

    Returns
    -------
    DataFrame
        Indexed by option, best in the first scenario on top: `label`, `score_first`, `rank_first`,
        `score_second`, `rank_second`, `score_change`, `rank_change` (positive = climbs). An option that a gate
        keeps out of one scenario has missing numbers there.

    Raises
    ------
    ArgumentError
        As `rank` does.
    """
    columns = []
    for scenario, name in ((first, "first"), (second, "second")):
        table = rank(case, scenario=scenario, weights=weights, **setting).table.set_index("option")
        columns.append(table[["score", "rank"]].add_suffix(f"_{name}"))
    joined = columns[0].join(columns[1], how="outer")
    joined.insert(0, "label", [case.labels[str(option)] for option in joined.index])
    joined["score_change"] = joined["score_second"] - joined["score_first"]
    joined["rank_change"] = joined["rank_first"] - joined["rank_second"]
    return joined.sort_values("rank_first", kind="stable")
