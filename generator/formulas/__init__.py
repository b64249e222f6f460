"""Which arithmetic is done on pay? All of it is here, once, for the page and for the calculator.

The functions keep to the subset that `generator/emit_js.py` turns into JavaScript: whole dollars, basis points and
months are integers, so both languages compute the same. An `offer` is a dict with the keys `base`, `bonus_target`,
`signing_bonus`, `signing_months`, `grant`, `vesting_schedule`, `cliff_months`, `refresh` and `refresh_schedule`;
a `policy` has `<component>_room`, `<component>_capture` and `<component>_step` for base, signing_bonus, grant and
refresh. The models and the form keep impossible input out; nothing here checks it again.
"""

from pathlib import Path

from generator.formulas.asks import (
    ask,
    asked_offer,
    band_top,
    effective_room,
    outcome,
    outcome_offer,
    refresh_ask,
    signing_ask,
    signing_for_year_1,
    signing_gap,
    signing_need,
)
from generator.formulas.leaving import (
    clawback_owed,
)
from generator.formulas.rounding import (
    change,
    midpoint,
    over_years,
    rounded,
    share_of,
    to_step,
)
from generator.formulas.years import (
    drop,
    drop_cause,
    gain_over_years,
    grant_of_annual_equity,
    last_vest_year,
    level_step,
    paid_through,
    signing_paid,
    tranche,
    vested_share,
    with_pay,
    year_1_total,
    year_row,
    year_table,
    year_total,
    years_shown,
)

__all__ = [
    "ask",
    "asked_offer",
    "band_top",
    "change",
    "clawback_owed",
    "drop",
    "drop_cause",
    "effective_room",
    "gain_over_years",
    "grant_of_annual_equity",
    "last_vest_year",
    "level_step",
    "midpoint",
    "outcome",
    "outcome_offer",
    "over_years",
    "paid_through",
    "refresh_ask",
    "rounded",
    "share_of",
    "signing_ask",
    "signing_for_year_1",
    "signing_gap",
    "signing_need",
    "signing_paid",
    "sources",
    "to_step",
    "tranche",
    "vested_share",
    "with_pay",
    "year_1_total",
    "year_row",
    "year_table",
    "year_total",
    "years_shown",
]


def sources() -> list[tuple[str, str]]:
    """Return the name and text of each module of formulas, as the emitter takes them."""
    folder = Path(__file__).parent
    modules = ("rounding", "years", "asks", "leaving")
    return [(f"generator/formulas/{m}.py", (folder / f"{m}.py").read_text(encoding="utf-8")) for m in modules]
