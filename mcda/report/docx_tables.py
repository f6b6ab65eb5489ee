"""Tables for a page: how cells are written, how wide columns are, and what needs a page turned sideways."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from mcda.report.office_text import plain

PORTRAIT, LANDSCAPE = 17.0, 25.7
"""Centimetres between the margins of an A4 page, upright and turned."""
LETTER = 0.185
"""Centimetres that a letter takes in a table, on average."""
PADDING = 0.4
SHORT = 18
"""Lines of a table that is kept on one page."""
CROWDED = 2.2
"""A table whose columns wish for more than this many times the width of an upright page stands on a turned one."""
_LONGEST_WORD, _LONGEST_LINE = 24, 60
_MOST_DECIMALS = 4


@dataclass(frozen=True)
class Block:
    """A table, or some columns of one, as text.

    Attributes
    ----------
    numeric
        Whether each column holds numbers, which stand on the right.
    widths
        Of the columns, in centimetres.
    """

    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    widths: tuple[float, ...]
    landscape: bool

    @property
    def short(self) -> bool:
        """Whether it takes so little room that it should not be cut by the end of a page."""
        pairs = ([*zip(row, self.widths, strict=True)] for row in self.rows)
        return sum(max(1 + int(LETTER * len(text) / width) for text, width in pair) for pair in pairs) <= SHORT


def blocks(frame: pd.DataFrame) -> list[Block]:
    """The frame as one block, or as several with the first column in each where a page cannot hold all columns."""
    columns = [_texts(list(frame.iloc[:, j])) for j in range(frame.shape[1])]
    labels = [str(plain(label)) for label in frame.columns]
    least = [_least(label, texts) for label, (texts, _) in zip(labels, columns, strict=True)]
    if not labels:
        return []
    wished = [_longest(label, texts) for label, (texts, _) in zip(labels, columns, strict=True)]
    landscape = sum(least) > PORTRAIT or sum(wished) > CROWDED * PORTRAIT
    width = LANDSCAPE if landscape else PORTRAIT
    return [
        Block(
            tuple(labels[j] for j in group),
            tuple(zip(*(columns[j][0] for j in group), strict=True)),
            tuple(columns[j][1] for j in group),
            tuple(_widths([least[j] for j in group], [wished[j] for j in group], width)),
            landscape,
        )
        for group in _groups(least, width)
    ]


def _groups(least: Sequence[float], width: float) -> list[list[int]]:
    """Columns that fit a page together; the first one leads each group."""
    groups, used = [[0]], least[0]
    for j, needed in enumerate(least[1:], start=1):
        if used + needed > width and len(groups[-1]) > 1:
            groups.append([0])
            used = least[0]
        groups[-1].append(j)
        used += needed
    return groups


def _texts(cells: list[object]) -> tuple[list[str], bool]:
    """A column as text, and whether it holds numbers: those have as many decimals each as the longest needs."""
    values = [plain(cell) for cell in cells]
    numbers = [value for value in values if isinstance(value, int | float)]
    decimals = max((_decimals(value) for value in numbers), default=0)
    texts = [
        "" if value is None else f"{value:.{decimals}f}" if isinstance(value, int | float) else str(value)
        for value in values
    ]
    filled = [value for value in values if value not in (None, "")]
    return texts, bool(filled) and len(numbers) == len(filled)


def _decimals(value: float) -> int:
    fraction = f"{value:.{_MOST_DECIMALS}f}".partition(".")[2].rstrip("0")
    return len(fraction)


def _least(label: str, texts: list[str]) -> float:
    """Centimetres that the longest word of a column needs; the longest words may be broken."""
    words = (len(word) for text in (label, *texts) for word in text.split())
    return PADDING + LETTER * max(2, min(_LONGEST_WORD, max(words, default=0)))


def _longest(label: str, texts: list[str]) -> float:
    """Centimetres that a column would take without a break, up to a comfortable line."""
    lines = (len(line) for text in (label, *texts) for line in text.split("\n"))
    return PADDING + LETTER * min(_LONGEST_LINE, max(lines, default=0))


def _widths(least: list[float], wished: list[float], width: float) -> list[float]:
    """Every column gets its least, then its part of what is left by how much more it wishes."""
    spare = max(0.0, width - sum(least))
    more = [max(0.0, wish - need) for wish, need in zip(wished, least, strict=True)]
    total = sum(more)
    shrink = min(1.0, width / sum(least))
    granted = min(1.0, spare / total) if total > 0 else 0.0
    return [need * shrink + extra * granted for need, extra in zip(least, more, strict=True)]


__all__ = ["Block", "blocks"]
