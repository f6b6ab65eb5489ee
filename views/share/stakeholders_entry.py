"""How people's weights come in: typed, imported, or a set that is there already; and how they go."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from mcda.case import Case
from mcda.edits.people import joined, with_person, without_person
from mcda.parts import Elicitation
from mcda.people_table import people_from_csv
from mcda.stakeholders import last_rounds
from views import state
from views.glossary import meaning
from views.refusals import refused_text
from views.saving import draft, keep_draft
from views.text import shown, t
from views.whole import whole

DRAFT = "stakeholder"
ROW = 72
"""Pixels of a row: three lines, in which both ends of a scale stand in full."""


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def enter(case: Case) -> None:
    """A person's name and swing points, kept while half-filled."""
    with st.expander(t("Enter a person's weights"), icon=":material/person_add:", expanded=not last_rounds(case)):
        st.markdown(
            t(
                "Points say how much it is worth to go from the worst to the best end of each criterion. Give 100 to the "
                "step that matters most and the others in proportion. For a guided way, use *Values and weights*, and "
                "take that set over below."
            )
        )
        left = draft(DRAFT)
        st.session_state.setdefault("stakeholder_name", left.get("name", ""))
        st.text_input(t("Name, or a sign the person knows"), key="stakeholder_name", max_chars=100, on_change=_keep)
        if "stakeholder_points" not in st.session_state:
            points = left.get("points", {})
            st.session_state.stakeholder_points = pd.DataFrame(
                {
                    t("Criterion"): [one.label for one in case.catalogue.criteria],
                    t("From"): [_end(one, worst=True) for one in case.catalogue.criteria],
                    t("To"): [_end(one, worst=False) for one in case.catalogue.criteria],
                    t("Points"): [points.get(one.id) for one in case.catalogue.criteria],
                },
                index=pd.Index(case.catalogue.ids, name="criterion"),
            ).astype({t("Points"): "float64"})
        frame = st.session_state.stakeholder_points
        st.data_editor(
            frame,
            key=f"stakeholder_editor_{st.session_state.get('stakeholder_serial', 0)}",
            hide_index=True,
            row_height=ROW,
            disabled=[t("Criterion"), t("From"), t("To")],
            on_change=_keep,
            column_config={
                t("From"): st.column_config.TextColumn(width="large"),
                t("To"): st.column_config.TextColumn(width="large"),
                t("Points"): st.column_config.NumberColumn(min_value=0.0, help=meaning("swing weight")),
            },
        )
        st.button(t("Add this person"), on_click=_add, icon=":material/person_add:", key="stakeholder_add")
        problem = st.session_state.get("stakeholder_fault")
        if problem:
            refused_text(problem)


def _end(criterion: object, *, worst: bool) -> str:
    anchors, more = criterion.scale.anchors, criterion.direction.sign > 0  # type: ignore[attr-defined]
    return str(anchors.low if worst == more else anchors.high)


def _typed() -> dict[str, float]:
    """Points by criterion, as far as they are typed."""
    frame = st.session_state.stakeholder_points
    column = frame.columns[-1]
    edits = st.session_state.get(f"stakeholder_editor_{st.session_state.get('stakeholder_serial', 0)}", {})
    points = {name: value for name, value in frame[column].items() if pd.notna(value)}
    for position, cells in edits.get("edited_rows", {}).items():
        if cells.get(column) is None and column in cells:
            points.pop(frame.index[int(position)], None)
        elif column in cells:
            points[frame.index[int(position)]] = float(cells[column])
    return points


@whole
def _keep() -> None:
    keep_draft(DRAFT, {"name": st.session_state.stakeholder_name, "points": _typed()})


@whole
def _add() -> None:
    name, points = st.session_state.stakeholder_name.strip(), _typed()
    problem = state.attempt(
        t("Weights of a stakeholder"), lambda case: with_person(case, name, points, method="points", date=today())
    )
    st.session_state.stakeholder_fault = problem
    if problem is None:
        st.session_state.stakeholder_name = ""
        st.session_state.pop("stakeholder_points", None)
        st.session_state.stakeholder_serial = st.session_state.get("stakeholder_serial", 0) + 1
        keep_draft(DRAFT, {})


