"""What a report holds: the numbers are those of the calls behind it, and what a case lacks is said in a sentence."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from report_driver import report_on

import mcda
from mcda.case import Case
from mcda.report import LogLine, Report, Section
from mcda.starter import starter_folder
from mcda.weights import weight_set

IDS = (
    *("answer", "question", "options", "ranking", "why", "robustness", "stability", "scenarios", "agreement"),
    *("change", "assumptions", "weights", "criteria", "scores", "limits", "log", "methods", "reproduce"),
)


def section(report: Report, name: str) -> Section:
    return next(one for one in report.sections if one.id == name)


def frame(report: Report, name: str, table: int = 0) -> pd.DataFrame:
    return section(report, name).tables[table].frame


def words(report: Report, name: str) -> str:
    return " ".join(section(report, name).sentences)


@pytest.fixture(scope="module")
def shipped(case: Case) -> Report:
    return report_on(case, draws=500, seed=3)


def test_every_section_has_its_place_and_begins_with_a_sentence(shipped: Report) -> None:
    assert [one.id for one in shipped.sections] == list(IDS)
    assert all(one.title and one.sentences and all(one.sentences) for one in shipped.sections)
    assert all(picture.alt.strip() for one in shipped.sections for picture in one.pictures)
    assert all(table.caption and len(table.frame.columns) for one in shipped.sections for table in one.tables)


def test_the_ranking_is_that_of_rank(case: Case, shipped: Report) -> None:
    ranking = mcda.rank(case)
    table = frame(shipped, "ranking")
    assert list(table["Option"]) == list(ranking.table["label"])
    np.testing.assert_array_equal(table["Rank"], ranking.table["rank"])
    np.testing.assert_allclose(table["Score"], ranking.table["score"], atol=0.05 + 1e-9)
    assert shipped.ranking is not None
    pd.testing.assert_frame_equal(shipped.ranking.table, ranking.table, check_exact=True)


def test_the_verdict_is_that_of_verdict(case: Case, shipped: Report) -> None:
    found = mcda.verdict(case, draws=500, seed=3)
    assert shipped.verdict is not None
    assert (shipped.verdict.word, shipped.verdict.p_ahead) == (found.word, found.p_ahead)
    pd.testing.assert_frame_equal(shipped.verdict.table, found.table, check_exact=True)
    first = frame(shipped, "answer").set_index("Option")["First in (% of draws)"]
    by_label = found.table.set_index("label")["p_first"]
    np.testing.assert_allclose(first, 100 * by_label[first.index], atol=0.05 + 1e-9)


def test_facts_and_weights_never_share_a_table(case: Case, shipped: Report) -> None:
    values, facts = {"Weight (%)", "Worth (0 to 100)", "Weight of"}, {"Most likely", "Basis"}
    for one in shipped.sections:
        for table in one.tables:
            assert not (values & set(table.frame) and facts & set(table.frame)), table.caption


def test_every_score_stands_there_with_its_reason(case: Case, shipped: Report) -> None:
    table = frame(shipped, "scores")
    assert len(table) == len(case.cells)
    assert list(table["Reason"]) == [cell.rationale for cell in case.cells]
    assert list(table["Most likely"]) == [cell.mode for cell in case.cells]


def test_sources_are_listed_with_grade_and_address(case: Case, shipped: Report) -> None:
    table = frame(shipped, "scores", -1)
    assert list(table["Link"]) == [source.url for source in case.evidence]
    assert list(table["Grade"]) == [source.grade for source in case.evidence]


@pytest.mark.parametrize("method", mcda.METHODS)
def test_every_method_gives_a_report(method: str, make_case: Callable[..., Case]) -> None:
    small = make_case({"a": [30, (50, 60, 70)], "b": [80, 40], "c": [55, 20]}, weights=[2, 1])
    report = report_on(small, method=method, draws=20)
    assert [one.id for one in report.sections] == list(IDS)
    ranking = mcda.rank(small, method=method)
    assert list(frame(report, "ranking")["Option"]) == list(ranking.table["label"])
    assert mcda.METHODS[method].source in set(frame(report, "methods")["Source"])


def test_a_method_that_the_data_cannot_serve_is_said_in_a_sentence(case: Case) -> None:
    report = report_on(case, method="ocra")
    assert report.ranking is None
    assert "data above 0" in words(report, "answer")
    assert "no option can be ranked" in words(report, "answer")


def test_the_starter_case_has_a_report() -> None:
    starter = mcda.read_case(starter_folder())
    report = report_on(starter)
    assert "no strategies to blend" in words(report, "assumptions")
    assert "only one state of the world" in words(report, "scenarios")
    assert report.answer.sentences[0].endswith(".")


@pytest.mark.parametrize("scores", [{"a": [30, 60], "b": [80, 40]}, {"a": [50, 50], "b": [50, 50]}])
def test_two_options_are_enough(scores: dict[str, list[object]], make_case: Callable[..., Case]) -> None:
    assert [one.id for one in report_on(make_case(scores)).sections] == list(IDS)


def test_one_option_alone_is_said_to_be_alone(make_case: Callable[..., Case]) -> None:
    report = report_on(make_case({"a": [30, 60]}))
    assert "only one option is left" in words(report, "why")
    assert "only one option is left" in words(report, "change")


def test_an_unknown_score_is_named(make_case: Callable[..., Case]) -> None:
    report = report_on(make_case({"a": [30, None], "b": [80, 40]}))
    assert "1 is unknown" in words(report, "scores")
    assert "One score of" in words(report, "answer")
    assert "unknown (counts as 50)" in frame(report, "why").to_numpy()
    assert "Unknown: c2 of a" in words(report, "limits")
    assert frame(report, "scores")["Most likely"].isna().sum() == 1


def test_a_gate_that_keeps_the_winner_out(case: Case) -> None:
    gates = ("enforcement_coherence <= 60",)
    winner = mcda.rank(case).winner
    ranking = mcda.rank(case, gates=gates)
    assert winner in set(ranking.excluded["option"])
    report = report_on(case, gates=gates)
    assert report.answer.sentences[0].startswith(case.labels[report.verdict.leader]) if report.verdict else False
    assert case.labels[winner] in set(frame(report, "ranking", 1)["Option"])
    assert report.setting.gates == gates


def test_gates_that_leave_nothing(case: Case) -> None:
    report = report_on(case, gates=["speed >= 99.5", "legitimacy >= 99.5"])
    assert report.ranking is None
    assert report.verdict is None
    assert "nothing to recommend" in report.answer.sentences[0]
    assert "No option passes the gates" in words(report, "answer")
    assert set(frame(report, "answer")["Option"]) == {case.labels[one] for one in case.choices}
    assert [one.id for one in report.sections] == list(IDS)


def test_no_draws_leave_out_how_sure(make_case: Callable[..., Case]) -> None:
    report = report_on(make_case({"a": [30, 60], "b": [80, 40]}), draws=0)
    assert report.verdict is None
    assert "nothing was drawn" in words(report, "robustness")
    assert report.ranking is not None


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"scenario": "nowhere"}, "No scenario"),
        ({"method": "guess"}, "guess"),
        ({"gates": ["speed > 5"]}, "not understood"),
        ({"gates": ["luck >= 5"]}, "no criterion"),
        ({"weights": "nobody"}, "No weight set"),
        ({"weights": {"speed": 1.0}}, "has no weight"),
        ({"draws": -1}, "draws"),
        ({"seed": -1}, "seed"),
    ],
)
def test_what_makes_no_sense_is_refused(asked: dict[str, Any], problem: str, case: Case) -> None:
    with pytest.raises(mcda.McdaError, match=problem):
        report_on(case, **asked)


def test_own_weights_are_kept_as_points(make_case: Callable[..., Case]) -> None:
    small = make_case({"a": [30, 60], "b": [80, 40]})
    points = {"c1": 1.0, "c2": 2.1}
    report = report_on(small, weights=points)
    assert report.setting.weights == points
    assert "Own weights" in report.subtitle
    again = mcda.rank(small, weights=report.setting.weights)
    assert report.ranking is not None
    np.testing.assert_array_equal(report.ranking.table["score"], again.table["score"])


def test_a_set_of_the_case_is_named(make_case: Callable[..., Case]) -> None:
    small = make_case({"a": [30, 60], "b": [80, 40]}, weights=[3, 1])
    chosen = weight_set(small, "only")
    assert report_on(small, weights=chosen).setting.weights == "only"
    moved = report_on(small, weights=chosen.moved("c1", 0.5)).setting.weights
    assert isinstance(moved, dict)
    assert moved["c1"] == pytest.approx(0.5)


def test_who_set_the_weights_and_what_shares_mean(case: Case, shipped: Report) -> None:
    settings, tables = case.settings.model_dump(mode="json"), case.tables()
    tables["elicitations"] = pd.DataFrame(
        [{"set": "neutral", "method": "swing", "person": "Ada", "role": "analyst", "consistency": "0.031",
          "consistency_label": "consistency ratio", "scales": "0123456789abcdef"}]
    )  # fmt: skip
    blend = next(option for option in case.options if option.shares)
    tables["meanings"] = pd.DataFrame(
        [{"option": blend.option, "component": blend.shares[0][0], "meaning": "Ten officers"}]
    )
    report = report_on(Case.from_tables(settings, case.catalogue, tables))
    assert "set by Ada (analyst) by swing; consistency ratio 0.031." in words(report, "weights")
    assert "The scales have changed" in words(report, "weights")
    assert list(frame(report, "options", 1)["In practice"]) == ["Ten officers"]
    assert "does not record" in words(shipped, "weights")


def test_what_is_not_known_of_the_scales_is_not_claimed(make_case: Callable[..., Case]) -> None:
    small = make_case({"a": [30, 60], "b": [80, 40]})
    told = {"": "not recorded", small.scales_digest: "as asked", "0123456789abcdef": "changed since"}
    for scales, words_of_it in told.items():
        tables = small.tables() | {"elicitations": pd.DataFrame([{"set": "only", "method": "swing", "scales": scales}])}
        known = Case.from_tables(small.settings.model_dump(mode="json"), small.catalogue, tables)
        assert list(frame(report_on(known), "weights", 1)["Scales"]) == [words_of_it]


def test_the_change_log_is_told(make_case: Callable[..., Case]) -> None:
    small = make_case({"a": [30, 60], "b": [80, 40]})
    log = [LogLine("2026-11-22T09:00:00", "Speed of A", "a" * 64), LogLine("2026-11-23T09:00:00", "Undo", "b" * 64)]
    report = report_on(small, log=log)
    assert words(report, "log").startswith("2 changes were recorded")
    assert list(frame(report, "log")["What"]) == ["Speed of A", "Undo"]
    assert "No changes" in words(report_on(small), "log")


def test_what_it_takes_to_reproduce_stands_there(case: Case, shipped: Report) -> None:
    rows = frame(shipped, "reproduce").set_index("What")["Here"]
    assert rows["Case digest (SHA-256)"] == case.digest
    assert (rows["Seed"], rows["Draws"], rows["mcda"]) == ("3", "500", mcda.__version__)
    assert "--draws 500 --seed 3" in words(shipped, "reproduce")


def test_progress_rises_to_the_end(make_case: Callable[..., Case]) -> None:
    shares: list[float] = []
    report_on(make_case({"a": [30, 60], "b": [80, 40]}), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)


def test_what_progress_raises_ends_the_work(make_case: Callable[..., Case]) -> None:
    def enough(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        report_on(make_case({"a": [30, 60], "b": [80, 40]}), progress=enough)
