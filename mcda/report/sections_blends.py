"""What is assumed about how strategies combine, what a blend's lead is made of, and when a blend pays."""

from typing import Any

import pandas as pd

from mcda import wording_mixes
from mcda.blends import BlendCurve, blend_curve, break_even_coordination, lead_makeup, lead_split
from mcda.case import Case
from mcda.charts import blend_score_chart
from mcda.charts.gains import lead_split_chart
from mcda.language import points
from mcda.parts import Range, Scenario
from mcda.report.contents import Picture, Section, Table
from mcda.report.sections_findings import Findings, attempt, because, named, percents, rounded
from mcda.wording_blends import break_even_drawn_sentence, split_sentence

_NO_LEAD = 0.05
"""A lead that is written as 0."""
_MEANINGS = {
    "coordination": "how well the parts fit: -1 they undercut each other, +1 they fully complement each other",
    "returns": "effect of a small share: 1 in proportion, 2 half the share brings three quarters of the effect",
    "synergy": "share of the remaining gap that a credible and a legitimate part close together",
    "first_mover_cost": "taken off coordination when one part acts first",
}
_NAMES = {
    "coordination": "Coordination",
    "returns": "Returns to share",
    "synergy": "Synergy",
    "first_mover_cost": "Price of acting first",
}


def assumptions(found: Findings) -> Section:
    """The assumptions with their ranges, the best share, what the lead is made of, and what coordination it takes."""
    case, title = found.case, "What is assumed about blends"
    if len(case.components) < 2:
        nothing = "This case has no strategies to blend, so nothing is assumed about how parts combine."
        return Section("assumptions", title, (nothing,))
    setting = {"scenario": found.setting.scenario, "weights": found.weights}
    sentences: list[str] = []
    pictures: list[Picture] = []
    if len(case.components) == 2:
        _tell_curve(found, setting, sentences, pictures)
    tables = [Table("What is assumed, with the range that is drawn", _assumed(case, found))]
    _tell_lead(found, setting, sentences, pictures, tables)
    _tell_break_even(found, setting, sentences)
    if not found.additive:
        sentences.append("Blends are scored by the additive method, whichever method ranks the options.")
    return Section("assumptions", title, tuple(sentences), tuple(pictures), tuple(tables))


def _tell_curve(found: Findings, setting: dict[str, Any], sentences: list[str], pictures: list[Picture]) -> None:
    """Which shares are as good as the best."""
    curve, reason = attempt(
        blend_curve, found.case, gates=found.gates, draws=found.fewer_draws, seed=found.setting.seed, **setting
    )
    if curve is None:
        sentences.append(because("The best share", reason))
        return
    headline = wording_mixes.curve_headline(found.case, curve)
    sentences += [f"{headline}.", wording_mixes.curve_sentence(found.case, curve)]
    pictures.append(Picture(blend_score_chart(curve), f"{_how_to_read(found.case, curve)} {headline}."))


def _how_to_read(case: Case, curve: BlendCurve) -> str:
    bands = f" Bands: half and nine tenths of {curve.draws:,} draws." if curve.draws else ""
    label = case.labels[curve.components[0]].lower()
    near = points(curve.epsilon)
    return f"Score by share of {label} effort. Shaded: all shares within {near} of the best.{bands}"


def _assumed(case: Case, found: Findings) -> pd.DataFrame:
    """Each assumption with its range, and what it means."""
    where: Scenario = case.scenario(found.setting.scenario)
    defaults = case.settings.defaults
    fit = Range(low=where.coordination_low, mode=where.coordination, high=where.coordination_high)
    ranges = {
        "coordination": fit,
        "returns": defaults.assumed("returns"),
        "synergy": defaults.assumed("synergy"),
        "first_mover_cost": defaults.assumed("first_mover_cost"),
    }
    return named(
        {
            "Assumption": [_NAMES[name] for name in ranges],
            "Low": [one.low for one in ranges.values()],
            "Most likely": [one.mode for one in ranges.values()],
            "High": [one.high for one in ranges.values()],
            "What it is": [_MEANINGS[name] + (" (switched off)" if name in defaults.off else "") for name in ranges],
        }
    )


def _tell_lead(
    found: Findings, setting: dict[str, Any], sentences: list[str], pictures: list[Picture], tables: list[Table]
) -> None:
    """How much of the best blend's lead is assumption."""
    case = found.case
    split, reason = attempt(lead_split, case, gates=found.gates, **setting)
    makeup, _ = attempt(lead_makeup, case, gates=found.gates, **setting)
    if split is None or makeup is None:
        sentences.append(because("What a blend's lead is made of", reason))
        return
    sentence = split_sentence(case, split)
    sentences.append(sentence)
    if split.lead >= _NO_LEAD:
        sentences.append(wording_mixes.makeup_sentence(makeup))
        pictures.append(
            Picture(lead_split_chart(split), f"Points of the lead that each assumption is worth. {sentence}")
        )
    first = str(makeup.columns[0])
    words = {"nothing": "nothing: all as assumed", "all of them": "all of them"}
    without = {
        "Without": [words.get(str(one)) or wording_mixes.ASSUMPTION_WORDS[str(one)] for one in makeup.index],
        f"Best {case.labels[first].lower()} share (%)": percents(makeup[first], 0),
        "Score": rounded(makeup["score"], 1),
        "Lead (points)": rounded(makeup["lead"], 2),
    }
    tables.append(Table("The best mix again, without each assumption", named(without)))


def _tell_break_even(found: Findings, setting: dict[str, Any], sentences: list[str]) -> None:
    """How well the parts must fit before a blend pays."""
    even, reason = attempt(
        break_even_coordination,
        found.case,
        gates=found.gates,
        draws=found.fewer_draws,
        seed=found.setting.seed,
        **setting,
    )
    if even is None:
        sentences.append(because("How well the parts must fit", reason))
        return
    sentences.append(wording_mixes.break_even_sentence(found.case, even))
    drawn = break_even_drawn_sentence(found.case, even)
    if drawn:
        sentences.append(drawn)


__all__ = ["assumptions"]
