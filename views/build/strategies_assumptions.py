"""Assumptions about blends: each with its range, its off-switch, and what the best blend becomes without it."""

from typing import Any, get_args

import pandas as pd
import streamlit as st

from mcda.blends import BestBlend
from mcda.case import Case
from mcda.charts.strategies import leads_chart
from mcda.edits.assumptions import (
    rule_of,
    stacked,
    switched,
    with_range,
    with_rules,
    with_synergy,
    with_usual_components,
    with_usual_sequence,
)
from mcda.language import listed
from mcda.parts import WITHOUT, Assumption
from mcda.schemas import SEQUENCES
from views import answers, editing
from views.build.strategies_add import first_step
from views.build.strategies_joint import Joint, joint_fault, joint_input
from views.build.strategies_words import mix_sentence, mixable, order_words
from views.decide.blend_lab_shared import STACKED, rules
from views.figure import figure
from views.glossary import meaning
from views.state import Choice
from views.text import number, shown, t

BOUNDS = {"returns": (1.0, 10.0, 0.1), "synergy": (0.0, 1.0, 0.05), "first_mover_cost": (0.0, 2.0, 0.05)}
"""Least, greatest and step of each assumption."""


def assumptions(choice: Choice) -> None:
    """What is assumed about how strategies combine, and what rests on it."""
    case = choice.case
    if len(case.components) < 2:
        st.subheader(t("Nothing can be mixed, so nothing is assumed about mixing"), anchor=False)
        first_step(case)
        return
    found = what_ifs(choice)
    now = found["now"]
    st.subheader(_headline(now, found), anchor=False)
    st.markdown(
        t("As things are: {finding}.", finding=mix_sentence(case, now))
        + " "
        + t("Without any assumption about how strategies combine, a score is linear in the shares and a pure strategy wins (unless values are curved). So what a blend leads by is due to what stands here.")
    )  # fmt: skip
    figure(leads_chart(_leads(case, found), case.settings.epsilon))
    st.caption(
        t("Dashed: the smallest difference that matters, {points} points.", points=number(case.settings.epsilon, 1)),
        help=meaning("epsilon"),
    )
    for name in get_args(Assumption):
        with st.container(border=True):
            _assumption(case, name, found[name])
    with st.container(border=True):
        _sequence(case, found["sequence"])
    with st.container(border=True):
        _components(case)
    with st.container(border=True):
        _rules(case, found.get("stack"))


def what_ifs(choice: Choice) -> dict[str, BestBlend]:
    """The best blend as things are (`now`) and with each switch turned the other way."""
    case = choice.case
    defaults = case.settings.defaults
    changes: dict[str, dict[str, Any]] = {"now": {}}
    for name in get_args(Assumption):
        off = name in defaults.off
        changes[name] = {name: getattr(defaults, name).mode if off else WITHOUT[name]}
    changes["sequence"] = {"sequence": next(one for one in SEQUENCES if one != defaults.sequence)}
    harms = _harms(case)
    if harms:
        own = {one: case.catalogue[one].blend.value for one in harms}
        changes["stack"] = {"rules": own if _stacks(case) else dict.fromkeys(harms, "stack")}
    return {name: answers.best_blend(case, choice.scenario, choice.weights, change) for name, change in changes.items()}


def _headline(now: BestBlend, found: dict[str, BestBlend]) -> str:
    lead = now.lead or 0.0
    lost = sum((one.lead or 0.0) < 0.05 for name, one in found.items() if name != "now")
    if now.is_pure or lead < 0.05:
        return t("Blends lose: at these assumptions a pure strategy is best")
    if lead < now.epsilon:
        return t("The lead of blends is too small to matter")
    if lost:
        return t("Blends lead, and {n} of {all} changes below would end that", n=lost, all=len(found) - 1)
    return t("Blends lead, whichever one of the changes below is made")