def bring_in(case: Case) -> None:
    """Import a table of people, or take over a weight set of the case."""
    with st.expander(t("Import a table, or take over a weight set"), icon=":material/upload:"):
        st.markdown(
            t(
                "A CSV with a column `person` and one for each criterion, by its id or name: swing points, one person a row."
            )
        )
        template = pd.DataFrame([["", *[""] * len(case.catalogue.ids)]], columns=["person", *case.catalogue.ids])
        st.download_button(
            t("An empty table to fill"),
            template.to_csv(index=False),
            file_name="people.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
            key="people_template",
        )
        st.file_uploader(
            t("People's weights (.csv)"), type=["csv"], key="people_upload", max_upload_size=1, on_change=_import
        )
        problem = st.session_state.get("people_fault")
        if problem:
            refused_text(problem)
        if added := st.session_state.get("people_added"):
            names = shown(", ".join(added))
            st.success(
                t("1 person added: {names}.", names=names)
                if len(added) == 1
                else t("{count} people added: {names}.", count=len(added), names=names),
                icon=":material/group_add:",
            )
        free = {
            name: label
            for name, label in case.weight_sets.items()
            if name not in {one.set for one in case.elicitations if one.role == "stakeholder"}
        }
        if free:
            with st.container(horizontal=True, vertical_alignment="bottom"):
                chosen = st.selectbox(
                    t("A weight set of this case"), list(free), format_func=free.__getitem__, key="take_set"
                )
                who = st.text_input(t("Whose it is"), key="take_person", max_chars=100)
                st.button(
                    t("Take it over"), on_click=_take, args=(chosen, who), disabled=not who.strip(), key="take_over"
                )


@whole
def _import() -> None:
    upload = st.session_state.get("people_upload")
    if upload is None:
        return

    added: list[str] = []

    def change(case: Case) -> Case:
        for name, points in people_from_csv(case, upload.name, upload.getvalue()).items():
            added.append(name)
            case = with_person(case, name, points, method="import", date=today())
        return case

    problem = state.attempt(t("Imported people's weights"), change)
    st.session_state.people_fault = problem
    st.session_state.people_added = () if problem else tuple(added)


@whole
def _take(chosen: str, who: str) -> None:
    def change(case: Case) -> Case:
        weights = {name: float(value) for name, value in case.weights(chosen)["weight"].items()}
        record = next((one for one in case.elicitations if one.set == chosen), None)
        return with_person(case, who.strip(), weights, method=record.method if record else "import", date=today())

    st.session_state.people_fault = state.attempt(t("Took over a weight set for a stakeholder"), change)


def kept(case: Case) -> None:
    """Everybody's records, each of which can be taken out; and joining, only when asked."""
    records = [one for one in case.elicitations if one.role == "stakeholder"]
    if not records:
        return
    with st.expander(t("Who is in, and joining their weights"), icon=":material/groups:"):
        st.markdown(t("First answers stay when somebody answers again; both rounds are listed."))
        for record in records:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(_said(record))
                st.button(
                    t("Take out"),
                    key=f"drop_{record.set}",
                    on_click=_drop,
                    args=(record.set,),
                    icon=":material/delete:",
                )
        st.markdown(
            t(
                "**Joining** hides who wanted what, so it happens only here: one more set, the mean of everybody's last round. The others stay."
            )
        )
        rule = st.radio(
            t("Mean"),
            ["arithmetic", "geometric"],
            horizontal=True,
            key="join_rule",
            help=t("The geometric mean keeps ratios and needs every weight above 0."),
        )
        st.button(t("Make one set of all"), on_click=_join, args=(rule,), key="join_people", icon=":material/merge:")
        problem = st.session_state.get("join_fault")
        if problem:
            refused_text(problem)


def _said(record: Elicitation) -> str:
    when = f", {shown(record.date)}" if record.date else ""
    return t(
        "**{who}**, round {n}, by {method}{when}",
        who=shown(record.person or record.set),
        n=record.round,
        method=shown(record.method),
        when=when,
    )


def _drop(name: str) -> None:
    st.session_state.join_fault = state.attempt(
        t("Took a stakeholder's weights out"), lambda case: without_person(case, name)
    )


def _join(rule: str) -> None:
    st.session_state.join_fault = state.attempt(
        t("Joined the stakeholders' weights"), lambda case: joined(case, rule, date=today())
    )
