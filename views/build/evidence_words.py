"""Words that the parts of the Evidence page share: bases, cells, sources, numbers on a scale."""

import math
from urllib.parse import quote

import streamlit as st

from criteria import Criterion
from mcda.case import Case
from mcda.parts import Cell, Source
from views.text import number, shown, t

_IN_LINKS = ":/?#[]@!$&'()*+,;=%-._~"
"""What an address may hold; anything else is written as a number, so that no address ends its link early."""


def basis_words() -> dict[str, str]:
    """What each basis is called in one word, and `unknown`."""
    return {"stated": t("stated"), "implied": t("implied"), "silent": t("silent"), "unknown": t("unknown")}


def basis_meanings() -> dict[str, str]:
    """What each basis means."""
    return {
        "stated": t("The source says so, in these or like words."),
        "implied": t("It follows from what the source says."),
        "silent": t("The source says nothing of it: the score is ours alone, so its range should be wide."),
    }


def grade_words() -> dict[str, str]:
    """What each grade means."""
    return {
        "A": t("A: read in the source's own text"),
        "B": t("B: read in a secondary report"),
    }


def cell_name(case: Case, option: str, criterion: str) -> str:
    """`Multilateral on Speed`, as plain text."""
    return t("{option} on {criterion}", option=case.labels[option], criterion=case.catalogue[criterion].label)


def digits(criterion: Criterion) -> int:
    """Decimals that tell a hundredth of the scale apart, and no more."""
    return max(0, 2 - math.floor(math.log10(criterion.scale.span)))


def on_scale(value: float, criterion: Criterion) -> str:
    """A score as its scale deserves: no false precision."""
    return number(value, 0 if float(value).is_integer() else max(1, digits(criterion)))


def cell_words(cell: Cell, criterion: Criterion) -> str:
    """`45 (from 30 to 60)`, or `unknown (from 0 to 100)`."""
    return t(
        "{mode} (from {low} to {high})",
        mode=t("unknown") if cell.mode is None else on_scale(cell.mode, criterion),
        low=on_scale(cell.low, criterion),
        high=on_scale(cell.high, criterion),
    )


def better_words(criterion: Criterion) -> str:
    """Which end is better."""
    return t("more is better") if criterion.direction.sign > 0 else t("less is better")


def worst_to_best(criterion: Criterion) -> str:
    """`0 → 100`: the scale from its worst to its best end."""
    return f"{on_scale(criterion.worst, criterion)} → {on_scale(criterion.best, criterion)}"


def anchors(criterion: Criterion) -> None:
    """The scale from its worst to its best end, each in words."""
    scale = criterion.scale
    ends = {scale.low: scale.anchors.low, scale.high: scale.anchors.high}
    lines = [(criterion.worst, t("worst"), ends[criterion.worst])]
    if scale.anchors.middle:
        lines.append(((scale.low + scale.high) / 2, t("middle"), scale.anchors.middle))
    lines.append((criterion.best, t("best"), ends[criterion.best]))
    st.markdown(
        "\n".join(
            f"- **{on_scale(level, criterion)}** {shown(scale.unit)}, {place}: {shown(text)}"
            for level, place, text in lines
        )
    )


def linked(source: Source) -> str:
    """A source by its title, linked where it has an address, with its grade."""
    title = shown(source.title)
    if not source.url.startswith(("http://", "https://")):
        return f"{title} ({source.grade})"
    return f"[{title}](<{quote(source.url, safe=_IN_LINKS)}>) ({source.grade})"


def source_name(source: Source) -> str:
    """A source in a list to choose from, as plain text."""
    return f"{source.title} ({', '.join(str(part) for part in (source.year, source.grade) if part)})"
