"""Do the formulas give the browser the very numbers that they give the page?"""

from __future__ import annotations

import itertools
import json
import random
from typing import Any

import pytest

from generator import formulas

CASES = 5_000
LARGEST = 2_000_000_000
COMPUTE = """async ({address, cases}) => {
  const formulas = await import(address);
  const results = JSON.parse(cases).map(({offer, policy, leverage, bands, purpose, target, clawback}) => {
    const need = purpose === "none" ? null
      : purpose === "bridge" ? target : formulas.signing_need(offer, target);
    const caps = [formulas.band_top(bands.base, offer.base), formulas.band_top(bands.grant, offer.grant)];
    const asked = formulas.asked_offer(offer, policy, leverage, ...caps, need);
    const outcome = formulas.outcome_offer(offer, asked, policy);
    const columns = [offer, asked, outcome];
    const tables = columns.map((column) => formulas.year_table(column));
    return {
      asked, outcome, caps, need, tables,
      lifts: columns.map((column) => formulas.change(formulas.year_1_total(offer), formulas.year_1_total(column))),
      drops: tables.map((rows) => rows.slice(1).map((row, i) =>
        [formulas.drop(rows[i].total, row.total), formulas.drop_cause(rows[i], row)])),
      owed: formulas.clawback_owed(asked.signing_bonus, clawback.served, clawback.term, clawback.is_pro_rata),
    };
  });
  return JSON.stringify(results); // Playwright's own way with large values takes a minute
}"""


class Watched(int):
    """An integer that fails where a result leaves the range in which JavaScript is exact."""

    def _kept(self, result: Any) -> Any:
        if result is NotImplemented:
            return result
        assert abs(result) < 2**53, f"{result} is no exact number in JavaScript"
        return Watched(result)

    def __add__(self, other: int) -> Any:
        return self._kept(super().__add__(other))

    def __radd__(self, other: int) -> Any:
        return self._kept(super().__radd__(other))

    def __sub__(self, other: int) -> Any:
        return self._kept(super().__sub__(other))

    def __rsub__(self, other: int) -> Any:
        return self._kept(super().__rsub__(other))

    def __mul__(self, other: int) -> Any:
        return self._kept(super().__mul__(other))

    def __rmul__(self, other: int) -> Any:
        return self._kept(super().__rmul__(other))

    def __floordiv__(self, other: int) -> Any:
        return self._kept(super().__floordiv__(other))

    def __neg__(self) -> Any:
        return self._kept(super().__neg__())


def amount(chance: random.Random, smallest: int = 0) -> int:
    """Return dollars of any size up to the largest that the form takes: often round, sometimes the very ends."""
    size = 10 ** chance.randint(0, 10)
    return max(
        smallest, min(LARGEST, chance.choice([0, LARGEST, chance.randint(0, size), 1000 * chance.randint(0, size)]))
    )


def schedule(chance: random.Random) -> list[int]:
    """Return one to ten shares that add up to the whole grant."""
    cuts = sorted(chance.randint(0, 10_000) for _ in range(chance.randint(0, 9)))
    return [after - before for before, after in zip([0, *cuts], [*cuts, 10_000], strict=True)]


def bands(chance: random.Random, near: int) -> list[dict[str, int]]:
    """Return none to three published bands, some of which hold an amount."""
    return [
        {"low": chance.randint(0, near), "high": near + chance.choice([-1, 0, 1, chance.randint(0, near)])}
        for _ in range(chance.randint(0, 3))
    ]


def case(chance: random.Random) -> dict[str, Any]:
    """Return an offer with a policy, a leverage, bands and a purpose."""
    offer = {
        "base": amount(chance, smallest=1),
        "bonus_target": chance.choice([0, 1500, chance.randint(0, 100_000)]),
        "signing_bonus": amount(chance),
        "signing_months": chance.choice([12, 24]),
        "grant": amount(chance),
        "vesting_schedule": schedule(chance),
        "cliff_months": chance.choice([0, 6, 12, 18, chance.randint(0, 120)]),
        "refresh": amount(chance),
        "refresh_schedule": schedule(chance),
    }
    policy = {}
    for component in ("base", "signing_bonus", "grant", "refresh"):
        policy[f"{component}_room"] = chance.choice([0, 1200, chance.randint(0, 10_000)])
        policy[f"{component}_capture"] = chance.randint(0, 10_000)
        policy[f"{component}_step"] = chance.choice([1, 5_000, 10_000, 50_000])
    return {
        "offer": offer,
        "policy": policy,
        "leverage": chance.choice([0, 4000, 7000, 10_000, chance.randint(0, 10_000)]),
        "bands": {"base": bands(chance, offer["base"]), "grant": bands(chance, offer["grant"])},
        "purpose": chance.choice(["none", "bridge", "match"]),
        "target": amount(chance),
        "clawback": {
            "served": chance.randint(0, 40),
            "term": chance.randint(1, 36),
            "is_pro_rata": chance.random() < 0.5,
        },
    }


def watched(value: Any) -> Any:
    """Return the same value with every number watched."""
    if isinstance(value, dict):
        return {key: watched(part) for key, part in value.items()}
    if isinstance(value, list):
        return [watched(part) for part in value]
    return Watched(value) if isinstance(value, int) and not isinstance(value, bool) else value


