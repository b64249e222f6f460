"""What is a figure: a published number with its statistic, place, day and source?"""

from __future__ import annotations

import os
import string
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from generator.amounts import Day, Dollars, Months, Quantity, Share, Unit, Written, unit_text

Grade = Literal["A", "B", "C"]
Statistic = Literal[
    "posted range",
    "average",
    "median",
    "percentile range",
    "page figure",
    "year-end top",
    "compiled guide",
    "single report",
    "press report",
    "leaked guideline",
    "offer notes",
    "company statement",
    "public filing",
    "law",
    "study",
    "published example",
    "editorial assumption",
]


# Nothing here uses pydantic's plugins, and it would look for some through all packages that are installed.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


class Model(BaseModel):
    """Every model of the data: it cannot change, and a misspelt key is an error, never silence.

    What checks one is built when it first has something to check: most builds read few files, and keep what they read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False, defer_build=True)


class Origin(Model):
    """Where a row comes from and since when it holds.

    Attributes:
        from_: The day from which it holds (`from:`); None is undated and counts as stale.
        source: Id of a source in sources.yaml.
        grade: Only where this row deserves another grade than its source.
        record: Id of the collected fact behind the row, for the editor's trace.
        because: Why this row, and not the others of its list, is the one used.
        note: What a reader must know beside the figure. Never holds a figure itself.
    """

    from_: Day | None = Field(default=None, alias="from")
    source: str | None = None
    grade: Grade | None = None
    record: str | None = None
    because: str | None = None
    note: str | None = None


class _Figure(Origin):
    """What money, shares and months have in common; a row is a number, a range, or a reason for having none."""

    unit: ClassVar[Unit]
    statistic: Statistic | None = None
    location: str | None = None
    reason: str | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        value, low, mid, high = (getattr(self, name, None) for name in ("value", "low", "mid", "high"))
        ranged = [end for end in (low, mid, high) if end is not None]
        if value is not None and ranged:
            raise _fault("value", "has a value and a range", "keep the value, or low and high", "value")
        if value is None and not ranged:
            if not self.reason:
                message = "has no value and no reason"
                raise _fault(
                    "value", message, "give a value, low and high, or say under 'reason' why none is published"
                )
            return self
        if self.reason:
            raise _fault("reason", "has a figure and a reason for having none", "keep one of them", "reason")
        if low is None and high is None and mid is not None:
            raise _fault("mid", "has a mid but no range", "write it as 'value'", "mid")
        for lower, upper in (("low", "high"), ("low", "mid"), ("mid", "high")):
            a, b = getattr(self, lower, None), getattr(self, upper, None)
            if a is not None and b is not None and a > b:
                message = f"{lower} {_bare(a, self.unit)} is above {upper} {_bare(b, self.unit)}"
                raise _fault(
                    "order",
                    message,
                    "swap the two, or correct the figure from its source",
                    lower,
                    why="a range runs from low to high",
                )
        for needed in ("source", "statistic"):
            if getattr(self, needed) is None:
                raise _fault(
                    needed,
                    f"'{needed}' is missing",
                    f"name the {needed} of the figure",
                    why=f"no number stands without a {needed}",
                )
        return self

    @property
    def published(self) -> bool:
        """Whether there is a figure at all."""
        return self.reason is None

    @property
    def ends(self) -> tuple[int | None, int | None]:
        """Low and high in the unit; the same number twice for a single value."""
        value = getattr(self, "value", None)
        return (value, value) if value is not None else (getattr(self, "low", None), getattr(self, "high", None))


class MoneyFigure(_Figure):
    """Dollars: a year's pay, a grant's value at grant, or a payment."""

    unit: ClassVar[Unit] = "dollars"
    value: Dollars | None = None
    low: Dollars | None = None
    mid: Dollars | None = None
    high: Dollars | None = None


class ShareFigure(_Figure):
    """A share in basis points, such as a bonus target of base."""

    unit: ClassVar[Unit] = "bp"
    value: Share | None = None
    low: Share | None = None
    mid: Share | None = None
    high: Share | None = None


class MonthsFigure(_Figure):
    """A span of months, such as a cliff."""

    unit: ClassVar[Unit] = "months"
    value: Months | None = None


class Statement(Origin):
    """A sourced sentence whose figures are data: `{sold}` in `says` is filled from `figures`.

    Attributes:
        says: One sentence or two in our own words, without a typed figure.
        figures: Name → written quantity (`6.6B`, `15% to 30%`, `6 months`).
        quote: The source's own words, verbatim, where they carry weight.
        location: Where it holds, when not in the whole United States.
        shelf: How it ages, where not as its place does: a company's terms as `term`, findings and claims not at all.
        reason: Why nothing is known; then there is no source.
    """

    says: str
    figures: dict[str, Written] = Field(default_factory=dict)
    quote: str | None = None
    location: str | None = None
    shelf: Literal["term", "tax", "lasting"] | None = None

    @model_validator(mode="after")
    def _figures_fit_the_sentence(self) -> Self:
        named = placeholders(self.says)
        for name in named:
            if name not in self.figures:
                raise _fault("placeholder", f"{{{name}}} has no figure", "add it under 'figures'", "says")
        for name in self.figures:
            if name not in named:
                raise _fault(
                    "unused", f"figure {name!r} is not in the sentence", f"write {{{name}}} into 'says'", "figures"
                )
        if self.figures and self.source is None:
            raise no_source("figures")
        return self

    @property
    def quantities(self) -> dict[str, Quantity]:
        """The figures, typed."""
        return dict(self.figures)


def no_source(at: str | None = None) -> PydanticCustomError:
    """Return the fault of a row that states a number and names no source."""
    why = "no number stands without a source"
    return _fault("source", "'source' is missing", "name the source of the figure", at, why)


def placeholders(text: str) -> list[str]:
    """Return the names of `{…}` in a sentence, in order; PydanticCustomError where a brace stands alone."""
    try:
        return [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        raise _fault("braces", "a brace stands alone", "write {name} for a figure", "says") from None


def _bare(amount: int, unit: Unit) -> str:
    return unit_text(amount, unit).removeprefix("$")


def _fault(kind: str, message: str, remedy: str, at: str | None = None, why: str = "") -> PydanticCustomError:
    context = {"remedy": remedy, "why": why, **({"at": at} if at else {})}
    # pydantic fills the message from its context, in order: braces in a message that comes last are left alone.
    return PydanticCustomError(kind, "{message}", {**context, "message": message})
