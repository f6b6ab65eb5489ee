"""Reading and writing a case: nothing is lost on the way, nothing unsafe gets in."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import mcda
from criteria import BlendRule, Catalogue
from criteria.catalogue import SHIPPED
from mcda.case import Case
from mcda.folder import MAX_BYTES, case_as_json, case_as_zip, case_from_bytes, read_case, write_case
from mcda.parts import ValuePoint

FORMS = ["case", "case.zip", "case.json"]


def with_own_criteria(case: Case) -> Case:
    """The case with a criterion renamed: its tree is no longer the shipped one."""
    criteria = list(case.catalogue.criteria)
    criteria[0] = criteria[0].model_copy(update={"label": "Pace"})
    return case.replace(catalogue=case.catalogue.model_copy(update={"criteria": tuple(criteria)}))


def with_unknown_cell(case: Case) -> Case:
    cell = case.cells[0].model_copy(update={"low": 0.0, "mode": None, "high": 100.0})
    return case.replace(cells=(cell, *case.cells[1:]))


def with_odd_texts(case: Case) -> Case:
    """Commas, quotes, line breaks and letters beyond ASCII in a text cell."""
    option = case.options[0].model_copy(update={"description": 'Räte, "so be it";\nand 数'})
    return case.replace(options=(option, *case.options[1:]))


def with_other_settings(case: Case) -> Case:
    """A rule and a range changed; numbers that no short decimal can stand for."""
    defaults = case.settings.defaults.model_copy(update={"sequence": "act_together"})
    settings = case.settings.model_copy(
        update={"defaults": defaults, "rules": {"industry_cost": BlendRule.STACK}, "epsilon": 1 / 3, "baseline": None}
    )
    weight = case.weight_rows[0].model_copy(update={"low": 0.1, "weight": 12 + 1 / 3, "high": 1e3})
    return case.replace(settings=settings, weight_rows=(weight, *case.weight_rows[1:]))


def with_curves(case: Case) -> Case:
    """A curve of each kind, in an order of its own, with a reason that needs quotes and a number without end."""
    rows = [
        ("speed", "piecewise", 60.0, 100 / 3, 'Too late is "never", they say'),
        ("collateral_damage", "exponential", 1 / 3 + 40, 50.0, ""),
        ("speed", "piecewise", 20.0, 10.0, ""),
    ]
    fields = ("criterion", "kind", "score", "value", "rationale")
    return case.replace(value_rows=tuple(ValuePoint(**dict(zip(fields, row, strict=True))) for row in rows))


CHANGES: dict[str, Callable[[Case], Case]] = {
    "as shipped": lambda case: case,
    "own criteria": with_own_criteria,
    "unknown cell": with_unknown_cell,
    "odd texts": with_odd_texts,
    "other settings": with_other_settings,
    "curves": with_curves,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_round_trip_loses_nothing(case: Case, change: Callable[[Case], Case], form: str, tmp_path: Path) -> None:
    changed = change(case)
    again = read_case(write_case(changed, tmp_path / form))
    assert again.model_dump(exclude={"settings"}) == changed.model_dump(exclude={"settings"})
    assert again.digest == changed.digest
    assert again == changed


@pytest.mark.parametrize("change", list(CHANGES)[1:])
def test_each_change_has_a_digest_of_its_own(case: Case, change: str) -> None:
    assert CHANGES[change](case).digest != case.digest


def test_own_criteria_travel_with_the_folder(case: Case, tmp_path: Path) -> None:
    """A changed tree is written beside the tables; the shipped one is named and not copied."""
    write_case(case, tmp_path / "same")
    write_case(with_own_criteria(case), tmp_path / "changed")
    assert not (tmp_path / "same" / "criteria.toml").exists()
    assert "Pace" in (tmp_path / "changed" / "criteria.toml").read_text(encoding="utf-8")
    assert read_case(tmp_path / "changed").catalogue["speed"].label == "Pace"


def test_zip_is_the_same_bytes_for_the_same_case(case: Case) -> None:
    assert case_as_zip(case) == case_as_zip(read_case())


def test_zip_with_an_outer_folder_reads(case: Case) -> None:
    """Desktop programs wrap a folder's name around its files."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(case_as_zip(case))) as plain,
        zipfile.ZipFile(buffer, "w") as wrapped,
    ):
        for name in plain.namelist():
            wrapped.writestr(f"export_controls/{name}", plain.read(name))
    assert case_from_bytes("upload.ZIP", buffer.getvalue()) == case


@pytest.mark.parametrize("form", FORMS)
def test_writing_leaves_only_the_case(case: Case, form: str, tmp_path: Path) -> None:
    for _ in range(2):  # the second time over what is there
        write_case(case, tmp_path / form)
        assert [path.name for path in tmp_path.iterdir()] == [form]
    assert read_case(tmp_path / form) == case


