"""Records about a case: how weights came about, answers to questions, what shares mean, what is switched off."""

from typing import Any

import pytest

from mcda.case import Case
from mcda.errors import CaseError
from mcda.folder import case_as_zip, case_from_bytes, read_case
from mcda.parts import Answer, Elicitation, Meaning

ELICITED: dict[str, Any] = {
    "set": "neutral",
    "method": "swing",
    "person": "A. Analyst",
    "role": "analyst",
    "round": 1,
    "date": "2026-11-23",
    "consistency": 0.04,
    "consistency_label": "share of answers that differ",
    "answers": '{"speed": 100}',
    "scales": "",
}
ANSWERED: dict[str, Any] = {
    "kind": "independence",
    "subject": "speed",
    "other": "resilience",
    "answer": "no",
    "note": "",
    "author": "",
    "date": "",
}
MEANT: dict[str, Any] = {"option": "act_first_50", "component": "unilateral", "meaning": "Chip tools only."}


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case()


def blend_of(case: Case) -> str:
    return next(option.option for option in case.options if option.shares)


def test_records_survive_a_round_trip(case: Case) -> None:
    meant = Meaning(**(MEANT | {"option": blend_of(case)}))
    full = case.replace(elicitations=(Elicitation(**ELICITED),), answers=(Answer(**ANSWERED),), meanings=(meant,))
    again = case_from_bytes("case.zip", case_as_zip(full))
    assert again == full
    assert (again.elicitations, again.answers, again.meanings) == (full.elicitations, full.answers, full.meanings)
    assert full.digest != case.digest


@pytest.mark.parametrize(
    ("part", "record", "place"),
    [
        ("elicitations", Elicitation(**(ELICITED | {"set": "nobody"})), "Answers behind “nobody”, set"),
        ("elicitations", Elicitation(**(ELICITED | {"answers": "{"})), "Answers behind “Neutral”, answers"),
        ("elicitations", Elicitation(**(ELICITED | {"answers": "[NaN]"})), "Answers behind “Neutral”, answers"),
        ("elicitations", Elicitation(**(ELICITED | {"role": "guest"})), "Answers behind “Neutral”, role"),
        ("answers", Answer(**(ANSWERED | {"other": "taste"})), "Answer on Speed and taste, other"),
        (
            "answers",
            Answer(**(ANSWERED | {"kind": "coordination"})),
            "Answer on Speed and Resilience .*, subject",
        ),
        ("answers", Answer(**(ANSWERED | {"kind": "gossip"})), "Answer on Speed and Resilience .*, kind"),
        ("meanings", Meaning(**(MEANT | {"option": "multilateral"})), "Share of Unilateral in Multilateral, option"),
    ],
)
def test_a_record_of_nothing_is_refused_with_its_place(case: Case, part: str, record: Any, place: str) -> None:
    with pytest.raises(CaseError, match=place):
        case.replace(**{part: (record,)})


def test_weights_are_stale_once_a_scale_has_changed(case: Case) -> None:
    kept = case.replace(elicitations=(Elicitation(**(ELICITED | {"scales": case.scales_digest})),))
    assert kept.stale_sets == frozenset()
    first, *rest = kept.catalogue.criteria
    wider = first.model_copy(update={"scale": first.scale.model_copy(update={"high": 200.0})})
    catalogue = kept.catalogue.model_copy(update={"criteria": (wider, *rest)})
    assert kept.replace(catalogue=catalogue).stale_sets == {"neutral"}
    relabelled = kept.catalogue.model_copy(update={"criteria": (first.model_copy(update={"label": "Haste"}), *rest)})
    assert kept.replace(catalogue=relabelled).stale_sets == frozenset()


@pytest.mark.parametrize(("name", "nothing"), [("returns", 1.0), ("synergy", 0.0), ("first_mover_cost", 0.0)])
def test_an_assumption_switched_off_does_nothing_and_keeps_its_range(case: Case, name: str, nothing: float) -> None:
    """The same answer as with the range set to the one value at which the assumption has no effect."""
    defaults = case.settings.defaults

    def having(**changed: Any) -> Case:
        settings = case.settings.model_copy(update={"defaults": defaults.model_copy(update=changed)})
        return case.replace(settings=settings)

    off = having(off=(name,))
    by_hand = having(**{name: type(defaults.returns)(low=nothing, mode=nothing, high=nothing)})
    for level in ("low", "scores", "high"):
        assert getattr(off, level)().equals(getattr(by_hand, level)())
    assert getattr(off.settings.defaults, name) == getattr(defaults, name)
    assert having(off=()).digest == case.digest != off.digest
