"""Text that a spreadsheet would take for a formula: made harmless in a CSV file, and read back as it was.

A cell that starts with `=`, `+`, `-`, `@`, a tab or a carriage return can run as a formula when a CSV file is opened
in a spreadsheet. Such a text is written with an apostrophe in front, and the reader takes one apostrophe off again.
Numbers such as -5 stay numbers. A text that itself starts with apostrophes before such a character gets one more,
so that a round trip loses nothing; all other texts stand as they are.
Source: OWASP, CSV Injection.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_STARTS = "[=+\\-@\t\r＝＋－＠]"
_RISKY = re.compile(f"'*{_STARTS}")
_ESCAPED = re.compile(f"''*{_STARTS}")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def escaped(text: str) -> str:
    """A text as a CSV cell that no spreadsheet runs as a formula.

    Examples
    --------
    >>> [escaped(text) for text in ("=1+1", "-5", "-five", "'=1+1", "'tis")]
    ["'=1+1", '-5', "'-five", "''=1+1", "'tis"]
    """
    return f"'{text}" if _RISKY.match(text) and not _NUMBER.fullmatch(text) else text


def unescaped(cell: str) -> str:
    """The text that `escaped` made a cell from.

    Examples
    --------
    >>> [unescaped(cell) for cell in ("'=1+1", "-5", "''=1+1", "'tis")]
    ['=1+1', '-5', "'=1+1", "'tis"]
    """
    return cell[1:] if _ESCAPED.match(cell) else cell


def csv_text(frame: "pd.DataFrame") -> str:
    """A table as CSV with a header, safe to open in a spreadsheet. Numbers are written as they are."""
    safe = frame.astype("object").map(lambda cell: escaped(cell) if isinstance(cell, str) else cell)
    safe.columns = [escaped(str(column)) for column in frame.columns]
    text: str = safe.to_csv(index=False, lineterminator="\n")
    return text


__all__ = ["csv_text", "escaped", "unescaped"]
