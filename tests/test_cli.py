"""The command line as a person or a script meets it: what is printed, where, and with which exit code."""

import csv
import io
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_driver import answer, data, flat, refused, rows, run

import mcda
from mcda import cli
from mcda.case import Case
from mcda.cli_output import chance, plain, signed

COMMANDS = (
    "rank", "blend", "acceptability", "stability", "explain", "overturn", "drivers", "regret", "dominance", "reversal",
    "validate", "scenarios", "methods", "agreement", "app", "new",
)  # fmt: skip
THREE = "unilateral,multilateral,minilateral"
QUESTIONS = (
    ("rank", "--draws", "100"),
    ("rank", "--draws", "0"),
    ("rank", "--method", "vikor", "--draws", "50", "--gate", "speed>=10"),
    ("blend",),
    ("blend", "--share", "0.3", "--draws", "50"),
    ("blend", "--components", THREE),
    ("stability",),
    ("scenarios",),
    ("scenarios", "--compare", "neutral", "long_game"),
    ("methods",),
)


pytestmark = pytest.mark.usefixtures("plain_terminal")


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_every_answer_comes_in_every_format(question: tuple[str, ...]) -> None:
    text = answer(*question)
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    assert "nan" not in text.split()
    assert data(*question)
    table = rows(*question)
    assert table
    assert None not in table[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    text = answer(command, "--help")
    assert f"mcda {command}" in text or f"{command} [" in text
    assert "Usage" in text


def test_help_and_version() -> None:
    text = answer("--help")
    assert all(command in text for command in COMMANDS)
    assert answer("--version") == f"mcda {mcda.__version__}\n"


@pytest.mark.parametrize("form", ["xml", "TABLES", ""])
def test_an_unknown_format_is_refused(form: str) -> None:
    assert "json" in refused("rank", "--format", form)


# ---------------------------------------------------------------- rank


def test_the_winner_changes_with_the_scenario() -> None:
    firsts = {scenario: rows("rank", "-s", scenario, "--draws", "0")[0] for scenario in ("long_game", "flash_crisis")}
    assert firsts["long_game"]["option"] == "multilateral"
    assert firsts["flash_crisis"]["option"] != "multilateral"


def test_rank_says_the_verdict_first(case: Case) -> None:
    text = answer("rank", "--scenario", "long_game", "--draws", "300", "--seed", "3")
    found = mcda.verdict(case, scenario="long_game", draws=300, seed=3)
    assert text.splitlines()[0].endswith(f"are {found.word}.")
    assert f"{100 * found.p_ahead:.0f} of 100 draws" in flat(text)
    assert "Multilateral comes first in the Long game scenario" in flat(text)
    assert "unilateral effort" in text.lower()
    assert "300 draws, seed 3" in flat(text)
    assert f"{case.settings.marking}. Scores and weights are judgement." in text


def test_rank_table_shows_the_library_s_numbers(case: Case) -> None:
    table = mcda.rank(case, scenario="long_game").table
    text = answer("rank", "-s", "long_game", "--draws", "0")
    for row in table.to_dict("records"):
        line = next(
            line for line in text.splitlines() if re.match(rf"\s*{row['rank']}  {re.escape(row['label'])} ", line)
        )
        assert f" {row['score']:.1f}" in line
    assert "First in" not in text
    assert "vs status quo" in text


def test_rank_json_is_ranking_and_verdict(case: Case) -> None:
    found = data("rank", "-s", "long_game", "--draws", "100")
    ranking = mcda.rank(case, scenario="long_game")
    verdict = mcda.verdict(case, scenario="long_game", draws=100)
    assert found["ranking"] == plain(ranking.to_dict()["ranking"])
    assert found["verdict"] == plain(verdict.to_dict())
    assert found["case_digest"] == case.digest
    assert data("rank", "--draws", "0")["verdict"] is None


def test_rank_csv_is_the_table_alone() -> None:
    table = rows("rank", "-s", "long_game", "--draws", "100")
    assert len(table) == 11
    assert float(table[0]["p05"]) < float(table[0]["score"]) < float(table[0]["p95"])
    assert sum(float(row["p_first"]) for row in table) == pytest.approx(1)


def test_the_same_seed_gives_the_same_answer() -> None:
    words = ("rank", "--draws", "100", "--format", "json", "--seed")
    assert answer(*words, "1") == answer(*words, "1")
    assert answer(*words, "1") != answer(*words, "2")


def test_gates_keep_options_out_and_say_so() -> None:
    text = answer("rank", "--gate", "speed>=10", "--gate", "collateral_damage<=60", "--draws", "0")
    assert "Kept out by speed >= 10: Status quo (0)." in text
    found = data("rank", "--gate", "speed>=10", "--draws", "0")
    assert found["gates"] == ["speed >= 10"]
    assert "status_quo" not in [row["option"] for row in found["ranking"]]
    assert found["ranking"][0]["versus_baseline"] is None


def test_custom_weights_are_swing_points(case: Case) -> None:
    points = dict.fromkeys(case.catalogue.ids, 0.0) | {"speed": 30.0, "coverage": 10.0}
    text = ", ".join(f"{name}={value}" for name, value in points.items())
    found = data("rank", "--weights", text, "--draws", "0")
    assert found["weights"]["set"] == "custom"
    assert found["weights"]["speed"] == pytest.approx(0.75)
    assert [row["option"] for row in found["ranking"]] == list(mcda.rank(case, weights=points).table["option"])


def test_an_incomplete_option_is_marked(folder: Path) -> None:
    scores = list(csv.DictReader(io.StringIO((folder / "scores.csv").read_text(encoding="utf-8"))))
    spoilt = next(row for row in scores if (row["option"], row["criterion"]) == ("status_quo", "speed"))
    spoilt |= {"low": "0", "mode": "", "high": "100"}
    with (folder / "scores.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(scores[0]))
        writer.writeheader()
        writer.writerows(scores)
    text = answer("rank", folder, "--draws", "0")
    assert "Status quo *" in text
    assert "* Status quo: a score is unknown" in text


def test_lower_is_better_is_said() -> None:
    assert "a lower index is better" in flat(answer("rank", "--method", "vikor", "--draws", "0"))
    assert "a lower index is better" not in flat(answer("rank", "--method", "topsis", "--draws", "0"))


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (("rank", "--scenario", "peace"), "long_game"),
        (("rank", "--method", "guess"), "promethee2"),
        (("rank", "--method", "aroman"), "rewards costs"),
        (("rank", "--weights", "mine"), "flash_crisis"),
        (("rank", "--weights", "speed=20"), "coverage has no weight"),
        (("rank", "--weights", "speed=20,speed=30"), "speed twice"),
        (("rank", "--weights", "speed=nan"), "speed has weight nan"),
        (("rank", "--weights", "speed=fast"), "speed has weight 'fast'"),
        (("rank", "--weights", "haste=1"), "'haste' is no criterion"),
        (("rank", "--gate", "haste<=3"), "collateral_damage"),
        (("rank", "--gate", "speed<3"), "a criterion, <= or >=, and a number"),
        (("rank", "--gate", "speed>=101"), "No option passes"),
        (("rank", "--draws", "-1"), "--draws"),
        (("rank", "--seed", "-1"), "--seed"),
        (("blend", "--coordination", "-2"), "from -1 to 1"),
        (("blend", "--sequence", "later"), "act_together"),
        (("blend", "--components", "unilateral"), "two to four"),
        (("blend", "--components", "unilateral,status_quo"), "minilateral"),
        (("blend", "--components", THREE, "--share", "0.5"), "two components"),
        (("blend", "--share", "1.5"), "--share"),
        (("blend", "--epsilon", "0"), "above 0"),
        (("stability", "--scenario", "peace"), "long_game"),
        (("scenarios", "--compare", "neutral", "peace"), "long_game"),
        (("scenarios", "--compare", "neutral"), "2 arguments"),
        (("validate",), "CASE"),
        (("guess",), "guess"),
    ],
)
def test_bad_input_is_refused_with_what_is_known(words: tuple[str, ...], known: str) -> None:
    assert known in refused(*words)


