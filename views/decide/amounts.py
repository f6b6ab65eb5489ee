"""Amounts in sentences of the Decide pages, as the reader's locale writes them."""

from collections.abc import Iterable

from views.text import number, t


def signed(value: float, digits: int = 1) -> str:
    """A number with its sign: `+0.40`, `−1.50`; what rounds to 0 is `+0.00`."""
    rounded = round(value, digits)
    return f"{'−' if rounded < 0 else '+'}{number(abs(rounded), digits)}"


def points(value: float) -> str:
    """A difference in points: whole above ten, one decimal below; `1 point`, `2.5 points`."""
    digits = 0 if abs(value) >= 10 or round(value, 1) == round(value) else 1
    if digits == 0 and round(value) == 1:
        return t("{count} point", count=number(value, 0))
    return t("{count} points", count=number(value, digits))


def percent(share: float) -> str:
    """A share as a whole percentage: `33 %`."""
    return t("{share} %", share=number(100 * share, 0))


def span(low: float, high: float, digits: int = 1, *, sign: bool = False) -> str:
    """A range: `1.5 to 3.0`, or `+1.5 to +3.0` with signs."""
    write = signed if sign else number
    return t("{low} to {high}", low=write(low, digits), high=write(high, digits))


def listed(items: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *rest, last = list(items)
    return t("{items} and {last}", items=", ".join(rest), last=last) if rest else last


def short(value: float) -> str:
    """A number with no more decimals than it needs, at most four: `4`, `2.5`."""
    digits = next(digits for digits in range(5) if digits == 4 or round(value, digits) == round(value, 4))
    return number(value, digits)
