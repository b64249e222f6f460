"""Which cards may other sites frame, and with which lines of HTML?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Template
from pelican.writers import Writer

from generator.cards import company_card, level_card
from generator.models import Company
from plugins.playbook.keeping import page_part
from plugins.playbook.site import Site

# Without JavaScript a frame cannot fit itself to its card, so it is as high as the highest needs at 320 px.
LEVEL_HEIGHT = 370
_PLAIN_HEIGHT, _ROW_HEIGHT = 150, 37
NO_ADDRESS = "https://guide.example"  # stands where the guide is built without an address of its own


def card_address(company: str, level: str = "") -> str:
    """Return the address of a company's or a level's card."""
    return f"/embed/{company}/{level}/" if level else f"/embed/{company}/"


def card_addresses(site: Site, slug: str) -> list[str]:
    """Return the addresses of the cards of a company and its levels."""
    return [card_address(slug, name) for name in ("", *(site.loaded.names.companies[slug] or ()))]


def write_cards(site: Site, writer: Writer, template: Template, context: Mapping[str, Any], slug: str) -> None:
    """Write a card for a company and each of its levels."""
    for name in ("", *sorted(site.loaded.names.companies[slug] or ())):
        address = card_address(slug, name)
        if address in site.pages or address in site.failed:  # it was made ahead
            continue
        if site.stands(address):
            site.progress.step()
            continue
        with site.part(page_part(address)):
            company = site.data.companies[slug]
            card = _card(site, company, name)
        address = address.lstrip("/")
        writer.write_file(f"{address}index.html", template, dict(context), url=address, company=company, **card)


def _card(site: Site, company: Company, name: str) -> dict[str, Any]:
    """Return what the template of a card needs: of a level, or of the company where no level is named."""
    page = f"/companies/{company.slug}/"
    if not name:
        whole = company_card(site.data, site.figures, company)
        return {"title": company.name, "role": "", "home": page, "card": whole, "level_id": ""}
    level = company.levels[name]
    card = level_card(site.data, site.figures, company, name)
    title = f"{company.name} {level.title}"
    return {"title": title, "role": level.role, "home": f"{page}#{name}", "card": card, "level_id": name}


def snippet(site: Site, company: Company, level: str = "") -> str:
    """Return the lines that frame a card on another site."""
    root = site.settings.get("SITEURL") or NO_ADDRESS
    title = f"{company.name} {company.levels[level].title}" if level else company.name
    size = f'width="100%" height="{card_height(company, level)}"'
    return (
        f'<iframe src="{root}{card_address(company.slug, level)}" title="{title}: pay, and what to ask for"\n'
        f'  {size} loading="lazy" style="border:0;max-width:30rem"></iframe>'
    )


def card_height(company: Company, level: str = "") -> int:
    """Return how high a frame must be so that its card needs no scrolling at 320 px, in CSS pixels."""
    return LEVEL_HEIGHT if level else _PLAIN_HEIGHT + _ROW_HEIGHT * len(company.levels)
