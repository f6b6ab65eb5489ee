"""Findings about blends as sentences: one place, so that page, chart text and command line say the same.

Blends are scored by the additive method, so a difference is in points of 100.
"""

from typing import Any

import pandas as pd

from mcda.blends import (
    BestBlend,
    BlendSurface,
    BreakEven,
    BreakEvenMap,
    LeadSplit,
    OptimumPath,
    RobustBlend,
)
from mcda.case import Case
from mcda.wording import ASSUMPTION_WORDS, best_sentence, listed, percent, points, signed
from mcda.wording_plans import LEVEL, history_sentence, levers_sentence, mix_words, refuse_sentence, time_sentence
from mcda.wording_robustness import draws_words

RULE_NAMES = {
    "near_best": "most often near the best",
    "expected": "highest expected score",
    "minimax_regret": "least worst regret",
}
"""What a rule of `robust_blend` looks for."""
_NO_PURE = "no pure strategy respects the limits"


def best_within_sentence(case: Case, found: BestBlend) -> str:
    """The best mix within bounds and gates, which may leave no pure strategy to compare it with."""
    if found.best_pure is not None:
        return best_sentence(case, found)
    return f"The best mix is {mix_words(case, found.shares)}: {found.score:.1f} of 100; {_NO_PURE}."


def surface_sentence(case: Case, found: BlendSurface) -> str:
    """The best blend of a lattice, what it leads by, how many are as good and how many break a limit."""
    table = found.table
    best = table.iloc[found.best].to_dict()
    sentence = (
        f"Of {len(table):,} blends in steps of {100 / found.steps:g} % the best is {mix_words(case, found.shares)}"
    )
    sentence += f": {best['score']:.1f} of 100"
    if found.best_pure is None:
        sentence += f"; {_NO_PURE}"
    elif found.shares.max() < 1:
        sentence += f", {points(float(best['lead']))} ahead of {case.labels[found.best_pure].lower()} alone"
    others = int(table["near_best"].sum()) - 1
    sentence += f"; {others:,} {'other is' if others == 1 else 'others are'} within {points(found.epsilon)} of it"
    kept_out = int((~table["feasible"]).sum())
    if kept_out:
        sentence += f". {kept_out:,} {'does' if kept_out == 1 else 'do'} not respect the limits"
    return sentence + "."


def robust_sentence(case: Case, found: RobustBlend) -> str:
    """The blend that the rule recommends, how it does, how wide the best share varies, and what other rules say."""
    row = found.recommended
    worst = float(row["worst_regret"])
    often = draws_words(float(row["p_near_best"]), found.draws, "our assumptions")
    behind = (
        "the best in every scenario" if worst < LEVEL else f"never more than {points(worst)} behind the best there is"
    )
    worth = {
        "near_best": f"within {points(found.epsilon)} of the best in {often}, and no other more often",
        "expected": f"with {row['expected_score']:.1f} of 100 it has the highest expected score",
        "minimax_regret": f"over {found.regret.shape[1]} scenarios it is {behind}, and no other has less to regret",
    }[found.rule]
    sentence = f"The blend that holds up best is {mix_words(case, found.shares)}: {worth}."
    sentence += f" {_spread_words(case, found)}"
    return " ".join([sentence, *_other_rules(case, found)])


def _spread_words(case: Case, found: RobustBlend) -> str:
    """How far the best share varies, by the component that varies most."""
    wide = found.best_share["p95"] - found.best_share["p05"]
    component = str(found.components[0] if len(found.components) == 2 else wide.idxmax())
    row = found.best_share.to_dict("index")[component]
    label = case.labels[component].lower()
    if row["p05"] == row["p95"]:
        return f"In at least 90 of 100 draws the best {label} share is {percent(row['p05'])}."
    half = f"lies from {percent(row['p25'])} to {percent(row['p75'])}"
    if row["p25"] == row["p75"]:
        half = f"is {percent(row['p25'])}"
    whole = f"from {percent(row['p05'])} to {percent(row['p95'])}"
    return f"The best {label} share {half} in half of the draws, and {whole} in 90 of 100."


