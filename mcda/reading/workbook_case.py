"""A case as a workbook: a sheet for each table, `case` with settings, and `criteria` with the value tree."""

import json
from typing import Any

import pandas as pd

from criteria import Catalogue, CatalogueError
from criteria.catalogue import build_catalogue
from mcda.case import Case
from mcda.columns import number_or_none
from mcda.errors import CaseError, Fault
from mcda.reading.build import REQUIRED, build, named_catalogue
from mcda.reading.csv_table import Rows, table_of
from mcda.reading.workbook import Sheet, read_sheets, write_sheets
from mcda.schemas import COLUMNS, format_number

TREE = ("id", "title", "root", "source")
"""What sheet `case` says of the value tree, with `tree.` in front."""

OBJECTIVES = ("id", "label", "description")
CRITERIA = (
    "id", "label", "objective", "direction", "low", "high", "unit", "low_anchor", "middle_anchor", "high_anchor",
    "question", "definition", "blend", "required", "paragraphs", "note",
)  # fmt: skip
SHEETS = {"case", "objectives", "criteria", "overlaps", *COLUMNS}
"""Sheets that a case knows."""

OVERLAPS = ("criterion", "other", "warning")

_LISTS = ("defaults.components", "defaults.off", "synergy.on", "synergy.parts")
"""Settings that are lists: items with ; between, in one cell."""

_NUMBERS = ("low", "mode", "high", "weight", "score", "value", "shift", "effect", "effort", "year", "round",
            "consistency", "coordination_low", "coordination", "coordination_high", "epsilon")  # fmt: skip
"""Columns, and last parts of settings, that hold numbers."""

_RANGES = ("defaults.returns", "defaults.synergy", "defaults.first_mover_cost")


def case_as_xlsx(case: Case) -> bytes:
    """The case as the bytes of a workbook that `case_from_xlsx` reads back without loss."""
    settings = case.settings.model_dump(mode="json", exclude_none=True)
    tree = case.catalogue.model_dump(mode="json")
    pairs = [*_flat(settings), *((f"tree.{key}", tree[key]) for key in TREE)]
    sheets = {
        "case": [["key", "value"], *([key, _typed(key.rsplit(".")[-1], value)] for key, value in pairs)],
        "objectives": [list(OBJECTIVES), *([one[key] for key in OBJECTIVES] for one in tree["objectives"])],
        "criteria": [list(CRITERIA), *map(_criterion_row, tree["criteria"])],
    }
    overlaps = [[one["id"], o["criterion"], o["warning"]] for one in tree["criteria"] for o in one["overlaps"]]
    if overlaps:
        sheets["overlaps"] = [list(OVERLAPS), *overlaps]
    for name, frame in case.tables().items():
        if len(frame) or name in REQUIRED:
            rows = [[_typed(str(key), cell) for key, cell in row.items()] for row in frame.to_dict("records")]
            sheets[name] = [list(frame.columns), *rows]
    return write_sheets(sheets)


def case_from_xlsx(name: str, content: bytes) -> Case:
    """The case in a workbook, which errors call `name`.

    Names of sheets and columns may be written in capitals and with blanks around them. Sheets that a case does not
    know are left alone. Without a sheet `criteria`, the key `catalogue` in sheet `case` names a tree that ships.

    Raises
    ------
    CaseError
        With every fault, as sheet, row, column, value and what is allowed.
    """
    return case_from_sheets(name, read_sheets(name, content, SHEETS))


def matrix_rows(sheets: dict[str, Sheet]) -> Rows | None:
    """The rows of a workbook whose one sheet is none that a case has, as text; None of any other workbook."""
    if len(sheets) != 1 or set(sheets) & SHEETS:
        return None
    (sheet,) = sheets.values()
    width = max(map(len, sheet.values()), default=0)
    return {number: [_text(cell) for cell in [*row, *[""] * width][:width]] for number, row in sheet.items()} or None


