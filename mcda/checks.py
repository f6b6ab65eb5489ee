"""What must hold between the tables of a case: ids that exist, ranges in order, shares that sum to 1."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from criteria import BlendRule, Catalogue
from mcda.columns import number_or_none
from mcda.curve_checks import Rows, curve_faults
from mcda.errors import Fault
from mcda.schemas import METHOD_NAMES, row_number

Tables = dict[str, pd.DataFrame]
SCENARIO_WEIGHTS = "scenario"
"""Reserved word for `defaults.weights`: use the set that the scenario suggests."""


def cross_faults(settings: dict[str, Any], catalogue: Catalogue, tables: Tables) -> Iterator[Fault]:
    """Every fault that one table alone cannot show. Cells that are malformed are reported elsewhere."""
    yield from _option_faults(catalogue, tables)
    yield from _score_faults(catalogue, tables)
    yield from _weight_faults(catalogue, tables)
    yield from _value_faults(catalogue, tables)
    yield from _scenario_faults(catalogue, tables)
    yield from _lever_faults(catalogue, tables)
    yield from _history_faults(catalogue, tables)
    yield from _setting_faults(settings, catalogue, tables)


def _column(tables: Tables, table: str, column: str) -> list[str]:
    return list(tables[table][column]) if column in tables[table] else []


def rows_of(tables: Tables, table: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its number as a spreadsheet counts."""
    frame = tables[table]
    for label, row in zip(frame.index, frame.to_dict("records"), strict=True):
        yield row_number(label), {str(column): str(cell) for column, cell in row.items()}


def unknown_ids(file: str, row: int, column: str, value: str, known: list[str] | tuple[str, ...]) -> Iterator[Fault]:
    """An id that nothing has."""
    if value and value not in known:
        yield Fault(file, row, column, value, "one of " + (", ".join(known) or "none: that table is empty"))


