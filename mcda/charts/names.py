"""Names of options along an axis, and the colour of the kind of strategy that each of them is."""

from textwrap import wrap
from typing import Any

import altair as alt

from mcda.case import Case
from mcda.charts.palette import HUES, MUTED, lightened
from mcda.robustness.verdict import kind_of

LINE = 12
"""Height of a line of a name, in pixels."""
_PALEST = 0.55


def option_colours(case: Case) -> dict[str, str]:
    """A colour for every option: a hue for each kind of strategy that no objective has, a shade for each member.

    The baseline is grey.
    """
    kinds: dict[str, list[str]] = {}
    for option in case.choices:
        kinds.setdefault(kind_of(case, option), []).append(option)
    coloured = [kind for kind in kinds if kind != case.settings.baseline]
    start = len(case.catalogue.objectives)
    hues = {kind: HUES[(start + i) % len(HUES)] for i, kind in enumerate(coloured)}
    return {
        option: lightened(hues.get(kind, MUTED), _PALEST * j / max(1, len(members) - 1))
        for kind, members in kinds.items()
        for j, option in enumerate(members)
    }


def broken(label: str, width: int = 20) -> str:
    """A name with line breaks, so that no line is much longer than `width` letters; `50 %` stays together."""
    return "\n".join(wrap(label.replace(" %", "\u00a0%"), width, break_on_hyphens=False)) or label


def name_axis(**more: Any) -> alt.Axis:
    """An axis of broken names, without ticks."""
    settings: dict[str, Any] = {
        "title": None,
        "ticks": False,
        "domain": False,
        "labelExpr": "split(datum.label, '\\n')",
        "labelLineHeight": LINE,
        "labelFontSize": 11,
        "labelLimit": 156,
        "labelOverlap": False,
    }
    return alt.Axis(**{**settings, **more})
