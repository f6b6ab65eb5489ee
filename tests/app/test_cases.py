"""Cases that come from outside: uploads, the environment, hostile text."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from app_driver import (
    HOSTILE,
    PAGES,
    ROOT,
    SHIPPED,
    go,
    opened,
    pick,
    plain,
    prose,
    sound,
    title,
)
from streamlit.testing.v1 import AppTest

import mcda
from mcda.folder import case_as_zip, read_case, write_case
from mcda.starter import write_starter


def upload(at: AppTest, name: str, content: bytes) -> AppTest:
    at.file_uploader(key="upload").upload(name, content)
    return sound(at.run())


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def zipped(folder: Path) -> bytes:
    """The files of a folder as they are, faults included."""

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return buffer.getvalue()


def faulty(folder: Path) -> Path:
    """An option of the first score that no table knows."""
    return changed(folder, "scores.csv", "status_quo,speed", "nobody,speed")


def test_a_faulty_upload_is_explained_and_the_old_case_stays(folder: Path) -> None:
    at = upload(opened(), "mine.zip", zipped(faulty(folder)))
    assert [one.value for one in at.error] == ["That case cannot be opened."]
    assert "scores.csv, row 2, column option: 'nobody'" in at.code[0].value
    assert "stays open" in at.code[0].value
    assert SHIPPED in prose(at)
    assert title(at) == title(opened())


@pytest.mark.parametrize(
    ("name", "content"), [("mine.zip", b"no zip"), ("mine.json", b"{"), ("mine.json", b"[]"), ("mine.zip", b"")]
)
def test_an_upload_that_is_no_case_is_explained(name: str, content: bytes) -> None:
    at = upload(opened(), name, content)
    assert [one.value for one in at.error] == ["That case cannot be opened."]
    assert name in at.code[0].value
    assert SHIPPED in prose(at)


def test_a_good_upload_opens_and_the_shipped_case_comes_back(folder: Path) -> None:
    changed(folder, "case.toml", SHIPPED, "Another matter")
    at = opened(scenario="Long game")
    upload(at, "mine.zip", case_as_zip(read_case(folder)))
    assert not at.error
    assert "Another matter" in prose(at)
    assert at.selectbox(key="scenario").value == "neutral"
    for page in PAGES[1:]:
        assert "Another matter" in prose(go(at, page))
    (back,) = [one for one in at.button if one.label == "Open the shipped case"]
    sound(back.click().run())
    assert SHIPPED in prose(at)


def test_a_good_upload_clears_the_fault_of_the_one_before(folder: Path, tmp_path: Path) -> None:
    good = case_as_zip(read_case(write_starter(tmp_path / "starter")))
    at = upload(opened(), "bad.zip", zipped(faulty(folder)))
    at.file_uploader(key="upload").clear()
    at.file_uploader(key="upload").upload("good.zip", good)
    sound(at.run())
    assert not at.error
    assert SHIPPED not in prose(at)


def test_own_weights_do_not_follow_into_another_case(tmp_path: Path) -> None:
    at = pick(opened("weights"), "slide_speed", 40.0)
    upload(at, "mine.zip", case_as_zip(read_case(write_starter(tmp_path / "starter"))))
    assert at.selectbox(key="weights").value == "scenario"
    assert "points" not in at.query_params


@pytest.mark.parametrize("page", PAGES)
def test_the_starter_case_opens_from_the_environment(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_starter(tmp_path / "starter")
    monkeypatch.setenv("MCDA_CASE", str(folder))
    at = opened(page)
    assert mcda.read_case(folder).settings.title in prose(at)
    assert title(at)
    assert not at.error


def test_a_broken_case_in_the_environment_is_explained(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MCDA_CASE", str(faulty(folder)))
    at = opened()
    assert [one.value for one in at.error] == ["That case cannot be opened."]
    assert "scores.csv, row 2, column option: 'nobody'" in at.code[0].value
    assert "The shipped case is open instead." in at.code[0].value
    assert SHIPPED in prose(at)


def test_a_missing_case_in_the_environment_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MCDA_CASE", str(tmp_path / "nowhere"))
    at = opened()
    assert "nowhere" in at.code[0].value
    assert SHIPPED in prose(at)


def unescaped(text: str) -> bool:
    """Whether the hostile text would act as markup where this Markdown is shown."""
    bare = re.sub(r"\\.", "", text)
    return any(mark in bare for mark in ("<b>", "[link]", "](http", "*y*"))


def spoken(at: AppTest) -> list[str]:
    """All that Streamlit reads as Markdown: texts, titles, and labels and help of widgets."""
    shown_texts = [*at.title, *at.subheader, *at.markdown, *at.caption, *at.info, *at.warning, *at.error]
    widgets = [*at.slider, *at.number_input, *at.toggle, *at.selectbox, *at.button, *at.expander]
    helps = [getattr(one.proto, "help", "") for one in widgets]
    return [one.value for one in shown_texts] + [one.label for one in widgets] + helps


@pytest.mark.parametrize("page", ["result", "blend_lab", "evidence", "weights"])
def test_labels_of_a_case_are_text_and_never_markup(
    page: str, folder: Path, monkeypatch: pytest.MonkeyPatch, hostile: Callable[[Path], Path]
) -> None:
    monkeypatch.setenv("MCDA_CASE", str(hostile(folder)))
    at = opened(page)
    assert not at.error
    said = spoken(at)
    assert any(HOSTILE.lower() in plain(one).lower() for one in said)
    assert [one for one in said if unescaped(one)] == []


@pytest.fixture
def hostile(tmp_path: Path) -> Callable[[Path], Path]:
    """Puts markup into every label that a page shows."""

    def spoil(folder: Path) -> Path:
        case = read_case(folder)
        write_case(case, tmp_path / "hostile")
        spoilt = tmp_path / "hostile"
        changed(spoilt, "case.toml", SHIPPED, HOSTILE)
        changed(spoilt, "options.csv", "multilateral,Multilateral,", f"multilateral,{HOSTILE},")
        changed(spoilt, "options.csv", "unilateral,Unilateral,", f"unilateral,{HOSTILE} 2,")
        catalogue = (ROOT / "criteria" / "export_controls.toml").read_text(encoding="utf-8")
        (spoilt / "criteria.toml").write_text(
            catalogue.replace('label = "Speed"', f'label = "{HOSTILE} 3"', 1).replace(
                'label = "Respond in time"', f'label = "{HOSTILE} 4"', 1
            ),
            encoding="utf-8",
        )
        return changed(spoilt, "case.toml", 'catalogue = "export_controls"', 'catalogue = "criteria.toml"')

    return spoil
