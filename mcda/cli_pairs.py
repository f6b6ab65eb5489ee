"""What `mcda overturn`, `mcda drivers` and `mcda explain` found about two options."""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import mcda
from mcda.cli_answers import remark, setting_words
from mcda.cli_output import LEFT, RIGHT, Answer, Grid, signed
from mcda.cli_progress import bar

if TYPE_CHECKING:
    from mcda.case import Case
    from mcda.explanation import Explanation
    from mcda.robustness.drivers import Drivers
    from mcda.robustness.overturn import Overturn

Settings = Mapping[str, Any]
Pair = tuple[str, str]
YIELDING = ", the others yielding in proportion"
_MOST = 12
"""So many rows of a table are shown; all of them are in the data."""


def known(case: "Case", a: str, b: str) -> Pair:
    """Ids of two options, each named by its id or by its label, as tables print it, in capitals or not.

    Raises
    ------
    ArgumentError
        If the case has no such options, with all that it has; or if the two are one.
    """
    ids = {label.casefold(): option for option, label in case.labels.items() if option in case.option_ids}
    a, b = (name if name in case.option_ids else ids.get(name.casefold(), name) for name in (a, b))
    unknown = [name for name in dict.fromkeys((a, b)) if name not in case.option_ids]
    if unknown:
        raise mcda.ArgumentError(
            f"No option {' or '.join(map(repr, unknown))}. Name two of these: {', '.join(case.choices)}."
        )
    if a == b:
        others = ", ".join(name for name in case.choices if name != a)
        raise mcda.ArgumentError(f"{a!r} is named twice. Compare it with one of these: {others}.")
    return a, b


def overturn_answer(case: "Case", pair: Pair, setting: Settings) -> Answer:
    """What would have to be true for the option behind to get ahead."""
    from mcda import wording_robustness as wording  # noqa: PLC0415
    from mcda.robustness.overturn import overturn  # noqa: PLC0415

    found = overturn(case, *pair, **setting)
    possible = found.table[found.table["needed"].notna()]
    notes = [
        "A weight moves with the others yielding in proportion. In points of weight: all weights move together.",
        f"{len(possible) - _MOST} changes beyond these rows are in --format csv." if len(possible) > _MOST else "",
        f"{len(found.table) - len(possible)} of {len(found.table)} changes that were tried do it at no size.",
        setting_words(found.scenario, found.weights.name, f"method {found.method}"),
        remark(case),
    ]
    data = found.to_dict() | {"marking": case.settings.marking}
    grids = [_overturn_grid(case, found)] if len(possible) else []
    return Answer(found.to_frame(), data, [wording.overturn_sentence(case, found)], grids, notes)


def _overturn_grid(case: "Case", found: "Overturn") -> Grid:
    from mcda.wording_robustness import amount  # noqa: PLC0415

    rows = []
    possible = found.table[found.table["needed"].notna()]
    for row in possible.head(_MOST).to_dict("records"):
        first = " (to be first of all)" if row["goal"] == "first" else ""
        what = row["what"].removesuffix(YIELDING) + first
        if row["kind"] == "coordination":
            now, needed = f"{row['now']:+.2f}", f"{row['needed']:+.2f}"
        elif row["kind"] == "weights" and row["criterion"] is None:
            now, needed = "", f"{row['needed']:.1f} points"
        elif row["kind"] == "weights":
            now, needed = f"{row['now']:.1f} %", f"{row['needed']:.1f} %"
        else:
            now, needed = amount(row["now"]), f"{amount(row['needed'])} {row['unit']}"
        rows.append((what, now, needed, row["grade"]))
    columns = [("What", LEFT), ("Now", RIGHT), ("Needed", RIGHT), ("Evidence", LEFT)]
    return Grid(columns, rows, f"For {case.labels[found.b]} to beat {case.labels[found.a]}, one of these")


