"""Do the formulas give the browser the very numbers that they give the page?"""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from generator import formulas
from generator.emit_js import emit
from generator.formulas import sources
from plugins.playbook.bundle import FORMULAS
from plugins.playbook.scripts import joined
from tests.calculations import IN_JAVASCRIPT, STEPS, calculated, case
from tests.generator.test_formulas import WORKED

CASES = 10_000
BATCH = 1_000  # what goes through at once; Playwright's own way with large values takes a minute, so it goes as text
ALL_STEPS = f"""async ([address, steps, cases]) => ({IN_JAVASCRIPT})(await import(address), steps, JSON.parse(cases))"""
CALLS = """async ([address, calls]) => {
  const formulas = await import(address);
  return JSON.parse(calls).map(([name, inputs]) => JSON.stringify(formulas[name](...inputs)));
}"""


def text(result: Any) -> str:
    """Return a result as the browser writes it."""
    return json.dumps(result, separators=(",", ":"))


@pytest.fixture
def module(quiet: Any, site_url: str) -> tuple[Any, str]:
    """The calculator's page and the address of a module of the formulas, in the short names that the page runs."""
    address = f"{site_url}theme/js/short.js"
    text = joined({FORMULAS: emit(sources())}, [FORMULAS])
    quiet.route(address, lambda route: route.fulfill(body=text, content_type="text/javascript"))
    quiet.goto(f"{site_url}calculator/")
    return quiet, address


def test_both_languages_compute_the_same(module: tuple[Any, str]) -> None:
    """In ten thousand offers, odd ones included, every formula gives the same in Python and in the browser."""
    page, address = module
    chance = random.Random(20261123)
    differing = []
    for _ in range(CASES // BATCH):
        cases = [case(chance) for _ in range(BATCH)]
        found = page.evaluate(ALL_STEPS, [address, STEPS, json.dumps(cases)])
        assert len(found) == BATCH
        differing += [
            {name: result for name, result in json.loads(there).items() if result != here[name]} or there
            for there, here in zip(found, map(calculated, cases), strict=True)
            if there != text(here)
        ]
    assert differing == []


def test_every_formula_is_compared() -> None:
    """The steps of a calculation put every formula to use."""
    assert {formula for _, formula, _ in STEPS} == set(formulas.__all__) - {"sources"}


def test_worked_examples(module: tuple[Any, str]) -> None:
    """Every sum worked out by hand comes out in the browser too."""
    page, address = module
    found = page.evaluate(CALLS, [address, json.dumps([[worked.formula, worked.arguments] for worked in WORKED])])
    wrong = [(w, there) for w, there in zip(WORKED, found, strict=True) if json.loads(there) != w.result]
    assert wrong == []