def _items(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def shares_of(cell: str) -> dict[str, float]:
    """`unilateral:0.25;multilateral:0.75` as a mapping; parts that are no number are left out."""
    pairs = (part.partition(":") for part in _items(cell))
    numbers = {name.strip(): number_or_none(value) for name, _, value in pairs}
    return {name: value for name, value in numbers.items() if value is not None}


def _option_faults(catalogue: Catalogue, tables: Tables) -> Iterator[Fault]:
    file = "options.csv"
    options = _column(tables, "options", "option")
    levers = _column(tables, "levers", "lever")
    scored = set(_column(tables, "scores", "option"))
    parents: dict[str, list[str]] = {}
    if not options:
        yield Fault(file, None, "", "no rows", "at least one option")
    for row, cell in rows_of(tables, "options"):
        option = cell.get("option", "")
        kind, base, shares = (cell.get(column, "") for column in ("kind", "base", "shares"))
        mix = shares_of(shares)
        parents[option] = [base] if base else list(mix)
        yield from unknown_ids(file, row, "base", base, options)
        for lever in _items(cell.get("levers", "")):
            yield from unknown_ids(file, row, "levers", lever, tuple(dict.fromkeys(levers)))
        yield from _share_faults(row, kind, shares, options)
        if base and shares:
            yield Fault(file, row, "base", base, "either a base or shares, not both")
        if cell.get("levers") and not base and not shares:
            yield Fault(file, row, "levers", cell["levers"], "levers only on an option with a base or shares")
        derived = bool(base or shares)
        if derived and option in scored:
            yield Fault(file, row, "option", option, "no rows in scores.csv: this option is derived from its parts")
        if not derived and option not in scored and kind != "blend":
            yield Fault(file, row, "option", option, "rows in scores.csv, a base, or shares")
    for row, cell in rows_of(tables, "options"):
        if _reaches(cell.get("option", ""), parents):
            yield Fault(file, row, "option", cell.get("option"), "an option that is not built from itself")


def _share_faults(row: int, kind: str, shares: str, options: list[str]) -> Iterator[Fault]:
    file, mix = "options.csv", shares_of(shares)
    for component in mix:
        yield from unknown_ids(file, row, "shares", component, options)
    if kind == "blend" and not shares:
        yield Fault(file, row, "shares", None, "the shares that make up this blend")
    if shares and kind != "blend":
        yield Fault(file, row, "kind", kind, "blend, for an option that has shares")
    if len(_items(shares)) != len(mix):
        yield Fault(file, row, "shares", shares, "each component once, with a number")
    elif mix and (min(mix.values()) < 0 or abs(sum(mix.values()) - 1) > 1e-9):
        yield Fault(file, row, "shares", shares, "shares of at least 0 that sum to 1")


def _reaches(option: str, parents: dict[str, list[str]]) -> bool:
    seen: set[str] = set()
    stack = list(parents.get(option, []))
    while stack:
        here = stack.pop()
        if here == option:
            return True
        if here not in seen:
            seen.add(here)
            stack.extend(parents.get(here, []))
    return False


def _score_faults(catalogue: Catalogue, tables: Tables) -> Iterator[Fault]:
    file = "scores.csv"
    options = _column(tables, "options", "option")
    sources = _column(tables, "evidence", "id")
    seen: dict[tuple[str, str], int] = {}
    for row, cell in rows_of(tables, "scores"):
        option, criterion = cell.get("option", ""), cell.get("criterion", "")
        yield from unknown_ids(file, row, "option", option, options)
        yield from unknown_ids(file, row, "criterion", criterion, catalogue.ids)
        for source in _items(cell.get("evidence", "")):
            yield from unknown_ids(file, row, "evidence", source, sources)
        if (option, criterion) in seen:
            allowed = f"one row for {option} on {criterion}; row {seen[option, criterion]} is another"
            yield Fault(file, row, "criterion", criterion, allowed)
        seen.setdefault((option, criterion), row)
        if criterion in catalogue.ids:
            yield from _range_faults(catalogue, row, cell)
    for option in dict.fromkeys(option for option, _ in seen):
        for criterion in catalogue.ids:
            if option in options and (option, criterion) not in seen:
                allowed = (
                    f"a row for {option} on {criterion}; write the whole scale with an empty mode if it is unknown"
                )
                yield Fault(file, None, f"cell {option} x {criterion}", None, allowed)


def _range_faults(catalogue: Catalogue, row: int, cell: dict[str, str]) -> Iterator[Fault]:
    file = "scores.csv"
    scale = catalogue[cell["criterion"]].scale
    low, mode, high = (number_or_none(cell.get(column, "")) for column in ("low", "mode", "high"))
    for column, value in (("low", low), ("mode", mode), ("high", high)):
        if value is not None and not scale.low <= value <= scale.high:
            allowed = f"a number on the scale of {cell['criterion']}, {scale.low:g} to {scale.high:g}"
            yield Fault(file, row, column, cell[column], allowed)
    if low is None or high is None:
        return
    if cell.get("mode", "") == "":
        if (low, high) != (scale.low, scale.high):
            allowed = f"a number; or, for a cell that is unknown, low {scale.low:g} and high {scale.high:g}"
            yield Fault(file, row, "mode", None, allowed)
    elif mode is not None and not low <= mode <= high:
        yield Fault(file, row, "mode", f"{low:g}, {mode:g}, {high:g}", "low, mode and high in rising order")


def _weight_faults(catalogue: Catalogue, tables: Tables) -> Iterator[Fault]:
    file = "weights.csv"
    members: dict[str, dict[str, float | None]] = {}
    for row, cell in rows_of(tables, "weights"):
        name, criterion = cell.get("set", ""), cell.get("criterion", "")
        yield from unknown_ids(file, row, "criterion", criterion, catalogue.ids)
        if name == SCENARIO_WEIGHTS:
            yield Fault(file, row, "set", name, "another id: this word means the set a scenario suggests")
        group = members.setdefault(name, {})
        if criterion in group:
            yield Fault(file, row, "criterion", criterion, f"each criterion once in set {name}")
        group[criterion] = number_or_none(cell.get("weight", ""))
        low, weight, high = (number_or_none(cell.get(column, "")) for column in ("low", "weight", "high"))
        if (low is None) != (high is None):
            yield Fault(file, row, "low", cell.get("low") or None, "both low and high, or neither")
        elif low is not None and weight is not None and high is not None and not low <= weight <= high:
            found = f"{low:g}, {weight:g}, {high:g}"
            yield Fault(file, row, "weight", found, "low, weight and high in rising order")
    if not members:
        yield Fault(file, None, "", "no rows", "at least one weight set")
    for name, group in members.items():
        missing = [criterion for criterion in catalogue.ids if criterion not in group]
        if missing:
            yield Fault(file, None, f"set {name}", None, "a weight for " + ", ".join(missing))
        numbers = list(group.values())
        if numbers and all(value == 0 for value in numbers):
            yield Fault(file, None, f"set {name}", "every weight is 0", "at least one weight above 0")


def _value_faults(catalogue: Catalogue, tables: Tables) -> Iterator[Fault]:
    curves: dict[str, Rows] = {}
    for row, cell in rows_of(tables, "values"):
        name = cell.get("criterion", "")
        yield from unknown_ids("values.csv", row, "criterion", name, catalogue.ids)
        if name in catalogue.ids:
            curves.setdefault(name, {})[row] = {column: cell.get(column, "") for column in ("kind", "score", "value")}
    for name, cells in curves.items():
        yield from curve_faults(catalogue[name], cells)


def _scenario_faults(catalogue: Catalogue, tables: Tables) -> Iterator[Fault]:
    sets = tuple(dict.fromkeys(_column(tables, "weights", "set")))
    scenarios = _column(tables, "scenarios", "scenario")
    scored = tuple(dict.fromkeys(_column(tables, "scores", "option")))
    if not scenarios:
        yield Fault("scenarios.csv", None, "", "no rows", "at least one scenario, or no file at all")
    for row, cell in rows_of(tables, "scenarios"):
        file, name = "scenarios.csv", cell.get("weights", "")
        yield from unknown_ids(file, row, "weights", name, sets)
        if not name and len(sets) > 1:
            yield Fault(file, row, "weights", None, "the weight set this scenario suggests: one of " + ", ".join(sets))
        columns = ("coordination_low", "coordination", "coordination_high")
        low, mode, high = (number_or_none(cell.get(column, "")) for column in columns)
        if low is not None and mode is not None and high is not None and not low <= mode <= high:
            found = f"{low:g}, {mode:g}, {high:g}"
            yield Fault(file, row, "coordination", found, "low, coordination and high in rising order")
    seen: set[tuple[str, ...]] = set()
    for row, cell in rows_of(tables, "shifts"):
        key = (cell.get("scenario", ""), cell.get("option", ""), cell.get("criterion", ""))
        yield from unknown_ids("shifts.csv", row, "scenario", key[0], scenarios)
        if key[1] not in scored:
            allowed = "an option with rows in scores.csv (derived options inherit): " + ", ".join(scored)
            yield Fault("shifts.csv", row, "option", key[1], allowed)
        yield from unknown_ids("shifts.csv", row, "criterion", key[2], catalogue.ids)
        if key in seen:
            yield Fault("shifts.csv", row, "criterion", key[2], "one shift for each scenario, option and criterion")
        seen.add(key)


def _lever_faults(catalogue: Catalogue, tables: Tables) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for row, cell in rows_of(tables, "levers"):
        key = (cell.get("lever", ""), cell.get("criterion", ""))
        yield from unknown_ids("levers.csv", row, "criterion", key[1], (*catalogue.ids, "coordination"))
        if key in seen:
            yield Fault("levers.csv", row, "criterion", key[1], f"one effect of {key[0]} on each criterion")
        seen.add(key)
        low, effect, high = (number_or_none(cell.get(column, "")) for column in ("low", "effect", "high"))
        if low is not None and effect is not None and high is not None and not low <= effect <= high:
            found = f"{low:g}, {effect:g}, {high:g}"
            yield Fault("levers.csv", row, "effect", found, "low, effect and high in rising order")


def _history_faults(catalogue: Catalogue, tables: Tables) -> Iterator[Fault]:
    fixed = ("id", "title", "years", "kind", "outcome", "evidence")
    for column in tables["history"].columns:
        if column not in fixed:
            yield from unknown_ids("history.csv", 1, str(column), str(column), catalogue.ids)
    sources = _column(tables, "evidence", "id")
    for row, cell in rows_of(tables, "history"):
        for source in _items(cell.get("evidence", "")):
            yield from unknown_ids("history.csv", row, "evidence", source, sources)


def _setting_faults(settings: dict[str, Any], catalogue: Catalogue, tables: Tables) -> Iterator[Fault]:
    file = "case.toml"
    options = {cell.get("option", ""): cell.get("kind", "") for _, cell in rows_of(tables, "options")}
    components = [option for option, kind in options.items() if kind == "component"]
    defaults = settings.get("defaults", {})
    known: dict[str, tuple[str, list[str]]] = {
        "defaults.method": (defaults.get("method", ""), list(METHOD_NAMES)),
        "baseline": (settings.get("baseline", ""), list(options)),
        "defaults.scenario": (defaults.get("scenario", ""), _column(tables, "scenarios", "scenario")),
        "defaults.weights": (
            defaults.get("weights", ""),
            [SCENARIO_WEIGHTS, *dict.fromkeys(_column(tables, "weights", "set"))],
        ),
    }
    for place, (value, choices) in known.items():
        if value and value not in choices:
            yield Fault(file, None, place, value, "one of " + ", ".join(choices))
    chosen = defaults.get("components", ())
    for component in chosen:
        if component not in components:
            allowed = "options of kind component: " + (", ".join(components) or "none here")
            yield Fault(file, None, "defaults.components", component, allowed)
    if chosen and len(set(chosen)) not in (2, 3, 4):
        yield Fault(file, None, "defaults.components", ", ".join(chosen), "two to four different components")
    for criterion, rule in settings.get("rules", {}).items():
        yield from _rule_faults(catalogue, file, criterion, str(rule))
    synergy = settings.get("synergy") or {}
    for criterion in synergy.get("on", ()):
        if criterion not in catalogue.ids:
            yield Fault(file, None, "synergy.on", criterion, "one of " + ", ".join(catalogue.ids))
    for part in synergy.get("parts", ()):
        if part["component"] not in components:
            yield Fault(file, None, "synergy.parts", part["component"], "one of " + ", ".join(components))
        if part["criterion"] not in catalogue.ids:
            yield Fault(file, None, "synergy.parts", part["criterion"], "one of " + ", ".join(catalogue.ids))


def _rule_faults(catalogue: Catalogue, file: str, criterion: str, rule: str) -> Iterator[Fault]:
    if criterion not in catalogue.ids:
        yield Fault(file, None, f"rules.{criterion}", criterion, "one of " + ", ".join(catalogue.ids))
    elif rule in set(BlendRule) and not BlendRule(rule).allows(catalogue[criterion].direction):
        yield Fault(file, None, f"rules.{criterion}", rule, "reach only on benefits, stack only on harms")
