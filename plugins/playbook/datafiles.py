"""Which files does the guide publish for machines, beside its pages?"""

from __future__ import annotations

from functools import partial
from itertools import chain

from generator.data_package import DataFile, data_package
from generator.exports import CSV_HEAD
from generator.open_data import company_json, sources_csv
from generator.open_models import SCHEMA_ADDRESS, company_schema
from plugins.playbook.expressions import filled_header
from plugins.playbook.inventory import inventory
from plugins.playbook.site import Site
from plugins.playbook.sitemap import found_pages, robots, sitemap

_TERMS = (
    "US dollars and US law unless said; mostly self-reported pay of software engineers. Every figure on a page links "
    "to its row, with source, day and grade, or to its formula and operands. Counter-offers are a model from one "
    "published example, not outcomes. Text and data: CC BY 4.0. Not legal or tax advice."
)
_FILES = {
    "data/figures.csv": "every figure as a row, with unit, statistic, day, source, grade and address",
    "data/sources.csv": "every source with its grade",
    "data/datapackage.json": "a Frictionless Data Package that describes the tables and each company's file",
    SCHEMA_ADDRESS.lstrip("/"): "the JSON Schema of data/companies/<slug>.json",
    "objects.inv": "names of every page, section and figure, for Sphinx and MkDocs",
    "changes/feed.json": "what has changed, as JSON Feed",
}


def add_data_files(site: Site) -> None:
    """Add the data, the inventory, the sitemap and `llms.txt` to the site's files, once every page is rendered."""
    root = str(site.settings.get("SITEURL", ""))
    companies = site.loaded.checked().companies
    site.add_file("data/figures.csv", lambda: _table(site))
    site.add_file("data/sources.csv", lambda: sources_csv(site.data).encode())
    for slug in companies:
        site.add_file(f"data/companies/{slug}.json", partial(_company_json, site, slug))
    known = {name.removeprefix("data/"): site.file(name) for name in site.file_names if name.startswith("data/")}
    files = {name: DataFile(found.size, found.sha256) for name, found in known.items()}
    site.files["data/datapackage.json"] = data_package(site.data, str(site.settings["SITENAME"]), files, root).encode()
    site.files[SCHEMA_ADDRESS.lstrip("/")] = company_schema(root).encode()
    site.files["objects.inv"] = inventory(site)
    site.files["robots.txt"] = robots(site).encode()
    site.files["llms.txt"] = llms(site).encode()
    if root:
        site.files["sitemap.xml"] = sitemap(site).encode()


def _table(site: Site) -> bytes:
    rows = (site.rows(owner) for owner in site.figures.owners)
    return "".join(f"{row}\n" for row in chain([CSV_HEAD], *rows)).encode()


def _company_json(site: Site, slug: str) -> bytes:
    root = str(site.settings.get("SITEURL", ""))
    return company_json(site.data, site.figures, site.data.companies[slug], root).encode()


def llms(site: Site) -> str:
    """Return `llms.txt`: what the guide is, its pages with a line each, and the data files."""
    own = [address for address in found_pages(site) if address in site.prose]
    companies = [address for address in own if address.startswith("/companies/")]
    pages = [address for address in own if address not in companies]
    head = [
        f"# {site.settings['SITENAME']}",
        f"> {_said(site, '/', 'summary')}",
        f"Checked {site.data.checked.isoformat()}. {_TERMS}",
    ]
    parts = {
        "The guide": [
            _listed(site, address, _said(site, address, "title"), _about(site, address)) for address in pages
        ],
        "Companies": [
            _listed(site, address, _said(site, address, "title"), _about(site, address)) for address in companies
        ],
        "Data": [_listed(site, f"/{name}", name, about) for name, about in _FILES.items() if name in site.file_names],
    }
    lists = [f"## {title}\n\n" + "\n".join(lines) for title, lines in parts.items()]
    return "\n\n".join([*head, *lists]) + "\n"


def _listed(site: Site, address: str, title: str, about: str) -> str:
    root = str(site.settings.get("SITEURL", ""))
    target = f"{root}{address}" if root else address.lstrip("/") or "./"
    return f"- [{title}]({target})" + (f": {about}" if about else "")


def _about(site: Site, address: str) -> str:
    return _said(site, address, "description") or _said(site, address, "summary")


def _said(site: Site, address: str, header: str) -> str:
    prose = site.prose[address]
    return filled_header(site, prose, prose.header(header), address)
