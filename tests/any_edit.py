"""Every edit of a case with arguments drawn at random, right ones and wrong ones, for tests of any order of edits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from conftest import small_case
from hypothesis import strategies as st

from mcda.case import Case
from mcda.coordination import NOT_SURE, QUESTIONS, with_coordination, with_coordination_answer
from mcda.edits import assumptions, blends, levers, options, people, scores, tree, tree_removal
from mcda.independence import answered
from mcda.parts import Answer, Shift, Source
from mcda.value_curves import with_curve
from mcda.weights import points
from mcda.weights.record import renamed_set, set_id, suggested_in, with_elicited, without_set

Draw = Callable[[st.SearchStrategy[Any]], Any]

WORDS = st.sampled_from(
    ["New", "new", "Other", "Third", "", " ", "<b>x</b>", "1st of all", "日本", "coordination", "x" * 80, "a\u202eb"]
)
NUMBERS = st.one_of(
    st.sampled_from([0.0, 50.0, 100.0, 25.0, 75.0]),
    st.floats(0, 100).map(lambda number: round(number, 3)),
    st.floats(0, 1),
    st.sampled_from([1.0, 2.0, 3.0, 30.0, 60.0, -10.0, 1e9, float("nan"), float("inf")]),
)
SHARES = st.sampled_from([0.5, 0.25, 0.75, 1.0, 0.0, -0.5, float("nan")])
RANGES = st.lists(NUMBERS, min_size=3, max_size=3) | st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted)


@dataclass(frozen=True)
class AnyEdit:
    """An edit, and what is promised of it.

    Attributes
    ----------
    make
        From a case and a way to draw arguments to the case after it.
    keeps_scores
        Whether no option that was there before scores otherwise afterwards, in any scenario, by any weight set.
    undo
        From the case before and the case after to the case without what was added, whose digest is that of before.
    """

    make: Callable[[Case, Draw], Case]
    keeps_scores: bool = False
    undo: Callable[[Case, Case], Case] | None = None


def _one(draw: Draw, things: Iterable[str]) -> str:
    known = list(things)
    return str(draw(st.sampled_from([*known * 3, "nobody"])))


def _some(draw: Draw, things: Iterable[str]) -> list[str]:
    return list(draw(st.lists(st.sampled_from([*things, "nobody"]), max_size=4, unique=True)))


def _criterion(case: Case, draw: Draw) -> str:
    return _one(draw, case.catalogue.ids)


def _option(case: Case, draw: Draw) -> str:
    return _one(draw, case.option_ids)


def _scenario(case: Case, draw: Draw) -> str:
    return _one(draw, [one.scenario for one in case.scenarios])


def _set(case: Case, draw: Draw) -> str:
    return _one(draw, case.weight_sets)


def _changed_criterion(case: Case, draw: Draw) -> Case:
    field, value = draw(
        st.one_of(
            st.tuples(st.sampled_from(["label", "question", "anchor_low", "anchor_middle", "unit", "nonsense"]), WORDS),
            st.tuples(st.sampled_from(["low", "high"]), st.sampled_from([0.0, 10.0, 100.0, 200.0, float("nan")])),
            st.tuples(st.just("direction"), st.sampled_from(["more", "less", "sideways"])),
            st.tuples(st.just("blend"), st.sampled_from(["mean", "reach", "stack", "trust", "first", "none"])),
            st.tuples(st.just("objective"), st.sampled_from([one.id for one in case.catalogue.objectives])),
        )
    )
    return tree.change_criterion(case, _criterion(case, draw), **{field: value})


def _cell(case: Case, draw: Draw) -> Case:
    cell = draw(st.sampled_from(case.cells))
    if draw(st.booleans()):
        return scores.with_cells(case, [scores.unknown_cell(case, cell)])
    low, mode, high = draw(RANGES)
    return scores.with_cells(case, [cell.model_copy(update={"low": low, "mode": mode, "high": high})])


def _shift(case: Case, draw: Draw) -> Case:
    place = {"scenario": _scenario(case, draw), "option": _option(case, draw), "criterion": _criterion(case, draw)}
    return scores.with_cells(case, [], shifts=[Shift.model_construct(**place, shift=draw(NUMBERS))])


def _cited(case: Case, draw: Draw) -> Case:
    title = draw(WORDS)
    name = scores.new_source_id(title, 2024, [one.id for one in case.evidence])
    source = Source(id=name, title=title, author="", year=2024, url="", grade="A", finding="Found")
    cell = draw(st.sampled_from(case.cells))
    return scores.with_cells(case, [cell.model_copy(update={"evidence": (name,)})], source=source)


def _fewer_sources(case: Case, draw: Draw) -> Case:
    return scores.with_sources(case, [one for one in case.evidence if draw(st.booleans())])


def _blend(case: Case, draw: Draw) -> Case:
    parts = draw(st.lists(st.sampled_from([*case.option_ids, "nobody"]), min_size=1, max_size=3, unique=True))
    shares = {part: draw(SHARES) for part in parts}
    if draw(st.booleans()):
        shares = dict.fromkeys(parts, 1 / len(parts))
    return blends.with_blend(case, draw(WORDS), shares, meanings={parts[0]: draw(WORDS)})


def _reshared(case: Case, draw: Draw) -> Case:
    mixed = [one.option for one in case.options if one.shares]
    known = [one.option for one in case.options if one.kind == "component"]
    parts = draw(st.lists(st.sampled_from([*known, "e", "nobody"]), min_size=2, max_size=3, unique=True))
    return blends.with_shares(case, _one(draw, [*mixed, *mixed, "a"]), {part: 1 / len(parts) for part in parts})


def _meaning(case: Case, draw: Draw) -> Case:
    shares = [(one.option, name) for one in case.options for name, _ in one.shares]
    return blends.with_meaning(case, *draw(st.sampled_from([*shares, *shares, ("a", "b")])), draw(WORDS))


def _lever(case: Case, draw: Draw) -> Case:
    criterion = _one(draw, [*case.catalogue.ids, "coordination"])
    return levers.with_lever(case, draw(WORDS), criterion, tuple(draw(RANGES)), draw(NUMBERS))


def _fewer_effects(case: Case, draw: Draw) -> Case:
    return levers.with_effects(case, [row for row in levers.effect_rows(case) if draw(st.booleans())])


def _weights_of(case: Case, draw: Draw) -> dict[str, float]:
    return {one: draw(NUMBERS) for one in case.catalogue.ids}


def _asked(case: Case, draw: Draw) -> Case:
    label, given = draw(WORDS), _weights_of(case, draw)
    return with_elicited(case, points(given), set_id(case, label), label, answers=given)


def _person(case: Case, draw: Draw) -> Case:
    name = draw(st.sampled_from(["Ann", "ann", "Ben", "Cy", "", *case.weight_sets.values()]))
    return people.with_person(case, name, _weights_of(case, draw), method="points")


def _pair_answer(case: Case, draw: Draw) -> Case:
    kind = draw(st.sampled_from(["independence", "overlap"]))
    said = draw(st.sampled_from(["yes", "no", "not_sure", ""]))
    pair = {"subject": _criterion(case, draw), "other": _criterion(case, draw)}
    return answered(case, Answer(kind=kind, **pair, answer=said, note="", author="", date=""))


def _fit_answer(case: Case, draw: Draw) -> Case:
    said = draw(st.sampled_from(["yes", "partly", "no", NOT_SURE, "maybe", None]))
    return with_coordination_answer(case, _scenario(case, draw), _one(draw, QUESTIONS), said)


def _curve(case: Case, draw: Draw) -> Case:
    kind = draw(st.sampled_from(["piecewise", "exponential"]))
    single = draw(st.tuples(NUMBERS, st.just(50.0)).map(lambda point: [point]))
    given = draw(st.sampled_from([single, [(25.0, 50.0), (75.0, 80.0)], []]))
    return with_curve(case, _criterion(case, draw), kind, given)


def _changed_assumption(case: Case, draw: Draw) -> Case:
    assumption = draw(st.sampled_from(["returns", "synergy", "first_mover_cost"]))
    if draw(st.booleans()):
        return assumptions.switched(case, assumption, on=draw(st.booleans()))
    return assumptions.with_range(case, assumption, *draw(RANGES))


def _synergy(case: Case, draw: Draw) -> Case:
    parts = [(_option(case, draw), _criterion(case, draw)) for _ in range(draw(st.integers(0, 2)))]
    return assumptions.with_synergy(case, on=_some(draw, case.catalogue.ids), parts=parts)


def _ruled(case: Case, draw: Draw) -> Case:
    rule = draw(st.sampled_from(["mean", "reach", "stack", "trust", "first", "nonsense"]))
    return assumptions.with_rules(case, {_criterion(case, draw): rule})


def _new_option(before: Case, after: Case) -> Case:
    (new,) = set(after.option_ids) - set(before.option_ids)
    return options.without_option(after, new)


def _new_criterion(before: Case, after: Case) -> Case:
    (new,) = set(after.catalogue.ids) - set(before.catalogue.ids)
    return tree_removal.remove_criterion(after, new)


def _new_objective(before: Case, after: Case) -> Case:
    old, new = ({one.id for one in case.catalogue.objectives} for case in (before, after))
    return tree_removal.remove_objective(after, (new - old).pop())


def _new_set(before: Case, after: Case) -> Case:
    (new,) = set(after.weight_sets) - set(before.weight_sets)
    return without_set(after, new)


EDITS: dict[str, AnyEdit] = {
    "add a criterion": AnyEdit(
        lambda case, draw: tree.add_criterion(
            case, _one(draw, [one.id for one in case.catalogue.objectives]), draw(WORDS)
        ),
        keeps_scores=True,
        undo=_new_criterion,
    ),
    "change a criterion": AnyEdit(_changed_criterion),
    "move a criterion": AnyEdit(
        lambda case, draw: tree.move_criterion(case, _criterion(case, draw), draw(st.sampled_from([-1, 1]))),
        keeps_scores=True,
    ),
    "remove a criterion": AnyEdit(lambda case, draw: tree_removal.remove_criterion(case, _criterion(case, draw))),
    "add an objective": AnyEdit(
        lambda case, draw: tree.add_objective(case, draw(WORDS)), keeps_scores=True, undo=_new_objective
    ),
    "change an objective": AnyEdit(
        lambda case, draw: tree.change_objective(
            case, _one(draw, [one.id for one in case.catalogue.objectives]), label=draw(WORDS)
        ),
        keeps_scores=True,
    ),
    "move an objective": AnyEdit(
        lambda case, draw: tree.move_objective(case, _one(draw, [one.id for one in case.catalogue.objectives]), 1),
        keeps_scores=True,
    ),
    "remove an objective": AnyEdit(
        lambda case, draw: tree_removal.remove_objective(
            case, _one(draw, [one.id for one in case.catalogue.objectives])
        ),
        keeps_scores=True,
    ),
    "add an option": AnyEdit(
        lambda case, draw: options.with_option(
            case, draw(WORDS), _one(draw, options.SCORED), draw(st.sampled_from(["", "Words"]))
        ),
        keeps_scores=True,
        undo=_new_option,
    ),
    "add a variant": AnyEdit(
        lambda case, draw: options.with_variant(
            case, draw(WORDS), _option(case, draw), _some(draw, levers.lever_labels(case))
        ),
        keeps_scores=True,
        undo=_new_option,
    ),
    "rename an option": AnyEdit(
        lambda case, draw: options.renamed(case, _option(case, draw), draw(WORDS)), keeps_scores=True
    ),
    "describe an option": AnyEdit(
        lambda case, draw: options.described(case, _option(case, draw), draw(WORDS)), keeps_scores=True
    ),
    "move an option": AnyEdit(
        lambda case, draw: options.moved(case, _option(case, draw), draw(st.integers(-3, 3))), keeps_scores=True
    ),
    "change a kind": AnyEdit(
        lambda case, draw: options.with_kind(case, _option(case, draw), _one(draw, ["blend", *options.SCORED]))
    ),
    "choose components": AnyEdit(
        lambda case, draw: options.with_components(case, _some(draw, case.option_ids)), keeps_scores=True
    ),
    "choose levers": AnyEdit(
        lambda case, draw: options.with_levers(case, _option(case, draw), _some(draw, levers.lever_labels(case)))
    ),
    "remove an option": AnyEdit(
        lambda case, draw: options.without_option(case, _option(case, draw), with_dependants=draw(st.booleans())),
        keeps_scores=True,
    ),
    "add a blend": AnyEdit(_blend, keeps_scores=True, undo=_new_option),
    "change shares": AnyEdit(_reshared),
    "change an order": AnyEdit(
        lambda case, draw: blends.with_sequence(case, _option(case, draw), _one(draw, ["act_first", "act_together"]))
    ),
    "say what a share means": AnyEdit(_meaning, keeps_scores=True),
    "add an effect": AnyEdit(_lever),
    "remove effects": AnyEdit(_fewer_effects),
    "change a cell": AnyEdit(_cell),
    "change a shift": AnyEdit(_shift),
    "cite a source": AnyEdit(_cited, keeps_scores=True),
    "remove sources": AnyEdit(_fewer_sources, keeps_scores=True),
    "change an assumption": AnyEdit(_changed_assumption),
    "change the synergy": AnyEdit(_synergy),
    "change the usual order": AnyEdit(
        lambda case, draw: assumptions.with_usual_sequence(case, _one(draw, ["act_first", "act_together"]))
    ),
    "choose usual components": AnyEdit(
        lambda case, draw: assumptions.with_usual_components(case, _some(draw, case.option_ids)), keeps_scores=True
    ),
    "change a rule": AnyEdit(_ruled),
    "stack harms": AnyEdit(
        lambda case, draw: assumptions.stacked(case, [_criterion(case, draw)], on=draw(st.booleans()))
    ),
    "answer about a pair": AnyEdit(_pair_answer, keeps_scores=True),
    "answer about the fit": AnyEdit(_fit_answer, keeps_scores=True),
    "change the coordination": AnyEdit(
        lambda case, draw: with_coordination(case, _scenario(case, draw), *draw(RANGES))
    ),
    "ask for weights": AnyEdit(_asked),
    "rename a weight set": AnyEdit(
        lambda case, draw: renamed_set(case, _set(case, draw), draw(WORDS)), keeps_scores=True
    ),
    "suggest a weight set": AnyEdit(
        lambda case, draw: suggested_in(case, _scenario(case, draw), _set(case, draw)), keeps_scores=True
    ),
    "remove a weight set": AnyEdit(lambda case, draw: without_set(case, _set(case, draw)), keeps_scores=True),
    "add a person's round": AnyEdit(_person, keeps_scores=True, undo=_new_set),
    "join people": AnyEdit(lambda case, draw: people.joined(case, draw(st.sampled_from(["arithmetic", "geometric"])))),
    "change a value curve": AnyEdit(_curve),
}


def every_part() -> Case:
    """A case that holds something of every part but past cases.

    Components `a`, `b` and `d`, an option `e`, benefits `c1` and `c3` and a harm `c2` under two objectives, a blend, a
    lever, a variant, a second scenario with a shift, a curve, a cited source and one that is not, a synergy, a person,
    and answers.
    """
    rows: dict[str, list[object]] = {
        "a": [40, (50, 60, 80), 20], "b": [70, 20, None], "d": [10, 10, 50], "e": [30, 30, (0, 30, 60)],
    }  # fmt: skip
    case = options.with_components(small_case(rows, {"c1": "more", "c2": "less", "c3": "more"}), ["a", "b", "d"])
    scenarios = [
        one.model_copy(update={"scenario": name, "label": name.title(), "weights": "only"})
        for one in case.scenarios
        for name in ("base", "war")
    ]
    case = case.replace(scenarios=tuple(scenarios))
    case = tree.change_criterion(tree.add_objective(case, "Cost"), "c2", objective="cost")
    case = levers.with_lever(levers.with_lever(case, "Aid", "c1", (0, 10, 20), 1), "Loan", "coordination", (0, 0, 1), 1)
    case = options.with_variant(case, "With aid", "a", ["aid"])
    case = blends.with_blend(case, "Half", {"a": 0.5, "b": 0.5}, meanings={"a": "Half of it"})
    source = Source(id="one", title="One", author="", year=None, url="", grade="A", finding="Found")
    cited = case.cells[0].model_copy(update={"evidence": ("one",)})
    shift = Shift(scenario="war", option="a", criterion="c1", shift=-5)
    case = scores.with_cells(case, [cited], shifts=[shift], source=source)
    case = scores.with_sources(case, [*case.evidence, source.model_copy(update={"id": "two", "title": "Two"})])
    case = assumptions.with_synergy(case, on=["c1"], parts=[("a", "c1"), ("b", "c3")])
    case = with_curve(case, "c2", "exponential", [(30, 50)])
    case = people.with_person(case, "Ann", {"c1": 3, "c2": 2, "c3": 1}, method="points")
    return with_coordination_answer(case, "war", "same_list", "partly")


__all__ = ["EDITS", "AnyEdit", "Draw", "every_part"]
