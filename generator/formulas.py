"""Which arithmetic is done on pay? All of it is here, once, for the page and for the calculator.

The functions keep to the subset that `emit_js.py` turns into JavaScript: whole dollars, basis points and months
are integers, so both languages compute the same. An `offer` is a dict with the keys `base`, `bonus_target`,
`signing_bonus`, `signing_months`, `grant`, `vesting_schedule`, `cliff_months`, `refresh` and `refresh_schedule`;
a `policy` has `<component>_room`, `<component>_capture` and `<component>_step` for base, signing_bonus, grant and
refresh. The models and the form keep impossible input out; nothing here checks it again.
"""


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
        "total": base + bonus + signing_bonus + vest + refresh,
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


def change(before, after):
    """Return the change between two totals as a share of the first, in basis points; the first is positive.

    >>> change(790000, 1035000)
    3101
    """
    return rounded((after - before) * 10000, before)


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


def effective_room(room, leverage):
    """Return the room, in basis points of its basis, that a given leverage opens."""
    return rounded(room * leverage, 10000)


def ask(initial, basis, room, leverage, step, cap):
    """Return what to ask for, in dollars: initial plus the open room, to a step, never above a published cap.

    Args:
        initial: Dollars in the offer.
        basis: Dollars of which the room is a share.
        room: Basis points.
        leverage: Basis points of the room that stand open.
        step: Dollars; asks are round.
        cap: Dollars at the top of the published band, or None.

    >>> ask(340000, 340000, 1200, 10000, 5000, None), ask(25200, 25200, 0, 10000, 50000, None)
    (380000, 25200)
    """
    if room == 0:
        return initial
    wanted = to_step(initial + share_of(basis, effective_room(room, leverage)), step)
    if cap is not None:
        wanted = min(wanted, cap)
    return max(initial, wanted)


def band_top(bands, amount):
    """Return the top of the first band that an amount lies in, in dollars; None where it lies in none.

    >>> bands = [{"low": 200_000, "high": 300_000}]
    >>> band_top(bands, 300_000), band_top(bands, 300_001)
    (300000, None)
    """
    for band in bands:
        if band["low"] <= amount and amount <= band["high"]:
            return band["high"]
    return None


def outcome(initial, asked, capture, step):
    """Return what the model expects of an ask, in dollars, between the initial amount and the ask."""
    expected = to_step(initial + share_of(asked - initial, capture), step)
    return min(max(expected, initial), asked)


def signing_gap(target, total_without_signing):
    """Return the signing bonus that lifts a first year to a target, in dollars."""
    return max(0, target - total_without_signing)


def signing_for_year_1(gap, signing_months):
    """Return the signing bonus of which the first year pays a gap, in dollars; more where it is paid for longer.

    >>> signing_for_year_1(30_000, 12), signing_for_year_1(30_000, 24)
    (30000, 60000)
    """
    if signing_months <= 12:
        return gap
    return -((-gap * signing_months) // 12)


def signing_need(offer, target):
    """Return the signing bonus with which an offer, its other parts unchanged, pays a target in its first year.

    The ask for base and grant does not enter, so that leverage does not either.
    """
    bare = with_pay(offer, offer["base"], 0, offer["grant"], offer["refresh"])
    return signing_for_year_1(signing_gap(target, year_1_total(bare)), offer["signing_months"])


def signing_ask(initial, need, basis, room, leverage, step):
    """Return the signing bonus to ask for; `need` is what a purpose asks for in dollars, or None without one.

    With a purpose leverage does not enter: the sum is what the purpose costs.
    """
    if need is not None:
        return max(initial, need)
    return ask(initial, basis, room, leverage, step, None)


def refresh_ask(initial, grant, share, step):
    """Return the refresh to ask for in writing: a share of the initial grant, to a step; leverage does not scale it."""
    if share == 0:
        return initial
    return max(initial, to_step(share_of(grant, share), step))


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


def asked_offer(offer, policy, leverage, base_cap, grant_cap, need):
    """Return the offer as asked for; every basis is the initial column, never a figure already moved."""
    base = offer["base"]
    return with_pay(
        offer,
        ask(base, base, policy["base_room"], leverage, policy["base_step"], base_cap),
        signing_ask(
            offer["signing_bonus"], need, base, policy["signing_bonus_room"], leverage, policy["signing_bonus_step"]
        ),
        ask(offer["grant"], offer["grant"], policy["grant_room"], leverage, policy["grant_step"], grant_cap),
        refresh_ask(offer["refresh"], offer["grant"], policy["refresh_room"], policy["refresh_step"]),
    )


def outcome_offer(offer, asked, policy):
    """Return the offer as the model expects it to end."""
    return with_pay(
        offer,
        outcome(offer["base"], asked["base"], policy["base_capture"], policy["base_step"]),
        outcome(
            offer["signing_bonus"],
            asked["signing_bonus"],
            policy["signing_bonus_capture"],
            policy["signing_bonus_step"],
        ),
        outcome(offer["grant"], asked["grant"], policy["grant_capture"], policy["grant_step"]),
        outcome(offer["refresh"], asked["refresh"], policy["refresh_capture"], policy["refresh_step"]),
    )


def level_step(total, next_total):
    """Return what the next level adds to a year's total, in dollars."""
    return next_total - total


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
