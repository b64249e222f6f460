"""What does an offer pay in each year of service, and where does it fall?"""

from generator.formulas.rounding import change, over_years, rounded, share_of


def grant_of_annual_equity(annual_equity):
    """Return the four-year grant, in dollars, that even vesting of a yearly amount implies."""
    return over_years(annual_equity, 4)


def vested_share(vesting_schedule, years, cliff_months):
    """Return the share of a grant, in basis points, that has vested after whole years of service.

    A cliff only delays: before its month nothing has vested, from then on all that would have without it.

    >>> vested_share([2500, 2500, 2500, 2500], 1, 18), vested_share([2500, 2500, 2500, 2500], 2, 18)
    (0, 5000)
    """
    if 12 * years < cliff_months:
        return 0
    return sum(vesting_schedule[i] for i in range(min(max(years, 0), len(vesting_schedule))))


def tranche(grant, vesting_schedule, year, cliff_months):
    """Return what vests in one year of service, in dollars; over all years tranches add up to the grant."""
    before = share_of(grant, vested_share(vesting_schedule, year - 1, cliff_months))
    return share_of(grant, vested_share(vesting_schedule, year, cliff_months)) - before


def paid_through(amount, months, month):
    """Return what of an amount paid evenly over some months has been paid by the end of a month, in dollars."""
    if month >= months:
        return amount
    return rounded(amount * max(month, 0), months)


def signing_paid(signing_bonus, signing_months, year):
    """Return the part of a signing bonus, in dollars, that is paid in one year of service."""
    before = paid_through(signing_bonus, signing_months, 12 * (year - 1))
    return paid_through(signing_bonus, signing_months, 12 * year) - before


def last_vest_year(vesting_schedule, cliff_months):
    """Return the year of service in which the last of a grant vests."""
    return max(len(vesting_schedule), (cliff_months + 11) // 12)


def year_total(base, bonus, signing_bonus, vest, refresh):
    """Return what a year pays, in dollars, from its five parts."""
    return base + bonus + signing_bonus + vest + refresh


def year_row(offer, year):
    """Return what one year of service pays, in dollars by component; a refresh is granted at the end of year 1."""
    base = offer["base"]
    bonus = share_of(base, offer["bonus_target"])
    signing_bonus = signing_paid(offer["signing_bonus"], offer["signing_months"], year)
    vest = tranche(offer["grant"], offer["vesting_schedule"], year, offer["cliff_months"])
    refresh = tranche(offer["refresh"], offer["refresh_schedule"], year - 1, 0)
    return {
        "year": year,
        "base": base,
        "bonus": bonus,
        "signing_bonus": signing_bonus,
        "vest": vest,
        "refresh": refresh,
        "total": year_total(base, bonus, signing_bonus, vest, refresh),
    }


def years_shown(offer):
    """Return how many years a table shows: to one past the last vest, at least five."""
    last = last_vest_year(offer["vesting_schedule"], offer["cliff_months"])
    if offer["refresh"] > 0:
        last = max(last, 1 + len(offer["refresh_schedule"]))
    return max(5, last + 1)


def year_table(offer):
    """Return a row for each year shown."""
    return [year_row(offer, year) for year in range(1, years_shown(offer) + 1)]


def year_1_total(offer):
    """Return what the first year of service pays, in dollars."""
    row = year_row(offer, 1)
    return row["total"]


def with_pay(offer, base, signing_bonus, grant, refresh):
    """Return the offer with four components replaced and its terms kept."""
    return {
        "base": base,
        "bonus_target": offer["bonus_target"],
        "signing_bonus": signing_bonus,
        "signing_months": offer["signing_months"],
        "grant": grant,
        "vesting_schedule": offer["vesting_schedule"],
        "cliff_months": offer["cliff_months"],
        "refresh": refresh,
        "refresh_schedule": offer["refresh_schedule"],
    }


def drop(before, after):
    """Return how far a yearly total falls, in basis points of the year before; 0 where it does not fall."""
    if before <= 0:
        return 0
    return max(0, -change(before, after))


def drop_cause(before, after):
    """Return which component falls most from one year row to the next: its key, or `none`."""
    cause = "none"
    most = 0
    for fall in [
        {"key": "signing_bonus", "amount": before["signing_bonus"] - after["signing_bonus"]},
        {"key": "vest", "amount": before["vest"] - after["vest"]},
        {"key": "refresh", "amount": before["refresh"] - after["refresh"]},
    ]:
        if fall["amount"] > most:
            most = fall["amount"]
            cause = fall["key"]
    return cause


def level_step(total, next_total):
    """Return what the next level adds to a year's total, in dollars."""
    return next_total - total


def gain_over_years(before, after, years):
    """Return what a yearly amount that has risen adds over some years, in dollars."""
    return over_years(level_step(before, after), years)
