"""Charts as the app shows them: labels in ink that can be read on the page's own ground."""

from typing import Any

import altair as alt
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

INK = {"light": "#3d4654", "dark": "#c3cad3"}
"""Colour of labels: at least 4.5 : 1 on each theme's background, which Streamlit's own grey is not."""


def figure(chart: Any, place: DeltaGenerator | None = None, **options: Any) -> Any:
    """Show a chart, here or in `place`; options are those of `st.altair_chart`."""
    return (place or st).altair_chart(inked(chart, st.context.theme.type or "light"), **options)


def inked(chart: Any, theme: str) -> Any:
    """The chart with readable labels, and all else as it was."""
    ink = INK.get(theme, INK["light"])
    changed = chart.copy(deep=False)
    config = alt.Config() if isinstance(changed.config, alt.utils.schemapi.UndefinedType) else changed.config.copy()
    for part in ("axis", "legend", "header"):
        own = config[part].to_dict() if not isinstance(config[part], alt.utils.schemapi.UndefinedType) else {}
        config[part] = {"labelColor": ink, "titleColor": ink} | own
    if "mark" not in config.to_dict():
        config.mark = alt.MarkConfig(aria=False)
    changed.config = config
    return changed
