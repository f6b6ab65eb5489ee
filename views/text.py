"""Words and numbers as a reader sees them: text of a case made safe, and our own words ready for translation."""

import gettext
import re
from datetime import datetime
from functools import cache
from pathlib import Path

import streamlit as st
from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime
from babel.numbers import format_decimal

CATALOGUES = Path(__file__).parent / "locale"
"""Translations by language, as gettext keeps them; `app.pot` in it lists every string of the app."""

_LARGEST = 1e15
"""From here on digits before the decimal point say nothing, and writing them out fails in the end."""

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|~$:&])")
_ESCAPED = re.compile(r"\\(.)")
_LIST = re.compile(r"^(\d+(?=\.(?: |$))|(?=-(?: |-|$)))(.)")
"""What would start a list or draw a line: a full stop after a number, or a dash."""

_LATE = re.compile(r"(?<=:)(?=material[/_]|streamlit:|//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
"""Where Streamlit looks for icons, its logo and addresses once escapes are gone: escapes do not keep it from that."""

_PARTED = "\u200c"
"""The zero-width non-joiner, which a reader does not see and a case may hold."""


def shown(text: str) -> str:
    """`text` as it was written: nothing in it acts as Markdown, HTML or a Streamlit directive."""
    parted = _LATE.sub(_PARTED, " ".join(text.split()))
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", parted))


def unmarked(sentence: str) -> str:
    r"""A sentence that was written for Markdown with `shown`, for places that take plain text.

    Examples
    --------
    >>> unmarked(shown("R&D_[1]: www.example.org")) == "R&D_[1]: www.example.org"
    True
    """
    return _ESCAPED.sub(r"\1", sentence).replace(_PARTED, "")


def t(message: str, **values: object) -> str:
    """Our own words in the reader's language, with `{name}` filled in from `values`.

    Write the English sentence in place; text of a case goes in as a value, through `shown` where it is Markdown.
    """
    translated = _translations(_language()).gettext(message)
    return translated.format(**values) if values else translated


def number(value: float, digits: int = 1) -> str:
    """A number as the reader's locale writes it, with a fixed number of decimals; a very large one with its power."""
    if not abs(value) < _LARGEST:
        return f"{value:.3g}"
    return format_decimal(
        round(value, digits) + 0.0, format=f"#,##0.{'0' * digits}" if digits else "#,##0", locale=_locale()
    )


def moment(when: datetime) -> str:
    """A date with its time as the reader's locale writes it, in UTC."""
    return f"{format_datetime(when, 'medium', locale=_locale())} UTC"


def _language() -> str:
    return str(_locale().language)


def _locale() -> Locale:
    """The reader's locale as the browser tells it; English where it tells none that is known."""
    return _known(st.context.locale or "en")


@cache
def _known(name: str) -> Locale:
    try:
        return Locale.parse(name, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@cache
def _translations(language: str) -> gettext.NullTranslations:
    return gettext.translation("app", CATALOGUES, [language], fallback=True)
