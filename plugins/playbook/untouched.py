"""Which companies has no change reached? All that is made of them stands, and nobody asks for each page of it."""

from __future__ import annotations

from generator.company_entries import figures_page
from plugins.playbook.embeds import card_addresses
from plugins.playbook.keeping import file_part, page_part
from plugins.playbook.site import Site


def note_untouched(site: Site) -> None:
    """Note the companies whose figures, cards and file stand unseen; sets `site.untouched`."""
    pages: list[str] = []
    files: list[str] = []
    for slug in site.loaded.names.companies:
        file = f"data/companies/{slug}.json"
        addresses = [figures_page(slug), *card_addresses(site, slug)]
        if site.parts.stand_unseen([file_part(file), *map(page_part, addresses)]):
            site.untouched.add(slug)
            pages += addresses
            files.append(file)
    site.facts.later(*pages)
    site.standing.later(*files)