def case_from_sheets(name: str, sheets: dict[str, Sheet]) -> Case:
    """The case in the sheets of a workbook, as `case_from_xlsx` gives it."""
    faults: list[Fault] = []
    names = {table: f"{name}: {table}" for table in ("case", *COLUMNS)}
    if not set(sheets) & SHEETS:
        raise CaseError(
            [Fault(name, None, "", "none of the sheets of a case", "sheets named case, " + ", ".join(COLUMNS))]
        )
    settings, tree = _settings(names["case"], sheets.get("case"), faults)
    catalogue = _catalogue(name, settings, tree, sheets, faults)
    tables = {}
    for table in COLUMNS:
        if sheets.get(table):
            tables[table] = _frame(names[table], sheets[table], faults)
        elif table in REQUIRED:
            faults.append(Fault(names[table], None, "", None, "this sheet with a header; a case needs it"))
    return build(settings, catalogue, tables, faults, names)


def _flat(settings: dict[str, Any], above: str = "") -> list[tuple[str, Any]]:
    """Nested settings as keys with points and plain values."""
    pairs: list[tuple[str, Any]] = []
    for key, value in settings.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{above}{key}.")
        elif isinstance(value, list):
            items = [f"{one['component']}:{one['criterion']}" if isinstance(one, dict) else one for one in value]
            pairs.append((f"{above}{key}", ";".join(items)))
        else:
            pairs.append((f"{above}{key}", value))
    return pairs


def _typed(key: str, cell: Any) -> Any:
    """A cell as a number where its column holds numbers, as text otherwise."""
    number = number_or_none(cell) if isinstance(cell, str) and key in _NUMBERS else None
    if number is not None and format_number(number) == cell:
        return number
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell


def _criterion_row(one: dict[str, Any]) -> list[Any]:
    scale = one["scale"]
    flat = one | {key: scale[key] for key in ("low", "high", "unit")}
    flat |= {f"{end}_anchor": scale["anchors"][end] for end in ("low", "middle", "high")}
    flat |= {"required": "yes" if one["required"] else "no", "paragraphs": _joined(one["paragraphs"])}
    return [flat[key] for key in CRITERIA]


def _joined(items: list[str]) -> str:
    """Items with ; between; as JSON where one of them could not be told apart again."""
    plain = all(item and item == item.strip() and ";" not in item and not item.startswith("[") for item in items)
    return ";".join(items) if plain else json.dumps(items, ensure_ascii=False)


def _split(cell: str) -> Any:
    if cell.startswith("["):
        try:
            return json.loads(cell)
        except (ValueError, RecursionError):
            return cell
    return [part.strip() for part in cell.split(";") if part.strip()]


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return format_number(cell)
    return str(cell)


def _frame(file: str, sheet: Sheet, faults: list[Fault]) -> pd.DataFrame:
    """A sheet as a table; rows may be shorter than the header, as blank cells at the end are not stored."""
    width = max(map(len, sheet.values()))
    top = next(iter(sheet))
    padded = {number: [*row, *[""] * (width - len(row))] for number, row in sheet.items()}
    blank = [k + 1 for k, cell in enumerate(padded[top]) if cell == ""]
    if blank:
        faults.append(
            Fault(file, top, "", f"cells below a blank header, in column {blank[0]}", "a name above each column")
        )
        return pd.DataFrame()
    return table_of(file, padded | {top: [_text(cell).strip().lower() for cell in padded[top]]}, faults)


