"""Which characters a text may hold: what a reader sees must be what is there."""

import re

_REASONS = {
    "control characters (only line breaks and tabs are allowed)": r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)",
    "characters that turn the direction of writing round": "[\u202a-\u202e\u2066-\u2069]",
    "invisible characters, such as a zero-width space": "[\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]",
    "halves of characters (lone surrogates)": r"[\ud800-\udfff\ufffe\uffff]",
}
"""Joiners (U+200C, U+200D) and direction marks (U+200E, U+200F) stay allowed: scripts and emoji need them."""

HIDDEN = tuple(_REASONS)
"""What a text must not hold, in words."""

_EACH = {reason: re.compile(pattern) for reason, pattern in _REASONS.items()}
_ANY = re.compile("|".join(_REASONS.values()))


def hidden_in(text: str) -> str | None:
    r"""What a text holds that nobody can see or that misleads the eye; None where it is plain.

    HTML and Markdown are plain text: they are harmless as long as they are shown as text.

    Examples
    --------
    >>> hidden_in("<b>Räte</b>"), hidden_in("abc\u202ecba")
    (None, 'characters that turn the direction of writing round')
    """
    if _ANY.search(text) is None:
        return None
    return next(reason for reason, pattern in _EACH.items() if pattern.search(text))


__all__ = ["HIDDEN", "hidden_in"]
