"""Assumptions about blends change in one step: ranges, switches, rules, order and parts."""

from collections.abc import Callable

import pytest

import mcda
from mcda.case import Case
from mcda.edits import assumptions as edits
from mcda.errors import ArgumentError, CaseError
from mcda.parts import WITHOUT


@pytest.mark.parametrize("name", WITHOUT)
def test_a_switch_does_nothing_but_set_the_neutral_value_and_keeps_the_range(case: Case, name: str) -> None:
    off = edits.switched(case, name, on=False)  # type: ignore[arg-type]
    assert getattr(off.settings.defaults, name) == getattr(case.settings.defaults, name)
    assert off.settings.defaults.assumed(name).mode == WITHOUT[name]  # type: ignore[arg-type,index]
    assert mcda.best_blend(off).score == pytest.approx(mcda.best_blend(case, **{name: WITHOUT[name]}).score)  # type: ignore[index]
    assert edits.switched(off, name, on=True).digest == case.digest  # type: ignore[arg-type]
    assert edits.switched(off, name, on=False).digest == off.digest  # type: ignore[arg-type]


def test_ranges_are_checked(case: Case) -> None:
    assert edits.with_range(case, "returns", 1.0, 1.5, 3.0).settings.defaults.returns.mode == 1.5
    for wrong in ((0.5, 1.0, 2.0), (2.0, 1.0, 3.0)):
        with pytest.raises(CaseError, match="returns"):
            edits.with_range(case, "returns", *wrong)


def test_a_rule_of_the_tree_is_no_rule_of_the_case(case: Case) -> None:
    changed = edits.with_rules(case, {"speed": "mean", "coverage": "reach"})
    assert dict(changed.settings.rules) == {"speed": "mean"}
    assert edits.rule_of(changed, "speed").value == "mean"
    assert edits.with_rules(changed, {"speed": "first"}).digest == case.digest
    with pytest.raises(CaseError, match="reach only on benefits"):
        edits.with_rules(case, {"collateral_damage": "reach"})


def test_harms_add_up_or_not(case: Case) -> None:
    harms = ("collateral_damage", "industry_cost")
    changed = edits.stacked(case, harms, on=True)
    asked = mcda.best_blend(case, rules=dict.fromkeys(harms, "stack"))
    assert mcda.best_blend(changed).lead == pytest.approx(asked.lead)
    assert edits.stacked(changed, harms, on=False).digest == case.digest


def test_the_usual_order_and_parts(case: Case) -> None:
    changed = edits.with_usual_sequence(case, "act_together")
    assert mcda.best_blend(changed).score == pytest.approx(mcda.best_blend(case, sequence="act_together").score)
    three = edits.with_usual_components(case, ["minilateral", "unilateral", "multilateral"])
    assert three.components == ("multilateral", "unilateral", "minilateral")
    assert edits.with_usual_components(three, []).components == ("multilateral", "unilateral")
    with pytest.raises(CaseError, match="two to four"):
        edits.with_usual_components(case, ["unilateral"])


def test_a_synergy_is_built_and_taken_away(case: Case) -> None:
    shipped = case.settings.synergy
    assert shipped is not None
    none = edits.with_synergy(case, on=[], parts=[])
    assert none.settings.synergy is None
    assert mcda.best_blend(none).score == pytest.approx(mcda.best_blend(case, synergy=0.0).score)
    half = edits.with_synergy(none, on=shipped.on)
    assert mcda.best_blend(half).score == pytest.approx(mcda.best_blend(none).score)
    parts = [(one.component, one.criterion) for one in shipped.parts]
    assert edits.with_synergy(half, parts=parts).digest == case.digest
    with pytest.raises(CaseError, match=r"synergy\.parts"):
        edits.with_synergy(case, parts=[("status_quo", "signal")])


@pytest.mark.parametrize(
    "change",
    [
        lambda case: edits.with_usual_components(case, ["nobody"]),
        lambda case: edits.with_rules(case, {"nothing": "mean"}),
        lambda case: edits.with_rules(case, {"speed": "nonsense"}),
        lambda case: edits.stacked(case, ["nothing"], on=True),
        lambda case: edits.with_usual_sequence(case, "nonsense"),
    ],
)
def test_what_is_not_there_is_refused_by_name(case: Case, change: Callable[[Case], Case]) -> None:
    with pytest.raises(
        ArgumentError, match=r"No option 'nobody'|No criterion 'nothing'|No blend rule 'nonsense'|sequence = 'nonsense'"
    ):
        change(case)
