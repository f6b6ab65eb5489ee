"""What is decided and what counts: the question, the options, the criteria and the weights."""

from collections.abc import Iterator

import pandas as pd

from mcda.case import Case
from mcda.completeness import has_words
from mcda.language import listed, percent, points
from mcda.methods import METHODS
from mcda.parts import Elicitation, Option
from mcda.report.contents import Section, Table
from mcda.report.sections_findings import Findings, named, percents, rounded

KINDS = {
    "single": "on its own",
    "component": "component of blends",
    "blend": "blend",
    "stress": "failure mode, not ranked",
}
_HEAVIEST = 3
"""So many criteria are named in the sentence on weights."""


def question(found: Findings) -> Section:
    """What is decided, by whom, over which horizon, and what the report was asked for."""
    case, setting = found.case, found.setting
    settings, where = case.settings, case.scenario(setting.scenario)
    rows = {
        "Decided by": settings.decision_maker or "not stated",
        "Horizon": settings.horizon or "not stated",
        "Handling": settings.marking,
        "Shown against": case.labels.get(settings.baseline or "", "no baseline"),
        "Smallest difference that matters": f"{points(settings.epsilon)} of 100",
        "State of the world": f"{where.label}. {where.description}".strip(),
        "Weights": setting.weights_label,
        "Method": METHODS[setting.method].label,
        "Limits to respect": listed(map(gate_words, setting.gates)) if setting.gates else "none",
    }
    if len(case.scenarios) == 1:
        del rows["State of the world"]
    table = Table("The decision, and what this report was asked for", named({"What": rows, "Here": rows.values()}))
    return Section("question", "The decision", (settings.question or "The case states no question.",), (), (table,))


def gate_words(gate: str) -> str:
    """A limit as text, with signs that read as words do."""
    return gate.replace("<=", "≤").replace(">=", "≥")


def options(found: Findings) -> Section:
    """What can be chosen, and what it means in practice."""
    case = found.case
    stress = [option.label for option in case.options if option.kind == "stress"]
    blends = sum(bool(option.shares) for option in case.options)
    sentence = f"{len(case.choices)} options are compared"
    if blends:
        sentence += f", {blends} of them {'a blend' if blends == 1 else 'blends'} of others"
    sentences = [sentence + "."]
    if stress:
        sentences.append(f"Not ranked: {listed(stress)}. A failure mode to test against, not a choice.")
    table = named(
        {
            "Option": [option.label for option in case.options],
            "Kind": [KINDS.get(option.kind, option.kind) for option in case.options],
            "What it means": [option.description if has_words(option.description) else "" for option in case.options],
            "Built from": [built_from(case, option) for option in case.options],
        }
    )
    # Where every option stands on its own, only its meaning is worth a column.
    alike = [] if table["Built from"].any() else ["Built from"]
    alike += ["Kind"] if set(table["Kind"]) == {KINDS["single"]} else []
    tables = [Table("The options", table.drop(columns=alike))]
    if case.meanings:
        shares = {(option.option, name): share for option in case.options for name, share in option.shares}
        meant = named(
            {
                "Blend": [case.labels[one.option] for one in case.meanings],
                "Component": [case.labels[one.component] for one in case.meanings],
                "Share (%)": [percents(shares[one.option, one.component], 0) for one in case.meanings],
                "In practice": [one.meaning for one in case.meanings],
            }
        )
        tables.append(Table("What each share means in practice", meant))
    return Section("options", "The options", tuple(sentences), (), tuple(tables))


def built_from(case: Case, option: Option) -> str:
    """The parts of an option that is no strategy of its own, in words; nothing for one that is."""
    parts = [f"{percent(share)} {case.labels[name].lower()}" for name, share in option.shares]
    levers = [effect.label.lower() for effect in case.levers if effect.lever in option.levers]
    built = [*parts, *([case.labels[option.base].lower()] if option.base else []), *dict.fromkeys(levers)]
    order = {"act_first": "; one part acts first", "act_together": "; the parts act together"}
    return f"{listed(built)}{order.get(option.sequence, '')}" if built else ""


