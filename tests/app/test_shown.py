"""Text of a case is shown as it was written."""

import re

import pytest

from views.text import shown


@pytest.mark.parametrize("text", ["<b>x</b> [link](http://e) *y*", "a_b `c` #d ~e~ |f| $g$ :red[h] {i} +j !k \\l"])
def test_every_mark_of_markup_is_escaped_and_nothing_else_changes(text: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_{}\[\]()<>#+!|~$:]", shown(text))
    assert re.sub(r"\\(.)", r"\1", shown(text)) == text


def test_plain_words_stay_as_they_are() -> None:
    assert shown("Act first, 50 % alone.") == "Act first, 50 % alone."


def test_lines_are_joined_so_that_none_starts_a_heading_or_a_list() -> None:
    assert shown("one\n\n  two\tthree ") == "one two three"
