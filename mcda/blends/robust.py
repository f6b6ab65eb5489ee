"""The blend that holds up best over doubt in facts, assumptions and weights, and over scenarios."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.best import STEPS
from mcda.blends.drawn import DrawnBlends, Progress
from mcda.blends.lattice import Bounds, lattice
from mcda.blends.limits import Limits
from mcda.blends.mix import Mix
from mcda.blends.scenario_regret import expected_regret, likely_regret, refused
from mcda.case import Case
from mcda.draws import SOURCES, DrawPlan, checked_draws
from mcda.errors import ArgumentError
from mcda.gates import Gate
from mcda.kernels.blend_counts import BlendCounts
from mcda.weights import WeightSet
from mcda.weights.sets import WeightsLike
from mcda.weights.space import WeightSpace, space_of

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
RULES = ("near_best", "expected", "minimax_regret")
QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
_DIGITS = 10
"""Digits that decide between blends; what differs after them is rounding."""


@dataclass(frozen=True)
class RobustBlend:
    """How every blend of a lattice does over draws and scenarios, and the one that a rule recommends.

    Attributes
    ----------
    shares
        The recommended blend, by component.
    choices
        What each rule recommends: rules × components.
    table
        One row a lattice point: shares, `feasible` (at the most likely scores), `p_best` (share of draws in which it
        is the best; ties share), `p_near_best` (within `epsilon` of the best of the draw) and its Monte Carlo
        standard error `p_near_best_error`, `expected_score`, `expected_regret` and `max_regret` over the draws, all
        in points of 100, and `worst_regret` over the scenarios. Missing where a blend is not feasible.
    best_share
        Components × (`mean`, `p05`, `p25`, `p50`, `p75`, `p95`): the share that is best, over draws.
    regret
        Points × scenarios: points of 100 lost to the best permitted blend there, under the central weights. At the
        most likely facts, or, with `scenario_draws`, expected over those. Missing where a limit is broken.
    draws, asked
        Draws made and draws asked for; they differ where somebody cancelled.
    weights
        Id of the weight set, or the space of weights in words.
    """

    rule: str
    shares: "pd.Series[float]"
    choices: pd.DataFrame
    table: pd.DataFrame
    best_share: pd.DataFrame
    regret: pd.DataFrame
    components: tuple[str, ...]
    steps: int
    epsilon: float
    bounds: dict[str, tuple[float, float]]
    gates: tuple[str, ...]
    scenario: str
    weights: str
    sequence: str
    draws: int
    asked: int
    scenario_draws: int
    seed: int
    sources: tuple[str, ...]
    case_digest: str

    @property
    def recommended(self) -> "pd.Series[Any]":
        """The row of the table that the rule picks."""
        return self.table.iloc[int(self.choices["point"][self.rule])]

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; a missing number is None."""
        return {
            **vars(self),
            "shares": self.shares.to_dict(),
            "choices": _plain(self.choices).to_dict("index"),
            "table": _plain(self.table).to_dict("records"),
            "best_share": self.best_share.to_dict("index"),
            "regret": _plain(self.regret).to_dict("records"),
            "components": list(self.components),
            "bounds": {name: list(ends) for name, ends in self.bounds.items()},
            "gates": list(self.gates),
            "sources": list(self.sources),
        }


