"""Pinned blends: those that somebody wants to look at again, side by side, until the session ends."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import pandas as pd
import streamlit as st

from mcda.blends import BlendSurface, RobustBlend
from mcda.case import Case
from mcda.charts.blend_triangle import PICKED
from mcda.charts.palette import contribution_table
from mcda.wording_blends import mix_words
from views import answers
from views.decide.amounts import short
from views.decide.blend_lab_option import ask_for_option, option_form
from views.decide.blend_lab_shared import Setting, blend_table
from views.glossary import meaning
from views.state import Choice
from views.text import number, shown, t

Pin: TypeAlias = dict[str, float]
MOST = 9
_KEPT = "pins"
_ROUNDING = 1e-6


def pins_of(case: Case, components: tuple[str, ...]) -> list[Pin]:
    """Pinned blends of some components, each with a share for all of these."""
    kept: list[Pin] = st.session_state.get(_KEPT, [])
    mine = [pin for pin in kept if {name for name, share in pin.items() if share} <= set(components)]
    return [{name: pin.get(name, 0.0) for name in components} for pin in mine if set(pin) <= set(case.labels)]


def pin(shares: Mapping[str, float]) -> None:
    """Keep a blend; the oldest goes where there are too many. One that is kept already stays where it is."""
    kept: list[Pin] = st.session_state.get(_KEPT, [])
    if not any(_alike(one, shares) for one in kept):
        st.session_state[_KEPT] = [*kept, dict(shares)][-MOST:]


def _alike(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    return all(abs(one.get(name, 0.0) - other.get(name, 0.0)) < _ROUNDING for name in {*one, *other})


def unpin(shares: Mapping[str, float]) -> None:
    kept: list[Pin] = st.session_state.get(_KEPT, [])
    st.session_state[_KEPT] = [one for one in kept if not _alike(one, shares)]


def pin_clicked(key: str, points: pd.DataFrame) -> None:
    """Pin the blend that was clicked in the triangle; `points` holds the shares of its rows."""
    picked = st.session_state[key]["selection"].get(PICKED) or []
    for row in picked:
        pin({str(name): float(share) for name, share in points.iloc[int(row["point"])].items()})


def typed(case: Case, components: tuple[str, ...]) -> None:
    """Three numbers, for those who would rather type than point."""
    with st.form("typed_pin", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        shares = [
            st.number_input(
                t("{part} (%)", part=shown(case.labels[name])), 0.0, 100.0, start, 1.0, format="%g", key=f"pin_{name}"
            )
            for name, start in zip(components, (30.0, 50.0, 20.0), strict=True)
        ]
        asked = st.form_submit_button(t("Pin this blend"), icon=":material/push_pin:")
    if not asked:
        return
    if abs(sum(shares) - 100) > _ROUNDING:
        st.warning(
            t(
                "These shares sum to {total} %. They must sum to 100 %, so nothing is pinned.",
                total=short(sum(shares)),
            )
        )
        return
    pin({name: share / 100 for name, share in zip(components, shares, strict=True)})
    st.rerun()


def comparison(choice: Choice, surface: BlendSurface, robust: RobustBlend, pins: list[Pin], rest: Setting) -> None:
    """Pinned blends side by side."""
    case = choice.case
    best = float(surface.table["score"][surface.best])
    pure = float(surface.table["score"][surface.best] - surface.table["lead"][surface.best])
    lattice = surface.table[list(surface.components)]
    rows = []
    for place, shares in enumerate(pins, 1):
        found = answers.blend(case, choice.scenario, choice.weights, shares, rest)
        part = contribution_table(case, found.table[["contribution"]].T.rename_axis("blend"))
        away = (lattice - pd.Series(shares)).abs().max(axis=1)
        near = robust.table["p_near_best"].iloc[int(away.argmin())] if away.min() < _ROUNDING else float("nan")
        rows.append(
            {
                t("Pin"): place,
                **{case.labels[name]: share for name, share in shares.items()},
                t("Score"): found.score,
                t("Lead"): found.score - pure,
                t("As good as the best"): found.score >= best - surface.epsilon,
                t("Near the best in"): near,
                **{str(name): points for name, points in part.groupby("objective", sort=False)["points"].sum().items()},
            }
        )
    table = pd.DataFrame(rows)
    one = st.column_config.NumberColumn(format="%.1f")
    settings: dict[str, Any] = {str(name): one for name in table if name not in (t("Pin"), t("As good as the best"))}
    settings |= {case.labels[name]: st.column_config.NumberColumn(format="percent") for name in surface.components}
    settings[t("Lead")] = st.column_config.NumberColumn(
        format="%+.1f", help=t("Over the best pure strategy, in points")
    )
    settings[t("Near the best in")] = st.column_config.ProgressColumn(
        format="percent",
        min_value=0,
        max_value=1,
        help=meaning("near the best"),
    )
    st.dataframe(table, hide_index=True, height="content", column_config=settings)


def board(choice: Choice, surface: BlendSurface, robust: RobustBlend, setting: Setting) -> None:
    """The list of pinned blends, and one of them in figures."""
    case = choice.case
    st.subheader(t("Pinned blends"), anchor=False)
    st.markdown(t("Click a blend in the triangle, or type its shares."))
    typed(case, surface.components)
    added = st.session_state.pop("added", None)
    if added:
        st.success(t("{option} is an option of this case now.", option=shown(added)), icon=":material/add_task:")
    pins = pins_of(case, surface.components)
    if not pins:
        option_form(case)
        return
    rest = {name: value for name, value in setting.items() if name not in ("components", "bounds")}
    comparison(choice, surface, robust, pins, rest)
    names = {place: mix_words(case, shares) for place, shares in enumerate(pins, 1)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = st.selectbox(
            t("In figures"), list(names), index=len(names) - 1, format_func=lambda one: f"{one}: {names[one]}"
        )
        chosen = pins[place - 1]
        st.button(t("Unpin"), on_click=unpin, args=(chosen,), icon=":material/keep_off:")
        st.button(
            t("Make it an option"),
            on_click=ask_for_option,
            args=(chosen, setting["sequence"]),
            icon=":material/add:",
            disabled=sum(share > 0 for share in chosen.values()) < 2,
            help=t("Asks for a name and for what each share means."),
        )
    option_form(case)
    found = answers.blend(case, choice.scenario, choice.weights, chosen, rest)
    st.markdown(t("**{mix}: {score} of 100.**", mix=shown(names[place]), score=number(found.score)))
    blend_table(case, found)
