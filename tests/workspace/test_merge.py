"""Two people's changes in one case: nothing lost, nothing guessed."""

from collections.abc import Callable
from functools import reduce
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from quick_case import changed_case

from mcda.case import Case
from mcda.errors import ArgumentError, CaseError
from mcda.parts import Option, Scenario, Settings, Shift, Source, ValuePoint
from mcda.schemas import COLUMNS
from mcda.workspace import Merged, Workspace, merge
from mcda.workspace.sheets import KEYS, case_of, in_order, sheets_of

Edit = Callable[[Case], Case]


def retitled(**fields: Any) -> Edit:
    def edit(case: Case) -> Case:
        return changed_case(case, settings=Settings.model_validate(dict(case.settings) | fields))

    return edit


def defaults(**fields: Any) -> Edit:
    return lambda case: retitled(defaults=case.settings.defaults.model_copy(update=fields))(case)


def ruled(**rules: str) -> Edit:
    return lambda case: retitled(rules={**case.settings.rules, **rules})(case)


def rescored(option: str, criterion: str, **fields: Any) -> Edit:
    def edit(case: Case) -> Case:
        cells = [
            one.model_copy(update=fields) if (one.option, one.criterion) == (option, criterion) else one
            for one in case.cells
        ]
        return changed_case(case, cells=tuple(cells))

    return edit


def reweighted(criterion: str, weight: float) -> Edit:
    def edit(case: Case) -> Case:
        same = {"low": weight, "weight": weight, "high": weight}
        rows = [one.model_copy(update=same) if one.criterion == criterion else one for one in case.weight_rows]
        return changed_case(case, weight_rows=tuple(rows))

    return edit


def with_option(name: str, label: str | None = None, score: float = 50) -> Edit:
    def edit(case: Case) -> Case:
        if name in case.option_ids:
            return case
        option = Option(
            option=name, label=label or name, kind="single", description="", paragraphs=(), base=None, levers=(),
            shares=(), sequence="",
        )  # fmt: skip
        like = [one for one in case.cells if one.option == case.cells[0].option]
        new = {"option": name, "low": score, "mode": score, "high": score}
        cells = [one.model_copy(update=new) for one in like]
        return changed_case(case, options=(*case.options, option), cells=(*case.cells, *cells))

    return edit


def without_option(name: str) -> Edit:
    def edit(case: Case) -> Case:
        if len(case.options) < 3:
            return case
        return changed_case(
            case,
            options=tuple(one for one in case.options if one.option != name),
            cells=tuple(one for one in case.cells if one.option != name),
            shifts=tuple(one for one in case.shifts if one.option != name),
        )

    return edit


def relabelled(criterion: str, **fields: Any) -> Edit:
    def edit(case: Case) -> Case:
        tree = [one.model_copy(update=fields) if one.id == criterion else one for one in case.catalogue.criteria]
        return changed_case(case, catalogue=case.catalogue.model_copy(update={"criteria": tuple(tree)}))

    return edit


def with_criterion(name: str) -> Edit:
    def edit(case: Case) -> Case:
        tree = (*case.catalogue.criteria, case.catalogue.criteria[0].model_copy(update={"id": name, "label": name}))
        options = dict.fromkeys(one.option for one in case.cells)
        cells = [case.cells[0].model_copy(update={"option": one, "criterion": name}) for one in options]
        return changed_case(
            case,
            catalogue=case.catalogue.model_copy(update={"criteria": tree}),
            cells=(*case.cells, *cells),
            weight_rows=(*case.weight_rows, case.weight_rows[0].model_copy(update={"criterion": name})),
        )

    return edit


def without_criterion(name: str) -> Edit:
    def edit(case: Case) -> Case:
        tree = tuple(one for one in case.catalogue.criteria if one.id != name)
        return changed_case(
            case,
            catalogue=case.catalogue.model_copy(update={"criteria": tree}),
            cells=tuple(one for one in case.cells if one.criterion != name),
            weight_rows=tuple(one for one in case.weight_rows if one.criterion != name),
            shifts=tuple(one for one in case.shifts if one.criterion != name),
            value_rows=tuple(one for one in case.value_rows if one.criterion != name),
        )

    return edit


def with_scenario(name: str) -> Edit:
    def edit(case: Case) -> Case:
        if name in {one.scenario for one in case.scenarios}:
            return case
        fields = case.scenarios[0].model_dump() | {"scenario": name, "label": name}
        return changed_case(case, scenarios=(*case.scenarios, Scenario.model_validate(fields)))

    return edit


