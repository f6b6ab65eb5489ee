"""Findings about blends as sentences: one place, so that page, chart text and command line say the same.

Blends are scored by the additive method, so a difference is in points of 100.
"""

import pandas as pd

from mcda.blends import (
    BestBlend,
    BlendSurface,
    BreakEven,
    BreakEvenMap,
    LeadSplit,
    RobustBlend,
)
from mcda.case import Case
from mcda.language import figures, later, listed, number, percent, points, said, signed, t
from mcda.wording_draws import draws_words
from mcda.wording_mixes import ASSUMPTION_WORDS, best_sentence
from mcda.wording_paths import parameter_words, path_sentence
from mcda.wording_plans import (
    LEVEL,
    caution_sentence,
    history_sentence,
    levers_sentence,
    mix_words,
    notice_sentence,
    refuse_sentence,
    time_sentence,
)

RULE_NAMES = {
    "near_best": later("most often near the best"),
    "expected": later("highest expected score"),
    "minimax_regret": later("least worst regret"),
}
"""What a rule of `robust_blend` looks for."""
_NO_PURE = later("no pure strategy respects the limits")


def best_within_sentence(case: Case, found: BestBlend) -> str:
    """The best mix within bounds and gates, which may leave no pure strategy to compare it with."""
    if found.best_pure is not None:
        return best_sentence(case, found)
    mix = t("The best mix is {parts}: {score} of 100", parts=mix_words(case, found.shares), score=number(found.score))
    return f"{mix}; {said(_NO_PURE)}."


def surface_sentence(case: Case, found: BlendSurface) -> str:
    """The best blend of a lattice, what it leads by, how many are as good and how many break a limit."""
    table = found.table
    best = table.iloc[found.best].to_dict()
    sentence = t(
        "Of {count} blends in steps of {step} % the best is {mix}: {score} of 100",
        count=number(len(table), 0),
        step=figures(100 / found.steps),
        mix=mix_words(case, found.shares),
        score=number(float(best["score"])),
    )
    if found.best_pure is None:
        sentence += f"; {said(_NO_PURE)}"
    elif found.shares.max() < 1:
        pure = case.labels[found.best_pure].lower()
        sentence += t(", {lead} ahead of {pure} alone", lead=points(float(best["lead"])), pure=pure)
    others = int(table["near_best"].sum()) - 1
    told = {"count": number(others, 0), "near": points(found.epsilon)}
    if others == 1:
        sentence += t("; 1 other is within {near} of it", **told)
    else:
        sentence += t("; {count} others are within {near} of it", **told)
    kept_out = int((~table["feasible"]).sum())
    if kept_out == 1:
        sentence += t(". 1 does not respect the limits")
    elif kept_out:
        sentence += t(". {count} do not respect the limits", count=number(kept_out, 0))
    return sentence + "."


def robust_sentence(case: Case, found: RobustBlend) -> str:
    """The blend that the rule recommends, how it does, how wide the best share varies, and what other rules say."""
    mix, merit = mix_words(case, found.shares), _merit_words(found)
    sentence = t("The blend that holds up best is {mix}: {merit}.", mix=mix, merit=merit)
    return " ".join([sentence, _spread_words(case, found), *_other_rules(case, found)])


def _merit_words(found: RobustBlend) -> str:
    """How the blend that the rule recommends does by that rule."""
    row = found.recommended
    worst = float(row["worst_regret"])
    told = {"near": points(found.epsilon), "worst": points(worst), "count": number(found.regret.shape[1], 0)}
    if found.rule == "near_best":
        often = draws_words(float(row["p_near_best"]), found.draws, t("our assumptions"))
        return t("within {near} of the best in {often}, and no other more often", **told, often=often)
    if found.rule == "expected":
        score = number(float(row["expected_score"]))
        return t("with {score} of 100 it has the highest expected score", score=score)
    if worst < LEVEL:
        return t("over {count} scenarios it is the best in every scenario, and no other has less to regret", **told)
    return t(
        "over {count} scenarios it is never more than {worst} behind the best there is, and no other has less to "
        "regret",
        **told,
    )


def _spread_words(case: Case, found: RobustBlend) -> str:
    """How far the best share varies, by the component that varies most."""
    wide = found.best_share["p95"] - found.best_share["p05"]
    component = str(found.components[0] if len(found.components) == 2 else wide.idxmax())
    row = found.best_share.to_dict("index")[component]
    told = {name: percent(row[name]) for name in ("p05", "p25", "p75", "p95")}
    told["label"] = case.labels[component].lower()
    if row["p05"] == row["p95"]:
        return t("In at least 90 of 100 draws the best {label} share is {p05}.", **told)
    if row["p25"] == row["p75"]:
        return t("The best {label} share is {p25} in half of the draws, and from {p05} to {p95} in 90 of 100.", **told)
    return t(
        "The best {label} share lies from {p25} to {p75} in half of the draws, and from {p05} to {p95} in 90 of 100.",
        **told,
    )


