"""Is an offer a value, are its years those of the formulas, and are its drops named?"""

from __future__ import annotations

import pytest

from generator import formulas
from generator.offers import Drop, Offer, YearComp, drops, offer_of, year_1, year_table
from tests.build import build_grant, build_offer, build_package, build_payment, build_refresh

K = 1_000
YEAR = YearComp(1, 0, 0, 0, 0, 0, 0)


def test_an_offer_is_frozen() -> None:
    """An offer does not change; a counter-offer is another offer."""
    with pytest.raises(AttributeError, match="can't set"):
        build_offer().base = 1  # type: ignore[misc]


def test_nothing_but_base_is_assumed() -> None:
    """An offer of which only the base is known pays that, from one year to the next."""
    rows = year_table(build_offer(base=200 * K))
    assert rows == tuple(YearComp(year, 200 * K, 0, 0, 0, 0, 200 * K) for year in range(1, 6))


def test_terms_go_and_come_back() -> None:
    """An offer as the formulas take it is the same offer when it comes back."""
    offer = build_offer(
        bonus_target=3,
        signing_bonus=5,
        signing_months=18,
        grant=7,
        vesting_schedule=(10_000,),
        cliff_months=6,
        refresh=9,
        refresh_schedule=(5_000, 5_000),
    )
    assert offer_of(offer.terms) == offer


def test_a_plain_offer_in_the_terms_of_the_formulas() -> None:
    """A plain offer has one payment, one grant and one refresh in writing, and nothing in it grows or is owed."""
    offer = build_offer(bonus_target=1_500, signing_bonus=5, grant=7, cliff_months=6, refresh=9)
    assert offer.terms == build_package(
        bonus_target=1_500,
        payments=[build_payment(5, months=12)],
        grants=[build_grant(7, cliff_months=6, every_months=3)],
        refreshes=[build_refresh(9, every_months=3)],
    )


@pytest.mark.parametrize("every_months", [1, 3, 6, 12])
def test_no_year_depends_on_how_often_a_plain_offer_vests(every_months: int) -> None:
    """However often a plain offer is taken to vest, its years come to the same."""
    terms = build_offer(grant=400_001, cliff_months=18, refresh=99_999).terms
    often = [[part | {"every_months": every_months} for part in terms[name]] for name in ("grants", "refreshes")]
    changed = terms | {"grants": often[0], "refreshes": often[1]}
    assert formulas.year_table(changed) == formulas.year_table(terms)


def test_the_years_are_those_of_the_formulas() -> None:
    """A year table holds what the formulas give, row by row."""
    offer = build_offer(bonus_target=1_500, signing_bonus=30 * K, signing_months=18, grant=400 * K, refresh=100 * K)
    rows = formulas.year_table(offer.terms)
    assert [row._asdict() for row in year_table(offer)] == [{name: row[name] for name in YEAR._fields} for row in rows]
    assert year_table(offer)[0] == year_1(offer) == YearComp(1, 200 * K, 30 * K, 20 * K, 100 * K, 0, 350 * K)
    assert offer.year_1_total == 350 * K


def test_a_spread_moves_only_the_signing_bonus() -> None:
    """Paid over 24 months, half of a signing bonus falls into the second year."""
    offer = build_offer(signing_bonus=50 * K, grant=400 * K)
    spread = offer.spread_over(24)
    assert [row.signing_bonus for row in year_table(spread)] == [25 * K, 25 * K, 0, 0, 0]
    assert [row.vest for row in year_table(spread)] == [row.vest for row in year_table(offer)]


def test_every_fall_is_a_drop_with_its_cause() -> None:
    """Each year that pays less than the one before is a drop; it is flagged from the policy's mark on."""
    offer = Offer(base=200 * K, signing_bonus=60 * K, grant=400 * K, refresh=200 * K)
    # 360, 350, 350, 350, 250, 200
    assert drops(year_table(offer), 2_000) == (
        Drop(2, 278, "signing_bonus", flagged=False),
        Drop(5, 2_857, "vest", flagged=True),
        Drop(6, 2_000, "refresh", flagged=True),
    )
    assert [drop.flagged for drop in drops(year_table(offer), 2_001)] == [False, True, False]


def test_a_rise_is_no_drop() -> None:
    """Years that pay as much, or more, have no drop."""
    assert drops(year_table(build_offer(refresh=0)), 0) == ()
    back_loaded = build_offer(grant=1_000 * K, vesting_schedule=(500, 1_500, 4_000, 4_000))
    assert [drop.year for drop in drops(year_table(back_loaded), 0)] == [5]
