"""What a case still lacks, as a list with links, and as the last line of a page on which a case is made."""

import streamlit as st

from mcda.completeness import Gap, missing
from views import state
from views.text import shown, t


def pages() -> dict[str, tuple[str, str]]:
    """The pages on which a case is made: the file of each, and what it is called."""
    return {
        "start": ("views/build/start.py", t("Start")),
        "objectives": ("views/build/objectives.py", t("Objectives")),
        "evidence": ("views/build/evidence.py", t("Evidence")),
        "strategies": ("views/build/strategies.py", t("Strategies and blends")),
        "weights": ("views/build/weights.py", t("Values and weights")),
        "result": ("views/decide/result.py", t("Result")),
    }


def link(page: str, label: str | None = None) -> None:
    """A link to one of these pages."""
    file, name = pages()[page]
    st.page_link(file, label=label or name, icon=":material/arrow_forward:")


def checklist(gaps: tuple[Gap, ...]) -> None:
    """Everything that is missing, page by page."""
    for page in dict.fromkeys(gap.page for gap in gaps):
        with st.container(gap="xxsmall"):
            link(page)
            st.markdown("\n".join(f"- {shown(gap.sentence)}" for gap in gaps if gap.page == page))


def still_missing(page: str) -> None:
    """The last line of a page on which a case is made: what is missing here, and the way on."""
    names = list(pages())
    mine = [gap.sentence for gap in missing(state.case()) if gap.page == page]
    with st.container(border=True, gap="xxsmall"):
        if mine:
            st.markdown(t("**Still missing here.** {gaps}", gaps=shown(" ".join(mine))))
        else:
            st.markdown(t("**Nothing is missing here.**"))
        following = names[names.index(page) + 1]
        link(following, t("Next: {page}", page=pages()[following][1]))
