"""Texts that hide what they say, links that lead elsewhere, and numbers that are none are refused by place."""

import json
from typing import Any

import pytest

import mcda
from criteria.catalogue import CatalogueError, build_catalogue
from criteria.plain_text import hidden_in
from mcda.case import Case
from mcda.columns import is_address, number_or_none
from mcda.folder import case_as_json, case_from_bytes


@pytest.mark.parametrize(
    "text", ["<b>&amp;</b>", "*a* [x](y)", "Räte 数 עברית", "a\tb\nc\r\nd", "👩‍💻", "می‌خواهم", "\u200eabc", "=1+1", ""]
)
def test_plain_texts_stay(text: str) -> None:
    assert hidden_in(text) is None


@pytest.mark.parametrize(
    "text, reason",
    [
        ("a\x00b", "control"),
        ("a\rb", "control"),
        ("\x1b[31m", "control"),
        ("a\x85", "control"),
        ("abc\u202ecba", "direction"),
        ("\u2067x", "direction"),
        ("a\u200bb", "invisible"),
        ("a\ufeffb", "invisible"),
        ("a\U000e0041", "invisible"),
        ("\ud800", "halves"),
        ("\uffff", "halves"),
    ],
)
def test_hidden_signs_are_refused_wherever_a_text_stands(case: Case, text: str, reason: str) -> None:
    places: dict[str, Any] = {
        "settings": ("case", "question"),
        "tree": ("catalogue", "title"),
        "table": ("options", 0, "description"),
    }
    for place, (first, *rest) in places.items():
        data = case_as_json(case)
        here: Any = data[first]
        for key in rest[:-1]:
            here = here[key]
        here[rest[-1]] = f"x{text}x"
        with pytest.raises(mcda.CaseError) as caught:
            case_from_bytes("a.json", json.dumps(data).encode())
        assert len(caught.value.faults) == 1, place
        assert reason in str(caught.value).partition("a text without")[2], place
        str(caught.value).encode()


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=c&d#e", "http://example.org:8080", "https://räte.example/数", "HTTPS://example.org"],
)
def test_links_to_the_web_stay(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "https://",
        "https:///x",
        "https://user:pw@example.org",
        "https://example.org@evil.test",
        "http://a b",
        "http://a\nb",
        "https://a.b/\u202ex",
        "https://[::1",
        "https://a.b:99999",
        'https://a.b/"onclick',
        "https://a.b/<script>",
        "https://a.b\\@c",
        " https://a.b",
        "https://a.b/" + "x" * 2_000,
    ],
)
def test_other_links_are_refused(address: str) -> None:
    assert not is_address(address)


@pytest.mark.parametrize(
    "text", ["1_000", "١٢", "0x10", "1e999", "nan", "inf", "1,5", " 1", "1 ", "", "--1", "1e", "∞"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert number_or_none(text) is None


@pytest.mark.parametrize("text, value", [("-5", -5), ("+.5", 0.5), ("5.", 5), ("1e-3", 0.001), ("1E3", 1000)])
def test_numbers_are_read(text: str, value: float) -> None:
    assert number_or_none(text) == value


# fmt: off
JSON = [
    ('"mode": "35"', '"mode": ' + "9" * 5_000, ("column mode", "a number")),
    ('"mode": "35"', '"mode": ' + "9" * 350, ("column mode", "a number")),
    ('"mode": "35"', '"mode": {"a": 1}', ("scores, row", "column mode", "a text, a number or a list")),
    ('"mode": "35"', '"mode": [[1]]', ("column mode: 'nested lists'",)),
    ('"mode": "35"', '"mode": "35", "mode": "36"', ("mode: 'mode'", "each key once")),
    ('"mode": "35"', '"\\ud800": "35"', ("'\\ud800'", "a column without halves of characters")),
    ('"year": "2024"', '"year": "1999.5"', ("column year: '1999.5'", "a whole number")),
    ('"epsilon": 1.0', '"epsilon": ' + "9" * 5_000, ("epsilon",)),
    ('"epsilon": 1.0', '"epsilon": ' + "[" * 30 + "]" * 30, ("nested too deeply", "at most 12 levels")),
    ('"epsilon": 1.0', '"epsilon": [' + "1," * 6_000 + "1]", ("more than 5,000 values",)),
    ('"high": 100.0', '"high": 1e300', ("scale: '0 to 1e+300'", "at most 1e+15")),
    ('"options": [', '"options": [' + "{}," * 600, ("options", "612 rows", "at most 500")),
]
# fmt: on


@pytest.mark.parametrize("old, new, wanted", JSON)
def test_json_that_is_hostile_is_told_by_place(case: Case, old: str, new: str, wanted: tuple[str, ...]) -> None:
    text = json.dumps(case_as_json(case))
    assert old in text
    with pytest.raises(mcda.CaseError) as caught:
        case_from_bytes("a.json", text.replace(old, new, 1).encode())
    assert all(part in str(caught.value) for part in wanted), str(caught.value)[:2_000]


def test_a_table_of_very_many_columns_is_refused_before_it_is_built(case: Case) -> None:
    data = case_as_json(case) | {"history": [{f"a{j}_{k}": 1 for j in range(90)} for k in range(400)]}
    with pytest.raises(mcda.CaseError, match=r"36,000 columns.*at most 80"):
        case_from_bytes("a.json", json.dumps(data).encode())


def test_very_many_unknown_ids_are_one_fault(case: Case) -> None:
    rows = [{**row, "evidence": ";".join(f"q{k}" for k in range(20))} for row in case_as_json(case)["scores"]]
    with pytest.raises(mcda.CaseError) as caught:
        case_from_bytes("a.json", json.dumps(case_as_json(case) | {"scores": rows}).encode())
    assert len(caught.value.faults) == 1
    assert f"{20 * len(rows):,} ids" in str(caught.value)


def test_a_tree_of_very_many_criteria_is_refused() -> None:
    with pytest.raises(CatalogueError, match=r"61 criteria.*at most 60"):
        build_catalogue({"id": "a", "title": "A", "objectives": [], "criteria": [{"id": "a"}] * 61})


def test_a_message_is_one_line_for_each_fault(case: Case) -> None:
    """A key with a line break cannot forge a fault of its own."""
    data = case_as_json(case)
    data["case"]["x\n  - all is well\u202e\ud800"] = 1
    with pytest.raises(mcda.CaseError) as caught:
        case_from_bytes("a.json", json.dumps(data).encode())
    assert len(str(caught.value).splitlines()) == 1 + len(caught.value.faults)
    str(caught.value).encode()
