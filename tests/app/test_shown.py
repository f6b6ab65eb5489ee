"""Text of a case is shown as it was written."""

import re

import pytest
from app_driver import plain

from views.text import shown


@pytest.mark.parametrize("text", ["<b>x</b> [link](http://e) *y*", "a_b `c` #d ~e~ |f| $g$ :red[h] {i} +j !k \\l"])
def test_every_mark_of_markup_is_escaped_and_nothing_else_changes(text: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_{}\[\]()<>#+!|~$:&]", shown(text))
    assert plain(shown(text)) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        (":material/home:", r"\:~material/home\:"),
        (":material_home:", r"\:~material\_home\:"),
        (":streamlit:", r"\:~streamlit\:"),
        ("https://e.org", r"https\:~//e.org"),
        ("a Www.e.org", r"a Www~.e.org"),
        ("me@e.org", r"me~@e.org"),
        ("&lt;b&gt;", r"\&lt;b\&gt;"),
        ("1. one", r"1\. one"),
        ("- one", r"\- one"),
        ("---", r"\---"),
        ("1.5 - 2 million", "1.5 - 2 million"),
        ("-5 points", "-5 points"),
        ("10:30", r"10\:30"),
    ],
)
def test_no_icon_logo_address_sign_or_list_comes_of_text(text: str, safe: str) -> None:
    """Tried in a browser: these become markup although every mark is escaped. `~` here is an unseen joiner."""
    assert shown(text) == safe.replace("~", "\u200c")


def test_plain_words_stay_as_they_are() -> None:
    assert shown("Act first, 50 % alone.") == "Act first, 50 % alone."


def test_lines_are_joined_so_that_none_starts_a_heading_or_a_list() -> None:
    assert shown("one\n\n  two\tthree ") == "one two three"
