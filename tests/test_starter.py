"""The starter case: small, valid, and never written over somebody's files."""

from pathlib import Path

import pytest

import mcda
from mcda.starter import FILES, starter_folder, write_starter


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
