"""Which sums are made of one offer? Every formula once, on what the calculator would give it, for any language.

A case holds what a reader could enter. A step names its result, the formula, and where its arguments are: a value of
the case, an earlier result, or a part of one, such as `asked.base` or `table.0.total`.
"""

from __future__ import annotations

import random
from typing import Any

from generator import formulas
from tests.packages import CAPPED, amount, caps, months, package, policy, schedule

Call = tuple[str, list[Any]]

# The same walk as `calculated`, for a browser: cases in, one JSON text each out.
IN_JAVASCRIPT = """(formulas, steps, cases) => cases.map((given) => {
  const values = { ...given };
  const at = (path) => path.split(".").reduce((value, key) => value[key], values);
  const results = {};
  for (const [name, formula, paths] of steps) {
    values[name] = results[name] = formulas[formula](...paths.map(at));
  }
  return JSON.stringify(results);
})"""

STEPS: list[tuple[str, str, list[str]]] = [
    # the counter-offer
    ("top", "band_top", ["bands", "offer.base"]),
    ("signing", "signing_total", ["offer"]),
    ("granted", "grant_total", ["offer"]),
    ("written", "written_refresh", ["offer"]),
    ("gap", "signing_gap", ["target", "amount"]),
    ("need", "signing_need", ["offer", "target"]),
    ("with_need", "asked_offer", ["offer", "policy", "leverage", "caps", "need"]),
    ("asked", "asked_offer", ["offer", "policy", "leverage", "caps", "purpose"]),
    ("outcome", "outcome_offer", ["offer", "asked", "policy"]),
    ("expected_base", "outcome", ["offer.base", "asked.base", "policy.base_capture", "policy.base_step"]),
    ("room", "effective_room", ["policy.grant_room", "leverage"]),
    ("base", "ask", ["offer.base", "offer.base", "policy.base_room", "leverage", "policy.base_step", "caps.base"]),
    (
        "signing_bonus",
        "signing_ask",
        ["signing", "purpose", "offer.base", "policy.signing_bonus_room", "leverage", "step", "caps.signing_bonus"],
    ),
    ("refresh", "refresh_ask", ["written", "granted", "policy.refresh_room", "step"]),
    ("beside", "refresh_beside", ["offer.refreshes", "last_refresh", "refresh"]),
    ("unwritten", "unwritten", ["offer.refreshes", "last_refresh"]),
    ("paid_otherwise", "with_pay", ["offer", "amount", "target", "granted", "refresh"]),
    ("granted_otherwise", "with_amount", ["offer.grants.0", "amount"]),
    # years and months
    ("total", "year_1_total", ["offer"]),
    ("outcome_total", "year_1_total", ["outcome"]),
    ("lift", "change", ["total", "outcome_total"]),
    ("fall", "change", ["outcome_total", "total"]),
    ("shown", "years_shown", ["asked"]),
    ("table", "year_table", ["offer"]),
    ("asked_row", "year_row", ["asked", "year"]),
    ("outcome_row", "year_row", ["outcome", "year"]),
    ("drop", "drop", ["table.3.total", "table.4.total"]),
    ("cause", "drop_cause", ["table.3", "table.4"]),
    ("sum", "year_total", ["table.0.base", "table.0.bonus", "table.0.signing_bonus", "table.0.vest", "amount"]),
    ("base_then", "base_in_year", ["offer", "year"]),
    ("bonus_then", "bonus_in_year", ["offer", "year"]),
    ("bonus", "bonus_on", ["offer", "amount"]),
    ("cash", "cash_through", ["offer", "month"]),
    ("equity", "equity_through", ["offer", "month"]),
    ("pay", "pay_through", ["asked", "month"]),
    ("since", "paid_since", ["offer", "year", "month_after"]),
    ("refreshes", "value_through", ["offer", "offer.refreshes", "month"]),
    ("grant_then", "value_in_year", ["offer", "offer.grants.0", "year"]),
    ("hoped", "refreshed_in_year", ["asked", "status", "year"]),
    ("payments", "signing_through", ["asked.payments", "month"]),
    ("paid", "paid_through", ["amount", "span", "month"]),
    ("signing_then", "signing_paid", ["amount", "span", "year"]),
    ("last_payment", "last_payment_month", ["offer.payments.0"]),
    # grants
    ("twelfths", "vested_twelfths", ["schedule", "month", "offer.grants.0.every_months"]),
    ("vested", "vested", ["asked.grants.0", "month"]),
    ("tranche", "tranche", ["amount", "schedule", "year", "span"]),
    ("worth", "vest_value", ["asked.grants.0", "month", "offer.growth", "offer.discount"]),
    ("between", "value_between", ["asked.grants.0", "span", "month", "offer.growth", "offer.discount"]),
    ("part", "value_of_year", ["offer.refreshes.0", "years", "far", "offer.growth", "offer.discount"]),
    ("after_strike", "after_strike", ["amount", "target", "leverage"]),
    ("last_vest", "last_vest_month", ["offer.grants.0"]),
    ("vesting", "years_of_vesting", ["offer.grants"]),
    # leaving
    ("owed", "clawback_owed", ["amount", "month", "span", "offer.is_pro_rata"]),
    ("payment_owed", "payment_owed", ["offer.payments.0", "month", "span", "offer.is_pro_rata"]),
    ("exposure", "clawback_exposure", ["asked", "month"]),
    ("end", "clawback_end", ["offer"]),
    ("curve", "clawback_curve", ["offer"]),
    ("bridge", "bridge", ["left_behind", "leave_day"]),
    # totals
    ("totals", "five_totals", ["offer"]),
    ("as_paid", "as_paid", ["outcome"]),
    ("mean", "mean_year", ["outcome"]),
    ("recurring", "recurring", ["outcome"]),
    ("aggregated", "aggregated", ["outcome"]),
    ("guaranteed", "guaranteed_cash", ["outcome"]),
    ("both", "total_of", ["amount", "target"]),
    ("place", "quoted_place", ["quoted"]),
    ("quoted_total", "quoted_total", ["totals", "quoted"]),
    ("distance", "distance", ["amount", "target"]),
    # comparing
    ("levers", "lever_worth", ["offer", "month"]),
    ("cash_part", "with_cash", ["offer", "amount", "offer.payments"]),
    ("cents", "cents_per_dollar", ["levers.grant"]),
    ("ask_worth", "ask_worth", ["offer", "asked", "month"]),
    ("compared", "years_compared", ["offers"]),
    ("chance", "still_there", ["leaving", "year"]),
    ("expected", "expected_pay", ["offer", "years", "leaving"]),
    ("even", "break_even", ["expected", "target"]),
    ("even_total", "break_even", ["expected", "totals.0.total"]),
    ("then", "at_multiple", ["expected", "multiple"]),
    ("running", "running_totals", ["offer", "month"]),
    ("running_other", "running_totals", ["rival", "month"]),
    ("overtaken", "overtakes", ["running", "running_other"]),
    # rounding
    ("quotient", "rounded", ["target", "step"]),
    ("share", "share_of", ["target", "leverage"]),
    ("grown", "grown", ["amount", "offer.growth", "years"]),
    ("stepped", "to_step", ["target", "step"]),
    ("middle", "midpoint", ["amount", "target"]),
    ("four_years", "grant_of_annual_equity", ["amount"]),
    ("times", "over_years", ["amount", "years"]),
    ("often", "times_in", ["target", "total", "unit"]),
    ("level_step", "level_step", ["amount", "target"]),
    ("gain", "gain_over_years", ["target", "amount", "years"]),
]


