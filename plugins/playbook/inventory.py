"""Under which names do Sphinx and MkDocs projects find our sections: `objects.inv`?

`company.acme`, `company.acme.l5`, `company.acme.l5-counter-offer`, `faq.refresh`, `levels`, `figure.acme.l5.base`,
`source.pay-tables`. A name follows from the address, which never disappears, so it holds as long.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import chain

from plugins.playbook.facts import Facts
from plugins.playbook.functions import piece
from plugins.playbook.site import Site

_HEAD = (
    "# Sphinx inventory version 2\n"
    "# Project: {project}\n"
    "# Version: {version}\n"
    "# The remainder of this file is compressed using zlib.\n"
)


def inventory(site: Site) -> bytes:
    """Return `objects.inv`, version 2: a label of the domain `std` for each page, section, figure and source."""
    lines = []
    for name, (address, shown) in sorted(labels(site).items()):
        lines.append(f"{name} std:label -1 {address.lstrip('/') or './'} {' '.join(shown.split())}\n")
    head = _HEAD.format(project=site.settings["SITENAME"], version=site.data.as_of.isoformat())
    return head.encode() + zlib.compress("".join(lines).encode(), 9)


def labels(site: Site) -> dict[str, tuple[str, str]]:
    """Return every name with its address and the words that stand for it where a link gives none."""
    found: dict[str, tuple[str, str]] = {}
    for address in site.addresses():
        if address.endswith("/") and not address.startswith("/embed/"):
            for name, target, words in site.piece("page_labels", address):
                found.setdefault(name, (target, words))
    for path, address, label in chain.from_iterable(own for _, own in site.pieces("names", owners=True)):
        if "@" not in path:
            found[f"figure.{path}"] = (address, label)  # an amount would go stale in somebody else's text
    for name, source in site.data.sources.items():
        found[f"source.{name}"] = (f"/sources/#{name}", f"{source.publisher}: {source.title}")
    return found


def name_of(address: str) -> str:
    """Return a page's name: `/companies/acme/` is `company.acme`, `/faq/` is `faq`, the first page is `guide`."""
    parts = [part for part in address.split("/") if part]
    if parts[:1] == ["companies"] and parts[1:]:
        parts[0] = "company"
    return ".".join(parts) or "guide"


@piece
def page_labels(site: Site, address: str) -> list[tuple[str, str, str]]:
    """Return name, address and words of a page and of each of its sections."""
    return [
        (
            ".".join(filter(None, (name_of(address), fragment))),
            f"{address}#{fragment}" if fragment else address,
            words,
        )
        for fragment, words in _page(site, address, site.page(address))
    ]


def _page(site: Site, address: str, page: Facts) -> Iterator[tuple[str, str]]:
    """Yield ("", the page's words), then each section's fragment and words."""
    slug = address.removeprefix("/companies/").strip("/")
    company = site.data.companies.get(slug) if address.startswith("/companies/") else None
    yield "", company.name if company else page.title
    for fragment, words in page.sections:
        if address.endswith("/figures/"):
            continue  # each is there under its figure's own name
        level = company.levels.get(fragment.removesuffix("-counter-offer")) if company else None
        if company and level:
            offer = ": counter-offer" if fragment.endswith("-counter-offer") else ""
            yield fragment, f"{company.name} {level.title}{offer}"
        else:
            yield fragment, f"{company.name}: {words}" if company else words
