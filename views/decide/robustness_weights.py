"""Doubt about weights: who is first under which of them, and how far each may move."""

from typing import Any

import pandas as pd
import streamlit as st

from mcda import wording
from mcda import wording_robustness as words
from mcda.case import Case
from mcda.charts.robustness import BELIEVED, central_weights_chart, stability_chart
from mcda.charts.triangle import preference_triangle_chart
from mcda.language import listed, percent
from mcda.robustness import Acceptability, Stability
from views import answers
from views.decide.robustness_shared import first_words, share_column, usual_draws
from views.figure import figure
from views.glossary import meaning
from views.state import Choice
from views.text import number, shown, t

STEPS = 50
"""Steps along each side of the triangle."""
CORNERS = 3


def beliefs(choice: Choice, found: Acceptability, *, anything: bool) -> None:
    """What you would have to believe for each option to be first."""
    case = choice.case
    st.subheader(t("What you would have to believe"), anchor=False, help=meaning("central weight"))
    figure(central_weights_chart(case, found, choice.weights))
    often = found.table["p_first"]
    seldom = [case.labels[str(one)] for one in often.index[(often > 0) & (often < BELIEVED)]]
    never = [case.labels[str(one)] for one in often.index[often == 0]]
    notes = [
        t(
            "Tick: the weight now. Dot: its mean over the draws in which the option is first; in brackets, how often that is."
        )
    ]
    if seldom:
        notes.append(t("First in fewer than 1 of 100 draws: {options}.", options=listed(seldom)))
    if never:
        notes.append(t("First in none: {options}.", options=listed(never)))
    st.caption(shown(" ".join(notes)))
    with st.expander(t("In words, option by option"), icon=":material/notes:"):
        ordered = often.sort_values(ascending=False, kind="stable")
        told = [words.belief_sentence(case, found, str(option)) for option in ordered.index[ordered > 0]]
        st.markdown("\n".join(f"- {shown(sentence)}" for sentence in told))
    first = ordered[ordered > 0].index
    table = pd.concat([choice.weights.series().rename(t("Now")), found.central_weights.loc[first].T], axis=1)
    table = (100 * table).round(1).rename(columns=case.labels)
    table.index = pd.Index([case.catalogue[str(one)].label for one in table.index], name=t("Weight of"))
    st.dataframe(
        table,
        height="content",
        column_config={name: st.column_config.NumberColumn(format="%.1f %%") for name in table},
    )
    space = t("any weights at all, each as likely as the next") if anything else t("weights from the ranges of the set")
    if found.exact:
        st.caption(t("Central weights, worked out exactly over {space}.", space=space))
    else:
        st.caption(t("Central weights over {draws} draws of {space}.", draws=number(found.draws, 0), space=space))


def intervals(choice: Choice, gates: tuple[str, ...]) -> None:
    """How far one weight may move before somebody else is first."""
    case = choice.case
    st.subheader(t("How far one weight may move"), anchor=False, help=meaning("stability interval"))
    with st.spinner(t("Searching the intervals ...")):
        found = answers.stability(case, choice.scenario, choice.weights, choice.method, gates)
    st.markdown(shown(wording.stability_sentence(case, found)))
    figure(stability_chart(case, found))
    how = (
        t("Worked out exactly.")
        if found.exact
        else t(
            "Searched in steps of up to {step} %: a shorter interruption inside may be missed.",
            step=number(100 * (found.step or 0)),
        )
    )
    st.caption(
        t(
            "Bar: {option} stays first. Orange: the weight now; the others yield in proportion. {how}",
            option=shown(case.labels[found.winner]),
            how=how,
        )
    )
    st.dataframe(interval_table(case, found), hide_index=True, height="content", column_config=_interval_columns())


def interval_table(case: Case, found: Stability) -> pd.DataFrame:
    """One row a weight: the interval and who is first beyond it."""
    table = found.table.loc[found.room().sort_values(kind="stable").index]

    def beyond(side: str) -> list[str]:
        silent = table[f"silent_{side}"]
        return [
            t("the method has no answer") if quiet else case.labels[option] if isinstance(option, str) else ""
            for option, quiet in zip(table[side], silent, strict=True)
        ]

    return pd.DataFrame(
        {
            t("Weight of"): [case.catalogue[str(one)].label for one in table.index],
            t("Now"): 100 * table["weight"],
            t("From"): 100 * table["low"],
            t("To"): 100 * table["high"],
            t("First below that"): beyond("below"),
            t("First above that"): beyond("above"),
        }
    )


