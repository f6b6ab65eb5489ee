"""What people pass by mistake: one text for a list, a path for a case, a case for a ranking."""

from typing import Any

import pytest

import mcda
from mcda.case import Case


def test_one_name_is_a_list_of_one(case: Case) -> None:
    assert list(mcda.rank(case, options="multilateral").table["option"]) == ["multilateral"]
    assert [str(gate) for gate in mcda.rank(case, gates="speed >= 60").gates] == ["speed >= 60"]
    assert list(mcda.agreement(case, methods="topsis").ranks.columns) == ["topsis"]
    assert mcda.acceptability(case, draws=100, sources="weights").sources == ("weights",)


def test_elicited_weights_go_straight_in(case: Case) -> None:
    even = dict.fromkeys(case.catalogue.ids, 100)
    wanted = mcda.rank(case, weights=even).table["score"].to_list()
    assert mcda.rank(case, weights=mcda.weights.swing(even)).table["score"].to_list() == pytest.approx(wanted)
    several = mcda.weights.aggregate({"ann": even, "bob": even})
    assert mcda.rank(case, weights=several).table["score"].to_list() == pytest.approx(wanted)


def test_thresholds_of_promethee_are_points_of_100(case: Case) -> None:
    given = mcda.rank(case, method="promethee2", preference={"type": "linear", "q": 5, "p": 20})
    assert given.table["score"].to_list() == mcda.rank(case, method="promethee2").table["score"].to_list()


def test_methods_take_their_options_when_sampled(case: Case) -> None:
    one = mcda.acceptability(case, method="topsis", normalization="minmax", draws=500).table["mean"]
    other = mcda.acceptability(case, method="topsis", draws=500).table["mean"]
    assert one.to_dict() != other.to_dict()


def test_one_kind_of_strategy_has_no_rival(case: Case) -> None:
    assert mcda.verdict(case, options=["multilateral"], draws=50).word == "no rival"


@pytest.mark.parametrize(
    "call, wanted",
    [
        (lambda case: mcda.rank("my_case"), "'my_case' is no case; mcda.read_case"),
        (lambda case: mcda.acceptability("my_case"), "'my_case' is no case"),
        (lambda case: mcda.explain(case, "a", "b"), "explain takes a ranking, not Case"),
        (lambda case: mcda.acceptability(case, target_error="a"), "target_error = 'a'"),
        (lambda case: mcda.acceptability(case, target_error=0), "target_error = 0"),
        (lambda case: mcda.agreement(case, methods=[]), "No methods; name at least one"),
        (lambda case: mcda.acceptability(case, method="topsis", speed=1), "no option speed"),
    ],
)
def test_misuse_is_told_in_words(case: Case, call: Any, wanted: str) -> None:
    with pytest.raises(mcda.McdaError, match=wanted):
        call(case)
