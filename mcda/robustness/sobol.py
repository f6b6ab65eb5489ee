"""Sobol indices of any function of independent uniform numbers, single or in groups."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

Array = npt.NDArray[np.float64]
Progress = Callable[[float], None]
"""Called with the share of the work that is done; an exception that it raises ends the call."""
_BATCH = 4096
_CONSTANT = 1e-9


class Indices(NamedTuple):
    """Sobol indices by group (`first`, `first_error`, `total`, `total_error`), and the moments of the output."""

    table: pd.DataFrame
    mean: float
    sd: float
    evaluations: int


def sobol_indices(
    output: Callable[[Array], Array],
    groups: Sequence[str],
    draws: int,
    seed: int = 0,
    progress: Progress | None = None,
) -> Indices:
    """First-order and total Sobol indices of a function of independent uniform numbers.

    Parameters
    ----------
    output
        From numbers between 0 and 1, (S, k), to (S,).
    groups
        For each of the k numbers the name of its group; two groups at least, or one of a single number.
    draws
        Base points, a power of 2.

    Returns
    -------
    Indices
        The table has no rows where the output never varies.
    """
    from SALib.analyze import sobol as analysis  # noqa: PLC0415  takes a second to import
    from SALib.sample import sobol as sampling  # noqa: PLC0415

    if not groups:
        return Indices(_no_indices(), float(output(np.empty((1, 0)))[0]), 0.0, 1)
    names = [str(column) for column in range(len(groups))]
    problem = {"num_vars": len(names), "names": names, "groups": list(groups), "bounds": [[0.0, 1.0]] * len(names)}
    design = sampling.sample(problem, draws, calc_second_order=False, seed=seed)
    y = _in_batches(output, design, progress)
    ordered = list(dict.fromkeys(groups))
    step = len(ordered) + 2
    base = np.concatenate([y[::step], y[step - 1 :: step]])
    if np.ptp(base) <= _CONSTANT:
        return Indices(_no_indices(), float(base.mean()), 0.0, y.size)
    # SALib takes a seed of 0 for none, and would then differ from run to run.
    answer = analysis.analyze(problem, y, calc_second_order=False, seed=seed + 1)
    columns = {"first": "S1", "first_error": "S1_conf", "total": "ST", "total_error": "ST_conf"}
    table = pd.DataFrame({name: answer[key] for name, key in columns.items()}, index=pd.Index(ordered, name="group"))
    return Indices(table, float(base.mean()), float(base.std()), y.size)


def _no_indices() -> pd.DataFrame:
    return pd.DataFrame(columns=["first", "first_error", "total", "total_error"], dtype=np.float64)


def _in_batches(output: Callable[[Array], Array], design: Array, progress: Progress | None) -> Array:
    parts = []
    for start in range(0, len(design), _BATCH):
        parts.append(output(design[start : start + _BATCH]))
        if progress is not None:
            progress(min(start + _BATCH, len(design)) / len(design))
    return np.concatenate(parts)
