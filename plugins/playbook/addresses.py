"""Is an address gone that the last build had, or is one new? If not, what was found of its links still holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from plugins.playbook.facts import Facts, FileFacts
from plugins.playbook.gathering import PIECE
from plugins.playbook.keeping import file_part, page_part
from plugins.playbook.site import Site
from plugins.playbook.watched import SITE

LEDGER_SHEET = "content:permalinks.txt"
_ADDRESSES = "addresses"


class Since(NamedTuple):
    """How the addresses of a site compare with those of the last build.

    Attributes:
        may_be_lost: Whether one may be gone, so that a link of any page may lead nowhere.
        unchanged: Whether all are the same, and what the ledger is compared with as well.
        new: The addresses that were not in the ledger then.
        leads: The addresses that were gone then, and where each led.
    """

    may_be_lost: bool = True
    unchanged: bool = False
    new: tuple[str, ...] = ()
    leads: Mapping[str, str] = {}


def since_last_build(site: Site) -> Since:
    """Compare the site, once all its pages and files are made, with what the last build left."""
    parts = site.parts
    if site.failed or site.making or not parts.stands(_ADDRESSES):
        return Since()
    old_pages, old_files, old_levels, new, leads = parts.before(_ADDRESSES) or ((), (), {}, (), {})
    pages, files, levels = _names(site)
    if old_levels != levels or not files.issuperset(old_files) or not site.facts.keys() >= set(old_pages):
        return Since()
    is_same = len(files) == len(old_files) and len(pages) == len(old_pages)
    for address in site.pages:
        if (old := facts_before(site, address)) is None:
            if address in old_pages:
                return Since()
        elif not site.facts[address].names >= old.names:
            return Since()
        else:
            is_same = is_same and old.ids == site.facts[address].ids
    is_same = is_same and not any(parts.has_changed(f"{PIECE}:names {owner}") for owner in site.figures.owners)
    return Since(False, is_same, new, leads)


def note_addresses(site: Site, new: tuple[str, ...], leads: Mapping[str, str]) -> None:
    """Leave for the next build which addresses there are."""
    pages, files, levels = _names(site)
    with site.parts.making(_ADDRESSES):
        site.parts.read(SITE)
        site.parts.read(LEDGER_SHEET)
        site.parts.keep(_ADDRESSES, (pages, sorted(files), levels, new, dict(leads)))


def to_check(site: Site, since: Since) -> Iterator[tuple[str, Facts, tuple[str, ...]]]:
    """Yield each page that must be looked at, with what it holds, and those of its links that were not sound before."""
    # By address: of a fault that several pages share, the first is named, in whichever order they were made.
    for address in sorted(site.facts if since.may_be_lost else site.pages):
        page = site.facts[address]
        old = None if since.may_be_lost else facts_before(site, address)
        sound = frozenset(old.links) if old else frozenset()
        yield address, page, tuple(link for link in page.links if link not in sound)


def file_links_to_check(site: Site, since: Since) -> Iterator[tuple[str, int, str]]:
    """Yield (file, line, address) for each link of a file that was not sound before."""
    for name in sorted(site.file_names if since.may_be_lost else site.files):
        if of_pieces := site.links_of_pieces.get(name):
            # A piece that stands was in the file before, with the same links.
            yield from ((name, line, link) for line, link in of_pieces(since.may_be_lost))
            continue
        before = None if since.may_be_lost else site.parts.before(file_part(name))
        sound = {link for _, link in FileFacts(*before).links} if before else set()
        yield from ((name, line, link) for line, link in site.file(name).links if link not in sound)


def facts_before(site: Site, address: str) -> Facts | None:
    """Return what a page held in the last build; None where that is not known."""
    before = site.parts.before(page_part(address))
    return Facts(*before) if before else None


def _names(site: Site) -> tuple[list[str], set[str], dict[str, list[str]]]:
    """Return the pages, the files, and the levels of each company."""
    levels = {slug: sorted(names or ()) for slug, names in site.loaded.names.companies.items()}
    return sorted(site.facts), site.file_names, levels
