"""Whatever the case is like, each page on which one decides says something sensible, never a fault of ours."""

from collections.abc import Callable
from pathlib import Path

import pytest
from app_driver import go, opened, pick, plain
from streamlit.testing.v1 import AppTest

from mcda.case import Case
from mcda.folder import read_case, write_case
from mcda.starter import write_starter

Make = Callable[..., Case]

LAB = ("Two parts", "Three parts", "Fit", "What the lead is made of", "Levers", "Time and history")
SIDES = {
    "result": ("", ("",)),
    "why": ("", ("",)),
    "blend_lab": ("view", LAB),
    "robustness": ("doubt", ("Weights", "Evidence", "Both", "Scenarios")),
    "methods": ("", ("",)),
}


def with_parts(case: Case) -> Case:
    """The same case with all options as parts of blends."""
    return case.replace(options=tuple(one.model_copy(update={"kind": "component"}) for one in case.options))


def starter(folder: Path) -> Case:
    return read_case(write_starter(folder / "starter"))


CASES: dict[str, Callable[[Make, Path], Case]] = {
    "one option": lambda make, _: make({"a": [(40, 50, 60), (10, 20, 30)]}),
    "two options, one criterion": lambda make, _: make({"a": [(40, 50, 60)], "b": [(30, 45, 60)]}),
    "two parts, one criterion": lambda make, _: with_parts(make({"a": [(40, 50, 60)], "b": [(30, 45, 60)]})),
    "three parts that are alike": lambda make, _: with_parts(make({name: [50, 50, 50] for name in "abc"})),
    "no blends": lambda _, folder: starter(folder),
    "unknown scores": lambda make, _: with_parts(make({"a": [None, 20, None], "b": [50, None, 70], "c": [None] * 3})),
    "nothing known at all": lambda make, _: make({"a": [None, None], "b": [None, None]}),
}


NOTHING = "This case has nothing to blend"
EXPECTED: dict[str, dict[tuple[str, str], str]] = {
    "one option": {
        ("result", ""): "a is the only kind of strategy here",
        ("why", ""): "a is the only option to rank",
        ("blend_lab", "Fit"): NOTHING,
        ("robustness", "Scenarios"): "a is best here",
        ("methods", ""): "a is the only option to rank",
    },
    "two options, one criterion": {
        ("why", ""): "a leads b by 5 points",
        ("blend_lab", "Two parts"): NOTHING,
        ("robustness", "Weights"): "a is first in every draw of the weights",
    },
    "two parts, one criterion": {
        ("blend_lab", "Two parts"): "Shares of a effort",
        ("blend_lab", "Three parts"): "A triangle needs three strategies to blend",
        ("blend_lab", "Levers"): "This case has no levers",
        ("blend_lab", "Time and history"): "50 % a beside past cases",
    },
    "three parts that are alike": {
        ("why", ""): "equal on every criterion that counts",
        ("blend_lab", "What the lead is made of"): "No blend beats",
        ("robustness", "Scenarios"): "a, b and c are best here",
    },
    "no blends": {("blend_lab", "Levers"): NOTHING, ("result", ""): "Office at the edge of town"},
    "unknown scores": {("result", ""): "Too close to call: b or c", ("blend_lab", "Fit"): "No coordination is enough"},
    "nothing known at all": {
        ("result", ""): "Too close to call: a or b",
        ("why", ""): "a and b are equal on every criterion that counts",
        ("methods", ""): "a and b share the first place",
    },
}


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("two", "three", "fit"):
        monkeypatch.setattr(f"views.decide.blend_lab_{part}.DRAWS", 50)
    for part in ("both", "evidence", "weights"):
        monkeypatch.setattr(f"views.decide.robustness_{part}.usual_draws", lambda _: 200)


def served(case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    write_case(case, folder / "case")
    monkeypatch.setenv("MCDA_CASE", str(folder / "case"))
    return opened("start")


def sides(at: AppTest, page: str) -> dict[str, str]:
    """What each side of a page says first: its title, or its refusal."""
    go(at, page)
    key, names = SIDES[page]
    said = {}
    for name in names:
        if key and [one for one in at.get("button_group") if one.key == key]:
            pick(at, key, name)
        found = [*(one.value for one in at.title), *(one.value for one in at.error)]
        assert found, (page, name)
        said[name] = plain(found[0])
    return said


@pytest.mark.parametrize("name", CASES)
def test_every_page_serves_every_kind_of_case(
    name: str, make_case: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = served(CASES[name](make_case, tmp_path), tmp_path, monkeypatch)
    said = {page: sides(at, page) for page in SIDES}
    for (page, side), words in EXPECTED[name].items():
        assert words in said[page][side], (page, side)
    assert not at.error


@pytest.mark.parametrize("page", SIDES)
def test_gates_that_nothing_passes_are_told_with_the_way_out(
    page: str, make_case: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = with_parts(make_case({"a": [(40, 50, 60), 20, 50], "b": [(30, 45, 60), 25, 40], "c": [1, 2, 3]}))
    at = go(served(case, tmp_path, monkeypatch), page)
    pick(at, "gate_criterion", "c1")
    pick(pick(at, "gate_sense", "at least"), "gate_limit_c1", 100.0)
    said = sides(at, page)
    barred = [one for one in said.values() if "No option passes the gates" in one or "leave no answer" in one]
    ungated = {"Levers", "Time and history"} & said.keys()  # they say that gates play no part
    assert len(barred) == len(said) - len(ungated), said


@pytest.mark.parametrize("method", ["ocra", "lopm"])
def test_a_method_that_refuses_the_data_says_why(
    method: str, make_case: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = with_parts(make_case({"a": [0, 20, 50], "b": [(30, 45, 60), 25, 0], "c": [1, 2, 3]}))
    at = pick(served(case, tmp_path, monkeypatch), "method", method)
    said = {page: sides(at, page) for page in SIDES}
    refused = f"Method '{method}' cannot use this"
    assert refused in said["result"][""]
    assert refused in said["why"][""]
    assert [refused in said["robustness"][side] for side in ("Weights", "Evidence", "Both", "Scenarios")] == [
        True,
        True,
        True,
        False,  # regret is additive, whichever method is chosen
    ]
    assert refused not in str(said["blend_lab"])
    assert said["methods"][""]
