"""What would the model ask for, from an offer, and why each row stands where it does?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from generator import formulas
from generator.dataset import Dataset
from generator.figures import MoneyFigure
from generator.models import Ask, Company, Components, Level
from generator.offers import Offer, offer_of
from generator.shared_models import Example, Policy

Moved = Literal["base", "signing_bonus", "grant", "refresh"]
MOVED: tuple[Moved, ...] = ("base", "signing_bonus", "grant", "refresh")
CAPPED: tuple[Moved, ...] = ("base", "signing_bonus", "grant")
ASKING_ORDER: tuple[Moved, ...] = ("grant", "base", "signing_bonus", "refresh")  # as in steps 3 to 5 of the guide
# A compiled guide's range is the guide's own opinion of a band, so it caps like one; averages cap nothing.
_BANDS = ("posted range", "leaked guideline", "compiled guide")

# The band that an amount lies in, the path of its row, and the first band there is where it lies in none.
_Place = tuple[tuple[int, int] | None, str, tuple[int, int] | None]
_NO_BAND: _Place = (None, "", None)


class Limit(NamedTuple):
    """What holds one component: its room, and the top of its band.

    Attributes:
        room: Basis points of the component's basis.
        ask: The company's own lever where it replaces the policy's room or lifts the cap; else None.
        band: The published band the initial amount lies in; None where none is published.
        cap: Dollars; None without a band or with sign-off.
        band_row: Path of the band's row below the level, such as `base@acme-postings`; empty without a band.
        missed: The first band published, where the initial amount lies in none; else None.
    """

    room: int
    ask: Ask | None
    band: tuple[int, int] | None
    cap: int | None
    band_row: str = ""
    missed: tuple[int, int] | None = None


class CounterOffer(NamedTuple):
    """An offer and the offers that the model makes of it.

    Attributes:
        columns: Column → offer, `initial` first.
        limits: Component → what held it.
        absent: Components and terms that the initial offer does not name; their amounts there stand for "none
            stated", and the vesting schedule for an assumption.
        derived_grant: Whether the grant is four times a yearly figure, even vesting assumed.
    """

    columns: Mapping[str, Offer]
    limits: Mapping[Moved, Limit]
    absent: frozenset[str]
    derived_grant: bool = False

    def lift(self, column: str) -> int:
        """Return the change of the year-1 total from `initial`, in basis points."""
        return int(formulas.change(self.columns["initial"].year_1_total, self.columns[column].year_1_total))


def policy_terms(policy: Policy, rooms: Mapping[Moved, int] | None = None) -> dict[str, int]:
    """Return the policy as the formulas take it, with a company's rooms in place of the defaults."""
    rooms = rooms or {}
    terms = {}
    for name in MOVED:
        terms[f"{name}_room"] = rooms.get(name, getattr(policy.room, name).value)
        terms[f"{name}_capture"] = getattr(policy.capture, name).value
        terms[f"{name}_step"] = getattr(policy.step, name).value
    return terms


def worked_example(example: Example, policy: Policy) -> CounterOffer:
    """Return initial, ask and outcome of a worked example, with a written offer in hand and no purpose stated."""
    initial = Offer(
        base=example.base,
        bonus_target=example.bonus_target,
        signing_bonus=example.signing_bonus,
        grant=example.grant,
        vesting_schedule=example.vesting_schedule,
    )
    terms = policy_terms(policy)
    asked = formulas.asked_offer(initial.terms, terms, policy.leverage.written.value, dict.fromkeys(CAPPED), None)
    outcome = formulas.outcome_offer(initial.terms, asked, terms)
    limits: dict[Moved, Limit] = {name: Limit(terms[f"{name}_room"], None, None, None) for name in MOVED}
    columns = {"initial": initial, "ask": offer_of(asked), "outcome": offer_of(outcome)}
    return CounterOffer(columns, limits, frozenset({"refresh"}))


