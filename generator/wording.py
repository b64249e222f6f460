"""Which words name a component, a column and a derivation, wherever they stand?"""

from __future__ import annotations

COMPONENT_WORDS = {
    "base": "base",
    "bonus": "bonus",
    "bonus_target": "bonus target",
    "annual_equity": "equity a year",
    "grant": "grant",
    "signing_bonus": "signing bonus",
    "refresh": "year-1 refresh",
    "vest": "vesting",
    "total_comp": "total a year",
    "total": "total",
    "year_1_total": "year-1 total",
}

COLUMN_WORDS = {
    "initial": "initial offer",
    "ask": "ask",
    "ask_with_offer": "ask with a written offer",
    "outcome": "outcome",
}

_ASK = (
    "the initial amount plus the open room (the policy's share of its basis, times the leverage), rounded to the "
    "step, and never above a published band that the initial amount lies in"
)
_SIGNING = "the initial amount plus the default room, a share of base, times the leverage, rounded to the step"
_REFRESH = "the policy's share of the initial grant, rounded to the step; leverage does not change it"
_OUTCOME = "the initial amount plus the captured part of the difference to the ask, rounded to the step"
_TOTAL = "base plus bonus plus the signing bonus paid in the first year plus what vests in it"

DERIVATION_WORDS = {
    "base.initial": "the figure used for this level; the middle of it where it is a range",
    "signing_bonus.initial": "the figure used for this level; the middle of it where it is a range",
    "grant.initial": "the published grant, or four times the equity a year where only that is published",
    "refresh.initial": "the refresh in the offer",
    "base.ask": _ASK,
    "base.ask_with_offer": _ASK,
    "grant.ask": _ASK,
    "grant.ask_with_offer": _ASK,
    "signing_bonus.ask": _SIGNING,
    "signing_bonus.ask_with_offer": _SIGNING,
    "refresh.ask": _REFRESH,
    "refresh.ask_with_offer": _REFRESH,
    "base.outcome": _OUTCOME,
    "signing_bonus.outcome": _OUTCOME,
    "grant.outcome": _OUTCOME,
    "refresh.outcome": _OUTCOME,
    "year_1_total.initial": _TOTAL,
    "year_1_total.ask": _TOTAL,
    "year_1_total.ask_with_offer": _TOTAL,
    "year_1_total.outcome": _TOTAL,
    "lift": "the year-1 total after, divided by the year-1 total before, less one; from unrounded figures",
    "level_step": "the total of the next level less the total of this one, both of one statistic and one source",
    "year": "what the offer pays in that year of service: base, bonus, signing bonus, vesting grant and refresh",
    "drop": "one less the year's total divided by the total of the year before",
}

CAUSE_WORDS = {
    "signing_bonus": "the signing bonus is not paid again",
    "vest": "the grant has vested",
    "refresh": "the refresh has vested",
    "none": "no single component",
}
