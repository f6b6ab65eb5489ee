"""How much a file may hold, what its name may be, and how its bytes become text."""

from mcda.errors import CaseError, Fault

MAX_BYTES = 5_000_000
"""Most that one file of a case, or an unpacked zip, may hold."""

MAX_ENTRIES = 1_000
"""Most files in one zip."""

MAX_NAME = 100
"""Most characters of a file's name that a message shows."""


def refuse_above_limit(name: str, size: int, state: str = "") -> None:
    """Raise a CaseError where a size in bytes is above the limit."""
    if size > MAX_BYTES:
        raise CaseError([Fault(name, None, "", f"{size:,} bytes{state}", f"at most {MAX_BYTES:,}")])


def shown_name(name: str) -> str:
    r"""The name of an upload as messages show it: without folders, without signs that cannot be printed, short.

    Examples
    --------
    >>> shown_name("C:\\mine\\scores\u202e.csv")
    'scores?.csv'
    """
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign if sign.isprintable() else "?" for sign in base)
    return plain if len(plain) <= MAX_NAME else plain[: MAX_NAME - 20] + "..." + plain[-17:]


def decoded(file: str, content: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte-order mark.

    Raises
    ------
    CaseError
        If it is in another encoding; the message says how to save it anew.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        row = content.count(b"\n", 0, problem.start) + 1
        utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        found = "text in UTF-16" if utf16 else f"byte 0x{content[problem.start]:02x}"
        allowed = "text in UTF-8 (in a spreadsheet: Save as, CSV UTF-8)"
        raise CaseError([Fault(file, None if utf16 else row, "", found, allowed)]) from None


__all__ = ["MAX_BYTES", "MAX_ENTRIES", "decoded", "refuse_above_limit", "shown_name"]
