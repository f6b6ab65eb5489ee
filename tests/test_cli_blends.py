"""The questions below `mcda blend` as a person or a script meets them."""

import json
import os
import re
import signal
from functools import partial
from pathlib import Path
from typing import Any

import cli_driver
import pytest
from cli_driver import flat, refused

import mcda
from mcda import cli_progress, starter
from mcda.case import Case
from mcda.cli_blend_options import bounds_from, what_from
from mcda.cli_output import plain

THREE = "unilateral,multilateral,minilateral"
MIX = "unilateral=0.3,multilateral=0.7"
SHARES = {"unilateral": 0.3, "multilateral": 0.7}
QUESTIONS = (
    ("curve",),
    ("surface",),
    ("surface", "--components", THREE, "--bound", "unilateral=0.1:0.6", "--gate", "speed>=30", "--steps", "20"),
    ("surface", "--components", THREE, "--steps", "7"),
    ("best",),
    ("best", "--components", THREE, "--bound", "unilateral=0.2:0.6"),
    ("robust", "--draws", "200"),
    ("robust", "--draws", "100", "--components", THREE, "--steps", "10", "--rule", "minimax_regret"),
    ("robust", "--draws", "100", "--bound", "unilateral=0.2:", "--scenario-draws", "50"),
    ("split",),
    ("split", "-s", "long_game", "--components", THREE),
    ("break-even",),
    ("break-even", "--draws", "100", "--gate", "coverage>=20"),
    ("break-even", "--map"),
    ("refuse", "--gate", "speed>=30"),
    ("path", "coordination"),
    ("path", "weight:legitimacy", "--values", "0,0.2,0.4", "--returns", "1"),
    ("path", "scenario"),
    ("path", "scenario", "--gate", "speed>=30"),
    ("levers", "multilateral", "--budget", "3"),
    ("levers", MIX, "--draws", "50", "--rule", "p_first", "--lever", "transparency", "--lever", "peer_review"),
    ("time", MIX, "--horizon", "24", "--lag", "6"),
    ("history", MIX, "--coordination", "0.5"),
    ("history", "multilateral"),
)


