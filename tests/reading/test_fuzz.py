"""Whatever the bytes are, a reader gives a case or a `CaseError`."""

import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mcda
from criteria.catalogue import parse_toml
from mcda.case import Case
from mcda.folder import case_as_json, case_as_xlsx, case_from_bytes, table_into
from mcda.reading.archive import pack
from mcda.reading.files import case_as_files

# Each example reads and checks a whole case, so there are fewer of them: 6 in the suite, 250 in the thorough profile.
FEW = settings(
    max_examples=settings.default.max_examples // 8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

MATRIX = b"flat,rent,rooms\ndirection,less,more\nlow,0,\nA,700,2\nB,900,3\n"
SMALL = case_from_bytes("flats.csv", MATRIX)
FILES = case_as_files(SMALL)
VALID = {
    "a.zip": pack(FILES),
    "a.json": json.dumps(case_as_json(SMALL)).encode(),
    "a.xlsx": case_as_xlsx(SMALL),
    "a.csv": MATRIX,
}

JUNK = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [b"\x00", b'"', b",", b";", b"\n", b"[", b"{", b"nan", b"1e999", b"\xff\xfe", b"=1", b"\xe2\x80\xae"]
    ),
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), JUNK), min_size=1, max_size=4)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.just(10**400)
    | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def mutated(content: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """Some places of `content` cut out and filled with junk."""
    for share, length, junk in edits:
        start = int(share * len(content))
        content = content[:start] + junk + content[start + length :]
    return content


def read(name: str, content: bytes) -> Case | None:
    """The case, or None where it is refused; anything else fails the test."""
    try:
        case = case_from_bytes(name, content)
    except mcda.CaseError as problem:
        assert problem.faults
        str(problem).encode()  # a message that cannot be shown is no message
        return None
    case.digest.encode()
    assert case_from_bytes("again.json", json.dumps(case_as_json(case)).encode()) == case
    return case


@pytest.mark.parametrize("name", VALID)
@FEW
@given(edits=EDITS)
def test_mutated_files(name: str, edits: list[tuple[float, int, bytes]]) -> None:
    read(name, mutated(VALID[name], edits))


@pytest.mark.parametrize("file", FILES)
@FEW
@given(edits=EDITS)
def test_mutated_parts_of_a_zip(file: str, edits: list[tuple[float, int, bytes]]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for other, text in FILES.items():
            archive.writestr(other, mutated(text.encode(), edits) if other == file else text)
    read("a.zip", buffer.getvalue())


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet5.xml", "xl/styles.xml"]
)
@FEW
@given(edits=EDITS)
def test_mutated_parts_of_a_workbook(part: str, edits: list[tuple[float, int, bytes]]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(VALID["a.xlsx"])) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, mutated(old.read(name), edits) if name == part else old.read(name))
    read("a.xlsx", buffer.getvalue())


@FEW
@given(st.data())
def test_json_of_other_types(data: st.DataObject) -> None:
    """One value anywhere in a valid case becomes something else."""
    whole = case_as_json(SMALL)
    here: Any = whole
    while True:
        key = data.draw(st.sampled_from(list(here) if isinstance(here, dict) else range(len(here))))
        if not isinstance(here[key], dict | list) or not here[key] or data.draw(st.booleans()):
            here[key] = data.draw(VALUES)
            break
        here = here[key]
    read("a.json", json.dumps(whole).encode())


@FEW
@given(VALUES)
def test_json_of_anything(value: Any) -> None:
    read("a.json", json.dumps(value).encode())
    read("a.json", json.dumps({"case": value, "catalogue": value, "options": value, "scores": value}).encode())


@FEW
@given(edits=EDITS)
def test_mutated_tables_into_a_case(edits: list[tuple[float, int, bytes]]) -> None:
    try:
        table_into(SMALL, "x.csv", mutated(FILES["scores.csv"].encode(), edits))
    except mcda.CaseError as problem:
        assert problem.faults


@FEW
@given(
    name=st.text(max_size=20),
    kind=st.sampled_from(["", ".zip", ".json", ".xlsx", ".csv"]),
    content=st.binary(max_size=60),
)
def test_any_name_and_any_bytes(name: str, kind: str, content: bytes) -> None:
    read(name + kind, content)


@pytest.mark.parametrize(
    "text",
    [
        "a." * 100_000 + "b=1",
        "[" + "a." * 5_000 + "b]",
        "a=" + "[" * 9_999,
        "a=" + "9" * 5_000,
        "a={b=" * 500,
        "a=[" + "1," * 6_000 + "]",
    ],
    ids=["dotted key", "dotted table", "arrays", "digits", "inline tables", "many values"],
)
def test_toml_that_would_take_memory_or_time(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_toml(text, "case.toml")
    assert "case.toml" in str(caught.value)
