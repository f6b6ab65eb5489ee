"""Objective weights: how much the options differ on each criterion. They say nothing of what matters to anybody."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from mcda.errors import MethodError
from mcda.guards import Names, checked_matrix, refuse
from mcda.kernels import objective_weights as kernels
from mcda.kernels.simplex import normalised
from mcda.labels import ByCriterion, in_order, names_of

Array = npt.NDArray[np.float64]
Directions = npt.NDArray[np.int64]

_ALL_EQUAL = "every option is the same on every criterion"


@dataclass(frozen=True)
class ObjectiveMethod:
    """A way to take weights from the data. None of them changes with the unit that a criterion is measured in.

    Attributes
    ----------
    needs
        What data it can serve, in words; `data` is what is checked: "finite", "nonnegative" (some option above 0
        on every criterion), "positive costs" (the same, and above 0 where less is better) or "positive".
    uses_directions
        Whether it matters if more or less is better.
    options
        The fewest options that it can tell apart.
    refuses_constant
        Why a criterion on which all options are equal is refused; empty where such a criterion has weight 0.
    undefined
        When all its weights would be 0.
    """

    name: str
    label: str
    summary: str
    needs: str
    uses_directions: bool
    source: str
    compute: Callable[[Array, Directions], Array] = field(repr=False)
    data: str = "finite"
    options: int = 2
    refuses_constant: str = ""
    undefined: str = _ALL_EQUAL


_METHODS = (
    ObjectiveMethod(
        name="equal",
        label="Equal weights",
        summary="The same weight for every criterion.",
        needs="finite data",
        uses_directions=False,
        source="Dawes & Corrigan 1974, Psychological Bulletin 81(2):95-106",
        compute=kernels.equal,
    ),
    ObjectiveMethod(
        name="entropy",
        label="Entropy",
        summary="More weight where the shares of the options in a criterion's total are less even.",
        needs="no negative data; some option above 0 on every criterion",
        uses_directions=False,
        source="Shannon 1948; Zeleny 1982; Zavadskas & Podvezko 2016, IJITDM 15(2):267-283, eqs 1-4",
        compute=kernels.entropy,
        data="nonnegative",
    ),
    ObjectiveMethod(
        name="critic",
        label="CRITIC",
        summary="More weight where options differ more, and where no other criterion orders them alike.",
        needs="finite data; two criteria that are not perfectly correlated",
        uses_directions=True,
        source="Diakoulaki, Mavrotas & Papayannakis 1995, Computers & Operations Research 22(7):763-770",
        compute=kernels.critic,
        undefined="all criteria on which options differ are perfectly correlated, so that none conflicts with another",
    ),
    ObjectiveMethod(
        name="merec",
        label="MEREC",
        summary="More weight where leaving the criterion out would change the options' performance more.",
        needs="data above 0",
        uses_directions=True,
        source="Keshavarz-Ghorabaee et al. 2021, Symmetry 13(4):525",
        compute=kernels.merec,
        data="positive",
    ),
    ObjectiveMethod(
        name="standard_deviation",
        label="Standard deviation",
        summary="Standard deviation of min-max values.",
        needs="finite data",
        uses_directions=False,
        source="Diakoulaki et al. 1995; min-max first as in Mukhametzyanov 2021, DMAME 4(2):76-105",
        compute=kernels.standard_deviation,
    ),
    ObjectiveMethod(
        name="variance",
        label="Statistical variance",
        summary="Variance of min-max values.",
        needs="finite data",
        uses_directions=False,
        source="Rao & Patel 2010, International Journal of Production Research 48(16):4665-4682",
        compute=kernels.variance,
    ),
    ObjectiveMethod(
        name="gini",
        label="Gini coefficient",
        summary="More weight where a criterion's total is spread over the options less equally.",
        needs="no negative data; some option above 0 on every criterion",
        uses_directions=False,
        source="Li & Chi 2009; Baczkiewicz et al. 2021, Lecture Notes in Business Information Processing",
        compute=kernels.gini,
        data="nonnegative",
    ),
    ObjectiveMethod(
        name="angle",
        label="Angle",
        summary="Angle between a criterion's column and a column of equal numbers.",
        needs="no negative data; some option above 0 on every criterion",
        uses_directions=False,
        source="Shuai, Zongzhun, Yongji & Lei 2012, Chinese Control and Decision Conference, 3889-3892",
        compute=kernels.angle,
        data="nonnegative",
    ),
    ObjectiveMethod(
        name="coefficient_of_variation",
        label="Coefficient of variation",
        summary="Standard deviation over mean.",
        needs="no negative data; some option above 0 on every criterion",
        uses_directions=False,
        source="Shuai, Zongzhun, Yongji & Lei 2012, Chinese Control and Decision Conference, 3889-3892",
        compute=kernels.coefficient_of_variation,
        data="nonnegative",
    ),
    ObjectiveMethod(
        name="lopcow",
        label="LOPCOW",
        summary="Logarithm of root mean square over standard deviation of min-max values: evens weights out.",
        needs="finite data; at least 3 options, which differ on every criterion",
        uses_directions=True,
        source="Ecer & Pamucar 2022, Omega 112:102690",
        compute=kernels.lopcow,
        options=3,
        refuses_constant="LOPCOW divides by its standard deviation, which is 0",
        undefined="on every criterion one option is best and all others are equal, which LOPCOW counts as 0",
    ),
    ObjectiveMethod(
        name="cilos",
        label="CILOS",
        summary="More weight where less is lost on a criterion when the best option on another is chosen.",
        needs="above 0 where less is better, else at least 0 and not all 0; options that differ on every criterion",
        uses_directions=True,
        source="Zavadskas & Podvezko 2016, IJITDM 15(2):267-283, eqs 5-13",
        compute=kernels.cilos,
        data="positive costs",
        refuses_constant="nothing can be lost on it, so CILOS would give it all the weight",
    ),
    ObjectiveMethod(
        name="idocriw",
        label="IDOCRIW",
        summary="Entropy weight times CILOS weight.",
        needs="above 0 where less is better, else at least 0 and not all 0; options that differ on every criterion",
        uses_directions=True,
        source="Zavadskas & Podvezko 2016, IJITDM 15(2):267-283, eq. 14",
        compute=kernels.idocriw,
        data="positive costs",
        refuses_constant="its entropy weight is 0 and CILOS would give it all the weight",
    ),
)

OBJECTIVE: Mapping[str, ObjectiveMethod] = MappingProxyType({method.name: method for method in _METHODS})
"""Every way to take weights from the data, by name."""


def weigh(matrix: npt.ArrayLike, directions: ByCriterion, method: str, *, names: Names | None = None) -> Array:
    """Weights that the data alone suggest: a diagnostic, no substitute for asking what matters.

    They move with the options at hand, so that adding an option can change the order of the others.

    Parameters
    ----------
    matrix
        Scores (…, m, n): m options, n criteria, in each criterion's own unit. Every matrix of a batch is weighed
        on its own.
    directions
        (n,), +1 where more is better, -1 where less is; or by criterion, where the matrix is a frame.
    method
        A name in `OBJECTIVE`.
    names
        What options and criteria are called in messages; a frame's own labels, or numbers from 1, if left out.

    Returns
    -------
    ndarray (…, n)
        At least 0, summing to 1. A criterion on which all options are equal has weight 0 (except by "equal"), or
        is refused where the method's source has no answer for it. By "critic" it also leaves the other weights as
        if it were not there, because it has no correlation with anything.

    Raises
    ------
    MethodError
        If the method does not exist or cannot serve the data; every fault is named by option and criterion.

    Examples
    --------
    Zavadskas & Podvezko (2016), four options on four criteria:

    >>> matrix = [[3, 100, 10, 7], [2.5, 80, 8, 5], [1.8, 50, 20, 11], [2.2, 70, 12, 9]]
    >>> weigh(matrix, [-1, 1, -1, 1], "entropy").round(4)
    array([0.1146, 0.1981, 0.4185, 0.2689])
    >>> weigh(matrix, [-1, 1, -1, 1], "cilos").round(4)
    array([0.3343, 0.2199, 0.1957, 0.2501])
    """
    chosen = _method_named(method)
    who = f"Objective weights by {method!r}"
    names = names_of(matrix, names)
    x, d = checked_matrix(who, matrix, in_order(who, directions, names, "directions"), names)
    x = kernels.to_one_size(x)
    refuse(who, dict.fromkeys([*_data_faults(x, d, chosen, names), *_spread_faults(x, chosen, names)]))
    information = chosen.compute(x, d)
    refuse(who, dict.fromkeys(_balance_faults(information, names)))
    refuse(who, [chosen.undefined] if (information.sum(axis=-1) == 0).any() else [])
    return normalised(information)


def _method_named(name: str) -> ObjectiveMethod:
    if not isinstance(name, str) or name not in OBJECTIVE:
        raise MethodError(f"No objective weights by {name!r}. Methods: {', '.join(OBJECTIVE)}.")
    return OBJECTIVE[name]


def _data_faults(x: Array, directions: Directions, method: ObjectiveMethod, names: Names) -> Iterator[str]:
    """Numbers whose sign the method cannot serve."""
    if method.data == "finite":
        return
    costs = directions < 0 if method.data == "positive costs" else np.zeros_like(directions, dtype=bool)
    above_0 = np.broadcast_to(costs | (method.data == "positive"), x.shape)
    for *_, i, j in np.argwhere((x <= 0) & above_0):
        yield f"{names.option(i)} on {names.criterion(j)} is not above 0"
    for *_, i, j in np.argwhere((x < 0) & ~above_0):
        yield f"{names.option(i)} on {names.criterion(j)} is negative"
    for *_, j in np.argwhere((x == 0).all(axis=-2) & ~above_0[..., 0, :]):
        yield f"every option is 0 on {names.criterion(j)}"


def _spread_faults(x: Array, method: ObjectiveMethod, names: Names) -> Iterator[str]:
    """Options too few to tell apart, and criteria that tell no option from another."""
    if x.shape[-2] < method.options:
        yield f"{x.shape[-2]} option(s); at least {method.options} are needed"
    if method.refuses_constant:
        for *_, j in np.argwhere(kernels.is_constant(x)):
            yield f"every option is the same on {names.criterion(j)}; {method.refuses_constant}"


def _balance_faults(information: Array, names: Names) -> Iterator[str]:
    """Criteria among which CILOS cannot tell."""
    lossless = np.isnan(information)
    for row in lossless[lossless.any(axis=-1)]:
        criteria = ", ".join(names.criterion(int(j)) for j in np.flatnonzero(row))
        yield (
            f"nothing is ever lost on {criteria}: the best options on every criterion are the best on these too, so "
            "that many sets of weights balance the losses"
        )
