"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated, Any

import typer

import mcda
from mcda.cli_output import Format

CaseArgument = Annotated[
    Path | None,
    typer.Argument(metavar="CASE", help="Folder, .zip or .json of a case. Left out: the case that ships."),
]
OwnCase = Annotated[Path, typer.Argument(metavar="CASE", help="Folder, .zip or .json of a case.", show_default=False)]
ScenarioOption = Annotated[
    str | None, typer.Option("--scenario", "-s", metavar="ID", help="Which facts hold; `mcda scenarios` lists them.")
]
WeightsOption = Annotated[
    str | None,
    typer.Option(
        "--weights", "-w", metavar="SET", help="A weight set, or points for every criterion: speed=20,coverage=10,..."
    ),
]
GateOption = Annotated[
    list[str] | None,
    typer.Option(
        "--gate", "-g", metavar="TEXT", help="A limit to respect, such as 'collateral_damage<=60'. May be repeated."
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Text for a person, or data on its own.")]
SeedOption = Annotated[int, typer.Option(min=0, metavar="N", help="Same seed, same draws.")]
DrawsOption = Annotated[
    int, typer.Option(min=0, max=100_000, metavar="N", help="Draws of facts, assumptions and weights.")
]
MethodOption = Annotated[str | None, typer.Option(metavar="NAME", help="A scoring method; `mcda methods` lists them.")]


def weights_from(text: str | None) -> str | dict[str, Any] | None:
    """A weight set's id, or swing points by criterion from `speed=20,coverage=10`; the library checks them.

    Examples
    --------
    >>> weights_from("long_game"), weights_from("speed=20, coverage=few")
    ('long_game', {'speed': 20.0, 'coverage': 'few'})
    """
    if text is None or "=" not in text:
        return text
    return numbers_by_name(text, "--weights")


def numbers_by_name(text: str, source: str) -> dict[str, Any]:
    """Numbers by id from `speed=20,coverage=10`; what is no number stays the text that it is.

    Raises
    ------
    ArgumentError
        Where a name comes twice; `source` says in what.
    """
    found: dict[str, Any] = {}
    for part in filter(None, map(str.strip, text.split(","))):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if name in found:
            raise mcda.ArgumentError(f"{source} gives {name} twice.")
        try:
            found[name] = float(value)
        except ValueError:
            found[name] = value
    return found
