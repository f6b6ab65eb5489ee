"""Labels for methods whose answer is about pairs of options: in from frames, out to frames."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mcda.errors import MethodError
from mcda.guards import Names, Problem, as_floats, checked_problem, refuse

Array = npt.NDArray[np.float64]
ByCriterion = npt.ArrayLike | Mapping[str, Any]


def labelled_problem(
    who: str, matrix: npt.ArrayLike, weights: ByCriterion, directions: ByCriterion, names: Names | None
) -> tuple[Problem, Names]:
    """One checked problem (m, n), and what its options and criteria are called.

    Names come from `names`, else from a DataFrame's labels, else they are numbers. Weights and directions that
    carry labels of their own are put in the order of the criteria.

    Raises
    ------
    MethodError
        With every fault, as `checked_problem`; also for a batch, and for names that are too few, too many or twice.
    """
    names = names_of(matrix, names)
    refuse(who, _faults(as_floats(matrix, "matrix"), names))
    problem = checked_problem(
        who,
        matrix,
        in_order(who, weights, names, "weights"),
        in_order(who, directions, names, "directions"),
        names,
    )
    if problem.weights.ndim != 1:
        refuse(who, [f"weights of shape {problem.weights.shape}; one weight vector (n,) is needed"])
    m, n = problem.matrix.shape
    return problem, Names(tuple(map(names.option, range(m))), tuple(map(names.criterion, range(n))))


def names_of(matrix: Any, names: Names | tuple[Iterable[Any], Iterable[Any]] | None) -> Names:
    """What options and criteria are called: as told, else by the labels of a frame, else by numbers.

    Raises
    ------
    MethodError
        If `names` is neither a `Names` nor a pair of label lists.
    """
    if names is None:
        return _labels(matrix)
    if isinstance(names, Names):
        return names
    try:
        options, criteria = names
        return Names(tuple(map(str, options)), tuple(map(str, criteria)))
    except (TypeError, ValueError):
        raise MethodError(
            f"names = {names!r}; mcda.Names(options, criteria), two lists of labels, is needed."
        ) from None


def in_order(who: str, values: Any, names: Names, what: str) -> Any:
    """Values by criterion as a list in the order of the criteria; anything without labels as it is.

    Raises
    ------
    MethodError
        Naming every criterion that is missing or unknown.
    """
    if isinstance(values, pd.Series):
        refuse(who, (f"{label!r} occurs twice in the {what}" for label in values.index[values.index.duplicated()]))
        values = values.to_dict() if names.criteria else values.tolist()
    if not isinstance(values, Mapping):
        return values
    labelled = {str(label): value for label, value in values.items()}
    unknown = [f"{label!r} in the {what} is no criterion" for label in labelled if label not in names.criteria]
    refuse(who, unknown + [f"{label} is missing in the {what}" for label in names.criteria if label not in labelled])
    return [labelled[label] for label in names.criteria]


def _labels(matrix: npt.ArrayLike) -> Names:
    """Those of a DataFrame; none of anything else."""
    if not isinstance(matrix, pd.DataFrame):
        return Names()
    return Names(tuple(map(str, matrix.index)), tuple(map(str, matrix.columns)))


def _faults(matrix: Array, names: Names) -> Iterator[str]:
    """What keeps this from being one matrix whose options and criteria each have a name of their own."""
    if matrix.ndim != 2:
        yield f"a matrix of shape {matrix.shape}; options × criteria, (m, n), are needed"
        return
    sizes = (("options", names.options, matrix.shape[0]), ("criteria", names.criteria, matrix.shape[1]))
    for what, labels, size in sizes:
        if labels and len(labels) != size:
            yield f"{len(labels)} names for {size} {what}"
        yield from (f"{label!r} names {count} {what}" for label, count in Counter(labels).items() if count > 1)


def by_option(values: npt.NDArray[Any], names: Names, name: str) -> "pd.Series[Any]":
    """Values (m,) labelled by option."""
    return pd.Series(values, index=pd.Index(names.options, name="option"), name=name)


def by_pair(values: npt.NDArray[Any], names: Names) -> pd.DataFrame:
    """Values (m, m), rows and columns labelled by option."""
    return pd.DataFrame(
        values, index=pd.Index(names.options, name="option"), columns=pd.Index(names.options, name="other")
    )


def relation_table(as_good: npt.NDArray[np.bool_], names: Names) -> pd.DataFrame:
    """Letters for every pair, from whether the row is at least as good as the column, (m, m).

    P: the row is preferred; P-: the column is; I: indifferent; R: incomparable; "-" on the diagonal.
    """
    reverse = as_good.T
    letters = np.select(
        [as_good & reverse, as_good & ~reverse, reverse & ~as_good], ["I", "P", "P-"], default="R"
    ).astype(object)
    np.fill_diagonal(letters, "-")
    return by_pair(letters, names)
