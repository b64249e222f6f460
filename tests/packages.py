"""Which offers do the laws of the arithmetic hold on? Any that the calculator's form lets in.

Also `Watched`, the integer that says where a number leaves what JavaScript holds exactly.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from tests.build import build_grant, build_package, build_payment, build_refresh

B = 1_000_000_000
MOST = 2 * B
LONGEST = 120  # months of a cliff, a clawback or a payment
SCHEDULES = [
    [2_500, 2_500, 2_500, 2_500],
    [500, 1_500, 4_000, 4_000],
    [3_300, 3_300, 2_200, 1_200],
    [3_800, 3_200, 2_000, 1_000],
    [4_000, 3_000, 2_000, 1_000],
    [2_000, 2_000, 2_000, 2_000, 2_000],
    [10_000],
    [3_333, 3_333, 3_334],
    [1, 9_998, 1],
    [0, 10_000],
    [10_000, 0, 0],
    [1_000] * 10,
]
PARTS = ("base", "signing_bonus", "grant", "refresh")
CAPPED = PARTS[:3]


def amount(chance: random.Random, smallest: int = 0) -> int:
    """Return dollars up to the most that the form takes: often small or odd, often round, sometimes the very ends."""
    below = chance.random()
    if below < 0.01:
        return MOST
    if below < 0.1:
        return smallest
    if below < 0.5:
        return smallest + 1_000 * int(10 ** (6 * chance.random()))
    return min(smallest + int(10 ** (9.4 * chance.random())), MOST)


def schedule(chance: random.Random) -> list[int]:
    """Return one to ten shares that add up to the whole grant; a year may vest nothing."""
    if chance.random() < 0.7:
        return chance.choice(SCHEDULES)
    cuts = sorted(int(10_001 * chance.random()) for _ in range(int(10 * chance.random())))
    return [after - before for before, after in zip([0, *cuts], [*cuts, 10_000], strict=True)]


def months(chance: random.Random, least: int, most: int) -> int:
    """Return a number of months: mostly one that offers have, otherwise any."""
    usual = int(chance.choice((0, 1, 6, 12, 12, 18, 24, 36)))
    if chance.random() < 0.8:
        return min(max(usual, least), most)
    return least + int((most - least + 1) * chance.random())


def grant(chance: random.Random, status: str = "hire") -> dict[str, Any]:
    """Return a grant or refresh of any size and shape."""
    is_hire = status == "hire"
    return build_grant(
        amount(chance),
        status=status,
        start_month=months(chance, 0, 60) if not is_hire or chance.random() < 0.3 else 0,
        vesting_schedule=schedule(chance),
        every_months=chance.choice((1, 3, 6, 12)),
        cliff_months=months(chance, 0, LONGEST) if is_hire and chance.random() < 0.6 else 0,
        strike=chance.choice((1_000, 10_000, int(10_001 * chance.random()))) if chance.random() < 0.2 else 0,
    )


def rate(chance: random.Random, years: int, lowest: int = 0) -> int:
    """Return a yearly rate in basis points, under which nothing grows a hundredfold in some years."""
    if chance.random() < 0.4:
        return 0
    highest = min(10_000, int((100 ** (1 / years) - 1) * 10_000))
    return chance.choice((highest, lowest, lowest + int((highest - lowest + 1) * chance.random())))


def package(chance: random.Random) -> dict[str, Any]:
    """Return an offer with one to three payments, grants and refreshes."""

    def several() -> int:
        return chance.choice((1, 1, 1, 2, 3))

    offer = build_package(
        base=amount(chance, smallest=1),
        bonus_target=chance.choice((0, 1_500, int(100_001 * chance.random()))),
        bonus_payout=chance.choice((10_000, 0, int(20_001 * chance.random()))),
        payments=[
            build_payment(amount(chance), months(chance, 1, 60 if n else 12), months(chance, 1, LONGEST))
            for n in range(several())
        ],
        grants=[grant(chance) for _ in range(several())],
        refreshes=[
            grant(chance, "written" if i == 0 else chance.choice(("written", "customary", "hoped")))
            for i in range(several())
        ],
        discount=chance.choice((0, 0, 10_000, int(10_001 * chance.random()))),
        clawback_months=months(chance, 0, LONGEST),
        is_pro_rata=chance.random() < 0.5,
    )
    years = horizon(offer)
    return offer | {"merit": rate(chance, years), "growth": rate(chance, years, lowest=-10_000)}


def packages(seed: int, number: int) -> Iterator[dict[str, Any]]:
    """Yield that many offers, always the same ones for a seed."""
    chance = random.Random(seed)
    for _ in range(number):
        yield package(chance)


def largest_package(years: int = 16) -> dict[str, Any]:
    """Return the offer in which everything is as large as the form lets it be."""
    highest = int((100 ** (1 / years) - 1) * 10_000)
    return build_package(
        base=MOST,
        merit=highest,
        bonus_target=100_000,
        bonus_payout=20_000,
        payments=[build_payment(MOST, 1, LONGEST), build_payment(MOST, 60, LONGEST), build_payment(MOST)],
        grants=[build_grant(MOST, start_month=60, vesting_schedule=[1_000] * 10)] * 3,
        refreshes=[build_refresh(MOST, start_month=60, vesting_schedule=[1_000] * 10)] * 3,
        growth=highest,
        clawback_months=LONGEST,
        is_pro_rata=True,
    )


def horizon(offer: dict[str, Any]) -> int:
    """Return the year of service after the last in which anything of an offer, or of an ask for it, is paid."""
    ends = [part["month"] - 1 + part["months"] for part in offer["payments"]]
    ends += [
        part["start_month"] + max(12 * len(part["vesting_schedule"]), part["cliff_months"])
        for part in offer["grants"] + offer["refreshes"]
    ]
    return max(5, -(-max(ends) // 12) + 1)


def policy(chance: random.Random) -> dict[str, int]:
    """Return a policy with rooms, captures and steps of any size."""
    values = {
        "room": (0, 1, 37, 999, 1_200, 4_400, 5_000, 9_999, 10_000),
        "capture": (0, 1, 4_999, 5_000, 6_500, 8_500, 10_000),
        "step": (1, 7, 1_000, 5_000, 10_000, 50_000),
    }
    return {f"{part}_{name}": chance.choice(values[name]) for part in PARTS for name in values}


def caps(chance: random.Random, amounts: dict[str, int]) -> dict[str, int | None]:
    """Return the tops of bands, where there are any: below, at and above the amounts."""
    return {part: chance.choice((None, amounts[part], int(amounts[part] * 2 * chance.random()))) for part in CAPPED}


class Watched(int):
    """An integer that fails where arithmetic on it leaves what JavaScript holds exactly."""

    def _kept(self, result: int) -> Watched:
        assert abs(result) < 2**53, f"{result} is no exact number in JavaScript"
        return Watched(result)

    def __add__(self, other: int) -> Watched:
        return self._kept(int(self) + int(other))

    __radd__ = __add__

    def __sub__(self, other: int) -> Watched:
        return self._kept(int(self) - int(other))

    def __rsub__(self, other: int) -> Watched:
        return self._kept(int(other) - int(self))

    def __mul__(self, other: int) -> Watched:
        return self._kept(int(self) * int(other))

    __rmul__ = __mul__

    def __floordiv__(self, other: int) -> Watched:
        return self._kept(int(self) // int(other))

    def __rfloordiv__(self, other: int) -> Watched:
        return self._kept(int(other) // int(self))

    def __neg__(self) -> Watched:
        return self._kept(-int(self))


def watched(value: Any) -> Any:
    """Return the same value with every number in it watched; what is true or false stays so."""
    if isinstance(value, dict):
        return {key: watched(part) for key, part in value.items()}
    if isinstance(value, list):
        return [watched(part) for part in value]
    return Watched(value) if isinstance(value, int) and not isinstance(value, bool) else value
