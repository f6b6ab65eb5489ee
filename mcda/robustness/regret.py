"""What each option may cost in hindsight: its regret in every scenario, under one weight set."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.draws import draw_blocks
from mcda.errors import ArgumentError, MethodError
from mcda.gates import Gate
from mcda.methods import METHODS, method_named
from mcda.ranking import Lineup, lineup, value_scores
from mcda.weights import weight_set
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]
COMPARABLE = ("additive",)
"""Methods whose index means the same in every scenario, so that its differences may be compared."""
DRAWN = ("facts", "assumptions")
_TIE = 1e-9
"""Points of 100 by which equal regrets may differ through rounding."""


@dataclass(frozen=True)
class Regret:
    """Options × scenarios.

    Attributes
    ----------
    table
        Indexed by option, least worst regret first: `label`, `permitted`, `worst_regret`, `worst_scenario` and
        `mean_regret_equal_scenarios` (expected regret if all scenarios were equally likely, which nobody claims);
        with draws `p05` and `p95` of the worst regret, and `p_choice`: the share of draws in which the option has
        the least worst regret. An option that a gate keeps out of a scenario is not `permitted`: it has none of
        these numbers and cannot be the choice.
    scores, regret
        Options × scenarios; missing where a gate keeps the option out. Regret is the best score in the scenario,
        among the options that pass there, less the option's own.
    low, high
        5 % and 95 % points of each regret over the draws; None without draws.
    choices
        Options with the least worst regret: more than one where they tie, none where gates leave no option in
        every scenario.
    excluded
        What gates keep out: `scenario`, `option`, `label`, `gate`, `score`.
    units
        `points of 100`; or `differ`, where each scenario has its own weights: regrets of two scenarios are then
        not in the same units, and the worst of them is only a hint.
    weights
        The weight set by scenario.
    """

    table: pd.DataFrame
    scores: pd.DataFrame
    regret: pd.DataFrame
    low: pd.DataFrame | None
    high: pd.DataFrame | None
    choices: tuple[str, ...]
    excluded: pd.DataFrame
    units: str
    weights: dict[str, str]
    method: str
    draws: int
    seed: int
    sources: tuple[str, ...]
    case_digest: str

    @property
    def choice(self) -> str | None:
        """The minimax-regret choice; the first in case order where there is a tie, None if nothing is permitted."""
        return self.choices[0] if self.choices else None

    def to_frame(self) -> pd.DataFrame:
        """The table, with the regret in each scenario beside it."""
        return self.table.join(self.regret.add_prefix("regret_"))

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; a missing number is None."""
        frames = {
            "options": self.table,
            "scores": self.scores,
            "regret": self.regret,
            "p05": self.low,
            "p95": self.high,
        }
        return {
            **{name: None if frame is None else _plain(frame) for name, frame in frames.items()},
            "choices": list(self.choices),
            "excluded": self.excluded.to_dict("records"),
            "units": self.units,
            "weights": dict(self.weights),
            "method": self.method,
            "draws": self.draws,
            "seed": self.seed,
            "sources": list(self.sources),
            "case_digest": self.case_digest,
        }


def _plain(frame: pd.DataFrame) -> dict[Any, Any]:
    return frame.astype(object).where(frame.notna(), None).to_dict("index")


