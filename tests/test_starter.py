"""The starter case: small, valid, and never written over somebody's files."""

from pathlib import Path

import pytest

import mcda
from mcda.case import Case
from mcda.errors import ArgumentError, CaseError
from mcda.folder import write_case
from mcda.starter import FILES, blank_case, duplicate_case, starter_folder, write_starter


def test_the_starter_is_a_valid_case_that_ranks(tmp_path: Path) -> None:
    case = mcda.read_case(write_starter(tmp_path / "mine"))
    assert (len(case.options), len(case.catalogue.criteria)) == (3, 4)
    ranking = mcda.rank(case)
    assert sorted(ranking.table["rank"]) == [1, 2, 3]
    assert ranking.baseline == "stay"


def test_the_starter_score_is_what_its_numbers_say(tmp_path: Path) -> None:
    """By hand, the office at the edge: cost 3200 of 2000-8000, commute 45 of 10-70, space 200 of 80-240, light 65."""
    expected = 35 * (8000 - 3200) / 6000 + 30 * (70 - 45) / 60 + 15 * (200 - 80) / 160 + 20 * 0.65
    table = mcda.rank(mcda.read_case(write_starter(tmp_path / "mine"))).table.set_index("option")
    assert table["score"]["edge"] == pytest.approx(expected)


def test_every_uncertain_score_says_why(tmp_path: Path) -> None:
    case = mcda.read_case(write_starter(tmp_path / "mine"))
    assert len(case.cells) == 12
    assert all(cell.rationale for cell in case.cells)
    assert all(cell.low < cell.high for cell in case.cells if cell.basis != "stated")


def test_only_what_a_case_needs_is_written(tmp_path: Path) -> None:
    folder = write_starter(tmp_path / "deep" / "mine")
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    for name in FILES:
        assert (folder / name).read_bytes() == (starter_folder() / name).read_bytes()


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert write_starter(tmp_path) == tmp_path
    assert (tmp_path / "case.toml").is_file()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("keep me")
    with pytest.raises(mcda.ArgumentError, match="not empty"):
        write_starter(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    with pytest.raises(mcda.ArgumentError, match="is a file"):
        write_starter(tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_text() == "keep me"


def test_a_blank_case_can_be_used_and_says_nothing_is_known() -> None:
    case = blank_case("Which bridge to build", "Where should people cross?")
    assert (case.settings.title, case.settings.question) == ("Which bridge to build", "Where should people cross?")
    assert (len(case.options), len(case.catalogue.criteria), len(case.weight_sets)) == (2, 2, 1)
    assert all(cell.mode is None for cell in case.cells)
    assert mcda.rank(case).table["score"].tolist() == pytest.approx([50, 50])
    assert mcda.rank(case).table["incomplete"].all()


@pytest.mark.parametrize("title", ["Brücke 7", "速度", "x" * 300, "<b>x</b>", "2030"])
def test_any_title_makes_a_case_that_survives_a_round_trip(title: str, tmp_path: Path) -> None:
    case = blank_case(title)
    assert case.settings.title == title
    assert mcda.read_case(write_case(case, tmp_path / "mine.zip")) == case


@pytest.mark.parametrize("title", ["", "   "])
def test_a_case_needs_a_title(case: Case, title: str) -> None:
    with pytest.raises(ArgumentError, match="title"):
        blank_case(title)
    with pytest.raises(ArgumentError, match="title of its own"):
        duplicate_case(case, title)


def test_a_title_that_is_too_long_is_refused_with_its_limit() -> None:
    with pytest.raises(CaseError, match="4000"):
        blank_case("x" * 4001)


def test_a_copy_differs_in_its_title_alone(case: Case) -> None:
    copy = duplicate_case(case, "My own")
    assert (copy.settings.title, copy.settings.id) == ("My own", "my_own")
    names = {"title": case.settings.title, "id": case.settings.id}
    assert copy.replace(settings=copy.settings.model_copy(update=names)) == case
    with pytest.raises(ArgumentError, match="title of its own"):
        duplicate_case(case, case.settings.title)
