"""The search for the best set of levers: every subset up to 20 levers, an integer programme beyond."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Literal, Self

import numpy as np
import numpy.typing as npt

from mcda.blends.addons import Platform
from mcda.errors import ArgumentError
from mcda.facts import LEVER_CAP, Levels
from mcda.kernels.lever_programme import SLIGHT, Choice, best_subset
from mcda.kernels.levers import best_by_effort, lifted, subset_sums
from mcda.values import Linear

Array = npt.NDArray[np.float64]
Members = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.intp]
End = Literal["worst", "likely", "best"]
MOST_TRIED = 20
"""Levers up to which every subset is scored."""
MOST_FITS = 8
"""Beyond `MOST_TRIED`, levers on coordination up to which a blend can be searched: each set of them mixes anew."""
SHORTLIST = 5
"""Sets at each effort of the frontier, best by score first, that draws are spent on."""
_CHUNK = 13
"""Subsets of this many levers, scored in one go, fit a core's cache."""


@dataclass(frozen=True)
class Field:
    """Levers that may be added to a platform, k of them, and all that their subsets are scored by."""

    platform: Platform
    names: tuple[str, ...]
    labels: tuple[str, ...]
    efforts: Array

    @classmethod
    def of(cls, platform: Platform, names: tuple[str, ...]) -> Self:
        """The field of these levers.

        Raises
        ------
        ArgumentError
            Naming each lever whose rows disagree about its effort.
        """
        rows = {name: [row for row in platform.case.levers if row.lever == name] for name in names}
        unequal = [name for name, effects in rows.items() if len({row.effort for row in effects}) > 1]
        if unequal:
            raise ArgumentError(f"One effort is needed for each lever, the same in all its rows: {', '.join(unequal)}.")
        return cls(
            platform=platform,
            names=names,
            labels=tuple(effects[0].label for effects in rows.values()),
            efforts=np.array([effects[0].effort for effects in rows.values()]),
        )

    @cached_property
    def effects(self) -> Members:
        """(k, e) Which effects each lever has."""
        return np.array([[lever == name for lever, _ in self.platform.model.lever_targets] for name in self.names])

    def held(self, sets: Members) -> Members:
        """(F, e) Effects of sets of levers (F, k), those of the option's own levers with them."""
        return (sets.astype(np.int64) @ self.effects > 0) | self.platform.effects_of(())

    def scores(self, sets: Members, end: End = "likely") -> Array:
        """Points (F,) of sets of levers (F, k), with added effects at the worst, likely or best end of their range."""
        return self.platform.scores(self.levels(end), self.held(sets))

    def levels(self, end: End) -> Levels:
        """Most likely facts, and the effects of the levers that may be added at one end of their range in value."""
        model = self.platform.model
        if end == "likely":
            return model.mode
        # More coordination is never worse; the effect on a criterion follows its direction.
        good = np.where(self.platform.targets < 0, 1, model.signs[self.platform.targets])
        upward = good > 0 if end == "best" else good < 0
        ends = np.where(upward, model.high.effects, model.low.effects)
        return replace(model.mode, effects=np.where(self.effects.any(axis=0), ends, model.mode.effects))

    def members(self, codes: Codes) -> Members:
        """(F, k) Which levers are in subsets numbered by their binary digits."""
        return np.asarray((codes[:, None] >> np.arange(len(self.names))) & 1, dtype=np.bool_)

    def named(self, chosen: Members) -> tuple[str, ...]:
        """Names of the levers in one set (k,)."""
        return tuple(name for name, is_in in zip(self.names, chosen, strict=True) if is_in)

    def unclear_on(self, lever: str) -> tuple[str, ...]:
        """Criteria, or `coordination`, that this lever may move either way."""
        return tuple(
            row.criterion for row in self.platform.case.levers if row.lever == lever and row.low < 0 < row.high
        )


@dataclass(frozen=True)
class _Likely:
    """Effects of k levers at their most likely: (k, n) on criteria, upward and downward apart, (k,) on coordination."""

    raised: Array
    lowered: Array
    fit: Array
    own_raised: Array
    own_lowered: Array
    own_fit: float

    @classmethod
    def of(cls, field: Field) -> Self:
        platform = field.platform
        effects, n = platform.model.mode.effects, len(platform.model.criteria)
        on = platform.targets[:, None] == np.arange(n)
        up, down = np.maximum(effects, 0.0)[:, None] * on, np.minimum(effects, 0.0)[:, None] * on
        fit = np.where(platform.targets < 0, effects, 0.0)
        by_lever, own = field.effects.astype(np.float64), platform.effects_of(()).astype(np.float64)
        return cls(by_lever @ up, by_lever @ down, by_lever @ fit, own @ up, own @ down, float(own @ fit))


