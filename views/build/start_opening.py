"""Begin something else: a blank case, a copy, a file, a link, or the case that ships. What is open stays as it is."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import streamlit as st

from mcda.case import Case
from mcda.errors import McdaError
from mcda.folder import read_upload
from mcda.starter import blank_case, duplicate_case
from mcda.workspace import from_link
from views import saving, state
from views.editing import field
from views.files import download
from views.refusals import refused_text
from views.text import shown, t
from views.whole import whole

DRAFT = "start"
"""Under which name half-filled fields of this page are kept with the work."""


def opening(case: Case) -> None:
    """The ways to open another case, and first what becomes of this one."""
    st.subheader(t("Start something else"), anchor=False)
    with (
        st.container()
    ):  # one place, whatever is said in it: else all below would be drawn anew under the reader's hands
        _what_stays(case)
    blank, copy, upload, link, shipped = st.tabs(
        [t("Blank case"), t("Copy of this case"), t("File"), t("Link"), t("The shipped case")]
    )
    with blank:
        st.markdown(
            t(
                "Two options, two criteria and equal weights to be renamed and filled in. Every score is unknown at "
                "first, and this page lists what is missing."
            )
        )
        _typed("blank_title", t("Title of the new case"))
        _typed("blank_question", t("What is to be decided?"))
        _button("blank", t("Open a blank case"), _open_blank, ":material/note_add:")
    with copy:
        st.markdown(t("Everything in this case under another title, with a link and a log of its own."))
        _typed("copy_title", t("Title of the copy"), t("Copy of {title}", title=case.settings.title))
        _button("copy", t("Open a copy"), _open_copy, ":material/content_copy:")
    with upload:
        st.markdown(
            t(
                "A whole case as .zip, .json or .xlsx opens as new work. A .csv may be a plain table of options and criteria, "
                "which becomes a case, or one table of a case, which goes into the open one. At most 5 MB."
            )
        )
        st.file_uploader(
            t("Open a case of your own (.zip, .xlsx, .json or .csv)"),
            type=["zip", "xlsx", "json", "csv"],
            key="upload",
            on_change=_open_upload,
            max_upload_size=5,
        )
        _refused("upload")
    with link:
        st.markdown(t("A link that somebody shared, or the key in it: the part after “w=”."))
        _typed("link", t("Link or key"))
        _button("link", t("Open the link"), _open_link, ":material/link:")
    with shipped:
        st.markdown(t("The example on export controls that this app opens by itself."))
        _button("shipped", t("Open the shipped case"), _open_shipped, ":material/home:")


def _what_stays(case: Case) -> None:
    """What becomes of the open work, said before anything replaces it."""
    work, saved = state.work(), saving.saved()
    if saved.problem or saved.clash is not None:
        st.warning(
            t("The open case is not saved. Download it before you open another one, or it is lost."),
            icon=":material/cloud_off:",
        )
        download("rescue")
    elif work.key is None:
        st.caption(t("Nothing in the open case has been changed, so nothing is lost when another one opens."))
    else:
        st.caption(
            t(
                "“{title}” stays as it is under its own link. Keep the link to come back:",
                title=shown(case.settings.title),
            )
        )
        st.code(address_of(st.context.url or "", work.key), language=None, wrap_lines=True)
        _deletion(case)


def _deletion(case: Case) -> None:
    """A way to take the open work off the server, behind a second question."""
    with st.popover(t("Delete this work"), icon=":material/delete:"):
        st.markdown(
            t(
                "“{title}” goes from the server for good: the case, its log and what was half filled in. Its link then "
                "leads nowhere, for everybody. Whoever has it open in another window still has it, and saves it anew "
                "when they go on. This cannot be undone.",
                title=shown(case.settings.title),
            )
        )
        download("before_delete")
        _button("delete", t("Delete for good"), _delete, ":material/delete_forever:")


def address_of(here: str, key: str) -> str:
    """The address under which the work of that key opens, on the server whose page is at `here`."""
    parts = urlsplit(here)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode({"w": key}), ""))


def linked(text: str) -> tuple[str, str]:
    """What a pasted text leads to: `("w", key)` of kept work, or `("case", packed)` of a case within the link.

    Examples
    --------
    >>> linked("https://example.org/result?scenario=neutral&w=abc")
    ('w', 'abc')
    >>> linked("https://example.org/?case=xyz"), linked(" abc ")
    (('case', 'xyz'), ('w', 'abc'))
    """
    bare = text.strip()
    query = parse_qs(bare.partition("?")[2].partition("#")[0])
    for name in ("w", "case"):
        if name in query:
            return name, query[name][0]
    return "w", bare


def _typed(key: str, label: str, usual: str = "") -> None:
    """A field whose text is kept with the work until it is used."""
    st.text_input(label, key=field(key, saving.draft(DRAFT).get(key, usual)), on_change=_keep, args=(key,))


def _keep(key: str) -> None:
    saving.keep_draft(DRAFT, {**saving.draft(DRAFT), key: st.session_state[key]})


def _button(name: str, label: str, act: Callable[[], None], icon: str) -> None:
    st.button(label, key=f"open_{name}", on_click=_tried, args=(name, act), icon=icon)
    _refused(name)


def _refused(name: str) -> None:
    """Say where something was tried why it was refused."""
    problem = st.session_state.get("opening_fault")
    if problem and problem[0] == name:
        refused_text(problem[1])


@whole
def _tried(name: str, act: Callable[[], None]) -> None:
    """Open something; where that is refused the open case stays, and the reason is shown."""
    try:
        act()
    except McdaError as problem:
        st.session_state.opening_fault = (name, str(problem))
    else:
        _forgotten()


def _told() -> None:
    """Say that something else is open now: its title stands out of sight of the buttons."""
    title = shown(state.case().settings.title)
    st.toast(
        t("Open now: {title}. The case before stays under its own link.", title=title), icon=":material/folder_open:"
    )


def _forgotten() -> None:
    """What was said of an earlier try is over."""
    st.session_state.opening_fault = None
    st.session_state.notices = ()


def _open(case: Case, label: str) -> None:
    """Open a case that nothing else keeps: it is saved at once, so that a reload brings it back."""
    state.open_case(case, label)
    saving.retry()
    _told()


def _open_blank() -> None:
    title = st.session_state.blank_title
    _open(blank_case(title, st.session_state.blank_question), t("Blank case “{title}”", title=title))


def _open_copy() -> None:
    case, title = state.case(), st.session_state.copy_title
    _open(duplicate_case(case, title), t("Copy of “{title}”", title=case.settings.title))


def _open_link() -> None:
    name, value = linked(st.session_state.link)
    if name == "case":
        _open(from_link(value), t("Opened from a link"))
    else:
        state.open_work(saving.loaded(value))
        state.forget_choices()
        _told()


def _open_shipped() -> None:
    state.open_shipped()
    _told()


def _delete() -> None:
    """Take the open work off the server, and go on with the shipped case."""
    if key := state.work().key:
        saving.delete(key)
    state.open_shipped()
    title = shown(state.case().settings.title)
    st.toast(t("Deleted. Open now: {title}.", title=title), icon=":material/delete:")


@whole
def _open_upload() -> None:
    """Open an uploaded case, or put an uploaded table into the open one; a faulty file changes nothing."""
    upload = st.session_state.get("upload")
    if upload is None:
        return
    case, name = state.case(), Path(upload.name).name
    try:
        read = read_upload(name, upload.getvalue(), case)
    except McdaError as problem:
        st.session_state.opening_fault = ("upload", f"{problem}\n\n{t('The case that was open stays open.')}")
        return
    _forgotten()
    if name.lower().endswith(".csv") and read.case.settings == case.settings:  # one table: the work goes on
        st.session_state.fault = None
        state.commit(t("Table uploaded: {name}", name=name), read.case)
    else:
        _open(read.case, t("Uploaded {name}", name=name))
    st.session_state.notices = read.notices


def notices() -> None:
    """What the reading of the last file wants to be known."""
    for notice in st.session_state.get("notices", ()):
        st.info(shown(notice), icon=":material/info:")
