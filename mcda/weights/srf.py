"""Weights from cards laid in a row: the revised Simos procedure (SRF)."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np

from mcda.weights.elicited import (
    ORDER_ONLY,
    Array,
    Elicited,
    elicited,
    is_number,
    label_faults,
    normalised_points,
    refuse_answers,
)

Cards: TypeAlias = Sequence[str | Sequence[str] | int]


def srf(cards: Cards, ratio: float, decimals: int | None = None) -> Elicited:
    """Weights from cards in order of importance, with blank cards for wider gaps (revised Simos procedure).

    Parameters
    ----------
    cards
        From the LEAST important to the most: a label; a tuple of labels that are equally important; or a whole
        number, which is so many blank cards between its neighbours. No blank card is a gap of one step, each
        blank card widens it by one.
    ratio
        How many times as important the last is as the first, above 1.
    decimals
        Rounds the weights to so many decimals of a percent, still summing to 100: those whose relative error
        that hurts least go up. Unrounded if left out.

    Returns
    -------
    Elicited
        Without consistency: an order cannot contradict itself. `detail` has `step` (the weight of one gap,
        when the least important weighs 1), `raw` (weights on that scale) and, when rounded, `percent`.

    Raises
    ------
    ArgumentError
        With every label that is no text or stands there twice, blank cards outside the row, cards that all lie
        together, a ratio of at most 1, or decimals that are no whole number from 0 to 9.

    References
    ----------
    Figueira & Roy 2002, European Journal of Operational Research 139:317-326. They round the raw weights to two
    decimals on the way; this does not.

    Examples
    --------
    >>> from mcda.weights import srf
    >>> srf(["cost", 1, ("speed", "trust")], ratio=3).weights.round(4).to_dict()
    {'cost': 0.1429, 'speed': 0.4286, 'trust': 0.4286}
    """
    faults = list(_card_faults(cards))
    if not is_number(ratio) or ratio <= 1:
        faults.append(f"ratio = {ratio!r}; a number above 1 is needed")
    if decimals is not None and (not _is_whole(decimals) or not 0 <= decimals <= 9):
        faults.append(f"decimals = {decimals!r}; a whole number from 0 to 9, or None, is needed")
    refuse_answers("srf", faults)
    places = _places(cards)
    labels = list(places)
    steps = np.array([places[label] for label in labels], dtype=np.float64)
    step = (ratio - 1.0) / steps.max()
    raw = 1.0 + step * steps
    percent = 100.0 * normalised_points(raw)
    rounded = {} if decimals is None else {"percent": _rounded(percent, decimals)}
    return elicited(
        "srf",
        labels,
        rounded.get("percent", percent),
        None,
        ORDER_ONLY,
        step=float(step),
        raw=dict(zip(labels, raw.tolist(), strict=True)),
        **{name: dict(zip(labels, values.tolist(), strict=True)) for name, values in rounded.items()},
    )


def _rounded(percent: Array, decimals: int) -> Array:
    """Shares (n,) of 100, each rounded up or down, still summing to 100 (Figueira & Roy 2002, section 4.4).

    All are cut off; the units that are then missing go to as many criteria. First come those whom going up
    puts wrong by less than staying down, most wronged by staying down first (the list L'); then the others,
    least wronged by going up first (the list L).
    """
    units = percent * 10.0**decimals
    # A share that is a round number may lie a hair below it in floating point.
    cut = np.floor(units + 1e-9)
    excess = np.maximum(units - cut, 0.0)
    wrong_up, wrong_down = (1.0 - excess) / units, excess / units
    better_down = wrong_up > wrong_down
    missing = round(100 * 10**decimals - cut.sum())
    in_turn = np.lexsort((np.where(better_down, wrong_up, -wrong_down), better_down))
    cut[in_turn[:missing]] += 1.0
    return np.asarray(cut / 10.0**decimals)


def _places(cards: Cards) -> dict[str, int]:
    """How many steps above the least important each label lies."""
    places: dict[str, int] = {}
    place = -1
    for card in cards:
        if isinstance(card, str | list | tuple):
            place += 1
            places.update(dict.fromkeys([card] if isinstance(card, str) else card, place))
        elif isinstance(card, int):
            place += card
    return places


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _card_faults(cards: object) -> Iterator[str]:
    if isinstance(cards, str) or not isinstance(cards, Sequence):
        yield f"cards = {cards!r}; a list of labels, tuples of labels and numbers of blank cards is needed"
        return
    labels: list[object] = []
    named: list[int] = []
    for position, card in enumerate(cards):
        if isinstance(card, list | tuple):
            if not card:
                yield "an empty tuple stands among the cards"
            labels += card
            named.append(position)
        elif _is_whole(card):
            if card < 0:
                yield f"{card} blank cards; at least 0 are needed"
        else:
            labels.append(card)
            named.append(position)
    yield from label_faults(labels)
    if named and (named[0] > 0 or named[-1] < len(cards) - 1):
        yield "blank cards lie before the first label or after the last; they belong between labels"
    if len(named) == 1:
        yield "all labels lie together, so none can be more important; rank_order takes such an order"
