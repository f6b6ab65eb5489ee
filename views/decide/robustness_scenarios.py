"""Doubt about the world: what each option may cost in hindsight, and which options are worse whatever the weights."""

import pandas as pd
import streamlit as st

from mcda import wording_robustness as words
from mcda.charts.regret import regret_chart
from mcda.language import listed, said
from mcda.robustness.regret import Regret
from views import answers
from views.decide.amounts import span
from views.decide.robustness_shared import additive_only, share_column
from views.figure import figure
from views.glossary import meaning
from views.state import Choice
from views.text import number, shown, t

DRAWS = 2_000


def regret_table(choice: Choice, found: Regret) -> None:
    case, table = choice.case, found.table
    st.dataframe(
        pd.DataFrame(
            {
                t("Option"): table["label"],
                t("Worst regret"): table["worst_regret"],
                t("In"): [
                    case.scenario(one).label if isinstance(one, str) else t("kept out by a gate")
                    for one in table["worst_scenario"]
                ],
                t("90 % range"): [
                    "" if pd.isna(low) else span(low, high)
                    for low, high in zip(table["p05"], table["p95"], strict=True)
                ],
                t("Mean regret"): table["mean_regret_equal_scenarios"],
                t("Safest in"): table["p_choice"].round(2),
            }
        ),
        hide_index=True,
        height="content",
        column_config={
            t("Worst regret"): st.column_config.NumberColumn(format="%.1f", help=meaning("regret")),
            t("90 % range"): st.column_config.TextColumn(
                help=t("Of the worst regret, over {draws} draws of the facts", draws=number(DRAWS, 0))
            ),
            t("Mean regret"): st.column_config.NumberColumn(
                format="%.1f", help=t("If all scenarios were equally likely, which nobody claims")
            ),
            t("Safest in"): share_column("draw"),
        },
    )


def headline(safest: list[str], *, few: bool) -> str:
    """Which options are safest; `few` where there is but one scenario, so that they are simply the best."""
    if not safest:
        return t("No option passes the gates in every scenario")
    if len(safest) == 1:
        option = safest[0]
        return t("{option} is best here", option=option) if few else t("{option} is the safest choice", option=option)
    options = listed(safest)
    return (
        t("{options} are best here", options=options) if few else t("{options} are the safest choice", options=options)
    )


def hindsight(choice: Choice, gates: tuple[str, ...]) -> None:
    """Regret of every option in every scenario."""
    case = choice.case
    top = st.container()
    own = len(case.scenarios) > 1 and st.toggle(
        t("Each scenario's own weights (units differ)"),
        key="own_weights",
        bind="query-params",
        help=t(
            "Off: one weight set judges all scenarios, so that regrets are in one unit. On: each scenario brings the weights it suggests; points are then not in the same units."
        ),
    )
    with top:
        with st.spinner(t("Scoring every scenario ...")):
            found = answers.regret(case, None if own else choice.weights, gates, DRAWS)
        few = len(case.scenarios) == 1
        st.title(shown(headline([case.labels[option] for option in found.choices], few=few)), anchor=False)
        st.markdown(f"{shown(words.regret_sentence(case, found))} {said(words.ON_HINDSIGHT)}", help=meaning("regret"))
        additive_only(t("Regret is worked out"), choice.method)
    if own:
        st.warning(
            t(
                "Each scenario has its own weights: a point in one is not a point in another, so the worst regret is only a hint."
            ),
            icon=":material/straighten:",
        )
    figure(regret_chart(case, found))
    legend = t(
        "Points of 100 behind the best option of each scenario, at the most likely scores. Orange: the best there. Deeper blue: farther behind."
    )
    alone = t("This case has only one scenario, so there is no other world to be wrong about.") if few else ""
    st.caption(f"{legend} {alone}")
    regret_table(choice, found)
    if len(found.excluded):
        st.markdown(t("**Kept out by a gate**"))
        kept_out = found.excluded.assign(scenario=[case.scenario(one).label for one in found.excluded["scenario"]])
        heads = {"scenario": t("Scenario"), "label": t("Option"), "gate": t("Gate"), "score": t("Score")}
        st.dataframe(kept_out[list(heads)], hide_index=True, column_config=heads)


def dominated(choice: Choice, gates: tuple[str, ...]) -> None:
    """Which options no weights can put first."""
    case = choice.case
    st.subheader(t("Before any weight is chosen"), anchor=False, help=meaning("dominated"))
    found = answers.dominance(case, choice.scenario, gates)
    st.markdown(shown(words.dominance_sentence(case, found)))
    table = found.table.sort_values(["layer", "dominated_by"], kind="stable")
    st.dataframe(
        pd.DataFrame(
            {
                t("Option"): table["label"],
                t("Layer"): table["layer"],
                t("Dominated by"): table["dominated_by"],
                t("Surely by"): table["surely_dominated_by"],
                t("Possibly by"): table["possibly_dominated_by"],
                t("Dominates"): table["dominates"],
            }
        ),
        hide_index=True,
        height="content",
        column_config={
            t("Layer"): st.column_config.NumberColumn(
                help=t("1: nothing dominates it. 2: nothing does once layer 1 is gone; and so on.")
            ),
            t("Surely by"): st.column_config.NumberColumn(
                help=t("Even if it were at its best everywhere and the other at its worst")
            ),
            t("Possibly by"): st.column_config.NumberColumn(
                help=t("If it were at its worst everywhere and the other at its best")
            ),
        },
    )
    label = shown(case.scenario(choice.scenario).label)
    st.caption(t("In the {scenario} scenario, by number of other options.", scenario=label))


def findings(choice: Choice, gates: tuple[str, ...]) -> None:
    """Regret over all scenarios, and dominance in the chosen one."""
    hindsight(choice, gates)
    dominated(choice, gates)
