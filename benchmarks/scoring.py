"""Scoring and ranking in batches, beside loops over draws."""

import numpy as np
from pymcdm.methods import WSM
from scipy.stats import rankdata

import mcda
from benchmarks.contest import SEED, Array, Contest
from mcda.draws import draw_blocks
from mcda.facts import Assumptions, Levels
from mcda.kernels.additive import weighted_sum
from mcda.kernels.ranks import ranks
from mcda.weights import weight_set

DRAWS = 2000


def scoring_of_draws() -> Contest:
    """Blends composed anew and options scored in every draw of the shipped case, as `mcda.verdict` does."""
    case = mcda.read_case()
    scenario = case.scenario(None).scenario
    model = case.facts(scenario)
    blocks = list(draw_blocks(model, weight_set(case, None, scenario), DRAWS))
    draws = [(_one_draw(block.levels, i), w) for block in blocks for i, w in enumerate(block.weights)]

    def scored(levels: Levels, weights: Array) -> Array:
        return weighted_sum(model.values(model.compose(levels)), weights)

    def batched() -> Array:
        return np.concatenate([scored(block.levels, block.weights) for block in blocks])

    def looped() -> Array:
        return np.array([scored(levels, w) for levels, w in draws])

    return Contest(
        f"compose and score {len(model.options)} x {len(model.criteria)} in {DRAWS:,} draws",
        "a loop over draws, same functions",
        batched,
        looped,
        lambda: float(np.abs(batched() - looped()).max()),
    )


def _one_draw(levels: Levels, i: int) -> Levels:
    a = levels.assumptions
    one = Assumptions(*(v[i] for v in (a.coordination, a.returns, a.synergy, a.first_mover_cost)))
    return Levels(levels.scores[i], levels.effects[i], one)


def weighted_sums() -> Contest:
    """The array call under many weight vectors; scales at the column ends make it pymcdm's min-max WSM."""
    rng = np.random.default_rng(SEED)
    matrix = rng.uniform(0, 100, (12, 13))
    weights = rng.dirichlet(np.ones(13), DRAWS)
    directions = np.where(np.arange(13) < 9, 1, -1)
    scales = np.stack([matrix.min(axis=0), matrix.max(axis=0)], axis=-1)
    wsm = WSM("minmax")

    def batched() -> Array:
        return mcda.score(matrix, weights, directions, scales=scales)

    def looped() -> Array:
        return np.array([wsm(matrix, w, directions, validation=False) for w in weights])

    return Contest(
        f"mcda.score, additive, 12 x 13, {DRAWS:,} weight vectors",
        "a loop over pymcdm's WSM(minmax), validation off",
        batched,
        looped,
        lambda: float(np.abs(batched() - looped()).max()),
    )


def ranking_of_rows() -> Contest:
    """Ranks of every draw at once."""
    scores = np.random.default_rng(SEED).normal(size=(DRAWS, 11))

    def looped() -> Array:
        return np.array([rankdata(-row, method="min") for row in scores])

    return Contest(
        f"ranks of {DRAWS:,} rows of 11 scores",
        'a loop over scipy\'s rankdata(method="min")',
        lambda: ranks(scores),
        looped,
        lambda: float(np.abs(ranks(scores) - looped()).max()),
    )


def many_options() -> Contest:
    """Ranks of 100,000 options under a hundred weight vectors."""
    rng = np.random.default_rng(SEED)
    matrix = rng.uniform(1, 100, (100_000, 12))
    weights = rng.dirichlet(np.ones(12), 100)
    directions = np.where(np.arange(12) < 9, 1, -1)
    wsm, few = WSM("minmax"), 3

    def batched() -> Array:
        return ranks(mcda.score(matrix, weights, directions, "wsm", normalization="minmax"))

    def looped() -> Array:
        return np.array([wsm.rank(wsm(matrix, w, directions, validation=False)) for w in weights[:few]])

    return Contest(
        "ranks of 100,000 x 12, 100 weight vectors",
        f"a loop over pymcdm's WSM(minmax) and rank(), validation off ({few} vectors)",
        batched,
        looped,
        lambda: float((batched()[:few] != looped()).mean()),
        loop_share=few / 100,
        bar="50",
    )


CONTESTS = (scoring_of_draws, weighted_sums, ranking_of_rows, many_options)
