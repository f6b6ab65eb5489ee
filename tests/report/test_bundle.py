"""Reports as files: the JSON and the zip hold the whole case, and say how they were asked for."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from report_driver import report_on

import mcda
from mcda.case import Case
from mcda.folder import case_from_bytes
from mcda.report import KINDS, Report, report_bytes, reported_setting, write_report
from mcda.report.html import TEMPLATES


def refuse(word: str) -> None:
    raise AssertionError(f"{word} is not JSON")


@pytest.fixture(scope="module")
def shipped(case: Case) -> Report:
    points = {name: 1.0 + place / 3 for place, name in enumerate(case.catalogue.ids)}
    return report_on(
        case, draws=100, seed=7, scenario="long_game", weights=points, method="topsis", gates=["speed >= 1"]
    )


@pytest.fixture(scope="module")
def files(shipped: Report) -> dict[str, bytes]:
    return {kind: report_bytes(shipped, kind) for kind in ("json", "zip")}


@pytest.mark.parametrize("kind", ["json", "zip"])
def test_the_whole_case_is_in_it(kind: str, files: dict[str, bytes], case: Case) -> None:
    assert case_from_bytes(f"report.{kind}", files[kind]).digest == case.digest


def test_the_json_says_what_was_found(files: dict[str, bytes], shipped: Report, case: Case) -> None:
    data = json.loads(files["json"], parse_constant=refuse)["report"]
    assert shipped.ranking is not None
    assert [row["score"] for row in data["ranking"]["ranking"]] == list(shipped.ranking.table["score"])
    assert (data["case_digest"], data["seed"], data["version"]) == (case.digest, 7, mcda.__version__)
    assert data["verdict"]["word"] == shipped.verdict.word if shipped.verdict else False
    assert data["marking"] == case.settings.marking
    assert [one["id"] for one in data["sections"]] == [one.id for one in shipped.sections]


@pytest.mark.parametrize("kind", ["json", "zip"])
def test_what_was_asked_for_is_read_back(kind: str, files: dict[str, bytes], shipped: Report, tmp_path: Path) -> None:
    place = tmp_path / f"report.{kind}"
    place.write_bytes(files[kind])
    assert reported_setting(place) == shipped.setting
    assert shipped.setting.gates == ("speed >= 1",)


def test_a_case_without_a_report_says_nothing(case: Case, tmp_path: Path) -> None:
    assert reported_setting(mcda.write_case(case, tmp_path / "case.json")) is None
    assert reported_setting(mcda.write_case(case, tmp_path / "case.zip")) is None
    assert reported_setting(mcda.write_case(case, tmp_path / "case")) is None
    assert reported_setting(tmp_path / "nothing.json") is None


@pytest.mark.parametrize(
    "report",
    [7, [], {}, {"setting": None}, {"setting": {"scenario": 5}}, {"setting": {"weights": {"speed": "much"}}}, "NaN"],
)
def test_a_setting_that_cannot_be_read_is_refused(report: Any, tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    place.write_text(json.dumps({"report": report}))
    with pytest.raises(mcda.CaseError, match="setting"):
        reported_setting(place)


def test_json_that_is_none_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    place.write_text('{"report": ')
    with pytest.raises(mcda.CaseError, match="valid JSON"):
        reported_setting(place)
    place.write_text("[" * 100_000)
    with pytest.raises(mcda.CaseError, match="valid JSON"):
        reported_setting(place)


def test_the_zip_holds_report_and_charts(files: dict[str, bytes], shipped: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(files["zip"])) as archive:
        names = archive.namelist()
        assert {"case.toml", "report.html", "report.json"} <= set(names)
        charts = [name for name in names if name.startswith("charts/")]
        assert len(charts) == sum(len(one.pictures) for one in shipped.sections)
        assert all(archive.read(name).startswith(b"<svg") for name in charts)
        assert archive.read("report.json") == files["json"]
    assert len(names) == len(set(names))


def test_the_ending_says_what_is_written(make_case: Callable[..., Case], tmp_path: Path) -> None:
    report = report_on(make_case({"a": [30, 60], "b": [80, 40]}), draws=20)
    place = write_report(report, tmp_path / "deep" / "Report.JSON")
    assert json.loads(place.read_text())["report"]["title"] == report.title
    assert [path.name for path in place.parent.iterdir()] == ["Report.JSON"]
    for wrong in ("report.pdf", "report"):
        with pytest.raises(mcda.ArgumentError, match="html, docx, xlsx, json, zip"):
            write_report(report, tmp_path / wrong)
        assert not (tmp_path / wrong).exists()


def test_kinds_and_templates_are_there() -> None:
    assert list(KINDS) == ["html", "docx", "xlsx", "json", "zip"]
    assert {path.name for path in TEMPLATES.iterdir()} == {"report.html", "report.css"}


def test_nothing_left_to_rank_is_still_a_report(case: Case) -> None:
    report = report_on(case, gates=["speed >= 99.5", "legitimacy >= 99.5"], draws=20)
    data = json.loads(report_bytes(report, "json"), parse_constant=refuse)["report"]
    assert data["ranking"] is None
    assert data["verdict"] is None
    assert b"nothing to recommend" in report_bytes(report, "html")
