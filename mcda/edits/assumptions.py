"""Changes of what is assumed about blends: ranges, off-switches, rules, the usual order and parts."""

from collections.abc import Iterable
from typing import Any

from criteria import BlendRule
from mcda.case import Case
from mcda.edits.tree import known_criterion
from mcda.errors import ArgumentError
from mcda.parts import Assumption, Range, SynergyPart, SynergyRule
from mcda.schemas import SEQUENCES


def with_range(case: Case, assumption: Assumption, low: float, mode: float, high: float) -> Case:
    """The case with another range of an assumption.

    Raises
    ------
    CaseError
        For numbers not in rising order, or out of bounds (returns 1 to 10, synergy 0 to 1, first-mover cost 0 to 2).
    """
    # Checked with all else by `replace`, whose error lists every fault.
    return _with_defaults(case, **{assumption: Range.model_construct(low=low, mode=mode, high=high)})


def switched(case: Case, assumption: Assumption, *, on: bool) -> Case:
    """The case with an assumption on or off; its range stays, for when it is on again."""
    off = tuple(one for one in case.settings.defaults.off if one != assumption)
    return _with_defaults(case, off=off if on else (*off, assumption))


def with_synergy(case: Case, on: Iterable[str] | None = None, parts: Iterable[tuple[str, str]] | None = None) -> Case:
    """The case with another synergy; what is left out stays as it is. Without both there is none.

    Parameters
    ----------
    on
        Criteria on which part of the gap to the best score is closed.
    parts
        Its factors, all of which a blend needs: each a component and the criterion that its score counts on.

    Raises
    ------
    CaseError
        For a criterion or a component that the case does not have.
    """
    now = case.settings.synergy or SynergyRule(on=(), parts=())
    rule = SynergyRule(
        on=now.on if on is None else tuple(on),
        parts=now.parts
        if parts is None
        else tuple(SynergyPart(component=component, criterion=criterion) for component, criterion in parts),
    )
    kept = rule if rule.on or rule.parts else None
    return case.replace(settings=case.settings.model_copy(update={"synergy": kept}))


def with_usual_sequence(case: Case, sequence: str) -> Case:
    """The case where new blends, and blends that a question makes up, follow this order.

    Raises
    ------
    ArgumentError
        For another order than `act_first` or `act_together`.
    """
    if sequence not in SEQUENCES:
        raise ArgumentError(f"sequence = {sequence!r}; one of {', '.join(SEQUENCES)} is needed.")
    return _with_defaults(case, sequence=sequence)


def with_usual_components(case: Case, components: Iterable[str]) -> Case:
    """The case where blends mix these components if nothing else is said.

    Raises
    ------
    ArgumentError
        If there is no such option.
    CaseError
        For one component or more than four, or options that are none. None at all means the first two.
    """
    chosen = {case.option(one).option for one in components}
    return _with_defaults(case, components=tuple(one for one in case.option_ids if one in chosen))


def rule_of(case: Case, criterion: str) -> BlendRule:
    """The rule by which blends score on a criterion: the case's own, else the value tree's."""
    return case.settings.rules.get(criterion) or case.catalogue[criterion].blend


def with_rules(case: Case, rules: dict[str, str]) -> Case:
    """The case with other blend rules on some criteria; where that is the value tree's own, nothing is kept.

    Raises
    ------
    ArgumentError
        If there is no such criterion or rule.
    CaseError
        For a rule that does not fit the direction: `reach` is for benefits, `stack` for harms.
    """
    for name, rule in rules.items():
        known_criterion(case, name)
        if rule not in set(BlendRule):
            raise ArgumentError(f"No blend rule {rule!r}. Rules: {', '.join(BlendRule)}.")
    kept = case.settings.rules | {name: BlendRule(rule) for name, rule in rules.items()}
    own = {name: rule for name, rule in kept.items() if rule != case.catalogue[name].blend}
    return case.replace(settings=case.settings.model_copy(update={"rules": own}))


def stacked(case: Case, criteria: Iterable[str], *, on: bool) -> Case:
    """The case where harms on these criteria add up, or follow the value tree's rules again. Raises as `with_rules`."""
    own = {name: known_criterion(case, name).blend.value for name in criteria}
    return with_rules(case, dict.fromkeys(own, BlendRule.STACK.value) if on else own)


def _with_defaults(case: Case, **changes: Any) -> Case:
    defaults = case.settings.defaults.model_copy(update=changes)
    return case.replace(settings=case.settings.model_copy(update={"defaults": defaults}))


__all__ = [
    "rule_of",
    "stacked",
    "switched",
    "with_range",
    "with_rules",
    "with_synergy",
    "with_usual_components",
    "with_usual_sequence",
]
