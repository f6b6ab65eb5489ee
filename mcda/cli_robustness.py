"""`mcda acceptability`, `mcda overturn` and their kin: how sure a ranking is, why, and what would change it."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

import typer

import mcda
from mcda import cli_acceptability as shares
from mcda import cli_pairs as pairs
from mcda import cli_robustness_answers as answers
from mcda.cli_options import (
    CaseArgument,
    FormatOption,
    GateOption,
    MethodOption,
    ScenarioOption,
    SeedOption,
    WeightsOption,
    weights_from,
)
from mcda.cli_output import Format, write


class Only(StrEnum):
    """Which doubt is drawn."""

    WEIGHTS = "weights"
    FACTS = "facts"
    BOTH = "both"


class What(StrEnum):
    """What is to stay as it is."""

    WINNER = "winner"
    RANKING = "ranking"


class Distribution(StrEnum):
    """Of a score between its low, most likely and high."""

    PERT = "pert"
    TRIANGULAR = "triangular"
    UNIFORM = "uniform"


AheadArgument = Annotated[
    str, typer.Argument(metavar="A", help="Id or label of an option, the one that is ahead.", show_default=False)
]
BehindArgument = Annotated[
    str, typer.Argument(metavar="B", help="Id or label of the option that is behind.", show_default=False)
]
FirstArgument = Annotated[str, typer.Argument(metavar="A", help="Id or label of an option.", show_default=False)]
SecondArgument = Annotated[str, typer.Argument(metavar="B", help="Id or label of another.", show_default=False)]
DistributionOption = Annotated[
    Distribution, typer.Option("--distribution", help="Of a score between its low, most likely and high.")
]
AnyWeightsOption = Annotated[
    str | None,
    typer.Option(
        "--weights",
        "-w",
        metavar="SET",
        help="A weight set; points for every criterion: speed=20,coverage=10,...; or any: all weights alike.",
    ),
]


def acceptability(
    case: CaseArgument = None,
    scenario: ScenarioOption = None,
    weights: AnyWeightsOption = None,
    method: MethodOption = None,
    gate: GateOption = None,
    draws: Annotated[int, typer.Option(min=1, metavar="N", help="Draws of facts, assumptions and weights.")] = 10_000,
    seed: SeedOption = 0,
    only: Annotated[
        Only | None, typer.Option("--only", help="Draw only this. Left out: all three, to see which doubt matters.")
    ] = None,
    correlation: Annotated[
        float, typer.Option(min=0, metavar="X", help="Of the errors of one option over criteria, 0 to below 1.")
    ] = 0.0,
    distribution: DistributionOption = Distribution.PERT,
    target_error: Annotated[
        float | None,
        typer.Option(
            metavar="X",
            help="Stop once the standard error of every share of first places is this small, such as 0.005.",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="All weights alike, facts at their likeliest: exact and sampled, together.")
    ] = False,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Sample on the Dask cluster of this scheduler.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Sample in this many processes on this machine, by Dask.")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show how often each option comes first when weights, facts and assumptions are drawn from their ranges.

    Ctrl-C stops a long run; the answer is then on the draws made so far.
    """
    it = mcda.read_case(case)
    setting: dict[str, Any] = {
        "scenario": scenario,
        "weights": weights_from(weights),
        "method": method,
        "gates": tuple(gate or ()),
    }
    if check:
        write(shares.check_answer(it, setting, draws, seed), form)
        return
    doubt = {
        "draws": draws,
        "seed": seed,
        "correlation": correlation,
        "distribution": distribution.value,
        "target_error": target_error,
    }
    with shares.sampling_by(scheduler, workers, draws) as place:
        write(shares.acceptability_answer(it, setting | doubt | place, only.value if only else None), form)


