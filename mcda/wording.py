"""Findings as sentences: one place, so that page, chart text and command line say the same.

Numbers are rounded to what they can bear: draws to whole hundredths, points to halves where ranges overlap.
"""

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from mcda.blends import BestBlend, BlendCurve, BreakEven
from mcda.blends.curve import Zone
from mcda.case import Case
from mcda.ranking import Ranking
from mcda.robustness import Stability, Verdict
from mcda.robustness.verdict import BLENDS
from mcda.weights import WeightSet

HEADLINES = {
    "clearly ahead": "{leader} is clearly ahead",
    "probably ahead": "{leader} is probably ahead",
    "too close to call": "Too close to call: {leader} or {runner_up}",
    "practically equal": "{leader} and {runner_up} are practically equal",
}

NO_PURE = "no pure strategy passes the gates"

ASSUMPTION_WORDS = {
    "returns": "rising returns to a small share",
    "synergy": "synergy",
    "coordination": "coordination",
    "acting first": "acting first",
    "rule first": "the rule that whoever acts first sets the pace",
    "rule reach": "the rule that parts add reach",
    "rule trust": "the rule that trust turns on how parts fit",
    "rule stack": "the rule that burdens add up",
}
"""The rows of `lead_makeup` and of `lead_split`, as they stand in a sentence."""


def percent(share: float) -> str:
    """A share as a whole percentage: `33 %`."""
    return f"{100 * share:.0f} %"