@pytest.mark.parametrize("command", ["rank", "blend", "stability", "validate", "scenarios", "app"])
def test_a_bad_case_lists_its_faults(command: str, folder: Path) -> None:
    path = folder / "scores.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("status_quo,speed,0,0,", "status_quo,speed,zero,0,", 1)
    lines[2] = lines[2].replace(",adaptability,", ",adaptablity,", 1)
    path.write_text("\n".join(lines), encoding="utf-8")
    message = refused(command, folder)
    assert "scores.csv, row 2, column low: 'zero' found" in message
    assert "scores.csv, row 3, column criterion: 'adaptablity' found" in message


def test_a_case_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "nowhere" in refused("rank", tmp_path / "nowhere")


def test_a_case_s_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    answer("new", tmp_path / "mine")
    options = tmp_path / "mine" / "options.csv"
    text = options.read_text(encoding="utf-8")
    options.write_text(text.replace("Office in the centre", "[red]Centre[/red]"), encoding="utf-8")
    assert "[red]" in answer("rank", tmp_path / "mine", "--draws", "0")
    options.write_text(text.replace("Office in the centre", "\x1b[31mCentre"), encoding="utf-8")
    assert "\x1b" not in refused("rank", tmp_path / "mine")


# ---------------------------------------------------------------- blend, stability, scenarios, methods


