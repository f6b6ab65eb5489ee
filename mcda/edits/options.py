"""Changes of what can be chosen: each takes a valid case and gives a valid case, in one step.

An option that is scored itself comes with a cell on every criterion, and an option that goes takes with it all
that names it, so that no change has to pass through a case that cannot be used.
"""

from collections.abc import Iterable
from typing import Any

from mcda.case import Case
from mcda.edits.scores import blank_cell
from mcda.errors import ArgumentError
from mcda.ids import free_label, id_from
from mcda.parts import Option, Settings

SCORED = ("component", "single", "stress")
"""Kinds of options that may have scores of their own."""


def with_option(case: Case, label: str, kind: str = "single", description: str = "") -> Case:
    """The case with one more option that is scored itself; nothing is known of it on any criterion yet.

    Parameters
    ----------
    kind
        `component` (can be mixed), `single`, or `stress` (a failure to test others against, never a choice).

    Raises
    ------
    ArgumentError
        For a name that is empty or taken, or another kind.
    """
    if kind not in SCORED:
        raise ArgumentError(f"kind = {kind!r}; one of {', '.join(SCORED)} is needed.")
    option = new_option(case, label, kind, description)
    cells = (blank_cell(option.option, criterion) for criterion in case.catalogue.criteria)
    return case.replace(options=(*case.options, option), cells=(*case.cells, *cells))


def with_variant(case: Case, label: str, base: str, levers: Iterable[str] = (), description: str = "") -> Case:
    """The case with an option that scores like `base`, moved by levers.

    Raises
    ------
    ArgumentError
        For a name that is empty or taken, or no such base.
    """
    case.option(base)
    option = new_option(case, label, "single", description).model_copy(update={"base": base, "levers": tuple(levers)})
    return case.replace(options=(*case.options, option))


def renamed(case: Case, option: str, label: str) -> Case:
    """The case with another name for an option; its id stays, so that nothing that points to it breaks.

    Raises
    ------
    ArgumentError
        For a name that is empty or taken, or no such option.
    """
    others = [one.label for one in case.options if one.option != option]
    return with_changes(case, option, label=free_label(label, others, "option"))


def described(case: Case, option: str, description: str) -> Case:
    """The case with another description of an option."""
    return with_changes(case, option, description=description.strip())


def moved(case: Case, option: str, steps: int) -> Case:
    """The case with an option so many places further down the list (up, where negative); it stops at the ends."""
    order = [one for one in case.options if one.option != option]
    place = case.option_ids.index(case.option(option).option) + steps
    order.insert(min(max(place, 0), len(order)), case.option(option))
    return case.replace(options=tuple(order))


def with_kind(case: Case, option: str, kind: str) -> Case:
    """The case with an option of another kind.

    One that can no longer be mixed leaves the components that blends mix by default, and takes a synergy with it
    that needs it. Blends that name it stay as they are.

    Raises
    ------
    ArgumentError
        For a blend, or another kind than `component`, `single` or `stress`.
    """
    if case.option(option).kind == "blend" or kind not in SCORED:
        allowed = f"a blend stays one, others may be {', '.join(SCORED)}"
        raise ArgumentError(f"{case.labels[option]!r} cannot become {kind!r}: {allowed}.")
    parts: dict[str, Any] = {} if kind == "component" else {"settings": _unmixed(case, {option})}
    return with_changes(case, option, kind=kind, **parts)


def with_components(case: Case, options: Iterable[str]) -> Case:
    """The case with some options made components, so that blends can mix them. ArgumentError for no such option."""
    chosen = {case.option(one).option for one in options}
    return case.replace(
        options=tuple(
            one.model_copy(update={"kind": "component"}) if one.option in chosen else one for one in case.options
        )
    )


def with_levers(case: Case, option: str, levers: Iterable[str]) -> Case:
    """The case with other levers on an option that is built from a base or from shares."""
    return with_changes(case, option, levers=tuple(levers))