def test_writing_over_a_folder_keeps_strangers_and_drops_stale_tables(case: Case, folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    write_case(case.replace(history=()), folder)
    assert (folder / "notes.txt").read_text() == "mine"
    assert not (folder / "history.csv").exists()
    assert read_case(folder).history == ()


def minimal(folder: Path) -> Path:
    """Three options, two criteria of its own, required files and columns only."""
    folder.mkdir()
    (folder / "case.toml").write_text('id = "lunch"\ntitle = "Lunch"\n')
    (folder / "criteria.toml").write_text(
        """
        id = "lunch"
        title = "Lunch"
        objectives = [{ id = "eat", label = "Eat well" }]
        [[criteria]]
        id = "taste"
        label = "Taste"
        objective = "eat"
        direction = "more"
        scale = { low = 0, high = 10, anchors = { low = "bad", high = "good" } }
        [[criteria]]
        id = "price"
        label = "Price"
        objective = "eat"
        direction = "less"
        scale = { low = 5, high = 25, anchors = { low = "cheap", high = "dear" } }
        """
    )
    (folder / "options.csv").write_text("option,label\nsoup,Soup\nsteak,Steak\nsalad,Salad\n")
    (folder / "weights.csv").write_text("set,criterion,weight\nmine,taste,3\nmine,price,1\n")
    rows = {"soup": (6, 9), "steak": (9, 21), "salad": (4, 7)}
    cells = [
        f"{o},{c},{x},{x},{x},silent,guess" for o, r in rows.items() for c, x in zip(("taste", "price"), r, strict=True)
    ]
    (folder / "scores.csv").write_text("option,criterion,low,mode,high,basis,rationale\n" + "\n".join(cells))
    return folder


def test_a_minimal_case_reads_and_ranks(tmp_path: Path) -> None:
    """By hand, weights 3/4 and 1/4: soup .75*.6 + .25*(1 - 4/20) = .65; steak .675 + .25*.2 = .725;
    salad .3 + .25*.9 = .525.
    """
    case = read_case(minimal(tmp_path / "lunch"))
    table = mcda.rank(case).table
    assert list(table["option"]) == ["steak", "soup", "salad"]
    assert table["score"].tolist() == pytest.approx([72.5, 65.0, 52.5])
    assert [scenario.label for scenario in case.scenarios] == ["Base case"]
    assert case.weights("mine")["low"].tolist() == pytest.approx([0.6 * 0.75, 0.6 * 0.25])


def test_a_minimal_case_survives_a_round_trip(tmp_path: Path) -> None:
    case = read_case(minimal(tmp_path / "lunch"))
    for form in FORMS:
        assert read_case(write_case(case, tmp_path / form)).digest == case.digest


def as_bytes(data: dict[str, Any]) -> bytes:
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    "old, new, wanted",
    [
        ('"mode": "35"', '"mode": NaN', ("scores.csv", "row ", "mode", "NaN")),
        ('"high": "40"', '"high": Infinity', ("scores.csv", "high", "Infinity")),
        ('"low": "10"', '"low": -Infinity', ("scores.csv", "low", "-Infinity")),
        ('"high": "40"', '"high": 1e999', ("scores.csv", "high", "inf")),
        ('"epsilon": 1.0', '"epsilon": NaN', ("epsilon", "NaN", "finite")),
        ('"high": 100.0, "unit"', '"high": Infinity, "unit"', ("catalogue", "scale", "finite")),
    ],
    ids=["nan", "infinity", "minus infinity", "overflow", "nan in settings", "infinity in a scale"],
)
def test_json_with_numbers_that_are_none_is_refused(case: Case, old: str, new: str, wanted: tuple[str, ...]) -> None:
    text = json.dumps(case_as_json(case))
    assert old in text
    with pytest.raises(mcda.CaseError) as caught:
        case_from_bytes("mine.json", text.replace(old, new, 1).encode())
    assert all(part in str(caught.value) for part in wanted), str(caught.value)


def test_json_names_a_shipped_tree_or_brings_its_own(case: Case, make_tree: Callable[..., Catalogue]) -> None:
    data = case_as_json(case)
    assert case_from_bytes("a.json", as_bytes({**data, "catalogue": None})) == case
    with pytest.raises(mcda.CaseError, match="speed"):
        case_from_bytes("a.json", as_bytes({**data, "catalogue": make_tree(pace="more").model_dump(mode="json")}))


