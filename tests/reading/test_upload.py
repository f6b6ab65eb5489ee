"""What an upload is, and what it gives: a matrix, a table into the open case, a case in any form."""

import json

import pytest

import mcda
from mcda.case import Case
from mcda.completeness import UNCHECKED, missing
from mcda.edits.tree import change_criterion
from mcda.folder import case_as_json, case_as_xlsx, case_as_zip, case_from_bytes, read_case, read_upload, table_into
from mcda.reading.files import case_as_files
from mcda.reading.workbook import write_sheets

MATRIX = """flat,Rent,Rooms
direction,less,
low,0,1
high,1000,
unit,euro,
weight,3,1
A,700,2
B,900,3
C,,4
"""


def test_a_matrix_becomes_a_case_that_ranks() -> None:
    """By hand: rent 1 - 700/1000 = .3 and 1 - 900/1000 = .1; rooms from 1 to 4: 1/3 and 2/3; weights 3/4, 1/4."""
    upload = read_upload("flats.csv", MATRIX.encode())
    tree = upload.case.catalogue
    assert [(one.direction.value, one.scale.low, one.scale.high) for one in tree.criteria] == [
        ("less", 0, 1000),
        ("more", 1, 4),
    ]
    scores = mcda.rank(upload.case).table.set_index("option")["score"]
    assert scores["a"] == pytest.approx(100 * (0.75 * 0.3 + 0.25 / 3))
    assert scores["b"] == pytest.approx(100 * (0.75 * 0.1 + 0.25 * 2 / 3))
    assert upload.case.incomplete == {"c"}
    assert {cell.basis for cell in upload.case.cells} == {"silent"}
    assert {cell.rationale for cell in upload.case.cells} == {"From flats.csv."}
    assert any("Rooms" in notice and "come from the data" in notice for notice in upload.notices)
    assert not any("Rent" in notice for notice in upload.notices)


@pytest.mark.parametrize(
    "column, ends",
    [
        ((700, 900), (700, 900)),
        ((712, 934), (700, 1000)),
        ((-3.2, 4.9), (-4, 5)),
        ((5, 5), (4, 6)),
        ((0, 0), (-1, 1)),
        ((0.012, 0.034), (0.01, 0.04)),
    ],
)
def test_ends_from_data_are_rounded_outwards(column: tuple[float, float], ends: tuple[float, float]) -> None:
    case = case_from_bytes("m.csv", f"x,c\na,{column[0]}\nb,{column[1]}\n".encode())
    scale = case.catalogue.criteria[0].scale
    assert (scale.low, scale.high) == ends
    assert scale.low <= min(column)
    assert scale.high >= max(column)


@pytest.mark.parametrize(
    "text",
    [MATRIX.replace(",", ";"), MATRIX.replace(",", "\t"), "\ufeff" + MATRIX, MATRIX.replace("\n", "\r\n")],
    ids=["semicolons", "tabs", "byte-order mark", "windows"],
)
def test_separators_and_marks_are_found_out(text: str) -> None:
    assert case_from_bytes("flats.csv", text.encode()) == case_from_bytes("flats.csv", MATRIX.encode())


