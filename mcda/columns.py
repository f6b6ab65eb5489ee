"""The columns that tables of a case are made of: each checks its cells as text, so that an error can quote them."""

import re
from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa

MAX_TEXT = 4_000

MARKS = ("very good", "good", "mixed", "poor", "very poor", "unknown")

_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_MARK = re.compile(rf"({'|'.join(MARKS)})( then ({'|'.join(MARKS)}))?")


def _cellwise(allowed: str, accepts: Callable[[str], bool], *, empty: bool = False) -> pa.Check:
    """A check of each cell's text; `empty` cells pass, another check asks for them to be filled."""

    def check(cells: pd.Series) -> pd.Series:
        return cells.map(lambda text: (empty and text == "") or accepts(text)).astype(bool)

    return pa.Check(check, error=allowed)


def number_or_none(text: str) -> float | None:
    """The finite number in a cell, or None where there is none. Digit grouping is not guessed at."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def is_number(text: str) -> bool:
    """Whether a cell holds a finite number."""
    return number_or_none(text) is not None


def text_column(*, required: bool, longest: int = MAX_TEXT) -> pa.Column:
    """Free text."""
    checks = [_cellwise(f"at most {longest:,} characters", lambda text: len(text) <= longest)]
    if required:
        checks.append(_cellwise("a text; an empty cell is not allowed", bool))
    return pa.Column(str, checks)


def id_column(*, required: bool = True, unique: bool = False) -> pa.Column:
    """A snake-case id."""
    allowed = "an id: a lower-case letter, then lower-case letters, digits or _ (64 at most)"
    checks = [_cellwise(allowed, lambda text: bool(_ID.fullmatch(text)), empty=not required)]
    if unique:
        checks.append(pa.Check(lambda cells: ~cells.duplicated(), error="each id once; this one stands above too"))
    return pa.Column(str, checks)


def ids_column(pattern: re.Pattern[str] = _ID, allowed: str = "ids with ; between") -> pa.Column:
    """Ids, or other items of a pattern, with ; between."""

    def accepts(text: str) -> bool:
        return all(pattern.fullmatch(part.strip()) for part in text.split(";"))

    return pa.Column(str, [_cellwise(allowed, accepts, empty=True)])


def one_of_column(options: tuple[str, ...], *, required: bool = True) -> pa.Column:
    """One of a few words."""
    return pa.Column(str, [_cellwise("one of " + ", ".join(options), lambda text: text in options, empty=not required)])


def number_column(low: float | None = None, high: float | None = None, *, required: bool = True) -> pa.Column:
    """A finite number, within bounds where they are given."""
    allowed = "a number"
    if low is not None:
        allowed = f"a number of at least {low:g}" if high is None else f"a number from {low:g} to {high:g}"
    if required:
        allowed += "; an empty cell is never read as 0"

    def accepts(text: str) -> bool:
        value = number_or_none(text)
        return value is not None and (low is None or value >= low) and (high is None or value <= high)

    return pa.Column(str, [_cellwise(allowed, accepts, empty=not required)])


def address_column() -> pa.Column:
    """A link: http or https and nothing else."""
    allowed = "an address that starts with http:// or https://, or nothing"
    return pa.Column(str, [_cellwise(allowed, lambda text: text.startswith(("http://", "https://")), empty=True)])


def mark_column() -> pa.Column:
    """How a past case did on a criterion."""
    allowed = "one of " + ", ".join(MARKS) + " (or one 'then' another)"
    return pa.Column(str, [_cellwise(allowed, lambda text: bool(_MARK.fullmatch(text)), empty=True)])
