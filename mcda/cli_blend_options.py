"""What the questions below `mcda blend` share: their options, and how words become settings."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import mcda
from mcda.cli_options import (
    CaseArgument,
    FormatOption,
    GateOption,
    ScenarioOption,
    WeightsOption,
    numbers_by_name,
    weights_from,
)
from mcda.cli_output import Answer, Format, write

Number = float | None
Settings = dict[str, Any]


class Questions(TyperGroup):
    """Questions about blends; where the first word is none of them, it is about the curve."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `curve` before words that begin with no question."""
        first = args[0] if args else ""
        asked = first in self.commands or first == "--help"
        if not asked and first.replace("-", "").isalpha() and first[0] != "-" and not Path(first).exists():
            ctx.fail(f"{first!r} is neither a case nor a question. Questions: {', '.join(self.commands)}.")
        return super().parse_args(ctx, args if asked else ["curve", *args])


SHARED: dict[str, tuple[Any, Any]] = {
    "scenario": (ScenarioOption, None),
    "weights": (WeightsOption, None),
    "components": (
        Annotated[str | None, typer.Option(metavar="IDS", help="Two to four of them: unilateral,multilateral")],
        None,
    ),
    "coordination": (
        Annotated[Number, typer.Option(metavar="X", help="How well the parts fit, -1 to 1.")],
        None,
    ),
    "returns": (
        Annotated[
            Number, typer.Option(metavar="X", help="1: effect in proportion to share; 2: a small share goes far.")
        ],
        None,
    ),
    "synergy": (
        Annotated[Number, typer.Option(metavar="X", help="How far the parts strengthen each other, 0 to 1.")],
        None,
    ),
    "first_mover_cost": (
        Annotated[Number, typer.Option(metavar="X", help="What acting first takes off coordination.")],
        None,
    ),
    "sequence": (Annotated[str | None, typer.Option(metavar="NAME", help="act_first or act_together")], None),
    "bound": (
        Annotated[
            list[str] | None,
            typer.Option(
                "--bound", "-b", metavar="TEXT", help="Floor and cap of a share: unilateral=0.1:0.6. May be repeated."
            ),
        ],
        None,
    ),
    "gate": (GateOption, None),
    "epsilon": (
        Annotated[Number, typer.Option(metavar="X", help="Smallest difference that matters, in points of 100.")],
        None,
    ),
}
"""Options that questions share, with their defaults, in the order of `--help`."""
ASSUMED = ("coordination", "returns", "synergy", "first_mover_cost", "sequence")
MIXED = ("scenario", "weights", "components", *ASSUMED)
LIMITS = ("bound", "gate")

blend_app = typer.Typer(
    cls=Questions,
    help="Mix two to four strategies: which mix is best, how sure that is, and what it rests on.",
    epilog="`mcda blend [CASE] ...` without a question is `mcda blend curve [CASE] ...`; a case in a folder that is "
    "named like a question is written ./surface.",
)


def question(name: str, *shared: str) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Register a question: its own parameters, and those of `SHARED` that it names.

    What answers it gets the case, the shared settings that were given, and its own parameters.
    """

    def register(answer: Callable[..., Answer]) -> Callable[..., Answer]:
        own = list(inspect.signature(answer).parameters.values())[2:]
        listed = [
            *(one for one in own if one.default is inspect.Parameter.empty),
            _parameter("case", CaseArgument, None),
            *(_parameter(one, *SHARED[one]) for one in SHARED if one in shared),
            *(one for one in own if one.default is not inspect.Parameter.empty),
            _parameter("form", FormatOption, Format.TABLE),
        ]

        def command(case: Path | None, form: Format, **words: Any) -> None:
            it = mcda.read_case(case)
            setting = _setting({one: words.pop(one) for one in shared})
            write(answer(it, setting, **words), form)

        command.__doc__ = answer.__doc__
        command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # how inspect lets it be stated
            [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in listed]
        )
        command.__annotations__ = {one.name: one.annotation for one in listed}
        blend_app.command(name)(command)
        return answer

    return register


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _setting(words: Settings) -> Settings:
    """What was asked for as the library takes it."""
    found = {name: value for name, value in words.items() if name not in (*LIMITS, "components")}
    if "weights" in words:
        found["weights"] = weights_from(words["weights"])
    if words.get("components"):
        found["components"] = tuple(part.strip() for part in words["components"].split(","))
    if "gate" in words:
        found["gates"] = tuple(words["gate"] or ())
    if "bound" in words:
        found["bounds"] = bounds_from(words["bound"] or [])
    return found


def bounds_from(texts: list[str]) -> dict[str, tuple[float, float]] | None:
    """Floors and caps from `unilateral=0.1:0.6`; an end left out is 0 or 1. None for no text.

    Raises
    ------
    ArgumentError
        With every text that says something else.

    Examples
    --------
    >>> bounds_from(["unilateral=0.1:0.6", "multilateral=:0.8"])
    {'unilateral': (0.1, 0.6), 'multilateral': (0.0, 0.8)}
    """
    found: dict[str, tuple[float, float]] = {}
    faults = []
    for text in texts:
        name, _, ends = (part.strip() for part in text.partition("="))
        low, colon, high = (part.strip() for part in ends.partition(":"))
        try:
            if not (name and colon):
                raise ValueError
            pair = float(low or 0.0), float(high or 1.0)
        except ValueError:
            faults.append(f"--bound {text!r}; COMPONENT=FLOOR:CAP is needed, such as unilateral=0.1:0.6.")
            continue
        if name in found:
            faults.append(f"--bound gives {name} twice.")
        found[name] = pair
    if faults:
        raise mcda.ArgumentError("\n".join(faults))
    return found or None


def what_from(text: str) -> str | dict[str, float]:
    """An option's id, or shares from `unilateral=0.3,multilateral=0.7`.

    Examples
    --------
    >>> what_from("multilateral"), what_from("unilateral=0.3, multilateral=0.7")
    ('multilateral', {'unilateral': 0.3, 'multilateral': 0.7})
    """
    if "=" not in text:
        return text
    shares = numbers_by_name(text, repr(text))
    for name, share in shares.items():
        if isinstance(share, str):
            raise mcda.ArgumentError(f"'{name}={share}'; a share such as unilateral=0.3 is needed.")
    return shares


def values_from(text: str | None, parameter: str) -> list[Any] | None:
    """Numbers, or ids of scenarios, from `0,0.1,0.2`."""
    if text is None:
        return None
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if parameter == "scenario":
        return parts
    try:
        return [float(part) for part in parts]
    except ValueError:
        raise mcda.ArgumentError(f"--values {text!r}; numbers with commas between them are needed.") from None


def given(setting: Settings) -> Settings:
    """Without what was left out: an option by its id takes no assumptions of a blend."""
    return {name: value for name, value in setting.items() if value is not None}
