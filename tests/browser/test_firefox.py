"""Does a second engine show the guide and run the calculator?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Playwright, expect

from tests.axe import violations

MISSING = "no Firefox found; Debian: apt install firefox-esr"


@pytest.fixture
def firefox(playwright: Playwright) -> Iterator[Page]:
    """A page of an installed Firefox; without one, or where this one cannot be driven, the test is skipped."""
    executable = shutil.which("firefox-esr") or shutil.which("firefox")
    if executable is None:
        pytest.skip(MISSING)
    try:
        browser = playwright.firefox.launch(channel="moz-firefox", executable_path=executable)
    except Error as error:
        pytest.skip(f"this Firefox cannot be driven: {error.message.splitlines()[0]}")
    page = browser.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    yield page
    browser.close()
    assert problems == []


def test_firefox_runs_the_calculator(firefox: Page, site_url: str) -> None:
    """Firefox fills the form, gives the golden answer to the golden offer, and has nothing for axe to find."""
    firefox.goto(site_url + "calculator/")
    expect(firefox.locator(".calculator__answer")).to_contain_text("Ask for")
    firefox.goto("about:blank")
    golden = "company=other&level=other&base=340K&signing_bonus=50K&grant=1.6M&leverage=written"
    firefox.goto(f"{site_url}calculator/#{golden}")
    total: Any = firefox.locator('data[data-quantity="year_1_total"][data-column="outcome"]').first
    expect(total).to_have_attribute("value", "1035000")
    assert violations(firefox) == []
