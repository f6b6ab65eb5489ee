"""The command line: `mcda rank`, `mcda blend` and their kin. Each command asks the library and writes the answer.

Only typer is imported up here, so that `mcda --help` need not wait for pandas.
"""

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import mcda
from mcda import cli_answers as answers
from mcda import cli_methods as method_answers
from mcda.cli_blends import blend_app
from mcda.cli_options import (
    CaseArgument,
    DrawsOption,
    FormatOption,
    GateOption,
    MethodOption,
    OwnCase,
    ScenarioOption,
    SeedOption,
    WeightsOption,
    weights_from,
)
from mcda.cli_output import Format, write
from mcda.cli_report import asked_for, report
from mcda.cli_robustness import COMMANDS


class Commands(TyperGroup):
    """Commands whose refusals go to standard error with exit code 2, never as a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # the reader has closed; typer leaves quietly
            raise
        except (mcda.McdaError, OSError) as problem:
            typer.echo(str(problem), err=True)
            raise typer.Exit(2) from None


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Rank strategies on many criteria, mix them, and ask how sure the ranking is.",
    epilog="CASE is a folder, a .zip of one or a .json; without one, the export-control case that ships is used.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mcda {mcda.__version__}")
        raise typer.Exit


@app.callback()
def front_door(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Rank strategies on many criteria, mix them, and ask how sure the ranking is."""


@app.command("rank")
def rank_options(
    context: typer.Context,
    case: CaseArgument = None,
    scenario: ScenarioOption = None,
    weights: WeightsOption = None,
    method: MethodOption = None,
    gate: GateOption = None,
    draws: DrawsOption = 2000,
    seed: SeedOption = 0,
    form: FormatOption = Format.TABLE,
) -> None:
    """Rank the options, and say how sure the ranking is (--draws 0 leaves that out).

    The .json or .zip of a report is ranked as that report was, but for what is said here.
    """
    it = mcda.read_case(case)
    asked = asked_for(context, case)
    write(answers.ranking_answer(it, asked.setting, asked.draws, asked.seed), form)


@app.command()
def validate(case: OwnCase) -> None:
    """Check a case: every fault by file, row and column, or a word that it is valid."""
    it = mcda.read_case(case)
    typer.echo(f"{it.settings.id} is a valid case: {_contents(it)}.")


def _contents(case: "mcda.Case") -> str:
    """What a case holds, in words: `12 options, 13 criteria, 8 scenarios, ...`."""
    parts = (
        ("option", "options", case.options),
        ("criterion", "criteria", case.catalogue.criteria),
        ("scenario", "scenarios", case.scenarios),
        ("weight set", "weight sets", case.weight_sets),
        ("source", "sources", case.evidence),
        ("past case", "past cases", case.history),
    )
    return ", ".join(f"{len(held)} {one if len(held) == 1 else many}" for one, many, held in parts if held)


@app.command()
def scenarios(
    case: CaseArgument = None,
    compare: Annotated[
        tuple[str, str] | None, typer.Option("--compare", metavar="A B", help="Two scenarios side by side.")
    ] = None,
    weights: WeightsOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the scenarios with the winner in each, or compare two of them."""
    it = mcda.read_case(case)
    chosen = weights_from(weights)
    write(answers.comparison_answer(it, *compare, chosen) if compare else answers.scenarios_answer(it, chosen), form)


@app.command()
def methods(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="One of them, to see it whole. Left out: all of them.")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the scoring methods and weights from scores, and what is left out and why; or show one whole."""
    write(method_answers.method_answer(name) if name else method_answers.methods_answer(), form)


@app.command("agreement")
def agreement_of_methods(
    case: CaseArgument = None,
    scenario: ScenarioOption = None,
    weights: WeightsOption = None,
    gate: GateOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Rank by every method that applies, and say whether the winner depends on the method."""
    setting = {"scenario": scenario, "weights": weights_from(weights), "gates": tuple(gate or ())}
    write(method_answers.agreement_answer(mcda.read_case(case), setting), form)


@app.command("new")
def new_case(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder that is new or empty.", show_default=False)
    ],
) -> None:
    """Write a small case of your own to edit."""
    from mcda.starter import write_starter  # noqa: PLC0415

    name = shlex.quote(str(write_starter(folder)))
    steps = ("validate", "finds every mistake"), ("rank", "ranks the options"), ("app", "serves it in the app")
    typer.echo(f"A case to make your own is in {name}. Begin with options.csv and criteria.toml, then:")
    for command, what in steps:
        typer.echo(f"  mcda {command} {name}".ljust(len(name) + 18) + what)


@app.command("app")
def open_app(
    case: CaseArgument = None,
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="Port on this machine.")] = 8501,
) -> None:
    """Serve the app and print its address, to open in a browser; Ctrl-C ends it."""
    environment = dict(os.environ)
    if case is not None:
        mcda.read_case(case)
        environment["MCDA_CASE"] = str(case.resolve())
    package = Path(__file__).parent
    script = package / "shipped" / "app.py"
    home = script.parent if script.exists() else package.parent
    command = [sys.executable, "-m", "streamlit", "run", "views/server.py", "--server.port", str(port)]
    raise typer.Exit(_serve(command, home, environment))


def _serve(command: list[str], home: Path, environment: dict[str, str]) -> int:
    """Run the app's server until it ends, and end it with us; its exit code, or 128 + the signal that ended it."""
    with subprocess.Popen(command, cwd=home, env=environment) as server:  # noqa: S603  our own words, no shell
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        patience = None
        while True:
            try:
                code = server.wait(patience)
            except KeyboardInterrupt:  # a terminal sends Ctrl-C to the server too: let it close by itself
                patience = 3
            except subprocess.TimeoutExpired:
                server.terminate()
            else:
                return code if code >= 0 else 128 - code


app.command("report")(report)
app.add_typer(blend_app, name="blend")
for _name, _command in COMMANDS.items():
    app.command(_name)(_command)

__all__ = ["app"]
