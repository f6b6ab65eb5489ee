"""Two parts in any share: the ruler, what a little more of a share brings and costs, and one blend in figures."""

import pandas as pd
import streamlit as st

from mcda import charts, wording_mixes
from mcda.blends import BlendCurve
from mcda.blends.curve import intervals
from mcda.case import Case
from mcda.charts.gains import marginal_gain_chart, marginal_gains
from mcda.language import capital, listed, percent, points, said, signed
from views import answers
from views.decide.blend_lab_shared import (
    DRAWS,
    OFF,
    Setting,
    additive_note,
    blend_table,
    picked_share,
    share_of,
    shares_of,
    side_on_two,
)
from views.figure import figure
from views.glossary import meaning
from views.state import Choice
from views.text import number, shown, t

_SMALL = 0.005
"""Points written as 0.00."""


def ruler(choice: Choice, gates: tuple[str, ...], curve: BlendCurve, setting: Setting) -> None:
    """The score by share, and beneath it what each objective contributes."""
    case = choice.case
    names = {
        "returns": t("returns"),
        "synergy": t("synergy"),
        "coordination": t("coordination"),
        "acting first": t("acting first"),
    }
    without = st.pills(
        t("Show the curve without"),
        list(OFF),
        format_func=names.__getitem__,
        selection_mode="multi",
        default=[],
        key="without",
        help=t("Each assumption can be taken away: what then remains of the curve is drawn beside it."),
    )
    ghosts = {
        names[name]: answers.blend_curve(case, choice.scenario, choice.weights, gates, 0, {**setting, **OFF[name]})
        for name in without
    }
    share = picked_share()
    sentence = wording_mixes.curve_sentence(case, curve)
    figure(
        charts.blend_score_chart(curve, ghosts, share), alt=f"{wording_mixes.curve_headline(case, curve)}. {sentence}"
    )
    strip, area = charts.best_share_chart(curve), charts.blend_contribution_chart(case, curve, share)
    figure(
        strip, alt=t("How often each share is the best in {draws} draws; darker is more often.", draws=number(DRAWS, 0))
    )
    figure(area, alt=t("What each objective contributes to the score as the share grows."))
    barred = intervals(curve.table["share"].to_numpy(), ~curve.table["feasible"].to_numpy(dtype=bool))
    limits = [t("{low} to {high}", low=percent(low), high=percent(high)) for low, high in barred]
    told = [
        t(
            "Line: score at the most likely facts. Bands: half and nine tenths of {draws} draws of facts and weights. "
            "Shaded: all shares within {lead} of the best. Diamond: the best. Dashes: your share. Strip: how often each "
            "share is the best.",
            draws=number(DRAWS, 0),
            lead=points(curve.epsilon),
        ),
        *([t("A gate bars shares of {limits}.", limits=listed(limits))] if barred else []),
    ]
    st.caption(" ".join(told), help=meaning("indifference zone"))


def gains_sentence(case: Case, curve: BlendCurve, share: float) -> str:
    """What 10 more points of the first part's share bring and cost at a share."""
    gains = marginal_gains(curve, share)
    label = case.labels[curve.components[0]].lower()
    bought, paid = str(gains.idxmax()), str(gains.idxmin())
    words = []
    if gains[bought] > _SMALL:
        gain = signed(gains[bought], 2)
        words.append(t("bring most on {criterion} ({gain})", criterion=_lowered(case, bought), gain=gain))
    if gains[paid] < -_SMALL:
        loss = signed(gains[paid], 2)
        words.append(t("cost most on {criterion} ({loss})", criterion=_lowered(case, paid), loss=loss))
    if not words:
        return t("Here 10 points more {option} change nothing.", option=label)
    return t(
        "Here 10 points more {option} {changes}: {sum} points in all.",
        option=label,
        changes=listed(words),
        sum=signed(gains.sum(), 2),
    )


def _lowered(case: Case, criterion: str) -> str:
    return case.catalogue[criterion].label.lower()


def one_blend(choice: Choice, curve: BlendCurve, setting: Setting) -> None:
    """The blend at the share that the user picks: what a little more would change, and every criterion."""
    case = choice.case
    pair = curve.components
    st.subheader(t("One blend, criterion by criterion"))
    share = share_of(case, pair)
    rest = {name: value for name, value in setting.items() if name != "components"}
    found = answers.blend(case, choice.scenario, choice.weights, shares_of(pair, share), rest)
    first, second = (shown(case.labels[one].lower()) for one in pair)
    st.markdown(
        t(
            "**{share} {option} and {rest} {other}: {score} of 100.**",
            share=percent(share),
            option=first,
            rest=percent(1 - share),
            other=second,
            score=number(found.score),
        )
    )
    left, right = st.columns([1, 2], gap="large")
    with left:
        st.markdown(t("**Why not more?**"))
        st.markdown(shown(gains_sentence(case, curve, share)))
        if (marginal_gains(curve, share).abs() > _SMALL).any():
            figure(marginal_gain_chart(case, curve, share))
            st.caption(t("At the best share between the ends, gains and losses cancel out."))
    with right:
        blend_table(case, found)


def lead(case: Case, makeup: pd.DataFrame, first: str) -> None:
    """The lead again without each assumption, in short."""
    st.subheader(t("What the lead is made of"), anchor=False)
    st.markdown(shown(wording_mixes.makeup_sentence(makeup)))
    share = t("Best {option} share", option=case.labels[first].lower())
    words = {"nothing": t("Nothing: all as assumed"), "all of them": t("All of them")}
    names = [words.get(str(one)) or capital(said(wording_mixes.ASSUMPTION_WORDS[str(one)])) for one in makeup.index]
    st.dataframe(
        pd.DataFrame({t("Without"): names, share: makeup[first].round(2), t("Lead"): makeup["lead"].round(1)}),
        hide_index=True,
        column_config={share: st.column_config.NumberColumn(format="percent", help=meaning("share"))},
    )


def findings(choice: Choice) -> None:
    """The ruler and all that belongs to it."""
    case = choice.case
    side = side_on_two(choice)
    setting, gates = side.setting, side.gates
    with side.top, st.spinner(t("Drawing {draws} versions of facts and weights ...", draws=number(DRAWS, 0))):
        curve = answers.blend_curve(case, choice.scenario, choice.weights, gates, DRAWS, setting)
        even = answers.break_even(case, choice.scenario, choice.weights, gates, 0, setting)
        makeup = answers.makeup(case, choice.scenario, choice.weights, gates, setting)
    with side.top:
        st.title(shown(wording_mixes.curve_headline(case, curve)), anchor=False)
        st.markdown(shown(wording_mixes.curve_sentence(case, curve)))
        st.markdown(shown(wording_mixes.break_even_sentence(case, even)))
        additive_note(choice.method)
    with side.chart:
        ruler(choice, gates, curve, setting)
    lead(case, makeup, curve.components[0])
    one_blend(choice, curve, setting)