def _other_rules(case: Case, found: RobustBlend) -> list[str]:
    """What the other rules would choose, where that differs by more than 5 % of any share."""
    components = list(found.components)
    sentences = []
    for rule, row in found.choices.iterrows():
        if rule == found.rule or (row[components] - found.shares).abs().max() <= 0.05 + 1e-9:
            continue
        name, mix = said(RULE_NAMES[str(rule)]), mix_words(case, row[components])
        sentences.append(t("By the rule “{rule}” it would be {mix}.", rule=name, mix=mix))
    return sentences


def split_sentence(case: Case, found: LeadSplit) -> str:
    """How much of a blend's lead is assumption, and which assumptions give or take most of it."""
    told = {"pure": case.labels[found.best_pure].lower(), "lead": points(found.lead)}
    if found.lead < LEVEL or found.assumed_share is None:
        return t("The best mix is {pure} alone, so there is no lead to split.", **told)
    held = found.table[found.table["points"] >= LEVEL].sort_values("points", ascending=False, kind="stable")
    against = found.table[found.table["points"] <= -LEVEL].sort_values("points", kind="stable")
    if found.assumed_share > 0.995:
        sentence = t("All of the lead of {lead} over {pure} alone is due to how we assume parts combine", **told)
    else:
        told["share"] = percent(found.assumed_share)
        sentence = t("{share} of the lead of {lead} over {pure} alone is due to how we assume parts combine", **told)
    if len(held):
        sentence += f": {listed(_point_words(held))}"
    if len(against):
        sentence += _against_words(against)
    alone = found.table["alone"]
    if found.lead_without < LEVEL and (alone < LEVEL).all():
        return sentence + t(". No assumption alone gives any lead: it takes several at once.")
    if found.lead_without >= LEVEL:
        sentence += t("; {lead} are left with none of them", lead=points(found.lead_without))
    return sentence + "."


def _point_words(held: pd.DataFrame) -> list[str]:
    return [f"{said(ASSUMPTION_WORDS[str(name)])} {number(row['points'], 2)}" for name, row in held.iterrows()]


def _against_words(against: pd.DataFrame) -> str:
    told = {
        "names": listed(said(ASSUMPTION_WORDS[str(name)]) for name in against.index),
        "lead": number(-float(against["points"].sum()), 2),
    }
    return t("; {names} takes {lead} off", **told) if len(against) == 1 else t("; {names} take {lead} off", **told)


def break_even_drawn_sentence(_: Case, found: BreakEven) -> str:
    """How sure the coordination is that a blend needs; empty where nothing was drawn."""
    if found.quantiles is None or found.p_never is None or found.p_enough is None:
        return ""
    near = points(found.epsilon)
    if found.p_never == 1:
        return t("In no draw does a blend lead the best pure strategy by {near}, however well parts fit.", near=near)
    low, middle, high = (found.quantiles[name] for name in ("p05", "p50", "p95"))
    parts = [] if middle is None else [t("in half of the draws {needed} is enough", needed=_needed(middle))]
    if low is not None and high is not None:
        parts.append(t("in 90 of 100 it takes from {low} to {high}", low=signed(low), high=signed(high)))
    elif low is not None:
        parts.append(t("in the easiest 5 of 100 {needed} is enough", needed=_needed(low)))
    if found.p_never > 0:
        parts.append(t("in {often} none is enough", often=draws_words(found.p_never, found.draws)))
    return t(
        "Coordination that a blend needs, over {draws} draws: {parts}. The coordination drawn is enough in {often}: so "
        "often a blend leads the best pure strategy by {near}.",
        draws=number(found.draws, 0),
        parts=listed(parts),
        often=draws_words(found.p_enough, found.draws),
        near=near,
    )


def _needed(coordination: float) -> str:
    return t("any at all") if coordination <= -1 else signed(coordination)


def break_even_map_sentence(case: Case, found: BreakEvenMap) -> str:
    """At which shares a blend pays as coordination is assumed, and where it needs least."""
    told = {"pure": case.labels[found.best_pure].lower(), "near": points(found.epsilon)}
    line = found.contours["epsilon"]
    if line.isna().all():
        return t("However well the parts fit, no share beats {pure} alone by {near}.", **told)
    easiest = found.contours.iloc[int(line.argmin())].to_dict()
    pays = found.contours["share"][line <= found.assumed]
    sentence = t(
        "The least coordination is needed at {share} {label} effort: {needed} for a lead of {near} over {pure} alone",
        share=percent(easiest["share"]),
        label=case.labels[found.components[0]].lower(),
        needed=signed(easiest["epsilon"]),
        **told,
    )
    assumed = signed(found.assumed)
    if pays.empty:
        return sentence + t("; {assumed} is assumed, which is not enough at any share.", assumed=assumed)
    told = {"assumed": assumed, "low": percent(pays.min()), "high": percent(pays.max())}
    if len(pays) > 1:
        return sentence + t("; {assumed} is assumed, which is enough from {low} to {high}.", **told)
    return sentence + t("; {assumed} is assumed, which is enough at {low}.", **told)


__all__ = [
    "RULE_NAMES",
    "best_within_sentence",
    "break_even_drawn_sentence",
    "break_even_map_sentence",
    "caution_sentence",
    "history_sentence",
    "levers_sentence",
    "mix_words",
    "notice_sentence",
    "parameter_words",
    "path_sentence",
    "refuse_sentence",
    "robust_sentence",
    "split_sentence",
    "surface_sentence",
    "time_sentence",
]
