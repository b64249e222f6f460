"""How do changes of figures reach a feed reader: Atom and JSON, for the guide and for each company?"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from html import escape

from feedgenerator import Atom1Feed

from generator.changes import Change
from plugins.playbook.site import Site

# Names our feeds once and for all; an id may not depend on where the guide is published.
_NAMESPACE = uuid.UUID("0b6c1f0e-6a55-5c1e-9d5e-5f3a7f1c2d44")
_FIGURE = re.compile(r'href="[^"]*?(companies/[a-z0-9-]+/figures/#[a-z0-9-]+)"')


class _DatedFeed(Atom1Feed):
    """A feed whose date is that of its newest entry, or of the site; never the clock's."""

    dated: datetime

    def latest_post_date(self) -> datetime:
        return self.dated


def touched_pages(site: Site) -> dict[str, list[str]]:
    """Return, for each figure's row, the addresses of the pages that link to it."""
    found: dict[str, list[str]] = {}
    for address, html in site.pages.items():
        if address == "/sources/" or address.endswith("/figures/"):
            continue  # these list every figure; a change is news where somebody reads
        for target in sorted(set(_FIGURE.findall(html))):
            found.setdefault(f"/{target}", []).append(address)
    return found


def add_feeds(site: Site, changes: tuple[Change, ...], touched: dict[str, list[str]]) -> None:
    """Add the feeds of all changes and of each company's to the site's files."""
    name = str(site.settings["SITENAME"])
    _add(site, "changes/", f"{name}: changed figures", changes, touched)
    own: dict[str, list[Change]] = {}
    for change in changes:
        own.setdefault(change.company.slug, []).append(change)
    for slug, company in site.data.companies.items():
        _add(site, f"companies/{slug}/", f"{name}: changed figures of {company.name}", own.get(slug, ()), touched)


def _add(site: Site, folder: str, title: str, changes: Sequence[Change], touched: dict[str, list[str]]) -> None:
    root = str(site.settings.get("SITEURL", ""))
    home = f"{root}/{folder}"
    newest = max((change.day for change in changes), default=site.data.as_of)
    author = str(site.settings["AUTHOR"])
    feed = _DatedFeed(
        title=title,
        link=home,
        description=f"{title}, each with what took the place of what, since when, and who says so",
        language="en",
        author_name=author,
        feed_url=f"{home}atom.xml",
        feed_guid=f"urn:uuid:{uuid.uuid5(_NAMESPACE, folder)}",
    )
    feed.dated = _moment(newest)
    items = []
    for change in changes:
        pages = [f"{root}{address}" for address in touched.get(change.address, [])]
        words = change.sentence
        source = site.data.sources[change.new_row.source] if change.new_row.source else None
        body = (
            f"{words} {f'Source: {source.publisher}, {source.title}. ' if source else ''}Shown on: {', '.join(pages)}"
        )
        feed.add_item(
            title=words, link=f"{root}{change.address}", description=escape(body), unique_id=change.id,
            pubdate=_moment(change.day), updateddate=_moment(change.day),
        )  # fmt: skip
        items.append(
            {
                "id": change.id,
                "url": f"{root}{change.address}",
                "title": words,
                "content_text": body,
                "date_published": _moment(change.day).isoformat(),
                "_figure": {"path": change.path, "old": change.old, "new": change.new, "source": change.new_row.source,
                            "pages": pages},
            }
        )  # fmt: skip
    site.files[f"{folder}atom.xml"] = feed.writeString("utf-8").encode()
    document = {
        "version": "https://jsonfeed.org/version/1.1", "title": title, "home_page_url": home,
        "feed_url": f"{home}feed.json", "description": str(feed.feed["description"]), "language": "en",
        "authors": [{"name": author}], "items": items,
    }  # fmt: skip
    site.files[f"{folder}feed.json"] = (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
