"""Values and weights: seven ways of asking, for few criteria and many."""

import re
from pathlib import Path
from typing import Any

import pytest
from app_driver import HOSTILE, ROOT, go, opened, pick, plain, prose, sliders, title
from streamlit.testing.v1 import AppTest
from weights_driver import ANSWERS, IDS, answer, asked, case_of, click, comparisons, each

import mcda
from mcda.case import Case
from mcda.value_curves import with_curve
from mcda.weights import swing
from mcda.weights.record import answers_of, record_of, with_elicited
from views.build import weights_ahp


@pytest.fixture
def starter(monkeypatch: pytest.MonkeyPatch) -> Case:
    """The small case of four criteria, open."""
    monkeypatch.setenv("MCDA_CASE", str(ROOT / "data" / "starter"))
    return mcda.read_case(ROOT / "data" / "starter")


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
    at = answer(asked("ranking"), "ranking", ANSWERS["ranking"][0])
    answer(pick(at, "way", "points"), "points", ANSWERS["points"][0])
    options = set(starter.labels.values())
    assert "would come first" not in prose(at)
    assert not any(option in one.value for option in options for one in at.markdown)
    pick(at, "show_effect", True)
    assert "would come first" in prose(at)
    pick(at, "way", "ranking")
    assert not at.button(key="keep_set").disabled
    assert not at.toggle(key="show_effect").value
    assert "would come first" not in prose(at)


def test_points_are_made_a_hundred_in_proportion(starter: Case) -> None:
    at = answer(asked("points"), "points", each("points", 20.0, 10.0, 10.0, 10.0))
    assert any("50.0 points more: they must make 100" in plain(one.value) for one in at.info)
    click(at, "make_100")
    assert [at.number_input(key=f"points/points:{one}").value for one in IDS] == [40, 20, 20, 20]


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
