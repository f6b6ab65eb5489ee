"""What is wrong with an archive is told by the names of its entries, and none can fill the memory."""

import io
import struct
import zipfile

import pytest

import mcda
from mcda.case import Case
from mcda.folder import case_as_zip, case_from_bytes
from mcda.reading.files import case_as_files


def packed(entries: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_link() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("scores.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def encrypted() -> bytes:
    content = bytearray(packed({"scores.csv": "a"}))
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(start) + offset] |= 1
    return bytes(content)


def lying() -> bytes:
    """Ten megabytes that its directory says are ten bytes."""
    content = bytearray(packed({"scores.csv": b" " * 10_000_000}))
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = struct.pack("<I", 10)
    return bytes(content)


def overlapping() -> bytes:
    """Two directory entries that point at the same bytes."""
    content = bytearray(packed({"scores.csv": "a" * 99, "shifts.csv": "b" * 99}))
    second = content.rindex(b"PK\x01\x02") + 42
    content[second : second + 4] = struct.pack("<I", 0)
    return bytes(content)


def nameless() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("x")
        entry.filename = ""
        archive.writestr(entry, "a")
    return buffer.getvalue()


# fmt: off
REFUSED = [
    (packed({"a/scores.csv": "x", "b/Scores.csv": "y"}), ("a/scores.csv and b/Scores.csv", "one scores.csv")),
    (nameless(), ("''", "names of files")),
    (packed({"../scores.csv": "x"}), ("'../scores.csv'", "without ..")),
    (packed({"..\\scores.csv": "x"}), ("scores.csv'", "without ..")),
    (packed({"/etc/scores.csv": "x"}), ("'/etc/scores.csv'", "a leading /")),
    (packed({"C:/scores.csv": "x"}), ("'C:/scores.csv'", "inside the archive")),
    (with_link(), ("'scores.csv'", "this is a link")),
    (encrypted(), ("'scores.csv'", "without a password")),
    (packed({"scores.csv": "x"}, zipfile.ZIP_LZMA), ("packed by method 14", "deflate")),
    (packed({f"{k}": "" for k in range(1_001)}), ("more than 1,000 files",)),
    (lying(), (".zip file that can be opened",)),
    (overlapping(), ("scores.csv and shifts.csv", "do not overlap")),
    (packed({"inner.zip": packed({"scores.csv": b" " * 9_000_000})}), ("case.toml: nothing", "options.csv: nothing")),
]
# fmt: on


@pytest.mark.parametrize("content, wanted", REFUSED)
def test_archives_that_are_refused(content: bytes, wanted: tuple[str, ...]) -> None:
    with pytest.raises(mcda.CaseError) as caught:
        case_from_bytes("case.zip", content)
    assert all(part in str(caught.value) for part in wanted), str(caught.value)


def test_files_beside_a_case_are_left_alone(case: Case) -> None:
    files = case_as_files(case) | {"README.md": "x", "__MACOSX/._scores.csv": "\x00", "big.bin": "\0" * 50_000_000}
    assert case_from_bytes("case.zip", packed(files)) == case


def test_a_cut_archive_is_refused(case: Case) -> None:
    content = case_as_zip(case)
    for end in (1, 30, len(content) // 2, len(content) - 1):
        with pytest.raises(mcda.CaseError, match="can be opened"):
            case_from_bytes("case.zip", content[:end])