def company_counter_offer(dataset: Dataset, company: Company, level: Level) -> CounterOffer | None:
    """Return example, ask without and ask with another offer; None where base or equity is not published."""
    start = _example_offer(company, level)
    if start is None:
        return None
    initial, absent, derived_grant = start
    limits = _limits(dataset.policy, company, level, initial, derived_grant)
    terms = policy_terms(dataset.policy, {name: limit.room for name, limit in limits.items()})
    caps = {name: limits[name].cap for name in CAPPED}
    columns = {"initial": initial}
    for column, leverage in (
        ("ask", dataset.policy.leverage.none),
        ("ask_with_offer", dataset.policy.leverage.written),
    ):
        asked = formulas.asked_offer(initial.terms, terms, leverage.value, caps, None)
        columns[column] = offer_of(asked)
    return CounterOffer(columns, limits, absent, derived_grant)


def central(rows: tuple[MoneyFigure, ...]) -> int | None:
    """Return the figure used, in dollars: its value, the middle its source names, or the middle of its range."""
    if not rows or not rows[0].published:
        return None
    row = rows[0]
    if row.value is not None:
        return row.value
    if row.mid is not None:
        return row.mid
    if row.low is None or row.high is None:
        return None
    return int(formulas.midpoint(row.low, row.high))


def _example_offer(company: Company, level: Level) -> tuple[Offer, frozenset[str], bool] | None:
    base, grant, annual = central(level.base), central(level.grant), central(level.annual_equity)
    if base is None or (grant is None and annual is None):
        return None
    terms: dict[str, Any] = {"base": base}
    absent = {"refresh"}
    if grant is not None:
        terms["grant"] = grant
    else:
        terms["grant"] = int(formulas.grant_of_annual_equity(annual))
    # Four times a yearly figure says nothing of the shape, so even vesting stays assumed there.
    if grant is not None and company.equity.vesting_schedule:
        terms["vesting_schedule"] = company.equity.vesting_schedule[0].shares
    else:
        absent.add("vesting_schedule")
    cliff = company.equity.cliff_months[:1]
    if cliff and cliff[0].value is not None:
        terms["cliff_months"] = cliff[0].value
    signing = central(level.signing_bonus)
    if signing is None:
        absent.add("signing_bonus")
    else:
        terms["signing_bonus"] = signing
    bonus = level.bonus_target[0] if level.bonus_target and level.bonus_target[0].published else None
    if bonus is None or bonus.value is None:
        absent.add("bonus_target")
    else:
        terms["bonus_target"] = bonus.value
    return Offer(**terms), frozenset(absent), grant is None


def _limits(policy: Policy, company: Company, level: Level, initial: Offer, derived_grant: bool) -> dict[Moved, Limit]:
    limits: dict[Moved, Limit] = {}
    bands = {
        "base": _band(level, "base", initial.base, 1),
        "signing_bonus": _band(level, "signing_bonus", initial.signing_bonus, 1),
        "grant": _band(level, "annual_equity", initial.grant, 4)
        if derived_grant
        else _band(level, "grant", initial.grant, 1),
    }
    for name in MOVED:
        lever = next(
            (ask for ask in company.asks if ask.component == name and (ask.room is not None or ask.sign_off)), None
        )
        room = lever.room if lever and lever.room is not None else getattr(policy.room, name).value
        band, row, missed = bands.get(name, _NO_BAND)
        cap = band[1] if band and not (lever and lever.sign_off) else None
        limits[name] = Limit(room, lever, band, cap, row, missed)
    return limits


def _band(level: Components, component: str, amount: int, years: int) -> _Place:
    """Return the first published band that the amount lies in, in dollars over `years`, and its row's path.

    Where it lies in none, the first band there is comes third, as the calculator shows it.
    """
    rows = getattr(level, component)
    missed = None
    for row in rows:
        if row.statistic in _BANDS and row.low is not None and row.high is not None:
            low = int(formulas.over_years(row.low, years))
            high = int(formulas.over_years(row.high, years))
            if low <= amount <= high:
                return (low, high), component if row is rows[0] else f"{component}@{row.source}", None
            if missed is None and low < high:
                missed = (low, high)
    return None, "", missed
