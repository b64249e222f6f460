"""Would the tests notice the defects that were found in other calculators?

Eight published calculators were read, and six of them compute something wrong. Each of these defects is written into a
copy of our formulas here: a text that stands in them once is replaced, the copy is loaded on its own, and the examples
worked by hand and the laws are held against it.
"""

from __future__ import annotations

import ast
import random
import types
from typing import Any

import pytest

from generator.emit_js import emit
from generator.formulas import sources
from tests.calculations import case
from tests.generator.test_emit_js import in_javascript
from tests.generator.test_formula_laws import LAWS
from tests.generator.test_formulas import WORKED

CASES = 150


def changed(old: str, new: str) -> list[tuple[str, str]]:
    """Return the sources of the formulas with one text, which stands in them exactly once, replaced."""
    found = sum(text.count(old) for _, text in sources())
    assert found == 1, f"{old!r} stands {found} times in the formulas"
    return [(path, text.replace(old, new)) for path, text in sources()]


def loaded(texts: list[tuple[str, str]]) -> Any:
    """Return the formulas of some sources as one module, which shares nothing with the package."""
    module = types.ModuleType("mutant")
    for path, text in texts:
        tree = ast.parse(text, path)
        tree.body = [node for node in tree.body if not isinstance(node, ast.ImportFrom)]
        exec(compile(tree, path, "exec"), module.__dict__)
    return module


def wrong_examples(formulas: Any) -> set[str]:
    """Return the formulas of which an example worked by hand comes out otherwise, or not at all."""
    wrong = set()
    for worked in WORKED:
        try:
            is_right = getattr(formulas, worked.formula)(*worked.arguments) == worked.result
        except (ArithmeticError, LookupError):
            is_right = False
        if not is_right:
            wrong.add(worked.formula)
    return wrong


def broken_laws(formulas: Any, laws: set[str]) -> set[str]:
    """Return which of some laws do not hold on all of the generated cases."""
    chance = random.Random(31)
    cases = [case(chance) for _ in range(CASES)]
    broken = set()
    for law in LAWS:
        if law.__name__ in laws:
            try:
                for given in cases:
                    law(formulas, given)
            except (AssertionError, ArithmeticError, LookupError):
                broken.add(law.__name__)
    return broken


def assert_noticed(old: str, new: str, examples: set[str], laws: set[str]) -> None:
    """Fail unless a mutant gets these worked examples wrong and breaks these laws, at least."""
    mutant = loaded(changed(old, new))
    assert examples <= wrong_examples(mutant)
    assert broken_laws(mutant, laws) == laws


def test_the_formulas_themselves_are_right() -> None:
    """Loaded in the same way, but unchanged, the formulas get every example right and break no law."""
    formulas = loaded(sources())
    assert wrong_examples(formulas) == set()
    assert broken_laws(formulas, {law.__name__ for law in LAWS}) == set()


def test_a_total_that_is_no_number() -> None:
    """NaN totals: a mean over no years of vesting, which is 0 / 0 elsewhere, turns examples and laws red."""
    assert_noticed(
        "return max(1, max((last_vest_month(grant) + 11) // 12 for grant in grants))",
        "return max((last_vest_month(grant) + 11) // 12 for grant in grants)",
        {"years_of_vesting", "mean_year", "aggregated"},
        {"totals_are_as_defined", "a_quoted_total_is_found"},
    )


def test_a_total_that_is_no_number_in_javascript() -> None:
    """NaN totals: a part of a total that is read under a wrong name is an error in the browser.

    Without the emitted check it would be NaN, and the worked examples would turn red in JavaScript too.
    """
    module = emit(changed('sum(payment["amount"] for', 'sum(payment["value"] for'))
    check = 'throw new RangeError("dictValue: a dict without this key");'
    assert module.count(check) == 1
    totals = [(worked.formula, worked.arguments) for worked in WORKED if worked.formula == "signing_total"]
    assert in_javascript(module, totals) == ["fails"]
    assert in_javascript(module.replace(check, ""), totals) == ["not exact: NaN"]


def test_a_grant_that_vests_by_seven_eighths() -> None:
    """Grants that only ever vest 87.5%: a schedule that is cut off after 42 of 48 months turns all red."""
    assert_noticed(
        'return rounded(grant["amount"] * share, 120000)',
        'return rounded(grant["amount"] * min(share, 105000), 120000)',
        {"vested", "tranche", "vest_value", "year_table", "mean_year"},
        {"tranches_sum_to_the_grant", "a_grant_vests_month_by_month", "a_table_holds_each_grant_whole"},
    )


