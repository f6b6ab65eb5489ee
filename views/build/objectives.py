"""Objectives: the value tree, the scales with their ends in words, and whether criteria are independent."""

import pandas as pd
import streamlit as st

from mcda.case import Case
from mcda.charts.value_tree import value_tree_chart
from mcda.completeness import has_words, without_anchors, without_spread
from mcda.independence import dependent, unanswered
from mcda.language import listed
from views import state
from views.build.objectives_branches import branches
from views.build.objectives_criterion import criterion_editor
from views.build.objectives_pairs import pairs
from views.figure import figure
from views.gaps import still_missing
from views.glossary import meaning
from views.text import number, shown, t

MANY = 8
"""Criteria beyond which answers about weights get tired."""


def finding(case: Case) -> str:
    """How the tree stands, in a sentence."""
    criteria, bare = len(case.catalogue.criteria), len(without_anchors(case))
    open_pairs, doubtful = len(unanswered(case)), len(dependent(case))
    if bare:
        return t("{bare} of {criteria} criteria have an end without words", bare=bare, criteria=criteria)
    if doubtful == 1:
        return t("Every end is in words; for one pair of criteria adding up is doubtful")
    if doubtful:
        return t("Every end is in words; for {number} pairs of criteria adding up is doubtful", number=doubtful)
    if open_pairs == 1:
        return t(
            "Every end of {criteria} criteria is in words; one pair that may overlap waits for an answer",
            criteria=criteria,
        )
    if open_pairs:
        return t(
            "Every end of {criteria} criteria is in words; {number} pairs that may overlap wait for an answer",
            criteria=criteria,
            number=open_pairs,
        )
    return t("{criteria} criteria, every end in words, no open question about overlaps", criteria=criteria)


def tree(case: Case) -> None:
    """The tree as a chart, what is worth knowing about it, and all scales as a table."""
    left, right = st.columns([1, 1], gap="large")
    with left:
        sentence = t(
            "{criteria} criteria under {objectives} objectives.",
            criteria=len(case.catalogue.criteria),
            objectives=len(case.catalogue.objectives),
        )
        figure(value_tree_chart(case, sentence), width="stretch")
        st.caption(
            t("▲ more is better, ▼ less is better. A hollow mark: an end of the scale is not yet in words."),
            help=meaning("value tree"),
        )
    with right:
        if case.catalogue.root:
            st.markdown(t("**What it is all for.** {root}", root=shown(case.catalogue.root)))
        notes(case)
    st.subheader(t("Every scale from worst to best"), anchor=False, help=meaning("scale"))
    st.dataframe(
        scales(case),
        hide_index=True,
        height="content",
        column_config={
            t("Criterion"): st.column_config.TextColumn(pinned=True),
            t("Worst"): st.column_config.TextColumn(width=330),
            t("Best"): st.column_config.TextColumn(width=330),
        },
    )


def notes(case: Case) -> None:
    """What is worth a look in this tree."""
    labels = {one.id: one.label for one in case.catalogue.criteria}
    leaves = len(labels)
    if bare := without_anchors(case):
        st.warning(
            t(
                "Ends without words: {names}. A score and a weight mean something only between two ends that everybody "
                "pictures alike.",
                names=shown(listed([labels[one] for one in bare])),
            ),
            icon=":material/edit_note:",
        )
    if leaves > MANY:
        st.info(
            t(
                "{leaves} criteria are more than about {many}, the number that people weigh without getting tired. That is "
                "no fault where each of them tells options apart; weigh them objective by objective.",
                leaves=leaves,
                many=MANY,
            ),
            icon=":material/info:",
        )
    flat = without_spread(case)
    if flat and len(case.choices) > 1:
        st.info(
            t(
                "All options score the same on {names}: it cannot tell them apart, whatever its weight. Keep it only if an "
                "option to come may differ.",
                names=shown(listed([labels[one] for one in flat])),
            ),
            icon=":material/drag_handle:",
        )
    empty = [one.label for one in case.catalogue.objectives if not case.catalogue.under(one.id)]
    if empty:
        st.info(t("No criteria yet: {names}.", names=shown(listed(empty))), icon=":material/info:")
    if case.stale_sets:
        st.warning(
            t(
                "Stale weights, asked for on other scales than these: {names}. Ask again on the page Values and weights.",
                names=shown(listed([case.weight_sets[one] for one in sorted(case.stale_sets)])),
            ),
            icon=":material/history:",
        )


def scales(case: Case) -> pd.DataFrame:
    """All criteria with their ends, worst first."""
    labels = {one.id: one.label for one in case.catalogue.objectives}
    rows = []
    for one in case.catalogue.criteria:
        anchors = one.scale.anchors
        texts = {one.scale.low: anchors.low, one.scale.high: anchors.high}
        worst, best = (
            f"{number(end, 0 if end == int(end) else 2)} {one.scale.unit}: {texts[end] if has_words(texts[end]) else '…'}"
            for end in (one.worst, one.best)
        )
        rows.append(
            {
                t("Criterion"): one.label,
                t("Objective"): labels[one.objective],
                t("Better"): t("▲ more") if one.direction.sign > 0 else t("▼ less"),
                t("Worst"): worst,
                t("Best"): best,
                t("Required"): t("yes") if one.required else "",
            }
        )
    return pd.DataFrame(rows)


def page() -> None:
    case = state.case()
    st.title(finding(case), anchor=False)
    names = [t("Value tree"), t("One criterion"), t("Objectives"), t("Overlaps and independence")]
    tabs = st.tabs(names, key="objectives_tab")
    with tabs[0]:
        tree(case)
    with tabs[1]:
        criterion_editor(case)
    with tabs[2]:
        branches(case)
    with tabs[3]:
        pairs(case)
    still_missing("objectives")


page()