def built_from(case: Case, option: str) -> tuple[str, ...]:
    """Every option that is built from this one, through a base or a share, directly or over others."""
    found: set[str] = {option}
    while True:
        more = {one.option for one in case.options if found & _parents(one)} | found
        if more == found:
            return tuple(name for name in case.option_ids if name in found - {option})
        found = more


def goes_with(case: Case, option: str) -> tuple[str, ...]:
    """The settings that change when an option goes: any of `baseline`, `components`, `synergy`."""
    before, after = case.settings, _settings_without(case, {option, *built_from(case, option)})
    changed = {
        "baseline": before.baseline != after.baseline,
        "components": before.defaults.components != after.defaults.components,
        "synergy": before.synergy != after.synergy,
    }
    return tuple(name for name, differs in changed.items() if differs)


def without_option(case: Case, option: str, *, with_dependants: bool = False) -> Case:
    """The case without an option, its cells, shifts and meanings, and without what the settings say of it.

    Parameters
    ----------
    with_dependants
        Whether the options that are built from it go too.

    Raises
    ------
    ArgumentError
        If others are built from it and should stay, or no option would be left.
    """
    others = built_from(case, case.option(option).option)
    if others and not with_dependants:
        named = "\n".join(f"  - {case.labels[one]}" for one in others)
        raise ArgumentError(
            f"{case.labels[option]} cannot be removed: these options are built from it. "
            f"Remove them too, or build them from something else.\n{named}"
        )
    gone = {option, *others}
    left = tuple(one for one in case.options if one.option not in gone)
    if not left:
        raise ArgumentError("The last option cannot be removed: a case has at least one. Rename it instead.")
    return case.replace(
        options=left,
        cells=tuple(one for one in case.cells if one.option not in gone),
        shifts=tuple(one for one in case.shifts if one.option not in gone),
        meanings=tuple(one for one in case.meanings if one.option not in gone),
        settings=_settings_without(case, gone),
    )


def _unmixed(case: Case, gone: set[str]) -> Settings:
    """The settings where some options are no components any more."""
    settings = case.settings
    left = tuple(one for one in settings.defaults.components if one not in gone)
    synergy = settings.synergy
    if synergy and any(part.component in gone for part in synergy.parts):
        synergy = None  # a product of parts that are all needed: with one of them gone there is no such bonus
    defaults = settings.defaults.model_copy(update={"components": left if len(left) > 1 else ()})
    return settings.model_copy(update={"defaults": defaults, "synergy": synergy})


def _settings_without(case: Case, gone: set[str]) -> Settings:
    """The settings where some options are gone altogether."""
    baseline = None if case.settings.baseline in gone else case.settings.baseline
    return _unmixed(case, gone).model_copy(update={"baseline": baseline})


def with_changes(case: Case, option: str, **changes: Any) -> Case:
    """The case with one option changed; `settings` and `meanings` replace these parts of the case."""
    whole = {name: changes.pop(name) for name in ("settings", "meanings") if name in changes}
    case.option(option)
    options = tuple(one.model_copy(update=changes) if one.option == option else one for one in case.options)
    return case.replace(options=options, **whole)


def new_option(case: Case, label: str, kind: str, description: str) -> Option:
    """An option that is in no case yet, with an id that is free in this one."""
    name = free_label(label, [one.label for one in case.options], "option")
    return Option(
        option=id_from(name, case.option_ids, "option"),
        label=name,
        kind=kind,
        description=description.strip(),
        paragraphs=(),
        base=None,
        levers=(),
        shares=(),
        sequence="",
    )


def _parents(option: Option) -> set[str]:
    return {name for name, _ in option.shares} | ({option.base} if option.base else set())


__all__ = [
    "SCORED",
    "built_from",
    "described",
    "goes_with",
    "moved",
    "new_option",
    "renamed",
    "with_changes",
    "with_components",
    "with_kind",
    "with_levers",
    "with_option",
    "with_variant",
    "without_option",
]
