"""What does an offer pay, year by year, and where does it drop?"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from generator import formulas

EVEN_SCHEDULE = (2500, 2500, 2500, 2500)
EVERY_MONTHS = 3  # no year's sum depends on it
Cause = Literal["none", "signing_bonus", "vest", "refresh"]


class Offer(NamedTuple):
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
        """The offer as the formulas take it: one payment, one grant, one refresh, and nothing that grows."""
        return {
            "base": self.base,
            "merit": 0,
            "bonus_target": self.bonus_target,
            "bonus_payout": 10_000,
            "payments": [{"amount": self.signing_bonus, "month": 1, "months": self.signing_months}],
            "grants": [_granted(self.grant, "hire", 0, self.vesting_schedule, self.cliff_months)],
            "refreshes": [_granted(self.refresh, "written", 12, self.refresh_schedule, 0)],
            "growth": 0,
            "discount": 0,
            "clawback_months": 0,
            "is_pro_rata": False,
        }

    @property
    def year_1_total(self) -> int:
        """What the first year of service pays, in dollars."""
        return int(formulas.year_1_total(self.terms))

    def spread_over(self, months: int) -> Offer:
        """Return the offer with its signing bonus paid evenly over some months."""
        return self._replace(signing_months=months)


def _granted(amount: int, status: str, start: int, schedule: tuple[int, ...], cliff_months: int) -> dict[str, Any]:
    return {
        "amount": amount,
        "status": status,
        "start_month": start,
        "vesting_schedule": list(schedule),
        "every_months": EVERY_MONTHS,
        "cliff_months": cliff_months,
        "strike": 0,
    }


def offer_of(terms: dict[str, Any]) -> Offer:
    """Return the offer that a formula's dict describes, of which only the first of each list counts."""
    payment, grant, refresh = terms["payments"][0], terms["grants"][0], terms["refreshes"][0]
    return Offer(
        base=terms["base"],
        bonus_target=terms["bonus_target"],
        signing_bonus=payment["amount"],
        signing_months=payment["months"],
        grant=grant["amount"],
        vesting_schedule=tuple(grant["vesting_schedule"]),
        cliff_months=grant["cliff_months"],
        refresh=refresh["amount"],
        refresh_schedule=tuple(refresh["vesting_schedule"]),
    )


class YearComp(NamedTuple):
    """One year of service, in dollars by component."""

    year: int
    base: int
    bonus: int
    signing_bonus: int
    vest: int
    refresh: int
    total: int


class Drop(NamedTuple):
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
    return tuple(map(_year, formulas.year_table(offer.terms)))


def year_1(offer: Offer) -> YearComp:
    """Return the first row of its year table, without the others."""
    return _year(formulas.year_row(offer.terms, 1))


def _year(row: Mapping[str, Any]) -> YearComp:
    return YearComp(**{part: row[part] for part in YearComp._fields})


def drops(rows: tuple[YearComp, ...], drop_flag: int) -> tuple[Drop, ...]:
    """Return every fall from one year to the next, in order; `drop_flag` is in basis points."""
    found = []
    for before, after in pairwise(rows):
        fall = int(formulas.drop(before.total, after.total))
        if fall:
            cause = formulas.drop_cause(before._asdict(), after._asdict())
            found.append(Drop(after.year, fall, cause, fall >= drop_flag))
    return tuple(found)
