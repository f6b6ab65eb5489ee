"""What the answer does not know, how it came about, where its methods are from, and how to get it again."""

import platform
import shlex
from collections.abc import Iterator
from importlib.metadata import version

from mcda.language import listed, said
from mcda.methods import METHODS
from mcda.report.contents import Section, Table
from mcda.report.sections_findings import Findings, named
from mcda.wording_robustness import NO_PROBABILITY

SOURCES = {
    "Share of first places, central weights": (
        "Lahdelma & Salminen 2001, Operations Research 49(3):444-454; Tervonen & Lahdelma 2007, European Journal of "
        "Operational Research 178:500-513"
    ),
    "Regret": "Savage 1951, Journal of the American Statistical Association 46:55-67",
    "What a lead is due to": "Shapley 1953, in Contributions to the Theory of Games II",
}
"""Where the questions beside the ranking are from."""
_LIBRARIES = ("numpy", "scipy", "pandas")
_NAMED = 3


def limits(found: Findings) -> Section:
    """What the numbers are, who judged them, and what is not known."""
    sentences = (
        f"{found.case.settings.marking}. Scores, ranges and weights are judgement, not measurement. This is advice, "
        "not a decision.",
        *_reviewers(found),
        *_gaps(found),
        "Errors are drawn independently of each other; independent errors partly cancel, which flatters a lead.",
        said(NO_PROBABILITY),
        f"The numbers hold for the case with the digest {found.case.digest[:12]} and for no other.",
    )
    tables = []
    if found.case.answers:
        answers = found.case.answers
        asked = {
            "Question": [one.kind for one in answers],
            "About": [_subject(found, one.subject) for one in answers],
            "And": [_subject(found, one.other or "") for one in answers],
            "Answer": [one.answer for one in answers],
            "Note": [one.note for one in answers],
            "By": [", ".join(part for part in (one.author, one.date) if part) for one in answers],
        }
        tables.append(Table("Questions about the case, as they were answered", named(asked)))
    return Section("limits", "What this does not know", sentences, (), tuple(tables))


def _subject(found: Findings, name: str) -> str:
    """Label of a criterion or a scenario."""
    labels = {one.id: one.label for one in found.case.catalogue.criteria}
    labels |= {one.scenario: one.label for one in found.case.scenarios}
    return labels.get(name, name)


def _reviewers(found: Findings) -> Iterator[str]:
    """How many people judged the scores."""
    judges = list(dict.fromkeys(cell.author for cell in found.case.cells if cell.author))
    if not judges:
        yield "Nobody has signed the scores."
    elif len(judges) == 1:
        yield f"All signed scores are by one hand ({judges[0]}); a second, independent review is missing."
    else:
        more = [f"{len(judges) - _NAMED} more"] if len(judges) > _NAMED else []
        yield f"The scores were judged by {listed([*judges[:_NAMED], *more])}."


def _gaps(found: Findings) -> Iterator[str]:
    """What sources do not carry, and what is unknown."""
    cells = found.case.cells
    silent = sum(cell.basis == "silent" for cell in cells)
    if silent:
        yield f"On {silent} of {len(cells)} scores the source is silent."
    unknown = [f"{found.label(c.criterion).lower()} of {found.case.labels[c.option]}" for c in cells if c.mode is None]
    if unknown:
        more = [f"{len(unknown) - _NAMED} more"] if len(unknown) > _NAMED else []
        yield f"Unknown: {listed([*unknown[:_NAMED], *more])}."


def changes(found: Findings) -> Section:
    """What was changed in the case, when."""
    title = "Change log"
    if not found.log:
        return Section("log", title, ("No changes of the case were recorded with this report.",))
    count = len(found.log)
    lines = named(
        {
            "When": [line.at for line in found.log],
            "What": [line.label for line in found.log],
            "Case after it": [line.digest[:12] for line in found.log],
        }
    )
    sentence = f"{count} {'change was' if count == 1 else 'changes were'} recorded, the last one on {found.log[-1].at}."
    return Section("log", title, (sentence,), (), (Table("Changes in the order they were made", lines),))


def sources(found: Findings) -> Section:
    """What the chosen method assumes and where it, and the other questions, are from."""
    method = METHODS[found.setting.method]
    sentences = (
        f"Options are ranked by {method.label}. {method.summary}",
        f"It assumes: {method.assumes.rstrip('.')}.",
    )
    rows = {method.label: method.source, **SOURCES}
    table = Table("Where the methods are from", named({"What": rows, "Source": rows.values()}))
    return Section("methods", "Methods and their sources", sentences, (), (table,))


def reproduce(found: Findings) -> Section:
    """What it takes to get the same numbers again."""
    setting, case = found.setting, found.case
    rows = {
        "Case": f"{case.settings.title} ({case.settings.id})",
        "Case digest (SHA-256)": case.digest,
        "State of the world": setting.scenario,
        "Weights": setting.weights if isinstance(setting.weights, str) else f"{setting.weights_label} (own points)",
        "Method": setting.method,
        "Limits": "; ".join(setting.gates) or "none",
        "Draws": f"{setting.draws:,}",
        "Seed": str(setting.seed),
        "Report made": found.made.isoformat(timespec="seconds"),
        "mcda": found.version,
        "Python": platform.python_version(),
        **{name: version(name) for name in _LIBRARIES},
    }
    sentences = (
        "Anybody with the case gets the same numbers: the same seed gives the same draws.",
        "With the JSON form of this report: mcda rank report.json",
        f"With the case alone: {command(found)}",
    )
    table = Table("What it takes", named({"What": rows, "Here": rows.values()}))
    return Section("reproduce", "How to get the same numbers", sentences, (), (table,))


def command(found: Findings) -> str:
    """The command that ranks the case in this way."""
    setting = found.setting
    weights = (
        setting.weights
        if isinstance(setting.weights, str)
        else ",".join(f"{name}={points!r}" for name, points in setting.weights.items())
    )
    words = ["mcda", "rank", "--scenario", setting.scenario, "--weights", weights, "--method", setting.method]
    words += [word for gate in setting.gates for word in ("--gate", gate)]
    words += ["--draws", str(setting.draws), "--seed", str(setting.seed), "CASE"]
    return shlex.join(words)


__all__ = ["changes", "command", "limits", "reproduce", "sources"]
