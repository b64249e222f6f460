"""Can each section be linked to and cited, by mouse, keyboard and touch, with and without JavaScript?"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from generator.inputs import content_hash, digests

LINK = "Link to this section: Levels"
_OPACITY = "(found) => getComputedStyle(found).opacity"


def test_the_link_shows_on_hover_and_focus(browser: Browser, site_url: str) -> None:
    """Without a script, the link beside a heading shows where the heading is pointed at and where it has the focus."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site_url}companies/openai/")
    link = page.get_by_role("link", name=LINK, exact=True)
    assert link.evaluate(_OPACITY) == "0"
    page.locator("h2#levels").hover()
    assert link.evaluate(_OPACITY) == "1"
    page.mouse.move(0, 0)
    assert link.evaluate(_OPACITY) == "0"
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert link.evaluate(_OPACITY) == "1"
    page.keyboard.press("Enter")
    assert page.url == f"{site_url}companies/openai/#levels"
    page.context.close()


def test_the_link_always_shows_where_nothing_hovers(browser: Browser, site_url: str) -> None:
    """On a touch screen the link is there from the start, large enough for a finger, and inside the page."""
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{site_url}companies/openai/")
    link = page.get_by_role("link", name=LINK, exact=True)
    assert link.evaluate(_OPACITY) == "1"
    box = link.bounding_box()
    assert min(box["width"], box["height"]) >= 24
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    context.close()


def opened(page: Page, site_url: str) -> Page:
    """Open the panel of a section."""
    page.goto(f"{site_url}companies/openai/")
    page.get_by_role("link", name="Link to this section: L5", exact=False).first.click()
    expect(page.get_by_role("dialog", name="Cite this section")).to_be_visible()
    return page


def forms(page: Page) -> dict[str, str]:
    """Return the forms in the open panel by name."""
    names, texts = page.locator(".cite h3").all_text_contents(), page.locator(".cite pre").all_text_contents()
    return dict(zip(names, texts, strict=True))


def test_the_panel_has_four_forms(quiet: Page, site_url: str, built_site: Path, project_root: Path) -> None:
    """The panel gives the link, Markdown, a sentence with the day, and CSL-JSON with the day and the hash."""
    found = forms(opened(quiet, site_url))
    address = f"{site_url}companies/openai/#l5"
    version = json.loads((built_site / "data/version.json").read_text("utf-8"))
    assert list(found) == ["Link", "Markdown", "Sentence", "CSL-JSON"]
    assert found["Link"] == quiet.url == address
    assert found["Markdown"].endswith(f"]({address})")
    assert f"as of {version['day']}, {address}." in found["Sentence"]
    [item] = json.loads(found["CSL-JSON"])
    assert item["type"] == "webpage"
    assert item["URL"] == item["id"] == address
    assert item["issued"] == {"date-parts": [[int(part) for part in version["as_of"].split("-")]]}
    assert item["version"] == version["content"] == content_hash(digests(project_root))
    assert item["container-title"] == "The AI offer playbook"
    assert item["title"].startswith("L5")
    assert item["author"] == [{"literal": "The guide's editors"}]


def test_each_form_can_be_copied(quiet: Page, site_url: str) -> None:
    """Each form has a button that puts it on the clipboard, and says so."""
    quiet.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site_url.rstrip("/"))
    opened(quiet, site_url)
    for name, text in forms(quiet).items():
        quiet.get_by_role("button", name=f"Copy: {name}").click()
        expect(quiet.get_by_role("status")).to_have_text(f"{name} copied.")
        assert quiet.evaluate("navigator.clipboard.readText()") == text


def test_what_cannot_be_copied_is_selected(quiet: Page, site_url: str) -> None:
    """Where the browser keeps the clipboard to itself, the form is selected and the reader told."""
    quiet.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    opened(quiet, site_url)
    quiet.get_by_role("button", name="Copy: Link").click()
    expect(quiet.get_by_role("status")).to_have_text("Link selected: copy it with your keyboard.")
    assert quiet.evaluate("getSelection().toString()") == forms(quiet)["Link"]


def test_the_panel_is_left_by_keyboard(quiet: Page, site_url: str) -> None:
    """Escape closes the panel and gives the focus back to the link."""
    quiet.goto(f"{site_url}companies/openai/")
    link = quiet.get_by_role("link", name=LINK, exact=True)
    link.focus()
    quiet.keyboard.press("Enter")
    panel = quiet.get_by_role("dialog", name="Cite this section")
    expect(panel.get_by_role("heading", name="Cite this section")).to_be_focused()
    quiet.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(link).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_accessible_and_fits(browser: Browser, site_url: str, width: int, scheme: str) -> None:
    """The open panel has no fault that axe can see, and makes no page wider than its screen."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = opened(context.new_page(), site_url)
    found = Axe().run(page, context=".cite")
    assert found.response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_script_is_small(built_site: Path) -> None:
    """What cites weighs at most 1.5 kB, what follows moved sections a half."""
    [cite], [moved] = ((built_site / "theme/js").glob(f"{name}.*.js") for name in ("cite", "moved"))
    assert len(gzip.compress(cite.read_bytes(), 9)) <= 1_500
    assert len(gzip.compress(moved.read_bytes(), 9)) <= 750