def _settings(file: str, sheet: Sheet | None, faults: list[Fault]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Settings, and what the sheet says of the value tree."""
    nested: dict[str, Any] = {}
    if not sheet:
        faults.append(Fault(file, None, "", None, "this sheet with the columns key and value; a case needs it"))
        return {}, {}
    seen: set[str] = set()
    for row, cells in list(sheet.items())[:1_000]:
        key, value = _text(cells[0]).strip().lower(), cells[1] if len(cells) > 1 else ""
        if key in ("", "key") or key.startswith("#"):
            continue
        if key in seen:
            faults.append(Fault(file, row, "key", key, "each key once"))
        seen.add(key)
        if value != "" or key in _LISTS:
            _put(nested, key, _setting(key, value), file, row, faults)
    tree = nested.pop("tree", {})
    return nested, tree if isinstance(tree, dict) else {}


def _setting(key: str, value: Any) -> Any:
    if key == "synergy.parts":
        pairs = (item.partition(":") for item in _split(_text(value)))
        return [{"component": left.strip(), "criterion": right.strip()} for left, _, right in pairs]
    if key in _LISTS:
        return _split(_text(value))
    if key in _RANGES and isinstance(value, float | int):
        return value
    return _text(value)


def _put(nested: dict[str, Any], key: str, value: Any, file: str, row: int, faults: list[Fault]) -> None:
    *above, last = key.split(".")
    here = nested
    for part in above[:4]:
        here = here.setdefault(part, {})
        if not isinstance(here, dict):
            break
    if not isinstance(here, dict) or isinstance(here.get(last), dict) or len(above) > 4:
        faults.append(Fault(file, row, "key", key, "a key that does not go on where another one ends"))
        return
    here[last] = value


def _catalogue(
    name: str, settings: dict[str, Any], tree: dict[str, Any], sheets: dict[str, Sheet], faults: list[Fault]
) -> Catalogue | None:
    try:
        if "criteria" not in sheets:
            allowed = "a sheet named criteria, or one of "
            return named_catalogue(settings.get("catalogue"), f"{name}: case", allowed)
        before = len(faults)
        data = _tree(name, tree, sheets, faults)
        return build_catalogue(data, f"{name}: criteria") if len(faults) == before else None
    except CatalogueError as problem:
        faults.extend(problem.faults)
    return None


def _tree(name: str, tree: dict[str, Any], sheets: dict[str, Sheet], faults: list[Fault]) -> dict[str, Any]:
    """The value tree as plain data. Without a sheet `objectives`, criteria name theirs by its label alone."""
    rows = {key: _records(f"{name}: {key}", sheets.get(key), known, faults) for key, known in _SHEETS.items()}
    criteria = [_criterion(row, rows["overlaps"]) for row in rows["criteria"]]
    return tree | {"objectives": rows["objectives"], "criteria": criteria}


_SHEETS = {"objectives": OBJECTIVES, "criteria": CRITERIA, "overlaps": OVERLAPS}


def _records(file: str, sheet: Sheet | None, known: tuple[str, ...], faults: list[Fault]) -> list[dict[str, str]]:
    """The rows of a sheet of the value tree, blank cells left out."""
    if not sheet:
        return []
    frame = _frame(file, sheet, faults)
    unknown = [str(column) for column in frame.columns if column not in known]
    faults.extend(Fault(file, 1, column, column, "only the columns " + ", ".join(known)) for column in unknown)
    return [
        {str(key): _text(cell).strip() for key, cell in row.items() if _text(cell).strip()}
        for row in frame.to_dict("records")
    ]


def _criterion(row: dict[str, str], overlaps: list[dict[str, str]]) -> dict[str, Any]:
    scale: dict[str, Any] = {key: row[key] for key in ("low", "high", "unit") if key in row}
    scale["anchors"] = {end: row[f"{end}_anchor"] for end in ("low", "middle", "high") if f"{end}_anchor" in row}
    plain = ("id", "label", "objective", "direction", "question", "definition", "blend", "required", "note")
    found: dict[str, Any] = {key: row[key] for key in plain if key in row} | {"scale": scale}
    if "paragraphs" in row:
        found["paragraphs"] = _split(row["paragraphs"])
    own = [one for one in overlaps if one.get("criterion") == row.get("id")]
    found["overlaps"] = [
        {field: one[key] for field, key in (("criterion", "other"), ("warning", "warning")) if key in one}
        for one in own
    ]
    return found


__all__ = ["case_as_xlsx", "case_from_xlsx"]
