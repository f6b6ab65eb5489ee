"""Whether the winner depends on the method, as sentences: one place for page, chart text and command line."""

import numpy as np
import pandas as pd

from mcda.case import Case
from mcda.methods import METHODS
from mcda.robustness import Agreement
from mcda.wording import listed

CAUTION = (
    "Swing weights belong to the additive method; the others take them over only in spirit. All methods read the "
    "same scores, so where they agree, that is no evidence that the facts are right."
)
ONE_VOTE = "Methods of one family order by the same idea, so they have one vote together."
MEASURES = {
    "weighted_spearman": "weighted Spearman correlation",
    "ws": "WS coefficient",
    "kendall_tau_b": "Kendall's tau-b",
}
"""Measures of `Agreement.correlations`, as they are named in a sentence."""

_NAMED = 3
"""So many methods that stray are named; of more, only how many there are."""


def vote_words(votes: float) -> str:
    """Votes of families, of which ties have shares.

    Examples
    --------
    >>> [vote_words(votes) for votes in (1, 2.5, 1 / 3)]
    ['1 vote', '2.5 votes', '0.33 votes']
    """
    number = f"{votes:.2f}".rstrip("0").rstrip(".")
    return f"{number} vote" if number == "1" else f"{number} votes"


def agreement_headline(case: Case, found: Agreement) -> str:
    """Whether the winner depends on the method, in a few words."""
    winners = found.families["winner"].unique()
    if len(found.ranks) == 1:
        return f"{_names(case, winners[0])} is the only option to rank"
    if len(winners) > 1:
        return "The winner depends on the method"
    whose = "method" if _strays(found).empty else "family of methods"
    return f"By every {whose}, {_names(case, winners[0])} {_comes_first(winners[0])}"


def agreement_sentence(case: Case, found: Agreement) -> str:
    """Who has the vote of which family of methods, and which methods stray from their family's vote."""
    if len(found.ranks) == 1:
        return "With one option left, no method can say otherwise."
    groups = _groups(found)
    if len(groups) > 1:
        return _divided(case, groups, len(found.families))
    count = len(found.families)
    families = f"All {count} families of methods agree" if count > 1 else f"Only one family, {groups[0][1][0]}, votes"
    strays = _strays(found)
    if strays.empty:
        return f"{families}, and so does each of their {found.ranks.shape[1]} methods."
    return f"{families}, though not each method: {_stray_words(case, strays)}."


def least_alike_sentence(found: Agreement, measure: str) -> str:
    """The two methods whose orders differ most by `measure`, one of `MEASURES`."""
    frame = found.correlations[measure]
    if len(frame) < 2:
        return "Fewer than two methods tell the options apart, so there are no orders to compare."
    values = frame.to_numpy(dtype=float, copy=True)
    np.fill_diagonal(values, np.inf)
    least = round(float(values.min()), 2) + 0.0  # never "-0.00"
    if values.min() > 1 - 1e-9:
        return "All methods put the options in the same order."
    row, column = divmod(int(values.argmin()), len(values))
    first, second = (METHODS[str(name)].label for name in (frame.index[row], frame.columns[column]))
    reference = f", with {first} as the reference" if measure == "ws" else ""
    return f"Least alike are {first} and {second}: {MEASURES[measure]} {least:.2f}{reference}."


def in_order(found: Agreement) -> list[str]:
    """Options as they are listed: most votes first, then by mean rank, each family counting once."""
    families = [METHODS[str(name)].family for name in found.ranks]
    mean = found.ranks.T.groupby(families).mean().mean()
    votes = found.votes.reindex(found.ranks.index, fill_value=0.0)
    table = pd.DataFrame({"votes": -votes, "mean": mean.round(9)}).sort_values(["votes", "mean"], kind="stable")
    return [str(option) for option in table.index]


def left_out_words(found: Agreement) -> dict[str, str]:
    """Methods that cannot serve this case, by label, each with its reason."""
    return {METHODS[name].label: reason for name, reason in found.left_out.items()}


def _names(case: Case, winners: str) -> str:
    """Labels of option ids that `;` joins."""
    return listed(case.labels[option] for option in winners.split(";"))


def _comes_first(winners: str) -> str:
    return "share the first place" if ";" in winners else "comes first"


def _groups(found: Agreement) -> list[tuple[str, list[str]]]:
    """Winners with the families that vote for them: most families first, then most votes."""
    by = found.families.groupby("winner", sort=False).groups
    groups = [(str(winners), [str(family) for family in families]) for winners, families in by.items()]
    return sorted(groups, key=lambda group: (-len(group[1]), -max(found.votes[group[0].split(";")])))


def _divided(case: Case, groups: list[tuple[str, list[str]]], count: int) -> str:
    (winners, families), *others = groups
    first = f"{_names(case, winners)} {_comes_first(winners)} in {len(families)} of {count} families of methods"
    rest = [
        f"{_names(case, rivals)} share the vote {listed(f'of {family}' for family in theirs)}"
        if ";" in rivals
        else f"{_names(case, rivals)} {listed(f'by {family}' for family in theirs)}"
        for rivals, theirs in others
    ]
    return "; ".join([f"{first} (one vote each)", *rest]) + "."


def _strays(found: Agreement) -> "pd.Series[str]":
    """Methods whose first place is not their family's, each with the options that it puts first."""
    firsts = {
        str(name): ";".join(str(option) for option in found.ranks.index[found.ranks[name] == 1]) for name in found.ranks
    }
    voted = {name: found.families.loc[METHODS[name].family, "winner"] for name in firsts}
    return pd.Series({name: first for name, first in firsts.items() if first != voted[name]}, dtype=object)


def _stray_words(case: Case, strays: "pd.Series[str]") -> str:
    if len(strays) > _NAMED:
        return f"{len(strays)} of them differ"
    by_first = strays.groupby(strays, sort=False).groups
    return "; ".join(
        f"{listed(METHODS[str(name)].label for name in names)} {'puts' if len(names) == 1 else 'put'} "
        f"{_names(case, str(first))} first"
        for first, names in by_first.items()
    )
