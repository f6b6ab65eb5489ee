"""Changes of blends: which parts, in which shares and order, and what each share means in practice."""

from collections.abc import Mapping

from mcda.case import Case
from mcda.completeness import undescribed
from mcda.edits.options import new_option, with_changes
from mcda.errors import ArgumentError
from mcda.parts import Meaning


def with_blend(
    case: Case,
    label: str,
    shares: Mapping[str, float],
    sequence: str | None = None,
    meanings: Mapping[str, str] | None = None,
    description: str = "",
) -> Case:
    """The case with one more blend.

    Parameters
    ----------
    shares
        By component, 0 to 1, summing to 1; parts with no share are left out.
    sequence
        `act_first` or `act_together`; the case's default if left out.
    meanings
        What each share means in practice, by component: which items, which partners.

    Raises
    ------
    ArgumentError
        For a name that is empty or taken, or shares that make no blend.
    """
    option = new_option(case, label, "blend", description)
    mix = _mixed(case, shares)
    order = sequence or case.settings.defaults.sequence
    option = option.model_copy(update={"shares": mix, "sequence": order})
    said = tuple(
        Meaning(option=option.option, component=name, meaning=text)
        for name, _ in mix
        if (text := (meanings or {}).get(name, "").strip())
    )
    return case.replace(options=(*case.options, option), meanings=(*case.meanings, *said))


def with_shares(case: Case, option: str, shares: Mapping[str, float]) -> Case:
    """The case with other shares in a blend; what the share of a part that leaves it meant goes too.

    Raises
    ------
    ArgumentError
        For shares that make no blend.
    """
    mix = _mixed(case, shares)
    parts = {name for name, _ in mix}
    meanings = tuple(one for one in case.meanings if one.option != option or one.component in parts)
    return with_changes(case, option, shares=mix, meanings=meanings)


def with_sequence(case: Case, option: str, sequence: str) -> Case:
    """The case with another order in a blend: `act_first` or `act_together`."""
    return with_changes(case, option, sequence=sequence)


def with_meaning(case: Case, option: str, component: str, meaning: str) -> Case:
    """The case with what the share of one component in a blend means in practice; nothing said takes it away."""
    others = tuple(one for one in case.meanings if (one.option, one.component) != (option, component))
    said = (Meaning(option=option, component=component, meaning=meaning.strip()),) if meaning.strip() else ()
    return case.replace(meanings=(*others, *said))


def completed_shares(shares: Mapping[str, float], keep: str | None = None) -> dict[str, float]:
    """Shares made to sum to 1: `keep` stays as it is, the others yield in proportion.

    Where the others are all 0, they part the rest evenly. Without `keep` all change in proportion.

    Examples
    --------
    >>> completed_shares({"a": 0.3, "b": 0.6, "c": 0.2}, keep="a")
    {'a': 0.3, 'b': 0.525, 'c': 0.175}
    """
    kept = 0.0 if keep is None else min(max(shares[keep], 0.0), 1.0)
    others = {name: max(share, 0.0) for name, share in shares.items() if name != keep}
    total = sum(others.values())
    rest = {name: (1 - kept) * (share / total if total else 1 / len(others)) for name, share in others.items()}
    return {name: round(kept if name == keep else rest[name], 12) for name in shares}


def _mixed(case: Case, shares: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """The shares above 0, in the order given, checked."""
    for name, share in shares.items():
        case.option(name)
        if not 0 <= share <= 1:
            raise ArgumentError(f"The share of {case.labels[name]} is {100 * share:.6g} %. A share is 0 to 100 %.")
    mix = tuple((name, float(share)) for name, share in shares.items() if share > 0)
    total = sum(share for _, share in mix)
    if abs(total - 1) > 1e-9:
        raise ArgumentError(f"The shares sum to {100 * total:.6g} %. They must sum to 100 %.")
    if len(mix) < 2:
        raise ArgumentError("A blend has at least two parts with a share; with one part it is that part alone.")
    return mix


__all__ = ["completed_shares", "undescribed", "with_blend", "with_meaning", "with_sequence", "with_shares"]
