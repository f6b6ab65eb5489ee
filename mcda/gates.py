"""Gates: floors and ceilings that an option must respect before it is ranked at all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.errors import ArgumentError
from mcda.facts import FactModel

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


def listed(names: Iterable[Any]) -> Iterable[Any]:
    """Several names as they are, and one name alone as a list of one: a text is not read letter by letter."""
    return (names,) if isinstance(names, str) else names


def parsed_gates(case: Case, gates: Iterable[Gate | str]) -> tuple[Gate, ...]:
    """Gates from objects or text, each on a criterion of the case.

    Raises
    ------
    ArgumentError
        If one is not understood or names no criterion.
    """
    given: Iterable[Gate | str] = (gates,) if isinstance(gates, Gate) else listed(gates)
    parsed = tuple(Gate.parse(gate) if isinstance(gate, str) else gate for gate in given)
    for gate in parsed:
        if gate.criterion not in case.catalogue.ids:
            raise ArgumentError(
                f"Gate {gate}: no criterion {gate.criterion!r}. Criteria: {', '.join(case.catalogue.ids)}."
            )
    return parsed


def through_gates(
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


def at_risk(case: Case, model: FactModel, kept: list[int], gates: tuple[Gate, ...]) -> pd.DataFrame:
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
