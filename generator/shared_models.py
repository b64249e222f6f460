"""What do the files beside the companies hold: sources, policy, ladder, examples, claims, evidence?"""

from __future__ import annotations

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field, RootModel, StringConstraints

from generator.amounts import Day, Dollars, Months, Share, Written
from generator.figures import Grade, Model, Statement
from generator.models import Rows, Slug

T = TypeVar("T")


class Source(Model):
    """One published source.

    Attributes:
        grade: A primary; B aggregated and verified, or reputable press; C secondary.
        via: Through whose copy it was read, when not at its own address.
    """

    publisher: str
    title: str
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
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
    archive: str | None = None


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


class PerComponent(Model, Generic[T]):
    """One assumption for each component that the model moves."""

    base: T
    signing_bonus: T
    grant: T
    refresh: T


class Leverage(Model):
    """How much of the room stands open."""

    none: Rate
    process: Rate
    written: Rate


class Policy(Model):
    """The assumptions of the counter-offer model."""

    room: PerComponent[Rate]
    capture: PerComponent[Rate]
    step: PerComponent[Step]
    leverage: Leverage
    drop_flag: Rate
    spread_months: Span


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

    ask: Written | None = None
    outcome: Written | None = None
    initial: Written | None = None


class Example(Model):
    """A worked example: an offer, and what its source prints of the rest."""

    name: str
    company: Slug
    source: str
    base: Dollars
    bonus_target: Share
    signing_bonus: Dollars
    grant: Dollars
    vesting_schedule: tuple[Share, ...] = Field(strict=False)
    printed: dict[str, Printed]
    printed_lift: Written


class Support(Model):
    """What a source says of a claim."""

    note: str
    source: str | None = None
    statement: str | None = None
    figure: str | None = None


class Claim(Statement):
    """A claim of the source playbook, with who supports or contradicts it."""

    verdict: Literal["supported", "partly supported", "no independent support", "contradicted"]
    support: tuple[Support, ...] = Rows
    against: tuple[Support, ...] = Rows


class Sources(RootModel[dict[Slug, Source]]):
    """`sources.yaml`: id → source."""


class Claims(RootModel[dict[Slug, Claim]]):
    """`claims.yaml`: id → claim of the source playbook."""


class Evidence(RootModel[dict[Slug, Statement]]):
    """`evidence.yaml`: id → what research, law or practice says beyond one company."""


class Examples(RootModel[dict[Slug, Example]]):
    """`examples.yaml`: id → worked example."""
