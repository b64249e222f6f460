"""How is an amount rounded, shared and stepped? Halves go away from zero, everywhere."""


def rounded(numerator, denominator):
    """Return the quotient as an integer, halves away from zero; the denominator is positive.

    >>> [rounded(n, 2) for n in (3, -3, 4)]
    [2, -2, 2]
    """
    if numerator < 0:
        return -((2 * -numerator + denominator) // (2 * denominator))
    return (2 * numerator + denominator) // (2 * denominator)


def share_of(amount, share):
    """Return a share, in basis points, of an amount in dollars."""
    return rounded(amount * share, 10000)


def to_step(amount, step):
    """Return the amount rounded to a multiple of a step, both in dollars."""
    return rounded(amount, step) * step


def midpoint(low, high):
    """Return the middle of a range in dollars."""
    return rounded(low + high, 2)


def over_years(annual, years):
    """Return what a yearly amount comes to over some years, in dollars."""
    return annual * years


def change(before, after):
    """Return the change between two totals as a share of the first, in basis points; the first is positive.

    >>> change(790000, 1035000)
    3101
    """
    return rounded((after - before) * 10000, before)
