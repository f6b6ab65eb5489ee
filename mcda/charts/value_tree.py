"""The value tree: objectives, the criteria under each, which end of each is better, and what is not yet in words."""

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.charts.methods import TEXT
from mcda.charts.names import LINE, broken
from mcda.charts.palette import Layered, objective_colours
from mcda.completeness import has_words, without_anchors
from mcda.language import t

ROW = 30
"""Height of a criterion, in pixels."""

FORK, LEAF = 138, 172
"""Where branches leave an objective and where criteria begin, in pixels: the same on a wide page and a narrow one."""

OBJECTIVE, CRITERION = 18, 26
"""Letters of a name on a line."""


def value_tree_chart(case: Case, takeaway: str = "") -> Layered:
    """The value tree from left to right.

    A filled mark stands before a criterion whose ends are described in words, a hollow one where an end is not; it
    points up where more is better and down where less is.

    Parameters
    ----------
    takeaway
        The sentence that the chart bears out, for those who cannot see it.
    """
    rows, branches = _leaves(case), _branches(case)
    names = list(objective_colours(case).items())
    colour = alt.Color(
        "objective:N", scale=alt.Scale(domain=[name for name, _ in names], range=[hue for _, hue in names]), legend=None
    )
    height = ROW * (1 + max(float(rows["row"].max()), float(branches["row"].max())))
    y = alt.Scale(domain=[-0.5, height / ROW - 0.5], reverse=True, nice=False, zero=False)
    across = alt.X("x:Q", scale=alt.Scale(domain=[0, LEAF], range=[0, LEAF], nice=False), axis=None)
    tips = [
        alt.Tooltip("criterion:N", title=t("Criterion")),
        alt.Tooltip("question:N", title=t("Question")),
        alt.Tooltip("worst:N", title=t("Worst")),
        alt.Tooltip("best:N", title=t("Best")),
    ]
    place, name_place = (alt.Y(f"{row}:Q", scale=y, axis=None) for row in ("row", "name_row"))
    leaves = alt.Chart(rows).encode(x=across, tooltip=tips)
    layers = [
        alt.Chart(_lines(rows, branches))
        .mark_line(strokeWidth=1.5, interpolate="monotone")
        .encode(
            x=across,
            y=alt.Y("y:Q", scale=y, axis=None),
            detail=alt.Detail("branch:N"),
            order=alt.Order("step:O"),
            color=colour,
        ),
        alt.Chart(branches)
        .mark_text(align="left", fontSize=12, fontWeight="bold", lineBreak="\n", lineHeight=LINE + 2, color=TEXT)
        .encode(x=across, y=name_place, text=alt.Text("name:N")),
        *(
            leaves.transform_filter(f"datum.worded === {str(worded).lower()}")
            .mark_point(size=70, strokeWidth=1.8, filled=worded, opacity=1)
            .encode(
                y=place,
                color=colour,
                shape=alt.Shape(
                    "direction:N",
                    scale=alt.Scale(domain=["more", "less"], range=["triangle-up", "triangle-down"]),
                    legend=None,
                ),
            )
            for worded in (True, False)
        ),
        leaves.mark_text(align="left", dx=11, fontSize=12, color=TEXT, lineBreak="\n", lineHeight=LINE).encode(
            y=name_place, text=alt.Text("name:N")
        ),
    ]
    return alt.layer(*layers).properties(height=height, description=takeaway).configure_view(stroke=None)


def _leaves(case: Case) -> pd.DataFrame:
    """A row for each criterion, in the order of the tree; an objective without criteria keeps an empty row."""
    bare = set(without_anchors(case))
    rows, line = [], 0
    for objective in case.catalogue.objectives:
        leaves = case.catalogue.under(objective.id)
        for one in leaves:
            anchors = one.scale.anchors
            ends = [anchors.low, anchors.high][:: one.direction.sign]
            worst, best = (text if has_words(text) else t("not yet in words") for text in ends)
            rows.append(
                {
                    "row": line,
                    "x": LEAF,
                    "criterion": one.label,
                    **_named(one.label, line, CRITERION),
                    "objective": objective.label,
                    "direction": one.direction.value,
                    "worded": one.id not in bare,
                    "question": one.question,
                    "worst": worst,
                    "best": best,
                }
            )
            line += 1
        line += not leaves
    return pd.DataFrame(rows)


def _named(label: str, row: float, letters: int) -> dict[str, str | float]:
    """A name in lines, and where its first line stands so that all of them are centred on the row."""
    name = broken(label, letters)
    return {"name": name, "name_row": row - 0.5 * name.count("\n") * LINE / ROW}


def _branches(case: Case) -> pd.DataFrame:
    """A row for each objective, at the middle of its criteria."""
    rows, line = [], 0
    for objective in case.catalogue.objectives:
        span = max(1, len(case.catalogue.under(objective.id)))
        middle = line + (span - 1) / 2
        rows.append({"x": 0, "row": middle, "objective": objective.label, **_named(objective.label, middle, OBJECTIVE)})
        line += span
    return pd.DataFrame(rows)


def _lines(rows: pd.DataFrame, branches: pd.DataFrame) -> pd.DataFrame:
    """Two points for each criterion: where it leaves its objective, and its mark."""
    middles = dict(zip(branches["objective"], branches["row"], strict=True))
    points = [
        {"branch": branch, "step": step, "objective": leaf["objective"], "x": x, "y": y}
        for branch, leaf in enumerate(rows.to_dict("records"))
        for step, (x, y) in enumerate(
            ((FORK, middles[leaf["objective"]]), (LEAF - 6, leaf["row"])),
        )
    ]
    return pd.DataFrame(points, columns=["branch", "step", "objective", "x", "y"])


__all__ = ["value_tree_chart"]
