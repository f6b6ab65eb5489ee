"""Why one option is ahead of another: what each criterion brings, and what outweighs what."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.errors import ArgumentError
from mcda.kernels.ranks import TOLERANCE
from mcda.kernels.trade_offs import payments, smallest_argument
from mcda.lead_shares import shares_by_exchange, values_told
from mcda.methods import METHODS
from mcda.ranking import Ranking
from mcda.version import __version__
from mcda.weights import WeightSet
from mcda.wording_explanation import reasons

Array = npt.NDArray[np.float64]

WEIGHT_TIMES_VALUE, SHAPLEY = "weight × value", "Shapley values"


@dataclass(frozen=True)
class Explanation:
    """Why a is ahead of b, or behind it.

    Attributes
    ----------
    a, b, label_a, label_b
        The two options.
    score_a, score_b
        Their scores: points of 100 for the additive method, for others the method's own index.
    table
        Indexed by criterion, from the greatest advantage of a to its greatest drawback: `label`, `contribution` (to
        the lead, in units of the score, above 0 where it speaks for a), `weight`, `value_a` and `value_b` (0 to 1,
        missing where the weight is 0), `side` (`advantage`, `drawback` or `equal`).
    source
        What contributions are: `weight × value`, or `Shapley values`.
    epsilon
        The smallest lead that matters, in units of the score.
    """

    a: str
    b: str
    label_a: str
    label_b: str
    score_a: float
    score_b: float
    table: pd.DataFrame
    source: str
    epsilon: float
    scenario: str
    weights: WeightSet
    method: str
    case_digest: str
    version: str = __version__

    @property
    def lead(self) -> float:
        """How far a is ahead, in units of the score; below 0 where it is behind. Contributions sum to it."""
        gap = self.score_a - self.score_b
        return gap if METHODS[self.method].higher_is_better else -gap

    @property
    def practically_equal(self) -> bool:
        """Whether the lead, either way, is too small to matter."""
        return abs(self.lead) < self.epsilon

    @property
    def argument(self) -> tuple[str, ...]:
        """The fewest advantages that together outweigh all drawbacks, largest first.

        Empty where a has no drawback, or where all its advantages do not outweigh them.
        """
        return tuple(self.table.index[smallest_argument(self._effects)])

    @property
    def payments(self) -> pd.DataFrame:
        """Drawbacks × advantages: how much of each advantage pays for each drawback, in units of the score.

        No part of an advantage counts twice; what one drawback leaves of it may help with another. A row sums to
        its drawback, or to 0 where nothing is left that could pay for it.
        """
        side, paid = self.table["side"], payments(self._effects)
        drawbacks, advantages = (np.flatnonzero(side == which) for which in ("drawback", "advantage"))
        return pd.DataFrame(
            paid[np.ix_(drawbacks[::-1], advantages)],
            index=pd.Index(self.table.index[drawbacks[::-1]], name="drawback"),
            columns=pd.Index(self.table.index[advantages], name="advantage"),
        )

    @property
    def covered(self) -> list[tuple[str, list[str]]]:
        """Each drawback that advantages pay for, greatest first, with these advantages; see `payments`."""
        return [
            (str(drawback), [str(name) for name in row.index[row > 0]])
            for drawback, row in self.payments.iterrows()
            if row.any()
        ]

    @property
    def uncovered(self) -> list[str]:
        """Drawbacks that no advantage is left to pay for; none where a is ahead."""
        paid = self.payments
        return [str(drawback) for drawback in paid.index[~(paid > 0).any(axis=1)]]

    @property
    def sentences(self) -> list[str]:
        """The same in words, from the side of the option that is ahead."""
        return reasons(self if self.lead >= 0 else self.mirrored())

    @property
    def _effects(self) -> Array:
        """Contributions (n,), with those that are only rounding set to 0."""
        return self.table["contribution"].where(self.table["side"] != "equal", 0.0).to_numpy()

    def mirrored(self) -> "Explanation":
        """The same from the side of b: its advantages are a's drawbacks."""
        swapped = self.table.rename(columns={"value_a": "value_b", "value_b": "value_a"})[list(self.table)]
        swapped["contribution"] = -swapped["contribution"]
        swapped["side"] = swapped["side"].replace({"advantage": "drawback", "drawback": "advantage"})
        return replace(
            self,
            a=self.b,
            b=self.a,
            label_a=self.label_b,
            label_b=self.label_a,
            score_a=self.score_b,
            score_b=self.score_a,
            table=swapped.sort_values("contribution", ascending=False, kind="stable"),
        )

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        table = self.table.astype(object).where(self.table.notna(), None)
        return {
            **{name: cell for name, cell in vars(self).items() if name not in ("table", "weights")},
            "lead": self.lead,
            "practically_equal": self.practically_equal,
            "table": table.to_dict("index"),
            "argument": list(self.argument),
            "covered": [{"drawback": drawback, "advantages": names} for drawback, names in self.covered],
            "uncovered": self.uncovered,
            "sentences": self.sentences,
            "weights": {"set": self.weights.name, **self.weights.series().to_dict()},
        }


