"""The best subset of measures as a mixed-integer linear programme, where there are too many subsets to try.

Caps and the ends of the scale make scores piecewise linear in what is chosen. Each such piece, the lesser of two
quantities, is exact: a binary variable says which of the two it is.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Line = dict[int, float]
"""A linear expression: coefficient by variable."""
SLIGHT = (1e-4, 1e-5)
"""Points that a unit of effort, and a measure, must bring at least: of sets that tie, the solver finds the leanest."""


@dataclass
class _Programme:
    """Variables and constraints, gathered one by one; the first k variables are the measures."""

    lower: list[float]
    upper: list[float]
    whole: list[int]
    rows: list[tuple[Line, float, float]] = field(default_factory=list)

    def variable(self, low: float, high: float, *, whole: bool = False) -> int:
        self.lower.append(low)
        self.upper.append(high)
        self.whole.append(int(whole))
        return len(self.lower) - 1

    def within(self, line: Line, low: float, high: float) -> None:
        self.rows.append((line, low, high))

    def least(self, line: Line, shift: float, cap: float, low: float, high: float) -> tuple[Line, float]:
        """min(line + shift, cap), where line + shift lies between `low` and `high`, as an expression and a shift."""
        if high <= cap:
            return line, shift
        if low >= cap:
            return {}, cap
        least, is_capped = self.variable(low, cap), self.variable(0.0, 1.0, whole=True)
        difference = {least: 1.0, **{one: -by for one, by in line.items()}}
        self.within(difference, -np.inf, shift)
        self.within({**difference, is_capped: high - cap}, shift, np.inf)
        self.within({least: 1.0, is_capped: low - cap}, low, np.inf)
        return {least: 1.0}, 0.0


@dataclass(frozen=True)
class Choice:
    """Measures to choose from, and what they are added to. Scores are shares of the scale.

    Attributes
    ----------
    raised, lowered
        (k, n) effects of each measure upward (at least 0) and downward (at most 0).
    own_raised, own_lowered
        (n,) summed effects of what is there already.
    worth
        (n,) points of 100 that the whole scale is worth, below 0 where less is better.
    effort
        (k,) of each measure.
    """

    raised: Array
    lowered: Array
    own_raised: Array
    own_lowered: Array
    worth: Array
    effort: Array
    cap: float


def best_subset(choice: Choice, x: Array, budget: float, fixed: dict[int, bool]) -> npt.NDArray[np.bool_] | None:
    """The subset (k,) with the best score within `budget`; None where there is none.

    `x` (n,) are the scores without measures, and `fixed` says which measures must be in or out.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  only for very many measures
    from scipy.sparse import csr_array  # noqa: PLC0415

    k = len(choice.effort)
    programme = _Programme(
        [float(fixed.get(e, False)) for e in range(k)], [float(fixed.get(e, True)) for e in range(k)], [1] * k
    )
    goal = dict(enumerate(SLIGHT[0] * choice.effort + SLIGHT[1]))
    for j in np.flatnonzero(choice.worth):
        for one, by in _moved(programme, choice, x, int(j)).items():
            goal[one] = goal.get(one, 0.0) - choice.worth[j] * by
    programme.within({e: float(effort) for e, effort in enumerate(choice.effort)}, -np.inf, budget + 1e-9)
    size = len(programme.lower)
    places = [(row, one, by) for row, (line, _, _) in enumerate(programme.rows) for one, by in line.items()]
    at, column, by_how_much = (list(part) for part in zip(*places, strict=True))
    found = milp(
        np.array([goal.get(one, 0.0) for one in range(size)]),
        constraints=LinearConstraint(
            csr_array((by_how_much, (at, column)), shape=(len(programme.rows), size)),
            [low for _, low, _ in programme.rows],
            [high for _, _, high in programme.rows],
        ),
        bounds=Bounds(programme.lower, programme.upper),
        integrality=np.array(programme.whole),
        options={"mip_rel_gap": 0.0},
    )
    return None if found.x is None else np.asarray(found.x[:k] > 0.5)


def _moved(programme: _Programme, choice: Choice, x: Array, j: int) -> Line:
    """The score on criterion j, but for a constant, as an expression of the programme's variables."""
    total: Line = {}
    shift = low = high = float(x[j])
    for effects, own, sign in (
        (choice.raised[:, j], choice.own_raised[j], 1.0),
        (-choice.lowered[:, j], -choice.own_lowered[j], -1.0),
    ):
        line = {int(e): float(effects[e]) for e in np.flatnonzero(effects)}
        most = float(own + effects.sum())
        capped, by = programme.least(line, float(own), choice.cap, float(own), most)
        total.update({one: total.get(one, 0.0) + sign * coefficient for one, coefficient in capped.items()})
        shift += sign * by
        low += sign * min(choice.cap, most if sign < 0 else float(own))
        high += sign * min(choice.cap, float(own) if sign < 0 else most)
    total, shift = programme.least(total, shift, 1.0, low, high)
    # max(s, 0) is -min(-s, 0)
    mirror = {one: -by for one, by in total.items()}
    mirrored, _ = programme.least(mirror, -shift, 0.0, -min(high, 1.0), -min(low, 1.0))
    return {one: -by for one, by in mirrored.items()}
