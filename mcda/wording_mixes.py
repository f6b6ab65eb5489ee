"""The best mix of strategies as sentences: which shares are as good, what blending is worth, and what that rests on."""

import pandas as pd

from mcda.blends import BestBlend, BlendCurve, BreakEven
from mcda.blends.curve import Zone
from mcda.case import Case
from mcda.language import later, listed, number, percent, points, said, signed, t

NO_PURE = later("no pure strategy passes the gates")

ASSUMPTION_WORDS = {
    "returns": later("rising returns to a small share"),
    "synergy": later("synergy"),
    "coordination": later("coordination"),
    "acting first": later("acting first"),
    "rule first": later("the rule that whoever acts first sets the pace"),
    "rule reach": later("the rule that parts add reach"),
    "rule trust": later("the rule that trust turns on how parts fit"),
    "rule stack": later("the rule that burdens add up"),
}
"""The rows of `lead_makeup` and of `lead_split`, as they stand in a sentence."""


def zone_words(case: Case, zone: Zone, component: str) -> str:
    """The shares that are as good as the best, as the start of a sentence."""
    runs = listed(
        t("from {low} to {high}", low=percent(low), high=percent(high))
        if high > low
        else t("of {share}", share=percent(low))
        for low, high in zone
    )
    label = case.labels[component].lower()
    if len(zone) == 1 and zone[0][0] == zone[0][1]:
        return t("Shares of {label} effort {runs} is", label=label, runs=runs)
    return t("Shares of {label} effort {runs} are all", label=label, runs=runs)


def curve_headline(case: Case, curve: BlendCurve) -> str:
    """The policy answer of a blend: the indifference zone, not one number."""
    other = case.labels[curve.components[1]].lower()
    zone = zone_words(case, curve.zone, curve.components[0])
    return t("{zone} as good as the best; the rest is {other}", zone=zone, other=other)


def curve_sentence(case: Case, curve: BlendCurve) -> str:
    """Where the best share lies and what blending is worth."""
    label = case.labels[curve.components[0]].lower()
    share = percent(curve.best_share)
    if curve.best_pure is None or curve.lead is None:
        return t("The best mix has about {share} {label} effort; {why}.", share=share, label=label, why=said(NO_PURE))
    pure = case.labels[curve.best_pure].lower()
    above = _above_baseline(case, curve)
    if curve.best_share in (0.0, 1.0):
        return t("No blend beats {pure} alone here: the best mix is all of it.", pure=pure) + above
    lead = t(
        "The best mix has about {share} {label} effort and leads {pure} alone by {lead}",
        share=share,
        label=label,
        pure=pure,
        lead=points(curve.lead),
    )
    near = points(curve.epsilon)
    if curve.lead < curve.epsilon:
        return lead + t(", less than the difference that matters ({near}).", near=near) + above
    return lead + t(", more than the difference that matters ({near}).", near=near) + above


def _above_baseline(case: Case, curve: BlendCurve) -> str:
    baseline = case.settings.baseline
    if baseline is None or curve.baseline_score is None:
        return ""
    gap = curve.best_score - curve.baseline_score
    told = {"gap": points(abs(gap)), "baseline": case.labels[baseline].lower()}
    return t(" It is {gap} above {baseline}.", **told) if gap >= 0 else t(" It is {gap} below {baseline}.", **told)


def break_even_sentence(case: Case, found: BreakEven) -> str:
    """How well the parts must fit before a blend pays."""
    told = {"pure": case.labels[found.best_pure].lower(), "near": points(found.epsilon)}
    if found.coordination is None:
        return t("However well the parts fit, no blend beats {pure} alone by {near}.", **told)
    if found.coordination <= -1:
        return t("A blend beats {pure} alone by {near} even if the parts undercut each other.", **told)
    told |= {"needed": signed(found.coordination), "assumed": signed(found.assumed)}
    once = t("A blend beats {pure} alone by {near} once coordination reaches {needed}; ", **told)
    if found.assumed >= found.coordination:
        return once + t("{assumed} is assumed here, which is enough.", **told)
    return once + t("{assumed} is assumed here, which is not enough.", **told)


def makeup_sentence(makeup: pd.DataFrame) -> str:
    """How much of a blend's lead is assumption; `makeup` is what `lead_makeup` returns."""
    lead = float(makeup["lead"]["nothing"])
    if lead < 0.05:
        return t("The best mix here is a pure strategy, so there is no lead to take apart.")
    alone = makeup.drop(index=["nothing", "all of them"])["lead"]
    gone = [str(name) for name in alone.index[alone < 0.05]]
    if gone:
        told = {"lead": points(lead), "grounds": listed(said(ASSUMPTION_WORDS[name]) for name in gone)}
        if len(gone) == 1:
            return t("The lead of {lead} rests on {grounds}: without it, none is left.", **told)
        if len(gone) == 2:
            return t("The lead of {lead} rests on {grounds}: without either, none is left.", **told)
        return t("The lead of {lead} rests on {grounds}: without any one of them, none is left.", **told)
    return t(
        "Of the lead of {lead}, {part} rest on {ground}.",
        lead=points(lead),
        part=points(lead - float(alone.min())),
        ground=said(ASSUMPTION_WORDS[str(alone.idxmin())]),
    )


def best_sentence(case: Case, best: BestBlend) -> str:
    """The best mix of any number of components."""
    parts = listed(
        f"{percent(share)} {case.labels[str(name)].lower()}" for name, share in best.shares.items() if share > 0.005
    )
    told = {"parts": parts, "score": number(best.score)}
    if best.is_pure:
        return t("The best mix is a pure strategy: {parts} ({score} of 100).", **told)
    mix = t("The best mix is {parts}: {score} of 100", **told)
    if best.best_pure is None or best.lead is None:
        return f"{mix}; {said(NO_PURE)}."
    pure = case.labels[best.best_pure].lower()
    return mix + t(", {lead} ahead of {pure} alone.", lead=points(best.lead), pure=pure)
