"""The verdict: against brute force over the same draws, and on small cases whose chances are known."""

import json
from typing import Any

import numpy as np
import pytest

import mcda
from mcda import blend_curve, verdict
from mcda.case import Case
from mcda.draws import draw_blocks
from mcda.robustness.verdict import kind_of
from mcda.weights import weight_set

KINDS = {
    "status_quo": "status_quo",
    "multilateral": "multilateral",
    "minilateral": "minilateral",
    "unilateral": "unilateral",
    "unilateral_secondary": "unilateral",
    "unilateral_diplomacy": "unilateral",
    "act_first_25": "blends",
    "act_first_50": "blends",
    "act_first_75": "blends",
    "act_together_50": "blends",
    "floor_top_up": "blends",
}


def all_scores(case: Case, scenario: str, draws: int, seed: int, sources: tuple[str, ...]) -> np.ndarray:
    """Scores (draws, 11) in points of 100, weighted and summed here."""
    model = case.facts(scenario)
    more = np.array([criterion.direction == "more" for criterion in case.catalogue.criteria])
    rows = [case.option_ids.index(name) for name in KINDS]
    found = []
    for block in draw_blocks(model, weight_set(case, None, scenario), draws, seed, sources):
        x = model.compose(block.levels)[:, rows]
        found.append(100 * np.einsum("smn,sn->sm", np.where(more, x, 1 - x), block.weights))
    return np.concatenate(found)


@pytest.mark.parametrize("sources", [("facts", "assumptions", "weights"), ("weights",)], ids="+".join)
@pytest.mark.parametrize("scenario", ["neutral", "long_game", "split_coalition"])
def test_verdict_equals_brute_force(case: Case, scenario: str, sources: tuple[str, ...]) -> None:
    """Each kind stands for itself by its member with the best mean; the leader's lead is over the best of the
    other kinds' members in each draw.
    """
    scores = all_scores(case, scenario, 1300, 5, sources)
    names, kinds = list(KINDS), list(KINDS.values())
    means = scores.mean(axis=0)
    members = {kind: max((i for i, k in enumerate(kinds) if k == kind), key=lambda i: means[i]) for kind in kinds}
    ordered = sorted(members.values(), key=lambda i: -means[i])
    lead = scores[:, ordered[0]] - scores[:, ordered[1:]].max(axis=1)

    found = verdict(case, scenario=scenario, draws=1300, seed=5, sources=sources)
    p = (lead > 0).mean()
    assert found.leader == names[ordered[0]]
    assert found.leading_kind == kinds[ordered[0]]
    assert found.runner_up == names[ordered[1]]
    assert found.p_ahead == pytest.approx(p)
    assert found.p_error == pytest.approx(np.sqrt(p * (1 - p) / 1300))
    assert found.p_equal == pytest.approx((np.abs(lead) < 1).mean())
    assert found.mean_lead == pytest.approx(lead.mean())
    assert found.expected_loss == pytest.approx(np.maximum(-lead, 0).mean())
    assert found.loss_if_wrong == pytest.approx(-lead[lead < 0].mean() if (lead < 0).any() else 0.0)
    assert found.table.loc[names, "mean"].to_numpy() == pytest.approx(means)
    assert found.table.loc[names, "p95"].to_numpy() == pytest.approx(np.quantile(scores, 0.95, axis=0))
    first = np.bincount(scores.argmax(axis=1), minlength=len(names)) / len(scores)
    assert found.table.loc[names, "p_first"].to_numpy() == pytest.approx(first)
    assert found.table["p_first"].sum() == pytest.approx(1)


@pytest.mark.parametrize("option, kind", KINDS.items())
def test_kinds_of_strategy(case: Case, option: str, kind: str) -> None:
    assert kind_of(case, option) == kind


@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis", "long_game"])
def test_the_zone_is_that_of_the_blend_curve(case: Case, scenario: str) -> None:
    found = verdict(case, scenario=scenario, draws=50)
    assert found.zone == blend_curve(case, scenario=scenario).zone
    assert found.zone_component == "unilateral"


def test_the_seed_repeats_it(case: Case) -> None:
    one, same, other = (verdict(case, draws=600, seed=seed) for seed in (1, 1, 2))
    assert one.table.equals(same.table)
    assert (one.p_ahead, one.mean_lead) == (same.p_ahead, same.mean_lead)
    assert one.mean_lead != other.mean_lead


@pytest.mark.parametrize(
    "scores, word",
    [
        ({"a": [60], "b": [50]}, "clearly ahead"),
        ({"a": [51.5], "b": [50]}, "clearly ahead"),
        ({"a": [50.5], "b": [50]}, "practically equal"),
        ({"a": [50], "b": [50]}, "practically equal"),
        ({"a": [50], "b": [50], "d": [20]}, "practically equal"),
        ({"a": [60], "b": [50], "d": [50]}, "clearly ahead"),
    ],
    ids=["ten points", "beyond epsilon", "within epsilon", "twins", "twins and a laggard", "twins behind"],
)
def test_words_without_doubt(make_case: Any, scores: dict[str, Any], word: str) -> None:
    found = verdict(make_case(scores), draws=20)
    assert found.word == word
    assert found.expected_loss == 0
    assert found.p_error == 0


