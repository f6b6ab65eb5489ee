"""The app's front door: page config, the header that all pages share, and navigation."""

import streamlit as st

from views.header import footer, header

st.set_page_config(
    page_title="Export-control strategies", page_icon=":material/balance:", layout="wide", initial_sidebar_state="auto"
)

page = st.navigation(
    [
        st.Page(
            "views/result.py",
            title="Result",
            icon=":material/leaderboard:",
            default=True,
            help="Which strategy comes first, how surely, and what each objective contributes.",
        ),
        st.Page(
            "views/blend_lab.py",
            title="Blend lab",
            icon=":material/tune:",
            help="Mix two strategies in any share and see when a blend pays.",
        ),
        st.Page(
            "views/weights.py",
            title="Weights",
            icon=":material/balance:",
            help="Set what matters, and see which weight would change the winner.",
        ),
        st.Page(
            "views/methods.py",
            title="Methods",
            icon=":material/rule:",
            help="Whether the winner depends on the method, and what each method assumes.",
        ),
        st.Page(
            "views/robustness.py",
            title="Robustness",
            icon=":material/shield:",
            help="How sure the ranking is, and which doubt matters: weights, evidence or the state of the world.",
        ),
        st.Page(
            "views/why.py",
            title="Why",
            icon=":material/help:",
            help="Why one option ranks above another, and what would have to be true for that to change.",
        ),
        st.Page(
            "views/evidence.py",
            title="Evidence",
            icon=":material/fact_check:",
            help="Every score with its range, reason and sources; the criteria; past cases.",
        ),
    ],
    position="top",
)

# Drawn here and not in the pages, so that what is chosen survives the way from page to page.
header()
page.run()
footer()
