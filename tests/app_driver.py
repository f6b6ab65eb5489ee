"""Drives the app as a person would, and reads what a person sees."""

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]
FOLDERS = {
    "build": ("start", "objectives", "evidence", "strategies", "weights"),
    "decide": ("result", "why", "blend_lab", "robustness", "methods"),
    "share": ("stakeholders", "report"),
}
FILES = {page: f"views/{folder}/{page}.py" for folder, pages in FOLDERS.items() for page in pages}
FRONT = "start"
PAGES = ("result", "blend_lab", "weights", "evidence", "methods", "why", "robustness")
"""Pages that show what the header chooses."""
SHIPPED = "Export controls on a sensitive dual-use technology"
OWN = "Your own weights"
HOSTILE = "<b>x</b> [link](http://e) *y*"
POINTS = "400-48-41-61-41-41-27-95-75-68-48-34-20"


def sound(at: AppTest) -> AppTest:
    assert not at.exception, [problem.message for problem in at.exception]
    return at


def opened(page: str = "result", **link: str) -> AppTest:
    """A fresh session on one page, as somebody who follows a link gets it."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, value in link.items():
        at.query_params[name] = value
    return sound(at.run()) if page == FRONT else go(at, page)


def go(at: AppTest, page: str) -> AppTest:
    return sound(at.switch_page(FILES[page]).run())


def pick(at: AppTest, key: str, value: object) -> AppTest:
    return sound(at.get_by_key(key).set_value(value).run())


def plain(text: str) -> str:
    """Markdown as it is read: without the backslashes and the unseen joiners that keep text text."""
    return re.sub(r"\\(.)", r"\1", text).replace("\u200c", "")


def title(at: AppTest) -> str:
    (one,) = at.title
    return plain(one.value)


def prose(at: AppTest) -> str:
    return plain("\n".join(one.value for one in at.markdown))


def heard(at: AppTest) -> tuple[str, str, list[str]]:
    """All findings of a page: its title, its texts and its notices."""
    return title(at), prose(at), [one.value for one in at.info]


def leader(at: AppTest) -> str:
    first = at.dataframe[0].value.iloc[0]
    assert first["Rank"] == 1
    return str(first["Option"])


def sliders(at: AppTest) -> dict[str, float]:
    return {one.key.removeprefix("slide_"): one.value for one in at.slider if one.key.startswith("slide_")}
