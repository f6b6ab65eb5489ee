"""Whether the order of the others moves when an option is dropped, copied, or joined by a worse one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.case import Case
from mcda.errors import ArgumentError, MethodError
from mcda.gates import Gate
from mcda.kernels.ranks import ranks
from mcda.methods import Method
from mcda.ranking import Lineup, lineup, method_of, value_scores
from mcda.weights.sets import WeightsLike

Array = npt.NDArray[np.float64]
CHANGES = ("drop", "copy", "add worse")
_WORSE = 0.95
"""What the added option keeps of each value of the last one. A share, as values of 0 cannot fall further and
methods that need data above 0 must not meet one."""


@dataclass(frozen=True)
class Reversal:
    """What became of the order of the others, change by change.

    Attributes
    ----------
    table
        One row a change: `change` (`drop`; `copy`; `add worse`: one that is 5 % worse than the last option on
        every criterion, on values), the `option` it was made to, `moved` (whether any pair of the others turned
        round, fell level or came apart), `swapped` (pairs that turned round: who was above, who is now),
        `levelled` (pairs that became or ceased to be equal), `winner_before` and `winner` (best of the others),
        `winner_changed`, `copy_ties` (whether the copy is level with its original; None for other changes), and
        `no_answer`: why the method could not score what was left; then nothing else is known.
    promised
        Whether the method says that it never reverses ranks.
    """

    table: pd.DataFrame
    promised: bool
    scenario: str
    weights: str
    method: str
    case_digest: str

    @property
    def moved(self) -> bool:
        """Whether any change moved the order of the others."""
        return bool(self.table["moved"].eq(True).any())

    @property
    def reversals(self) -> pd.DataFrame:
        """The changes that moved something."""
        return self.table[self.table["moved"].eq(True)].copy()

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table.copy()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        rows = self.table.to_dict("records")
        pairs = ("swapped", "levelled")
        return {
            "changes": [row | {name: [list(pair) for pair in row[name]] for name in pairs} for row in rows],
            "moved": self.moved,
            "promised": self.promised,
            "scenario": self.scenario,
            "weights": self.weights,
            "method": self.method,
            "case_digest": self.case_digest,
        }


class _Change(NamedTuple):
    """One change: which of the `others` (k,) are compared, and the options (m', n) that are scored.

    The others are the first k rows of `values`; a copy or a worse option comes after them.
    """

    name: str
    option: int
    others: npt.NDArray[np.int64]
    values: Array


def reversal(
    case: Case,
    *,
    scenario: str | None = None,
    weights: WeightsLike = None,
    method: str | None = None,
    gates: Iterable[Gate | str] = (),
    options: Iterable[str] | None = None,
    **method_options: Any,
) -> Reversal:
    """Whether the order of the others moves when one option is dropped, copied, or joined by a worse one.

    It should not: what is left is as good as before. Methods that measure against the data's own range, an
    average or each other can move it. As in `rank`, every method scores the fixed-scale values.

    Parameters
    ----------
    scenario, weights, method, gates, options, **method_options
        As for `rank`.

    Raises
    ------
    ArgumentError, MethodError
        As `rank`; or if there are fewer than two options.

    References
    ----------
    Belton & Gear 1983, Omega 11(3):228-230; Triantaphyllou & Sánchez 1997, Decision Sciences 28(1):151-194;
    Wang & Triantaphyllou 2008, Omega 36(1):45-63.

    Examples
    --------
    >>> import mcda
    >>> reversal(mcda.read_case()).moved
    False
    """
    chosen = method_of(case, method)
    field = lineup(case, scenario=scenario, weights=weights, gates=gates, options=options)
    if len(field.options) < 2:
        raise ArgumentError(f"Only {field.options[0]} is left to rank; at least two options are needed.")
    now = _places(field, field.values, chosen, method_options)
    changes = _changes(field.values, int(now.argmax()))
    rows = [
        _row(change, now, found, field.options)
        for change, found in zip(changes, _after(field, changes, chosen, method_options), strict=True)
    ]
    table = pd.DataFrame(rows, columns=_COLUMNS, dtype=object)
    return Reversal(table, not chosen.rank_reversal, field.scenario, field.weights.name, chosen.name, case.digest)


_COLUMNS = [
    "change",
    "option",
    "moved",
    "swapped",
    "levelled",
    "winner_before",
    "winner",
    "winner_changed",
    "copy_ties",
    "no_answer",
]


def _changes(values: Array, last: int) -> list[_Change]:
    """Every drop, every copy, and an option worse than the last."""
    m = len(values)
    everybody = np.arange(m)
    drops = [_Change("drop", i, np.delete(everybody, i), np.delete(values, i, axis=0)) for i in range(m)]
    copies = [_Change("copy", i, everybody, np.vstack([values, values[i]])) for i in range(m)]
    worse = _Change("add worse", last, everybody, np.vstack([values, _WORSE * values[last]]))
    return [*drops, *copies, worse]


def _places(field: Lineup, values: Array, method: Method, settings: Mapping[str, Any]) -> npt.NDArray[np.int64]:
    """Ranks (…, m) of options with these values (…, m, n)."""
    names = tuple(f"option {i + 1}" for i in range(values.shape[-2]))
    called = field.options if values.shape[-2] == len(field.options) else names
    scores = value_scores(values, field.weights.weights, method, called, field.model.criteria, dict(settings))
    return ranks(scores, higher_is_better=method.higher_is_better)


def _after(
    field: Lineup, changes: list[_Change], method: Method, settings: Mapping[str, Any]
) -> list[npt.NDArray[np.int64] | str]:
    """Ranks after each change, or why there are none. Changes that leave equally many are one batch."""
    found: list[npt.NDArray[np.int64] | str] = []
    for name in CHANGES:
        batch = [change.values for change in changes if change.name == name]
        if len(batch[0]) == 1:  # one of two options is gone: the other is first
            found += [np.ones(1, dtype=np.int64)] * len(batch)
            continue
        try:
            found += list(_places(field, np.stack(batch), method, settings))
        except MethodError:
            found += [_one(field, values, method, settings) for values in batch]
    return found


def _one(field: Lineup, values: Array, method: Method, settings: Mapping[str, Any]) -> npt.NDArray[np.int64] | str:
    try:
        return _places(field, values, method, settings)
    except MethodError as error:
        first, *faults = str(error).splitlines()
        return faults[0].removeprefix("  - ") if faults else first


def _row(
    change: _Change, now: npt.NDArray[np.int64], found: npt.NDArray[np.int64] | str, options: tuple[str, ...]
) -> list[Any]:
    name, option = change.name, options[change.option]
    others = [options[i] for i in change.others]
    before = now[change.others]
    first = _first(before, others)
    if isinstance(found, str):
        return [name, option, None, (), (), first, None, None, None, found]
    after = found[: len(others)]
    was = np.sign(before[None, :] - before[:, None])
    is_now = np.sign(after[None, :] - after[:, None])
    swapped = tuple((others[i], others[k]) for i, k in np.argwhere((was > 0) & (is_now < 0)))
    uneven = np.argwhere(np.triu((was == 0) != (is_now == 0), k=1))
    levelled = tuple((others[i], others[k]) for i, k in uneven)
    winner = _first(after, others)
    ties = bool(found[-1] == found[change.option]) if name == "copy" else None
    return [name, option, bool(swapped or levelled), swapped, levelled, first, winner, first != winner, ties, None]


def _first(places: npt.NDArray[np.int64], others: list[str]) -> str:
    """Who is best of the others, `;` between ties."""
    return ";".join(option for option, place in zip(others, places, strict=True) if place == places.min())
