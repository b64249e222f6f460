"""Does the calculator print as one page that holds what matters?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.calculator import field


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF file has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


OFFER = "#v=2&company=other&base=340K&signing_bonus=50K&grant=1.6M&bonus_target=15%25&start_day=2027-01-31"
SHEETS = [
    "",
    f"{OFFER}&refresh=200K&refresh2=100K&leverage=written&other_total_comp=1M&signing_purpose=match&clawback_months=12",
    f"{OFFER}&vesting_schedule={','.join(['10'] * 10)}&start_month=24&grant2=500K&grant3=100K&signing_bonus2=60K",
    f"{OFFER}&b.company=other&b.called=Globex&b.base=400K&b.grant=1M&about=b",
]


@pytest.mark.parametrize("fragment", SHEETS)
def test_prints_on_one_page(opened: Callable[..., Page], fragment: str) -> None:
    """The calculator prints as one page of either size, and with the letter open as a second."""
    page = opened(fragment, folded=True)
    sizes = ("A4", "Letter")
    assert [pages_of(page.pdf(format=size)) for size in sizes] == [1, 1]
    page.locator("#letter summary").click()
    assert [pages_of(page.pdf(format=size)) for size in sizes] == [2, 2]


def test_the_sheet_holds_what_matters(opened: Callable[..., Page]) -> None:
    """On paper stand the offer, what to ask for, the sentence to say and the years, and nothing to press."""
    page = opened(SHEETS[1], folded=True)
    page.locator("#years > summary").click()  # whatever is folded
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for selector in (
        ".calculator__answer",
        ".calculator__say",
        ".calculator__summary table",
        "#years .chart",
        "#years table",
    ):
        expect(page.locator(selector)).to_be_visible()
    for selector in ("form button:visible", "#letter", "#totals", "#use", "#calculator-model", ".sheet", ".contents"):
        expect(page.locator(selector)).to_be_hidden()
    expect(page.locator('#years data[data-quantity="year_5_total"]')).to_be_visible()
    expect(page.locator(".offer .fold summary", has_text="How the grant vests")).to_be_visible()
    for name in ("company", "base", "grant"):
        expect(field(page, name)).to_be_visible()


def test_the_sheet_is_of_the_offer_that_is_asked_about(opened: Callable[..., Page]) -> None:
    """Where the ask is worked out for a second offer, its terms are printed and not the first one's."""
    page = opened(SHEETS[3], folded=True)
    page.emulate_media(media="print")
    expect(field(page, "b.base")).to_be_visible()
    expect(field(page, "base")).to_be_hidden()


def test_print_button(opened: Callable[..., Page]) -> None:
    """The button prints the page."""
    page = opened("", folded=True)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator(".sheet__print").click()
    assert page.evaluate("window.printed") is True
