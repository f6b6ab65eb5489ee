"""Which uncertain inputs decide by how much one option leads another."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.errors import ArgumentError
from mcda.gates import Gate
from mcda.kernels.margins import DISTRIBUTIONS
from mcda.robustness.inputs import Input, levels_at, uncertain_inputs
from mcda.robustness.pair import Pair
from mcda.robustness.sobol import Progress, sobol_indices
from mcda.robustness.tornado import WEIGHTS, tornado, weights_vary
from mcda.weights import WeightSet
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]
REST = "rest"
SCREEN = 0.01
"""Inputs that alone swing the lead by no more than this share of all swings together get one index as a group."""
_WEIGHT_DRAWS = 8192
_FEWEST = 16


@dataclass(frozen=True)
class Drivers:
    """What the lead of `a` over `b` rests on. Leads are in points of 100.

    Attributes
    ----------
    lead, mean, sd
        The lead at the most likely inputs, and its mean and standard deviation over their distributions.
    indices
        The greatest total index first. `kind`, `what`, `option`, `criterion` of an input or a group of them, and
        `inputs`, how many it holds. `first`: the share of the lead's variance that would go if this alone were
        known. `total`: the share that would stay if all but this were known. `first_error`, `total_error`: half
        the width of their 95 % bootstrap intervals. No rows where nothing moves the lead.
    tornado
        The greatest swing first: `kind`, `what`, `option`, `criterion`; `low`, `now` and `high` of the input in
        `unit`; `lead_low` and `lead_high` with all else most likely; `swing`, how far these and the lead now are
        apart; `flips`, whether the lead changes sign. A weight moves with the others yielding in proportion.
    draws, evaluations
        Base points of the design, and the number of leads worked out: draws × (rows of `indices` + 2).
    """

    a: str
    b: str
    lead: float
    mean: float
    sd: float
    indices: pd.DataFrame
    tornado: pd.DataFrame
    scenario: str
    weights: WeightSet
    method: str
    distribution: str
    draws: int
    evaluations: int
    seed: int
    case_digest: str

    @property
    def explained(self) -> float | None:
        """Share of the variance that inputs explain one at a time, without their interplay; None if there is none.

        The sum of the first-order indices: 1 where inputs only add up. Sampling may put it a little above.
        """
        return float(self.indices["first"].sum()) if len(self.indices) else None

    def to_frame(self) -> pd.DataFrame:
        """The indices."""
        return self.indices.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            **vars(self),
            "indices": self.indices.astype(object).to_dict("records"),
            "tornado": self.tornado.astype(object).to_dict("records"),
            "weights": {"set": self.weights.name, **self.weights.series().to_dict()},
            "explained": self.explained,
        }


def drivers(
    case: Case,
    a: str,
    b: str,
    *,
    scenario: str | None = None,
    weights: WeightsLike = None,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    method: str | None = None,
    distribution: str = "pert",
    draws: int = 1024,
    seed: int = 0,
    progress: Progress | None = None,
) -> Drivers:
    """Which uncertain inputs decide the lead of `a` over `b`: variance shares (Sobol indices) and a tornado.

    Scores, effects of levers and assumptions are independent of each other, each with its own distribution. The
    weights are one group: a uniform number picks one of 8,192 draws from the ranges of the set, so that their
    joint distribution is the set's own. Inputs that alone swing the lead by no more than 1 % of all swings
    together are one group as well.

    Parameters
    ----------
    a, b
        Ids of options; either may be ahead.
    scenario, weights, gates, options
        As for `rank`.
    method
        The additive method only.
    distribution
        Of what has a least, a most likely and a greatest value: `pert`, `triangular` or `uniform`.
    draws
        Base points of the design; rounded up to a power of 2, and at least 16, as Sobol points need. Each costs
        as many leads as there are groups, and two more.
    seed
        Makes the answer repeatable.
    progress
        Called with the share that is done, 0 to 1; what it raises ends the call.

    Raises
    ------
    MethodError
        For a method other than `additive`.
    ArgumentError
        As `rank`; if the two cannot be compared; for draws, a seed or a distribution that cannot be.

    References
    ----------
    Saltelli et al. 2010, *Computer Physics Communications* 181:259-270; Herman & Usher 2017, *Journal of Open
    Source Software* 2(9):97 (SALib).

    Examples
    --------
    >>> import mcda
    >>> found = drivers(mcda.read_case(), "multilateral", "unilateral", scenario="long_game", draws=256)
    >>> found.tornado["what"].iloc[0]
    'Legitimacy of Unilateral'
    """
    _check(distribution, draws, seed)
    pair = Pair.of(case, a, b, scenario=scenario, weights=weights, gates=gates, options=options, method=method)
    inputs = uncertain_inputs(pair)
    swings = tornado(pair, inputs)
    groups = _groups(swings["swing"].to_numpy(), len(inputs), weights_vary(pair.field.weights))
    points = max(_FEWEST, 1 << (int(draws) - 1).bit_length())
    found = sobol_indices(_lead_of(pair, inputs, distribution, seed), groups, points, seed, progress)
    return Drivers(
        a=a,
        b=b,
        lead=pair.lead_now(),
        mean=found.mean,
        sd=found.sd,
        indices=_labelled(found.table, groups, inputs),
        tornado=swings.sort_values("swing", ascending=False, kind="stable", ignore_index=True),
        scenario=pair.field.scenario,
        weights=pair.field.weights,
        method="additive",
        distribution=distribution,
        draws=points,
        evaluations=found.evaluations,
        seed=int(seed),
        case_digest=case.digest,
    )


def _check(distribution: str, draws: Any, seed: Any) -> None:
    faults = []
    if distribution not in DISTRIBUTIONS:
        faults.append(f"distribution = {distribution!r}; one of {', '.join(DISTRIBUTIONS)} is needed")
    for name, number, least in (("draws", draws, 1), ("seed", seed, 0)):
        if isinstance(number, bool) or not isinstance(number, int | np.integer) or number < least:
            faults.append(f"{name} = {number!r}; a whole number of at least {least} is needed")
    if faults:
        raise ArgumentError("; ".join(faults) + ".")


def _groups(swings: Array, inputs: int, weights_vary: bool) -> list[str]:
    """The group of each input, and of the weights after them: a number of its own, `rest` or `weights`."""
    own = swings[:inputs] > SCREEN * swings.sum()
    if own.sum() >= inputs - 1 or not own.any():  # a rest of one is no group, and all in one group tell nothing
        own[:] = True
    groups = [str(i) if alone else REST for i, alone in enumerate(own)]
    return [*groups, WEIGHTS] if weights_vary else groups


def _lead_of(pair: Pair, inputs: Sequence[Input], distribution: str, seed: int) -> Callable[[Array], Array]:
    """The lead (S,) as a function of uniform numbers: one for each input, and a last one where weights vary."""
    chosen = pair.field.weights
    vary = weights_vary(chosen)
    pool = chosen.sample(np.random.default_rng([seed, _WEIGHT_DRAWS]), _WEIGHT_DRAWS) if vary else None

    def lead(u: Array) -> Array:
        x = np.empty((len(u), len(inputs)))
        for column, one in enumerate(inputs):
            # A column of the design holds each number many times.
            different, places = np.unique(u[:, column], return_inverse=True)
            x[:, column] = one.at_share(different, distribution)[places]
        picked = None if pool is None else pool[(u[:, -1] * len(pool)).astype(np.intp)]
        return pair.leads(levels_at(pair, inputs, x), picked)

    return lead


def _labelled(table: pd.DataFrame, groups: Sequence[str], inputs: Sequence[Input]) -> pd.DataFrame:
    rows: list[tuple[str, str, str | None, str | None, int]] = []
    for group in table.index:
        count = groups.count(group)
        if group == WEIGHTS:
            rows.append((WEIGHTS, "All weights, together", None, None, 1))
        elif group == REST:
            rows.append((REST, f"{count} inputs that matter least, together", None, None, count))
        else:
            one = inputs[int(group)]
            rows.append((one.kind, one.what, one.option, one.criterion, 1))
    # As objects, None stays None and does not turn into NaN.
    labels = pd.DataFrame(rows, table.index, ["kind", "what", "option", "criterion", "inputs"], dtype=object)
    joined = labels.astype({"kind": str, "what": str, "inputs": np.int64}).join(table)
    return joined.sort_values("total", ascending=False, kind="stable", ignore_index=True)
