"""Why: what puts one option above another, what pays for its drawbacks, and what would have to be true instead."""

import altair as alt
import pandas as pd
import streamlit as st

from mcda import charts, wording
from mcda.errors import McdaError
from mcda.explanation import Explanation
from mcda.language import listed, said
from mcda.methods import METHODS
from mcda.ranking import Ranking
from views import answers, state
from views.decide.why_changes import conditions
from views.figure import figure
from views.gates import gates_of
from views.glossary import meaning
from views.refusals import refused
from views.state import Choice
from views.text import number, shown, t

SUGGESTED = ""  # stands for the option that the page suggests; no option has an empty id
NAMED = 3  # so many criteria are named in a heading


def swap(a: str, b: str) -> None:
    """Turn the question round."""
    st.session_state.a, st.session_state.b = b, a


def rival(choice: Choice, ranking: Ranking, gates: tuple[str, ...], a: str) -> str:
    """What `a` is compared with unless the user says otherwise: the best of another kind, or else the next in rank."""
    with st.spinner(t("Looking for the strongest rival ...")):
        found = answers.verdict(choice.case, choice.scenario, choice.weights, choice.method, gates)
    ranked = list(ranking.table["option"])
    after = ranked[ranked.index(a) + 1 :]
    return next(one for one in (found.runner_up, *after, *ranked) if one not in (None, a))


def pair(choice: Choice, ranking: Ranking, gates: tuple[str, ...]) -> tuple[str, str]:
    """The two options that the user compares."""
    labels = choice.case.labels
    ranked = list(ranking.table["option"])
    first, second, button = st.columns([5, 5, 2], gap="small", vertical_alignment="bottom")
    with first:
        named = st.selectbox(
            t("Why does"),
            [SUGGESTED, *ranked],
            format_func=lambda one: labels[one] if one else t("The leader: {option}", option=labels[ranked[0]]),
            key="a",
            bind="query-params",
            help=t("The option that is explained: unless you choose another one, it is the one that leads."),
        )
    a = named or ranked[0]
    against = rival(choice, ranking, gates, a)
    with second:
        other = st.selectbox(
            t("rank above"),
            [SUGGESTED, *ranked],
            format_func=lambda one: labels[one] if one else t("Its strongest rival: {option}", option=labels[against]),
            key="b",
            bind="query-params",
            help=t(
                "The strongest rival is the best option of another kind, so that a strategy is not compared with its own variants."
            ),
        )
    b = other or against
    button.button(t("Swap"), icon=":material/swap_horiz:", on_click=swap, args=(a, b), width="stretch")
    return a, b


def finding(choice: Choice, gates: tuple[str, ...], found: Explanation) -> None:
    """The answer in words, as steps from one score to the other, and as a table."""
    headline, *reasons = found.sentences
    st.title(shown(headline.removesuffix(".")), anchor=False)
    st.markdown(certainty(choice, gates), help=meaning("verdict"))
    st.markdown(shown(" ".join(reasons)))
    if (found.table["side"] == "equal").all():
        return
    figure(charts.waterfall_chart(choice.case, found).configure_axisX(titleAnchor="end"))
    counted = (
        t("points of 100: weight × the difference of the two values")
        if found.method == "additive"
        else t("shares in the lead on the index of {method}", method=said(METHODS[found.method].label))
    )
    st.caption(
        shown(
            t(
                "Blue speaks for {option}, grey for {other}. Numbers are {counted}; they sum to the lead.",
                option=found.label_a,
                other=found.label_b,
                counted=counted,
            )
        ),
        help=meaning("contribution"),
    )
    contributions(choice, found)


def certainty(choice: Choice, gates: tuple[str, ...]) -> str:
    """The verdict over all options: a lead at the most likely scores says nothing of how sure it is."""
    found = answers.verdict(choice.case, choice.scenario, choice.weights, choice.method, gates)
    return t(
        "**How sure is the first place?** {headline}. {verdict}",
        headline=shown(wording.headline(choice.case, found)),
        verdict=shown(wording.verdict_sentence(choice.case, found)),
    )


def contributions(choice: Choice, found: Explanation) -> None:
    """Each criterion's weight, the two scores and values, and what it contributes."""
    criteria = [choice.case.catalogue[str(one)] for one in found.table.index]
    scores = choice.case.scores(found.scenario)[list(found.table.index)]
    digits = 1 if found.method == "additive" else 4
    a, b = found.label_a, found.label_b
    scores_of = {one: t("Score of {option}", option=one) for one in (a, b)}
    values_of = {one: t("Value of {option}", option=one) for one in (a, b)}
    table = pd.DataFrame(
        {
            t("Criterion"): found.table["label"],
            t("Contribution"): found.table["contribution"].round(digits),
            t("Weight"): found.table["weight"],
            scores_of[a]: told_scores(choice, found.a, scores.loc[found.a]),
            scores_of[b]: told_scores(choice, found.b, scores.loc[found.b]),
            t("Unit"): [one.scale.unit for one in criteria],
            t("Better"): [t("more") if one.direction.sign > 0 else t("less") for one in criteria],
            values_of[a]: found.table["value_a"],
            values_of[b]: found.table["value_b"],
        }
    )
    natural = st.column_config.NumberColumn(format="%.0f", help=meaning("score"))
    value = st.column_config.NumberColumn(format="%.2f", help=meaning("value"))
    with st.expander(t("Every criterion: weight, scores and contribution"), icon=":material/table_rows:"):
        st.dataframe(
            table,
            hide_index=True,
            height="content",
            column_config={
                t("Criterion"): st.column_config.TextColumn(pinned=True, width="medium"),
                t("Contribution"): st.column_config.NumberColumn(format=f"%+.{digits}f"),
                t("Weight"): st.column_config.NumberColumn(format="percent", help=meaning("swing weight")),
                **{name: natural for name in scores_of.values() if pd.api.types.is_numeric_dtype(table[name])},
                **dict.fromkeys(values_of.values(), value),
            },
        )
        st.caption(
            t("Scores are the most likely ones, in the criterion's own unit; values run from 0 (worst) to 1 (best).")
        )
        unknown = wording.unknown_sentence(choice.case, (found.a, found.b))
        if unknown:
            st.caption(shown(unknown))


