"""Random draws: repeatable, independent of chunking, and from the distributions that are stated."""

from typing import Any

import numpy as np
import pytest

import mcda
from mcda.case import Case
from mcda.draws import BLOCK, SOURCES, Draw, draw_blocks, pert
from mcda.kernels.simplex import sample_box, with_weight
from mcda.weights import weight_set

ASSUMED = ("coordination", "returns", "synergy", "first_mover_cost")


def drawn(case: Case, draws: int, seed: int = 0, sources: tuple[str, ...] = SOURCES) -> dict[str, np.ndarray]:
    """All draws of everything uncertain, by name."""
    blocks = list(draw_blocks(case.facts("neutral"), weight_set(case, "neutral"), draws, seed, sources))

    def join(part: Any) -> np.ndarray:
        return np.concatenate([part(block) for block in blocks])

    parts: dict[str, Any] = {
        "scores": lambda block: block.levels.scores,
        "effects": lambda block: block.levels.effects,
        "weights": lambda block: block.weights,
    }
    return {name: join(part) for name, part in parts.items()} | {
        name: join(lambda block, name=name: getattr(block.levels.assumptions, name)) for name in ASSUMED
    }


def test_the_same_seed_gives_the_same_draws(case: Case) -> None:
    one, same, other = drawn(case, 1500, 3), drawn(case, 1500, 3), drawn(case, 1500, 4)
    for name, table in one.items():
        assert len(table) == 1500
        assert (table == same[name]).all(), name
        assert not np.allclose(table, other[name]), name


def test_fewer_draws_are_the_first_of_more(case: Case) -> None:
    few, many = drawn(case, 700), drawn(case, 2500)
    for name, table in few.items():
        assert (table == many[name][:700]).all(), name


def test_blocks_are_not_copies_of_one_another(case: Case) -> None:
    many = drawn(case, 2 * BLOCK)
    for name, table in many.items():
        assert not np.allclose(table[:BLOCK], table[BLOCK:]), name


@pytest.mark.parametrize("off", SOURCES)
def test_switching_a_source_off_leaves_the_others_as_they_were(case: Case, off: str) -> None:
    """What is off stands at its most likely value in every draw."""
    of = {"facts": ("scores", "effects"), "assumptions": ASSUMED, "weights": ("weights",)}
    every, rest = drawn(case, 400), drawn(case, 400, sources=tuple(s for s in SOURCES if s != off))
    mode = case.facts("neutral").mode
    likely = {
        "scores": mode.scores,
        "effects": mode.effects,
        "weights": weight_set(case, "neutral").weights,
        **{name: getattr(mode.assumptions, name) for name in ASSUMED},
    }
    for name, table in every.items():
        wanted = np.broadcast_to(likely[name], table.shape) if name in of[off] else table
        assert (rest[name] == wanted).all(), name


def test_scores_lie_in_their_ranges_with_the_mean_of_a_pert(case: Case) -> None:
    """(low + 4 mode + high) / 6, by the files; a mean of 20,000 draws errs by less than five standard errors."""
    scores = drawn(case, 20_000)["scores"]
    cells = np.array([[cell.low, cell.mode, cell.high] for cell in case.cells], dtype=float) / 100
    low, mode, high = cells.reshape(-1, 13, 3).transpose(2, 0, 1)
    assert (scores >= low - 1e-12).all()
    assert (scores <= high + 1e-12).all()
    error = scores.std(axis=0) / np.sqrt(len(scores))
    assert (np.abs(scores.mean(axis=0) - (low + 4 * mode + high) / 6) <= 5 * error + 1e-12).all()


