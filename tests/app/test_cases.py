"""Cases that come from outside: uploads on the Start page, the environment, hostile text on every page."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from app_driver import (
    FILES,
    HOSTILE,
    OWN,
    PAGES,
    POINTS,
    ROOT,
    SHIPPED,
    go,
    opened,
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
    """Hand in a file on the Start page, which is in front."""
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


def told(at: AppTest) -> str:
    """Every list of faults on the page."""
    return "\n".join(one.value for one in at.code)


def faulty(folder: Path) -> Path:
    """An option of the first score that no table knows."""
    return changed(folder, "scores.csv", "status_quo,speed", "nobody,speed")


def test_a_faulty_upload_is_explained_and_the_old_case_stays(folder: Path) -> None:
    at = upload(opened("start"), "mine.zip", zipped(faulty(folder)))
    assert [plain(one.value) for one in at.error] == ["This case cannot be used (2 faults):"]
    assert "scores.csv, row 2, column option: 'nobody'" in told(at)
    assert "stays open" in told(at)
    assert SHIPPED in prose(at)
    assert title(at) == title(opened("start"))


@pytest.mark.parametrize(
    ("name", "content"), [("mine.zip", b"no zip"), ("mine.json", b"{"), ("mine.json", b"[]"), ("mine.zip", b"")]
)
def test_an_upload_that_is_no_case_is_explained(name: str, content: bytes) -> None:
    at = upload(opened("start"), name, content)
    assert len(at.error) == 1
    assert name in told(at)
    assert SHIPPED in prose(at)


def test_a_good_upload_opens_and_the_shipped_case_comes_back(folder: Path) -> None:
    changed(folder, "case.toml", SHIPPED, "Another matter")
    at = opened("start", scenario="Long game")
    upload(at, "mine.zip", case_as_zip(read_case(folder)))
    assert not at.error
    assert "Another matter" in prose(at)
    assert at.selectbox(key="scenario").value == "neutral"
    for page in PAGES:
        assert "Another matter" in prose(go(at, page))
    go(at, "start")
    (back,) = [one for one in at.button if one.label == "Open the shipped case"]
    sound(back.click().run())
    assert SHIPPED in prose(at)


def test_a_good_upload_clears_the_fault_of_the_one_before(folder: Path, tmp_path: Path) -> None:
    good = case_as_zip(read_case(write_starter(tmp_path / "starter")))
    at = upload(opened("start"), "bad.zip", zipped(faulty(folder)))
    at.file_uploader(key="upload").clear()
    at.file_uploader(key="upload").upload("good.zip", good)
    sound(at.run())
    assert not at.error
    assert SHIPPED not in prose(at)


def test_own_weights_do_not_follow_into_another_case(tmp_path: Path) -> None:
    at = opened("start", weights=OWN, points=POINTS)
    assert at.query_params["points"] == POINTS
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
    assert [plain(one.value) for one in at.error] == ["This case cannot be used (2 faults):"]
    assert "scores.csv, row 2, column option: 'nobody'" in told(at)
    assert "The shipped case is open instead." in told(at)
    assert SHIPPED in prose(at)


def test_a_missing_case_in_the_environment_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MCDA_CASE", str(tmp_path / "nowhere"))
    at = opened()
    assert "nowhere" in told(at)
    assert SHIPPED in prose(at)


def unescaped(text: str) -> bool:
    """Whether the hostile text would act as markup where this Markdown is shown."""
    bare = re.sub(r"\\.", "", text)
    return any(mark in bare for mark in ("<b>", "[link]", "](http", "*y*"))


def spoken(at: AppTest) -> list[str]:
    """All that Streamlit reads as Markdown: texts, titles, and labels and help of widgets."""
    shown_texts = [
        *at.title,
        *at.subheader,
        *at.markdown,
        *at.caption,
        *at.info,
        *at.success,
        *at.warning,
        *at.error,
    ]
    widgets = [
        *at.slider,
        *at.number_input,
        *at.text_input,
        *at.text_area,
        *at.radio,
        *at.toggle,
        *at.selectbox,
        *at.button,
        *at.expander,
        *at.tabs,
    ]
    helps = [getattr(one.proto, "help", "") for one in widgets]
    return [one.value for one in shown_texts] + [one.label for one in widgets] + helps


def test_a_table_goes_into_the_open_case_and_can_be_taken_back(folder: Path) -> None:
    scores = changed(folder, "scores.csv", "status_quo,speed,0,0,10", "status_quo,speed,0,5,10")
    at = upload(opened("start"), "scores.csv", (scores / "scores.csv").read_bytes())
    assert not at.error
    assert any("Table scores was replaced" in plain(one.value) for one in at.info)
    assert SHIPPED in prose(at)
    sound(at.button(key="undo").click().run())
    assert at.session_state.work.case == read_case()


def test_a_matrix_opens_as_a_case_and_says_what_was_assumed() -> None:
    at = upload(opened("start"), "flats.csv", b"flat,rent,rooms\ndirection,less,more\nA,700,2\nB,900,3\n")
    assert not at.error
    assert any("come from the data" in plain(one.value) for one in at.info)
    assert at.session_state.work.case.catalogue.ids == ("rent", "rooms")


def test_an_opened_file_is_saved_at_once(tmp_path: Path) -> None:
    at = upload(opened("start"), "mine.zip", case_as_zip(read_case(write_starter(tmp_path / "starter"))))
    again = opened("start", w=at.query_params["w"])
    assert again.session_state.work.case == at.session_state.work.case
    assert SHIPPED not in prose(again)


@pytest.mark.parametrize("page", FILES)
def test_labels_of_a_case_are_text_and_never_markup(
    page: str, folder: Path, monkeypatch: pytest.MonkeyPatch, hostile: Callable[[Path], Path]
) -> None:
    monkeypatch.setenv("MCDA_CASE", str(hostile(folder)))
    at = opened(page)
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
