"""What draws of weights and facts show, as sentences: who is first how often, and what one has to believe for that."""

import numpy as np
import pandas as pd

from mcda.case import Case
from mcda.language import later, listed, number, percent, points, t
from mcda.robustness.acceptability import Acceptability

NO_PROBABILITY = later("Shares of draws are about our assumptions; they are no probability of success.")

_ALIKE = 0.03
"""Two doubts matter alike if the shares of first places they leave are no further apart."""
_NAMED = 3
"""So many criteria are named."""
_TELLING = 0.01
"""A difference of weights, as a share of 1, that is worth a word."""
_FEW = 20
"""Central weights of fewer draws are a hint."""


def draws_words(share: float, draws: int, of: str = "") -> str:
    """A share of draws in words, with no more precision than they have.

    Examples
    --------
    >>> [draws_words(share, 2000) for share in (0, 0.001, 0.74, 0.999, 1)]
    ['no draw', 'fewer than 1 of 100 draws', '74 of 100 draws', 'more than 99 of 100 draws', 'every draw']
    >>> draws_words(0.5, 20, "our assumptions")
    '10 of 20 draws of our assumptions'
    """
    whose = t(" of {what}", what=of) if of else ""
    if share == 0:
        return t("no draw{whose}", whose=whose)
    if share == 1:
        return t("every draw{whose}", whose=whose)
    if draws < 100:
        count = number(share * draws, 0)
        return t("{count} of {draws} draws{whose}", count=count, draws=number(draws, 0), whose=whose)
    if share < 0.005:
        return t("fewer than 1 of 100 draws{whose}", whose=whose)
    if share >= 0.995:
        return t("more than 99 of 100 draws{whose}", whose=whose)
    return t("{count} of 100 draws{whose}", count=number(100 * share, 0), whose=whose)


def drawn_words(found: Acceptability) -> str:
    """What was drawn: `our assumptions`, `the weights` or `the facts`."""
    if set(found.sources) == {"weights"}:
        return t("the weights")
    return t("our assumptions") if "weights" in found.sources else t("the facts")


def acceptability_sentence(case: Case, found: Acceptability) -> str:
    """Which option is first most often, in how many draws, what it loses where it is not, and who comes next."""
    table = found.table.sort_values("p_first", ascending=False, kind="stable")
    option, share = str(table.index[0]), float(table["p_first"].iloc[0])
    often = _often(found, share, drawn_words(found))
    sentence = t("{option} is first {often}", option=case.labels[option], often=often)
    if share < 1 and found.method == "additive":
        loss = points(float(table["expected_loss"].iloc[0]) / (1.0 - share))
        sentence += t("; where it is not, choosing it loses {loss} of 100 on average", loss=loss)
    if len(table) == 1 or table["p_first"].iloc[1] == 0:
        return sentence + "."
    second, rest = str(table.index[1]), float(table["p_first"].iloc[1])
    sentence += t(". Next is {option}, first {often}", option=case.labels[second], often=_often(found, rest))
    if found.exact is None and share - rest < 2.0 * _error_between(share, rest, found.draws):
        sentence += t("; so few draws do not tell which of the two is first more often")
    return sentence + "."


def _often(found: Acceptability, share: float, of: str = "") -> str:
    """A share of first places in words: of draws, or where it is exact, of all weights."""
    if found.exact is None:
        return t("in {draws}", draws=draws_words(share, found.draws, of))
    return t("under {share} of all weights", share=percent(share))


def _error_between(one: float, other: float, draws: int) -> float:
    """Standard error of the difference of two shares of the same draws, of which each draw counts for one at most."""
    return float(np.sqrt(max(one + other - (one - other) ** 2, 0.0) / draws))


