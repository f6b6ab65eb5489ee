"""Amounts in sentences of the Decide pages, beside those that the engine says too."""

from mcda.language import number, signed, t


def span(low: float, high: float, digits: int = 1, *, sign: bool = False) -> str:
    """A range: `1.5 to 3.0`, or `+1.5 to +3.0` with signs."""
    write = signed if sign else number
    return t("{low} to {high}", low=write(low, digits), high=write(high, digits))


def short(value: float) -> str:
    """A number with no more decimals than it needs, at most four: `4`, `2.5`."""
    digits = next(digits for digits in range(5) if digits == 4 or round(value, digits) == round(value, 4))
    return number(value, digits)
