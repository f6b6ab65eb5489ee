"""Charts as the app shows them: one sentence for whoever cannot see them, not a thousand for their marks."""

from typing import Any

import altair as alt
import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def figure(chart: Any, place: DeltaGenerator | None = None, **options: Any) -> Any:
    """Show a chart, here or in `place`; options are those of `st.altair_chart`."""
    return (place or st).altair_chart(quiet(chart), **options)


def quiet(chart: Any) -> Any:
    """The chart whose single marks are not read out: its description says what they show, a table says them all."""
    changed = chart.copy(deep=False)
    config = alt.Config() if isinstance(changed.config, alt.utils.schemapi.UndefinedType) else changed.config.copy()
    config.mark = alt.MarkConfig(aria=False)
    changed.config = config
    return changed
