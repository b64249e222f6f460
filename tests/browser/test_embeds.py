"""Can another site frame every card at 320 px, read all of it, and lead its readers back here?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from generator.dataset import load_dataset
from plugins.playbook.embeds import card_address, card_height
from tests.axe import violations
from tests.conftest import ROOT, served

HOST = '<!doctype html><html lang="en"><title>A blog</title><meta name="viewport" content="width=device-width">'


@pytest.fixture(scope="module")
def heights() -> dict[str, int]:
    """The address of every card with the height that its frame is given."""
    found = {}
    for slug, company in load_dataset(ROOT / "content").checked().companies.items():
        for level in ("", *company.levels):
            found[card_address(slug, level)] = card_height(company, level)
    return found


@pytest.fixture
def blog(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The first page of another site, to be written, and its address."""
    with served(tmp_path) as url:
        yield tmp_path / "index.html", url


def test_there_is_a_card_for_each_company_and_level(built_site: Path, heights: dict[str, int]) -> None:
    """The cards are those of the companies and levels, and no other."""
    made = {f"/{path.parent.relative_to(built_site).as_posix()}/" for path in built_site.glob("embed/**/index.html")}
    assert made == heights.keys()
    assert len(made) > 80


def test_cards_are_small_and_still(built_site: Path) -> None:
    """A card weighs less than 12 kB, runs no script, stays out of searches, and leads back to its section."""
    for path in built_site.glob("embed/**/index.html"):
        html = path.read_text(encoding="utf-8")
        page = BeautifulSoup(html, "html.parser")
        assert len(html) < 12_000, path
        assert page.select("script, style, [style]") == []
        [robots] = page.select('meta[name="robots"]')
        assert robots["content"] == "noindex"
        sheets = [str(link["href"]) for link in page.select('link[rel="stylesheet"]')]
        assert len(sheets) == 1
        assert (path.parent / sheets[0]).resolve().stat().st_size < 4_000
        links = page.select("a[href]")
        assert [link for link in links if link.get("target") != "_top"] == []
        company, _, level = path.parent.relative_to(built_site / "embed").as_posix().partition("/")
        home = f"companies/{company}/#{level}" if level else f"companies/{company}/"
        assert any(str(link["href"]).endswith(home) for link in links), path


def test_every_card_fits_its_frame(page: Page, site_url: str, heights: dict[str, int]) -> None:
    """At 320 px no card is wider or higher than the frame that its lines of HTML give it."""
    wrong = {}
    for address, height in heights.items():
        page.set_viewport_size({"width": 320, "height": height})
        page.goto(site_url + address.lstrip("/"))
        size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        if size[0] > 320 or size[1] > height:
            wrong[address] = (size, height)
    assert wrong == {}


def test_another_site_frames_a_card(page: Page, site_url: str, built_site: Path, blog: tuple[Path, str]) -> None:
    """The lines on /data/ show a card on a page of another origin, without a scroll bar; its link leaves the frame."""
    data = BeautifulSoup((built_site / "data/index.html").read_text(encoding="utf-8"), "html.parser")
    [lines] = [code.get_text() for code in data.select("pre code") if "<iframe" in code.get_text()]
    lines = unescape(lines).replace("https://guide.example/", site_url)
    host, url = blog
    host.write_text(f"{HOST}<h1>A blog</h1>{lines}", encoding="utf-8")
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(url)
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_contain_text("OpenAI L5")
    inner = page.frames[1]
    fits = "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
    assert inner.evaluate(fits)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    frame.get_by_role("link", name="OpenAI L5").click()
    expect(page).to_have_url(f"{site_url}companies/openai/#l5")


def test_cards_are_accessible(page: Page, site_url: str) -> None:
    """Axe finds nothing against WCAG 2.2 AA on a card of each kind, in the light and in the dark scheme."""
    failures = {}
    kinds = ["openai/l5/", "openai/l6/", "openai/", "meta-si-labs/", "microsoft/"]  # asks, none, levels, none, most
    for address in kinds:
        page.goto(f"{site_url}embed/{address}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            if found := violations(page):
                failures[f"{address} {scheme}"] = found
    assert failures == {}


def test_cards_are_quiet(quiet: Page, site_url: str) -> None:
    """A card loads its one style sheet from here and nothing else, and breaks no policy."""
    asked: list[str] = []
    quiet.on("request", lambda request: asked.append(request.url))
    quiet.goto(f"{site_url}embed/openai/l5/")
    assert len(asked) == 2
    assert re.search(r"/theme/css/embed\.[0-9a-f]{10}\.css$", asked[1])


def test_a_card_says_what_the_page_says(built_site: Path) -> None:
    """Amounts, grades, sources and day of a card are those of the level's section, and the model is named as one."""
    card = BeautifulSoup((built_site / "embed/openai/l5/index.html").read_text(encoding="utf-8"), "html.parser")
    page = BeautifulSoup((built_site / "companies/openai/index.html").read_text(encoding="utf-8"), "html.parser")
    section = page.select_one('section.level[aria-labelledby="l5"]')
    assert section is not None
    shown = {figure.get_text() for figure in section.select("a.figure")}
    own = [figure.get_text() for figure in card.select("a.figure")]
    assert len(own) >= 5
    assert [amount for amount in own if amount not in shown] == []
    text = " ".join(card.get_text().split())
    assert "A model from one published example (grade C), not from outcomes at OpenAI." in text
    assert "As of " in text
    assert card.select('a[href*="sources/#"]')