def drivers_answer(case: "Case", pair: Pair, setting: Settings) -> Answer:
    """Which doubts decide the lead of one option over another."""
    import pandas as pd  # noqa: PLC0415

    from mcda import wording_robustness as wording  # noqa: PLC0415
    from mcda.robustness.drivers import drivers  # noqa: PLC0415

    with bar("Working out leads") as show:
        found = drivers(case, *pair, **setting, progress=show)
    grids = [*_indices_grids(found), _tornado_grid(found)] if len(found.indices) else []
    notes = [
        "Alone: the share of the doubt that would go if this were known. Total: what would stay if all else were. "
        "± is a 95 % interval of the total.",
        f"Over all draws the lead is {found.mean:.1f} points on average, with a standard deviation of {found.sd:.1f}.",
        setting_words(found.scenario, found.weights.name, f"method {found.method}", found.draws, found.seed),
        remark(case),
    ]
    tables = {"indices": found.indices, "tornado": found.tornado}
    frames = [frame.assign(table=name) for name, frame in tables.items() if len(frame)]
    data = found.to_dict() | {"marking": case.settings.marking}
    frame = pd.concat(frames) if frames else found.to_frame()
    return Answer(frame, data, [wording.drivers_sentence(case, found)], grids, notes)


def _indices_grids(found: "Drivers") -> list[Grid]:
    """The share of the doubt in the lead that each input has."""
    rows = [
        (row["what"], _share(row["first"]), _share(row["total"]), f"{100 * row['total_error']:.0f}")
        for row in found.indices.head(_MOST).to_dict("records")
    ]
    columns = [("Doubt about", LEFT), ("Alone", RIGHT), ("Total", RIGHT), ("±", RIGHT)]
    return [Grid(columns, rows, "Share of the doubt in the lead")]


def _share(share: float) -> str:
    """An index in whole percent; sampling may put a small one just below 0."""
    return f"{max(0.0, 100 * share):.0f} %"


def _tornado_grid(found: "Drivers") -> Grid:
    from mcda.wording_robustness import amount  # noqa: PLC0415

    rows = [
        (
            row["what"],
            f"{amount(row['low'])} to {amount(row['high'])}",
            f"{signed(row['lead_low'])} to {signed(row['lead_high'])}",
            "turns it" if row["flips"] else "",
        )
        for row in found.tornado.head(_MOST).to_dict("records")
    ]
    columns = [("One input alone", LEFT), ("Its range", RIGHT), ("Lead", RIGHT), ("", LEFT)]
    return Grid(columns, rows, "The lead at both ends of each range")


def explain_answer(case: "Case", pair: Pair, setting: Settings) -> Answer:
    """Why one option is ahead of another."""
    from mcda.wording import unknown_sentence  # noqa: PLC0415

    labels = {criterion.id: criterion.label for criterion in case.catalogue.criteria}
    ranking = mcda.rank(case, **setting)
    found = mcda.explain(ranking, *pair, labels=labels, epsilon=case.settings.epsilon)
    notes = [
        unknown_sentence(case, pair),
        setting_words(found.scenario, found.weights.name, f"method {found.method}"),
        remark(case),
    ]
    data = found.to_dict() | {"marking": case.settings.marking}
    return Answer(found.to_frame().reset_index(), data, found.sentences, [_explain_grid(case, found)], notes)


def _explain_grid(case: "Case", found: "Explanation") -> Grid:
    """What each criterion adds to the lead, from the greatest advantage to the greatest drawback."""
    from mcda.wording import unknown_scores  # noqa: PLC0415

    form = ".1f" if found.method == "additive" else ".3f"
    values = {"value_a": unknown_scores(case, found.a), "value_b": unknown_scores(case, found.b)}
    rows = [
        (
            row["label"],
            f"{100 * row['weight']:.1f} %",
            *(_value(row[name], row["criterion"] in unknown) for name, unknown in values.items()),
            signed(row["contribution"], form),
        )
        for row in found.table.rename_axis("criterion").reset_index().to_dict("records")
    ]
    columns = [("Criterion", LEFT), ("Weight", RIGHT), ("Value of\nA", RIGHT), ("Value of\nB", RIGHT)]
    title = f"A: {found.label_a} ({found.score_a:{form}}); B: {found.label_b} ({found.score_b:{form}})"
    return Grid([*columns, ("Adds to\nA's lead", RIGHT)], rows, title)


def _value(value: float, unknown: bool) -> str:
    """A value from 0 to 100; nothing where the criterion has no weight."""
    text = "" if math.isnan(value) else f"{100 * value:.0f}"
    return f"unknown\n({text})" if unknown and text else text
