"""What a session holds: the open case, and the weights a user has set. Everything else lives in widgets."""

import os
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from mcda.case import Case
from mcda.errors import CaseError, McdaError
from mcda.folder import case_from_bytes, read_case
from mcda.weights import WeightSet, weight_set

CUSTOM = "custom"


@dataclass(frozen=True)
class Choice:
    """What every page works on."""

    case: Case
    scenario: str
    weights: WeightSet
    method: str


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(source: str | None) -> Case:
    return read_case(source)


def case() -> Case:
    """The open case: the one the server was started with, until the user opens another."""
    if "case" not in st.session_state:
        source = os.environ.get("MCDA_CASE") or None
        try:
            st.session_state.case = _opened(source)
        except CaseError as problem:
            st.session_state.case = _opened(None)
            st.session_state.fault = f"{problem}\n\nThe shipped case is open instead."
    opened: Case = st.session_state.case
    return opened


def choice() -> Choice:
    """What the header says: the page works on that."""
    chosen: Choice = st.session_state.choice
    return chosen


def open_upload() -> None:
    """Open an uploaded case; a faulty one is reported and the last good case stays open."""
    upload = st.session_state.get("upload")
    if upload is None:
        return
    try:
        st.session_state.case = case_from_bytes(Path(upload.name).name, upload.getvalue())
    except McdaError as problem:
        st.session_state.fault = f"{problem}\n\nThe case that was open stays open."
        return
    st.session_state.fault = None
    _forget_choices()


def open_shipped() -> None:
    """Go back to the shipped case."""
    st.session_state.case = _opened(None)
    st.session_state.fault = None
    _forget_choices()


def _forget_choices() -> None:
    """Choices belong to the case they were made on; assigning is what also takes them out of the link."""
    opened = case()
    st.session_state.scenario = opened.scenario().scenario
    st.session_state.weights = "scenario"
    st.session_state.method = opened.settings.defaults.method
    for key in ("points", "criterion", "pair"):
        st.session_state.pop(key, None)
    st.query_params.pop("points", None)


def custom_weights() -> WeightSet | None:
    """The weights that the user set, or that came in the link; None if there are none."""
    opened = case()
    if "points" not in st.session_state:
        linked = st.query_params.get("points")
        st.session_state.points = _points_of(opened, linked)
        if linked and not st.session_state.points:
            st.toast(
                "The weights in the link cannot be read; the suggested ones are shown.", icon=":material/link_off:"
            )
    points: dict[str, float] | None = st.session_state.points
    return weight_set(opened, points) if points else None


def keep(weights: WeightSet) -> WeightSet:
    """Keep weights as the user's own."""
    st.session_state.points = weights.series().to_dict()
    return weight_set(case(), st.session_state.points)


def set_custom_weights(weights: WeightSet) -> None:
    """Keep weights that the user set, and choose them."""
    keep(weights)
    st.session_state.weights = CUSTOM


def show_in_link(weights: WeightSet | None) -> None:
    """Write custom weights into the link in catalogue order, as tenths of a per cent."""
    if weights is None:
        st.query_params.pop("points", None)
    else:
        st.query_params["points"] = "-".join(f"{1000 * weight:.0f}" for weight in weights.weights)


def _points_of(opened: Case, text: str | None) -> dict[str, float] | None:
    """Weights from the link; a link that is damaged or belongs to another case is ignored."""
    try:
        points = [float(part) for part in (text or "").split("-")]
        named = dict(zip(opened.catalogue.ids, points, strict=True))
        weight_set(opened, named)
    except (ValueError, McdaError):
        return None
    return named
