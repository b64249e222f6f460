"""Which arithmetic is done on pay? All of it is here, once, for the page and for the calculator.

The functions keep to the subset that `generator/emit_js.py` turns into JavaScript: whole dollars, basis points and
months are integers, so both languages compute the same. The models and the form keep impossible input out; nothing
here checks it again. Amounts up to $2B and sums that grow up to a hundredfold stay below 2**53 at every step.

An `offer` is a dict:
    base, merit, bonus_target, bonus_payout: dollars a year, and basis points
    payments: of the signing bonus, each `amount`, `month` (of service, from 1), `months` (over how many)
    grants, refreshes: see `vesting.py`; the first payment, grant and refresh are those that a counter-offer moves
    growth, discount: basis points a year, and basis points off each vest
    clawback_months, is_pro_rata: terms of the signing bonus
A `policy` has `<component>_room`, `<component>_capture` and `<component>_step` for base, signing_bonus, grant, refresh.
"""

from pathlib import Path

from generator.formulas.asks import (
    ask,
    asked_offer,
    band_top,
    effective_room,
    grant_total,
    outcome,
    outcome_offer,
    refresh_ask,
    refresh_beside,
    signing_ask,
    signing_gap,
    signing_need,
    signing_total,
    unwritten,
    with_amount,
    with_pay,
    written_refresh,
)
from generator.formulas.comparing import (
    ask_worth,
    at_multiple,
    break_even,
    cents_per_dollar,
    expected_pay,
    lever_worth,
    overtakes,
    running_totals,
    still_there,
    with_cash,
    years_compared,
)
from generator.formulas.leaving import (
    bridge,
    clawback_curve,
    clawback_end,
    clawback_exposure,
    clawback_owed,
    payment_owed,
)
from generator.formulas.rounding import (
    change,
    grown,
    midpoint,
    over_years,
    rounded,
    share_of,
    times_in,
    to_step,
)
from generator.formulas.totals import (
    aggregated,
    as_paid,
    distance,
    five_totals,
    guaranteed_cash,
    mean_year,
    quoted_place,
    quoted_total,
    recurring,
    total_of,
)
from generator.formulas.vesting import (
    after_strike,
    grant_of_annual_equity,
    last_vest_month,
    tranche,
    value_between,
    value_of_year,
    vest_value,
    vested,
    vested_twelfths,
    years_of_vesting,
)
from generator.formulas.years import (
    base_in_year,
    bonus_in_year,
    bonus_on,
    cash_through,
    drop,
    drop_cause,
    equity_through,
    gain_over_years,
    last_payment_month,
    level_step,
    paid_since,
    paid_through,
    pay_through,
    refreshed_in_year,
    signing_paid,
    signing_through,
    value_in_year,
    value_through,
    year_1_total,
    year_row,
    year_table,
    year_total,
    years_shown,
)

__all__ = [
    "after_strike",
    "aggregated",
    "as_paid",
    "ask",
    "ask_worth",
    "asked_offer",
    "at_multiple",
    "band_top",
    "base_in_year",
    "bonus_in_year",
    "bonus_on",
    "break_even",
    "bridge",
    "cash_through",
    "cents_per_dollar",
    "change",
    "clawback_curve",
    "clawback_end",
    "clawback_exposure",
    "clawback_owed",
    "distance",
    "drop",
    "drop_cause",
    "effective_room",
    "equity_through",
    "expected_pay",
    "five_totals",
    "gain_over_years",
    "grant_of_annual_equity",
    "grant_total",
    "grown",
    "guaranteed_cash",
    "last_payment_month",
    "last_vest_month",
    "level_step",
    "lever_worth",
    "mean_year",
    "midpoint",
    "outcome",
    "outcome_offer",
    "over_years",
    "overtakes",
    "paid_since",
    "paid_through",
    "pay_through",
    "payment_owed",
    "quoted_place",
    "quoted_total",
    "recurring",
    "refresh_ask",
    "refresh_beside",
    "refreshed_in_year",
    "rounded",
    "running_totals",
    "share_of",
    "signing_ask",
    "signing_gap",
    "signing_need",
    "signing_paid",
    "signing_through",
    "signing_total",
    "sources",
    "still_there",
    "times_in",
    "to_step",
    "total_of",
    "tranche",
    "unwritten",
    "value_between",
    "value_in_year",
    "value_of_year",
    "value_through",
    "vest_value",
    "vested",
    "vested_twelfths",
    "with_amount",
    "with_cash",
    "with_pay",
    "written_refresh",
    "year_1_total",
    "year_row",
    "year_table",
    "year_total",
    "years_compared",
    "years_of_vesting",
    "years_shown",
]

# In the order in which one is built on the next.
_MODULES = ("rounding", "vesting", "leaving", "years", "asks", "totals", "comparing")


def sources() -> list[tuple[str, str]]:
    """Return the name and text of each module of formulas, as the emitter takes them."""
    folder = Path(__file__).parent
    return [(f"generator/formulas/{m}.py", (folder / f"{m}.py").read_text(encoding="utf-8")) for m in _MODULES]
