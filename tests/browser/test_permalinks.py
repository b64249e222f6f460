"""Does an address that is gone stop the build, and work again in a browser once its line is added?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import served
from tests.plugins.conftest import Guide, small_guide
from tests.plugins.guide_tree import ACME, COMPANY_PAGE

LINE = re.compile(r"^  - \{from: .*\}$", re.MULTILINE)


def without_heading(guide: Guide) -> None:
    """Take a heading out of a page."""
    guide.replace("content/pages/equity.md", "## Shares {: #shares }", "")


def without_section(guide: Guide) -> None:
    """Take out a section that every company's page has."""
    guide.replace("content/companies/globex.md", "## Tactics {: #tactics }", "")


def without_level(guide: Guide) -> None:
    """Take a level out of a company's data."""
    text = (guide.root / "content/data/companies/globex.yaml").read_text(encoding="utf-8")
    guide.write("content/data/companies/globex.yaml", re.sub(r"  l2:\n(?:    .*\n)+", "", text))


def without_company(guide: Guide) -> None:
    """Take a company out, data and page."""
    (guide.root / "content/data/companies/globex.yaml").unlink()
    (guide.root / "content/companies/globex.md").unlink()


def without_page(guide: Guide) -> None:
    """Take a page out."""
    (guide.root / "content/pages/extra.md").unlink()


def without_question(guide: Guide) -> None:
    """Take a question out."""
    (guide.root / "content/faq/how-much.md").unlink()


# What goes; where each old address leads afterwards, as the proposed lines have it.
CASES: dict[Callable[[Guide], None], dict[str, str]] = {
    without_heading: {"/equity/#shares": "/equity/#shares"},
    without_section: {"/companies/globex/#tactics": "/companies/globex/#tactics"},
    without_level: {
        "/companies/globex/#l2": "/companies/globex/#l2",
        "/companies/globex/#l2-counter-offer": "/companies/globex/#l2-counter-offer",
        "/companies/globex/figures/#l2-total-comp": "/companies/globex/#levels",
        "/embed/globex/l2/": "/embed/globex/",
    },
    without_company: {
        "/companies/globex/": "/companies/",
        "/companies/globex/#l1": "/companies/#l1",
        "/companies/globex/figures/": "/companies/",
    },
    without_page: {"/extra/": "/", "/extra/#part": "/#part"},
    without_question: {"/faq/#how-much": "/faq/#how-much"},
}
# Without a script the fragment of a page that is gone is lost, and the row of a figure shows its page's list of levels.
PLAIN = {
    "/companies/globex/#l1": "/companies/",
    "/extra/#part": "/",
    "/companies/globex/figures/#l2-total-comp": "/companies/globex/figures/#l2-total-comp",
}


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    """A guide with two companies and a page of its own, all of it on record."""
    made = small_guide(tmp_path / "guide")
    made.write(
        "content/data/companies/globex.yaml", ACME.replace("Acme", "Globex").replace("slug: acme", "slug: globex")
    )
    made.write("content/companies/globex.md", COMPANY_PAGE.replace('"acme', '"globex').replace("Acme", "Globex"))
    made.write("content/pages/extra.md", "Title: Extra\n\n## A part {: #part }\n\nText.\n")
    made.append("content/pages/equity.md", "## Shares {: #shares }")
    made.record()
    return made


def arrives(browser: Browser, url: str, target: str, javascript: bool) -> None:
    """Fail where a browser that opens an address does not come to rest at another."""
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto(url)
    page.wait_for_url(target, timeout=5_000)
    if url == target and "#" in url:  # it stays, so something there must have the name
        assert page.locator(f"[id='{url.partition('#')[2]}']").count() == 1 or "figures" in url
    context.close()


