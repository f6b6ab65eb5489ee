"""What all sections of a report rest on: the setting, the ranking and the draws, each asked for once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from mcda.case import Case
from mcda.errors import McdaError
from mcda.gates import Gate
from mcda.ranking import Ranking, rank
from mcda.report.contents import LogLine, Setting
from mcda.robustness import acceptability
from mcda.robustness.acceptability import Acceptability
from mcda.weights import WeightSet

Found = TypeVar("Found")
NOTHING_RANKED = "no option can be ranked"
FEWER_DRAWS = 2_000
"""So many draws at most for bands and for regret, which need less precision than shares of first places."""


@dataclass(frozen=True)
class Findings:
    """The answer to the question that a report is about.

    Attributes
    ----------
    ranking, unranked
        The ranking; or None, and the reason in words.
    sampled, unsampled
        How often each option comes first; or None, and the reason in words.
    """

    case: Case
    setting: Setting
    weights: WeightSet
    gates: tuple[Gate, ...]
    ranking: Ranking | None
    unranked: str
    sampled: Acceptability | None
    unsampled: str
    version: str
    made: datetime
    log: tuple[LogLine, ...]

    @property
    def question(self) -> dict[str, Any]:
        """What is asked, as arguments that most calls take."""
        return {"scenario": self.setting.scenario, "weights": self.weights, "gates": self.gates}

    @property
    def additive(self) -> bool:
        """Whether scores are points of 100."""
        return self.setting.method == "additive"

    @property
    def digits(self) -> int:
        """Decimals of a score."""
        return 1 if self.additive else 3

    @property
    def fewer_draws(self) -> int:
        """Draws for what needs less precision."""
        return min(self.setting.draws, FEWER_DRAWS)

    @property
    def pair(self) -> tuple[str, str] | None:
        """The winner and its strongest rival: the best of another kind, or else the next; None if nothing is left."""
        if self.ranking is None or len(self.ranking.table) < 2:
            return None
        first, *rest = map(str, self.ranking.table["option"])
        other_kind = self.sampled.verdict.runner_up if self.sampled else None
        return first, other_kind if other_kind in rest else rest[0]

    def label(self, criterion: object) -> str:
        """Label of a criterion."""
        return self.case.catalogue[str(criterion)].label


def attempt(call: Callable[..., Found], *words: Any, **settings: Any) -> tuple[Found | None, str]:
    """What a call finds; or None, and in one line why it refuses."""
    try:
        return call(*words, **settings), ""
    except McdaError as problem:
        return None, " ".join(str(problem).split())


def find(
    case: Case,
    setting: Setting,
    weights: WeightSet,
    gates: tuple[Gate, ...],
    *,
    made: datetime,
    version: str,
    log: tuple[LogLine, ...],
    progress: Callable[[float], object],
) -> Findings:
    """The ranking and the draws behind a report; what cannot be worked out is kept as a reason in words."""
    question: dict[str, Any] = {"scenario": setting.scenario, "weights": weights, "gates": gates}
    ranking, unranked = attempt(rank, case, method=setting.method, **question)
    sampled, unsampled = None, NOTHING_RANKED if ranking is None else "nothing was drawn"

    def drawn(done: int, asked: int) -> None:
        progress(done / asked)

    if ranking is not None and setting.draws:
        sampled, unsampled = attempt(
            acceptability,
            case,
            method=setting.method,
            draws=setting.draws,
            seed=setting.seed,
            progress=drawn,
            **question,
        )
    return Findings(
        case, setting, weights, gates, ranking, unranked, sampled, unsampled, version=version, made=made, log=log
    )


def because(what: str, reason: str) -> str:
    """`what` cannot be worked out, and why."""
    return f"{what} cannot be worked out here: {reason.rstrip('.')}."


def percents(shares: Any, digits: int = 1) -> Any:
    """Shares of 1 as percentages, rounded; a missing one stays missing."""
    return np.round(100.0 * np.asarray(shares, dtype=float), digits)


def rounded(numbers: Any, digits: int) -> Any:
    """Numbers rounded; what rounds to nothing is 0, never -0."""
    return np.round(np.asarray(numbers, dtype=float), digits) + 0.0


def named(columns: dict[str, Any]) -> pd.DataFrame:
    """A table of display values from its columns."""
    return pd.DataFrame({name: list(values) for name, values in columns.items()})


__all__ = ["NOTHING_RANKED", "Findings", "attempt", "because", "find", "named", "percents", "rounded"]
