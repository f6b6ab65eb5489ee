"""What `mcda stability`, `regret`, `dominance` and `reversal` found."""

import math
from collections.abc import Mapping
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

import mcda
from mcda.cli_answers import remark, setting_words
from mcda.cli_output import LEFT, RIGHT, Answer, Grid
from mcda.language import said

if TYPE_CHECKING:
    import pandas as pd

    from mcda.case import Case
    from mcda.robustness import Stability
    from mcda.robustness.dominance import Dominance
    from mcda.robustness.regret import Regret
    from mcda.robustness.reversal import Reversal

Settings = Mapping[str, Any]
WIDEST = 8
"""So many scenarios fit a terminal of 80 beside the options; those beyond are in the data alone."""
CHANGES = {"drop": "Drop one", "copy": "Copy one", "add worse": "Add a worse one"}


def stability_answer(case: "Case", setting: Settings) -> Answer:
    """How far each weight may move before another option comes first, or before any two change places."""
    from mcda import wording_robustness as wording  # noqa: PLC0415

    found = mcda.stability(case, **setting)
    data = found.to_dict() | {"marking": case.settings.marking}
    notes = [
        "As one weight moves, the others yield in proportion.",
        wording.search_sentence(found),
        setting_words(found.scenario, found.weights, f"method {found.method}"),
        remark(case),
    ]
    sentence = wording.stability_sentence(case, found)
    return Answer(found.to_frame().reset_index(), data, [sentence], [_stability_grid(case, found)], notes)


def _stability_grid(case: "Case", found: "Stability") -> Grid:
    """Each weight, where it may go while nothing changes, and what changes beyond."""
    rows = [
        (
            case.catalogue[str(criterion)].label,
            f"{100 * row['weight']:.1f} %",
            f"{100 * row['low']:.1f} to {100 * row['high']:.1f} %",
            *(_beyond(case, row, side) for side in ("below", "above")),
        )
        for criterion, row in found.table.to_dict("index").items()
    ]
    winner = found.what == "winner"
    who = f"{case.labels[found.winner]} stays first" if winner else "Every option keeps its place"
    what = "First" if winner else "Change"
    columns = [("Criterion", LEFT), ("Weight", RIGHT), ("Interval", RIGHT)]
    columns += [(f"{what} below it", LEFT), (f"{what} above it", LEFT)]
    return Grid(columns, rows, f"{who} while a weight is within its interval")


def _beyond(case: "Case", row: Mapping[Any, Any], side: str) -> str:
    """Who comes first, or passes whom, on one side of an interval."""
    if row[side] is None:
        return "no answer there" if row[f"silent_{side}"] else "no change"
    passed = row.get(f"passed_{side}")
    return case.labels[row[side]] if passed is None else f"{case.labels[row[side]]} passes {case.labels[passed]}"


def regret_answer(case: "Case", setting: Settings) -> Answer:
    """How far each option is behind the best in each scenario."""
    from mcda import wording_robustness as wording  # noqa: PLC0415
    from mcda.robustness.regret import regret  # noqa: PLC0415

    found = regret(case, **setting)
    notes = [
        f"Kept out in {case.scenario(row['scenario']).label} by {row['gate']}: {row['label']} ({row['score']:g})."
        for row in found.excluded.to_dict("records")
    ]
    if found.regret.shape[1] > WIDEST:
        notes.append(f"Only {WIDEST} of {found.regret.shape[1]} scenarios are shown; --format csv has all.")
    chosen = " / ".join(dict.fromkeys(found.weights.values()))
    drawn = f", {found.draws:,} draws, seed {found.seed}" if found.draws else ""
    used = f"Setting: {found.regret.shape[1]} scenarios, weights {chosen}, method {found.method}{drawn}."
    notes += [said(wording.ON_HINDSIGHT), used, remark(case)]
    data = found.to_dict() | {"marking": case.settings.marking}
    grids = [_worst_grid(case, found), *_regret_grids(case, found)]
    return Answer(found.to_frame().reset_index(), data, [wording.regret_sentence(case, found)], grids, notes)


def _worst_grid(case: "Case", found: "Regret") -> Grid:
    """The worst regret of each option, and where it is; with draws its range and how often it is the least."""
    columns = [("Option", LEFT), ("Worst\nregret", RIGHT), ("In scenario", LEFT)]
    if found.draws:
        columns += [("90 % range", RIGHT), ("Least in", RIGHT)]
    rows = []
    for row in found.table.to_dict("records"):
        if not row["permitted"]:
            rows.append((row["label"], "", "kept out by a gate", *([""] * (2 if found.draws else 0))))
            continue
        cells = [row["label"], f"{row['worst_regret']:.1f}", case.scenario(row["worst_scenario"]).label]
        if found.draws:
            cells += [f"{row['p05']:.1f} to {row['p95']:.1f}", f"{100 * row['p_choice']:.0f} %"]
        rows.append(tuple(cells))
    return Grid(columns, rows)


