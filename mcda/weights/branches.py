"""Parents and children: the ways down from a root, and what a node weighs at their end."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from mcda.weights.elicited import is_label

Branches: TypeAlias = Mapping[str, Mapping[str, float]]


def global_weights(local: Branches, root: str) -> dict[str, float]:
    """Weight of every node below the root: products along the ways down, summed where several lead to a node."""
    weights = {root: 1.0}
    for parent in _downwards(local, root):
        for child, share in local.get(parent, {}).items():
            weights[child] = weights.get(child, 0.0) + share * weights[parent]
    del weights[root]
    return weights


def _downwards(branches: Branches, root: str) -> list[str]:
    """Nodes from the root down, each after all of its parents."""
    done: list[str] = []
    open_ways = {child: sum(child in below for below in branches.values()) for child in children(branches)}
    ready = [root]
    while ready:
        node = ready.pop(0)
        done.append(node)
        for child in branches.get(node, {}):
            open_ways[child] -= 1
            if not open_ways[child]:
                ready.append(child)
    return done


def part_below(branches: Branches, root: str) -> Branches:
    """The parents that the root leads to, and their children."""
    reached: dict[str, Mapping[str, float]] = {}
    ready = [root]
    while ready:
        node = ready.pop()
        if node in branches and node not in reached:
            reached[node] = branches[node]
            ready += branches[node]
    return {parent: below for parent, below in branches.items() if parent in reached}


def children(branches: Branches) -> list[str]:
    """Whatever hangs under something, each once."""
    return list(dict.fromkeys(child for below in branches.values() for child in below))


def _tops(branches: Branches) -> list[str]:
    below = set(children(branches))
    return [parent for parent in branches if parent not in below]


def top_of(branches: Branches, root: str | None) -> str:
    """The root that was named, or the one parent that hangs under nothing."""
    return root if root is not None else _tops(branches)[0]


def leaves_below(tree: Branches, node: str) -> list[str]:
    """The ends of all ways down from a node, in a tree without circles."""
    return [leaf for child in tree[node] for leaf in (leaves_below(tree, child) if child in tree else [child])]


def shape_faults(branches: Branches, root: str | None) -> Iterator[str]:
    """A root that is none, several, or whatever hangs in a circle. Without a root, all parents must be reached."""
    tops = _tops(branches)
    if root is not None and (not is_label(root) or root not in branches):
        yield f"root = {root!r} has no children; one of {', '.join(map(repr, branches))} is needed"
    elif root is None and len(tops) > 1:
        yield f"{', '.join(map(repr, tops))} hang under nothing; only one root may, or name the one that is meant"
    elif root is None and not tops:
        yield f"{', '.join(map(repr, branches))}: each hangs under another, in a circle"
    else:
        top = top_of(branches, root)
        below = part_below(branches, top)
        reached = {*_downwards(below, top)} - ({top} & {*children(below)})
        astray = [parent for parent in (branches if root is None else below) if parent not in reached]
        if astray:
            yield f"{', '.join(map(repr, astray))}: each hangs under another, in a circle"