def _leads(case: Case, found: dict[str, BestBlend]) -> dict[str, float]:
    off, defaults = case.settings.defaults.off, case.settings.defaults
    words = {
        "now": t("as things are"),
        "returns": t("with rising returns") if "returns" in off else t("without rising returns"),
        "synergy": t("with synergy") if "synergy" in off else t("without synergy"),
        "first_mover_cost": t("with a first-mover cost")
        if "first_mover_cost" in off
        else t("without first-mover cost"),
        "sequence": t("acting together") if defaults.sequence == "act_first" else t("acting first"),
        "stack": t("harms not adding up") if _stacks(case) else t("harms adding up"),
    }
    return {words[name]: max(one.lead or 0.0, 0.0) for name, one in found.items()}


def _assumption(case: Case, name: Assumption, flipped: BestBlend) -> None:
    titles = {
        "returns": (t("Returns to share"), "returns"),
        "synergy": (t("Synergy"), "synergy"),
        "first_mover_cost": (t("First-mover cost"), "first-mover cost"),
    }
    title, term = titles[name]
    defaults = case.settings.defaults
    on = name not in defaults.off
    key = editing.field(f"on_{name}", on)
    st.toggle(
        title, key=key, help=meaning(term), on_change=editing.entered,
        args=(key, t("{assumption} switched", assumption=title), lambda case, entry: switched(case, name, on=entry)),
    )  # fmt: skip
    finding = mix_sentence(case, flipped)
    st.markdown(
        t("Without it: {finding}.", finding=finding) if on else t("It is off. With it: {finding}.", finding=finding)
    )
    stated = getattr(defaults, name)
    least, most, step = BOUNDS[name]
    joint = Joint(
        name=f"range_{name}",
        label=t("Range of {assumption}", assumption=title),
        now={"low": stated.low, "likely": stated.mode, "high": stated.high},
        change=lambda case, said: with_range(case, name, said["low"], said["likely"], said["high"]),
    )
    with st.container(horizontal=True):
        for which, words in (("low", t("Low")), ("likely", t("Likely")), ("high", t("High"))):
            joint_input(
                joint,
                which,
                words,
                min_value=least,
                max_value=most,
                step=step,
                format="%.2f",
                width=130,
                disabled=not on,
            )
    joint_fault(joint)
    if name == "synergy":
        _synergy(case)


def _synergy(case: Case) -> None:
    """Which parts make the synergy, and where it counts."""
    rule = case.settings.synergy
    if rule is None or not (rule.on and rule.parts):
        st.caption(t("This case names no parts that make a synergy, so it does nothing here, on or off."))
    criteria = {one.id: one.label for one in case.catalogue.criteria}
    pairs = {f"{part} {criterion}": (part, criterion) for part in mixable(case) for criterion in case.catalogue.ids}
    with st.expander(t("What makes the synergy, and where it counts"), icon=":material/handshake:"):
        key = editing.field("synergy_parts", [f"{one.component} {one.criterion}" for one in rule.parts] if rule else [])
        st.multiselect(
            t("What must be good, all of it at once"),
            list(pairs),
            format_func=lambda one: f"{case.labels[pairs[one][0]]}: {criteria[pairs[one][1]]}",
            key=key,
            on_change=editing.entered,
            args=(
                key,
                t("What makes the synergy"),
                lambda case, entry: with_synergy(case, parts=[pairs[one] for one in entry]),
            ),
        )
        editing.fault(key)
        key = editing.field("synergy_on", list(rule.on) if rule else [])
        st.multiselect(
            t("On which criteria it closes part of the gap to the best score"),
            list(criteria),
            format_func=lambda one: criteria[one],
            key=key,
            on_change=editing.entered,
            args=(key, t("Where synergy counts"), lambda case, entry: with_synergy(case, on=entry)),
        )
        editing.fault(key)


