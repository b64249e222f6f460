"""Does every figure lead to what stands behind it, without JavaScript as a link and with it as a panel?"""

from __future__ import annotations

from collections import deque
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

_FIGURES = """() => Array.from(document.querySelectorAll('a.figure'), (a) => a.href)"""
_IDS = """() => Array.from(document.querySelectorAll('[id]'), (e) => e.id)"""
_LINKS = """() => Array.from(document.querySelectorAll('a[href]'), (a) => a.href)"""


@pytest.fixture(scope="module")
def crawled(browser: Browser, site_url: str) -> dict[str, dict[str, Any]]:
    """Every page that can be reached from `/` without JavaScript, with its ids and the targets of its figures."""
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    # The page's own scripts stay out; only the questions of this test run.
    page.route("**/*.js", lambda route: route.abort())
    found: dict[str, dict[str, Any]] = {}
    waiting = deque([site_url])
    while waiting:
        address = waiting.popleft()
        if address in found:
            continue
        page.goto(address, wait_until="commit")
        page.wait_for_load_state("domcontentloaded")
        found[address] = {"figures": page.evaluate(_FIGURES), "ids": set(page.evaluate(_IDS))}
        for link in page.evaluate(_LINKS):
            target = urldefrag(urljoin(address, link))[0]
            if target.startswith(site_url) and target.endswith("/") and target not in found:
                waiting.append(target)
    context.close()
    return found


def test_every_figure_leads_to_a_row(crawled: dict[str, dict[str, Any]]) -> None:
    """All figures of all pages link to an id that exists; there is no dead end."""
    followed, dead = 0, []
    for address, page in crawled.items():
        for figure in page["figures"]:
            target, fragment = urldefrag(figure)
            followed += 1
            if target not in crawled or fragment not in crawled[target]["ids"]:
                dead.append(f"{address} -> {figure}")
    assert followed > 2_000
    assert dead == []


def test_a_row_names_a_source_or_shows_its_working(browser: Browser, site_url: str, crawled: dict[str, Any]) -> None:
    """Behind every figure stands a source with a grade, a policy reason, or a derivation whose inputs are shown."""
    targets: dict[str, set[str]] = {}
    for page in crawled.values():
        for figure in page["figures"]:
            address, fragment = urldefrag(figure)
            targets.setdefault(address, set()).add(fragment)
    tab = browser.new_page()
    tab.route("**/*.js", lambda route: route.abort())
    bare = []
    for address, fragments in targets.items():
        tab.goto(address)
        bare += tab.evaluate(
            """(ids) => ids.filter((id) => {
              const found = document.getElementById(id);
              const row = /^H\\d$/.test(found.tagName) ? found.closest('section') : found;
              const rows = found.tagName === 'DT' ? [found, found.nextElementSibling] : [row];
              const text = rows.map((r) => r.textContent).join(' ').trim();
              const sourced = rows.some((r) => r.querySelector('a[href*="sources/#"], .working-inputs, a.figure'));
              return !(sourced || (id.startsWith('policy-') && text.length > 40)
                || /-printed-|^example-/.test(id));
            })""",
            sorted(fragments),
        )
    tab.close()
    assert bare == []


def test_a_figure_opens_a_panel(quiet: Page, site_url: str) -> None:
    """With JavaScript a figure shows its row in a panel, inputs included; Escape gives the focus back."""
    quiet.goto(f"{site_url}companies/openai/")
    figure = quiet.locator('a.figure[href*="#l5-base-ask-with-offer"]').first
    figure.focus()
    quiet.keyboard.press("Enter")
    panel = quiet.get_by_role("dialog")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("leverage")
    assert quiet.url.endswith("/companies/openai/")
    panel.locator('a.figure[href*="policy-leverage-written"]').click()
    expect(panel).to_contain_text("comparable employer")
    quiet.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(figure).to_be_focused()


def test_the_panel_repeats_no_id(quiet: Page, site_url: str) -> None:
    """A row copied into the panel brings no id along, and its links are whole addresses."""
    quiet.goto(f"{site_url}")
    quiet.locator('a.figure[href*="methodology/#example"]').first.click()
    expect(quiet.get_by_role("dialog")).to_be_visible()
    assert quiet.locator("dialog [id]").count() == 0
    repeated = quiet.evaluate(
        "() => { const ids = Array.from(document.querySelectorAll('[id]'), (e) => e.id);"
        " return ids.filter((id, i) => ids.indexOf(id) !== i); }"
    )
    assert repeated == []


def test_a_figure_still_is_a_link(quiet: Page, site_url: str) -> None:
    """The panel names the row's own page, and following that goes there."""
    quiet.goto(f"{site_url}companies/openai/")
    quiet.locator('a.figure[href*="#l5-base"]').first.click()
    quiet.get_by_role("link", name="Open its row on the page").click()
    quiet.wait_for_url("**/companies/openai/figures/#l5-base*")
