"""Where everything stands in the workbook, so that formulas on one sheet find the cells of another."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from openpyxl.utils import get_column_letter

from criteria import Criterion
from mcda.case import Case
from mcda.gates import Gate, parsed_gates
from mcda.ranking import Ranking, rank
from mcda.report.contents import Report
from mcda.values import Linear
from mcda.weights import WeightSet, weight_set

LABELS, IDS, WAYS, LOWS, HIGHS, UNITS = range(4, 10)
"""Heading rows of the sheets Scores and Values."""
TOP = UNITS + 1
"""Row of the first option on Scores, Values and Gates."""
LEFT = 4
"""Column of the first criterion on Scores and Values."""
RESULT_TOP = 7
"""Row of the first option on the sheets Contributions and Ranking."""
RESULT_LEFT = 9
"""Column of the first criterion on Contributions."""
WEIGHT_TOP = 6
"""Row of the first criterion on Weights."""


@dataclass(frozen=True)
class Plan:
    """What the live sheets hold, in which order: options best first as the report ranks them, then the others."""

    report: Report

    @property
    def case(self) -> Case:
        """The case of the report."""
        return self.report.case

    @property
    def ranking(self) -> Ranking | None:
        """The report's ranking, if anything could be ranked."""
        return self.report.ranking

    @cached_property
    def scenario(self) -> str:
        """Id of the scenario whose facts the workbook holds."""
        return self.case.scenario(self.report.setting.scenario).scenario

    @cached_property
    def weights(self) -> WeightSet:
        """The report's weights."""
        return self.ranking.weights if self.ranking else weight_set(self.case, self.report.setting.weights)

    @cached_property
    def points(self) -> list[float]:
        """Swing points as they were given, by criterion; of weights that are nobody's set, points that sum to 100."""
        given = {row.criterion: row.weight for row in self.case.weight_rows if row.set == self.weights.name}
        points = np.array([given.get(criterion, 0.0) for criterion in self.case.catalogue.ids])
        total = points.sum()
        same = total > 0 and np.allclose(points / total, self.weights.weights, rtol=0, atol=1e-12)
        return [float(one) for one in (points if same else 100.0 * self.weights.weights)]

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """Limits that an option must respect."""
        return parsed_gates(self.case, self.report.setting.gates)

    @cached_property
    def then(self) -> tuple[dict[str, float], dict[str, int]]:
        """Additive scores and ranks by option when the report was made; nothing where nothing could be ranked."""
        if self.ranking is None:
            return {}, {}
        ranking = self.ranking
        if ranking.method != "additive":
            names = list(ranking.table["option"])
            ranking = rank(self.case, scenario=self.scenario, weights=self.weights, method="additive", options=names)
        names, table = list(ranking.table["option"]), ranking.table
        return dict(zip(names, table["score"], strict=True)), dict(zip(names, table["rank"], strict=True))

    @cached_property
    def options(self) -> tuple[str, ...]:
        """Ids of all options in the order of rows."""
        ranked = list(self.ranking.table["option"]) if self.ranking else []
        return tuple(dict.fromkeys([*ranked, *self.case.choices, *self.case.option_ids]))

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria in the order of columns."""
        return self.case.catalogue.criteria

    @cached_property
    def curved(self) -> tuple[Criterion, ...]:
        """Criteria whose value function is no straight line."""
        return tuple(one for one in self.criteria if not isinstance(self.case.curves[one.id], Linear))

    @property
    def last(self) -> int:
        """Row of the last option on Scores, Values and Gates."""
        return TOP + len(self.options) - 1

    @property
    def result_last(self) -> int:
        """Row of the last option on Contributions and Ranking."""
        return RESULT_TOP + len(self.options) - 1

    @property
    def share_top(self) -> int:
        """Row of the first option in the block of shares on Values."""
        return self.last + 4

    def columns(self, left: int = LEFT) -> Iterator[tuple[Criterion, int, str]]:
        """Each criterion with its column, as number and as letters."""
        for column, criterion in enumerate(self.criteria, start=left):
            yield criterion, column, get_column_letter(column)

    def label(self, option: str) -> str:
        """What an option is called."""
        return self.case.labels[option]


__all__ = ["HIGHS", "IDS", "LABELS", "LEFT", "LOWS", "RESULT_LEFT", "RESULT_TOP", "TOP", "UNITS", "WAYS", "WEIGHT_TOP"]
__all__ += ["Plan"]
