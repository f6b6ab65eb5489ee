"""Numbers that are right or wrong together, such as shares that must sum to 100 %: saved once they are right.

What is typed in between stays as a draft, on this page and after a reload, until it is right or taken back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from mcda.case import Case
from views import saving, state
from views.refusals import refused_text
from views.text import t


@dataclass(frozen=True)
class Joint:
    """Numbers of the case that change together.

    Attributes
    ----------
    name
        Tells them from others; the key of their draft, and part of their widgets' keys.
    label
        What the log says of a change.
    now
        The numbers as the case has them.
    change
        The case with other numbers in their place; it refuses what does not go together.
    """

    name: str
    label: str
    now: Mapping[str, float]
    change: Callable[[Case, dict[str, float]], Case]

    @property
    def draft(self) -> dict[str, Any]:
        """What was typed and is not right yet; empty where nothing is open."""
        return saving.draft(self.name)

    @property
    def shown(self) -> dict[str, float]:
        """The numbers to show: as typed, else as in the case."""
        typed: dict[str, float] = self.draft.get("values", {})
        return {name: float(typed.get(name, value)) for name, value in self.now.items()}

    @property
    def last(self) -> str | None:
        """Which number was typed last, of those that are open."""
        return self.draft.get("last")

    def key(self, which: str) -> str:
        """The key of the widget of one number."""
        return f"{self.name}_{which}"


def joint_input(joint: Joint, which: str, label: str, *, scale: float = 1.0, **options: Any) -> None:
    """A number box for one of the numbers, shown times `scale` (100 for per cent)."""
    key = joint.key(which)
    st.session_state[key] = round(joint.shown[which] * scale, 6)
    st.number_input(label, key=key, on_change=_typed, args=(joint, which, scale), **options)


def _typed(joint: Joint, which: str, scale: float) -> None:
    enter(joint, joint.shown | {which: st.session_state[joint.key(which)] / scale}, which)


def enter(joint: Joint, values: dict[str, float], last: str | None = None) -> None:
    """Commit the numbers, or keep them as a draft with the reason why they cannot be."""
    problem = state.attempt(joint.label, lambda case: joint.change(case, values))
    if problem is not None:
        saving.keep_draft(joint.name, {"values": values, "last": last, "problem": problem})
    elif joint.draft:
        saving.keep_draft(joint.name, {})


def forget(joint: Joint) -> None:
    """Take back what was typed: the case's own numbers are shown again."""
    saving.keep_draft(joint.name, {})


def joint_fault(joint: Joint) -> None:
    """Say why the numbers are not saved yet, with a way to take them back."""
    if joint.draft:
        refused_text(joint.draft["problem"])
        st.button(
            t("Take the numbers back"), key=joint.key("back"), on_click=forget, args=(joint,), icon=":material/undo:"
        )