def case(chance: random.Random) -> dict[str, Any]:
    """Return an offer with all else that a reader could enter."""
    offer, rival = package(chance), package(chance)
    year = 1 + int(6 * chance.random())
    amounts = {
        "base": offer["base"],
        "signing_bonus": sum(part["amount"] for part in offer["payments"]),
        "grant": sum(part["amount"] for part in offer["grants"]),
    }
    return {
        "offer": offer,
        "rival": rival,
        "offers": [offer, rival],
        "policy": policy(chance),
        "leverage": chance.choice((0, 4_000, 7_000, 10_000, int(10_001 * chance.random()))),
        "caps": caps(chance, amounts),
        "bands": [{"low": 0, "high": amounts[part] + chance.choice((-1, 0, 1))} for part in CAPPED],
        "purpose": chance.choice((None, 0, amount(chance))),
        "target": amount(chance),
        "amount": amount(chance, smallest=1),
        "quoted": amount(chance, smallest=1),
        "step": chance.choice((1, 7, 1_000, 5_000)),
        "unit": chance.choice((10_000, 1_000_000)),
        "multiple": int(10 ** (9 * chance.random())),
        "last_refresh": len(offer["refreshes"]) - 1,
        "status": chance.choice(("written", "customary", "hoped")),
        "schedule": schedule(chance),
        "year": year,
        "years": 1 + int(4 * chance.random()),
        "month": 1 + int(16 * chance.random()),
        "month_after": 12 * year + int(12 * chance.random()),
        "far": 200,
        "span": months(chance, 1, 36),
        "leaving": chance.choice((0, 10_000, int(10_001 * chance.random()))),
        "left_behind": [
            {"amount": amount(chance), "day": chance.choice((None, 20270101 + int(100 * chance.random())))}
            for _ in range(int(4 * chance.random()))
        ],
        "leave_day": chance.choice((None, 20270101 + int(100 * chance.random()))),
    }


def at(values: Any, path: str) -> Any:
    """Return a part of some values: keys and places joined by dots."""
    for key in path.split("."):
        values = values[int(key)] if isinstance(values, list) else values[key]
    return values


def calculated(given: dict[str, Any]) -> dict[str, Any]:
    """Return the result of each step on a case."""
    values = dict(given)
    for name, formula, paths in STEPS:
        values[name] = getattr(formulas, formula)(*[at(values, path) for path in paths])
    return {name: values[name] for name, _, _ in STEPS}


def calls(given: dict[str, Any]) -> list[Call]:
    """Return the steps on a case as calls, with what one result feeds into the next computed in Python."""
    values = given | calculated(given)
    return [(formula, [at(values, path) for path in paths]) for _, formula, paths in STEPS]
