"""What `mcda blend surface`, `robust`, `split`, `break-even` and `path` found."""

from collections.abc import Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Any

import mcda
from mcda.cli_answers import remark, setting_words
from mcda.cli_output import LEFT, RIGHT, Answer, Grid, chance, signed
from mcda.cli_progress import Patience, bar
from mcda.language import said

if TYPE_CHECKING:
    import pandas as pd

    from mcda.blends import BestBlend, BreakEven, BreakEvenMap, LeadSplit, OptimumPath, RobustBlend
    from mcda.case import Case

Settings = Mapping[str, Any]
SHOWN = 21
"""So many rows of a table are shown at most; of more, every second, fifth and so on. The data have all."""
COARSER = (20, 10, 5, 4, 2, 1)
"""Steps of the lattice that is shown, where all of it is too much: the finest that fits."""


def used_words(case: "Case", scenario: str, setting: Settings, **doubt: int) -> str:
    """What it takes to reproduce an answer about blends."""
    weights = setting.get("weights") or case.suggested_weights(scenario)
    order = setting.get("sequence") or case.settings.defaults.sequence
    return setting_words(scenario, weights if isinstance(weights, str) else "custom", order, **doubt)


def share_columns(case: "Case", parts: list[str]) -> list[Any]:
    """One column a component."""
    return [(f"{fill(case.labels[part], 12)}\nshare", RIGHT) for part in parts]


def thinned(count: int) -> range:
    """Places of the rows that are shown, evenly spread; the first is always among them."""
    return range(0, count, 1 if count <= SHOWN else next(step for step in (2, 4, 5, 10, 20) if count / step <= SHOWN))


