"""Every word of ours can be translated: it goes through `t`, stands in the catalogue, and numbers follow the locale."""

import ast
import json
import re
import string
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from app_driver import FILES, FOLDERS, FRONT, ROOT, go, opened, pick, plain, prose
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from google.protobuf.message import Message
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

import mcda
from mcda.blends.levers import EFFORT_NOTE
from mcda.case import Case
from mcda.completeness import missing
from mcda.methods import LEFT_OUT_LABELS, METHODS
from views import glossary, text

SOURCES = [ROOT / "app.py", *sorted((ROOT / "views").rglob("*.py")), *sorted((ROOT / "mcda").rglob("*.py"))]


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function in the app, with its place."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_sentence_is_written_in_place_and_names_its_values() -> None:
    faults = []
    for place, call in calls("t"):
        match call.args:
            case [ast.Constant(value=str(message))]:
                fields = {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}
                given = {one.arg for one in call.keywords}
                # `None` stands for `**values`; a message without any is filled in later.
                if not given <= fields | {None} or (given and None not in given and given < fields):
                    faults.append(f"{place}: {message!r} is not given exactly its values")
            case _:
                faults.append(f"{place}: the first argument is no literal")
    for place, call in calls("later"):
        if not isinstance(call.args[0], ast.Constant):
            faults.append(f"{place}: what is to be translated later is no literal")
    assert faults == [], "\n".join(faults)


def test_every_term_that_is_explained_has_a_definition() -> None:
    named = {call.args[0].value for _, call in calls("meaning") if isinstance(call.args[0], ast.Constant)}
    assert named - glossary.terms().keys() == set()
    assert glossary.names().keys() == glossary.terms().keys()


def test_the_catalogue_holds_every_string_of_the_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON", sys.executable)
    fresh = tmp_path / "app.pot"
    subprocess.run([ROOT / ".ci" / "words", fresh], check=True)
    shipped = text.CATALOGUES / "app.pot"
    assert shipped.read_text(encoding="utf-8") == fresh.read_text(encoding="utf-8"), "run .ci/words"
    assert 'msgid "Gates: limits that an option must respect"' in fresh.read_text(encoding="utf-8")


def speaking(monkeypatch: pytest.MonkeyPatch, locale: str | None) -> None:
    """A reader whose browser tells a locale."""
    monkeypatch.setattr(ContextProxy, "locale", property(lambda _: locale))


def test_a_translation_is_used_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Catalog(locale="de")
    catalogue.add("{count} points", "{count} Punkte")
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "app.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(text, "CATALOGUES", tmp_path)
    text._translations.cache_clear()
    speaking(monkeypatch, "de-AT")
    assert text.t("{count} points", count=text.number(2.5)) == "2,5 Punkte"
    assert text.t("no such words") == "no such words"
    text._translations.cache_clear()


@pytest.mark.parametrize(
    ("locale", "comma", "draws"),
    [
        ("de-DE", ",", "10.000"),
        ("en-GB", ".", "10,000"),
        ("xx-YY", ".", "10,000"),
        (None, ".", "10,000"),
    ],
)
def test_numbers_follow_the_readers_locale(
    locale: str | None, comma: str, draws: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaking(monkeypatch, locale)
    at = opened("blend_lab")
    found = re.search(r"50 % unilateral and 50 % multilateral: \d+(.)\d of 100", prose(at))
    assert found is not None
    assert found[1] == comma
    at = opened("result")  # what the engine says, and the numbers that a chart writes itself
    told = re.search(r"you lose \d+(.)\d points of 100 on average", prose(at))
    assert told is not None
    assert told[1] == comma
    specs = [json.loads(one.proto.spec) for one in at.get("vega_lite_chart")]
    assert {one["config"]["locale"]["number"]["decimal"] for one in specs} == {comma}
    at = opened("robustness")
    assert f"{draws} draws." in plain(" ".join(one.value for one in at.caption))


TEXTS = {"body", "label", "help", "placeholder", "options", "caption", "tooltip", "alt", "text"}
"""Fields in which Streamlit keeps what a person reads."""
# fmt: off
CASE_TEXTS = frozenset([
    "label", "title", "description", "question", "marking", "unit", "definition", "note", "low", "middle", "high",
    "rationale", "finding", "author", "outcome", "years", "decision_maker", "horizon", "warning",
])
# fmt: on
"""Fields of a case that hold what somebody wrote."""
NO_WORDS = re.compile(r":[a-z-]+(?=\[)|:material/\w+:|&nbsp;|https?:\S+")
"""What Streamlit reads as markup, and addresses."""
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")


def mark(message: str) -> str:
    return f"⟦{message}⟧"


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language in which every word of ours stands in brackets."""

    class Brackets:
        def gettext(self, message: str) -> str:
            return mark(message)

    monkeypatch.setattr(text, "_translations", lambda _: Brackets())
    for module in [module for name, module in sys.modules.items() if name.startswith("views.")]:
        if hasattr(module, "moment"):
            monkeypatch.setattr(module, "moment", lambda when: mark(str(when)))


def texts_of(message: Message) -> Iterator[str]:
    """Every text in what Streamlit sends to the browser for one element."""
    for field, value in message.ListFields():
        many = value if field.is_repeated else [value]
        for one in many:
            if isinstance(one, Message):
                yield from texts_of(one)
            elif isinstance(one, str) and field.name == "spec":
                yield from drawn_texts(json.loads(one))
            elif isinstance(one, str) and field.name in TEXTS:
                yield one


def drawn_texts(spec: Any, name: str = "") -> Iterator[str]:
    """Every text in the specification of a chart: titles, labels that it writes itself and what it says of itself."""
    if isinstance(spec, dict):
        for key, one in spec.items():
            if key not in ("datasets", "config"):
                yield from drawn_texts(one, key)
    elif isinstance(spec, list) and name != "title":
        for one in spec:
            yield from drawn_texts(one)
    elif isinstance(spec, list):
        yield " ".join(spec)  # the lines of a long title
    elif isinstance(spec, str) and name in ("title", "description", "text"):
        yield spec


def case_texts(value: Any, name: str = "") -> Iterator[str]:
    """Every text of a case that a page may show as it is."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from case_texts(one, str(key))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from case_texts(one, name)
    elif isinstance(value, str) and name in CASE_TEXTS:
        yield value


def any_of(allowed: Iterable[str]) -> re.Pattern[str]:
    """Any of these texts as a whole; the longest first, so that a name in a sentence does not break it."""
    longest = sorted({plain(one) for one in allowed if one}, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in longest), re.IGNORECASE)


