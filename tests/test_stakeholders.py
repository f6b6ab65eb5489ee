"""Several people's weights: kept apart, a round each, joined only when asked."""

from collections.abc import Callable, Mapping

import pytest

import mcda
from mcda.case import Case
from mcda.edits.people import JOINED, joined, with_person, without_person
from mcda.errors import ArgumentError, CaseError
from mcda.people_table import people_from_csv
from mcda.stakeholders import stakeholders


@pytest.fixture(scope="module")
def case() -> Case:
    return mcda.read_case()


def only(case: Case, **points: float) -> dict[str, float]:
    return {name: points.get(name, 0.0) for name in case.catalogue.ids}


def with_people(case: Case, people: Mapping[str, dict[str, float]]) -> Case:
    for name, points in people.items():
        case = with_person(case, name, only(case, **points), method="points", date="2026-11-23")
    return case


def test_each_person_has_the_winner_that_their_weights_alone_give(case: Case) -> None:
    people = {"Ann": {"speed": 70, "precision": 30}, "Ben": {"legitimacy": 100.0}}
    found = stakeholders(with_people(case, people), scenario="long_game")
    for (_, row), points in zip(found.people.iterrows(), people.values(), strict=True):
        alone = mcda.rank(case, scenario="long_game", weights=only(case, **points))
        assert row["winner"] == alone.winner
        assert row["lead"] == pytest.approx(alone.table["score"].iloc[0] - alone.table["score"].iloc[1])
    assert sum(found.winners.values()) == 2


def test_where_they_differ_most_and_what_nobody_ranks_last(case: Case) -> None:
    """With all weight on one criterion, who is last is whoever scores worst on it: algebra, not a run."""
    found = stakeholders(with_people(case, {"Ann": {"speed": 100}, "Ben": {"legitimacy": 75, "speed": 25}}))
    assert found.spread.index[0] in ("speed", "legitimacy")
    assert found.spread.loc["speed", "range"] == pytest.approx(0.75)
    assert found.distances.to_numpy()[0, 1] == pytest.approx(0.75)
    speed = case.scores().loc[list(case.choices), "speed"]
    assert set(found.never_last).isdisjoint(speed.index[speed == speed.min()])


def test_first_answers_stay_when_somebody_answers_again(case: Case) -> None:
    twice = with_people(with_people(case, {"Ann": {"speed": 100}}), {"ann ": {"speed": 50, "coverage": 50}})
    assert [(one.person, one.round) for one in twice.elicitations] == [("Ann", 1), ("Ann", 2)]
    found = stakeholders(twice)
    assert len(found.people) == 1
    (name,) = found.weights.columns
    assert found.first.loc["speed", name] == 1.0
    assert found.weights.loc["speed", name] == 0.5
    assert without_person(without_person(twice, "ann"), "ann_round_2").digest == case.digest


def test_a_person_named_like_a_set_replaces_nothing(case: Case) -> None:
    changed = with_people(case, {"Neutral": {"speed": 100}})
    assert changed.weights("neutral").equals(case.weights("neutral"))
    assert len(changed.weight_sets) == len(case.weight_sets) + 1


def test_joining_is_the_plain_mean_and_keeps_everybody(case: Case) -> None:
    three = with_people(case, {"Ann": {"speed": 100}, "Ben": {"coverage": 100}, "Cem": {"coverage": 1}})
    whole = joined(three, "arithmetic")
    assert whole.weights(JOINED if JOINED in whole.weight_sets else "")["weight"].to_dict() == pytest.approx(
        only(case, speed=1 / 3, coverage=2 / 3)
    )
    assert len(stakeholders(whole).people) == 3
    with pytest.raises(ArgumentError, match="Ann gives"):
        joined(three, "geometric")


def test_weights_are_refused_with_every_fault(case: Case) -> None:
    with pytest.raises(ArgumentError) as refused:
        with_person(case, " ", {"speed": 1}, method="points")
    assert "a name" in str(refused.value)
    assert str(refused.value).count("has no points") == len(case.catalogue.ids) - 1
    with pytest.raises(ArgumentError, match="stakeholder"):
        stakeholders(case)


