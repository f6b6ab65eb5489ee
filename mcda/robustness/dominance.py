"""Which options are dominated, before any weight is chosen: at the likely scores, surely, and possibly."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.errors import ArgumentError
from mcda.facts import Assumptions, FactModel, Levels
from mcda.gates import Gate
from mcda.kernels.dominance import dominates, pareto_layers
from mcda.ranking import lineup

Array = npt.NDArray[np.float64]
SOURCES = ("facts", "assumptions")
_DECIMALS = 12
"""Values that agree to so many places are the same: rounding must not make an option dominate its copy."""
_RETURNS = 33
"""Returns to share that are tried between their ends: with parts that undercut each other, a blend on `reach` may be
at its worst between them."""


@dataclass(frozen=True)
class Dominance:
    """Who is at least as good as whom on every criterion, and better on one.

    Attributes
    ----------
    table
        Indexed by option: `label`, `layer` (1 = nothing dominates it; 2 = nothing does once layer 1 is gone; and
        so on), and how many others it `dominates` and is `dominated_by` at the most likely scores,
        `surely_dominates`, `surely_dominated_by`, `possibly_dominates`, `possibly_dominated_by`.
    matrix, sure, possible
        Options × options, true where the row dominates the column: at the most likely scores; even if the row
        is at its worst everywhere and the column at its best; if the row is at its best and the column at its
        worst.
    excluded
        Options that a gate keeps out.
    sources
        Which ranges count: facts, assumptions.

    Notes
    -----
    `sure` is sufficient, not necessary. Variants and blends share their components' doubts, so that both cannot
    be at opposite ends at once: one may dominate the other in every draw and yet not be listed as sure. For the
    same reason `possible` lists some pairs that can never come about; what it leaves out cannot.
    """

    table: pd.DataFrame
    matrix: pd.DataFrame
    sure: pd.DataFrame
    possible: pd.DataFrame
    excluded: pd.DataFrame
    scenario: str
    sources: tuple[str, ...]
    case_digest: str

    @property
    def efficient(self) -> tuple[str, ...]:
        """Options that nothing dominates at the most likely scores."""
        return tuple(map(str, self.table.index[self.table["layer"] == 1]))

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; each relation as who dominates which options."""
        relations = {
            name: {row: frame.columns[frame.loc[row]].tolist() for row in frame.index}
            for name, frame in (("dominates", self.matrix), ("sure", self.sure), ("possible", self.possible))
        }
        return {
            "options": self.table.to_dict("index"),
            **relations,
            "excluded": self.excluded.to_dict("records"),
            "scenario": self.scenario,
            "sources": list(self.sources),
            "case_digest": self.case_digest,
        }


def dominance(
    case: Case,
    *,
    scenario: str | None = None,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    sources: Iterable[str] = SOURCES,
) -> Dominance:
    """Which options are dominated whatever the weights, as long as none is negative.

    Parameters
    ----------
    scenario, gates, options
        As for `rank`.
    sources
        Which ranges count for sure and possible dominance: "facts" (scores and levers), "assumptions"
        (coordination, returns, synergy, first-mover cost), or both.

    Raises
    ------
    ArgumentError
        As `rank`; or for an unknown source.

    Examples
    --------
    >>> import mcda
    >>> found = dominance(mcda.read_case(), scenario="neutral")
    >>> "status_quo" in found.efficient
    True
    """
    wanted = tuple(dict.fromkeys([sources] if isinstance(sources, str) else sources))
    unknown = [source for source in wanted if source not in SOURCES]
    if unknown:
        raise ArgumentError(f"No range of {', '.join(map(repr, unknown))}. Sources: {', '.join(SOURCES)}.")
    field = lineup(case, scenario=scenario, gates=gates, options=options)
    rows = list(field.rows)
    worst, best = (ends[rows] for ends in value_ranges(field.model, wanted))
    likely, worst, best = (np.round(values, _DECIMALS) for values in (field.values, worst, best))
    now, sure, possible = dominates(likely, likely), dominates(worst, best), dominates(best, worst)
    counts = {
        "dominates": now.sum(axis=1),
        "dominated_by": now.sum(axis=0),
        "surely_dominates": sure.sum(axis=1),
        "surely_dominated_by": sure.sum(axis=0),
        "possibly_dominates": possible.sum(axis=1),
        "possibly_dominated_by": possible.sum(axis=0),
    }
    index = pd.Index(field.options, name="option")
    labels = [case.labels[option] for option in field.options]
    matrix, certain, thinkable = (
        pd.DataFrame(relation, index=index, columns=index.rename("dominated")) for relation in (now, sure, possible)
    )
    return Dominance(
        table=pd.DataFrame({"label": labels, "layer": pareto_layers(now), **counts}, index=index),
        matrix=matrix,
        sure=certain,
        possible=thinkable,
        excluded=field.excluded,
        scenario=field.scenario,
        sources=wanted,
        case_digest=case.digest,
    )


def value_ranges(model: FactModel, sources: tuple[str, ...] = SOURCES) -> tuple[Array, Array]:
    """Least and greatest value (m, n) of every option on every criterion, over the ranges of `sources`.

    Better component scores, more coordination and synergy, and a lower first-mover cost never make a blend worse
    on any criterion, so each end lies where all of them are at theirs. Returns have no such direction and are
    tried in steps.
    """
    worst, best = (model.values(model.compose(_at_end(model, sources, better=better))) for better in (False, True))
    return worst.min(axis=0), best.max(axis=0)


def _at_end(model: FactModel, sources: tuple[str, ...], *, better: bool) -> Levels:
    """Everything at its better or its worse end, once for each of the returns that are tried."""
    scores, effects = model.mode.scores, model.mode.effects
    assumptions = model.mode.assumptions.each(lambda number: np.full(_RETURNS, number))
    if "facts" in sources:
        up = (model.signs > 0) == better
        scores = np.where(up, model.high.scores, model.low.scores)
        lever_up = np.array([better if j is None else up[j] for _, j in model.lever_targets], dtype=bool)
        effects = np.where(lever_up, model.high.effects, model.low.effects)
    if "assumptions" in sources:
        good, bad = (model.high, model.low) if better else (model.low, model.high)
        assumptions = Assumptions(
            coordination=np.full(_RETURNS, good.assumptions.coordination),
            returns=np.linspace(model.low.assumptions.returns, model.high.assumptions.returns, _RETURNS),
            synergy=np.full(_RETURNS, good.assumptions.synergy),
            first_mover_cost=np.full(_RETURNS, bad.assumptions.first_mover_cost),
        )
    every = (np.broadcast_to(array, (_RETURNS, *array.shape)) for array in (scores, effects))
    return replace(model.mode, **dict(zip(("scores", "effects"), every, strict=True)), assumptions=assumptions)
