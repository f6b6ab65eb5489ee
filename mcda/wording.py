"""Findings as sentences: one place, so that page, chart text and command line say the same.

Numbers are rounded to what they can bear: draws to whole hundredths, points to halves where ranges overlap.
"""

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from mcda.case import Case
from mcda.language import figures, later, listed, number, points, said, t
from mcda.ranking import Ranking
from mcda.robustness import Stability, Verdict
from mcda.robustness.verdict import BLENDS
from mcda.weights import WeightSet
from mcda.wording_mixes import zone_words

HEADLINES = {
    "clearly ahead": later("{leader} is clearly ahead"),
    "probably ahead": later("{leader} is probably ahead"),
    "too close to call": later("Too close to call: {leader} or {runner_up}"),
    "practically equal": later("{leader} and {runner_up} are practically equal"),
}


def headline(case: Case, found: Verdict) -> str:
    """The verdict in a few words."""
    names = {"leader": case.labels[found.leader], "runner_up": case.labels.get(found.runner_up or "", "")}
    if found.runner_up is None:
        return t("{leader} is the only kind of strategy here", leader=names["leader"])
    return said(HEADLINES[found.word]).format(**names)


def verdict_sentence(case: Case, found: Verdict) -> str:
    """How surely the leader leads, and what is lost if that is wrong."""
    if found.runner_up is None:
        return t("There is no other kind of strategy to compare it with.")
    leader = case.labels[found.leader]
    kind = t("every pure strategy") if found.leading_kind == BLENDS else t("the best of every other kind of strategy")
    if found.table["kind"].is_unique:
        kind = t("every other option")
    sentence = t(
        "{leader} beats {kind} in {count} of 100 draws of our assumptions",
        leader=leader,
        kind=kind,
        count=number(100 * found.p_ahead, 0),
    )
    if found.word == "practically equal":
        equal = number(100 * found.p_equal, 0)
        sentence += t("; in {count} of 100 the difference is too small to matter", count=equal)
    if found.loss_if_wrong > 0 and found.method == "additive":
        sentence += t(
            "; if it is the wrong choice, you lose {loss} of 100 on average", loss=points(found.loss_if_wrong)
        )
    return sentence + "."


def zone_sentence(case: Case, found: Verdict) -> str:
    """Which shares are as good as the best; empty where the case has no pair of components."""
    if not found.zone or found.zone_component is None:
        return ""
    zone = zone_words(case, found.zone, found.zone_component)
    near = points(case.settings.epsilon)
    if found.method == "additive":
        return t("{zone} within {near} of the best blend of the two main strategies.", zone=zone, near=near)
    return t(
        "{zone} within {near} of the best blend of the two main strategies, scored by the additive method.",
        zone=zone,
        near=near,
    )


def ranking_sentence(case: Case, ranking: Ranking) -> str:
    """Who is first at the most likely scores, and by how much."""
    table = ranking.table
    first = table[table["rank"] == 1]
    additive = ranking.method == "additive"
    top = first["score"].iloc[0]
    told = {
        "names": listed(first["label"]),
        "where": t(" in the {scenario} scenario", scenario=case.scenario(ranking.scenario).label)
        if len(case.scenarios) > 1
        else "",
        "score": t("{score} of 100", score=number(top)) if additive else t("index {score}", score=number(top, 3)),
    }
    sentence = (
        t("At the most likely scores {names} comes first{where} with {score}", **told)
        if len(first) == 1
        else t("At the most likely scores {names} come first{where} with {score}", **told)
    )
    rest = table[table["rank"] > 1]
    named = ""
    if len(rest):
        second = rest.iloc[0]
        gap = abs(top - second["score"])
        lead = points(gap) if additive else number(gap, 3)
        sentence += t(", {lead} ahead of {second}", lead=lead, second=second["label"])
        named = second["option"]
    if ranking.baseline != named and ranking.baseline in set(rest["option"]) and additive:
        above = points(float(first["versus_baseline"].iloc[0]))
        sentence += t(" and {gap} above {baseline}", gap=above, baseline=case.labels[str(ranking.baseline)].lower())
    return sentence + "."


def together(case: Case, options: str) -> str:
    """Options that share a place, by label; `options` are their ids as a table holds them, `a;b`."""
    return listed(case.labels[option] for option in options.split(";"))


def unknown_scores(case: Case, option: str) -> frozenset[str]:
    """The criteria on which an option is scored itself and its score is unknown."""
    return frozenset(cell.criterion for cell in case.cells if cell.option == option and cell.mode is None)


