"""What is one part of an offer worth in dollars of another, and when is one offer better than the next?"""

from generator.formulas.asks import grant_total, signing_total, with_amount, with_pay, written_refresh
from generator.formulas.leaving import clawback_exposure
from generator.formulas.rounding import rounded, share_of, times_in
from generator.formulas.vesting import vest_value, years_of_vesting
from generator.formulas.years import base_in_year, cash_through, equity_through, paid_since, paid_through, pay_through


def lever_worth(offer, months):
    """Return what ten thousand dollars more of each component pay by the end of some months of service, in dollars.

    Base counts with the bonus on it, each year's bonus at its expected payout, shares with growth and discount.
    """
    more = with_cash(offer, 10000, [])
    growth = offer["growth"]
    discount = offer["discount"]
    first = offer["payments"][0]
    return {
        "base": cash_through(more, months),
        "bonus": sum(share_of(base_in_year(more, year), offer["bonus_payout"]) for year in range(1, months // 12 + 1)),
        "signing_bonus": paid_through(10000, first["months"], months - first["month"] + 1),
        "grant": vest_value(with_amount(offer["grants"][0], 10000), months, growth, discount),
        "refresh": vest_value(with_amount(offer["refreshes"][0], 10000), months, growth, discount),
    }


def with_cash(offer, base, payments):
    """Return the cash part of an offer with another base and other signing payments."""
    return {
        "base": base,
        "merit": offer["merit"],
        "bonus_target": offer["bonus_target"],
        "bonus_payout": offer["bonus_payout"],
        "payments": payments,
    }


def cents_per_dollar(worth):
    """Return what one dollar more is worth, in cents, from what ten thousand are worth in dollars."""
    return rounded(worth, 100)


def ask_worth(offer, asked, months):
    """Return what each component's ask, alone, adds by the end of some months of service, in dollars."""
    base = offer["base"]
    signing = signing_total(offer)
    grant = grant_total(offer)
    refresh = written_refresh(offer)
    before = pay_through(offer, months)
    return {
        "base": pay_through(with_pay(offer, asked["base"], signing, grant, refresh), months) - before,
        "signing_bonus": pay_through(with_pay(offer, base, signing_total(asked), grant, refresh), months) - before,
        "grant": pay_through(with_pay(offer, base, signing, grant_total(asked), refresh), months) - before,
        "refresh": pay_through(with_pay(offer, base, signing, grant, written_refresh(asked)), months) - before,
    }


def years_compared(offers):
    """Return the years of service over which offers are compared: until the last grant for joining has vested."""
    return max(years_of_vesting(offer["grants"]) for offer in offers)


def still_there(leaving, year):
    """Return the chance, in basis points, of serving a year at all; the first is certain.

    >>> still_there(2_000, 1), still_there(2_000, 3)
    (10000, 6400)
    """
    share = 10000
    for _year in range(year - 1):
        share = share_of(share, 10000 - leaving)
    return share


def expected_pay(offer, years, leaving):
    """Return `cash` and `equity` over some years, in dollars, each year weighted by the chance of serving it.

    Leaving happens at the end of a year, and then costs what is owed on that day.
    """
    cash = 0
    equity = 0
    for year in range(1, years + 1):
        here = still_there(leaving, year)
        gone = here - still_there(leaving, year + 1)
        cash += share_of(cash_through(offer, 12 * year) - cash_through(offer, 12 * (year - 1)), here)
        cash -= share_of(clawback_exposure(offer, 12 * year), gone)
        equity += share_of(equity_through(offer, 12 * year) - equity_through(offer, 12 * (year - 1)), here)
    return {"cash": cash, "equity": equity}


def at_multiple(pay, multiple):
    """Return a total whose shares are worth a multiple, in millionths, of what they were counted at; in dollars.

    >>> at_multiple({"cash": 100, "equity": 300}, 1_500_000)
    550
    """
    millions = pay["equity"] // 1000000
    rest = pay["equity"] - millions * 1000000
    return pay["cash"] + millions * multiple + (rest * multiple) // 1000000


def break_even(pay, target):
    """Return the smallest multiple, in millionths, of its shares' value at which a total reaches a target.

    0 where cash alone does; None where there are no shares, or where they would have to be worth a thousand times as
    much. At one millionth less, the total is below the target.
    """
    gap = target - pay["cash"]
    if gap <= 0:
        return 0
    if pay["equity"] <= 0 or gap // pay["equity"] >= 1000:
        return None
    multiple = times_in(gap, pay["equity"], 1000000)
    if at_multiple(pay, multiple) < target:
        return multiple + 1
    return multiple


def running_totals(offer, months):
    """Return what an offer has paid by the end of each month, in dollars, from month 1."""
    full = [pay_through(offer, 12 * years) for years in range(months // 12 + 1)]
    return [full[month // 12] + paid_since(offer, month // 12, month) for month in range(1, months + 1)]


def overtakes(ahead, behind):
    """Return the first month in which a running total lies above another that led before; None if never.

    >>> overtakes([5, 9, 12], [3, 9, 15]), overtakes([5, 9], [6, 10])
    (3, None)
    """
    has_trailed = False
    for month in range(1, len(ahead) + 1):
        if has_trailed and behind[month - 1] > ahead[month - 1]:
            return month
        if behind[month - 1] < ahead[month - 1]:
            has_trailed = True
    return None