def shifted(option: str, by: float) -> Edit:
    def edit(case: Case) -> Case:
        if option not in case.option_ids:
            return case
        others = [one for one in case.shifts if one.option != option]
        return changed_case(case, shifts=(*others, Shift(scenario="base", option=option, criterion="c1", shift=by)))

    return edit


def curved(criterion: str, middle: float) -> Edit:
    def edit(case: Case) -> Case:
        others = [one for one in case.value_rows if one.criterion != criterion]
        point = ValuePoint(criterion=criterion, kind="exponential", score=middle, value=50, rationale="")
        return changed_case(case, value_rows=(*others, point))

    return edit


def sourced(name: str, title: str) -> Edit:
    def edit(case: Case) -> Case:
        others = [one for one in case.evidence if one.id != name]
        new = Source(id=name, title=title, author="", year=None, url="", grade="A", finding="A finding")
        return changed_case(case, evidence=(*others, new))

    return edit


@pytest.fixture(scope="module")
def base(make_case: Callable[..., Case]) -> Case:
    return make_case({"a": [40, 60], "b": [70, 20], "d": [10, 10]})


def merged(base: Case, mine: Edit, theirs: Edit, **settle: Any) -> Merged:
    return merge(base, mine(base), theirs(base), **settle)


DISJOINT = {
    "two settings": (retitled(title="New"), retitled(question="Which?")),
    "a title and a default": (retitled(title="New"), defaults(sequence="act_together")),
    "two defaults": (defaults(sequence="act_together"), defaults(method="topsis")),
    "two rules": (ruled(c1="mean"), ruled(c2="reach")),
    "two cells of scores": (rescored("a", "c1", low=10), rescored("b", "c2", high=90)),
    "two columns of one row": (rescored("a", "c1", low=10), rescored("a", "c1", rationale="Measured")),
    "two weights": (reweighted("c1", 5), reweighted("c2", 3)),
    "two new options": (with_option("x"), with_option("y")),
    "a new option and a changed score": (with_option("x"), rescored("a", "c1", low=10)),
    "a removed option and a changed other": (without_option("a"), rescored("b", "c1", low=10)),
    "two removed options": (without_option("a"), lambda case: changed_case(case, evidence=())),
    "two fields of a criterion": (relabelled("c1", label="One"), relabelled("c1", question="How?")),
    "a new criterion and a changed score": (with_criterion("c3"), rescored("a", "c1", low=10)),
    "a new criterion and a removed option": (with_criterion("c3"), without_option("a")),
    "a removed criterion and a new option": (without_criterion("c2"), with_option("x")),
    "two curves": (curved("c1", 30), curved("c2", 60)),
    "a source and a scenario": (sourced("s", "Source"), with_scenario("war")),
    "two sources": (sourced("s", "Source"), sourced("t", "Other")),
    "two shifts": (shifted("a", 5), shifted("b", 7)),
}


@pytest.mark.parametrize("what", list(DISJOINT))
def test_changes_in_different_places_are_all_kept(base: Case, what: str) -> None:
    """The same as doing one after the other, up to the order of rows."""
    one, other = DISJOINT[what]
    together = merged(base, one, other)
    assert together.conflicts == () and together.settled == () and together.case is not None
    assert rows(together.case) == rows(other(one(base)))


def rows(case: Case | None) -> dict[str, Any]:
    """What a case says, whatever the order of its rows."""
    assert case is not None
    return {name: dict(sheet) for name, sheet in sheets_of(case).items()}