def regret(
    case: Case,
    *,
    weights: WeightsLike = None,
    own_weights: bool = False,
    scenarios: Iterable[str] | None = None,
    method: str | None = None,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    draws: int = 0,
    seed: int = 0,
    sources: Iterable[str] = DRAWN,
) -> Regret:
    """Score and regret of every option in every scenario, and the choice with the least worst regret.

    Facts differ between scenarios, values do not: one weight set judges them all, so that regrets are in one unit.

    Parameters
    ----------
    weights
        The one weight set; the suggestion of the default scenario if left out.
    own_weights
        Instead, every scenario's own suggested set. The result then says that units differ.
    scenarios
        Ids; all of them if left out.
    method
        Only `additive`: the index of other methods does not mean the same in two scenarios.
    gates, options
        As for `rank`. Gates are checked in each scenario at its most likely scores.
    draws, seed, sources
        Draws for the intervals (0 = none), what makes them repeatable, and what is drawn: "facts",
        "assumptions". Every scenario uses the same stream, so a draw that is lucky in one is so in all.

    Raises
    ------
    ArgumentError
        As `rank`; for own weights beside a weight set; for draws that are no whole number of at least 0.
    MethodError
        For a method other than `additive`.

    References
    ----------
    Savage 1951, Journal of the American Statistical Association 46:55-67.

    Examples
    --------
    >>> import mcda
    >>> found = regret(mcda.read_case())
    >>> found.units, bool((found.regret.min() == 0).all())
    ('points of 100', True)
    """
    chosen = _comparable(method or case.settings.defaults.method)
    places = _scenarios(case, scenarios)
    drawn = _drawn(sources)
    if own_weights and weights is not None:
        raise ArgumentError("own_weights takes each scenario's suggested weights; leave weights out, or own_weights.")
    one = None if own_weights else weight_set(case, weights, None)
    gates, wanted = tuple(gates), tuple(case.choices if options is None else dict.fromkeys(options))
    fields = {place: _field(case, place, one, gates, wanted) for place in places}
    scores = np.stack([_placed(field, _scored(field), wanted) for field in fields.values()], axis=-1)
    losses = _losses(scores)
    drawn_losses = None if draws == 0 else _drawn_losses(fields, wanted, draws, seed, drawn)
    index, columns = pd.Index(wanted, name="option"), pd.Index(places, name="scenario")
    table = _table(case, wanted, places, losses, None if drawn_losses is None else drawn_losses.worst)
    least = table["worst_regret"].min()
    return Regret(
        table=table.sort_values("worst_regret", kind="stable"),
        scores=pd.DataFrame(scores, index=index, columns=columns),
        regret=pd.DataFrame(losses, index=index, columns=columns),
        low=None if drawn_losses is None else pd.DataFrame(drawn_losses.low, index=index, columns=columns),
        high=None if drawn_losses is None else pd.DataFrame(drawn_losses.high, index=index, columns=columns),
        choices=tuple(map(str, table.index[table["worst_regret"] <= least + _TIE])),
        excluded=_excluded(fields),
        units="differ" if own_weights else "points of 100",
        weights={place: field.weights.name for place, field in fields.items()},
        method=chosen,
        draws=draws,
        seed=seed,
        sources=drawn,
        case_digest=case.digest,
    )


def _comparable(name: str) -> str:
    method = method_named(name)
    if method.name not in COMPARABLE:
        raise MethodError(
            f"Regret compares scores between scenarios; the index of {method.name!r} does not mean the same in two of "
            f"them. Methods: {', '.join(COMPARABLE)}."
        )
    return method.name


def _scenarios(case: Case, scenarios: Iterable[str] | None) -> tuple[str, ...]:
    known = tuple(scenario.scenario for scenario in case.scenarios)
    asked = (
        known if scenarios is None else tuple(dict.fromkeys([scenarios] if isinstance(scenarios, str) else scenarios))
    )
    unknown = [place for place in asked if place not in known]
    if unknown or not asked:
        found = f"No scenario {', '.join(map(repr, unknown))}" if unknown else "No scenario is named"
        raise ArgumentError(f"{found}. Scenarios: {', '.join(known)}.")
    return asked


def _drawn(sources: Iterable[str]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys([sources] if isinstance(sources, str) else sources))
    unknown = [source for source in wanted if source not in DRAWN]
    if unknown:
        raise ArgumentError(
            f"{', '.join(map(repr, unknown))} cannot be drawn for regret: one weight set judges all. "
            f"Sources: {', '.join(DRAWN)}."
        )
    return wanted


def _field(
    case: Case, scenario: str, weights: WeightsLike, gates: tuple[Gate | str, ...], options: tuple[str, ...]
) -> Lineup:
    try:
        return lineup(case, scenario=scenario, weights=weights, gates=gates, options=options)
    except ArgumentError as error:
        if not gates:
            raise
        raise ArgumentError(f"In scenario {scenario!r}: {error}") from None


