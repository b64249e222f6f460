"""Is an address gone that the last build had, or is one new? If not, what was found of its links still holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from plugins.incremental.reach import EACH
from plugins.playbook.facts import Facts, FileFacts
from plugins.playbook.gathering import PIECE
from plugins.playbook.keeping import file_part, levels_by_company, page_part, public_files
from plugins.playbook.site import Site
from plugins.playbook.watched import SITE

LEDGER_SHEET = "content:permalinks.txt"
# What was found of the addresses, and which there were; the second is only read where one has come or gone.
_ADDRESSES, _NAMED = "addresses", "addresses by name"
_SHEETS = ("names:pages", "names:files", "names:levels")


class Unrecorded(NamedTuple):
    """The addresses that are not in the ledger: how many, and the first of them, to be named."""

    number: int = 0
    first: tuple[str, ...] = ()


class Since(NamedTuple):
    """How the addresses of a site compare with those of the last build.

    Attributes:
        may_be_lost: Whether one may be gone, so that a link of any page may lead nowhere.
        unchanged: Whether all are the same, and what the ledger is compared with as well.
        unrecorded: The addresses that were not in the ledger then.
        leads: The addresses that were gone then, and where each led.
    """

    may_be_lost: bool = True
    unchanged: bool = False
    unrecorded: Unrecorded = Unrecorded()
    leads: Mapping[str, str] = {}


def since_last_build(site: Site) -> Since:
    """Compare the site, once all its pages and files are made, with what the last build left."""
    parts = site.parts
    # Of each of them, and now: files are added later that are not asked about.
    now = [parts.digest(sheet) for sheet in _SHEETS]
    is_same = named_alike = now == [parts.digest_before(sheet) for sheet in _SHEETS]
    if site.failed or site.making or not parts.stands(_ADDRESSES):
        return Since()
    unrecorded, leads = parts.before(_ADDRESSES) or ((), {})
    if not named_alike:
        pages, files, levels = parts.before(_NAMED) or ((), (), {})
        if levels != levels_by_company(site) or not public_files(site).issuperset(files):
            return Since()
        if not site.facts.keys() >= set(pages):
            return Since()
    for address in site.pages:
        if (old := facts_before(site, address)) is None:
            if named_alike or address in pages:
                return Since()
        elif not site.facts[address].names >= old.names:
            return Since()
        else:
            is_same = is_same and old.ids == site.facts[address].ids
    is_same = is_same and not parts.has_changed(f"{EACH}{PIECE}:names")
    return Since(False, is_same, Unrecorded(*unrecorded), leads)


def note_addresses(site: Site, unrecorded: Unrecorded, leads: Mapping[str, str]) -> None:
    """Leave for the next build which addresses there are."""
    with site.parts.making(_ADDRESSES):
        site.parts.read(SITE)
        site.parts.read(LEDGER_SHEET)
        site.parts.keep(_ADDRESSES, (tuple(unrecorded), dict(leads)))
    with site.parts.making(_NAMED):
        for sheet in (SITE, *_SHEETS):
            site.parts.read(sheet)
        site.parts.keep(_NAMED, (list(site.facts), list(public_files(site)), levels_by_company(site)))


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
