"""The frame of the decision, as fields: what is asked, who decides, over which time, and what is assumed at first."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from mcda.case import Case
from mcda.checks import SCENARIO_WEIGHTS
from mcda.language import said
from mcda.methods import METHODS
from views.editing import entered, fault, field
from views.glossary import meaning
from views.text import shown, t


def framing(case: Case) -> None:
    """The settings of the case, each saved as soon as it is entered."""
    st.subheader(t("The decision"), anchor=False)
    stated = case.settings
    _text("title", t("Title"), stated.title)
    _text("question", t("What is to be decided?"), stated.question, area=True)
    _text("decision_maker", t("Who decides?"), stated.decision_maker, area=True)
    _text("horizon", t("Over which time?"), stated.horizon, area=True)
    with st.expander(t("Marking, baseline and what is used where nobody says otherwise"), icon=":material/settings:"):
        _text("marking", t("Marking, shown with every result"), stated.marking)
        _baseline(case)
        _epsilon(case)
        st.caption(t("What a new visit to this case begins with; the selectors at the top change it for you alone."))
        _defaults(case)


def _with(name: str) -> Callable[[Case, Any], Case]:
    """What makes of a case and an entry the case with that setting."""
    return lambda case, entry: case.replace(settings=case.settings.model_copy(update={name: entry}))


def _with_default(name: str) -> Callable[[Case, Any], Case]:
    def change(case: Case, entry: Any) -> Case:
        defaults = case.settings.defaults.model_copy(update={name: entry})
        return case.replace(settings=case.settings.model_copy(update={"defaults": defaults}))

    return change


def _text(name: str, label: str, value: str, area: bool = False) -> None:
    key = f"framing_{name}"
    args = (key, t("{field} changed", field=label), _with(name))
    if area:
        st.text_area(label, key=field(key, value), on_change=entered, args=args, height="content")
    else:
        st.text_input(label, key=field(key, value), on_change=entered, args=args)
    fault(key)


def _choice(
    key: str, label: str, value: Any, choices: dict[Any, str], change: Callable[[Case, Any], Case], term: str
) -> None:
    st.selectbox(
        label,
        list(choices),
        format_func=choices.__getitem__,
        key=field(key, value),
        on_change=entered,
        args=(key, t("{field} changed", field=label), change),
        help=meaning(term),
    )
    fault(key)


def _baseline(case: Case) -> None:
    _choice(
        "framing_baseline",
        t("Baseline, against which all others are shown"),
        case.settings.baseline,
        {None: t("None"), **case.labels},
        _with("baseline"),
        "baseline",
    )


def _epsilon(case: Case) -> None:
    key, label = "framing_epsilon", t("Smallest difference that matters, in points of 100")
    st.number_input(
        label,
        min_value=0.01,
        max_value=100.0,
        step=0.1,
        key=field(key, float(case.settings.epsilon)),
        on_change=entered,
        args=(key, t("{field} changed", field=label), _with("epsilon")),
        help=meaning("epsilon"),
    )
    fault(key)


def _defaults(case: Case) -> None:
    defaults = case.settings.defaults
    _choice(
        "framing_scenario",
        t("Scenario at first"),
        case.scenario().scenario,
        {one.scenario: one.label for one in case.scenarios},
        _with_default("scenario"),
        "scenario",
    )
    _choice(
        "framing_weights",
        t("Weights at first"),
        defaults.weights,
        {SCENARIO_WEIGHTS: t("Those that the scenario suggests"), **case.weight_sets},
        _with_default("weights"),
        "weight set",
    )
    _choice(
        "framing_method",
        t("Method at first"),
        defaults.method,
        {name: said(method.label) for name, method in METHODS.items()},
        _with_default("method"),
        "method",
    )
    st.caption(
        t("This case is “{title}”, known to files as {id}.", title=shown(case.settings.title), id=case.settings.id)
    )
