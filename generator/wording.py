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
_SIGNING = (
    "the initial amount plus the default room, a share of base, times the leverage, rounded to the step, and never "
    "above a published range that the initial amount lies in"
)
_REFRESH = "the policy's share of the initial grant, rounded to the step; leverage does not change it"
_OUTCOME = "the initial amount plus the captured part of the difference to the ask, rounded to the step"

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
    "lift": "the year-1 total after, divided by the year-1 total before, less one; from unrounded figures",
    "level_step": "the total of the next level less the total of this one, both of one statistic and one source",
    "year.base": "the base of the offer",
    "year.bonus": "the bonus target, a share of base, rounded",
    "year.signing_bonus": "what of the signing bonus is paid in that year: even months, rounded",
    "year.vest": "what of the grant has vested by the end of that year, rounded, less what had vested a year before",
    "year.refresh": "what of the refresh has vested by the end of that year, less what had vested a year before",
    "year.total": "base, bonus, signing bonus, vesting grant and vesting refresh of that year, added up",
    "gain": "the outcome less the initial amount, in each of the years counted",
    "drop": "one less the year's total divided by the total of the year before",
}

CAUSE_WORDS = {
    "signing_bonus": "the signing bonus is not paid again",
    "vest": "the grant has vested",
    "refresh": "the refresh has vested",
    "none": "no single component",
}
