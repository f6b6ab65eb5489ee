"""The labelled exact call: by hand on small cases, and against sampling with the second working-out."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mcda
from criteria.catalogue import build_catalogue
from mcda.case import Case
from mcda.kernels.exact import FirstRanks
from mcda.ranking import lineup, value_scores
from mcda.robustness import exact
from mcda.robustness.exact import exact_acceptability

DRAWS = 40_000
OBJECTIVES = ["respond_in_time", "deny_and_hold", "be_accepted_and_last", "limit_harm_and_cost"]
LINEAR = [name for name, method in mcda.METHODS.items() if method.linear]
SERVED = [name for name in LINEAR if name != "lopm"]  # the shipped case has scores of 0, which lopm cannot serve


def uniform(n: int, draws: int = DRAWS, seed: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).dirichlet(np.ones(n), draws)


def within_four_errors(found: Any, drawn: np.ndarray) -> bool:
    """Whether the mean of draws (…, draws) lies within four standard errors of what was found (…)."""
    error = np.maximum(drawn.std(axis=-1) / np.sqrt(drawn.shape[-1]), 1 / drawn.shape[-1])
    return bool((np.abs(drawn.mean(axis=-1) - np.asarray(found)) <= 4 * error).all())


def two_branches(scores: dict[str, list[float]], points: tuple[float, float, float]) -> Case:
    """Criteria c1 and c2 under one objective, c3 under another; scores out of 100."""
    anchors = {"low": "none", "high": "all"}
    scale = {"low": 0, "high": 100, "anchors": anchors}
    names = ["c1", "c2", "c3"]
    tree = build_catalogue(
        {
            "id": "branches",
            "title": "Branches",
            "objectives": [{"id": one, "label": one} for one in ("first", "second")],
            "criteria": [
                {"id": name, "label": name, "objective": objective, "direction": "more", "scale": scale}
                for name, objective in zip(names, ("first", "first", "second"), strict=True)
            ],
        }
    )
    cells = [
        [option, name, score, score, score, "silent", "made up"]
        for option, row in scores.items()
        for name, score in zip(names, row, strict=True)
    ]
    weights = [["only", name, weight, weight, weight] for name, weight in zip(names, points, strict=True)]
    tables = {
        "options": pd.DataFrame({"option": list(scores), "label": list(scores)}),
        "scores": pd.DataFrame(cells, columns=["option", "criterion", "low", "mode", "high", "basis", "rationale"]),
        "weights": pd.DataFrame(weights, columns=["set", "criterion", "low", "weight", "high"]),
    }
    return Case.from_tables({"id": "branches", "title": "Branches"}, tree, tables)


def test_two_alternatives_of_jsmaa(make_case: Any) -> None:
    """SMAA2SimulationTest.testCorrectResults, worked out: 3/4 and 1/4, central weights in 18ths."""
    found = exact_acceptability(make_case({"a": [100, 0, 100], "b": [0, 100, 0]}))
    assert (found.level, found.exact, found.split, found.draws) == ("criteria", True, None, None)
    assert found.table["p_first"].to_dict() == pytest.approx({"a": 3 / 4, "b": 1 / 4})
    assert (found.table["p_first_error"] == 0).all()
    assert found.central_weights.loc["a"].tolist() == pytest.approx([7 / 18, 4 / 18, 7 / 18])
    assert found.central_weights.loc["b"].tolist() == pytest.approx([3 / 18, 12 / 18, 3 / 18])
    assert found.expected_rank.to_dict() == pytest.approx({"a": 5 / 4, "b": 7 / 4})
    assert found.pairwise.loc["a"].to_dict() == pytest.approx({"a": 1 / 2, "b": 3 / 4})


def test_less_of_a_harm_is_better(make_case: Any) -> None:
    """a leads by 0.4 on gain and trails by 0.6 on harm: it wins where the weight of gain is above 0.6."""
    case = make_case({"a": [100, 80], "b": [60, 20]}, {"gain": "more", "harm": "less"})
    assert exact_acceptability(case).table["p_first"].to_dict() == pytest.approx({"a": 0.4, "b": 0.6})


def test_ties_and_what_is_never_first(make_case: Any) -> None:
    found = exact_acceptability(make_case({"a": [50, 60], "b": [50, 60], "c": [40, 60]}))
    assert found.table["p_first"].tolist() == pytest.approx([0.5, 0.5, 0])
    assert found.ties == (("a", "b"),)
    assert found.expected_rank.tolist() == pytest.approx([1.5, 1.5, 3])
    assert found.central_weights.loc["c"].isna().all()
    plain = json.loads(json.dumps(found.to_dict()))
    assert plain["central_weights"]["c"] == {"c1": None, "c2": None}
    assert plain["ties"] == [["a", "b"]]


@pytest.mark.parametrize(
    ("points", "share", "split"),
    [
        # a has value 3/4 on the first objective, b 1 on the second: a is first where 3/4 w > 1 - w, w > 4/7.
        ((30, 10, 60), 3 / 7, {"c1": 3 / 4, "c2": 1 / 4, "c3": 0}),
        # An objective without weight is split evenly: w / 2 > 1 - w, w > 2/3.
        ((0, 0, 60), 1 / 3, {"c1": 1 / 2, "c2": 1 / 2, "c3": 0}),
    ],
)
def test_over_objectives_the_local_weights_hold(
    points: tuple[float, float, float], share: float, split: dict[str, float]
) -> None:
    case = two_branches({"a": [100, 0, 0], "b": [0, 0, 100]}, points)
    found = exact_acceptability(case, over="objectives")
    assert (found.level, found.exact) == ("objectives", True)
    assert found.table["p_first"].tolist() == pytest.approx([share, 1 - share])
    middle = (1 + (1 - share)) / 2  # of the weights of the first objective with which a is first
    assert found.central_weights.loc["a"].to_dict() == pytest.approx({"first": middle, "second": 1 - middle})
    assert found.split is not None
    assert found.split.loc["first"].to_dict() == pytest.approx(split)
    assert found.pairwise.loc["a", "b"] == pytest.approx(1 / 2)  # over all criteria, whatever the level
    assert exact_acceptability(case).level == "criteria"


@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis", "long_game"])
def test_the_shipped_case_over_its_objectives(case: Case, oracle: Any, scenario: str) -> None:
    found = exact_acceptability(case, scenario=scenario)
    assert (found.level, found.exact, list(found.central_weights)) == ("objectives", True, OBJECTIVES)
    local = pd.Series(oracle.weights(found.weights.name), oracle.criteria)
    branch = np.array([[one["objective"] == name for one in oracle.tree] for name in OBJECTIVES])
    split = branch * local.to_numpy() / (branch * local.to_numpy()).sum(axis=1, keepdims=True)
    drawn = uniform(4)
    scores = oracle_scores(oracle, scenario, list(found.table.index), drawn @ split)
    first = scores.argmax(axis=1) == np.arange(scores.shape[1])[:, None]
    assert within_four_errors(found.table["p_first"], first.astype(float))
    for number, option in enumerate(found.table.index):
        if first[number].sum() > 200:
            assert within_four_errors(found.central_weights.loc[option], drawn[first[number]].T)


@pytest.mark.parametrize("scenario", ["neutral", "long_game"])
def test_pairs_and_expected_ranks_of_the_shipped_case_over_all_criteria(case: Case, oracle: Any, scenario: str) -> None:
    found = exact_acceptability(case, scenario=scenario)
    scores = oracle_scores(oracle, scenario, list(found.table.index), uniform(13, 20_000))
    ahead = (scores[:, :, None] > scores[:, None, :]).astype(float)
    off = ~np.eye(scores.shape[1], dtype=bool)
    assert within_four_errors(found.pairwise.to_numpy()[off], np.moveaxis(ahead, 0, -1)[off])
    assert within_four_errors(found.expected_rank, 1 + ahead.sum(axis=1).T)


def oracle_scores(oracle: Any, scenario: str, options: list[str], weights: np.ndarray) -> np.ndarray:
    """Additive scores (draws, m) by the second working-out."""
    known = oracle.every_option(scenario)
    return np.column_stack([oracle.score(known[option][None], weights) for option in options])


@pytest.mark.parametrize("method", SERVED)
def test_every_linear_method_against_its_own_scores(case: Case, method: str) -> None:
    """The answer rests on the index with all weight on one criterion; here the index under drawn weights decides."""
    found = exact_acceptability(case, method=method)
    field = lineup(case)
    chosen = mcda.METHODS[method]
    split = found.split.to_numpy() if found.split is not None else np.eye(13)
    scores = value_scores(field.values, uniform(len(split), 5_000) @ split, chosen, field.options, field.model.criteria)
    upward = scores if chosen.higher_is_better else -scores
    first = upward.argmax(axis=1) == np.arange(upward.shape[1])[:, None]
    assert found.exact
    assert within_four_errors(found.table["p_first"], first.astype(float))


def test_more_criteria_than_can_be_served_are_sampled(case: Case) -> None:
    found = exact_acceptability(case, over="criteria", seed=4)
    assert (found.level, found.exact, found.draws, found.seed) == ("criteria", False, 100_000, 4)
    assert found.table["p_first"].sum() == pytest.approx(1)
    assert (found.table["p_first_error"] > 0).equals(found.table["p_first"] > 0)
    again = exact_acceptability(case, over="criteria", seed=4)
    assert again.table.equals(found.table)
    assert not exact_acceptability(case, over="criteria", seed=5).table.equals(found.table)


def test_a_single_objective_is_no_way_out(make_case: Any) -> None:
    """With ten criteria under one objective, that objective would have all the weight: so the criteria are sampled."""
    found = exact_acceptability(make_case({"a": [60] * 5 + [40] * 5, "b": [40] * 5 + [60] * 5}))
    assert (found.level, found.exact) == ("criteria", False)
    assert found.table["p_first"].tolist() == pytest.approx([0.5, 0.5], abs=4 * 0.0016)
    assert found.pairwise.loc["a", "b"] == pytest.approx(0.5)


def test_shares_that_do_not_close_are_sampled(make_case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case({"a": [100, 0, 100], "b": [0, 100, 0], "c": [0, 0, 0], "d": [100, 0, 100]})
    spoilt: Callable[[np.ndarray], FirstRanks] = lambda values: FirstRanks(values[:, 0], values, closes=False)  # noqa: E731
    monkeypatch.setattr(exact, "first_acceptability", spoilt)
    found = exact_acceptability(case)
    assert not found.exact
    errors = found.table["p_first_error"]
    assert (np.abs(found.table["p_first"] - [3 / 8, 1 / 4, 0, 3 / 8]) <= 4 * errors).all()
    assert found.central_weights.loc["b"].tolist() == pytest.approx([1 / 6, 2 / 3, 1 / 6], abs=0.005)
    assert found.central_weights.loc["c"].isna().all()


def test_gates_and_options_choose_who_takes_part(case: Case) -> None:
    found = exact_acceptability(case, options=["unilateral", "multilateral", "status_quo"], gates=["speed >= 10"])
    assert list(found.table.index) == ["unilateral", "multilateral"]
    assert found.table["p_first"].sum() == pytest.approx(1)


def test_one_option_is_always_first(case: Case) -> None:
    found = exact_acceptability(case, options=["unilateral"])
    assert found.table["p_first"].tolist() == [1]
    assert found.expected_rank.tolist() == [1]


@pytest.mark.parametrize(
    ("setting", "error", "says"),
    [
        ({"method": "topsis"}, mcda.MethodError, r"'topsis' is not linear in the weights.*additive.*promethee2"),
        ({"method": "nothing"}, mcda.MethodError, "No method 'nothing'"),
        ({"method": "lopm"}, mcda.MethodError, "this method needs data above 0"),
        ({"over": "leaves"}, mcda.ArgumentError, "over = 'leaves'; criteria or objectives is needed"),
        ({"seed": -1, "over": "x"}, mcda.ArgumentError, r"over = 'x'.*seed = -1; a whole number of at least 0"),
        ({"seed": 0.5}, mcda.ArgumentError, "seed = 0.5"),
        ({"options": []}, mcda.ArgumentError, "No options to rank"),
        ({"scenario": "peace"}, mcda.ArgumentError, "peace"),
    ],
)
def test_mistakes(case: Case, setting: dict[str, Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        exact_acceptability(case, **setting)


def test_the_answer_carries_its_origin(case: Case) -> None:
    found = exact_acceptability(case, scenario="long_game", weights="neutral")
    plain = json.loads(json.dumps(found.to_dict()))
    assert (plain["scenario"], plain["weights"]["set"], plain["method"]) == ("long_game", "neutral", "additive")
    assert plain["case_digest"] == case.digest
    assert plain["split"]["respond_in_time"]["legitimacy"] == 0
    frame = found.to_frame()
    frame["p_first"] = 0
    assert found.table["p_first"].sum() == pytest.approx(1)
