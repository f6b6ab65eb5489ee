"""Blend lab: two strategies in any share, when a blend pays, and how much of that is assumption."""

from typing import Any

import pandas as pd
import streamlit as st

from mcda import blends, charts, wording
from mcda.blends import BlendCurve
from mcda.errors import McdaError
from views import answers, state
from views.header import refused
from views.state import Choice
from views.text import shown

OFF: dict[str, dict[str, Any]] = {
    "returns": {"returns": 1.0},
    "synergy": {"synergy": 0.0},
    "coordination": {"coordination": 0.0},
    "acting first": {"sequence": "act_together"},
}
STACKED = ("collateral_damage", "industry_cost")
SCEPTIC = 0.0
SEQUENCES = {"act_first": "One part acts first", "act_together": "Both act together"}


def sceptic(key: str) -> None:
    """Coordination as somebody sees it who doubts that partners will fit."""
    st.session_state[key] = SCEPTIC


def setting_of(choice: Choice) -> dict[str, Any]:
    """The assumptions that the user sets; each has its range and its off-switch."""
    case = choice.case
    defaults = case.settings.defaults
    known = [option.option for option in case.options if option.kind == "component"]
    pairs = [(a, b) for a in known for b in known if a != b]
    names = [f"{case.labels[a]} with {case.labels[b].lower()}" for a, b in pairs]
    start = pairs.index(case.components[:2]) if case.components[:2] in pairs else 0
    pair = pairs[names.index(st.selectbox("Blend", names, index=start, key="pair", bind="query-params"))]
    fit = f"fit_{choice.scenario}"
    coordination = st.slider(
        "Coordination: how well the parts fit",
        -1.0,
        1.0,
        float(case.scenario(choice.scenario).coordination),
        0.05,
        key=fit,
        bind="query-params",
        help="-1: they undercut each other. 0: they neither help nor hinder. +1: they fully complement each other.",
    )
    st.button("Sceptic's view: no coordination", on_click=sceptic, args=(fit,), icon=":material/visibility:")
    sequence = st.segmented_control(
        "Order",
        list(SEQUENCES),
        format_func=SEQUENCES.__getitem__,
        default=defaults.sequence,
        required=True,
        key="sequence",
        bind="query-params",
    )
    returns = st.slider(
        "Returns: effect of a small share",
        1.0,
        4.0,
        float(defaults.returns.mode),
        0.1,
        key="returns",
        bind="query-params",
        help="1: effect in proportion to the share. 2: half the share brings three quarters of the effect.",
    )
    synergy = st.slider(
        "Synergy: credible pressure with a robust framework",
        0.0,
        0.5,
        float(defaults.synergy.mode),
        0.05,
        key="synergy",
        bind="query-params",
        help="Share of the remaining gap in coherence and durability that the two close together. 0 switches it off.",
    )
    cost = st.slider(
        "Price of acting first",
        0.0,
        0.4,
        float(defaults.first_mover_cost.mode),
        0.05,
        key="first_mover",
        bind="query-params",
        disabled=sequence != "act_first",
        help="Taken off coordination when one part acts first: a fait accompli strains the fit.",
    )
    stackable = [one for one in STACKED if one in case.catalogue.ids]
    rules = {}
    if stackable and st.toggle(
        "Harms add up instead of replacing each other",
        key="stack",
        bind="query-params",
        help="Scores collateral damage and own-industry cost by the rule for harms that come on top of one another.",
    ):
        rules = dict.fromkeys(stackable, "stack")
    return {
        "components": pair,
        "coordination": coordination,
        "returns": returns,
        "synergy": synergy,
        "first_mover_cost": cost,
        "sequence": sequence,
        "rules": rules,
    }


