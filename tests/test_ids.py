"""Ids and names of new things: made from words, allowed, and nothing else's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.errors import ArgumentError
from mcda.ids import free_label, id_from


@pytest.mark.parametrize(
    ("label", "taken", "expected"),
    [
        ("Speed of action", (), "speed_of_action"),
        ("Speed", ("speed",), "speed_2"),
        ("Speed", ("speed", "speed_2"), "speed_3"),
        ("2030 target", (), "item_2030_target"),
        ("速度", (), "item"),
        ("速度", ("item",), "item_2"),
        ("  Überleben / Größe ", (), "uberleben_groe"),
        ("a" * 80, (), "a" * 64),
        ("a" * 80, ("a" * 64,), "a" * 62 + "_2"),
    ],
)
def test_ids_come_from_labels(label: str, taken: tuple[str, ...], expected: str) -> None:
    assert id_from(label, taken) == expected


@given(st.text(max_size=100), st.sets(st.sampled_from(["item", "item_2", "a", "a_2"])))
def test_every_id_is_allowed_and_new(label: str, taken: set[str]) -> None:
    found = id_from(label, taken)
    assert found not in taken
    assert found == id_from(found)
    assert len(found) <= 64


@pytest.mark.parametrize(
    ("label", "taken", "expected"),
    [("  Act   first ", [], "Act first"), ("Straße", ["Strasse 2"], "Straße"), ("x", ["X (stress)"], "x")],
)
def test_a_free_name_is_kept_without_needless_blanks(label: str, taken: list[str], expected: str) -> None:
    assert free_label(label, taken, "option") == expected


@pytest.mark.parametrize(
    ("label", "taken", "kind", "told"),
    [
        (" \t", [], "option", "An option needs a name."),
        ("", [], "criterion", "A criterion needs a name."),
        ("STRASSE", ["Straße"], "objective", "Another objective is called 'Straße'"),
    ],
)
def test_no_name_and_a_taken_name_are_refused(label: str, taken: list[str], kind: str, told: str) -> None:
    with pytest.raises(ArgumentError, match=told):
        free_label(label, taken, kind)
