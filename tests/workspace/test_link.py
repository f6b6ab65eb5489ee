"""A case that travels in an address: whole, small, and never a trap."""

import base64
import json
import random
import zlib
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mcda.case import Case
from mcda.errors import CaseError
from mcda.folder import read_case
from mcda.starter import starter_folder
from mcda.workspace import from_link, link, to_link

MakeCase = Callable[..., Case]


def packed(content: bytes, check: bytes | None = None, tail: bytes = b"") -> str:
    """A link made by hand around any content."""
    writer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, link._WORDS.encode())
    data = (zlib.crc32(content).to_bytes(4, "big") if check is None else check) + writer.compress(content)
    return "1." + base64.urlsafe_b64encode(data + writer.flush() + tail).decode().rstrip("=")


def five_by_twelve(make_case: MakeCase) -> Case:
    """A case of the size that a link is for, with ranges, and reasons in words of their own in every cell."""
    draw = random.Random(1)
    words = [
        "partners",
        "lists",
        "denial",
        "licence",
        "detour",
        "delay",
        "supply",
        "record",
        "court",
        "chips",
        "tools",
        "port",
        "audit",
        "notice",
    ]
    scores = {name: [tuple(sorted(draw.randrange(0, 101, 5) for _ in range(3))) for _ in range(12)] for name in "abcde"}
    case = make_case(scores)
    cells = tuple(cell.model_copy(update={"rationale": " ".join(draw.sample(words, 5))}) for cell in case.cells)
    return case.replace(cells=cells)


def test_the_starter_and_a_case_of_five_by_twelve_travel_whole(make_case: MakeCase) -> None:
    for case in (read_case(starter_folder()), five_by_twelve(make_case)):
        text = to_link(case)
        assert text is not None and len(text) <= link.MOST_CHARACTERS
        found = from_link(text)
        assert found == case and found.tables()["scores"].equals(case.tables()["scores"])
        assert found.settings == case.settings


def test_the_value_tree_that_ships_is_named_not_sent(case: Case) -> None:
    two = {option.option for option in case.options[1:3]}
    less = case.replace(
        options=tuple(one for one in case.options if one.option in two),
        cells=tuple(
            one.model_copy(update={"rationale": "none", "evidence": ()}) for one in case.cells if one.option in two
        ),
        shifts=(),
        levers=(),
        evidence=(),
        history=(),
        meanings=(),
        settings=case.settings.model_copy(update={"baseline": None}),
    )
    text = to_link(less)
    assert text is not None and from_link(text) == less
    assert b"collateral_damage" not in json.dumps(link._unpacked(text[2:])["catalogue"]).encode()


def test_a_large_case_has_no_link(case: Case) -> None:
    assert to_link(case) is None


def test_a_case_that_packs_like_a_bomb_has_no_link(small: Case) -> None:
    cells = tuple(one.model_copy(update={"rationale": "a" * 4000}) for one in small.cells)
    settings = small.settings.model_copy(update=dict.fromkeys(("question", "horizon", "decision_maker"), "a" * 4000))
    many = small.replace(
        cells=cells,
        settings=settings,
        options=tuple(one.model_copy(update={"description": "a" * 4000}) for one in small.options),
    )
    text = to_link(many)
    assert text is None or from_link(text) == many


def test_links_made_by_the_first_version_stay_readable() -> None:
    """A link as it was once given away, for the starter case. If this fails, `_WORDS` was changed."""
    assert from_link(FIRST_LINK) == read_case(starter_folder())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "as it was copied"),
        ("hello", "as it was copied"),
        ("2.abc", "version 2"),
        ("1.", "as it was copied"),
        ("1.abc", "damaged"),
        ("1.ab c", "as it was copied"),
        ("1." + "A" * 7000, "at most 6,000 characters"),
        (packed(b"\xff\xfe"), "something else than a case"),
        (packed(b"[]"), "something else than a case"),
        (packed(b"{}"), "settings of the case"),
        (packed(b"[" * 3000), "something else than a case"),
        (packed(b'{"case":' + b"9" * 5000 + b"}"), "something else than a case"),
        (packed(b'{"case":{},"options":{"option":["a"],"label":[]}}'), "unequal length"),
        (packed(b'{"case":{},"options":[1]}'), "unequal length"),
        (packed(b'{"case":{},"options":{}}'), "unequal length"),
        (packed(b'{"case":{"id":NaN},"scores":{"low":[Infinity]}}'), "damaged|cannot be used"),
        (packed(b"{}", check=b"0000"), "part missing or changed"),
        (packed(b"{}", tail=b"more"), "part missing or changed"),
        (packed(b" " * 4_000_000), "once unpacked"),
    ],
)
def test_what_is_no_link_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(CaseError, match=said):
        from_link(text)