def _interval_columns() -> dict[str, Any]:
    return {name: st.column_config.NumberColumn(format="%.1f %%") for name in (t("Now"), t("From"), t("To"))}


def corners_of(choice: Choice) -> tuple[str, ...]:
    """Which three objectives share the weight; or two criteria beside all others, where there are fewer."""
    catalogue = choice.case.catalogue
    weights = choice.weights.series()
    totals = {
        one.id: float(weights[[leaf.id for leaf in catalogue.under(one.id)]].sum())
        for one in catalogue.objectives
        if catalogue.under(one.id)
    }
    label, labels = (
        t("Three objectives that share the weight"),
        {one.id: one.label for one in catalogue.objectives if one.id in totals},
    )
    others = t("The other objectives keep the weight they have.")
    wanted = CORNERS
    if len(totals) < CORNERS:
        label, labels = t("Two criteria that share the weight"), {one.id: one.label for one in catalogue.criteria}
        others = t("All other criteria are the third corner.")
        totals, wanted = {str(name): float(weight) for name, weight in weights.items()}, CORNERS - 1
    heaviest = sorted(totals, key=lambda name: -round(totals[name], 9))[:wanted]
    if len(labels) == wanted:
        return tuple(labels)
    chosen = st.multiselect(
        label,
        list(labels),
        default=[name for name in labels if name in heaviest],
        format_func=labels.__getitem__,
        max_selections=wanted,
        key=f"corners_{catalogue.id}",
        help=others,
    )
    return tuple(name for name in labels if name in chosen) if len(chosen) == wanted else ()


def triangle(choice: Choice, gates: tuple[str, ...]) -> None:
    """Who is first as three parts of the value tree share the weight."""
    case = choice.case
    st.subheader(t("What we care about, and who is first then"), anchor=False)
    if len(case.catalogue.criteria) < CORNERS:
        st.markdown(t("A triangle of weights needs at least three criteria; this case has two."))
        return
    corners = corners_of(choice)
    if not corners:
        st.caption(t("Choose one more."))
        return
    with st.spinner(t("Scoring every point of the triangle ...")):
        found = answers.preference_map(case, choice.scenario, choice.weights, choice.method, gates, corners, STEPS)
    left, right = st.columns([3, 2], gap="large")
    figure(preference_triangle_chart(case, found), left)
    labels = {one.id: one.label for one in case.catalogue.objectives}
    held = [f"{labels[name].lower()} ({percent(weight)})" for name, weight in (found.held or {}).items()]
    legend = t("In a corner, that part has all the weight they share. Diamond: the weights now.")
    kept = t("Kept as it is: {held}.", held=shown(listed(held))) if held else ""
    left.caption(f"{legend} {kept}")
    right.dataframe(
        pd.DataFrame(
            {
                t("First"): [case.labels[str(one)] for one in found.shares.index],
                t("Share of the area"): found.shares.round(2).to_numpy(),
            }
        ),
        hide_index=True,
        height="content",
        column_config={t("Share of the area"): share_column("swing weight")},
    )
    if found.silent > 0:
        right.caption(t("On {share} of the area the method has no answer.", share=percent(found.silent)))


def findings(choice: Choice, gates: tuple[str, ...]) -> None:
    """Only the weights are drawn; facts stay at their most likely."""
    case = choice.case
    top = st.container()
    anything = st.toggle(
        t("Any weights at all"),
        key="any_weights",
        bind="query-params",
        help=t(
            "Off: weights from the ranges of the chosen set. On: every set of weights alike, which shows what the facts alone decide."
        ),
    )
    with top, st.spinner(t("Drawing weights ...")):
        found = answers.acceptability(
            case,
            choice.scenario,
            None if anything else choice.weights,
            choice.method,
            gates,
            {"sources": ("weights",), "draws": usual_draws(choice.method)},
        )
    with top:
        st.title(shown(first_words(case, found)), anchor=False)
        st.markdown(f"{shown(words.acceptability_sentence(case, found))} {t('Facts stay at their most likely.')}")
    beliefs(choice, found, anything=anything)
    intervals(choice, gates)
    triangle(choice, gates)
