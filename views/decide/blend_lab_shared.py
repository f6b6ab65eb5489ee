"""What the sides of the Blend lab share: the assumptions, the share of two parts, and one blend in figures."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mcda.blends import Blend
from mcda.case import Case
from views.gates import gates_of
from views.glossary import meaning
from views.state import Choice
from views.text import number, shown, t

Setting: TypeAlias = dict[str, Any]
Pair: TypeAlias = tuple[str, str]
OFF: dict[str, Setting] = {
    "returns": {"returns": 1.0},
    "synergy": {"synergy": 0.0},
    "coordination": {"coordination": 0.0},
    "acting first": {"sequence": "act_together"},
}
STACKED = ("collateral_damage", "industry_cost")
SCEPTIC = 0.0
DRAWS = 2_000
_SHARE = 50


@dataclass(frozen=True)
class Side:
    """Where the answer and the chart of a side go, and what the user sets beside them."""

    top: DeltaGenerator
    chart: DeltaGenerator
    setting: Setting
    gates: tuple[str, ...]


def rules() -> dict[str, str]:
    """How the parts of a blend come together on a criterion, in a few words."""
    return {
        "mean": t("share-weighted mean"),
        "first": t("whoever acts first"),
        "reach": t("parts add reach"),
        "trust": t("fit decides"),
        "stack": t("burdens add up"),
    }


def sequences() -> dict[str, str]:
    """In which order the parts of a blend act."""
    return {"act_first": t("One part acts first"), "act_together": t("Both act together")}


def sceptic(key: str) -> None:
    """Coordination as somebody sees it who doubts that partners will fit."""
    st.session_state[key] = SCEPTIC


def components_of(case: Case) -> list[str]:
    """Options that may be blended."""
    return [option.option for option in case.options if option.kind == "component"]


def pair_of(case: Case) -> Pair:
    """Which two strategies are blended."""
    known = components_of(case)
    pairs = [(a, b) for a in known for b in known if a != b]
    names = [t("{option} with {other}", option=case.labels[a], other=case.labels[b].lower()) for a, b in pairs]
    usual = case.components[:2]
    start = next((i for i, pair in enumerate(pairs) if pair == usual), 0)
    chosen = st.selectbox(t("Blend"), names, index=start, key="pair", bind="query-params", help=meaning("blend"))
    return pairs[names.index(chosen)]


def assumptions_of(choice: Choice) -> Setting:
    """The assumptions that the user sets; each has its range and its off-switch."""
    case = choice.case
    defaults = case.settings.defaults
    fit = f"fit_{choice.scenario}"
    coordination = st.slider(
        t("Coordination: how well the parts fit"),
        -1.0,
        1.0,
        float(case.scenario(choice.scenario).coordination),
        0.05,
        key=fit,
        bind="query-params",
        help=meaning("coordination"),
    )
    st.button(t("Sceptic's view: no coordination"), on_click=sceptic, args=(fit,), icon=":material/visibility:")
    orders = sequences()
    sequence = st.segmented_control(
        t("Order"),
        list(orders),
        format_func=orders.__getitem__,
        help=meaning("first-mover cost"),
        default=defaults.sequence,
        required=True,
        key="sequence",
        bind="query-params",
    )
    returns = st.slider(
        t("Returns: effect of a small share"),
        1.0,
        4.0,
        float(defaults.assumed("returns").mode),
        0.1,
        key="returns",
        bind="query-params",
        help=meaning("returns"),
    )
    synergy = st.slider(
        t("Synergy: credible pressure with a robust framework"),
        0.0,
        0.5,
        float(defaults.assumed("synergy").mode),
        0.05,
        key="synergy",
        bind="query-params",
        help=t(
            "Share of the remaining gap in coherence and durability that the two close together. 0 switches it off. {meaning}",
            meaning=meaning("synergy"),
        ),
    )
    cost = st.slider(
        t("Price of acting first"),
        0.0,
        0.4,
        float(defaults.assumed("first_mover_cost").mode),
        0.05,
        key="first_mover",
        bind="query-params",
        disabled=sequence != "act_first",
        help=meaning("first-mover cost"),
    )
    stackable = [one for one in STACKED if one in case.catalogue.ids]
    changed = {}
    if stackable and st.toggle(
        t("Harms add up"),
        key="stack",
        bind="query-params",
        help=t(
            "Instead of replacing each other: scores collateral damage and own-industry cost by the rule for harms that come on top of one another."
        ),
    ):
        changed = dict.fromkeys(stackable, "stack")
    return {
        "coordination": coordination,
        "returns": returns,
        "synergy": synergy,
        "first_mover_cost": cost,
        "sequence": sequence,
        "rules": changed,
    }


def side_on_two(choice: Choice) -> Side:
    """Lay out a side on two parts: its answer on top, then a chart with the assumptions beside it."""
    top = st.container()
    chart, beside = st.columns([2, 1], gap="large")
    with beside:
        st.subheader(t("Assumptions"))
        setting = {"components": pair_of(choice.case), **assumptions_of(choice)}
        return Side(top, chart, setting, gates_of(choice))


def left_open(choice: Choice, setting: Setting) -> Setting:
    """The setting without the assumptions that nobody moved: draws then take these from their ranges."""
    case = choice.case
    defaults = case.settings.defaults
    usual = {
        "coordination": float(case.scenario(choice.scenario).coordination),
        "returns": float(defaults.assumed("returns").mode),
        "synergy": float(defaults.assumed("synergy").mode),
        "first_mover_cost": float(defaults.assumed("first_mover_cost").mode),
    }
    return {name: value for name, value in setting.items() if name not in usual or value != usual[name]}


def open_words(choice: Choice, setting: Setting) -> str:
    """Which assumptions are drawn, and which are held because somebody moved them."""
    draws = number(DRAWS, 0)
    moved = left_open(choice, setting).keys() & {"coordination", "returns", "synergy", "first_mover_cost"}
    if not moved:
        return t("{draws} draws of facts, weights and assumptions.", draws=draws)
    return t(
        "{draws} draws of facts, weights and assumptions; the assumptions that you moved are held where you put them.",
        draws=draws,
    )


def share_of(case: Case, pair: Pair) -> float:
    """The share of the first of two parts that the user picks, from 0 to 1."""
    label = t("{option} share (%)", option=shown(case.labels[pair[0]]))
    return float(st.slider(label, 0, 100, _SHARE, 1, key="share", bind="query-params", help=meaning("share"))) / 100


def picked_share() -> float:
    """The share picked last time, for what stands above the slider."""
    return float(st.session_state.get("share", _SHARE)) / 100


def shares_of(pair: Pair, share: float) -> dict[str, float]:
    """Shares of two parts."""
    return {pair[0]: share, pair[1]: 1 - share}


def blend_table(case: Case, found: Blend) -> None:
    """One blend, criterion by criterion, beside its parts."""
    table = found.table
    st.dataframe(
        pd.DataFrame(
            {
                t("Criterion"): [case.catalogue[str(one)].label for one in table.index],
                t("Blend"): table["score"].round(0),
                **{case.labels[str(one)]: table[str(one)] for one in found.shares.index},
                t("Better"): [
                    t("more") if case.catalogue[str(one)].direction.sign > 0 else t("less") for one in table.index
                ],
                t("Points"): table["contribution"].round(1),
                t("Rule"): table["rule"].map(rules()),
            }
        ),
        hide_index=True,
        height="content",
        column_config={
            t("Points"): st.column_config.NumberColumn(format="%.1f", help=t("Contribution to the score of 100"))
        },
    )


def way_to_options() -> None:
    """A link to the page on which options, blends and levers are made."""
    page = "views/build/strategies.py"
    st.page_link(page, label=t("Go to Strategies and blends"), icon=":material/arrow_forward:")


def additive_note(method: str) -> None:
    """Say that blends are scored by the additive method, where another one is chosen."""
    if method != "additive":
        st.info(
            t(
                "Blends are scored by the additive method, whichever method ranks the options: a blend's score must not "
                "depend on what stands beside it."
            )
        )


def no_gates(gates: tuple[str, ...]) -> None:
    """Say that gates play no part in an answer, where some are set."""
    if gates:
        st.caption(t("Gates play no part on this side."))