def unmarked(shown: str, allowed: re.Pattern[str]) -> str:
    """What is left of a text without our own words, those of the engine and those of the case."""
    left = plain(shown)
    while MARKED.search(left):
        left = MARKED.sub(" ", left)
    left = allowed.sub(" ", left)
    return left.strip() if re.search(r"[^\W\d_]{2,}", NO_WORDS.sub("", left)) else ""


def notes(case: Case) -> list[str]:
    """What the engine says beside some of its answers about blends."""
    half = {"unilateral": 0.5, "multilateral": 0.5}
    timed = mcda.blend_over_time(case, half, 730, 330)
    return [EFFORT_NOTE, timed.notice, mcda.nearest_history(case, half).caution]


def report_texts(at: AppTest) -> Iterator[str]:
    """The report that is shown on its page; it is in English for everybody."""
    if "report_made" in at.session_state:
        for section in at.session_state["report_made"][1].sections:
            yield from (section.title, *section.sentences, *(one.rstrip(".") for one in section.sentences))
            for picture in section.pictures:
                yield from (picture.alt, *drawn_texts(picture.chart.to_dict()))
            for table in section.tables:
                yield from (table.caption, *map(str, table.frame))


def all_texts(at: AppTest) -> set[str]:
    found: set[str] = set()
    for node in [*at.main, *at.sidebar]:
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message):
            found |= set(texts_of(proto))
    for table in at.dataframe:
        heads = json.loads(table.proto.columns or "{}")
        found |= {(heads.get(str(one)) or {}).get("label") or str(one) for one in table.value.columns}
        found |= {told for one in heads.values() if one and (told := one.get("help"))}
    return found


ENGINE = [
    *(one.source for one in METHODS.values()),
    *LEFT_OUT_LABELS.values(),
    "is 0; this method needs data above 0",
]
"""Citations, in the language of the work cited, names of methods, and a refusal: the engine refuses in English."""
SIDES = {
    "blend_lab": (
        "view",
        ("Two parts", "Three parts", "Fit", "What the lead is made of", "Levers", "Time and history"),
    ),
    "robustness": ("doubt", ("Weights", "Evidence", "Both", "Scenarios")),
}


# fmt: off
DECIDE_TERMS = frozenset([
    "rank acceptability", "stability interval", "regret", "draw", "verdict", "central weight", "blend",
    "share", "coordination", "returns", "synergy", "first-mover cost", "indifference zone", "gate", "driver",
    "dominated", "baseline", "epsilon", "lever", "scenario", "method", "swing weight", "score", "value",
    "contribution", "break-even coordination", "Shapley value", "efficient frontier", "near the best", "Sobol index",
    "standard error", "lag", "family", "rank correlation",
])
# fmt: on
"""Terms of the field that appear where one decides."""


@pytest.fixture
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer draws: these tests are about words."""
    for part in ("two", "three", "fit"):
        monkeypatch.setattr(f"views.decide.blend_lab_{part}.DRAWS", 50)
    for part in ("both", "evidence", "weights"):
        monkeypatch.setattr(f"views.decide.robustness_{part}.usual_draws", lambda _: 200)


def sides(at: AppTest, page: str) -> Iterator[set[str]]:
    """What each side of an open page shows."""
    key, names = SIDES.get(page, ("", ("",)))
    for name in names:
        yield all_texts(pick(at, key, name) if key else at)


@pytest.mark.usefixtures("few_draws")
def test_every_term_is_explained_where_one_decides() -> None:
    at = opened(FRONT)
    told = {text for page in FOLDERS["decide"] for side in sides(go(at, page), page) for text in side}
    meanings = glossary.terms()
    assert {term for term in DECIDE_TERMS if not any(meanings[term] in one for one in told)} == set()


@pytest.mark.parametrize("page", FILES)
@pytest.mark.usefixtures("pseudo", "few_draws")
def test_no_words_of_ours_escape_translation(page: str, case: Case) -> None:
    at = opened(page)
    logged = [one.label for one in at.session_state["work"].log]  # kept as it was written then
    gaps = [gap.sentence for gap in missing(case)]
    allowed = any_of(
        [*case_texts(case.model_dump(mode="json")), *ENGINE, *logged, *gaps, *report_texts(at), *notes(case)]
    )
    left = {rest for side in sides(at, page) for one in side if (rest := unmarked(one, allowed))}
    assert sorted(left) == [], "\n".join(map(repr, sorted(left)))
