"""What does the model ask for, and where does the ask end if a part of its rise is granted?"""

from generator.formulas.rounding import rounded, share_of, to_step
from generator.formulas.years import year_1_total


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
    """Return where an ask ends, in dollars, if that part of its rise is granted: from the initial amount to the ask."""
    granted = to_step(initial + share_of(asked - initial, capture), step)
    return min(max(granted, initial), asked)


def signing_gap(target, total_without_signing):
    """Return the signing bonus that lifts a first year to a target, in dollars."""
    return max(0, target - total_without_signing)


def signing_need(offer, target):
    """Return the signing bonus with which an offer, its other parts unchanged, pays a target in its first year.

    The ask for base and grant does not enter, so that leverage does not either. Only the first payment grows; one that
    begins after the first year is asked for at the start instead.
    """
    first = offer["payments"][0]
    others = signing_total(offer) - first["amount"]
    bare = with_pay(offer, offer["base"], others, grant_total(offer), written_refresh(offer))
    gap = signing_gap(target, year_1_total(bare))
    in_year_1 = min(max(13 - first["month"], 0), first["months"])
    if in_year_1 == 0:
        return others + gap
    return others - ((-gap * first["months"]) // in_year_1)


def signing_ask(initial, need, basis, room, leverage, step, cap):
    """Return the signing bonus to ask for; `need` is what a purpose asks for in dollars, or None without one.

    With a purpose neither leverage nor a cap enters: the sum is what the purpose costs.
    """
    if need is not None:
        return max(initial, need)
    return ask(initial, basis, room, leverage, step, cap)


def refresh_ask(initial, grant, share, step):
    """Return the refresh to ask for in writing: a share of the initial grant, to a step; leverage does not scale it."""
    if share == 0:
        return initial
    return max(initial, to_step(share_of(grant, share), step))


def signing_total(offer):
    """Return all signing payments of an offer, in dollars."""
    return sum(payment["amount"] for payment in offer["payments"])


def grant_total(offer):
    """Return all grants that an offer makes for joining, in dollars."""
    return sum(grant["amount"] for grant in offer["grants"])


def written_refresh(offer):
    """Return the refresh that an offer promises in writing, in dollars; it stands first among the refreshes."""
    first = offer["refreshes"][0]
    return first["amount"]


def with_amount(grant, amount):
    """Return a grant or refresh of another amount, its terms kept."""
    return {
        "amount": amount,
        "status": grant["status"],
        "start_month": grant["start_month"],
        "vesting_schedule": grant["vesting_schedule"],
        "every_months": grant["every_months"],
        "cliff_months": grant["cliff_months"],
        "strike": grant["strike"],
    }


def unwritten(refreshes, i):
    """Return what of a refresh a promise in writing can take the place of: it is only custom or hope, in its month."""
    if refreshes[i]["status"] == "written" or refreshes[i]["start_month"] != refreshes[0]["start_month"]:
        return 0
    return refreshes[i]["amount"]


def refresh_beside(refreshes, i, written):
    """Return the amount of a refresh once the first, in writing, is another, in dollars.

    What is written takes the place of what was only customary or hoped for in the same month, dollar for dollar, in
    the order of the list. So nothing counts twice, and asking for it in writing never makes an offer pay less.
    """
    if i == 0:
        return written
    more = written - refreshes[0]["amount"] - sum(unwritten(refreshes, j) for j in range(1, i))
    return refreshes[i]["amount"] - min(max(more, 0), unwritten(refreshes, i))


def with_pay(offer, base, signing_bonus, grant, refresh):
    """Return the offer with four components replaced and its terms kept; what moves is the first of each list."""
    payments = offer["payments"]
    grants = offer["grants"]
    refreshes = offer["refreshes"]
    more_signing = signing_bonus - signing_total(offer)
    more_grant = grant - grant_total(offer)
    return {
        "base": base,
        "merit": offer["merit"],
        "bonus_target": offer["bonus_target"],
        "bonus_payout": offer["bonus_payout"],
        "payments": [
            {
                "amount": payments[i]["amount"] + (more_signing if i == 0 else 0),
                "month": payments[i]["month"],
                "months": payments[i]["months"],
            }
            for i in range(len(payments))
        ],
        "grants": [
            with_amount(grants[i], grants[i]["amount"] + (more_grant if i == 0 else 0)) for i in range(len(grants))
        ],
        "refreshes": [with_amount(refreshes[i], refresh_beside(refreshes, i, refresh)) for i in range(len(refreshes))],
        "growth": offer["growth"],
        "discount": offer["discount"],
        "clawback_months": offer["clawback_months"],
        "is_pro_rata": offer["is_pro_rata"],
    }


def asked_offer(offer, policy, leverage, caps, need):
    """Return the offer as asked for; every basis is the initial column, never a figure already moved.

    Args:
        offer: The offer as written.
        policy: The model's assumptions.
        leverage: Basis points of the room that stand open.
        caps: `base`, `signing_bonus` and `grant`: dollars at the top of a published band, or None.
        need: What the purpose of the signing bonus asks for in dollars, or None without one.
    """
    base = offer["base"]
    grant = grant_total(offer)
    return with_pay(
        offer,
        ask(base, base, policy["base_room"], leverage, policy["base_step"], caps["base"]),
        signing_ask(
            signing_total(offer),
            need,
            base,
            policy["signing_bonus_room"],
            leverage,
            policy["signing_bonus_step"],
            caps["signing_bonus"],
        ),
        ask(grant, grant, policy["grant_room"], leverage, policy["grant_step"], caps["grant"]),
        refresh_ask(written_refresh(offer), grant, policy["refresh_room"], policy["refresh_step"]),
    )


def outcome_offer(offer, asked, policy):
    """Return the offer as it ends if the part of each rise is granted that the policy takes from one example."""
    return with_pay(
        offer,
        outcome(offer["base"], asked["base"], policy["base_capture"], policy["base_step"]),
        outcome(
            signing_total(offer),
            signing_total(asked),
            policy["signing_bonus_capture"],
            policy["signing_bonus_step"],
        ),
        outcome(grant_total(offer), grant_total(asked), policy["grant_capture"], policy["grant_step"]),
        outcome(written_refresh(offer), written_refresh(asked), policy["refresh_capture"], policy["refresh_step"]),
    )
