"""How is an amount rounded, shared, grown and stepped? Halves go away from zero, everywhere."""


def rounded(numerator, denominator):
    """Return the quotient as an integer, halves away from zero; the denominator is positive.

    >>> [rounded(n, 2) for n in (3, -3, 4)]
    [2, -2, 2]
    """
    if numerator < 0:
        return -((2 * -numerator + denominator) // (2 * denominator))
    return (2 * numerator + denominator) // (2 * denominator)


def share_of(amount, share):
    """Return a share, in basis points, of an amount in dollars.

    Only what is left over ten thousands is multiplied and rounded, so that no product leaves exact numbers.

    >>> share_of(333, 5_000), share_of(-333, 5_000)
    (167, -167)
    """
    if amount < 0:
        return -share_of(-amount, share)
    whole = amount // 10000
    return whole * share + rounded((amount - whole * 10000) * share, 10000)


def grown(amount, rate, years):
    """Return an amount after some years at a yearly rate in basis points, rounded after each year.

    >>> grown(100_000, 1_000, 2), grown(100_000, -5_000, 1)
    (121000, 50000)
    """
    for _year in range(years):
        amount = share_of(amount, 10000 + rate)
    return amount


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

    Divided two decimal places at a time, so that no product leaves exact numbers.

    >>> change(790_000, 1_035_000), change(790_000, 740_000)
    (3101, -633)
    """
    if after < before:
        return -times_in(before - after, before, 10000)
    return times_in(after - before, before, 10000)


def times_in(amount, whole, unit):
    """Return how often one amount is in another, in parts of a unit of 10,000 or 1,000,000, halves up.

    >>> times_in(245_000, 790_000, 10_000), times_in(1, 3, 1_000_000)
    (3101, 333333)
    """
    parts = amount // whole
    left = amount - parts * whole
    scale = 1
    for _place in range(3):
        if scale < unit:
            parts = parts * 100 + (left * 100) // whole
            left = left * 100 - ((left * 100) // whole) * whole
            scale = scale * 100
    if 2 * left >= whole:
        return parts + 1
    return parts