def surface_answer(case: "Case", setting: Settings) -> Answer:
    """The lattice of all mixes."""
    from mcda import wording_blends as wording  # noqa: PLC0415

    found = mcda.blend_surface(case, **setting)
    parts = list(found.components)
    table = found.table
    counts = table[parts] * found.steps
    whole = counts.round().astype(int)
    fits = [
        step
        for step in COARSER
        if found.steps % step == 0 and (whole % (found.steps // step) == 0).all(axis=1).sum() <= SHOWN
    ]
    kept = (whole % (found.steps // (fits or [1])[0]) == 0).all(axis=1)
    kept.iloc[found.best] = True
    rows = [
        (
            *(f"{100 * row[part]:.0f} %" for part in parts),
            f"{row['score']:.1f}",
            "" if row["lead"] is None else signed(row["lead"]),
            "best" if place == found.best else _broken(row["breaks"]) if not row["feasible"] else _near(row),
        )
        for place, row in _plain(table)[kept].to_dict("index").items()
    ]
    columns = [*share_columns(case, parts), ("Score", RIGHT), ("Lead", RIGHT), ("", LEFT)]
    data = found.to_dict() | {"marking": case.settings.marking}
    some = f"{len(rows):,} of {len(table):,} mixes are shown; --format csv has all." if len(rows) < len(table) else ""
    notes = [some, used_words(case, found.scenario, setting), remark(case)]
    return Answer(found.to_frame(), data, [wording.surface_sentence(case, found)], [Grid(columns, rows)], notes)


def _near(row: Mapping[Any, Any]) -> str:
    return "as good as the best" if row["near_best"] else ""


def _broken(breaks: str) -> str:
    """Which limits a mix breaks, in short: the bounds together, and each gate."""
    limits = dict.fromkeys("bounds" if limit.startswith("share of ") else limit for limit in breaks.split("; "))
    return f"breaks {', '.join(limits)}"


def best_answer(case: "Case", setting: Settings) -> Answer:
    """The best mix, the mixes that are as good, and its lead without each assumption and rule."""
    from mcda import wording_blends, wording_mixes  # noqa: PLC0415

    found = mcda.best_blend(case, **setting)
    data = found.to_dict() | {"zone": found.zone.to_dict("records"), "makeup": None, "marking": case.settings.marking}
    sentences, grids = [wording_blends.best_within_sentence(case, found)], [_best_grid(case, found)]
    if found.best_pure is not None:
        rest = {name: value for name, value in setting.items() if name != "epsilon"}
        makeup = mcda.lead_makeup(case, **rest, by_rule=True)
        data["makeup"] = makeup.reset_index().to_dict("records")
        sentences.append(wording_mixes.makeup_sentence(makeup))
        rows = [(str(name), f"{lead:.2f}") for name, lead in makeup["lead"].items()]
        grids.append(Grid([("Without", LEFT), ("Lead of the best mix then", RIGHT)], rows))
    return Answer(found.zone, data, sentences, grids, [used_words(case, found.scenario, setting), remark(case)])


def _best_grid(case: "Case", best: "BestBlend") -> Grid:
    """The best share of each component, and its shares in mixes that are as good."""
    rows = [
        (
            case.labels[str(part)],
            f"{100 * share:.1f} %",
            f"{100 * best.zone[part].min():.0f} to {100 * best.zone[part].max():.0f} %",
        )
        for part, share in best.shares.items()
    ]
    return Grid([("Component", LEFT), ("Best share", RIGHT), ("In mixes as good", RIGHT)], rows)


def robust_answer(case: "Case", rule: str, setting: Settings) -> Answer:
    """The mix that a rule recommends over draws and scenarios."""
    from mcda import wording_blends as wording  # noqa: PLC0415
    from mcda.wording_robustness import NO_PROBABILITY, ON_HINDSIGHT  # noqa: PLC0415

    with bar("Drawing") as show, Patience(show).listening() as patience:
        found = mcda.robust_blend(case, rule, **setting, progress=patience)
    stopped = ""
    if found.draws < found.asked:
        stopped = f"Stopped after {found.draws:,} of {found.asked:,} draws; the answer is on these."
    elif found.scenario_draws < setting["scenario_draws"]:
        stopped = "Stopped before the scenarios were drawn; regret is at the most likely facts."
    over = f"Regret over {found.regret.shape[1]} scenarios is judged by one weight set."
    notes = [
        said(NO_PROBABILITY),
        said(ON_HINDSIGHT),
        over,
        used_words(case, found.scenario, setting, draws=found.draws, seed=found.seed),
        remark(case),
    ]
    data = found.to_dict() | {"marking": case.settings.marking}
    sentences = [wording.robust_sentence(case, found), stopped]
    return Answer(found.to_frame(), data, sentences, [_rules_grid(case, found), _shares_grid(case, found)], notes)


def _rules_grid(case: "Case", found: "RobustBlend") -> Grid:
    """What each rule recommends."""
    from mcda.wording_blends import RULE_NAMES  # noqa: PLC0415

    parts = list(found.components)
    rows = [
        (
            RULE_NAMES[str(rule)],
            *(f"{100 * row[part]:.0f} %" for part in parts),
            chance(row["p_near_best"]),
            f"{row['expected_score']:.1f}",
            "" if row["worst_regret"] is None else f"{row['worst_regret']:.1f}",
        )
        for rule, row in _plain(found.choices).to_dict("index").items()
    ]
    columns = [("Rule", LEFT), *share_columns(case, parts), ("Near\nbest in", RIGHT), ("Mean\nscore", RIGHT)]
    return Grid([*columns, ("Worst\nregret", RIGHT)], rows)


def _shares_grid(case: "Case", found: "RobustBlend") -> Grid:
    """How widely the best share varies over the draws."""
    rows = [
        (
            case.labels[str(part)],
            f"{100 * row['p50']:.0f} %",
            f"{100 * row['p25']:.0f} to {100 * row['p75']:.0f} %",
            f"{100 * row['p05']:.0f} to {100 * row['p95']:.0f} %",
        )
        for part, row in found.best_share.to_dict("index").items()
    ]
    columns = [("Best share of", LEFT), ("Median", RIGHT), ("50 % range", RIGHT), ("90 % range", RIGHT)]
    return Grid(columns, rows)


def split_answer(case: "Case", setting: Settings) -> Answer:
    """The lead of the best mix, split among assumptions."""
    from mcda import wording_blends as wording  # noqa: PLC0415

    found = mcda.lead_split(case, **setting)
    notes = [
        "Points: exact Shapley values, which sum to the lead. Without: the lead if this alone is not assumed. Alone: "
        "the lead if nothing else is.",
        used_words(case, found.scenario, setting),
        remark(case),
    ]
    data = found.to_dict() | {"marking": case.settings.marking}
    sentences = [wording.split_sentence(case, found)]
    return Answer(found.to_frame().reset_index(), data, sentences, [_split_grid(found)], notes)


def _split_grid(found: "LeadSplit") -> Grid:
    rows = [
        (
            str(name),
            signed(row["points"], ".2f"),
            "" if row["share"] is None else f"{100 * row['share']:.0f} %",
            f"{row['without']:.2f}",
            f"{row['alone']:.2f}",
        )
        for name, row in _plain(found.table).to_dict("index").items()
    ]
    columns = [("Assumption", LEFT), ("Points", RIGHT), ("Of the lead", RIGHT), ("Without", RIGHT), ("Alone", RIGHT)]
    return Grid(columns, rows)


def break_even_answer(case: "Case", setting: Settings) -> Answer:
    """How well the parts must fit before a mix pays; with draws, how sure that is."""
    import pandas as pd  # noqa: PLC0415

    from mcda import wording_blends, wording_mixes  # noqa: PLC0415

    found = mcda.break_even_coordination(case, **setting)
    row: dict[str, Any] = {"coordination": found.coordination, "assumed": found.assumed, "best_pure": found.best_pure}
    row |= {"epsilon": found.epsilon, "least_share": found.least_share}
    if found.quantiles is not None:
        row |= {**found.quantiles, "p_never": found.p_never, "p_enough": found.p_enough}
    sentences = [wording_mixes.break_even_sentence(case, found), wording_blends.break_even_drawn_sentence(case, found)]
    doubt = {"draws": found.draws, "seed": found.seed} if found.draws else {}
    notes = [
        f"Every part of a blend has at least {100 * found.least_share:g} %. Coordination is meant before the price of "
        "acting first.",
        used_words(case, found.scenario, setting, **doubt),
        remark(case),
    ]
    data = found.to_dict() | {"marking": case.settings.marking}
    return Answer(pd.DataFrame([row]), data, sentences, _quantile_grids(found), notes)


def _quantile_grids(found: "BreakEven") -> list[Grid]:
    """The drawn break-evens; none without draws."""
    if found.quantiles is None:
        return []
    names = {"p05": "5 %", "p25": "25 %", "p50": "50 %", "p75": "75 %", "p95": "95 %"}
    rows = [(names[name], _needed(needed)) for name, needed in found.quantiles.items()]
    return [Grid([("In this share of draws", RIGHT), ("this coordination is enough", RIGHT)], rows)]


def _needed(coordination: float | None) -> str:
    return "never" if coordination is None else signed(coordination, ".2f")


def map_answer(case: "Case", setting: Settings) -> Answer:
    """Where a mix of two pays, over coordination and share."""
    from mcda import wording_blends as wording  # noqa: PLC0415

    found = mcda.break_even_map(case, **setting)
    notes = ["--format csv has the lead at every share and coordination."]
    notes += [used_words(case, found.scenario, setting), remark(case)]
    data = found.to_dict() | {"marking": case.settings.marking}
    sentences = [wording.break_even_map_sentence(case, found)]
    return Answer(found.to_frame(), data, sentences, [_contours_grid(case, found)], notes)


def _contours_grid(case: "Case", found: "BreakEvenMap") -> Grid:
    """The coordination that each share needs, at every tenth."""
    table = _plain(found.contours)
    rows = [
        (f"{100 * row['share']:.0f} %", _needed(row["zero"]), _needed(row["epsilon"]))
        for place, row in enumerate(table.to_dict("records"))
        if place in thinned(len(table))
    ]
    columns = [(f"{case.labels[found.components[0]]} share", RIGHT), ("No worse from", RIGHT)]
    return Grid([*columns, (f"Better by {found.epsilon:g} from", RIGHT)], rows, "Coordination needed")


def path_answer(case: "Case", parameter: str, values: list[Any] | None, setting: Settings) -> Answer:
    """How the best mix walks as one parameter changes."""
    from mcda import wording_blends as wording  # noqa: PLC0415

    found = mcda.optimum_path(case, parameter, values, **setting)
    table = _plain(found.table)
    kept = range(len(table)) if parameter == "scenario" or values is not None else thinned(len(table))
    rows = [_path_row(case, found, row) for place, row in enumerate(table.to_dict("records")) if place in kept]
    columns = [
        (wording.parameter_words(case, parameter).removeprefix("the ").capitalize(), LEFT),
        *share_columns(case, [*found.components]),
    ]
    columns += [("Score", RIGHT), ("Best alone", LEFT), ("Lead", RIGHT)]
    some = f"{len(rows)} of {len(table)} values are shown; --format csv has all." if len(rows) < len(table) else ""
    used = "Setting: each scenario suggests its weights." if found.weights is None else ""
    used = used or used_words(case, str(found.scenario or case.scenario().scenario), setting)
    data = found.to_dict() | {"marking": case.settings.marking}
    sentences = [wording.path_sentence(case, found)]
    return Answer(found.to_frame(), data, sentences, [Grid(columns, rows)], [some, used, remark(case)])


def _path_row(case: "Case", found: "OptimumPath", row: Mapping[Any, Any]) -> tuple[str, ...]:
    value = case.scenario(row["value"]).label if found.parameter == "scenario" else f"{row['value']:.3g}"
    if row["score"] is None:
        return (value, *([""] * (len(found.components) + 1)), "no mix respects the limits", "")
    lead = "" if row["lead"] is None else f"{row['lead']:.1f}"
    alone = case.labels[row["best_pure"]] if row["best_pure"] else ""
    return (value, *(f"{100 * row[part]:.0f} %" for part in found.components), f"{row['score']:.1f}", alone, lead)


def _plain(frame: "pd.DataFrame") -> "pd.DataFrame":
    """The same with None for what is missing."""
    return frame.astype(object).where(frame.notna(), None)
