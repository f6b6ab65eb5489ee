"""Pairs of criteria: whether they count the same thing twice, and whether the worth of one depends on the other."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from criteria import Criterion
from mcda.case import Case
from mcda.completeness import has_words
from mcda.independence import (
    Pair,
    all_pairs,
    answer_to,
    answered,
    in_order,
    overlap_pairs,
    pairs_worth_asking,
)
from mcda.parts import Answer
from views import state
from views.editing import field
from views.glossary import meaning
from views.text import shown, t

CHOSEN = "tree_pair"
"""Key of the selector of the pair that is asked about."""


def replies() -> dict[str, str]:
    """What can be answered, in the reader's words."""
    return {"yes": t("Yes"), "no": t("No"), "not_sure": t("Not sure")}


def pairs(case: Case) -> None:
    """How far the asking has come, one pair with its two questions, and every answer so far."""
    every = all_pairs(case)
    if not every:
        st.markdown(t("With one criterion there are no pairs to ask about."))
        return
    first, warned = pairs_worth_asking(case), overlap_pairs(case)
    done = [pair for pair in first if answer_to(case, "independence", *pair)]
    st.markdown(
        t(
            "**{done} of {first} pairs worth asking about are answered.** Adding up assumes that a step on one criterion "
            "is worth the same whatever another one is. Where it is not, the sum misleads, so it is asked here.",
            done=len(done),
            first=len(first),
        ),
        help=meaning("preference independence"),
    )
    st.progress(len(done) / len(first), text=t("{done} of {first}", done=len(done), first=len(first)))
    _question(case, _chosen(case, first, every, warned), warned)
    _answers(case)


def _chosen(case: Case, first: tuple[Pair, ...], every: tuple[Pair, ...], warned: dict[Pair, str]) -> Pair:
    """The pair to ask about: the first open one at first, any on request."""
    rest = [pair for pair in every if pair not in first]
    order = [*first, *rest]
    if st.session_state.get(CHOSEN) not in order:
        st.session_state[CHOSEN] = _next_open(case, first)
    labels = {one.id: one.label for one in case.catalogue.criteria}

    def said(pair: Pair) -> str:
        state_of = t("answered") if answer_to(case, "independence", *pair) else t("open")
        mark = t("may overlap, {state}", state=state_of) if pair in warned else state_of
        return f"{labels[pair[0]]} · {labels[pair[1]]} ({mark})"

    chosen: Pair = st.selectbox(
        t("Pair: those worth asking about come first, all others follow"), order, format_func=said, key=CHOSEN
    )
    st.button(t("Next open pair"), on_click=_go_on, args=(first,), icon=":material/arrow_forward:", key="pair_next")
    return chosen


def _next_open(case: Case, first: tuple[Pair, ...], after: Pair | None = None) -> Pair:
    """The next pair without an answer, from the one that is looked at; itself where none is open."""
    start = first.index(after) + 1 if after in first else 0
    turned = [*first[start:], *first[:start]]
    return next((pair for pair in turned if answer_to(case, "independence", *pair) is None), after or first[0])


def _go_on(first: tuple[Pair, ...]) -> None:
    st.session_state[CHOSEN] = _next_open(state.case(), first, st.session_state[CHOSEN])


def _question(case: Case, pair: Pair, warned: dict[Pair, str]) -> None:
    one, other = (case.catalogue[name] for name in pair)
    names = {"one": shown(one.label), "other": shown(other.label)}
    with st.container(border=True):
        if pair in warned:
            st.warning(shown(warned[pair]), icon=":material/join_inner:")
            _asked(
                case,
                "overlap",
                pair,
                t("Do {one} and {other} count the same thing twice here?", **names),
                meaning("overlap"),
            )
            if _said(case, "overlap", pair) == "yes":
                st.error(
                    t(
                        "The same merit gets two weights. Merge the two, or redefine one so that it leaves out the other."
                    ),
                    icon=":material/call_merge:",
                )
        st.markdown(
            t(
                "Think of **{one}** going from its worst to its best. First with **{other}** at its worst, then at its best.",
                **names,
            )
        )
        st.markdown("\n".join(f"- {_ends(criterion)}" for criterion in (one, other)))
        _asked(
            case,
            "independence",
            pair,
            t("Is what a step on {one} is worth to you the same whatever {other} is?", **names),
            meaning("preference independence"),
        )
        consequence(_said(case, "independence", pair))


