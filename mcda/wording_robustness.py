"""How sure a ranking is, and what would change it, as sentences: one place for page, chart text and command line."""

from mcda import wording
from mcda.case import Case
from mcda.language import figures, later, listed, number, points, said, t
from mcda.methods import METHODS
from mcda.robustness.dominance import Dominance
from mcda.robustness.regret import Regret
from mcda.robustness.reversal import Reversal
from mcda.robustness.stability import Stability
from mcda.wording_draws import (
    NO_PROBABILITY,
    acceptability_sentence,
    belief_sentence,
    doubts_sentence,
    drawn_words,
    draws_words,
    mean_weights,
)
from mcda.wording_pairs import amount, drivers_sentence, overturn_sentence

ON_HINDSIGHT = later("Regret: how far an option is behind the best one in a scenario, had that been known beforehand.")

_NAMED = 3
"""So many options are named; of more, only how many there are."""
_LEVEL = 1e-9
"""Points of 100 that are a rounding error."""
_CHANGES = {
    "drop": later("if {option} is dropped, {after} comes first instead of {before}"),
    "copy": later("if {option} is copied, {after} comes first instead of {before}"),
    "add worse": later("if {option} is joined by a worse one, {after} comes first instead of {before}"),
}
"""What reverses ranks, as a clause."""


def stability_sentence(case: Case, found: Stability) -> str:
    """Which weight needs to move least before the winner changes, or before any two options change places."""
    criterion = found.tightest
    if found.what == "winner":
        return wording.stability_sentence(case, found)
    if criterion is None:
        return t("Every option keeps its place whatever one weight does, the others yielding in proportion.")
    row = found.table.to_dict("index")[criterion]
    rises = row["above"] is not None and row["high"] - row["weight"] <= float(found.room()[criterion]) + 1e-12
    side, edge = ("above", row["high"]) if rises else ("below", row["low"])
    told = {
        "criterion": case.catalogue[criterion].label.lower(),
        "now": number(100 * row["weight"]),
        "edge": number(100 * edge),
        "option": case.labels[row[side]],
        "passed": case.labels[row[f"passed_{side}"]],
    }
    if rises:
        return t(
            "The weight to watch is {criterion}: if it rises from {now} % to {edge} %, {option} passes {passed}.",
            **told,
        )
    return t(
        "The weight to watch is {criterion}: if it falls from {now} % to {edge} %, {option} passes {passed}.", **told
    )


def search_sentence(found: Stability) -> str:
    """How surely nothing changes within stability intervals; empty where they are in closed form."""
    if found.exact or found.step is None:
        return ""
    return t(
        "The intervals were searched in steps of {step} points of weight; a change within them that is narrower may "
        "have been missed.",
        step=figures(100 * found.step, 2),
    )


def regret_sentence(case: Case, found: Regret) -> str:
    """Which option is never far behind the best of a scenario, and how near the next one comes."""
    if found.choice is None:
        return t("The gates leave no option in every scenario, so none has a worst regret to compare.")
    worst = float(found.table["worst_regret"][found.choice])
    sentence = _safest(case, found, worst)
    rest = found.table.drop(index=list(found.choices))["worst_regret"].dropna()
    if len(rest):
        behind = float(rest.iloc[0])
        told = {"option": case.labels[str(rest.index[0])], "behind": points(behind)}
        sentence += t(". Next is {option}, up to {behind} behind", **told)
        if behind - worst < case.settings.epsilon:
            sentence += t(", too little more to matter")
    if found.draws:
        likely = str(found.table["p_choice"].idxmax())
        often = draws_words(float(found.table["p_choice"][likely]), found.draws, t("the facts"))
        sentence += (
            t(". It is the safest in {draws}", draws=often)
            if (likely,) == found.choices
            else t(". {option} is the safest in {draws}, more than any other", option=case.labels[likely], draws=often)
        )
    if found.units == "differ":
        sentence += t(
            ". Each scenario has its own weights here, so regrets of two scenarios are in different units and the "
            "worst of them is only a hint"
        )
    return sentence + "."


def _safest(case: Case, found: Regret, worst: float) -> str:
    """Who is the safest choice, and how far behind in which scenario at worst."""
    told = {"names": listed(case.labels[option] for option in found.choices), "worst": points(worst)}
    alone = len(found.choices) == 1
    if worst < _LEVEL:
        return (
            t("{names} is best in every scenario, so nothing is lost in hindsight", **told)
            if alone
            else t("{names} are best in every scenario, so nothing is lost in hindsight", **told)
        )
    told["scenario"] = case.scenario(str(found.table["worst_scenario"][str(found.choice)])).label
    if alone:
        return t(
            "{names} is the safest choice: whatever the scenario, never more than {worst} of 100 behind the best, and "
            "that in {scenario}",
            **told,
        )
    return t(
        "{names} are the safest choice: whatever the scenario, never more than {worst} of 100 behind the best, and "
        "that in {scenario}",
        **told,
    )


