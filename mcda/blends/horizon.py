"""Coverage over time: a blend acts in sequence, so what it covers is averaged over a horizon."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.blends.addons import checked_shares
from mcda.blends.best import STEPS
from mcda.blends.horizon_checks import check_horizon, check_timing
from mcda.blends.lattice import lattice
from mcda.blends.mix import Mix
from mcda.errors import ArgumentError
from mcda.facts import Timing
from mcda.kernels.timing import averaged_over_time, before_alignment
from mcda.language import later
from mcda.weights import WeightSet

Array = npt.NDArray[np.float64]
SIGNAL_SHARE = 0.5
"""Share of the weight on speed that stands for the signal of being first. Judgement: nobody has been asked."""
NOTICE = later(
    "{coverage} is averaged over the horizon, so it already counts what acting early brings. {speed} therefore counts "
    "only as the signal of being first: {share}% of its weight, a judgement. In full it would count the same advantage "
    "twice."
)


@dataclass(frozen=True)
class Timeline:
    """A blend scored with its coverage averaged over a horizon, beside the plain score.

    Attributes
    ----------
    shares
        By component, summing to 1.
    first
        The component that is in force from the start.
    early, joint, averaged
        Coverage in natural units: before alignment, after it, and the mean over the horizon.
    score, plain_score
        Points of 100 with the rule, and as every other call scores the blend.
    score_range
        The score if none, and if all, of the weight on speed is the signal of being first; in rising order.
    table
        For a chart, one row a moment from 0 to the horizon: `time`; `coverage`, in force from then on; `averaged`,
        its mean from the start to then; `aligned`.
    contributions
        Criteria × (`plain`, `averaged`, `over_time`), points of 100: as every other call scores the blend, with
        coverage averaged and the weights as they were, and with the weight on speed changed too. Columns sum to
        scores.
    pure
        Components × (`plain`, `over_time`): the score of each alone, under the same rule.
    best
        Components × (`plain`, `over_time`): the shares of the best mix on the lattice, without the rule and with it.
    notice
        What the rule does to speed, and why. Show it wherever the score is shown.
    """

    shares: "pd.Series[float]"
    first: str
    horizon: float
    lag: float
    signal_share: float
    early: float
    joint: float
    averaged: float
    score: float
    plain_score: float
    score_range: tuple[float, float]
    table: pd.DataFrame
    contributions: pd.DataFrame
    pure: pd.DataFrame
    best: pd.DataFrame
    notice: str
    scenario: str
    weights: str
    sequence: str
    case_digest: str

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            **vars(self),
            "shares": self.shares.to_dict(),
            "score_range": list(self.score_range),
            "table": self.table.to_dict("records"),
            "contributions": self.contributions.to_dict("index"),
            "pure": self.pure.to_dict("index"),
            "best": self.best.to_dict("index"),
        }


def averaged_coverage(alone: npt.ArrayLike, joint: npt.ArrayLike, *, horizon: float, lag: float) -> Array:
    """Coverage averaged over a horizon T with an alignment lag L: [alone · L + joint · (T - L)] / T.

    Parameters
    ----------
    alone, joint
        Coverage before and after alignment, in any one unit; they broadcast.
    horizon, lag
        T above 0 and L from 0 to T, in any one unit of time.

    Raises
    ------
    ArgumentError
        For a number that is not finite, or a lag outside the horizon.

    Examples
    --------
    A coalition complete 43 days after a first measure that bound 5 % of supply, over two years:

    >>> round(float(averaged_coverage(0.05, 0.55, horizon=730, lag=43)), 2)
    0.52
    """
    check_horizon(horizon, lag)
    try:
        before, after = (np.asarray(coverage, dtype=np.float64) for coverage in (alone, joint))
        shape = np.broadcast_shapes(before.shape, after.shape)
    except (TypeError, ValueError):
        raise ArgumentError("Coverage alone and joint must be numbers, in arrays that broadcast.") from None
    if not np.isfinite(before).all() or not np.isfinite(after).all():
        raise ArgumentError("Coverage alone and joint must be finite numbers.")
    return np.broadcast_to(averaged_over_time(before, after, lag / horizon), shape).copy()


def blend_over_time(
    case: Any,
    shares: Mapping[str, float],
    horizon: float,
    lag: float,
    *,
    first: str | None = None,
    signal_share: float = SIGNAL_SHARE,
    coverage: str = "coverage",
    speed: str = "speed",
    periods: int = 24,
    **setting: Any,
) -> Timeline:
    """A blend's score with its coverage averaged over a horizon, while speed counts as a signal only.

    The plain score takes coverage on the day the package is complete. Here one component is in force from the start
    and the others join after the lag L. Before that the blend covers what the first covers, at the activation of its
    share, and nothing if it has none (P1, P7); after it, what the rule of coverage says (P5). A component alone is
    treated alike: the first keeps its coverage, any other covers nothing during the lag.

    Being early is then worth something twice, in coverage and in speed. So speed keeps only the share of its weight
    that values the signal of being first (P2, P4, P9), `signal_share`, and the weights are normalised anew. That
    share is a judgement: `score_range` shows the score for none and for all of it. At lag 0 with a signal share of 1
    the score is the plain one.

    Parameters
    ----------
    shares
        By component, at least 0, summing to 1.
    horizon, lag
        T above 0 and L from 0 to T, in any one unit of time. The lag ends at the horizon where nobody ever joins.
    first
        The component in force from the start; the one with the best speed if left out.
    signal_share
        From 0 to 1.
    coverage, speed
        Ids of the two criteria in a case with other names. More coverage must be better.
    periods
        The table has this many equal steps.
    **setting
        scenario, weights, coordination, returns, synergy, first_mover_cost, sequence, rules.

    Raises
    ------
    ArgumentError
        With every argument that is not allowed.

    Examples
    --------
    >>> import mcda
    >>> half = {"unilateral": 0.5, "multilateral": 0.5}
    >>> slow = blend_over_time(mcda.read_case(), half, horizon=730, lag=329)
    >>> slow.first, slow.averaged < slow.joint
    ('unilateral', True)
    """
    s = checked_shares(shares)
    mix = Mix.of(case, components=tuple(shares), **setting)
    check_timing(mix, horizon, lag, first, signal_share, coverage, speed, periods)
    leader = first or _fastest(mix, speed)
    timed = _timed(mix, Timing(mix.model.criteria.index(coverage), leader, lag / horizon))
    scored = _signal_only(timed, speed, signal_share)
    early, joint, averaged = _coverages(mix, timed, s)
    plain, averaged_only, over_time = (_points(one, s) for one in (mix, timed, scored))
    no_signal = float(_points(_signal_only(timed, speed, 0.0), s).sum())
    return Timeline(
        shares=pd.Series(s, index=list(mix.components), name="share"),
        first=leader,
        horizon=float(horizon),
        lag=float(lag),
        signal_share=float(signal_share),
        early=early,
        joint=joint,
        averaged=averaged,
        score=float(over_time.sum()),
        plain_score=float(plain.sum()),
        score_range=_rising(no_signal, float(averaged_only.sum())),
        table=_course(early, joint, float(horizon), float(lag), periods),
        contributions=pd.DataFrame(
            {"plain": plain, "averaged": averaged_only, "over_time": over_time},
            index=pd.Index(mix.model.criteria, name="criterion"),
        ),
        pure=_by_component(mix, mix.pure_scores(), scored.pure_scores()),
        best=_by_component(mix, _best(mix), _best(scored)),
        notice=NOTICE.format(
            coverage=case.catalogue[coverage].label,
            speed=case.catalogue[speed].label,
            share=f"{100 * signal_share:.0f}",
        ),
        scenario=mix.scenario,
        weights=mix.weights.name,
        sequence=mix.sequence,
        case_digest=case.digest,
    )


def _timed(mix: Mix, timing: Timing) -> Mix:
    """The same mix with one criterion averaged over time."""
    return replace(mix, model=replace(mix.model, blending=replace(mix.model.blending, timing=timing)))


def _signal_only(mix: Mix, speed: str, share: float) -> Mix:
    """The same mix with that share of the weight on speed, and the weights normalised anew."""
    points = np.where(np.array(mix.model.criteria) == speed, share, 1.0)
    given = mix.weights
    total = float((given.weights * points).sum())
    if total <= 0:
        raise ArgumentError(f"All weight is on {speed}: without it nothing is left to score by.")
    low, weights, high = (part * points / total for part in (given.low, given.weights, given.high))
    return replace(mix, weights=WeightSet(given.name, given.label, given.criteria, low, weights, high))


def _points(mix: Mix, s: Array) -> Array:
    """What each criterion contributes to the score of one blend, (n,)."""
    return np.asarray(100.0 * mix.weights.weights * mix.values(s[None])[0])


def _fastest(mix: Mix, speed: str) -> str:
    """The component with the best speed when it stands alone; the first of them where they tie."""
    values = mix.values(np.eye(len(mix.components)))
    return mix.components[int(np.argmax(values[:, mix.model.criteria.index(speed)]))]


def _coverages(mix: Mix, timed: Mix, s: Array) -> tuple[float, float, float]:
    """Coverage in natural units before alignment, after it, and over the horizon."""
    timing = timed.model.blending.timing
    if timing is None:
        raise ValueError("a timed mix has a timing")
    j = timing.criterion
    x = mix.model.components_of(mix.model.mode, mix.components)[..., j]
    q = np.asarray(mix.assumptions.returns)
    leader = mix.components.index(timing.first)
    early = before_alignment(x, s, q, leader, act_first=mix.sequence == "act_first")
    shares_of_scale = np.array([early, mix.natural_share(s[None])[0, j], timed.natural_share(s[None])[0, j]])
    low, high = mix.model.scale_low[j], mix.model.scale_high[j]
    before, after, averaged = (low + shares_of_scale * (high - low)).tolist()
    return before, after, averaged


def _course(early: float, joint: float, horizon: float, lag: float, periods: int) -> pd.DataFrame:
    """Coverage in force and its mean so far, at equal steps and at the moment of alignment."""
    time = np.unique(np.append(np.linspace(0.0, horizon, periods + 1), lag))
    aligned = time >= lag
    waited = np.minimum(time, lag)
    total = early * waited + joint * (time - waited)
    coverage = np.where(aligned, joint, early)
    return pd.DataFrame(
        {
            "time": time,
            "coverage": coverage,
            "averaged": np.where(time > 0, total / np.where(time > 0, time, 1.0), coverage),
            "aligned": aligned,
        }
    )


def _best(mix: Mix) -> Array:
    """Shares (k,) of the best mix on the lattice."""
    points = lattice(len(mix.components), STEPS[len(mix.components)])
    return np.asarray(points[np.argmax(mix.scores(points))])


def _by_component(mix: Mix, plain: Array, over_time: Array) -> pd.DataFrame:
    index = pd.Index(mix.components, name="component")
    return pd.DataFrame({"plain": plain, "over_time": over_time}, index=index)


def _rising(a: float, b: float) -> tuple[float, float]:
    return min(a, b), max(a, b)
