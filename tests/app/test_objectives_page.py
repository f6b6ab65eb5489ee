"""The Objectives page: the tree, its fields, what comes and goes, and questions about pairs."""

from collections.abc import Callable

from app_driver import go, opened, pick, plain, prose, sound, title
from streamlit.testing.v1 import AppTest

from criteria import Criterion
from mcda.case import Case
from mcda.completeness import without_anchors
from mcda.folder import read_case
from mcda.independence import answer_to, overlap_pairs, pairs_worth_asking
from mcda.starter import blank_case
from mcda.workspace import to_link


def press(at: AppTest, key: str) -> AppTest:
    return sound(at.button(key=key).click().run())


def typed(at: AppTest, key: str, text: str) -> AppTest:
    (one,) = [one for one in (*at.text_input, *at.text_area) if one.key == key]
    return sound(one.set_value(text).run())


def case_of(at: AppTest) -> Case:
    case: Case = at.session_state.work.case
    return case


def labels(at: AppTest) -> list[str]:
    return [plain(one.label) for one in (*at.text_input, *at.text_area)]


def test_the_shipped_tree_is_shown_with_its_scales_and_notes() -> None:
    at = opened("objectives")
    case = read_case()
    assert title(at) == "Every end of 13 criteria is in words; 8 pairs that may overlap wait for an answer"
    scales = at.dataframe[0].value
    assert list(scales["Criterion"]) == [one.label for one in case.catalogue.criteria]
    harm = scales.set_index("Criterion").loc["Collateral damage"]
    assert harm["Better"] == "▼ less"
    assert harm["Worst"].startswith("100 points: ")
    assert any("more than about 8" in plain(one.value) for one in at.info)


def test_texts_of_a_criterion_are_committed_and_undone() -> None:
    at = opened("objectives")
    reads: dict[str, Callable[[Criterion], str]] = {
        "label": lambda one: one.label,
        "question": lambda one: one.question,
        "definition": lambda one: one.definition,
        "note": lambda one: one.note,
        "unit": lambda one: one.scale.unit,
        "anchor_low": lambda one: one.scale.anchors.low,
        "anchor_middle": lambda one: one.scale.anchors.middle,
        "anchor_high": lambda one: one.scale.anchors.high,
    }
    for name, read in reads.items():
        typed(at, f"criterion_speed_{name}", f"Other {name}")
        assert read(case_of(at).catalogue["speed"]) == f"Other {name}"
    for _ in reads:
        press(at, "undo")
    assert case_of(at) == read_case()
    assert at.text_input(key="criterion_speed_label").value == "Speed"


def test_choices_of_a_criterion_are_committed() -> None:
    at = pick(opened("objectives"), "criterion_speed_objective", "deny_and_hold")
    pick(at, "criterion_speed_blend", "mean")
    sound(at.radio(key="criterion_speed_direction").set_value("less").run())
    speed = case_of(at).catalogue["speed"]
    assert (speed.objective, speed.blend.value, speed.direction.value) == ("deny_and_hold", "mean", "less")
    worst = next(one for one in labels(at) if one.startswith("Worst"))
    assert worst == "Worst, 100 points: what it looks like"


def test_both_ends_of_a_scale_are_one_entry() -> None:
    """From 0-100 to 2000-8000: the first of the two is refused alone, stays typed, and goes in with the second."""
    at = typed(opened("objectives", case=str(to_link(blank_case("A matter")))), "new_criterion", "Cost")
    press(at, "add_new_criterion")
    sound(at.number_input(key="criterion_cost_low").set_value(2000.0).run())
    assert len(at.error) == 1
    assert case_of(at).catalogue["cost"].scale.low == 0
    assert at.number_input(key="criterion_cost_low").value == 2000
    sound(at.number_input(key="criterion_cost_high").set_value(8000.0).run())
    assert not at.error
    scale = case_of(at).catalogue["cost"].scale
    assert (scale.low, scale.high) == (2000, 8000)


def test_scores_outside_new_ends_are_listed_and_the_case_stays() -> None:
    at = sound(opened("objectives").number_input(key="criterion_speed_high").set_value(60.0).run())
    assert "The scale cannot end there yet" in plain(at.error[0].value)
    assert "Unilateral on Speed, most likely: '85'" in at.code[-1].value + "".join(one.value for one in at.code)
    assert case_of(at) == read_case()
    press(at, "criterion_speed_low_back")
    assert not at.error


