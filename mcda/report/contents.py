"""What a decision report holds, before it becomes HTML, DOCX, XLSX or JSON: sections of sentences, charts, tables."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.ranking import Ranking
from mcda.robustness import Verdict


@dataclass(frozen=True)
class Table:
    """A table to show.

    Attributes
    ----------
    caption
        What the table holds, in a few words.
    frame
        Display values under column labels; the index is not shown. Numbers stay numbers (rounded to what they can
        bear), a missing value is None or NaN, lists are joined to text. A cell that is an http(s) address is a link.
    """

    caption: str
    frame: pd.DataFrame


@dataclass(frozen=True)
class Picture:
    """A chart, and the sentence that says what it shows."""

    chart: alt.TopLevelMixin
    alt: str


@dataclass(frozen=True)
class Section:
    """One part of the report: sentences with the verdict first, then charts, then tables.

    Attributes
    ----------
    id
        Stable, for anchors and sheet names: letters, digits and `-`.
    """

    id: str
    title: str
    sentences: tuple[str, ...]
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class LogLine:
    """One change of the case: when (ISO 8601 text), what, and the digest of the case after it."""

    at: str
    label: str
    digest: str


@dataclass(frozen=True)
class Setting:
    """What the report was asked for, in the words that `mcda.rank` takes.

    Attributes
    ----------
    weights
        Id of a weight set of the case, or swing points by criterion where they are nobody's set.
    weights_label
        What the weights are called.
    """

    scenario: str
    weights: str | dict[str, float]
    weights_label: str
    method: str
    gates: tuple[str, ...]
    draws: int
    seed: int

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; `gates` as a list."""
        return {**vars(self), "gates": list(self.gates)}


@dataclass(frozen=True)
class Report:
    """A decision report: the case, its answer, and the sections that say so.

    Attributes
    ----------
    marking
        How the report must be handled; shown on top and under every page.
    ranking, verdict
        The answer. None where the gates leave nothing to rank, or (the verdict) where nothing is drawn or the
        method has no answer.
    made
        When the report was made; the only thing in it that differs between two runs.
    """

    title: str
    subtitle: str
    marking: str
    case: Case
    ranking: Ranking | None
    verdict: Verdict | None
    sections: tuple[Section, ...]
    setting: Setting
    version: str
    made: datetime
    log: tuple[LogLine, ...] = ()

    @property
    def seed(self) -> int:
        """What makes the draws repeatable."""
        return self.setting.seed

    @property
    def answer(self) -> Section:
        """The section with the verdict."""
        return next(section for section in self.sections if section.id == "answer")


__all__ = ["LogLine", "Picture", "Report", "Section", "Setting", "Table"]
