"""What each command found, in sentences and tables for a person and as data for a program."""

from collections.abc import Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Any

import mcda
from mcda.cli_output import LEFT, RIGHT, Answer, Grid, Side, chance, signed

if TYPE_CHECKING:
    import pandas as pd

    from mcda.blends import BestBlend, Blend, BlendCurve
    from mcda.case import Case
    from mcda.ranking import Ranking
    from mcda.robustness import Verdict
    from mcda.weights.sets import WeightsLike

Settings = Mapping[str, Any]
GATES_ASIDE = "Gates limit the curve and the best mix; break-even and make-up leave them aside."


def remark(case: "Case") -> str:
    """The handling marking, and what the numbers are."""
    return f"{case.settings.marking}. Scores and weights are judgement."


def ranking_answer(case: "Case", setting: Settings, draws: int, seed: int) -> Answer:
    """The options in order; with draws also how sure that order is."""
    from mcda import wording  # noqa: PLC0415

    ranked = mcda.rank(case, **setting)
    found = mcda.verdict(case, **setting, draws=draws, seed=seed) if draws else None
    frame, sentences = ranked.to_frame(), [wording.ranking_sentence(case, ranked)]
    if found:
        frame = frame.join(found.table[["mean", "p05", "p95", "p_first"]], on="option")
        zone = wording.zone_sentence(case, found)
        sentences = [wording.headline(case, found) + ".", wording.verdict_sentence(case, found), *sentences, zone]
    data = ranked.to_dict() | {"verdict": found and found.to_dict(), "marking": case.settings.marking}
    return Answer(frame, data, sentences, [_ranking_grid(case, ranked, found)], _ranking_notes(case, ranked, found))


def _ranking_grid(case: "Case", ranking: "Ranking", found: "Verdict | None") -> Grid:
    """Options in order; with a verdict also the range of the score and how often each is first."""
    form = _form(ranking)
    columns = [("Rank", RIGHT), ("Option", LEFT), ("Score", RIGHT)]
    if found:
        columns += [("90 % range", RIGHT), ("First in", RIGHT)]
    shows_baseline = ranking.baseline in set(ranking.table["option"])
    if shows_baseline:
        columns.append((fill(f"vs {case.labels[str(ranking.baseline)].lower()}", 14), RIGHT))
    rows = []
    for row in ranking.table.to_dict("records"):
        cells = [str(row["rank"]), row["label"] + (" *" if row["incomplete"] else ""), f"{row['score']:{form}}"]
        if found:
            drawn = found.table.loc[row["option"]]
            cells += [f"{drawn['p05']:{form}} to {drawn['p95']:{form}}", chance(drawn["p_first"])]
        if shows_baseline:
            cells.append("" if row["option"] == ranking.baseline else signed(row["versus_baseline"], form))
        rows.append(tuple(cells))
    return Grid(columns, rows)


def _ranking_notes(case: "Case", ranking: "Ranking", found: "Verdict | None") -> list[str]:
    """Who is kept out and why, whose scores are not complete, and what it takes to reproduce the ranking."""
    from mcda.wording import risk_sentences  # noqa: PLC0415

    notes = [
        f"Kept out by {row['gate']}: {row['label']} ({row['score']:g})." for row in ranking.excluded.to_dict("records")
    ]
    notes += [
        f"* {row['label']}: a score is unknown and counts as the middle of its scale."
        for row in ranking.table.to_dict("records")
        if row["incomplete"]
    ]
    notes += risk_sentences(ranking)
    points = "" if mcda.METHODS[ranking.method].higher_is_better else " (a lower index is better)"
    doubt = (found.draws, found.seed) if found else ()
    setting = setting_words(ranking.scenario, ranking.weights.name, f"method {ranking.method}{points}", *doubt)
    return [*notes, setting, remark(case)]


