"""The objectives: their names and descriptions, their order, and new ones."""

from collections.abc import Callable

import streamlit as st

from criteria.catalogue import Objective
from mcda.case import Case
from mcda.edits import tree as tree_edits
from mcda.edits.tree_removal import remove_objective
from views import state
from views.build.objectives_actions import act, adding
from views.editing import entered, fault, field
from views.glossary import meaning
from views.text import shown, t


def branches(case: Case) -> None:
    """Each objective with its fields and its criteria, and a field for a new one."""
    st.markdown(
        t("What is to be achieved. Criteria stand under objectives; an objective has no score or weight of its own."),
        help=meaning("objective"),
    )
    last = len(case.catalogue.objectives) - 1
    for place, objective in enumerate(case.catalogue.objectives):
        with st.container(border=True):
            _branch(case, objective, place == 0, place == last)
    with st.container(border=True):
        adding(t("Name of a new objective"), "new_objective", t("Add the objective"), _add)


def _branch(case: Case, objective: Objective, first: bool, last: bool) -> None:
    name = shown(objective.label)
    for part, label, value in (
        ("label", t("Objective"), objective.label),
        ("description", t("What it means"), objective.description),
    ):
        key = f"objective_{objective.id}_{part}"
        log = t("Objective {name}: {field} changed", name=objective.label, field=label)
        st.text_input(label, key=field(key, value), on_change=entered, args=(key, log, _changed(objective.id, part)))
        fault(key)
    leaves = [one.label for one in case.catalogue.under(objective.id)]
    st.caption(t("Criteria: {names}.", names=shown(", ".join(leaves))) if leaves else t("No criteria yet."))
    with st.container(horizontal=True, vertical_alignment="center"):
        act(
            f"up_{objective.id}",
            t("Move up"),
            t("Objective {name} moved up", name=objective.label),
            lambda changed: tree_edits.move_objective(changed, objective.id, -1),
            icon=":material/arrow_upward:",
            disabled=first,
            help=t("Moves “{name}” up", name=name),
        )
        act(
            f"down_{objective.id}",
            t("Move down"),
            t("Objective {name} moved down", name=objective.label),
            lambda changed: tree_edits.move_objective(changed, objective.id, 1),
            icon=":material/arrow_downward:",
            disabled=last,
            help=t("Moves “{name}” down", name=name),
        )
        act(
            f"remove_{objective.id}",
            t("Remove"),
            t("Objective {name} removed", name=objective.label),
            lambda changed: remove_objective(changed, objective.id),
            icon=":material/delete:",
            disabled=bool(leaves) or (first and last),
            help=t("Only an objective without criteria can be removed, and the last one stays."),
        )


def _changed(objective: str, part: str) -> Callable[[Case, str], Case]:
    return lambda case, entry: tree_edits.change_objective(case, objective, **{part: entry})


def _add(name: str) -> str | None:
    return state.attempt(t("Objective {name} added", name=name), lambda case: tree_edits.add_objective(case, name))
