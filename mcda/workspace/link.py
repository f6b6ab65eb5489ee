"""A small case as a text that fits into an address, and back.

The text is a version, a dot, and compressed JSON in base64url. Tables stand in it column by column, without columns
that say nothing but the default, because that is what fits a case of five options and twelve criteria into a link.
"""

import base64
import json
import re
import zlib
from typing import Any

from criteria import CatalogueError, read_catalogue
from mcda.case import Case
from mcda.errors import CaseError, Fault
from mcda.folder import MAX_BYTES, case_as_json, case_from_bytes
from mcda.schemas import DEFAULTS

MOST_CHARACTERS = 6_000
"""Longest link; proxies and mail programs cut off what is much longer."""

MOST_RATIO = 200
"""Most that a link may unpack to, as a multiple of its packed bytes: what grows more is no honest case."""

_LINK = re.compile(r"1\.([A-Za-z0-9_-]+)")

_WORDS = (
    '{"case":{"id":"","title":"","question":"","decision_maker":"","horizon":"","catalogue":"export_controls",'
    '"marking":"Illustrative","baseline":"status_quo","epsilon":1.0,"defaults":{"method":"additive","scenario":"base",'
    '"weights":"scenario","components":["unilateral","multilateral"],"sequence":"act_first","act_together",'
    '"returns":{"low":1.0,"mode":2.0,"high":4.0},"synergy":{"low":0.0,"mode":0.3,"high":0.5},"first_mover_cost":'
    '{"low":0.0,"mode":0.2,"high":0.4}},"synergy":null,"rules":{"mean","first","reach","trust","stack"}},'
    '"catalogue":{"id":"","title":"","objectives":[{"id":"","label":"","description":""}],"criteria":[{"id":"",'
    '"label":"","objective":"","direction":"more"},{"direction":"less","scale":{"low":0.0,"high":100.0,'
    '"unit":"points","anchors":{"low":"none","middle":"","high":"very high"}},"question":"How ","definition":"",'
    '"required":true,"blend":"mean","paragraphs":["P1"],"note":"","overlaps":[{"criterion":"","warning":""}]}]},'
    '"kind":["component","single","blend","stress"],"basis":["stated","implied","silent"],"grade":["A","B"],'
    '"scenarios":{"scenario":["base"],"label":["Base case"],"coordination_low":["0"],"coordination":["0"],'
    '"coordination_high":["0"]},"shifts":{"shift":[]},"levers":{"lever":[],"effect":[],"effort":["1"]},'
    '"evidence":{"id":[],"title":[],"author":[],"year":["2024"],"url":["https://www."],"finding":[]},'
    '"history":{"years":[],"outcome":[]},"values":{"kind":["piecewise","exponential"],"score":[],"value":[]},'
    '"options":{"option":["","status_quo","unilateral","multilateral"],"label":[""],"description":[""],"base":[],'
    '"shares":["unilateral:0.25;multilateral:0.75"]},"weights":{"set":[""],"label":[""],"criterion":[],"low":[],'
    '"weight":[],"high":[]},"scores":{"option":[],"criterion":["speed","adaptability","precision","coverage",'
    '"enforcement_coherence","resilience","signal","legitimacy","durability","collateral_damage","industry_cost",'
    '"retaliation","administrative_burden"],"low":["0","10","20","30","40"],"mode":["50","60","70","80"],'
    '"high":["90","100"],"rationale":["The ","A "],"evidence":[],"author":[],"date":["2026-"]}}'
)
"""What a case is likely to say: compression starts from it. Links of version 1 need it as it is: never change it."""


def to_link(case: Case) -> str | None:
    """The whole case as a text of at most `MOST_CHARACTERS`, for an address; None if it does not fit.

    Examples
    --------
    >>> from mcda.folder import read_case
    >>> from mcda.starter import starter_folder
    >>> case = read_case(starter_folder())
    >>> from_link(to_link(case)) == case, to_link(read_case())
    (True, None)
    """
    content = json.dumps(_compact(case), separators=(",", ":"), ensure_ascii=True).encode()
    writer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _WORDS.encode())
    data = writer.compress(content) + writer.flush()
    text = "1." + base64.urlsafe_b64encode(_checked(content) + data).decode().rstrip("=")
    fits = len(text) <= MOST_CHARACTERS and len(content) <= _most_unpacked(len(data))
    return text if fits else None


