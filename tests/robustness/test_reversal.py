"""Rank reversal: promised never, shown by hand, and against single rankings of fewer options."""

import json
from itertools import combinations
from typing import Any

import pytest

import mcda
from mcda.case import Case
from mcda.robustness.reversal import reversal

POSITIVE = {"a": [90, 20, 35], "b": [50, 60, 40], "d": [10, 75, 30], "e": [30, 45, 80]}


@pytest.mark.parametrize("method", [name for name, one in mcda.METHODS.items() if not one.rank_reversal])
def test_methods_that_promise_it_never_reverse(case: Case, make_case: Any, method: str) -> None:
    found = reversal(make_case(POSITIVE, weights=[3, 1, 2]), method=method)
    assert found.promised
    assert not found.moved, found.reversals
    assert found.table["no_answer"].isna().all()
    assert not found.table["winner_changed"].any()
    if method not in ("lopm", "comet"):
        assert not reversal(case, method=method, scenario="long_game").moved


@pytest.mark.parametrize("method", [name for name in mcda.METHODS if name != "comet"])
def test_a_copy_is_level_with_its_original(make_case: Any, method: str) -> None:
    copies = reversal(make_case(POSITIVE, weights=[3, 1, 2]), method=method).table.query("change == 'copy'")
    assert copies["copy_ties"].all()


def test_a_reversal_worked_out_by_hand(make_case: Any) -> None:
    """Values a (.6, .4), b (.4, .55), d (0, 0), weights .48 and .52, each criterion by its range in the data. With
    d: a .48 + .52 · 40/55 = .858, b .48 · 40/60 + .52 = .84. Without d the ranges are a's and b's own: a .48, b .52.
    Without a or b nothing is left to swap, copies leave the ranges alone, and what is worse than d is d itself.
    """
    found = reversal(
        make_case({"a": [60, 40], "b": [40, 55], "d": [0, 0]}, weights=[48, 52]), method="wsm", normalization="minmax"
    )
    assert found.moved
    (row,) = found.reversals.to_dict("records")
    assert (row["change"], row["option"], row["swapped"]) == ("drop", "d", (("a", "b"),))
    assert (row["winner_before"], row["winner"], row["winner_changed"]) == ("a", "b", True)
    assert found.table["change"].tolist() == ["drop"] * 3 + ["copy"] * 3 + ["add worse"]
    assert found.table["option"].iloc[-1] == "d"


def test_a_worse_option_can_reverse_too(make_case: Any) -> None:
    """Values a (.6, .4), b (.4, .55), d (.4, 0), weights .22 and .78, by range: a .22 + .78 · 40/55 = .787, b .78. The
    worse one (.38, 0) widens the first range: b gains .22 · 2/22 = .02 and leads with .8, a stays at .787.
    """
    small = make_case({"a": [60, 40], "b": [40, 55], "d": [40, 0]}, weights=[22, 78])
    last = reversal(small, method="wsm", normalization="minmax").table.iloc[-1]
    assert (last["change"], last["option"], last["swapped"]) == ("add worse", "d", (("a", "b"),))


def test_equality_that_comes_or_goes_is_named(make_case: Any) -> None:
    """Values a (.6, .4), b (.4, .6), d (0, .1), equal weights, by range: a .5 + .5 · 30/50 = .8 and
    b .5 · 40/60 + .5 = .833. Without d both have .5.
    """
    found = reversal(make_case({"a": [60, 40], "b": [40, 60], "d": [0, 10]}), method="wsm", normalization="minmax")
    row = found.table.iloc[2]
    assert (row["option"], row["moved"], row["swapped"], row["levelled"]) == ("d", True, (), (("a", "b"),))
    assert (row["winner_before"], row["winner"]) == ("b", "a;b")


@pytest.mark.parametrize("method", ["additive", "topsis", "vikor", "edas", "promethee2", "wsm", "sprobid", "codas"])
def test_drops_are_what_rankings_of_fewer_options_say(case: Case, method: str) -> None:
    found = reversal(case, method=method, scenario="neutral")
    every = mcda.rank(case, method=method, scenario="neutral").table.set_index("option")["rank"]
    drops = found.table.query("change == 'drop'").set_index("option")
    assert set(drops.index) == set(case.choices)
    for option, row in drops.iterrows():
        others = [name for name in case.choices if name != option]
        fewer = mcda.rank(case, method=method, scenario="neutral", options=others).table.set_index("option")["rank"]
        swapped = set()
        for one, other in combinations(others, 2):
            before, after = every[one] - every[other], fewer[one] - fewer[other]
            if before * after < 0:
                swapped.add((one, other) if before < 0 else (other, one))
        assert set(row["swapped"]) == swapped
        assert row["moved"] or not swapped
        assert row["winner"].split(";")[0] == fewer.idxmin()


def test_two_options_have_one_other(make_case: Any) -> None:
    found = reversal(make_case({"a": [60, 40], "b": [40, 30]}), method="topsis")
    assert not found.moved
    assert found.table["winner"].tolist()[:2] == ["b", "a"]


def test_what_cannot_be_scored_says_why(make_case: Any) -> None:
    """Without a or b, d and e are alone with one of them; without d (or e) all is well: TOPSIS needs a difference."""
    found = reversal(make_case({"a": [60, 40], "b": [50, 50], "d": [50, 50]}), method="topsis")
    row = found.table.iloc[0]
    assert (row["change"], row["option"], row["moved"]) == ("drop", "a", None)
    assert "all options are the same" in row["no_answer"]
    assert found.table["no_answer"].notna().sum() == 1
    json.dumps(found.to_dict(), allow_nan=False)


def test_plain_data(case: Case) -> None:
    plain = json.loads(json.dumps(reversal(case, method="topsis").to_dict(), allow_nan=False))
    assert plain["moved"] is True
    assert len(plain["changes"]) == 2 * len(case.choices) + 1


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"options": ["unilateral"]}, "Only unilateral is left"),
        ({"method": "magic"}, "No method 'magic'"),
        ({"method": "lopm"}, "status_quo on speed is 0"),
        ({"colour": "red"}, "no option colour"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.McdaError, match=wanted):
        reversal(case, **asked)
