"""Values and weights: seven ways of asking, curves, trying out, and the list of sets."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from app_driver import HOSTILE, ROOT, go, opened, pick, plain, prose, sliders, sound, title
from streamlit.testing.v1 import AppTest

import mcda
from mcda.case import Case
from mcda.value_curves import with_curve
from mcda.weights import swing
from mcda.weights.record import answers_of, record_of, with_elicited
from views.build import weights_ahp, weights_bwm, weights_matching, weights_points, weights_srf, weights_swing
from views.build.weights_curves import points_table, with_points

IDS = ("cost", "commute", "space", "light")
EIGHTHS = (8 / 15, 4 / 15, 2 / 15, 1 / 15)


def each(name: str, *values: Any) -> dict[str, Any]:
    """Answers `name:criterion` for the starter case; None leaves one out."""
    return {f"{name}:{one}": value for one, value in zip(IDS, values, strict=True) if value is not None}


# What is answered, input by input in the order in which inputs appear, and the weights that follow by algebra.
ANSWERS: dict[str, tuple[dict[str, Any], tuple[float, ...]]] = {
    "swing": (each("rank", 1.0, 2.0, 3.0, 4.0) | each("points", None, 50.0, 30.0, 20.0), (0.5, 0.25, 0.15, 0.1)),
    "ranking": (each("rank", 1.0, 2.0, 3.0, 4.0), (25 / 48, 13 / 48, 7 / 48, 3 / 48)),
    "points": (each("points", 60.0, 25.0, 15.0, 0.0), (0.6, 0.25, 0.15, 0.0)),
    "matching": (
        {"reference": "cost"}
        | {f"amount:{one}|cost": given for one, given in zip(IDS[1:], (3000.0, 1500.0, 750.0), strict=True)}
        | {"amount:space|commute": 30.0, "amount:light|commute": 15.0},
        EIGHTHS,
    ),
    "ahp": (
        {"objective:/cost|commute": 2, "objective:/cost|space": 4, "objective:/cost|light": 8}
        | {"objective:/commute|space": 2, "objective:/commute|light": 4, "objective:/space|light": 2},
        EIGHTHS,
    ),
    "bwm": (
        {"best": "cost", "worst": "light"} | each("over", None, 2.0, 4.0, 8.0) | each("under", None, 4.0, 2.0, None),
        EIGHTHS,
    ),
    "srf": (
        each("rank", 4.0, 3.0, 2.0, 1.0) | {"blank:0": 1.0, "ratio": 5.0},
        (5 / 13, 4 / 13, 3 / 13, 1 / 13),
    ),
}


@pytest.fixture
def starter(monkeypatch: pytest.MonkeyPatch) -> Case:
    """The small case of four criteria, open."""
    monkeypatch.setenv("MCDA_CASE", str(ROOT / "data" / "starter"))
    return mcda.read_case(ROOT / "data" / "starter")


def asked(way: str) -> AppTest:
    return pick(opened("weights"), "way", way)


def answer(at: AppTest, way: str, answers: dict[str, Any]) -> AppTest:
    """Fill in whatever is asked, and then whatever is asked because of that."""
    left = {f"{way}/{name}": value for name, value in answers.items()}
    while left:
        asked_now = [key for key in left if any(one.key == key for one in (*at.number_input, *at.selectbox))]
        assert asked_now, f"nobody asks for {left}"
        for key in asked_now:
            at.get_by_key(key).set_value(left.pop(key))
        sound(at.run())
    return at


def click(at: AppTest, key: str) -> AppTest:
    return sound(at.button(key=key).click().run())


def comparisons(at: AppTest) -> list[str]:
    return [one.key for one in at.selectbox if one.key.startswith("ahp/") and "|" in one.key]


def case_of(at: AppTest) -> Case:
    case: Case = at.session_state.work.case
    return case


@pytest.mark.parametrize("way", ANSWERS)
def test_each_way_writes_one_set_with_method_answers_and_scales(way: str, starter: Case) -> None:
    answers, expected = ANSWERS[way]
    at = asked(way)
    assert at.button(key="keep_set").disabled
    assert any("Still missing" in one.value for one in at.info)
    answer(at, way, answers)
    pick(at, f"{way}/person", "Ada")
    assert not at.button(key="keep_set").disabled
    assert not at.warning
    pick(at, f"{way}/label", "What Ada says")
    click(at, "keep_set")
    case = case_of(at)
    assert list(case.weight_sets) == ["team", "what_ada_says"]
    assert case.weights("what_ada_says")["weight"].tolist() == pytest.approx(expected, abs=1e-6)
    record = record_of(case, "what_ada_says")
    assert record is not None
    assert (record.person, record.round, record.scales) == ("Ada", 1, case.scales_digest)
    assert answers_of(case, "what_ada_says") == {"way": way, **answers}
    assert at.selectbox(key="weights").value == "what_ada_says"
    assert "What Ada says" in title(at)
    click(at, "undo")
    assert list(case_of(at).weight_sets) == ["team"]
    assert at.session_state[f"{way}/{next(iter(answers))}"] == next(iter(answers.values()))


@pytest.mark.parametrize("way", ["swing", "matching", "ahp"])
def test_half_filled_answers_survive_another_page_and_a_reload(way: str, starter: Case) -> None:
    (name, value), *_ = ANSWERS[way][0].items()
    at = answer(asked(way), way, {name: value})
    key = at.session_state.work.key
    assert key is not None
    go(go(at, "result"), "weights")
    assert at.get_by_key(f"{way}/{name}").value == value
    again = opened("weights", w=key)
    pick(again, "way", way)
    assert again.get_by_key(f"{way}/{name}").value == value


def test_starting_over_can_be_taken_back(starter: Case) -> None:
    at = answer(asked("points"), "points", {"points:cost": 60.0})
    click(at, "start_over")
    assert at.number_input(key="points/points:cost").value is None
    click(at, "bring_back")
    assert at.number_input(key="points/points:cost").value == 60


def test_results_are_hidden_until_asked_for_and_hidden_again_by_another_way(starter: Case) -> None:
    at = answer(asked("points"), "points", ANSWERS["points"][0])
    options = set(starter.labels.values())
    assert "would come first" not in prose(at)
    assert not any(option in one.value for option in options for one in at.markdown)
    pick(at, "show_effect", True)
    assert "would come first" in prose(at)
    pick(at, "way", "ranking")
    answer(at, "ranking", ANSWERS["ranking"][0])
    assert not at.toggle(key="show_effect").value
    assert "would come first" not in prose(at)


def test_points_are_made_a_hundred_in_proportion(starter: Case) -> None:
    at = answer(asked("points"), "points", each("points", 20.0, 10.0, 10.0, 10.0))
    assert any("50.0 points more: they must make 100" in plain(one.value) for one in at.info)
    click(at, "make_100")
    assert [at.number_input(key=f"points/points:{one}").value for one in IDS] == [40, 20, 20, 20]


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ({"a": 1.0, "b": 1.0, "c": 1.0}, [33.4, 33.3, 33.3]),
        ({"a": 300.0, "b": 0.0}, [100.0, 0.0]),
        ({"a": 2.0, "b": 1.0}, [66.7, 33.3]),
    ],
)
def test_a_hundred_in_tenths(given: dict[str, float], made: list[float]) -> None:
    assert list(weights_points.hundred(given).values()) == made


@pytest.mark.parametrize(
    ("way", "answers", "said"),
    [
        (
            weights_swing,
            each("rank", 1.0, 2.0, 3.0, 4.0) | each("points", None, 20.0, 60.0, 10.0),
            "you ranked Commute first, yet gave Space more points (60 against 20)",
        ),
        (
            weights_ahp,
            {"objective:/cost|commute": 2, "objective:/cost|space": -9, "objective:/cost|light": 8}
            | {"objective:/commute|space": 2, "objective:/commute|light": 4, "objective:/space|light": 2},
            "Look again at Space and Cost: you said that Space matters 9 times as much",
        ),
        (
            weights_bwm,
            {"best": "cost", "worst": "light"}
            | each("over", None, 2.0, 4.0, 8.0)
            | each("under", None, 4.0, 9.0, None),
            "Cost matters 4 times as much as it, and it 9 times as much as Light, which makes 36; but you said",
        ),
        (
            weights_matching,
            ANSWERS["matching"][0] | {"amount:light|commute": 60.0},
            "Look again at what Light is worth in",
        ),
    ],
)
def test_answers_that_contradict_each_other_name_the_pair_to_rethink(
    way: Any, answers: dict[str, Any], said: str, starter: Case
) -> None:
    outcome = way.outcome(starter, answers)
    assert outcome.found is not None
    assert said in "\n".join(outcome.advice)


@pytest.mark.parametrize(
    ("way", "answers", "said"),
    [
        (weights_swing, each("rank", 1.0, 2.0, 3.0, None), "A rank for Light."),
        (weights_points, each("points", 60.0, 25.0, 25.0, 0.0), "10.0 points less"),
        (weights_matching, {"reference": "cost", "amount:light|cost": 5.0}, "What Commute, Space would be worth."),
        (weights_matching, ANSWERS["matching"][0] | {"amount:light|cost": 0.0}, "An amount above 0 for Light"),
        (weights_ahp, {"objective:/cost|commute": 2}, "Comparisons left: 5, such as Cost with Space."),
        (weights_bwm, {"best": "cost", "worst": "cost"}, "must be two"),
        (weights_srf, each("rank", 2.0, 2.0, 2.0, 2.0), "At least two places"),
        (weights_srf, each("rank", 1.0, 2.0, 3.0, 4.0), "a number above 1"),
    ],
)
def test_what_is_unfinished_says_what_is_missing(way: Any, answers: dict[str, Any], said: str, starter: Case) -> None:
    outcome = way.outcome(starter, answers)
    assert outcome.found is None
    assert said in "\n".join(outcome.missing)


def test_many_criteria_are_compared_by_parts_of_the_tree() -> None:
    case = mcda.read_case()
    tree = weights_ahp.judgement_tree(case.catalogue)
    asked_for = {f"{parent}/{a}|{b}": 1 for parent, children in tree.items() for a, b in weights_ahp.pairs(children)}
    assert len(asked_for) == 6 + 3 + 6 + 1 + 6  # four objectives, then criteria within each, not 78 pairs
    found = weights_ahp.outcome(case, asked_for).found
    assert found is not None
    assert found.method == "ahp_tree"
    assert found.weights["legitimacy"] == pytest.approx(1 / 8)
    at = asked("ahp")
    assert len(comparisons(at)) == 6
    pick(at, "ahp_part", "objective:respond_in_time")
    assert len(comparisons(at)) == 3


def small(folder: Path, keep: int, times: int = 1) -> Path:
    """The starter case with its first criteria only, or with each of them several times."""
    case = mcda.read_case(ROOT / "data" / "starter")
    criteria = [
        one.model_copy(update={"id": f"{one.id}{i or ''}", "label": f"{one.label} {i or ''}".strip()})
        for i in range(times)
        for one in case.catalogue.criteria[:keep]
    ]
    kept = {one.id for one in criteria}

    def several(rows: Any) -> tuple[Any, ...]:
        named = [(f"{row.criterion}{i or ''}", row) for i in range(times) for row in rows]
        return tuple(row.model_copy(update={"criterion": name}) for name, row in named if name in kept)

    changed = case.replace(
        catalogue=case.catalogue.model_copy(update={"criteria": tuple(criteria)}),
        cells=several(case.cells),
        weight_rows=several(case.weight_rows),
    )
    mcda.write_case(changed, folder)
    return folder


@pytest.mark.parametrize("keep", [1, 2])
def test_with_one_or_two_criteria_the_ways_that_compare_say_why_not(
    keep: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MCDA_CASE", str(small(tmp_path / "small", keep)))
    at = opened("weights")
    if keep == 1:
        assert any("only one criterion" in one.value for one in at.info)
        assert title(at) == "One criterion has all the weight"
    else:
        for way in ("ahp", "bwm"):
            pick(at, "way", way)
            assert any("at least three" in one.value for one in at.info)
    for part in ("curves", "try", "sets"):
        pick(at, "weights_part", part)
        assert not at.error


def test_thirty_two_criteria_stay_usable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MCDA_CASE", str(small(tmp_path / "large", 4, times=8)))
    at = opened("weights")
    for way in ("swing", "ahp", "matching"):
        pick(at, "way", way)
        assert not at.error
    pick(at, "way", "ahp")
    pick(at, "ahp_part", "objective:daily_life")
    assert len(comparisons(at)) == 2 * 24  # of 276 pairs
    pick(at, "weights_part", "try")
    assert len(sliders(at)) == 32


def test_a_moved_scale_makes_a_set_stale_and_asking_again_reopens_its_answers(starter: Case) -> None:
    at = answer(asked("swing"), "swing", ANSWERS["swing"][0])
    pick(at, "swing/label", "Ada")
    click(at, "keep_set")
    case = case_of(at)
    cost = case.catalogue["cost"]
    longer = cost.model_copy(update={"scale": cost.scale.model_copy(update={"high": 9000.0})})
    catalogue = case.catalogue.model_copy(update={"criteria": (longer, *case.catalogue.criteria[1:])})
    at.session_state.work = at.session_state.work.commit("A longer scale", case.replace(catalogue=catalogue))
    sound(at.run())
    assert title(at) == "Ada is stale: a scale has changed since it was asked"
    assert any("Stale, to be asked again under Sets: Ada" in one.value for one in at.warning)
    click(at, "start_over")
    pick(at, "weights_part", "sets")
    table = at.dataframe[0].value.set_index("label")
    assert table.loc["Ada", "fits"] == "stale: a scale changed"
    assert table.loc["What the team said", "fits"] == "no record"
    pick(at, "one_set", "ada")
    click(at, "ask_again")
    assert at.number_input(key="swing/points:commute").value == 50
    assert any("A scale has changed since these answers" in one.value for one in at.warning)
    click(at, "keep_set")
    record = record_of(case_of(at), "ada")
    assert record is not None
    assert record.round == 2
    assert not case_of(at).stale_sets
    assert "stale" not in title(at)


def test_asked_again_from_nothing_tells_how_stable_the_answers_are(starter: Case) -> None:
    at = answer(asked("points"), "points", each("points", 50.0, 30.0, 10.0, 10.0))
    pick(at, "points/label", "Ada")
    click(at, "keep_set")
    pick(at, "weights_part", "sets")
    pick(at, "one_set", "ada")
    click(at, "ask_anew")
    assert at.number_input(key="points/points:cost").value is None
    answer(at, "points", each("points", 30.0, 50.0, 10.0, 10.0))
    assert any("Look again at Cost: it now weighs 30.0 %, and 50.0 %" in plain(one.value) for one in at.warning)
    click(at, "keep_set")
    record = record_of(case_of(at), "ada")
    assert record is not None
    assert (record.round, record.consistency) == (2, pytest.approx(0.2))


def test_a_set_is_renamed_and_deleted_unless_a_scenario_names_it(starter: Case) -> None:
    at = answer(asked("points"), "points", ANSWERS["points"][0])
    pick(at, "points/label", "Ada")
    click(at, "keep_set")
    pick(at, "weights_part", "sets")
    pick(at, "one_set", "ada")
    pick(at, "set_label_ada", "What the team said")
    assert any("called" in one.value for one in at.error)
    pick(at, "set_label_ada", "Ada, twice")
    assert case_of(at).weight_sets["ada"] == "Ada, twice"
    pick(at, "one_set", "team")
    assert at.button(key="delete_set").disabled
    assert any("the scenario Base case suggests it" in plain(one.value) for one in at.caption)
    pick(at, "one_set", "ada")
    click(at, "suggest_set")
    assert at.button(key="delete_set").disabled
    pick(at, "one_set", "team")
    click(at, "delete_set")
    assert list(case_of(at).weight_sets) == ["ada"]
    click(at, "undo")
    assert list(case_of(at).weight_sets) == ["team", "ada"]


def test_tried_weights_are_kept_as_a_set_and_equal_weights_are_equal(starter: Case) -> None:
    at = pick(opened("weights"), "weights_part", "try")
    click(at, "equal_weights")
    assert set(sliders(at).values()) == {25}
    pick(at, "slide_light", 0.0)
    assert sliders(at) == {"cost": 33.3, "commute": 33.3, "space": 33.3, "light": 0}
    pick(at, "tried_label", "Thirds")
    click(at, "keep_tried")
    case = case_of(at)
    assert case.weights("thirds")["weight"].tolist() == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0], abs=1e-6)
    assert at.selectbox(key="weights").value == "thirds"
    record = record_of(case, "thirds")
    assert record is not None
    assert record.method == "tried out"


def test_a_step_is_told_in_the_units_of_another_criterion(starter: Case) -> None:
    at = pick(opened("weights"), "weights_part", "try")
    pick(at, "tried_in", "cost")
    # 5 of 60 minutes at weight 30 are worth 6000 euro * (5 / 60 * 30 / 35).
    said = [plain(one.value) for one in at.caption]
    assert "5 minutes less commute is worth accepting 429 euro per month more cost" in said


def test_a_midvalue_bends_the_curve_and_three_sentences_check_it(starter: Case) -> None:
    value = 3000.0
    at = pick(opened("weights"), "weights_part", "curves")
    pick(at, "curve_kind_cost", "exponential")
    assert not case_of(at).value_rows
    pick(at, "midvalue_cost", value)
    (row,) = case_of(at).value_rows
    assert (row.criterion, row.kind, row.score, row.value) == ("cost", "exponential", value, 50)
    scale = ("8,000", f"{value:,.0f}", "2,000")
    worst, middle, best = (f"{one} euro per month" for one in scale)
    said = f"Going from {worst} to {middle} is worth as much as going from {middle} to {best}."
    assert said in prose(at)
    assert prose(at).count("is worth as much as going") == 3
    pick(at, "curve_kind_cost", "piecewise")
    rows = case_of(at).value_rows
    assert [(one.kind, one.value) for one in rows] == [("piecewise", 25), ("piecewise", 50), ("piecewise", 75)]
    assert rows[1].score == pytest.approx(value, abs=1e-5)
    pick(at, "curve_kind_cost", "linear")
    assert not case_of(at).value_rows
    click(at, "undo")
    click(at, "undo")
    click(at, "undo")
    assert not case_of(at).value_rows


def test_a_midvalue_too_near_an_end_stays_as_typed_with_its_fault(starter: Case) -> None:
    at = pick(opened("weights"), "weights_part", "curves")
    pick(at, "curve_kind_cost", "exponential")
    pick(at, "midvalue_cost", 2001.0)
    assert at.number_input(key="midvalue_cost").value == 2001
    assert at.error
    assert not case_of(at).value_rows
    click(at, "midvalue_cost_back")
    assert at.number_input(key="midvalue_cost").value is None
    assert not at.error


def test_points_of_a_curve_wait_for_their_second_number(starter: Case) -> None:
    typed = pd.DataFrame({"score": [5000.0, 4000.0], "value": [30.0, None]}, dtype=object)
    changed = with_points(starter, "cost", typed)
    assert points_table(changed, "cost").to_dict("list") == {"score": [5000.0], "value": [30.0]}
    with pytest.raises(mcda.CaseError, match="values rise at every step"):
        with_points(starter, "cost", pd.DataFrame({"score": [5000.0, 4000.0], "value": [30.0, 20.0]}))


def said_by(at: AppTest) -> list[str]:
    """All that is read as Markdown: texts, notices, and labels and help of widgets."""
    texts = [*at.title, *at.subheader, *at.markdown, *at.caption, *at.info, *at.success, *at.warning, *at.error]
    inputs = [*at.slider, *at.number_input, *at.text_input, *at.radio, *at.toggle, *at.selectbox, *at.button]
    groups = [one for one in at.main if one.type == "button_group"]
    options = [option for one in groups for option in one.options]
    return [
        *(one.value for one in texts),
        *(one.label for one in (*inputs, *at.expander)),
        *(getattr(one, "help", "") or "" for one in inputs),
        *options,
    ]


def test_names_units_and_anchors_are_text_and_never_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = mcda.read_case(small(tmp_path / "two_trees", 4, times=2))
    anchors = {"low": HOSTILE, "high": HOSTILE}
    criteria = [
        one.model_copy(
            update={
                "label": f"{one.label} {HOSTILE}",
                "scale": one.scale.model_copy(
                    update={"unit": HOSTILE, "anchors": one.scale.anchors.model_copy(update=anchors)}
                ),
            }
        )
        for one in case.catalogue.criteria
    ]
    objectives = [one.model_copy(update={"label": f"{one.label} {HOSTILE}"}) for one in case.catalogue.objectives]
    tree = case.catalogue.model_copy(update={"criteria": tuple(criteria), "objectives": tuple(objectives)})
    rows = tuple(row.model_copy(update={"label": HOSTILE}) for row in case.weight_rows)
    case = case.replace(catalogue=tree, weight_rows=rows)
    case = with_curve(case, "cost", "exponential", [(3000, 50)], HOSTILE)
    alike = swing(dict.fromkeys(case.catalogue.ids, 100.0))
    case = with_elicited(case, alike, case.suggested_weights(), HOSTILE, HOSTILE, date=HOSTILE)
    mcda.write_case(case, tmp_path / "hostile")
    monkeypatch.setenv("MCDA_CASE", str(tmp_path / "hostile"))
    at = opened("weights")
    said = said_by(at)
    for way in ANSWERS:
        said += said_by(pick(at, "way", way))
    answer(pick(at, "way", "points"), "points", {f"points:{one}": 12.5 for one in case.catalogue.ids})
    said += said_by(pick(at, "show_effect", True))
    answer(pick(at, "way", "bwm"), "bwm", {"best": "cost", "worst": "light"})
    said += said_by(at)
    answer(pick(at, "way", "matching"), "matching", {"reference": "cost"})
    said += said_by(at)
    for part in ("curves", "try", "sets"):
        said += said_by(pick(at, "weights_part", part))
    bare = [re.sub(r"\\.", "", one) for one in said]
    assert any("Cost" in one for one in bare)
    assert [one for one in bare if any(mark in one for mark in ("<b>", "[link]", "](http", "*y*"))] == []
