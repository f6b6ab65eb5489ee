"""Which questions a way of asking for weights puts, so that there are enough of them and not too many."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from criteria import Catalogue

FEW = 7
"""Up to so many things, all pairs are asked; people keep about seven things apart (Saaty & Ozdemir 2003)."""
ROOT = "objective:"
"""Name of the top of the tree that `judgement_tree` gives; nothing else can be called that."""


def judgement_tree(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """What is compared in pairs, by parent: all criteria at once where they are few, else objective by objective.

    Objectives are named `objective:ID`, since an objective may have the id of a criterion. Those without criteria
    are left out, and those of one criterion need no comparison beneath them.

    References
    ----------
    Saaty & Ozdemir 2003, Mathematical and Computer Modelling 38:233-244, on why seven.
    """
    under = {one.id: tuple(leaf.id for leaf in catalogue.under(one.id)) for one in catalogue.objectives}
    filled = {f"objective:{name}": leaves for name, leaves in under.items() if leaves}
    if len(catalogue.ids) <= FEW or len(filled) == 1:
        return {ROOT: catalogue.ids}
    return {ROOT: tuple(filled), **filled}


def pairs(labels: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs to compare: all of few things; of more, each with its next two neighbours in a ring.

    Two neighbours each connect all things, and leave as many answers to spare as there are things, so that
    contradictions show (Harker 1987, Mathematical Modelling 9:837-848, on incomplete comparisons).

    Examples
    --------
    >>> pairs(["a", "b", "c"])
    [('a', 'b'), ('a', 'c'), ('b', 'c')]
    >>> len(pairs([f"c{i}" for i in range(30)]))
    60
    """
    n = len(labels)
    if n <= FEW:
        return list(combinations(labels, 2))
    return [(labels[i], labels[(i + step) % n]) for step in (1, 2) for i in range(n)]


def levels(ranks: Mapping[str, float]) -> list[tuple[str, ...]]:
    """Things by rank, lowest number first; those of the same rank lie together.

    Examples
    --------
    >>> levels({"cost": 2, "speed": 1, "trust": 2})
    [('speed',), ('cost', 'trust')]
    """
    return [tuple(one for one in ranks if ranks[one] == rank) for rank in sorted(set(ranks.values()))]


def simos_cards(ranks: Mapping[str, float], blanks: Iterable[int]) -> list[tuple[str, ...] | int]:
    """Cards for `srf`, from the least important (rank 1) up, with blank cards between neighbouring levels.

    Parameters
    ----------
    blanks
        How many blank cards lie after each level but the last.

    Examples
    --------
    >>> simos_cards({"cost": 1, "speed": 2, "trust": 2}, [3])
    [('cost',), 3, ('speed', 'trust')]
    """
    row: list[tuple[str, ...] | int] = []
    for level, gap in zip(levels(ranks), [*blanks, 0], strict=True):
        row.append(level)
        if gap:
            row.append(gap)
    return row


def check_pairs(order: Sequence[str]) -> list[tuple[str, str]]:
    """Spare trade-offs (B, A) that show whether answers given next to the first of `order` fit each other.

    Parameters
    ----------
    order
        Criteria from the greatest weight to the least. The second is set against the third, and against the last.

    Examples
    --------
    >>> check_pairs(["speed", "cost", "trust", "fit"])
    [('trust', 'cost'), ('fit', 'cost')]
    """
    if len(order) <= 2:
        return []
    return list(dict.fromkeys([(order[2], order[1]), (order[-1], order[1])]))
