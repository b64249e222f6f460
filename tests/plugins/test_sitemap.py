"""Does the sitemap name every page that may be found, and no day that is not true?"""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ET

import pytest

from plugins.playbook.prose import read_prose
from tests.plugins.conftest import PUBLIC, ROOT, Guide

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESS = ("-e", f'SITEURL="{PUBLIC}"')


def entries(guide: Guide) -> dict[str, str]:
    """Return each address of the sitemap with its day, after checking the rules of the protocol's schema."""
    content = (guide.output / "sitemap.xml").read_bytes()
    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    assert len(content) < 50_000_000
    root = ET.fromstring(content)
    assert root.tag == f"{NAMESPACE}urlset"
    assert 0 < len(root) <= 50_000
    found = {}
    for url in root:
        assert url.tag == f"{NAMESPACE}url"
        # The schema allows each of these once, in any order, and wants the first.
        names = [child.tag.removeprefix(NAMESPACE) for child in url]
        assert names in (["loc"], ["loc", "lastmod"])
        values = {name: url.findtext(f"{NAMESPACE}{name}", "") for name in ("loc", "lastmod")}
        assert 12 <= len(values["loc"]) <= 2048
        assert re.fullmatch(r"|\d{4}(-\d\d(-\d\d)?)?", values["lastmod"])
        address = values["loc"].removeprefix(PUBLIC)
        assert address.startswith("/")
        assert address not in found
        found[address] = values["lastmod"]
    return found


def test_the_sitemap_is_the_set_of_pages(public_guide: Guide) -> None:
    """Every page that may be found is in the sitemap once, and nothing else: no 404, no embed, no file."""
    pages = {
        "/" + path.relative_to(public_guide.output).as_posix().removesuffix("index.html")
        for path in public_guide.output.rglob("index.html")
    }
    hidden = {page for page in pages if 'content="noindex' in public_guide.page(page)}
    assert set(entries(public_guide)) == pages - hidden
    assert {"/", "/companies/acme/", "/companies/acme/figures/", "/faq/"} <= pages - hidden


def test_a_page_has_the_newest_day_of_its_words_and_sources(guide: Guide) -> None:
    """A page that says when its words changed has that day, or the newer one on which a source it shows was read."""
    page = "content/companies/acme.md"
    guide.replace(page, "Title: Acme: what to ask for\n", "Title: Acme: what to ask for\nModified: 2026-01-05\n")
    assert guide.build(*ADDRESS).status == 0
    assert entries(guide)["/companies/acme/"] == "2026-02-01"
    guide.replace(page, "Modified: 2026-01-05", "Modified: 2026-03-07")
    assert guide.build(*ADDRESS).status == 0
    assert entries(guide)["/companies/acme/"] == "2026-03-07"
    assert entries(guide)["/companies/acme/figures/"] == "2026-02-01"


def test_a_page_whose_words_have_no_day_has_none(guide: Guide) -> None:
    """A page that does not say when its words changed has no day, nor have the questions if one answer has none."""
    guide.replace("content/pages/faq.md", "Title: Questions\n", "Title: Questions\nModified: 2026-01-05\n")
    assert guide.build(*ADDRESS).status == 0
    assert entries(guide)["/companies/acme/"] == ""
    assert entries(guide)["/faq/"] == ""
    guide.replace("content/faq/how-much.md", "Title: How much?\n", "Title: How much?\nModified: 2026-01-06\n")
    assert guide.build(*ADDRESS).status == 0
    assert entries(guide)["/faq/"] == "2026-02-01"


def test_the_clock_is_not_read(public_guide: Guide, guide: Guide) -> None:
    """The day of the build changes no day of the sitemap."""
    assert guide.build(*ADDRESS, AS_OF="2030-01-01").status == 0
    assert entries(guide) == entries(public_guide)


@pytest.mark.parametrize("day", ["soon", "2026-02", "2026-2-1", "2026-13-01"])
def test_a_day_that_is_none_is_refused(guide: Guide, day: str) -> None:
    """A `Modified` that is no day stops the build at its place."""
    guide.replace("content/pages/faq.md", "Title: Questions\n", f"Title: Questions\nModified: {day}\n")
    built = guide.build()
    assert built.status == 1
    assert built.places == ["content/pages/faq.md:2:11"]
    assert "is not a day" in built.out


def test_days_of_words_are_true() -> None:
    """No page says that its words last changed before the last commit that changed them."""
    wrong, dated = [], 0
    for path in sorted((ROOT / "content").glob("*/*.md")):
        said = read_prose(path.read_text(encoding="utf-8"), path.name).header("modified")
        command = ["git", "log", "-1", "--format=%as", "--", path.relative_to(ROOT).as_posix()]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip("no git history to compare with")
        changed = done.stdout.strip()
        dated += bool(said)
        if said and changed > said:
            name = path.relative_to(ROOT).as_posix()
            wrong.append(f"{name}: changed on {changed}, but says Modified: {said}; write Modified: {changed}")
    assert wrong == []
    assert dated > 20
