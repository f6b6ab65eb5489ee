"""`mcda blend` and the questions below it: which mix is best, how sure that is, and what it rests on.

A question is one word after `mcda blend`; without one, `mcda blend [CASE]` asks for the curve.
"""

import inspect
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import mcda
from mcda import cli_answers, cli_blends_answers, cli_plans_answers
from mcda.cli_options import (
    CaseArgument,
    DrawsOption,
    FormatOption,
    GateOption,
    ScenarioOption,
    SeedOption,
    WeightsOption,
    weights_from,
)
from mcda.cli_output import Answer, Format, write

Number = float | None
Settings = dict[str, Any]


class Questions(TyperGroup):
    """Questions about blends; where the first word is none of them, it is about the curve."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `curve` before words that begin with no question."""
        asked = bool(args) and (args[0] in self.commands or args[0] == "--help")
        return super().parse_args(ctx, args if asked else ["curve", *args])


class Rule(StrEnum):
    """What a robust blend is to be."""

    NEAR_BEST = "near_best"
    EXPECTED = "expected"
    MINIMAX_REGRET = "minimax_regret"


class LeverRule(StrEnum):
    """What the best set of levers is."""

    SCORE = "score"
    P_FIRST = "p_first"
    REGRET = "regret"


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

StepsOption = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Shares in steps of 1/N; 100, 50 or 20 for 2, 3 or 4 components.")
]
OptionOrShares = Annotated[
    str,
    typer.Argument(
        metavar="WHAT",
        help="Id of an option, or the shares of a blend: unilateral=0.3,multilateral=0.7",
        show_default=False,
    ),
]

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
    shares: dict[str, float] = {}
    for part in filter(None, map(str.strip, text.split(","))):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if name in shares:
            raise mcda.ArgumentError(f"{text!r} gives {name} twice.")
        try:
            shares[name] = float(value)
        except ValueError:
            raise mcda.ArgumentError(f"{part!r}; a share such as unilateral=0.3 is needed.") from None
    return shares


@question("curve", *MIXED, "gate", "epsilon")
def curve(
    it: "mcda.Case",
    setting: Settings,
    share: Annotated[
        Number, typer.Option(min=0, max=1, metavar="X", help="Score this share of the first of two parts.")
    ] = None,
    draws: DrawsOption = 0,
    seed: SeedOption = 0,
) -> Answer:
    """Find the best mix of two to four strategies, and what its lead rests on."""
    limits = {name: setting.pop(name) for name in ("epsilon", "gates")}
    parts = setting.setdefault("components", it.components)
    if len(parts) <= 2:
        return cli_answers.curve_answer(it, setting, limits, share, {"draws": draws, "seed": seed})
    if share is not None or draws:
        raise mcda.ArgumentError(f"--share and --draws need two components, not {', '.join(parts)}.")
    return cli_answers.best_mix_answer(it, setting, limits)


@question("surface", *MIXED, *LIMITS, "epsilon")
def surface(it: "mcda.Case", setting: Settings, steps: StepsOption = None) -> Answer:
    """Score every mix in whole steps: which lead, which are as good as the best, which break a limit."""
    return cli_blends_answers.surface_answer(it, setting | {"steps": steps})


@question("best", *MIXED, *LIMITS, "epsilon")
def best(it: "mcda.Case", setting: Settings) -> Answer:
    """Find the best mix to a hair, within bounds and gates, and the mixes that are as good."""
    return cli_blends_answers.best_answer(it, setting)


@question("robust", *MIXED, *LIMITS, "epsilon")
def robust(
    it: "mcda.Case",
    setting: Settings,
    rule: Annotated[Rule, typer.Option("--rule", help="What the blend is to be.")] = Rule.NEAR_BEST,
    steps: StepsOption = None,
    draws: Annotated[
        int, typer.Option(min=1, max=100_000, metavar="N", help="Draws of facts, assumptions and weights.")
    ] = 10_000,
    seed: SeedOption = 0,
    scenario_draws: Annotated[
        int, typer.Option(min=0, max=100_000, metavar="N", help="Draws in each scenario, for expected regret there.")
    ] = 0,
) -> Answer:
    """Find the mix that holds up best over draws of our assumptions and over scenarios; Ctrl-C gives it so far."""
    doubt = {"steps": steps, "draws": draws, "seed": seed, "scenario_draws": scenario_draws}
    return cli_blends_answers.robust_answer(it, rule.value, setting | doubt)


@question("split", *MIXED, *LIMITS)
def split(it: "mcda.Case", setting: Settings) -> Answer:
    """Split the lead of the best mix among the assumptions and rules that it rests on."""
    return cli_blends_answers.split_answer(it, setting)