def from_link(text: str) -> Case:
    """The case of a link, checked like an upload.

    Raises
    ------
    CaseError
        If the link is damaged, of a version that is not known, or holds a case with faults.
    """
    if len(text) > MOST_CHARACTERS:
        raise _damaged(f"{len(text):,} characters", f"at most {MOST_CHARACTERS:,} characters; open a file instead")
    found = _LINK.fullmatch(text)
    if found is None:
        known = re.match(r"[0-9]{1,4}\.", text)
        if known and known[0] != "1.":
            raise _damaged(f"version {known[0][:-1]}", "version 1; this link needs a newer version of the program")
        raise _damaged(text[:40], "a whole link, as it was copied")
    return case_from_bytes("link.json", json.dumps(_full(_unpacked(found[1]))).encode())


def _unpacked(text: str) -> Any:
    """The plain data in the packed part of a link. Never unpacks more than a case may have."""
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        reader = zlib.decompressobj(-15, zdict=_WORDS.encode())
        most = _most_unpacked(len(packed) - 4)
        content = reader.decompress(packed[4:], most + 1)
    except (ValueError, zlib.error):
        raise _damaged("something that cannot be unpacked", "a whole link, as it was copied") from None
    if len(content) > most:
        raise _damaged(f"more than {most:,} bytes once unpacked", "a link that `Share` gave")
    if not reader.eof or reader.unused_data or _checked(content) != packed[:4]:
        raise _damaged("a link with a part missing or changed", "a whole link, as it was copied")
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise _damaged("something else than a case", "a whole link, as it was copied") from None


def _checked(content: bytes) -> bytes:
    """The checksum that tells a cut or mistyped link."""
    return zlib.crc32(content).to_bytes(4, "big")


def _most_unpacked(size: int) -> int:
    return max(1, min(MAX_BYTES, MOST_RATIO * size))


def _damaged(found: str, allowed: str) -> CaseError:
    return CaseError([Fault("link", None, "", found, allowed)], "This link is damaged or was not made here")


def _compact(case: Case) -> dict[str, Any]:
    data = case_as_json(case)
    tables = {name: rows for name, rows in data.items() if name not in ("case", "catalogue")}
    return {
        "case": case.settings.model_dump(mode="json", exclude_defaults=True),
        "catalogue": None if _shipped(case) else case.catalogue.model_dump(mode="json", exclude_defaults=True),
        **{name: _columns(name, rows) for name, rows in tables.items() if rows},
    }


def _shipped(case: Case) -> bool:
    """Whether the value tree ships under the name that the case gives it, so that the name is enough."""
    try:
        name = case.settings.catalogue
        return not name.endswith(".toml") and read_catalogue(name) == case.catalogue
    except CatalogueError:
        return False


def _columns(name: str, rows: list[dict[str, str]]) -> dict[str, list[str]]:
    """Rows as columns, without those that only say what a missing column means."""
    missing = DEFAULTS.get(name, {})
    columns = {column: [row[column] for row in rows] for column in rows[0]}
    return {column: cells for column, cells in columns.items() if {*cells} != {missing.get(column)}}


def _full(data: Any) -> dict[str, Any]:
    """The data of a link as that of a `.json` case: each table as a list of rows."""
    if not isinstance(data, dict):
        raise _damaged("something else than a case", "a whole link, as it was copied")
    full = {name: part if name in ("case", "catalogue") else _rows(part) for name, part in data.items()}
    return {name: part for name, part in full.items() if part is not None}


def _rows(columns: Any) -> list[dict[str, Any]]:
    proper = isinstance(columns, dict) and all(isinstance(cells, list) for cells in columns.values())
    if not proper or len({len(cells) for cells in columns.values()}) != 1:
        raise _damaged("a table with columns of unequal length", "a whole link, as it was copied")
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


__all__ = ["MOST_CHARACTERS", "from_link", "to_link"]
