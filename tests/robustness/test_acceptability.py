"""SMAA-2: published examples, exact answers for two options, and the same answer however the work is shared."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mcda
from mcda.case import Case
from mcda.robustness.acceptability import Acceptability, acceptability, doubts
from mcda.robustness.sampling import Job, Part, Trial, run_job


def weights_only(case: Case, **setting: Any) -> Acceptability:
    return acceptability(case, **{"weights": "any", "sources": ("weights",), "draws": 40_000, **setting})


def test_two_options_of_jsmaa(make_case: Any) -> None:
    """JSMAA's test data (1, 0, 1) and (0, 1, 0): the first wins where w2 < 1/2, which is 3/4 of the simplex.

    There E[w2] = 2/9, where the second wins 2/3, by integrating the density 2 (1 - w2).
    """
    found = weights_only(make_case({"a": [100, 0, 100], "b": [0, 100, 0]}))
    assert found.ranks.to_numpy() == pytest.approx(np.array([[0.75, 0.25], [0.25, 0.75]]), abs=0.009)
    central = found.central_weights.to_numpy()
    assert central[0] == pytest.approx([7 / 18, 2 / 9, 7 / 18], abs=0.006)
    assert central[1] == pytest.approx([1 / 6, 2 / 3, 1 / 6], abs=0.006)


def test_ties_share_the_better_rank(make_case: Any) -> None:
    """JSMAA's testEqualRanks: with all measurements 0 both options are always first, central weights 1/3."""
    found = weights_only(make_case({"a": [0, 0, 0], "b": [0, 0, 0]}))
    assert found.ranks.to_numpy().tolist() == [[1, 0], [1, 0]]
    assert found.central_weights.to_numpy() == pytest.approx(1 / 3, abs=0.01)


def test_a_dominated_option_has_no_central_weights(make_case: Any) -> None:
    """The R package smaa, tests/nacw.R: (1, 1, 1) against (0, 0, 0) under constant weights 1/3."""
    even = {"c1": 1, "c2": 1, "c3": 1}
    found = acceptability(make_case({"a": [100] * 3, "b": [0] * 3}), weights=even, sources=(), draws=1000)
    assert found.central_weights.loc["a"].tolist() == pytest.approx([1 / 3] * 3)
    assert found.central_weights.loc["b"].isna().all()
    assert found.to_dict()["central_weights"]["b"] == {"c1": None, "c2": None, "c3": None}
    assert found.table["p_first"].tolist() == [1, 0]


def test_confidence_factors_count_first_places_under_central_weights(make_case: Any) -> None:
    """One criterion, a uniform on 40..60, b at 50: whatever the weights a is first in half of the draws, and so b."""
    case = make_case({"a": [(40, 50, 60)], "b": [50]})
    found = acceptability(case, sources=("facts",), distribution="uniform", draws=8_000)
    assert found.table["p_first"].tolist() == pytest.approx([0.5, 0.5], abs=0.02)
    assert found.table["confidence"].tolist() == pytest.approx([0.5, 0.5], abs=0.04)


def test_confidence_factors_are_given_only_where_facts_are_drawn(case: Case) -> None:
    assert acceptability(case, draws=1000, sources=("weights",)).table["confidence"].isna().all()
    assert acceptability(case, draws=1000).table["confidence"].notna().any()


def test_shares_hang_together(case: Case) -> None:
    found = acceptability(case, scenario="neutral", draws=5_000)
    m = len(found.ranks)
    assert found.ranks.sum(axis=1).to_numpy() == pytest.approx(1)
    assert (found.ranks[1] == found.table["p_first"]).all()
    assert found.table["expected_rank"].to_numpy() == pytest.approx(found.ranks.to_numpy() @ np.arange(1, m + 1))
    assert found.pairwise is not None
    beaten = found.pairwise.sum(axis=0)
    assert found.table["expected_rank"].to_numpy() == pytest.approx(1 + beaten.to_numpy(), abs=1e-9)
    assert found.table["entropy"].between(0, 1).all()
    assert (found.table["expected_loss"] >= 0).all()
    first = found.central_weights.dropna()
    assert first.sum(axis=1).to_numpy() == pytest.approx(1)


def test_the_verdict_is_that_of_the_verdict_call_on_the_same_draws(case: Case) -> None:
    found = acceptability(case, scenario="neutral", draws=2_000).verdict
    alone = mcda.verdict(case, scenario="neutral", draws=2_000)
    assert (found.word, found.leader, found.p_ahead) == (alone.word, alone.leader, alone.p_ahead)
    pd.testing.assert_frame_equal(found.table, alone.table)


def backwards(trial: Trial, jobs: list[Job]) -> Iterator[Part]:
    """A runner that does the last job first, as workers might."""
    done = {job.first: run_job(trial, job) for job in reversed(jobs)}
    return (done[job.first] for job in jobs)


@pytest.mark.parametrize("job_draws", [1_000, 3_000, 8_000, 100_000])
def test_the_same_seed_gives_the_same_digits_however_the_work_is_shared(case: Case, job_draws: int) -> None:
    whole = acceptability(case, draws=10_300, seed=7)
    shared = acceptability(case, draws=10_300, seed=7, job_draws=job_draws, runner=backwards)
    for name in ("table", "ranks", "pairwise", "central_weights"):
        pd.testing.assert_frame_equal(getattr(whole, name), getattr(shared, name), check_exact=True)


def test_another_seed_gives_other_draws(case: Case) -> None:
    assert not acceptability(case, draws=1000, seed=1).ranks.equals(acceptability(case, draws=1000, seed=2).ranks)


