"""Several people's weights, kept apart: who would choose what, where they differ most, what nobody ranks last."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mcda.case import Case
from mcda.errors import ArgumentError
from mcda.methods import METHODS
from mcda.parts import Elicitation
from mcda.ranking import rank
from mcda.weights import aggregate
from mcda.weights.elicited import plain


@dataclass(frozen=True)
class Stakeholders:
    """What each of several people would choose, and how far apart they are.

    Attributes
    ----------
    scenario, method, case_digest
        What it was worked out for.
    people
        Indexed by weight set, one a person (their last round): `person`, `label`, `round`, `stale`, `winner`,
        `runner_up`, `lead` (points of 100 for the additive method, else in the method's index; never negative)
        and `close` (whether the lead is below the case's epsilon, or nothing; None for methods whose index is in
        no points).
    weights
        Criteria × sets, each column summing to 1.
    first
        The same for each person's first answers, under the set that now counts for that person.
    spread
        Indexed by criterion, widest first: `min`, `max`, `range`.
    ranks
        Options × sets, 1 = best, ties share the better rank.
    never_last
        Options that nobody ranks last; empty where there is one option.
    distances
        Set by set: the share of all weight that one would have to move to hold the other's view, 0 to 1.
    """

    scenario: str
    method: str
    case_digest: str
    people: pd.DataFrame
    weights: pd.DataFrame
    first: pd.DataFrame
    spread: pd.DataFrame
    ranks: pd.DataFrame
    never_last: tuple[str, ...]
    distances: pd.DataFrame

    @property
    def winners(self) -> dict[str, int]:
        """How many people each winner is first for, most first."""
        return {str(option): int(count) for option, count in self.people["winner"].value_counts().items()}

    def to_frame(self) -> pd.DataFrame:
        """One row a person: winner and lead, then the rank of each option."""
        return self.people.join(self.ranks.T.add_prefix("rank_"))

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {name: plain(value) for name, value in vars(self).items()}


def last_rounds(case: Case) -> tuple[Elicitation, ...]:
    """The record that now counts of each stakeholder: that of the latest round; in the order people came in."""
    latest: dict[str, Elicitation] = {}
    for record in case.elicitations:
        if record.role == "stakeholder":
            who = record.person or record.set
            if who not in latest or record.round >= latest[who].round:
                latest[who] = record
    return tuple(latest.values())


def first_rounds(case: Case) -> dict[str, Elicitation]:
    """The earliest record of each stakeholder, by person: what they said before they saw anybody else's."""
    earliest: dict[str, Elicitation] = {}
    for record in case.elicitations:
        if record.role == "stakeholder":
            who = record.person or record.set
            if who not in earliest or record.round < earliest[who].round:
                earliest[who] = record
    return earliest


def stakeholders(
    case: Case, *, scenario: str | None = None, method: str | None = None, gates: tuple[str, ...] = ()
) -> Stakeholders:
    """What each stakeholder of a case would choose on the same facts, and where they differ.

    Weights are never averaged here; `mcda.weights.aggregate` does that when asked.

    Parameters
    ----------
    scenario, method, gates
        As for `mcda.rank`. The facts are the same for everybody; only weights differ.

    Raises
    ------
    ArgumentError
        If no weight set of the case is a stakeholder's.
    """
    records = last_rounds(case)
    if not records:
        raise ArgumentError("No weight set of this case is a stakeholder's. Enter or import at least one person's.")
    first = first_rounds(case)
    world = case.scenario(scenario).scenario
    asked = method or case.settings.defaults.method
    rankings = {one.set: rank(case, scenario=world, weights=one.set, method=asked, gates=gates) for one in records}
    ranks = pd.DataFrame({name: found.table.set_index("option")["rank"] for name, found in rankings.items()})
    ranks = ranks.reindex([option for option in case.choices if option in ranks.index])
    people = pd.DataFrame([_row(case, one, rankings[one.set].table, asked) for one in records])
    group = aggregate({one.set: case.weights(one.set)["weight"] for one in records})
    last = ranks.eq(ranks.max(axis=0), axis=1).any(axis=1)
    return Stakeholders(
        scenario=world,
        method=asked,
        case_digest=case.digest,
        people=people.set_index("set"),
        weights=group.people,
        first=pd.DataFrame(
            {one.set: case.weights(first[one.person or one.set].set)["weight"] for one in records},
        ),
        spread=group.spread[["min", "max", "range"]].sort_values("range", ascending=False, kind="stable"),
        ranks=ranks,
        never_last=() if len(ranks) < 2 else tuple(str(option) for option in ranks.index[~last]),
        distances=group.distances,
    )


def _row(case: Case, record: Elicitation, table: pd.DataFrame, method: str) -> dict[str, Any]:
    scores = table["score"].to_numpy(dtype=np.float64)
    lead = float(abs(scores[0] - scores[1])) if len(scores) > 1 else float("nan")
    in_points = METHODS[method].name == "additive"
    return {
        "set": record.set,
        "person": record.person,
        "label": case.weight_sets[record.set],
        "round": record.round,
        "stale": record.set in case.stale_sets,
        "winner": str(table["option"].iloc[0]),
        "runner_up": str(table["option"].iloc[1]) if len(table) > 1 else None,
        "lead": lead,
        "close": bool(lead < case.settings.epsilon) if in_points else None,
    }


__all__ = ["Stakeholders", "first_rounds", "last_rounds", "stakeholders"]
