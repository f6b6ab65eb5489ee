"""What a blend's lead is made of: the best mix again without each assumption."""

from dataclasses import replace
from typing import Any

import pandas as pd

from mcda.blends.best import STEPS, refined
from mcda.blends.lattice import lattice
from mcda.blends.mix import Mix


def lead_makeup(case: Any, **setting: Any) -> pd.DataFrame:
    """The best mix again without each assumption: how much of a blend's lead is assumption.

    Returns
    -------
    DataFrame
        Indexed by `without`: nothing, returns (q = 1), synergy (σ = 0), coordination (κ = 0), acting first (act
        together), and all of them; with one column of shares a component, `score`, and `lead` over the best
        pure strategy.

    Raises
    ------
    ArgumentError
        For a setting out of range.
    """
    mix = Mix.of(case, **setting)
    together = replace(mix, sequence="act_together")
    off = {"returns": 1.0, "synergy": 0.0, "coordination": 0.0}
    variants = {
        "nothing": mix,
        "returns": mix.assume(returns=1.0),
        "synergy": mix.assume(synergy=0.0),
        "coordination": mix.assume(coordination=0.0),
        "acting first": together,
        "all of them": together.assume(**off),
    }
    rows = {}
    k = len(mix.components)
    points = lattice(k, STEPS[k])
    for name, variant in variants.items():
        shares, score = refined(variant, points, variant.scores(points))
        lead = score - float(variant.pure_scores().max())
        rows[name] = {**dict(zip(mix.components, shares, strict=True)), "score": score, "lead": lead}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("without")