@pytest.mark.parametrize("method", [name for name in mcda.METHODS if name not in ("ocra", "lopm", "comet")])
def test_every_method_can_be_sampled(case: Case, method: str) -> None:
    found = acceptability(case, method=method, draws=300, scenario="flash_crisis")
    assert found.ranks.sum(axis=1).to_numpy() == pytest.approx(1)
    means = found.table["mean"] if mcda.METHODS[method].higher_is_better else -found.table["mean"]
    assert np.corrcoef(means, -found.table["expected_rank"])[0, 1] > 0.7


def test_comet_is_sampled_too_if_slowly(make_case: Any) -> None:
    found = acceptability(make_case({"a": [90, 20], "b": [20, 90], "c": [60, 50]}), method="comet", draws=100)
    assert found.ranks.sum(axis=1).to_numpy() == pytest.approx(1)


def test_sampling_stops_when_the_error_is_small_enough(case: Case) -> None:
    found = acceptability(case, draws=200_000, target_error=0.005)
    assert 8_000 <= found.draws < 40_000
    assert found.table["p_first_error"].max() <= 0.005
    assert found.asked == 200_000


def test_progress_is_told_and_can_cancel(case: Case) -> None:
    told = []

    def progress(done: int, asked: int) -> bool:
        told.append((done, asked))
        return done < 4_000

    found = acceptability(case, draws=100_000, job_draws=2_000, progress=progress)
    assert told == [(2_000, 100_000), (4_000, 100_000)]
    assert found.draws == 4_000
    assert found.table["p_first"].sum() == pytest.approx(1, abs=1e-6)


def test_doubts_one_by_one(case: Case) -> None:
    found = doubts(case, scenario="neutral", draws=1_000)
    assert list(found.columns) == ["weights only", "facts only", "both"]
    assert found.sum().to_numpy() == pytest.approx(1, abs=0.01)
    alone = acceptability(case, scenario="neutral", draws=1_000, sources=("weights",)).table["p_first"]
    assert found["weights only"].to_dict() == alone.to_dict()


def test_gates_and_options_are_respected(case: Case) -> None:
    found = acceptability(
        case, gates=["speed >= 60"], options=["unilateral", "act_first_75", "multilateral"], draws=500
    )
    assert "multilateral" not in found.table.index


def test_a_single_option_is_always_first(make_case: Any) -> None:
    found = acceptability(make_case({"a": [10, 20], "b": [50, 60]}), options=["a"], draws=100)
    assert found.table["p_first"].tolist() == [1]
    assert found.table["entropy"].tolist() == [0]


def test_plain_data(case: Case) -> None:
    json.dumps(acceptability(case, draws=500).to_dict(), allow_nan=False)


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"draws": 0}, "draws = 0"),
        ({"draws": 2.5}, "draws = 2.5"),
        ({"seed": -1}, "seed = -1"),
        ({"sources": ("hope",)}, "No source of doubt 'hope'"),
        ({"distribution": "magic"}, "magic"),
        ({"correlation": 1.5}, "correlation = 1.5"),
        ({"job_draws": 1_500}, "a whole number of blocks"),
        ({"method": "ocra"}, "needs data above 0"),
        ({"method": "magic"}, "No method 'magic'"),
        ({"weights": "nobody"}, "nobody"),
        ({"scenario": "doom"}, "doom"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.McdaError, match=wanted):
        acceptability(case, **asked)


def three_on_three(make_case: Any) -> Case:
    return make_case({"a": [90, 20, 50], "b": [30, 80, 40], "c": [50, 50, 60]})


def test_where_there_is_an_exact_answer_it_is_given(make_case: Any) -> None:
    case = three_on_three(make_case)
    found = weights_only(case)
    assert found.exact is not None
    exact = mcda.exact_acceptability(case).table["p_first"]
    assert found.table["p_first"].to_dict() == exact.to_dict()
    assert (found.table["p_first_error"] == 0).all()
    # The sampled ranks beside it are within four standard errors.
    error = np.sqrt(exact * (1 - exact) / found.draws)
    assert (np.abs(found.ranks[1] - exact) <= 4 * error + 1e-12).all()
    json.dumps(found.to_dict(), allow_nan=False)


@pytest.mark.parametrize(
    "setting",
    [
        {"sources": ("facts", "weights")},
        {"weights": None},
        {"method": "topsis"},
        {"weights": mcda.weights.WeightSpace.order(["c1", "c2", "c3"], [["c1"], ["c2"]])},
    ],
    ids=["facts vary", "a weight set", "not linear", "an order"],
)
def test_elsewhere_there_is_none(make_case: Any, setting: dict[str, Any]) -> None:
    assert weights_only(three_on_three(make_case), **{"draws": 500, **setting}).exact is None


def test_sobol_draws_come_closer_for_the_same_number(make_case: Any) -> None:
    """Against the exact shares; the standard error from replicates is honest: within four of it."""
    case = three_on_three(make_case)
    exact = mcda.exact_acceptability(case).table["p_first"]
    plain = acceptability(case, weights="any", sources=("weights",), draws=16_384, method="topsis")
    even = acceptability(case, weights="any", sources=("weights",), draws=16_384, method="topsis", sobol=True)
    assert even.draws == 16_384
    assert even.table["p_first_error"].max() < 0.5 * plain.table["p_first_error"].max()
    sampled = weights_only(case, sobol=True, draws=16_384)
    assert (np.abs(sampled.ranks[1] - exact) < 0.002).all()


@pytest.mark.parametrize("setting", [{"weights": None}, {"sources": ("facts", "weights")}], ids=str)
def test_sobol_is_for_weights_alone(make_case: Any, setting: dict[str, Any]) -> None:
    with pytest.raises(mcda.ArgumentError, match="sobol is for weights alone"):
        weights_only(three_on_three(make_case), sobol=True, **setting)
