"""How do changes of figures reach a feed reader: Atom and JSON, for the guide and for each company?"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time
from functools import partial
from heapq import nlargest
from html import escape
from operator import itemgetter
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed

from generator.changes import Change
from plugins.playbook.functions import piece
from plugins.playbook.keeping import file_part
from plugins.playbook.site import Site

# More than this on one page nobody reads, and every reader of the feed fetches it all.
NEWEST = 200
# Names our feeds once and for all; an id may not depend on where the guide is published.
_NAMESPACE = uuid.UUID("0b6c1f0e-6a55-5c1e-9d5e-5f3a7f1c2d44")


class _DatedFeed(Atom1Feed):
    """A feed whose date is that of its newest entry, or of the site; never the clock's."""

    dated: datetime

    def latest_post_date(self) -> datetime:
        return self.dated


_ATOM, _JSON = "atom.xml", "feed.json"


def note_touched(site: Site, changes: Iterable[Change]) -> None:
    """Find out which pages show the figures that have changed; sets `site.touched`.

    Args:
        site: The site, with all pages but the list of changes.
        changes: The changes that there are.
    """
    wanted = {change.address for change in changes}
    to_read: Collection[str] = site.facts
    sought, before = _touched_before(site)
    if wanted.issubset(sought):  # of a page that stands it is known
        to_read = site.pages
        for target in wanted & before.keys():
            site.touched[target] = [page for page in before[target] if page in site.facts and page not in site.pages]
    links_to: dict[str, dict[str, str]] = {}
    for address in to_read:
        if address == "/sources/" or address.endswith("/figures/") or address.startswith("/embed/"):
            continue  # these list every figure, or repeat a page; a change is news where somebody reads
        up = _up(site, address)
        if up not in links_to:
            links_to[up] = {f"{up}{target.lstrip('/')}": target for target in wanted}
        for link in links_to[up].keys() & site.facts[address].links:
            site.touched.setdefault(links_to[up][link], []).append(address)
    for pages in site.touched.values():
        pages.sort()
    with site.parts.making("touched"):
        site.parts.keep("touched", (tuple(wanted), site.touched))
    site.parts.settle("touched:")


def _touched_before(site: Site) -> tuple[Collection[str], dict[str, list[str]]]:
    return site.parts.before("touched") or ((), {})


def _up(site: Site, address: str) -> str:
    """Return what the links of a page begin with that lead to another room of the guide."""
    return "../" * (address.count("/") - 1) if address != "/404.html" else f"{urlsplit(_root(site)).path.rstrip('/')}/"


def touched_by(site: Site, change: Change) -> list[str]:
    """Return the addresses of the pages that show a changed figure."""
    site.parts.read("touched:", change.address)
    return site.touched.get(change.address, [])


def newest_changes(site: Site) -> tuple[Change, ...]:
    """Return the newest changes of figures in use; every one of a company is in its own feed."""
    return tuple(Change(*found) for found in site.piece("newest"))


@piece
def newest(site: Site, _: str) -> list[tuple[Any, ...]]:
    """Return the newest changes of all companies; what lists them stands while no new one comes among them."""
    found = ((day, path, slug, at) for slug, own in site.pieces("dated") for at, (day, path) in enumerate(own))
    return [site.piece("changed", slug)[at][2] for _, _, slug, at in nlargest(NEWEST, found, key=itemgetter(0, 1))]


@piece
def dated(site: Site, slug: str) -> list[tuple[str, str]]:
    """Return day and path of a company's newest changes, in order, to find the newest of all."""
    return [(day, path) for day, path, _ in site.piece("changed", slug)[:NEWEST]]


def add_feeds(site: Site) -> None:
    """Add the feeds of all changes and of each company's to the site's files."""
    name = f"{site.settings['SITENAME']}: changed figures"
    _add(site, "changes/", lambda: name, partial(newest_changes, site))
    for slug in site.loaded.checked().companies:
        own = [f"companies/{slug}/{feed}" for feed in (_ATOM, _JSON)]
        if site.parts.stand_unseen([file_part(feed) for feed in own]):
            site.standing.later(*own)
            continue
        _add(site, f"companies/{slug}/", partial(_title, site, name, slug), partial(_own, site, slug))


def _title(site: Site, name: str, slug: str) -> str:
    return f"{name} of {site.piece('offered', slug)[0]}"


def _own(site: Site, slug: str) -> tuple[Change, ...]:
    return tuple(Change(*fields) for _, _, fields in site.piece("changed", slug))


def _add(site: Site, folder: str, title: Callable[[], str], changes: Callable[[], Sequence[Change]]) -> None:
    def noted(make: Callable[[Site, str, str, list[_Item]], bytes]) -> bytes:
        return make(site, folder, title(), [_item(site, change) for change in changes()])

    site.add_file(f"{folder}{_ATOM}", partial(noted, _atom_feed))
    site.add_file(f"{folder}{_JSON}", partial(noted, _json_feed))


class _Item(NamedTuple):
    """An entry of a feed; `pages` are those that show the figure."""

    change: Change
    body: str
    pages: list[str]


def _item(site: Site, change: Change) -> _Item:
    pages = [f"{_root(site)}{address}" for address in touched_by(site, change)]
    source = site.data.sources[change.source] if change.source else None
    named = f"Source: {source.publisher}, {source.title}. " if source else ""
    return _Item(change, f"{change.sentence} {named}Shown on: {', '.join(pages)}", pages)


def _atom_feed(site: Site, folder: str, title: str, items: list[_Item]) -> bytes:
    home = f"{_root(site)}/{folder}"
    feed = _DatedFeed(
        title=title,
        link=home,
        description=_about(title),
        language="en",
        author_name=str(site.settings["AUTHOR"]),
        feed_url=f"{home}atom.xml",
        feed_guid=f"urn:uuid:{uuid.uuid5(_NAMESPACE, folder)}",
    )
    feed.dated = _moment(max((item.change.day for item in items), default=site.data.as_of))
    for change, body, _ in items:
        feed.add_item(
            title=change.sentence, link=f"{_root(site)}{change.address}", description=escape(body),
            unique_id=change.id, pubdate=_moment(change.day), updateddate=_moment(change.day),
        )  # fmt: skip
    written: str = feed.writeString("utf-8")
    return written.encode()


def _json_feed(site: Site, folder: str, title: str, items: list[_Item]) -> bytes:
    home = f"{_root(site)}/{folder}"
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": home,
        "feed_url": f"{home}feed.json",
        "description": _about(title),
        "language": "en",
        "authors": [{"name": str(site.settings["AUTHOR"])}],
        "items": [
            {
                "id": change.id,
                "url": f"{_root(site)}{change.address}",
                "title": change.sentence,
                "content_text": body,
                "date_published": _moment(change.day).isoformat(),
                "_figure": {"path": change.path, "old": change.old, "new": change.new, "source": change.source,
                            "pages": pages},
            }
            for change, body, pages in items
        ],
    }  # fmt: skip
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _about(title: str) -> str:
    return f"{title}, each with what took the place of what, since when, and who says so"


def _root(site: Site) -> str:
    return str(site.settings.get("SITEURL", ""))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
