"""Why one option is ahead of another: the steps from one score to the other, and what pays for each drawback."""

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.charts.palette import BAND, INK, MUTED, Layered, criterion_colours
from mcda.explanation import Explanation
from mcda.language import later, number, said, t
from mcda.methods import METHODS
from mcda.wording_explanation import signed

UNPAID = later("nothing left to pay")
_PAYERS = 3
"""So many advantages are named beside the drawback that they pay for; of more, only how many there are."""


_ROOM = 36
"""Pixels kept free beside the outermost bars for their numbers."""


def waterfall_chart(case: Case, found: Explanation) -> Layered:
    """The way from b's score to a's, criterion by criterion: advantages first, then drawbacks, greatest outermost.

    The number beside each bar says with its sign which way it goes; tooltips have both scores in natural units.
    Criteria that change nothing are left out.
    """
    rows = _steps(case, found)
    labels = list(rows["label"])
    y = alt.Y("label:N", sort=labels, title=None, axis=alt.Axis(labelLimit=210, ticks=False, domain=False))
    x = alt.X(
        "from:Q", title=_axis_words(found), scale=alt.Scale(zero=False, padding=_ROOM), axis=alt.Axis(tickCount=6)
    )
    kinds = {"advantage": BAND, "drawback": MUTED, "score": INK}
    base = alt.Chart(rows).encode(y=y)
    bars = base.mark_bar(cornerRadius=1).encode(
        x=x,
        x2=alt.X2("to:Q"),
        color=alt.Color(
            "side:N",
            scale=alt.Scale(domain=list(kinds), range=list(kinds.values())),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("label:N", title=t("criterion")),
            alt.Tooltip("text:N", title=t("contribution")),
            alt.Tooltip("weight:Q", format=".1%", title=t("weight")),
            alt.Tooltip("natural_a:N", title=found.label_a),
            alt.Tooltip("natural_b:N", title=found.label_b),
        ],
    )
    ends = base.transform_filter("datum.side == 'score'").mark_tick(thickness=3, color=INK).encode(x=alt.X("to:Q"))
    texts = base.mark_text(align="left", dx=5, fontSize=12, fontWeight="bold", color=INK).encode(
        x=alt.X("edge:Q"), text=alt.Text("text:N")
    )
    told = [t("From {b} to {a}.", a=found.label_a, b=found.label_b), *found.sentences]
    return (bars + ends + texts).properties(height=alt.Step(24), description=" ".join(told))


def _axis_words(found: Explanation) -> str:
    """What scores are counted in."""
    method = METHODS[found.method]
    if found.method == "additive":
        return t("points of 100")
    if method.higher_is_better:
        return t("index of {method}, higher is better", method=said(method.label))
    return t("index of {method}, lower is better", method=said(method.label))


def _steps(case: Case, found: Explanation) -> pd.DataFrame:
    """One row a bar, top to bottom: b's score, every criterion that changes something, a's score."""
    sign = 1.0 if METHODS[found.method].higher_is_better else -1.0
    write = signed(found)
    told = found.table[found.table["side"] != "equal"]
    natural = case.scores(found.scenario)
    at = found.score_b
    rows = [_score_row(found.label_b, at, found)]
    for criterion, row in zip(map(str, told.index), told.to_dict("records"), strict=True):
        step = sign * row["contribution"]
        unit = case.catalogue[criterion].scale.unit
        rows.append(
            {
                "label": case.catalogue[criterion].label,
                "from": at,
                "to": at + step,
                "edge": max(at, at + step),
                "text": write(row["contribution"]),
                "side": row["side"],
                "weight": row["weight"],
                "natural_a": f"{number(natural[criterion][found.a], 0)} {unit}".strip(),
                "natural_b": f"{number(natural[criterion][found.b], 0)} {unit}".strip(),
            }
        )
        at += step
    return pd.DataFrame([*rows, _score_row(found.label_a, found.score_a, found)])


def _score_row(label: str, score: float, found: Explanation) -> dict[str, object]:
    text = number(score, 1 if found.method == "additive" else 3)
    return {"label": label, "from": score, "to": score, "edge": score, "text": text, "side": "score"}


def cover_chart(case: Case, found: Explanation) -> Layered:
    """Each drawback of a as a bar as long as it is great, made of the advantages that pay for it.

    Their names stand beside it. A drawback that nothing is left to pay for is grey.
    """
    rows = _payments(case, found)
    payers = _payers(rows)
    order = list(dict.fromkeys(rows["drawback"]))
    colours = {**criterion_colours(case), said(UNPAID): MUTED}
    used = [label for label in colours if label in set(rows["advantage"])]
    y = alt.Y("drawback:N", sort=order, title=None, axis=alt.Axis(labelLimit=210, ticks=False, domain=False))
    beside = alt.Scale(domain=[0, 1.8 * payers["size"].max() if len(payers) else 1], nice=False)  # room for names
    title = (
        t("size of the drawback (points of 100)")
        if found.method == "additive"
        else t("size of the drawback (on the index of {method})", method=said(METHODS[found.method].label))
    )
    size = ".2~f" if found.method == "additive" else ".3~f"
    bars = (
        alt.Chart(rows)
        .mark_bar(cornerRadius=1)
        .encode(
            y=y,
            x=alt.X("paid:Q", stack="zero", scale=beside, title=title, axis=alt.Axis(tickCount=5)),
            color=alt.Color(
                "advantage:N", scale=alt.Scale(domain=used, range=[colours[label] for label in used]), legend=None
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("drawback:N", title=t("drawback")),
                alt.Tooltip("advantage:N", title=t("made up by")),
                alt.Tooltip("paid:Q", format=size, title=t("to the size of")),
            ],
        )
    )
    names = (
        alt.Chart(payers)
        .mark_text(align="left", dx=5, fontSize=12, color=INK)
        .encode(y=y, x=alt.X("size:Q"), text=alt.Text("payers:N"))
    )
    return (bars + names).properties(height=alt.Step(26), description=_cover_described(found, payers))


def _cover_described(found: Explanation, payers: pd.DataFrame) -> str:
    """What pays for each drawback, for those who do not see it."""
    if payers.empty:
        return t("{a} has no drawback against {b}.", a=found.label_a, b=found.label_b)
    told = "; ".join(f"{row['drawback']}: {row['payers']}" for row in payers.to_dict("records"))
    return t("What makes up for each drawback of {option}. {list}.", option=found.label_a, list=told)


def _payments(case: Case, found: Explanation) -> pd.DataFrame:
    """One row a drawback and an advantage that pays for it: `drawback`, `advantage`, `paid`, `order`."""
    rows = []
    for drawback, paid in found.payments.iterrows():
        label = case.catalogue[str(drawback)].label
        parts = {case.catalogue[str(name)].label: float(amount) for name, amount in paid[paid > 0].items()}
        parts = parts or {said(UNPAID): -float(found.table["contribution"][str(drawback)])}
        rows += [
            {"drawback": label, "advantage": name, "paid": amount, "order": place}
            for place, (name, amount) in enumerate(parts.items())
        ]
    return pd.DataFrame(rows, columns=["drawback", "advantage", "paid", "order"])


def _payers(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a drawback: its `size`, and who pays for it in words."""
    found = []
    for drawback, group in rows.groupby("drawback", sort=False):
        names = list(group["advantage"])
        left = len(names) - _PAYERS
        more = [t("{count} more", count=number(left, 0))] if left > 0 else []
        found.append([drawback, group["paid"].sum(), ", ".join([*names[:_PAYERS], *more])])
    return pd.DataFrame(found, columns=["drawback", "size", "payers"])
