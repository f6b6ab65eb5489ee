"""Why one option is ahead of another: the steps from one score to the other, and what pays for each drawback."""

import altair as alt
import pandas as pd

from mcda.case import Case
from mcda.charts.palette import BAND, INK, MUTED, Layered, criterion_colours
from mcda.explanation import Explanation
from mcda.methods import METHODS
from mcda.wording_explanation import signed

UNPAID = "nothing left to pay"
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
    title = "points of 100"
    if found.method != "additive":
        better = "higher" if METHODS[found.method].higher_is_better else "lower"
        title = f"index of {METHODS[found.method].label}, {better} is better"
    x = alt.X("from:Q", title=title, scale=alt.Scale(zero=False, padding=_ROOM), axis=alt.Axis(tickCount=6))
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
            alt.Tooltip("label:N", title="criterion"),
            alt.Tooltip("text:N", title="contribution"),
            alt.Tooltip("weight:Q", format=".1%", title="weight"),
            alt.Tooltip("natural_a:N", title=found.label_a),
            alt.Tooltip("natural_b:N", title=found.label_b),
        ],
    )
    ends = base.transform_filter("datum.side == 'score'").mark_tick(thickness=3, color=INK).encode(x=alt.X("to:Q"))
    texts = base.mark_text(align="left", dx=5, fontSize=12, fontWeight="bold", color=INK).encode(
        x=alt.X("edge:Q"), text=alt.Text("text:N")
    )
    told = f"From {found.label_b} to {found.label_a}. " + " ".join(found.sentences)
    return (bars + ends + texts).properties(height=alt.Step(24), description=told)


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
                "natural_a": f"{natural[criterion][found.a]:.0f} {unit}".strip(),
                "natural_b": f"{natural[criterion][found.b]:.0f} {unit}".strip(),
            }
        )
        at += step
    return pd.DataFrame([*rows, _score_row(found.label_a, found.score_a, found)])


def _score_row(label: str, score: float, found: Explanation) -> dict[str, object]:
    text = f"{score:.1f}" if found.method == "additive" else f"{score:.3f}"
    return {"label": label, "from": score, "to": score, "edge": score, "text": text, "side": "score"}


def cover_chart(case: Case, found: Explanation) -> Layered:
    """Each drawback of a as a bar as long as it is great, made of the advantages that pay for it.

    Their names stand beside it. A drawback that nothing is left to pay for is grey.
    """
    rows = _payments(case, found)
    payers = _payers(rows)
    order = list(dict.fromkeys(rows["drawback"]))
    colours = {**criterion_colours(case), UNPAID: MUTED}
    used = [label for label in colours if label in set(rows["advantage"])]
    y = alt.Y("drawback:N", sort=order, title=None, axis=alt.Axis(labelLimit=210, ticks=False, domain=False))
    beside = alt.Scale(domain=[0, 1.8 * payers["size"].max() if len(payers) else 1], nice=False)  # room for names
    units = "points of 100" if found.method == "additive" else f"on the index of {METHODS[found.method].label}"
    title = f"size of the drawback ({units})"
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
                alt.Tooltip("drawback:N"),
                alt.Tooltip("advantage:N", title="made up by"),
                alt.Tooltip("paid:Q", format=".2~f" if found.method == "additive" else ".3~f", title="to the size of"),
            ],
        )
    )
    names = (
        alt.Chart(payers)
        .mark_text(align="left", dx=5, fontSize=12, color=INK)
        .encode(y=y, x=alt.X("size:Q"), text=alt.Text("payers:N"))
    )
    told = "; ".join(f"{row['drawback']}: {row['payers']}" for row in payers.to_dict("records"))
    nothing = f"{found.label_a} has no drawback against {found.label_b}."
    description = f"What makes up for each drawback of {found.label_a}. {told}." if len(rows) else nothing
    return (bars + names).properties(height=alt.Step(26), description=description)


def _payments(case: Case, found: Explanation) -> pd.DataFrame:
    """One row a drawback and an advantage that pays for it: `drawback`, `advantage`, `paid`, `order`."""
    rows = []
    for drawback, paid in found.payments.iterrows():
        label = case.catalogue[str(drawback)].label
        parts = {case.catalogue[str(name)].label: float(amount) for name, amount in paid[paid > 0].items()}
        parts = parts or {UNPAID: -float(found.table["contribution"][str(drawback)])}
        rows += [
            {"drawback": label, "advantage": name, "paid": amount, "order": number}
            for number, (name, amount) in enumerate(parts.items())
        ]
    return pd.DataFrame(rows, columns=["drawback", "advantage", "paid", "order"])


def _payers(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a drawback: its `size`, and who pays for it in words."""
    found = []
    for drawback, group in rows.groupby("drawback", sort=False):
        names = list(group["advantage"])
        more = [f"{len(names) - _PAYERS} more"] if len(names) > _PAYERS else []
        found.append([drawback, group["paid"].sum(), ", ".join([*names[:_PAYERS], *more])])
    return pd.DataFrame(found, columns=["drawback", "size", "payers"])