def points(value: float) -> str:
    """A difference in points: whole above ten, one decimal below; `1 point`, `2.5 points`."""
    text = f"{value:.0f}" if abs(value) >= 10 else f"{value:.1f}".removesuffix(".0")
    return f"{text} point" if text in ("1", "-1") else f"{text} points"


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign: `+0.40`, `−0.40` with a minus sign rather than a hyphen."""
    return f"{value:+.{digits}f}".replace("-", "−")


def listed(items: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *rest, last = list(items)
    return f"{', '.join(rest)} and {last}" if rest else last


def headline(case: Case, found: Verdict) -> str:
    """The verdict in a few words."""
    names = {"leader": case.labels[found.leader], "runner_up": case.labels.get(found.runner_up or "", "")}
    if found.runner_up is None:
        return f"{names['leader']} is the only kind of strategy here"
    return HEADLINES[found.word].format(**names)


def verdict_sentence(case: Case, found: Verdict) -> str:
    """How surely the leader leads, and what is lost if that is wrong."""
    if found.runner_up is None:
        return "There is no other kind of strategy to compare it with."
    leader = case.labels[found.leader]
    kind = "every pure strategy" if found.leading_kind == BLENDS else "the best of every other kind of strategy"
    if found.table["kind"].is_unique:
        kind = "every other option"
    sentence = f"{leader} beats {kind} in {100 * found.p_ahead:.0f} of 100 draws of our assumptions"
    if found.word == "practically equal":
        sentence += f"; in {100 * found.p_equal:.0f} of 100 the difference is too small to matter"
    if found.loss_if_wrong > 0 and found.method == "additive":
        sentence += f"; if it is the wrong choice, you lose {points(found.loss_if_wrong)} of 100 on average"
    return sentence + "."


def zone_sentence(case: Case, found: Verdict) -> str:
    """Which shares are as good as the best; empty where the case has no pair of components."""
    if not found.zone or found.zone_component is None:
        return ""
    return (
        f"{_zone_words(case, found.zone, found.zone_component)} within {points(case.settings.epsilon)} of the best "
        f"blend of the two main strategies{'' if found.method == 'additive' else ', scored by the additive method'}."
    )


def _zone_words(case: Case, zone: Zone, component: str) -> str:
    runs = listed(
        f"from {percent(low)} to {percent(high)}" if high > low else f"of {percent(low)}" for low, high in zone
    )
    verb = "is" if len(zone) == 1 and zone[0][0] == zone[0][1] else "are all"
    return f"Shares of {case.labels[component].lower()} effort {runs} {verb}"


def ranking_sentence(case: Case, ranking: Ranking) -> str:
    """Who is first at the most likely scores, and by how much."""
    table = ranking.table
    first = table[table["rank"] == 1]
    names = listed(first["label"])
    scored = (
        f"{first['score'].iloc[0]:.1f} of 100"
        if ranking.method == "additive"
        else f"index {first['score'].iloc[0]:.3f}"
    )
    verb = "comes" if len(first) == 1 else "come"
    where = f" in {_scenario(case, ranking.scenario)}" if len(case.scenarios) > 1 else ""
    sentence = f"At the most likely scores {names} {verb} first{where} with {scored}"
    rest = table[table["rank"] > 1]
    named = ""
    if len(rest):
        second = rest.iloc[0]
        gap = abs(first["score"].iloc[0] - second["score"])
        lead = points(gap) if ranking.method == "additive" else f"{gap:.3f}"
        sentence += f", {lead} ahead of {second['label']}"
        named = second["option"]
    if ranking.baseline != named and ranking.baseline in set(rest["option"]) and ranking.method == "additive":
        above = float(first["versus_baseline"].iloc[0])
        sentence += f" and {points(above)} above {case.labels[str(ranking.baseline)].lower()}"
    return sentence + "."


def unknown_scores(case: Case, option: str) -> frozenset[str]:
    """The criteria on which an option is scored itself and its score is unknown."""
    return frozenset(cell.criterion for cell in case.cells if cell.option == option and cell.mode is None)


def unknown_words(counted: str) -> str:
    """What stands for a score that is unknown: `unknown (counts as 5)`."""
    return f"unknown (counts as {counted})"


def unknown_sentence(case: Case, options: Iterable[str]) -> str:
    """Which of the options have scores that are unknown, and what stands for these; empty where all are known."""
    lacking = [option for option in options if option in case.incomplete]
    if not lacking:
        return ""
    count = len(unknown_scores(case, lacking[0]))
    if len(lacking) == 1 and count:
        name = case.labels[lacking[0]]
        if count == 1:
            return f"One score of {name} is unknown and counts as the middle of its scale."
        return f"{count} scores of {name} are unknown and count as the middle of their scales."
    names = listed(case.labels[option] for option in lacking)
    return f"Some scores behind {names} are unknown and count as the middle of their scales."


def risk_sentences(ranking: Ranking) -> list[str]:
    """One sentence for each option that passes a gate only at its most likely score."""
    return [
        f"{row['label']} passes {row['gate']} at its most likely score, but its range, {row['low']:g} to "
        f"{row['high']:g}, crosses the limit."
        for row in ranking.at_risk.round(1).to_dict("records")
    ]


def _scenario(case: Case, scenario: str) -> str:
    return f"the {case.scenario(scenario).label} scenario"


def curve_headline(case: Case, curve: BlendCurve) -> str:
    """The policy answer of a blend: the indifference zone, not one number."""
    other = case.labels[curve.components[1]].lower()
    zone = _zone_words(case, curve.zone, curve.components[0])
    return f"{zone} as good as the best; the rest is {other}"


def curve_sentence(case: Case, curve: BlendCurve) -> str:
    """Where the best share lies and what blending is worth."""
    label = case.labels[curve.components[0]].lower()
    if curve.best_pure is None or curve.lead is None:
        return f"The best mix has about {percent(curve.best_share)} {label} effort; {NO_PURE}."
    pure = case.labels[curve.best_pure]
    if curve.best_share in (0.0, 1.0):
        return f"No blend beats {pure.lower()} alone here: the best mix is all of it." + _above_baseline(case, curve)
    size = (
        "less than the difference that matters"
        if curve.lead < curve.epsilon
        else "more than the difference that matters"
    )
    return (
        f"The best mix has about {percent(curve.best_share)} {label} effort and leads {pure.lower()} alone by "
        f"{points(curve.lead)}, {size} ({points(curve.epsilon)})."
    ) + _above_baseline(case, curve)


def _above_baseline(case: Case, curve: BlendCurve) -> str:
    baseline = case.settings.baseline
    if baseline is None or curve.baseline_score is None:
        return ""
    gap = curve.best_score - curve.baseline_score
    place = "above" if gap >= 0 else "below"
    return f" It is {points(abs(gap))} {place} {case.labels[baseline].lower()}."


def break_even_sentence(case: Case, found: BreakEven) -> str:
    """How well the parts must fit before a blend pays."""
    pure = case.labels[found.best_pure].lower()
    if found.coordination is None:
        return f"However well the parts fit, no blend beats {pure} alone by {points(found.epsilon)}."
    if found.coordination <= -1:
        return f"A blend beats {pure} alone by {points(found.epsilon)} even if the parts undercut each other."
    enough = "which is enough" if found.assumed >= found.coordination else "which is not enough"
    return (
        f"A blend beats {pure} alone by {points(found.epsilon)} once coordination reaches "
        f"{signed(found.coordination)}; {signed(found.assumed)} is assumed here, {enough}."
    )


def makeup_sentence(makeup: pd.DataFrame) -> str:
    """How much of a blend's lead is assumption; `makeup` is what `lead_makeup` returns."""
    lead = float(makeup["lead"]["nothing"])
    if lead < 0.05:
        return "The best mix here is a pure strategy, so there is no lead to take apart."
    alone = makeup.drop(index=["nothing", "all of them"])["lead"]
    gone = [str(name) for name in alone.index[alone < 0.05]]
    if gone:
        each = "it" if len(gone) == 1 else "either" if len(gone) == 2 else "any one of them"
        grounds = listed(ASSUMPTION_WORDS[name] for name in gone)
        return f"The lead of {points(lead)} rests on {grounds}: without {each}, none is left."
    weakest = str(alone.idxmin())
    return f"Of the lead of {points(lead)}, {points(lead - float(alone.min()))} rest on {ASSUMPTION_WORDS[weakest]}."


