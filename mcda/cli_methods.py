"""What `mcda methods` and `mcda agreement` found: methods and their properties, and how far they agree on a case."""

from collections.abc import Mapping
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

import mcda
from mcda.cli_answers import left, remark, setting_words
from mcda.cli_output import LEFT, RIGHT, Answer, Grid

if TYPE_CHECKING:
    from mcda.case import Case
    from mcda.methods import Method
    from mcda.robustness import Agreement

WORDS = {True: "yes", False: "no"}
PROPERTIES = {
    "family": "Family",
    "summary": "What it does",
    "assumes": "Assumes",
    "needs": "Needs",
    "options": "Options",
    "on_values": "On a case",
    "higher_is_better": "Higher is better",
    "compensatory": "Gains offset losses",
    "rank_reversal": "Rank reversal",
    "linear": "Linear in weights",
    "respects_dominance": "Respects dominance",
    "source": "Source",
}
"""Fields of a method as `mcda methods NAME` shows them."""
KEYS = (
    "Offsets: a gain on one criterion can make up for any loss on another. "
    "Reversal: dropping an option can change the order of the others."
)
WIDEST = 15
"""So many columns of ranks fit a terminal of 80; options beyond are in the data alone."""


def methods_answer() -> Answer:
    """Every method by family, the objective weights, and what is left out."""
    import pandas as pd  # noqa: PLC0415

    from mcda.methods import LEFT_OUT  # noqa: PLC0415

    rows = [_fields(method) for method in mcda.METHODS.values()]
    weightings = [
        {name: getattr(one, name) for name in ("name", "label", "summary", "needs", "source")}
        for one in mcda.OBJECTIVE.values()
    ]
    grids = [
        Grid(left("Method", "Offsets", "Reversal", "What it does"), _short(rows, family), family)
        for family in dict.fromkeys(row["family"] for row in rows)
    ]
    grids += [
        Grid(left("Objective weights", "What they are"), [(row["name"], row["summary"]) for row in weightings]),
        Grid(left("Left out", "Why"), LEFT_OUT.items()),
    ]
    notes = [KEYS, "mcda methods NAME shows one of them whole: what it assumes and needs, its options, its source."]
    data = {"methods": rows, "objective_weights": weightings, "left_out": dict(LEFT_OUT)}
    table = [{"kind": "method", **_flat(row)} for row in rows]
    table += [{"kind": "objective weights", **row} for row in weightings]
    table += [{"kind": "left out", "name": name, "summary": why} for name, why in LEFT_OUT.items()]
    return Answer(pd.DataFrame(table), data, (), grids, notes)


def method_answer(name: str) -> Answer:
    """One method, or one way to weigh by the scores, whole."""
    import pandas as pd  # noqa: PLC0415

    from mcda.methods import method_named  # noqa: PLC0415

    if name in mcda.OBJECTIVE:
        one = mcda.OBJECTIVE[name]
        row: dict[str, Any] = {part: getattr(one, part) for part in ("name", "label", "summary", "needs", "source")}
    else:
        row = _fields(method_named(name))
    lines = [(label, _text(row[part])) for part, label in PROPERTIES.items() if part in row and _text(row[part])]
    return Answer(pd.DataFrame([_flat(row)]), row, [f"{row['label']} ({row['name']})"], [Grid(left("", ""), lines)])


def _fields(method: "Method") -> dict[str, Any]:
    """A method as data."""
    return {name: getattr(method, name) for name in ("name", "label", *PROPERTIES)}


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same with its options as text, for a table."""
    return {name: _text(value) if isinstance(value, Mapping) else value for name, value in row.items()}


def _text(value: Any) -> str:
    """A field in words.

    Examples
    --------
    >>> _text(True), _text({"v": 0.5, "scales": None, "preference": {"q": 0, "p": 1}})
    ('yes', 'v=0.5, scales=to be given, preference=(q=0, p=1)')
    """
    if isinstance(value, Mapping):
        return ", ".join(
            f"{name}=({_text(part)})" if isinstance(part, Mapping) else f"{name}={_text(part)}"
            for name, part in value.items()
        )
    return WORDS[value] if isinstance(value, bool) else "to be given" if value is None else str(value)


def _short(rows: list[dict[str, Any]], family: str) -> list[tuple[str, ...]]:
    return [
        (row["name"], WORDS[row["compensatory"]], WORDS[row["rank_reversal"]], row["summary"])
        for row in rows
        if row["family"] == family
    ]


def agreement_answer(case: "Case", setting: Mapping[str, Any]) -> Answer:
    """Whether the winner depends on the method: votes of families, and every method's ranks."""
    from mcda import wording_methods as wording  # noqa: PLC0415

    found = mcda.agreement(case, **setting)
    sentences = [
        wording.agreement_headline(case, found) + ".",
        wording.agreement_sentence(case, found),
        wording.CAUTION,
    ]
    notes = [f"Not used: {name}: {reason}." for name, reason in wording.left_out_words(case, found).items()]
    if len(found.ranks) > WIDEST:
        notes.append(f"Only the first {WIDEST} of {len(found.ranks)} options are shown; --format csv has all.")
    used = setting_words(found.scenario, found.weights.name, f"{found.ranks.shape[1]} methods")
    notes += [wording.ONE_VOTE, wording.least_alike_sentence(found, "weighted_spearman"), used, remark(case)]
    data = found.to_dict() | {"marking": case.settings.marking}
    grids = [_families_grid(case, found), *_ranks_grids(case, found)]
    return Answer(found.to_frame().reset_index(), data, sentences, grids, notes)


def _families_grid(case: "Case", found: "Agreement") -> Grid:
    rows = [
        (str(family), str(row["methods"]), " / ".join(case.labels[option] for option in row["winner"].split(";")))
        for family, row in found.families.to_dict("index").items()
    ]
    return Grid([("Family", LEFT), ("Methods", RIGHT), ("Votes for", LEFT)], rows)


def _ranks_grids(case: "Case", found: "Agreement") -> list[Grid]:
    """What each letter stands for; then methods as rows and options, by letter, as columns."""
    from mcda.wording_methods import in_order  # noqa: PLC0415

    letters = dict(zip(in_order(found), ascii_uppercase[:WIDEST], strict=False))
    names = [(letter, case.labels[option], f"{found.votes.get(option, 0):.3g}") for option, letter in letters.items()]
    ranks = found.ranks.loc[list(letters)]
    rows = [(str(method), *(str(rank) for rank in column)) for method, column in ranks.items()]
    columns = [("Rank by", LEFT), *((letter, RIGHT) for letter in letters.values())]
    return [Grid([("", LEFT), ("Option", LEFT), ("Votes", RIGHT)], names), Grid(columns, rows)]