def test_a_new_criterion_is_looked_at_and_lacks_words() -> None:
    at = typed(opened("objectives"), "new_criterion", "Reach of it")
    pick(at, "new_under", "limit_harm_and_cost")
    press(at, "add_new_criterion")
    assert case_of(at).catalogue["reach_of_it"].objective == "limit_harm_and_cost"
    assert at.selectbox(key="tree_criterion").value == "reach_of_it"
    assert title(at) == "1 of 14 criteria have an end without words"
    assert at.text_area(key="criterion_reach_of_it_anchor_low").value == ""
    assert at.text_input(key="new_criterion").value == ""
    typed(typed(at, "criterion_reach_of_it_anchor_low", "None"), "criterion_reach_of_it_anchor_high", "All")
    assert without_anchors(case_of(at)) == ()


def test_a_name_that_is_taken_is_refused_and_stays_typed() -> None:
    at = typed(opened("objectives"), "new_criterion", "speed")
    press(at, "add_new_criterion")
    assert "Another criterion is called 'Speed'" in plain(at.error[0].value)
    assert at.text_input(key="new_criterion").value == "speed"
    assert case_of(at) == read_case()
    assert go(go(at, "start"), "objectives").text_input(key="new_criterion").value == "speed"


def test_a_criterion_is_removed_with_a_count_of_what_goes_and_comes_back_by_undo() -> None:
    at = opened("objectives")
    assert "5 scores with their ranges and reasons" in prose(at)
    press(at, "act_criterion_remove")
    assert "speed" not in case_of(at).catalogue.ids
    assert at.selectbox(key="tree_criterion").value == "adaptability"
    press(at, "undo")
    assert case_of(at) == read_case()


def test_criteria_and_objectives_move_and_objectives_come_and_go() -> None:
    at = press(opened("objectives"), "act_criterion_down")
    assert case_of(at).catalogue.ids[:2] == ("adaptability", "speed")
    typed(at, "new_objective", "Keep options open")
    press(at, "add_new_objective")
    typed(at, "objective_keep_options_open_description", "For later")
    assert case_of(at).catalogue.objectives[-1].description == "For later"
    press(at, "act_up_keep_options_open")
    assert case_of(at).catalogue.objectives[-2].id == "keep_options_open"
    assert at.button(key="act_remove_deny_and_hold").disabled
    press(at, "act_remove_keep_options_open")
    assert len(case_of(at).catalogue.objectives) == 4


def test_an_answer_is_stored_changed_and_has_its_consequence() -> None:
    at, pair = opened("objectives"), pairs_worth_asking(read_case())[0]
    key = f"independence_{'_'.join(pair)}"
    sound(at.radio(key=key).set_value("no").run())
    assert any("Adding up is doubtful for this pair" in plain(one.value) for one in at.error)
    typed(at, f"{key}_note", "Being first pays only if it holds")
    given = answer_to(case_of(at), "independence", *pair)
    assert given is not None
    assert (given.answer, given.note) == ("no", "Being first pays only if it holds")
    assert "**1 of 12 pairs" in prose(at)
    assert title(at) == "Every end is in words; for one pair of criteria adding up is doubtful"
    sound(at.radio(key=key).set_value("yes").run())
    given = answer_to(case_of(at), "independence", *pair)
    assert given is not None
    assert (given.answer, given.note) == ("yes", "Being first pays only if it holds")
    assert any("Adding up is sound" in plain(one.value) for one in at.success)
    press(at, "undo")
    press(at, "undo")
    press(at, "undo")
    assert case_of(at) == read_case()
    assert at.radio(key=key).value is None


def test_an_overlap_is_asked_with_its_warning_and_the_next_open_pair_follows() -> None:
    at, pairs = opened("objectives"), pairs_worth_asking(read_case())
    assert overlap_pairs(read_case())[pairs[0]] in [plain(one.value) for one in at.warning]
    sound(at.radio(key=f"overlap_{'_'.join(pairs[0])}").set_value("yes").run())
    assert any("gets two weights" in plain(one.value) for one in at.error)
    sound(at.radio(key=f"independence_{'_'.join(pairs[0])}").set_value("yes").run())
    press(at, "pair_next")
    assert at.selectbox(key="tree_pair").value == pairs[1]
    sound(at.selectbox(key="tree_pair").set_value(("enforcement_coherence", "retaliation")).run())
    assert at.radio(key="independence_enforcement_coherence_retaliation").value is None