def unknown_words(counted: str) -> str:
    """What stands for a score that is unknown: `unknown (counts as 5)`."""
    return t("unknown (counts as {score})", score=counted)


def unknown_sentence(case: Case, options: Iterable[str]) -> str:
    """Which of the options have scores that are unknown, and what stands for these; empty where all are known."""
    lacking = [option for option in options if option in case.incomplete]
    if not lacking:
        return ""
    count = len(unknown_scores(case, lacking[0]))
    if len(lacking) == 1 and count:
        name = case.labels[lacking[0]]
        if count == 1:
            return t("One score of {name} is unknown and counts as the middle of its scale.", name=name)
        return t(
            "{count} scores of {name} are unknown and count as the middle of their scales.", count=count, name=name
        )
    names = listed(case.labels[option] for option in lacking)
    return t("Some scores behind {names} are unknown and count as the middle of their scales.", names=names)


def risk_sentences(ranking: Ranking) -> list[str]:
    """One sentence for each option that passes a gate only at its most likely score."""
    return [
        t(
            "{option} passes {gate} at its most likely score, but its range, {low} to {high}, crosses the limit.",
            option=row["label"],
            gate=row["gate"],
            low=figures(row["low"]),
            high=figures(row["high"]),
        )
        for row in ranking.at_risk.round(1).to_dict("records")
    ]


def stability_sentence(case: Case, found: Stability) -> str:
    """Which weight needs to move least before the winner changes."""
    winner = case.labels[found.winner]
    criterion = found.tightest
    if criterion is None:
        return t("{winner} stays first whatever one weight does, the others yielding in proportion.", winner=winner)
    row = found.table.to_dict("index")[criterion]
    room = float(found.room()[criterion])
    up = pd.notna(row["above"]) and row["high"] - row["weight"] <= room + 1e-12
    rival, edge = (row["above"], row["high"]) if up else (row["below"], row["low"])
    told = {
        "criterion": case.catalogue[criterion].label.lower(),
        "now": number(100 * row["weight"]),
        "edge": number(100 * edge),
        "rival": case.labels[str(rival)],
        "winner": winner,
    }
    if up:
        return t(
            "The weight to watch is {criterion}: if it rises from {now} % to {edge} %, {rival} overtakes {winner}.",
            **told,
        )
    return t(
        "The weight to watch is {criterion}: if it falls from {now} % to {edge} %, {rival} overtakes {winner}.", **told
    )


def interval_words(case: Case, row: "pd.Series[Any]") -> str:
    """One row of a stability table: how far the weight may go, and who comes first then."""
    parts = []
    if pd.notna(row["below"]):
        parts.append(t("below {edge} %: {option}", edge=number(100 * row["low"]), option=case.labels[row["below"]]))
    if pd.notna(row["above"]):
        parts.append(t("above {edge} %: {option}", edge=number(100 * row["high"]), option=case.labels[row["above"]]))
    return " · ".join(parts) or t("winner stays first at any weight")


def comparison_sentence(
    case: Case, compared: pd.DataFrame, first: str, second: str, kept: WeightSet | None = None
) -> str:
    """Whether the winner changes from one scenario to another; `compared` is from `compare_scenarios`.

    `kept` is the weight set that judges both; None where each scenario brings its own.
    """
    before = str(compared["rank_first"].idxmin())
    after = str(compared["rank_second"].idxmin())
    names = case.scenario(first).label, case.scenario(second).label
    told = {"first": names[0], "second": names[1], "before": case.labels[before], "after": case.labels[after]}
    kept_words = "" if kept is None else _kept(case, first, kept)
    if before == after:
        return t("{before} is first both in {first} and in {second}{kept}.", **told, kept=kept_words)
    way = t("From {first} to {second}{kept}, {after} takes the first place; ", **told, kept=kept_words)
    fall = float(compared["rank_second"][before])
    if math.isnan(fall):
        return way + t("{before} is kept out by a gate.", **told)
    return way + t("{before} falls to rank {rank}.", **told, rank=number(fall, 0))


def _kept(case: Case, first: str, weights: WeightSet) -> str:
    """` with the weights of Flash crisis kept`, or those of a set that is not the first scenario's own."""
    if weights.name == case.scenario(first).weights:
        return t(" with the weights of {scenario} kept", scenario=case.scenario(first).label)
    return t(" with the weights “{label}” kept", label=weights.label)
