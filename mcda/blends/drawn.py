"""Blends in random draws of facts, assumptions and weights: scored and counted block by block, on every core."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mcda.blends.mix import Mix
from mcda.draws import BLOCK, DrawPlan
from mcda.kernels.blend_counts import BlendCounts, blend_counts
from mcda.kernels.blend_scores import Blends, Form, blend_scores
from mcda.values import Linear

Array = npt.NDArray[np.float64]
Progress = Callable[[int, int], object]
"""Called with the draws done and the draws asked for; False stops the sampling there."""


@dataclass(frozen=True, eq=False)
class DrawnBlends:
    """Blends of `shares` (J, k) under all that a plan draws; assumptions that the mix states are not drawn."""

    mix: Mix
    plan: DrawPlan
    shares: Array

    def scores(self, block: int, size: int = BLOCK) -> Array:
        """Scores (size, J) in points of 100 in the first draws of a block: as `Mix.scores`, by a faster way."""
        draw = self.plan.block(block)
        levels = self.mix.held(draw.levels)
        x = self.mix.model.components_of(levels, self.mix.components)[:size]
        assumed = levels.assumptions
        fit = assumed.fit(act_first=self._form.act_first)[:size]
        q, sigma = np.asarray(assumed.returns)[:size], np.asarray(assumed.synergy)[:size]
        return 100.0 * blend_scores(x, draw.weights[:size], q, fit, sigma, self._blends, self._form)

    def counts(self, draws: int, tolerance: float, progress: Progress | None = None) -> BlendCounts:
        """Counts over `draws` draws, added in the order of the blocks, so that they do not depend on who is first.

        Where `progress` answers False, over the draws made until then.
        """
        sizes = [min(BLOCK, draws - start) for start in range(0, draws, BLOCK)]
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as workers:
            jobs = [
                workers.submit(lambda block, size: blend_counts(self.scores(block, size), tolerance), block, size)
                for block, size in enumerate(sizes)
            ]
            try:
                counted = jobs[0].result()
                for job in jobs[1:]:
                    if progress is not None and progress(counted.draws, draws) is False:
                        return counted
                    counted = counted.joined(job.result())
                if progress is not None:
                    progress(counted.draws, draws)
            finally:
                workers.shutdown(cancel_futures=True)
        return counted

    @cached_property
    def _blends(self) -> Blends:
        return Blends.of(self.shares)

    @cached_property
    def _form(self) -> Form:
        model, components = self.mix.model, self.mix.components
        blending = model.blending
        needed = tuple(name for name, _ in blending.synergy_parts)
        works = bool(needed) and set(needed) <= set(components)
        return Form(
            rules=blending.rules,
            signs=blending.signs,
            curves=tuple(None if isinstance(curve, Linear) else curve.value for curve in model.curves),
            act_first=self.mix.sequence == "act_first",
            lifted=blending.synergy_on if works else (),
            lifting=tuple((components.index(name), j) for name, j in blending.synergy_parts) if works else (),
        )
