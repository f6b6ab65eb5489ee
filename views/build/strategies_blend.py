"""One blend: its order, its shares, and what each share means in practice."""

import numpy as np
import streamlit as st

from mcda.case import Case
from mcda.edits.blends import completed_shares, undescribed, with_meaning, with_sequence, with_shares
from mcda.kernels.composition import activation
from mcda.language import listed
from mcda.parts import Option
from mcda.schemas import SEQUENCES
from views import editing
from views.build.strategies_joint import Joint, enter, joint_fault, joint_input
from views.build.strategies_words import mixable, order_words
from views.glossary import meaning
from views.text import number, shown, t


def one_blend(case: Case, option: Option) -> None:
    """Everything that makes a blend, to be changed."""
    open_parts = undescribed(case).get(option.option)
    if open_parts:
        st.warning(
            t(
                "**Not an alternative yet.** Nobody has said what the share of {parts} means: which items, which partners, whose licences. A number alone cannot be carried out.",
                parts=shown(listed(case.labels[one] for one in open_parts)),
            ),
            icon=":material/edit_note:",
        )
    _order(case, option)
    _shares(case, option)


def _order(case: Case, option: Option) -> None:
    words, name = order_words(), option.option
    key = editing.field(f"sequence_{name}", option.sequence or SEQUENCES[0])
    st.segmented_control(
        t("Order"), SEQUENCES, format_func=lambda one: words[one], required=True, key=key, help=meaning("first-mover cost"),
        on_change=editing.entered,
        args=(key, t("Order of {option}", option=option.label), lambda case, entry: with_sequence(case, name, entry)),
    )  # fmt: skip
    editing.fault(key)


def shares_of(case: Case, option: Option) -> Joint:
    """The shares of a blend as numbers that must sum to 1; parts that it could have stand at 0."""
    held = dict(option.shares)
    parts = [*held, *(one for one in mixable(case) if one not in held)]
    return Joint(
        name=f"shares_{option.option}",
        label=t("Shares of {option}", option=option.label),
        now={name: held.get(name, 0.0) for name in parts},
        change=lambda case, values: with_shares(case, option.option, values),
    )


def _shares(case: Case, option: Option) -> None:
    joint = shares_of(case, option)
    returns = case.settings.defaults.assumed("returns").mode
    said = {one.component: one.meaning for one in case.meanings if one.option == option.option}
    for part, share in joint.shown.items():
        label = shown(case.labels[part])
        held = part in dict(option.shares)
        with st.container(horizontal=True, vertical_alignment="top"):
            with st.container(width=210, gap="xxsmall"):
                joint_input(
                    joint, part, t("{part}, share in %", part=label), scale=100.0, min_value=0.0, max_value=100.0,
                    step=1.0, format="%g", help=meaning("share"),
                )  # fmt: skip
                active = float(activation(np.asarray(share), np.asarray(returns)))
                st.caption(t("brings {active} % of its effect", active=number(100 * active, 0)) if share > 0 else t("no part of it"))  # fmt: skip
            with st.container(width="stretch", gap="xxsmall"):
                if held:
                    _meaning(option, part, label, said.get(part, ""))
    total = sum(joint.shown.values())
    st.markdown(
        t("Sum: **{total} %**. At returns of {returns}, a part brings more of its effect than its share of the effort.", total=number(100 * total, 1), returns=number(returns, 1))
        if returns > 1
        else t("Sum: **{total} %**. Returns are in proportion: a part brings as much of its effect as its share.", total=number(100 * total, 1)),
        help=meaning("returns"),
    )  # fmt: skip
    joint_fault(joint)
    if abs(total - 1) > 1e-9:
        st.button(
            t("Make it 100 %"),
            key=joint.key("complete"),
            on_click=_complete,
            args=(joint,),
            icon=":material/balance:",
            help=t("The number typed last stays; the others yield in proportion."),
        )


def _complete(joint: Joint) -> None:
    enter(joint, completed_shares(joint.shown, joint.last), joint.last)


def _meaning(option: Option, part: str, label: str, said: str) -> None:
    name = option.option
    key = editing.field(f"meaning_{name}_{part}", said)
    st.text_area(
        t("What the share of {part} means", part=label),
        key=key,
        height=96,
        max_chars=2000,
        placeholder=t("Which items, end users and partners it covers; who licenses; when it starts"),
        on_change=editing.entered,
        args=(
            key,
            t("Meaning of a share in {option}", option=option.label),
            lambda case, entry: with_meaning(case, name, part, entry),
        ),
    )
    editing.fault(key)