@question("break-even", *MIXED, *LIMITS, "epsilon")
def break_even(
    it: "mcda.Case",
    setting: Settings,
    over_shares: Annotated[
        bool, typer.Option("--map", help="Over every share of two components instead: the map of where a blend pays.")
    ] = False,
    draws: DrawsOption = 0,
    seed: SeedOption = 0,
) -> Answer:
    """Show how well the parts must fit before a mix beats the best pure strategy; with --draws, how sure that is."""
    if not over_shares:
        return cli_blends_answers.break_even_answer(it, setting | {"draws": draws, "seed": seed})
    if setting.pop("bounds") or draws:
        raise mcda.ArgumentError(
            "--map shows all shares at the most likely scores: it takes no --bound and no --draws."
        )
    return cli_blends_answers.map_answer(it, setting)


@question("refuse", *MIXED, *LIMITS)
def refuse(it: "mcda.Case", setting: Settings) -> Answer:
    """Show what becomes of every option if partners refuse: scores and ranks at low coordination."""
    return cli_plans_answers.refuse_answer(it, setting)


@question("path", *MIXED, *LIMITS, "epsilon")
def path(
    it: "mcda.Case",
    setting: Settings,
    parameter: Annotated[
        str,
        typer.Argument(
            metavar="PARAMETER",
            help="weight:CRITERION, score:OPTION:CRITERION, coordination, returns, synergy, first_mover_cost, scenario",
            show_default=False,
        ),
    ],
    values: Annotated[
        str | None, typer.Option(metavar="LIST", help="Values in rising order, or scenarios: 0,0.1,0.2")
    ] = None,
) -> Answer:
    """Show how the best mix walks, or leaps, as a weight, a score, an assumption or the scenario changes."""
    return cli_blends_answers.path_answer(it, parameter, _values(values, parameter), setting)


def _values(text: str | None, parameter: str) -> list[Any] | None:
    if text is None:
        return None
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if parameter == "scenario":
        return parts
    try:
        return [float(part) for part in parts]
    except ValueError:
        raise mcda.ArgumentError(f"--values {text!r}; numbers with commas between them are needed.") from None


@question("levers", "scenario", "weights", *ASSUMED)
def levers(
    it: "mcda.Case",
    setting: Settings,
    what: OptionOrShares,
    budget: Annotated[Number, typer.Option(min=0, metavar="X", help="The most effort; left out: no limit.")] = None,
    rule: Annotated[LeverRule, typer.Option("--rule", help="What the best set is.")] = LeverRule.SCORE,
    lever: Annotated[
        list[str] | None, typer.Option("--lever", metavar="ID", help="One that may be added. May be repeated.")
    ] = None,
    draws: DrawsOption = 0,
    seed: SeedOption = 0,
) -> Answer:
    """Find the levers to add to an option or blend for each effort, and what each lever is worth."""
    wanted = {"budget": budget, "rule": rule.value, "levers": lever or None, "draws": draws, "seed": seed}
    return cli_plans_answers.levers_answer(it, what_from(what), _given(setting) | wanted)


@question("time", "scenario", "weights", *ASSUMED)
def over_time(
    it: "mcda.Case",
    setting: Settings,
    shares: Annotated[
        str,
        typer.Argument(metavar="SHARES", help="Shares of a blend: unilateral=0.3,multilateral=0.7", show_default=False),
    ],
    horizon: Annotated[float, typer.Option(metavar="T", help="How long it counts, in any unit.", show_default=False)],
    lag: Annotated[float, typer.Option(metavar="L", help="When the others have joined.", show_default=False)],
    first: Annotated[
        str | None, typer.Option(metavar="ID", help="In force from the start; left out: the fastest.")
    ] = None,
    signal_share: Annotated[
        float, typer.Option(min=0, max=1, metavar="X", help="Share of the weight on speed that is the signal.")
    ] = 0.5,
) -> Answer:
    """Score a blend with its coverage averaged over a horizon, the parts aligned only after a lag."""
    found = what_from(shares)
    if isinstance(found, str):
        raise mcda.ArgumentError(f"{shares!r}; shares such as unilateral=0.3,multilateral=0.7 are needed.")
    timing = {"horizon": horizon, "lag": lag, "first": first, "signal_share": signal_share}
    return cli_plans_answers.time_answer(it, found, _given(setting) | timing)


@question("history", "scenario", *ASSUMED)
def history(it: "mcda.Case", setting: Settings, what: OptionOrShares) -> Answer:
    """Show the past cases that are most alike an option or blend by their marks: an illustration, no proof."""
    return cli_plans_answers.history_answer(it, what_from(what), _given(setting))


def _given(setting: Settings) -> Settings:
    """Without what was left out: an option by its id takes no assumptions of a blend."""
    return {name: value for name, value in setting.items() if value is not None}


__all__ = ["blend_app", "bounds_from", "what_from"]
