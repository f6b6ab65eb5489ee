"""Every way to spoil a case folder is answered by file, row, column, what was found and what is allowed."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import mcda
from mcda.folder import case_from_bytes, read_case, shipped_case

Edit = Callable[[Path], object]
Row = list[str]


def table(path: Path) -> list[Row]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def save(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def cells(file: str, row: int, **changed: str) -> Edit:
    """Change cells of one row, counted as a spreadsheet does: the header is row 1."""

    def edit(folder: Path) -> None:
        rows = table(folder / file)
        for column, value in changed.items():
            rows[row - 1][rows[0].index(column)] = value
        save(folder / file, rows)

    return edit


def option(name: str, **changed: str) -> Edit:
    """Change cells of one option's row."""

    def edit(folder: Path) -> None:
        rows = table(folder / "options.csv")
        cells("options.csv", [row[0] for row in rows].index(name) + 1, **changed)(folder)

    return edit


def whole(file: str, change: Callable[[list[Row]], list[Row]]) -> Edit:
    """Change a table as a whole."""
    return lambda folder: save(folder / file, change(table(folder / file)))


def text(file: str, old: str, new: str) -> Edit:
    def edit(folder: Path) -> None:
        content = (folder / file).read_text(encoding="utf-8")
        assert old in content
        (folder / file).write_text(content.replace(old, new, 1), encoding="utf-8")

    return edit


def both(*edits: Edit) -> Edit:
    return lambda folder: [edit(folder) for edit in edits]


def without(column: str) -> Callable[[list[Row]], list[Row]]:
    def change(rows: list[Row]) -> list[Row]:
        k = rows[0].index(column)
        return [row[:k] + row[k + 1 :] for row in rows]

    return change


def set_weights(name: str, value: str) -> Callable[[list[Row]], list[Row]]:
    """Every number of one weight set replaced."""
    return lambda rows: [row if row[0] != name else [*row[:3], value, value, value] for row in rows]


def curves(*rows: str, header: str = "criterion,kind,score,value") -> Edit:
    """Add a values.csv. The shipped case has none: speed is better the more, collateral_damage the less."""
    return lambda folder: (folder / "values.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")