@pytest.mark.parametrize(
    "name, content, wanted",
    [
        ("case.zip", b"this is no archive", ("case.zip", ".zip file that can be opened")),
        ("case.zip", b"", ("case.zip", ".zip file that can be opened")),
        ("case.json", b"{", ("case.json", "valid JSON")),
        ("case.json", b"[]", ("case.json", "settings of the case")),
        ("case.json", b"\xff\xfe", ("case.json", "valid JSON in UTF-8")),
        ("case.json", b'{"case": {"id": "a", "title": "A"}}', ("options", "scores", "weights")),
        ("case.xlsx", b"PK", ("case.xlsx", ".zip")),
        (
            "case.json",
            b"[" * 100_000,
            ("case.json", "valid JSON"),
        ),
    ],
    ids=["no zip", "empty zip", "cut json", "list", "not utf-8", "no tables", "excel", "deep nesting"],
)
def test_bytes_that_are_no_case_are_refused(name: str, content: bytes, wanted: tuple[str, ...]) -> None:
    with pytest.raises(mcda.CaseError) as caught:
        case_from_bytes(name, content)
    assert all(part in str(caught.value) for part in wanted), str(caught.value)


def test_too_large_a_table_is_refused(folder: Path) -> None:
    with (folder / "history.csv").open("ab") as file:
        file.write(b" " * MAX_BYTES)
    with pytest.raises(mcda.CaseError, match=r"history\.csv.*at most"):
        read_case(folder)


def test_too_large_a_json_is_refused(case: Case, tmp_path: Path) -> None:
    path = write_case(case, tmp_path / "case.json")
    with path.open("ab") as file:
        file.write(b" " * MAX_BYTES)
    with pytest.raises(mcda.CaseError, match=r"case\.json.*at most"):
        read_case(path)


def test_a_small_zip_that_unpacks_to_much_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("scores.csv", b" " * (MAX_BYTES + 1))
    assert len(buffer.getvalue()) < MAX_BYTES / 100
    with pytest.raises(mcda.CaseError, match=r"unpacked.*at most"):
        case_from_bytes("bomb.zip", buffer.getvalue())


def test_missing_source_says_what_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(mcda.CaseError, match="existing folder"):
        read_case(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content + b"\n\n",
    ],
    ids=["byte-order mark", "windows line ends", "blank lines at the end"],
)
@pytest.mark.parametrize("file", ["scores.csv", "options.csv", "weights.csv"])
def test_what_spreadsheets_do_to_a_file_is_no_fault(
    spoil: Callable[[bytes], bytes], file: str, folder: Path, case: Case
) -> None:
    (folder / file).write_bytes(spoil((folder / file).read_bytes()))
    assert read_case(folder) == case


def test_an_unknown_cell_is_declared_not_guessed(case: Case) -> None:
    unknown = with_unknown_cell(case)
    assert unknown.incomplete == {"status_quo"}
    assert unknown.scores("neutral").loc["status_quo", "speed"] == 50


@pytest.mark.parametrize("name", ["case.zip", "case.json"])
def test_too_many_bytes_are_refused_unread(name: str) -> None:
    with pytest.raises(mcda.CaseError, match=r"5,000,001 bytes.*at most 5,000,000"):
        case_from_bytes(name, b" " * (MAX_BYTES + 1))


@pytest.mark.parametrize("depth", [100, 800, 990, 100_000])
def test_a_deeply_nested_cell_is_refused(depth: int, case: Case) -> None:
    nested = b"[" * depth + b"]" * depth
    content = json.dumps(case_as_json(case)).encode().replace(b'"status_quo"', nested, 1)
    with pytest.raises(mcda.CaseError):
        case_from_bytes("case.json", content)


def test_the_digest_names_the_tree_and_not_its_place(case: Case, folder: Path) -> None:
    """The shipped tree, copied beside the tables, is the same tree."""
    (folder / "criteria.toml").write_bytes((SHIPPED / "export_controls.toml").read_bytes())
    settings = (folder / "case.toml").read_text().replace('catalogue = "export_controls"', "")
    (folder / "case.toml").write_text(settings)
    assert read_case(folder).digest == case.digest


def test_a_case_without_later_parts_keeps_the_digest_it_had_before_there_were_any(case: Case) -> None:
    """The digest is that of the content without parts that came to the format later, so that results still fit."""
    case = case.replace(meanings=())
    later = {"value_rows", "elicitations", "answers", "meanings"}
    hidden = dict.fromkeys(later, True) | {"settings": {"catalogue": True, "defaults": {"off": True}}}
    before = case.model_dump(mode="json", exclude=hidden)
    content = json.dumps(before, sort_keys=True, separators=(",", ":"))
    assert case.digest == hashlib.sha256(content.encode()).hexdigest()


def test_curves_are_a_file_only_where_there_are_some(case: Case, tmp_path: Path) -> None:
    write_case(with_curves(case), tmp_path / "case")
    assert (tmp_path / "case" / "values.csv").exists()
    write_case(case, tmp_path / "case")
    assert not (tmp_path / "case" / "values.csv").exists()


def test_an_empty_table_of_curves_is_none(case: Case, folder: Path) -> None:
    (folder / "values.csv").write_text("criterion,kind,score,value\n")
    assert read_case(folder) == case
