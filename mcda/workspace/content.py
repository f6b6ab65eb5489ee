"""A case as the bytes that a store keeps: compressed JSON, checked in full when it is read back. Never a pickle."""

import json
import zlib
from dataclasses import dataclass
from functools import lru_cache

from mcda.case import Case
from mcda.errors import CaseError, StoreError
from mcda.folder import MAX_BYTES, case_as_json, case_from_bytes

RECALLED = 32
"""Cases that stay in memory once read back, for all sessions together: a reload then costs nothing."""


def packed(case: Case) -> bytes:
    """The case as compressed JSON.

    Raises
    ------
    StoreError
        If it is larger than a case may be.
    """
    content = json.dumps(case_as_json(case), separators=(",", ":")).encode()
    if len(content) > MAX_BYTES:
        raise StoreError(f"This case has {len(content):,} bytes; a store keeps at most {MAX_BYTES:,} of one case.")
    return zlib.compress(content)


@lru_cache(maxsize=RECALLED)
def unpacked(body: bytes) -> Case:
    """The case of `packed` bytes, checked like an upload.

    Raises
    ------
    StoreError
        If the bytes are damaged or hold no case.
    """
    reader = zlib.decompressobj()
    try:
        content = reader.decompress(body, MAX_BYTES + 1)
    except zlib.error:
        raise StoreError("A case in the store is damaged and cannot be read.") from None
    if not reader.eof or len(content) > MAX_BYTES:
        raise StoreError("A case in the store is damaged: it is cut short or too large.")
    try:
        return case_from_bytes("stored.json", content)
    except CaseError as problem:
        raise StoreError(f"A case in the store cannot be used. {problem}") from None


@dataclass(frozen=True)
class Kept:
    """A case as a store holds it; calling it brings the case back. Raises as `unpacked`."""

    body: bytes

    def __call__(self) -> Case:
        """The case."""
        return unpacked(self.body)


__all__ = ["Kept", "packed", "unpacked"]