# fmt: off
CURVES: dict[str, tuple[Edit, tuple[str, ...]]] = {
    "curve of no criterion": (curves("beauty,piecewise,50,80"),
        ("values.csv, row 2, column criterion: 'beauty'", "one of speed, adaptability")),
    "curve of unknown kind": (curves("speed,logistic,50,80"),
        ("values.csv, row 2, column kind: 'logistic'", "one of piecewise, exponential")),
    "curve without a kind": (curves("speed,,50,80"), ("values.csv, row 2, column kind: nothing", "one of piecewise")),
    "curve off the scale": (curves("speed,piecewise,101,80"),
        ("values.csv, row 2, column score: '101'", "on the scale of speed, 0 to 100")),
    "midvalue off the scale": (curves("speed,exponential,-1,50"),
        ("values.csv, row 2, column score: '-1'", "on the scale of speed, 0 to 100")),
    "curve without a score": (curves("speed,piecewise,,80"),
        ("values.csv, row 2, column score: nothing", "a number; an empty cell is never read as 0")),
    "curve with a word for a score": (curves("speed,exponential,some,50"),
        ("values.csv, row 2, column score: 'some'", "a number")),
    "curve without a value": (curves("speed,piecewise,50,"),
        ("values.csv, row 2, column value: nothing", "a number from 0 to 100")),
    "value above 100": (curves("speed,piecewise,50,120"),
        ("values.csv, row 2, column value: '120'", "a number from 0 to 100")),
    "value that is none": (curves("speed,exponential,50,nan"),
        ("values.csv, row 2, column value: 'nan'", "a number from 0 to 100")),
    "curve that falls": (curves("speed,piecewise,30,60", "speed,piecewise,60,50"),
        ("values.csv, row 3, column value: '50'", "above 60 and below 100", "0 at 0 (worst) to 100 at 100 (best)")),
    "curve that is flat": (curves("speed,piecewise,30,60", "speed,piecewise,60,60"),
        ("values.csv, row 3, column value: '60'", "above 60 and below 100")),
    "curve against the direction": (curves("collateral_damage,piecewise,30,20", "collateral_damage,piecewise,60,50"),
        ("values.csv, row 2, column value: '20'", "above 50 and below 100", "0 at 100 (worst) to 100 at 0 (best)")),
    "worthless before the worst end": (curves("speed,piecewise,10,0"),
        ("values.csv, row 2, column value: '0'", "above 0 and below 100")),
    "perfect before the best end": (curves("collateral_damage,piecewise,10,100"),
        ("values.csv, row 2, column value: '100'", "above 0 and below 100")),
    "worst end above 0": (curves("speed,piecewise,0,5"),
        ("values.csv, row 2, column value: '5'", "0 at this end of the scale")),
    "best end below 100": (curves("collateral_damage,piecewise,0,95"),
        ("values.csv, row 2, column value: '95'", "100 at this end of the scale")),
    "one score with two values": (curves("speed,piecewise,50,60", "speed,piecewise,50.0,70"),
        ("values.csv, row 3, column score: '50.0'", "each score once for speed; row 2 is another")),
    "one end twice": (curves("speed,piecewise,0,0", "speed,piecewise,0,0"),
        ("values.csv, row 3, column score: '0'", "each score once for speed; row 2 is another")),
    "points on top of each other": (curves("speed,piecewise,50,60", "speed,piecewise,50.00000000001,70"),
        ("values.csv, row 3, column score: '50.00000000001'", "stands apart from the next one")),
    "point on top of an end": (curves("speed,piecewise,99.99999999999,60"),
        ("values.csv, row 2, column score: '99.99999999999'", "the ends of the scale")),
    "two kinds of curve": (curves("speed,piecewise,50,60", "speed,exponential,40,50"),
        ("values.csv, row 3, column kind: 'exponential'", "piecewise, as in row 2: one kind for each criterion")),
    "two midvalues": (curves("speed,exponential,40,50", "durability,exponential,40,50", "speed,exponential,60,50"),
        ("values.csv, row 4, column score: '60'", "one midvalue for speed; row 2 is another")),
    "midvalue of another value": (curves("speed,exponential,40,60"),
        ("values.csv, row 2, column value: '60'", "50: the one row of an exponential curve is its midvalue")),
    "midvalue at an end": (curves("speed,exponential,99,50"),
        ("values.csv, row 2, column score: '99'", "a midvalue from 2 to 98")),
    "curve without a column": (curves("speed,exponential,40", header="criterion,kind,score"),
        ("values.csv, row 1, column value: nothing", "this column; it is required")),
    "curve with another column": (curves("speed,exponential,40,50,A", header="criterion,kind,score,value,grade"),
        ("values.csv, row 1, column grade", "only the columns criterion, kind, score, value, rationale")),
}

