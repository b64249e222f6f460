"""What does the model ask for, and what does it expect of the ask?"""

from generator.formulas.rounding import rounded, share_of, to_step
from generator.formulas.years import with_pay, year_1_total


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
