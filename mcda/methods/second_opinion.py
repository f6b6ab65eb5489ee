"""The same index worked out by pymcdm: an independent implementation to hold ours against, on anybody's data.

pymcdm 1.4.0 is called so that none of its faults can pass for an opinion: data are guarded before, its own checks are
off, a fresh object serves each call (its PROMETHEE objects work once), and methods it gets wrong are refused.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType, ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.errors import MethodError
from mcda.guards import Names, Problem, checked_problem, refuse
from mcda.methods.needs import need_faults
from mcda.methods.options import canonical
from mcda.methods.registry import method_named

Array = npt.NDArray[np.float64]
Settings = Mapping[str, Any]

NO_OPINION: Mapping[str, str] = MappingProxyType(
    {
        "additive": "pymcdm has no values on fixed scales; SPOTIS on the scales is 1 less the additive value",
        "copras": "pymcdm 1.4.0 rewards costs",
        "multimoora": "pymcdm has no MULTIMOORA",
    }
)
"""Methods on which pymcdm has nothing to say, with the reason."""
_FEWEST_OPTIONS = {"sprobid": 4}
"""pymcdm takes rows for columns below."""


def second_opinion(
    matrix: npt.ArrayLike, weights: npt.ArrayLike, directions: npt.ArrayLike, method: str, **options: Any
) -> Array:
    """Index of every option as pymcdm computes it: the arguments of `score`, for one matrix and one weight vector.

    Returns
    -------
    ndarray (m,)
        To be compared with `score`; they differ by rounding alone.

    Raises
    ------
    MethodError
        As `score`; or if pymcdm does not have the method, or gets it wrong.

    Examples
    --------
    >>> float(second_opinion([[1, 3000], [2, 3750], [5, 4500]], [0.5, 0.5], [-1, 1], "topsis")[0].round(3))
    0.762
    """
    chosen = method_named(method)
    who = f"Method {method!r} by pymcdm"
    if method in NO_OPINION:
        raise MethodError(f"No second opinion on {method!r}: {NO_OPINION[method]}.")
    problem = checked_problem(who, matrix, weights, directions, Names())
    settings = canonical(chosen, {**chosen.options, **options}, problem.directions, Names())
    refuse(who, [*_shape_faults(problem, method), *need_faults(problem, chosen, settings, Names())])
    import pymcdm.methods  # noqa: PLC0415  it brings matplotlib, a second of start-up

    x, w, d = problem
    if method == "promethee2":
        return _net_flows(pymcdm.methods, problem, settings["preference"])
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(_BUILD[method](pymcdm.methods, problem, settings)(x, w, d, validation=False))


def _shape_faults(problem: Problem, method: str) -> list[str]:
    if problem.matrix.ndim != 2 or problem.weights.ndim != 1:
        return ["one matrix (m, n) and one weight vector (n,) are needed"]
    fewest = _FEWEST_OPTIONS.get(method, 2)
    if len(problem.matrix) < fewest:
        return [f"{len(problem.matrix)} options; pymcdm gets this method wrong below {fewest}"]
    if method == "moora" and (problem.directions > 0).all():
        return ["every criterion is a benefit; pymcdm refuses that"]
    return []


def _net_flows(pymcdm: ModuleType, problem: Problem, preference: tuple[dict[str, Any], ...]) -> Array:
    """One criterion at a time: pymcdm takes one function for all and drops criteria where thresholds are few."""
    x, w, d = problem
    names = {"usual": "usual", "ushape": "ushape", "vshape": "vshape", "level": "level", "linear": "vshape_2"}
    flows = []
    for j, function in enumerate(preference):
        if function["type"] not in names:
            raise MethodError(f"No second opinion on preference {function['type']!r}: pymcdm does not have it.")
        limits = {name: [limit] for name, limit in function.items() if name != "type"}
        method = pymcdm.PROMETHEE_II(names[function["type"]], **limits)
        flows.append(method(x[:, [j]], np.ones(1), d[[j]], validation=False))
    return np.asarray(np.stack(flows, axis=-1) @ w)


def _comet(pymcdm: ModuleType, problem: Problem, settings: Settings) -> Any:
    """Judgements go in rounded, because pymcdm compares them as exact floats, which splits true ties."""

    def judged(objects: Array) -> tuple[Array, None]:
        scores = settings["expert"](objects, problem.weights, problem.directions)
        return np.round(scores / np.ptp(scores), 9), None

    return pymcdm.COMET([list(levels) for levels in settings["values"]], judged)


_BUILD: Mapping[str, Callable[[Any, Problem, Settings], Any]] = MappingProxyType(
    {
        "wsm": lambda pm, p, s: pm.WSM(s["normalization"]),
        "wpm": lambda pm, p, s: pm.WPM(s["normalization"]),
        "waspas": lambda pm, p, s: pm.WASPAS(s["normalization"], l=s["balance"]),
        "moora": lambda pm, p, s: pm.MOORA(),
        "aras": lambda pm, p, s: pm.ARAS(esp=s["ideal"]),
        "mabac": lambda pm, p, s: pm.MABAC(),
        "mairca": lambda pm, p, s: pm.MAIRCA(),
        "marcos": lambda pm, p, s: pm.MARCOS(),
        "ocra": lambda pm, p, s: pm.OCRA(),
        "ram": lambda pm, p, s: pm.RAM(),
        "rafsi": lambda pm, p, s: pm.RAFSI(s["ideal"], s["anti_ideal"], s["n1"], s["n2k"]),
        "cocoso": lambda pm, p, s: pm.COCOSO(l=s["balance"]),
        "lmaw": lambda pm, p, s: pm.LMAW(),
        "lopm": lambda pm, p, s: pm.LoPM(s["limits"], np.where(s["targets"], 0, p.directions)),
        "topsis": lambda pm, p, s: pm.TOPSIS(s["normalization"]),
        "vikor": lambda pm, p, s: pm.VIKOR(v=s["v"]),
        "edas": lambda pm, p, s: pm.EDAS(),
        "ervd": lambda pm, p, s: pm.ERVD(s["reference"], s["loss_aversion"], s["exponent"]),
        "probid": lambda pm, p, s: pm.PROBID(),
        "sprobid": lambda pm, p, s: pm.SPROBID(),
        "codas": lambda pm, p, s: pm.CODAS(),
        "spotis": lambda pm, p, s: pm.SPOTIS(s["bounds"], s["expected"]),
        "balanced_spotis": lambda pm, p, s: pm.BalancedSPOTIS(s["bounds"], s["expected"], alpha=s["balance"]),
        "rim": lambda pm, p, s: pm.RIM(s["bounds"], s["ideal"]),
        "comet": _comet,
    }
)