def test_blend_tells_zone_break_even_and_makeup(case: Case) -> None:
    text = flat(answer("blend", "--scenario", "flash_crisis"))
    curve = mcda.blend_curve(case, scenario="flash_crisis")
    low, high = curve.zone[0]
    assert text.startswith(f"Shares of unilateral effort from {100 * low:.0f} % to {100 * high:.0f} %")
    assert "once coordination reaches" in text
    assert "The lead of" in text
    assert f"{100 * curve.best_share:.0f} % {curve.best_score:.1f} best" in text
    assert "all of them" in text


def test_blend_table_has_every_tenth_share(case: Case) -> None:
    text = answer("blend", "--scenario", "flash_crisis")
    scores = mcda.blend_curve(case, scenario="flash_crisis").table["score"]
    for percent in range(0, 101, 10):
        assert re.search(rf"^ +{percent} % +{scores[percent]:.1f}\b", text, re.MULTILINE)


def test_blend_draws_say_where_the_best_share_lies(case: Case) -> None:
    text = answer("blend", "-s", "flash_crisis", "--draws", "200")
    table = mcda.blend_curve(case, scenario="flash_crisis", draws=200).table
    for percent, low, high in ((60, 55, 64), (70, 65, 74), (100, 95, 100)):
        near = chance(table["p_best"].iloc[low : high + 1].sum())
        assert re.search(rf"^ +{percent} % .* {re.escape(near)}( |$)", text, re.MULTILINE)


def test_blend_scores_one_share(case: Case) -> None:
    expected = mcda.blend(case, {"unilateral": 0.3, "multilateral": 0.7}, coordination=0.5, synergy=0.0)
    words = ("blend", "--share", "0.3", "--coordination", "0.5", "--synergy", "0")
    assert data(*words)["blend"]["score"] == pytest.approx(expected.score)
    assert f"30 % unilateral + 70 % multilateral: {expected.score:.1f} points of 100" in answer(*words)
    table = {row["criterion"]: float(row["contribution"]) for row in rows(*words)}
    assert sum(table.values()) == pytest.approx(expected.score)
    assert list(table) == list(case.catalogue.ids)


def test_blend_gates_limit_the_curve_and_are_told() -> None:
    text = flat(answer("blend", "-s", "flash_crisis", "--gate", "retaliation<=50", "--share", "0.9"))
    assert "kept out by a gate" in text
    assert "This blend does not pass the gate retaliation <= 50." in text
    assert "leave them aside" in text


def test_blend_json_has_all_parts(case: Case) -> None:
    found = data("blend", "--scenario", "long_game", "--returns", "1")
    assert found["best_share"] == 0
    assert len(found["curve"]) == 101
    assert found["break_even"]["never"] is True
    assert found["makeup"][0]["without"] == "nothing"
    assert found["marking"] == case.settings.marking


def test_blend_of_three_finds_the_best_mix(case: Case) -> None:
    best = mcda.best_blend(case, components=THREE.split(","))
    found = data("blend", "--components", THREE)
    assert found["score"] == pytest.approx(best.score)
    assert len(found["zone"]) == len(best.zone)
    assert "The best mix is" in answer("blend", "--components", THREE)


def test_stability_lists_every_weight(case: Case) -> None:
    found = mcda.stability(case, scenario="long_game")
    text = answer("stability", "--scenario", "long_game")
    assert text.startswith("The weight to watch is")
    assert "Multilateral stays first" in text
    row = found.table.loc["speed"]
    assert f"{100 * row['weight']:.1f} %" in text
    assert f"{100 * row['low']:.1f} to {100 * row['high']:.1f} %" in text
    assert {row["criterion"] for row in rows("stability")} == set(case.catalogue.ids)
    assert data("stability", "-s", "long_game")["winner"] == "multilateral"


def test_scenarios_name_the_winner_in_each(case: Case) -> None:
    table = {row["scenario"]: row for row in rows("scenarios")}
    assert list(table) == [scenario.scenario for scenario in case.scenarios]
    assert table["long_game"]["winners"] == "multilateral"
    fixed = rows("scenarios", "--weights", "neutral")
    assert {row["weights"] for row in fixed} == {"neutral"}
    text = answer("scenarios")
    assert re.search(r"split_coalition +-0.4 \(-0.8 to \+0.1\) +split_coalition", text)
    assert "neutral)" not in text


def test_comparison_says_who_takes_over() -> None:
    text = flat(answer("scenarios", "--compare", "flash_crisis", "long_game"))
    assert text.startswith("From Flash crisis to Long game, Multilateral takes the first place")
    assert "own weights" in text
    assert "own weights" not in answer("scenarios", "--compare", "flash_crisis", "long_game", "-w", "neutral")


