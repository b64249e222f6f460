"""When does a grant vest, and what is it worth then?

A grant is a dict with `amount` in dollars on the day it is granted, `start_month` (months of service before that day),
`vesting_schedule` (basis points for each year after it), `every_months` (how often it vests: 1, 3, 6 or 12),
`cliff_months`, `strike` (what a share costs its holder, in basis points of its value on that day; 0 but for options)
and `status`: hire for a grant for joining; written, customary or hoped for a refresh.
"""

from generator.formulas.rounding import grown, over_years, rounded, share_of


def grant_of_annual_equity(annual_equity):
    """Return the four-year grant, in dollars, that even vesting of a yearly amount implies."""
    return over_years(annual_equity, 4)


def vested_twelfths(vesting_schedule, months, every_months):
    """Return what share of a grant has vested some months after it was granted, in twelfths of a basis point.

    A year's share vests evenly in the months that `every_months` names. Twelfths keep a month's part whole. No cliff.

    >>> [vested_twelfths([500, 1_500, 4_000, 4_000], months, 3) for months in (12, 17, 18)]
    [6000, 10500, 15000]
    """
    served = (max(months, 0) // every_months) * every_months
    years = min(served // 12, len(vesting_schedule))
    share = 0
    for year in range(years):
        share += 12 * vesting_schedule[year]
    if years == len(vesting_schedule):
        return share
    return share + vesting_schedule[years] * (served - 12 * years)


def vested(grant, month):
    """Return what of a grant has vested by the end of a month of service, in dollars at the grant's own value.

    A cliff only delays: before its month nothing has vested, from then on all that would have without it.
    """
    months = month - grant["start_month"]
    if months < grant["cliff_months"]:
        return 0
    share = vested_twelfths(grant["vesting_schedule"], months, grant["every_months"])
    return rounded(grant["amount"] * share, 120000)


def tranche(grant, vesting_schedule, year, cliff_months):
    """Return what vests in one year of service of a grant made at the start, in dollars; tranches add up to the grant.

    >>> tranche(400_000, [2_500, 2_500, 2_500, 2_500], 2, 18)
    200000
    """
    made = {
        "amount": grant,
        "start_month": 0,
        "vesting_schedule": vesting_schedule,
        "every_months": 12,
        "cliff_months": cliff_months,
    }
    return vested(made, 12 * year) - vested(made, 12 * (year - 1))


def vest_value(grant, month, growth, discount):
    """Return what has vested by the end of a month of service, in dollars, each vest at its own day's value.

    Args:
        grant: A grant.
        month: Months of service.
        growth: Basis points a year; may be negative.
        discount: Basis points that the reader takes off because the shares cannot be sold freely.
    """
    return value_between(grant, 0, month, growth, discount)


def value_between(grant, after, month, growth, discount):
    """Return what vests after the end of one month of service and by the end of another, in dollars."""
    start = grant["start_month"]
    value = 0
    for year in range((after - start) // 12, -((start - month) // 12)):
        value += value_of_year(grant, year, month, growth, discount)
        if after > start + 12 * year:
            value -= value_of_year(grant, year, after, growth, discount)
    return value


def value_of_year(grant, year, month, growth, discount):
    """Return what has vested by the end of a month of service in one year of the grant's own, from 0, in dollars.

    Shares grow once a year, counted from the grant: what vests in its first year counts at the grant's own value.
    """
    begin = grant["start_month"] + 12 * year
    granted = vested(grant, min(month, begin + 12)) - vested(grant, begin)
    return share_of(after_strike(grown(granted, growth, year), granted, grant["strike"]), 10000 - discount)


def after_strike(value, granted, strike):
    """Return what shares are worth to their holder, in dollars, once they are paid for; never below nothing.

    Args:
        value: Dollars that the shares are worth now.
        granted: Dollars that they were worth on the day of the grant.
        strike: Basis points of that.

    >>> after_strike(150_000, 100_000, 10_000), after_strike(90_000, 100_000, 10_000)
    (50000, 0)
    """
    return max(0, value - share_of(granted, strike))


def last_vest_month(grant):
    """Return the month of service in which the last of a grant vests; 0 for a grant of nothing."""
    if grant["amount"] == 0:
        return 0
    years = 0
    for year, share in zip(range(1, len(grant["vesting_schedule"]) + 1), grant["vesting_schedule"]):
        if share > 0:
            years = year
    return grant["start_month"] + max(12 * years, grant["cliff_months"])


def years_of_vesting(grants):
    """Return the years of service until the last of the grants has vested, at least one."""
    return max(1, max((last_vest_month(grant) + 11) // 12 for grant in grants))
