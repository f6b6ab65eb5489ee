"""What hangs on a criterion goes with it, and only that."""

from collections.abc import Callable

import pytest

import mcda
from criteria import BlendRule
from mcda.case import Case
from mcda.edits.tree_removal import goes_with, remove_criterion, remove_objective
from mcda.errors import ArgumentError, CaseError
from mcda.independence import answered
from mcda.parts import Answer, ValuePoint


def loaded(case: Case) -> Case:
    """The shipped case with everything on speed and coverage that a case may hold."""
    point = ValuePoint(criterion="speed", kind="piecewise", score=50, value=70, rationale="")
    with_rule = case.settings.model_copy(update={"rules": {"speed": BlendRule.MEAN}})
    with_parts = case.replace(value_rows=(point,), settings=with_rule)
    given = [
        Answer(kind=kind, subject=one, other=other, answer="yes", note="", author="", date="")
        for kind, one, other in (
            ("independence", "speed", "coverage"),
            ("overlap", "resilience", "speed"),
            ("independence", "coverage", "signal"),
        )
    ]
    for answer in given:
        with_parts = answered(with_parts, answer)
    return with_parts


@pytest.mark.parametrize("criterion", mcda.read_case().catalogue.ids)
def test_nothing_names_a_criterion_that_is_gone(case: Case, criterion: str) -> None:
    left = remove_criterion(loaded(case), criterion)
    assert criterion not in left.catalogue.ids
    assert f'"{criterion}"' not in left.model_dump_json()
    assert mcda.rank(left).winner in left.choices


def test_all_that_hangs_on_other_criteria_stays(case: Case) -> None:
    full = loaded(case)
    left = remove_criterion(full, "speed")
    for part in ("cells", "weight_rows", "shifts", "levers", "value_rows"):
        rest = [one for one in getattr(full, part) if one.criterion != "speed"]
        assert list(getattr(left, part)) == rest, part
    assert [(one.subject, one.other) for one in left.answers] == [("coverage", "signal")]
    assert left.settings.rules == {}
    assert left.settings.synergy == case.settings.synergy
    assert [dict(one.marks) for one in left.history] == [
        {name: mark for name, mark in one.marks if name != "speed"} for one in case.history
    ]


def test_what_goes_is_counted_beforehand(case: Case) -> None:
    full = loaded(case)
    left = remove_criterion(full, "speed")
    counts = dict(goes_with(full, "speed"))
    assert counts["scores"] == len(full.cells) - len(left.cells)
    assert counts["weights above 0"] == sum(row.weight > 0 for row in full.weight_rows if row.criterion == "speed")
    assert counts["shifts of scenarios"] == len(full.shifts) - len(left.shifts)
    assert counts["effects of levers"] == len(full.levers) - len(left.levers)
    assert counts["points of its value curve"] == 1
    assert counts["answers about pairs"] == 2
    assert counts["warnings of overlaps"] == 2
    assert "synergy rules" not in counts
    assert "points of its value curve" not in dict(goes_with(case, "speed"))


@pytest.mark.parametrize(
    ("criterion", "on"),
    [
        ("signal", None),
        ("legitimacy", None),
        ("durability", ("enforcement_coherence",)),
        ("speed", ("enforcement_coherence", "durability")),
    ],
)
def test_synergy_goes_with_a_factor_and_shrinks_with_a_target(
    case: Case, criterion: str, on: tuple[str, ...] | None
) -> None:
    synergy = remove_criterion(case, criterion).settings.synergy
    assert (synergy.on if synergy else None) == on
    assert ("synergy rules" in dict(goes_with(case, criterion))) == (on is None)


def test_a_lever_without_effects_leaves_the_options_that_use_it(case: Case) -> None:
    used = next(one for one in case.options if one.levers)
    lever = used.levers[0]
    only = tuple(one for one in case.levers if one.lever != lever or one.criterion == "speed")
    speedy = next(one for one in case.levers).model_copy(update={"lever": lever, "criterion": "speed"})
    thin = case.replace(levers=(*(one for one in only if one.lever != lever), speedy))
    left = remove_criterion(thin, "speed")
    assert lever not in left.option(used.option).levers
    assert set(left.option(used.option).levers) == set(used.levers) - {lever}


def test_a_set_may_not_lose_its_last_weight(make_case: Callable[..., Case]) -> None:
    small = make_case({"a": (40, 10), "b": (50, 20)}, {"x": "more", "y": "more"})
    rows = tuple(
        one.model_copy(update={"low": 0.0, "weight": 0.0, "high": 0.0}) if one.criterion == "y" else one
        for one in small.weight_rows
    )
    lopsided = small.replace(weight_rows=rows)
    with pytest.raises(CaseError, match="cannot be removed yet"):
        remove_criterion(lopsided, "x")
    assert remove_criterion(lopsided, "y").catalogue.ids == ("x",)


def test_the_last_of_a_kind_stays(make_case: Callable[..., Case]) -> None:
    small = make_case({"a": (40,), "b": (50,)}, {"x": "more"})
    with pytest.raises(CaseError, match="at least one"):
        remove_criterion(small, "x")
    with pytest.raises(ArgumentError, match="still stand under it"):
        remove_objective(small, "aim")


def test_what_is_not_there_cannot_be_removed(case: Case) -> None:
    for refuse in (remove_criterion, goes_with):
        with pytest.raises(ArgumentError, match="No criterion 'nothing'"):
            refuse(case, "nothing")
