"""`mcda report`: one answer with all it rests on, as a file; and ranking again as a report was asked for."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import mcda
from mcda.cli_options import (
    CaseArgument,
    DrawsOption,
    GateOption,
    MethodOption,
    ScenarioOption,
    SeedOption,
    WeightsOption,
    weights_from,
)
from mcda.cli_progress import bar

if TYPE_CHECKING:
    from mcda.report import Setting


class Kind(StrEnum):
    """What a report is written as."""

    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    JSON = "json"
    ZIP = "zip"


OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out", "-o", metavar="FILE", help="Where to write it; its ending says as what. report.html if left out."
    ),
]
KindOption = Annotated[
    Kind | None, typer.Option("--format", "-f", help="What it is written as, where the file's ending does not say.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")]


@dataclass(frozen=True)
class Asked:
    """What a command asks of a case: arguments of `mcda.rank`, and the draws."""

    setting: dict[str, Any]
    draws: int
    seed: int


def asked_for(context: typer.Context, case: Path | None) -> Asked:
    """What the command line says; and what it leaves open as a report says, if the case is a report's JSON or zip.

    Read from `context`, which alone knows whether a default was told or left open.
    """
    words = context.params
    told = {name for name in words if str(getattr(context.get_parameter_source(name), "name", "")) == "COMMANDLINE"}
    reported = None if case is None else _reported(case)
    setting = {
        "scenario": words["scenario"],
        "weights": weights_from(words["weights"]),
        "method": words["method"],
        "gates": tuple(words["gate"] or ()),
    }
    draws, seed = int(words["draws"]), int(words["seed"])
    if reported is None:
        return Asked(setting, draws, seed)
    options = {"scenario": "scenario", "weights": "weights", "method": "method", "gates": "gate"}
    setting |= {name: getattr(reported, name) for name, option in options.items() if option not in told}
    return Asked(
        setting,
        draws if "draws" in told else reported.draws,
        seed if "seed" in told else reported.seed,
    )


def _reported(case: Path) -> "Setting | None":
    if case.suffix.lower() not in (".json", ".zip"):
        return None
    from mcda.report import reported_setting  # noqa: PLC0415  a folder need not wait for charts

    return reported_setting(case)


def report(
    context: typer.Context,
    case: CaseArgument = None,
    out: OutOption = None,
    form: KindOption = None,
    scenario: ScenarioOption = None,
    weights: WeightsOption = None,
    method: MethodOption = None,
    gate: GateOption = None,
    draws: DrawsOption = 10_000,
    seed: SeedOption = 0,
    force: ForceOption = False,
) -> None:
    """Write a decision report as one file: the answer, what it rests on and what would change it.

    A .json or .zip holds the whole case too: `mcda rank report.json` gives the same numbers.
    """
    it = mcda.read_case(case)
    asked = asked_for(context, case)
    kind = kind_of(out, form)
    target = out or Path(f"report.{kind}")
    if target.exists() and not force:
        raise mcda.ArgumentError(f"{target} is there already, and nothing is overwritten without --force.")
    from mcda.report import decision_report, report_bytes, write_bytes  # noqa: PLC0415  `--help` need not wait

    with bar("Working it out") as show:
        made = decision_report(it, **asked.setting, draws=asked.draws, seed=asked.seed, progress=show)
        content = report_bytes(made, kind)
    write_bytes(target, content)
    typer.echo(made.answer.sentences[0])
    typer.echo(f"The report is in {target}.")


def kind_of(out: Path | None, form: Kind | None) -> str:
    """What the report is written as: what was asked for, or what the file's ending says; HTML if nothing does.

    Raises
    ------
    ArgumentError
        If the ending says nothing and nothing else does, or the two do not agree.
    """
    if out is None:
        return (form or Kind.HTML).value
    ending = out.suffix.lower().removeprefix(".")
    kinds = [kind.value for kind in Kind]
    if form is None and ending not in kinds:
        raise mcda.ArgumentError(f"{out} does not say what to write; end it in .{', .'.join(kinds)}, or give --format.")
    if form is not None and ending in kinds and ending != form.value:
        raise mcda.ArgumentError(
            f"--format {form.value} does not fit {out}; leave it out, or end the file in .{form.value}."
        )
    return ending if form is None else form.value


__all__ = ["Asked", "Kind", "asked_for", "kind_of", "report"]
