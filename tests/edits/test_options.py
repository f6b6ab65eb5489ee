"""What can be chosen changes in one step, and the case that comes out is whole."""

from collections.abc import Callable

import pytest

import mcda
from mcda.case import Case
from mcda.completeness import PLACEHOLDER
from mcda.edits import blends as blend_edits
from mcda.edits import options as option_edits
from mcda.errors import ArgumentError


@pytest.fixture
def case(case: Case) -> Case:
    """The shipped case before anybody said what shares mean."""
    return case.replace(meanings=())


@pytest.mark.parametrize("kind", option_edits.SCORED)
def test_a_new_option_is_unknown_on_every_criterion(case: Case, kind: str) -> None:
    made = option_edits.with_option(case, "  Alone +  customs ", kind, " Border checks. ")
    option = made.options[-1]
    assert (option.option, option.label, option.kind) == ("alone_customs", "Alone + customs", kind)
    assert option.description == "Border checks."
    cells = [one for one in made.cells if one.option == "alone_customs"]
    assert tuple(one.criterion for one in cells) == case.catalogue.ids
    for cell in cells:
        scale = case.catalogue[cell.criterion].scale
        assert (cell.low, cell.mode, cell.high) == (scale.low, None, scale.high)
        assert (cell.basis, cell.rationale) == ("silent", PLACEHOLDER)
    assert "alone_customs" in made.incomplete
    assert case.option_ids == made.option_ids[:-1]


def test_ids_come_from_names_and_are_unique(case: Case) -> None:
    twice = option_edits.with_option(option_edits.with_option(case, "Éxport!"), "Export")
    assert twice.option_ids[-2:] == ("export", "export_2")


@pytest.mark.parametrize(
    ("label", "words"), [(" ", "needs a name"), ("multilateral", "Another option is called 'Multilateral'")]
)
def test_a_name_is_needed_and_nobody_elses(case: Case, label: str, words: str) -> None:
    for change in (
        lambda: option_edits.with_option(case, label),
        lambda: option_edits.with_variant(case, label, "unilateral"),
        lambda: option_edits.renamed(case, "unilateral", label),
    ):
        with pytest.raises(ArgumentError, match=words):
            change()


def test_a_variant_scores_like_its_base_with_its_levers(case: Case) -> None:
    plain = option_edits.with_variant(case, "Again", "unilateral")
    assert plain.scores().loc["again"].equals(plain.scores().loc["unilateral"].rename("again"))
    made = option_edits.with_variant(case, "Again", "unilateral", ["secondary_actions"])
    assert made.scores().loc["again"].tolist() == made.scores().loc["unilateral_secondary"].tolist()
    assert option_edits.with_levers(plain, "again", ["secondary_actions"]).digest == made.digest


def test_renaming_describing_and_moving_change_nothing_else(case: Case) -> None:
    changed = option_edits.described(option_edits.renamed(case, "unilateral", "Alone"), "unilateral", "By ourselves")
    assert (changed.labels["unilateral"], changed.option("unilateral").description) == ("Alone", "By ourselves")
    assert changed.scores().equals(case.scores())
    assert option_edits.renamed(case, "unilateral", "UNILATERAL").labels["unilateral"] == "UNILATERAL"
    ids = list(case.option_ids)
    assert list(option_edits.moved(case, ids[0], 1).option_ids) == [ids[1], ids[0], *ids[2:]]
    assert option_edits.moved(case, ids[0], -3).option_ids == case.option_ids
    assert option_edits.moved(case, ids[2], 99).option_ids[-1] == ids[2]


def test_what_is_built_from_an_option_is_found_over_others(case: Case) -> None:
    chained = option_edits.with_variant(case, "Third hand", "unilateral_secondary")
    found = option_edits.built_from(chained, "unilateral")
    assert set(found) >= {"unilateral_secondary", "third_hand", "act_first_50", "floor_top_up"}
    assert option_edits.built_from(chained, "minilateral") == ()


def test_an_option_others_are_built_from_stays_and_they_are_named(case: Case) -> None:
    with pytest.raises(ArgumentError) as refusal:
        option_edits.without_option(case, "unilateral")
    for option in option_edits.built_from(case, "unilateral"):
        assert f"- {case.labels[option]}" in str(refusal.value)


def test_an_option_goes_with_all_that_names_it(case: Case) -> None:
    said = blend_edits.with_meaning(case, "act_first_50", "unilateral", "Tools")
    left = option_edits.without_option(said, "unilateral", with_dependants=True)
    assert left.option_ids == ("status_quo", "multilateral", "minilateral", "fragmented_coalition")
    assert not left.meanings
    assert left.settings.synergy is None
    assert left.settings.defaults.components == ()
    assert left.components == ("multilateral", "minilateral")
    assert {one.option for one in (*left.cells, *left.shifts)} <= set(left.option_ids)
    assert left.settings.baseline == "status_quo"
    assert option_edits.without_option(case, "status_quo").settings.baseline is None
    assert option_edits.goes_with(case, "unilateral") == ("components", "synergy")
    assert option_edits.goes_with(case, "status_quo") == ("baseline",)
    assert option_edits.goes_with(case, "minilateral") == ()


