"""How sure a ranking is, and what would change it, as sentences: one place for page, chart text and command line."""

import numpy as np
import pandas as pd

from mcda import wording
from mcda.case import Case
from mcda.methods import METHODS
from mcda.robustness.acceptability import Acceptability
from mcda.robustness.dominance import Dominance
from mcda.robustness.regret import Regret
from mcda.robustness.reversal import Reversal
from mcda.robustness.stability import Stability
from mcda.wording import listed, percent, points
from mcda.wording_pairs import drivers_sentence, number, overturn_sentence

NO_PROBABILITY = "Shares of draws are about our assumptions; they are no probability of success."
ON_HINDSIGHT = "Regret: how far an option is behind the best one in a scenario, had that been known beforehand."

_ALIKE = 0.03
"""Two doubts matter alike if the shares of first places they leave are no further apart."""
_NAMED = 3
"""So many criteria or options are named; of more, only how many there are."""
_TELLING = 0.01
"""A difference of weights, as a share of 1, that is worth a word."""
_FEW = 20
"""Central weights of fewer draws are a hint."""
_LEVEL = 1e-9
"""Points of 100 that are a rounding error."""


def draws_words(share: float, draws: int, of: str = "") -> str:
    """A share of draws in words, with no more precision than they have.

    Examples
    --------
    >>> [draws_words(share, 2000) for share in (0, 0.001, 0.74, 0.999, 1)]
    ['no draw', 'fewer than 1 of 100 draws', '74 of 100 draws', 'more than 99 of 100 draws', 'every draw']
    >>> draws_words(0.5, 20, "our assumptions")
    '10 of 20 draws of our assumptions'
    """
    whose = f" of {of}" if of else ""
    if share in (0, 1):
        return f"{'every' if share else 'no'} draw{whose}"
    if draws < 100:
        return f"{share * draws:.0f} of {draws} draws{whose}"
    if share < 0.005:
        return f"fewer than 1 of 100 draws{whose}"
    return f"more than 99 of 100 draws{whose}" if share >= 0.995 else f"{100 * share:.0f} of 100 draws{whose}"


def drawn_words(found: Acceptability) -> str:
    """What was drawn: `our assumptions`, `the weights` or `the facts`."""
    if set(found.sources) == {"weights"}:
        return "the weights"
    return "our assumptions" if "weights" in found.sources else "the facts"


def acceptability_sentence(case: Case, found: Acceptability) -> str:
    """Which option is first most often, in how many draws, what it loses where it is not, and who comes next."""
    table = found.table.sort_values("p_first", ascending=False, kind="stable")
    option, share = str(table.index[0]), float(table["p_first"].iloc[0])
    sentence = f"{case.labels[option]} is first {_often(found, share, drawn_words(found))}"
    if share < 1 and found.method == "additive":
        loss = float(table["expected_loss"].iloc[0]) / (1.0 - share)
        sentence += f"; where it is not, choosing it loses {points(loss)} of 100 on average"
    if len(table) == 1 or table["p_first"].iloc[1] == 0:
        return sentence + "."
    second, rest = str(table.index[1]), float(table["p_first"].iloc[1])
    sentence += f". Next is {case.labels[second]}, first {_often(found, rest)}"
    if found.exact is None and share - rest < 2.0 * _error_between(share, rest, found.draws):
        sentence += "; so few draws do not tell which of the two is first more often"
    return sentence + "."


def _often(found: Acceptability, share: float, of: str = "") -> str:
    """A share of first places in words: of draws, or where it is exact, of all weights."""
    return (
        f"in {draws_words(share, found.draws, of)}" if found.exact is None else f"under {percent(share)} of all weights"
    )


def _error_between(one: float, other: float, draws: int) -> float:
    """Standard error of the difference of two shares of the same draws, of which each draw counts for one at most."""
    return float(np.sqrt(max(one + other - (one - other) ** 2, 0.0) / draws))