def test_a_table_that_disagrees_with_its_chart() -> None:
    """A table that disagrees with its chart: running totals that forget the refreshes turn example and law red."""
    assert_noticed(
        "    return base + signing + vest + refresh\n",
        "    return base + signing + vest\n",
        {"paid_since"},
        {"the_chart_is_the_table"},
    )


def test_a_table_whose_total_is_not_its_parts() -> None:
    """A table that disagrees with its chart: a total with only the refreshes in writing turns all red."""
    assert_noticed(
        '"total": year_total(base, bonus, signing_bonus, vest, refresh),',
        '"total": year_total(base, bonus, signing_bonus, vest, written),',
        {"year_row", "year_table"},
        {"components_sum_to_totals", "the_chart_is_the_table"},
    )


def test_a_cliff_that_moves_money() -> None:
    """A cliff that moves money to later years: vesting that only begins to count at the cliff turns all red."""
    assert_noticed(
        'share = vested_twelfths(grant["vesting_schedule"], months, grant["every_months"])',
        'share = vested_twelfths(grant["vesting_schedule"], months - grant["cliff_months"], grant["every_months"])',
        {"vested", "tranche", "vest_value", "year_table"},
        {"a_grant_vests_month_by_month", "tranches_sum_to_the_grant"},
    )


def test_a_cliff_that_is_never_caught_up() -> None:
    """A cliff that moves money: to drop what a cliff holds back, rather than to delay it, turns all red."""
    assert_noticed(
        'return rounded(grant["amount"] * share, 120000)',
        'return rounded(grant["amount"] * (share - vested_twelfths(grant["vesting_schedule"], '
        'max(grant["cliff_months"] - 1, 0), grant["every_months"])), 120000)',
        {"vested", "tranche", "year_table"},
        {"a_grant_vests_month_by_month", "tranches_sum_to_the_grant", "a_table_holds_each_grant_whole"},
    )


def test_a_strike_price_that_is_ignored() -> None:
    """A strike price ignored: options that count as if they were shares turn examples and laws red."""
    assert_noticed(
        "return max(0, value - share_of(granted, strike))",
        "return max(0, value)",
        {"after_strike", "value_of_year", "vest_value", "recurring"},
        {"a_price_moves_every_vest", "totals_are_as_defined"},
    )


def test_a_signing_bonus_averaged_over_the_years() -> None:
    """Costs averaged: signing payments spread over four years, instead of standing where they fall, turn all red."""
    assert_noticed(
        'return sum(paid_through(part["amount"], part["months"], month - part["month"] + 1) for part in payments)',
        'return sum(paid_through(part["amount"], 48, month) for part in payments)',
        {"signing_through", "year_row", "as_paid", "guaranteed_cash", "running_totals", "signing_need"},
        {"a_clawback_ends", "a_lever_is_worth_what_it_pays", "a_purpose_is_met_barely"},
    )


def test_a_clawback_averaged_over_the_year() -> None:
    """Costs averaged: the mean of what is owed in a year, instead of its highest point, turns example and law red."""
    assert_noticed(
        "max(clawback_exposure(offer, month) for month in range(12 * (year - 1) + 1, 12 * year + 1))",
        "sum(clawback_exposure(offer, month) for month in range(12 * (year - 1) + 1, 12 * year + 1)) // 12",
        {"year_row"},
        {"a_year_shows_its_highest_clawback"},
    )


def test_a_clawback_averaged_over_the_comparison() -> None:
    """Costs averaged: a clawback that weighs on every year alike, whenever one leaves, turns example and law red."""
    assert_noticed(
        "cash -= share_of(clawback_exposure(offer, 12 * year), gone)",
        "cash -= share_of(rounded(clawback_exposure(offer, 12), years), gone)",
        {"expected_pay"},
        {"expected_pay_is_weighted"},
    )


def test_a_text_that_is_not_there_is_no_mutant() -> None:
    """A change that finds nothing to change fails, so a mutant cannot turn into the formulas themselves."""
    with pytest.raises(AssertionError, match="stands 0 times"):
        changed("return base / 0", "return 0")
