"""Charts as the app shows them: one sentence for whoever cannot see them, not a thousand for their marks."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from views.text import number_signs


def figure(chart: Any, place: DeltaGenerator | None = None, **options: Any) -> Any:
    """Show a chart, here or in `place`; options are those of `st.altair_chart`."""
    return (place or st).altair_chart(_Checked(quiet(chart)), **options)


@dataclass(frozen=True)
class _Checked:
    """A chart as Streamlit takes it, which would go through the whole schema each time: that takes half as long again.

    The tests of the charts do that.
    """

    chart: Any

    def to_dict(self) -> dict[str, Any]:
        found: dict[str, Any] = self.chart.to_dict(validate=False)
        return found


def quiet(chart: Any) -> Any:
    """The chart whose single marks are not read out: its description says what they show, a table says them all.

    Its numbers are written as the reader writes them.
    """
    changed = chart.copy(deep=False)
    config = alt.Config() if isinstance(changed.config, alt.utils.schemapi.UndefinedType) else changed.config.copy()
    config.mark = alt.MarkConfig(aria=False)
    decimal, thousands = number_signs()
    config.locale = alt.Locale(
        number=alt.NumberLocale(currency=["", ""], decimal=decimal, grouping=[3], thousands=thousands)
    )
    changed.config = config
    return changed
