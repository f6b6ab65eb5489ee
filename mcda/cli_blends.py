"""`mcda blend` and the questions below it: which mix is best, how sure that is, and what it rests on.

A question is one word after `mcda blend`; without one, `mcda blend [CASE]` asks for the curve.
"""

from enum import StrEnum
from typing import Annotated

import typer

import mcda
from mcda import cli_answers, cli_blends_answers, cli_plans_answers
from mcda.cli_blend_options import (
    ASSUMED,
    LIMITS,
    MIXED,
    Number,
    Settings,
    blend_app,
    given,
    question,
    values_from,
    what_from,
)
from mcda.cli_options import DrawsOption, SeedOption
from mcda.cli_output import Answer


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
    """Find the exact best mix within bounds and gates, the mixes that are as good, and what the lead rests on."""
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
    return cli_blends_answers.path_answer(it, parameter, values_from(values, parameter), setting)


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
    return cli_plans_answers.levers_answer(it, what_from(what), given(setting) | wanted)


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
    return cli_plans_answers.time_answer(it, found, given(setting) | timing)


@question("history", "scenario", *ASSUMED)
def history(it: "mcda.Case", setting: Settings, what: OptionOrShares) -> Answer:
    """Show the past cases that are most alike an option or blend by their marks: an illustration, no proof."""
    return cli_plans_answers.history_answer(it, what_from(what), given(setting))


__all__ = ["blend_app"]
