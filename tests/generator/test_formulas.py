"""Does the arithmetic on pay give what a person with paper gets?

Every amount expected here was worked out by hand. The laws that hold on any offer are in `test_formula_laws.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from generator import formulas
from generator.amounts import share_text
from generator.counter_offers import CounterOffer, worked_example
from generator.located_yaml import read_yaml
from generator.offers import drops, year_table
from generator.shared_models import Examples, Policy
from generator.validation import validate
from tests.build import (
    build_grant,
    build_package,
    build_payment,
    build_policy,
    build_refresh,
    build_terms,
)

K, M = 1_000, 1_000_000
EVEN = [2_500, 2_500, 2_500, 2_500]
BACK_LOADED = [500, 1_500, 4_000, 4_000]
THIRDS = [3_300, 3_300, 2_200, 1_200]
FRONT_LOADED = [3_800, 3_200, 2_000, 1_000]
FALLING = [4_000, 3_000, 2_000, 1_000]
FIVE_YEARS = [2_000, 2_000, 2_000, 2_000, 2_000]
BAND = [{"low": 200 * K, "high": 300 * K}, {"low": 250 * K, "high": 400 * K}]
NO_CAPS = {"base": None, "signing_bonus": None, "grant": None}

# The golden offer of the worked example, as dicts for both languages.
PLAYBOOK_OFFER = build_terms(base=340 * K, signing_bonus=50 * K, grant=1_600 * K)
PLAYBOOK_ASK = build_terms(base=380 * K, signing_bonus=200 * K, grant=2_400 * K, refresh=600 * K)
PLAYBOOK_OUTCOME = build_terms(base=360 * K, signing_bonus=150 * K, grant=2_100 * K, refresh=500 * K)

GOLDEN_POLICY = build_policy(
    base_room=1_200,
    signing_bonus_room=4_400,
    signing_bonus_capture=6_500,
    grant_capture=6_500,
    refresh_room=3_750,
    refresh_capture=8_500,
)

# 10K a month, evenly; with a cliff of a year, caught up when it ends; and with one of eighteen months.
MONTHLY = build_grant(480 * K)
CLIFF = build_grant(480 * K, cliff_months=12)
LONG_CLIFF = build_grant(480 * K, every_months=3, cliff_months=18)
MID_YEAR = build_grant(480 * K, start_month=6)
# 1M of 38/32/20/10, and 200K of refreshes after each of the first three years, stacking.
STACKED = build_package(
    grants=[build_grant(1 * M, vesting_schedule=FRONT_LOADED, every_months=3)],
    refreshes=[
        build_refresh(200 * K, "written", 12),
        build_refresh(200 * K, "customary", 24),
        build_refresh(200 * K, "hoped", 36),
    ],
)
# 60K at once and 48K over the second year; each to be repaid within a year of its beginning.
TWO_PAYMENTS = build_package(
    payments=[build_payment(60 * K), build_payment(48 * K, month=13, months=12)], clawback_months=12
)
PRO_RATA = TWO_PAYMENTS | {"is_pro_rata": True}
FIRST_YEAR = [55 * K, 50 * K, 45 * K, 40 * K, 35 * K, 30 * K, 25 * K, 20 * K, 15 * K, 10 * K, 5 * K, 0]
SECOND_YEAR = [3_667, 6_667, 9_000, 10_667, 11_667, 12_000, 11_667, 10_667, 9_000, 6_667, 3_667, 0]  # n(12 - n) / 3 K
PRO_RATA_CURVE = FIRST_YEAR + SECOND_YEAR
FULL_CURVE = [*[60 * K] * 11, 0, *range(4 * K, 48 * K, 4 * K), 0]
# 120K that rise by 10% a year, a bonus of 10% that is paid one and a half times.
RISING = build_package(base=120 * K, merit=1_000, bonus_target=1_000, bonus_payout=15_000)
# 10K a month, 12K of bonus, 24K of signing bonus in months 2 and 3, 12K of shares a year by the quarter.
MONTH_BY_MONTH = build_package(
    base=120 * K,
    bonus_target=1_000,
    payments=[build_payment(24 * K, month=2, months=2)],
    grants=[build_grant(48 * K, every_months=3)],
)
# Every convention makes another total of this one.
QUOTED = build_package(
    bonus_target=1_500,
    payments=[build_payment(60 * K), build_payment(40 * K, month=13, months=12)],
    grants=[build_grant(1 * M, vesting_schedule=FRONT_LOADED, every_months=3)],
    refreshes=[build_refresh(), build_refresh(200 * K, "customary")],
)
# 100K a year, 24K at once to be repaid pro rata within two years, 100K of shares a year.
LEAVER = build_package(
    base=100 * K, payments=[build_payment(24 * K)], grants=[build_grant(400 * K)], clawback_months=24, is_pro_rata=True
)
REFRESHES = [
    build_refresh(100 * K),
    build_refresh(80 * K, "customary"),
    build_refresh(50 * K, "hoped"),
    build_refresh(70 * K, "written"),
    build_refresh(40 * K, "hoped", 24),
]


def _year(
    year: int,
    base: int = 0,
    bonus: int = 0,
    signing: int = 0,
    grants: tuple[int, ...] = (0,),
    written: int = 0,
    customary: int = 0,
    hoped: int = 0,
    clawback: int = 0,
) -> dict[str, Any]:
    vest, refresh = sum(grants), written + customary + hoped
    return {
        "year": year,
        "base": base,
        "bonus": bonus,
        "signing_bonus": signing,
        "vest": vest,
        "refresh": refresh,
        "total": base + bonus + signing + vest + refresh,
        "grants": list(grants),
        "written": written,
        "customary": customary,
        "hoped": hoped,
        "clawback": clawback,
    }


def _vests(*amounts: int) -> list[dict[str, Any]]:
    """Return the years of a base of 200K and one grant, of which the last named year vests nothing."""
    return [_year(number, 200 * K, grants=(amount,)) for number, amount in enumerate(amounts, 1)]


def _shaped(grant: int, vesting_schedule: list[int], **changes: Any) -> dict[str, Any]:
    return build_package(grants=[build_grant(grant, vesting_schedule=vesting_schedule, **changes)])


def _total(cash: int, equity: int) -> dict[str, int]:
    return {"cash": cash, "equity": equity, "total": cash + equity}


class Worked(NamedTuple):
    """One example worked by hand: the formula, its arguments, its result."""

    formula: str
    arguments: list[Any]
    result: Any


WORKED = [
    # rounding: half away from zero, below zero too
    Worked("rounded", [5, 2], 3),
    Worked("rounded", [-5, 2], -3),
    Worked("rounded", [1, 2], 1),
    Worked("rounded", [-1, 2], -1),
    Worked("rounded", [4, 3], 1),
    Worked("rounded", [-4, 3], -1),
    Worked("rounded", [-5, 3], -2),
    Worked("rounded", [0, 7], 0),
    Worked("share_of", [333, 5_000], 167),
    Worked("share_of", [-333, 5_000], -167),
    Worked("share_of", [340 * K, 1_200], 40_800),
    Worked("share_of", [-20_001, 12_500], -25_001),
    Worked("to_step", [12_499, 5 * K], 10 * K),
    Worked("to_step", [12_500, 5 * K], 15 * K),
    Worked("to_step", [-12_500, 5 * K], -15 * K),
    Worked("to_step", [2_400 * K, 50 * K], 2_400 * K),
    Worked("midpoint", [150 * K, 181 * K], 165_500),
    Worked("midpoint", [100, 101], 101),
    Worked("grant_of_annual_equity", [598 * K], 2_392 * K),
    Worked("over_years", [20 * K, 4], 80 * K),
    # growth is rounded after each year: 5, 5.5 → 6, 6.6 → 7
    Worked("grown", [5, 1_000, 2], 7),
    Worked("grown", [100 * K, 1_000, 3], 133_100),
    Worked("grown", [100 * K, -5_000, 2], 25 * K),
    Worked("grown", [100 * K, -10_000, 1], 0),
    Worked("grown", [100 * K, 1_000, 0], 100 * K),
    Worked("times_in", [245 * K, 790 * K, 10_000], 3_101),
    Worked("times_in", [1, 3, 1_000_000], 333_333),
    Worked("times_in", [2, 3, 1_000_000], 666_667),
    Worked("times_in", [3, 2, 1_000_000], 1_500_000),
    Worked("times_in", [1, 2_000_000, 1_000_000], 1),
    Worked("times_in", [0, 7, 10_000], 0),
    Worked("change", [790 * K, 1_035 * K], 3_101),
    Worked("change", [790 * K, 740 * K], -633),
    Worked("change", [790 * K, 790 * K], 0),
    # shares vested, in twelfths of a basis point: by the month, quarter, half year and year
    Worked("vested_twelfths", [EVEN, 0, 1], 0),
    Worked("vested_twelfths", [EVEN, 11, 1], 27_500),
    Worked("vested_twelfths", [EVEN, 11, 3], 22_500),
    Worked("vested_twelfths", [EVEN, 11, 6], 15_000),
    Worked("vested_twelfths", [EVEN, 11, 12], 0),
    Worked("vested_twelfths", [EVEN, 12, 12], 30_000),
    Worked("vested_twelfths", [EVEN, 42, 3], 105_000),
    Worked("vested_twelfths", [EVEN, 48, 1], 120_000),
    Worked("vested_twelfths", [EVEN, 99, 6], 120_000),
    Worked("vested_twelfths", [EVEN, -5, 1], 0),
    Worked("vested_twelfths", [BACK_LOADED, 30, 3], 48_000),
    # a cliff of a year, caught up when it ends; eighteen months; a cliff amid a quarter, which waits for no quarter
    Worked("vested", [CLIFF, 11], 0),
    Worked("vested", [CLIFF, 12], 120 * K),
    Worked("vested", [CLIFF, 13], 130 * K),
    Worked("vested", [MONTHLY, 11], 110 * K),
    Worked("vested", [LONG_CLIFF, 17], 0),
    Worked("vested", [LONG_CLIFF, 18], 180 * K),
    Worked("vested", [LONG_CLIFF, 20], 180 * K),
    Worked("vested", [LONG_CLIFF, 21], 210 * K),
    Worked("vested", [LONG_CLIFF | {"cliff_months": 14}, 13], 0),
    Worked("vested", [LONG_CLIFF | {"cliff_months": 14}, 14], 120 * K),
    # begun in the middle of a year of service
    Worked("vested", [MID_YEAR, 6], 0),
    Worked("vested", [MID_YEAR, 7], 10 * K),
    Worked("vested", [MID_YEAR | {"cliff_months": 12}, 17], 0),
    Worked("vested", [MID_YEAR | {"cliff_months": 12}, 18], 120 * K),
    Worked("vested", [MID_YEAR, 54], 480 * K),
    # tranches of a year
    Worked("tranche", [400 * K, EVEN, 2, 18], 200 * K),
    Worked("tranche", [400 * K, EVEN, 1, 12], 100 * K),
    Worked("tranche", [400 * K, EVEN, 3, 25], 300 * K),
    Worked("tranche", [400 * K, EVEN, 5, 60], 400 * K),
    Worked("tranche", [400 * K, EVEN, 5, 0], 0),
    Worked("tranche", [1 * M, BACK_LOADED, 1, 0], 50 * K),
    Worked("tranche", [1 * M, BACK_LOADED, 2, 0], 150 * K),
    # 190,000.38 · 350,000.7 · 450,000.9 · 500,001
    Worked("tranche", [500_001, FRONT_LOADED, 1, 0], 190_000),
    Worked("tranche", [500_001, FRONT_LOADED, 2, 0], 160_001),
    Worked("tranche", [500_001, FRONT_LOADED, 3, 0], 100_000),
    Worked("tranche", [500_001, FRONT_LOADED, 4, 0], 50_000),
    # 66.6 · 133.2 · 199.8 · 266.4 · 333
    Worked("tranche", [333, FIVE_YEARS, 1, 0], 67),
    Worked("tranche", [333, FIVE_YEARS, 2, 0], 66),
    Worked("tranche", [333, FIVE_YEARS, 5, 0], 67),
    # what a vest is worth on its day: 120K a year, at 10% more each year; then a quarter off, or a strike of a half
    Worked("value_of_year", [MONTHLY, 0, 12, 1_000, 0], 120 * K),
    Worked("value_of_year", [MONTHLY, 1, 18, 1_000, 0], 66 * K),
    Worked("value_of_year", [MONTHLY, 1, 30, 1_000, 0], 132 * K),
    Worked("value_of_year", [MONTHLY, 1, 24, 1_000, 2_500], 99 * K),
    Worked("value_of_year", [MONTHLY | {"strike": 5_000}, 1, 24, 1_000, 0], 72 * K),
    Worked("value_between", [MONTHLY, 6, 18, 1_000, 0], 126 * K),
    Worked("value_between", [MONTHLY, 12, 24, 1_000, 0], 132 * K),
    Worked("value_between", [MONTHLY, 48, 60, 1_000, 0], 0),
    Worked("value_between", [MID_YEAR, 0, 12, 1_000, 0], 60 * K),
    Worked("value_between", [MID_YEAR, 12, 24, 1_000, 0], 126 * K),
    Worked("vest_value", [MONTHLY, 0, 1_000, 0], 0),
    Worked("vest_value", [MONTHLY, 48, 1_000, 0], 556_920),
    Worked("vest_value", [MONTHLY, 48, -5_000, 0], 225 * K),
    Worked("vest_value", [MONTHLY, 48, -10_000, 0], 120 * K),
    Worked("vest_value", [MONTHLY, 48, 1_000, 10_000], 0),
    Worked("vest_value", [LONG_CLIFF, 17, 1_000, 0], 0),
    Worked("vest_value", [LONG_CLIFF, 18, 1_000, 0], 198 * K),
    Worked("vest_value", [MONTHLY | {"strike": 5_000}, 24, 1_000, 0], 132 * K),
    Worked("vest_value", [MONTHLY | {"strike": 10_000}, 48, 0, 0], 0),
    Worked("vest_value", [MONTHLY | {"strike": 10_000}, 24, 1_000, 0], 12 * K),
    Worked("vest_value", [MONTHLY | {"strike": 10_000}, 48, -1_000, 0], 0),
    Worked("after_strike", [150 * K, 100 * K, 10_000], 50 * K),
    Worked("after_strike", [90 * K, 100 * K, 10_000], 0),
    Worked("after_strike", [90 * K, 100 * K, 0], 90 * K),
    Worked("last_vest_month", [build_grant(0)], 0),
    Worked("last_vest_month", [MONTHLY], 48),
    Worked("last_vest_month", [MID_YEAR], 54),
    Worked("last_vest_month", [build_grant(1, cliff_months=60)], 60),
    Worked("last_vest_month", [build_grant(1, vesting_schedule=[5_000, 5_000, 0, 0])], 24),
    Worked("last_vest_month", [build_grant(1, vesting_schedule=[0, 10_000])], 24),
    Worked("years_of_vesting", [[build_grant(0)]], 1),
    Worked("years_of_vesting", [[MONTHLY]], 4),
    Worked("years_of_vesting", [[MONTHLY, MID_YEAR]], 5),
    Worked("years_of_vesting", [[build_grant(1, vesting_schedule=[10_000])]], 1),
    # a signing bonus over 12, 24 and 18 months
    Worked("paid_through", [90 * K, 12, 0], 0),
    Worked("paid_through", [90 * K, 12, -3], 0),
    Worked("paid_through", [90 * K, 12, 4], 30 * K),
    Worked("paid_through", [100, 12, 7], 58),
    Worked("paid_through", [90 * K, 12, 12], 90 * K),
    Worked("paid_through", [90 * K, 1, 30], 90 * K),
    Worked("signing_paid", [90 * K, 12, 1], 90 * K),
    Worked("signing_paid", [90 * K, 12, 2], 0),
    Worked("signing_paid", [90 * K, 24, 1], 45 * K),
    Worked("signing_paid", [90 * K, 24, 2], 45 * K),
    Worked("signing_paid", [90 * K, 18, 1], 60 * K),
    Worked("signing_paid", [90 * K, 18, 2], 30 * K),
    Worked("signing_paid", [90 * K, 18, 3], 0),
    Worked("signing_paid", [100_001, 24, 1], 50_001),
    Worked("signing_paid", [100_001, 24, 2], 50_000),
    # in two payments
    Worked("signing_through", [TWO_PAYMENTS["payments"], 1], 60 * K),
    Worked("signing_through", [TWO_PAYMENTS["payments"], 12], 60 * K),
    Worked("signing_through", [TWO_PAYMENTS["payments"], 13], 64 * K),
    Worked("signing_through", [TWO_PAYMENTS["payments"], 24], 108 * K),
    Worked("last_payment_month", [build_payment(1)], 1),
    Worked("last_payment_month", [build_payment(1, month=13, months=12)], 24),
    Worked("last_payment_month", [build_payment(0, month=13, months=12)], 0),
    # cash: 120K and 18K of bonus, then 132K and 19.8K, the bonus at the year's end
    Worked("base_in_year", [RISING, 1], 120 * K),
    Worked("base_in_year", [RISING, 3], 145_200),
    Worked("bonus_on", [RISING, 132 * K], 19_800),
    Worked("bonus_in_year", [RISING, 2], 19_800),
    Worked("cash_through", [RISING, 0], 0),
    Worked("cash_through", [RISING, 11], 110 * K),
    Worked("cash_through", [RISING, 12], 138 * K),
    Worked("cash_through", [RISING, 18], 204 * K),
    Worked("cash_through", [RISING, 24], 289_800),
    Worked("cash_through", [MONTH_BY_MONTH, 2], 32 * K),
    # shares: 38% of 1M, then 32% and a quarter of the first refresh, then 20% and a quarter of two
    Worked("value_through", [STACKED, STACKED["refreshes"], 24], 50 * K),
    Worked("value_through", [STACKED, [], 24], 0),
    Worked("equity_through", [STACKED, 12], 380 * K),
    Worked("equity_through", [STACKED, 24], 750 * K),
    Worked("equity_through", [STACKED, 36], 1_050 * K),
    Worked("pay_through", [STACKED, 36], 1_650 * K),
    Worked("pay_through", [MONTH_BY_MONTH, 12], 168 * K),
    Worked("paid_since", [STACKED, 2, 24], 0),
    Worked("paid_since", [STACKED, 2, 27], 50 * K + 50 * K + 25 * K),
    Worked("paid_since", [MONTH_BY_MONTH, 0, 3], 57 * K),
    Worked("paid_since", [RISING, 1, 18], 66 * K),
    Worked("paid_since", [TWO_PAYMENTS, 1, 18], 100 * K + 24 * K),
    Worked("value_in_year", [STACKED, STACKED["grants"][0], 2], 320 * K),
    Worked("value_in_year", [STACKED | {"growth": 1_000}, STACKED["grants"][0], 2], 352 * K),
    Worked("value_in_year", [STACKED | {"growth": 1_000}, STACKED["refreshes"][1], 3], 50 * K),
    Worked("refreshed_in_year", [STACKED, "hoped", 4], 50 * K),
    Worked("refreshed_in_year", [STACKED, "hoped", 3], 0),
    Worked("refreshed_in_year", [build_package(refreshes=REFRESHES), "written", 2], 42_500),
    # years shown: one past the last vest or signing payment, at least five
    Worked("years_shown", [build_terms()], 5),
    Worked("years_shown", [build_terms(grant=1, vesting_schedule=[10_000])], 5),
    Worked("years_shown", [build_terms(grant=1, vesting_schedule=FIVE_YEARS)], 6),
    Worked("years_shown", [build_terms(grant=1, cliff_months=60)], 6),
    Worked("years_shown", [build_terms(grant=1, cliff_months=61)], 7),
    Worked("years_shown", [build_terms(refresh=1)], 6),
    Worked("years_shown", [build_terms(refresh=1, refresh_schedule=FIVE_YEARS)], 7),
    Worked("years_shown", [STACKED], 8),
    Worked("years_shown", [build_package(payments=[build_payment(1), build_payment(1, month=49, months=24)])], 7),
    # a year, and a refresh that is granted at the end of year 1
    Worked("year_row", [PLAYBOOK_OFFER, 1], _year(1, 340 * K, 0, 50 * K, (400 * K,))),
    Worked("year_row", [PLAYBOOK_OFFER, 2], _year(2, 340 * K, 0, 0, (400 * K,))),
    Worked("year_row", [PLAYBOOK_OUTCOME, 1], _year(1, 360 * K, 0, 150 * K, (525 * K,))),
    Worked("year_row", [PLAYBOOK_OUTCOME, 5], _year(5, 360 * K, 0, 0, (0,), 125 * K)),
    Worked("year_row", [PLAYBOOK_OUTCOME, 6], _year(6, 360 * K)),
    Worked("year_row", [build_terms(base=123_455, bonus_target=1_500), 3], _year(3, 123_455, 18_518)),
    Worked("year_row", [RISING, 3], _year(3, 145_200, 21_780)),
    Worked("year_row", [TWO_PAYMENTS, 1], _year(1, 200 * K, 0, 60 * K, clawback=60 * K)),
    Worked("year_row", [TWO_PAYMENTS, 2], _year(2, 200 * K, 0, 48 * K, clawback=44 * K)),
    Worked("year_row", [PRO_RATA, 1], _year(1, 200 * K, 0, 60 * K, clawback=55 * K)),
    Worked("year_row", [PRO_RATA, 2], _year(2, 200 * K, 0, 48 * K, clawback=12 * K)),
    Worked(
        "year_row",
        [build_package(grants=[MONTHLY, CLIFF], refreshes=REFRESHES), 3],
        _year(3, 200 * K, grants=(120 * K, 120 * K), written=42_500, customary=20 * K, hoped=22_500),
    ),
    Worked("year_total", [340 * K, 34 * K, 50 * K, 400 * K, 125 * K], 949 * K),
    Worked("year_1_total", [PLAYBOOK_OUTCOME], 1_035 * K),
    # whole tables: even, back-loaded, three that fall, a cliff, a start in the middle of a year, refreshes that stack
    Worked("year_table", [_shaped(1_600 * K, EVEN)], _vests(400 * K, 400 * K, 400 * K, 400 * K, 0)),
    Worked("year_table", [_shaped(1 * M, BACK_LOADED)], _vests(50 * K, 150 * K, 400 * K, 400 * K, 0)),
    Worked("year_table", [_shaped(900 * K, THIRDS)], _vests(297 * K, 297 * K, 198 * K, 108 * K, 0)),
    Worked("year_table", [_shaped(1 * M, FRONT_LOADED)], _vests(380 * K, 320 * K, 200 * K, 100 * K, 0)),
    Worked("year_table", [_shaped(1 * M, FALLING)], _vests(400 * K, 300 * K, 200 * K, 100 * K, 0)),
    Worked("year_table", [_shaped(480 * K, EVEN, cliff_months=12)], _vests(120 * K, 120 * K, 120 * K, 120 * K, 0)),
    Worked("year_table", [_shaped(480 * K, EVEN, cliff_months=18)], _vests(0, 240 * K, 120 * K, 120 * K, 0)),
    Worked(
        "year_table",
        [_shaped(480 * K, EVEN, start_month=6)],
        _vests(60 * K, 120 * K, 120 * K, 120 * K, 60 * K, 0),
    ),
    Worked(
        "year_table",
        [STACKED],
        [
            _year(1, 200 * K, grants=(380 * K,)),
            _year(2, 200 * K, grants=(320 * K,), written=50 * K),
            _year(3, 200 * K, grants=(200 * K,), written=50 * K, customary=50 * K),
            _year(4, 200 * K, grants=(100 * K,), written=50 * K, customary=50 * K, hoped=50 * K),
            _year(5, 200 * K, written=50 * K, customary=50 * K, hoped=50 * K),
            _year(6, 200 * K, customary=50 * K, hoped=50 * K),
            _year(7, 200 * K, hoped=50 * K),
            _year(8, 200 * K),
        ],
    ),
    # drops
    Worked("drop", [790 * K, 740 * K], 633),
    Worked("drop", [740 * K, 340 * K], 5_405),
    Worked("drop", [740 * K, 740 * K], 0),
    Worked("drop", [340 * K, 740 * K], 0),
    Worked("drop", [0, 0], 0),
    Worked("drop_cause", [_year(1, 9, 0, 50, (400,)), _year(2, 9, 0, 0, (400,))], "signing_bonus"),
    Worked("drop_cause", [_year(4, 9, 0, 0, (400,), 125), _year(5, 9, 0, 0, (0,), 125)], "vest"),
    Worked("drop_cause", [_year(5, 9, 0, 0, (0,), 125), _year(6, 9)], "refresh"),
    Worked("drop_cause", [_year(1, 9, 0, 50, (80,)), _year(2, 9, 0, 0, (20,))], "vest"),
    Worked("drop_cause", [_year(1, 9, 0, 45, (80,)), _year(2, 9, 0, 45, (60,))], "vest"),
    Worked("drop_cause", [_year(3, 9, 0, 0, (80,), 125), _year(4, 9, 0, 0, (60,), 125)], "vest"),
    Worked("drop_cause", [_year(3, 9, 0, 5, (80,), 125), _year(4, 9, 0, 0, (80,), 125)], "signing_bonus"),
    Worked("drop_cause", [_year(2, 9), _year(3, 9)], "none"),
    # room, ask, cap
    Worked("effective_room", [1_200, 4_000], 480),
    Worked("effective_room", [3_333, 7_000], 2_333),
    Worked("effective_room", [5, 5_000], 3),
    Worked("ask", [340 * K, 340 * K, 1_200, 10_000, 5 * K, None], 380 * K),
    Worked("ask", [340 * K, 340 * K, 1_200, 4_000, 5 * K, None], 355 * K),
    Worked("ask", [340 * K, 340 * K, 1_200, 10_000, 5 * K, 372 * K], 372 * K),
    Worked("ask", [340 * K, 340 * K, 1_200, 10_000, 5 * K, 400 * K], 380 * K),
    Worked("ask", [340 * K, 340 * K, 1_200, 10_000, 5 * K, 300 * K], 340 * K),
    Worked("ask", [333_333, 333_333, 0, 10_000, 5 * K, None], 333_333),
    Worked("ask", [204 * K, 204 * K, 10, 4_000, 5 * K, None], 205 * K),
    Worked("ask", [202 * K, 202 * K, 10, 4_000, 5 * K, None], 202 * K),
    Worked("ask", [0, 225 * K, 4_000, 4_000, 10 * K, None], 40 * K),
    Worked("band_top", [BAND, 199_999], None),
    Worked("band_top", [BAND, 200 * K], 300 * K),
    Worked("band_top", [BAND, 260 * K], 300 * K),
    Worked("band_top", [BAND, 300 * K], 300 * K),
    Worked("band_top", [BAND, 300_001], 400 * K),
    Worked("band_top", [BAND, 400_001], None),
    Worked("band_top", [[], 1], None),
    Worked("outcome", [340 * K, 380 * K, 5_000, 5 * K], 360 * K),
    Worked("outcome", [1_600 * K, 2_400 * K, 6_500, 50 * K], 2_100 * K),
    Worked("outcome", [333_333, 333_333, 5_000, 5 * K], 333_333),
    Worked("outcome", [100 * K, 101 * K, 10_000, 50 * K], 100 * K),
    Worked("outcome", [99 * K, 149 * K, 9_900, 50 * K], 149 * K),
    # a signing bonus with a purpose, or without one
    Worked("signing_gap", [450 * K, 410 * K], 40 * K),
    Worked("signing_gap", [400 * K, 410 * K], 0),
    Worked("signing_need", [PLAYBOOK_OFFER, 800 * K], 60 * K),
    Worked("signing_need", [build_terms(base=340 * K, grant=1_600 * K, signing_months=24), 800 * K], 120 * K),
    Worked("signing_need", [PLAYBOOK_OFFER, 700 * K], 0),
    # 200K of base; 60K at once is what the first year lacks, beside 48K that the second pays
    Worked("signing_need", [TWO_PAYMENTS, 260 * K], 108 * K),
    Worked("signing_need", [TWO_PAYMENTS, 270 * K], 118 * K),
    Worked("signing_need", [TWO_PAYMENTS, 200 * K], 48 * K),
    # paid over months 7 to 18, half of it in the first year; from month 13, none, so it is asked for at the start
    Worked("signing_need", [build_package(payments=[build_payment(0, 7, 12)]), 260 * K], 120 * K),
    Worked("signing_need", [build_package(payments=[build_payment(0, 12, 3)]), 200_001], 3),
    Worked("signing_need", [build_package(payments=[build_payment(5 * K, 13, 12)]), 260 * K], 60 * K),
    Worked("signing_ask", [50 * K, 137_500, 340 * K, 4_400, 4_000, 10 * K, 100 * K], 137_500),
    Worked("signing_ask", [50 * K, 20 * K, 340 * K, 4_400, 10_000, 10 * K, None], 50 * K),
    Worked("signing_ask", [50 * K, 0, 340 * K, 4_400, 10_000, 10 * K, None], 50 * K),
    Worked("signing_ask", [50 * K, None, 340 * K, 4_400, 10_000, 10 * K, None], 200 * K),
    Worked("signing_ask", [50 * K, None, 340 * K, 4_400, 10_000, 10 * K, 75 * K], 75 * K),
    Worked("signing_total", [TWO_PAYMENTS], 108 * K),
    Worked("grant_total", [build_package(grants=[MONTHLY, CLIFF, build_grant(1)])], 960_001),
    Worked("written_refresh", [STACKED], 200 * K),
    # a refresh, asked for in writing
    Worked("refresh_ask", [0, 1_600 * K, 3_750, 50 * K], 600 * K),
    Worked("refresh_ask", [700 * K, 1_600 * K, 3_750, 50 * K], 700 * K),
    Worked("refresh_ask", [12_345, 1_600 * K, 0, 50 * K], 12_345),
    # 100K more in writing takes the place of 80K that is customary and of 20K that is hoped for in the same month
    Worked("unwritten", [REFRESHES, 1], 80 * K),
    Worked("unwritten", [REFRESHES, 2], 50 * K),
    Worked("unwritten", [REFRESHES, 3], 0),
    Worked("unwritten", [REFRESHES, 4], 0),
    Worked("refresh_beside", [REFRESHES, 0, 200 * K], 200 * K),
    Worked("refresh_beside", [REFRESHES, 1, 200 * K], 0),
    Worked("refresh_beside", [REFRESHES, 2, 200 * K], 30 * K),
    Worked("refresh_beside", [REFRESHES, 3, 200 * K], 70 * K),
    Worked("refresh_beside", [REFRESHES, 4, 200 * K], 40 * K),
    Worked("refresh_beside", [REFRESHES, 1, 130 * K], 50 * K),
    Worked("refresh_beside", [REFRESHES, 2, 130 * K], 50 * K),
    Worked("refresh_beside", [REFRESHES, 2, 900 * K], 0),
    Worked("refresh_beside", [REFRESHES, 1, 0], 80 * K),
    Worked("with_amount", [MID_YEAR | {"strike": 7}, 5], build_grant(5, start_month=6, strike=7)),
    # what is more goes to the first payment, the first grant and the refresh in writing
    Worked(
        "with_pay",
        [PRO_RATA | {"grants": [CLIFF, MID_YEAR], "refreshes": REFRESHES[:2]}, 210 * K, 138 * K, 1 * M, 130 * K],
        PRO_RATA
        | {
            "base": 210 * K,
            "payments": [build_payment(90 * K), build_payment(48 * K, month=13, months=12)],
            "grants": [build_grant(520 * K, cliff_months=12), MID_YEAR],
            "refreshes": [build_refresh(130 * K), build_refresh(50 * K, "customary")],
        },
    ),
    Worked("asked_offer", [PLAYBOOK_OFFER, GOLDEN_POLICY, 10_000, NO_CAPS, None], PLAYBOOK_ASK),
    Worked("outcome_offer", [PLAYBOOK_OFFER, PLAYBOOK_ASK, GOLDEN_POLICY], PLAYBOOK_OUTCOME),
    # the next level
    Worked("level_step", [620 * K, 875 * K], 255 * K),
    Worked("level_step", [300 * K, 290 * K], -10 * K),
    Worked("gain_over_years", [340 * K, 360 * K, 4], 80 * K),
    # what is owed on leaving early: one payment, then two of them month by month
    Worked("clawback_owed", [24 * K, 0, 24, True], 24 * K),
    Worked("clawback_owed", [24 * K, 6, 24, True], 18 * K),
    Worked("clawback_owed", [25 * K, 7, 12, True], 10_417),
    Worked("clawback_owed", [24 * K, 23, 24, False], 24 * K),
    Worked("clawback_owed", [24 * K, 24, 24, False], 0),
    Worked("clawback_owed", [24 * K, 30, 24, True], 0),
    Worked("clawback_owed", [24 * K, 0, 0, False], 0),
    Worked("payment_owed", [build_payment(48 * K, month=13, months=12), 12, 12, False], 0),
    Worked("payment_owed", [build_payment(48 * K, month=13, months=12), 13, 12, False], 4 * K),
    Worked("payment_owed", [build_payment(48 * K, month=13, months=12), 18, 12, False], 24 * K),
    Worked("payment_owed", [build_payment(48 * K, month=13, months=12), 18, 12, True], 12 * K),
    Worked("payment_owed", [build_payment(48 * K, month=13, months=3), 16, 12, True], 32 * K),
    Worked("payment_owed", [build_payment(48 * K, month=13, months=12), 24, 12, True], 0),
    Worked("clawback_exposure", [TWO_PAYMENTS | {"clawback_months": 24}, 13], 64 * K),
    Worked("clawback_end", [TWO_PAYMENTS], 24),
    Worked("clawback_end", [LEAVER], 24),
    Worked("clawback_end", [STACKED | {"clawback_months": 24}], 0),
    Worked("clawback_end", [LEAVER | {"clawback_months": 0}], 0),
    Worked("clawback_curve", [TWO_PAYMENTS], FULL_CURVE),
    Worked("clawback_curve", [PRO_RATA], PRO_RATA_CURVE),
    Worked("clawback_curve", [STACKED], []),
    # the bridge: before a vest date, on it and after it; what is lost on any day; an unknown day
    Worked("bridge", [[{"amount": 40 * K, "day": 20270215}], 20270214], 40 * K),
    Worked("bridge", [[{"amount": 40 * K, "day": 20270215}], 20270215], 0),
    Worked("bridge", [[{"amount": 40 * K, "day": 20270215}], 20270301], 0),
    Worked("bridge", [[{"amount": 40 * K, "day": 20270215}, {"amount": 30 * K, "day": 20270515}], 20270301], 30 * K),
    Worked("bridge", [[{"amount": 40 * K, "day": 20270215}, {"amount": 5 * K, "day": None}], 20270301], 5 * K),
    Worked("bridge", [[{"amount": 40 * K, "day": 20270215}, {"amount": 5 * K, "day": None}], None], 45 * K),
    Worked("bridge", [[], 20270301], 0),
    # five totals: 230K of base and bonus, 100K of signing bonus, 1M of shares and 150K of a refresh in four years
    Worked("total_of", [230 * K, 380 * K], _total(230 * K, 380 * K)),
    Worked("as_paid", [QUOTED], _total(290 * K, 380 * K)),
    Worked("mean_year", [QUOTED], _total(255 * K, 287_500)),
    Worked("recurring", [QUOTED], _total(230 * K, 250 * K)),
    Worked("recurring", [build_package(grants=[MONTHLY | {"strike": 4_000}])], _total(200 * K, 72 * K)),
    Worked("aggregated", [QUOTED], _total(255 * K, 250 * K)),
    Worked("guaranteed_cash", [QUOTED], _total(260 * K, 0)),
    Worked("mean_year", [build_package(payments=[build_payment(60 * K)])], _total(260 * K, 0)),
    Worked("aggregated", [build_package(payments=[build_payment(60 * K)])], _total(260 * K, 0)),
    Worked(
        "five_totals",
        [QUOTED],
        [
            _total(290 * K, 380 * K),
            _total(255 * K, 287_500),
            _total(230 * K, 250 * K),
            _total(255 * K, 250 * K),
            _total(260 * K, 0),
        ],
    ),
    Worked("quoted_place", [790 * K], 10_000),
    Worked("quoted_place", [791 * K], 1_000),
    Worked("quoted_place", [790_100], 100),
    Worked("quoted_place", [790_110], 10),
    Worked("quoted_place", [790_111], 1),
    Worked("quoted_place", [2 * M], 10_000),
    Worked("distance", [5, 8], 3),
    Worked("distance", [8, 5], 3),
    Worked(
        "quoted_total",
        [[_total(290 * K, 380 * K), _total(255 * K, 287_500), _total(230 * K, 250 * K)], 540 * K],
        {"index": 1, "off": -2_500, "is_exact": True},
    ),
    Worked(
        "quoted_total",
        [[_total(290 * K, 380 * K), _total(255 * K, 287_500), _total(230 * K, 250 * K)], 545 * K],
        {"index": 1, "off": 2_500, "is_exact": False},
    ),
    # halfway between two, the first of them
    Worked("quoted_total", [[_total(300, 0), _total(200, 0)], 250], {"index": 0, "off": -50, "is_exact": False}),
    # one lever in dollars of another: over four years, and over two with growth, merit, payout and a discount
    Worked(
        "lever_worth",
        [QUOTED, 48],
        {"base": 46 * K, "bonus": 40 * K, "signing_bonus": 10 * K, "grant": 10 * K, "refresh": 7_500},
    ),
    Worked(
        "lever_worth",
        [
            build_package(
                merit=1_000,
                bonus_target=2_000,
                bonus_payout=5_000,
                payments=[build_payment(0, month=13, months=24)],
                growth=1_000,
                discount=2_000,
            ),
            24,
        ],
        {"base": 23_100, "bonus": 10_500, "signing_bonus": 5 * K, "grant": 4_200, "refresh": 2 * K},
    ),
    Worked("cents_per_dollar", [46 * K], 460),
    Worked("cents_per_dollar", [4_250], 43),
    Worked(
        "ask_worth",
        [PLAYBOOK_OFFER, PLAYBOOK_ASK, 48],
        {"base": 160 * K, "signing_bonus": 150 * K, "grant": 800 * K, "refresh": 450 * K},
    ),
    Worked(
        "with_cash",
        [RISING, 5, [build_payment(7)]],
        {"base": 5, "merit": 1_000, "bonus_target": 1_000, "bonus_payout": 15_000, "payments": [build_payment(7)]},
    ),
    # weighed by the chance of still being there
    Worked("still_there", [2_000, 1], 10_000),
    Worked("still_there", [2_000, 3], 6_400),
    Worked("still_there", [3_333, 3], 4_445),
    Worked("still_there", [10_000, 2], 0),
    Worked("still_there", [0, 9], 10_000),
    # year 1: 124K, less a fifth of the 12K owed; year 2: four fifths of 100K, and nothing is owed any more
    Worked("expected_pay", [LEAVER, 2, 2_000], {"cash": 201_600, "equity": 180 * K}),
    Worked("expected_pay", [LEAVER, 2, 0], {"cash": 224 * K, "equity": 200 * K}),
    Worked("expected_pay", [LEAVER, 2, 10_000], {"cash": 112 * K, "equity": 100 * K}),
    # the multiple of today's value at which one offer reaches another
    Worked("at_multiple", [_total(100, 300), 1_500_000], 550),
    Worked("at_multiple", [_total(100, 3), 333_333], 100),
    Worked("at_multiple", [_total(100, 3), 333_334], 101),
    Worked("at_multiple", [_total(0, 7 * M), 2_003_001], 14_021_007),
    Worked("break_even", [_total(100 * K, 300 * K), 550 * K], 1_500_000),
    Worked("break_even", [_total(100, 3), 101], 333_334),
    Worked("break_even", [_total(100, 3), 102], 666_667),
    Worked("break_even", [_total(100, 3), 100], 0),
    Worked("break_even", [_total(100, 0), 100], 0),
    Worked("break_even", [_total(100, 0), 101], None),
    Worked("break_even", [_total(100, 3), 3_099], 999_666_667),
    Worked("break_even", [_total(100, 3), 3_100], None),
    Worked("years_compared", [[STACKED, build_package(), build_package(grants=[MID_YEAR])]], 5),
    Worked(
        "running_totals",
        [MONTH_BY_MONTH, 13],
        [10 * K, 32 * K, 57 * K, 67 * K, 77 * K, 90 * K, 100 * K, 110 * K, 123 * K, 133 * K, 143 * K, 168 * K, 178 * K],
    ),
    Worked("running_totals", [MONTH_BY_MONTH, 0], []),
    Worked("overtakes", [[5, 9, 12], [3, 9, 15]], 3),
    Worked("overtakes", [[5, 9], [6, 10]], None),
    Worked("overtakes", [[5, 9, 20], [5, 10, 12]], None),
    Worked("overtakes", [[5, 9, 20], [4, 9, 20]], None),
    Worked("overtakes", [[5, 9, 20, 21], [6, 8, 20, 22]], 4),
]


@pytest.mark.parametrize("worked", WORKED, ids=[f"{number}-{w.formula}" for number, w in enumerate(WORKED)])
def test_worked_examples(worked: Worked) -> None:
    """Each formula gives what a person with paper gets."""
    assert getattr(formulas, worked.formula)(*worked.arguments) == worked.result


def test_every_formula_is_worked() -> None:
    """Every formula is worked by hand."""
    assert {worked.formula for worked in WORKED} == set(formulas.__all__) - {"sources"}


def test_asks_of_a_whole_offer() -> None:
    """Every basis is the initial column: the refresh is a share of the grant offered, not of the grant asked for."""
    offer = build_terms(base=225 * K, signing_bonus=20 * K, grant=600 * K)
    # base 225 + 4%, signing 20 + 16% of 225, grant 600 + 20%, refresh 25% of 600
    asked = formulas.asked_offer(offer, build_policy(), 4_000, NO_CAPS, None)
    assert _pay(asked) == (235 * K, 60 * K, 700 * K, 150 * K)
    caps = {"base": 230 * K, "signing_bonus": 45 * K, "grant": 650 * K}
    assert _pay(formulas.asked_offer(offer, build_policy(), 4_000, caps, None)) == (230 * K, 45 * K, 650 * K, 150 * K)
    with_purpose = formulas.asked_offer(offer, build_policy(), 4_000, caps, 53_333)
    assert _pay(with_purpose) == (230 * K, 53_333, 650 * K, 150 * K)
    # half of 10, half of 40, 60% of 100, 80% of 150; then to the steps 5, 10, 50, 50
    assert _pay(formulas.outcome_offer(offer, asked, build_policy())) == (230 * K, 40 * K, 650 * K, 100 * K)


def test_asks_of_an_offer_in_several_parts() -> None:
    """Room opens on all payments and all grants together, and what is asked for is more of the first of each."""
    offer = build_package(
        payments=[build_payment(20 * K), build_payment(10 * K, month=13)],
        grants=[build_grant(300 * K, cliff_months=12), build_grant(100 * K, vesting_schedule=BACK_LOADED)],
        refreshes=[build_refresh(), build_refresh(60 * K, "customary"), build_refresh(60 * K, "customary", 24)],
    )
    # base 200 + 10%, signing 30 + 40% of 200, grants 400 + 50%, refresh 25% of 400 of which 60 were customary
    asked = formulas.asked_offer(offer, build_policy(), 10_000, NO_CAPS, None)
    assert asked["base"] == 220 * K
    assert [part["amount"] for part in asked["payments"]] == [100 * K, 10 * K]
    assert [part["amount"] for part in asked["grants"]] == [500 * K, 100 * K]
    assert [part["amount"] for part in asked["refreshes"]] == [100 * K, 0, 60 * K]
    # half of 20, half of 80, 60% of 200, 80% of 100
    outcome = formulas.outcome_offer(offer, asked, build_policy())
    assert outcome["base"] == 210 * K
    assert [part["amount"] for part in outcome["payments"]] == [60 * K, 10 * K]
    assert [part["amount"] for part in outcome["grants"]] == [400 * K, 100 * K]
    assert [part["amount"] for part in outcome["refreshes"]] == [100 * K, 0, 60 * K]


def _pay(offer: dict) -> tuple[int, int, int, int]:
    return (
        offer["base"],
        formulas.signing_total(offer),
        formulas.grant_total(offer),
        formulas.written_refresh(offer),
    )


# The golden case: from the project's own data, against the numbers of the design


@pytest.fixture(scope="module")
def golden(project_root: Path) -> CounterOffer:
    """The worked example of the source playbook, from examples.yaml and policy.yaml alone."""
    models = []
    for name, model in (("examples", Examples), ("policy", Policy)):
        located, faults = read_yaml(project_root / "content" / "data" / f"{name}.yaml", name)
        assert located is not None
        made, more = validate(located, model)
        assert [*faults, *more] == []
        models.append(made)
    examples, policy = models
    return worked_example(examples.root["openai-senior"], policy)


GOLDEN = {
    "initial": (340 * K, 50 * K, 1_600 * K, 0, 790 * K),
    "ask": (380 * K, 200 * K, 2_400 * K, 600 * K, 1_180 * K),
    "outcome": (360 * K, 150 * K, 2_100 * K, 500 * K, 1_035 * K),
}


def test_golden_cells(golden: CounterOffer) -> None:
    """The published policy gives all fifteen cells of the published example."""
    cells = {
        column: (offer.base, offer.signing_bonus, offer.grant, offer.refresh, offer.year_1_total)
        for column, offer in golden.columns.items()
    }
    assert cells == GOLDEN
    assert "refresh" in golden.absent  # the initial refresh is none, not nothing


def test_golden_lift(golden: CounterOffer) -> None:
    """The outcome lifts the first year by 31.0%, and not by the 27% that its source prints."""
    assert share_text(golden.lift("outcome"), 1) == "31.0%"
    assert share_text(golden.lift("ask"), 1) == "49.4%"


def test_golden_spread(golden: CounterOffer) -> None:
    """With the signing bonus paid over 24 months the first year is 765K, then 960K, which lifts it by 25.5%."""
    initial, outcome = (golden.columns[c].spread_over(24).year_1_total for c in ("initial", "outcome"))
    assert (initial, outcome) == (765 * K, 960 * K)
    assert share_text(formulas.change(initial, outcome), 1) == "25.5%"


def _falls(golden: CounterOffer, column: str, refresh: bool) -> dict[int, tuple[int, str, str, bool]]:
    offer = golden.columns[column]
    rows = year_table(offer if refresh else offer._replace(refresh=0))
    totals = {row.year: row.total for row in rows}
    return {d.year: (totals[d.year], share_text(d.drop, 1), d.cause, d.flagged) for d in drops(rows, 2_000)}


def test_golden_drops(golden: CounterOffer) -> None:
    """The year-two cliff is a year-five cliff, and a refresh moves half of it to year six."""
    assert _falls(golden, "initial", refresh=True) == {
        2: (740 * K, "6.3%", "signing_bonus", False),
        5: (340 * K, "54.1%", "vest", True),
    }
    assert _falls(golden, "outcome", refresh=False)[5] == (360 * K, "59.3%", "vest", True)
    assert _falls(golden, "outcome", refresh=True) == {
        2: (1_010 * K, "2.4%", "signing_bonus", False),
        5: (485 * K, "52.0%", "vest", True),
        6: (360 * K, "25.8%", "refresh", True),
    }