CORRUPTIONS: dict[str, tuple[Edit, tuple[str, ...]]] = {
    "unknown option": (cells("scores.csv", 3, option="nobody"),
        ("scores.csv, row 3, column option: 'nobody'", "one of status_quo, multilateral")),
    "unknown criterion": (cells("scores.csv", 3, criterion="beauty"),
        ("scores.csv, row 3, column criterion: 'beauty'", "speed, adaptability")),
    "unknown evidence": (cells("scores.csv", 2, evidence="a_book"),
        ("scores.csv, row 2, column evidence: 'a_book'", "csis_wassenaar_2024")),
    "id with a space": (cells("scenarios.csv", 2, scenario="Neutral one"),
        ("scenarios.csv, row 2, column scenario: 'Neutral one'", "lower-case letter")),
    "duplicate option": (cells("options.csv", 3, option="status_quo"),
        ("options.csv, row 3, column option: 'status_quo'", "each id once")),
    "duplicate scenario": (cells("scenarios.csv", 3, scenario="neutral"),
        ("scenarios.csv, row 3, column scenario: 'neutral'", "each id once")),
    "duplicate cell": (whole("scores.csv", lambda rows: [*rows[:2], rows[1], *rows[2:]]),
        ("scores.csv, row 3, column criterion: 'speed'", "one row for status_quo on speed", "row 2")),
    "missing cell": (whole("scores.csv", lambda rows: [rows[0], *rows[2:]]),
        ("scores.csv", "cell status_quo x speed: nothing", "a row for status_quo on speed")),
    "nan": (cells("scores.csv", 4, mode="nan"), ("scores.csv, row 4, column mode: 'nan'", "a number")),
    "infinity": (cells("scores.csv", 4, high="inf"),
        ("scores.csv, row 4, column high: 'inf'", "a number; an empty cell is never read as 0")),
    "text for a number": (cells("scores.csv", 4, low="some"), ("scores.csv, row 4, column low: 'some'", "a number")),
    "decimal comma": (cells("scores.csv", 4, low="1,5"), ("scores.csv, row 4, column low: '1,5'", "a number")),
    "low above mode": (cells("scores.csv", 4, low="50"),
        ("scores.csv, row 4, column mode: '50, 35, 55'", "low, mode and high in rising order")),
    "off the scale": (cells("scores.csv", 4, high="101"),
        ("scores.csv, row 4, column high: '101'", "on the scale of precision, 0 to 100")),
    "empty low": (cells("scores.csv", 4, low=""),
        ("scores.csv, row 4, column low: nothing", "a number; an empty cell is never read as 0")),
    "empty mode in a range": (cells("scores.csv", 4, mode=""),
        ("scores.csv, row 4, column mode: nothing", "for a cell that is unknown, low 0 and high 100")),
    "unknown basis": (cells("scores.csv", 4, basis="guessed"),
        ("scores.csv, row 4, column basis: 'guessed'", "one of stated, implied, silent")),
    "no rationale": (cells("scores.csv", 4, rationale=" "),
        ("scores.csv, row 4, column rationale: nothing", "an empty cell is not allowed")),
    "negative weight": (cells("weights.csv", 2, low="-3", weight="-2"),
        ("weights.csv, row 2, column weight: '-2'", "a number of at least 0")),
    "all weights zero": (whole("weights.csv", set_weights("neutral", "0")),
        ("weights.csv", "set neutral: 'every weight is 0'", "at least one weight above 0")),
    "weight missing": (whole("weights.csv", lambda rows: [rows[0], *rows[2:]]),
        ("weights.csv", "set neutral: nothing", "a weight for speed")),
    "weight twice": (whole("weights.csv", lambda rows: [*rows[:2], rows[1], *rows[2:]]),
        ("weights.csv, row 3, column criterion: 'speed'", "each criterion once in set neutral")),
    "weight outside its range": (cells("weights.csv", 2, weight="50"),
        ("weights.csv, row 2, column weight: '7.2, 50, 18'", "rising order")),
    "weight with half a range": (cells("weights.csv", 2, low=""),
        ("weights.csv, row 2, column low: nothing", "both low and high, or neither")),
    "shares below 1": (option("act_first_50", shares="unilateral:0.5;multilateral:0.4"),
        ("options.csv, row 9, column shares: 'unilateral:0.5;multilateral:0.4'", "sum to 1")),
    "negative share": (option("act_first_50", shares="unilateral:1.5;multilateral:-0.5"),
        ("options.csv, row 9, column shares", "shares of at least 0 that sum to 1")),
    "share of nobody": (option("act_first_50", shares="unilateral:0.5;nobody:0.5"),
        ("options.csv, row 9, column shares: 'nobody'", "one of status_quo")),
    "blend without shares": (option("act_first_50", shares=""),
        ("options.csv, row 9, column shares: nothing", "the shares that make up this blend")),
    "base and shares": (option("act_first_50", base="unilateral"),
        ("options.csv, row 9, column base: 'unilateral'", "either a base or shares")),
    "built from itself": (option("unilateral_secondary", base="unilateral_secondary"),
        ("options.csv, row 6, column option: 'unilateral_secondary'", "not built from itself")),
    "built in a circle": (both(option("unilateral_secondary", base="unilateral_diplomacy"),
                               option("unilateral_diplomacy", base="unilateral_secondary")),
        ("options.csv, row 6", "options.csv, row 7", "not built from itself")),
    "blend of itself": (option("act_first_50", shares="act_first_50:0.5;multilateral:0.5"),
        ("options.csv, row 9, column option: 'act_first_50'", "not built from itself")),
    "derived and scored": (option("minilateral", base="unilateral", kind="single"),
        ("options.csv, row 5, column option: 'minilateral'", "no rows in scores.csv")),
    "levers on a scored option": (option("minilateral", levers="published_rationale"),
        ("options.csv, row 5, column levers: 'published_rationale'", "only on an option with a base or shares")),
    "unknown lever": (option("unilateral_secondary", levers="magic"),
        ("options.csv, row 6, column levers: 'magic'", "one of information_sharing")),
    "unknown kind": (option("minilateral", kind="both"),
        ("options.csv, row 5, column kind: 'both'", "component, single, blend")),
    "option without facts": (whole("options.csv", lambda rows: [*rows, ["ghost", "Ghost", "single", *[""] * 6]]),
        ("options.csv, row 14, column option: 'ghost'", "rows in scores.csv, a base, or shares")),
    "scenario without weights": (cells("scenarios.csv", 3, weights=""),
        ("scenarios.csv, row 3, column weights: nothing", "the weight set this scenario suggests", "flash_crisis")),
    "scenario with unknown weights": (cells("scenarios.csv", 3, weights="panic"),
        ("scenarios.csv, row 3, column weights: 'panic'", "one of neutral, flash_crisis")),
    "coordination out of range": (cells("scenarios.csv", 3, coordination_high="1.7"),
        ("scenarios.csv, row 3, column coordination_high: '1.7'", "a number from -1 to 1")),
    "coordination out of order": (cells("scenarios.csv", 3, coordination="0.9"),
        ("scenarios.csv, row 3, column coordination: '-0.1, 0.9, 0.7'", "rising order")),
    "shift of a derived option": (cells("shifts.csv", 2, option="act_first_50"),
        ("shifts.csv, row 2, column option: 'act_first_50'", "derived options inherit")),
    "shift in no scenario": (cells("shifts.csv", 2, scenario="doomsday"),
        ("shifts.csv, row 2, column scenario: 'doomsday'", "one of neutral")),
    "shift twice": (whole("shifts.csv", lambda rows: [*rows[:2], rows[1], *rows[2:]]),
        ("shifts.csv, row 3, column criterion: 'speed'", "one shift for each")),
    "lever on no criterion": (cells("levers.csv", 2, criterion="beauty"),
        ("levers.csv, row 2, column criterion: 'beauty'", "administrative_burden, coordination")),
    "script for an address": (cells("evidence.csv", 2, url="javascript:alert(1)"),
        ("evidence.csv, row 2, column url: 'javascript:alert(1)'", "http:// or https://")),
    "grade C": (cells("evidence.csv", 2, grade="C"), ("evidence.csv, row 2, column grade: 'C'", "one of A, B")),
    "unknown mark": (cells("history.csv", 2, speed="superb"),
        ("history.csv, row 2, column speed: 'superb'", "very good, good, mixed")),
    "history on no criterion": (whole("history.csv", lambda rows: [
            ["beauty" if cell == "speed" else cell for cell in rows[0]], *rows[1:]]),
        ("history.csv, row 1, column beauty", "one of speed")),
    "missing column": (whole("scores.csv", without("basis")),
        ("scores.csv, row 1, column basis: nothing", "this column; it is required")),
    "unknown column": (whole("weights.csv", lambda rows: [[*rows[0], "mood"], *[[*r, "1"] for r in rows[1:]]]),
        ("weights.csv, row 1, column mood", "only the columns set, label, criterion")),
    "column twice": (whole("weights.csv", lambda rows: [[*rows[0], "weight"], *[[*r, "1"] for r in rows[1:]]]),
        ("weights.csv, row 1, column weight: 'weight'", "each column once")),
    "bars": (whole("shifts.csv", lambda rows: [["|".join(row)] for row in rows]),
        ("shifts.csv, row 1, column scenario: nothing", "'scenario|option|criterion|shift'", "only the columns")),
    "ragged row": (whole("shifts.csv", lambda rows: [*rows[:4], rows[4][:-1], *rows[5:]]),
        ("shifts.csv, row 5", "'3 cells'", "4 cells, as in the header")),
    "open quote": (text("shifts.csv", "flash_crisis", '"flash_crisis'), ("shifts.csv", "closed quotes")),
    "not utf-8": (lambda folder: (folder / "shifts.csv").write_bytes(b"scenario,option\xff"),
        ("shifts.csv", "text in UTF-8")),
    "empty file": (lambda folder: (folder / "scores.csv").write_bytes(b""), ("scores.csv", "a header row")),
    "no options": (whole("options.csv", lambda rows: rows[:1]), ("options.csv: 'no rows'", "at least one option")),
    "missing file": (lambda folder: (folder / "weights.csv").unlink(),
        ("weights.csv: nothing", "this file; a case needs it")),
    "missing settings": (lambda folder: (folder / "case.toml").unlink(),
        ("case.toml: nothing", "this file; a case needs it")),
    "bad toml": (text("case.toml", 'id = "', 'id = = "'), ("case.toml", "valid TOML")),
    "unknown setting": (text("case.toml", "epsilon = ", "epsylon = "),
        ("case.toml, epsylon: 1.0", "only known keys")),
    "unknown default scenario": (text("case.toml", 'scenario = "neutral"', 'scenario = "calm"'),
        ("case.toml, defaults.scenario: 'calm'", "one of neutral, flash_crisis")),
    "unknown default weights": (text("case.toml", 'weights = "scenario"', 'weights = "mine"'),
        ("case.toml, defaults.weights: 'mine'", "one of scenario, neutral")),
    "unknown default method": (text("case.toml", 'method = "additive"', 'method = "magic"'),
        ("case.toml, defaults.method: 'magic'", "additive")),
    "component that is none": (text("case.toml", '["unilateral", "m', '["status_quo", "m'),
        ("case.toml, defaults.components: 'status_quo'", "options of kind component: multilateral")),
    "one component": (text("case.toml", '["unilateral", "multilateral"]', '["unilateral"]'),
        ("case.toml, defaults.components: 'unilateral'", "two to four different components")),
    "unknown baseline": (text("case.toml", 'baseline = "status_quo"', 'baseline = "peace"'),
        ("case.toml, baseline: 'peace'", "one of status_quo")),
    "epsilon of zero": (text("case.toml", "epsilon = 1.0", "epsilon = 0"),
        ("case.toml, epsilon: 0", "greater than 0")),
    "returns below 1": (text("case.toml", "returns = { low = 1.0", "returns = { low = 0.5"),
        ("case.toml, defaults.returns", "numbers from 1 to 10")),
    "synergy out of order": (text("case.toml", "synergy = { low = 0.0", "synergy = { low = 0.4"),
        ("case.toml, defaults.synergy", "rising order")),
    "reach on a harm": (text("case.toml", "[defaults]", '[rules]\ncollateral_damage = "reach"\n[defaults]'),
        ("case.toml, rules.collateral_damage: 'reach'", "reach only on benefits")),
    "synergy on no criterion": (text("case.toml", '"durability"]', '"beauty"]'),
        ("case.toml, synergy.on: 'beauty'", "one of speed")),
    "catalogue that does not ship": (text("case.toml", 'catalogue = "export_controls"', 'catalogue = "../x"'),
        ("case.toml, catalogue: '../x'", "criteria.toml", "export_controls")),
    **CURVES,
}
# fmt: on