def test_a_cut_or_mistyped_link_is_refused() -> None:
    text = to_link(read_case(starter_folder())) or ""
    for damaged in (text[:-1], text[:-40], text[:80] + text[81:], text[:80] + "z" + text[81:], text + "A"):
        if damaged != text:
            with pytest.raises(CaseError):
                from_link(damaged)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much it would come to, no more than the limit is ever held."""
    taken: list[int] = []
    real = zlib.decompressobj

    class Watched:
        def __init__(self, *args: object, **named: object) -> None:
            self.inner = real(*args, **named)

        def decompress(self, data: bytes, most: int) -> bytes:
            taken.append(most)
            return self.inner.decompress(data, most)

    monkeypatch.setattr(zlib, "decompressobj", Watched)
    with pytest.raises(CaseError, match="once unpacked"):
        from_link(packed(b"0" * 4_000_000))
    assert max(taken) <= link.MOST_RATIO * link.MOST_CHARACTERS + 1


@given(text=st.text(max_size=200) | st.from_regex(r"1\.[A-Za-z0-9_-]{0,200}", fullmatch=True))
@example("1.\n")
@example("１.abc")
def test_any_text_is_a_case_or_refused(text: str) -> None:
    with pytest.raises(CaseError):
        from_link(text)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["case", "catalogue", "options", "option", "label", "scores", "weights", "id", "title", "criteria", "history"]
    ) | st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(data=ANY_JSON)
def test_any_content_is_refused_in_words(data: object) -> None:
    with pytest.raises(CaseError):
        from_link(packed(json.dumps(data).encode()))


@settings(max_examples=25)
@given(data=st.data())
def test_a_spoilt_part_of_a_true_case_is_a_case_or_refused(data: st.DataObject, small: Case) -> None:
    plain = link._compact(small)
    table = data.draw(st.sampled_from(sorted(plain)))
    part = plain[table]
    part[data.draw(st.sampled_from(sorted(part)))] = data.draw(ANY_JSON)
    try:
        from_link(packed(json.dumps(plain).encode()))
    except CaseError as problem:
        assert str(problem)


FIRST_LINK = (
    "1.5HDWD6VYTU_bQBD9KyPOURRCUqg4INS06gHKASSO1cbeJG5sb-q1MVbFf--b2XW8SZxS4ILtzezX25n33vJn1w-YxSIRbFoJeF"
    "wl0YpcM5WGCkdAAUM-MrpkV6ZKYzJVQaVWGXrgmVNtijXhKAjqSbl-LvFSaE1SO1d9JoM3wiPsmI2HrtNAhgKPLUteFymqbKVStD"
    "gX0NmOr88KzKcHlORPWLWOKa-yOdPJvgdpTnb9RuckZCX9OtkDlSqJt2FJ5S1kS2NiAaCyR9Q0Axs0gT7eyjdLoPwcqyRtfqbJQg"
    "cxM24kaezXW5-abfwX9xnqbjvtqzo7Ho0Cqb0Y7WitrgpDG10QhitXfZp7TZtUJVs8VCnnp-OllhwxdT7sZJgPP8NaEYNATqZ5hc"
    "iSIsmuORJguK_QAntsqNa0UQ2x03GrGUiy4ixiKqqcVZUYFkutm7vqUAZ7Z1WpdyBrW0LUdk7jVehOA-DOQ9hAERi716Pc8vaBTG"
    "WpVumakDpRE6U6QOkeUtOGCC6pMa7KFEwGNka_zHzY52Rgr5fAChnKh6AcXRIywQ8H1nrS6UBaatUEANmNikJ47v33f4Ejpm4fnI"
    "sAnPEkRMf-riBIBNdf9GN0h-UVxmQDgq6tLVnQHc0beQY4zeRHwQXmmMraYExdciJwbyupoWidlNEKXAV2s0kJtuiFLquQVwsgjf"
    "NAeSPbKqsDgFIRtg6gG__9LoAOdnwDKrO8DYpVw4xGWiwr72MYWtqZamQlXGguxGpcymJBKsTmII4DBjIF8yxGrvL4OBJx21-uFj"
    "6h5DSuTl6OGhjPtXCXpWyYaWDHO9wjgGpRFCCsJOjOMQf2zHNs-94dJZQew8PEAqtgmRBEKSixTA-6hixgCCXmH5XDlDEUIbUZY-"
    "Fpa64lx3imjNmMbRiGdpGpKmTydpkKrAWHDkYAIxVA_YjFaeHofWz3-Y8Xga_3se-evB50NLetZ5-mHw3oDM4EgsH2ZspORfzNGb"
    "9OXfPphTcwaOHm8efRNuT0s7dEgRuaTEdbn-RG8_7ITTKW0bjzOf85c5NMZGR5_TQN7dPUdZt0ozmjNQ4mEXMmK_E7kZCxa56-es"
    "U6bOp7e2tYd3M7cH0pWCzFtYpylSGZJwNsUpgtQykp64TBE8y1XSPEJs_en11KRotmWNiJJ_ZoSswa-69bFEpVyPzfVbroSpwWKn"
    "LF0KgiduMyq24KVMAlrbQSkkWJQY9onaMmQSqcPg8JWF3h1ioLYKtXoJwsF7uTshL-CXHfhGjhHNhS32uws4GfZWFCdVmoecMM5F"
    "gAVYuiq5HumPRSSo5n5-1HopRM7RvEzvQGt2UrDZgaRUrsAZ3ZwGJ5uly2uzP9D-zB8hKwhQFZI50LlS-FRGrwwpFbkbexPY-Q8s"
    "S_lN71klUJL-BDjW8s_vBa5grRFYIrIk9e7_jnwMvLXw"
)
