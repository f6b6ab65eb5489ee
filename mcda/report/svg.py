"""Charts as pictures without a browser: SVG text and PNG bytes, drawn by vl-convert through Altair."""

import io
import re
from typing import Any

import altair as alt

WIDTH = 600
"""Width of what is plotted, in pixels: with the names beside it, a chart then fills a page."""
PADDING = {"left": 16, "right": 8, "top": 4, "bottom": 4}
"""Room for names, which are wider in the fonts of some readers than in ours."""
FONT = "Helvetica, Arial, sans-serif"
_ID = re.compile(r"\bid=\"([^\"]+)\"")


def svg(chart: alt.TopLevelMixin, prefix: str = "chart-") -> str:
    """The chart as one `<svg>` element on white; the same chart gives the same text.

    Parameters
    ----------
    prefix
        Of the ids inside: charts on one page must differ in it.
    """
    buffer = io.StringIO()
    _for_paper(chart).save(buffer, format="svg")
    return _numbered(buffer.getvalue(), prefix)


def png(chart: alt.TopLevelMixin, scale: float = 2.0) -> bytes:
    """The chart as a PNG image on white, `scale` times as many pixels a side as its size in points."""
    buffer = io.BytesIO()
    _for_paper(chart).save(buffer, format="png", scale_factor=scale)
    return buffer.getvalue()


def _for_paper(chart: Any) -> Any:
    """A chart that is as wide as a page, without the marks' own labels: the picture as a whole has one."""
    sized = chart if isinstance(chart, alt.FacetChart) else chart.properties(width=WIDTH)
    return sized.configure(font=FONT, background="white", aria=False, padding=PADDING)


def _numbered(text: str, prefix: str) -> str:
    """The picture with its ids counted anew: the renderer goes on counting from one chart to the next."""
    ids = {old: f"{prefix}{number}" for number, old in enumerate(dict.fromkeys(_ID.findall(text)), start=1)}
    for old, new in ids.items():
        # Through a mark that no picture holds, so that no new id is taken for an old one.
        text = text.replace(f'id="{old}"', f'id="\0{new}"').replace(f"url(#{old})", f"url(#\0{new})")
    return text.replace("\0", "")


__all__ = ["png", "svg"]