def _other_rules(case: Case, found: RobustBlend) -> list[str]:
    """What the other rules would choose, where that differs by more than 5 % of any share."""
    components = list(found.components)
    sentences = []
    for rule, row in found.choices.iterrows():
        if rule == found.rule or (row[components] - found.shares).abs().max() <= 0.05 + 1e-9:
            continue
        sentences.append(f"By the rule “{RULE_NAMES[str(rule)]}” it would be {mix_words(case, row[components])}.")
    return sentences


def split_sentence(case: Case, found: LeadSplit) -> str:
    """How much of a blend's lead is assumption, and which assumptions give or take most of it."""
    pure = case.labels[found.best_pure].lower()
    if found.lead < LEVEL or found.assumed_share is None:
        return f"The best mix is {pure} alone, so there is no lead to split."
    held = found.table[found.table["points"] >= LEVEL].sort_values("points", ascending=False, kind="stable")
    against = found.table[found.table["points"] <= -LEVEL].sort_values("points", kind="stable")
    whole = "All" if found.assumed_share > 0.995 else percent(found.assumed_share)
    sentence = f"{whole} of the lead of {points(found.lead)} over {pure} alone is due to how we assume parts combine"
    if len(held):
        sentence += f": {listed(_point_words(held))}"
    if len(against):
        sentence += f"; {listed(ASSUMPTION_WORDS[str(name)] for name in against.index)} "
        sentence += f"{'takes' if len(against) == 1 else 'take'} {-float(against['points'].sum()):.2f} off"
    alone = found.table["alone"]
    if found.lead_without < LEVEL and (alone < LEVEL).all():
        return sentence + ". No assumption alone gives any lead: it takes several at once."
    if found.lead_without >= LEVEL:
        sentence += f"; {points(found.lead_without)} are left with none of them"
    return sentence + "."


def _point_words(held: pd.DataFrame) -> list[str]:
    return [f"{ASSUMPTION_WORDS[str(name)]} {row['points']:.2f}" for name, row in held.iterrows()]


def break_even_drawn_sentence(_: Case, found: BreakEven) -> str:
    """How sure the coordination is that a blend needs; empty where nothing was drawn."""
    if found.quantiles is None or found.p_never is None or found.p_enough is None:
        return ""
    if found.p_never == 1:
        return (
            f"In no draw does a blend lead the best pure strategy by {points(found.epsilon)}, however well parts fit."
        )
    low, middle, high = (found.quantiles[name] for name in ("p05", "p50", "p95"))
    never = "" if found.p_never == 0 else f"in {draws_words(found.p_never, found.draws)} none is enough"
    parts = [] if middle is None else [f"in half of the draws {_needed(middle)} is enough"]
    if low is not None and high is not None:
        parts.append(f"in 90 of 100 it takes from {signed(low)} to {signed(high)}")
    elif low is not None:
        parts.append(f"in the easiest 5 of 100 {_needed(low)} is enough")
    return (
        f"Coordination that a blend needs, over {found.draws:,} draws: {listed(filter(None, [*parts, never]))}. The "
        f"coordination drawn is enough in {draws_words(found.p_enough, found.draws)}: so often a blend leads the best "
        f"pure strategy by {points(found.epsilon)}."
    )


def _needed(coordination: float) -> str:
    return "any at all" if coordination <= -1 else signed(coordination)


def break_even_map_sentence(case: Case, found: BreakEvenMap) -> str:
    """At which shares a blend pays as coordination is assumed, and where it needs least."""
    label = case.labels[found.components[0]].lower()
    pure = case.labels[found.best_pure].lower()
    line = found.contours["epsilon"]
    if line.isna().all():
        return f"However well the parts fit, no share beats {pure} alone by {points(found.epsilon)}."
    easiest = found.contours.iloc[int(line.argmin())].to_dict()
    pays = found.contours["share"][line <= found.assumed]
    sentence = f"The least coordination is needed at {percent(easiest['share'])} {label} effort: "
    sentence += f"{signed(easiest['epsilon'])} for a lead of {points(found.epsilon)} over {pure} alone"
    if pays.empty:
        return f"{sentence}; {signed(found.assumed)} is assumed, which is not enough at any share."
    where = f"from {percent(pays.min())} to {percent(pays.max())}" if len(pays) > 1 else f"at {percent(pays.min())}"
    return f"{sentence}; {signed(found.assumed)} is assumed, which is enough {where}."