def _ends(criterion: Criterion) -> str:
    """A criterion with its worst and its best end, as Markdown."""
    anchors = criterion.scale.anchors
    texts = [anchors.low, anchors.high][:: criterion.direction.sign]
    worst, best = (shown(text) if has_words(text) else t("not yet in words") for text in texts)
    return t("{criterion}: from “{worst}” to “{best}”", criterion=shown(criterion.label), worst=worst, best=best)


def _said(case: Case, kind: str, pair: Pair) -> str:
    given = answer_to(case, kind, *pair)
    return given.answer if given else ""


def consequence(answer: str) -> None:
    """What an answer about independence means for the result."""
    if answer == "no":
        st.error(
            t(
                "Adding up is doubtful for this pair: the score counts a step as worth the same when you say it is not. "
                "Merge the two criteria, redefine one so that its worth no longer depends on the other, or report it "
                "beside the result."
            ),
            icon=":material/priority_high:",
        )
    elif answer == "not_sure":
        st.info(
            t("Try it with numbers: what would you give up for the step, in the one case and in the other?"),
            icon=":material/help:",
        )
    elif answer == "yes":
        st.success(t("Adding up is sound for this pair."), icon=":material/check:")


def _asked(case: Case, kind: str, pair: Pair, question: str, explained: str) -> None:
    """One question with its stored answer; once there is one, a note to it."""
    given = answer_to(case, kind, *pair)
    said = replies()
    key = f"{kind}_{'_'.join(pair)}"
    answer = given.answer if given and given.answer in said else None
    st.radio(
        question,
        list(said),
        format_func=said.__getitem__,
        key=field(key, answer),
        index=None,
        on_change=_answered,
        args=(kind, pair, key),
        horizontal=True,
        help=explained,
    )
    if given:
        note = f"{key}_note"
        st.text_input(
            t("Why? (kept with the answer)"), key=field(note, given.note), on_change=_noted, args=(kind, pair, note)
        )


def _answered(kind: str, pair: Pair, key: str) -> None:
    before = answer_to(state.case(), kind, *pair)
    _store(kind, pair, st.session_state[key] or "", before.note if before else "")


def _noted(kind: str, pair: Pair, key: str) -> None:
    _store(kind, pair, _said(state.case(), kind, pair), st.session_state[key])


def _store(kind: str, pair: Pair, answer: str, note: str) -> None:
    """Keep an answer; a refusal is said on top of the page, and the earlier answer stays."""
    case = state.case()
    one, other = (case.catalogue[name].label for name in pair)
    asked = t("Overlap") if kind == "overlap" else t("Independence")
    label = t(
        "{asked} of {one} and {other}: {answer}", asked=asked, one=one, other=other, answer=replies().get(answer, "")
    )
    given = Answer(
        kind=kind,
        subject=pair[0],
        other=pair[1],
        answer=answer,
        note=note,
        author="",
        date=datetime.now(UTC).date().isoformat(),
    )
    st.session_state.fault = state.attempt(label, lambda changed: answered(changed, given))


def _answers(case: Case) -> None:
    """Every answer so far, as a table."""
    labels = {one.id: one.label for one in case.catalogue.criteria}
    kinds = {"independence": t("Worth the same whatever the other"), "overlap": t("The same thing twice")}
    said = replies()
    rows = []
    for one in case.answers:
        if one.kind in kinds and one.other:
            pair = in_order(case.catalogue.ids, one.subject, one.other)
            rows.append(
                {
                    t("Criterion"): labels[pair[0]],
                    t("And"): labels[pair[1]],
                    t("Question"): kinds[one.kind],
                    t("Answer"): said.get(one.answer, one.answer),
                    t("Note"): one.note,
                    t("Date"): one.date,
                }
            )
    if rows:
        st.subheader(t("Answers so far"), anchor=False)
        st.dataframe(pd.DataFrame(rows), hide_index=True, height="content")
