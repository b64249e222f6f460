"""What does a company's file hold?"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.amounts import Share, share_text
from generator.figures import Model, MoneyFigure, MonthsFigure, Origin, ShareFigure, Statement, no_source

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Rows = Field(default=(), strict=False)  # YAML gives lists, frozen models hold tuples
Lever = Literal["level", "base", "bonus_target", "signing_bonus", "grant", "refresh", "terms", "deadline"]
COMPONENTS = ("base", "bonus_target", "annual_equity", "grant", "signing_bonus", "total_comp")


class Components(Model):
    """The figures of one level, posting or report; of each list the first row is the one used."""

    base: tuple[MoneyFigure, ...] = Rows
    bonus_target: tuple[ShareFigure, ...] = Rows
    annual_equity: tuple[MoneyFigure, ...] = Rows
    grant: tuple[MoneyFigure, ...] = Rows
    signing_bonus: tuple[MoneyFigure, ...] = Rows
    total_comp: tuple[MoneyFigure, ...] = Rows

    @model_validator(mode="after")
    def _the_first_row_says_why(self) -> Self:
        for name in COMPONENTS:
            rows = getattr(self, name)
            if len(rows) > 1 and rows[0].published and not rows[0].because:
                raise PydanticCustomError(
                    "because",
                    "the first of several rows has no 'because'",
                    {
                        "at": (name, 0),
                        "why": "the first row is the one used",
                        "remedy": "say why it is, and not the others",
                    },
                )
        return self


class StepMapping(Origin):
    """Where a level stands on the steps across companies; `to` where it spans two steps."""

    at: int = Field(ge=1, le=12)
    to: int | None = Field(default=None, ge=1, le=12)

    @model_validator(mode="after")
    def _has_a_source(self) -> Self:
        if self.source is None:
            raise no_source("at")
        return self


class Level(Components):
    """One level of a company's ladder.

    Attributes:
        title: The level as people say it, such as `L5` or `64`.
        role: What the company calls somebody there.
        step: Where it stands across companies; the first row is used. Empty where nobody has mapped it.
    """

    title: str
    role: str
    step: tuple[StepMapping, ...] = Rows
    note: str | None = None


class Unlevelled(Components):
    """Figures that name no level: a posting, or a report of a whole role. They cap nothing by level."""

    role: str
    place: str | None = None
    note: str | None = None


class ScheduleTerm(Origin):
    """How a grant vests, as a share per year of service."""

    shares: tuple[Share, ...] = Field(strict=False)
    frequency: Literal["monthly", "quarterly", "twice a year", "yearly"] | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.source is None:
            raise no_source("shares")
        if sum(self.shares) != 10_000:
            raise PydanticCustomError(
                "schedule",
                "the years add up to {total}, not 100%",
                {
                    "total": share_text(sum(self.shares)),
                    "at": "shares",
                    "why": "a grant vests whole",
                    "remedy": "correct a year's share",
                },
            )
        return self


class Equity(Model):
    """The terms of a company's shares; every list holds the newest row first.

    Attributes:
        market: Where holders can sell: on an exchange, at a tender of the company's, or nowhere; None where not known.
    """

    market: Literal["public", "tender", "none"] | None = None
    instrument: tuple[Statement, ...] = Rows
    liquidity: tuple[Statement, ...] = Rows
    vesting_schedule: tuple[ScheduleTerm, ...] = Rows
    cliff_months: tuple[MonthsFigure, ...] = Rows
    refresh: tuple[Statement, ...] = Rows


class Signing(Model):
    """How a signing bonus is paid and what is owed back."""

    form: tuple[Statement, ...] = Rows
    clawback: tuple[Statement, ...] = Rows


class Ask(Model):
    """One line of "ask for this, in this order, because".

    Attributes:
        component: What moves.
        ask: What to ask for, in the imperative.
        because: Why it stands at this place.
        source: Who says that it moves, or does not.
        claim: Or the claim of the source playbook that it rests on.
        room: Share of the component's basis that replaces the policy's default; 0 where it does not move.
        sign_off: Whether the company is known to go above a band with sign-off: then no cap.
    """

    component: Lever
    ask: str
    because: str
    source: str | None = None
    claim: str | None = None
    room: Share | None = None
    sign_off: bool = False


class Company(Model):
    """Everything the guide knows of one company."""

    name: str
    slug: Slug
    kind: Literal["lab", "big tech"]
    aliases: tuple[str, ...] = Rows
    ladder_of: Slug | None = None
    ladder: str
    levels: dict[Slug, Level] = Field(default_factory=dict)
    postings: dict[Slug, Unlevelled] = Field(default_factory=dict)
    reports: dict[Slug, Unlevelled] = Field(default_factory=dict)
    equity: Equity = Field(default_factory=Equity)
    signing: Signing = Field(default_factory=Signing)
    asks: tuple[Ask, ...] = Rows
    practice: tuple[Statement, ...] = Rows
    deadline: tuple[Statement, ...] = Rows
    unknown: tuple[str, ...] = Field(strict=False, min_length=1)
