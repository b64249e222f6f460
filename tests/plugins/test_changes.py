"""Do the changes reach the page and the feeds, once each, and does an as-of build say that it is one?"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from itertools import chain
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from plugins.playbook.feeds import NEWEST, dated, newest
from tests.plugins.conftest import Guide

ATOM = {"a": "http://www.w3.org/2005/Atom"}
ROW = "      - {value: 150K, statistic: average, from: 2026-01, source: acme-survey}\n"
NEWER = "      - {value: 170K, statistic: average, from: 2026-02, source: acme-survey, because: The newest.}\n"


@pytest.fixture
def changed(guide: Guide) -> Guide:
    """The small guide with one figure that has changed."""
    guide.replace("content/data/companies/acme.yaml", ROW, NEWER + ROW)
    built = guide.build()
    assert built.status == 0, built.out
    return guide


def _atom(guide: Guide, folder: str = "changes") -> list[dict[str, str]]:
    feed = ET.fromstring((guide.output / folder / "atom.xml").read_bytes())
    for required in ("id", "title", "updated"):
        assert feed.find(f"a:{required}", ATOM) is not None
    return [
        {child.tag.rpartition("}")[2]: child.text or child.get("href") or "" for child in entry}
        for entry in feed.findall("a:entry", ATOM)
    ]


def _json(guide: Guide, folder: str = "changes") -> list[dict[str, object]]:
    document = json.loads((guide.output / folder / "feed.json").read_bytes())
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["title"]
    return list(document["items"])


def test_a_guide_without_changes_has_empty_feeds(guide: Guide) -> None:
    """Where nothing has changed the feeds are valid and have no entry, and their date is the site's."""
    assert guide.build().status == 0
    assert _atom(guide) == []
    assert _json(guide) == []
    assert "2026-02-01T00:00:00" in (guide.output / "changes/atom.xml").read_text(encoding="utf-8")


def test_one_changed_figure_is_one_entry(changed: Guide) -> None:
    """A changed figure is one entry in each feed and one line on the page, with old, new, source and pages."""
    [entry] = _atom(changed)
    [item] = _json(changed)
    assert entry["title"] == "Acme L1: total a year: from $150K to $170K."
    assert entry["id"] == item["id"]
    assert item["_figure"] == {
        "path": "acme.l1.total_comp",
        "old": "$150K",
        "new": "$170K",
        "source": "acme-survey",
        "pages": ["/companies/acme/"],
    }
    assert changed.page("/changes/").count("from $150K to") == 1
    assert "$150K" in changed.page("/companies/acme/").partition('id="history"')[2]


def test_a_company_has_feeds_of_its_own(changed: Guide) -> None:
    """A company's feed holds its own changes under the same ids."""
    assert [e["id"] for e in _atom(changed, "companies/acme")] == [e["id"] for e in _atom(changed)]


def test_a_rebuild_adds_no_entry(changed: Guide) -> None:
    """Building again changes neither ids nor dates nor a byte of the feeds."""
    before = changed.manifest()
    assert changed.build().status == 0
    assert changed.manifest() == before


def test_entry_dates_are_those_of_the_figures(changed: Guide) -> None:
    """An entry is dated by the day from which the new figure holds, never by the clock."""
    [entry] = _atom(changed)
    assert entry["updated"].startswith("2026-02-01")
    assert entry["published"].startswith("2026-02-01")


def test_feed_addresses_are_absolute_where_the_site_has_one(changed: Guide) -> None:
    """With SITEURL set, every link of a feed begins with it."""
    assert changed.build("-e", 'SITEURL="https://example.org/guide"').status == 0
    [item] = _json(changed)
    assert item["url"] == "https://example.org/guide/companies/acme/figures/#l1-total-comp"


def test_an_as_of_build_shows_what_held_and_says_so(changed: Guide) -> None:
    """As of an earlier day the older figure is used, the page says which day it shows, and the change is unknown."""
    now = set(re.findall(r'<data value="(\d+)"', changed.page("/companies/acme/")))
    assert changed.build(AS_OF="2026-01-15").status == 0
    page = changed.page("/companies/acme/")
    assert "This is the guide as of 15 January 2026" in page
    assert now - set(re.findall(r'<data value="(\d+)"', page)) == {"170000"}
    assert _json(changed) == []


def test_a_later_day_than_any_source_is_no_as_of_build(guide: Guide) -> None:
    """Publishing later than the newest source was read does not call itself a look back."""
    assert guide.build(AS_OF="2026-03-01").status == 0
    page = guide.page("/")
    assert "This is the guide as of" not in page
    assert "Checked 1 February 2026" in page


def test_a_figure_first_known_later_says_so(guide: Guide) -> None:
    """Before its first day a figure is shown with the day on which it was first known."""
    assert guide.build(AS_OF="2025-06-01").status == 0
    assert "first known January 2026" in guide.page("/companies/acme/")


def test_an_as_of_that_is_no_day_is_refused(guide: Guide) -> None:
    """AS_OF that is no day gets one sentence and exit 1."""
    built = guide.build(AS_OF="soon")
    assert built.status == 1
    assert "AS_OF" in built.out
    assert "Traceback" not in built.out


def test_the_newest_of_all_are_found_among_the_newest_of_each() -> None:
    """They are those that a sort of all changes puts first, whichever companies have them."""
    chance = Random(1)
    every = {
        slug: sorted(
            ((f"20{chance.randrange(10, 26)}-01-01", f"{slug}.l{n}", (slug, n)) for n in range(150)), reverse=True
        )
        for slug in ("acme", "globex", "initech")
    }
    site: Any = SimpleNamespace(piece=lambda name, slug: every[slug] if name == "changed" else None)
    site.pieces = lambda name: [(slug, dated(site, slug)) for slug in every] if name == "dated" else None
    wanted = sorted(chain.from_iterable(every.values()), reverse=True)[:NEWEST]
    assert newest(site, "all") == [fields for _, _, fields in wanted]


def test_a_fault_in_the_list_of_feeds_is_told_at_its_line(guide: Guide) -> None:
    """Though it is made apart from the page that shows it."""
    guide.replace("theme/templates/components/_company_feeds.html", "{{ name }}", "{{ title }}")
    built = guide.build()
    assert built.status == 1
    assert built.places == ["theme/templates/components/_company_feeds.html:1"]
