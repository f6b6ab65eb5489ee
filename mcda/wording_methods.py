"""Whether the winner depends on the method, as sentences: one place for page, chart text and command line."""

import re

import numpy as np
import pandas as pd

from mcda.case import Case
from mcda.language import figures, later, listed, number, said, t
from mcda.methods import METHODS
from mcda.robustness import Agreement
from mcda.wording import together

CAUTION = later(
    "Swing weights belong to the additive method; the others take them over only in spirit. All methods read the "
    "same scores, so where they agree, that is no evidence that the facts are right."
)
ONE_VOTE = later("Methods of one family order by the same idea, so they have one vote together.")
MEASURES = {
    "weighted_spearman": later("weighted Spearman correlation"),
    "ws": later("WS coefficient"),
    "kendall_tau_b": later("Kendall's tau-b"),
}
"""Measures of `Agreement.correlations`, as they are named in a sentence."""

_NAMED = 3
"""So many methods that stray are named; of more, only how many there are."""

_CELL = re.compile(r"(\w+) on (\w+)(?= )")


def vote_words(votes: float) -> str:
    """Votes of families, of which ties have shares.

    Examples
    --------
    >>> [vote_words(votes) for votes in (1, 2.5, 1 / 3)]
    ['1 vote', '2.5 votes', '0.33 votes']
    """
    rounded = round(float(votes), 2)
    count = figures(rounded)
    return t("{count} vote", count=count) if rounded == 1 else t("{count} votes", count=count)


def agreement_headline(case: Case, found: Agreement) -> str:
    """Whether the winner depends on the method, in a few words."""
    winners = [str(one) for one in found.families["winner"].unique()]
    names = together(case, winners[0])
    if len(found.ranks) == 1:
        return t("{option} is the only option to rank", option=names)
    if len(winners) > 1:
        return t("The winner depends on the method")
    shared = _shared(winners[0])
    if _strays(found).empty:
        if shared:
            return t("By every method, {options} share the first place", options=names)
        return t("By every method, {option} comes first", option=names)
    if shared:
        return t("By every family of methods, {options} share the first place", options=names)
    return t("By every family of methods, {option} comes first", option=names)


def agreement_sentence(case: Case, found: Agreement) -> str:
    """Who has the vote of which family of methods, and which methods stray from their family's vote."""
    if len(found.ranks) == 1:
        return t("With one option left, no method can say otherwise.")
    groups = _groups(found)
    count = len(found.families)
    if len(groups) > 1:
        return _divided(case, groups, count)
    families = (
        t("All {count} families of methods agree", count=number(count, 0))
        if count > 1
        else t("Only one family, {family}, votes", family=said(groups[0][1][0]))
    )
    strays = _strays(found)
    if strays.empty:
        methods = number(found.ranks.shape[1], 0)
        return families + t(", and so does each of their {methods} methods.", methods=methods)
    return families + t(", though not each method: {strays}.", strays=_stray_words(case, strays))


def least_alike_sentence(found: Agreement, measure: str) -> str:
    """The two methods whose orders differ most by `measure`, one of `MEASURES`."""
    frame = found.correlations[measure]
    if len(frame) < 2:
        return t("Fewer than two methods tell the options apart, so there are no orders to compare.")
    values = frame.to_numpy(dtype=float, copy=True)
    np.fill_diagonal(values, np.inf)
    least = round(float(values.min()), 2) + 0.0  # never "-0.00"
    if values.min() > 1 - 1e-9:
        return t("All methods put the options in the same order.")
    row, column = divmod(int(values.argmin()), len(values))
    first, second = (said(METHODS[str(name)].label) for name in (frame.index[row], frame.columns[column]))
    told = {"first": first, "second": second, "measure": said(MEASURES[measure]), "least": number(least, 2)}
    if measure == "ws":
        return t("Least alike are {first} and {second}: {measure} {least}, with {first} as the reference.", **told)
    return t("Least alike are {first} and {second}: {measure} {least}.", **told)


def in_order(found: Agreement) -> list[str]:
    """Options as they are listed: most votes first, then by mean rank, each family counting once."""
    families = [METHODS[str(name)].family for name in found.ranks]
    mean = found.ranks.T.groupby(families).mean().mean()
    votes = found.votes.reindex(found.ranks.index, fill_value=0.0)
    table = pd.DataFrame({"votes": -votes, "mean": mean.round(9)}).sort_values(["votes", "mean"], kind="stable")
    return [str(option) for option in table.index]


def left_out_words(case: Case, found: Agreement) -> dict[str, str]:
    """Methods that cannot serve this case, by label, each with its reason."""
    return {said(METHODS[name].label): _labelled(case, reason) for name, reason in found.left_out.items()}


def _labelled(case: Case, reason: str) -> str:
    """A reason that begins with a cell, `status_quo on speed is 0`, with what the case calls the two."""
    cell = _CELL.match(reason)
    if cell is None or cell[1] not in case.labels or cell[2] not in case.catalogue.ids:
        return reason
    where = t("{option} on {criterion}", option=case.labels[cell[1]], criterion=case.catalogue[cell[2]].label.lower())
    return where + reason[cell.end() :]


def _shared(winners: str) -> bool:
    return ";" in winners


def _groups(found: Agreement) -> list[tuple[str, list[str]]]:
    """Winners with the families that vote for them: most families first, then most votes."""
    by = found.families.groupby("winner", sort=False).groups
    groups = [(str(winners), [str(family) for family in families]) for winners, families in by.items()]
    return sorted(groups, key=lambda group: (-len(group[1]), -max(found.votes[group[0].split(";")])))


def _divided(case: Case, groups: list[tuple[str, list[str]]], count: int) -> str:
    (winners, families), *others = groups
    told = {"names": together(case, winners), "part": number(len(families), 0), "count": number(count, 0)}
    first = (
        t("{names} share the first place in {part} of {count} families of methods (one vote each)", **told)
        if _shared(winners)
        else t("{names} comes first in {part} of {count} families of methods (one vote each)", **told)
    )
    return "; ".join([first, *(_other_votes(case, rivals, theirs) for rivals, theirs in others)]) + "."


def _other_votes(case: Case, rivals: str, families: list[str]) -> str:
    names = together(case, rivals)
    if _shared(rivals):
        votes = listed(t("of {family}", family=said(family)) for family in families)
        return t("{names} share the vote {votes}", names=names, votes=votes)
    return f"{names} {listed(t('by {family}', family=said(family)) for family in families)}"


def _strays(found: Agreement) -> "pd.Series[str]":
    """Methods whose first place is not their family's, each with the options that it puts first."""
    firsts = {
        str(name): ";".join(str(option) for option in found.ranks.index[found.ranks[name] == 1]) for name in found.ranks
    }
    voted = {name: found.families.loc[METHODS[name].family, "winner"] for name in firsts}
    return pd.Series({name: first for name, first in firsts.items() if first != voted[name]}, dtype=object)


def _stray_words(case: Case, strays: "pd.Series[str]") -> str:
    if len(strays) > _NAMED:
        return t("{count} of them differ", count=number(len(strays), 0))
    by_first = strays.groupby(strays, sort=False).groups
    return "; ".join(_stray(case, [str(name) for name in names], str(first)) for first, names in by_first.items())


def _stray(case: Case, names: list[str], first: str) -> str:
    methods, options = listed(said(METHODS[name].label) for name in names), together(case, first)
    if len(names) == 1:
        return t("{method} puts {options} first", method=methods, options=options)
    return t("{methods} put {options} first", methods=methods, options=options)