@pytest.fixture(autouse=True)
def _read_once(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    read = mcda.read_case
    monkeypatch.setattr(mcda, "read_case", lambda path=None: case if path is None else read(path))


pytestmark = pytest.mark.usefixtures("plain_terminal")


run, answer, data, rows = (
    partial(call, "blend") for call in (cli_driver.run, cli_driver.answer, cli_driver.data, cli_driver.rows)
)


def refusal(*words: str | Path) -> str:
    return re.sub(r"[\s│]+", " ", refused("blend", *words))


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_every_answer_comes_in_every_format(question: tuple[str, ...]) -> None:
    text = answer(*question)
    assert max(map(len, text.splitlines())) <= 80
    assert {"nan", "None", "<NA>"}.isdisjoint(re.split(r"[\s()%]+", text))
    assert {"\x1b", "…"}.isdisjoint(text)
    assert "Scores and weights are judgement." in text
    assert data(*question)["marking"]
    table = rows(*question)
    assert table
    assert None not in table[0]


@pytest.mark.parametrize("question", sorted({words[0] for words in QUESTIONS}))
def test_every_question_explains_itself(question: str) -> None:
    assert "--format" in answer(question, "--help")
    assert re.search(rf"^│ {question} ", answer("--help"), re.MULTILINE)


def test_without_a_question_the_curve_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer() == answer("curve")
    assert answer("-s", "long_game") == answer("curve", "-s", "long_game")
    starter.write_starter(tmp_path / "path")
    monkeypatch.chdir(tmp_path)
    assert "Components of this case: none" in refusal("./path")
    assert "PARAMETER" in refusal("path")


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (("surfce",), "Questions: curve, surface, best, robust"),
        (
            ("surface", "--bound", "unilateral", "--bound", "multilateral=a:b"),
            "'multilateral=a:b'; COMPONENT=FLOOR:CAP",
        ),
        (("surface", "--bound", "unilateral=0:1", "-b", "unilateral=0:1"), "--bound gives unilateral twice"),
        (("surface", "--bound", "status_quo=0:1"), "components: unilateral, multilateral"),
        (("best", "--bound", "unilateral=0.7:", "--bound", "multilateral=0.7:"), "1.4"),
        (("surface", "--gate", "speed>=100"), "speed >= 100"),
        (("surface", "--steps", "0"), "--steps"),
        (("robust", "--rule", "boldest"), "minimax_regret"),
        (("break-even", "--map", "--draws", "10"), "no --draws"),
        (("break-even", "--map", "--components", THREE), "two components"),
        (("path", "gravity"), "weight:CRITERION"),
        (("path", "coordination", "--values", "0,much"), "--values"),
        (("path", "coordination", "--values", "0,2"), "from -1 to 1"),
        (("path", "scenario", "-s", "neutral"), "name the scenarios as values"),
        (("levers", "multilateral", "--lever", "luck"), "information_sharing"),
        (("levers", "multilateral", "--coordination", "1"), "only for a blend"),
        (("levers", "unilateral=0.3"), "sum to 1"),
        (("levers", "unilateral=few"), "a share such as"),
        (("levers", "multilateral", "--rule", "regret"), "draws"),
        (("time", "multilateral", "--horizon", "2", "--lag", "1"), "shares such as"),
        (("time", MIX, "--horizon", "2", "--lag", "3"), "lag"),
        (("time", MIX), "--horizon"),
        (("history", "nobody"), "nobody"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else "",
)
def test_bad_input_is_refused_with_what_is_known(words: tuple[str, ...], known: str) -> None:
    assert known in refusal(*words)


@pytest.mark.parametrize(
    ("texts", "bounds"),
    [
        ([], None),
        (["a=0.1:0.6"], {"a": (0.1, 0.6)}),
        (["a = : 0.6", "b=0.2:"], {"a": (0.0, 0.6), "b": (0.2, 1.0)}),
    ],
)
def test_bounds_are_floor_and_cap(texts: list[str], bounds: Any) -> None:
    assert bounds_from(texts) == bounds


def test_what_is_an_option_or_shares() -> None:
    assert what_from("multilateral") == "multilateral"
    assert what_from(MIX) == SHARES
    with pytest.raises(mcda.ArgumentError, match="unilateral twice"):
        what_from("unilateral=0.5,unilateral=0.5")


# ---------------------------------------------------------------- the same numbers as the library


LIMITED: dict[str, Any] = {"bounds": {"unilateral": (0.1, 0.6)}, "gates": ["speed >= 30"]}
LIMITS = ("--bound", "unilateral=0.1:0.6", "--gate", "speed>=30")


@pytest.mark.parametrize(
    ("words", "call"),
    [
        (("surface", *LIMITS), lambda case: mcda.blend_surface(case, **LIMITED)),
        (("best", *LIMITS), lambda case: mcda.best_blend(case, **LIMITED)),
        (
            ("robust", *LIMITS, "--draws", "200", "--seed", "3"),
            lambda case: mcda.robust_blend(case, draws=200, seed=3, **LIMITED),
        ),
        (("split", "--returns", "3"), lambda case: mcda.lead_split(case, returns=3.0)),
        (("break-even", "--epsilon", "2"), lambda case: mcda.break_even_coordination(case, epsilon=2.0)),
        (("break-even", "--map"), mcda.break_even_map),
        (
            ("path", "synergy", "--values", "0,0.5,1", *LIMITS),
            lambda case: mcda.optimum_path(case, "synergy", [0.0, 0.5, 1.0], **LIMITED),
        ),
        (
            ("levers", MIX, "--budget", "2", "--sequence", "act_together"),
            lambda case: mcda.lever_portfolio(case, SHARES, 2, sequence="act_together"),
        ),
        (
            ("time", MIX, "--horizon", "24", "--lag", "6", "--signal-share", "0.2"),
            lambda case: mcda.blend_over_time(case, SHARES, 24, 6, signal_share=0.2),
        ),
        (("history", MIX, "-s", "long_game"), lambda case: mcda.nearest_history(case, SHARES, scenario="long_game")),
    ],
    ids=lambda part: part[0] if isinstance(part, tuple) else "",
)
def test_json_is_what_the_library_says(case: Case, words: tuple[str, ...], call: Any) -> None:
    found = data(*words)
    expected = plain(json.loads(json.dumps(plain(call(case).to_dict()))))
    assert {name: found[name] for name in expected} == expected


def test_best_takes_the_lead_apart_within_its_limits(case: Case) -> None:
    found = {row["without"]: row["lead"] for row in data("best", "--bound", "unilateral=:0.2")["makeup"]}
    expected = mcda.lead_makeup(case, bounds={"unilateral": (0.0, 0.2)}, by_rule=True)["lead"]
    assert found == pytest.approx(expected.to_dict())
    assert data("best", "--bound", "unilateral=0.2:0.8")["makeup"] is None
    assert "no pure strategy respects the limits" in flat(answer("best", "--bound", "unilateral=0.2:0.8"))


def test_refuse_shows_score_and_rank_at_each_coordination(case: Case) -> None:
    table = mcda.if_partners_refuse(case).set_index(["option", "at"])
    line = next(line for line in answer("refuse").splitlines() if line.strip().startswith("Act first, 25 % alone"))
    shown = [f"{row['score']:.1f} ({row['rank']})" for _, row in table.loc["act_first_25"].iterrows()]
    assert re.findall(r"\S+ \(\d+\)", line) == shown


def test_a_mix_outside_its_limits_says_which() -> None:
    text = answer("surface", *LIMITS, "--steps", "10")
    assert re.search(r"^ +0 % +100 % .* breaks bounds, speed >= 30$", text, re.MULTILINE)
    assert re.search(r"^ +70 % +30 % .* breaks bounds$", text, re.MULTILINE)


def test_time_and_history_carry_their_caution(case: Case) -> None:
    assert mcda.nearest_history(case, "multilateral").caution in flat(answer("history", "multilateral"))
    timed = mcda.blend_over_time(case, SHARES, 24, 6)
    assert timed.notice in flat(answer("time", MIX, "--horizon", "24", "--lag", "6"))


def test_same_seed_same_answer() -> None:
    words = ("robust", "--draws", "300", "--seed")
    assert answer(*words, "1") == answer(*words, "1")
    assert answer(*words, "1", "-f", "csv") != answer(*words, "2", "-f", "csv")


# ---------------------------------------------------------------- Ctrl-C


def test_ctrl_c_gives_the_answer_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    call = cli_progress.Patience.__call__

    def then_interrupt(self: cli_progress.Patience, done: int, asked: int) -> bool:
        call(self, done, asked)
        if done == 2000:
            os.kill(os.getpid(), signal.SIGINT)
        return call(self, done, asked)

    monkeypatch.setattr(cli_progress.Patience, "__call__", then_interrupt)
    before = signal.getsignal(signal.SIGINT)
    text = flat(answer("robust", "--draws", "5000"))
    assert "Stopped after 2,000 of 5,000 draws; the answer is on these." in text
    assert "2,000 draws, seed 0" in text
    assert signal.getsignal(signal.SIGINT) is before