def explain(
    ranking: Ranking,
    a: str,
    b: str,
    *,
    labels: Mapping[str, str] | None = None,
    epsilon: float = 1.0,
    **method_options: Any,
) -> Explanation:
    """Why option a is ahead of option b in a ranking, or behind it.

    With the additive method a criterion contributes weight × value of a less that of b. With any other method its
    contribution is an exact Shapley value: a and b exchange their values on some criteria, all others keeping
    theirs, and a's lead is scored anew. A criterion's Shapley value is half the mean, over all orders of the
    criteria, of what putting it back in place adds to the lead. So contributions sum to the lead, a criterion on
    which the two are equal contributes 0, and b's reasons are a's with the sign changed.

    Parameters
    ----------
    ranking
        From `mcda.rank`, by any method.
    a, b
        Ids of two of its options.
    labels
        What criteria, by id, are called in sentences; their ids without underscores if left out.
    epsilon
        The smallest lead that matters: points of 100 with the additive method; with others, hundredths of the
        distance between the best and the worst index in the ranking.
    **method_options
        The options that the ranking was made with, if any: it does not keep them.

    Raises
    ------
    ArgumentError
        If an option is not in the ranking, both are the same, or epsilon is below 0.
    MethodError
        If the options of the method are not those of the ranking, the two differ on more than 16 criteria, or the
        method cannot serve the values that an exchange makes.

    Notes
    -----
    Shapley 1953, "A value for n-person games". Hybrids of two options, part of whose values come from either, are
    the coalitions of Štrumbelj & Kononenko 2010 (Journal of Machine Learning Research 11:1-18) and, for decisions,
    of Labreuche 2011 (Artificial Intelligence 175:1410-1448). That the two exchange values, instead of one taking
    the other's, leaves each criterion's range, sum and average alone, so that a method that normalises by them
    keeps its frame. For methods that score each option on its own it is the same Shapley value, as a game and its
    dual have the same. For PROMETHEE II it is the weighted difference of the two unicriterion net flows.

    What outweighs what: the smallest argument as in Labreuche 2011; drawbacks that one advantage pays for, or
    several together, as in Belahcène, Labreuche, Maudet, Mousseau & Ouerdane 2017 (Theory and Decision 82:151-183).

    Examples
    --------
    >>> import mcda
    >>> ranking = mcda.rank(mcda.read_case(), scenario="long_game")
    >>> found = explain(ranking, "multilateral", "unilateral")
    >>> found.argument
    ('durability',)
    """
    if not isinstance(ranking, Ranking):
        raise ArgumentError(f"explain takes a ranking, not {type(ranking).__name__}: explain(mcda.rank(case), a, b).")
    _checked(ranking, a, b, epsilon)
    method = METHODS[ranking.method]
    scores = ranking.table.set_index("option")["score"]
    if method.name == "additive" and not method_options and _sums_to(ranking.contributions, scores):
        brings = ranking.contributions.T
        contributions = brings[a].to_numpy(np.float64) - brings[b].to_numpy(np.float64)
        source = WEIGHT_TIMES_VALUE
    else:
        contributions = shares_by_exchange(ranking, a, b, method_options)
        source = SHAPLEY
    names = ranking.table.set_index("option")["label"]
    spread = float(np.ptp(scores.to_numpy()))
    return Explanation(
        a=a,
        b=b,
        label_a=str(names[a]),
        label_b=str(names[b]),
        score_a=float(scores[a]),
        score_b=float(scores[b]),
        table=_table(ranking, a, b, contributions, labels or {}, TOLERANCE * spread),
        source=source,
        epsilon=epsilon if method.name == "additive" else 0.01 * epsilon * spread,
        scenario=ranking.scenario,
        weights=ranking.weights,
        method=method.name,
        case_digest=ranking.case_digest,
    )


def _checked(ranking: Ranking, a: str, b: str, epsilon: float) -> None:
    options = list(ranking.table["option"])
    gates = dict(zip(ranking.excluded["option"], ranking.excluded["gate"], strict=True))
    faults = [
        f"{option!r} is kept out by the gate {gates[option]}" if option in gates else f"{option!r} is not ranked"
        for option in dict.fromkeys((a, b))
        if option not in options
    ]
    if a == b:
        faults.append(f"{a!r} cannot be compared with itself")
    number = isinstance(epsilon, int | float | np.number) and not isinstance(epsilon, bool)
    if not number or not 0 <= epsilon < np.inf:
        faults.append(f"epsilon = {epsilon!r}; a number of at least 0 is needed")
    if faults:
        raise ArgumentError(f"This cannot be explained: {'; '.join(faults)}. Options: {', '.join(options)}.")


def _sums_to(contributions: pd.DataFrame, scores: "pd.Series[float]") -> bool:
    return bool(np.allclose(contributions.sum(axis=1), scores[contributions.index], rtol=0.0, atol=1e-9))


def _table(
    ranking: Ranking, a: str, b: str, contributions: Array, labels: Mapping[str, str], rounding: float
) -> pd.DataFrame:
    values = values_told(ranking)
    level = np.abs(contributions) <= rounding
    table = pd.DataFrame(
        {
            "label": [labels.get(name, name.replace("_", " ")) for name in map(str, values)],
            "contribution": contributions,
            "weight": ranking.weights.weights,
            "value_a": values.loc[a].to_numpy(),
            "value_b": values.loc[b].to_numpy(),
            "side": np.where(level, "equal", np.where(contributions > 0, "advantage", "drawback")),
        },
        index=pd.Index(values.columns, name="criterion"),
    )
    return table.sort_values("contribution", ascending=False, kind="stable")


__all__ = ["Explanation", "explain"]
