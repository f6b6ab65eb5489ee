"""Weights from a tree: points in a value tree and its splitting bias, and a hierarchy of comparisons in pairs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from mcda.errors import ArgumentError
from mcda.language import later
from mcda.weights.ahp import NOTHING_TO_CONTRADICT, Judgements, RandomIndex, Rule, ahp
from mcda.weights.branches import Branches, children, global_weights, leaves_below, part_below, shape_faults, top_of
from mcda.weights.elicited import (
    Elicited,
    elicited,
    label_faults,
    named,
    normalised_points,
    point_faults,
    refuse_answers,
    same_criteria_faults,
)

_FLAT = later(
    "Largest difference of a leaf's weight between the tree and the flat answers (Weber, Eisenführ & von "
    "Winterfeldt 1988, Management Science 34:431-445): 0 = the tree does not matter, less is better; there is no "
    "agreed limit"
)
_WORST_NODE = {
    "eigenvector": later(
        "The worst of the nodes. Consistency ratio CR: inconsistency next to that of random answers (Saaty 1977, "
        "Journal of Mathematical Psychology 15:234-281): 0 = none contradicts another, less is better, usually at "
        "most 0.1"
    ),
    "geometric": later(
        "The worst of the nodes by the geometric consistency index (Aguarón & Moreno-Jiménez 2003): 0 = none "
        "contradicts another, less is better, usually at most 0.31 for 3 children, 0.35 for 4 and 0.37 beyond"
    ),
}
_NO_FLAT = later("Not asked without the tree, so the splitting bias is unknown")


def value_tree(tree: Branches, root: str | None = None, flat: Mapping[str, float] | None = None) -> Elicited:
    """Weights of the leaves of a value tree, and what the way it splits does to them.

    Parameters
    ----------
    tree
        Parent → child → points of at least 0, each parent's children next to each other.
    root
        The node at the top; found if left out. What does not hang under it is left out.
    flat
        Points of all leaves next to each other, asked without the tree.

    Returns
    -------
    Elicited
        A leaf weighs the product of the shares on its way from the root. `consistency` is the largest absolute
        difference of a leaf's weight between the tree and `flat`, None without `flat`. `detail["nodes"]` has
        the `parent`, `local` and `global` weight of each node. `detail["splitting"]` has for each objective
        the number of its `leaves` and its weight: by the `tree`, with all leaves `alike`, and `flat`. Objectives
        split into more leaves tend to get more weight; near `alike`, answers may have followed the splits.

    Raises
    ------
    ArgumentError
        With every point that is no number of at least 0, nodes under two parents or none, a circle, or flat
        points that name other leaves.

    References
    ----------
    Weber, Eisenführ & von Winterfeldt 1988, Management Science 34:431-445; Pöyhönen & Hämäläinen 2001, European
    Journal of Operational Research 129:569-585.

    Examples
    --------
    >>> from mcda.weights import value_tree
    >>> tree = {"car": {"cost": 60, "comfort": 40}, "comfort": {"seats": 50, "noise": 50}}
    >>> found = value_tree(tree, flat={"cost": 40, "seats": 30, "noise": 30})
    >>> found.weights.round(3).to_dict()
    {'cost': 0.6, 'seats': 0.2, 'noise': 0.2}
    >>> found.detail["splitting"].loc["comfort"].round(2).to_dict()
    {'leaves': 2.0, 'tree': 0.4, 'alike': 0.67, 'flat': 0.6}
    """
    faults = list(_branch_faults(tree))
    refuse_answers("value_tree", faults)
    tree = {parent: named(points) for parent, points in tree.items()}
    faults += [*shape_faults(tree, root), *_two_parent_faults(tree)]
    refuse_answers("value_tree", faults)
    top = top_of(tree, root)
    tree = part_below(tree, top)
    local = {parent: _shares(points) for parent, points in tree.items()}
    weights = global_weights(local, top)
    leaves = [node for node in weights if node not in tree]
    if flat is not None:
        faults += point_faults(flat, "flat points")
        refuse_answers("value_tree", faults or same_criteria_faults(leaves, named(flat), "in the flat points"))
    shares = None if flat is None else _shares(named(flat))
    consistency = None if shares is None else max(abs(weights[leaf] - shares[leaf]) for leaf in leaves)
    return elicited(
        "value_tree",
        leaves,
        [weights[leaf] for leaf in leaves],
        consistency,
        _NO_FLAT if shares is None else _FLAT,
        root=top,
        nodes=_node_table(local, weights),
        splitting=_splitting(tree, top, weights, shares),
    )


def ahp_tree(
    judgements_by_parent: Mapping[str, Judgements],
    root: str | None = None,
    labels: Mapping[str, Sequence[str]] | None = None,
    rule: Rule = "eigenvector",
    random_index: RandomIndex = "saaty",
) -> Elicited:
    """Global priorities of a hierarchy of comparisons in pairs.

    Parameters
    ----------
    judgements_by_parent
        Parent → the comparisons of its children with respect to it, as `ahp` takes them.
    root
        The node at the top; found if left out. What does not hang under it is left out.
    labels
        Parent → names of its children, for matrices without labels.
    rule, random_index
        As in `ahp`.

    Returns
    -------
    Elicited
        A leaf weighs the product of the local priorities on its way from the root, summed over all ways: put
        the options under every criterion, and these are their AHP scores. `consistency` is the largest of the
        nodes, `detail["nodes"]` has the `parent`, `local` and `global` priority of each node, and
        `detail["judgements"]` what `ahp` says of each parent.

    Raises
    ------
    ArgumentError
        With whatever `ahp` refuses, by parent; nodes that hang under nothing; or a circle.

    References
    ----------
    Saaty 1990, European Journal of Operational Research 48:9-26 (distributive mode).

    Examples
    --------
    >>> from mcda.weights import ahp_tree
    >>> found = ahp_tree({
    ...     "job": {("pay", "place"): 3},
    ...     "pay": {("bank", "school"): 4},
    ...     "place": {("bank", "school"): 0.25},
    ... })
    >>> found.weights.round(2).to_dict()
    {'bank': 0.65, 'school': 0.35}
    """
    solved = _solve_each(judgements_by_parent, {} if labels is None else labels, rule, random_index)
    local: Branches = {
        parent: {str(child): share for child, share in answer.weights.items()} for parent, answer in solved.items()
    }
    refuse_answers("ahp_tree", shape_faults(local, root))
    top = top_of(local, root)
    local = part_below(local, top)
    weights = global_weights(local, top)
    leaves = [node for node in weights if node not in local]
    measured = [found for parent in local if (found := solved[parent].consistency) is not None]
    return elicited(
        "ahp_tree",
        leaves,
        [weights[leaf] for leaf in leaves],
        max(measured, default=None),
        _WORST_NODE[rule] if measured else NOTHING_TO_CONTRADICT,
        root=top,
        nodes=_node_table(local, weights),
        judgements={parent: {"consistency": solved[parent].consistency, **solved[parent].detail} for parent in local},
    )


def _solve_each(
    judgements_by_parent: object, labels: Mapping[str, Sequence[str]], rule: Rule, random_index: RandomIndex
) -> dict[str, Elicited]:
    if not isinstance(judgements_by_parent, Mapping) or not judgements_by_parent:
        raise ArgumentError(f"ahp_tree needs a mapping from parent to comparisons, not {judgements_by_parent!r}.")
    if not isinstance(labels, Mapping):
        raise ArgumentError(f"ahp_tree needs labels as a mapping from parent to names, not {labels!r}.")
    solved: dict[str, Elicited] = {}
    faults = list(label_faults(judgements_by_parent))
    faults += [
        f"labels for {parent!r}, which has no comparisons" for parent in labels if parent not in judgements_by_parent
    ]
    for parent, judgements in judgements_by_parent.items():
        try:
            solved[parent] = ahp(judgements, labels.get(parent), rule, random_index)
        except ArgumentError as error:
            faults += [f"under {parent!r}: {line.strip(' -')}" for line in str(error).splitlines()[1:]]
    refuse_answers("ahp_tree", faults)
    return solved


def _shares(points: Mapping[str, float]) -> dict[str, float]:
    return dict(zip(points, normalised_points(list(points.values())).tolist(), strict=True))


def _node_table(local: Branches, weights: Mapping[str, float]) -> pd.DataFrame:
    """One row a node and parent; a node under several parents has its whole weight in each of its rows."""
    rows = [
        {"node": child, "parent": parent, "local": share, "global": weights[child]}
        for parent, below in local.items()
        for child, share in below.items()
    ]
    return pd.DataFrame(rows)


def _splitting(
    tree: Branches, root: str, weights: Mapping[str, float], flat: Mapping[str, float] | None
) -> pd.DataFrame:
    total = len(leaves_below(tree, root))
    rows: dict[str, dict[str, Any]] = {}
    for node in (node for node in weights if node in tree):
        leaves = leaves_below(tree, node)
        rows[node] = {"leaves": len(leaves), "tree": weights[node], "alike": len(leaves) / total}
        if flat is not None:
            rows[node]["flat"] = sum(flat[leaf] for leaf in leaves)
    columns = ["leaves", "tree", "alike", *(["flat"] if flat is not None else [])]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("objective")


def _branch_faults(tree: object) -> Iterator[str]:
    if not isinstance(tree, Mapping) or not tree:
        yield f"tree = {tree!r}; a mapping from parent to its children's points is needed"
        return
    yield from label_faults(tree)
    for parent, points in tree.items():
        yield from (f"under {parent!r}: {fault}" for fault in point_faults(points))


def _two_parent_faults(tree: Branches) -> Iterator[str]:
    for child in children(tree):
        parents = [parent for parent, below in tree.items() if child in below]
        if len(parents) > 1:
            yield f"{child!r} stands under {' and '.join(map(repr, parents))}; in a value tree each has one parent"
