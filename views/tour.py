"""The five-minute tour: a slim box on top of each page it leads to, with what to look at there."""

from dataclasses import dataclass

import streamlit as st

from views.text import t


@dataclass(frozen=True)
class Stop:
    """One step of the tour: a page, what it is called, and what to look at."""

    file: str
    name: str
    look: str


def stops() -> tuple[Stop, ...]:
    """The way through the app, in the reader's language."""
    return (
        Stop(
            "views/build/objectives.py",
            t("Objectives"),
            t(
                "What counts, as a tree: objectives, and under them the criteria. Each criterion has a fixed scale "
                "whose two ends are described in words. Pick one and read its worst and its best end: every score and "
                "every weight refers to these."
            ),
        ),
        Stop(
            "views/build/evidence.py",
            t("Evidence"),
            t(
                "How each option does on each criterion. No score is a bare number: it has a range, a reason, and "
                "says whether a source carries it. Look for a wide range; that doubt goes into every result."
            ),
        ),
        Stop(
            "views/build/strategies.py",
            t("Strategies and blends"),
            t(
                "What can be chosen: strategies, blends of them, and levers that make one better. A share is only a "
                "number until somebody says what it means in practice; read that for one blend."
            ),
        ),
        Stop(
            "views/build/weights.py",
            t("Values and weights"),
            t(
                "What matters, and how much. A weight values the step from the worst to the best end of a criterion, "
                "not how important its name sounds. The sets that ship are illustrations until somebody answers."
            ),
        ),
        Stop(
            "views/decide/result.py",
            t("Result"),
            t(
                "Who comes first, and how surely. The title is the verdict; “too close to call” is a possible answer. "
                "Change the scenario at the top to Long game and watch the order change with the state of the world."
            ),
        ),
        Stop(
            "views/decide/why.py",
            t("Why"),
            t(
                "Why one option is ahead of another: what speaks for it, what against, and what would have to be true "
                "for the order to turn. Whether that is plausible is for you to judge."
            ),
        ),
        Stop(
            "views/decide/blend_lab.py",
            t("Blend lab"),
            t(
                "Any mix of strategies. The answer is the shaded zone, not a single share: everything in it is as good "
                "as the best. Take the assumptions away one by one, and see what the lead of a blend is made of."
            ),
        ),
        Stop(
            "views/decide/robustness.py",
            t("Robustness"),
            t(
                "How far doubt about weights, evidence and the state of the world may go before somebody else wins. "
                "Which single doubt, once settled, would tell you most?"
            ),
        ),
        Stop(
            "views/decide/methods.py",
            t("Methods"),
            t(
                "The same scores and weights, added up in other ways. Where methods that suit the question disagree, "
                "the order rests on the arithmetic, and that belongs in front of whoever decides."
            ),
        ),
        Stop(
            "views/share/stakeholders.py",
            t("Stakeholders"),
            t(
                "Weights of several people, kept apart. What would each choose, on what do they differ most, and which "
                "options does nobody rank last?"
            ),
        ),
        Stop(
            "views/share/report.py",
            t("Report"),
            t(
                "Everything on paper, so that others can check it and get the same numbers. That was the tour: open a "
                "blank case or a copy of this one on the Start page, and make it yours."
            ),
        ),
    )


def start_button() -> None:
    """The button that begins the tour, or begins it anew."""
    if st.button(
        t("Take the five-minute tour"),
        icon=":material/tour:",
        key="tour_start",
        type="primary",
        help=t("Eight stops, written for the shipped example; with another case, some of what they name is not there."),
    ):
        _go(0)


def tour_box() -> None:
    """While the tour is on: where it stands, what to look at, and the ways back, on and out."""
    step: int | None = st.session_state.get("tour_step")
    if step is None:
        return
    way = stops()
    here = way[step]
    with st.container(border=True, gap="xsmall", key="tour"):
        st.markdown(
            t(
                "**Tour, step {step} of {steps}: {page}.** {look}",
                step=step + 1,
                steps=len(way),
                page=here.name,
                look=here.look,
            )
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if st.button(t("Back"), icon=":material/arrow_back:", key="tour_back", disabled=step == 0):
                _go(step - 1)
            if step + 1 < len(way):
                if st.button(t("Next: {page}", page=way[step + 1].name), key="tour_next", type="primary"):
                    _go(step + 1)
                st.button(t("Leave the tour"), key="tour_leave", on_click=_leave, type="tertiary")
            else:
                st.button(t("End the tour"), key="tour_leave", on_click=_leave, type="primary")
            st.page_link(here.file, label=t("The page of this step"), icon=":material/place:")


def _go(step: int) -> None:
    """Stand at a step, on the page that it is about."""
    st.session_state.tour_step = step
    st.switch_page(stops()[step].file)


def _leave() -> None:
    st.session_state.tour_step = None