@pytest.mark.parametrize("low, mode, high", [(0, 1, 4), (-1, -1, 2), (0, 3, 3), (10, 15, 20)])
def test_pert_mean_and_variance(low: float, mode: float, high: float) -> None:
    """With shape 4 the variance is (mean - low)(high - mean) / 7."""
    rng = np.random.default_rng(1)
    sample = np.concatenate([pert(rng, low, mode, high) for _ in range(200)])
    mean = (low + 4 * mode + high) / 6
    variance = (mean - low) * (high - mean) / 7
    assert sample.min() >= low
    assert sample.max() <= high
    assert sample.mean() == pytest.approx(mean, abs=5 * np.sqrt(variance / sample.size))
    assert sample.var() == pytest.approx(variance, rel=0.02)


def test_a_range_without_width_is_a_number() -> None:
    assert (pert(np.random.default_rng(0), 2.0, 2.0, 2.0) == 2.0).all()


def test_assumptions_lie_in_their_ranges_with_the_mean_of_a_pert(case: Case) -> None:
    """Neutral scenario and case settings: coordination (-.3, .3, .7), returns (1, 2, 4), synergy (0, .3, .5),
    price of acting first (0, .2, .4).
    """
    ranges = ((-0.3, 0.3, 0.7), (1, 2, 4), (0, 0.3, 0.5), (0, 0.2, 0.4))
    sample = drawn(case, 20_000)
    for name, (low, mode, high) in zip(ASSUMED, ranges, strict=True):
        assert sample[name].min() >= low
        assert sample[name].max() <= high
        error = sample[name].std() / np.sqrt(20_000)
        assert sample[name].mean() == pytest.approx((low + 4 * mode + high) / 6, abs=5 * error)


def test_a_cell_of_which_nothing_is_known_is_uniform(make_case: Any) -> None:
    """Over the whole scale: mean 1/2, variance 1/12."""
    small = make_case({"a": [None, 50], "b": [40, 40]})
    x = drawn_scores(small, 20_000)[:, 0, 0]
    assert x.mean() == pytest.approx(0.5, abs=0.01)
    assert x.var() == pytest.approx(1 / 12, rel=0.03)


def drawn_scores(case: Case, draws: int) -> np.ndarray:
    blocks: list[Draw] = list(draw_blocks(case.facts(), weight_set(case), draws))
    return np.concatenate([block.levels.scores for block in blocks])


def test_derived_options_reuse_the_draw_of_their_base(case: Case) -> None:
    """Secondary actions move coverage, resilience, signal, legitimacy and retaliation, nothing else. Where they
    do, the difference is the lever's own draw, cut where the scale ends.
    """
    model = case.facts("neutral")
    (block,) = draw_blocks(model, weight_set(case, "neutral"), 500)
    x = model.compose(block.levels)
    base = x[:, case.option_ids.index("unilateral")]
    moved = x[:, case.option_ids.index("unilateral_secondary")]
    touched = {"coverage", "resilience", "signal", "legitimacy", "retaliation"}
    for j, criterion in enumerate(case.catalogue.ids):
        if criterion not in touched:
            assert (moved[:, j] == base[:, j]).all(), criterion
    rows = {row.criterion: e for e, row in enumerate(case.levers) if row.lever == "secondary_actions"}
    assert set(rows) == touched
    for criterion, e in rows.items():
        j = case.catalogue.ids.index(criterion)
        effect = np.clip(block.levels.effects[:, e], -0.25, 0.25)
        assert moved[:, j] == pytest.approx(np.clip(base[:, j] + effect, 0, 1), abs=1e-12), criterion


def test_blends_reuse_the_draws_of_their_components(case: Case, oracle: Any) -> None:
    """One draw, blended again by a second implementation."""
    model = case.facts("neutral")
    (block,) = draw_blocks(model, weight_set(case, "neutral"), 20)
    x = model.compose(block.levels)
    a = block.levels.assumptions
    for i in range(20):
        parts = {name: x[i, case.option_ids.index(name)] for name in ("unilateral", "multilateral")}
        kappa = np.clip(a.coordination[i] - a.first_mover_cost[i], -1, 1)
        wanted = oracle.blend(parts, np.array([[0.25, 0.75]]), kappa, q=a.returns[i], sigma=a.synergy[i])[0]
        assert x[i, case.option_ids.index("act_first_25")] == pytest.approx(wanted, abs=1e-9)


