"""What does leaving cost: what is owed to the new employer, and what is left behind at the old one?"""

from generator.formulas.rounding import rounded


def clawback_owed(signing_bonus, months_served, clawback_months, is_pro_rata):
    """Return the signing bonus to repay, in dollars, on leaving after some whole months.

    Full until served, or pro rata; nothing once the term is served. The term is positive where anything is owed.

    >>> clawback_owed(24_000, 6, 24, True), clawback_owed(24_000, 6, 24, False)
    (18000, 24000)
    """
    if months_served >= clawback_months:
        return 0
    if is_pro_rata:
        return rounded(signing_bonus * (clawback_months - months_served), clawback_months)
    return signing_bonus


def payment_owed(payment, month, clawback_months, is_pro_rata):
    """Return what is owed of one signing payment on leaving at the end of a month of service, in dollars.

    The term runs from the month in which the payment begins; what has not been paid yet is not owed.
    """
    served = month - payment["month"] + 1
    if served <= 0:
        return 0
    paid = payment["amount"]
    if served < payment["months"]:
        paid = rounded(payment["amount"] * served, payment["months"])
    return clawback_owed(paid, served, clawback_months, is_pro_rata)


def clawback_exposure(offer, month):
    """Return all that is owed on leaving at the end of a month of service, in dollars."""
    months = offer["clawback_months"]
    return sum(payment_owed(payment, month, months, offer["is_pro_rata"]) for payment in offer["payments"])


def clawback_end(offer):
    """Return the month of service at whose end the last payment's term is served; 0 where no payment has one."""
    if offer["clawback_months"] == 0:
        return 0
    return max(
        payment["month"] - 1 + offer["clawback_months"] if payment["amount"] > 0 else 0 for payment in offer["payments"]
    )


def clawback_curve(offer):
    """Return what is owed on leaving at the end of each month, in dollars, from month 1 until nothing is."""
    return [clawback_exposure(offer, month) for month in range(1, clawback_end(offer) + 1)]


def bridge(left_behind, leave_day):
    """Return what is lost by leaving on a day, in dollars: whatever falls due, or is forgiven, only after it.

    Args:
        left_behind: Dicts with `amount` in dollars and `day`, a number like 20270215, or None for what is lost on any
            day: shares by their vest date, a bonus by the day it is paid, an own clawback by the day it ends.
        leave_day: The last day of work as such a number, or None where it is not known: then all is lost.

    >>> rows = [{"amount": 40_000, "day": 20270215}, {"amount": 30_000, "day": 20270515}]
    >>> bridge(rows, 20270214), bridge(rows, 20270215), bridge(rows, None)
    (70000, 30000, 70000)
    """
    lost = 0
    for row in left_behind:
        if leave_day is None or row["day"] is None:
            lost += row["amount"]
        elif row["day"] > leave_day:
            lost += row["amount"]
    return lost
