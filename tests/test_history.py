"""Past cases nearest to an option: marks as values, distances worked out a second time, and what is said of them."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from shipped import SCENARIOS

import mcda
from mcda.case import Case
from mcda.history import nearest_history
from mcda.parts import PastCase

MIDDLES = {"very good": 90, "good": 70, "mixed": 50, "poor": 30, "very poor": 10}
"""Five equal parts of 0 to 100, best first."""
MIX = {"unilateral": 0.3, "multilateral": 0.7}


def values_of(oracle: Any, scenario: str, what: Any) -> np.ndarray:
    """Values 0 to 100 by the second implementation."""
    if isinstance(what, dict):
        x = oracle.mix(scenario, np.array([list(what.values())]))[0]
    else:
        x = oracle.every_option(scenario)[what]
    return 100 * np.where(oracle.more, x, 1 - x)


@pytest.mark.parametrize("what", ["unilateral", "multilateral", "floor_top_up", "act_first_25", MIX], ids=str)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_distances_worked_out_again(case: Case, oracle: Any, scenario: str, what: Any) -> None:
    values = values_of(oracle, scenario, what)
    wanted = {}
    for row in oracle.tables["history"]:
        gaps = []
        for j, criterion in enumerate(oracle.criteria):
            marks = [MIDDLES[mark] for mark in row.get(criterion, "").split(" then ") if mark in MIDDLES]
            if marks:
                inside = min(marks) <= values[j] <= max(marks)
                gaps.append(0.0 if inside else min(abs(values[j] - mark) for mark in marks))
        wanted[row["id"]] = (sum(gaps) / len(gaps), len(gaps))
    found = nearest_history(case, what, scenario=scenario)
    assert {row.id: (row.distance, row.shared) for row in found.table.itertuples()} == {
        name: (pytest.approx(distance, abs=1e-9), shared) for name, (distance, shared) in wanted.items()
    }
    assert len(found.table) == 18
    assert (np.diff(found.table["distance"]) >= -1e-9).all()
    assert found.gaps.abs().mean(axis=1).to_numpy() == pytest.approx(found.table["distance"].to_numpy())


def test_missing_marks_are_said(case: Case) -> None:
    table = nearest_history(case, "multilateral").table.set_index("id")
    assert table.loc["toshiba_kongsberg", "missing"] == ("speed", "collateral_damage")
    assert table.loc["toshiba_kongsberg", "shared"] == 7
    assert table.loc["condor_ii", "missing"] == ()


def test_outcome_and_sources_come_along(case: Case) -> None:
    row = nearest_history(case, "unilateral").table.set_index("id").loc["us_encryption"]
    assert row["outcome"].startswith("By June 1999")
    assert [source["id"] for source in row["sources"]] == ["gwu_crypto_1999", "cato_crypto_1999"]
    assert all(source["title"] and source["grade"] in "AB" for source in row["sources"])


def past(name: str, **marks: str) -> PastCase:
    return PastCase(id=name, title=name, years="", kind="", outcome="", evidence=(), marks=tuple(marks.items()))


@pytest.mark.parametrize(
    "mark, score, distance",
    [
        ("very good", 90, 0),
        ("very good", 100, 10),
        ("good", 90, 20),
        ("mixed", 50, 0),
        ("poor", 50, 20),
        ("very poor", 0, 10),
        ("poor then good", 50, 0),  # between the two
        ("good then poor", 80, 10),
        ("poor then good", 25, 5),
        ("unknown then good", 50, 20),
        ("unknown", 50, None),
        ("unknown then unknown", 50, None),
        ("", 50, None),
    ],
)
def test_what_a_mark_stands_for(
    make_case: Callable[..., Case], mark: str, score: float, distance: float | None
) -> None:
    small = make_case({"a": [score], "b": [0]}).replace(history=(past("before", c1=mark),))
    row = nearest_history(small, "a").table.iloc[0]
    if distance is None:
        assert np.isnan(row["distance"])
        assert (row["shared"], row["missing"]) == (0, ("c1",))
    else:
        assert row["distance"] == pytest.approx(distance)


def test_a_good_mark_on_a_harm_means_little_harm(make_case: Callable[..., Case]) -> None:
    small = make_case({"a": [30], "b": [70]}, {"c1": "less"}).replace(history=(past("before", c1="good"),))
    assert nearest_history(small, "a").table["distance"].tolist() == [pytest.approx(0)]
    assert nearest_history(small, "b").table["distance"].tolist() == [pytest.approx(40)]


def test_order_and_unknown_scores(make_case: Callable[..., Case]) -> None:
    """Nearest first; of equal distances the one that shares more; those that share nothing last."""
    history = (
        past("none", c1="unknown", c2="good"),
        past("far", c1="very poor", c2="good"),
        past("one", c1="good", c3=""),
        past("two", c1="good", c3="good"),
    )
    small = make_case({"a": [60, None, 60], "b": [0, 0, 0]}).replace(history=history)
    found = nearest_history(small, "a")
    assert found.table["id"].tolist() == ["two", "one", "far", "none"]
    assert found.table["shared"].tolist() == [2, 1, 1, 0]
    assert found.table["distance"].tolist()[:3] == [pytest.approx(10), pytest.approx(10), pytest.approx(50)]
    assert np.isnan(found.values["c2"])
    assert found.gaps["c2"].isna().all()
    plain = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert plain["table"][-1]["distance"] is None


def test_nothing_is_claimed(case: Case) -> None:
    caution = nearest_history(case, MIX).caution
    assert caution.startswith("18 past cases, picked by hand and marked by judgement on 9 of 13 criteria")
    assert "prove no rate and forecast nothing" in caution


@pytest.mark.parametrize(
    "what, setting, message",
    [
        ("nobody", {}, "No option 'nobody'"),
        ({"unilateral": 0.5, "multilateral": 0.6}, {}, "sum to 1"),
        ("unilateral", {"scenario": "doom"}, "No scenario 'doom'"),
        ("unilateral", {"returns": 2}, "only for a blend given by its shares"),
        (MIX, {"returns": 0}, "returns = 0"),
    ],
)
def test_refusals(case: Case, what: Any, setting: dict[str, Any], message: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=message):
        nearest_history(case, what, **setting)


def test_case_without_past_cases_is_refused(make_case: Callable[..., Case]) -> None:
    with pytest.raises(mcda.ArgumentError, match="no past cases"):
        nearest_history(make_case({"a": [1], "b": [2]}), "a")


def test_result_is_plain_data(case: Case) -> None:
    found = nearest_history(case, MIX)
    plain = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert plain["shares"] == MIX
    assert plain["case_digest"] == case.digest
    assert found.to_frame().equals(found.table)
