"""Stakeholders: several people's weights on the same facts, kept apart; who would choose what, and where they differ."""

import pandas as pd
import streamlit as st

from mcda.case import Case
from mcda.charts.stakeholders import people_chart
from mcda.errors import McdaError
from mcda.stakeholders import Stakeholders, last_rounds
from views import answers, state
from views.figure import figure
from views.glossary import meaning
from views.refusals import refused
from views.share import stakeholders_entry as entry
from views.state import Choice
from views.text import number, shown, t, unmarked


def finding(case: Case, found: Stakeholders) -> str:
    """Who wins for how many, in one sentence."""
    count = len(found.people)
    if count == 1:
        return t("One person so far: {option} comes first", option=shown(case.labels[found.people["winner"].iloc[0]]))
    if len(found.winners) == 1:
        return t(
            "{option} comes first for all {n} people", option=shown(case.labels[next(iter(found.winners))]), n=count
        )
    return t("{n} people would choose {w} different options", n=count, w=len(found.winners))


def choices(case: Case, found: Stakeholders) -> str:
    """How many people each option comes first for."""
    parts = [t("{option} for {n}", option=shown(case.labels[one]), n=many) for one, many in found.winners.items()]
    return t("First come {list}.", list=", ".join(parts))


def differences(case: Case, found: Stakeholders) -> str:
    """Where people differ most, and what nobody ranks last."""
    labels = {one.id: one.label.lower() for one in case.catalogue.criteria}
    sentences = []
    if len(found.people) > 1:
        widest = [
            t(
                "{criterion} ({low} % to {high} %)",
                criterion=shown(labels[str(name)]),
                low=number(100 * row["min"], 0),
                high=number(100 * row["max"], 0),
            )
            for name, row in found.spread.head(3).iterrows()
            if row["range"] > 0
        ]
        sentences.append(
            t("They differ most on {list}.", list=", ".join(widest)) if widest else t("They all weigh alike.")
        )
    kept = [case.labels[one] for one in found.never_last]
    lost = [case.labels[str(one)] for one in found.ranks.index if str(one) not in found.never_last]
    if not kept:
        sentences.append(t("Every option is somebody's last."))
    elif len(lost) < len(kept):
        sentences.append(
            t("Last for somebody: {list}. Nobody ranks any other option last.", list=shown(", ".join(lost)))
        )
    else:
        sentences.append(t("Nobody ranks these last: {list}.", list=shown(", ".join(kept))))
    close = int(found.people["close"].eq(True).sum())
    if close:
        sentences.append(t("For {n} of {all} the lead is too small to matter.", n=close, all=len(found.people)))
    return " ".join(sentences)


def people(case: Case, found: Stakeholders, *, named: bool) -> None:
    """A row a person: the winner, by how much, the runner-up."""
    rows = [
        {
            t("Person"): (row["person"] or row["label"]) if named else t("Person {n}", n=i),
            t("Comes first"): case.labels[row["winner"]],
            t("Lead"): row["lead"],
            t("Before"): case.labels[row["runner_up"]] if row["runner_up"] else "",
            t("Too close to matter"): {True: t("yes"), False: t("no"), None: ""}[row["close"]],
            t("Answered"): t("round {n}", n=row["round"]),
            t("Scales"): t("changed since: ask again") if row["stale"] else t("as asked"),
        }
        for i, (_, row) in enumerate(found.people.iterrows(), 1)
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height="content",
        column_config={t("Lead"): st.column_config.NumberColumn(format="%.2f", help=meaning("additive"))},
    )


def ranks(case: Case, found: Stakeholders, *, named: bool) -> None:
    """Which rank each person gives each option."""
    table = found.ranks.rename(index=case.labels)
    titles = [row["person"] or row["label"] for _, row in found.people.iterrows()] if named else []
    numbered = [t("Person {n}", n=i) for i in range(1, len(found.people) + 1)]
    table.columns = pd.Index([f"{i}: {name}" for i, name in enumerate(titles, 1)] if named else numbered)
    table.insert(0, t("Worst rank"), found.ranks.max(axis=1).to_numpy())
    st.markdown(
        t(
            "**Rank of each option for each person**, 1 is best. An option whose worst rank is good is one that nobody minds much."
        )
    )
    ordered = table.sort_values(t("Worst rank"), kind="stable")
    st.dataframe(
        ordered, height="content", column_config={"_index": st.column_config.TextColumn(t("Option"), pinned=True)}
    )


def results(choice: Choice) -> None:
    """What the people entered so far would choose."""
    case = choice.case
    try:
        found = answers.stakeholders(case, choice.scenario, choice.method)
    except McdaError as problem:
        st.title(t("Stakeholders"), anchor=False)
        refused(problem)
        return
    st.title(finding(case, found), anchor=False)
    st.markdown(
        f"{choices(case, found)} {differences(case, found)}" if len(found.winners) > 1 else differences(case, found)
    )
    st.caption(
        t(
            "Everybody sees the same facts, those of the scenario above; only weights differ. Weights stay apart: nothing here is an average."
        )
    )
    named = st.toggle(
        t("Show names"),
        key="stakeholder_names",
        help=t("Off, so that people can look at where they differ before they look at who differs."),
    )
    figure(people_chart(case, found, unmarked(f"{finding(case, found)}. {differences(case, found)}"), named=named))
    st.caption(
        t(
            "A dot is one person's weight; its shape and colour say which option then comes first. Hollow: a first answer that was changed later."
        )
    )
    people(case, found, named=named)
    ranks(case, found, named=named)


def page() -> None:
    choice = state.choice()
    if last_rounds(choice.case):
        results(choice)
    else:
        st.title(t("Nobody's weights are in yet"), anchor=False)
        st.markdown(
            t(
                "Enter what matters to each person, or import a table, and see where they would choose differently. "
                "First answers are kept, so that nobody's view is lost on the way to agreement."
            )
        )
    entry.enter(choice.case)
    entry.bring_in(choice.case)
    entry.kept(choice.case)
    st.page_link("views/share/report.py", label=t("Next: Report"), icon=":material/description:")


page()
