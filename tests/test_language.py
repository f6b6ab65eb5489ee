"""Who reads decides the words and the numbers: English unless somebody says otherwise, and always in a document."""

import re
from collections.abc import Iterator

import pytest

import mcda
from mcda import language, wording
from mcda.case import Case
from mcda.language import English, in_english, listed, number, percent, points, signed, t
from mcda.report import decision_report


class Loud(English):
    """A reader of another tongue, who writes decimals with a comma."""

    def text(self, message: str) -> str:
        return message.replace("points", "PUNKTE").replace("beats", "SCHLÄGT")

    def number(self, value: float, digits: int) -> str:
        return super().number(value, digits).translate(str.maketrans(".,", ",."))


@pytest.fixture
def loud(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(language, "_asked", [Loud])
    yield


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has said who reads: a script, or the command line."""
    monkeypatch.setattr(language, "_asked", [])


@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1.0, "1 point"),
        (-1.0, "-1 point"),
        (0.96, "1 point"),
        (2.5, "2.5 points"),
        (12.4, "12 points"),
        (0.0, "0 points"),
    ],
)
def test_points_are_as_precise_as_they_can_bear(value: float, words: str) -> None:
    assert points(value) == words


@pytest.mark.usefixtures("nobody")
def test_words_are_english_where_nobody_says_otherwise() -> None:
    assert (t("{n} draws", n=number(10_000, 0)), percent(0.333), signed(-0.4)) == ("10,000 draws", "33 %", "−0.40")
    assert [listed(names) for names in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


@pytest.mark.usefixtures("loud")
def test_sentences_and_charts_speak_to_whoever_reads(case: Case) -> None:
    found = mcda.robustness.verdict(case)
    assert re.search(r"SCHLÄGT .* \d,\d PUNKTE of 100", wording.verdict_sentence(case, found))
    with in_english():
        assert re.search(r"beats .* \d\.\d points of 100", wording.verdict_sentence(case, found))
    assert "SCHLÄGT" in wording.verdict_sentence(case, found)


@pytest.mark.usefixtures("loud")
def test_a_report_is_the_same_whoever_makes_it(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = decision_report(case, draws=200)
    monkeypatch.setattr(language, "_asked", [])
    ours = decision_report(case, draws=200)
    for one, other in zip(theirs.sections, ours.sections, strict=True):
        assert (one.title, one.sentences) == (other.title, other.sentences)
        assert [it.chart.to_dict() for it in one.pictures] == [it.chart.to_dict() for it in other.pictures]
