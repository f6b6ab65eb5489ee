"""What must hold of the records about a case: how weights came about, answers to questions, what shares mean."""

import json
from collections.abc import Iterator

from criteria import Catalogue
from mcda.checks import Tables, rows_of, shares_of, unknown_ids
from mcda.errors import Fault


def record_faults(catalogue: Catalogue, tables: Tables) -> Iterator[Fault]:
    """Every fault of the tables `elicitations`, `answers` and `meanings` that one cell alone cannot show."""
    yield from _elicitation_faults(tables)
    yield from _answer_faults(catalogue, tables)
    yield from _meaning_faults(tables)


def _elicitation_faults(tables: Tables) -> Iterator[Fault]:
    file = "elicitations.csv"
    sets = tuple(dict.fromkeys(tables["weights"].get("set", ())))
    for row, cell in rows_of(tables, "elicitations"):
        yield from unknown_ids(file, row, "set", cell.get("set", ""), sets)
        if not (cell.get("round") or "1").removesuffix(".0").isdigit():
            yield Fault(file, row, "round", cell["round"], "a whole number")
        try:
            json.loads(cell.get("answers") or "null", parse_constant=_refused)
        except (ValueError, RecursionError):
            yield Fault(file, row, "answers", cell["answers"][:60], "JSON, or nothing")


def _refused(word: str) -> None:
    raise ValueError(word)


def _answer_faults(catalogue: Catalogue, tables: Tables) -> Iterator[Fault]:
    file = "answers.csv"
    scenarios = tuple(tables["scenarios"].get("scenario", ()))
    seen: set[tuple[str, ...]] = set()
    for row, cell in rows_of(tables, "answers"):
        kind, subject, other = (cell.get(column, "") for column in ("kind", "subject", "other"))
        # A pair is asked about once, in whichever order it is named.
        key = (kind, subject, other) if kind == "coordination" else (kind, *sorted((subject, other)))
        known = scenarios if kind == "coordination" else catalogue.ids
        yield from unknown_ids(file, row, "subject", subject, known)
        if kind != "coordination":
            yield from unknown_ids(file, row, "other", other, catalogue.ids)
            if other in ("", subject):
                yield Fault(file, row, "other", other or None, "another criterion: the answer is about a pair")
        if key in seen:
            yield Fault(file, row, "subject", subject, "one answer to each question")
        seen.add(key)


def _meaning_faults(tables: Tables) -> Iterator[Fault]:
    file = "meanings.csv"
    shares = {cell.get("option", ""): shares_of(cell.get("shares", "")) for _, cell in rows_of(tables, "options")}
    seen: set[tuple[str, str]] = set()
    for row, cell in rows_of(tables, "meanings"):
        option, component = cell.get("option", ""), cell.get("component", "")
        yield from unknown_ids(file, row, "option", option, tuple(name for name, mix in shares.items() if mix))
        if option in shares:
            yield from unknown_ids(file, row, "component", component, tuple(shares[option]))
        if (option, component) in seen:
            yield Fault(file, row, "component", component, "one meaning for each share of an option")
        seen.add((option, component))