@pytest.mark.parametrize(
    "old, new, wanted",
    [
        ("A,700", "A,cheap", ("flats.csv, row 7, column Rent: 'cheap'", "a number with a decimal point")),
        ("A,700", 'A,"700,5"', ("row 7, column Rent: '700,5'", "decimal point (12.5)")),
        ("A,700", "A,1e999", ("row 7, column Rent: '1e999'", "a number")),
        ("A,700", "A,nan", ("row 7, column Rent: 'nan'", "a number")),
        ("A,700", "A,1e300", ("row 7, column Rent: '1e300'", "at most 1e+15")),
        ("A,700", "A,1700", ("row 7, column Rent: '1700'", "on the scale, from 0 to 1000")),
        ("B,900", "a,900", ("row 8, column 1: 'a'", "'A' cannot be mistaken for")),
        ("B,900", ",900", ("row 8, column 1: nothing", "a name")),
        ("Rooms", "RENT", ("row 1, column 3: 'RENT'", "'Rent' cannot be mistaken for")),
        ("B,900,3", "B,900", ("row 8: '2 cells'", "3 cells")),
        ("less", "down", ("row 2, column Rent: 'down'", "more or less")),
        ("low,0", "low,2000", ("row 4, column Rent: '1000'", "above the low end, 2000")),
        ("weight,3", "weight,-3", ("row 6, column Rent: -3.0", "at least 0")),
        ("weight,3,1", "weight,0,0", ("every weight is 0",)),
        ("C,,4", "low,1,1", ("row 9: 'low'", "one row named low")),
        ("C,,4", "C\u202e,,4", ("row 9, column 1", "direction of writing")),
    ],
)
def test_every_fault_of_a_matrix_is_told(old: str, new: str, wanted: tuple[str, ...]) -> None:
    assert old in MATRIX
    with pytest.raises(mcda.CaseError) as caught:
        case_from_bytes("flats.csv", MATRIX.replace(old, new).encode())
    assert all(part in str(caught.value) for part in wanted), str(caught.value)


def test_names_in_any_script_get_ids_of_their_own() -> None:
    case = case_from_bytes("選択.csv", "x,Räte 数,Räte 据\n数,1,2\n据,2,1\n1st,2,2\n".encode())
    assert case.catalogue.ids == ("rate", "rate_2")
    assert case.option_ids == ("option", "option_2", "option_1st")
    assert list(case.labels.values()) == ["数", "据", "1st"]


def test_a_table_goes_into_the_open_case(case: Case) -> None:
    content = case_as_files(case)["shifts.csv"].replace(",speed,10", ",speed,11", 1).encode()
    before = case.digest
    upload = read_upload("Shifts (2).csv", content, case)
    assert 11 in [shift.shift for shift in upload.case.shifts]
    assert upload.case.replace(shifts=case.shifts) == case
    assert "Table shifts was replaced from Shifts (2).csv" in upload.notices[0]
    assert table_into(case, "x.csv", content) == upload.case
    assert case.digest == before


@pytest.mark.parametrize(
    "table", ["options", "scores", "weights", "scenarios", "shifts", "levers", "evidence", "history"]
)
def test_every_table_is_known_by_its_header(case: Case, table: str) -> None:
    content = case_as_files(case)[f"{table}.csv"].encode()
    assert table_into(case, "mine.csv", content) == case
    header, rows = content.split(b"\n", 1)
    assert table_into(case, "mine.csv", header.upper().replace(b",", b" ,") + b"\n" + rows) == case


def test_a_table_that_does_not_fit_names_its_file_and_leaves_the_case(case: Case) -> None:
    before = case.digest
    with pytest.raises(mcda.CaseError, match=r"new\.csv, row 2, column scenario: 'doomsday'"):
        table_into(case, "new.csv", b"scenario,option,criterion,shift\ndoomsday,unilateral,speed,1\n")
    with pytest.raises(mcda.CaseError, match=r"scores of the open case.*\n.*options with rows|options\.csv"):
        table_into(case, "options.csv", b"option,label\nsoup,Soup\n")
    assert case.digest == before


def test_a_table_alone_is_no_case() -> None:
    with pytest.raises(mcda.CaseError, match=r"the table shifts alone.*open a case first"):
        case_from_bytes("shifts.csv", b"scenario,option,criterion,shift\na,b,c,1\n")
    with pytest.raises(mcda.CaseError, match="no numbers beside the first column"):
        case_from_bytes("x.csv", b"a,b\nc,d\n")
    with pytest.raises(mcda.CaseError, match="the columns of one of the tables"):
        table_into(read_case(), "x.csv", b"a,b\nc,1\n")


