"""Agreement between methods: one vote a family, by hand on small cases and against single rankings."""

import json
from itertools import pairwise
from typing import Any

import pytest

import mcda
from mcda.case import Case
from mcda.robustness import agreement


def test_ranks_are_those_of_single_calls(case: Case) -> None:
    found = agreement(case, scenario="civilian_lifeline")
    assert len(found.ranks.columns) > 25
    for name in found.ranks.columns:
        table = mcda.rank(case, scenario="civilian_lifeline", method=str(name)).table.set_index("option")
        assert found.ranks[name].to_dict() == table["rank"].to_dict()


def test_every_method_is_there_or_left_out_with_a_reason(case: Case) -> None:
    found = agreement(case)
    assert set(found.ranks.columns) | set(found.left_out) == set(mcda.METHODS)
    assert found.left_out == {
        "ocra": "status_quo on speed is 0; this method needs data above 0",
        "lopm": "status_quo on speed is 0; this method needs data above 0",
    }


def test_a_family_votes_once_however_many_its_methods(case: Case) -> None:
    found = agreement(case)
    families = {mcda.METHODS[str(name)].family for name in found.ranks.columns}
    assert set(found.families.index) == families
    assert found.votes.sum() == pytest.approx(len(families))
    assert found.families["methods"].sum() == len(found.ranks.columns)


def test_methods_of_a_family_stand_together(case: Case) -> None:
    order = [mcda.METHODS[str(name)].family for name in agreement(case).ranks.columns]
    assert len(list(dict.fromkeys(order))) == 1 + sum(a != b for a, b in pairwise(order))


def test_the_vote_of_a_family_goes_to_the_best_mean_rank(make_case: Any) -> None:
    """By algebra, equal weights on values a (1, .4), b (.4, 1), c (.6, .6). Additive .7, .7, .6: a and b tie.
    Weighted product .4, .4, .36: they tie again. Each vote is shared.
    """
    found = agreement(make_case({"a": [100, 40], "b": [40, 100], "c": [60, 60]}), methods=["additive", "wpm"])
    assert found.families["winner"].tolist() == ["a;b", "a;b"]
    assert found.votes.to_dict() == {"a": 1.0, "b": 1.0}
    assert found.winner == "a"
    assert not found.unanimous


def test_a_product_and_a_sum_can_disagree(make_case: Any) -> None:
    """a (1, .1): mean .55, product .1. b (.5, .5): mean .5, product .25."""
    found = agreement(make_case({"a": [100, 10], "b": [50, 50]}), methods=["additive", "wpm"])
    assert found.families["winner"].to_dict() == {"weighted sum": "a", "weighted product": "b"}


def test_an_option_that_dominates_wins_by_every_family(make_case: Any) -> None:
    found = agreement(make_case({"a": [90, 80, 70], "b": [20, 30, 10], "c": [60, 40, 30], "d": [40, 50, 20]}))
    assert found.unanimous
    assert found.winner == "a"


def test_correlations_of_a_method_with_itself_and_of_one_opinion(case: Case) -> None:
    found = agreement(case)
    for measure in ("weighted_spearman", "ws", "kendall_tau_b"):
        table = found.correlations[measure]
        assert [table.loc[name, name] for name in table] == pytest.approx([1] * len(table))
        assert table.loc["additive", "spotis"] == pytest.approx(1)
        assert table.to_numpy().min() >= -1


def test_gates_options_and_methods_are_respected(case: Case) -> None:
    found = agreement(case, gates=["speed >= 60"], options=["unilateral", "act_first_75", "multilateral"])
    assert "multilateral" not in found.ranks.index
    assert list(agreement(case, methods=["vikor", "topsis", "topsis"]).ranks.columns) == ["topsis", "vikor"]


def test_plain_data(case: Case) -> None:
    json.dumps(agreement(case).to_dict())


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"methods": ["magic"]}, "No method 'magic'"),
        ({"methods": ["ocra"]}, "No method can serve this: status_quo on speed is 0"),
        ({"scenario": "doom"}, "doom"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.McdaError, match=wanted):
        agreement(case, **asked)
