"""Random draws: repeatable, independent of chunking, and from the distributions that are stated."""

import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import numpy as np
import pytest
from scipy import stats

import mcda
from mcda.case import Case
from mcda.draws import BLOCK, SOURCES, Draw, DrawPlan, checked_draws, draw_blocks, pert
from mcda.kernels.simplex import sample_box, with_weight
from mcda.weights import WeightSpace, weight_set

ASSUMED = ("coordination", "returns", "synergy", "first_mover_cost")


def drawn(
    case: Case, draws: int, seed: int = 0, sources: tuple[str, ...] = SOURCES, **how: Any
) -> dict[str, np.ndarray]:
    """All draws of everything uncertain, by name."""
    weights = how.pop("weights", weight_set(case, "neutral"))
    blocks = list(draw_blocks(case.facts("neutral"), weights, draws, seed, sources, **how))

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
        ({"sources": "facts"}, "a tuple of some of these"),
        ({"distribution": "normal"}, "'normal'.*pert, triangular, uniform"),
        ({"correlation": 1}, "correlation = 1; a number from 0 to below 1"),
        ({"correlation": -0.1}, "correlation = -0.1"),
        ({"correlation": float("nan")}, "correlation = nan"),
        ({"correlation": "much"}, "correlation = 'much'"),
        ({"weights": WeightSpace.uniform(["a", "b"])}, "Weights over a, b; the criteria are"),
        ({"seed": -1, "distribution": "normal", "correlation": 2}, "(?s)seed = -1.*'normal'.*correlation = 2"),
    ],
    ids=str,
)
def test_draws_that_cannot_be_made_are_refused(case: Case, asked: dict[str, Any], wanted: str) -> None:
    with pytest.raises(mcda.ArgumentError, match=wanted):
        drawn(case, **({"draws": 10} | asked))


HOW = [
    {},
    {"distribution": "triangular"},
    {"distribution": "uniform"},
    {"correlation": 0.5},
    {"correlation": 0.9, "distribution": "triangular"},
]


def same(one: Draw, other: Draw) -> bool:
    pairs = [
        (one.levels.scores, other.levels.scores),
        (one.levels.effects, other.levels.effects),
        (one.weights, other.weights),
        *((getattr(one.levels.assumptions, name), getattr(other.levels.assumptions, name)) for name in ASSUMED),
    ]
    return all((a == b).all() for a, b in pairs)


@pytest.mark.parametrize("how", HOW, ids=str)
def test_any_block_can_be_made_alone_and_elsewhere(case: Case, how: dict[str, Any]) -> None:
    model, weights = case.facts("neutral"), weight_set(case, "neutral")
    blocks = list(draw_blocks(model, weights, 3 * BLOCK, 5, **how))
    plan = DrawPlan(model, weights, 5, **how)
    assert same(plan.block(2), blocks[2])
    assert same(pickle.loads(pickle.dumps(plan)).block(1), blocks[1])
    assert same(plan.block(0), blocks[0])
    assert [len(block.weights) for block in plan.blocks(2 * BLOCK + 1)] == [BLOCK, BLOCK, 1]


def test_another_process_makes_the_same_blocks(case: Case) -> None:
    space = WeightSpace.order(case.catalogue.ids, [["speed"], ["coverage"]]) & WeightSpace.box(case.catalogue.ids, 0.02)
    plan = DrawPlan(case.facts("neutral"), space, 5, correlation=0.5)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert all(map(same, pool.map(plan.block, [3, 0]), [plan.block(3), plan.block(0)]))


@pytest.mark.parametrize("number", [-1, 0.5, True])
def test_blocks_are_counted_from_0(case: Case, number: Any) -> None:
    with pytest.raises(mcda.ArgumentError, match="block = "):
        DrawPlan(case.facts("neutral"), weight_set(case, "neutral")).block(number)


def test_a_number_of_draws_is_checked() -> None:
    assert checked_draws(7) == 7
    with pytest.raises(mcda.ArgumentError, match="draws = -3"):
        checked_draws(-3)


