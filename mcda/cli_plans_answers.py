"""What `mcda blend refuse`, `levers`, `time` and `history` found."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import mcda
from mcda.cli_answers import remark, setting_words
from mcda.cli_blends_answers import thinned, used_words
from mcda.cli_output import LEFT, RIGHT, Answer, Grid, chance, signed

if TYPE_CHECKING:
    from mcda.blends import LeverPortfolio, Timeline
    from mcda.case import Case
    from mcda.history import NearestHistory

Settings = Mapping[str, Any]
What = str | dict[str, float]
NEAREST = 5
"""So many past cases are shown; the data have all."""


def refuse_answer(case: "Case", setting: Settings) -> Answer:
    """Scores and ranks at low coordination."""
    from mcda import wording_blends as wording  # noqa: PLC0415

    frame = mcda.if_partners_refuse(case, **setting)
    scenario = case.scenario(setting["scenario"]).scenario
    places = frame[["at", "coordination"]].drop_duplicates()
    columns = [("Option", LEFT)]
    columns += [
        (f"{'now' if at == 'now' else 'least' if at == 'low' else 'at'}\n{signed(kappa, '.2f')}", RIGHT)
        for at, kappa in places.itertuples(index=False)
    ]
    rows = [
        (str(some["label"].iloc[0]), *(_score_and_rank(row) for row in some.to_dict("records")))
        for _, some in frame.groupby("option", sort=False)
    ]
    notes = [
        "Score, and rank in brackets (- where a gate keeps it out). Least: the least coordination that the scenario "
        "holds possible. Coordination moves blends only.",
        used_words(case, scenario, setting),
        remark(case),
    ]
    data = {
        "scenario": scenario,
        "options": frame.astype(object).where(frame.notna(), None).to_dict("records"),
        "marking": case.settings.marking,
    }
    return Answer(frame, data, [wording.refuse_sentence(case, frame)], [Grid(columns, rows)], notes)


def _score_and_rank(row: Mapping[Any, Any]) -> str:
    rank = row["rank"] if row["feasible"] else "-"
    return "" if row["score"] != row["score"] else f"{row['score']:.1f} ({rank})"


def levers_answer(case: "Case", what: What, setting: Settings) -> Answer:
    """The best levers for each effort."""
    from mcda import wording_blends as wording  # noqa: PLC0415

    found = mcda.lever_portfolio(case, what, **setting)
    frame = found.to_frame()
    frame["levers"] = [";".join(levers) for levers in frame["levers"]]
    doubt = (found.draws, found.seed) if found.draws else ()
    notes = [
        found.note,
        "Alone: gain by itself, and with all its effects at their worst and best. Last: what it adds to the chosen "
        "set, or would add. Mean: over all orders of adding all levers. ? may help or harm.",
        setting_words(found.scenario, found.weights, f"rule {found.rule}, {found.search}", *doubt),
        remark(case),
    ]
    data = found.to_dict() | {"marking": case.settings.marking}
    sentences = [wording.levers_sentence(case, found)]
    return Answer(frame, data, sentences, [_frontier_grid(found), _worth_grid(found)], notes)


def _frontier_grid(found: "LeverPortfolio") -> Grid:
    """The best set for each effort: what it gains, and what is new in it and what is gone."""
    columns = [("Effort", RIGHT), ("Gain", RIGHT)]
    if found.draws:
        columns += [("First in", RIGHT), ("Worst\nregret", RIGHT)]
    rows, before = [], set[str]()
    for row in found.frontier.to_dict("records"):
        now = set(row["levers"])
        cells = [f"{row['effort']:g}", signed(row["gain"])]
        if found.draws:
            cells += [chance(row["p_first"]), f"{row['worst_regret']:.1f}"]
        changes = [f"+ {_label(found, one)}" for one in row["levers"] if one not in before]
        changes += [f"- {_label(found, one)}" for one in sorted(before - now)]
        mark = "*" if row["levers"] == found.chosen else ""
        rows.append((*cells, mark, ", ".join(changes)))
        before = now
    return Grid([*columns, ("", LEFT), ("Change of levers", LEFT)], rows, "Best for each effort (* chosen)")


def _label(found: "LeverPortfolio", lever: str) -> str:
    return str(found.levers["label"][lever]).lower()


def _worth_grid(found: "LeverPortfolio") -> Grid:
    """What each lever is worth."""
    rows = [
        (
            "*" if row["chosen"] else "",
            row["label"],
            f"{row['effort']:g}",
            signed(row["alone"]),
            f"{signed(row['alone_low'])} to {signed(row['alone_high'])}",
            signed(row["last_in"]),
            "" if row["shapley"] != row["shapley"] else signed(row["shapley"]),
            "?" if row["uncertain"] else "",
        )
        for row in found.levers.to_dict("records")
    ]
    columns = [("", LEFT), ("Lever", LEFT), ("Effort", RIGHT), ("Alone", RIGHT), ("Range", RIGHT)]
    return Grid([*columns, ("Last", RIGHT), ("Mean", RIGHT), ("", LEFT)], rows)


def time_answer(case: "Case", shares: dict[str, float], setting: Settings) -> Answer:
    """A blend with its coverage averaged over a horizon."""
    from mcda import wording_blends as wording  # noqa: PLC0415

    found = mcda.blend_over_time(case, shares, **setting)
    notes = [found.notice, setting_words(found.scenario, found.weights, found.sequence), remark(case)]
    data = found.to_dict() | {"marking": case.settings.marking}
    grids = [_course_grid(found), _alone_grid(case, found)]
    return Answer(found.to_frame(), data, [wording.time_sentence(case, found)], grids, notes)


def _course_grid(found: "Timeline") -> Grid:
    """Coverage over time, at some moments and at the one of alignment."""
    kept = {*thinned(len(found.table))[:: max(1, len(thinned(len(found.table))) // 7)], len(found.table) - 1}
    rows = [
        (
            f"{row['time']:g}",
            f"{row['coverage']:.1f}",
            f"{row['averaged']:.1f}",
            "aligned" if row["time"] == found.lag else "",
        )
        for place, row in enumerate(found.table.to_dict("records"))
        if place in kept or row["time"] == found.lag
    ]
    columns = [("Time", RIGHT), ("Coverage", RIGHT), ("Mean so far", RIGHT), ("", LEFT)]
    return Grid(columns, rows)


def _alone_grid(case: "Case", found: "Timeline") -> Grid:
    """Each component alone and its share of the best mix, without the rule and with it."""
    rows = [
        (
            case.labels[str(part)] + (" (first)" if part == found.first else ""),
            *(f"{found.pure[name][part]:.1f}" for name in ("plain", "over_time")),
            *(f"{100 * found.best[name][part]:.0f} %" for name in ("plain", "over_time")),
        )
        for part in found.pure.index
    ]
    columns = [("Component", LEFT), ("Score\nalone", RIGHT), ("over\ntime", RIGHT), ("Share of the\nbest mix", RIGHT)]
    return Grid([*columns, ("over\ntime", RIGHT)], rows)


def history_answer(case: "Case", what: What, setting: Settings) -> Answer:
    """The past cases that are most alike."""
    from mcda import wording_blends as wording  # noqa: PLC0415

    found = mcda.nearest_history(case, what, **setting)
    frame = found.to_frame()
    frame["missing"] = [";".join(missing) for missing in frame["missing"]]
    frame["sources"] = [";".join(str(source["id"]) for source in sources) for sources in frame["sources"]]
    more = len(frame) - NEAREST
    notes = [
        found.caution,
        f"{more} more past cases, and all sources, are in --format csv and json." if more > 0 else "",
        f"Setting: scenario {found.scenario}; weights play no part.",
        remark(case),
    ]
    data = found.to_dict() | {"marking": case.settings.marking}
    return Answer(frame, data, [wording.history_sentence(case, found)], [_past_grid(found)], notes)


def _past_grid(found: "NearestHistory") -> Grid:
    """The nearest past cases with their outcome."""
    rows = [
        (
            f"{row['title']} ({row['years']}), {row['kind']}",
            "" if row["distance"] != row["distance"] else f"{row['distance']:.0f}",
            str(row["shared"]),
            f"{row['outcome']} [{', '.join(str(source['id']) for source in row['sources'])}]",
        )
        for row in found.table.head(NEAREST).to_dict("records")
    ]
    columns = [("Past case", LEFT), ("Apart", RIGHT), ("Criteria", RIGHT), ("Outcome [sources]", LEFT)]
    return Grid(columns, rows)
