"""Three parts in any share: the triangle of what we could do, its edges, and the blends that hold up."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from mcda.blends import BlendSurface, RobustBlend
from mcda.case import Case
from mcda.charts.blend_triangle import blend_triangle_chart, edge_chart, layers_of
from mcda.language import capital, points, said
from mcda.wording_blends import RULE_NAMES, mix_words, robust_sentence, surface_sentence
from views import answers
from views.decide.blend_lab_pins import board, pin_clicked, pins_of
from views.decide.blend_lab_shared import (
    DRAWS,
    Setting,
    additive_note,
    assumptions_of,
    components_of,
    left_open,
    open_words,
    way_to_options,
)
from views.figure import figure
from views.gates import gates_of
from views.glossary import meaning
from views.state import Choice
from views.text import number, shown, t

PARTS = 3
_TRIANGLE = "triangle"


def _often() -> Any:
    return st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1, help=meaning("near the best"))


def parts_of(case: Case) -> tuple[str, ...]:
    """Which three strategies are blended; none while fewer are chosen."""
    known = components_of(case)
    if len(known) == PARTS:
        usual = [*case.components, *(one for one in known if one not in case.components)]
        return tuple(usual[:PARTS])
    chosen = st.multiselect(
        t("Three strategies to blend"),
        known,
        default=known[:PARTS],
        format_func=case.labels.__getitem__,
        max_selections=PARTS,
        help=meaning("component"),
        key=f"parts_{case.settings.id}",
    )
    return tuple(chosen) if len(chosen) == PARTS else ()


def bounds_of(case: Case, parts: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    """Floor and cap of each share, where somebody sets one."""
    with st.expander(t("Floors and caps of shares"), icon=":material/vertical_align_center:"):
        ends = {
            name: st.slider(f"{shown(case.labels[name])} (%)", 0, 100, (0, 100), 1, key=f"bounds_{name}")
            for name in parts
        }
    return {name: (low / 100, high / 100) for name, (low, high) in ends.items() if (low, high) != (0, 100)}


def layer_names() -> dict[str, str]:
    """What the triangle can show beside the criteria."""
    return {
        "score": t("Score of 100"),
        "lead": t("Lead over the best pure strategy"),
        "p_near_best": t("How often near the best"),
        "expected_regret": t("Expected regret"),
        "worst_regret": t("Worst regret over scenarios"),
    }


def triangle(choice: Choice, surface: BlendSurface, robust: RobustBlend) -> None:
    """The triangle in the colours of one layer; a click pins a blend."""
    case = choice.case
    st.subheader(t("What we could do, and how good it is"), anchor=False, help=meaning("blend"))
    layers = layers_of(case, surface, robust)
    known = layer_names()
    names = {name: known.get(name, layer.title) for name, layer in layers.items()}
    layer = st.selectbox(
        t("Colour"),
        list(names),
        format_func=names.__getitem__,
        key="layer",
        bind="query-params",
        help=t("What the colour of a blend stands for. Regret: points behind the best."),
    )
    pins = pins_of(case, surface.components)
    figure(
        blend_triangle_chart(case, surface, layers[layer], pins),
        key=_TRIANGLE,
        on_select=partial(pin_clicked, _TRIANGLE, surface.table[list(surface.components)]),
    )
    told = [
        t(
            "A corner is one strategy alone, an edge a blend of two. Outlined: all blends within {lead} of the best "
            "(diamond).",
            lead=points(surface.epsilon),
        ),
        *([] if surface.table["feasible"].all() else [t("Grey crosses: barred by a limit.")]),
        t(
            "Click a blend to pin it. This is about strategies; the triangle of weights, “What we care about”, is on "
            "the Robustness page."
        ),
    ]
    st.caption(" ".join(told))


def edges(choice: Choice, surface: BlendSurface) -> None:
    """The three edges as rulers: people read edges, not interiors."""
    a, b, c = surface.components
    st.markdown(t("**Along the edges: two parts, none of the third**"))
    for column, edge in zip(st.columns(PARTS, gap="medium"), ((a, b), (a, c), (c, b)), strict=True):
        figure(edge_chart(choice.case, surface, edge), column)
    st.caption(t("Shaded: within the smallest difference that matters of the best of the whole triangle."))


def holding_up(choice: Choice, robust: RobustBlend, setting: Setting) -> None:
    """What three rules would choose when nothing is known for sure."""
    case = choice.case
    st.subheader(t("The blend that holds up"), anchor=False)
    st.markdown(shown(robust_sentence(case, robust)))
    found = robust.choices
    table = pd.DataFrame(
        {
            t("Rule"): [capital(said(RULE_NAMES[str(one)])) for one in found.index],
            **{case.labels[one]: found[one] for one in robust.components},
            t("Near the best in"): found["p_near_best"],
            t("Expected score"): found["expected_score"],
            t("Expected regret"): found["expected_regret"],
            t("Worst regret"): found["worst_regret"],
        }
    )
    score = st.column_config.NumberColumn(format="%.1f")
    regret = st.column_config.NumberColumn(format="%.1f", help=meaning("regret"))
    st.dataframe(
        table,
        hide_index=True,
        height="content",
        column_config={
            **{case.labels[one]: st.column_config.NumberColumn(format="percent") for one in robust.components},
            t("Near the best in"): _often(),
            t("Expected score"): score,
            t("Expected regret"): regret,
            t("Worst regret"): st.column_config.NumberColumn(
                format="%.1f", help=t("Over the scenarios, in points of 100")
            ),
        },
    )
    st.caption(open_words(choice, setting))


def every_blend(case: Case, surface: BlendSurface, robust: RobustBlend) -> None:
    """The triangle as a table, the best blend first."""
    with st.expander(t("Every blend as a table"), icon=":material/table:"):
        drawn = robust.table[["p_near_best", "expected_regret", "worst_regret"]]
        table = surface.table.join(drawn).sort_values("score", ascending=False, kind="stable")
        labels = {name: case.labels[name] for name in surface.components}
        names = {
            "score": t("Score"),
            "lead": t("Lead"),
            "near_best": t("As good as the best"),
            "p_near_best": t("Near the best in"),
            "expected_regret": t("Expected regret"),
            "worst_regret": t("Worst regret"),
            "breaks": t("Barred by"),
        }
        points_column = st.column_config.NumberColumn(format="%.1f")
        regret = st.column_config.NumberColumn(format="%.1f", help=meaning("regret"))
        st.dataframe(
            table[[*labels, *names]].rename(columns=labels | names),
            hide_index=True,
            height=320,
            column_config={
                **{label: st.column_config.NumberColumn(format="percent") for label in labels.values()},
                **dict.fromkeys((names["score"], names["lead"]), points_column),
                **dict.fromkeys((names["expected_regret"], names["worst_regret"]), regret),
                names["near_best"]: st.column_config.CheckboxColumn(help=meaning("epsilon")),
                names["p_near_best"]: _often(),
            },
        )


def findings(choice: Choice) -> None:
    """The triangle and all that belongs to it."""
    case = choice.case
    if len(components_of(case)) < PARTS:
        st.title(t("A triangle needs three strategies to blend"), anchor=False)
        st.markdown(t("This case has two options of the kind “component”; a third one makes a triangle."))
        way_to_options()
        return
    slot = st.container()
    left, right = st.columns([2, 1], gap="large")
    with right:
        st.subheader(t("Assumptions"))
        parts = parts_of(case)
        setting = {"components": parts, **assumptions_of(choice)}
        gates = gates_of(choice)
        if parts:
            setting["bounds"] = bounds_of(case, parts)
    if not parts:
        slot.title(t("Choose one more strategy"), anchor=False)
        return
    with slot, st.spinner(t("Scoring every blend, and again in {draws} draws ...", draws=number(DRAWS, 0))):
        surface = answers.blend_surface(case, choice.scenario, choice.weights, gates, setting)
        robust = answers.robust_blend(case, choice.scenario, choice.weights, gates, DRAWS, left_open(choice, setting))
    with slot:
        st.title(t("The best mix of three is {mix}", mix=shown(mix_words(case, surface.shares))), anchor=False)
        st.markdown(shown(surface_sentence(case, surface)))
        additive_note(choice.method)
    with left:
        triangle(choice, surface, robust)
    edges(choice, surface)
    board(choice, surface, robust, setting)
    holding_up(choice, robust, setting)
    every_blend(case, surface, robust)
