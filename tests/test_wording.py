"""Findings as sentences: what is said where there is nothing to compare with, and nothing said twice."""

import mcda
from mcda import wording
from mcda.case import Case

BOTH = ["coverage >= 45", "speed >= 45"]


def test_gates_that_no_pure_strategy_passes_are_told(case: Case) -> None:
    curve = mcda.blend_curve(case, gates=BOTH)
    best = mcda.best_blend(case, gates=BOTH)
    assert wording.curve_sentence(case, curve).endswith("no pure strategy passes the gates.")
    assert wording.best_sentence(case, best).endswith("no pure strategy passes the gates.")


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
