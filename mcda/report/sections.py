"""`decision_report`: all sections of a report on one case, in the order in which they are read."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from mcda.case import Case
from mcda.draws import checked_draws
from mcda.errors import ArgumentError
from mcda.gates import Gate, parsed_gates
from mcda.language import in_english
from mcda.ranking import method_of
from mcda.report import (
    sections_answer,
    sections_blends,
    sections_question,
    sections_record,
    sections_robustness,
    sections_scores,
)
from mcda.report.contents import LogLine, Report, Section, Setting
from mcda.report.sections_findings import Findings, find
from mcda.schemas import format_number
from mcda.version import __version__
from mcda.weights import WeightSet, weight_set
from mcda.weights.sets import WeightsLike

SECTIONS: tuple[Callable[[Findings], Section], ...] = (
    sections_answer.answer,
    sections_question.question,
    sections_question.options,
    sections_answer.order,
    sections_answer.why,
    sections_robustness.ranks,
    sections_robustness.weights_may_move,
    sections_robustness.scenarios,
    sections_robustness.methods_agree,
    sections_answer.change,
    sections_blends.assumptions,
    sections_question.weights,
    sections_question.criteria,
    sections_scores.scores,
    sections_record.limits,
    sections_record.changes,
    sections_record.sources,
    sections_record.reproduce,
)
"""The answer first, then what it rests on, then the record."""
_DRAWING = 0.4
"""Share of the work that is drawing, about."""


@in_english()
def decision_report(
    case: Case,
    *,
    scenario: str | None = None,
    weights: WeightsLike = None,
    method: str | None = None,
    gates: Iterable[Gate | str] = (),
    draws: int = 10_000,
    seed: int = 0,
    log: Sequence[LogLine] = (),
    made: datetime | None = None,
    progress: Callable[[float], object] | None = None,
) -> Report:
    """Everything that a reader needs to judge one answer: what it is, what it rests on, what would change it.

    What the case has no data for, or the method has no answer to, is said in a sentence. Gates that keep out every
    option give a report that says so. A report is in English, whoever makes it: it reads the same for everybody.

    Parameters
    ----------
    scenario, weights, method, gates
        As for `mcda.rank`. Of weights that are no set of the case the points are kept; their range is then 0.6 to
        1.5 times each.
    draws, seed
        Draws of facts, assumptions and weights, and what makes them repeatable; 0 draws leave out how sure it is.
    log
        The changes of the case, in the order they were made.
    made
        When the report is made; now, if left out.
    progress
        Called with the share of the work done, 0 to 1. What it raises ends the work.

    Raises
    ------
    ArgumentError, MethodError
        For an unknown name, weights that cannot be used, a gate that is not understood, or draws that make no sense.

    Examples
    --------
    >>> import mcda
    >>> report = decision_report(mcda.read_case(), scenario="long_game", draws=200)
    >>> report.answer.sentences[0]
    'Multilateral and Floor with national top-up are practically equal.'
    """
    show = progress or (lambda share: None)
    setting, chosen, limits_kept = _setting(case, scenario, weights, method, gates, draws, seed)
    found = find(
        case,
        setting,
        chosen,
        limits_kept,
        made=made or datetime.now(UTC),
        version=__version__,
        log=tuple(log),
        progress=lambda share: show(_DRAWING * share),
    )
    sections = []
    for place, section in enumerate(SECTIONS, start=1):
        sections.append(section(found))
        show(_DRAWING + (1.0 - _DRAWING) * place / len(SECTIONS))
    where = f"In the {case.scenario(setting.scenario).label} state of the world, w" if len(case.scenarios) > 1 else "W"
    return Report(
        title=case.settings.title,
        subtitle=f"{where}ith the weights “{setting.weights_label}”",
        marking=case.settings.marking,
        case=case,
        ranking=found.ranking,
        verdict=found.sampled.verdict if found.sampled else None,
        sections=tuple(sections),
        setting=setting,
        version=found.version,
        made=found.made,
        log=found.log,
    )


def _setting(
    case: Case,
    scenario: str | None,
    weights: WeightsLike,
    method: str | None,
    gates: Iterable[Gate | str],
    draws: int,
    seed: int,
) -> tuple[Setting, WeightSet, tuple[Gate, ...]]:
    """The setting with every default filled in, so that it can be read without the case's defaults."""
    chosen = method_of(case, method).name
    where = case.scenario(scenario).scenario
    kept = parsed_gates(case, gates)
    asked = weight_set(case, weights, where)
    points = _points(case, asked, weights)
    used = weight_set(case, points, where)
    label = used.label if isinstance(points, str) else "Own weights"
    words = tuple(f"{gate.criterion} {gate.sense} {format_number(gate.limit)}" for gate in kept)
    number = checked_draws(draws) if draws else 0
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise ArgumentError(f"seed = {seed!r}; a whole number of at least 0 is needed.")
    return Setting(where, points, label, chosen, words, number, seed), used, kept


def _points(case: Case, asked: WeightSet, given: WeightsLike) -> str | dict[str, float]:
    """What names these weights: the id of a set of the case that they are, or points by criterion."""
    if asked.name in case.weight_sets:
        own = weight_set(case, asked.name)
        if all((getattr(own, part) == getattr(asked, part)).all() for part in ("low", "weights", "high")):
            return asked.name
    # Points as they were given, so that dividing by their sum gives the very same weights again.
    source = given if isinstance(given, dict) else asked.series().to_dict()
    return {str(name): float(source[name]) for name in case.catalogue.ids}


__all__ = ["SECTIONS", "decision_report"]
