"""Levers are edited as a table of effects; one name and one effort for each."""

from typing import Any

import pytest

from mcda.case import Case
from mcda.edits import levers as edits
from mcda.edits.options import with_levers
from mcda.errors import ArgumentError, CaseError


def changed(case: Case, place: int, **cells: Any) -> Case:
    rows = edits.effect_rows(case)
    rows[place] = edits.EffectRow(**{**rows[place], **cells})
    return edits.with_effects(case, rows)


def test_an_untouched_table_changes_nothing(case: Case) -> None:
    assert edits.with_effects(case, edits.effect_rows(case)).digest == case.digest


def test_a_name_and_an_effort_hold_for_all_rows_of_a_lever(case: Case) -> None:
    made = changed(changed(case, 1, label="Sharing"), 2, effort=5)
    rows = [one for one in made.levers if one.lever == "information_sharing"]
    assert {(one.label, one.effort) for one in rows} == {("Sharing", 5.0)}
    assert len(rows) == 4
    assert made.levers[4:] == case.levers[4:]


def test_an_effect_is_changed(case: Case) -> None:
    made = changed(case, 0, effect=9.0)
    assert (made.levers[0].low, made.levers[0].effect, made.levers[0].high) == (3, 9, 10)
    with pytest.raises(CaseError, match="rising order"):
        changed(case, 0, effect=11.0)


def test_every_fault_is_named(case: Case) -> None:
    empty = edits.EffectRow(lever=None, label=" ", criterion=None, low=None, effect=1, high=2, effort=None, note=None)
    with pytest.raises(CaseError) as refusal:
        edits.with_effects(case, [*edits.effect_rows(case), empty])
    place = f"Effect {len(case.levers) + 1}"
    assert [(one.file, one.column) for one in refusal.value.faults] == [
        (place, "name"),
        (place, "criterion"),
        (place, "low"),
    ]
    assert str(refusal.value).startswith("This cannot be entered (3 faults)")


def test_a_new_row_joins_the_lever_of_its_name_or_starts_one(case: Case) -> None:
    joined = edits.with_lever(case, "peer review", "coverage", (1, 2, 3), 9)
    assert (joined.levers[-1].lever, joined.levers[-1].effort) == ("peer_review", 1.0)
    assert joined.levers[-1].label == "Peer review"
    new = edits.with_lever(case, "Customs union", "coordination", (0.0, 0.1, 0.2), 2)
    assert (new.levers[-1].lever, new.levers[-1].effort) == ("customs_union", 2.0)
    assert edits.lever_labels(new)["customs_union"] == "Customs union"


def test_a_lever_that_options_have_stays_and_they_are_named(case: Case) -> None:
    rows = [one for one in edits.effect_rows(case) if one["lever"] != "licensing_harmonisation"]
    with pytest.raises(ArgumentError, match="Licensing harmonisation: Floor with national top-up"):
        edits.with_effects(case, rows)
    free = [one for one in edits.effect_rows(case) if one["lever"] != "peer_review"]
    assert "peer_review" not in edits.lever_labels(edits.with_effects(case, free))
    assert edits.uses_of(case, "licensing_harmonisation") == ("floor_top_up",)


def test_two_levers_of_one_name_are_refused(case: Case) -> None:
    with pytest.raises(ArgumentError, match="same name"):
        changed(case, 0, label="Peer review")


def test_what_counts_of_many_levers_is_a_quarter_of_the_scale(case: Case) -> None:
    assert edits.capped(case) == ()
    many = with_levers(
        case, "act_first_50", ["information_sharing", "licensing_harmonisation", "binding_rules", "peer_review"]
    )
    (found,) = edits.capped(many)
    assert (found.option, found.criterion) == ("act_first_50", "enforcement_coherence")
    assert (found.total, found.counted) == (6 + 8 + 8 + 5, 25)
    gain = many.scores().loc["act_first_50"] - case.scores().loc["act_first_50"]
    assert gain["enforcement_coherence"] == pytest.approx(25)
