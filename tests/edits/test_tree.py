"""The value tree changes and the case stays whole."""

from collections.abc import Callable
from typing import Any

import pytest

import mcda
from criteria import BlendRule
from mcda.case import Case
from mcda.completeness import PLACEHOLDER
from mcda.edits.tree import (
    add_criterion,
    add_objective,
    change_criterion,
    change_objective,
    move_criterion,
    move_objective,
)
from mcda.edits.tree_removal import remove_objective
from mcda.errors import ArgumentError, CaseError
from mcda.ids import NO_CRITERION
from mcda.parts import Elicitation, ValuePoint


def asked_for(case: Case) -> Case:
    """The case with a record that its first weight set was asked for on the scales of today."""
    record = Elicitation(
        set=next(iter(case.weight_sets)),
        method="swing",
        person="",
        role="analyst",
        round=1,
        date="",
        consistency=None,
        consistency_label="",
        answers="",
        scales=case.scales_digest,
    )
    return case.replace(elicitations=(record,))


def test_a_new_criterion_is_unknown_for_every_scored_option_and_weighs_nothing(case: Case) -> None:
    more = add_criterion(case, "deny_and_hold", "Reach of the measure")
    new = more.catalogue["reach_of_the_measure"]
    assert (new.objective, new.scale.low, new.scale.high, new.direction.value) == ("deny_and_hold", 0, 100, "more")
    cells = [one for one in more.cells if one.criterion == new.id]
    assert [one.option for one in cells] == list(dict.fromkeys(one.option for one in case.cells))
    assert {(one.low, one.mode, one.high, one.basis) for one in cells} == {(0, None, 100, "silent")}
    assert [one for one in more.cells if one.criterion != new.id] == list(case.cells)
    for name in case.weight_sets:
        assert more.weights(name)["weight"].drop(new.id).to_dict() == case.weights(name)["weight"].to_dict()
        assert more.weights(name)["weight"][new.id] == 0


def test_a_new_criterion_leaves_the_ranking_as_it_is(case: Case) -> None:
    before, after = (
        mcda.rank(one).table.set_index("option")["score"]
        for one in (case, add_criterion(case, "deny_and_hold", "Reach"))
    )
    assert after.to_dict() == pytest.approx(before.to_dict())


def test_weights_asked_for_earlier_become_stale(case: Case) -> None:
    asked = asked_for(case)
    assert asked.stale_sets == frozenset()
    assert add_criterion(asked, "deny_and_hold", "Reach").stale_sets == {"neutral"}
    assert change_criterion(asked, "speed", anchor_low="A year.").stale_sets == {"neutral"}
    assert change_criterion(asked, "speed", question="How soon?").stale_sets == frozenset()


