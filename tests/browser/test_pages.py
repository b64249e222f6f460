"""Is every page quiet, accessible, narrow enough, complete without JavaScript, and at home under any path?

A context per page would be slow, so each test walks through all pages and says at the end which of them failed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Page, expect

from tests.axe import violations

CONTROLS = "input, select, textarea, button, form, [contenteditable]"
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
# Contrast takes axe far longer than all else, and siblings of one class have the same: three of each are enough.
THIN = """() => {
  for (const parent of document.querySelectorAll("main, main *")) {
    const seen = new Map();
    for (const child of [...parent.children]) {
      const kind = `${child.tagName} ${child.getAttribute("class")}`;
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
      if (seen.get(kind) > 3) child.remove();
    }
  }
}"""
# A violation that Chromium reports quietly becomes a console error, which `quiet` refuses.
VIOLATIONS = """document.addEventListener("securitypolicyviolation",
  (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));"""

BEYOND = """[...document.querySelectorAll(".counter-offer td, .counter-offer th, .ranking td, .ranking th")]
  .filter((cell) => cell.checkVisibility() && cell.getBoundingClientRect().right > cell.closest(".scroll")
    .getBoundingClientRect().right + 0.5)
  .map((cell) => cell.textContent)"""
# Scrolled to a place: on which sides is there more, and on which does the mask let the edge vanish?
FADES = """async (element, place) => {
  const room = element.scrollWidth - element.clientWidth;
  element.scrollLeft = room * place;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const mask = getComputedStyle(element).maskImage;
  const clear = "rgba(0, 0, 0, 0)";
  const fades = [mask.includes(`(90deg, ${clear}`), mask.includes(`(-90deg, ${clear}`) || mask.endsWith(`${clear})`)];
  return { more: [element.scrollLeft > 0, element.scrollLeft < room], fades };
}"""


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, Path]:
    """The file of every page, by its address from the root of the site; the cards for frames have their own tests."""
    return {
        path.relative_to(built_site).as_posix().removesuffix("index.html"): path
        for path in sorted(built_site.rglob("*.html"))
        if path.relative_to(built_site).parts[0] != "embed"
    }


@pytest.fixture(scope="module")
def written(pages: dict[str, Path]) -> Callable[[str], Tag]:
    """A function that returns the main part of a page as it stands in its file."""

    @cache
    def main(address: str) -> Tag:
        found = BeautifulSoup(pages[address].read_text(encoding="utf-8"), "html.parser").select_one("main")
        assert found is not None
        return found

    return main


def test_every_page_is_quiet(quiet: Page, site_url: str, pages: dict[str, Path]) -> None:
    """No page logs an error, breaks its own policy, or asks another host for anything."""
    quiet.add_init_script(VIOLATIONS)
    failures: dict[str, Any] = {}
    for address in pages:
        answer = quiet.goto(site_url + address)
        if answer is None or answer.status >= 400:
            failures[address] = answer and answer.status
    quiet.goto(f"{site_url}calculator/")
    expect(quiet.locator(".calculator form")).to_be_visible()  # its script has asked for all it needs
    assert failures == {}


def test_every_page_is_accessible(page: Page, site_url: str, pages: dict[str, Path]) -> None:
    """Axe finds nothing against WCAG 2.2 AA on any page; the contrast of colours has a test of its own."""
    unmeasured = {rule: {"enabled": False} for rule in COLOUR_RULES}
    failures = {}
    for address in pages:
        page.goto(site_url + address)
        if found := violations(page, rules=unmeasured):
            failures[address] = found
    assert failures == {}


def test_every_page_has_contrast(page: Page, site_url: str, pages: dict[str, Path]) -> None:
    """In the light and in the dark scheme every text on every page stands out from what is behind it."""
    failures = {}
    for address in pages:
        page.goto(site_url + address)
        page.evaluate(THIN)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if found := violations(page, runOnly={"type": "rule", "values": COLOUR_RULES}):
                failures[f"{address} {scheme}"] = found
    assert failures == {}


def test_no_page_scrolls_sideways(page: Page, site_url: str, pages: dict[str, Path]) -> None:
    """No page is wider than the screen, at 320 as at 1280 px."""
    failures = {}
    for address in pages:
        page.goto(site_url + address)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
                failures[f"{address} at {width}"] = found
    assert failures == {}


def test_tables_of_asks_and_of_totals_fit_a_narrow_screen(page: Page, site_url: str, pages: dict[str, Path]) -> None:
    """From 320 px on no amount of a counter-offer, and no cell of a ranking, lies beyond the edge of its table."""
    failures = {}
    for address in pages:
        page.goto(site_url + address)
        for width in (320, 360, 390):
            page.set_viewport_size({"width": width, "height": 800})
            if found := page.evaluate(BEYOND):
                failures[f"{address} at {width}"] = found
    assert failures == {}


def test_a_total_stands_above_what_kind_it_is(browser: Browser, site_url: str) -> None:
    """On a narrow screen statistic, day and grade stand under company, level and total; on a wide one beside them.

    Either way the browser tells assistive technology of the same table, and no JavaScript is needed.
    """
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}salaries/")
    told = []
    for width, lines in ((320, 2), (1280, 1)):
        page.set_viewport_size({"width": width, "height": 800})
        for row in page.locator(".ranking tr").all():
            boxes = [cell.bounding_box() for cell in row.locator("th, td").all()]
            _company, _level, total, *others = [box for box in boxes if box is not None]
            assert len(others) == 3
            under = [box["y"] >= total["y"] + total["height"] - 1 for box in others]
            assert under == [lines == 2] * 3
            if lines == 2:  # a day past its shelf life may wrap, once; so may the name of a company
                assert sum(box["height"] for box in (total, others[1])) < 70
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        roles = [node["role"]["value"] for node in nodes if "role" in node]
        told.append({role: roles.count(role) for role in ("table", "row", "rowheader", "columnheader", "cell")})
    context.close()
    assert told[0] == told[1]
    assert told[0]["columnheader"] == 6 * told[0]["table"] > 0
    assert told[0]["cell"] == 5 * told[0]["rowheader"] > 0


@pytest.mark.parametrize("address", ["levels/", "companies/openai/", "salaries/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_goes_on_to_a_side_says_so(page: Page, site_url: str, address: str, scheme: Any) -> None:
    """A table fades to the sides on which there is more of it, and to no other; with the focus it has a dark edge."""
    page.emulate_media(color_scheme=scheme)
    page.goto(site_url + address)
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for scroll in page.locator(".scroll:visible").all():
            for place in (0, 0.5, 1):
                shown = scroll.evaluate(FADES, place)
                assert shown["fades"] == shown["more"], (width, place, scroll.get_attribute("aria-label"))
    page.keyboard.press("Tab")  # from here on what a script gives the focus shows it
    scroll = page.locator(".scroll:visible:has(a)").first
    for focused in (scroll, scroll.locator("a").last):
        focused.focus()
        style = scroll.evaluate("(e) => [getComputedStyle(e).maskImage, getComputedStyle(e).backgroundImage]")
        assert style[0] == "none"
        assert "linear-gradient" in style[1]


def test_every_page_is_complete_without_javascript(
    browser: Browser, site_url: str, pages: dict[str, Path], written: Callable[[str], Tag]
) -> None:
    """Without JavaScript every table and heading shows, and no control that would be dead."""
    failures: dict[str, Any] = {}
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for address in pages:
        page.goto(site_url + address)
        if controls := page.locator(f":is({CONTROLS}):visible").count():
            failures[f"{address}: controls"] = controls
        for tag in ("table", "h2"):
            expected = sum(1 for found in written(address).select(tag) if not found.find_parent(hidden=True))
            shown = page.locator(f"main {tag}:visible").count()
            if shown != expected:
                failures[f"{address}: {tag}"] = f"{shown} of {expected}"
    page.goto(site_url + "faq/")
    answers = page.locator("main .headed:visible ~ p:visible, main .headed:visible ~ * p:visible")
    assert page.locator("main h2[id]:visible").count() == 12
    assert answers.count() > 24
    context.close()
    assert failures == {}


def test_the_guide_works_under_a_path(page: Page, subpath_url: str, pages: dict[str, Path]) -> None:
    """Under /guide/ every page finds its style and its files, and asks for nothing above.

    The 404 page alone needs SITEURL to know where the guide begins.
    """
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    lost: list[str] = []
    page.on(
        "response",
        lambda response: lost.append(f"{response.status} {response.url}") if response.status >= 400 else None,
    )
    failures: dict[str, Any] = {}
    for address in pages:
        if address != "404.html":
            page.goto(subpath_url + address)
            if not page.evaluate("[...document.styleSheets].some((sheet) => sheet.cssRules.length > 0)"):
                failures[address] = "no style"
    page.goto(subpath_url + "calculator/")
    expect(page.locator(".calculator form")).to_be_visible()
    assert failures == {}
    assert lost == []
    assert [url for url in asked if not url.startswith(subpath_url)] == []


def test_links_work_under_a_path(browser: Browser, subpath_url: str) -> None:
    """From the first page of a guide under a path a reader gets by links alone to a level, a figure and its source."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(subpath_url)
    page.locator("main").get_by_role("link", name="Google", exact=True).first.click()
    expect(page).to_have_url(f"{subpath_url}companies/google/")
    page.locator("main figure.counter-offer a.figure").first.click()
    expect(page).to_have_url(re.compile(rf"^{re.escape(subpath_url)}companies/google/figures/#[a-z0-9-]+$"))
    expect(page.locator(":target")).to_be_visible()
    page.locator('main a[href*="sources/#"]').first.click()
    expect(page).to_have_url(re.compile(rf"^{re.escape(subpath_url)}sources/#[a-z0-9-]+$"))
    expect(page.locator(":target")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    "address", ["", "companies/openai/", "companies/openai/figures/", "faq/", "calculator/", "levels/"]
)
def test_a_page_opened_as_a_file_can_be_read(
    page: Page, pages: dict[str, Path], written: Callable[[str], Tag], address: str
) -> None:
    """Saved and opened as a file, a page shows its text and its tables, with or without its style."""
    page.goto(pages[address].as_uri())
    main = written(address)
    tables = [table for table in main.select("table") if not table.find_parent(hidden=True)]
    assert page.locator("main table:visible").count() == len(tables)
    shown = " ".join(page.locator("main").inner_text().split()).lower()
    paragraphs = [p for p in main.select("p") if not p.find_parent(hidden=True) and not p.has_attr("hidden")]
    lost = [text for p in paragraphs if (text := " ".join(p.get_text().split()).lower()) and text not in shown]
    assert lost == []
