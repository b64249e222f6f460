"""Does the emitted module compute what the Python formulas do, to the dollar?"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from generator import formulas
from generator.emit_js import emit
from generator.formulas import sources
from tests.generator.test_emit_js import in_javascript
from tests.generator.test_formulas import WORKED, generated_offers, generated_policies

Call = tuple[str, list[Any]]

OFFERS = 1_000
_ARITHMETIC = re.compile(r" [-+*] |exactProduct\(|floorDiv\(|Math\.(?:min|max)\(")
_SWAPPED = {
    " + ": " - ",
    " - ": " + ",
    " * ": " + ",
    "exactProduct(": "floorDiv(",
    "floorDiv(": "exactProduct(",
    "Math.min(": "Math.max(",
    "Math.max(": "Math.min(",
}


@pytest.fixture(scope="module")
def module() -> str:
    """The ES module made from the formulas."""
    return emit(sources())


def worked_calls() -> list[Call]:
    """Return the examples worked by hand, as calls."""
    return [(worked.formula, worked.arguments) for worked in WORKED]


def generated_calls(number: int) -> list[Call]:
    """Return calls on generated offers, with what one result feeds into the next computed in Python."""
    rng = random.Random(21)
    calls: list[Call] = []
    offers = generated_offers(22, number)
    for offer, policy in zip(offers, generated_policies(23, number), strict=True):
        caps = [rng.choice([None, offer[part] + rng.randrange(10**6)]) for part in ("base", "grant")]
        need = rng.choice([None, rng.randrange(10**6)])
        asked = formulas.asked_offer(offer, policy, leverage := rng.randrange(10_001), *caps, need)
        outcome = formulas.outcome_offer(offer, asked, policy)
        totals = [formulas.year_1_total(offer), formulas.year_1_total(outcome)]
        term, served = rng.randrange(1, 37), rng.randrange(40)
        calls += [
            ("asked_offer", [offer, policy, leverage, *caps, need]),
            ("outcome_offer", [offer, asked, policy]),
            ("year_table", [outcome]),
            ("change", totals),
            ("drop", totals[::-1]),
            ("signing_need", [offer, totals[1]]),
            ("clawback_owed", [offer["signing_bonus"], served, term, rng.random() < 0.5]),
            ("band_top", [[{"low": 0, "high": offer["base"]}], totals[0]]),
        ]
    return calls


def test_worked_examples_in_javascript(module: str) -> None:
    """Each formula gives in JavaScript what a person with paper gets."""
    results = in_javascript(module, worked_calls())
    wrong = [(w, result) for w, result in zip(WORKED, results, strict=True) if not _same(result, w.result)]
    assert wrong == []


def test_generated_offers_in_javascript(module: str) -> None:
    """On generated offers Python and JavaScript agree in every figure of every column and year."""
    calls = generated_calls(OFFERS)
    results = in_javascript(module, calls)
    wrong = [
        (name, arguments, result)
        for (name, arguments), result in zip(calls, results, strict=True)
        if not _same(result, getattr(formulas, name)(*arguments))
    ]
    assert wrong == []


def _same(result: Any, expected: Any) -> bool:
    """Return whether both are the same, where True is not 1."""
    return repr(result) == repr(expected)


def mutants(module: str) -> Iterator[tuple[str, str]]:
    """Yield (what was changed, module with it) for each arithmetic operator of a formula."""
    begin = module.index("/** Return")  # after the functions that stand for Python's operators
    for found in _ARITHMETIC.finditer(module, begin):
        line = module[module.rindex("\n", 0, found.start()) + 1 : module.index("\n", found.end())]
        if not line.startswith("/**"):
            other = _SWAPPED[found[0]]
            yield f"{line.strip()}: {found[0]!r}", module[: found.start()] + other + module[found.end() :]


def test_every_changed_operator_is_noticed(module: str) -> None:
    """No arithmetic operator of the emitted text can be swapped for another without a difference."""
    calls = worked_calls() + generated_calls(20)
    expected = [getattr(formulas, name)(*arguments) for name, arguments in calls]
    made = dict(mutants(module))
    assert len(made) > 30
    unnoticed = [
        what
        for what, mutant in made.items()
        if all(_same(a, b) for a, b in zip(in_javascript(mutant, calls), expected, strict=True))
    ]
    assert unnoticed == []
