"""Values and weights: the list of sets, trying out, and value curves."""

import pytest
from app_driver import ROOT, opened, pick, plain, prose, sliders, sound, title
from weights_driver import ANSWERS, answer, asked, case_of, click, each

import mcda
from mcda.case import Case
from mcda.weights.record import record_of


@pytest.fixture
def starter(monkeypatch: pytest.MonkeyPatch) -> Case:
    """The small case of four criteria, open."""
    monkeypatch.setenv("MCDA_CASE", str(ROOT / "data" / "starter"))
    return mcda.read_case(ROOT / "data" / "starter")


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
    assert "Commute lower by 5 minutes is worth accepting cost higher by 429 euro per month" in said


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