def dominance_sentence(case: Case, found: Dominance) -> str:
    """Which options are worse than another on everything that counts, whatever the weights."""
    table = found.table
    if len(table) == 1:
        return t("{option} is the only option, so nothing can dominate it.", option=case.labels[str(table.index[0])])
    beaten = [str(option) for option in table.index[table["dominated_by"] > 0]]
    if not beaten:
        return t(
            "No option is dominated: none is at least as good as another on every criterion and better on one, so the "
            "choice depends on the weights."
        )
    shown = [_dominated_words(case, found, option) for option in beaten[:_NAMED]]
    if len(beaten) > _NAMED:
        shown.append(t("{count} more", count=number(len(beaten) - _NAMED, 0)))
    told = {
        "count": number(len(beaten), 0),
        "all": number(len(table), 0),
        "shown": ", ".join(shown),
        "surely": _surely_words(int((table["surely_dominated_by"] > 0).sum()), len(beaten)),
    }
    if len(beaten) == 1:
        return t("{count} of {all} options is dominated, so no weights put it first alone: {shown}{surely}.", **told)
    return t("{count} of {all} options are dominated, so no weights put them first alone: {shown}{surely}.", **told)


def _dominated_words(case: Case, found: Dominance, option: str) -> str:
    """One option and who dominates it: `c by a and b`."""
    by = [case.labels[str(name)] for name in found.matrix.index[found.matrix[option]]]
    if len(by) > _NAMED:
        return t("{option} by {count} others", option=case.labels[option], count=number(len(by), 0))
    return t("{option} by {others}", option=case.labels[option], others=listed(by))


def _surely_words(sure: int, beaten: int) -> str:
    """How many of the dominated options are so whatever the facts, as the end of a sentence."""
    if sure == 0:
        return t(", though not surely: within the ranges it may turn out otherwise")
    if sure == beaten:
        return t(", whatever the facts within their ranges")
    return t("; {count} of them whatever the facts within their ranges", count=number(sure, 0))


def reversal_sentence(case: Case, found: Reversal) -> str:
    """Whether the order of the others moves when an option is dropped, copied, or joined by a worse one."""
    table, method = found.table, said(METHODS[found.method].label)
    answered = table[table["no_answer"].isna()]
    silent = len(table) - len(answered)
    if answered.empty:
        return t(
            "{method} has no answer once an option is dropped, copied or added, so this is not known.", method=method
        )
    missing = ""
    if silent:
        told = {"silent": number(silent, 0), "all": number(len(table), 0)}
        missing = t(" In {silent} of {all} changes the method has no answer.", **told)
    if not found.moved:
        still = t(
            "Under {method} the order of the others does not move, whichever option is dropped or copied, nor if a "
            "worse one is added.",
            method=method,
        )
        return still + missing
    moved = answered[answered["moved"].eq(True)]
    changed = moved[moved["winner_changed"].eq(True)]
    sentence = t(
        "Under {method} {moved} of {all} changes that should not matter move the order of others",
        method=method,
        moved=number(len(moved), 0),
        all=number(len(answered), 0),
    )
    if changed.empty:
        return sentence + t("; none changes who comes first.") + missing
    row = changed.iloc[0]
    names = {"option": row["option"], "before": row["winner_before"], "after": row["winner"]}
    told = {name: wording.together(case, str(options)) for name, options in names.items()}
    first = said(_CHANGES[row["change"]]).format(**told)
    end = (
        t(", and 1 changes who comes first: {first}.", first=first)
        if len(changed) == 1
        else t(", and {count} change who comes first: {first}.", count=number(len(changed), 0), first=first)
    )
    return sentence + end + missing


__all__ = [
    "NO_PROBABILITY",
    "ON_HINDSIGHT",
    "acceptability_sentence",
    "amount",
    "belief_sentence",
    "dominance_sentence",
    "doubts_sentence",
    "drawn_words",
    "draws_words",
    "drivers_sentence",
    "mean_weights",
    "overturn_sentence",
    "regret_sentence",
    "reversal_sentence",
    "search_sentence",
    "stability_sentence",
]