def _curve_grid(case: "Case", curve: "BlendCurve") -> Grid:
    """Score at every tenth share and at the best one; with draws how often the best share lies near."""
    columns = [(f"{case.labels[curve.components[0]]} share", RIGHT), ("Score", RIGHT)]
    if curve.draws:
        columns += [("90 % range", RIGHT), ("Best near in", RIGHT)]
    percents = (100 * curve.table["share"]).round().astype(int)
    near_tenth: Any = curve.table.groupby((percents + 5) // 10 * 10)["p_best"].sum() if curve.draws else {}
    rows = []
    for percent, row in zip(percents, curve.table.to_dict("records"), strict=True):
        is_best = percent == round(100 * curve.best_share)
        if percent % 10 and not is_best:
            continue
        cells = [f"{percent} %", f"{row['score']:.1f}"]
        if curve.draws:
            cells += [f"{row['p05']:.1f} to {row['p95']:.1f}", "" if percent % 10 else chance(near_tenth[percent])]
        mark = "best" if is_best else "as good as the best" if row["near_best"] else ""
        rows.append((*cells, mark if row["feasible"] else "kept out by a gate"))
    return Grid([*columns, ("", LEFT)], rows)


def _blend_grid(case: "Case", found: "Blend") -> Grid:
    """One blend, criterion by criterion, beside its parts."""
    parts = list(found.shares.index)
    columns = [("Criterion", LEFT), *((case.labels[part], RIGHT) for part in parts)]
    columns += [("This blend", RIGHT), ("Points", RIGHT), ("Rule", LEFT)]
    rows = [
        (
            case.catalogue[row["criterion"]].label,
            *(f"{row[part]:.1f}" for part in parts),
            f"{row['score']:.1f}",
            f"{row['contribution']:.1f}",
            row["rule"],
        )
        for row in found.table.reset_index().to_dict("records")
    ]
    mix = " + ".join(f"{100 * share:g} % {case.labels[str(part)].lower()}" for part, share in found.shares.items())
    return Grid(columns, rows, f"{mix}: {found.score:.1f} points of 100")


def _makeup_grid(case: "Case", makeup: "pd.DataFrame") -> Grid:
    """The best mix again without each assumption."""
    parts = [str(column) for column in makeup.columns if column not in ("score", "lead")]
    columns = [("Without", LEFT), *((f"{case.labels[part]}\nshare", RIGHT) for part in parts)]
    columns += [("Score", RIGHT), ("Lead", RIGHT)]
    rows = [
        (row["without"], *(f"{100 * row[part]:.0f} %" for part in parts), f"{row['score']:.1f}", f"{row['lead']:.1f}")
        for row in makeup.reset_index().to_dict("records")
    ]
    return Grid(columns, rows, "The best mix again, without each assumption")


def _zone_grid(case: "Case", best: "BestBlend") -> Grid:
    """The best mix of several components, and how far each share may move while the mix stays near the best."""
    rows = [
        (
            case.labels[str(part)],
            f"{100 * share:.0f} %",
            f"{100 * best.zone[part].min():.0f} to {100 * best.zone[part].max():.0f} %",
        )
        for part, share in best.shares.items()
    ]
    return Grid([("Component", LEFT), ("Best share", RIGHT), ("In mixes as good as the best", RIGHT)], rows)


def scenarios_answer(case: "Case", weights: "WeightsLike") -> Answer:
    """Every scenario with its coordination, the weights it suggests and who comes first."""
    import pandas as pd  # noqa: PLC0415

    rows: list[dict[str, Any]] = []
    lines = []
    for scenario in case.scenarios:
        ranking = mcda.rank(case, scenario=scenario.scenario, weights=weights)
        first = ranking.table[ranking.table["rank"] == 1]
        suggested, score = case.suggested_weights(scenario.scenario), float(first["score"].iloc[0])
        row = {
            "scenario": scenario.scenario,
            "label": scenario.label,
            "coordination_low": scenario.coordination_low,
            "coordination": scenario.coordination,
            "coordination_high": scenario.coordination_high,
            "suggested_weights": suggested,
            "weights": ranking.weights.name,
            "winners": ";".join(first["option"]),
            "score": score,
        }
        low, high = signed(scenario.coordination_low), signed(scenario.coordination_high)
        fit = f"{signed(scenario.coordination)} ({low} to {high})"
        lines.append((scenario.scenario, fit, suggested, f"{', '.join(first['label'])} ({score:{_form(ranking)}})"))
        rows.append(row)
    columns = left("Scenario", "Coordination", "Weights", "First")
    used = "the weights beside it" if weights is None else f"the weights {rows[0]['weights']}"
    notes = [f"First at the most likely scores with {used}.", remark(case)]
    data = {"scenarios": rows, "marking": case.settings.marking}
    return Answer(pd.DataFrame(rows), data, (), [Grid(columns, lines)], notes)


def comparison_answer(case: "Case", first: str, second: str, weights: "WeightsLike") -> Answer:
    """Ranks and scores in two scenarios, side by side."""
    from mcda import wording  # noqa: PLC0415
    from mcda.weights.sets import weight_set  # noqa: PLC0415

    kept = None if weights is None else weight_set(case, weights)
    compared = mcda.compare_scenarios(case, first, second, weights=kept)
    columns = [("Option", LEFT)]
    for scenario in (first, second):
        columns += [(f"{case.scenario(scenario).label}:\nrank", RIGHT), ("score", RIGHT)]
    cells = (("rank_first", ".0f"), ("score_first", ".1f"), ("rank_second", ".0f"), ("score_second", ".1f"))
    rows = [(row["label"], *(f"{row[name]:{form}}" for name, form in cells)) for row in compared.to_dict("records")]
    alone = "" if weights is not None else "Each scenario has its own weights here; --weights SET changes facts only."
    data = {"first": first, "second": second, "options": compared.reset_index().to_dict("records")}
    return Answer(
        compared.reset_index(),
        data | {"marking": case.settings.marking},
        [wording.comparison_sentence(case, compared, first, second, kept)],
        [Grid(columns, rows)],
        [alone, remark(case)],
    )


def curve_answer(case: "Case", setting: Settings, limits: Settings, share: float | None, doubt: Settings) -> Answer:
    """The blend curve with its zone; and, if asked for, one share of it criterion by criterion."""
    from mcda import wording_mixes  # noqa: PLC0415

    found = mcda.blend_curve(case, **setting, **limits, **doubt)
    frame, data, grids = found.to_frame(), found.to_dict(), [_curve_grid(case, found)]
    sentences = [wording_mixes.curve_headline(case, found) + ".", wording_mixes.curve_sentence(case, found)]
    near = "“Best near in”: in how many draws the best share lies within 5 points of this one."
    notes = [near] if found.draws else []
    if share is not None:
        rest = {name: value for name, value in setting.items() if name != "components"}
        one = mcda.blend(case, dict(zip(found.components, (share, 1 - share), strict=True)), **rest)
        frame, data["blend"] = one.to_frame().reset_index(), one.to_dict()
        grids.append(_blend_grid(case, one))
        gates = [mcda.Gate.parse(text) for text in limits["gates"]]
        broken = [gate for gate in gates if not gate.passes(one.table["score"][gate.criterion])]
        notes += [f"This blend does not pass the gate {gate}." for gate in broken]
    return _with_makeup(case, setting, limits, Answer(frame, data, sentences, grids, notes), **doubt)


def best_mix_answer(case: "Case", setting: Settings, limits: Settings) -> Answer:
    """The best mix of three or four components, and the mixes that are as good."""
    from mcda import wording_mixes  # noqa: PLC0415

    best = mcda.best_blend(case, **setting, **limits)
    data = best.to_dict() | {"zone": best.zone.to_dict("records")}
    grid = _zone_grid(case, best)
    return _with_makeup(
        case, setting, limits, Answer(best.zone, data, [wording_mixes.best_sentence(case, best)], [grid])
    )


def _with_makeup(case: "Case", setting: Settings, limits: Settings, answer: Answer, **doubt: int) -> Answer:
    """An answer about blends, with the coordination that a blend needs and what its lead is made of."""
    from mcda import wording_mixes  # noqa: PLC0415

    needed = mcda.break_even_coordination(case, **setting, epsilon=limits["epsilon"])
    makeup = mcda.lead_makeup(case, **setting)
    sentences = [
        *answer.sentences,
        wording_mixes.break_even_sentence(case, needed),
        wording_mixes.makeup_sentence(makeup),
    ]
    weights = setting["weights"] or case.suggested_weights(needed.scenario)
    data = {"weights": weights, "break_even": needed.to_dict(), "makeup": makeup.reset_index().to_dict("records")}
    order = setting["sequence"] or case.settings.defaults.sequence
    used = setting_words(needed.scenario, weights if isinstance(weights, str) else "custom", order, **doubt)
    return Answer(
        answer.frame,
        {**answer.data, **data, "marking": case.settings.marking},
        sentences,
        [*answer.grids, _makeup_grid(case, makeup)],
        [*answer.notes, GATES_ASIDE if limits["gates"] else "", used, remark(case)],
    )


def _form(ranking: "Ranking") -> str:
    """How a score is written: points of 100, or a method's own index."""
    return ".1f" if ranking.method == "additive" else ".3f"


def setting_words(scenario: str, weights: str, rest: str, draws: int = 0, seed: int = 0) -> str:
    """What it takes to reproduce an answer."""
    drawn = f", {draws:,} draws, seed {seed}" if draws else ""
    return f"Setting: scenario {scenario}, weights {weights}, {rest}{drawn}."


def left(*headers: str) -> list[tuple[str, Side]]:
    """Columns of text."""
    return [(header, LEFT) for header in headers]
