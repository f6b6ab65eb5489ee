"""Problems that every method can serve, and each method's index turned so that upwards is better."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from mcda import METHODS, score

LOW, HIGH = 0.05, 10.0
"""Where the scores of these problems lie."""

OPTIONS: dict[str, dict[str, Any]] = {
    "additive": {"scales": (LOW, HIGH)},
    "spotis": {"bounds": (LOW, HIGH)},
    "balanced_spotis": {"bounds": (LOW, HIGH)},
    "rim": {"bounds": (LOW, HIGH)},
    "rafsi": {"ideal": HIGH, "anti_ideal": LOW},
    "ervd": {"reference": 5.0},
    "lopm": {"limits": 5.0},
    "comet": {"values": (LOW, HIGH)},
}


def problem(seed: int, m: int, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores from 1 to 9, weights, directions."""
    rng = np.random.default_rng(seed)
    return rng.uniform(1, 9, (m, n)), rng.dirichlet(np.ones(n)), rng.choice([-1, 1], n)


def indexed(name: str, x: Any, w: Any, d: Any, **options: Any) -> np.ndarray:
    """Index of a method, upwards = better."""
    found = score(x, w, d, name, **{**OPTIONS.get(name, {}), **options})
    return found if METHODS[name].higher_is_better else -found


problems = st.builds(problem, st.integers(0, 2**32 - 1), st.integers(3, 7), st.integers(2, 6))
