"""Weight sets as they are kept with the record of how they came about."""

import json
from collections.abc import Callable

import pytest
from small_office import office

import mcda
from mcda.case import Case
from mcda.errors import ArgumentError, CaseError
from mcda.weights import bwm, swing
from mcda.weights.record import (
    answers_of,
    record_of,
    renamed_set,
    set_id,
    suggested_in,
    uses_of,
    with_elicited,
    without_set,
)

POINTS = {"cost": 100, "commute": 50, "space": 30, "light": 20}


def test_a_kept_set_ranks_as_the_answers_do_and_knows_its_scales() -> None:
    case, found = office(), swing(POINTS)
    kept = with_elicited(case, found, "ada", "Ada", "Ada L.", "stakeholder", {"points": POINTS}, "2026-03-01")
    assert kept.weights("ada")["weight"].tolist() == pytest.approx([0.5, 0.25, 0.15, 0.1])
    record = record_of(kept, "ada")
    assert record is not None
    assert (record.method, record.person, record.role, record.date) == ("swing", "Ada L.", "stakeholder", "2026-03-01")
    assert (record.round, record.consistency, record.scales) == (1, None, case.scales_digest)
    assert json.loads(record.answers) == {"points": POINTS} == answers_of(kept, "ada")
    assert mcda.rank(kept, weights="ada").table["score"].tolist() == pytest.approx(
        mcda.rank(case, weights=found.weights).table["score"].tolist()
    )
    assert not kept.stale_sets


def test_the_usual_set_stays_the_usual_one_when_a_second_joins() -> None:
    case = office()
    kept = with_elicited(case, swing(POINTS), "ada", "Ada")
    assert kept.suggested_weights() == case.suggested_weights() == "team"


def test_asked_again_a_set_is_replaced_where_it_stands_and_counts_one_round_more() -> None:
    case = with_elicited(office(), swing(POINTS), "ada", "Ada")
    case = with_elicited(case, swing(POINTS), "bob", "Bob")
    again = with_elicited(case, swing(POINTS | {"light": 60}), "ada", "Ada")
    assert list(again.weight_sets) == ["team", "ada", "bob"]
    assert again.weights("ada")["weight"]["light"] == pytest.approx(60 / 240)
    assert [(one.set, one.round) for one in again.elicitations] == [("bob", 1), ("ada", 2)]


def test_ranges_are_those_of_the_method_where_it_has_any() -> None:
    over = {"cost": 1, "commute": 2, "space": 3, "light": 8}
    under = {"cost": 8, "commute": 3, "space": 4, "light": 1}
    found = bwm(over, under, model="nonlinear")
    frame = with_elicited(office(), found, "ada", "Ada").weights("ada")
    for one, span in found.detail["intervals"].items():
        row = frame.loc[one]
        assert row["low"] <= row["weight"] <= row["high"]
        assert row["low"] == pytest.approx(min(span["low"], found.weights[one]), abs=1e-6)
        assert row["high"] == pytest.approx(max(span["high"], found.weights[one]), abs=1e-6)
    plain = with_elicited(office(), bwm(over, under), "ada", "Ada").weights("ada")
    assert (plain["high"] / plain["weight"]).tolist() == pytest.approx([1.5] * 4)


def test_a_weight_of_nothing_is_kept() -> None:
    kept = with_elicited(office(), swing(POINTS | {"light": 0}), "ada", "Ada")
    assert kept.weights("ada").loc["light"].tolist() == [0, 0, 0]


@pytest.mark.parametrize("name", ["scenario", "custom"])
def test_names_that_mean_something_else_are_refused(name: str) -> None:
    with pytest.raises(ArgumentError, match="stands for something else"):
        with_elicited(office(), swing(POINTS), name, "Ada")


def test_weights_for_other_criteria_are_refused() -> None:
    with pytest.raises(ArgumentError, match=r"These weights are for cost, speed; the case has cost, commute"):
        with_elicited(office(), swing({"cost": 100, "speed": 50}), "ada", "Ada")


def test_answers_too_long_to_store_are_refused() -> None:
    with pytest.raises(CaseError, match="answers"):
        with_elicited(office(), swing(POINTS), "ada", "Ada", answers={"note": "x" * 30_000})


def test_a_set_is_renamed_but_not_to_nothing_nor_to_another_name() -> None:
    case = with_elicited(office(), swing(POINTS), "ada", "Ada")
    assert renamed_set(case, "ada", " Ada again ").weight_sets["ada"] == "Ada again"
    assert renamed_set(case, "ada", "Ada").digest == case.digest
    for label, said in ((" ", "needs a name"), ("What the team said", "called")):
        with pytest.raises(ArgumentError, match=said):
            renamed_set(case, "ada", label)


def test_what_uses_a_set_keeps_it() -> None:
    case = office()
    usual = "the case uses it where none is asked for"
    assert list(uses_of(case, "team")) == ["it is the only weight set; a case needs one", usual]
    case = with_elicited(case, swing(POINTS), "ada", "Ada")
    with pytest.raises(ArgumentError, match="the scenario Base case suggests it"):
        without_set(case, "team")
    assert without_set(case, "ada").elicitations == ()
    assert list(uses_of(case, "team")) == [usual, "the scenario Base case suggests it"]
    turned = suggested_in(case, case.scenarios[0].scenario, "ada")
    assert list(without_set(turned, "team").weight_sets) == ["ada"]


@pytest.mark.parametrize(
    "change",
    [
        lambda case: suggested_in(case, case.scenarios[0].scenario, "nobody"),
        lambda case: without_set(case, "nobody"),
        lambda case: renamed_set(case, "nobody", "Somebody"),
    ],
)
def test_a_set_that_is_not_there_is_refused(change: Callable[[Case], Case]) -> None:
    with pytest.raises(ArgumentError, match="No weight set 'nobody'"):
        change(office())


def test_a_set_is_not_suggested_in_a_scenario_that_is_not_there() -> None:
    with pytest.raises(ArgumentError, match="No scenario 'peace'"):
        suggested_in(office(), "peace", "team")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("What the team said", "team"),
        ("Ada Lovelace", "ada_lovelace"),
        ("2nd round", "weights_2nd_round"),
        ("Scenario", "scenario_2"),
        ("Team", "team_2"),
        ("***", "weights"),
        ("x" * 200, "x" * 64),
    ],
)
def test_ids_are_made_from_labels(label: str, name: str) -> None:
    assert set_id(office(), label) == name
