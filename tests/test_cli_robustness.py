"""The commands about robustness as a person or a script meets them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_driver import answer, data, flat, rows, run
from cli_driver import refused as refusal

import mcda
from mcda import wording_robustness as wording
from mcda.case import Case
from mcda.cli_output import plain
from mcda.folder import write_case
from mcda.robustness.dominance import dominance
from mcda.robustness.drivers import drivers
from mcda.robustness.overturn import overturn
from mcda.robustness.regret import regret
from mcda.robustness.reversal import reversal
from mcda.robustness.stability import stability

PAIR = ("multilateral", "minilateral")
QUESTIONS: dict[str, tuple[str, ...]] = {
    "acceptability": ("acceptability", "--draws", "300"),
    "one way": ("acceptability", "--draws", "300", "--only", "facts", "--method", "topsis"),
    "any weights": ("acceptability", "--draws", "300", "--only", "weights", "--weights", "any"),
    "check": ("acceptability", "--check", "--draws", "500"),
    "stability": ("stability", "--method", "topsis"),
    "ranking": ("stability", "--what", "ranking"),
    "overturn": ("overturn", *PAIR),
    "drivers": ("drivers", *PAIR, "--draws", "32"),
    "explain": ("explain", *PAIR),
    "explain vikor": ("explain", *PAIR, "--method", "vikor"),
    "regret": ("regret", "--draws", "20"),
    "gated regret": ("regret", "--own-weights", "--gate", "collateral_damage<=50"),
    "dominance": ("dominance", "--gate", "speed>=10"),
    "reversal": ("reversal", "--method", "topsis"),
}


pytestmark = pytest.mark.usefixtures("plain_terminal")


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_answer_fits_a_terminal_and_is_data_too(question: tuple[str, ...], case: Case) -> None:
    text = answer(*question)
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text
    assert not {"nan", "inf", "None"} & set(text.replace(",", " ").split())
    assert text.splitlines()[0].strip()
    assert f"{case.settings.marking}. Scores and weights are judgement." in flat(text)
    assert data(*question)["marking"] == case.settings.marking
    assert rows(*question)


@pytest.mark.parametrize("what", ["winner", "ranking"])
def test_stability_by_any_method(case: Case, what: str) -> None:
    found = stability(case, scenario="long_game", method="topsis", what=what)
    asked = ("stability", "-s", "long_game", "--method", "topsis", "--what", what)
    text = flat(answer(*asked))
    assert wording.stability_sentence(case, found) in text
    assert wording.search_sentence(found) in text
    assert data(*asked)["what"] == what


def test_a_side_without_an_answer_is_told(case: Case) -> None:
    found = stability(case, method="cocoso")
    assert found.table["silent_above"].any()
    assert "no answer there" in answer("stability", "--method", "cocoso")


def test_what_must_change(case: Case) -> None:
    found = overturn(case, *PAIR)
    text = flat(answer("overturn", *PAIR))
    assert wording.overturn_sentence(case, found) in text
    impossible = (found.table["grade"] == "impossible").sum()
    assert f"{impossible} of {len(found.table)} changes that were tried do it at no size." in text
    assert len(rows("overturn", *PAIR)) == len(found.table)


def test_what_drives_the_lead(case: Case) -> None:
    asked = ("drivers", *PAIR, "--draws", "32", "--seed", "5", "--distribution", "triangular")
    found = drivers(case, *PAIR, draws=32, seed=5, distribution="triangular")
    assert wording.drivers_sentence(case, found) in flat(answer(*asked))
    assert data(*asked) == {**plain(found.to_dict()), "marking": case.settings.marking}
    tables = [row["table"] for row in rows(*asked)]
    assert tables == ["indices"] * len(found.indices) + ["tornado"] * len(found.tornado)


@pytest.mark.parametrize("method", ["additive", "vikor"])
def test_why_one_is_ahead(case: Case, method: str) -> None:
    labels = {criterion.id: criterion.label for criterion in case.catalogue.criteria}
    found = mcda.explain(mcda.rank(case, method=method), *PAIR, labels=labels, epsilon=case.settings.epsilon)
    text = flat(answer("explain", *PAIR, "--method", method))
    assert all(sentence in text for sentence in found.sentences)


def test_options_may_be_named_as_tables_print_them(case: Case) -> None:
    labels = [case.labels[one] for one in PAIR]
    assert labels != list(PAIR)
    assert answer("explain", *labels) == answer("explain", labels[0].upper(), PAIR[1]) == answer("explain", *PAIR)


def test_a_score_that_is_unknown_is_told(make_case: Callable[..., Case], tmp_path: Path) -> None:
    write_case(make_case({"a": [80, 60], "b": [None, 20]}), tmp_path / "case")
    text = flat(answer("explain", "a", "b", tmp_path / "case"))
    assert "One score of b is unknown and counts as the middle of its scale." in text
    assert "unknown" in text.split("Value of")[-1].split("One score")[0]
    assert "unknown" not in answer("explain", *PAIR)


def test_regret(case: Case) -> None:
    found = regret(case, weights="long_game", draws=20, seed=4)
    asked = ("regret", "--weights", "long_game", "--draws", "20", "--seed", "4")
    assert wording.regret_sentence(case, found) in flat(answer(*asked))
    assert data(*asked)["choices"] == list(found.choices)
    assert [row["option"] for row in rows(*asked)] == list(found.table.index)


def test_an_option_that_is_out_somewhere_is_told(case: Case) -> None:
    gate = "collateral_damage<=50"
    found = regret(case, gates=[gate])
    assert not found.table["permitted"].all()
    text = flat(answer("regret", "--gate", gate))
    row = found.excluded.iloc[0]
    assert f"Kept out in {case.scenario(row['scenario']).label} by {row['gate']}: {row['label']}" in text


def test_dominance(case: Case) -> None:
    found = dominance(case, scenario="long_game")
    assert wording.dominance_sentence(case, found) in flat(answer("dominance", "-s", "long_game"))
    assert data("dominance", "-s", "long_game")["options"] == found.table.to_dict("index")


def test_reversal(case: Case) -> None:
    found = reversal(case, method="topsis")
    text = flat(answer("reversal", "--method", "topsis"))
    assert wording.reversal_sentence(case, found) in text
    assert "TOPSIS can reverse ranks by its definition." in text
    moved = rows("reversal", "--method", "topsis")
    swapped = found.table["swapped"].map(lambda pairs: ";".join(f"{a}>{b}" for a, b in pairs))
    assert [row["swapped"] for row in moved] == list(swapped)


@pytest.mark.parametrize("command", ["overturn", "drivers", "explain"])
def test_an_unknown_option_is_refused_with_those_there_are(case: Case, command: str) -> None:
    message = refusal(command, "multilateral", "bilateral")
    assert "No option 'bilateral'" in message
    assert all(option in message for option in case.choices)
    assert "'multilateral' is named twice" in refusal(command, "multilateral", "multilateral")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("overturn", *reversed(PAIR), "-s", "neutral"), "name the option that is ahead first"),
        (("explain", *PAIR, "--gate", "speed>=60"), "kept out by the gate"),
        (("acceptability", "--weights", "anything"), "No weight set 'anything'"),
        (("acceptability", "--correlation", "1"), "correlation"),
        (("acceptability", "--check", "--method", "topsis"), "not linear in the weights"),
        (("acceptability", "--draws", "0"), "--draws"),
        (("acceptability", "--only", "hopes"), "--only"),
        (("stability", "--what", "everything"), "--what"),
        (("regret", "--own-weights", "--weights", "neutral"), "own_weights"),
        (("dominance", "--gate", "hope>=1"), "no criterion 'hope'"),
        (("reversal", "--method", "hope"), "No method 'hope'"),
        (("overturn", *PAIR, "/nowhere"), "nothing found"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(words: tuple[str, ...], part: str) -> None:
    assert part in refusal(*words)


def test_another_case_is_the_last_argument(tmp_path: Path) -> None:
    assert run("new", tmp_path / "office").exit_code == 0
    found = mcda.read_case(tmp_path / "office")
    first, *_, last = mcda.rank(found).table["option"]
    assert found.labels[first] in answer("overturn", first, last, tmp_path / "office")
    assert found.labels[first] in answer("acceptability", tmp_path / "office", "--draws", "100")
