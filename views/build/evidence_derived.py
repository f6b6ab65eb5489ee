"""The drawer of a cell that has no entry of its own: how the score comes about, and from what."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from criteria import Criterion
from mcda.case import Case
from mcda.evidence import unknown_cells
from mcda.parts import Option
from views import state
from views.build.evidence_words import digits, on_scale
from views.text import number, shown, t


def rule_words() -> dict[str, str]:
    """How the parts of a blend join, by rule."""
    return {
        "mean": t("their mean counts, each part by its share"),
        "first": t("whoever acts first sets the score; acting together, the slowest does"),
        "reach": t("parts add reach to each other, as far as they fit"),
        "trust": t("between the mean and the best or worst part, as well as they fit"),
        "stack": t("burdens add up"),
    }


def derived(case: Case, option: str, criterion: Criterion) -> None:
    """Say how the score of a derived option comes about, with every number that goes into it."""
    scenario = state.choice().scenario
    recipe = case.option(option)
    if not recipe.base and not recipe.shares:
        st.info(t("Nothing is entered for this option yet."), icon=":material/help:")
        return
    levels = {name: table(scenario)[criterion.id] for name, table in _levels(case).items()}
    low, mode, high = (
        on_scale(round(float(levels[name][option]), digits(criterion)), criterion) for name in ("low", "mode", "high")
    )
    st.markdown(
        t(
            "In the scenario {scenario} this scores **{mode}** (from {low} to {high}). It has no entry of its own: {how}",
            scenario=shown(case.scenario(scenario).label),
            mode=mode,
            low=low,
            high=high,
            how=_how(case, recipe, criterion),
        )
    )
    model = case.facts(scenario)
    if unknown_cells(model)[model.options.index(option), model.criteria.index(criterion.id)]:
        st.warning(
            t("Something that it is derived from is unknown; the middle of the scale stands in for that."),
            icon=":material/warning:",
        )
    rows = [_part(case, name, share, levels, criterion) for name, share in _parts(recipe)]
    rows += [
        (t("Lever: {label}", label=one.label), "", *(f"{value:+g}" for value in (one.low, one.effect, one.high)))
        for one in case.levers
        if one.lever in recipe.levers and one.criterion == criterion.id
    ]
    names = [t("Part"), t("Share"), t("Low"), t("Most likely"), t("High")]
    st.dataframe(
        pd.DataFrame(rows, columns=names), hide_index=True, height="content", alt=t("What this score is derived from")
    )
    st.caption(
        t("To change it, change the scores of its parts here, or its make-up on the page Strategies and blends.")
    )
    with st.container(horizontal=True):
        for name, _ in _parts(recipe):
            st.button(
                t("Open {option}", option=shown(case.labels[name])),
                key=f"part_{name}",
                on_click=_open_part,
                args=(name, criterion.id),
                icon=":material/edit_note:",
            )
    st.page_link("views/build/strategies.py", label=t("Go to Strategies and blends"), icon=":material/alt_route:")


def _levels(case: Case) -> dict[str, Callable[[str], pd.DataFrame]]:
    return {"low": case.low, "mode": case.scores, "high": case.high}


def _parts(recipe: Option) -> list[tuple[str, float | None]]:
    return [(recipe.base, None)] if recipe.base else list(recipe.shares)


def _part(
    case: Case, name: str, share: float | None, levels: dict[str, "pd.Series[float]"], criterion: Criterion
) -> tuple[str, ...]:
    scores = (
        on_scale(round(float(levels[level][name]), digits(criterion)), criterion) for level in ("low", "mode", "high")
    )
    return (case.labels[name], "" if share is None else f"{number(100 * share, 0)} %", *scores)


def _how(case: Case, recipe: Option, criterion: Criterion) -> str:
    if recipe.base:
        return t(
            "it is {base} with levers added, which together move a score by at most a quarter of the scale.",
            base=shown(case.labels[recipe.base]),
        )
    rule = case.settings.rules.get(criterion.id, criterion.blend).value
    sequence = t("the parts act together") if recipe.sequence == "act_together" else t("one part acts first")
    return t("it is a blend. On this criterion {rule}; {sequence}.", rule=rule_words()[rule], sequence=sequence)


def _open_part(option: str, criterion: str) -> None:
    """Close this drawer and open that of a part; a callback."""
    st.session_state.open_cell = (option, criterion)
    st.session_state.leave_cell = True
