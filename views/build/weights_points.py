"""Weights by sharing 100 points out."""

import streamlit as st

from criteria import Criterion
from mcda.case import Case
from mcda.weights import points
from views.build.weights_asking import (
    Answers,
    Outcome,
    Way,
    answered,
    boxes_beside,
    by_criterion,
    lacking,
    number_box,
    put,
    solved,
)
from views.build.weights_swing import moved_most
from views.text import number, shown, t

NAME = "points"
TOTAL = 100.0
_NEAR = 0.05


def draw(case: Case) -> None:
    st.markdown(
        t(
            "Share 100 points among the criteria: a criterion gets more, the more it is worth to you to go from its worst to its best end. 0 is allowed."
        )
    )

    def box(criterion: Criterion) -> None:
        label = f"{t('Points')}: {shown(criterion.label)}"
        number_box(NAME, f"points:{criterion.id}", label, 0.0, None, 1.0, label_visibility="collapsed")

    boxes_beside(case, case.catalogue.criteria, box)
    given = by_criterion(case, answered(NAME), "points")
    total = sum(given.values())
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(t("**{total} of 100** shared out.", total=number(total)))
        st.button(
            t("Make it 100"),
            key="make_100",
            on_click=_make_hundred,
            args=(given,),
            disabled=total <= 0 or abs(total - TOTAL) <= _NEAR,
            icon=":material/percent:",
            help=t("All points grow or shrink in proportion."),
        )
        empty = [one for one in case.catalogue.ids if one not in given]
        st.button(
            t("Share the rest among the empty ones"),
            key="share_rest",
            on_click=_share_rest,
            args=(empty, total),
            disabled=not empty or total >= TOTAL,
            icon=":material/call_split:",
        )


def outcome(case: Case, answers: Answers) -> Outcome:
    """Weights once every criterion has points that make 100 together."""
    given = by_criterion(case, answers, "points")
    missing = list(lacking(case, given, t("Points for {names}.")))
    total = sum(given.values())
    if abs(total - TOTAL) > _NEAR:
        gap = number(abs(TOTAL - total))
        missing.append(
            t("{gap} points more: they must make 100.", gap=gap)
            if total < TOTAL
            else t("{gap} points less: they must make 100.", gap=gap)
        )
    if missing:
        return Outcome(tuple(missing))
    again = answers.get("again")
    usable = isinstance(again, dict) and set(again) == set(given)
    return solved(lambda: points(given, again if usable else None), lambda found: moved_most(case, found))


def hundred(given: dict[str, float]) -> dict[str, float]:
    """Points in proportion that make 100, in tenths: those cut off most get the tenths that are left."""
    total = sum(given.values())
    tenths = {one: 1000.0 * value / total for one, value in given.items()}
    cut = {one: int(value + 1e-9) for one, value in tenths.items()}
    left = 1000 - sum(cut.values())
    for one in sorted(tenths, key=lambda one: cut[one] - tenths[one])[:left]:
        cut[one] += 1
    return {one: value / 10.0 for one, value in cut.items()}


def _make_hundred(given: dict[str, float]) -> None:
    put(NAME, **{f"points:{one}": value for one, value in hundred(given).items()})


def _share_rest(empty: list[str], total: float) -> None:
    rest = (TOTAL - total) / 100.0
    put(NAME, **{f"points:{one}": round(value * rest, 3) for one, value in hundred(dict.fromkeys(empty, 1.0)).items()})


def way() -> Way:
    return Way(
        NAME,
        ("points",),
        t("Points"),
        t("Share out 100 points. Quick, but easily answered without looking at what the scales span; prefer swing."),
        2,
        draw,
        outcome,
    )
