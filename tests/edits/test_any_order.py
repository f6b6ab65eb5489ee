"""Edits in any order, right ones and wrong ones, with undo and redo in between: the case stays whole."""

import itertools
import json

import numpy as np
import pytest
from any_edit import EDITS, every_part
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

import mcda
from mcda.case import Case
from mcda.errors import McdaError
from mcda.folder import case_as_json, case_as_xlsx, case_as_zip, case_from_bytes
from mcda.workspace import Workspace

BASE = every_part()


def scores_of(case: Case) -> dict[tuple[str, str], dict[str, float]]:
    """Points of 100 of each option, by scenario and weight set; what cannot be ranked is refused by name."""
    found = {}
    for scenario, weights in itertools.product((one.scenario for one in case.scenarios), case.weight_sets):
        try:
            table = mcda.rank(case, scenario=scenario, weights=weights, method="additive").table
        except McdaError as problem:
            assert not case.choices, problem
            continue
        assert np.isfinite(table["score"]).all()
        found[scenario, weights] = dict(zip(table["option"], table["score"], strict=True))
    return found


def same_scores(before: Case, after: Case) -> None:
    """No option that both have scores otherwise, in a scenario and by a weight set that both have."""
    first, then = scores_of(before), scores_of(after)
    for place in first.keys() & then.keys():
        for option in first[place].keys() & then[place].keys():
            assert then[place][option] == pytest.approx(first[place][option], abs=1e-9), (place, option)


class AnyOrder(RuleBasedStateMachine):
    """A workspace to which anything is done."""

    def __init__(self) -> None:
        super().__init__()
        self.work = Workspace.start(BASE)

    @rule(data=st.data(), name=st.sampled_from(list(EDITS)))
    def edit(self, data: st.DataObject, name: str) -> None:
        before, edit = self.work.case, EDITS[name]
        digest = before.model_copy().digest
        try:
            after = edit.make(before, data.draw)
        except McdaError as problem:
            assert str(problem)
        else:
            checked_again(after)
            if edit.keeps_scores:
                same_scores(before, after)
            if edit.undo and added(before, after):
                assert edit.undo(before, after) == before, name
            self.work = self.work.commit(name, after)
        assert before.model_copy().digest == digest

    @rule()
    def undo(self) -> None:
        before, could = self.work.case, self.work.can_undo
        self.work = self.work.undo()
        if could:
            assert self.work.redo().case == before

    @rule()
    def redo(self) -> None:
        before, could = self.work.case, self.work.can_redo
        self.work = self.work.redo()
        if could:
            assert self.work.undo().case == before

    @invariant()
    def what_stands_can_be_used(self) -> None:
        assert scores_of(self.work.case) or not self.work.case.choices
        mcda.completeness.missing(self.work.case)

    def teardown(self) -> None:
        case = self.work.case
        for name, content in (
            ("case.zip", case_as_zip(case)),
            ("case.json", json.dumps(case_as_json(case)).encode()),
            ("case.xlsx", case_as_xlsx(case)),
        ):
            again = case_from_bytes(name, content)
            assert again == case and again.stale_sets == case.stale_sets, name


def added(before: Case, after: Case) -> bool:
    """Whether something new is there: a round may also replace a set that has the same name."""
    old, new = (
        (*one.option_ids, *one.catalogue.ids, *one.weight_sets, *(each.id for each in one.catalogue.objectives))
        for one in (before, after)
    )
    return set(old) != set(new)


def checked_again(case: Case) -> None:
    """What an edit gives is the case that its own tables make when every one of them is checked."""
    assert Case.from_tables(case.settings.model_dump(mode="json"), case.catalogue, case.tables()) == case


AnyOrder.TestCase.settings = settings(
    max_examples=max(3, settings.default.max_examples // 30),
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestAnyOrder = AnyOrder.TestCase