@pytest.mark.parametrize("edit, wanted", CORRUPTIONS.values(), ids=CORRUPTIONS.keys())
def test_a_spoilt_folder_is_refused_by_name(edit: Edit, wanted: tuple[str, ...], folder: Path) -> None:
    edit(folder)
    with pytest.raises(mcda.CaseError) as caught:
        read_case(folder)
    assert all(part in str(caught.value) for part in wanted), str(caught.value)


ALONE = [
    "nan",
    "empty low",
    "duplicate cell",
    "unknown default scenario",
    "grade C",
    "shares below 1",
    "bad toml",
    *CURVES,
]


@pytest.mark.parametrize("name", ALONE)
def test_one_mistake_is_one_fault(name: str, folder: Path) -> None:
    """A reader is not sent after faults that are not there."""
    CORRUPTIONS[name][0](folder)
    with pytest.raises(mcda.CaseError) as caught:
        read_case(folder)
    assert len(caught.value.faults) == 1, str(caught.value)


def test_all_faults_are_listed_at_once(folder: Path) -> None:
    """Faults of cells, between tables and in settings come in one message."""
    names = (
        "nan",
        "unknown evidence",
        "negative weight",
        "shares below 1",
        "coordination out of range",
        "shift in no scenario",
        "script for an address",
        "unknown baseline",
        "returns below 1",
    )
    for name in names[:-1]:
        CORRUPTIONS[name][0](folder)
    with pytest.raises(mcda.CaseError) as caught:
        read_case(folder)
    missing = [part for name in names[:-1] for part in CORRUPTIONS[name][1] if part not in str(caught.value)]
    assert not missing, str(caught.value)
    assert f"({len(caught.value.faults)} faults)" in str(caught.value)

    CORRUPTIONS[names[-1]][0](folder)
    with pytest.raises(mcda.CaseError) as caught:
        read_case(folder)
    assert all(part in str(caught.value) for part in (*CORRUPTIONS["nan"][1], *CORRUPTIONS[names[-1]][1]))


