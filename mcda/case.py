"""A case: everything a decision rests on, frozen and hashable by content."""

import hashlib
import json
from collections import Counter
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from criteria import Catalogue, Criterion
from criteria.criterion import Frozen
from mcda.case_tables import FIELDS, checked_parts, table_of
from mcda.checks import SCENARIO_WEIGHTS, Tables
from mcda.errors import ArgumentError, CaseError
from mcda.facts import FactModel
from mcda.kernels.simplex import normalised
from mcda.parts import (
    Answer,
    Cell,
    Elicitation,
    LeverEffect,
    Meaning,
    Option,
    PastCase,
    Scenario,
    Settings,
    Shift,
    Source,
    ValuePoint,
    Weight,
)
from mcda.refusals import refusal
from mcda.values import Curve, Exponential, Linear, Piecewise, share_from_worst

LATER = ("value_rows", "elicitations", "answers", "meanings")
"""Parts that came to the format later: where they are empty the digest is what it was before there were any."""

WEIGHT_SPREAD = (0.6, 1.5)
"""Where a weight set gives no range: low and high as multiples of the weight. Judgement, not data."""


class Case(Frozen):
    """Everything a decision rests on. Frozen: `replace` makes a changed copy, `digest` names the content."""

    settings: Settings
    catalogue: Catalogue
    options: tuple[Option, ...]
    cells: tuple[Cell, ...]
    weight_rows: tuple[Weight, ...]
    scenarios: tuple[Scenario, ...]
    value_rows: tuple[ValuePoint, ...] = ()
    shifts: tuple[Shift, ...] = ()
    levers: tuple[LeverEffect, ...] = ()
    evidence: tuple[Source, ...] = ()
    history: tuple[PastCase, ...] = ()
    elicitations: tuple[Elicitation, ...] = ()
    answers: tuple[Answer, ...] = ()
    meanings: tuple[Meaning, ...] = ()

    def __hash__(self) -> int:
        """By content, so that a case can be a cache key."""
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        """Two cases are the same when their content is."""
        return isinstance(other, Case) and self.digest == other.digest

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of the content: of the value tree itself, not of where it was read from."""
        parts = self.model_dump(mode="json", exclude={"settings": {"catalogue"}})
        for name in LATER:
            if not parts[name]:
                del parts[name]
        if not self.settings.defaults.off:
            del parts["settings"]["defaults"]["off"]
        content = json.dumps(parts, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(content.encode()).hexdigest()

    def replace(self, **parts: Any) -> "Case":
        """A copy with some parts changed, checked like a case that is read from a file.

        Raises
        ------
        ArgumentError
            For a part that no case has.
        CaseError
            With every fault of the changed case, each by the name of the thing that it is about.
        """
        unknown = sorted(parts.keys() - Case.model_fields.keys())
        if unknown:
            raise ArgumentError(f"A case has no {', '.join(unknown)}. Its parts: {', '.join(Case.model_fields)}.")
        settings = parts.get("settings", self.settings).model_dump(mode="json")
        catalogue = parts.get("catalogue", self.catalogue)
        sound = {name: field for name, field in FIELDS.items() if field not in parts}
        tables = {
            name: self._tables[name] if name in sound else table_of(name, parts[field])
            for name, field in FIELDS.items()
        }
        try:
            checked = checked_parts(settings, catalogue, tables, sound=sound.keys())
        except CaseError as problem:
            raise refusal(problem, catalogue, tables) from None
        return Case.model_validate(checked | {field: getattr(self, field) for field in sound.values()})

    @classmethod
    def from_tables(
        cls,
        settings: dict[str, Any],
        catalogue: Catalogue,
        tables: Tables,
        files: dict[str, str] | None = None,
    ) -> "Case":
        """A case from plain tables, checked in full.

        Parameters
        ----------
        settings
            What `case.toml` holds.
        tables
            Text tables by name: options, scores, weights; and if they are there values, scenarios, shifts,
            levers, evidence, history.
        files
            Names that errors show for the tables and for `case.toml`, where they differ from `NAME.csv`.

        Raises
        ------
        CaseError
            With every fault, each as file, row, column, value and what is allowed.
        """
        return cls.model_validate(checked_parts(settings, catalogue, tables, files))

    def tables(self) -> Tables:
        """The tables of this case as text, by name, as its files would hold them."""
        return {name: frame.copy() for name, frame in self._tables.items()}

    @cached_property
    def _tables(self) -> Tables:
        return {name: table_of(name, getattr(self, field)) for name, field in FIELDS.items()}

    @cached_property
    def scales_digest(self) -> str:
        """What tells whether swing weights still fit: a short digest of criteria, directions, scales and anchors."""
        asked = sorted((one.id, one.direction.value, one.scale.model_dump_json()) for one in self.catalogue.criteria)
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:16]

    @cached_property
    def stale_sets(self) -> frozenset[str]:
        """Weight sets that were asked for on other scales than the case now has."""
        return frozenset(one.set for one in self.elicitations if one.scales and one.scales != self.scales_digest)

    def option(self, option: str) -> Option:
        """The option of that id.

        Raises
        ------
        ArgumentError
            If the case has none.
        """
        for candidate in self.options:
            if candidate.option == option:
                return candidate
        raise ArgumentError(f"No option {option!r} in this case. Its options: {', '.join(self.option_ids)}.")

    @cached_property
    def option_ids(self) -> tuple[str, ...]:
        """Ids of all options, in file order."""
        return tuple(option.option for option in self.options)

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """Ids of the options that can be chosen: all but the stress cases."""
        return tuple(option.option for option in self.options if option.kind != "stress")

    @cached_property
    def labels(self) -> dict[str, str]:
        """Label of each option, with its id where several have the same one."""
        return told_apart({option.option: option.label for option in self.options})

    @cached_property
    def components(self) -> tuple[str, ...]:
        """The components that blends of this case mix by default: those named in the case, else the first two."""
        named = self.settings.defaults.components
        return named or tuple(option.option for option in self.options if option.kind == "component")[:2]

    def scenario(self, scenario: str | None = None) -> Scenario:
        """The scenario of that id, or the default one.

        Raises
        ------
        ArgumentError
            If the case has none of that id.
        """
        wanted = scenario or self.settings.defaults.scenario or self.scenarios[0].scenario
        for candidate in self.scenarios:
            if candidate.scenario == wanted:
                return candidate
        known = ", ".join(candidate.scenario for candidate in self.scenarios)
        raise ArgumentError(f"No scenario {wanted!r} in this case. Its scenarios: {known}.")

    @cached_property
    def weight_sets(self) -> dict[str, str]:
        """Label of each weight set, by id."""
        return {row.set: row.label or row.set for row in self.weight_rows}

    def suggested_weights(self, scenario: str | None = None) -> str:
        """The weight set used when none is asked for: the case's own, or the one its scenario suggests."""
        own = self.settings.defaults.weights
        suggested = self.scenario(scenario).weights or next(iter(self.weight_sets))
        return suggested if own == SCENARIO_WEIGHTS else own

    def weights(self, set: str | None = None) -> pd.DataFrame:  # noqa: A002  the field's own word
        """A weight set as fractions that sum to 1.

        Returns
        -------
        DataFrame
            Indexed by criterion, with columns `low`, `weight`, `high`, all divided by the set's total of
            `weight`. Swing weights: each values going from the worst to the best end of its criterion.

        Raises
        ------
        ArgumentError
            If the case has no set of that id.
        """
        name = set or self.suggested_weights()
        if name not in self.weight_sets:
            raise ArgumentError(f"No weight set {name!r} in this case. Its sets: {', '.join(self.weight_sets)}.")
        rows = {row.criterion: row for row in self.weight_rows if row.set == name}
        points = np.array([rows[criterion].weight for criterion in self.catalogue.ids])
        total = points.sum()
        frame = pd.DataFrame({"weight": normalised(points)}, index=pd.Index(self.catalogue.ids, name="criterion"))
        for column, spread in zip(("low", "high"), WEIGHT_SPREAD, strict=True):
            given = [getattr(rows[criterion], column) for criterion in frame.index]
            bounds = [spread * p if g is None else g for g, p in zip(given, points, strict=True)]
            frame[column] = np.array(bounds) / total
        return frame[["low", "weight", "high"]]

    @cached_property
    def curves(self) -> dict[str, Curve]:
        """The value function of each criterion; linear where values.csv says nothing of it."""
        return {
            criterion.id: _curve(criterion, [row for row in self.value_rows if row.criterion == criterion.id])
            for criterion in self.catalogue.criteria
        }

    def facts(self, scenario: str | None = None) -> FactModel:
        """The scores of one scenario as arrays, ready to be composed at any assumptions."""
        return FactModel.of(self, self.scenario(scenario))

    def scores(self, scenario: str | None = None) -> pd.DataFrame:
        """Most likely scores in natural units, options × criteria, derived options and blends included.

        A cell that is unknown shows the middle of its scale; `incomplete` names such options.
        """
        return self._table(scenario, "mode")

    def low(self, scenario: str | None = None) -> pd.DataFrame:
        """Least scores in natural units, options × criteria. A blend's are those of its components' least scores."""
        return self._table(scenario, "low")

    def high(self, scenario: str | None = None) -> pd.DataFrame:
        """Greatest scores in natural units, options × criteria."""
        return self._table(scenario, "high")

    @cached_property
    def incomplete(self) -> frozenset[str]:
        """Options with a cell that is unknown, or derived from one that has."""
        return FactModel.of(self, self.scenarios[0]).incomplete

    def _table(self, scenario: str | None, level: str) -> pd.DataFrame:
        model = self.facts(scenario)
        index, columns = pd.Index(model.options, name="option"), pd.Index(model.criteria, name="criterion")
        return pd.DataFrame(model.natural(model.at(level)), index=index, columns=columns)


def told_apart(labels: dict[str, str]) -> dict[str, str]:
    """Labels by id, with the id behind each that several have: a reader must know which one is meant.

    Examples
    --------
    >>> told_apart({"a": "Alone", "b": "Joint", "c": "Joint"})
    {'a': 'Alone', 'b': 'Joint (b)', 'c': 'Joint (c)'}
    """
    often = Counter(labels.values())
    if len(often) == len(labels):
        return labels
    return told_apart({one: label if often[label] == 1 else f"{label} ({one})" for one, label in labels.items()})


def _curve(criterion: Criterion, rows: list[ValuePoint]) -> Curve:
    points = tuple((share_from_worst(row.score, criterion), row.value / 100.0) for row in rows)
    if not points:
        return Linear()
    return Exponential(points[0][0]) if rows[0].kind == "exponential" else Piecewise(points)