@pytest.mark.parametrize(
    "rival, word",
    [(5, "clearly ahead"), (20, "probably ahead"), (40, "too close to call")],
)
def test_words_where_chances_are_known(make_case: Any, rival: float, word: str) -> None:
    """`a` is uniform from 0 to 100, its rival stands at r. P(a > r) = 1 - r/100, the mean lead is 50 - r, the
    expected loss is the integral of (r - x)/100 from 0 to r = r²/200, and where wrong r/2 is lost on average.
    """
    found = verdict(make_case({"a": [None], "b": [rival]}), draws=20_000)
    p = 1 - rival / 100
    error = np.sqrt(p * (1 - p) / 20_000)
    assert found.leader == "a"
    assert found.word == word
    assert found.p_ahead == pytest.approx(p, abs=5 * error)
    assert found.p_error == pytest.approx(error, rel=0.1)
    assert found.p_equal == pytest.approx(0.02, abs=0.006)
    assert found.mean_lead == pytest.approx(50 - rival, abs=5 * 29 / np.sqrt(20_000))
    assert found.expected_loss == pytest.approx(rival**2 / 200, rel=0.1)
    assert found.loss_if_wrong == pytest.approx(rival / 2, rel=0.1)


def test_twins_share_the_first_place(make_case: Any) -> None:
    found = verdict(make_case({"a": [50], "b": [50], "d": [20]}), draws=10)
    assert found.table["p_first"].to_dict() == pytest.approx({"a": 0.5, "b": 0.5, "d": 0.0})


def test_near_copies_do_not_split_the_vote(case: Case) -> None:
    """Leaving out all blends but the best moves neither leader nor its lead over other kinds."""
    every = verdict(case, scenario="neutral", draws=400)
    assert every.leading_kind == "blends"
    few = [name for name, kind in KINDS.items() if kind != "blends" or name == every.leader]
    one = verdict(case, scenario="neutral", draws=400, options=few)
    assert one.leader == every.leader
    assert one.p_ahead == every.p_ahead
    assert one.mean_lead == pytest.approx(every.mean_lead)


def test_epsilon_of_the_case_sets_what_counts_as_equal(make_case: Any) -> None:
    scores = {"a": [53], "b": [50]}
    assert verdict(make_case(scores), draws=10).word == "clearly ahead"
    assert verdict(make_case(scores, epsilon=5.0), draws=10).word == "practically equal"


@pytest.mark.parametrize("method", ["ocra", "lopm"])
def test_a_verdict_by_a_method_that_cannot_serve_says_why(case: Case, method: str) -> None:
    with pytest.raises(mcda.MethodError, match="needs data above 0"):
        verdict(case, method=method, draws=60)


@pytest.mark.parametrize("method", [name for name in mcda.METHODS if name not in ("ocra", "lopm")])
def test_every_method_has_a_verdict(case: Case, method: str) -> None:
    """The leader has the best mean index of its kind, whichever way the index points."""
    found = verdict(case, method=method, draws=60)
    means = found.table["mean"] if mcda.METHODS[method].higher_is_better else -found.table["mean"]
    assert means.loc[found.leader] == means.max()
    assert found.table["p_first"].sum() == pytest.approx(1)
    assert 0 <= found.p_ahead <= 1
    assert found.expected_loss >= 0


def test_gates_decide_who_takes_part(case: Case) -> None:
    found = verdict(case, scenario="neutral", gates=["speed >= 60"], draws=50)
    assert "multilateral" not in found.table.index
    assert "unilateral" in found.table.index


def test_verdicts_are_plain_data(case: Case) -> None:
    plain = json.loads(json.dumps(verdict(case, draws=50).to_dict(), allow_nan=False))
    assert set(plain["table"]) == set(case.choices)


def test_one_kind_alone_is_plain_data_too(case: Case) -> None:
    """Nothing else competes, so there is no lead over anything: no infinity may stand in for it."""
    found = verdict(case, options=["unilateral", "unilateral_secondary"], draws=50)
    assert found.runner_up is None
    json.dumps(found.to_dict(), allow_nan=False)


@pytest.mark.parametrize("draws", [0, -5, 2.5])
def test_draws_that_cannot_be_made_are_refused(case: Case, draws: float) -> None:
    with pytest.raises(mcda.ArgumentError, match=f"draws = {draws}"):
        verdict(case, draws=draws)  # type: ignore[arg-type]
