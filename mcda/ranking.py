"""`rank`: the options of a case in order, with what each criterion contributes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.errors import ArgumentError, MethodError
from mcda.facts import FactModel
from mcda.guards import Names
from mcda.kernels.ranks import ranks
from mcda.methods import METHODS, Method, method_named, score_named
from mcda.version import __version__
from mcda.weights import WeightSet, weight_set
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]
_GATE = re.compile(r"\s*([a-z][a-z0-9_]*)\s*(<=|>=)\s*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)\s*")


@dataclass(frozen=True)
class Gate:
    """A floor or a ceiling on one criterion, in its natural units, that an option must respect."""

    criterion: str
    sense: Literal["<=", ">="]
    limit: float

    @classmethod
    def parse(cls, text: str) -> Self:
        """A gate from text such as `collateral_damage <= 60`.

        Raises
        ------
        ArgumentError
            If the text is no gate.
        """
        match = _GATE.fullmatch(text)
        if match is None or not np.isfinite(float(match[3])):
            raise ArgumentError(
                f"Gate {text!r} is not understood. Write a criterion, <= or >=, and a number: cost <= 60"
            )
        sense: Literal["<=", ">="] = "<=" if match[2] == "<=" else ">="
        return cls(match[1], sense, float(match[3]))

    def passes(self, scores: Array) -> npt.NDArray[np.bool_]:
        """Whether natural scores (…) respect the limit; a rounding error of 1e-9 does not decide."""
        slack = 1e-9 * max(1.0, abs(self.limit))
        return scores <= self.limit + slack if self.sense == "<=" else scores >= self.limit - slack

    def __str__(self) -> str:
        """`collateral_damage <= 60`."""
        return f"{self.criterion} {self.sense} {self.limit:g}"


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
    chosen = method_named(method or case.settings.defaults.method)
    where = case.scenario(scenario).scenario
    wanted = weight_set(case, weights, where)
    model = case.facts(where)
    likely = model.at("mode")
    rows = _rows(case, options)
    limits = parsed_gates(case, gates)
    feasible, excluded = _through_gates(case, model.natural(likely), rows, limits)
    values = model.values(likely)[feasible]
    names = tuple(model.options[row] for row in feasible)
    scores = value_scores(values, wanted.weights, chosen, names, model.criteria, method_options)
    places = ranks(scores, higher_is_better=chosen.higher_is_better)
    contributions = pd.DataFrame(
        100.0 * values * wanted.weights,
        index=pd.Index(names, name="option"),
        columns=pd.Index(model.criteria, name="criterion"),
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
        excluded=excluded,
        at_risk=_at_risk(case, model, feasible, limits),
        scenario=where,
        weights=wanted,
        method=chosen.name,
        gates=limits,
        baseline=case.settings.baseline,
        case_digest=case.digest,
    )


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
    wanted = list(case.choices if options is None else options)
    if not wanted:
        raise ArgumentError("No options to rank; name at least one.")
    return [case.option_ids.index(case.option(option).option) for option in dict.fromkeys(wanted)]


def parsed_gates(case: Case, gates: Iterable[Gate | str]) -> tuple[Gate, ...]:
    """Gates from objects or text, each on a criterion of the case.

    Raises
    ------
    ArgumentError
        If one is not understood or names no criterion.
    """
    parsed = tuple(Gate.parse(gate) if isinstance(gate, str) else gate for gate in gates)
    for gate in parsed:
        if gate.criterion not in case.catalogue.ids:
            raise ArgumentError(
                f"Gate {gate}: no criterion {gate.criterion!r}. Criteria: {', '.join(case.catalogue.ids)}."
            )
    return parsed


def _through_gates(
    case: Case, natural: Array, rows: list[int], gates: tuple[Gate, ...]
) -> tuple[list[int], pd.DataFrame]:
    """Rows that respect every gate, and a table of those that do not."""
    kept, broken = [], []
    for row in rows:
        option = case.option_ids[row]
        scores = {gate: natural[row, case.catalogue.ids.index(gate.criterion)] for gate in gates}
        failed = [gate for gate in gates if not gate.passes(scores[gate])]
        broken += [(option, case.labels[option], str(gate), float(scores[gate])) for gate in failed]
        if not failed:
            kept.append(row)
    if not kept:
        blame = ", ".join(dict.fromkeys(gate for _, _, gate, _ in broken))
        raise ArgumentError(f"No option passes the gates: {blame}. Loosen one of them.")
    return kept, pd.DataFrame(broken, columns=["option", "label", "gate", "score"])


def _at_risk(case: Case, model: FactModel, kept: list[int], gates: tuple[Gate, ...]) -> pd.DataFrame:
    """Options that pass a gate, but would not at one end of their range."""
    risky = []
    tables = [model.natural(model.at(level)) for level in ("low", "high")] if gates else []
    for row in kept:
        option = case.option_ids[row]
        for gate in gates:
            ends = np.array([table[row, case.catalogue.ids.index(gate.criterion)] for table in tables])
            if not gate.passes(ends).all():
                risky.append((option, case.labels[option], str(gate), float(ends.min()), float(ends.max())))
    return pd.DataFrame(risky, columns=["option", "label", "gate", "low", "high"])


def _baseline_score(case: Case, names: tuple[str, ...], scores: Array) -> float:
    baseline = case.settings.baseline
    return float(scores[names.index(baseline)]) if baseline in names else float("nan")


__all__ = ["METHODS", "Gate", "Ranking", "parsed_gates", "rank", "value_scores"]
