"""`mcda acceptability` as a person or a script meets it: what is drawn, by whom, and what Ctrl-C leaves."""

import io
import json
import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from cli_driver import answer, data, flat, rows
from cli_driver import refused as refusal

from mcda import cli_progress
from mcda import wording_robustness as wording
from mcda.case import Case
from mcda.cli_output import plain
from mcda.robustness.acceptability import WAYS, acceptability, doubts
from mcda.robustness.exact_check import exact_check
from mcda.robustness.sampling import here

pytestmark = pytest.mark.usefixtures("plain_terminal")


def test_acceptability_is_that_of_the_library_three_ways(case: Case) -> None:
    asked = ("acceptability", "--scenario", "neutral", "--draws", "500", "--seed", "3")
    setting: dict[str, Any] = {"scenario": "neutral", "draws": 500, "seed": 3}
    found, three = acceptability(case, **setting), doubts(case, **setting)
    text = flat(answer(*asked))
    assert wording.acceptability_sentence(case, found) in text
    assert wording.doubts_sentence(case, three, 500) in text
    assert data(*asked)["p_first"] == three.to_dict("index")
    assert data(*asked)["table"] == json.loads(json.dumps(plain(found.to_dict()["table"])))
    first = {row["option"]: row for row in rows(*asked)}
    for option in found.table.index:
        assert float(first[option]["p_first"]) == found.table["p_first"][option]
        assert float(first[option]["p_first_weights_only"]) == three["weights only"][option]
        assert float(first[option]["rank_2"]) == found.ranks.loc[option, 2]


@pytest.mark.parametrize(("only", "way"), [("weights", "weights only"), ("facts", "facts only"), ("both", "both")])
def test_only_one_doubt_is_drawn(only: str, way: str) -> None:
    found = data("acceptability", "--draws", "100", "--only", only)
    assert tuple(found["sources"]) == WAYS[way]
    assert found["p_first"] is None


def test_settings_of_the_draws_reach_the_library() -> None:
    asked = ("--correlation", "0.5", "--distribution", "uniform", "--target-error", "0.02", "--draws", "20000")
    found = data("acceptability", "--only", "both", *asked)
    assert (found["correlation"], found["distribution"]) == (0.5, "uniform")
    assert found["draws"] < found["asked"] == 20_000
    stopped = f"Stopped after {found['draws']:,} of 20,000 draws"
    assert stopped in flat(answer("acceptability", "--only", "both", *asked))


def test_the_check_shows_both_sides(case: Case) -> None:
    asked = ("acceptability", "--check", "--draws", "500", "--seed", "2", "--scenario", "long_game")
    found = exact_check(case, scenario="long_game", draws=500, seed=2)
    text = answer(*asked)
    assert flat(text).startswith("Exact and sampled answers agree")
    row = found.table.loc["multilateral"]
    (line,) = [line for line in text.splitlines() if line.strip().startswith("Multilateral ")]
    assert f"{100 * row['p_first']:.2f} %" in line
    assert f"{100 * row['p_first_sampled']:.2f} %" in line
    assert data(*asked)["agree"] is True
    assert data(*asked)["table"] == found.table.to_dict("index")


# ---------------------------------------------------------------- stopping


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Ctrl-C is sent once so many draws are made: the first of a list that a test fills."""
    after: list[int] = []
    call = cli_progress.Patience.__call__

    def then_interrupt(self: cli_progress.Patience, done: int, asked: int) -> bool:
        going_on = call(self, done, asked)
        if after and done >= after[0]:
            after.clear()
            os.kill(os.getpid(), signal.SIGINT)
        return going_on

    monkeypatch.setattr(cli_progress.Patience, "__call__", then_interrupt)
    yield after


def test_ctrl_c_leaves_the_answer_on_the_draws_made_so_far(case: Case, interrupted: list[int]) -> None:
    before = signal.getsignal(signal.SIGINT)
    interrupted.append(8000)
    text = flat(answer("acceptability", "--draws", "100000"))
    assert "Stopped after 16,000 of 100,000 draws; the answer is on these." in text
    assert wording.acceptability_sentence(case, acceptability(case, draws=16_000)) in text
    assert "weights only" not in text
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_after_the_joint_draws_leaves_out_the_single_doubts(interrupted: list[int]) -> None:
    interrupted.append(300)
    found = flat(answer("acceptability", "--draws", "300"))
    assert "Stopped before weights alone and facts alone were drawn." in found


def test_ctrl_c_before_the_first_draws_is_an_ordinary_one() -> None:
    with pytest.raises(KeyboardInterrupt), cli_progress.Patience().listening():
        os.kill(os.getpid(), signal.SIGINT)


def test_a_second_ctrl_c_does_not_wait() -> None:
    patience = cli_progress.Patience()
    patience(1000, 10_000)
    with patience.listening():
        os.kill(os.getpid(), signal.SIGINT)
        assert patience(2000, 10_000) is False
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "shown"), [(Terminal(), True), (io.StringIO(), False)])
def test_a_bar_is_shown_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, shown: bool) -> None:
    monkeypatch.setattr("sys.stderr", stream)
    with cli_progress.bar("Drawing") as show:
        show(0.4)
    assert ("Drawing" in stream.getvalue()) == shown


# ---------------------------------------------------------------- a cluster


def test_a_cluster_that_is_not_there_is_refused() -> None:
    message = refusal("acceptability", "--scheduler", "tcp://a:1", "--workers", "2")
    assert "give one of them" in message


def test_sampling_on_a_cluster_without_dask_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "[cluster]" in refusal("acceptability", "--workers", "2", "--draws", "100")


def test_workers_share_the_draws(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str | None, int, int]] = []

    class Here:
        """Runs jobs in this process, in the place of two workers."""

        def __init__(self, address: str | None, workers: int) -> None:
            self.where, self.client = (address, workers), self

        def ncores(self) -> dict[str, int]:
            return {"one": 1, "two": 1}

        def __call__(self, trial: Any, jobs: list[Any]) -> Any:
            asked.append((*self.where, len(jobs)))
            return here(trial, jobs)

        def __enter__(self) -> "Here":
            return self

        def __exit__(self, *_: object) -> None:
            asked.append((None, 0, 0))

    monkeypatch.setattr("mcda.cluster.Cluster", Here)
    question = ("acceptability", "--only", "both", "--draws", "40000")
    assert data(*question, "--workers", "2") == data(*question)
    assert asked == [(None, 2, 20), (None, 0, 0)]  # 32 jobs would have 1,250 draws each, so they have 2,000
