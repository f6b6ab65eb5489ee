"""`rank`: the options of a case in order, with what each criterion contributes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.errors import ArgumentError, MethodError
from mcda.facts import FactModel
from mcda.gates import Gate, at_risk, listed, parsed_gates, through_gates
from mcda.guards import Names
from mcda.kernels.ranks import ranks
from mcda.methods import Method, method_named, score_named
from mcda.version import __version__
from mcda.weights import WeightSet, weight_set
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Ranking:
    """Options in order, and everything needed to reproduce it.

    Attributes
    ----------
    table
        One row an option, best first: `rank`, `option`, `label`, `kind`, `score`, `versus_baseline`,
        `incomplete`. For the additive method scores are points of 100; for others the method's own index.
    contributions
        Options × criteria, weight times value in points of 100. They sum to the score for the additive method.
    excluded
        Options that a gate keeps out: `option`, `label`, `gate`, `score` on that criterion.
    at_risk
        Options that pass a gate at their most likely score while their range crosses its limit, or nothing is
        known: `option`, `label`, `gate`, `low`, `high`.
    """

    table: pd.DataFrame
    contributions: pd.DataFrame
    excluded: pd.DataFrame
    at_risk: pd.DataFrame
    scenario: str
    weights: WeightSet
    method: str
    gates: tuple[Gate, ...]
    baseline: str | None
    case_digest: str
    seed: int | None = None
    version: str = __version__

    @property
    def winner(self) -> str:
        """Id of the option on rank 1; the first of them in case order where there is a tie."""
        return str(self.table["option"].iloc[0])

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "scenario": self.scenario,
            "weights": {"set": self.weights.name, **self.weights.series().to_dict()},
            "method": self.method,
            "gates": [str(gate) for gate in self.gates],
            "ranking": _records(self.table),
            "excluded": _records(self.excluded),
            "at_risk": _records(self.at_risk),
            "contributions": self.contributions.to_dict("index"),
            "baseline": self.baseline,
            "case_digest": self.case_digest,
            "seed": self.seed,
            "version": self.version,
        }


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain Python values, a missing number as None."""
    return [
        {str(column): None if isinstance(cell, float) and np.isnan(cell) else cell for column, cell in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]


def rank(
    case: Case,
    *,
    scenario: str | None = None,
    weights: WeightsLike = None,
    method: str | None = None,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    **method_options: Any,
) -> Ranking:
    """Rank the options of a case by their scores in one scenario.

    Every method scores the same fixed-scale values (0 = worst end of a criterion, 1 = best end), so that facts
    mean the same to all. Swing weights belong to the additive method; to others they carry over only in
    spirit.

    Parameters
    ----------
    scenario
        Sets the facts, and suggests a weight set. The case's default if left out.
    weights
        A weight set of the case, or swing points by criterion. The scenario's suggestion if left out.
    method
        A name in `mcda.METHODS`. The case's default if left out.
    gates
        Floors and ceilings such as `"collateral_damage <= 60"`. Options that break one are not ranked.
    options
        Ids of the options to rank; all but the stress cases if left out.

    Raises
    ------
    ArgumentError, MethodError
        For an unknown name, weights that cannot be used, gates that nothing passes, or data that the
        method cannot serve.

    Examples
    --------
    >>> import mcda
    >>> ranking = rank(mcda.read_case(), scenario="long_game")
    >>> ranking.winner
    'multilateral'
    """
    chosen = method_of(case, method)
    field = lineup(case, scenario=scenario, weights=weights, gates=gates, options=options)
    names, weight_vector = field.options, field.weights.weights
    scores = value_scores(field.values, weight_vector, chosen, names, field.model.criteria, method_options)
    places = ranks(scores, higher_is_better=chosen.higher_is_better)
    contributions = pd.DataFrame(
        100.0 * field.values * weight_vector,
        index=pd.Index(names, name="option"),
        columns=pd.Index(field.model.criteria, name="criterion"),
    )
    table = pd.DataFrame(
        {
            "rank": places,
            "option": list(names),
            "label": [case.labels[name] for name in names],
            "kind": [case.option(name).kind for name in names],
            "score": scores,
            "versus_baseline": scores - _baseline_score(case, names, scores),
            "incomplete": [name in case.incomplete for name in names],
        }
    ).sort_values("rank", kind="stable", ignore_index=True)
    return Ranking(
        table=table,
        contributions=contributions.loc[table["option"]],
        excluded=field.excluded,
        at_risk=at_risk(case, field.model, list(field.rows), field.gates),
        scenario=field.scenario,
        weights=field.weights,
        method=chosen.name,
        gates=field.gates,
        baseline=case.settings.baseline,
        case_digest=case.digest,
    )


def checked_case(case: Case) -> Case:
    """The case itself.

    Raises
    ------
    ArgumentError
        If it is something else, such as the path of one.
    """
    if not isinstance(case, Case):
        raise ArgumentError(f"{case!r} is no case; mcda.read_case(...) reads one from a folder, .zip or .json.")
    return case


def method_of(case: Case, method: str | None) -> Method:
    """The method of that name, or the case's default.

    Raises
    ------
    ArgumentError, MethodError
        If this is no case, or there is no such method.
    """
    return method_named(method or checked_case(case).settings.defaults.method)


class Lineup(NamedTuple):
    """Who is compared, by which facts and under which weights.

    `rows` (m,) are the rows of the fact model that pass every gate, `values` (m, n) their fixed-scale values.
    """

    scenario: str
    weights: WeightSet
    model: FactModel
    rows: tuple[int, ...]
    values: Array
    gates: tuple[Gate, ...]
    excluded: pd.DataFrame

    @property
    def options(self) -> tuple[str, ...]:
        """Ids of the options, (m,)."""
        return tuple(self.model.options[row] for row in self.rows)


def lineup(
    case: Case,
    *,
    scenario: str | None = None,
    weights: WeightsLike = None,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
) -> Lineup:
    """The options that a call compares, from the same arguments as `rank`.

    Raises
    ------
    ArgumentError
        As `rank`.
    """
    where = checked_case(case).scenario(scenario).scenario
    model = case.facts(where)
    likely = model.at("mode")
    limits = parsed_gates(case, gates)
    kept, excluded = through_gates(case, model.natural(likely), _rows(case, options), limits)
    wanted = weight_set(case, weights, where)
    return Lineup(where, wanted, model, tuple(kept), model.values(likely)[kept], limits, excluded)


def value_scores(
    values: Array,
    weights: Array,
    method: Method,
    options: tuple[str, ...],
    criteria: tuple[str, ...],
    method_options: dict[str, Any] | None = None,
) -> Array:
    """Index (…, m) of fixed-scale values (…, m, n); for the additive method in points of 100.

    One option alone can be scored by methods on fixed scales; the others compare options and need two.
    """
    settings = {**method.on_values, **(method_options or {})}
    if method.value_scale != 1.0:
        values = values * method.value_scale
    ones = np.ones(values.shape[-1])
    if values.shape[-2] == 1:
        if method.rank_reversal or method.name == "wpm":
            raise MethodError(f"Method {method.name!r} compares options; only one, {options[0]}, is left to rank.")
        doubled = np.repeat(values, 2, axis=-2)
        scores = score_named(doubled, weights, ones, method, Names(options * 2, criteria), settings)[..., :1]
    else:
        scores = score_named(values, weights, ones, method, Names(options, criteria), settings)
    return 100.0 * scores if method.name == "additive" else scores


def _rows(case: Case, options: Iterable[str] | None) -> list[int]:
    wanted = list(case.choices if options is None else listed(options))
    if not wanted:
        raise ArgumentError("No options to rank; name at least one.")
    return [case.option_ids.index(case.option(option).option) for option in dict.fromkeys(wanted)]


def _baseline_score(case: Case, names: tuple[str, ...], scores: Array) -> float:
    baseline = case.settings.baseline
    return float(scores[names.index(baseline)]) if baseline in names else float("nan")
