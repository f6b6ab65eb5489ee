"""Report: made for what the header says, looked through, handed over."""

import json

import pytest
from app_driver import go, opened, pick, plain, prose, sound, title
from streamlit.testing.v1 import AppTest

import mcda
from mcda.report import Report, report_bytes


def reporting(**link: str) -> AppTest:
    """The page with few draws, which is enough to see what it does."""
    at = opened("start", **link)
    at.session_state["report_draws"] = 200
    return go(at, "report")


def report_of(at: object) -> Report:
    return at.session_state["report_made"][1]  # type: ignore[attr-defined, no-any-return]


def test_the_page_says_the_answer_of_the_chosen_scenario_and_offers_every_kind_of_file() -> None:
    at = reporting(scenario="Long game")
    report = report_of(at)
    assert report.setting.scenario == "long_game"
    assert title(at) == plain(report.answer.sentences[0].rstrip("."))
    assert {one.key for one in at.get("download_button")} >= {
        f"report_{kind}" for kind in ("html", "docx", "xlsx", "json", "zip")
    }
    assert "seed 0" in " ".join(plain(one.value) for one in at.caption)


def test_the_report_follows_the_header_and_lists_what_was_done() -> None:
    at = reporting()
    assert report_of(at).ranking.winner == mcda.rank(mcda.read_case()).winner
    pick(at, "scenario", "long_game")
    assert report_of(at).ranking.winner == "multilateral"
    (line,) = report_of(at).log
    assert line.label.startswith("Opened")
    data = json.loads(report_bytes(report_of(at), "json"))
    assert data["report"]["setting"]["scenario"] == "long_game"


def test_a_stopped_report_is_not_made_again_by_itself() -> None:
    at = reporting()
    key = at.session_state["report_made"][0]
    at.session_state["report_made"] = None
    at.session_state["report_stopped"] = key
    sound(at.run())
    assert any("Stopped" in one.value for one in at.info)
    assert at.session_state["report_made"] is None
    sound(at.button(key="report_go_on").click().run())
    assert report_of(at).seed == 0


@pytest.mark.parametrize("method", ["ocra", "vikor"])
def test_a_method_that_refuses_the_data_still_gives_a_page(method: str) -> None:
    at = pick(reporting(), "method", method)
    assert title(at)
    go(at, "result")
    assert "judgement" in prose(at) or at.caption
