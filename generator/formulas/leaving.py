"""What does leaving early cost?"""

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