def computed(case: dict[str, Any]) -> dict[str, Any]:
    """Return in Python what COMPUTE returns in the browser."""
    offer, policy, clawback = case["offer"], case["policy"], case["clawback"]
    target = case["target"]
    need = {"none": None, "bridge": target, "match": formulas.signing_need(offer, target)}[case["purpose"]]
    caps = [formulas.band_top(case["bands"][name], offer[name]) for name in ("base", "grant")]
    asked = formulas.asked_offer(offer, policy, case["leverage"], *caps, need)
    outcome = formulas.outcome_offer(offer, asked, policy)
    columns = [offer, asked, outcome]
    tables = [formulas.year_table(column) for column in columns]
    before = formulas.year_1_total(offer)
    return {
        "asked": asked,
        "outcome": outcome,
        "caps": caps,
        "need": need,
        "tables": tables,
        "lifts": [formulas.change(before, formulas.year_1_total(column)) for column in columns],
        "drops": [
            [[formulas.drop(a["total"], b["total"]), formulas.drop_cause(a, b)] for a, b in itertools.pairwise(rows)]
            for rows in tables
        ],
        "owed": formulas.clawback_owed(
            asked["signing_bonus"], clawback["served"], clawback["term"], clawback["is_pro_rata"]
        ),
    }


@pytest.fixture
def module(quiet: Any, site_url: str) -> tuple[Any, str]:
    """The calculator's page and the address of the emitted module."""
    quiet.goto(f"{site_url}calculator/")
    return quiet, quiet.eval_on_selector('link[rel=modulepreload][href*="/formulas."]', "link => link.href")


def test_both_languages_compute_the_same(module: tuple[Any, str]) -> None:
    """Five thousand offers, odd ones included, come out the same in Python and in the browser, to the dollar."""
    page, address = module
    chance = random.Random(20261123)
    cases = [case(chance) for _ in range(CASES)]
    found = json.loads(page.evaluate(COMPUTE, {"address": address, "cases": json.dumps(cases)}))
    differing = [n for n in range(CASES) if found[n] != computed(cases[n])]
    assert differing == []


def test_every_number_on_the_way_is_exact() -> None:
    """No sum, product or quotient on the way of these offers reaches 2 ** 53."""
    chance = random.Random(20261123)
    for _ in range(CASES):
        computed(watched(case(chance)))


def test_generated_offers_keep_the_laws() -> None:
    """Tranches add up to the grant, components to the total, and an outcome lies between the offer and the ask."""
    chance = random.Random(20261123)
    for _ in range(1_000):
        one = case(chance)
        result = computed(one)
        columns = [one["offer"], result["asked"], result["outcome"]]
        for offer, rows in zip(columns, result["tables"], strict=True):
            assert sum(row["vest"] for row in rows) == offer["grant"]
            assert sum(row["refresh"] for row in rows) == offer["refresh"]
            assert all(row["total"] == sum(row[p] for p in ("base", "bonus", "signing_bonus", "vest", "refresh"))
                       for row in rows)  # fmt: skip
        for name in ("base", "signing_bonus", "grant", "refresh"):
            assert one["offer"][name] <= result["outcome"][name] <= result["asked"][name]


def test_worked_examples(module: tuple[Any, str]) -> None:
    """Sums worked out by hand come out in the browser too."""
    page, address = module
    examples = [
        ("rounded", [5, 2], 3),
        ("rounded", [-5, 2], -3),
        ("share_of", [333, 5000], 167),
        ("to_step", [382_500, 5_000], 385_000),
        # Before month 18 nothing, then all that would have vested without the cliff.
        ("tranche", [400_000, [2500, 2500, 2500, 2500], 1, 18], 0),
        ("tranche", [400_000, [2500, 2500, 2500, 2500], 2, 18], 200_000),
        # A third of $100, to the dollar and the tranches still whole: 33, 34, 33.
        ("tranche", [100, [3333, 3334, 3333], 1, 0], 33),
        ("tranche", [100, [3333, 3334, 3333], 2, 0], 34),
        ("tranche", [100, [3333, 3334, 3333], 3, 0], 33),
        ("signing_paid", [50_001, 24, 1], 25_001),
        ("signing_paid", [50_001, 24, 2], 25_000),
        # 340K of base, 12% of it at 40% leverage is 16,320: 356,320, to a step of 5K.
        ("ask", [340_000, 340_000, 1200, 4000, 5_000, None], 355_000),
        ("ask", [340_000, 340_000, 1200, 10_000, 5_000, 350_000], 350_000),
        ("band_top", [[{"low": 1, "high": 9}, {"low": 10, "high": 20}], 10], 20),
        ("signing_for_year_1", [30_001, 24], 60_002),
        ("change", [790_000, 1_035_000], 3101),
        ("drop", [740_000, 340_000], 5405),
    ]
    found = page.evaluate(
        """async ([address, examples]) => {
          const formulas = await import(address);
          return examples.map(([name, inputs]) => formulas[name](...inputs));
        }""",
        [address, [[name, arguments] for name, arguments, _ in examples]],
    )
    assert found == [expected for _, _, expected in examples]
    assert [getattr(formulas, name)(*arguments) for name, arguments, _ in examples] == found
