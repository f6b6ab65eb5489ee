"""Methods: the rank that each gives to each option, families together."""

from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.charts.palette import BAND, Layered
from mcda.language import later, said, t
from mcda.methods import METHODS
from mcda.robustness import Agreement
from mcda.wording_methods import in_order

FIRST = "#c2410c"
"""The accent, darker: white numbers on it have a contrast above 4.5."""
TEXT = "currentColor"
"""The page's own text colour, light or dark; cells are tinted so little that it stays readable on them."""
ROW = 21
LINE = 13
SIDE = 134
"""Width kept for the names of methods, in pixels; family names begin at its left edge."""
HEAD_ROWS = 7
"""Rows kept free on top for the names of options, where they stand upright."""
NARROW = 74
"""Columns narrower than this, in pixels, have upright names."""
LEFT = alt.XValue(-SIDE - 7)
TITLE = later("Rank by\neach method\n(1 = first)")


def method_rank_chart(case: Case, found: Agreement, chosen: str | None = None) -> Layered:
    """Ranks as a heat table: methods by family, options with most votes first; `chosen` is a method to mark."""
    options = in_order(found)
    families = {_title(str(name)): str(name) for name in found.families.index}
    heads = [f"head {number}" for number in range(HEAD_ROWS)]
    rows = list(heads)
    methods = [METHODS[str(name)] for name in found.ranks]
    for title, family in families.items():
        rows += [title, *(said(one.label) for one in methods if one.family == family)]
    labels = [case.labels[one] for one in options]
    wrapped = [wrap(label.replace(" %", "\u00a0%"), 14, break_on_hyphens=False) for label in labels]
    most = max(map(len, wrapped))
    narrow = f"(width / {len(labels)} < {NARROW})"
    room, height = ROW * HEAD_ROWS, ROW * len(rows)
    level = min(room, LINE * max(most, said(TITLE).count("\n") + 1) + 8)
    # Where names are level they need less room: the free rows then begin above the chart, and all rows grow a little.
    rise = (room - level) / (1 - HEAD_ROWS / len(rows))
    y = alt.Y(
        "row:N",
        scale=alt.Scale(domain=rows, padding=0.04, range=[alt.expr(f"{narrow} ? 0 : {-rise}"), height]),
        axis=_method_axis([*heads, *families], said(METHODS[chosen].label) if chosen and chosen in found.ranks else ""),
    )
    x = alt.X("label:N", scale=alt.Scale(domain=labels, padding=0.02), axis=None)
    layers = [
        *_cells(case, found, x, y),
        *_option_names(labels, wrapped, x, narrow, (room, level)),
        _family_names(case, found, families),
    ]
    return alt.layer(*layers).properties(height=height).configure_view(stroke=None)


def _title(family: str) -> str:
    """The name of a family as it begins a line."""
    name = said(family)
    return f"{name[0].upper()}{name[1:]}"


def _method_axis(silent: list[str], chosen: str) -> alt.Axis:
    """Names of methods, in bold where chosen; nothing beside the rows that hold other names."""
    quiet = f"indexof({silent!r}, datum.value) >= 0"
    weight: Any = {"condition": {"test": f"datum.value === {chosen!r}", "value": "bold"}, "value": "normal"}
    return alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        labelExpr=f"{quiet} ? '' : datum.value",
        labelColor=TEXT,
        labelFontWeight=weight,
        labelLimit=SIDE - 6,
        minExtent=SIDE,
        maxExtent=SIDE,
    )


def _cells(case: Case, found: Agreement, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A tinted cell and its rank for every method and option."""
    long = found.ranks.reset_index().melt(id_vars="option", var_name="method", value_name="rank")
    long["label"] = long["option"].map(case.labels)
    long["row"] = [said(METHODS[name].label) for name in long["method"]]
    long["family"] = [said(METHODS[name].family) for name in long["method"]]
    base = alt.Chart(long).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("row:N", title=t("method")),
            alt.Tooltip("label:N", title=t("option")),
            alt.Tooltip("rank:Q", title=t("rank")),
            alt.Tooltip("family:N", title=t("family")),
        ],
    )
    first = "datum.rank === 1"
    last = max(3, int(long["rank"].max()))
    depth = alt.Opacity("rank:Q", scale=alt.Scale(domain=[2, last], range=[0.5, 0.03]), legend=None)
    return [
        base.transform_filter("datum.rank > 1").mark_rect(color=BAND, cornerRadius=2).encode(opacity=depth),
        base.transform_filter(first).mark_rect(color=FIRST, cornerRadius=2),
        base.mark_text(fontSize=12).encode(
            text=alt.Text("rank:Q"),
            color=alt.ColorValue(TEXT, condition={"test": first, "value": "#ffffff"}),
        ),
    ]


def _option_names(
    labels: list[str], wrapped: list[list[str]], x: alt.X, narrow: str, room: tuple[int, int]
) -> list[alt.Chart]:
    """Names of options over their columns, upright where `narrow` holds, else level and wrapped; and a title.

    `room` is the height for them in both cases, in pixels.
    """
    most = max(map(len, wrapped))
    # Blank lines on top let every name end on the same line.
    even = ["\n".join([" "] * (most - len(lines)) + lines) for lines in wrapped]
    over = alt.Chart(pd.DataFrame({"label": labels, "wide": even})).encode(x=x)
    text: dict[str, Any] = {"color": TEXT, "fontSize": 11, "lineBreak": "\n", "lineHeight": LINE, "limit": room[0] - 5}
    title = said(TITLE)
    bottom = f"({narrow} ? {room[0]} : {room[1]}) - 5"
    return [
        over.transform_calculate(name=f"{narrow} ? datum.label : ''")
        .mark_text(angle=270, align="left", baseline="middle", **text)
        .encode(y=alt.YValue(room[0] - 5), text=alt.Text("name:N")),
        over.transform_calculate(name=f"{narrow} ? '' : datum.wide")
        .mark_text(baseline="bottom", **text)
        .encode(y=alt.YValue(room[1] - 5 - LINE * (most - 1)), text=alt.Text("name:N")),
        alt.Chart(pd.DataFrame({"name": [title]}))
        .mark_text(align="left", baseline="bottom", **text)
        .encode(x=LEFT, y=alt.YValue(alt.expr(f"{bottom} - {LINE * title.count(chr(10))}")), text=alt.Text("name:N")),
    ]


def _family_names(case: Case, found: Agreement, families: dict[str, str]) -> alt.Chart:
    """Over each family its name and for which option it votes, from the left edge on."""
    winners = found.families["winner"]
    names = pd.DataFrame(
        {
            "row": list(families),
            "name": [
                f"{title}: {' / '.join(case.labels[option] for option in winners[family].split(';'))}"
                for title, family in families.items()
            ],
        }
    )
    return (
        alt.Chart(names)
        .mark_text(align="left", baseline="bottom", dy=7, fontSize=12, fontWeight="bold", color=TEXT)
        .encode(x=LEFT, y=alt.Y("row:N"), text=alt.Text("name:N"))
    )
