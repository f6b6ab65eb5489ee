"""Weights by comparing swings in pairs (AHP): all at once where they are few, objective by objective where not."""

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from mcda.case import Case
from mcda.weights import Elicited, ahp, ahp_tree
from mcda.weights.elicited import connected_groups
from mcda.weights.questions import ROOT, judgement_tree, pairs
from views.build.weights_asking import Answers, Outcome, Way, all_swings, answered, bound, solved
from views.glossary import meaning
from views.text import number, shown, t

NAME = "ahp"
LIMIT = 0.1
"""Consistency ratio up to which answers usually pass (Saaty)."""
DEGREES = (*range(9, 1, -1), 1, *range(-2, -10, -1))
"""Above 1 the first of the pair matters that many times as much, below -1 the second."""


def words(degree: int) -> str:
    """How much more, in Saaty's words."""
    named = {
        2: t("slightly more"),
        3: t("moderately more"),
        4: t("moderately to strongly more"),
        5: t("strongly more"),
        6: t("strongly to very strongly more"),
        7: t("very strongly more"),
        8: t("very strongly to extremely more"),
        9: t("extremely more"),
    }
    return named[abs(degree)]


def draw(case: Case) -> None:
    tree, names = judgement_tree(case.catalogue), labels(case)
    answers = answered(NAME)
    st.markdown(t("Of two swings from worst to best, which matters more to you, and how much more?"))
    all_swings(case)
    parent = ROOT
    asked = [one for one in tree if len(tree[one]) > 1]
    if len(tree) > 1:
        done = {one: (len(judged(answers, one, tree[one])), len(pairs(tree[one]))) for one in asked}
        parent = st.segmented_control(
            t("Part of the value tree"),
            asked,
            format_func=lambda one: f"{shown(names[one])} {done[one][0]}/{done[one][1]}",
            default=asked[0],
            required=True,
            key="ahp_part",
            help=t(
                "With this many criteria all pairs would be too many questions: objectives are compared with each other, and criteria within each."
            ),
        )
        if parent == ROOT:
            st.caption(t("An objective stands for all swings beneath it at once."))
    for a, b in pairs(tree[str(parent)]):
        _pair(str(parent), a, b, names)
    _live(case, answers, str(parent), tree[str(parent)])


def _pair(parent: str, a: str, b: str, names: dict[str, str]) -> None:
    def told(degree: int) -> str:
        if degree == 1:
            return t("Both alike (1)")
        more = names[a] if degree > 0 else names[b]
        return t("{more}: {words} ({times})", more=more, words=words(degree), times=abs(degree))

    st.selectbox(
        t("{a} or {b}?", a=shown(names[a]), b=shown(names[b])),
        DEGREES,
        index=None,
        format_func=told,
        placeholder=t("not answered"),
        width=560,
        **bound(NAME, f"{parent}/{a}|{b}"),
    )


def _live(case: Case, answers: Answers, parent: str, children: tuple[str, ...]) -> None:
    """How well the answers of one part fit each other so far."""
    given = judged(answers, parent, children)
    if not given or len(connected_groups(children, given)) > 1:
        return
    found = ahp(given, children)
    if found.consistency is None:
        st.caption(t("No answer more than the weights need so far: nothing can contradict."))
        return
    sentence = (
        t(
            "Consistency ratio {ratio}: these answers fit each other (usually at most 0.10).",
            ratio=number(found.consistency, 2),
        )
        if found.consistency <= LIMIT
        else t(
            "Consistency ratio {ratio}: these answers contradict each other (usually at most 0.10).",
            ratio=number(found.consistency, 2),
        )
    )
    st.markdown(shown(sentence), help=meaning("consistency ratio"))


def judged(answers: Answers, parent: str, children: tuple[str, ...]) -> dict[tuple[str, str], float]:
    """The ratios that were answered under one parent, by pair."""
    given = {pair: answers.get(f"{parent}/{pair[0]}|{pair[1]}") for pair in pairs(children)}
    return {pair: (degree if degree > 0 else -1.0 / degree) for pair, degree in given.items() if degree is not None}


def labels(case: Case) -> dict[str, str]:
    """Name of each node of the tree of comparisons."""
    return {
        ROOT: t("Objectives"),
        **{f"objective:{one.id}": one.label for one in case.catalogue.objectives},
        **{one.id: one.label for one in case.catalogue.criteria},
    }


def outcome(case: Case, answers: Answers) -> Outcome:
    """Weights once every pair that is asked has its answer."""
    tree, names = judgement_tree(case.catalogue), labels(case)
    given = {parent: judged(answers, parent, children) for parent, children in tree.items()}
    missing = []
    for parent, children in tree.items():
        left = [pair for pair in pairs(children) if pair not in given[parent]]
        if left:
            a, b = left[0]
            say = (
                t("Comparisons left: {count}, such as {a} with {b}.")
                if len(tree) == 1
                else t("Comparisons left under {parent}: {count}, such as {a} with {b}.")
            )
            missing.append(say.format(count=len(left), parent=names[parent], a=names[a], b=names[b]))
    if missing:
        return Outcome(tuple(missing))
    if len(tree) == 1:
        return solved(
            lambda: ahp(given[ROOT], tree[ROOT]), lambda found: _advice(found.detail["worst"], found.consistency, names)
        )
    return solved(lambda: ahp_tree(given, ROOT, tree), lambda found: _advice_by_part(found, names))


def _advice_by_part(found: Elicited, names: dict[str, str]) -> Iterator[str]:
    for part in found.detail["judgements"].values():
        yield from _advice(part["worst"], part["consistency"], names)


def _advice(worst: Mapping[str, Any] | None, consistency: float | None, names: dict[str, str]) -> Iterator[str]:
    """The comparison that the others fit least, where together they contradict each other too much."""
    if worst is None or consistency is None or consistency <= LIMIT:
        return
    a, b = worst["pair"]  # told so that the more important of the two comes first
    given, fits = float(worst["given"]), float(worst["fits"])
    if fits >= 1:
        yield t(
            "Look again at {a} and {b}: you said that {a} matters {given} times as much; your other answers make it {fits} times.",
            a=names[a],
            b=names[b],
            given=number(given, 0),
            fits=number(fits),
        )
    else:
        yield t(
            "Look again at {a} and {b}: you said that {a} matters {given} times as much; your other answers say that {b} matters {fits} times as much.",
            a=names[a],
            b=names[b],
            given=number(given, 0),
            fits=number(1 / fits),
        )


def way() -> Way:
    return Way(
        NAME,
        ("ahp", "ahp_tree"),
        t("Pairs (AHP)"),
        t("Compare two at a time in words. Many questions, but each is small, and contradictions show."),
        3,
        draw,
        outcome,
    )
