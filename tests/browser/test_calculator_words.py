"""Do the calculator's own words claim no more than the guide does, and say the same as its pages?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from generator.dataset import load_dataset
from generator.entries import catalogue
from generator.tables import company_table
from tests.calculator import OTHER, field


def test_rows_say_what_the_pages_say_of_a_band_that_does_not_hold(
    opened: Callable[..., Page], project_root: Path
) -> None:
    """Of an amount that lies in no band, or above or below the published one, page and calculator say the same."""
    dataset = load_dataset(project_root / "content").checked()
    figures = catalogue(dataset)
    page = opened(OTHER)
    said: dict[str, int] = {}
    for company in dataset.companies.values():
        for name in company.levels:
            table = company_table(dataset, figures, company, name)
            whys = {row.component: row.why for row in table.rows} if table else {}
            free = {part: why for part, why in whys.items() if re.match("No band|The offer", why)}
            if free:
                page.evaluate("(hash) => { location.hash = hash; }", f"#company={company.slug}&level={name}")
                expect(field(page, "level")).to_have_value(name)
                for part, why in free.items():
                    expect(page.locator(f'[data-moved="{part}"]')).to_contain_text(f"{why} Rule")
                    said[why[:16]] = said.get(why[:16], 0) + 1
    assert said.keys() == {"No band is publi", "The offer itself"}, said
