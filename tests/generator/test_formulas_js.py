"""Does the emitted module compute what the Python formulas do, to the dollar?"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from generator import formulas
from generator.emit_js import emit
from generator.formulas import sources
from tests.calculations import Call, calculated, calls, case
from tests.generator.test_emit_js import in_javascript
from tests.generator.test_formulas import WORKED

CASES = 60
# Changes without a consequence, and why.
_EQUIVALENT = {
    "let parts = floorDiv(amount, whole);": "a first digit that is too small is made up for by the next ones",
    "for (let year of rangeOf(floorDiv(after - start, 12), ": "in years after the month nothing more has vested",
    "let full = rangeOf(0, ": "more full years than are looked up",
    "if (numerator < 0) {": "0 rounds alike on both ways",
    "if (after < before) {": "no change is 0 on both ways",
    "if (after > start + 12 * year) {": "at its beginning nothing of a year has vested",
    "if (served <= 0) {": "of a payment nothing has been paid before it begins",
    "if (served < dictValue(payment.months)) {": "in its last month a payment has been paid whole",
    "if (month >= months) {": "in its last month an amount has been paid whole",
}
_OPERATORS = re.compile(r" (?:[-+*]=?|[<>]=?|[!=]==|&&|\|\|) |exactProduct\(|floorDiv\(|Math\.(?:min|max)\(")
_SWAPPED = {
    " + ": " - ",
    " - ": " + ",
    " * ": " + ",
    " += ": " -= ",
    " -= ": " += ",
    "exactProduct(": "floorDiv(",
    "floorDiv(": "Math.min(",
    "Math.min(": "Math.max(",
    "Math.max(": "Math.min(",
    " < ": " <= ",
    " <= ": " < ",
    " > ": " >= ",
    " >= ": " > ",
    " === ": " !== ",
    " !== ": " === ",
    " && ": " || ",
    " || ": " && ",
}


@pytest.fixture(scope="module")
def module() -> str:
    """The ES module made from the formulas."""
    return emit(sources())


def worked_calls() -> list[Call]:
    """Return the examples worked by hand, as calls."""
    return [(worked.formula, worked.arguments) for worked in WORKED]


def generated_calls(number: int) -> list[Call]:
    """Return calls of every formula on generated offers."""
    chance = random.Random(21)
    return [call for _ in range(number) for call in calls(case(chance))]


def differing(module: str, asked: list[Call], expected: list[Any]) -> list[tuple[Call, Any]]:
    """Return the calls that give something else in JavaScript, each with what it gives."""
    results = in_javascript(module, asked)
    return [
        (call, result) for call, result, e in zip(asked, results, expected, strict=True) if _text(result) != _text(e)
    ]


def _text(result: Any) -> str:
    """Return a result such that equal ones have one text, where True is not 1."""
    return json.dumps(result, sort_keys=True)


def test_worked_examples_in_javascript(module: str) -> None:
    """Each formula gives in JavaScript what a person with paper gets."""
    assert differing(module, worked_calls(), [worked.result for worked in WORKED]) == []


def test_generated_offers_in_javascript(module: str) -> None:
    """On generated offers Python and JavaScript agree in the result of every formula."""
    asked = generated_calls(CASES)
    assert differing(module, asked, [getattr(formulas, name)(*arguments) for name, arguments in asked]) == []


def test_every_formula_is_among_the_calls() -> None:
    """A generated case puts every formula to use, so that none goes uncompared."""
    assert {name for name, _ in generated_calls(1)} == set(formulas.__all__) - {"sources"}
    assert len(calculated(case(random.Random(21)))) == len(generated_calls(1))


def mutants(module: str) -> Iterator[tuple[str, str]]:
    """Yield (what was changed, module with it) for each operator of a formula."""
    begin = module.index("/** Return")  # after the functions that stand for Python's operators
    for found in _OPERATORS.finditer(module, begin):
        line = module[module.rindex("\n", 0, found.start()) + 1 : module.index("\n", found.end())]
        if not line.startswith("/**"):
            other = _SWAPPED[found[0]]
            yield f"{line.strip()}: {found[0]!r}", module[: found.start()] + other + module[found.end() :]


def test_every_changed_operator_is_noticed(module: str) -> None:
    """No operator of the emitted text can be swapped for another without a worked example going wrong."""
    expected = [worked.result for worked in WORKED]
    made = list(mutants(module))
    assert len(made) > 100
    unnoticed = [what for what, mutant in made if not differing(mutant, worked_calls(), expected)]
    assert [what for what in unnoticed if not what.startswith(tuple(_EQUIVALENT))] == []
    assert len(unnoticed) == len(_EQUIVALENT)
