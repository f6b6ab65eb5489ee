"""ELECTRE I: published examples, a second implementation, and what must hold of any data."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skcriteria.agg.electre import electre1 as skcriteria_electre1

from mcda.errors import MethodError
from mcda.kernels.electre import concordance, discordance, in_kernel
from mcda.methods.electre1 import electre1

MANY = settings(max_examples=200, deadline=None)

# Cebrián & Porcar 2009, Rev. Métodos Cuantitativos Econ. Empresa 7:31-56: where in Aragon to put a firm.
ARAGON = [
    [6, 5, 28, 5, 5], [4, 2, 25, 10, 9], [5, 7, 35, 9, 6], [6, 1, 27, 6, 7], [6, 8, 30, 7, 9], [5, 6, 26, 4, 8],
]  # fmt: skip
ARAGON_CONCORDANCE = [
    [1, 0.5, 0.35, 0.5, 0.35, 0.45], [0.5, 1, 0.5, 0.75, 0.5, 0.5], [0.65, 0.5, 1, 0.45, 0.2, 0.7],
    [0.75, 0.25, 0.55, 1, 0.35, 0.45], [0.9, 0.7, 0.8, 0.9, 1, 0.9], [0.55, 0.5, 0.55, 0.55, 0.1, 1],
]  # fmt: skip
ARAGON_DISCORDANCE = [
    [0, 0.5052, 0.4042, 0.1883, 0.42857, 0.2825], [0.4286, 0, 0.7143, 0.2589, 0.8571, 0.5714],
    [0.1696, 0.2825, 0, 0.1938, 0.2825, 0.218], [0.5714, 0.4042, 0.8571, 0, 1.0, 0.7143],
    [0.0485, 0.3031, 0.2021, 0.0727, 0, 0.0969], [0.1295, 0.6063, 0.5052, 0.2021, 0.3031, 0],
]  # fmt: skip


def test_electre1_on_the_firm_of_cebrian_and_porcar() -> None:
    found = electre1(ARAGON, [0.25, 0.25, 0.1, 0.2, 0.2], [1, 1, -1, 1, 1])
    assert found.concordance.to_numpy() == pytest.approx(np.array(ARAGON_CONCORDANCE), abs=1e-3)
    assert found.discordance.to_numpy() == pytest.approx(np.array(ARAGON_DISCORDANCE), abs=1e-3)
    assert found.kernel == found.not_outranked == ("option 5",)


def test_electre1_with_vetoes_instead_of_discordance() -> None:
    """EasyMCDM, test_electre_1v.py: not outranked at a concordance of 0.75 are the first, third and fifth."""
    matrix = [[800, 20, 35, 8, 8], [900, 30, 32, 5, 4], [1160, 25, 55, 10, 8], [840, 25, 40, 3, 6], [700, 40, 30, 2, 6]]
    ways = [-1, -1, 1, 1, 1]
    found = electre1(matrix, [0.3, 0.2, 0.2, 0.1, 0.2], ways, 0.75, veto=[210, 18, 16, 5.5, 3.5])
    assert found.not_outranked == ("option 1", "option 3", "option 5")


@pytest.mark.parametrize("veto, wanted", [([None, 3], True), ([None, 2], False), ([None, 1], False), ([1, None], True)])
def test_a_veto_holds_from_its_threshold_on(veto: Any, wanted: bool) -> None:
    """The second option leads by 2 on the second criterion, which weighs little; it leads nowhere else."""
    assert electre1([[5, 1], [3, 3]], [9, 1], [1, 1], veto=veto).outranks.iloc[0, 1] == wanted


def test_indices_of_electre1_are_those_of_scikit_criteria() -> None:
    """300 random problems. scikit-criteria leaves the diagonal empty and scales nothing itself."""
    rng = np.random.default_rng(7)
    for _ in range(300):
        m, n = rng.integers(2, 9), rng.integers(1, 6)
        x, w, ways = rng.integers(1, 9, (m, n)).astype(float), rng.dirichlet(np.ones(n)), rng.choice([-1, 1], n)
        x[0] += 0.5  # so that no column, and no problem, is the same all over
        first, outranks, agree, against = skcriteria_electre1(x, ways, w, p=0.6, q=0.4)
        found = electre1(x, w, ways, 0.6, 0.4, scales=(0, 1))
        others = ~np.eye(m, dtype=bool)
        assert found.concordance.to_numpy()[others] == pytest.approx(agree[others], abs=1e-12)
        assert found.discordance.to_numpy()[others] == pytest.approx(against[others], abs=1e-12)
        assert (found.outranks.to_numpy() == outranks).all()
        assert found.to_frame()["not_outranked"].tolist() == first.tolist()


def test_indices_of_electre1_in_batches() -> None:
    rng = np.random.default_rng(2)
    x, w, ways = rng.uniform(1, 9, (4, 1, 5, 3)), rng.dirichlet(np.ones(3), 3), np.array([1, -1, 1])
    agree, against = concordance(x, w, ways), discordance(x, ways)
    assert agree.shape == (4, 3, 5, 5)
    assert agree[2, 1] == pytest.approx(concordance(x[2, 0], w[1], ways))
    assert against[2, 0] == pytest.approx(discordance(x[2, 0], ways))


def test_rounding_does_not_decide_in_electre1() -> None:
    """In floats, 0.1 + 0.2 exceeds 0.3, 0.7 + 0.1 falls short of 0.8, and 0.4 - 0.1 exceeds 0.3."""
    assert electre1([[0.3], [0.1 + 0.2], [0.0]], [1], [1]).cycles == (("option 1", "option 2"),)
    found = electre1([[1, 1, 0.1], [0, 0, 0.4]], [7, 1, 2], [1, 1, 1], 0.8, 0.3, scales=(0, 1))
    assert found.outranks.iloc[0, 1]


def relation(m: int, *pairs: tuple[int, int]) -> np.ndarray:
    found = np.zeros((m, m), dtype=bool)
    found[tuple(np.array(pairs).T)] = True
    return found


KERNELS: dict[str, tuple[np.ndarray, set[int]]] = {
    "a chain keeps every second": (relation(4, (0, 1), (1, 2), (2, 3)), {0, 2}),
    "a cycle is kept whole": (relation(3, (0, 1), (1, 2), (2, 0)), {0, 1, 2}),
    "a cycle that is outranked is left out": (relation(3, (0, 1), (1, 2), (2, 1)), {0}),
    "a cycle that outranks": (relation(4, (0, 1), (1, 0), (1, 2), (2, 3)), {0, 1, 3}),
    "nobody outranks anybody": (np.zeros((3, 3), dtype=bool), {0, 1, 2}),
}


@pytest.mark.parametrize("outranks, wanted", KERNELS.values(), ids=KERNELS)
def test_kernels(outranks: np.ndarray, wanted: set[int]) -> None:
    assert set(np.flatnonzero(in_kernel(outranks)[0])) == wanted


@MANY
@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_without_cycles_the_kernel_outranks_all_others_and_none_of_its_own(seed: int, m: int) -> None:
    rng = np.random.default_rng(seed)
    order = rng.permutation(m)
    outranks = np.triu(rng.random((m, m)) < 0.4, 1)[np.ix_(order, order)]
    inside = in_kernel(outranks)[0]
    assert not outranks[np.ix_(inside, inside)].any()
    assert outranks[inside][:, ~inside].any(axis=0).all()


def test_electre1_says_which_options_go_round_in_circles() -> None:
    """Condorcet's three: each is at least as good as the next on two criteria of three."""
    found = electre1([[3, 2, 1], [2, 1, 3], [1, 3, 2]], [1, 1, 1], [1, 1, 1], 2 / 3, 1)
    assert found.cycles == (("option 1", "option 2", "option 3"),)
    assert found.kernel == ("option 1", "option 2", "option 3")
    assert found.not_outranked == ()