def every_subset(field: Field) -> Array:
    """Points (2^k,) of every subset: lever j is in subset s where binary digit j of s is 1.

    In chunks of all subsets of the first levers, for each subset of the others. The bare option is mixed once for
    each coordination that a chunk holds: few levers move it, so there are few.
    """
    platform, likely = field.platform, _Likely.of(field)
    few = min(len(field.names), _CHUNK)
    raised, lowered = subset_sums(likely.raised[:few]), subset_sums(likely.lowered[:few])
    fit = subset_sums(likely.fit[:few])
    rest = [subset_sums(part[few:]) for part in (likely.raised, likely.lowered, likely.fit)]
    worth = 100.0 * platform.weights.weights
    points = []
    for up, down, fits in zip(*rest, strict=True):
        kappas, which = np.unique(fit + fits + likely.own_fit, return_inverse=True)
        bare = platform.bare(platform.model.mode, kappas if platform.blended else kappas[:1])
        x = bare[which] if platform.blended else bare
        moved = lifted(x, raised + (up + likely.own_raised), lowered + (down + likely.own_lowered), LEVER_CAP)
        points.append(platform.model.values(moved) @ worth)
    return np.concatenate(points)


def frontier_of(field: Field, scores: Array) -> Codes:
    """Numbers of the subsets on the efficient frontier, given the points of all."""
    sizes = subset_sums(np.ones(len(field.names))).astype(np.int64)
    return best_by_effort(scores, subset_sums(field.efforts), sizes)


def shortlisted(field: Field, scores: Array, frontier: Members) -> Members:
    """(F, k) The frontier's sets and, at each of their efforts, the next best few by score; by rising effort."""
    efforts = subset_sums(field.efforts)
    found = set(map(int, frontier @ (1 << np.arange(len(field.names)))))
    for level in frontier @ field.efforts:
        affordable = np.flatnonzero(efforts <= level + 1e-9)
        few = min(SHORTLIST, len(affordable))
        found.update(map(int, affordable[np.argpartition(-scores[affordable], few - 1)[:few]]))
    codes = np.array(sorted(found), dtype=np.intp)
    return field.members(codes[np.argsort(efforts[codes], kind="stable")])


def by_programme(field: Field) -> Members:
    """(F, k) The sets on the efficient frontier, found from the most effort downward by integer programmes.

    Raises
    ------
    ArgumentError
        Where a value curve bends on a criterion that levers move, or a blend has very many levers on coordination.
    """
    platform, likely = field.platform, _Likely.of(field)
    moved = (likely.raised != 0).any(axis=0) | (likely.lowered != 0).any(axis=0)
    on_fit = np.flatnonzero(likely.fit) if platform.blended else np.array([], dtype=np.intp)
    _check_programme(field, moved, on_fit)
    choice = Choice(
        likely.raised,
        likely.lowered,
        likely.own_raised,
        likely.own_lowered,
        100.0 * platform.weights.weights * platform.model.signs,
        field.efforts,
        LEVER_CAP,
    )
    fixings = [
        dict(zip(map(int, on_fit), chosen, strict=True)) for chosen in product((False, True), repeat=len(on_fit))
    ]
    added = [likely.own_fit + sum(likely.fit[e] for e, is_in in fixed.items() if is_in) for fixed in fixings]
    mixes = platform.bare(platform.model.mode, np.array(added))
    frontier: list[Members] = []
    budget = float(field.efforts.sum())
    while budget >= 0:
        found = [best_subset(choice, x, budget, fixed) for x, fixed in zip(mixes, fixings, strict=True)]
        frontier.append(_best_of(field, np.array([chosen for chosen in found if chosen is not None])))
        budget = float(frontier[-1] @ field.efforts) - _least_step(field.efforts)
    return np.array(frontier[::-1])


def _best_of(field: Field, sets: Members) -> Members:
    """The set that scores best, judged as the solver judges: a slight gain for more effort is none."""
    each, one = SLIGHT
    scores = field.scores(sets) - each * (sets @ field.efforts) - one * sets.sum(axis=1)
    return np.asarray(sets[np.argmax(scores)])


def _least_step(efforts: Array) -> float:
    """By how much less than an effort the next smaller one may be: 1 where all are whole numbers."""
    return 1.0 if (efforts == efforts.round()).all() else 1e-6


def _check_programme(field: Field, moved: Members, on_fit: Codes) -> None:
    model = field.platform.model
    bent = [
        name
        for name, curve, is_moved in zip(model.criteria, model.curves, moved, strict=True)
        if is_moved and not isinstance(curve, Linear)
    ]
    faults = [f"the value curves of {', '.join(bent)} are not straight"] if bent else []
    if len(on_fit) > MOST_FITS:
        faults.append(f"{len(on_fit)} levers move coordination (at most {MOST_FITS} can be searched)")
    if faults:
        raise ArgumentError(
            f"{len(field.names)} levers are too many here: {'; '.join(faults)}. Name at most {MOST_TRIED} `levers`, "
            "of which every subset is scored."
        )
