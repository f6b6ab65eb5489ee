"""Methods: whether the winner depends on how the scores are added up."""

import pandas as pd
import streamlit as st

from mcda import charts, wording_methods
from mcda.case import Case
from mcda.errors import McdaError
from mcda.language import capital, listed, said
from mcda.methods import LEFT_OUT, LEFT_OUT_LABELS, METHODS
from mcda.robustness import Agreement
from views import answers, state
from views.figure import figure
from views.gates import gates_of
from views.glossary import meaning
from views.refusals import refused
from views.state import Choice
from views.text import shown, t


def findings(choice: Choice, found: Agreement) -> None:
    """The answer in words, then every method's ranks."""
    case = choice.case
    headline = wording_methods.agreement_headline(case, found)
    sentence = wording_methods.agreement_sentence(case, found)
    st.title(shown(headline), anchor=False)
    st.markdown(shown(sentence))
    st.markdown(f"{said(wording_methods.CAUTION)} {said(wording_methods.ONE_VOTE)}")
    alt = t("Ranks by method. {headline}. {sentence}", headline=headline, sentence=sentence)
    figure(charts.method_rank_chart(case, found, choice.method), alt=alt)
    st.caption(
        t(
            "Rank of each option by each method; orange is first, and the deeper the blue, the nearer to it. Over each family stands what it votes for: the best mean rank over its methods. In bold, the method chosen above."
        )
    )
    votes = listed(
        f"{case.labels[str(option)]}: {wording_methods.vote_words(count)}" for option, count in found.votes.items()
    )
    st.markdown(t("**Votes.** {votes}.", votes=shown(votes)), help=meaning("family"))
    st.page_link(
        "views/decide/result.py",
        label=t("See the result by the method that is chosen above"),
        icon=":material/leaderboard:",
    )


def properties(found: Agreement) -> None:
    """What each method takes for granted."""
    used = [METHODS[str(name)] for name in found.ranks]
    words = {True: t("yes"), False: t("no")}
    with st.expander(t("What each method assumes, and where it is from"), icon=":material/menu_book:"):
        st.table(
            pd.DataFrame(
                {
                    t("Family"): [said(method.family) for method in used],
                    t("What it assumes"): [said(method.assumes) for method in used],
                    t("Gains offset losses"): [words[method.compensatory] for method in used],
                    t("Dropping an option can reorder others"): [words[method.rank_reversal] for method in used],
                    t("Source"): [method.source for method in used],
                },
                index=pd.Index([said(method.label) for method in used], name=t("Method")),
            ),
            border="horizontal",
        )


def left_out(case: Case, found: Agreement) -> None:
    """Methods that are not among those above, each with its reason."""
    st.subheader(t("Methods that do not apply here"), anchor=False)
    left = {LEFT_OUT_LABELS[name]: said(reason) for name, reason in LEFT_OUT.items()}
    reasons = {**wording_methods.left_out_words(case, found), **left}
    st.markdown("\n".join(f"- **{shown(name)}**: {shown(reason)}." for name, reason in reasons.items()))


def measure_words(measure: str) -> str:
    """The name of a measure, standing alone."""
    return capital(said(wording_methods.MEASURES[measure]))


def correlations(found: Agreement) -> None:
    """How alike the orders of any two methods are."""
    st.subheader(t("How alike the orders are"), anchor=False, help=meaning("rank correlation"))
    measure = st.segmented_control(
        t("Measure"),
        list(wording_methods.MEASURES),
        default=next(iter(wording_methods.MEASURES)),
        format_func=measure_words,
        required=True,
        key="measure",
        bind="query-params",
        help=t("1: the same order. Weighted Spearman and WS count differences near the top for more."),
    )
    st.markdown(shown(wording_methods.least_alike_sentence(found, measure)))
    frame = found.correlations[measure]
    if frame.empty:
        return
    labels = {name: said(METHODS[str(name)].label) for name in frame}
    with st.expander(t("Every pair of methods"), icon=":material/grid_on:"):
        two_digits = dict.fromkeys(labels.values(), st.column_config.NumberColumn(format="%.2f"))
        table = frame.rename(index=labels, columns=labels).rename_axis(t("Method"))
        st.dataframe(table, height="content", column_config=two_digits)
        if measure == "ws":
            st.caption(t("The method in the row is the reference."))


def page() -> None:
    choice = state.choice()
    top = st.container()
    gates = gates_of(choice)
    try:
        found = answers.agreement(choice.case, choice.scenario, choice.weights, gates)
    except McdaError as problem:
        with top:
            refused(problem)
        return
    with top:
        findings(choice, found)
    properties(found)
    left_out(choice.case, found)
    correlations(found)


page()
