"""Strategies in words: what there is, what each is made of, and what is still missing from it."""

from mcda.blends import BestBlend
from mcda.case import Case
from mcda.edits.blends import undescribed
from mcda.language import listed
from mcda.parts import Option
from views.text import number, shown, t


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun; both forms are translated where they are written."""
    return one if count == 1 else many.format(n=count)


def mixable(case: Case) -> tuple[str, ...]:
    """Options that blends can be mixed from."""
    return tuple(one.option for one in case.options if one.kind == "component")


def headline(case: Case) -> str:
    """The state of the page in one sentence."""
    options = counted(len(case.options), t("1 option"), t("{n} options"))
    parts, blends, open_ones = mixable(case), [one for one in case.options if one.shares], undescribed(case)
    if not parts:
        return t("{options}: none can be mixed yet", options=options)
    if len(parts) == 1:
        return t("{options}: 1 can be mixed, and a blend takes two", options=options)
    mixed = t("{n} can be mixed", n=len(parts))
    if not blends:
        return t("{options}: {mixed}, no blend of them is an option yet", options=options, mixed=mixed)
    if open_ones:
        ending = counted(
            len(open_ones),
            t("1 blend has shares nobody has described"),
            t("{n} blends have shares nobody has described"),
        )
    else:
        ending = counted(
            len(blends), t("1 blend says what its shares mean"), t("all {n} blends say what their shares mean")
        )
    return f"{options}: {mixed}, {ending}"


def kind_words() -> dict[str, str]:
    """What each kind of option is called."""
    return {
        "component": t("can be mixed"),
        "single": t("on its own"),
        "blend": t("blend"),
        "stress": t("stress case"),
        "variant": t("variant"),
    }


def kind_of(option: Option) -> str:
    """The kind of an option, where one that is built from a base and levers is called a variant."""
    return "variant" if option.base and option.kind == "single" else option.kind


def made_of(case: Case, option: Option) -> str:
    """What an option is built from, as plain text; empty where it is scored itself."""
    labels = {row.lever: row.label for row in case.levers}
    levers = [labels[one].lower() for one in option.levers]
    if option.base:
        return " + ".join([case.labels[option.base], *levers])
    if option.shares:
        mix = ", ".join(f"{number(100 * share, 0)} % {case.labels[name]}" for name, share in option.shares)
        return " + ".join([mix, *levers])
    return ""


def state_of(case: Case, option: Option) -> str:
    """What is still missing from an option, as plain text; empty where nothing is."""
    open_parts = undescribed(case).get(option.option)
    if open_parts:
        return t(
            "not an alternative yet: no meaning for {parts}",
            parts=listed(case.labels[name] for name in open_parts),
        )
    known = [cell for cell in case.cells if cell.option == option.option]
    unknown = sum(cell.mode is None for cell in known)
    if unknown:
        return t("{unknown} of {all} scores unknown", unknown=unknown, all=len(known))
    return "" if option.description else t("no description")


def order_words() -> dict[str, str]:
    """The two orders in which the parts of a blend can begin."""
    return {"act_first": t("One part acts first"), "act_together": t("All parts act together")}


def mix_sentence(case: Case, best: BestBlend) -> str:
    """Which mix is best and whether a blend pays at all, as the end of a sentence in Markdown, without its full stop."""
    if best.best_pure is None or best.lead is None:
        return t("no pure strategy respects the limits")
    pure = shown(case.labels[best.best_pure])
    if best.is_pure or best.lead <= 0:
        return t("**{pure} alone is best: no mix beats it, so blends lose**", pure=pure)
    mix = listed(
        f"{number(100 * share, 0)} % {shown(case.labels[str(name)])}"
        for name, share in best.shares.items()
        if share > 0.005
    )
    lead = number(best.lead)
    if best.lead < best.epsilon:
        return t(
            "the best mix is **{mix}**, {lead} points ahead of {pure} alone: too little to matter",
            mix=mix,
            lead=lead,
            pure=pure,
        )
    return t("the best mix is **{mix}**, {lead} points ahead of {pure} alone", mix=mix, lead=lead, pure=pure)
