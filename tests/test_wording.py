"""Findings as sentences: what is said where there is nothing to compare with, and nothing said twice."""

from collections.abc import Callable

import pytest

import mcda
from mcda import wording, wording_mixes
from mcda.case import Case
from mcda.weights import weight_set

BOTH = ["coverage >= 45", "speed >= 45"]


def test_gates_that_no_pure_strategy_passes_are_told(case: Case) -> None:
    curve = mcda.blend_curve(case, gates=BOTH)
    best = mcda.best_blend(case, gates=BOTH)
    assert wording_mixes.curve_sentence(case, curve).endswith("no pure strategy passes the gates.")
    assert wording_mixes.best_sentence(case, best).endswith("no pure strategy passes the gates.")


def test_the_baseline_is_named_once_where_it_is_the_runner_up(case: Case) -> None:
    two = mcda.rank(case, options=["status_quo", "multilateral"])
    three = mcda.rank(case, options=["status_quo", "multilateral", "unilateral"])
    assert wording.ranking_sentence(case, two).lower().count("status quo") == 1
    assert "ahead of Unilateral and" in wording.ranking_sentence(case, three)


def test_one_kind_alone_has_nothing_to_beat(case: Case) -> None:
    found = mcda.verdict(case, options=["unilateral"], draws=20)
    assert found.word == "no rival"
    assert found.mean_lead is None
    assert wording.headline(case, found) == "Unilateral is the only kind of strategy here"


@pytest.mark.parametrize(
    ("second", "weights", "ends"),
    [
        ("long_game", "flash_crisis", "with the weights of Flash crisis kept"),
        ("long_game", "neutral", "with the weights “{neutral}” kept"),
        ("flash_crisis", "flash_crisis", "with the weights of Flash crisis kept."),
    ],
)
def test_weights_that_are_kept_are_told(case: Case, second: str, weights: str, ends: str) -> None:
    kept = weight_set(case, weights)
    table = mcda.compare_scenarios(case, "flash_crisis", second, weights=kept)
    told = wording.comparison_sentence(case, table, "flash_crisis", second, kept)
    assert ends.format(neutral=case.weight_sets["neutral"]) in told
    assert "kept" not in wording.comparison_sentence(case, table, "flash_crisis", second)


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ({"a": [1, 2], "b": [3, 4]}, ""),
        ({"a": [1, None], "b": [3, 4]}, "One score of a is unknown and counts as the middle of its scale."),
        ({"a": [1, 2], "b": [None, None]}, "2 scores of b are unknown and count as the middle of their scales."),
        (
            {"a": [1, None], "b": [None, None]},
            "Some scores behind a and b are unknown and count as the middle of their scales.",
        ),
    ],
)
def test_unknown_scores_are_told(
    make_case: Callable[..., Case], scores: dict[str, list[object]], sentence: str
) -> None:
    assert wording.unknown_sentence(make_case(scores), ("a", "b")) == sentence
