"""Result: who comes first, how surely, and what each objective contributes."""

import pandas as pd
import streamlit as st

from mcda import charts, wording
from mcda.errors import McdaError
from mcda.language import listed, percent, said
from mcda.methods import METHODS
from mcda.ranking import Ranking
from mcda.robustness import Verdict
from views import answers, state
from views.decide.amounts import span
from views.figure import figure
from views.gates import gates_of
from views.glossary import meaning
from views.refusals import refused
from views.state import Choice
from views.text import number, shown, t


def ranking_table(choice: Choice, ranking: Ranking, found: Verdict) -> None:
    """Ranks, scores with their ranges, and how each option stands against the baseline."""
    baseline = choice.case.labels.get(ranking.baseline or "", "")
    against = t("Against {option}", option=baseline.lower())
    beats = t("Beats {option} in", option=baseline.lower())
    additive = ranking.method == "additive"
    table = ranking.table.join(found.table[["p05", "p95", "p_first", "p_above_baseline"]], on="option")
    digits = 1 if additive else 3
    shown_table = pd.DataFrame(
        {
            t("Rank"): table["rank"],
            t("Option"): table["label"],
            t("Score"): table["score"].round(digits),
            t("90 % range"): [span(low, high, digits) for low, high in zip(table["p05"], table["p95"], strict=True)],
            t("First in"): table["p_first"].round(2),
            against: table["versus_baseline"].round(digits),
            beats: table["p_above_baseline"].round(2),
            t("Complete"): [t("some scores unknown") if one else t("yes") for one in table["incomplete"]],
        }
    )
    if not table["incomplete"].any():
        shown_table = shown_table.drop(columns=t("Complete"))
    if not baseline:
        shown_table = shown_table.drop(columns=[against, beats])
    st.dataframe(
        shown_table,
        hide_index=True,
        height="content",
        column_config={
            t("Rank"): st.column_config.NumberColumn(width=60, pinned=True),
            t("Score"): st.column_config.NumberColumn(
                format=f"%.{digits}f", help=meaning("additive" if additive else "method")
            ),
            t("First in"): st.column_config.ProgressColumn(
                format="percent",
                min_value=0,
                max_value=1,
                help=t(
                    "Share of draws in which this option alone comes first, ties shared. {meaning}",
                    meaning=meaning("draw"),
                ),
            ),
            beats: st.column_config.NumberColumn(
                format="percent", help=t("Share of draws in which this option does better")
            ),
            against: st.column_config.NumberColumn(format=f"%+.{digits}f", help=meaning("baseline")),
        },
    )
    if len(ranking.excluded):
        st.markdown(t("**Kept out by a gate**"))
        heads = {"label": t("Option"), "gate": t("Gate"), "score": t("Score")}
        st.dataframe(ranking.excluded[list(heads)], hide_index=True, column_config=heads)
    for sentence in wording.risk_sentences(ranking):
        st.warning(shown(sentence), icon=":material/warning:")
    stress = [option.label for option in choice.case.options if option.kind == "stress"]
    if stress:
        st.caption(
            t("Not ranked: {options}. A failure mode to test against, not a choice.", options=shown(", ".join(stress)))
        )


def meanings(choice: Choice) -> None:
    """What each option means in practice, and what it is built from."""
    case = choice.case
    with st.expander(t("What the options mean"), icon=":material/menu_book:"):
        for option in case.options:
            parts = [f"{percent(share)} {case.labels[name].lower()}" for name, share in option.shares]
            levers = [effect.label.lower() for effect in case.levers if effect.lever in option.levers]
            built = [*parts, *([case.labels[option.base].lower()] if option.base else []), *dict.fromkeys(levers)]
            made = t("Built from {parts}.", parts=shown(listed(built))) if built else ""
            st.markdown(f"**{shown(option.label)}.** {shown(option.description)} {made}")


def comparison(choice: Choice) -> None:
    """The same options in another scenario."""
    others = [one.scenario for one in choice.case.scenarios if one.scenario != choice.scenario]
    if not others:
        return
    st.subheader(t("In another scenario"), anchor=False, help=meaning("scenario"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        second = st.selectbox(
            t("Compare with"), others, format_func=lambda one: choice.case.scenario(one).label, key="second_scenario"
        )
        same = st.toggle(
            t("Keep the weights"),
            key="same_weights",
            value=True,
            help=t(
                "On: only facts differ. Off: each scenario brings the weights it suggests, so points are not in the same units."
            ),
        )
    kept = choice.weights if same else None
    table = answers.compared(choice.case, choice.scenario, second, kept, choice.method)
    st.markdown(shown(wording.comparison_sentence(choice.case, table, choice.scenario, second, kept)))
    first_label, second_label = (choice.case.scenario(one).label for one in (choice.scenario, second))
    st.dataframe(
        pd.DataFrame(
            {
                t("Option"): table["label"],
                t("Rank, {scenario}", scenario=first_label): table["rank_first"],
                t("Rank, {scenario}", scenario=second_label): table["rank_second"],
                t("Ranks climbed"): table["rank_change"],
                t("Score change"): table["score_change"].round(1 if choice.method == "additive" else 3),
            }
        ),
        hide_index=True,
        height="content",
        column_config={
            t("Ranks climbed"): st.column_config.NumberColumn(format="%+d"),
            t("Score change"): st.column_config.NumberColumn(format="%+.3g"),
        },
    )


def findings(choice: Choice, gates: tuple[str, ...]) -> None:
    """The verdict in words, the ranking as a chart, then as a table."""
    case = choice.case
    ranking = answers.rank(case, choice.scenario, choice.weights, choice.method, gates)
    with st.spinner(t("Drawing thousands of versions of facts and weights ...")):
        found = answers.verdict(case, choice.scenario, choice.weights, choice.method, gates)
    sentence = wording.ranking_sentence(case, ranking)
    st.title(shown(wording.headline(case, found)), anchor=False)
    st.markdown(shown(wording.verdict_sentence(case, found)), help=meaning("verdict"))
    zone = wording.zone_sentence(case, found)
    st.markdown(shown(f"{sentence} {zone}"), help=meaning("indifference zone") if zone else None)
    detail = False
    if choice.method == "additive":
        levels = {"Objectives": t("Objectives"), "Criteria": t("Criteria")}
        level = st.segmented_control(
            t("Bars show"),
            list(levels),
            default="Objectives" if len(case.catalogue.objectives) > 1 else "Criteria",
            format_func=levels.__getitem__,
            required=True,
            key="detail",
            bind="query-params",
            help=meaning("contribution"),
        )
        detail = level == "Criteria"
    figure(charts.ranking_chart(case, ranking, found, detail=detail), alt=sentence)
    st.caption(
        t(
            "Bars: what each part contributes at the most likely scores. Lines: 90 % of {draws} draws of scores, assumptions and weights.",
            draws=number(found.draws, 0),
        )
        if choice.method == "additive"
        else t(
            "{method} Lines: 90 % of {draws} draws.",
            method=said(METHODS[choice.method].summary),
            draws=number(found.draws, 0),
        )
    )
    ranking_table(choice, ranking, found)
    st.page_link("views/decide/why.py", label=t("Why this order? Compare any two options"), icon=":material/help:")


def page() -> None:
    choice = state.choice()
    top = st.container()
    gates = gates_of(choice)
    try:
        with top:
            findings(choice, gates)
            meanings(choice)
        comparison(choice)
    except McdaError as problem:
        with top:
            refused(problem)


page()
