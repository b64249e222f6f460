"""Which laws does the arithmetic on pay keep, on any offer that the calculator's form lets in?

A law is a function of the formulas and one case; it fails where the formulas break it. `test_formula_mutants.py` holds
the same laws against formulas that are wrong on purpose.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from generator import formulas
from tests.calculations import STEPS, calculated, case
from tests.packages import CAPPED, MOST, PARTS, Watched, largest_package, watched
from tests.packages import grant as any_grant

Law = Callable[[Any, dict[str, Any]], None]

GRANTS = 100_000
EQUITY = ("grants", "refreshes")


def amounts_of(formulas: Any, offer: dict[str, Any]) -> dict[str, int]:
    """Return the four amounts of an offer that a counter-offer moves."""
    return {
        "base": offer["base"],
        "signing_bonus": formulas.signing_total(offer),
        "grant": formulas.grant_total(offer),
        "refresh": formulas.written_refresh(offer),
    }


def plain(offer: dict[str, Any]) -> dict[str, Any]:
    """Return an offer at its own values: no growth, no discount, no strike."""
    free = {name: [part | {"strike": 0} for part in offer[name]] for name in EQUITY}
    return offer | free | {"growth": 0, "discount": 0}


def grants_of(offer: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all grants and refreshes of an offer."""
    return [*offer["grants"], *offer["refreshes"]]


def half_up(numerator: int, denominator: int) -> int:
    """Return a quotient rounded, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


# Vesting


def check_grant(formulas: Any, grant: dict[str, Any], month: int) -> None:
    """A grant vests whole by its last month; its cliff delays a vest and never reduces one."""
    last = formulas.last_vest_month(grant)
    begun = month - grant["start_month"]
    without = formulas.vested(grant | {"cliff_months": 0}, month)
    assert formulas.vested(grant, month) == (without if begun >= grant["cliff_months"] else 0)
    assert formulas.vested(grant, last) == formulas.vested(grant, last + 99) == grant["amount"]
    assert formulas.vested(grant, grant["start_month"]) in (0, 0 if last > grant["start_month"] else grant["amount"])


def a_grant_vests_month_by_month(formulas: Any, given: dict[str, Any]) -> None:
    """A year's share vests evenly over its months, at the end of each month, quarter, half or whole year."""
    for grant in grants_of(given["offer"]):
        vested = waiting = 0
        for begun, share in enumerate((share for share in grant["vesting_schedule"] for _ in range(12)), 1):
            waiting += share
            if begun % grant["every_months"] == 0:
                vested, waiting = vested + waiting, 0
            expected = half_up(grant["amount"] * vested, 120_000) if begun >= grant["cliff_months"] else 0
            assert formulas.vested(grant, grant["start_month"] + begun) == expected
        assert vested == 120_000