def _regret_grids(case: "Case", found: "Regret") -> list[Grid]:
    """What each letter stands for; then options as rows and scenarios, by letter, as columns."""
    letters = dict(zip(map(str, found.regret), ascii_uppercase[:WIDEST], strict=False))
    names = [(letter, case.scenario(scenario).label) for scenario, letter in letters.items()]
    rows = [
        (case.labels[str(option)], *(_points(found.regret[scenario], option) for scenario in letters))
        for option in found.table.index
    ]
    columns = [("Regret in", LEFT), *((letter, RIGHT) for letter in letters.values())]
    return [Grid([("", LEFT), ("Scenario", LEFT)], names), Grid(columns, rows)]


def _points(column: "pd.Series[float]", option: Any) -> str:
    value = float(column[option])
    return "out" if math.isnan(value) else f"{value:.1f}"


def dominance_answer(case: "Case", setting: Settings) -> Answer:
    """Which options are dominated, before any weight is chosen."""
    from mcda import wording_robustness as wording  # noqa: PLC0415
    from mcda.robustness.dominance import dominance  # noqa: PLC0415

    found = dominance(case, **setting)
    notes = [
        f"Kept out by {row['gate']}: {row['label']} ({row['score']:g})." for row in found.excluded.to_dict("records")
    ]
    notes += [
        "Layer 1: nothing dominates it; 2: nothing does once layer 1 is gone. Surely: even at its best against the "
        "other at its worst. Possibly: at its worst against the other at its best.",
        f"Setting: scenario {found.scenario}, ranges of {' and '.join(found.sources)}; weights play no part.",
        remark(case),
    ]
    data = found.to_dict() | {"marking": case.settings.marking}
    sentences = [wording.dominance_sentence(case, found)]
    return Answer(found.to_frame().reset_index(), data, sentences, [_dominance_grid(found)], notes)


def _dominance_grid(found: "Dominance") -> Grid:
    counts = ("layer", "dominated_by", "surely_dominated_by", "possibly_dominated_by")
    rows = [
        (row["label"], *(str(row[name]) for name in counts))
        for row in found.table.sort_values("layer", kind="stable").to_dict("records")
    ]
    columns = [("Option", LEFT), ("Layer", RIGHT), ("Dominated by", RIGHT), ("surely", RIGHT), ("possibly", RIGHT)]
    return Grid(columns, rows)


def reversal_answer(case: "Case", setting: Settings) -> Answer:
    """Whether the order of the others moves when an option is dropped, copied, or joined by a worse one."""
    from mcda import wording_robustness as wording  # noqa: PLC0415
    from mcda.robustness.reversal import reversal  # noqa: PLC0415

    found = reversal(case, **setting)
    frame = found.to_frame()
    for name in ("swapped", "levelled"):
        frame[name] = [";".join(f"{above}>{below}" for above, below in pairs) for pairs in frame[name]]
    label = mcda.METHODS[found.method].label
    promise = f"{label} {'never reverses ranks' if found.promised else 'can reverse ranks'} by its definition."
    used = setting_words(found.scenario, found.weights, f"method {found.method}")
    data = found.to_dict() | {"marking": case.settings.marking}
    grids = [_changes_grid(found), *_winners_grids(case, found)]
    sentences = [wording.reversal_sentence(case, found)]
    return Answer(frame, data, sentences, grids, [promise, used, remark(case)])


def _changes_grid(found: "Reversal") -> Grid:
    """How many changes of each kind moved something."""
    rows = []
    for name, label in CHANGES.items():
        some = found.table[found.table["change"] == name]
        counts = (len(some), some["moved"].eq(True).sum(), some["winner_changed"].eq(True).sum())
        rows.append((label, *map(str, counts), str(some["no_answer"].notna().sum())))
    columns = [("Change", LEFT), ("Tried", RIGHT), ("Order moved", RIGHT), ("Winner changed", RIGHT)]
    return Grid([*columns, ("No answer", RIGHT)], rows)


def _winners_grids(case: "Case", found: "Reversal") -> list[Grid]:
    """Changes that put another option first; none where there are none."""
    from mcda.wording import together  # noqa: PLC0415

    rows = [
        (CHANGES[row["change"]], *(together(case, row[name]) for name in ("option", "winner_before", "winner")))
        for row in found.table[found.table["winner_changed"].eq(True)].to_dict("records")
    ]
    columns = [("Change", LEFT), ("Of", LEFT), ("First before", LEFT), ("First then", LEFT)]
    return [Grid(columns, rows)] if rows else []
