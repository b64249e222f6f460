"""How does prose show others to use the guide: its data files, a card to frame, its names in Sphinx and MkDocs?"""

from __future__ import annotations

from markupsafe import Markup

from plugins.playbook.embeds import NO_ADDRESS, card_address, snippet
from plugins.playbook.functions import component
from plugins.playbook.lists import company_names
from plugins.playbook.site import Site


@component()
def data_files(site: Site, address: str) -> Markup:
    """List the file of each company."""
    return site.render("data_files", companies=company_names(site))


@component("company", "level")
def embed_code(site: Site, address: str, company: str, level: str) -> Markup:
    """Show the lines that frame a level's card on another site, with a link to the card."""
    owner = site.data.companies[company]
    card = card_address(company, level)
    return site.render("embed_code", code=snippet(site, owner, level), card=card, company=owner, level=level)


@component("company", "level")
def sphinx_code(site: Site, address: str, company: str, level: str) -> Markup:
    """Show how a Sphinx project links to a level."""
    settings = f'extensions = ["sphinx.ext.intersphinx"]\nintersphinx_mapping = {{"offers": ("{_root(site)}/", None)}}'
    text = f"See :ref:`company.{company}.{level}`, or :ref:`the ask <company.{company}.{level}-counter-offer>`."
    return site.render("code_pair", pairs=[("conf.py", settings), ("In a page", text)])


@component("company", "level")
def mkdocs_code(site: Site, address: str, company: str, level: str) -> Markup:
    """Show how an MkDocs project links to a level."""
    settings = (
        "plugins:\n  - autorefs\n  - mkdocstrings:\n      handlers:\n        python:\n          inventories:\n"
        f"            - url: {_root(site)}/objects.inv\n              domains: [std, py]"
    )
    text = f"See [{site.data.companies[company].name}][company.{company}.{level}]."
    return site.render("code_pair", pairs=[("mkdocs.yml", settings), ("In a page", text)])


def _root(site: Site) -> str:
    return str(site.settings.get("SITEURL") or NO_ADDRESS)
