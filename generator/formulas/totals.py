"""Which totals can be made of one offer, and which of them was quoted?"""

from generator.formulas.asks import signing_total
from generator.formulas.rounding import rounded, to_step
from generator.formulas.vesting import after_strike, years_of_vesting
from generator.formulas.years import base_in_year, bonus_in_year, cash_through, equity_through, signing_through


def total_of(cash, equity):
    """Return a total with its two kinds of money, in dollars."""
    return {"cash": cash, "equity": equity, "total": cash + equity}


def as_paid(offer):
    """Return what the first year of service pays."""
    return total_of(cash_through(offer, 12), equity_through(offer, 12))


def mean_year(offer):
    """Return the mean year until the grants for joining have vested, refreshes and growth included."""
    years = years_of_vesting(offer["grants"])
    return total_of(rounded(cash_through(offer, 12 * years), years), rounded(equity_through(offer, 12 * years), years))


def recurring(offer):
    """Return what comes back each year: base, bonus and an even part of the grants for joining at their first value."""
    granted = sum(after_strike(grant["amount"], grant["amount"], grant["strike"]) for grant in offer["grants"])
    even = rounded(granted, years_of_vesting(offer["grants"]))
    return total_of(base_in_year(offer, 1) + bonus_in_year(offer, 1), even)


def aggregated(offer):
    """Return the recurring total with the signing bonus spread over the same years, as sites that collect pay do."""
    bare = recurring(offer)
    spread = rounded(signing_total(offer), years_of_vesting(offer["grants"]))
    return total_of(bare["cash"] + spread, bare["equity"])


def guaranteed_cash(offer):
    """Return the cash of the first year that hangs on nobody's judgement: base and signing bonus, no bonus."""
    return total_of(base_in_year(offer, 1) + signing_through(offer["payments"], 12), 0)


def five_totals(offer):
    """Return the five totals in the order of the page."""
    return [as_paid(offer), mean_year(offer), recurring(offer), aggregated(offer), guaranteed_cash(offer)]


def quoted_place(quoted):
    """Return the place to which a quoted total was rounded, in dollars: of 790,000 it is 10,000; at most that."""
    place = 1
    for _digit in range(4):
        if to_step(quoted, place * 10) == quoted:
            place = place * 10
    return place


def quoted_total(totals, quoted):
    """Return which of some totals a quoted amount is: `index` of the nearest, `off` by, and whether it rounds to it.

    Args:
        totals: Dicts with a `total` in dollars.
        quoted: Dollars, positive.
    """
    nearest = 0
    for i in range(len(totals)):
        if distance(totals[i]["total"], quoted) < distance(totals[nearest]["total"], quoted):
            nearest = i
    total = totals[nearest]["total"]
    return {
        "index": nearest,
        "off": quoted - total,
        "is_exact": to_step(total, quoted_place(quoted)) == quoted,
    }


def distance(one, other):
    """Return how far apart two amounts are, in dollars."""
    return max(one - other, other - one)
