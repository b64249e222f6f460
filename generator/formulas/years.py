"""What does an offer pay month by month and year by year, and where does it fall?

All of it follows from one running total: what a year pays is what has been paid by its end, less what had been paid
by its beginning. Year y is months 12(y - 1) + 1 to 12y of service.
"""

from generator.formulas.leaving import clawback_exposure
from generator.formulas.rounding import change, grown, over_years, rounded, share_of
from generator.formulas.vesting import last_vest_month, value_between, vest_value


def paid_through(amount, months, month):
    """Return what of an amount paid evenly over some months has been paid by the end of a month, in dollars."""
    if month >= months:
        return amount
    return rounded(amount * max(month, 0), months)


def signing_paid(signing_bonus, signing_months, year):
    """Return the part of a signing bonus, in dollars, that is paid in one year of service."""
    before = paid_through(signing_bonus, signing_months, 12 * (year - 1))
    return paid_through(signing_bonus, signing_months, 12 * year) - before


def signing_through(payments, month):
    """Return what of all signing payments has been paid by the end of a month of service, in dollars.

    Each is a dict with `amount`, `month` (the first month of service that pays it) and `months` (over how many).
    """
    return sum(paid_through(part["amount"], part["months"], month - part["month"] + 1) for part in payments)


def base_in_year(offer, year):
    """Return the base of one year, in dollars: raised by `merit` once a year, from the second on."""
    return grown(offer["base"], offer["merit"], year - 1)


def bonus_on(offer, base):
    """Return the bonus on the base of a year, in dollars, paid at its end: the target, times the expected payout."""
    return share_of(share_of(base, offer["bonus_target"]), offer["bonus_payout"])


def bonus_in_year(offer, year):
    """Return the bonus of one year, in dollars."""
    return bonus_on(offer, base_in_year(offer, year))


def value_through(offer, grants, month):
    """Return what of some grants has vested by the end of a month, at the offer's growth and discount, in dollars."""
    return sum(vest_value(grant, month, offer["growth"], offer["discount"]) for grant in grants)


def cash_through(offer, month):
    """Return the base, bonus and signing bonus that have been paid by the end of a month of service, in dollars."""
    years = month // 12
    base = offer["base"]
    paid = 0
    for _year in range(years):
        paid += base + bonus_on(offer, base)
        base = grown(base, offer["merit"], 1)
    return paid + paid_through(base, 12, month - 12 * years) + signing_through(offer["payments"], month)


def equity_through(offer, month):
    """Return what of all grants and refreshes has vested by the end of a month of service, in dollars."""
    return value_through(offer, offer["grants"], month) + value_through(offer, offer["refreshes"], month)


def pay_through(offer, month):
    """Return all that an offer has paid by the end of a month of service, in dollars."""
    return cash_through(offer, month) + equity_through(offer, month)


def paid_since(offer, years, month):
    """Return what an offer has paid since the end of some years of service by the end of a month of the next."""
    after = 12 * years
    growth = offer["growth"]
    discount = offer["discount"]
    payments = offer["payments"]
    base = paid_through(base_in_year(offer, years + 1), 12, month - after)
    signing = signing_through(payments, month) - signing_through(payments, after)
    vest = sum(value_between(grant, after, month, growth, discount) for grant in offer["grants"])
    refresh = sum(value_between(grant, after, month, growth, discount) for grant in offer["refreshes"])
    return base + signing + vest + refresh


def value_in_year(offer, grant, year):
    """Return what of one grant vests in one year of service, in dollars."""
    return value_between(grant, 12 * (year - 1), 12 * year, offer["growth"], offer["discount"])


def refreshed_in_year(offer, status, year):
    """Return what of the refreshes of one status vests in one year of service, in dollars."""
    return sum(value_in_year(offer, grant, year) for grant in offer["refreshes"] if grant["status"] == status)


def year_total(base, bonus, signing_bonus, vest, refresh):
    """Return what a year pays, in dollars, from its five parts."""
    return base + bonus + signing_bonus + vest + refresh


def year_row(offer, year):
    """Return what one year of service pays, in dollars by component.

    `vest` is the sum of `grants`, `refresh` that of `written`, `customary` and `hoped`. `clawback` is the most that
    would be owed on leaving in the year; it is no part of the total.
    """
    base = base_in_year(offer, year)
    bonus = bonus_in_year(offer, year)
    payments = offer["payments"]
    signing_bonus = signing_through(payments, 12 * year) - signing_through(payments, 12 * (year - 1))
    grants = [value_in_year(offer, grant, year) for grant in offer["grants"]]
    written = refreshed_in_year(offer, "written", year)
    customary = refreshed_in_year(offer, "customary", year)
    hoped = refreshed_in_year(offer, "hoped", year)
    vest = sum(grants)
    refresh = written + customary + hoped
    return {
        "year": year,
        "base": base,
        "bonus": bonus,
        "signing_bonus": signing_bonus,
        "vest": vest,
        "refresh": refresh,
        "total": year_total(base, bonus, signing_bonus, vest, refresh),
        "grants": grants,
        "written": written,
        "customary": customary,
        "hoped": hoped,
        "clawback": max(clawback_exposure(offer, month) for month in range(12 * (year - 1) + 1, 12 * year + 1)),
    }


def years_shown(offer):
    """Return how many years a table shows: to one past the last vest and the last signing payment, at least five."""
    last = max(last_payment_month(payment) for payment in offer["payments"])
    for grant in offer["grants"]:
        last = max(last, last_vest_month(grant))
    for grant in offer["refreshes"]:
        last = max(last, last_vest_month(grant))
    return max(5, (last + 11) // 12 + 1)


def last_payment_month(payment):
    """Return the month of service in which the last of a signing payment is paid; 0 for a payment of nothing."""
    if payment["amount"] == 0:
        return 0
    return payment["month"] - 1 + payment["months"]


def year_table(offer):
    """Return a row for each year shown."""
    return [year_row(offer, year) for year in range(1, years_shown(offer) + 1)]


def year_1_total(offer):
    """Return what the first year of service pays, in dollars."""
    return pay_through(offer, 12)


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
