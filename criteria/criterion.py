"""A criterion: what it asks, on which fixed scale, in which direction, and how it blends."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, FiniteFloat, StringConstraints, model_validator

from criteria.plain_text import hidden_in

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
"""Snake case, at most 64 characters, starting with a letter."""


def _plain(text: str) -> str:
    hidden = hidden_in(text)
    if hidden:
        raise ValueError(f"text without {hidden}")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), AfterValidator(_plain)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000), AfterValidator(_plain)]


class Frozen(BaseModel):
    """An immutable record that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Direction(StrEnum):
    """Which end of the criterion's own scale is better."""

    MORE = "more"
    LESS = "less"

    @property
    def sign(self) -> int:
        """+1 where more is better, -1 where less is."""
        return 1 if self is Direction.MORE else -1


class BlendRule(StrEnum):
    """How a mix of strategies scores on one criterion (see `mcda.blends.compose`)."""

    MEAN = "mean"
    FIRST = "first"
    REACH = "reach"
    TRUST = "trust"
    STACK = "stack"

    def allows(self, direction: Direction) -> bool:
        """`reach` adds benefits up and `stack` adds harms up; either the other way round rigs the answer."""
        wanted = {BlendRule.REACH: Direction.MORE, BlendRule.STACK: Direction.LESS}.get(self)
        return wanted is None or wanted is direction


class Anchors(Frozen):
    """A sentence each for the low end, the middle and the high end of a scale."""

    low: Text
    middle: Note = ""
    high: Text


class Scale(Frozen):
    """The fixed range on which a criterion is scored. Fixed ranges are what stops rank reversal."""

    low: FiniteFloat = 0.0
    high: FiniteFloat = 100.0
    unit: Note = "points"
    anchors: Anchors

    @model_validator(mode="after")
    def _has_width(self) -> Self:
        if not self.low < self.high:
            raise ValueError(f"low ({self.low:g}) must be below high ({self.high:g})")
        return self

    @property
    def span(self) -> float:
        """Width of the scale, in its unit."""
        return self.high - self.low


class Overlap(Frozen):
    """A warning that two criteria may count the same thing twice."""

    criterion: Id
    warning: Text


class Criterion(Frozen):
    """One leaf of the value tree."""

    id: Id
    label: Text
    objective: Id
    direction: Direction
    scale: Scale
    question: Note = ""
    definition: Note = ""
    blend: BlendRule = BlendRule.MEAN
    required: bool = False
    paragraphs: tuple[str, ...] = ()
    note: Note = ""
    overlaps: tuple[Overlap, ...] = Field(default=())

    @model_validator(mode="after")
    def _rule_fits_direction(self) -> Self:
        if not self.blend.allows(self.direction):
            raise ValueError(
                f"blend rule {self.blend.value!r} cannot serve a criterion where {self.direction.value} is better: "
                "'reach' is for benefits, 'stack' for harms"
            )
        return self

    @property
    def best(self) -> float:
        """The better end of the scale, in its unit."""
        return self.scale.high if self.direction is Direction.MORE else self.scale.low

    @property
    def worst(self) -> float:
        """The worse end of the scale, in its unit."""
        return self.scale.low if self.direction is Direction.MORE else self.scale.high