def criteria(found: Findings) -> Section:
    """What the options are judged on, with the ends of each scale in words, and what scores are worth."""
    case, tree = found.case, found.case.catalogue
    objectives = {one.id: one.label for one in tree.objectives}
    bent = [one.label.lower() for one in tree.criteria if any(row.criterion == one.id for row in case.value_rows)]
    used = dict.fromkeys(objectives[one.objective] for one in tree.criteria)
    sentences = [
        f"{len(tree.criteria)} criteria under {len(used)} {'objective' if len(used) == 1 else 'objectives'}: "
        f"{'; '.join(label.lower() for label in used)}.",
        "Scales are fixed: their ends are what could plausibly happen, so that a new option never moves the others.",
        f"Equal steps are not worth the same on {listed(bent)}."
        if bent
        else "On every criterion, equal steps are taken to be worth the same.",
    ]
    table = named(
        {
            "Objective": [objectives[one.objective] for one in tree.criteria],
            "Criterion": [one.label for one in tree.criteria],
            "Question": [one.question for one in tree.criteria],
            "Better": [one.direction.value for one in tree.criteria],
            "Scale": [f"{one.scale.low:g} to {one.scale.high:g} {one.scale.unit}".strip() for one in tree.criteria],
            "Low end": [one.scale.anchors.low for one in tree.criteria],
            "High end": [one.scale.anchors.high for one in tree.criteria],
        }
    )
    tables = [Table("The criteria", table)]
    if case.value_rows:
        worth = {
            "Criterion": [found.label(one.criterion) for one in case.value_rows],
            "Curve": [one.kind for one in case.value_rows],
            "Score": [one.score for one in case.value_rows],
            "Worth (0 to 100)": [one.value for one in case.value_rows],
            "Reason": [one.rationale for one in case.value_rows],
        }
        tables.append(Table("What scores are worth: judgements of value", named(worth)))
    return Section("criteria", "What counts", tuple(sentences), (), tuple(tables))


def weights(found: Findings) -> Section:
    """How much each criterion counts, who said so, and how."""
    case, used = found.case, found.weights
    series = used.series().sort_values(ascending=False, kind="stable")
    heaviest = [f"{found.label(one).lower()} ({100 * share:.1f} %)" for one, share in series.head(_HEAVIEST).items()]
    sentences = [
        f"By the weights “{found.setting.weights_label}”, most counts on {listed(heaviest)}.",
        "Weights are swing weights: each values going from the worst to the best end of its criterion.",
        *_who_said(found),
    ]
    now = {
        "Criterion": [found.label(one) for one in used.criteria],
        "Weight (%)": percents(used.weights),
        "Low (%)": percents(used.low),
        "High (%)": percents(used.high),
    }
    tables = [Table(f"The weights used: {found.setting.weights_label}", named(now))]
    if len(case.weight_sets) > 1:
        every = {label: percents(case.weights(name)["weight"]) for name, label in case.weight_sets.items()}
        sets = {"Criterion (%)": [one.label for one in case.catalogue.criteria], **every}
        tables.append(Table("All weight sets of the case, in per cent", named(sets)))
    if case.elicitations:
        tables.append(Table("How weights came about", _elicited(case)))
    return Section("weights", "The weights", tuple(sentences), (), tuple(tables))


def _who_said(found: Findings) -> Iterator[str]:
    """Whose weights these are and how they were asked, as far as the case records it."""
    case = found.case
    record = next((one for one in case.elicitations if one.set == found.setting.weights), None)
    if record is None:
        yield "The case does not record who set these weights, or how they were asked."
        return
    sentence = f"They were set by {record.person or 'somebody unnamed'} ({record.role}) by {record.method}"
    sentence += f", {record.date}" if record.date else ""
    if record.consistency is not None:
        sentence += f"; {record.consistency_label or 'consistency'} {record.consistency:.3g}"
    elif record.consistency_label:
        sentence += f"; {record.consistency_label}"
    yield sentence + "."
    if record.set in case.stale_sets:
        yield "The scales have changed since these weights were set, so they should be asked anew."


def _since(case: Case, record: Elicitation) -> str:
    """Whether the scales are still those that somebody was shown."""
    if not record.scales:
        return "not recorded"
    return "changed since" if record.set in case.stale_sets else "as asked"


def _elicited(case: Case) -> pd.DataFrame:
    records = case.elicitations
    return named(
        {
            "Weights": [case.weight_sets[one.set] for one in records],
            "Set by": [one.person for one in records],
            "Role": [one.role for one in records],
            "Method": [one.method for one in records],
            "Round": [one.round for one in records],
            "Date": [one.date for one in records],
            "Consistency": [None if one.consistency is None else float(rounded(one.consistency, 3)) for one in records],
            "Measure": [one.consistency_label for one in records],
            "Scales": [_since(case, one) for one in records],
        }
    )


__all__ = ["criteria", "gate_words", "options", "question", "weights"]
