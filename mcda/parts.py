"""The parts of a case: its settings, and one record for each row of its tables."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, FiniteFloat, field_validator, model_validator

from criteria import BlendRule
from criteria.criterion import Frozen, Id, Note, Text
from mcda.checks import SCENARIO_WEIGHTS


def _split(cell: Any) -> Any:
    return [part.strip() for part in cell.split(";") if part.strip()] if isinstance(cell, str) else cell


def _split_shares(cell: Any) -> Any:
    if isinstance(cell, str):
        pairs = (part.partition(":") for part in _split(cell))
        return [(name.strip(), value) for name, _, value in pairs]
    return list(cell.items()) if isinstance(cell, dict) else cell


def _none_if_empty(cell: Any) -> Any:
    return None if cell == "" else cell


List = Annotated[tuple[str, ...], BeforeValidator(_split)]
Shares = Annotated[tuple[tuple[str, float], ...], BeforeValidator(_split_shares)]
Number = Annotated[FiniteFloat | None, BeforeValidator(_none_if_empty)]
OptionalId = Annotated[Id | None, BeforeValidator(_none_if_empty)]
Year = Annotated[int | None, BeforeValidator(lambda cell: None if cell == "" else float(cell or 0) or None)]


class Range(Frozen):
    """An uncertain number: least, most likely, greatest. A plain number stands for one without doubt."""

    low: FiniteFloat
    mode: FiniteFloat
    high: FiniteFloat

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: Any) -> Any:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return {"low": value, "mode": value, "high": value}
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.mode <= self.high:
            raise ValueError(f"low, mode and high in rising order, not {self.low:g}, {self.mode:g}, {self.high:g}")
        return self

    def within(self, low: float, high: float) -> Self:
        """Itself, if it lies between `low` and `high`; ValueError otherwise."""
        if self.low < low or self.high > high:
            raise ValueError(f"numbers from {low:g} to {high:g}")
        return self


class SynergyPart(Frozen):
    """One factor of the synergy: a component's score on a criterion."""

    component: Id
    criterion: Id


class SynergyRule(Frozen):
    """Which parts make the synergy, and on which criteria it closes part of the gap to the best score."""

    on: tuple[Id, ...]
    parts: tuple[SynergyPart, ...]


Assumption = Literal["returns", "synergy", "first_mover_cost"]
WITHOUT: dict[Assumption, float] = {"returns": 1.0, "synergy": 0.0, "first_mover_cost": 0.0}
"""The value at which each assumption of blends does nothing."""


class Defaults(Frozen):
    """What a call uses when the caller does not say."""

    method: str = "additive"
    scenario: Id | None = None
    weights: Id = SCENARIO_WEIGHTS
    components: tuple[Id, ...] = ()
    sequence: Literal["act_first", "act_together"] = "act_first"
    returns: Range = Range(low=1.0, mode=2.0, high=4.0)
    synergy: Range = Range(low=0.0, mode=0.3, high=0.5)
    first_mover_cost: Range = Range(low=0.0, mode=0.2, high=0.4)
    off: tuple[Assumption, ...] = ()

    def assumed(self, assumption: Assumption) -> Range:
        """The range of an assumption; where it is switched off, the one value at which it does nothing."""
        if assumption in self.off:
            return Range.model_validate(WITHOUT[assumption])
        stated: Range = getattr(self, assumption)
        return stated

    @field_validator("returns")
    @classmethod
    def _returns(cls, value: Range) -> Range:
        return value.within(1, 10)

    @field_validator("synergy")
    @classmethod
    def _synergy(cls, value: Range) -> Range:
        return value.within(0, 1)

    @field_validator("first_mover_cost")
    @classmethod
    def _cost(cls, value: Range) -> Range:
        return value.within(0, 2)