DIFFERENT = {
    "a setting": (retitled(title="Mine"), retitled(title="Theirs"), "Settings: title", ("Small", "Mine", "Theirs")),
    "a default": (
        defaults(method="topsis"), defaults(method="vikor"),
        "Settings: defaults.method", ("additive", "topsis", "vikor"),
    ),
    "a score": (
        rescored("a", "c1", high=50), rescored("a", "c1", high=60),
        "Scores: a on c1, high", ("40", "50", "60"),
    ),
    "a weight": (reweighted("c1", 5), reweighted("c1", 7), "Weights: only on c1, weight", ("1", "5", "7")),
    "a new source": (sourced("s", "One"), sourced("s", "Other"), "Sources: s, title", (None, "One", "Other")),
    "a curve": (
        curved("c1", 30), curved("c1", 60),
        "Value curves: c1", (None, "criterion c1, kind exponential, score 30, value 50",
                             "criterion c1, kind exponential, score 60, value 50"),
    ),
    "a criterion": (relabelled("c1", label="M"), relabelled("c1", label="T"), "Criteria: c1, label", ("c1", "M", "T")),
    "an option removed here, scored there": (
        without_option("a"), rescored("a", "c1", high=60),
        "Options: a", ("there", None, "changed: Scores: a on c1 (high 60)"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", list(DIFFERENT))
def test_a_place_that_both_changed_is_a_conflict_that_either_settles(base: Case, what: str) -> None:
    mine, theirs, place, (before, here, there) = DIFFERENT[what]
    found = merged(base, mine, theirs)
    assert found.case is None
    conflict = next(one for one in found.conflicts if one.place == place)
    assert (conflict.base, conflict.mine, conflict.theirs) == (before, here, there)
    assert place in str(conflict)
    for side, edit in (("mine", mine), ("theirs", theirs)):
        by_preference = merged(base, mine, theirs, prefer=side)
        by_choice = merged(base, mine, theirs, choices={one.place: side for one in found.conflicts})
        assert by_preference.case == by_choice.case == edit(base)
        assert by_preference.conflicts == () and set(by_preference.settled) == set(found.conflicts)


def test_choices_settle_each_place_on_its_own(base: Case) -> None:
    mine = retitled(title="Mine", question="Mine?")
    theirs = retitled(title="Theirs", question="Theirs?")
    one = merged(base, mine, theirs, choices={"Settings: title": "theirs"})
    assert [conflict.place for conflict in one.conflicts] == ["Settings: question"]
    both = merged(base, mine, theirs, choices={"Settings: title": "theirs"}, prefer="mine").case
    assert both is not None and (both.settings.title, both.settings.question) == ("Theirs", "Mine?")


def test_a_removal_that_gives_way_brings_everything_of_it_back_in_its_place(base: Case) -> None:
    found = merged(base, without_option("a"), shifted("a", 5), prefer="theirs").case
    assert found is not None and found.option_ids == ("a", "b", "d") and len(found.shifts) == 1
    gone = merged(base, without_option("a"), shifted("a", 5), prefer="mine").case
    assert gone is not None and gone.option_ids == ("b", "d") and gone.shifts == ()


def test_what_does_not_fit_together_is_told_as_the_rule_that_it_breaks(base: Case) -> None:
    found = merged(base, with_option("x"), with_criterion("c3"))
    assert found.case is None
    assert any("cell x x c3" in str(conflict) and "allowed" in str(conflict) for conflict in found.conflicts)
    for side, edit in (("mine", with_option("x")), ("theirs", with_criterion("c3"))):
        settled = merged(base, with_option("x"), with_criterion("c3"), prefer=side)
        assert settled.case == edit(base) and "left out" in settled.settled[0].place


def test_ranges_that_two_people_moved_apart_are_told(base: Case) -> None:
    wide = rescored("a", "c1", low=10, high=90)(base)
    found = merge(wide, rescored("a", "c1", low=60, mode=70)(wide), rescored("a", "c1", high=50)(wide))
    assert found.case is None and "rising order" in str(found.conflicts[0])


def test_with_no_base_every_difference_is_a_conflict_and_what_one_side_has_is_kept(base: Case) -> None:
    mine, theirs = with_option("x")(base), retitled(title="Theirs")(base)
    found = merge(None, mine, theirs)
    assert [(one.place, one.base) for one in found.conflicts] == [("Settings: title", None)]
    settled = merge(None, mine, theirs, prefer="theirs").case
    assert settled is not None and settled.settings.title == "Theirs" and "x" in settled.option_ids


def test_things_of_the_same_name_are_told_apart(base: Case) -> None:
    same = changed_case(base, options=tuple(one.model_copy(update={"label": "Same"}) for one in base.options))
    found = merge(same, rescored("a", "c1", high=50)(same), rescored("a", "c1", high=60)(same))
    assert [one.place for one in found.conflicts] == ["Scores: Same (a) on c1, high"]


def test_a_side_must_be_named_rightly(base: Case) -> None:
    with pytest.raises(ArgumentError, match="yours"):
        merge(base, base, base, prefer="yours")  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="yours"):
        merge(base, base, base, choices={"Settings: title": "yours"})  # type: ignore[dict-item]


def test_every_table_has_keys_that_it_has_columns_for() -> None:
    assert set(KEYS) == set(COLUMNS)
    assert all(set(keys) <= set(COLUMNS[name]) for name, keys in KEYS.items())


def test_sheets_lose_nothing(case: Case) -> None:
    again = case_of(sheets_of(case))
    assert again == case and again.settings == case.settings


def test_the_shipped_case_is_merged_with_its_past_cases_and_sources(case: Case) -> None:
    mine = changed_case(case, history=tuple(one.model_copy(update={"title": one.title + "!"}) for one in case.history))
    theirs = sourced("new", "New")(case)
    found = merge(case, mine, theirs).case
    assert found is not None and (found.history, found.evidence) == (mine.history, theirs.evidence)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "order"),
    [
        ("abc", "abc", "abc", "abc"),
        ("abc", "axbc", "abyc", "axbyc"),
        ("abc", "xabc", "abcy", "xabcy"),
        ("abc", "abcx", "abcy", "abcxy"),
        ("abc", "cba", "abxc", "cbxa"),
        ("abc", "abxc", "cba", "cbxa"),
        ("abc", "cab", "bca", "cab"),
        ("", "ab", "cd", "abcd"),
    ],
)
def test_rows_keep_their_order(base: str, mine: str, theirs: str, order: str) -> None:
    keys = [[(letter,) for letter in word] for word in (base, mine, theirs)]
    assert "".join(key[0] for key in in_order(*keys)) == order