def parameter_words(case: Case, parameter: str) -> str:
    """What is varied, in words: `weight:speed` is `the weight on speed`."""
    kind, _, rest = parameter.partition(":")
    option, _, criterion = rest.rpartition(":")
    if kind == "weight":
        return f"the weight on {case.catalogue[criterion].label.lower()}"
    if kind == "score":
        return f"the {case.catalogue[criterion].label.lower()} of {case.labels[option].lower()}"
    return {"first_mover_cost": "the cost of acting first", "scenario": "the scenario"}.get(parameter, parameter)


def path_sentence(case: Case, found: OptimumPath) -> str:
    """How the best mix walks or leaps as one parameter changes, and where it is a blend."""
    if found.parameter == "scenario":
        return _scenarios_sentence(case, found)
    table = found.table[found.table["feasible"] & found.table["score"].notna()]
    first, last = table.iloc[0], table.iloc[-1]
    component = found.components[0]
    if len(found.components) > 2:
        component = str((table[list(found.components)].max() - table[list(found.components)].min()).idxmax())
    label = case.labels[component].lower()
    low, high = (_value_words(found, value) for value in (first["value"], last["value"]))
    what = parameter_words(case, found.parameter)
    if table[component].max() - table[component].min() < 0.005:
        sentence = f"From {low} to {high} of {what}, the best mix stays at {percent(first[component])} {label} effort"
    else:
        sentence = f"As {what} goes from {low} to {high}, the best {label} share goes from {percent(first[component])}"
        sentence += f" to {percent(last[component])}{_bend_words(table[component])}"
    return f"{sentence}.{_leap_words(case, found, component)} {_blend_words(found)}"


def _bend_words(shares: "pd.Series[float]") -> str:
    """The extreme in between, where the share does not only rise or only fall."""
    ends = shares.iloc[0], shares.iloc[-1]
    if shares.max() > max(ends) + 0.005:
        return f", with {percent(shares.max())} at most"
    return f", with {percent(shares.min())} at least" if shares.min() < min(ends) - 0.005 else ""


def _leap_words(case: Case, found: OptimumPath, component: str) -> str:
    label = case.labels[component].lower()
    parts = [
        f"at {_value_words(found, row['value'])} from {percent(row[f'{component}_before'])} to "
        f"{percent(row[f'{component}_after'])}"
        for row in found.jumps.to_dict("records")
    ]
    return f" It leaps {listed(parts)} {label}." if parts else ""


def _blend_words(found: OptimumPath) -> str:
    if not found.blend_intervals:
        return "A pure strategy is best all the way."
    runs = listed(
        f"from {_value_words(found, low)} to {_value_words(found, high)}" for low, high in found.blend_intervals
    )
    return f"The best mix is a blend {runs}; now it is {_value_words(found, found.now)}."


def _value_words(found: OptimumPath, value: Any) -> str:
    if found.parameter.startswith("weight:"):
        return f"{100 * float(value):.3g} %"
    return f"{float(value):.3g}".replace("-", "−")


def _scenarios_sentence(case: Case, found: OptimumPath) -> str:
    table = found.table[found.table["lead"].notna()]
    if table.empty:
        return f"No pure strategy respects the limits in any of {len(found.table)} scenarios."
    leads = table["lead"] >= found.epsilon
    names = [case.scenario(str(value)).label for value in table["value"][leads]]
    size = points(found.epsilon)
    if not names:
        sentence = f"In none of {len(table)} scenarios does a blend lead the best pure strategy by {size}"
    else:
        sentence = f"A blend leads the best pure strategy by {size} or more in {len(names)} of {len(table)} scenarios: "
        sentence += listed(names)
    component = found.components[0]
    low, high = (table.iloc[int(place)].to_dict() for place in (table[component].argmin(), table[component].argmax()))
    return (
        f"{sentence}. The best {case.labels[component].lower()} share is from {percent(low[component])} "
        f"({case.scenario(str(low['value'])).label}) to {percent(high[component])} "
        f"({case.scenario(str(high['value'])).label})."
    )


__all__ = [
    "RULE_NAMES",
    "best_within_sentence",
    "break_even_drawn_sentence",
    "break_even_map_sentence",
    "history_sentence",
    "levers_sentence",
    "mix_words",
    "parameter_words",
    "path_sentence",
    "refuse_sentence",
    "robust_sentence",
    "split_sentence",
    "surface_sentence",
    "time_sentence",
]