def told_scores(choice: Choice, option: str, scores: "pd.Series[float]") -> list[float] | list[str]:
    """The scores of an option as numbers; as text where one is unknown, so that nobody takes it for a judgement."""
    unknown = wording.unknown_scores(choice.case, option)
    if not unknown & set(scores.index):
        return [float(score) for score in scores]
    return [
        t("unknown (counts as {score})", score=number(score)) if criterion in unknown else number(score)
        for criterion, score in scores.items()
    ]


def argument(choice: Choice, found: Explanation) -> None:
    """The fewest advantages that outweigh all drawbacks, and what pays for each drawback."""
    side = found.table["side"]
    if not (side == "drawback").any():
        return
    st.subheader(shown(smallest_argument(found)), anchor=False)
    # Names beside the longest bar have less than half of the width; longer ones would squeeze the bars on a phone.
    chart = charts.cover_chart(choice.case, found).configure_text(limit=alt.ExprRef("0.43 * width"))
    figure(chart.configure_axisX(titleAnchor="end"))
    st.caption(
        shown(
            t(
                "Each bar is a drawback of {option}, as long as it is great; its colours are the advantages that make up for "
                "it. No part of an advantage counts twice.",
                option=found.label_a,
            )
        )
    )
    labels = found.table["label"]
    payers = {str(drawback): listed(labels[names]) for drawback, names in found.covered}
    with st.expander(t("Each drawback, and what makes up for it"), icon=":material/table_rows:"):
        told = {labels[one]: payers.get(str(one), t("nothing is left that could")) for one in found.payments.index}
        st.markdown("\n".join(f"- **{shown(drawback)}**: {shown(paid)}" for drawback, paid in told.items()))


def smallest_argument(found: Explanation) -> str:
    """`Speed alone outweighs everything that speaks for Multilateral`."""
    names = [str(found.table["label"][one]) for one in found.argument]
    a, b = found.label_a, found.label_b
    if not names:
        return t("What makes up for each drawback of {option}", option=a)
    if 1 < len(names) == (found.table["side"] == "advantage").sum():
        return t("It takes all advantages of {option} to outweigh what speaks for {other}", option=a, other=b)
    if len(names) == 1:
        return t("{criterion} alone outweighs everything that speaks for {other}", criterion=names[0], other=b)
    more = [t("{count} more", count=len(names) - NAMED)] if len(names) > NAMED else []
    criteria = listed([*names[:NAMED], *more])
    return t("{criteria} alone outweigh everything that speaks for {other}", criteria=criteria, other=b)


def answer(choice: Choice, gates: tuple[str, ...]) -> None:
    """The page for one pair."""
    ranking = answers.rank(choice.case, choice.scenario, choice.weights, choice.method, gates)
    if len(ranking.table) == 1:
        only = shown(ranking.table["label"].iloc[0])
        st.title(t("{option} is the only option to rank", option=only), anchor=False)
        if len(ranking.excluded):
            st.markdown(t("There is nothing to compare it with. Loosen the gate below to bring other options back."))
        else:
            st.markdown(t("There is nothing to compare it with. Add a second option under Strategies and blends."))
        return
    a, b = pair(choice, ranking, gates)
    if a == b:
        st.title(t("Choose two different options"), anchor=False)
        named = shown(choice.case.labels[a])
        st.markdown(t("{option} is named twice; an option is compared with another one.", option=named))
        return
    with st.spinner(t("Taking the lead apart ...")):
        found = answers.explanation(choice.case, choice.scenario, choice.weights, choice.method, gates, a, b)
    if found.lead < 0:
        st.info(
            t(
                "It is the other way round: {option} ranks above {other}.",
                option=shown(found.label_b),
                other=shown(found.label_a),
            ),
            icon=":material/swap_horiz:",
        )
        found = found.mirrored()
    finding(choice, gates, found)
    argument(choice, found)
    conditions(choice, gates, found)


def page() -> None:
    choice = state.choice()
    top = st.container()
    gates = gates_of(choice)
    with top:
        try:
            answer(choice, gates)
        except McdaError as problem:
            refused(problem)


page()