CHANGES: dict[str, list[Edit]] = {
    "nothing": [],
    "words": [retitled(title="One", question="How?")],
    "other words": [retitled(title="Two"), sourced("s", "One")],
    "scores": [rescored("a", "c1", high=80), rescored("b", "c2", high=90)],
    "other scores": [rescored("a", "c1", high=90), rescored("b", "c1", low=60)],
    "values": [reweighted("c1", 2), curved("c1", 30)],
    "other values": [reweighted("c1", 3), reweighted("c2", 2), curved("c2", 60), curved("c1", 60)],
    "more": [with_option("x"), shifted("a", 5), sourced("s", "Two")],
    "other more": [with_option("x", score=30), with_option("y"), shifted("b", 9)],
    "less": [without_option("a"), retitled(title="One")],
    "other less": [without_option("b")],
    "another tree": [with_criterion("c3"), relabelled("c1", label="One")],
    "a smaller tree": [without_criterion("c2"), retitled(title="Two")],
}


@pytest.fixture(scope="module")
def changed(base: Case) -> dict[str, Case]:
    """The case after each of these changes."""
    return {name: reduce(lambda case, edit: edit(case), edits, base) for name, edits in CHANGES.items()}


ONE = st.sampled_from(list(CHANGES))


@pytest.mark.parametrize("what", list(CHANGES))
def test_one_side_alone_is_taken_exactly(base: Case, changed: dict[str, Case], what: str) -> None:
    one = changed[what]
    assert merge(base, one, base) == merge(base, base, one) == merge(base, one, one) == Merged(one)


@settings(max_examples=10, phases=[Phase.generate])
@given(mine=ONE, theirs=ONE)
def test_it_is_the_same_from_either_side(base: Case, changed: dict[str, Case], mine: str, theirs: str) -> None:
    here, there = changed[mine], changed[theirs]
    one, other = merge(base, here, there), merge(base, there, here)
    assert {(c.place, c.base, c.mine, c.theirs) for c in one.conflicts} == {
        (c.place, c.base, c.theirs, c.mine) for c in other.conflicts
    }
    assert (one.case is None) == (other.case is None)
    if one.case is not None:
        assert rows(one.case) == rows(other.case)
        return
    for side in ("mine", "theirs"):
        settled, mirrored = (merge(base, *pair, prefer=way) for pair, way in (
            ((here, there), side), ((there, here), "theirs" if side == "mine" else "mine")
        ))  # fmt: skip
        assert settled.conflicts == () and rows(settled.case) == rows(mirrored.case)


@settings(max_examples=12, phases=[Phase.generate])
@given(mine=ONE, theirs=ONE)
def test_each_cell_comes_from_who_changed_it(base: Case, changed: dict[str, Case], mine: str, theirs: str) -> None:
    here, there = changed[mine], changed[theirs]
    found = merge(base, here, there).case
    if found is None:
        return
    assert Workspace.start(base).commit("Joined", found).case == found
    before, ours, others, after = (sheets_of(one) for one in (base, here, there, found))
    for sheet, keyed in after.items():
        for key, row in keyed.items():
            for column, cell in row.items():
                was, m, t = (one[sheet].get(key, {}).get(column) for one in (before, ours, others))
                assert cell in (m, t) and (m == t or was in (m, t)) and (cell != was or m == t == was)


def test_a_broken_merge_is_never_a_case(base: Case) -> None:
    with pytest.raises(CaseError):
        with_criterion("c3")(base).replace(options=with_option("x")(base).options)
