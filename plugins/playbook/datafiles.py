"""Which files does the guide publish for machines, beside its pages?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.data_package import DataFile, data_package
from generator.exports import CSV_HEAD
from generator.open_data import SCHEMA_ADDRESS, company_json, sources_csv
from plugins.playbook.expressions import filled_header
from plugins.playbook.functions import piece
from plugins.playbook.inventory import inventory
from plugins.playbook.site import PIECE, Site
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
    site.links_of_pieces["data/figures.csv"] = partial(rows_named, site)
    site.add_file("data/figures.csv", partial(_table, site), lambda: iter(()))
    site.add_file("data/sources.csv", lambda: sources_csv(site.data).encode())
    names = {slug: site.piece("offered", slug)[0] for slug in companies}
    for slug in companies:
        add_company_file(site, slug)
    known = {name.removeprefix("data/"): site.file(name) for name in site.file_names if name.startswith("data/")}
    files = {name: DataFile(found.size, found.sha256) for name, found in known.items()}
    site.files["data/datapackage.json"] = data_package(
        site.data, str(site.settings["SITENAME"]), names, files, root
    ).encode()
    site.add_file(SCHEMA_ADDRESS.lstrip("/"), partial(_schema, root))
    site.add_file("objects.inv", partial(inventory, site))
    site.files["robots.txt"] = robots(site).encode()
    site.add_file("llms.txt", lambda: llms(site).encode())
    if root:
        site.files["sitemap.xml"] = sitemap(site).encode()


def _schema(root: str) -> bytes:
    from generator.open_models import company_schema  # made once, and kept until the code changes

    return company_schema(root).encode()


def add_company_file(site: Site, slug: str) -> None:
    """Add the file of a company to the site's files."""
    site.add_file(f"data/companies/{slug}.json", partial(_company_json, site, slug))


def _table(site: Site) -> bytes:
    return b"".join([f"{CSV_HEAD}\n".encode(), *(site.piece("rows", owner)[0] for owner in site.figures.owners)])


def rows_named(site: Site, of_all: bool) -> Iterator[tuple[int, str]]:
    """Yield (line, address) of each row's address, of all owners of figures or those whose piece was made again."""
    begin = 2  # below the names of the columns
    for owner in site.figures.owners:
        _, count, named = site.piece("rows", owner)
        if of_all or site.parts.is_made(f"{PIECE}:rows {owner}"):
            yield from ((begin + line, address) for line, address in named)
        begin += count


def _company_json(site: Site, slug: str) -> bytes:
    root = str(site.settings.get("SITEURL", ""))
    return company_json(site.data, site.figures, site.data.companies[slug], root).encode()


def llms(site: Site) -> str:
    """Return `llms.txt`: what the guide is, its pages with a line each, and the data files."""
    own = [(address, *site.piece("title_and_summary", address)) for address in found_pages(site, site.prose)]
    head = [
        f"# {site.settings['SITENAME']}",
        f"> {site.piece('title_and_summary', '/')[2]}",
        f"Checked {site.data.checked.isoformat()}. {_TERMS}",
    ]
    parts = {
        "The guide": [_listed(site, *page[:3]) for page in own if not page[0].startswith("/companies/")],
        "Companies": [_listed(site, *page[:3]) for page in own if page[0].startswith("/companies/")],
        "Data": [_listed(site, f"/{name}", name, about) for name, about in _FILES.items() if name in site.file_names],
    }
    lists = [f"## {title}\n\n" + "\n".join(lines) for title, lines in parts.items()]
    return "\n\n".join([*head, *lists]) + "\n"


def _listed(site: Site, address: str, title: str, about: str) -> str:
    root = str(site.settings.get("SITEURL", ""))
    target = f"{root}{address}" if root else address.lstrip("/") or "./"
    return f"- [{title}]({target})" + (f": {about}" if about else "")


@piece
def title_and_summary(site: Site, address: str) -> tuple[str, str, str]:
    """Return what a page of Markdown is called, what it is about, and its summary."""
    site.parts.read(f"content:{site.sources[address]}")
    prose = site.prose[address]
    title, about, summary = (
        filled_header(site, prose, prose.header(header), address) for header in ("title", "description", "summary")
    )
    return title, about or summary, summary