def robust_blend(
    case: Case,
    rule: str = "near_best",
    *,
    draws: int = 10_000,
    seed: int = 0,
    sources: Iterable[str] = SOURCES,
    distribution: str = "pert",
    correlation: float = 0.0,
    steps: int | None = None,
    bounds: Bounds | None = None,
    gates: Iterable[Gate | str] = (),
    scenarios: Iterable[str] | None = None,
    scenario_draws: int = 0,
    epsilon: float | None = None,
    progress: Progress | None = None,
    scenario: str | None = None,
    weights: "WeightsLike | WeightSpace" = None,
    **setting: Any,
) -> RobustBlend:
    """Recommend a blend that does well whatever facts, assumptions and weights turn out to be.

    Every blend of a lattice is composed anew in every draw and compared with the best of the same draw.

    Parameters
    ----------
    rule
        `near_best`: most often within `epsilon` of the best. `expected`: highest expected score. `minimax_regret`:
        least worst regret over the scenarios, where one weight set judges all.
    draws, seed, sources, distribution, correlation
        As for `acceptability`. Assumptions that the setting states are not drawn.
    steps, bounds, gates
        As for `blend_surface`. For regret over scenarios a blend must respect the limits in each of them.
    scenarios, scenario_draws
        Ids of the scenarios to regret over, all if left out; and the number of draws of facts and assumptions behind
        the regret in each (0: at the most likely facts).
    epsilon
        The smallest difference that matters, in points of 100; the case's own if left out.
    progress
        Called with draws done and asked for; if it returns False, the answer covers the draws made, and regret over
        scenarios is at the most likely facts.
    weights
        As for `rank`; or a `WeightSpace`; or "any".
    **setting
        components, coordination, returns, synergy, first_mover_cost, sequence, rules.

    Raises
    ------
    ArgumentError
        For a rule, draws, scenarios or a setting that make no sense; for limits that nothing respects, or, with
        `minimax_regret`, nothing in all scenarios.

    Notes
    -----
    Regret: Savage 1951, Journal of the American Statistical Association 46:55-67.

    Examples
    --------
    >>> import mcda
    >>> found = robust_blend(mcda.read_case(), "near_best", scenario="long_game", draws=1000, steps=20)
    >>> found.shares.idxmax()
    'multilateral'
    """
    if rule not in RULES:
        raise ArgumentError(f"No rule {rule!r}. Rules: {', '.join(RULES)}.")
    asked, later = checked_draws(draws), checked_draws(scenario_draws) if scenario_draws else 0
    space = space_of(case, weights, scenario)
    middle = pd.Series(space.centre, index=list(space.criteria)) if isinstance(space, WeightSpace) else space
    mix = Mix.of(case, scenario=scenario, weights=middle, **setting)
    limits = Limits.of(mix, bounds, gates)
    places = _scenarios(case, scenarios)
    tolerance, k = mix.tolerance(epsilon), len(mix.components)
    chosen = STEPS[k] if steps is None else steps
    points = lattice(k, chosen)
    feasible = limits.allow(points)
    if not feasible.any():
        raise limits.too_coarse(chosen)
    wanted = (sources,) if isinstance(sources, str) else tuple(sources)
    plan = DrawPlan(mix.model, space, seed, wanted, distribution, correlation)
    total = asked + len(places) * later

    def going_on(done: int) -> bool:
        return progress is None or progress(done, total) is not False

    counted = DrawnBlends(mix, plan, points[feasible]).counts(asked, tolerance, lambda done, _: going_on(done))
    elsewhere = [
        Limits.of(Mix.of(case, scenario=place, weights=mix.weights, **setting), bounds, limits.gates)
        for place in places
    ]
    drawn = None
    if later and counted.draws == asked:
        drawn = expected_regret(elsewhere, points, later, plan, lambda done: going_on(asked + done))
    regret = likely_regret(elsewhere, points) if drawn is None else drawn
    table = _table(mix, points, feasible, counted, regret)
    choices = _choices(table, mix.components)
    if rule not in choices.index:
        raise refused(elsewhere, points, chosen)
    return RobustBlend(
        rule=rule,
        shares=pd.Series({name: float(choices[name][rule]) for name in mix.components}, name="share"),
        choices=choices,
        table=table,
        best_share=_best_share(mix, points[feasible], counted),
        regret=pd.DataFrame(regret, columns=pd.Index(places, name="scenario")),
        components=mix.components,
        steps=int(chosen),
        epsilon=tolerance,
        bounds=limits.bounds,
        gates=tuple(map(str, limits.gates)),
        scenario=mix.scenario,
        weights=space.name if isinstance(space, WeightSet) else space.describe(),
        sequence=mix.sequence,
        draws=counted.draws,
        asked=asked,
        scenario_draws=0 if drawn is None else later,
        seed=seed,
        sources=wanted,
        case_digest=case.digest,
    )


def _scenarios(case: Case, scenarios: Iterable[str] | None) -> tuple[str, ...]:
    known = tuple(one.scenario for one in case.scenarios)
    if scenarios is None:
        return known
    asked = tuple(dict.fromkeys([scenarios] if isinstance(scenarios, str) else scenarios))
    if not asked or not set(asked) <= set(known):
        raise ArgumentError(
            f"scenarios = {', '.join(map(repr, asked)) or 'none'}; some of {', '.join(known)} are needed."
        )
    return asked


def _table(mix: Mix, points: Array, feasible: Flags, counted: BlendCounts, regret: Array) -> pd.DataFrame:
    """One row a lattice point."""
    near = counted.near / counted.draws
    columns = {
        "p_best": counted.best / counted.draws,
        "p_near_best": near,
        "p_near_best_error": np.sqrt(near * (1.0 - near) / counted.draws),
        "expected_score": counted.score / counted.draws,
        "expected_regret": counted.loss / counted.draws,
        "max_regret": counted.most,
    }
    table = pd.DataFrame(points, columns=list(mix.components)).assign(feasible=feasible)
    for name, column in columns.items():
        table.loc[feasible, name] = column
    return table.assign(worst_regret=np.where(feasible, regret.max(axis=1), np.nan))


def _choices(table: pd.DataFrame, components: tuple[str, ...]) -> pd.DataFrame:
    """The best row by each rule, by expected score among equals. A rule that finds none is left out."""
    merit = {
        "near_best": table["p_near_best"],
        "expected": table["expected_score"],
        "minimax_regret": -table["worst_regret"],
    }
    rows = {}
    for rule, of in merit.items():
        order = pd.DataFrame({"merit": of, "expected": table["expected_score"]}).round(_DIGITS).dropna()
        if len(order):
            rows[rule] = order.sort_values(["merit", "expected"], ascending=False, kind="stable").index[0]
    shown = [*components, "p_near_best", "expected_score", "expected_regret", "worst_regret"]
    chosen = table.loc[list(rows.values()), shown].set_axis(pd.Index(rows, name="rule"))
    return chosen.assign(point=list(rows.values()))


def _best_share(mix: Mix, points: Array, counted: BlendCounts) -> pd.DataFrame:
    """Shares of the best blend over draws: their mean, and the least share that reaches each quantile."""
    chance = counted.best / counted.draws
    rows = []
    for column in points.T:
        order = np.argsort(column, kind="stable")
        reached = np.cumsum(chance[order])
        places = np.searchsorted(reached, np.array(list(QUANTILES.values())) - 1e-12)
        rows.append([chance @ column, *column[order][places.clip(max=len(order) - 1)]])
    index = pd.Index(mix.components, name="component")
    return pd.DataFrame(rows, index=index, columns=["mean", *QUANTILES])


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype(object).where(frame.notna(), None)