def doubts_sentence(case: Case, frame: pd.DataFrame, draws: int = 10_000) -> str:
    """Which doubt matters more, weights or facts; `frame` is from `doubts`, by this many draws."""
    if len(frame) == 1:
        return "There is only one option, so no doubt matters."
    leaders = {way: str(frame[way].idxmax()) for way in ("weights only", "facts only", "both")}
    shares = {way: float(frame[way][leader]) for way, leader in leaders.items()}
    gap = shares["weights only"] - shares["facts only"]
    verdict = (
        "Weights and facts are in doubt alike"
        if abs(gap) < _ALIKE
        else f"Doubt about the {'facts' if gap > 0 else 'weights'} matters more"
    )

    def who(way: str, before: str | None) -> str:
        often = draws_words(shares[way], draws)
        return f"in {often}" if leaders[way] == before else f"{case.labels[leaders[way]]} is first in {often}"

    by_weights = who("weights only", None)
    by_facts = who("facts only", leaders["weights only"])
    by_both = who("both", leaders["facts only"])
    return (
        f"{verdict}: if only the weights are drawn, {by_weights}; if only the facts are, {by_facts}; "
        f"if both are, {by_both}."
    )


def stability_sentence(case: Case, found: Stability) -> str:
    """Which weight needs to move least before the winner changes, or before any two options change places."""
    criterion = found.tightest
    if found.what == "winner":
        return wording.stability_sentence(case, found)
    if criterion is None:
        return "Every option keeps its place whatever one weight does, the others yielding in proportion."
    row = found.table.to_dict("index")[criterion]
    rises = row["above"] is not None and row["high"] - row["weight"] <= float(found.room()[criterion]) + 1e-12
    side, edge = ("above", row["high"]) if rises else ("below", row["low"])
    return (
        f"The weight to watch is {case.catalogue[criterion].label.lower()}: if it {'rises' if rises else 'falls'} from "
        f"{100 * row['weight']:.1f} % to {100 * edge:.1f} %, {case.labels[row[side]]} passes "
        f"{case.labels[row[f'passed_{side}']]}."
    )


def search_sentence(found: Stability) -> str:
    """How surely nothing changes within stability intervals; empty where they are in closed form."""
    if found.exact or found.step is None:
        return ""
    return (
        f"The intervals were searched in steps of {100 * found.step:.2g} points of weight; a change within them "
        "that is narrower may have been missed."
    )


def belief_sentence(case: Case, found: Acceptability, option: str) -> str:
    """What you would have to believe for an option to be first: its central weights beside the mean of all draws."""
    label, share = case.labels[option], float(found.table["p_first"][option])
    if share == 0:
        return f"{label} is first in no draw of {drawn_words(found)}, so no belief that was drawn makes it so."
    if "weights" not in found.sources:
        return "The weights were not drawn, so this does not tell which weights an option needs."
    sentence = f"{label} is first with weights much like those of all draws"
    if told := _weights_told(case, found, option):
        sentence = f"For {label} to be first, you would typically have to put {told}"
    confidence = float(found.table["confidence"][option])
    if np.isfinite(confidence):
        often = draws_words(confidence, found.draws, "the facts")
        sentence += f"; with just these weights it is first in {often}"
    count = round(share * found.draws)
    if count < _FEW and found.exact is None:
        sentence += f". This rests on {count} {'draw' if count == 1 else 'draws'} and is only a hint"
    return sentence + "."


def mean_weights(found: Acceptability) -> "pd.Series[float]":
    """The mean of all drawn weights, by criterion: central weights, each counting as often as its option is first."""
    often = found.table["p_first"] / found.table["p_first"].sum()
    return found.central_weights.mul(often, axis=0).sum()


def _weights_told(case: Case, found: Acceptability, option: str) -> str:
    """On which criteria an option's central weights are above the mean of all draws, and on which below."""
    middle = mean_weights(found)
    new: pd.Series[float] = found.central_weights.T[option]
    parts: list[str] = []
    for word, change in (("more", new - middle), ("less", middle - new)):
        names = [str(name) for name in change[change >= _TELLING].nlargest(_NAMED).index]
        if names:
            beside = "" if parts else " in all draws"
            shown = [
                f"{case.catalogue[name].label.lower()} "
                f"({percent(float(new[name]))} against {percent(float(middle[name]))}{beside})"
                for name in names
            ]
            parts.append(f"{word} on {listed(shown)}")
    return ", and ".join(parts)