def stability_sentence(case: Case, found: Stability) -> str:
    """Which weight needs to move least before the winner changes."""
    winner = case.labels[found.winner]
    criterion = found.tightest
    if criterion is None:
        return f"{winner} stays first whatever one weight does, the others yielding in proportion."
    row = found.table.to_dict("index")[criterion]
    room = float(found.room()[criterion])
    up = pd.notna(row["above"]) and row["high"] - row["weight"] <= room + 1e-12
    rival, edge = (row["above"], row["high"]) if up else (row["below"], row["low"])
    direction = "rises" if up else "falls"
    return (
        f"The weight to watch is {case.catalogue[criterion].label.lower()}: if it {direction} from "
        f"{100 * row['weight']:.1f} % to {100 * edge:.1f} %, {case.labels[str(rival)]} overtakes {winner}."
    )


def interval_words(case: Case, row: "pd.Series[Any]") -> str:
    """One row of a stability table: how far the weight may go, and who comes first then."""
    below = "" if pd.isna(row["below"]) else f"below {100 * row['low']:.1f} %: {case.labels[row['below']]}"
    above = "" if pd.isna(row["above"]) else f"above {100 * row['high']:.1f} %: {case.labels[row['above']]}"
    return " · ".join(part for part in (below, above) if part) or "winner stays first at any weight"


def comparison_sentence(
    case: Case, compared: pd.DataFrame, first: str, second: str, kept: WeightSet | None = None
) -> str:
    """Whether the winner changes from one scenario to another; `compared` is from `compare_scenarios`.

    `kept` is the weight set that judges both; None where each scenario brings its own.
    """
    before = str(compared["rank_first"].idxmin())
    after = str(compared["rank_second"].idxmin())
    names = case.scenario(first).label, case.scenario(second).label
    if before == after:
        with_weights = f" with {_kept(case, first, kept)}" if kept else ""
        return f"{case.labels[before]} is first both in {names[0]} and in {names[1]}{with_weights}."
    fall = float(compared["rank_second"][before])
    place = "is kept out by a gate" if math.isnan(fall) else f"falls to rank {fall:.0f}"
    way = f"From {names[0]} to {names[1]}, " + (f"with {_kept(case, first, kept)}, " if kept else "")
    return f"{way}{case.labels[after]} takes the first place; {case.labels[before]} {place}."


def _kept(case: Case, first: str, weights: WeightSet) -> str:
    """`the weights of Flash crisis kept`, or those of a set that is not the first scenario's own."""
    own = weights.name == case.scenario(first).weights
    return f"the weights {f'of {case.scenario(first).label}' if own else f'“{weights.label}”'} kept"


def best_sentence(case: Case, best: BestBlend) -> str:
    """The best mix of any number of components."""
    parts = listed(
        f"{percent(share)} {case.labels[str(name)].lower()}" for name, share in best.shares.items() if share > 0.005
    )
    if best.is_pure:
        return f"The best mix is a pure strategy: {parts} ({best.score:.1f} of 100)."
    mix = f"The best mix is {parts}: {best.score:.1f} of 100"
    if best.best_pure is None or best.lead is None:
        return f"{mix}; {NO_PURE}."
    return f"{mix}, {points(best.lead)} ahead of {case.labels[best.best_pure].lower()} alone."