def ruler(choice: Choice, curve: BlendCurve, setting: dict[str, Any]) -> None:
    """The score by share, and beneath it what each objective contributes."""
    case = choice.case
    without = st.pills("Show the curve without", list(OFF), selection_mode="multi", default=[], key="without")
    ghosts = {
        name: answers.blend_curve(case, choice.scenario, choice.weights, 0, {**setting, **OFF[name]})
        for name in without
    }
    share = st.session_state.get("share", 50) / 100
    sentence = wording.curve_sentence(case, curve)
    st.altair_chart(
        charts.blend_score_chart(curve, ghosts, share), alt=f"{wording.curve_headline(case, curve)}. {sentence}"
    )
    strip, area = charts.best_share_chart(curve), charts.blend_contribution_chart(case, curve, share)
    st.altair_chart(strip, alt="How often each share is the best in 2,000 draws; darker is more often.")
    st.altair_chart(area, alt="What each objective contributes to the score as the share grows.")
    st.caption(
        "Line: score at the most likely facts. Bands: half and nine tenths of 2,000 draws of facts and weights. Shaded: all shares within "
        f"{wording.points(curve.epsilon)} of the best. Diamond: the best. Dashes: your share. Strip: how often each share is the best."
    )


def one_blend(choice: Choice, setting: dict[str, Any]) -> None:
    """The blend at the share that the user picks, criterion by criterion."""
    case = choice.case
    first, second = setting["components"]
    st.subheader("One blend, criterion by criterion")
    share = st.slider(f"{shown(case.labels[first])} share (%)", 0, 100, 50, 1, key="share", bind="query-params")
    rest = {name: value for name, value in setting.items() if name != "components"}
    found = blends.blend(
        case, {first: share / 100, second: 1 - share / 100}, scenario=choice.scenario, weights=choice.weights, **rest
    )
    table = found.table
    st.markdown(
        f"**{share} % {shown(case.labels[first].lower())} and {100 - share} % {shown(case.labels[second].lower())}: {found.score:.1f} of 100.**"
    )
    rules = {
        "mean": "share-weighted mean",
        "first": "whoever acts first",
        "reach": "parts add reach",
        "trust": "fit decides",
        "stack": "burdens add up",
    }
    st.dataframe(
        pd.DataFrame(
            {
                "Criterion": [case.catalogue[str(one)].label for one in table.index],
                "Blend": table["score"].round(0),
                case.labels[first]: table[first],
                case.labels[second]: table[second],
                "Better": ["more" if case.catalogue[str(one)].direction.sign > 0 else "less" for one in table.index],
                "Points": table["contribution"].round(1),
                "Rule": table["rule"].map(rules),
            }
        ),
        hide_index=True,
        height="content",
        column_config={"Points": st.column_config.NumberColumn(format="%.1f", help="Contribution to the score of 100")},
    )


def page() -> None:
    choice = state.choice()
    case = choice.case
    if sum(option.kind == "component" for option in case.options) < 2:
        st.title("This case has nothing to blend", anchor=False)
        st.markdown("Blends need at least two options of kind `component` in options.csv.")
        return
    slot = st.container()
    left, right = st.columns([2, 1], gap="large")
    with right:
        st.subheader("Assumptions")
        setting = setting_of(choice)
    try:
        with slot, st.spinner("Drawing 2,000 versions of facts and weights ..."):
            curve = answers.blend_curve(case, choice.scenario, choice.weights, 2000, setting)
            even = answers.break_even(case, choice.scenario, choice.weights, setting)
            makeup = answers.makeup(case, choice.scenario, choice.weights, setting)
    except McdaError as problem:
        with slot:
            refused(problem)
        return
    with slot:
        st.title(shown(wording.curve_headline(case, curve)), anchor=False)
        st.markdown(shown(wording.curve_sentence(case, curve)))
        st.markdown(shown(wording.break_even_sentence(case, even)))
        if choice.method != "additive":
            st.info(
                "Blends are scored by the additive method, whichever method ranks the options: a blend's score must not depend on what stands beside it."
            )
    with left:
        ruler(choice, curve, setting)
    st.subheader("What the lead is made of")
    sentence = wording.makeup_sentence(makeup)
    st.markdown(shown(sentence))
    chart, table = st.columns([3, 2], gap="large")
    chart.altair_chart(charts.makeup_chart(makeup), alt=sentence)
    first = setting["components"][0]
    table.dataframe(
        pd.DataFrame(
            {
                "Without": makeup.index,
                f"Best {case.labels[first].lower()} share": makeup[first].round(2),
                "Lead": makeup["lead"].round(1),
            }
        ),
        hide_index=True,
        column_config={f"Best {case.labels[first].lower()} share": st.column_config.NumberColumn(format="percent")},
    )
    one_blend(choice, setting)


page()