def test_other_encodings_are_refused_with_what_to_do() -> None:
    with pytest.raises(mcda.CaseError, match=r"'text in UTF-16' found.*CSV UTF-8"):
        case_from_bytes("flats.csv", MATRIX.encode("utf-16"))
    with pytest.raises(mcda.CaseError, match=r"row 7: 'byte 0xe4'.*CSV UTF-8"):
        case_from_bytes("flats.csv", MATRIX.replace("A,", "ä,").encode("latin-1"))


def test_a_decimal_comma_in_a_table_is_told_how_to_mend(case: Case) -> None:
    content = b"scenario;option;criterion;shift\nneutral;unilateral;speed;1,5\n"
    with pytest.raises(mcda.CaseError, match=r"row 2, column shift: '1,5'.*with a decimal point: 1\.5"):
        table_into(case, "shifts.csv", content)


def test_every_form_is_known_by_the_end_of_its_name(case: Case) -> None:
    for name, content in {
        "a.ZIP": case_as_zip(case),
        "a.Xlsx": case_as_xlsx(case),
        "C:\\a.JSON": json.dumps(case_as_json(case)).encode(),
    }.items():
        assert read_upload(name, content).case == case


@pytest.mark.parametrize("name", ["case.pkl", "case", "case.xls", "case.xlsm", ".zip.exe", ""])
def test_other_kinds_are_refused(name: str) -> None:
    with pytest.raises(mcda.CaseError, match=r"a \.zip of one, a \.json, an \.xlsx or a \.csv"):
        case_from_bytes(name, b"\x80\x04K\x01.")


def test_no_criterion_of_a_matrix_gets_an_id_that_means_something_else() -> None:
    case = case_from_bytes("flats.csv", b"flat,Coordination,Title\nA,1,2\nB,2,1\n")
    assert case.catalogue.ids == ("coordination_2", "title_2")


def test_a_workbook_with_one_sheet_may_be_a_matrix() -> None:
    """The same cells as the CSV, numbers as numbers, short rows as a spreadsheet stores them."""
    rows = [[float(cell) if cell.isdigit() else cell for cell in line.split(",")] for line in MATRIX.splitlines()]
    rows = [row[:-1] if row[-1] == "" else row for row in rows]
    upload = read_upload("flats.xlsx", write_sheets({"Sheet1": rows}))
    plain = read_upload("flats.csv", MATRIX.encode())
    assert upload.case.scores().equals(plain.case.scores())
    assert upload.case.catalogue == plain.case.catalogue
    assert upload.notices == plain.notices


@pytest.mark.parametrize("sheets", [{"A": [["x", "y"], ["a", 1.0]], "B": [["x"]]}, {"A": [["x", "y"], ["a", "b"]]}])
def test_other_workbooks_are_told_what_a_case_needs(sheets: dict[str, list[list[object]]]) -> None:
    with pytest.raises(mcda.CaseError, match="none of the sheets of a case"):
        read_upload("other.xlsx", write_sheets(sheets))


def test_a_short_row_does_not_hide_the_other_faults() -> None:
    with pytest.raises(mcda.CaseError) as refused:
        read_upload("bad.csv", b"flat,Rent,Rooms\nA,700,2\nB,many,3\nA,800,4\nC,900\n")
    found = {(fault.row, fault.value) for fault in refused.value.faults}
    assert {(3, "many"), (4, "A"), (5, "2 cells")} <= found


def test_what_was_taken_from_the_file_is_what_is_missing_first() -> None:
    """Rent has direction and both ends, rooms have neither; the note goes when somebody has looked."""
    case = read_upload("flats.csv", MATRIX.encode()).case
    assert [one.note == UNCHECKED for one in case.catalogue.criteria] == [False, True]
    assert missing(case)[0].sentence.startswith("Directions and scale ends of 1 criterion were taken from the file")
    looked_at = change_criterion(case, "rooms", note="")
    assert not any("taken from the file" in gap.sentence for gap in missing(looked_at))
