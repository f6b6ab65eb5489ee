"""Blends: whether mixing pays at all as things are assumed, what each blend is made of, and one to change."""

import pandas as pd
import streamlit as st

from mcda.case import Case
from mcda.charts.strategies import shares_chart
from mcda.edits.blends import undescribed
from views import answers
from views.build import strategies_blend
from views.build.strategies_add import add_option, first_step
from views.build.strategies_options import levers_of, pick_option
from views.build.strategies_words import made_of, mix_sentence, mixable, order_words, state_of
from views.figure import figure
from views.glossary import meaning
from views.state import Choice
from views.text import shown, t


def blends(choice: Choice) -> None:
    """The blends of the case; where it has none, the first step to one."""
    case = choice.case
    mixed = tuple(one.option for one in case.options if one.shares)
    if len(mixable(case)) < 2 and not mixed:
        st.subheader(t("Nothing can be mixed yet"), anchor=False)
        st.markdown(
            t(
                "A blend gives each of two to four strategies a share of the effort. It needs options that can be carried out in part, beside another one."
            )
        )
        first_step(case)
        return
    open_ones = undescribed(case)
    st.subheader(
        t("Not an alternative yet: {open} of {all} blends", open=len(open_ones), all=len(mixed)) if open_ones
        else t("Every blend says what its shares mean") if mixed
        else t("No blend is an option yet"),
        anchor=False,
        help=meaning("blend"),
    )  # fmt: skip
    does_it_pay(choice)
    if mixed:
        figure(shares_chart(case))
        _table(choice)
    add_option(case, "blend")
    if mixed:
        chosen = pick_option(case, mixed, t("Blend to change"))
        with st.container(border=True):
            strategies_blend.one_blend(case, case.option(chosen))
            levers_of(case, case.option(chosen))


def does_it_pay(choice: Choice) -> None:
    """Whether the best mix beats the best pure strategy as things are assumed."""
    case = choice.case
    if len(case.components) < 2:
        return
    best = answers.best_blend(case, choice.scenario, choice.weights, {})
    where = shown(case.scenario(choice.scenario).label)
    st.markdown(
        t("At the current assumptions in the scenario {scenario}: {finding}.", scenario=where, finding=mix_sentence(case, best)),
        help=t("Of the parts that blends mix by default, in any share. What the lead rests on stands under Assumptions."),
    )  # fmt: skip


def _table(choice: Choice) -> None:
    case, orders = choice.case, order_words()
    scores = answers.rank(case, choice.scenario, choice.weights, "additive").table.set_index("option")["score"]
    pure = [one for one in mixable(case) if one in scores.index]
    best = max((float(scores[one]) for one in pure), default=None)
    rows = [
        {
            t("Blend"): one.label,
            t("Score"): float(scores[one.option]),
            t("Over the best part"): None if best is None else float(scores[one.option]) - best,
            t("Still missing"): state_of(case, one),
            t("Shares and levers"): made_of(case, one),
            t("Order"): orders.get(one.sequence, orders["act_first"]),
        }
        for one in case.options
        if one.shares and one.option in scores.index
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height="content",
        column_config={
            t("Blend"): st.column_config.TextColumn(pinned=True),
            t("Still missing"): st.column_config.TextColumn(width=360),
            t("Score"): st.column_config.NumberColumn(format="%.1f", help=meaning("additive")),
            t("Over the best part"): st.column_config.NumberColumn(
                format="%+.1f",
                help=t("Points above the best option that can be mixed, alone. Below 0 the blend loses."),
            ),
        },
    )
    _meanings(case)


def _meanings(case: Case) -> None:
    if case.meanings:
        rows = [
            {t("Blend"): case.labels[one.option], t("Part"): case.labels[one.component], t("What its share means"): one.meaning}
            for one in case.meanings
        ]  # fmt: skip
        with st.expander(t("What the shares mean, all blends"), icon=":material/description:"):
            st.dataframe(pd.DataFrame(rows), hide_index=True, height="content", row_height=60)
