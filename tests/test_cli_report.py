"""`mcda report`: a file that holds the answer, and a case that ranks again as the report did."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_driver import answer, data, flat, refused

import mcda
from mcda.case import Case

pytestmark = pytest.mark.usefixtures("plain_terminal")


@pytest.fixture
def small(make_case: Callable[..., Case], tmp_path: Path) -> Path:
    case = make_case({"a": [30, 60, 10], "b": [(70, 80, 90), 40, 20], "c": [55, (10, 45, 60), 60]}, weights=[3, 2, 1])
    return mcda.write_case(case, tmp_path / "small")


def numbers(found: dict[str, Any]) -> dict[str, Any]:
    """What a ranking found, without what the report adds."""
    return {
        name: found[name] for name in ("ranking", "contributions", "excluded", "weights", "method", "gates", "verdict")
    }


SETTINGS = {
    "as the case says": [],
    "own weights": ["--weights", "c1=1,c2=4.1,c3=0.7"],
    "another method": ["--method", "vikor"],
    "a limit": ["--gate", "c2 <= 50"],
    "draws and seed": ["--draws", "77", "--seed", "5"],
    "everything": [
        "--weights",
        "c1=1,c2=4,c3=7",
        "--method",
        "topsis",
        "--gate",
        "c3<=50",
        "--draws",
        "55",
        "--seed",
        "9",
    ],
}


@pytest.mark.parametrize(
    ("words", "kind"),
    [*((words, "json") for words in SETTINGS.values()), (SETTINGS["everything"], "zip")],
    ids=[*SETTINGS, "everything, zipped"],
)
def test_ranking_a_report_gives_its_numbers(words: list[str], kind: str, small: Path, tmp_path: Path) -> None:
    """The same as ranking the case with the same words, with no words at all."""
    asked = words if "--draws" in words else [*words, "--draws", "90"]
    place = tmp_path / f"report.{kind}"
    answer("report", small, "--out", place, *asked)
    again = data("rank", place)
    assert numbers(again) == numbers(data("rank", small, *asked))
    if kind == "json":
        told = json.loads(place.read_text())["report"]
        assert told["ranking"]["ranking"] == again["ranking"]
        assert told["verdict"] == again["verdict"]


def test_a_scenario_travels(tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    answer("report", "--out", place, "--scenario", "long_game", "--draws", "40")
    again = data("rank", place)
    assert numbers(again) == numbers(data("rank", "--scenario", "long_game", "--draws", "40"))
    assert (again["scenario"], again["verdict"]["draws"]) == ("long_game", 40)


def test_words_go_before_what_the_report_says(small: Path, tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    answer("report", small, "--out", place, *SETTINGS["everything"])
    again = data("rank", place, "--method", "additive", "--draws", "2000", "--gate", "c1>=0")
    assert (again["method"], again["verdict"]["draws"], again["gates"]) == ("additive", 2000, ["c1 >= 0"])
    assert again["weights"]["c3"] == pytest.approx(7 / 12)
    assert again["verdict"]["seed"] == 9


def test_a_report_of_a_report_is_asked_for_alike(small: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    answer("report", small, "--out", first, *SETTINGS["everything"])
    answer("report", first, "--out", second)
    one, two = (json.loads(place.read_text()) for place in (first, second))
    assert one["report"].pop("made") != two["report"].pop("made")
    for told in (one, two):
        for section in told["report"]["sections"]:
            section.pop("sentences")  # these name the moment
    assert one == two


def test_it_says_the_answer_and_where_it_is(small: Path, tmp_path: Path) -> None:
    place = tmp_path / "report.html"
    said = answer("report", small, "--out", place, "--draws", "30")
    assert flat(said).endswith(f"The report is in {place}.")
    assert place.read_text().startswith("<!doctype html>")


def test_without_a_name_it_is_html_here(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer("report", small, "--draws", "30")
    assert (tmp_path / "report.html").exists()
    answer("report", small, "--draws", "30", "--format", "json")
    assert (tmp_path / "report.json").exists()


def test_nothing_is_overwritten_unless_forced(small: Path, tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    place.write_text("mine")
    assert "--force" in refused("report", small, "--out", place, "--draws", "30")
    assert place.read_text() == "mine"
    answer("report", small, "--out", place, "--draws", "30", "--force")
    assert json.loads(place.read_text())["report"]["setting"]["draws"] == 30


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--out", "report.pdf"], "does not say what to write"),
        (["--out", "report"], "does not say what to write"),
        (["--out", "report.html", "--format", "json"], "does not fit"),
        (["--scenario", "nowhere"], "No scenario 'nowhere'"),
        (["--gate", "luck>=1"], "no criterion 'luck'"),
        (["--weights", "c1=1"], "cannot be used"),
        (["--method", "guess"], "guess"),
    ],
)
def test_refusals_are_one_line(
    words: list[str], problem: str, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    said = refused("report", small, *words, "--draws", "30")
    assert problem in said
    assert said.count("\n") == 1
    assert set(tmp_path.iterdir()) == before


def test_a_report_whose_setting_is_spoilt_is_refused(small: Path, tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    answer("report", small, "--out", place, "--draws", "30")
    told = json.loads(place.read_text())
    told["report"]["setting"]["draws"] = "many"
    place.write_text(json.dumps(told))
    assert "setting.draws" in refused("rank", place)


def test_gates_that_leave_nothing_still_give_a_report(small: Path, tmp_path: Path) -> None:
    place = tmp_path / "report.html"
    said = answer("report", small, "--out", place, "--gate", "c1>=99", "--draws", "30")
    assert "nothing to recommend" in said
    assert place.exists()
