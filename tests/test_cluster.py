"""Sampling on a cluster: bit for bit the answer of one process, even when a worker is killed on the way."""

import os
import signal
import threading
import time
import warnings
from collections.abc import Iterator

import pandas as pd
import pytest

import mcda
from mcda.case import Case
from mcda.cluster import Cluster
from mcda.robustness.acceptability import Acceptability, acceptability

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Cluster(workers=2) as running:
            yield running


def assert_identical(one: Acceptability, other: Acceptability) -> None:
    for name in ("table", "ranks", "pairwise", "central_weights"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), check_exact=True)
    assert one.verdict.to_dict().keys() == other.verdict.to_dict().keys()
    assert one.verdict.p_ahead == other.verdict.p_ahead


def test_two_workers_give_the_answer_of_one_process(case: Case, cluster: Cluster) -> None:
    setting = {"scenario": "neutral", "draws": 25_500, "seed": 3}
    alone = acceptability(case, **setting)
    together = acceptability(case, **setting, runner=cluster, job_draws=4_000)
    assert_identical(alone, together)


def test_a_worker_killed_on_the_way_changes_nothing(case: Case, cluster: Cluster) -> None:
    setting = {"scenario": "flash_crisis", "draws": 60_000, "seed": 4}
    alone = acceptability(case, **setting)
    workers = cluster.client.scheduler_info()["workers"]
    victim = cluster.client.run(os.getpid)
    killed: list[int] = []

    def kill_one(done: int, asked: int) -> None:
        if not killed:
            killed.append(next(iter(victim.values())))
            os.kill(killed[0], signal.SIGKILL)

    together = acceptability(case, **setting, runner=cluster, job_draws=3_000, progress=kill_one)
    assert killed
    assert len(workers) == 2
    assert_identical(alone, together)


def test_cancelling_leaves_no_work_behind(case: Case, cluster: Cluster) -> None:
    found = acceptability(
        case, draws=400_000, runner=cluster, job_draws=2_000, progress=lambda done, asked: done < 6_000
    )
    assert found.draws == 6_000
    assert found.asked == 400_000
    deadline = time.monotonic() + 30
    while cluster.client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)) > 1:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert threading.active_count() < 50


def test_an_address_where_nobody_answers() -> None:
    with pytest.raises(mcda.ArgumentError, match=r"No scheduler answers at tcp://127\.0\.0\.1:9"):
        Cluster("tcp://127.0.0.1:9", timeout=0.5)
