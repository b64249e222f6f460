"""Does the arithmetic on pay give what a person with paper gets, and keep its laws on any offer?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from generator import formulas
from generator.amounts import share_text
from generator.counter_offers import CounterOffer, worked_example
from generator.located_yaml import read_yaml
from generator.offers import drops, year_table
from generator.shared_models import Examples, Policy
from generator.validation import validate
from tests.build import build_offer, build_policy, build_terms

K, M, B = 1_000, 1_000_000, 1_000_000_000
EVEN = [2_500, 2_500, 2_500, 2_500]
BACK_LOADED = [500, 1_500, 4_000, 4_000]
FRONT_LOADED = [3_800, 3_200, 2_000, 1_000]
FIVE_YEARS = [2_000, 2_000, 2_000, 2_000, 2_000]
BAND = [{"low": 200 * K, "high": 300 * K}, {"low": 250 * K, "high": 400 * K}]

# The golden offer of the worked example, as dicts for both languages.
PLAYBOOK_OFFER = build_terms(base=340 * K, signing_bonus=50 * K, grant=1_600 * K)
PLAYBOOK_OUTCOME = build_terms(base=360 * K, signing_bonus=150 * K, grant=2_100 * K, refresh=500 * K)


def _year(year: int, base: int = 0, bonus: int = 0, signing: int = 0, vest: int = 0, refresh: int = 0) -> dict:
    total = base + bonus + signing + vest + refresh
    return {
        "year": year,
        "base": base,
        "bonus": bonus,
        "signing_bonus": signing,
        "vest": vest,
        "refresh": refresh,
        "total": total,
    }


class Worked(NamedTuple):
    """One example worked by hand: the formula, its arguments, its result."""

    formula: str
    arguments: list[Any]
    result: Any


WORKED = [
    # rounding: half away from zero, below zero too
    Worked("rounded", [5, 2], 3),
    Worked("rounded", [-5, 2], -3),
    Worked("rounded", [1, 2], 1),
    Worked("rounded", [-1, 2], -1),
    Worked("rounded", [4, 3], 1),
    Worked("rounded", [-4, 3], -1),
    Worked("rounded", [-5, 3], -2),
    Worked("rounded", [0, 7], 0),
    Worked("share_of", [333, 5_000], 167),
    Worked("share_of", [-333, 5_000], -167),
    Worked("share_of", [340 * K, 1_200], 40_800),
    Worked("to_step", [12_499, 5 * K], 10 * K),
    Worked("to_step", [12_500, 5 * K], 15 * K),
    Worked("to_step", [-12_500, 5 * K], -15 * K),
    Worked("to_step", [2_400 * K, 50 * K], 2_400 * K),
    Worked("midpoint", [150 * K, 181 * K], 165_500),
    Worked("midpoint", [100, 101], 101),
    Worked("grant_of_annual_equity", [598 * K], 2_392 * K),
    Worked("over_years", [20 * K, 4], 80 * K),
    # the cliff: before its month nothing, from then on everything
    Worked("vested_share", [EVEN, 0, 0], 0),
    Worked("vested_share", [EVEN, 1, 0], 2_500),
    Worked("vested_share", [EVEN, 1, 6], 2_500),
    Worked("vested_share", [EVEN, 1, 12], 2_500),
    Worked("vested_share", [EVEN, 1, 18], 0),
    Worked("vested_share", [EVEN, 2, 18], 5_000),
    Worked("vested_share", [EVEN, 2, 25], 0),
    Worked("vested_share", [EVEN, 3, 25], 7_500),
    Worked("vested_share", [EVEN, 9, 0], 10_000),
    Worked("vested_share", [EVEN, -1, 0], 0),
    # tranches of odd schedules
    Worked("tranche", [400 * K, EVEN, 2, 18], 200 * K),
    Worked("tranche", [400 * K, EVEN, 3, 25], 300 * K),
    Worked("tranche", [400 * K, EVEN, 5, 60], 400 * K),
    Worked("tranche", [1 * M, BACK_LOADED, 1, 0], 50 * K),
    Worked("tranche", [1 * M, BACK_LOADED, 2, 0], 150 * K),
    Worked("tranche", [1 * M, BACK_LOADED, 3, 0], 400 * K),
    Worked("tranche", [1 * M, BACK_LOADED, 4, 0], 400 * K),
    Worked("tranche", [1 * M, BACK_LOADED, 5, 0], 0),
    # 190,000.38 · 350,000.7 · 450,000.9 · 500,001
    Worked("tranche", [500_001, FRONT_LOADED, 1, 0], 190_000),
    Worked("tranche", [500_001, FRONT_LOADED, 2, 0], 160_001),
    Worked("tranche", [500_001, FRONT_LOADED, 3, 0], 100_000),
    Worked("tranche", [500_001, FRONT_LOADED, 4, 0], 50_000),
    # 66.6 · 133.2 · 199.8 · 266.4 · 333
    Worked("tranche", [333, FIVE_YEARS, 1, 0], 67),
    Worked("tranche", [333, FIVE_YEARS, 2, 0], 66),
    Worked("tranche", [333, FIVE_YEARS, 5, 0], 67),
    # a signing bonus over 12, 24 and 18 months
    Worked("signing_paid", [90 * K, 12, 1], 90 * K),
    Worked("signing_paid", [90 * K, 12, 2], 0),
    Worked("signing_paid", [90 * K, 24, 1], 45 * K),
    Worked("signing_paid", [90 * K, 24, 2], 45 * K),
    Worked("signing_paid", [90 * K, 18, 1], 60 * K),
    Worked("signing_paid", [90 * K, 18, 2], 30 * K),
    Worked("signing_paid", [90 * K, 18, 3], 0),
    Worked("signing_paid", [100_001, 24, 1], 50_001),
    Worked("signing_paid", [100_001, 24, 2], 50_000),
    # years shown: one past the last vest, at least five
    Worked("last_vest_year", [EVEN, 0], 4),
    Worked("last_vest_year", [EVEN, 60], 5),
    Worked("last_vest_year", [EVEN, 61], 6),
    Worked("years_shown", [build_terms()], 5),
    Worked("years_shown", [build_terms(grant=1, vesting_schedule=[10_000])], 5),
    Worked("years_shown", [build_terms(grant=1, vesting_schedule=FIVE_YEARS)], 6),
    Worked("years_shown", [build_terms(grant=1, cliff_months=60)], 6),
    Worked("years_shown", [build_terms(refresh=1)], 6),
    Worked("years_shown", [build_terms(refresh=1, refresh_schedule=FIVE_YEARS)], 7),
    # a year, and a refresh that is granted at the end of year 1
    Worked("year_row", [PLAYBOOK_OFFER, 1], _year(1, 340 * K, 0, 50 * K, 400 * K)),
    Worked("year_row", [PLAYBOOK_OFFER, 2], _year(2, 340 * K, 0, 0, 400 * K)),
    Worked("year_row", [PLAYBOOK_OUTCOME, 1], _year(1, 360 * K, 0, 150 * K, 525 * K)),
    Worked("year_row", [PLAYBOOK_OUTCOME, 5], _year(5, 360 * K, 0, 0, 0, 125 * K)),
    Worked("year_row", [PLAYBOOK_OUTCOME, 6], _year(6, 360 * K)),
    Worked("year_row", [build_terms(base=123_455, bonus_target=1_500), 3], _year(3, 123_455, 18_518)),
    Worked("year_total", [340 * K, 34 * K, 50 * K, 400 * K, 125 * K], 949 * K),
    Worked("year_1_total", [PLAYBOOK_OUTCOME], 1_035 * K),
    # change and drop
    Worked("change", [790 * K, 1_035 * K], 3_101),
    Worked("change", [790 * K, 740 * K], -633),
    Worked("drop", [790 * K, 740 * K], 633),
    Worked("drop", [740 * K, 340 * K], 5_405),
    Worked("drop", [740 * K, 740 * K], 0),
    Worked("drop", [340 * K, 740 * K], 0),
    Worked("drop", [0, 0], 0),
    Worked("drop_cause", [_year(1, 9, 0, 50, 400), _year(2, 9, 0, 0, 400)], "signing_bonus"),
    Worked("drop_cause", [_year(4, 9, 0, 0, 400, 125), _year(5, 9, 0, 0, 0, 125)], "vest"),
    Worked("drop_cause", [_year(5, 9, 0, 0, 0, 125), _year(6, 9)], "refresh"),
    Worked("drop_cause", [_year(1, 9, 0, 50, 80), _year(2, 9, 0, 0, 20)], "vest"),
    Worked("drop_cause", [_year(1, 9, 0, 45, 80), _year(2, 9, 0, 45, 60)], "vest"),
    Worked("drop_cause", [_year(3, 9, 0, 0, 80, 125), _year(4, 9, 0, 0, 60, 125)], "vest"),
    Worked("drop_cause", [_year(3, 9, 0, 5, 80, 125), _year(4, 9, 0, 0, 80, 125)], "signing_bonus"),
    Worked("drop_cause", [_year(2, 9), _year(3, 9)], "none"),
    # room, ask, cap
    Worked("effective_room", [1_200, 4_000], 480),
    Worked("effective_room", [3_333, 7_000], 2_333),
    Worked("effective_room", [5, 5_000], 3),
    Worked("ask", [340 * K, 340 * K, 1_200, 10_000, 5 * K, None], 380 * K),
    Worked("ask", [340 * K, 340 * K, 1_200, 4_000, 5 * K, None], 355 * K),
    Worked("ask", [340 * K, 340 * K, 1_200, 10_000, 5 * K, 372 * K], 372 * K),
    Worked("ask", [340 * K, 340 * K, 1_200, 10_000, 5 * K, 400 * K], 380 * K),
    Worked("ask", [340 * K, 340 * K, 1_200, 10_000, 5 * K, 300 * K], 340 * K),
    Worked("ask", [333_333, 333_333, 0, 10_000, 5 * K, None], 333_333),
    Worked("ask", [204 * K, 204 * K, 10, 4_000, 5 * K, None], 205 * K),
    Worked("ask", [202 * K, 202 * K, 10, 4_000, 5 * K, None], 202 * K),
    Worked("ask", [0, 225 * K, 4_000, 4_000, 10 * K, None], 40 * K),
    Worked("band_top", [BAND, 260 * K], 300 * K),
    Worked("band_top", [BAND, 300_001], 400 * K),
    Worked("band_top", [BAND, 400_001], None),
    Worked("band_top", [[], 1], None),
    Worked("outcome", [340 * K, 380 * K, 5_000, 5 * K], 360 * K),
    Worked("outcome", [1_600 * K, 2_400 * K, 6_500, 50 * K], 2_100 * K),
    Worked("outcome", [333_333, 333_333, 5_000, 5 * K], 333_333),
    Worked("outcome", [100 * K, 101 * K, 10_000, 50 * K], 100 * K),
    Worked("outcome", [99 * K, 149 * K, 9_900, 50 * K], 149 * K),
    # a signing bonus with a purpose, or without one
    Worked("signing_gap", [450 * K, 410 * K], 40 * K),
    Worked("signing_gap", [400 * K, 410 * K], 0),
    Worked("signing_for_year_1", [10 * K, 12], 10 * K),
    Worked("signing_for_year_1", [10 * K, 18], 15 * K),
    Worked("signing_for_year_1", [1, 18], 2),
    Worked("signing_for_year_1", [0, 24], 0),
    Worked("signing_need", [PLAYBOOK_OFFER, 800 * K], 60 * K),
    Worked("signing_need", [PLAYBOOK_OFFER | {"signing_months": 24}, 800 * K], 120 * K),
    Worked("signing_need", [PLAYBOOK_OFFER, 700 * K], 0),
    Worked("signing_ask", [50 * K, 137_500, 340 * K, 4_400, 4_000, 10 * K], 137_500),
    Worked("signing_ask", [50 * K, 20 * K, 340 * K, 4_400, 10_000, 10 * K], 50 * K),
    Worked("signing_ask", [50 * K, 0, 340 * K, 4_400, 10_000, 10 * K], 50 * K),
    Worked("signing_ask", [50 * K, None, 340 * K, 4_400, 10_000, 10 * K], 200 * K),
    # a refresh, asked for in writing
    Worked("refresh_ask", [0, 1_600 * K, 3_750, 50 * K], 600 * K),
    Worked("refresh_ask", [700 * K, 1_600 * K, 3_750, 50 * K], 700 * K),
    Worked("refresh_ask", [12_345, 1_600 * K, 0, 50 * K], 12_345),
    # the next level, and what is owed on leaving early
    Worked("level_step", [620 * K, 875 * K], 255 * K),
    Worked("level_step", [300 * K, 290 * K], -10 * K),
    Worked("gain_over_years", [340 * K, 360 * K, 4], 80 * K),
    Worked("clawback_owed", [24 * K, 0, 24, True], 24 * K),
    Worked("clawback_owed", [24 * K, 6, 24, True], 18 * K),
    Worked("clawback_owed", [25 * K, 7, 12, True], 10_417),
    Worked("clawback_owed", [24 * K, 23, 24, False], 24 * K),
    Worked("clawback_owed", [24 * K, 24, 24, False], 0),
    Worked("clawback_owed", [24 * K, 30, 24, True], 0),
    Worked("clawback_owed", [24 * K, 0, 0, False], 0),
]


@pytest.mark.parametrize("worked", WORKED, ids=[f"{number}-{w.formula}" for number, w in enumerate(WORKED)])
def test_worked_examples(worked: Worked) -> None:
    """Each formula gives what a person with paper gets."""
    assert getattr(formulas, worked.formula)(*worked.arguments) == worked.result


def test_every_formula_is_worked() -> None:
    """Every formula is worked by hand, alone or as a column of the golden case."""
    public = set(formulas.__all__) - {"sources"}
    of_columns = {"paid_through", "year_table", "with_pay", "asked_offer", "outcome_offer"}
    assert public - {worked.formula for worked in WORKED} == of_columns


def test_asks_of_a_whole_offer() -> None:
    """Every basis is the initial column: the refresh is a share of the grant offered, not of the grant asked for."""
    offer = build_terms(base=225 * K, signing_bonus=20 * K, grant=600 * K)
    # base 225 + 4%, signing 20 + 16% of 225, grant 600 + 20%, refresh 25% of 600
    asked = formulas.asked_offer(offer, build_policy(), 4_000, None, None, None)
    assert _pay(asked) == (235 * K, 60 * K, 700 * K, 150 * K)
    held = formulas.asked_offer(offer, build_policy(), 4_000, 230 * K, 650 * K, 33_333)
    assert _pay(held) == (230 * K, 33_333, 650 * K, 150 * K)
    # half of 10, half of 40, 60% of 100, 80% of 150; then to the steps 5, 10, 50, 50
    assert _pay(formulas.outcome_offer(offer, asked, build_policy())) == (230 * K, 40 * K, 650 * K, 100 * K)


def test_terms_are_kept() -> None:
    """A counter-offer moves pay and keeps the terms: schedule, cliff, months, bonus target."""
    offer = build_terms(bonus_target=1_500, signing_months=24, vesting_schedule=BACK_LOADED, cliff_months=18)
    moved = {"base", "signing_bonus", "grant", "refresh"}
    asked = formulas.asked_offer(offer, build_policy(), 10_000, None, None, None)
    for after in (asked, formulas.outcome_offer(offer, asked, build_policy())):
        assert {k: v for k, v in after.items() if k not in moved} == {k: v for k, v in offer.items() if k not in moved}


def _pay(offer: dict) -> tuple[int, int, int, int]:
    return offer["base"], offer["signing_bonus"], offer["grant"], offer["refresh"]


# The golden case: from the project's own data, against the numbers of the design


@pytest.fixture(scope="module")
def golden(project_root: Path) -> CounterOffer:
    """The worked example of the source playbook, from examples.yaml and policy.yaml alone."""
    models = []
    for name, model in (("examples", Examples), ("policy", Policy)):
        located, faults = read_yaml(project_root / "content" / "data" / f"{name}.yaml", name)
        assert located is not None
        made, more = validate(located, model)
        assert [*faults, *more] == []
        models.append(made)
    examples, policy = models
    return worked_example(examples.root["openai-senior"], policy)


GOLDEN = {
    "initial": (340 * K, 50 * K, 1_600 * K, 0, 790 * K),
    "ask": (380 * K, 200 * K, 2_400 * K, 600 * K, 1_180 * K),
    "outcome": (360 * K, 150 * K, 2_100 * K, 500 * K, 1_035 * K),
}


def test_golden_cells(golden: CounterOffer) -> None:
    """The published policy gives all fifteen cells of the published example."""
    cells = {
        column: (offer.base, offer.signing_bonus, offer.grant, offer.refresh, offer.year_1_total)
        for column, offer in golden.columns.items()
    }
    assert cells == GOLDEN
    assert "refresh" in golden.absent  # the initial refresh is none, not nothing


def test_golden_lift(golden: CounterOffer) -> None:
    """The outcome lifts the first year by 31.0%, and not by the 27% that its source prints."""
    assert share_text(golden.lift("outcome"), 1) == "31.0%"
    assert share_text(golden.lift("ask"), 1) == "49.4%"


def test_golden_spread(golden: CounterOffer) -> None:
    """With the signing bonus paid over 24 months the first year is 765K, then 960K, which lifts it by 25.5%."""
    initial, outcome = (golden.columns[c].spread_over(24).year_1_total for c in ("initial", "outcome"))
    assert (initial, outcome) == (765 * K, 960 * K)
    assert share_text(formulas.change(initial, outcome), 1) == "25.5%"


def _falls(golden: CounterOffer, column: str, refresh: bool) -> dict[int, tuple[int, str, str, bool]]:
    offer = golden.columns[column]
    terms = offer.terms if refresh else offer.terms | {"refresh": 0}
    rows = year_table(build_offer(**terms))
    totals = {row.year: row.total for row in rows}
    return {d.year: (totals[d.year], share_text(d.drop, 1), d.cause, d.flagged) for d in drops(rows, 2_000)}


def test_golden_drops(golden: CounterOffer) -> None:
    """The year-two cliff is a year-five cliff, and a refresh moves half of it to year six."""
    assert _falls(golden, "initial", refresh=True) == {
        2: (740 * K, "6.3%", "signing_bonus", False),
        5: (340 * K, "54.1%", "vest", True),
    }
    assert _falls(golden, "outcome", refresh=False)[5] == (360 * K, "59.3%", "vest", True)
    assert _falls(golden, "outcome", refresh=True) == {
        2: (1_010 * K, "2.4%", "signing_bonus", False),
        5: (485 * K, "52.0%", "vest", True),
        6: (360 * K, "25.8%", "refresh", True),
    }


# The laws, on any offer

CASES = 100_000
_SCHEDULES = [EVEN, BACK_LOADED, FRONT_LOADED, FIVE_YEARS, [10_000], [3_333, 3_333, 3_334], [1, 9_998, 1]]
_PARTS = ("base", "signing_bonus", "grant", "refresh")


def generated_offers(seed: int, number: int, most: int = 2 * B) -> Iterator[dict[str, Any]]:
    """Yield offers up to `most` dollars a component; small, odd and round amounts all occur."""
    rng = random.Random(seed)
    schedules = _SCHEDULES + [_schedule(rng) for _ in range(40)]
    below = rng.random

    def amount() -> int:
        size = below()
        return int(most * size**12) if size < 0.999 else most

    for _ in range(number):
        yield {
            "base": amount() + 1,
            "bonus_target": int(below() * 6_000),
            "signing_bonus": amount(),
            "signing_months": 1 + int(below() * 36),
            "grant": amount() + 1,
            "vesting_schedule": schedules[int(below() * len(schedules))],
            "cliff_months": int(below() * 40) if below() < 0.5 else 0,
            "refresh": amount() if below() < 0.5 else 0,
            "refresh_schedule": schedules[int(below() * len(schedules))],
        }


def generated_policies(seed: int, number: int) -> list[dict[str, int]]:
    """Return policies with rooms, captures and steps of any size."""
    rng = random.Random(seed)
    return [
        {
            f"{part}_{name}": rng.choice(values)
            for part in _PARTS
            for name, values in (
                ("room", [0, 1, 37, 999, 1_200, 4_400, 5_000, 9_999, 10_000]),
                ("capture", [0, 1, 4_999, 5_000, 6_500, 8_500, 10_000]),
                ("step", [1, 7, 1_000, 5_000, 10_000, 50_000]),
            )
        }
        for _ in range(number)
    ]


def _schedule(rng: random.Random) -> list[int]:
    cuts = sorted(rng.sample(range(1, 10_000), rng.randrange(5)))
    return [after - before for before, after in zip([0, *cuts], [*cuts, 10_000], strict=True)]


def test_laws_of_vesting() -> None:
    """Tranches sum to the grant, and the cliff delays a vest but never reduces it, on 100,000 generated offers."""
    for offer in generated_offers(1, CASES):
        grant, schedule, cliff = offer["grant"], offer["vesting_schedule"], offer["cliff_months"]
        last = formulas.last_vest_year(schedule, cliff)
        vested = 0
        for year in range(1, last + 2):
            vested += formulas.tranche(grant, schedule, year, cliff)
            without = (grant * sum(schedule[:year]) * 2 + 10_000) // 20_000
            if vested != (without if 12 * year >= cliff else 0):
                pytest.fail(f"after year {year} {vested} has vested: {offer}")
        assert vested == grant, offer


def test_laws_of_years() -> None:
    """Components add up to the total, and a table, five years or more, ends one year past the last vest."""
    for offer in generated_offers(2, CASES):
        rows = formulas.year_table(offer)
        sums = dict.fromkeys(rows[0], 0)
        for number, row in enumerate(rows, 1):
            for name, amount in row.items():
                sums[name] += amount
            parts = row["base"] + row["bonus"] + row["signing_bonus"] + row["vest"] + row["refresh"]
            assert (row["year"], row["total"]) == (number, parts), offer
        assert (sums["vest"], sums["refresh"], sums["signing_bonus"]) == (
            offer["grant"],
            offer["refresh"],
            offer["signing_bonus"],
        ), offer
        last = max(len(offer["vesting_schedule"]), -(-offer["cliff_months"] // 12))
        if offer["refresh"]:
            last = max(last, 1 + len(offer["refresh_schedule"]))
        assert len(rows) == max(5, last + 1), offer
        assert rows[-1]["vest"] == rows[-1]["refresh"] == 0, offer


def test_laws_of_asks() -> None:
    """On 100,000 generated offers: initial ≤ outcome ≤ ask ≤ cap, and leverage never lowers an ask or an outcome.

    A cap below the initial amount lowers nothing. With a purpose, leverage does not move the signing bonus.
    """
    rng = random.Random(3)
    policies = generated_policies(4, 500)
    for offer in generated_offers(5, CASES):
        policy = policies[int(rng.random() * 500)]
        caps = {part: int(offer[part] * 2 * rng.random()) if rng.random() < 0.5 else None for part in ("base", "grant")}
        need = int(offer["base"] * rng.random()) if rng.random() < 0.5 else None
        weaker, stronger = sorted([int(rng.random() * 10_001), int(rng.random() * 10_001)])
        before = None
        for leverage in (weaker, stronger):
            asked = formulas.asked_offer(offer, policy, leverage, caps["base"], caps["grant"], need)
            outcome = formulas.outcome_offer(offer, asked, policy)
            for part in _PARTS:
                if not offer[part] <= outcome[part] <= asked[part]:
                    pytest.fail(f"{part}: {outcome[part]} is no outcome of {asked[part]}: {offer} {policy}")
                if before and (asked[part] < before[0][part] or outcome[part] < before[1][part]):
                    pytest.fail(f"{part} falls as leverage rises from {weaker} to {stronger}: {offer} {policy}")
            for part, cap in caps.items():
                if cap is not None and asked[part] > max(cap, offer[part]):
                    pytest.fail(f"{part}: the ask {asked[part]} is above the cap {cap}: {offer} {policy}")
            if need is not None and asked["signing_bonus"] != max(offer["signing_bonus"], need):
                pytest.fail(f"leverage {leverage} moves the signing bonus that a purpose of {need} sets: {offer}")
            before = (asked, outcome)


def test_purpose_is_met() -> None:
    """The signing bonus that a target needs reaches it in year 1, however many months it is paid over, and barely."""
    rng = random.Random(6)
    for offer in generated_offers(7, 10_000):
        target = int(formulas.year_1_total(offer) * 2 * rng.random())
        need = formulas.signing_need(offer, target)
        assert formulas.year_1_total(offer | {"signing_bonus": need}) >= target, offer
        # A dollar of rounding in the first year is worth as many dollars as there are years of payment.
        slack = max(offer["signing_months"], 12) // 12 + 1
        if need >= slack:
            assert formulas.year_1_total(offer | {"signing_bonus": need - slack}) < target, offer


def test_clawback_only_falls() -> None:
    """What is owed on leaving never exceeds the signing bonus and never grows from month to month."""
    rng = random.Random(8)
    for _ in range(2_000):
        bonus, term = rng.randrange(2 * B), rng.randrange(1, 40)
        for is_pro_rata in (True, False):
            owed = [formulas.clawback_owed(bonus, month, term, is_pro_rata) for month in range(term + 2)]
            assert owed == sorted(owed, reverse=True)
            assert owed[0] == bonus
            assert owed[term] == owed[term + 1] == 0


# Exact in JavaScript too


class Watched(int):
    """An integer that fails where arithmetic on it leaves what JavaScript holds exactly."""

    def __add__(self, other: int) -> Watched:
        return _watched(int(self) + int(other))

    __radd__ = __add__

    def __sub__(self, other: int) -> Watched:
        return _watched(int(self) - int(other))

    def __rsub__(self, other: int) -> Watched:
        return _watched(int(other) - int(self))

    def __mul__(self, other: int) -> Watched:
        return _watched(int(self) * int(other))

    __rmul__ = __mul__

    def __floordiv__(self, other: int) -> Watched:
        return _watched(int(self) // int(other))

    def __rfloordiv__(self, other: int) -> Watched:
        return _watched(int(other) // int(self))

    def __neg__(self) -> Watched:
        return _watched(-int(self))


def _watched(amount: int) -> Watched:
    assert abs(amount) < 2**53, amount
    return Watched(amount)


def _watch(found: Any) -> Any:
    if isinstance(found, dict):
        return {key: _watch(value) for key, value in found.items()}
    return [Watched(value) for value in found] if isinstance(found, list) else Watched(found)


def test_every_step_is_exact_in_both_languages() -> None:
    """With components up to $2B no intermediate value reaches 2**53."""
    most = 2 * B
    largest = build_terms(
        base=most, bonus_target=10_000, signing_bonus=most, signing_months=240, grant=most, refresh=most
    )
    rng = random.Random(9)
    for number, (offer, policy) in enumerate(
        zip([largest, *generated_offers(10, 999)], generated_policies(11, 1_000), strict=True)
    ):
        offer, policy = _watch(offer), _watch(policy)
        leverage, cap = Watched(rng.randrange(10_001)), Watched(offer["grant"] + rng.randrange(most))
        asked = formulas.asked_offer(offer, policy, leverage, None, cap, None)
        rows = [row for o in (offer, asked, formulas.outcome_offer(offer, asked, policy)) for row in _rows(o)]
        for before, after in pairwise(rows):
            formulas.drop(before["total"], after["total"])
            formulas.change(Watched(max(before["total"], 1)), after["total"])
        formulas.signing_need(offer, Watched(rows[0]["total"] + number))
        formulas.clawback_owed(offer["signing_bonus"], Watched(number % 24), Watched(24), True)
        formulas.grant_of_annual_equity(offer["grant"])
        formulas.midpoint(offer["base"], asked["base"])


def _rows(offer: dict) -> list[dict]:
    rows = formulas.year_table(offer)
    assert all(isinstance(row["total"], Watched) for row in rows)  # or nothing was watched
    return rows


def test_the_watch_sees_a_number_that_is_too_large() -> None:
    """An amount far above $2B is caught on the way, so the test above would notice a formula that grows too fast."""
    with pytest.raises(AssertionError, match=r"\d{16,}"):
        formulas.share_of(Watched(10**12), Watched(10_000))