def test_row_numbers_count_blank_lines_as_a_spreadsheet_does(folder: Path) -> None:
    """The fault stands in row 6 of the sheet, one below where it stood before the blank line came in."""
    content = (folder / "shifts.csv").read_text().replace("\n", "\n\n", 1)
    (folder / "shifts.csv").write_text(content.replace("flash_crisis,minilateral,speed,10", "flash_crisis,x,speed,1"))
    with pytest.raises(mcda.CaseError, match=r"shifts\.csv, row 6, column option: 'x'"):
        read_case(folder)


def test_reading_a_spoilt_copy_leaves_the_shipped_folder_alone(folder: Path, case: mcda.Case) -> None:
    """The original, and the files of the copy themselves, are as they were."""
    before = {path.name: path.read_bytes() for path in shipped_case().iterdir()}
    cells("scores.csv", 4, mode="nan")(folder)
    spoilt = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(mcda.CaseError):
        read_case(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == spoilt
    assert {path.name: path.read_bytes() for path in shipped_case().iterdir()} == before
    assert read_case() == case


def test_a_spoilt_zip_is_told_like_a_spoilt_folder(folder: Path, tmp_path: Path) -> None:
    cells("scores.csv", 4, mode="nan")(folder)
    archive = Path(shutil.make_archive(str(tmp_path / "case"), "zip", folder))
    with pytest.raises(mcda.CaseError, match=r"scores\.csv, row 4, column mode: 'nan'"):
        case_from_bytes("case.zip", archive.read_bytes())


def test_rows_keep_their_number_through_every_check(folder: Path) -> None:
    """Below two blank lines, a malformed cell and an id unknown to another table name the same row."""
    content = (folder / "scores.csv").read_text(encoding="utf-8").replace("\n", "\n\n\n", 1)
    (folder / "scores.csv").write_text(content, encoding="utf-8")
    cells("scores.csv", 6, mode="nan", evidence="a_book")(folder)
    with pytest.raises(mcda.CaseError) as caught:
        read_case(folder)
    found = [str(fault) for fault in caught.value.faults]
    assert [line.split(":")[0] for line in found] == [
        "scores.csv, row 6, column mode",
        "scores.csv, row 6, column evidence",
    ]


def test_a_place_without_a_row_is_not_called_a_column(folder: Path) -> None:
    CORRUPTIONS["missing cell"][0](folder)
    CORRUPTIONS["weight missing"][0](folder)
    with pytest.raises(mcda.CaseError) as caught:
        read_case(folder)
    assert "scores.csv, cell status_quo x speed: nothing" in str(caught.value)
    assert "weights.csv, set neutral: nothing" in str(caught.value)
    assert "column" not in str(caught.value)


def test_an_unquoted_comma_is_one_fault_and_no_other(folder: Path) -> None:
    """A row with a cell too many does not make its option unknown to the other tables."""
    scores = folder / "scores.csv"
    lines = scores.read_text(encoding="utf-8").splitlines()
    lines[2] += ",one too many"
    scores.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(mcda.CaseError) as refusal:
        mcda.read_case(folder)
    assert [(fault.file, fault.row) for fault in refusal.value.faults] == [("scores.csv", 3)]