def test_options_that_are_all_the_same_outrank_each_other() -> None:
    found = electre1([[1, 2], [1, 2]], [1, 1], [1, -1])
    assert found.cycles == (("option 1", "option 2"),)


def problem(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores on a grid that hits thresholds, weights, directions."""
    rng = np.random.default_rng(seed)
    m, n = rng.integers(2, 7), rng.integers(1, 5)
    return rng.integers(1, 20, (m, n)) / 10, rng.dirichlet(np.ones(n)), rng.choice([-1, 1], n)


problems = st.integers(0, 2**32 - 1).map(problem)


@MANY
@given(problems, st.integers(0, 9))
def test_an_option_that_is_nowhere_worse_outranks(data: Any, lift: int) -> None:
    x, w, ways = data
    x[1] = x[0] + ways * lift / 10
    assert electre1(x, w, ways, scales=(-2, 4)).outranks.iloc[1, 0]


@MANY
@given(problems, st.randoms(use_true_random=False))
def test_labels_survive_reordering(data: Any, random: Any) -> None:
    x, w, ways = data
    frame = pd.DataFrame(x).rename(index="o{}".format, columns="c{}".format)
    weights, directions = pd.Series(w, frame.columns), dict(zip(frame.columns, ways, strict=True))
    rows, columns = list(frame.index), list(frame.columns)
    random.shuffle(rows)
    random.shuffle(columns)
    straight, shuffled = (electre1(one, weights, directions) for one in (frame, frame.loc[rows, columns]))
    assert shuffled.outranks.loc[frame.index, frame.index].equals(straight.outranks)
    assert shuffled.to_frame().loc[frame.index].equals(straight.to_frame())


GOOD = pd.DataFrame([[1.0, 2.0], [2.0, 1.0]], index=["a", "b"], columns=["cost", "time"])
REFUSED_1: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"concordance": 1.2, "discordance": -1}, ("concordance = 1.2; a number from 0 to 1", "discordance = -1")),
    ({"concordance": float("nan")}, ("concordance = nan",)),
    ({"discordance": "little"}, ("discordance = 'little'",)),
    ({"scales": [[0, 1], [2, 2]]}, ("the scale of time is 2 to 2",)),
    ({"scales": [[0, 1]]}, (r"scales of shape (1, 2); (2, 2) is needed",)),
    ({"veto": [1, 0]}, ("the veto threshold of time is 0; a number above 0",)),
    ({"veto": [1, 2, 3]}, ("3 veto thresholds for 2 criteria",)),
    ({"veto": 3}, ("a number or None for each of 2 criteria",)),
    ({"veto": {"cost": 1}}, ("time is missing in the veto thresholds",)),
    ({"matrix": -GOOD}, ("a on cost is negative", "b on time is negative", "divides columns by their sums")),
    ({"matrix": GOOD * [0, 1]}, ("every option is 0 on cost",)),
    ({"matrix": GOOD * np.nan}, ("a on cost is no finite number",)),
]


@pytest.mark.parametrize("arguments, wanted", REFUSED_1)
def test_what_electre1_cannot_serve_is_refused(arguments: dict[str, Any], wanted: tuple[str, ...]) -> None:
    with pytest.raises(MethodError) as caught:
        electre1(**{"matrix": GOOD, "weights": [1, 1], "directions": [1, -1], **arguments})
    assert all(part in str(caught.value) for part in wanted), str(caught.value)


def test_a_result_is_plain_data() -> None:
    found = electre1(GOOD, [3, 1], [-1, 1]).to_dict()
    assert found["kernel"] == found["not_outranked"] == ["a"]
    assert found["cycles"] == []
    assert found["outranks"] == {"a": {"a": False, "b": True}, "b": {"a": False, "b": False}}