def tranches_sum_to_the_grant(formulas: Any, given: dict[str, Any]) -> None:
    """Tranches sum to the grant, for every start, cliff, frequency and length."""
    schedule, cliff = given["schedule"], given["span"]
    years = max(len(schedule), -(-cliff // 12))
    assert sum(formulas.tranche(given["amount"], schedule, y, cliff) for y in range(1, years + 1)) == given["amount"]
    for grant in grants_of(given["offer"]):
        months = range(formulas.last_vest_month(grant) + 1)
        vests = [formulas.value_between(grant | {"strike": 0}, m - 1, m, 0, 0) for m in months]
        assert sum(vests) == grant["amount"]
        assert min(vests) >= 0


def a_price_moves_every_vest(formulas: Any, given: dict[str, Any]) -> None:
    """Vests count at their own value where nothing grows, is taken off or paid; each of these moves them its way."""
    offer, month = given["offer"], 6 * given["month"]
    for grant in grants_of(offer):
        free = grant | {"strike": 0}
        vested = formulas.vested(grant, month)
        assert formulas.vest_value(free, month, 0, 0) == vested
        assert formulas.vest_value(free, month, 500, 0) >= vested >= formulas.vest_value(free, month, -500, 0)
        assert formulas.vest_value(free, month, 0, 10_000) == 0
        less = sum(1 for _ in range(0, month, 12))  # dollars of rounding, one a year
        half = formulas.vest_value(grant | {"strike": 5_000}, month, 0, 0)
        assert abs(2 * half - vested) <= 2 * less
        assert abs(2 * formulas.vest_value(free, month, 0, 5_000) - vested) <= 2 * less
        assert formulas.vest_value(grant | {"strike": 10_000}, month, -500, 0) == 0
        assert formulas.vest_value(grant, month, offer["growth"], 0) <= formulas.vest_value(
            free, month, offer["growth"], 0
        )


# Months and years


def components_sum_to_totals(formulas: Any, given: dict[str, Any]) -> None:
    """A year's total is the sum of its parts, a part that of its grants, and no year is missing at the end."""
    offer = given["offer"]
    rows = formulas.year_table(offer)
    for number, row in enumerate(rows, 1):
        assert row["year"] == number
        assert row["vest"] == sum(row["grants"])
        assert row["refresh"] == row["written"] + row["customary"] + row["hoped"]
        assert row["total"] == sum(row[p] for p in ("base", "bonus", "signing_bonus", "vest", "refresh"))
        assert (row["base"], row["bonus"]) == (
            formulas.base_in_year(offer, number),
            formulas.bonus_in_year(offer, number),
        )
    assert len(rows) >= 5
    assert rows[-1]["vest"] == rows[-1]["refresh"] == rows[-1]["signing_bonus"] == 0
    assert sum(row["signing_bonus"] for row in rows) == sum(part["amount"] for part in offer["payments"])


def a_table_holds_each_grant_whole(formulas: Any, given: dict[str, Any]) -> None:
    """At their own values, the years of a table hold every grant and every refresh, by status, to the dollar."""
    offer = plain(given["offer"])
    rows = formulas.year_table(offer)
    for i, grant in enumerate(offer["grants"]):
        assert sum(row["grants"][i] for row in rows) == grant["amount"]
    for status in ("written", "customary", "hoped"):
        granted = sum(part["amount"] for part in offer["refreshes"] if part["status"] == status)
        assert sum(row[status] for row in rows) == granted


def the_chart_is_the_table(formulas: Any, given: dict[str, Any]) -> None:
    """The running totals by month, those of the whole, and the sums of a table's years are the same numbers."""
    offer, years = given["offer"], given["years"]
    running = formulas.running_totals(offer, 12 * years + 7)
    assert running == [formulas.pay_through(offer, month) for month in range(1, 12 * years + 8)]
    totals = itertools.accumulate(formulas.year_row(offer, year)["total"] for year in range(1, years + 1))
    assert running[11 : 12 * years : 12] == list(totals)


def running_totals_never_fall(formulas: Any, given: dict[str, Any]) -> None:
    """What has been paid stays paid: a running total never falls.

    Rounding may take a dollar of a grant with a strike while its shares lose value, and of nothing else.
    """
    offer = given["offer"]
    slack = 0
    if offer["growth"] < 0:
        slack = sum(1 for part in grants_of(offer) if part["strike"] > 0)
    running = formulas.running_totals(offer, 30)
    assert all(after >= before - slack for before, after in pairwise([0, *running]))


def a_drop_names_what_falls_most(formulas: Any, given: dict[str, Any]) -> None:
    """The cause of a drop is the part that falls most, and without a part that falls there is no cause."""
    for before, after in pairwise(formulas.year_table(given["offer"])):
        falls = {name: before[name] - after[name] for name in ("signing_bonus", "vest", "refresh")}
        cause = formulas.drop_cause(before, after)
        assert falls.get(cause, 0) == max(0, *falls.values())
        assert (cause == "none") == (max(falls.values()) <= 0)
        fall = formulas.drop(before["total"], after["total"])
        lost = max(0, before["total"] - after["total"])
        assert fall == half_up(10_000 * lost, max(before["total"], 1))


# Leaving


def a_clawback_ends(formulas: Any, given: dict[str, Any]) -> None:
    """Nobody owes more than was paid, nor more pro rata than on full terms, nor anything once the terms are served."""
    offer = given["offer"]
    end, curve = formulas.clawback_end(offer), formulas.clawback_curve(offer)
    assert len(curve) == end
    assert all(formulas.clawback_exposure(offer, end + months) == 0 for months in (0, 1, 30))
    full, pro_rata = offer | {"is_pro_rata": False}, offer | {"is_pro_rata": True}
    for month, owed in enumerate(curve, 1):
        paid = formulas.signing_through(offer["payments"], month)
        assert formulas.clawback_exposure(pro_rata, month) <= formulas.clawback_exposure(full, month) <= paid
        assert owed == formulas.clawback_exposure(offer, month) >= 0
    for payment in offer["payments"]:
        one = full | {"payments": [payment | {"months": 1}]}
        months = offer["clawback_months"] if payment["amount"] else 0
        term = range(payment["month"], payment["month"] + months - 1)
        assert [month for month in range(200) if formulas.clawback_exposure(one, month) > 0] == list(term)
        falling = formulas.clawback_curve(one | {"is_pro_rata": True})[payment["month"] - 1 :]
        assert falling == sorted(falling, reverse=True)


def a_year_shows_its_highest_clawback(formulas: Any, given: dict[str, Any]) -> None:
    """The clawback of a year is the highest point of the curve in its months."""
    offer, year = given["offer"], given["year"]
    curve = [*formulas.clawback_curve(offer), *[0] * 12 * year]
    assert formulas.year_row(offer, year)["clawback"] == max(curve[12 * (year - 1) : 12 * year])


def a_bridge_counts_what_comes_later(formulas: Any, given: dict[str, Any]) -> None:
    """Leaving costs what falls due after the day; staying longer never costs more."""
    rows, day = given["left_behind"], given["leave_day"]
    everything = sum(row["amount"] for row in rows)
    assert formulas.bridge(rows, None) == everything
    later = [row["amount"] for row in rows if day is None or row["day"] is None or row["day"] > day]
    assert formulas.bridge(rows, day) == sum(later)
    assert formulas.bridge(rows, 20261231) == everything >= formulas.bridge(rows, 20270131)


# Totals


def totals_are_as_defined(formulas: Any, given: dict[str, Any]) -> None:
    """The five totals are what their definitions make of the years: cash and equity apart, together the total."""
    offer = given["offer"]
    years = max(1, *(-(-formulas.last_vest_month(part) // 12) for part in offer["grants"]))
    rows = [formulas.year_row(offer, year) for year in range(1, years + 1)]
    cash = [row["base"] + row["bonus"] + row["signing_bonus"] for row in rows]
    equity = [row["vest"] + row["refresh"] for row in rows]
    first = rows[0]
    net = sum(part["amount"] - half_up(part["amount"] * part["strike"], 10_000) for part in offer["grants"])
    signing = sum(part["amount"] for part in offer["payments"])
    bare = first["base"] + first["bonus"]
    assert formulas.five_totals(offer) == [
        {"cash": c, "equity": e, "total": c + e}
        for c, e in (
            (cash[0], equity[0]),
            (half_up(sum(cash), years), half_up(sum(equity), years)),
            (bare, half_up(net, years)),
            (bare + half_up(signing, years), half_up(net, years)),
            (first["base"] + first["signing_bonus"], 0),
        )
    ]


def a_quoted_total_is_found(formulas: Any, given: dict[str, Any]) -> None:
    """A quoted total is taken for the nearest; exact is what rounds to it at the place it shows, 10,000 at most."""
    totals = formulas.five_totals(given["offer"])
    for quoted in (given["quoted"], *(one["total"] for one in totals)):
        found = formulas.quoted_total(totals, quoted)
        nearest = totals[found["index"]]["total"]
        assert abs(found["off"]) == abs(quoted - nearest) == min(abs(quoted - one["total"]) for one in totals)
    for total in (one["total"] for one in totals):
        for place in (1, 10, 100, 1_000, 10_000):
            quoted = half_up(total, place) * place + place * (given["year"] % 2)
            visible = place
            while visible < 10_000 and quoted % (10 * visible) == 0:
                visible *= 10
            if quoted > 0:
                is_exact = formulas.quoted_total([{"total": total}], quoted)["is_exact"]
                assert is_exact == (half_up(total, visible) * visible == quoted)


# Asks


def asks_stand_between_the_offer_and_the_cap(formulas: Any, given: dict[str, Any]) -> None:
    """Initial ≤ outcome ≤ ask ≤ cap, and leverage never lowers an ask or an outcome.

    A cap below the initial amount lowers nothing. With a purpose, neither leverage nor a cap moves the signing bonus.
    """
    offer, policy, caps, purpose = given["offer"], given["policy"], given["caps"], given["purpose"]
    initial = amounts_of(formulas, offer)
    before = None
    for leverage in (given["leverage"] // 2, given["leverage"]):
        asked = formulas.asked_offer(offer, policy, leverage, caps, purpose)
        outcome = formulas.outcome_offer(offer, asked, policy)
        after = [amounts_of(formulas, asked), amounts_of(formulas, outcome)]
        for part in PARTS:
            assert initial[part] <= after[1][part] <= after[0][part], part
            assert before is None or all(new[part] >= old[part] for new, old in zip(after, before, strict=True)), part
        for part in CAPPED:
            if caps[part] is not None and (part != "signing_bonus" or purpose is None):
                assert after[0][part] <= max(caps[part], initial[part]), part
        if purpose is not None:
            assert after[0]["signing_bonus"] == max(initial["signing_bonus"], purpose)
        before = after


def an_ask_never_pays_less(formulas: Any, given: dict[str, Any]) -> None:
    """At their own values, and once all has vested, the ask pays as much as the outcome, and that as the offer."""
    offer = plain(given["offer"])
    asked = formulas.asked_offer(offer, given["policy"], given["leverage"], given["caps"], given["purpose"])
    outcome = formulas.outcome_offer(offer, asked, given["policy"])
    month = 12 * formulas.years_shown(asked)
    assert (
        formulas.pay_through(asked, month) >= formulas.pay_through(outcome, month) >= formulas.pay_through(offer, month)
    )


def terms_are_kept(formulas: Any, given: dict[str, Any]) -> None:
    """A counter-offer moves the first amount of each list and keeps every term; unmoved, it is the offer itself.

    Only a refresh that is not in writing may shrink, by what is written for its month.
    """
    offer = given["offer"]
    assert formulas.with_pay(offer, *amounts_of(formulas, offer).values()) == offer
    written = given["amount"]
    after = formulas.with_pay(offer, given["target"] + 1, MOST, given["amount"], written)
    assert amounts_of(formulas, after) == {
        "base": given["target"] + 1,
        "signing_bonus": MOST,
        "grant": given["amount"],
        "refresh": written,
    }
    moved = {"base", "payments", *EQUITY}
    assert {k: v for k, v in after.items() if k not in moved} == {k: v for k, v in offer.items() if k not in moved}
    for name in ("payments", *EQUITY):
        old, new = offer[name], after[name]
        assert [part | {"amount": 0} for part in old] == [part | {"amount": 0} for part in new]
        if name != "refreshes":
            assert old[1:] == new[1:]
    first, *others = offer["refreshes"]
    beside = [part["status"] != "written" and part["start_month"] == first["start_month"] for part in others]
    before = sum(part["amount"] for part, is_beside in zip(others, beside, strict=True) if is_beside)
    left = [part["amount"] for part in after["refreshes"][1:]]
    assert sum(a for a, is_beside in zip(left, beside, strict=True) if is_beside) == max(
        0, before - max(0, written - first["amount"])
    )
    assert all(0 <= a <= part["amount"] for a, part in zip(left, others, strict=True))
    assert all(is_beside or a == part["amount"] for a, part, is_beside in zip(left, others, beside, strict=True))


def a_purpose_is_met_barely(formulas: Any, given: dict[str, Any]) -> None:
    """The signing bonus that a target needs reaches it in year 1, in whatever parts it is paid, and barely."""
    offer, target = given["offer"], given["target"]
    first = offer["payments"][0]
    if first["month"] > 12:  # then no sum does; it is asked for at the start instead
        return
    need = formulas.signing_need(offer, target)

    def first_year(signing_bonus: int) -> int:
        amounts = amounts_of(formulas, offer) | {"signing_bonus": signing_bonus}
        return int(formulas.year_1_total(formulas.with_pay(offer, *amounts.values())))

    assert first_year(need) >= target
    # A dollar of rounding in the first year is worth this many of a payment that goes on after it.
    slack = -(-first["months"] // min(first["months"], 13 - first["month"]))
    others = formulas.signing_total(offer) - first["amount"]
    if need - slack >= others:
        assert first_year(need - slack) < target


# Comparing


def asks_add_up(formulas: Any, given: dict[str, Any]) -> None:
    """What each component's ask adds alone is, together, what the whole ask adds."""
    offer, month = given["offer"], 3 * given["month"]
    asked = formulas.asked_offer(offer, given["policy"], given["leverage"], given["caps"], given["purpose"])
    worth = formulas.ask_worth(offer, asked, month)
    assert sum(worth.values()) == formulas.pay_through(asked, month) - formulas.pay_through(offer, month)


def a_lever_is_worth_what_it_pays(formulas: Any, given: dict[str, Any]) -> None:
    """What ten thousand dollars more are said to be worth is what an offer pays more with them, but for rounding."""
    offer = given["offer"] | {"merit": 0, "growth": 0}
    first, *others = offer["refreshes"]
    alone = [part | {"status": "written"} for part in others]  # nothing takes another's place here
    offer = offer | {"refreshes": [first, *alone]}
    month = 3 * given["month"]
    worth = formulas.lever_worth(offer, month)
    amounts = amounts_of(formulas, offer)
    before = formulas.pay_through(offer, month)
    for part in PARTS:
        more = formulas.with_pay(offer, *(amounts | {part: amounts[part] + 10_000}).values())
        assert abs(formulas.pay_through(more, month) - before - worth[part]) <= 2 + month // 4, part
    paid = sum(formulas.share_of(10_000, offer["bonus_payout"]) for _ in range(month // 12))
    assert worth["bonus"] == paid


def expected_pay_is_weighted(formulas: Any, given: dict[str, Any]) -> None:
    """Without a chance of leaving, all is paid; who surely leaves after a year gets that year and owes its clawback."""
    offer, years = given["offer"], given["years"]
    months = 12 * years
    sure = formulas.expected_pay(offer, years, 0)
    assert sure == {"cash": formulas.cash_through(offer, months), "equity": formulas.equity_through(offer, months)}
    assert formulas.expected_pay(offer, years, 10_000) == {
        "cash": formulas.cash_through(offer, 12) - formulas.clawback_exposure(offer, 12),
        "equity": formulas.equity_through(offer, 12),
    }
    found = formulas.expected_pay(offer, years, given["leaving"])
    assert all(-years <= found[kind] <= sure[kind] + years for kind in sure)
    there = [formulas.still_there(given["leaving"], year) for year in range(1, years + 2)]
    assert there[0] == 10_000
    assert there == sorted(there, reverse=True)
    cash = equity = 0
    for year, (here, after) in enumerate(pairwise(there), 1):
        row = formulas.year_row(offer, year)
        cash += here * (row["base"] + row["bonus"] + row["signing_bonus"])
        cash -= (here - after) * formulas.clawback_exposure(offer, 12 * year)
        equity += here * (row["vest"] + row["refresh"])
    assert abs(10_000 * found["cash"] - cash) <= 10_000 * years
    assert abs(10_000 * found["equity"] - equity) <= 5_000 * years


def break_even_is_the_smallest_multiple(formulas: Any, given: dict[str, Any]) -> None:
    """At the break-even multiple the other offer is reached; at one millionth less it is not."""
    pay = formulas.expected_pay(given["offer"], given["years"], given["leaving"])
    total = pay["cash"] + pay["equity"]
    assert formulas.at_multiple(pay, 1_000_000) == total
    assert formulas.at_multiple(pay, 0) == pay["cash"]
    rival = formulas.expected_pay(given["rival"], given["years"], given["leaving"])
    targets = (given["target"], rival["cash"] + rival["equity"], pay["cash"] + given["amount"] % (total + 1), total + 1)
    for target in targets:
        multiple = formulas.break_even(pay, target)
        if multiple is None:
            assert pay["cash"] + 1_000 * pay["equity"] <= target
        else:
            assert formulas.at_multiple(pay, multiple) >= target
            assert multiple == 0 or formulas.at_multiple(pay, multiple - 1) < target


def overtaking_is_seen(formulas: Any, given: dict[str, Any]) -> None:
    """The month of overtaking is the first in which the one that has trailed lies ahead."""
    ahead = formulas.running_totals(given["offer"], given["month"])
    behind = formulas.running_totals(given["rival"], given["month"])
    for a, b in ((ahead, behind), (behind, ahead)):
        months = [
            month
            for month in range(1, len(a) + 1)
            if b[month - 1] > a[month - 1] and any(b[m] < a[m] for m in range(month - 1))
        ]
        assert formulas.overtakes(a, b) == (months[0] if months else None)


# Rounding


def quotients_are_rounded_half_away(formulas: Any, given: dict[str, Any]) -> None:
    """Every share, step, multiple and change is the exact one, rounded once, halves away from zero."""
    amount, target, rate = given["amount"], given["target"], given["leverage"]
    for dollars in (target, -target, target - amount):
        size, sign = abs(dollars), -1 if dollars < 0 else 1
        assert formulas.rounded(dollars, given["step"]) == sign * half_up(size, given["step"])
        assert formulas.share_of(dollars, rate) == sign * half_up(size * rate, 10_000)
        assert formulas.to_step(dollars, given["step"]) == sign * half_up(size, given["step"]) * given["step"]
    for unit in (10_000, 1_000_000):
        assert formulas.times_in(target, amount, unit) == half_up(target * unit, amount)
    less = amount > target
    assert formulas.change(amount, target) == (-1 if less else 1) * half_up(10_000 * abs(target - amount), amount)


LAWS: dict[Law, int] = {
    a_grant_vests_month_by_month: 600,
    tranches_sum_to_the_grant: 600,
    a_price_moves_every_vest: 600,
    components_sum_to_totals: 1_200,
    a_table_holds_each_grant_whole: 1_200,
    the_chart_is_the_table: 600,
    running_totals_never_fall: 1_200,
    a_drop_names_what_falls_most: 1_200,
    a_clawback_ends: 600,
    a_year_shows_its_highest_clawback: 3_000,
    a_bridge_counts_what_comes_later: 3_000,
    totals_are_as_defined: 1_200,
    a_quoted_total_is_found: 1_200,
    asks_stand_between_the_offer_and_the_cap: 3_000,
    an_ask_never_pays_less: 1_200,
    terms_are_kept: 3_000,
    a_purpose_is_met_barely: 3_000,
    asks_add_up: 1_200,
    a_lever_is_worth_what_it_pays: 1_200,
    expected_pay_is_weighted: 1_200,
    break_even_is_the_smallest_multiple: 1_800,
    overtaking_is_seen: 1_200,
    quotients_are_rounded_half_away: 6_000,
}


@pytest.mark.parametrize(("law", "cases"), LAWS.items(), ids=[law.__name__ for law in LAWS])
def test_law(law: Law, cases: int) -> None:
    """Each law holds on thousands of generated offers."""
    chance = random.Random(law.__name__)
    for _ in range(cases):
        given = case(chance)
        try:
            law(formulas, given)
        except AssertionError as error:
            pytest.fail(f"{law.__doc__}\n{error}\nIt does not for: {given}")


def test_a_grant_vests_whole_and_its_cliff_only_delays() -> None:
    """On 100,000 grants: all vests by the last month; from the cliff on as much has vested as without it."""
    chance = random.Random(1)
    for _ in range(GRANTS):
        made = any_grant(chance)
        month = int(130 * chance.random())
        try:
            check_grant(formulas, made, month)
        except AssertionError:
            pytest.fail(f"month {month} of {made}")


# Exact in JavaScript too


def test_every_step_is_exact_in_both_languages() -> None:
    """On the way of a whole calculation no sum, product or quotient reaches 2**53, for the largest offers neither."""
    chance = random.Random(9)
    for number in range(300):
        given = case(chance)
        if number % 100 == 0:  # and a rival that pays 30 times as much in its first year
            given["offer"] = largest_package()
            given["caps"] = dict.fromkeys(CAPPED)
            given["policy"] = {name: 1 if name.endswith("step") else 10_000 for name in given["policy"]}
            given |= {"target": 30 * MOST, "amount": MOST, "month": 12 * 16, "years": 16, "multiple": 1_000_000_000}
        assert isinstance(calculated(watched(given))["total"], Watched)  # or nothing was watched


def test_the_watch_sees_a_number_that_is_too_large() -> None:
    """An amount far above $2B is caught on the way, so the test above would notice a formula that grows too fast."""
    with pytest.raises(AssertionError, match="no exact number"):
        formulas.share_of(Watched(10**16), Watched(10_000))


def test_the_cases_use_every_formula() -> None:
    """A generated case puts every formula to use, so that none is left unwatched."""
    assert {formula for _, formula, _ in STEPS} == set(formulas.__all__) - {"sources"}


def test_the_cases_differ() -> None:
    """Among the generated offers are several grants, strikes, cliffs, losses and long payments, and plain ones too."""
    chance = random.Random(2)
    offers = [case(chance)["offer"] for _ in range(500)]
    for is_found in (
        lambda offer: len(offer["grants"]) == 3,
        lambda offer: len(offer["payments"]) == len(offer["refreshes"]) == 1,
        lambda offer: any(part["strike"] for part in offer["grants"]),
        lambda offer: any(part["cliff_months"] > 12 for part in offer["grants"]),
        lambda offer: any(part["start_month"] % 12 for part in grants_of(offer)),
        lambda offer: offer["growth"] < 0,
        lambda offer: offer["merit"] > 0,
        lambda offer: max(part["amount"] for part in offer["grants"]) == MOST,
        lambda offer: offer["clawback_months"] > 36,
        lambda offer: offer["discount"] == offer["growth"] == offer["merit"] == 0,
    ):
        assert any(is_found(offer) for offer in offers)
