"""Our own words and numbers in the reader's language: English as written, unless somebody knows the reader better.

A sentence stands whole where it is said, `t("{leader} leads by {gap}", leader=…, gap=…)`, so that it can be read in the
code, found by a search and listed for translators (`make words`). What a program reads, ids and formats of files, is
no such word.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Reader(Protocol):
    """Somebody who reads what we say."""

    def text(self, message: str) -> str:
        """`message`, an English sentence with its `{names}`, in the reader's language."""

    def number(self, value: float, digits: int) -> str:
        """A number with so many decimals, as the reader writes it."""

    def figures(self, value: float, significant: int) -> str:
        """A number with at most so many significant figures."""


class English:
    """Who reads our words as they are written."""

    def text(self, message: str) -> str:
        """`message` itself."""
        return message

    def number(self, value: float, digits: int) -> str:
        """`1,234.5`."""
        return f"{value:,.{digits}f}"

    def figures(self, value: float, significant: int) -> str:
        """`0.05`; very large and very small numbers with a power of ten."""
        return f"{value:.{significant}g}"


ENGLISH = English()
_LARGEST = 1e15
"""From here on digits before the decimal point say nothing, and writing them out fails in the end."""

_asked: list[Callable[[], Reader]] = []
_in_english: ContextVar[bool] = ContextVar("in_english", default=False)


def ask(who: Callable[[], Reader]) -> None:
    """From now on, `who` tells at every word who reads it; an app calls this once, when it starts."""
    _asked[:] = [who]


@contextmanager
def in_english() -> Iterator[None]:
    """Whoever reads: a document that leaves the app is in one language, the same for everybody."""
    token = _in_english.set(True)
    try:
        yield
    finally:
        _in_english.reset(token)


def reader() -> Reader:
    """Who reads now."""
    return _asked[0]() if _asked and not _in_english.get() else ENGLISH


def t(message: str, **values: object) -> str:
    """A sentence of ours in the reader's language, with `{name}` filled in from `values`.

    Examples
    --------
    >>> t("{option} leads by {gap} points", option="Act first", gap=number(0.4))
    'Act first leads by 0.4 points'
    """
    said = reader().text(message)
    return said.format(**values) if values else said


def later(message: str) -> str:
    """A word that is listed for translators here and said elsewhere, by `said`: in a table of constants."""
    return message


def said(message: str) -> str:
    """A word that was written with `later`, in the reader's language."""
    return reader().text(message)


def number(value: float, digits: int = 1) -> str:
    """A number as the reader writes it, with a fixed number of decimals; a very large one with its power of ten.

    Examples
    --------
    >>> number(1234.56), number(-0.04), number(10_000, 0), number(1e300)
    ('1,234.6', '0.0', '10,000', '1e+300')
    """
    if not abs(value) < _LARGEST:
        return figures(value, 3)
    return reader().number(round(value, digits) + 0.0, digits)


def figures(value: float, significant: int = 6) -> str:
    """A number as the reader writes it, with at most so many significant figures: 2.5, 0.05, 30.

    Examples
    --------
    >>> figures(2.50), figures(0.0512, 2), figures(-30.0)
    ('2.5', '0.051', '−30')
    """
    return reader().figures(value, significant).replace("-", "−")


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign: `+0.40`, `−0.40` with a minus sign rather than a hyphen; what rounds to 0 is `+0.00`.

    Examples
    --------
    >>> signed(0.4), signed(-0.4), signed(-0.001)
    ('+0.40', '−0.40', '+0.00')
    """
    return ("−" if round(value, digits) < 0 else "+") + number(abs(value), digits)


def percent(share: float) -> str:
    """A share as a whole percentage: `33 %`."""
    return t("{share} %", share=number(100 * share, 0))


def points(value: float) -> str:
    """A difference in points: whole above ten, one decimal below; `1 point`, `2.5 points`."""
    whole = abs(value) >= 10 or f"{value:.1f}".endswith(".0")
    text = number(value, 0 if whole else 1)
    return t("{count} point", count=text) if text in ("1", "-1") else t("{count} points", count=text)


def listed(items: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *rest, last = list(items)
    return t("{items} and {last}", items=", ".join(rest), last=last) if rest else last


def capital(words: str) -> str:
    """Words that stand alone or begin a sentence; only their first letter changes."""
    return words[:1].upper() + words[1:]
