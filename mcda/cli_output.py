"""What a command answers, written as text for a person, as JSON or as CSV."""

import io
import json
import math
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from mcda.escaping import csv_text

if TYPE_CHECKING:
    import pandas as pd

Side = Literal["left", "right"]
LEFT: Side = "left"
RIGHT: Side = "right"


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True)
class Grid:
    """A table of text for a person: its columns with the side they lean to, and its rows."""

    columns: Iterable[tuple[str, Side]]
    rows: Iterable[tuple[str, ...]]
    title: str = ""


@dataclass(frozen=True)
class Answer:
    """What a command found: sentences (the first is the headline), tables and notes; and the same as data."""

    frame: "pd.DataFrame"
    data: Mapping[str, Any]
    sentences: Iterable[str] = ()
    grids: Iterable[Grid] = ()
    notes: Iterable[str] = field(default=())


def write(answer: Answer, form: Format) -> None:
    """Write an answer to standard output in one go, so that an error never leaves half of one."""
    if form is Format.JSON:
        text = json.dumps(plain(answer.data), indent=1, allow_nan=False) + "\n"
    elif form is Format.CSV:
        text = csv_text(answer.frame)
    else:
        text = _as_text(answer)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    sys.stdout.write(text)
    sys.stdout.flush()


def plain(value: Any) -> Any:
    """Nested data as JSON has it: numbers that are missing or infinite become None.

    Examples
    --------
    >>> plain({"lead": float("inf"), "zone": ((0.2, 0.4),)})
    {'lead': None, 'zone': [[0.2, 0.4]]}
    """
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if hasattr(value, "item"):  # a NumPy scalar
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _as_text(answer: Answer) -> str:
    from rich import box  # noqa: PLC0415  `mcda --help` need not wait for tables
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    console = Console(markup=False, emoji=False, highlight=False)
    with console.capture() as captured:
        for number, sentence in enumerate(filter(None, answer.sentences)):
            console.print(_printable(sentence), style="bold" if number == 0 else "")
        for grid in answer.grids:
            console.print()
            table = Table(
                box=box.SIMPLE_HEAD,
                title=_printable(grid.title) or None,
                title_justify="left",
                pad_edge=False,
                padding=(0, 1, 0, 0),
            )
            for header, side in grid.columns:
                table.add_column(_printable(header), justify=side, vertical="top")
            for row in grid.rows:
                table.add_row(*map(_printable, row))
            console.print(table)
        for note in filter(None, answer.notes):
            console.print(_printable(note))
    text = "\n".join(line.rstrip() for line in captured.get().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text.lstrip("\n"))


def _printable(text: str) -> str:
    """Text from a case without control characters, which could steer a terminal."""
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)


def signed(value: float, form: str = ".1f") -> str:
    """A difference with its sign; what rounds to nothing is `0.0`, never `-0.0`."""
    text = f"{value:+{form}}"
    return text[1:] if float(text) == 0 else text


def chance(share: float) -> str:
    """A share of draws in whole percent; only never is `0 %` and only always is `100 %`.

    Examples
    --------
    >>> [chance(share) for share in (0, 0.002, 0.33, 1)]
    ['0 %', '<1 %', '33 %', '100 %']
    """
    if 0 < share < 0.005:
        return "<1 %"
    return ">99 %" if 0.995 <= share < 1 else f"{100 * share:.0f} %"
