"""Fields and tables that change the case: each shows a projection of it, and what is refused stays as it was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from mcda.case import Case
from views import state
from views.refusals import refused_text
from views.text import t
from views.whole import whole


def field(key: str, value: Any) -> str:
    """The key of a widget that shows `value` of the case; draw the widget with it right after this call.

    The widget shows the case anew at every run, so undo and changes on other pages reach it. An entry that was
    refused stays as it was typed until it is mended or taken back.
    """
    refused = st.session_state.setdefault("refused", {})
    shown = refused[key][0] if key in refused else value
    # What is assigned is written over what the reader has in hand, even when it is the same: a run that ends while
    # somebody types would take the text away.
    if key not in st.session_state or st.session_state[key] != shown:
        st.session_state[key] = shown
    return key


@whole
def entered(key: str, label: str, change: Callable[[Case, Any], Case]) -> None:
    """Callback of a widget: commit what `change(case, entry)` makes of the case, or keep the entry with its fault."""
    entry = st.session_state[key]
    problem = state.attempt(label, lambda case: change(case, entry))
    refused = st.session_state.setdefault("refused", {})
    if problem is None:
        refused.pop(key, None)
    else:
        refused[key] = (entry, problem)


def fault(key: str) -> None:
    """Say under a widget why its entry was refused, with a way to take it back."""
    kept = st.session_state.get("refused", {}).get(key)
    if kept:
        refused_text(kept[1])
        st.button(t("Take the entry back"), key=f"{key}_back", on_click=take_back, args=(key,), icon=":material/undo:")


def take_back(key: str) -> None:
    """Drop an entry that was refused: the widget shows the case again."""
    st.session_state.get("refused", {}).pop(key, None)


def picked(key: str, labels: Mapping[str, str], first: str | None = None) -> str:
    """The key of a list in which one of `labels` is picked; draw the list with it right after this call.

    A browser tells a pick by its label, not by its id. Once that is renamed, the browser goes on to send the old one
    until it has drawn the new, and where somebody types on, runs end before that. So every label that it was told is
    remembered with what it stands for, and the pick is kept by id: else the list would fall back to its first entry,
    under the hands of whoever works on another.

    Parameters
    ----------
    first
        What is picked at first, and where the pick is gone; the first of `labels` otherwise.
    """
    told: dict[str, str] = st.session_state.setdefault(f"{key}_told", {})
    sent, before = st.session_state.get(key), st.session_state.get(f"{key}_picked")
    meant = sent if sent in labels else told.get(str(sent))
    usual = first if first in labels else next(iter(labels))
    now = next((one for one in (meant, before) if one in labels), usual)
    # Assigning tells the browser. It is done again until it sends what it was told: a run may end in between.
    if sent != now or told.get(labels[now]) != now:
        st.session_state[key] = now
    st.session_state[f"{key}_picked"] = now
    told |= {label: one for one, label in labels.items()}
    return key


@dataclass(frozen=True)
class _Shown:
    """What an editor was drawn from: its data must stay the same while its key does."""

    serial: int
    digest: str
    frame: pd.DataFrame


def table(
    name: str,
    label: str,
    project: Callable[[Case], pd.DataFrame],
    change: Callable[[Case, pd.DataFrame], Case],
    **options: Any,
) -> None:
    """An editable table that shows `project(case)` and commits `change(case, edited table)`.

    The editor keeps its data while its own edits are committed, so that the place in it is not lost; after any
    other change (undo, another page, another tab) it is drawn anew under another key. Its result is never fed
    back into it. What is refused stays in the editor, with the faults below.

    Parameters
    ----------
    name
        Tells this editor from others; part of its key.
    label
        What the log says of a change.
    options
        For `st.data_editor`: `num_rows`, `column_config`, `disabled`, `hide_index` and so on.
    """
    case = state.case()
    kept: _Shown | None = st.session_state.get(f"{name}_shown")
    if kept is None or (kept.digest != case.digest and f"{name}_fault" not in st.session_state):
        kept = _Shown(0 if kept is None else kept.serial + 1, case.digest, project(case))
        st.session_state[f"{name}_shown"] = kept
    key = f"{name}_{kept.serial}"
    st.data_editor(kept.frame, key=key, on_change=_edited, args=(name, key, kept.frame, label, change), **options)
    problem = st.session_state.get(f"{name}_fault")
    if problem:
        refused_text(problem)
        st.button(t("Take the entries back"), key=f"{name}_back", on_click=_drop, args=(name,), icon=":material/undo:")


@whole
def _edited(name: str, key: str, drawn: pd.DataFrame, label: str, change: Callable[[Case, pd.DataFrame], Case]) -> None:
    """Commit all that was typed into the editor since it was drawn from `drawn`, not the last cell alone."""
    edited = with_edits(drawn, st.session_state[key])
    problem = state.attempt(label, lambda case: change(case, edited))
    if problem is None:
        st.session_state.pop(f"{name}_fault", None)
        serial = int(key.removeprefix(f"{name}_"))
        st.session_state[f"{name}_shown"] = _Shown(serial, state.case().digest, drawn)
    else:
        st.session_state[f"{name}_fault"] = problem


@whole
def _drop(name: str) -> None:
    """Draw the editor anew from the case."""
    shown: _Shown = st.session_state[f"{name}_shown"]
    st.session_state.pop(f"{name}_fault", None)
    st.session_state[f"{name}_shown"] = _Shown(shown.serial, "", shown.frame)


def with_edits(frame: pd.DataFrame, edits: Mapping[str, Any]) -> pd.DataFrame:
    """The table with what was typed into an editor that shows it: cells changed, rows added, rows deleted."""
    edited = frame.astype(object).copy()
    for position, cells in edits.get("edited_rows", {}).items():
        for column, value in cells.items():
            edited.iloc[int(position), edited.columns.get_loc(column)] = value
    edited = edited.drop(index=[edited.index[position] for position in edits.get("deleted_rows", ())])
    added = [{column: row.get(column) for column in edited.columns} for row in edits.get("added_rows", ())]
    rows = [*edited.to_dict("records"), *added]
    return pd.DataFrame(rows, columns=edited.columns, dtype=object)
