"""Text and packages that Word, Excel and LibreOffice all accept, whatever the text of a case holds."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, not even as a reference."""
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}']", re.IGNORECASE)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can note."""


def xml_text(text: object) -> str:
    r"""Text without the characters that XML refuses; every line ends with a line feed.

    Examples
    --------
    >>> xml_text("a\x00b\r\nc")
    'ab\nc'
    """
    return _REFUSED.sub("", str(text)).replace("\r\n", "\n").replace("\r", "\n")


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Text cut where an http(s) address begins and ends: each piece, and whether it is an address.

    Examples
    --------
    >>> list(pieces("See https://example.org."))
    [('See ', False), ('https://example.org', True), ('.', False)]
    """
    end = 0
    for found in _ADDRESS.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], False
        yield found[0], True
        end = found.end()
    if end < len(text):
        yield text[end:], False


def is_address(text: object) -> bool:
    """Whether a cell holds one http(s) address and nothing else."""
    return isinstance(text, str) and bool(_ADDRESS.fullmatch(text.strip()))


def plain(cell: object) -> object:
    """A cell of a table as a number, a text, or None where there is nothing; lists are joined."""
    if isinstance(cell, np.generic):
        cell = cell.item()
    if cell is None or (isinstance(cell, float) and not np.isfinite(cell)):
        return None
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, list | tuple | set | frozenset):
        return ", ".join(str(plain(part)) for part in cell)
    return cell if isinstance(cell, int | float) else xml_text(cell)


def stamped(package: bytes, made: datetime) -> bytes:
    """The same zip package with every date in it set to `made`, so that one report always gives the same bytes."""
    utc = made.replace(tzinfo=UTC) if made.tzinfo is None else made.astimezone(UTC)
    date = max(utc.timetuple()[:6], _FIRST_DATE)
    said = utc.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + said + rb"\g<2>", content)
            target.writestr(zipfile.ZipInfo(entry.filename, date), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


__all__ = ["is_address", "pieces", "plain", "stamped", "xml_text"]
