"""Weights that a user tries out: not yet a set of the case, kept in the link."""

import streamlit as st

from mcda.case import Case
from mcda.errors import McdaError
from mcda.weights import WeightSet, weight_set
from views import link, state
from views.text import t


def custom_weights() -> WeightSet | None:
    """The weights that the user set, or that came in the link; None if there are none."""
    opened = state.case()
    if "points" not in st.session_state:
        linked = link.said().get("points")
        st.session_state.points = _points_of(opened, linked)
        if linked and not st.session_state.points:
            st.toast(
                t("The weights in the link cannot be read; the suggested ones are shown."), icon=":material/link_off:"
            )
    points: dict[str, float] | None = st.session_state.points
    if points is not None and set(points) != set(opened.catalogue.ids):  # a criterion came or went
        points = st.session_state.points = None
    return weight_set(opened, points) if points else None


def keep(weights: WeightSet) -> WeightSet:
    """Keep weights as the user's own."""
    st.session_state.points = weights.series().to_dict()
    return weight_set(state.case(), st.session_state.points)


def set_custom_weights(weights: WeightSet) -> None:
    """Keep weights that the user set, and choose them."""
    keep(weights)
    st.session_state.weights = state.CUSTOM


def drop_custom() -> None:
    """Forget the user's own weights and follow the scenario again."""
    st.session_state.points = None
    st.session_state.weights = "scenario"


def show_in_link(weights: WeightSet | None) -> None:
    """Write custom weights into the link in catalogue order, as tenths of a per cent."""
    said = None if weights is None else "-".join(f"{1000 * weight:.0f}" for weight in weights.weights)
    link.say(points=said)


def _points_of(opened: Case, text: str | None) -> dict[str, float] | None:
    """Weights from the link; a link that is damaged or belongs to another case is ignored."""
    try:
        points = [float(part) for part in (text or "").split("-")]
        named = dict(zip(opened.catalogue.ids, points, strict=True))
        weight_set(opened, named)
    except (ValueError, McdaError):
        return None
    return named