def test_weights_sum_to_one_inside_their_box(case: Case) -> None:
    weights = drawn(case, 3000)["weights"]
    box = case.weights("neutral")
    assert weights.sum(axis=1) == pytest.approx(1)
    assert (weights >= box["low"].to_numpy() - 1e-12).all()
    assert (weights <= box["high"].to_numpy() + 1e-12).all()


LOW, MIDDLE, HIGH = np.array([0.1, 0.2, 0.0]), np.array([0.3, 0.3, 0.4]), np.array([0.6, 0.35, 0.5])


def test_weights_are_uniform_in_the_box() -> None:
    """Against rejection: uniform on the simplex (a Dirichlet with ones), kept where inside the box."""
    plain = np.random.default_rng(0).dirichlet(np.ones(3), 2_000_000)
    kept = plain[((plain >= LOW) & (plain <= HIGH)).all(axis=1)]
    sample = sample_box(np.random.default_rng(1), LOW, MIDDLE, HIGH, 100_000)
    assert len(sample) == 100_000
    assert len(kept) > 100_000
    assert sample.mean(axis=0) == pytest.approx(kept.mean(axis=0), abs=2e-3)
    assert np.cov(sample.T) == pytest.approx(np.cov(kept.T), abs=2e-4)
    for share in (0.05, 0.25, 0.5, 0.75, 0.95):
        assert np.quantile(sample, share, axis=0) == pytest.approx(np.quantile(kept, share, axis=0), abs=4e-3)


def test_a_box_that_hardly_meets_the_simplex() -> None:
    """All but 1 % of the weight is given away, so few guesses fit. What is left is a small triangle, on which
    w = .33 + .01 Dirichlet(1, 1, 1): mean 1/3, variance .01^2 / 18.
    """
    low, high = np.full(3, 0.33), np.full(3, 1.0)
    sample = sample_box(np.random.default_rng(2), low, np.full(3, 1 / 3), high, 20_000)
    assert sample.sum(axis=1) == pytest.approx(1)
    assert sample.min() >= 0.33 - 1e-12
    spread = 0.01 / np.sqrt(18)
    assert sample.mean(axis=0) == pytest.approx(1 / 3, abs=5 * spread / np.sqrt(20_000))
    assert sample.std(axis=0) == pytest.approx(spread, rel=0.03)


def test_a_box_without_room_is_a_point() -> None:
    w = np.array([0.2, 0.3, 0.5])
    assert (sample_box(np.random.default_rng(0), w, w, w, 10) == w).all()


@pytest.mark.parametrize(
    "weights, j, target, wanted",
    [
        ([0.2, 0.3, 0.5], 0, 0.2, [0.2, 0.3, 0.5]),
        ([0.2, 0.3, 0.5], 0, 0.6, [0.6, 0.15, 0.25]),
        ([0.2, 0.3, 0.5], 2, 0.0, [0.4, 0.6, 0.0]),
        ([0.2, 0.3, 0.5], 1, 1.0, [0.0, 1.0, 0.0]),
        ([1.0, 0.0, 0.0], 0, 0.5, [0.5, 0.25, 0.25]),
    ],
)
def test_the_other_weights_yield_in_proportion(weights: Any, j: int, target: float, wanted: Any) -> None:
    assert with_weight(np.array(weights), j, np.asarray(target)) == pytest.approx(wanted)


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"draws": 0}, "draws = 0"),
        ({"draws": 1.5}, "draws = 1.5"),
        ({"draws": True}, "draws = True"),
        ({"seed": -1}, "seed = -1"),
        ({"seed": 0.5}, "seed = 0.5"),
        ({"sources": ("luck",)}, "'luck'.*facts, assumptions, weights"),
    ],
    ids=str,
)
def test_draws_that_cannot_be_made_are_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        drawn(case, **({"draws": 10} | asked))