def regret_sentence(case: Case, found: Regret) -> str:
    """Which option is never far behind the best of a scenario, and how near the next one comes."""
    if found.choice is None:
        return "The gates leave no option in every scenario, so none has a worst regret to compare."
    table = found.table
    worst = float(table["worst_regret"][found.choice])
    names = listed(case.labels[option] for option in found.choices)
    be = "is" if len(found.choices) == 1 else "are"
    if worst < _LEVEL:
        sentence = f"{names} {be} best in every scenario, so nothing is lost in hindsight"
    else:
        scenario = case.scenario(str(table.loc[found.choice, "worst_scenario"])).label
        sentence = (
            f"{names} {be} the safest choice: whatever the scenario, never more than {points(worst)} of 100 behind "
            f"the best, and that in {scenario}"
        )
    rest = table.drop(index=list(found.choices))["worst_regret"].dropna()
    if len(rest):
        gap = float(rest.iloc[0]) - worst
        little = ", too little more to matter" if gap < case.settings.epsilon else ""
        sentence += f". Next is {case.labels[str(rest.index[0])]}, up to {points(float(rest.iloc[0]))} behind{little}"
    if found.draws:
        likely = str(table["p_choice"].idxmax())
        often = draws_words(float(table["p_choice"][likely]), found.draws, "the facts")
        name = "It" if (likely,) == found.choices else case.labels[likely]
        sentence += f". {name} is the safest in {often}" + ("" if name == "It" else ", more than any other")
    if found.units == "differ":
        sentence += (
            ". Each scenario has its own weights here, so regrets of two scenarios are in different units and the "
            "worst of them is only a hint"
        )
    return sentence + "."


def dominance_sentence(case: Case, found: Dominance) -> str:
    """Which options are worse than another on everything that counts, whatever the weights."""
    table = found.table
    if len(table) == 1:
        return f"{case.labels[str(table.index[0])]} is the only option, so nothing can dominate it."
    beaten = [str(option) for option in table.index[table["dominated_by"] > 0]]
    if not beaten:
        return (
            "No option is dominated: none is at least as good as another on every criterion and better on one, so the "
            "choice depends on the weights."
        )
    shown = []
    for option in beaten[:_NAMED]:
        by = [case.labels[str(name)] for name in found.matrix.index[found.matrix[option]]]
        shown.append(f"{case.labels[option]} by {listed(by) if len(by) <= _NAMED else f'{len(by)} others'}")
    if len(beaten) > _NAMED:
        shown.append(f"{len(beaten) - _NAMED} more")
    sure = int((table["surely_dominated_by"] > 0).sum())
    surely = (
        ", though not surely: within the ranges it may turn out otherwise"
        if sure == 0
        else ", whatever the facts within their ranges"
        if sure == len(beaten)
        else f"; {sure} of them whatever the facts within their ranges"
    )
    many = f"{len(beaten)} of {len(table)} options {'is' if len(beaten) == 1 else 'are'} dominated"
    return f"{many}, so no weights put {'it' if len(beaten) == 1 else 'them'} first alone: {', '.join(shown)}{surely}."


def reversal_sentence(case: Case, found: Reversal) -> str:
    """Whether the order of the others moves when an option is dropped, copied, or joined by a worse one."""
    table, method = found.table, METHODS[found.method].label
    answered = table[table["no_answer"].isna()]
    silent = len(table) - len(answered)
    missing = f" In {silent} of {len(table)} changes the method has no answer." if silent else ""
    if answered.empty:
        return f"{method} has no answer once an option is dropped, copied or added, so this is not known."
    if not found.moved:
        return (
            f"Under {method} the order of the others does not move, whichever option is dropped or copied, nor if a "
            f"worse one is added.{missing}"
        )
    moved = answered[answered["moved"].eq(True)]
    changed = moved[moved["winner_changed"].eq(True)]
    sentence = f"Under {method} {len(moved)} of {len(answered)} changes that should not matter move the order of others"
    if changed.empty:
        return f"{sentence}; none changes who comes first.{missing}"
    row = changed.iloc[0]
    before, after = case.labels[row["winner_before"]], case.labels[row["winner"]]
    what = {"drop": "is dropped", "copy": "is copied", "add worse": "is joined by a worse one"}[row["change"]]
    first = f"if {case.labels[row['option']]} {what}, {after} comes first instead of {before}"
    verb = "changes" if len(changed) == 1 else "change"
    return f"{sentence}, and {len(changed)} {verb} who comes first: {first}.{missing}"


__all__ = [
    "NO_PROBABILITY",
    "ON_HINDSIGHT",
    "acceptability_sentence",
    "belief_sentence",
    "dominance_sentence",
    "doubts_sentence",
    "drawn_words",
    "draws_words",
    "drivers_sentence",
    "mean_weights",
    "number",
    "overturn_sentence",
    "regret_sentence",
    "reversal_sentence",
    "search_sentence",
    "stability_sentence",
]
