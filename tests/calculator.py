"""How do the tests use the calculator's page? Fields by the house's names, and what stands beside and below them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

OTHER = "#company=other"
COLUMNS = ("initial", "ask", "outcome")
SUMMARY = ".calculator__summary data"
_CELLS = """() => Object.fromEntries([...document.querySelectorAll(".calculator__summary data[data-column]")]
  .map((cell) => [`${cell.dataset.quantity} ${cell.dataset.column}`, Number(cell.value)]))"""


def at(level: dict[str, Any]) -> str:
    """Return the fragment of a level."""
    return f"#company={level['company']}&level={level['level']}"


def opening(data: dict[str, Any]) -> dict[str, Any]:
    """Return the level that the calculator opens with."""
    return next(level for level in data["levels"] if level.items() >= data["opens_with"].items())


def levers(data: dict[str, Any], company: str) -> dict[str, Any]:
    """Return a company's own levers."""
    found: dict[str, Any] = next(row["levers"] for row in data["companies"] if row["company"] == company)
    return found


def field(page: Page, name: str) -> Locator:
    """Return a form field by its house name, of a second offer with `b.` before it."""
    return page.locator(f'.calculator [name="{name}"]')


def note(page: Page, name: str, kind: str) -> Locator:
    """Return what stands beside a field: its mark or its problem."""
    return page.locator(f'[data-field="{name}"] .field__{kind}')


def fold(page: Page, title: str) -> Locator:
    """Return a fold of the form by its title; of several offers the first's."""
    return page.locator("form .fold", has=page.locator(f'> summary .fold__title:text-is("{title}")')).first


def unfold(page: Page) -> None:
    """Open every fold of the form and of the results."""
    page.evaluate("document.querySelectorAll('.calculator details').forEach((fold) => { fold.open = true; })")


def act(page: Page, name: str, key: str = "") -> Locator:
    """Return a button of the form by what it does, and to which fields."""
    return page.locator(f'[data-act="{name}"][data-key="{key}"]')


def summary(page: Page) -> dict[str, int]:
    """Return the cells of the counter-offer: `quantity column` → value."""
    found: dict[str, int] = page.evaluate(_CELLS)
    return found


def saved(page: Page, button: Locator) -> tuple[str, str]:
    """Return name and text of the file that a button saves."""
    with page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes().decode()


def hash_of(page: Page) -> str:
    """Return the fragment of the page's address, once it has stopped changing."""
    page.wait_for_timeout(400)
    found: str = page.evaluate("location.hash")
    return found


def type_golden(page: Page) -> None:
    """Type the source playbook's example into the form."""
    field(page, "base").fill("340K")
    field(page, "signing_bonus").fill("$50,000")
    field(page, "grant").fill("1.6M")
    unfold(page)
    field(page, "leverage").select_option("written")
