"""Zip archives from strangers: what is wanted is read by name into memory; nothing is ever unpacked to disk."""

import io
import itertools
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from mcda.errors import CaseError, Fault
from mcda.reading.limits import MAX_BYTES, MAX_ENTRIES

_ENCRYPTED = 0x1
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The two that every program writes. Others can ask for gigabytes before the first byte comes out."""

_PROBLEMS = (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, EOFError, OSError, ValueError, zlib.error)


def unpack(name: str, content: bytes, wanted: Iterable[str], most: int = MAX_BYTES) -> dict[str, bytes]:
    """The wanted files of a zip by their names in lower case, wherever in it they lie.

    Parameters
    ----------
    name
        What errors call the archive.
    content
        Its bytes.
    wanted
        Names of files without folders, in lower case.
    most
        Most bytes that they may hold together, unpacked. What the archive says of its own sizes is not trusted.

    Raises
    ------
    CaseError
        If it cannot be opened, is encrypted, holds links or names that lead out of a folder, holds a wanted file
        twice, or unpacks to too much.
    """
    names = frozenset(wanted)
    return read_entries(name, content, lambda path: path.name.lower() in names, most, by_base_name=True)


def read_entries(
    name: str,
    content: bytes,
    chosen: Callable[[PurePosixPath], bool],
    most: int,
    *,
    by_base_name: bool = False,
) -> dict[str, bytes]:
    """The chosen files of a zip, by full name or by base name in lower case; refused as `unpack` says."""
    if content.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise CaseError([Fault(name, None, "", f"more than {MAX_ENTRIES:,} files", f"at most {MAX_ENTRIES:,}")])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            faults = [*_entry_faults(name, entries), *_overlaps(name, entries)]
            picked = [entry for entry in entries if not entry.filename.endswith("/") and chosen(_path(entry))]
            keys = [_path(entry).name.lower() if by_base_name else entry.filename for entry in picked]
            faults += _twice(name, picked, keys)
            declared = sum(entry.file_size for entry in picked)
            if declared > most:
                faults.append(Fault(name, None, "", f"{declared:,} bytes unpacked", f"at most {most:,}"))
            if faults:
                raise CaseError(faults)
            return _read(name, archive, dict(zip(keys, picked, strict=True)), most)
    except _PROBLEMS as problem:
        if isinstance(problem, CaseError):
            raise
        raise CaseError([Fault(name, None, "", str(problem), "a .zip file that can be opened")]) from None


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(entry.filename.replace("\\", "/"))


def _read(name: str, archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], most: int) -> dict[str, bytes]:
    """The bytes of the entries; a header that lies about a size is found out by never reading past the limit."""
    files: dict[str, bytes] = {}
    left = most
    for key, entry in entries.items():
        with archive.open(entry) as stream:
            files[key] = stream.read(left + 1)
        left -= len(files[key])
        if left < 0:
            raise CaseError([Fault(name, None, "", "more bytes unpacked than it says", f"at most {most:,}")])
    return files


def _entry_faults(name: str, entries: list[zipfile.ZipInfo]) -> Iterator[Fault]:
    for entry in entries:
        path = _path(entry)
        if not entry.filename or path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            yield Fault(name, None, "", entry.filename, "names of files inside the archive, without .. or a leading /")
        if stat.S_ISLNK(entry.external_attr >> 16):
            yield Fault(name, None, "", entry.filename, "files; this is a link to another one")
        if entry.flag_bits & _ENCRYPTED:
            yield Fault(name, None, "", entry.filename, "files without a password")
        elif entry.compress_type not in _COMPRESSIONS:
            found = f"{entry.filename}, packed by method {entry.compress_type}"
            yield Fault(name, None, "", found, "files packed by deflate (the usual way), or stored")


def _overlaps(name: str, entries: list[zipfile.ZipInfo]) -> Iterator[Fault]:
    """Files that share bytes: how a small archive is made to hold much more than its size allows."""
    in_order = sorted(entries, key=lambda entry: entry.header_offset)
    for first, second in itertools.pairwise(in_order):
        if first.header_offset + first.compress_size > second.header_offset:
            yield Fault(name, None, "", f"{first.filename} and {second.filename}", "files that do not overlap")


def _twice(name: str, entries: list[zipfile.ZipInfo], keys: list[str]) -> Iterator[Fault]:
    for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
        places = [entry.filename for entry, other in zip(entries, keys, strict=True) if other == key]
        yield Fault(name, None, "", " and ".join(places), f"one {key}, so that it is clear which one counts")


def pack(files: dict[str, str]) -> bytes:
    """Texts as the bytes of a `.zip`; the same texts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


__all__ = ["pack", "read_entries", "unpack"]
