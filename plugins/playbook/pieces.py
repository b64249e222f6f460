"""What do long lists need of one company, each by itself, so that a change of one makes none of the others again?"""

from __future__ import annotations

from typing import Any

from generator import catalogue, changes, exports, faq, views
from plugins.playbook.functions import piece
from plugins.playbook.site import Site

# Day and path of a change, and its fields.
Dated = tuple[str, str, tuple[Any, ...]]


@piece
def ends(site: Site, slug: str) -> faq.Ends:
    """Return the lowest and the highest of its figures in each span of the answers."""
    return faq.ends(site.figures.of_owner(slug))


@piece
def names(site: Site, owner: str) -> tuple[tuple[str, str, str], ...]:
    """Return path, address and label of an owner's figures."""
    return catalogue.names(site.figures.of_owner(owner))


@piece
def cited(site: Site, owner: str) -> dict[str, tuple[views.Cited, ...]]:
    """Return the sources that an owner names, or its figures rest on, with their rows."""
    company = site.data.companies[owner] if owner in site.loaded.checked().companies else None
    return views.cited(company, site.figures.of_owner(owner))


@piece
def offered(site: Site, slug: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a company's name, and its levels with a counter-offer."""
    return views.offered(site.data, site.data.companies[slug])


@piece
def changed(site: Site, slug: str) -> tuple[Dated, ...]:
    """Return the changes of a company's figures, newest first, each with what it is sorted by."""
    found = changes.newest_first(changes.company_changes(site.data.companies[slug]))
    return tuple((change.day.isoformat(), change.path, tuple(change)) for change in found)


@piece
def offers(site: Site, slug: str) -> exports.CompanyText:
    """Return what the calculator needs of a company, and of its levels."""
    return exports.company_text(site.data, site.data.companies[slug])
