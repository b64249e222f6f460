"""What does an offer pay, year by year, and where does it drop?"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any, Literal

from generator import formulas

EVEN_SCHEDULE = (2500, 2500, 2500, 2500)
Cause = Literal["none", "signing_bonus", "vest", "refresh"]


@dataclass(frozen=True)
class Offer:
    """An offer in whole dollars, basis points and months.

    Attributes:
        base: Dollars a year.
        bonus_target: Basis points of base.
        signing_bonus: Dollars, paid evenly over `signing_months`.
        grant: Dollars at grant, vesting by `vesting_schedule` (basis points per year of service).
        refresh: Dollars of a later grant, given at the end of year 1, vesting by `refresh_schedule`.
    """

    base: int
    bonus_target: int = 0
    signing_bonus: int = 0
    signing_months: int = 12
    grant: int = 0
    vesting_schedule: tuple[int, ...] = EVEN_SCHEDULE
    cliff_months: int = 0
    refresh: int = 0
    refresh_schedule: tuple[int, ...] = EVEN_SCHEDULE

    @property
    def terms(self) -> dict[str, Any]:
        """The offer as the formulas take it."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}

    @property
    def year_1_total(self) -> int:
        """What the first year of service pays, in dollars."""
        return int(formulas.year_1_total(self.terms))

    def spread_over(self, months: int) -> Offer:
        """Return the offer with its signing bonus paid evenly over some months."""
        return replace(self, signing_months=months)


def offer_of(terms: dict[str, Any]) -> Offer:
    """Return the offer that a formula's dict describes."""
    fields: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in terms.items()}
    return Offer(**fields)


@dataclass(frozen=True)
class YearComp:
    """One year of service, in dollars by component."""

    year: int
    base: int
    bonus: int
    signing_bonus: int
    vest: int
    refresh: int
    total: int


@dataclass(frozen=True)
class Drop:
    """How far a year's total lies below the year before.

    Attributes:
        year: The year that pays less.
        drop: Basis points of the year before.
        cause: The component that falls most.
        flagged: Whether it reaches the policy's mark.
    """

    year: int
    drop: int
    cause: Cause
    flagged: bool


def year_table(offer: Offer) -> tuple[YearComp, ...]:
    """Return a row a year, to one past the last vest and at least five."""
    return tuple(YearComp(**row) for row in formulas.year_table(offer.terms))


def drops(rows: tuple[YearComp, ...], drop_flag: int) -> tuple[Drop, ...]:
    """Return every fall from one year to the next, in order; `drop_flag` is in basis points."""
    found = []
    for before, after in pairwise(rows):
        fall = int(formulas.drop(before.total, after.total))
        if fall:
            cause = formulas.drop_cause(asdict(before), asdict(after))
            found.append(Drop(after.year, fall, cause, fall >= drop_flag))
    return tuple(found)
