"""Dominance before any weight: by hand, and against draws of everything that has a range."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from shipped import SCENARIOS

import mcda
from mcda.case import Case
from mcda.draws import draw_blocks
from mcda.facts import Assumptions
from mcda.robustness.dominance import dominance, value_ranges
from mcda.weights import weight_set


def test_relations_worked_out_by_hand(make_case: Any) -> None:
    """Higher is better on c1, lower on c2. Likely: a (60, 40) beats b (50, 50) on both; d (10, 90) is below both;
    e is a copy of b. Surely: at worst a is (55, 45), at best b is (55, 45): nowhere better, so not sure. At worst
    both beat d's best of (20, 80). Possibly: b at best beats a at worst only if better somewhere: it is not.
    """
    small = make_case(
        {
            "a": [(55, 60, 70), (30, 40, 45)],
            "b": [(45, 50, 55), (45, 50, 60)],
            "d": [(0, 10, 20), (80, 90, 100)],
            "e": [(45, 50, 55), (45, 50, 60)],
        },
        directions={"c1": "more", "c2": "less"},
    )
    found = dominance(small)
    assert found.table["layer"].to_dict() == {"a": 1, "b": 2, "d": 3, "e": 2}
    assert found.table["dominates"].to_dict() == {"a": 3, "b": 1, "d": 0, "e": 1}
    assert found.table["dominated_by"].to_dict() == {"a": 0, "b": 1, "d": 3, "e": 1}
    assert found.efficient == ("a",)
    named = found.to_dict()
    assert named["sure"] == {"a": ["d"], "b": ["d"], "d": [], "e": ["d"]}
    assert named["possible"] == {"a": ["b", "d", "e"], "b": ["d", "e"], "d": [], "e": ["b", "d"]}
    json.dumps(named, allow_nan=False)


def test_without_ranges_sure_and_possible_are_the_same(make_case: Any) -> None:
    found = dominance(make_case({"a": [60, 40], "b": [50, 30], "d": [70, 10]}))
    assert found.matrix.equals(found.sure)
    assert found.matrix.equals(found.possible)


def test_what_is_unknown_makes_nothing_sure(make_case: Any) -> None:
    """c1 of b may lie anywhere on the scale: at best at its top, at worst at its bottom."""
    found = dominance(make_case({"a": [60, 40], "b": [None, 30]}))
    assert not found.sure.to_numpy().any()
    assert found.possible.loc["a", "b"]
    assert not found.possible.loc["b", "a"]


@pytest.mark.parametrize("sources", [("facts",), ("assumptions",), ("facts", "assumptions")], ids="+".join)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_draws_stay_within_the_ranges(case: Case, scenario: str, sources: tuple[str, ...]) -> None:
    model = case.facts(scenario)
    worst, best = value_ranges(model, sources)
    for block in draw_blocks(model, weight_set(case, None, scenario), 1000, 3, sources):
        values = model.values(model.compose(block.levels))
        assert (values >= worst - 1e-9).all()
        assert (values <= best + 1e-9).all()


def test_a_blend_may_be_at_its_worst_between_the_ends_of_returns(case: Case) -> None:
    """Coverage 1 alone and 0 together, a quarter alone, coordination -1/2: by `reach` half of what is brought most,
    1 - .75^q, and half of the least, .25^q. That is 1/4 at q = 1 and at q = 2, and less between them.
    """
    model = case.facts("neutral")
    scores = model.mode.scores.copy()
    coverage = model.criteria.index("coverage")
    scores[model.scored.index("unilateral"), coverage] = 1
    scores[model.scored.index("multilateral"), coverage] = 0
    levels = {
        name: replace(model.mode, scores=scores, assumptions=Assumptions(-0.5, q, 0.0, 0.0))
        for name, q in (("low", 1.0), ("mode", 1.5), ("high", 2.0))
    }
    worst, best = value_ranges(replace(model, **levels))
    blend = model.options.index("act_first_25")
    q = np.linspace(1, 2, 1001)
    assert worst[blend, coverage] == pytest.approx(((1 - 0.75**q + 0.25**q) / 2).min(), abs=1e-4)
    assert best[blend, coverage] == pytest.approx(0.25)


def test_ranges_are_no_wider_than_what_is_scored(case: Case) -> None:
    """A scored option's range is that of its cells: facts of no blend lie outside them."""
    model = case.facts("neutral")
    worst, best = value_ranges(model, ("facts",))
    rows = [model.options.index(name) for name in model.scored]
    ends = [model.values(getattr(model, level).scores.copy()) for level in ("low", "high")]
    assert worst[rows] == pytest.approx(np.minimum(*ends))
    assert best[rows] == pytest.approx(np.maximum(*ends))


@pytest.mark.parametrize("scenario", ["neutral", "split_coalition"])
def test_sure_holds_in_every_draw_and_every_draw_is_possible(case: Case, scenario: str) -> None:
    """Stress cases take part here, as something is sure about them."""
    found = dominance(case, scenario=scenario, options=case.option_ids)
    model = case.facts(scenario)
    for block in draw_blocks(model, weight_set(case, None, scenario), 300, 4, ("facts", "assumptions")):
        for x in model.values(model.compose(block.levels)):
            seen = (x[:, None] >= x[None]).all(axis=-1) & (x[:, None] > x[None]).any(axis=-1)
            assert not (found.sure.to_numpy() & ~seen).any()
            assert not (seen & ~found.possible.to_numpy()).any()


def test_whoever_is_dominated_is_not_first_by_any_weights(case: Case) -> None:
    found = dominance(case, scenario="neutral", options=case.option_ids)
    rng = np.random.default_rng(2)
    for w in rng.dirichlet(np.ones(13), size=50):
        points = dict(zip(case.catalogue.ids, w, strict=True))
        winner = mcda.rank(case, scenario="neutral", weights=points, options=case.option_ids).winner
        assert winner in found.efficient


def test_gates_and_options_are_respected(case: Case) -> None:
    found = dominance(case, gates=["speed >= 60"], options=["unilateral", "multilateral"])
    assert list(found.table.index) == ["unilateral"]
    assert found.excluded["option"].tolist() == ["multilateral"]


@pytest.mark.parametrize(
    "asked, wanted",
    [({"sources": ["weights"]}, "'weights'.*facts, assumptions"), ({"scenario": "doom"}, "doom")],
    ids=str,
)
def test_what_makes_no_sense_is_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        dominance(case, **asked)
