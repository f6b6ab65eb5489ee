"""The columns that tables of a case are made of: each checks its cells as text, so that an error can quote them."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pandas as pd
import pandera.pandas as pa

from criteria.plain_text import HIDDEN, hidden_in

MAX_TEXT = 4_000
MAX_ITEMS = 20
"""Most ids in one cell."""
MAX_ADDRESS = 2_000
MAX_NUMBER = 1e15
"""Largest size of a number: sums and squares of such numbers are still finite."""

MARKS = ("very good", "good", "mixed", "poor", "very poor", "unknown")

_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_MARK = re.compile(rf"({'|'.join(MARKS)})( then ({'|'.join(MARKS)}))?")


def _cellwise(allowed: str, accepts: Callable[[str], bool], *, empty: bool = False) -> pa.Check:
    """A check of each cell's text; `empty` cells pass, another check asks for them to be filled."""

    def check(cells: pd.Series) -> pd.Series:
        return cells.map(lambda text: (empty and text == "") or accepts(text)).astype(bool)

    return pa.Check(check, error=allowed)


def number_or_none(text: str) -> float | None:
    """The finite number in a cell, or None where there is none. Digit grouping is not guessed at."""
    value = float(text) if _NUMBER.fullmatch(text) else float("inf")
    return value if abs(value) < float("inf") else None


def is_number(text: str) -> bool:
    """Whether a cell holds a finite number."""
    return number_or_none(text) is not None


def text_column(*, required: bool, longest: int = MAX_TEXT) -> pa.Column:
    """Free text."""
    checks = [_cellwise(f"at most {longest:,} characters", lambda text: len(text) <= longest), *_plain()]
    if required:
        checks.append(_cellwise("a text; an empty cell is not allowed", bool))
    return pa.Column(str, checks)


def _plain() -> list[pa.Check]:
    """A check for each kind of character that hides what a text says."""

    def without(reason: str) -> pa.Check:
        return _cellwise(f"a text without {reason}", lambda text: hidden_in(text) != reason)

    return [without(reason) for reason in HIDDEN]


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

    few = _cellwise(f"at most {MAX_ITEMS} in one cell", lambda text: text.count(";") < MAX_ITEMS)
    return pa.Column(str, [_cellwise(allowed, accepts, empty=True), few])


def one_of_column(options: tuple[str, ...], *, required: bool = True) -> pa.Column:
    """One of a few words."""
    return pa.Column(str, [_cellwise("one of " + ", ".join(options), lambda text: text in options, empty=not required)])


def number_column(
    low: float | None = None, high: float | None = None, *, required: bool = True, whole: bool = False
) -> pa.Column:
    """A finite number, within bounds where they are given."""
    allowed = "a whole number" if whole else "a number"
    if low is not None:
        allowed = f"{allowed} of at least {low:g}" if high is None else f"{allowed} from {low:g} to {high:g}"
    if required:
        allowed += "; an empty cell is never read as 0"

    def accepts(text: str) -> bool:
        value = number_or_none(text)
        inside = value is not None and (low is None or value >= low) and (high is None or value <= high)
        return inside and not (whole and value is not None and value % 1)

    def handled(text: str) -> bool:
        return abs(number_or_none(text) or 0.0) <= MAX_NUMBER

    size = _cellwise(f"a number of at most {MAX_NUMBER:g}, above or below 0", handled)
    return pa.Column(str, [_cellwise(allowed, accepts, empty=not required), size])


def is_address(text: str) -> bool:
    """Whether a text is a link that is safe to offer: http or https, a host, no user name, nothing hidden."""
    if len(text) > MAX_ADDRESS or not text.isprintable() or re.search(r"[\s\\<>\"`{}|^]", text) or hidden_in(text):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and port != 0


def address_column() -> pa.Column:
    """A link: http or https and nothing else."""
    allowed = (
        f"an address that starts with http:// or https://, without spaces or a user name, of at most {MAX_ADDRESS:,} "
        "characters; or nothing"
    )
    return pa.Column(str, [_cellwise(allowed, is_address, empty=True)])


def mark_column() -> pa.Column:
    """How a past case did on a criterion."""
    allowed = "one of " + ", ".join(MARKS) + " (or one 'then' another)"
    return pa.Column(str, [_cellwise(allowed, lambda text: bool(_MARK.fullmatch(text)), empty=True)])
