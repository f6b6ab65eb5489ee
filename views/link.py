"""The link: what somebody arrived by, and what the address says of the work and of how it is looked at.

Streamlit can bind a widget to the link by itself, and sides of pages are bound so. What all pages share is kept here
instead: where a page is left before it was drawn, a bound value is forgotten, or the address no longer says it.
"""

import streamlit as st


def said() -> dict[str, str]:
    """What the link says; on arrival all that it said then, to whatever page somebody has gone on since."""
    if "address" not in st.session_state:
        st.session_state.address = st.query_params.to_dict()
    found: dict[str, str] = st.session_state.address
    return found


def say(**words: str | None) -> None:
    """Let the link say this from now on; None is said by leaving the word out."""
    kept = {name: word for name, word in (said() | words).items() if word is not None}
    st.session_state.address = kept
    for name in words.keys() - kept.keys():
        st.query_params.pop(name, None)
    changed = {name: kept[name] for name in words.keys() & kept.keys() if st.query_params.get(name) != kept[name]}
    if changed:
        st.query_params.update(changed)
