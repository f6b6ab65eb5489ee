"""Blends over draws: the lattice of three components in every draw at once, beside a loop over draws and blends."""

import numpy as np

import mcda
from benchmarks.contest import SEED, Array, Contest
from mcda.blends.drawn import DrawnBlends
from mcda.blends.lattice import lattice
from mcda.blends.mix import Mix
from mcda.blends.robust import robust_blend
from mcda.draws import DrawPlan
from mcda.facts import Assumptions, Levels

COMPONENTS = ("unilateral", "multilateral", "minilateral")
DRAWS, STEPS = 10_000, 50
FEW_DRAWS, FEW_BLENDS = 10, 60


def triangle() -> Contest:
    """Best share and P(near best) of 1,326 blends in 10,000 draws of every doubt; the loop does a few of both."""
    case = mcda.read_case()
    mix = Mix.of(case, components=COMPONENTS)
    points = lattice(3, STEPS)
    plan = DrawPlan(mix.model, mix.weights, SEED)
    few = points[:: len(points) // FEW_BLENDS][:FEW_BLENDS]

    def batched() -> object:
        return robust_blend(case, components=COMPONENTS, steps=STEPS, draws=DRAWS, seed=SEED)

    def looped() -> Array:
        draw = plan.block(0)
        return np.array(
            [
                [mix.scores(one[None], _one_draw(draw.levels, i), draw.weights[i])[0] for one in few]
                for i in range(FEW_DRAWS)
            ]
        )

    return Contest(
        f"robust_blend, {len(points):,} blends x 13 criteria, {DRAWS:,} draws",
        f"a loop over draws and blends, same rules ({FEW_DRAWS} x {FEW_BLENDS})",
        batched,
        looped,
        lambda: float(np.abs(DrawnBlends(mix, plan, few).scores(0, FEW_DRAWS) - looped()).max()),
        loop_share=FEW_DRAWS * FEW_BLENDS / (DRAWS * len(points)),
        bar="under 2 s",
    )


def _one_draw(levels: Levels, i: int) -> Levels:
    a = levels.assumptions
    one = Assumptions(*(np.asarray(v)[i] for v in (a.coordination, a.returns, a.synergy, a.first_mover_cost)))
    return Levels(levels.scores[i], levels.effects[i], one)


CONTESTS = (triangle,)
