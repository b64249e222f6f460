"""What do the files beside the companies hold: sources, policy, ladder, examples, claims, evidence?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, RootModel, StringConstraints
from pydantic_core import PydanticCustomError

from generator.amounts import Day, Dollars, Months, Share, first_day, unit_text
from generator.figures import Grade, Model, Origin, Statement
from generator.models import Rows, Slug
from generator.printed import AsPrinted, PrintedQuantity
from generator.typed_figures import typed_figures

Kind = Literal["figure", "term", "tax", "lasting"]  # how a row ages
_MANY = 3  # so many marks, one below the other, become one line above
Relation = Literal["within", "equals", "rounds to", "at least", "at most", "above", "below"]


def _without_typed_figure(text: str) -> str:
    for _, words in typed_figures(text):
        context = {"words": repr(words), "why": "a typed figure can contradict the data", "remedy": "say it without"}
        raise PydanticCustomError("typed_figure", "{words} is typed in a text", context)
    return text


WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
OurWords = Annotated[str, AfterValidator(_without_typed_figure)]


class Source(Model):
    """One published source.

    Attributes:
        grade: A primary; B aggregated and verified, or reputable press; C secondary.
        via: Through whose copy it was read, when not at its own address.
        archived: Address of a copy in a public archive, shown beside the source.
    """

    publisher: str
    title: str
    url: WebAddress | None = None
    published: Day | None = None
    accessed: Day
    kind: Literal[
        "posting",
        "filing",
        "law",
        "company",
        "aggregator",
        "press",
        "study",
        "survey",
        "guide",
        "forum",
        "dataset",
        "payroll",
        "playbook",
    ]
    grade: Grade
    via: str | None = None
    archived: WebAddress | None = None


class Assumption(Model):
    """One number of the counter-offer model, with its reason."""

    reason: str
    source: str | None = None


class Rate(Assumption):
    """A share in basis points."""

    value: Share


class Step(Assumption):
    """An amount of dollars to which an ask is rounded."""

    value: Dollars


class Span(Assumption):
    """A number of months."""

    value: Months


class RatePerComponent(Model):
    """A share of each component."""

    base: Rate
    signing_bonus: Rate
    grant: Rate
    refresh: Rate


class StepPerComponent(Model):
    """A rounding step of each component."""

    base: Step
    signing_bonus: Step
    grant: Step
    refresh: Step


class Leverage(Model):
    """How much of the room stands open."""

    none: Rate
    process: Rate
    written: Rate


class ShelfLife(Assumption):
    """For how many days a row counts as current from the day on which it began to hold."""

    value: int = Field(ge=1, strict=True)


class ShelfLives(Model):
    """For how long each kind of row counts as current; a tax constant does for its calendar year."""

    figures: ShelfLife
    terms: ShelfLife

    def mark(self, row: Origin, kind: Kind, as_of: date) -> str:
        """Return what the page says of a row past its shelf life; empty where it is current.

        Args:
            row: Any row with a day and a source; a Statement may name another kind than its place gives it.
            kind: How rows of its place age.
            as_of: The day for which the site is built.
        """
        kind = getattr(row, "shelf", None) or kind
        if kind == "lasting" or row.source is None:
            return ""
        if row.from_ is None:
            return "undated"
        life = (self.figures if kind == "figure" else self.terms).value
        oldest = date(as_of.year, 1, 1) if kind == "tax" else as_of - timedelta(days=life)
        if first_day(row.from_) >= oldest:
            return ""
        return f"older than {as_of.year}" if kind == "tax" else f"older than {unit_text(life, 'days')}"

    def common_mark(self, lists: Iterable[Iterable[Origin]], kind: Kind, as_of: date) -> str:
        """Return what the page says once, above many rows that are all past their shelf life; else empty.

        Args:
            lists: The rows, list by list.
            kind: How they age.
            as_of: The day for which the site is built.
        """
        marks = [self.mark(row, kind, as_of) for rows in lists for row in rows]
        return marks_text(marks) if len(marks) >= _MANY and all(marks) else ""


def marks_text(marks: Iterable[str]) -> str:
    """Return what holds of some rows past their shelf life: `older than 180 days or undated`."""
    return " or ".join(sorted(set(marks) - {""}))


class Policy(Model):
    """The assumptions of the counter-offer model, and how long data counts as current."""

    room: RatePerComponent
    capture: RatePerComponent
    step: StepPerComponent
    leverage: Leverage
    drop_flag: Rate
    spread_months: Span
    shelf_life: ShelfLives


class LadderStep(Model):
    """One step across companies."""

    step: int
    name: str
    meaning: str


class Ladder(Model):
    """The steps across companies, lowest first."""

    steps: tuple[LadderStep, ...] = Field(strict=False)


class Printed(Model):
    """What the source of an example prints, as it prints it."""

    ask: AsPrinted | None = None
    outcome: AsPrinted | None = None
    initial: AsPrinted | None = None


class Example(Model):
    """A worked example: an offer, and what its source prints of the rest.

    Attributes:
        acknowledged: Printed cell, such as `year_1_total.ask` or `lift.outcome` → why it is kept although its parts
            come to something else.
    """

    name: str
    company: Slug
    source: str
    base: Dollars
    bonus_target: Share
    signing_bonus: Dollars
    grant: Dollars
    vesting_schedule: tuple[Share, ...] = Field(strict=False)
    printed: dict[str, Printed]
    printed_lift: AsPrinted
    acknowledged: dict[str, OurWords] = Field(default_factory=dict)

    @property
    def cells(self) -> dict[str, PrintedQuantity]:
        """What is printed, by cell: `year_1_total.ask`, and `lift.outcome` last."""
        cells = {
            f"{component}.{column}": getattr(printed, column)
            for component, printed in self.printed.items()
            for column in ("initial", "ask", "outcome")
            if getattr(printed, column) is not None
        }
        return {**cells, "lift.outcome": self.printed_lift}


class Support(Model):
    """What a source says of a claim."""

    note: str
    source: str | None = None
    statement: str | None = None
    figure: str | None = None


class ClaimCheck(Model):
    """What must hold between a figure of the guide and a claim.

    Attributes:
        figure: Path of the figure, such as `example.openai-senior.lift.outcome`.
        relation: How all of it stands to `of`: `rounds to` means rounded to the last place written, and `above`
            beyond the upper end of a range.
        of: Name of one of the claim's own figures, or the path of another figure.
        acknowledged: Why the claim is shown although this fails.
    """

    figure: str
    relation: Relation
    of: str
    acknowledged: OurWords | None = None


class Claim(Statement):
    """A claim of the source playbook, with who supports or contradicts it, and what can be computed of it."""

    figures: dict[str, AsPrinted] = Field(default_factory=dict)
    verdict: Literal["supported", "partly supported", "no independent support", "contradicted"]
    support: tuple[Support, ...] = Rows
    against: tuple[Support, ...] = Rows
    checks: tuple[ClaimCheck, ...] = Rows


# RootModel[Any] would be one more model, built at once.
class ByName(RootModel):  # type: ignore[type-arg]
    """A file of many things of one kind, each under its id."""

    model_config = ConfigDict(defer_build=True)


class Sources(ByName):
    """`sources.yaml`: id → source."""

    root: dict[Slug, Source]


class Claims(ByName):
    """`claims.yaml`: id → claim of the source playbook."""

    root: dict[Slug, Claim]


class Evidence(ByName):
    """`evidence.yaml`: id → what research, law or practice says beyond one company."""

    root: dict[Slug, Statement]


class Examples(ByName):
    """`examples.yaml`: id → worked example."""

    root: dict[Slug, Example]
