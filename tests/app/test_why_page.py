"""The page Why says what puts one option above another, and what would have to be true instead."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from app_driver import HOSTILE, go, opened, pick, plain, prose, sound, title
from streamlit.testing.v1 import AppTest

import mcda
from mcda import wording, wording_pairs
from mcda.case import Case
from mcda.explanation import Explanation, explain
from mcda.folder import case_as_zip, write_case
from mcda.robustness import overturn
from mcda.starter import write_starter


def explained(case: Case, a: str, b: str, **setting: str) -> Explanation:
    labels = {criterion.id: criterion.label for criterion in case.catalogue.criteria}
    return explain(mcda.rank(case, **setting), a, b, labels=labels, epsilon=case.settings.epsilon)


def button(at: AppTest, label: str) -> AppTest:
    (one,) = [one for one in at.button if one.label == label]
    return sound(one.click().run())


def subheaders(at: AppTest) -> list[str]:
    return [plain(one.value) for one in at.subheader]


def changes(at: AppTest) -> list[str]:
    """What the table of changes lists."""
    (table,) = [one.value for one in at.dataframe if "Grade" in one.value]
    return list(table["What changes"])


def test_it_opens_on_the_leader_and_its_strongest_rival(case: Case) -> None:
    ranking, verdict = mcda.rank(case), mcda.verdict(case)
    assert verdict.runner_up is not None
    found = explained(case, ranking.winner, verdict.runner_up)
    at = opened("why")
    assert title(at) == found.sentences[0].removesuffix(".")
    assert all(sentence in prose(at) for sentence in found.sentences[1:])
    assert len(at.get("vega_lite_chart")) == 3


@pytest.mark.parametrize("method", ["additive", "vikor"])
def test_the_table_gives_both_scores_and_what_each_criterion_brings(case: Case, method: str) -> None:
    found = explained(case, "multilateral", "unilateral", scenario="long_game", method=method)
    at = pick(pick(opened("why", scenario="Long game"), "method", method), "a", "multilateral")
    at = pick(at, "b", "unilateral")
    table = at.dataframe[0].value.set_index("Criterion")
    digits = 1 if method == "additive" else 4
    assert table["Contribution"].tolist() == found.table["contribution"].round(digits).tolist()
    scores = case.scores("long_game")["speed"]
    assert table.loc["Speed", "Score of Multilateral"] == scores["multilateral"]
    assert table.loc["Speed", "Score of Unilateral"] == scores["unilateral"]
    assert ("Shapley" in prose(at)) == (method != "additive")


def test_what_would_have_to_be_true_is_a_sentence_a_chart_and_a_table(case: Case) -> None:
    found = overturn(case, "floor_top_up", "unilateral")
    at = pick(opened("why"), "b", "unilateral")
    assert wording_pairs.overturn_sentence(case, found) in prose(at)
    assert changes(at) == found.table.loc[found.table["goal"] == "beat", "what"].tolist()
    pick(at, "goal", "first")
    assert changes(at) == found.table.loc[found.table["goal"] == "first", "what"].tolist()
    assert wording_pairs.overturn_sentence(case, found, "first") in prose(at)
    assert wording_pairs.overturn_sentence(case, found) not in prose(at)
    assert subheaders(at)[-1] == "What would have to be true for Unilateral to come first of all"
    assert "come first" in at.get("vega_lite_chart")[2].proto.spec


def test_the_verdict_stands_under_the_lead(case: Case) -> None:
    found = mcda.verdict(case, scenario="flash_crisis")
    said = prose(opened("why", scenario="Flash crisis"))
    assert f"{wording.headline(case, found)}. {wording.verdict_sentence(case, found)}" in said


def test_a_score_that_is_unknown_is_no_number(
    make_case: Callable[..., Case], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = served(make_case({"a": [80, 60], "b": [None, 20]}), tmp_path, monkeypatch)
    table = at.dataframe[0].value.set_index("Criterion")
    assert table.loc["c1", "Score of b"] == "unknown (counts as 50.0)"
    assert table.loc["c1", "Score of a"] == 80
    assert any("One score of b is unknown" in plain(one.value) for one in at.caption)


def test_another_method_leads_back_to_the_additive_one() -> None:
    at = pick(opened("why"), "method", "topsis")
    assert "additive method only" in prose(at)
    button(at, "Show it by the additive method")
    assert at.selectbox(key="method").value == "additive"
    assert "additive method only" not in prose(at)


def test_swapping_turns_the_question_round_and_the_answer_stays(case: Case) -> None:
    at = pick(pick(opened("why"), "a", "multilateral"), "b", "status_quo")
    before = title(at), subheaders(at), at.dataframe[0].value["Contribution"].tolist()
    button(at, "Swap")
    assert [at.selectbox(key=key).value for key in ("a", "b")] == ["status_quo", "multilateral"]
    assert "the other way round: Multilateral ranks above Status quo" in plain(at.info[0].value)
    assert (title(at), subheaders(at), at.dataframe[0].value["Contribution"].tolist()) == before
    assert at.query_params["a"] == "Status quo"


def test_one_option_against_itself_is_refused_kindly() -> None:
    at = pick(pick(opened("why"), "a", "unilateral"), "b", "unilateral")
    assert title(at) == "Choose two different options"
    assert not at.error


def test_a_gate_that_leaves_one_option_says_so() -> None:
    at = pick(pick(opened("why"), "gate_criterion", "speed"), "gate_limit_speed", 0.0)
    assert "is the only option to rank" in title(at)
    pick(at, "gate_limit_speed", 100.0)
    assert "leads" in title(at)


def test_an_option_kept_out_by_a_gate_is_no_longer_compared() -> None:
    at = pick(pick(opened("why"), "a", "multilateral"), "b", "unilateral")
    button(at, "Swap")
    at = pick(pick(at, "gate_criterion", "speed"), "gate_sense", "at least")
    assert at.selectbox(key="b").value == ""
    assert "Multilateral" not in title(at)


def served(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    write_case(case, tmp_path / "case")
    monkeypatch.setenv("MCDA_CASE", str(tmp_path / "case"))
    return opened("why")


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ({"a": [80, 60], "b": [80, 60]}, "equal on every criterion that counts"),
        ({"a": [80, 60], "b": [60, 80]}, "score the same"),
    ],
)
def test_a_tie_needs_no_change(
    make_case: Callable[..., Case],
    scores: dict[str, list[object]],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = served(make_case(scores), tmp_path, monkeypatch)
    assert words in title(at)
    assert "nothing has to be different" in prose(at)


def test_an_option_that_is_best_in_everything_has_nothing_to_make_up(
    make_case: Callable[..., Case], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = served(make_case({"a": [80, 60], "b": [40, 50]}), tmp_path, monkeypatch)
    assert "Nothing speaks for b" in prose(at)
    assert subheaders(at) == ["What would have to be true for b to get ahead"]


def test_another_case_forgets_the_pair(tmp_path: Path) -> None:
    at = button(pick(opened("why"), "b", "multilateral"), "Swap")
    starter = mcda.read_case(write_starter(tmp_path / "starter"))
    go(at, "start").file_uploader(key="upload").upload("starter.zip", case_as_zip(starter))
    go(sound(at.run()), "why")
    assert not at.error
    assert [at.selectbox(key=key).value for key in ("a", "b")] == ["", ""]
    assert starter.labels[mcda.rank(starter).winner] in title(at)


def test_the_starter_case_has_no_blends_and_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MCDA_CASE", str(write_starter(tmp_path / "starter")))
    at = opened("why")
    assert not at.error
    assert "leads" in title(at)
    assert "Coordination" not in changes(at)


def test_every_method_is_served_or_refused_in_words(case: Case) -> None:
    """All but COMET, whose draws take seconds; OCRA and LoPM need data above 0."""
    at = opened("why")
    for name in mcda.METHODS.keys() - {"comet"}:
        pick(at, "method", name)
        if name in ("ocra", "lopm"):
            assert f"'{name}' cannot use this" in plain(at.error[0].value)
        else:
            assert not at.error
            assert title(at)
            assert len(at.get("vega_lite_chart")) == (3 if name == "additive" else 2)


def test_labels_of_a_case_are_text(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = [
        one.model_copy(update={"label": HOSTILE}) if one.option == "multilateral" else one for one in case.options
    ]
    at = served(case.replace(options=tuple(options)), tmp_path, monkeypatch)
    said = [one.value for one in (*at.title, *at.subheader, *at.markdown, *at.caption)] + [
        one.label for one in (*at.selectbox, *at.expander, *at.button)
    ]
    assert any(HOSTILE in plain(one) for one in said)
    assert [one for one in said if re.search(r"<b>|\[link\]|\*y\*", re.sub(r"\\.", "", one))] == []