def test_the_last_option_stays(make_case: Callable[..., Case]) -> None:
    with pytest.raises(ArgumentError, match="last option"):
        option_edits.without_option(make_case({"only": [1.0]}), "only")


def test_another_kind_leaves_what_needs_a_component(case: Case) -> None:
    single = option_edits.with_kind(case, "unilateral", "single")
    assert single.settings.defaults.components == ()
    assert single.settings.synergy is None
    assert single.option("act_first_50").shares == case.option("act_first_50").shares
    assert option_edits.with_kind(case, "status_quo", "component").settings.baseline == "status_quo"
    assert option_edits.with_kind(case, "status_quo", "stress").settings.baseline == "status_quo"
    for option, kind in (("act_first_50", "single"), ("unilateral", "blend")):
        with pytest.raises(ArgumentError, match="cannot become"):
            option_edits.with_kind(case, option, kind)


def test_two_options_that_become_components_can_be_mixed(make_case: Callable[..., Case]) -> None:
    plain = make_case({"a": [20.0], "b": [80.0]})
    mixed = option_edits.with_components(plain, ["a", "b"])
    assert mcda.best_blend(mixed).shares["b"] == pytest.approx(1.0)


def test_a_blend_that_is_added_scores_like_the_same_mix(case: Case) -> None:
    shares = {"unilateral": 0.5, "multilateral": 0.5, "minilateral": 0.0}
    made = blend_edits.with_blend(case, "Half", shares, "act_first", {"unilateral": " x ", "multilateral": ""})
    assert made.scores().loc["half"].tolist() == made.scores().loc["act_first_50"].tolist()
    assert [(one.option, one.component, one.meaning) for one in made.meanings] == [("half", "unilateral", "x")]
    assert blend_edits.undescribed(made)["half"] == ("multilateral",)
    assert (
        blend_edits.with_blend(case, "Half", {"unilateral": 0.5, "multilateral": 0.5}).option("half").sequence
        == "act_first"
    )


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ({"unilateral": 0.5, "multilateral": 0.4}, "sum to 90 %"),
        ({"unilateral": 0.5, "multilateral": 0.500001}, "must sum to 100 %"),
        ({"unilateral": 1.0, "multilateral": 0.0}, "at least two parts"),
        ({"unilateral": 0.5, "nobody": 0.5}, "No option 'nobody'"),
    ],
)
def test_shares_that_make_no_blend_are_refused(case: Case, shares: dict[str, float], words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        blend_edits.with_blend(case, "New", shares)
    with pytest.raises(ArgumentError, match=words):
        blend_edits.with_shares(case, "act_first_50", shares)


def test_a_part_that_leaves_a_blend_takes_its_meaning_along(case: Case) -> None:
    said = blend_edits.with_meaning(case, "act_first_50", "unilateral", "Tools")
    said = blend_edits.with_meaning(said, "act_first_50", "multilateral", "Chips")
    other = blend_edits.with_shares(said, "act_first_50", {"multilateral": 0.5, "minilateral": 0.5})
    assert [(one.component, one.meaning) for one in other.meanings] == [("multilateral", "Chips")]
    assert blend_edits.undescribed(said).get("act_first_50") is None
    assert blend_edits.undescribed(other)["act_first_50"] == ("minilateral",)
    assert blend_edits.with_meaning(said, "act_first_50", "unilateral", " ").meanings == said.meanings[1:]
    assert (
        blend_edits.with_sequence(case, "act_first_50", "act_together").option("act_first_50").sequence
        == "act_together"
    )


@pytest.mark.parametrize(
    ("shares", "keep", "complete"),
    [
        ({"a": 0.3, "b": 0.5}, "a", {"a": 0.3, "b": 0.7}),
        ({"a": 0.5, "b": 0.3, "c": 0.1}, "a", {"a": 0.5, "b": 0.375, "c": 0.125}),
        ({"a": 0.3, "b": 0.0, "c": 0.0}, "a", {"a": 0.3, "b": 0.35, "c": 0.35}),
        ({"a": 1.3, "b": 0.4}, "a", {"a": 1.0, "b": 0.0}),
        ({"a": 0.3, "b": 0.9}, None, {"a": 0.25, "b": 0.75}),
        ({"a": 0.0, "b": 0.0}, None, {"a": 0.5, "b": 0.5}),
    ],
)
def test_shares_are_completed_in_proportion(
    shares: dict[str, float], keep: str | None, complete: dict[str, float]
) -> None:
    found = blend_edits.completed_shares(shares, keep)
    assert found == pytest.approx(complete)
    assert sum(found.values()) == pytest.approx(1.0)
    assert list(found) == list(shares)


@pytest.mark.parametrize("share", [-0.1, 1.5, float("nan")])
def test_a_share_that_is_none_is_refused_and_not_left_out(case: Case, share: float) -> None:
    shares = {"unilateral": 0.5, "multilateral": 0.5, "minilateral": share}
    with pytest.raises(ArgumentError, match="0 to 100 %"):
        blend_edits.with_blend(case, "Half", shares)


def test_an_option_that_is_not_there_is_no_component(case: Case) -> None:
    with pytest.raises(ArgumentError, match="No option 'nobody'"):
        option_edits.with_components(case, ["nobody"])