@pytest.mark.parametrize("how", HOW, ids=str)
def test_each_score_follows_its_distribution(case: Case, how: dict[str, Any]) -> None:
    """Kolmogorov-Smirnov with a fixed seed against SciPy's own distributions, correlated or not; of 65 cells the least
    p-value should not fall below 0.01 / 65.
    """
    scores = drawn(case, 5000, **how)["scores"]
    model = case.facts("neutral")
    low, mode, high = model.low.scores, model.mode.scores, model.high.scores
    c = (mode - low) / (high - low)
    wanted = {
        "pert": lambda place: stats.beta(1 + 4 * place, 5 - 4 * place),
        "triangular": stats.triang,
        "uniform": lambda place: stats.uniform(),
    }[how.get("distribution", "pert")]
    places = (scores - low) / (high - low)
    assert places.min() >= -1e-12
    assert places.max() <= 1 + 1e-12
    least = min(stats.kstest(places[:, i, j], wanted(c[i, j]).cdf).pvalue for i, j in np.ndindex(c.shape))
    assert least > 0.01 / c.size


@pytest.mark.parametrize("distribution", ["triangular", "uniform"])
def test_effects_and_assumptions_follow_the_distribution_too(case: Case, distribution: str) -> None:
    """Means: (low + mode + high) / 3 and (low + high) / 2."""
    sample, model = drawn(case, 20_000, distribution=distribution), case.facts("neutral")
    for name, table in {name: sample[name] for name in ("effects", *ASSUMED)}.items():
        low, mode, high = (
            getattr(level, name) if name == "effects" else getattr(level.assumptions, name)
            for level in (model.low, model.mode, model.high)
        )
        mean = (low + mode + high) / 3 if distribution == "triangular" else (low + high) / 2
        error = table.std(axis=0) / np.sqrt(20_000)
        assert (np.abs(table.mean(axis=0) - mean) <= 5 * error + 1e-12).all(), name


@pytest.mark.parametrize("rho", [0.3, 0.8])
def test_errors_within_an_option_go_together_in_value(case: Case, rho: float) -> None:
    """Spearman's correlation under a Gaussian copula is 6/π · arcsin(ρ/2): between any two criteria of an option in
    value, so with a minus between scores of which one is a harm; none between options, levers or assumptions.
    """
    sample, model = drawn(case, 10_000, correlation=rho), case.facts("neutral")
    m, n = model.mode.scores.shape
    values = (sample["scores"] * model.signs).reshape(-1, m * n)
    found = stats.spearmanr(values).statistic
    alike = np.kron(np.eye(m), np.ones((n, n)))
    wanted = np.where(alike, 6 / np.pi * np.arcsin(rho / 2), 0.0)
    np.fill_diagonal(wanted, 1.0)
    assert found == pytest.approx(wanted, abs=5 / np.sqrt(10_000))
    assert {-1, 1} == set(model.signs.tolist())
    others = np.column_stack([values.sum(axis=1), sample["effects"], *(sample[name] for name in ASSUMED)])
    assert stats.spearmanr(others).statistic[0, 1:] == pytest.approx(0.0, abs=0.05)


def test_correlation_leaves_weights_and_assumptions_as_they_were(case: Case) -> None:
    plain, together = drawn(case, 500), drawn(case, 500, correlation=0.5)
    for name in ("weights", *ASSUMED):
        assert (plain[name] == together[name]).all(), name


@pytest.mark.parametrize("how", HOW, ids=str)
def test_an_unknown_cell_is_uniform_whatever_the_distribution(make_case: Any, how: dict[str, Any]) -> None:
    small = make_case({"a": [None, 50], "b": [40, 40]})
    blocks = draw_blocks(small.facts(), weight_set(small), 5000, **how)
    x = np.concatenate([block.levels.scores for block in blocks])[:, 0, 0]
    assert stats.kstest(x, "uniform").pvalue > 0.01


def test_cells_without_width_stay_as_they_are_when_errors_are_correlated(make_case: Any) -> None:
    small = make_case({"a": [30, 50], "b": [40, 40]})
    model = small.facts()
    certain = model.low.scores == model.high.scores
    assert certain.any()
    for block in draw_blocks(model, weight_set(small), 100, correlation=0.5):
        assert (block.levels.scores[:, certain] == model.mode.scores[certain]).all()


def test_weights_may_come_from_a_space(case: Case) -> None:
    """Drawn from it, or at its centre when weights are no source of doubt."""
    ids = case.catalogue.ids
    space = WeightSpace.order(ids, [["speed"], [name for name in ids if name != "speed"]])
    w = drawn(case, 2000, weights=space)["weights"]
    assert (w.argmax(axis=1) == ids.index("speed")).all()
    still = drawn(case, 10, weights=space, sources=("facts",))["weights"]
    assert (still == space.centre).all()
    # The largest of n uniform weights is (1 + 1/2 + ... + 1/n) / n on average.
    assert still[0, ids.index("speed")] == pytest.approx(sum(1 / i for i in range(1, 14)) / 13)
