"""What does axe find wrong with a page? Its source is evaluated, since the pages' policy lets no script be added."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = """async (options) => (await axe.run(document, {...options, resultTypes: ["violations"]}))
  .violations.flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target.join(" ")}`))"""


@cache
def source() -> str:
    """Return the source of axe-core."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, **options: Any) -> list[str]:
    """Return what axe finds on the page as it stands: rule and place of each; by default by WCAG 2.2 AA."""
    page.evaluate(source())
    found: list[str] = page.evaluate(_RUN, {"runOnly": TAGS} | options)
    return found
