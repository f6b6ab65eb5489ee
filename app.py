"""The app's front door: page config, the header that all pages share, and navigation."""

from pathlib import Path

import streamlit as st

from views import link
from views.header import footer, header
from views.text import t
from views.tour import tour_box

st.set_page_config(
    page_title="Export-control strategies",
    page_icon=Path(__file__).parent / "views" / "icon.png",  # a named icon would be fetched from elsewhere
    layout="wide",
    initial_sidebar_state="auto",
)

link.said()  # before a page can be left again
page = st.navigation(
    {
        t("Build"): [
            st.Page("views/build/start.py", title=t("Start"), icon=":material/home:", default=True),
            st.Page("views/build/objectives.py", title=t("Objectives"), icon=":material/account_tree:"),
            st.Page("views/build/evidence.py", title=t("Evidence"), icon=":material/fact_check:"),
            st.Page("views/build/strategies.py", title=t("Strategies and blends"), icon=":material/alt_route:"),
            st.Page("views/build/weights.py", title=t("Values and weights"), icon=":material/balance:"),
        ],
        t("Decide"): [
            st.Page("views/decide/result.py", title=t("Result"), icon=":material/leaderboard:"),
            st.Page("views/decide/why.py", title=t("Why"), icon=":material/help:"),
            st.Page("views/decide/blend_lab.py", title=t("Blend lab"), icon=":material/tune:"),
            st.Page("views/decide/robustness.py", title=t("Robustness"), icon=":material/shield:"),
            st.Page("views/decide/methods.py", title=t("Methods"), icon=":material/rule:"),
        ],
        t("Share"): [
            st.Page("views/share/stakeholders.py", title=t("Stakeholders"), icon=":material/groups:"),
            st.Page("views/share/report.py", title=t("Report"), icon=":material/description:"),
        ],
    },
    position="sidebar",
    expanded=True,
)

# Drawn here and not in the pages, so that what is chosen survives the way from page to page.
header()
tour_box()
page.run()
footer()
