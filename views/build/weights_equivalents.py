"""Weights said in the units of the criteria, so that whoever gave them can tell whether that is what they mean."""

from collections.abc import Mapping

import streamlit as st

from criteria import Criterion
from mcda.case import Case
from mcda.language import capital
from mcda.weights import WeightSet
from mcda.weights.equivalents import Equivalent, equivalent
from views.build.weights_asking import figures
from views.glossary import meaning
from views.text import shown, t


def yardstick(case: Case, weights: Mapping[str, float], key: str) -> str:
    """The criterion that steps on the others are measured in; the one of most weight unless another is chosen."""
    labels = {one.id: one.label for one in case.catalogue.criteria}
    heaviest = max(labels, key=lambda one: weights[one])
    chosen = st.selectbox(
        t("Measured in"),
        list(labels),
        index=list(labels).index(heaviest),
        format_func=labels.__getitem__,
        key=key,
        help=meaning("equivalent change"),
    )
    return str(chosen)


def equivalent_words(case: Case, found: Equivalent) -> str:
    """What a step is worth, plain text: "coverage higher by 10 points is worth accepting delay higher by 4 months"."""
    of, to = case.catalogue[found.of], case.catalogue[found.to]
    gain = _step(of, *found.gain, where=not found.anywhere)
    if found.price is None:
        return t("{gain} is worth more than the whole scale of {to}", gain=gain, to=to.label.lower())
    if found.price[0] == found.price[1]:
        return t("{gain} is worth nothing", gain=gain)
    price = _step(to, *found.price, where=not found.anywhere)
    return t("{gain} is worth accepting {price}", gain=gain, price=price)


def _step(criterion: Criterion, start: float, end: float, *, where: bool) -> str:
    """A step with its size and sense, and where it lies if that matters."""
    span, unit = criterion.scale.span, criterion.scale.unit
    size, name = figures(abs(end - start), span), criterion.label.lower()
    if unit:  # Units are plural in a case, and only its author knows the singular: "by 1 (marks)".
        size = t("{number} ({unit})", number=size, unit=unit) if size == "1" else f"{size} {unit}"
    step = (
        t("{name} higher by {size}", size=size, name=name)
        if end > start
        else t("{name} lower by {size}", size=size, name=name)
    )
    if not where:
        return step
    return t("{step} (from {start} to {end})", step=step, start=figures(start, span), end=figures(end, span))


def equivalents(case: Case, weights: WeightSet) -> None:
    """One sentence a criterion, each to be agreed with or not."""
    by_id = dict(zip(weights.criteria, weights.weights.tolist(), strict=True))
    if len(by_id) == 1:
        return
    st.subheader(t("What these weights say"), anchor=False)
    to = yardstick(case, by_id, "measured_in")
    if by_id[to] == 0:
        st.info(t("{label} has no weight, so nothing can be measured in it.", label=shown(case.catalogue[to].label)))
        return
    said = [equivalent_words(case, equivalent(case, by_id, of, to)) for of in case.catalogue.ids if of != to]
    lines = "\n".join(f"- {shown(capital(one))}." for one in said)
    st.markdown(
        f"{t('You say:')}\n{lines}\n\n{t('Still true? If one sounds wrong, ask again or try other weights out.')}"
    )