def doubts_sentence(case: Case, frame: pd.DataFrame, draws: int = 10_000) -> str:
    """Which doubt matters more, weights or facts; `frame` is from `doubts`, by this many draws."""
    if len(frame) == 1:
        return t("There is only one option, so no doubt matters.")
    leaders = {way: str(frame[way].idxmax()) for way in ("weights only", "facts only", "both")}
    shares = {way: float(frame[way][leader]) for way, leader in leaders.items()}

    def who(way: str, before: str | None) -> str:
        often = draws_words(shares[way], draws)
        if leaders[way] == before:
            return t("in {draws}", draws=often)
        return t("{option} is first in {draws}", option=case.labels[leaders[way]], draws=often)

    return t(
        "{verdict}: if only the weights are drawn, {by_weights}; if only the facts are, {by_facts}; if both are, "
        "{by_both}.",
        verdict=_greater_doubt(shares["weights only"] - shares["facts only"]),
        by_weights=who("weights only", None),
        by_facts=who("facts only", leaders["weights only"]),
        by_both=who("both", leaders["facts only"]),
    )


def _greater_doubt(gap: float) -> str:
    """Which doubt matters more, if the winner by weights alone is first so much more often than the one by facts."""
    if abs(gap) < _ALIKE:
        return t("Weights and facts are in doubt alike")
    return t("Doubt about the facts matters more") if gap > 0 else t("Doubt about the weights matters more")


def belief_sentence(case: Case, found: Acceptability, option: str) -> str:
    """What you would have to believe for an option to be first: its central weights beside the mean of all draws."""
    label, share = case.labels[option], float(found.table["p_first"][option])
    if share == 0:
        return t(
            "{option} is first in no draw of {what}, so no belief that was drawn makes it so.",
            option=label,
            what=drawn_words(found),
        )
    if "weights" not in found.sources:
        return t("The weights were not drawn, so this does not tell which weights an option needs.")
    told = _weights_told(case, found, option)
    sentence = (
        t("For {option} to be first, you would typically have to put {weights}", option=label, weights=told)
        if told
        else t("{option} is first with weights much like those of all draws", option=label)
    )
    confidence = float(found.table["confidence"][option])
    if np.isfinite(confidence):
        often = draws_words(confidence, found.draws, t("the facts"))
        sentence += t("; with just these weights it is first in {draws}", draws=often)
    count = round(share * found.draws)
    if count < _FEW and found.exact is None:
        sentence += (
            t(". This rests on 1 draw and is only a hint")
            if count == 1
            else t(". This rests on {count} draws and is only a hint", count=number(count, 0))
        )
    return sentence + "."


def mean_weights(found: Acceptability) -> "pd.Series[float]":
    """The mean of all drawn weights, by criterion: central weights, each counting as often as its option is first."""
    often = found.table["p_first"] / found.table["p_first"].sum()
    return found.central_weights.mul(often, axis=0).sum()


def _weights_told(case: Case, found: Acceptability, option: str) -> str:
    """On which criteria an option's central weights are above the mean of all draws, and on which below."""
    middle = mean_weights(found)
    new: pd.Series[float] = found.central_weights.T[option]
    above, below = (
        [str(name) for name in change[change >= _TELLING].nlargest(_NAMED).index]
        for change in (new - middle, middle - new)
    )

    def shown(names: list[str], *, explained: bool) -> str:
        """Weights beside their means; the first ones say what that mean is."""
        parts = []
        for name in names:
            told = {
                "criterion": case.catalogue[name].label.lower(),
                "weight": percent(float(new[name])),
                "mean": percent(float(middle[name])),
            }
            parts.append(
                t("{criterion} ({weight} against {mean} in all draws)", **told)
                if explained
                else t("{criterion} ({weight} against {mean})", **told)
            )
        return listed(parts)

    more = t("more on {criteria}", criteria=shown(above, explained=True)) if above else ""
    less = t("less on {criteria}", criteria=shown(below, explained=not above)) if below else ""
    return t("{more}, and {less}", more=more, less=less) if more and less else more or less
