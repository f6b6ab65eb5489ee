"""Words and numbers as a reader sees them: text of a case made safe, and our own words ready for translation."""

import gettext
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import streamlit as st
from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from mcda.language import ENGLISH, ask, number, t

__all__ = ["CATALOGUES", "moment", "number", "number_signs", "shown", "t", "unmarked"]

CATALOGUES = Path(__file__).parent / "locale"
"""Translations by language, as gettext keeps them; `app.pot` in it lists every string of the app."""

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


def moment(when: datetime) -> str:
    """A date with its time as the reader's locale writes it, in UTC."""
    return f"{format_datetime(when, 'medium', locale=_visitor().locale)} UTC"


@dataclass(frozen=True)
class Visitor:
    """Somebody whose browser tells a language: our words in it where there is a translation, and its numbers."""

    locale: Locale

    def text(self, message: str) -> str:
        """The translation, or the English words where there is none."""
        return _translations(self.locale.language).gettext(message)

    def number(self, value: float, digits: int) -> str:
        """A number with so many decimals."""
        return format_decimal(value, format=f"#,##0.{'0' * digits}" if digits else "#,##0", locale=self.locale)

    def figures(self, value: float, significant: int) -> str:
        """A number with at most so many significant figures, as a computer would write it where it needs a power."""
        short = ENGLISH.figures(value, significant)
        plain = short.lstrip("-").replace(".", "", 1).isdigit()
        return format_decimal(float(short), format="0.###############", locale=self.locale) if plain else short


def number_signs() -> tuple[str, str]:
    """What stands before decimals and between thousands, as the reader's locale has it."""
    locale = _visitor().locale
    return get_decimal_symbol(locale), get_group_symbol(locale)


def _visitor() -> Visitor:
    """Who looks at the page that is being drawn; English where the browser tells no language that is known."""
    return _known(st.context.locale or "en")


@cache
def _known(name: str) -> Visitor:
    try:
        return Visitor(Locale.parse(name, sep="-"))
    except (UnknownLocaleError, ValueError):
        return Visitor(Locale("en"))


@cache
def _translations(language: str) -> gettext.NullTranslations:
    return gettext.translation("app", CATALOGUES, [language], fallback=True)


ask(_visitor)
