"""`compose`: how component scores mix on one criterion. `blend`: a whole blend of a case, scored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from criteria import Direction
from mcda.blends.mix import Mix, checked_rule
from mcda.errors import ArgumentError
from mcda.facts import Assumptions
from mcda.kernels.composition import apply_rule, mixture
from mcda.schemas import SEQUENCES

Array = npt.NDArray[np.float64]


def compose(
    scores: npt.ArrayLike,
    shares: npt.ArrayLike,
    *,
    rule: str,
    direction: str | int,
    coordination: float | Array,
    returns: float | Array = 2.0,
    sequence: str = "act_first",
) -> Array:
    """Score of a blend on one criterion.

    Parameters
    ----------
    scores
        Component scores (…, k) as shares of the scale, 0 to 1, in the criterion's own direction.
    shares
        (k,) or (…, k), at least 0, summing to 1.
    rule
        `mean`, `first`, `reach` (benefits only), `trust` or `stack` (harms only).
    direction
        `"more"` (or +1) where more is better, `"less"` (or -1) where less is.
    coordination
        κ from -1 to 1, taken as given: the price of acting first is applied by the labelled calls. (…)
    returns
        q of at least 1; 1 makes every rule linear in the shares. (…)
    sequence
        `act_first` or `act_together`; only the rule `first` depends on it.

    Returns
    -------
    ndarray (…)
        Shares of the scale, 0 to 1.

    Raises
    ------
    ArgumentError
        For shares, scores or assumptions out of range, or a rule that does not fit the direction.

    Examples
    --------
    Coverage of a lone and a joint part, half each, that complement each other a little:

    >>> round(float(compose([0.3, 0.7], [0.5, 0.5], rule="reach", direction="more", coordination=0.3)), 4)
    0.6096
    """
    x, s = _finite(scores, "scores"), _finite(shares, "shares")
    kappa, q = _finite(coordination, "coordination"), _finite(returns, "returns")
    if x.ndim < 1 or s.ndim < 1 or x.shape[-1] != s.shape[-1]:
        raise ArgumentError(f"scores of shape {x.shape} and shares of shape {s.shape}: their last axes must match.")
    lead = _lead_shape(x, s, kappa, q)
    if (x < 0).any() or (x > 1).any():
        raise ArgumentError("scores are shares of the scale; numbers from 0 to 1 are needed.")
    _check_shares(s)
    if (np.abs(kappa) > 1).any():
        raise ArgumentError(f"coordination = {coordination!r}; numbers from -1 to 1 are needed.")
    if (q < 1).any():
        raise ArgumentError(f"returns = {returns!r}; numbers of at least 1 are needed.")
    if sequence not in SEQUENCES:
        raise ArgumentError(f"sequence = {sequence!r}; one of {', '.join(SEQUENCES)} is needed.")
    sign = _sign(direction)
    chosen = checked_rule(rule, sign).value
    blend = apply_rule(mixture(x, s, q), chosen, sign, kappa, act_first=sequence == "act_first")
    return np.broadcast_to(blend, lead).copy()


def _lead_shape(x: Array, s: Array, kappa: Array, q: Array) -> tuple[int, ...]:
    """The shape (…) that all arguments broadcast to; rules that need no coordination take its shape too."""
    try:
        return np.broadcast_shapes(x.shape[:-1], s.shape[:-1], kappa.shape, q.shape)
    except ValueError:
        raise ArgumentError(
            f"scores of shape {x.shape}, shares of shape {s.shape}, coordination of shape {kappa.shape} and returns "
            f"of shape {q.shape} do not broadcast: all but the last axis of scores and shares must fit the rest."
        ) from None


def _finite(values: npt.ArrayLike, what: str) -> Array:
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise ArgumentError(f"{what} must be numbers.") from None
    if not np.isfinite(array).all():
        raise ArgumentError(f"{what} must be finite numbers.")
    return array


def _check_shares(s: Array) -> None:
    if (s < 0).any() or (np.abs(s.sum(axis=-1) - 1) > 1e-9).any():
        raise ArgumentError("shares must be at least 0 and sum to 1.")


def _sign(direction: str | int) -> int:
    if isinstance(direction, str) and direction in set(Direction):
        return Direction(direction).sign
    if direction in (1, -1):
        return int(direction)
    raise ArgumentError(f"direction = {direction!r}; 'more' (+1) or 'less' (-1) is needed.")


@dataclass(frozen=True)
class Blend:
    """One blend of a case, scored.

    Attributes
    ----------
    shares
        By component, summing to 1.
    table
        Criteria × (`score` in natural units, `value` 0 to 1, `contribution` in points, `rule`), with one column
        for each component's own score.
    score
        Points of 100.
    """

    shares: "pd.Series[float]"
    score: float
    table: pd.DataFrame
    scenario: str
    sequence: str
    assumptions: Assumptions
    case_digest: str

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "shares": self.shares.to_dict(),
            "score": self.score,
            "criteria": self.table.to_dict("index"),
            "scenario": self.scenario,
            "sequence": self.sequence,
            "assumptions": {name: float(value) for name, value in vars(self.assumptions).items()},
            "case_digest": self.case_digest,
        }


def blend(case: Any, shares: Mapping[str, float], **setting: Any) -> Blend:
    """Score one blend of a case.

    Parameters
    ----------
    shares
        By component, at least 0, summing to 1: shares of the enforcement and diplomatic effort.
    **setting
        scenario, weights, coordination, returns, synergy, first_mover_cost, sequence, rules; what is left
        out comes from the scenario and the case.

    Raises
    ------
    ArgumentError
        For unknown components, shares that do not sum to 1, or a setting out of range.

    Examples
    --------
    >>> import mcda
    >>> half = blend(mcda.read_case(), {"unilateral": 0.5, "multilateral": 0.5}, scenario="flash_crisis")
    >>> round(half.score, 1)
    61.6
    """
    named = dict(shares)
    mix = Mix.of(case, components=tuple(named), **setting)
    s = _finite(list(named.values()), "shares")
    _check_shares(s)
    x = mix.natural_share(s[None])[0]
    values = mix.values(s[None])[0]
    contributions = 100.0 * mix.weights.weights * values
    parts = mix.model.natural(mix.model.components_of(mix.model.mode, mix.components))
    table = pd.DataFrame(
        {
            "score": mix.model.natural(x),
            "value": values,
            "contribution": contributions,
            "rule": mix.model.blending.rules,
            **{name: parts[k] for k, name in enumerate(mix.components)},
        },
        index=pd.Index(mix.model.criteria, name="criterion"),
    )
    return Blend(
        shares=pd.Series(s, index=list(mix.components), name="share"),
        score=float(contributions.sum()),
        table=table,
        scenario=mix.scenario,
        sequence=mix.sequence,
        assumptions=mix.assumptions,
        case_digest=case.digest,
    )