def stability(
    case: CaseArgument = None,
    scenario: ScenarioOption = None,
    weights: WeightsOption = None,
    method: MethodOption = None,
    what: Annotated[What, typer.Option("--what", help="What is to stay: who comes first, or every place.")] = (
        What.WINNER
    ),
    gate: GateOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show how far each weight may move before another option comes first, or any two change places."""
    setting = _setting(scenario, weights, gate) | {"method": method, "what": what.value}
    write(answers.stability_answer(mcda.read_case(case), setting), form)


def overturn(
    a: AheadArgument,
    b: BehindArgument,
    case: CaseArgument = None,
    scenario: ScenarioOption = None,
    weights: WeightsOption = None,
    gate: GateOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show what would have to be true for B to beat A: weights, single scores, coordination."""
    it = mcda.read_case(case)
    write(pairs.overturn_answer(it, pairs.known(it, a, b), _setting(scenario, weights, gate)), form)


def drivers(
    a: FirstArgument,
    b: SecondArgument,
    case: CaseArgument = None,
    scenario: ScenarioOption = None,
    weights: WeightsOption = None,
    gate: GateOption = None,
    distribution: DistributionOption = Distribution.PERT,
    draws: Annotated[int, typer.Option(min=1, metavar="N", help="Base points; the next power of 2 is used.")] = 1024,
    seed: SeedOption = 0,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show which doubts decide the lead of A over B, and which alone could turn it round."""
    it = mcda.read_case(case)
    setting = _setting(scenario, weights, gate) | {"distribution": distribution.value, "draws": draws, "seed": seed}
    write(pairs.drivers_answer(it, pairs.known(it, a, b), setting), form)


def explain(
    a: FirstArgument,
    b: SecondArgument,
    case: CaseArgument = None,
    scenario: ScenarioOption = None,
    weights: WeightsOption = None,
    method: MethodOption = None,
    gate: GateOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Say why A is ahead of B, or behind it: what each criterion brings, and what outweighs what."""
    it = mcda.read_case(case)
    setting = _setting(scenario, weights, gate) | {"method": method}
    write(pairs.explain_answer(it, pairs.known(it, a, b), setting), form)


def regret(
    case: CaseArgument = None,
    weights: WeightsOption = None,
    own_weights: Annotated[
        bool, typer.Option("--own-weights", help="Judge each scenario by the weights it suggests; units then differ.")
    ] = False,
    gate: GateOption = None,
    draws: Annotated[
        int, typer.Option(min=0, max=100_000, metavar="N", help="Draws of facts and assumptions, for ranges.")
    ] = 0,
    seed: SeedOption = 0,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show how far each option is behind the best in each scenario, and which is never far behind."""
    setting: dict[str, Any] = {"weights": weights_from(weights), "own_weights": own_weights, "gates": tuple(gate or ())}
    write(answers.regret_answer(mcda.read_case(case), setting | {"draws": draws, "seed": seed}), form)


def dominance(
    case: CaseArgument = None,
    scenario: ScenarioOption = None,
    gate: GateOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show which options are dominated, before any weight is chosen."""
    setting = {"scenario": scenario, "gates": tuple(gate or ())}
    write(answers.dominance_answer(mcda.read_case(case), setting), form)


def reversal(
    case: CaseArgument = None,
    scenario: ScenarioOption = None,
    weights: WeightsOption = None,
    method: MethodOption = None,
    gate: GateOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show whether the order of the others moves when an option is dropped, copied, or joined by a worse one."""
    setting = _setting(scenario, weights, gate) | {"method": method}
    write(answers.reversal_answer(mcda.read_case(case), setting), form)


def _setting(scenario: str | None, weights: str | None, gate: list[str] | None) -> dict[str, Any]:
    return {"scenario": scenario, "weights": weights_from(weights), "gates": tuple(gate or ())}


COMMANDS: dict[str, Callable[..., None]] = {
    one.__name__: one for one in (acceptability, stability, explain, overturn, drivers, regret, dominance, reversal)
}
"""Commands by name, in the order of `mcda --help`."""