class Settings(Frozen):
    """`case.toml`: what is decided, by whom, and the defaults."""

    id: Id
    title: Text
    question: Note = ""
    decision_maker: Note = ""
    horizon: Note = ""
    catalogue: str = "criteria.toml"
    marking: Text = "Illustrative"
    baseline: OptionalId = None
    epsilon: Annotated[FiniteFloat, Field(gt=0, le=100)] = 1.0
    defaults: Defaults = Defaults()
    synergy: SynergyRule | None = None
    rules: dict[Id, BlendRule] = Field(default_factory=dict)


class Option(Frozen):
    """Something that can be chosen: scored itself, built from a base and levers, or a blend of components."""

    option: Id
    label: str
    kind: str
    description: str
    paragraphs: List
    base: OptionalId
    levers: List
    shares: Shares
    sequence: str


class Cell(Frozen):
    """What is known of one option on one criterion. `mode` is None where nothing is known."""

    option: Id
    criterion: Id
    low: FiniteFloat
    mode: Number
    high: FiniteFloat
    basis: str
    rationale: str
    evidence: List
    author: str
    date: str


class Source(Frozen):
    """A piece of evidence. Grade A was read in the source's own text, B in a secondary report."""

    id: Id
    title: str
    author: str
    year: Year
    url: str
    grade: str
    finding: str


class LeverEffect(Frozen):
    """What a lever does to one criterion (points on its scale) or to `coordination`."""

    lever: Id
    label: str
    criterion: Id
    low: FiniteFloat
    effect: FiniteFloat
    high: FiniteFloat
    effort: FiniteFloat
    paragraphs: List
    note: str


class Scenario(Frozen):
    """A state of the world: it shifts facts and sets coordination, and suggests a weight set."""

    scenario: Id
    label: str
    description: str
    weights: OptionalId
    coordination_low: FiniteFloat
    coordination: FiniteFloat
    coordination_high: FiniteFloat
    paragraphs: List


class Shift(Frozen):
    """A change of one score in one scenario, in natural units and direction."""

    scenario: Id
    option: Id
    criterion: Id
    shift: FiniteFloat


class Weight(Frozen):
    """Swing points for one criterion in one weight set, with the range somebody might also have said."""

    set: Id
    label: str
    criterion: Id
    low: Number
    weight: FiniteFloat
    high: Number


class ValuePoint(Frozen):
    """What a score is worth to the decision maker, 0 to 100: a judgement of value, not a fact about any option.

    Of kind `piecewise` it is one of several points with straight lines between; of kind `exponential` it is the
    midvalue, the score that is worth 50.
    """

    criterion: Id
    kind: str
    score: FiniteFloat
    value: FiniteFloat
    rationale: str


class Elicitation(Frozen):
    """How a weight set came about: whose values they are, how they were asked, and on which scales.

    `answers` is what the person said, as JSON; `scales` the digest of the scales they were shown
    (`Case.scales_digest`): where the two differ, the weights are stale.
    """

    set: Id
    method: str
    person: str
    role: str
    round: int
    date: str
    consistency: Number
    consistency_label: str
    answers: str
    scales: str


class Answer(Frozen):
    """An answer to a question about the case that is neither a score nor a weight."""

    kind: str
    subject: Id
    other: OptionalId
    answer: str
    note: str
    author: str
    date: str


class Meaning(Frozen):
    """What the share of one component in a blend means in practice."""

    option: Id
    component: Id
    meaning: str


class PastCase(Frozen):
    """What happened before, marked on the same criteria."""

    id: Id
    title: str
    years: str
    kind: str
    outcome: str
    marks: tuple[tuple[Id, str], ...]
    evidence: List

    @model_validator(mode="before")
    @classmethod
    def _gather_marks(cls, row: Any) -> Any:
        if isinstance(row, dict) and "marks" not in row:
            fixed = {"id", "title", "years", "kind", "outcome", "evidence"}
            marks = [(column, mark) for column, mark in row.items() if column not in fixed]
            row = {column: cell for column, cell in row.items() if column in fixed} | {"marks": marks}
        return row
