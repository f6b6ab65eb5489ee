"""Files that leave the app: the case as it stands."""

import streamlit as st

from views import answers, state
from views.text import t


def download(key: str) -> None:
    """A button that hands out the whole case."""
    case = state.case()
    st.download_button(
        t("Download this case (.zip)"),
        answers.archive(case),
        file_name=f"{case.settings.id}.zip",
        mime="application/zip",
        icon=":material/download:",
        on_click="ignore",
        key=key,
    )