@pytest.mark.parametrize("label", ["Coordination", "Evidence", "Title", "Years", "Speed "])
def test_a_new_id_means_nothing_else(case: Case, label: str) -> None:
    if label.strip() in [one.label for one in case.catalogue.criteria]:
        with pytest.raises(ArgumentError, match="Another criterion is called"):
            add_criterion(case, "deny_and_hold", label)
        return
    new = add_criterion(case, "deny_and_hold", label).catalogue.ids[-1]
    assert new not in NO_CRITERION


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda case: add_criterion(case, "nowhere", "New"), "No objective 'nowhere'"),
        (lambda case: add_criterion(case, "deny_and_hold", "  "), "needs a name"),
        (lambda case: add_objective(case, "deny AND hold"), "Another objective is called"),
        (lambda case: change_criterion(case, "nothing", label="x"), "No criterion 'nothing'"),
        (lambda case: change_criterion(case, "speed", label="Coverage"), "Another criterion is called"),
        (lambda case: change_criterion(case, "speed", id="fast"), "'id' is nothing that can be changed"),
        (lambda case: change_criterion(case, "speed", objective="nowhere"), "No objective 'nowhere'"),
        (lambda case: change_objective(case, "deny_and_hold", id="x"), "not id"),
        (lambda case: change_objective(case, "deny_and_hold", label=""), "needs a name"),
        (lambda case: remove_objective(case, "deny_and_hold"), "Criteria still stand under it: Coverage"),
    ],
)
def test_what_cannot_be_is_refused_in_words(case: Case, change: Callable[[Case], Case], words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        change(case)


@pytest.mark.parametrize(
    ("changes", "read"),
    [
        ({"label": "Swiftness"}, lambda one: one.label),
        ({"objective": "deny_and_hold"}, lambda one: one.objective),
        ({"question": "How soon?"}, lambda one: one.question),
        ({"definition": "Days"}, lambda one: one.definition),
        ({"note": ""}, lambda one: one.note),
        ({"blend": "mean"}, lambda one: one.blend.value),
        ({"unit": "per cent"}, lambda one: one.scale.unit),
        ({"high": 120.0}, lambda one: one.scale.high),
        ({"low": -5.0}, lambda one: one.scale.low),
        ({"anchor_low": "Late"}, lambda one: one.scale.anchors.low),
        ({"anchor_middle": ""}, lambda one: one.scale.anchors.middle),
        ({"anchor_high": "Soon"}, lambda one: one.scale.anchors.high),
    ],
)
def test_one_field_changes_and_nothing_else(case: Case, changes: dict[str, Any], read: Callable[[Any], Any]) -> None:
    changed = change_criterion(case, "speed", **changes)
    (value,) = changes.values()
    assert read(changed.catalogue["speed"]) == value
    assert changed.catalogue.ids == case.catalogue.ids
    back = {name: read(case.catalogue["speed"]) for name in changes}
    assert change_criterion(changed, "speed", **back) == case


def test_an_end_without_words_is_a_placeholder(case: Case) -> None:
    assert change_criterion(case, "speed", anchor_low=" ").catalogue["speed"].scale.anchors.low == PLACEHOLDER


def test_every_score_outside_new_ends_is_listed_by_name(case: Case) -> None:
    outside = {
        f"{case.labels[one.option]} on Speed, {level}"
        for one in case.cells
        if one.criterion == "speed"
        for level, number in (("least", one.low), ("most likely", one.mode), ("greatest", one.high))
        if number is not None and not 10 <= number <= 60
    }
    assert len(outside) > 3
    with pytest.raises(CaseError, match="The scale cannot end there yet") as refusal:
        change_criterion(case, "speed", low=10.0, high=60.0)
    assert {fault.column for fault in refusal.value.faults} == outside


def test_a_point_of_a_value_curve_outside_new_ends_is_listed(make_case: Callable[..., Case]) -> None:
    small = make_case({"a": (40,), "b": (50,)}, {"x": "more"})
    point = ValuePoint(criterion="x", kind="piecewise", score=90, value=95, rationale="")
    with pytest.raises(CaseError, match="value curve, x, value 95: '90' found"):
        change_criterion(small.replace(value_rows=(point,)), "x", high=80.0)


def test_an_unknown_score_moves_with_its_scale(case: Case) -> None:
    wide = change_criterion(add_criterion(case, "deny_and_hold", "Reach"), "reach", low=2000.0, high=8000.0)
    assert {(one.low, one.mode, one.high) for one in wide.cells if one.criterion == "reach"} == {(2000, None, 8000)}


@pytest.mark.parametrize(("low", "high"), [(100.0, 100.0), (100.0, 0.0), (None, 50.0), (float("nan"), 100.0)])
def test_ends_that_are_no_scale_are_refused(case: Case, low: float | None, high: float) -> None:
    with pytest.raises(CaseError, match="The value tree cannot be like this"):
        change_criterion(case, "speed", low=low, high=high)


def test_a_rule_must_fit_the_direction(case: Case) -> None:
    with pytest.raises(CaseError, match="'reach' is for benefits"):
        change_criterion(case, "coverage", direction="less")
    turned = change_criterion(change_criterion(case, "coverage", blend="mean"), "coverage", direction="less")
    assert turned.catalogue["coverage"].best == 0


def test_a_curve_by_points_keeps_a_criterion_from_being_turned(make_case: Callable[..., Case]) -> None:
    small = make_case({"a": (40,), "b": (50,)}, {"x": "more"})
    point = ValuePoint(criterion="x", kind="piecewise", score=50, value=80, rationale="")
    with pytest.raises(ArgumentError, match="Take the curve away first"):
        change_criterion(small.replace(value_rows=(point,)), "x", direction="less")
    assert change_criterion(small, "x", direction="less").catalogue["x"].direction.value == "less"


def test_a_rule_chosen_here_holds_over_one_that_the_case_had(case: Case) -> None:
    ruled = case.replace(settings=case.settings.model_copy(update={"rules": {"speed": BlendRule.MEAN}}))
    chosen = change_criterion(ruled, "speed", blend="trust")
    assert chosen.settings.rules == {}
    assert chosen.catalogue["speed"].blend.value == "trust"


def test_criteria_move_among_those_of_their_objective(case: Case) -> None:
    def under(changed: Case) -> list[str]:
        return [one.id for one in changed.catalogue.under("respond_in_time")]

    first, second, third = under(case)
    assert under(move_criterion(case, first, 1)) == [second, first, third]
    assert under(move_criterion(case, third, -1)) == [first, third, second]
    assert move_criterion(case, first, -1) == case
    assert move_criterion(move_criterion(case, first, 1), first, -1) == case
    others = [one for one in move_criterion(case, first, 1).catalogue.ids if one not in (first, second, third)]
    assert others == [one for one in case.catalogue.ids if one not in (first, second, third)]


def test_objectives_come_move_change_and_go(case: Case) -> None:
    more = change_objective(add_objective(case, "Keep options open"), "keep_options_open", description="For later")
    assert [one.id for one in more.catalogue.objectives][-1] == "keep_options_open"
    assert more.catalogue.objectives[-1].description == "For later"
    moved = move_objective(more, "keep_options_open", -1)
    assert [one.id for one in moved.catalogue.objectives][-2] == "keep_options_open"
    assert remove_objective(more, "keep_options_open") == case


def test_the_order_of_the_tree_does_not_move_the_ranking(case: Case) -> None:
    before, after = (
        mcda.rank(one).table.set_index("option")["score"].to_dict() for one in (case, move_criterion(case, "speed", 1))
    )
    assert after == pytest.approx(before)