def _scored(field: Lineup, values: Array | None = None) -> Array:
    """Additive scores (…, m) in points of 100 of the options that pass the gates."""
    seen = field.values if values is None else values
    return value_scores(seen, field.weights.weights, METHODS["additive"], field.options, field.model.criteria)


def _placed(field: Lineup, scores: Array, options: tuple[str, ...]) -> Array:
    """Scores (…, m) of those that pass among all options asked for: (…, o), missing where a gate keeps one out."""
    placed = np.full((*scores.shape[:-1], len(options)), np.nan)
    placed[..., [options.index(option) for option in field.options]] = scores
    return placed


def _losses(scores: Array) -> Array:
    """Best score of each scenario less every score (o, s)."""
    return np.asarray(np.nanmax(scores, axis=0) - scores)


class _DrawnLosses(NamedTuple):
    """Regrets at 5 % and 95 % (o, s), and the worst regret in each draw (d, o); missing where not permitted."""

    low: Array
    high: Array
    worst: Array


def _drawn_losses(
    fields: dict[str, Lineup], options: tuple[str, ...], draws: int, seed: int, sources: tuple[str, ...]
) -> _DrawnLosses:
    """One scenario at a time, so that memory holds two tables of draws × options."""
    ends, worst = [], None
    for field in fields.values():
        scores = _placed(field, _drawn_scores(field, draws, seed, sources), options)
        loss = np.nanmax(scores, axis=-1, keepdims=True) - scores
        ends.append(np.quantile(loss, [0.05, 0.95], axis=0))
        worst = loss if worst is None else np.maximum(worst, loss)
    low, high = np.stack(ends, axis=-1)
    return _DrawnLosses(low, high, np.asarray(worst))


def _drawn_scores(field: Lineup, draws: int, seed: int, sources: tuple[str, ...]) -> Array:
    """Scores (d, m) of the options that pass at the most likely scores."""
    model, rows = field.model, list(field.rows)
    blocks = draw_blocks(model, field.weights, draws, seed, sources)
    return np.concatenate([_scored(field, model.values(model.compose(block.levels))[:, rows]) for block in blocks])


def _table(
    case: Case, options: tuple[str, ...], places: tuple[str, ...], losses: Array, worst: Array | None
) -> pd.DataFrame:
    permitted = np.asarray(~np.isnan(losses).any(axis=1))
    where = np.where(np.isnan(losses), -np.inf, losses).argmax(axis=1)
    columns: dict[str, Any] = {
        "label": [case.labels[option] for option in options],
        "permitted": permitted,
        "worst_regret": losses.max(axis=1),
        "mean_regret_equal_scenarios": losses.mean(axis=1),
    }
    if worst is not None:
        columns["p05"], columns["p95"] = np.quantile(worst, [0.05, 0.95], axis=0)
        columns["p_choice"] = _chances(worst, permitted)
    table = pd.DataFrame(columns, index=pd.Index(options, name="option"))
    named = [places[i] if fine else None for i, fine in zip(where, permitted, strict=True)]
    table.insert(3, "worst_scenario", pd.Series(named, table.index, dtype=object))
    return table


def _chances(worst: Array, permitted: npt.NDArray[np.bool_]) -> Array:
    """Share of draws (o,) in which each option has the least worst regret; ties share it."""
    chances = np.full(permitted.size, np.nan)
    if permitted.any():
        allowed = worst[:, permitted]
        first = allowed <= allowed.min(axis=1, keepdims=True) + _TIE
        chances[permitted] = (first / first.sum(axis=1, keepdims=True)).mean(axis=0)
    return chances


def _excluded(fields: dict[str, Lineup]) -> pd.DataFrame:
    """What gates keep out, by scenario."""
    frames = [field.excluded.assign(scenario=place) for place, field in fields.items() if len(field.excluded)]
    columns = ["scenario", "option", "label", "gate", "score"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)
