"""`mcda methods` and `mcda agreement` as a person or a script meets them."""

from typing import Any

import pytest
from cli_driver import answer, data, flat, rows, run

import mcda
from mcda import wording_methods as wording
from mcda.case import Case
from mcda.cli_output import plain
from mcda.methods import LEFT_OUT

FLASH = ("agreement", "--scenario", "flash_crisis")


pytestmark = pytest.mark.usefixtures("plain_terminal")


@pytest.mark.parametrize("question", [("methods",), ("methods", "comet"), ("methods", "critic"), FLASH], ids=" ".join)
def test_every_answer_fits_a_terminal_of_eighty_columns(question: tuple[str, ...]) -> None:
    text = answer(*question)
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text
    assert "nan" not in text.split()


def test_methods_are_grouped_by_family() -> None:
    text = answer("methods")
    for family in {method.family for method in mcda.METHODS.values()}:
        assert f"\n{family}\n" in f"\n{text}"
    assert all(name in text for name in (*mcda.METHODS, *mcda.OBJECTIVE, *LEFT_OUT))
    for method in mcda.METHODS.values():
        assert method.summary.split()[0] in text


def test_methods_as_data_are_complete() -> None:
    found = data("methods")
    assert [row["name"] for row in found["methods"]] == list(mcda.METHODS)
    assert [row["name"] for row in found["objective_weights"]] == list(mcda.OBJECTIVE)
    assert found["left_out"] == dict(LEFT_OUT)
    for row, method in zip(found["methods"], mcda.METHODS.values(), strict=True):
        assert row == plain({name: getattr(method, name) for name in row})
        assert set(row) >= {"family", "assumes", "needs", "options", "linear", "source"}
    table = rows("methods")
    assert [row["name"] for row in table] == [*mcda.METHODS, *mcda.OBJECTIVE, *LEFT_OUT]
    assert {row["kind"] for row in table} == {"method", "objective weights", "left out"}
    vikor = next(row for row in table if row["name"] == "vikor")
    assert (vikor["options"], vikor["higher_is_better"]) == ("v=0.5", "False")


@pytest.mark.parametrize("name", ["topsis", "vikor", "promethee2", "rafsi"])
def test_one_method_is_shown_whole(name: str) -> None:
    method = mcda.METHODS[name]
    text = flat(answer("methods", name))
    assert text.startswith(f"{method.label} ({name})")
    for part in (method.family, method.summary, method.assumes, method.needs, method.source):
        assert flat(part) in text
    assert all(f"{option}=" in text for option in method.options)
    assert data("methods", name)["assumes"] == method.assumes


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (("methods", "guess"), "promethee2"),
        (("methods", "electre1"), "it gives a relation"),
        (("agreement", "--scenario", "peace"), "long_game"),
        (("agreement", "--weights", "speed=20"), "coverage has no weight"),
        (("agreement", "--gate", "haste<=3"), "collateral_damage"),
        (("agreement", "--gate", "speed>=101"), "No option passes"),
        (("agreement", "nowhere"), "nowhere"),
    ],
)
def test_bad_input_is_refused_with_what_is_known(words: tuple[str, ...], known: str) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert known in result.stderr
    assert "Traceback" not in result.stderr


def test_agreement_says_the_answer_first_and_then_the_votes(case: Case) -> None:
    found = mcda.agreement(case, scenario="long_game")
    text = flat(answer("agreement", "-s", "long_game"))
    said = (wording.agreement_headline(case, found) + ".", wording.agreement_sentence(case, found), wording.CAUTION)
    assert text.startswith(" ".join(said))
    for family, row in found.families.to_dict("index").items():
        assert f"{family} {row['methods']} " in text
    for option, votes in found.votes.items():
        assert f"{case.labels[option]} {votes:g}" in text
    for name in found.left_out:
        reason = "Status quo on speed is 0; this method needs data above 0"
        assert f"Not used: {mcda.METHODS[name].label}: {reason}." in text
    assert "scenario long_game" in text
    assert text.endswith("Scores and weights are judgement.")


def test_agreement_shows_every_rank(case: Case) -> None:
    found = mcda.agreement(case)
    order = wording.in_order(found)
    lines = [line.split() for line in answer("agreement").splitlines()]
    for method in found.ranks:
        assert [method, *(str(found.ranks[method][option]) for option in order)] in lines


def test_agreement_as_data(case: Case) -> None:
    found = mcda.agreement(case, scenario="flash_crisis", gates=["speed >= 10"])
    words = (*FLASH, "--gate", "speed>=10")
    given = data(*words)
    assert given["ranks"] == plain(found.to_dict()["ranks"])
    assert given["votes"] == plain(found.votes.to_dict())
    assert given["marking"] == case.settings.marking
    table = rows(*words)
    assert [row["option"] for row in table] == list(found.ranks.index)
    assert [int(row["topsis"]) for row in table] == list(found.ranks["topsis"])


def test_more_options_than_columns_are_left_to_the_data(make_case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    many = make_case({f"o{number}": [number, 100 - number / 2] for number in range(1, 26)})
    monkeypatch.setattr(mcda, "read_case", lambda _: many)
    text = answer("agreement")
    assert "Only the first 15 of 25 options" in text
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text
    assert len(rows("agreement")) == 25