def _sequence(case: Case, flipped: BestBlend) -> None:
    words, now = order_words(), case.settings.defaults.sequence
    key = editing.field("usual_sequence", now)
    st.segmented_control(
        t("**Order that blends follow if nothing else is said**"), SEQUENCES, format_func=lambda one: words[one], required=True,
        key=key, help=meaning("first-mover cost"), on_change=editing.entered,
        args=(key, t("Usual order of blends"), with_usual_sequence),
    )  # fmt: skip
    finding = mix_sentence(case, flipped)
    st.markdown(
        t("If all acted together: {finding}.", finding=finding) if now == "act_first" else t("If one part acted first: {finding}.", finding=finding)
    )  # fmt: skip


def _components(case: Case) -> None:
    key = editing.field("usual_components", list(case.components))
    st.multiselect(
        t("**Parts that blends mix if nothing else is said**"), list(mixable(case)), format_func=lambda one: case.labels[one],
        key=key, help=meaning("component"), on_change=editing.entered,
        args=(key, t("Parts that blends mix by default"), with_usual_components),
    )  # fmt: skip
    editing.fault(key)
    st.caption(t("Two to four. None at all means the first two in the list."))


def _harms(case: Case) -> list[str]:
    """Harms of which it is open whether they add up when strategies are mixed."""
    return [one for one in STACKED if one in case.catalogue.ids and case.catalogue[one].direction.sign < 0]


def _stacks(case: Case) -> bool:
    return bool(_harms(case)) and all(rule_of(case, one).value == "stack" for one in _harms(case))


def _rules(case: Case, flipped: BestBlend | None) -> None:
    st.markdown(t("**Rules: how the parts of a blend combine on each criterion**"), help=_rule_help())
    harms = _harms(case)
    if harms and flipped is not None:
        names = shown(listed(case.catalogue[one].label.lower() for one in harms))
        on = _stacks(case)
        key = editing.field("stack_harms", on)
        st.toggle(
            t("Harms add up instead of replacing each other ({criteria})", criteria=names), key=key, on_change=editing.entered,
            args=(key, t("Whether harms add up"), lambda case, entry: stacked(case, harms, on=entry)),
        )  # fmt: skip
        finding = mix_sentence(case, flipped)
        st.markdown(
            t("Otherwise: {finding}.", finding=finding) if on else t("If they did: {finding}.", finding=finding)
        )
    editing.table(
        "blend_rules",
        t("Blend rules"),
        projected,
        changed,
        hide_index=True,
        height="content",
        column_order=["criterion", "better", "rule", "own"],
        disabled=["criterion", "better", "own"],
        column_config={
            "criterion": st.column_config.TextColumn(t("Criterion"), pinned=True),
            "better": st.column_config.TextColumn(t("Better")),
            "rule": st.column_config.SelectboxColumn(t("Rule in use"), options=list(rules().values()), required=True),
            "own": st.column_config.TextColumn(t("Rule of the value tree")),
        },
    )


def _rule_help() -> str:
    return t(
        "Share-weighted mean: no gain from mixing. Whoever acts first: the fastest part if one acts first, else the slowest. Parts add reach: what one part misses another may catch; for benefits only. Fit decides: from the worst part to the best, by coordination. Burdens add up: harms on top of each other; for harms only."
    )


def projected(case: Case) -> pd.DataFrame:
    """The rules as the table shows them."""
    words = rules()
    rows = [
        {
            "id": one.id,
            "criterion": one.label,
            "better": t("more") if one.direction.sign > 0 else t("less"),
            "rule": words[rule_of(case, one.id).value],
            "own": words[one.blend.value],
        }
        for one in case.catalogue.criteria
    ]
    return pd.DataFrame(rows)


def changed(case: Case, frame: pd.DataFrame) -> Case:
    """The case with the rules of an edited table."""
    ids = {words: rule for rule, words in rules().items()}
    return with_rules(case, {str(row["id"]): ids[str(row["rule"])] for row in frame.to_dict("records")})
