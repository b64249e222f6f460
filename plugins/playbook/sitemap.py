"""Which pages may be found, and when did what each of them shows last change?"""

from __future__ import annotations

import posixpath
from collections.abc import Container
from xml.sax.saxutils import escape

from generator.amounts import first_day
from plugins.playbook.site import Site

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(site: Site) -> str:
    """Return `sitemap.xml`: every page that may be found, with the day of its last change where that is known."""
    root = str(site.settings["SITEURL"])
    days = _days_of_rows(site)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<urlset xmlns="{_SCHEMA}">']
    for address in found_pages(site):
        day = _last_change(site, address, days)
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(root + address)}</loc>{changed}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def found_pages(site: Site, among: Container[str] | None = None) -> list[str]:
    """Return the addresses of the pages that a search may show, sorted; no 404 page, no embed, no redirect.

    Args:
        site: The site.
        among: Leave all others out.
    """
    pages = [a for a in site.addresses() if a.endswith("/") and not a.startswith("/embed/")]
    wanted = [address for address in pages if among is None or address in among]
    return sorted(address for address in wanted if not site.page(address).hidden)


def robots(site: Site) -> str:
    """Return `robots.txt`: everything may be read; the sitemap is named where the site has an address."""
    root = site.settings.get("SITEURL")
    named = f"\nSitemap: {root}/sitemap.xml\n" if root else ""
    return f"User-agent: *\nAllow: /\n{named}"


def _last_change(site: Site, address: str, days: dict[str, str]) -> str:
    """Return the newest of the days on which the page's words changed and on which a source it shows was read.

    A row changes only when its source is read. A page of Markdown that does not say when its words last changed has
    no day: better none than a wrong one.
    """
    files = [site.prose[address]] if address in site.prose else []
    if address == "/faq/":
        files += [site.prose[answer.address] for answer in site.answers]
    words = [prose.header("modified") for prose in files]
    if not all(words):
        return ""
    targets = {_absolute(address, link) for link in site.facts[address].links if "#" in link}
    return _newest([*words, *(days.get(target, "") for target in sorted(targets))])


def _days_of_rows(site: Site) -> dict[str, str]:
    """Return for each figure's row, and each source, the newest day on which what stands there was read."""
    read = {name: source.accessed for name, source in site.data.sources.items()}
    known: dict[str, str] = {}

    def newest(path: str) -> str:
        if path not in known:
            entry = site.figures[path]
            rows = [row.row for row in site.figures.rows(entry.address) or [entry]]
            own = [read[row.source] for row in rows if row and row.source]
            known[path] = _newest([*own, *(newest(operand) for operand in entry.operands)])
        return known[path]

    days = {f"/sources/#{name}": day for name, day in read.items()}
    for path, entry in site.figures.items():
        days[entry.address] = _newest([days.get(entry.address, ""), newest(path)])
    return days


def _newest(days: list[str]) -> str:
    """Return the newest of some days, years and months, as written; empty where there is none."""
    return max(filter(None, days), key=lambda day: (first_day(day), day), default="")


def _absolute(address: str, link: str) -> str:
    path, _, fragment = link.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(address), path)) if path else address
    slash = "" if target.endswith("/") else "/"
    return f"{target}{slash}#{fragment}"
