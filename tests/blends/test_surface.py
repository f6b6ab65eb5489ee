"""Every blend of a lattice: against `compose`, against a second working-out, and what must hold of any blend."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import SCENARIOS

import mcda
from mcda.blends.composition import compose
from mcda.blends.lattice import lattice, share_bounds, vertices
from mcda.blends.mix import Mix
from mcda.blends.surface import blend_surface
from mcda.case import Case

TWO = ("unilateral", "multilateral")
THREE = (*TWO, "minilateral")
FOUR = (*THREE, "status_quo")
MANY = settings(max_examples=60)


@pytest.fixture(scope="module")
def wide(case: Case) -> Case:
    """The shipped case with a fourth component: doing nothing new."""
    options = [
        one.model_copy(update={"kind": "component"}) if one.option == "status_quo" else one for one in case.options
    ]
    return case.replace(options=tuple(options))


@pytest.mark.parametrize("sequence", ["act_first", "act_together"])
@pytest.mark.parametrize("components", [TWO, THREE, FOUR], ids=len)
def test_surface_equals_compose_point_by_point(wide: Case, components: tuple[str, ...], sequence: str) -> None:
    found = blend_surface(wide, components=components, steps=6, synergy=0.0, sequence=sequence, scenario="neutral")
    parts = wide.scores("neutral").loc[list(components)]
    kappa = 0.3 - (0.2 if sequence == "act_first" else 0.0)
    for row, shares in enumerate(lattice(len(components), 6)):
        assert found.table.loc[row, list(components)].to_list() == pytest.approx(shares)
        for criterion in wide.catalogue.criteria:
            low, high = criterion.scale.low, criterion.scale.high
            blend = compose(
                (parts[criterion.id].to_numpy() - low) / (high - low),
                shares,
                rule=criterion.blend.value,
                direction=criterion.direction.value,
                coordination=kappa,
                sequence=sequence,
            )
            assert found.scores.loc[row, criterion.id] == pytest.approx(low + blend * (high - low), abs=1e-9)


@pytest.mark.parametrize("components", [TWO, THREE, FOUR], ids=len)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scores_and_leads(wide: Case, oracle: Any, scenario: str, components: tuple[str, ...]) -> None:
    """Synergy included, by a second implementation."""
    k = len(components)
    found = blend_surface(wide, components=components, scenario=scenario, steps=10, epsilon=0.8)
    points = lattice(k, 10)
    scores = oracle.curve(scenario, points, components=components)
    pure = oracle.curve(scenario, np.eye(k), components=components)
    assert found.table["score"].to_numpy() == pytest.approx(scores, abs=1e-9)
    assert found.table["lead"].to_numpy() == pytest.approx(scores - pure.max(), abs=1e-9)
    assert found.best_pure == components[pure.argmax()]
    assert found.table["near_best"].to_list() == (scores >= scores.max() - 0.8).tolist()
    assert found.shares.to_list() == pytest.approx(points[scores.argmax()])
    assert 100 * found.values.to_numpy() @ oracle.weights(scenario) == pytest.approx(scores, abs=1e-9)
    assert found.table["feasible"].all()
    json.dumps(found.to_dict(), allow_nan=False)


def test_what_breaks_a_limit_is_said_and_never_near_best(case: Case, oracle: Any) -> None:
    gates, bounds = ["speed >= 45", "administrative_burden <= 50"], {"multilateral": (0.2, 0.7)}
    found = blend_surface(case, components=THREE, scenario="neutral", gates=gates, bounds=bounds, steps=20)
    points = lattice(3, 20)
    x = oracle.mix("neutral", points, components=THREE)
    slow = x[:, oracle.criteria.index("speed")] < 0.45
    heavy = x[:, oracle.criteria.index("administrative_burden")] > 0.5
    beyond = (points[:, 1] < 0.2) | (points[:, 1] > 0.7)
    words = ["share of multilateral from 0.2 to 0.7", *gates]
    wanted = [
        "; ".join(word for word, broken in zip(words, row, strict=True) if broken)
        for row in zip(beyond, slow, heavy, strict=True)
    ]
    assert slow.any() and heavy.any()
    assert found.table["breaks"].to_list() == wanted
    assert found.table["feasible"].to_list() == [word == "" for word in wanted]
    assert not (found.table["near_best"] & ~found.table["feasible"]).any()
    assert found.table["feasible"][found.best]


def test_without_a_permitted_pure_strategy_there_is_no_lead(case: Case) -> None:
    found = blend_surface(case, bounds={"unilateral": (0.2, 0.6)}, scenario="neutral", steps=10)
    assert found.best_pure is None
    assert found.table["lead"].isna().all()
    json.dumps(found.to_dict(), allow_nan=False)


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"steps": 0}, "steps = 0"),
        ({"steps": 2.5}, "steps = 2.5"),
        ({"steps": True}, "steps = True"),
        ({"gates": ["coverage >= 99"]}, "gate coverage >= 99: .* nearest"),
        ({"steps": 2, "bounds": {"unilateral": (0.1, 0.3)}}, "Take more steps"),
        ({"bounds": [0.1, 0.3]}, "a mapping from components"),
        ({"bounds": {"minilateral": (0.1, 0.3)}}, "'minilateral' is not in the blend"),
        ({"epsilon": 0}, "epsilon = 0"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        blend_surface(case, **asked)


def test_every_fault_of_bounds_is_named() -> None:
    bounds = {"a": (0.7, 0.9), "b": (0.5, 0.6), "c": (0.3, 0.1), "d": ("x", 1), "e": 0.5, "f": (0, 2)}
    with pytest.raises(mcda.ArgumentError) as fault:
        share_bounds(("a", "b", "c", "d"), bounds)  # type: ignore[arg-type]
    for words in ("floors sum to 1.2", "c: (0.3, 0.1)", "d: ('x', 1)", "'e' is not in", "'f' is not in"):
        assert words in str(fault.value)
    with pytest.raises(mcda.ArgumentError, match=r"caps sum to 0\.5"):
        share_bounds(("a", "b"), {"a": (0.0, 0.2), "b": (0.0, 0.3)})


def test_corners_of_bounds() -> None:
    """Worked out by hand: a in [0.2, 0.5], b at least 0.3, c at most 0.4."""
    found = vertices(np.array([[0.2, 0.5], [0.3, 1.0], [0.0, 0.4]]))
    wanted = [[0.2, 0.4, 0.4], [0.2, 0.8, 0.0], [0.3, 0.3, 0.4], [0.5, 0.3, 0.2], [0.5, 0.5, 0.0]]
    assert found == pytest.approx(np.array(wanted))


several = st.sampled_from([THREE, FOUR])
fits, steepness = st.floats(-1, 1), st.floats(1, 4)


def efforts(data: st.DataObject, k: int) -> np.ndarray:
    """Shares of k components, none of them quite 0."""
    effort = np.array([data.draw(st.floats(0.01, 1)) for _ in range(k)])
    return np.asarray(effort / effort.sum())


@MANY
@given(several, fits, steepness, st.sampled_from(SCENARIOS), st.sampled_from(["act_first", "act_together"]))
def test_corners_are_the_pure_strategies(
    wide: Case, components: tuple[str, ...], kappa: float, q: float, scenario: str, sequence: str
) -> None:
    mix = Mix.of(wide, components=components, coordination=kappa, returns=q, scenario=scenario, sequence=sequence)
    alone = mix.model.components_of(mix.model.mode, components)
    assert mix.natural_share(np.eye(len(components))) == pytest.approx(alone, abs=1e-12)


@MANY
@given(several, fits, steepness, st.floats(0, 1), st.data())
def test_values_stay_on_the_scale(wide: Case, components: Any, kappa: float, q: float, sigma: float, data: Any) -> None:
    mix = Mix.of(wide, components=components, coordination=kappa, returns=q, synergy=sigma)
    values = mix.values(efforts(data, len(components))[None])
    assert (values >= 0).all() and (values <= 1).all()


@MANY
@given(several, fits, fits, steepness, st.data())
def test_more_coordination_never_lowers_a_score(
    wide: Case, components: Any, kappa: float, other: float, q: float, data: Any
) -> None:
    shares = efforts(data, len(components))[None]
    less, more = (
        Mix.of(wide, components=components, coordination=fit, returns=q).scores(shares)[0]
        for fit in sorted((kappa, other))
    )
    assert less <= more + 1e-9


@MANY
@given(several, fits, steepness, st.data())
def test_a_small_change_of_shares_is_a_small_change_of_score(
    wide: Case, components: Any, kappa: float, q: float, data: Any
) -> None:
    """Effort of 1e-7 moved from one part to another moves no score by more than 1e-3 points."""
    shares = efforts(data, len(components))
    one, other = data.draw(st.permutations(range(len(components))))[:2]
    moved = shares.copy()
    moved[[one, other]] += [1e-7, -1e-7]
    first, second = Mix.of(wide, components=components, coordination=kappa, returns=q).scores(np.array([shares, moved]))
    assert abs(first - second) < 1e-3


@MANY
@given(several, st.integers(0, 3), st.integers(0, 12), st.floats(0, 1), fits, steepness, st.data())
def test_a_better_part_never_lowers_a_score(
    wide: Case, components: Any, part: int, j: int, gain: float, kappa: float, q: float, data: Any
) -> None:
    """One score of one component moved towards the better end of its scale."""
    mix = Mix.of(wide, components=components, coordination=kappa, returns=q)
    shares = efforts(data, len(components))[None]
    model, row = mix.model, mix.model.scored.index(components[part % len(components)])
    scores = model.mode.scores.copy()
    top = 1.0 if model.signs[j] > 0 else 0.0
    scores[row, j] += gain * (top - scores[row, j])
    better = replace(mix, model=replace(model, mode=replace(model.mode, scores=scores)))
    assert mix.scores(shares)[0] <= better.scores(shares)[0] + 1e-9
