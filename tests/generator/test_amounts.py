"""Is an amount read as its editor meant it, and shown without a rounding?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from generator.amounts import (
    LARGEST_DOLLARS,
    Quantity,
    day_text,
    dollars_full_text,
    dollars_text,
    first_day,
    parse_day,
    parse_dollars,
    parse_quantity,
    parse_share,
    range_text,
    share_text,
    unit_text,
)

known = settings(derandomize=True, max_examples=300, deadline=None)


def refusal(parse: Callable[[object], Any], value: object) -> tuple[str, str]:
    """Return the sentence and the remedy with which a value is refused."""
    with pytest.raises(PydanticCustomError) as caught:
        parse(value)
    context = caught.value.context
    assert context is not None
    return caught.value.message(), context["remedy"]


@pytest.mark.parametrize(
    ("written", "dollars"),
    [
        ("340K", 340_000),
        ("340k", 340_000),
        ("1.6M", 1_600_000),
        ("1.035M", 1_035_000),
        ("78.8K", 78_800),
        ("14.3B", 14_300_000_000),
        ("1.25T", 1_250_000_000_000),
        ("340000", 340_000),
        ("340,000", 340_000),
        (" 340K ", 340_000),
        ("0.6M", 600_000),
        (340_000, 340_000),
        (0, 0),
        ("10T", LARGEST_DOLLARS),
    ],
    ids=repr,
)
def test_dollars_are_read(written: object, dollars: int) -> None:
    """Money is read as thousands, millions, billions, trillions or plain dollars."""
    assert parse_dollars(written) == dollars


NO_AMOUNT = "write it like 340K, 1.6M or 340000"
NO_FRACTION = "money is never a fraction of a dollar here"
TOO_MUCH = "correct the amount"


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("$340K", NO_AMOUNT),
        ("340 K", NO_AMOUNT),
        ("340KK", NO_AMOUNT),
        ("-5K", NO_AMOUNT),
        ("5%", NO_AMOUNT),
        ("1,00", NO_AMOUNT),
        ("1,0000", NO_AMOUNT),
        (".5M", NO_AMOUNT),
        ("1.M", NO_AMOUNT),
        ("", NO_AMOUNT),
        ("lots", NO_AMOUNT),
        (True, NO_AMOUNT),
        (None, NO_AMOUNT),
        (1.5, NO_AMOUNT),
        (["340K"], NO_AMOUNT),
        ("0.5", NO_FRACTION),
        ("1.0005K", NO_FRACTION),
        ("10.1T", TOO_MUCH),
        (-1, TOO_MUCH),
        (LARGEST_DOLLARS + 1, TOO_MUCH),
    ],
    ids=repr,
)
def test_dollars_are_refused(written: object, remedy: str) -> None:
    """What is no amount of whole dollars is refused, with what to write instead."""
    sentence, said = refusal(parse_dollars, written)
    assert said == remedy
    assert sentence.startswith(f"{written!r} is not ")


@pytest.mark.parametrize(
    ("written", "share"),
    [("25%", 2_500), ("37.5%", 3_750), ("0%", 0), ("0.05%", 5), ("33.33%", 3_333), ("150%", 15_000)],
    ids=repr,
)
def test_shares_are_read(written: str, share: int) -> None:
    """A share is read as basis points."""
    assert parse_share(written) == share


@pytest.mark.parametrize("written", [15, 0.15, "15", "0.15", "33.333%", "-5%", "5 %", "%", True, None], ids=repr)
def test_shares_are_refused(written: object) -> None:
    """A share without its percent sign, or finer than a basis point, is refused: 15 and 0.15 would be guesses."""
    assert refusal(parse_share, written) == (
        f"{written!r} is not a share",
        "write it with a percent sign, like 25% or 37.5%",
    )


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("2025", date(2025, 1, 1)),
        (2025, date(2025, 1, 1)),
        ("2025-12", date(2025, 12, 1)),
        ("2025-12-13", date(2025, 12, 13)),
    ],
    ids=repr,
)
def test_a_day_means_its_first_day(written: object, first: date) -> None:
    """A year or a month is kept as written and means its first day."""
    assert first_day(parse_day(written)) == first
    assert parse_day(written) == str(written)


@pytest.mark.parametrize(
    "written", ["2025-13", "2025-02-30", "12/2025", "25", "2025-1", "", None, True, "soon"], ids=repr
)
def test_days_are_refused(written: object) -> None:
    """What is no year, month or day is refused."""
    sentence, remedy = refusal(parse_day, written)
    assert sentence == f"{written!r} is not a year, a month or a day"
    assert remedy == "write it like 2025, 2025-12 or 2025-12-13"


@pytest.mark.parametrize(
    ("day", "text"), [("2025", "2025"), ("2025-02", "February 2025"), ("2025-12-03", "3 December 2025")], ids=repr
)
def test_days_are_shown_as_written(day: str, text: str) -> None:
    """A day is shown no finer than it was written."""
    assert day_text(day) == text


@pytest.mark.parametrize(
    ("written", "quantity", "text"),
    [
        ("340K", Quantity(340_000, 340_000, "dollars"), "$340K"),
        (5_000, Quantity(5_000, 5_000, "dollars"), "$5K"),
        ("25%", Quantity(2_500, 2_500, "bp"), "25%"),
        ("15% to 30%", Quantity(1_500, 3_000, "bp"), "15%–30%"),
        ("500K to 1.5M", Quantity(500_000, 1_500_000, "dollars"), "$500K–$1.5M"),
        ("6 months", Quantity(6, 6, "months"), "6 months"),
        ("1 month", Quantity(1, 1, "months"), "1 month"),
        ("12 to 24 months", Quantity(12, 24, "months"), "12 to 24 months"),
        ("2 to 3 times", Quantity(2, 3, "times"), "2 to 3 times"),
        ("up to 5%", Quantity(None, 500, "bp"), "up to 5%"),
        ("at least 5K", Quantity(5_000, None, "dollars"), "at least $5K"),
        ("up to 2 weeks", Quantity(None, 2, "weeks"), "up to 2 weeks"),
        ("48 hours", Quantity(48, 48, "hours"), "48 hours"),
        ("3338 people", Quantity(3_338, 3_338, "people"), "3,338 people"),
        ("1 person", Quantity(1, 1, "people"), "one person"),
        ("17 count", Quantity(17, 17, "count"), "17"),
        ("2800 count", Quantity(2_800, 2_800, "count"), "2,800"),
        ("1200 to 3400 people", Quantity(1_200, 3_400, "people"), "1,200 to 3,400 people"),
        ("5% to 5%", Quantity(500, 500, "bp"), "5%"),
    ],
    ids=repr,
)
def test_phrases_are_read_and_shown(written: object, quantity: Quantity, text: str) -> None:
    """A phrase of the data is a number or a range with its unit, and shows as a reader expects it."""
    assert parse_quantity(written) == quantity
    assert quantity.text == text


NO_FIGURE = "write it like 340K, 25%, 6 months, 15% to 30%, or up to 5%"


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("6 moons", NO_FIGURE),
        ("5% to 10% to 20%", NO_FIGURE),
        ("up to 5% to 10%", NO_FIGURE),
        (True, NO_FIGURE),
        (None, NO_FIGURE),
        (2.5, NO_FIGURE),
        ("30% to 15%", "a range runs from low to high: swap the ends"),
        ("1M to 500K", "a range runs from low to high: swap the ends"),
        ("some", NO_AMOUNT),
        ("", NO_AMOUNT),
        ("6 to months", NO_AMOUNT),
        ("15 to 30%", "write it with a percent sign, like 25% or 37.5%"),
        ("15% to 30", NO_AMOUNT),
        ("1.5 months", NO_FRACTION),
    ],
    ids=repr,
)
def test_phrases_are_refused(written: object, remedy: str) -> None:
    """A phrase that is no figure, or whose ends stand the wrong way round, is refused with what to do."""
    assert refusal(parse_quantity, written)[1] == remedy


@pytest.mark.parametrize(
    ("amount", "short"),
    [
        (0, "$0"),
        (999, "$999"),
        (1_000, "$1K"),
        (1_001, "$1,001"),
        (340_000, "$340K"),
        (340_500, "$340,500"),
        (1_035_000, "$1.035M"),
        (1_035_500, "$1,035,500"),
        (2_100_000, "$2.1M"),
        (999_000, "$999K"),
        (14_300_000_000, "$14.3B"),
        (14_300_500_000, "$14,300.5M"),
        (1_250_000_000_000, "$1.25T"),
        (-50_000, "−$50K"),
        (-1_234, "−$1,234"),
    ],
    ids=repr,
)
def test_short_forms_never_round(amount: int, short: str) -> None:
    """Where a short form would round, a longer one stands."""
    assert dollars_text(amount) == short


@pytest.mark.parametrize(("amount", "text"), [(1_035_000, "$1,035,000"), (0, "$0"), (-1_000, "−$1,000")], ids=repr)
def test_full_dollars(amount: int, text: str) -> None:
    """Full dollars have separators."""
    assert dollars_full_text(amount) == text


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [
        (2_500, None, "25%"),
        (3_750, None, "37.5%"),
        (3_333, None, "33.33%"),
        (5, None, "0.05%"),
        (3_101, 1, "31.0%"),
        (5_405, 1, "54.1%"),
        (-633, 1, "−6.3%"),
        (5, 1, "0.1%"),
        (4, 1, "0.0%"),
        (-5, 1, "−0.1%"),
        (2_550, 0, "26%"),
        (2_549, 0, "25%"),
        (2_500, 2, "25.00%"),
    ],
    ids=repr,
)
def test_shares_are_shown(share: int, decimals: int | None, text: str) -> None:
    """A share shows what it needs, or a given number of decimals, halves away from zero."""
    assert share_text(share, decimals) == text


def test_nothing_below_zero_is_shown_for_zero() -> None:
    """A share that rounds to nothing has no minus sign."""
    assert share_text(-4, 1) == "0.0%"


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (500_000, 1_500_000, "dollars", "$500K–$1.5M"),
        (3, 5, "days", "3 to 5 days"),
        (None, 408_000, "dollars", "up to $408K"),
        (1, 1, "years", "1 year"),
        (0, 0, "months", "0 months"),
    ],
    ids=repr,
)
def test_ranges_are_shown(low: int | None, high: int | None, unit: Any, text: str) -> None:
    """A range of money or shares has a dash, a span of time the word."""
    assert range_text(low, high, unit) == text


def test_a_range_without_ends_is_refused() -> None:
    """A range that has neither end is a mistake of the program."""
    with pytest.raises(ValueError, match="at least one end"):
        range_text(None, None, "dollars")


@known
@given(st.integers(0, LARGEST_DOLLARS))
def test_money_comes_back_as_it_went(amount: int) -> None:
    """What is shown of an amount, short or in full, is that very amount when read again."""
    assert parse_dollars(dollars_text(amount).removeprefix("$")) == amount
    assert parse_dollars(dollars_full_text(amount).removeprefix("$")) == amount


@known
@given(st.integers(0, 10_000_000))
def test_shares_come_back_as_they_went(share: int) -> None:
    """What is shown of a share is that very share when read again."""
    assert parse_share(share_text(share).replace(",", "")) == share


@known
@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(["dollars", "bp", "months", "weeks", "times"]))
def test_ranges_come_back_as_they_went(one: int, other: int, unit: Any) -> None:
    """What is shown of a range is that very range when read again."""
    low, high = sorted([one, other])
    written = range_text(low, high, unit).replace("–", " to ").replace("$", "")
    if unit == "bp":
        written = written.replace(",", "")
    assert parse_quantity(written) == Quantity(low, high, unit)


@known
@given(st.one_of(st.text(max_size=12), st.from_regex(r"\A[0-9.,]{1,8}[KMB%]?( to [0-9]{1,4}%?)?( months)?\Z")))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any text is a figure or is refused with a remedy; nothing else happens."""
    remedies = set()
    for parse in (parse_dollars, parse_share, parse_quantity, parse_day):
        try:
            parse(text)
        except PydanticCustomError as refused:
            remedies.add((refused.context or {}).get("remedy"))
    assert None not in remedies


@pytest.mark.parametrize(
    "unit", ["dollars", "bp", "months", "weeks", "days", "years", "hours", "times", "people"], ids=repr
)
def test_one_of_a_unit_is_singular(unit: Any) -> None:
    """A single month, week, day, year or hour loses its plural."""
    assert re.search(r"months|weeks|days|years|hours", unit_text(1, unit)) is None