@pytest.mark.parametrize("change", CASES, ids=lambda change: change.__name__)
def test_what_is_gone_needs_a_line_and_works_with_it(
    guide: Guide, browser: Browser, change: Callable[[Guide], None]
) -> None:
    """What is taken away stops the build with the line to add; with that line old addresses work, script or not."""
    change(guide)
    before = guide.manifest()
    failed = guide.build()
    lines = LINE.findall(failed.out)
    assert failed.status == 1, failed.out
    assert lines
    assert len(lines) == len(failed.messages), failed.out
    assert all(re.match(r"content/permalinks.txt:\d+:1: /\S+ is gone; ", message) for message in failed.messages)
    assert guide.manifest() == before
    guide.write("content/redirects.yaml", "redirects:\n" + "\n".join(lines) + "\n")
    mended = guide.build()
    assert mended.status == 0, mended.out
    with served(guide.output) as url:
        for old, new in CASES[change].items():
            arrives(browser, url + old[1:], url + new[1:], javascript=True)
            arrives(browser, url + old[1:], url + PLAIN.get(old, new)[1:], javascript=False)


def test_a_section_scrolls_to_where_it_went(guide: Guide, browser: Browser) -> None:
    """The old name of a section scrolls to the new one and marks it, without a script."""
    guide.replace("content/pages/equity.md", "{: #shares }", "{: #stock }")
    filler = "\n\n".join(["A line."] * 100)
    guide.replace("content/pages/equity.md", "## Shares", f"{filler}\n\n## Shares")
    guide.append("content/pages/equity.md", filler)
    guide.write("content/redirects.yaml", redirect("/equity/#shares", "/equity/#stock"))
    assert guide.build().status == 0
    page = browser.new_context(java_script_enabled=False).new_page()
    with served(guide.output) as url:
        page.goto(f"{url}equity/#shares")
        heading = page.locator("h2#stock")
        assert 0 <= heading.bounding_box()["y"] < 100
        page.goto(f"{url}equity/#stock")
        marked = heading.evaluate("(found) => getComputedStyle(found).backgroundColor")
        page.goto(f"{url}equity/#shares")
        assert heading.evaluate("(found) => getComputedStyle(found).backgroundColor") == marked
    page.context.close()


def test_a_section_that_went_to_another_page_says_so(guide: Guide, browser: Browser) -> None:
    """A section on another page is gone to by the script; without one a line with the link shows, and only then."""
    guide.replace("content/pages/equity.md", "## Shares {: #shares }", "")
    guide.write("content/redirects.yaml", redirect("/equity/#shares", "/companies/acme/#l1"))
    assert guide.build().status == 0
    with served(guide.output) as url:
        arrives(browser, f"{url}equity/#shares", f"{url}companies/acme/#l1", javascript=True)
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{url}equity/")
        assert not page.get_by_text("This section is now at").is_visible()
        page.goto(f"{url}equity/#shares")
        assert page.get_by_text("This section is now at").is_visible()
        page.get_by_role("link", name="L1 Junior").click()
        assert page.url == f"{url}companies/acme/#l1"
        page.context.close()
    assert "moved." in guide.page("/equity/")
    assert "moved." not in guide.page("/levels/")


def test_the_sections_of_a_page_may_part(guide: Guide, browser: Browser) -> None:
    """A page's sections may each go to a place of their own, whatever becomes of the rest; no address stops between."""
    (guide.root / "content/pages/extra.md").unlink()
    guide.write(
        "content/redirects.yaml",
        redirect("/extra/", "/older/")
        + redirect("/older/", "/levels/")[len("redirects:\n") :]
        + redirect("/extra/#part", "/companies/acme/#l1")[len("redirects:\n") :],
    )
    assert guide.build().status == 0
    assert (guide.output / "_redirects").read_text("utf-8") == "/extra/ /levels/ 301\n/older/ /levels/ 301\n"
    with served(guide.output) as url:
        arrives(browser, f"{url}extra/#part", f"{url}companies/acme/#l1", javascript=True)
        arrives(browser, f"{url}extra/#other", f"{url}levels/#other", javascript=True)
        arrives(browser, f"{url}extra/", f"{url}levels/", javascript=False)
        # A server's redirect keeps the fragment, which the page must then know.
        arrives(browser, f"{url}levels/#part", f"{url}companies/acme/#l1", javascript=True)


def redirect(old: str, new: str) -> str:
    """Return a file of redirects with one."""
    return f'redirects:\n  - {{from: "{old}", to: "{new}", because: "a test", since: 2026-02-01}}\n'