def table(case: Case, *rows: str, separator: str = ",") -> bytes:
    header = separator.join(f'"{label}"' for label in ["person", *(one.label for one in case.catalogue.criteria)])
    return "\n".join([header, *rows]).encode("utf-8-sig")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_of_people_is_read_by_id_or_label(case: Case, separator: str) -> None:
    row = separator.join(["Ann", *(str(i) for i in range(13))])
    assert people_from_csv(case, "p.csv", table(case, row, separator=separator))["Ann"] == dict(
        zip(case.catalogue.ids, map(float, range(13)), strict=True)
    )


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([], "a header row and a row a person"),
        (["Ann" + ",1" * 12], "row 2: '13 cells'"),
        (["," + ",".join(["1"] * 13)], "row 2, column person"),
        (["Ann" + ",1" * 13, "ann" + ",1" * 13], "row 3, column person"),
        (["Ann,x" + ",1" * 12], "row 2, column speed: 'x'"),
        (["Ann,nan" + ",1" * 12], "row 2, column speed: 'nan'"),
        (["Ann,-1" + ",1" * 12], "row 2, column speed: '-1'"),
        (["Ann" + ",0" * 13], "every weight is 0"),
        (['"Ann' + ",0" * 13], "closed quotes"),
    ],
)
def test_a_table_of_people_is_refused_with_its_place(case: Case, rows: list[str], fault: str) -> None:
    with pytest.raises(CaseError) as refused:
        people_from_csv(case, "p.csv", table(case, *rows))
    assert fault in str(refused.value)


def test_unknown_and_missing_criteria_are_all_named(case: Case) -> None:
    with pytest.raises(CaseError) as refused:
        people_from_csv(case, "p.csv", b"person,speed,taste\nAnn,1,2")
    assert "'taste'" in str(refused.value)
    assert len(refused.value.faults) == 1 + len(case.catalogue.ids) - 1
    with pytest.raises(CaseError, match="UTF-8"):
        people_from_csv(case, "p.csv", b"\xff\xfe")


def test_a_person_may_bear_any_name_and_no_set_is_lost(case: Case) -> None:
    names = ["Neutral", "Neutral (stakeholder)", "Stakeholders joined", "Custom"]
    full = with_people(case, {name: {"speed": 1.0} for name in names})
    assert len(full.weight_sets) == len(case.weight_sets) + len(names)
    assert full.weights("neutral").equals(case.weights("neutral"))
    both = joined(full, "arithmetic")
    assert len(both.weight_sets) == len(full.weight_sets) + 1
    assert sorted(stakeholders(both).people["person"]) == sorted(names)


def test_options_that_share_the_last_place_are_all_last(make_case: Callable[..., Case]) -> None:
    plain = make_case({"a": [90.0, 90.0], "b": [10.0, 50.0], "d": [10.0, 20.0], "e": [10.0, 60.0]})
    ann = with_person(plain, "Ann", {"c1": 1.0, "c2": 0.0}, method="points")
    assert stakeholders(ann).ranks["ann"].tolist() == [1, 2, 2, 2]
    assert stakeholders(ann).never_last == ("a",)
    both = with_person(ann, "Ben", {"c1": 0.0, "c2": 1.0}, method="points")
    assert stakeholders(both).never_last == ("a",)


def test_a_column_whose_name_is_an_id_and_another_label_means_the_id(make_case: Callable[..., Case]) -> None:
    case = make_case({"a": [1.0, 2.0], "b": [2.0, 1.0]}, {"cost": "less", "price": "less"})
    tree = case.catalogue.model_copy(
        update={
            "criteria": tuple(
                one.model_copy(update={"label": {"cost": "Total", "price": "Cost"}[one.id]})
                for one in case.catalogue.criteria
            )
        }
    )
    named = case.replace(catalogue=tree)
    assert people_from_csv(named, "p.csv", b"person,cost,price\nAnn,3,1\n") == {"Ann": {"cost": 3.0, "price": 1.0}}
