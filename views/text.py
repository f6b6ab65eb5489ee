"""Text that comes from a case, made safe to show."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|~$:])")


def shown(text: str) -> str:
    """`text` as it was written: nothing in it acts as Markdown, HTML or a Streamlit directive."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