def test_methods_are_listed_with_those_left_out() -> None:
    found = data("methods")
    assert [row["name"] for row in found["methods"]] == list(mcda.METHODS)
    assert "aroman" in found["left_out"]
    text = answer("methods")
    assert all(name in text for name in (*mcda.METHODS, *found["left_out"]))


# ---------------------------------------------------------------- validate, new, app


def test_validate_counts_what_a_case_holds(folder: Path) -> None:
    text = answer("validate", folder)
    assert text.startswith("export_controls is a valid case: 12 options, 13 criteria, 8 scenarios,")


def test_new_then_validate_then_rank(tmp_path: Path) -> None:
    folder = tmp_path / "my case"
    text = answer("new", folder)
    assert f"mcda validate '{folder}'" in text
    assert answer("validate", folder) == "office is a valid case: 3 options, 4 criteria, 1 scenario, 1 weight set.\n"
    assert "Office at the edge of town" in answer("rank", folder, "--draws", "200")
    assert "two to four" in refused("blend", folder)


def test_new_refuses_a_folder_that_holds_anything(tmp_path: Path) -> None:
    (tmp_path / "options.csv").write_text("mine")
    assert "not empty" in refused("new", tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"options.csv": "mine"}


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What `mcda app` would start."""
    calls: list[Any] = []

    def serve(*given: Any) -> int:
        calls.append(given)
        return 3

    monkeypatch.setattr(cli, "_serve", serve)
    return calls


def test_app_serves_the_case_that_is_named(folder: Path, served: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    assert run("app", folder.name, "--port", "8777").exit_code == 3
    command, home, environment = served[0]
    assert command[:4] == [sys.executable, "-m", "streamlit", "run"]
    assert command[-2:] == ["--server.port", "8777"]
    assert (home / command[4]).is_file()
    assert (home / ".streamlit" / "config.toml").is_file()
    assert environment["MCDA_CASE"] == str(folder.resolve())
    assert environment["PATH"] == os.environ["PATH"]


def test_app_without_a_case_names_none(served: list[Any]) -> None:
    run("app")
    assert "MCDA_CASE" not in served[0][2]


def test_app_never_serves_a_bad_case(tmp_path: Path, served: list[Any]) -> None:
    refused("app", tmp_path)
    assert served == []


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("raise SystemExit(7)", 7),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", 128 + signal.SIGTERM),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_app_ends_with_the_server_s_exit_code(
    script: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert cli._serve([sys.executable, "-c", script], tmp_path, dict(os.environ)) == code


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_ctrl_c_ends_the_server_too(tmp_path: Path) -> None:
    """Ctrl-C that reaches only us still ends a server that would never have stopped by itself."""
    server = "import time; print('up', flush=True); time.sleep(60)"
    script = f"""
import os, signal, sys
from pathlib import Path
from mcda import cli
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background has it ignored
sys.exit(cli._serve([sys.executable, "-c", {server!r}], Path({str(tmp_path)!r}), dict(os.environ)))
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as ours:
        assert ours.stdout is not None
        assert ours.stdout.readline() == "up\n"
        ours.send_signal(signal.SIGINT)
        assert ours.wait(20) == 128 + signal.SIGTERM
        assert ours.stdout.read() == ""


# ---------------------------------------------------------------- as a process


def test_the_command_line_loads_nothing_heavy() -> None:
    script = (
        "import sys, mcda.cli; print(sorted({'pandas', 'numpy', 'streamlit', 'pymcdm', 'pydantic'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.skipif(os.name == "nt", reason="pipes as POSIX has them")
def test_a_reader_that_leaves_is_no_error() -> None:
    script = "from mcda.cli import app; app(['methods', '--format', 'json'], prog_name='mcda')"
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        found = subprocess.run(
            [sys.executable, "-c", script], stdout=closed, stderr=subprocess.PIPE, text=True, check=False
        )
    assert found.stderr == ""


def test_letters_a_terminal_lacks_are_no_error(tmp_path: Path) -> None:
    answer("new", tmp_path / "mine")
    options = tmp_path / "mine" / "options.csv"
    options.write_text(options.read_text(encoding="utf-8").replace("centre,O", "centre,Ö"), encoding="utf-8")
    script = f"from mcda.cli import app; app(['rank', {str(tmp_path / 'mine')!r}, '--draws', '0'], prog_name='mcda')"
    found = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert (found.returncode, found.stderr) == (0, b"")
    assert b"?ffice in the centre" in found.stdout


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0 %"), (0.004, "<1 %"), (0.01, "1 %"), (0.5, "50 %"), (0.996, ">99 %"), (1, "100 %")]
)
def test_chances_never_round_to_never(share: float, words: str) -> None:
    assert chance(share) == words


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert [signed(value) for value in (-0.04, 0.04, -0.06, 2)] == ["0.0", "0.0", "-0.1", "+2.0"]
