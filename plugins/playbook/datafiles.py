"""Which files does the guide publish for machines, beside its pages?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.data_package import PACKAGE_END, DataFile, company_resource, package_head
from generator.open_data import SCHEMA_ADDRESS, company_json, sources_csv
from plugins.playbook.expressions import filled_header
from plugins.playbook.functions import piece
from plugins.playbook.gathering import PIECE
from plugins.playbook.inventory import inventory
from plugins.playbook.keeping import file_part
from plugins.playbook.machine_links import in_file
from plugins.playbook.site import Site
from plugins.playbook.sitemap import found_pages, robots, sitemap
from plugins.playbook.table import TABLE, add_table

# Lines of a file, how many these are, and what they name: on a line each, the line counted from 0, and the address. A
# file of all companies is joined from such blocks without a look at each line; where a block stands, so do its links.
Block = tuple[bytes, int, str]

_PACKAGE = "data/datapackage.json"
_TERMS = (
    "US dollars and US law unless said; mostly self-reported pay of software engineers. Every figure on a page links "
    "to its row, with source, day and grade, or to its formula and operands. Counter-offers are a model from one "
    "published example, not outcomes. Text and data: CC BY 4.0. Not legal or tax advice."
)
_FILES = {
    TABLE: "every figure as a row, with unit, statistic, day, source, grade and address",
    "data/sources.csv": "every source with its grade",
    _PACKAGE: "a Frictionless Data Package that describes the tables and each company's file",
    SCHEMA_ADDRESS.lstrip("/"): "the JSON Schema of data/companies/<slug>.json",
    "objects.inv": "names of every page, section and figure, for Sphinx and MkDocs",
    "changes/feed.json": "what has changed, as JSON Feed",
}


def add_data_files(site: Site) -> None:
    """Add the data, the inventory, the sitemap and `llms.txt` to the site's files, once every page is rendered."""
    root = _root(site)
    add_table(site)
    site.add_file("data/sources.csv", lambda: sources_csv(site.data).encode())
    for slug in site.loaded.checked().companies:
        if slug not in site.untouched:
            add_company_file(site, slug)
    _add_package(site)
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


def _add_package(site: Site) -> None:
    """Add the package, which is joined from blocks: one to start with, and one of each company's file."""
    blocks: list[tuple[str, Block]] = []

    def read() -> list[tuple[str, Block]]:
        own = [(f"{PIECE}:package_file {slug}", block) for slug, block in site.pieces("package_file")]
        return [(f"{PIECE}:package_start all", site.piece("package_start")), *own]

    def joined() -> bytes:
        blocks[:] = read()
        return b"".join([*(content for _, (content, _, _) in blocks), PACKAGE_END.encode()])

    site.links_of_pieces[_PACKAGE] = lambda of_all: links_of(site, blocks or read(), of_all)
    site.add_file(_PACKAGE, joined, lambda: iter(()))


def links_of(site: Site, blocks: list[tuple[str, Block]], of_all: bool) -> Iterator[tuple[int, str]]:
    """Yield (line, address) of what some blocks of lines name, by their parts: of all, or of those just made."""
    begin = 1
    for part, (_, count, links) in blocks:
        if of_all or site.parts.is_made(part):
            for line, _, address in (link.partition(" ") for link in links.splitlines()):
                yield begin + int(line), address
        begin += count


@piece
def package_start(site: Site, _: str) -> Block:
    """Return what the package says of itself and of both tables."""
    tables = {name: _data_file(site, f"data/{name}") for name in ("figures.csv", "sources.csv")}
    return _block(site, package_head(site.data, str(site.settings["SITENAME"]), tables, _root(site)))


@piece
def package_file(site: Site, slug: str) -> Block:
    """Return what the package says of a company's file."""
    name = site.piece("offered", slug)[0]
    return _block(site, company_resource(slug, name, _data_file(site, f"data/companies/{slug}.json")))


def _data_file(site: Site, name: str) -> DataFile:
    site.parts.read(file_part(name))
    return DataFile(*site.file(name)[:2])


def _block(site: Site, text: str) -> Block:
    content = text.encode()
    links = in_file(_PACKAGE, content, _root(site))
    return content, text.count("\n"), "\n".join(f"{line - 1} {address}" for line, address in links)


def _company_json(site: Site, slug: str) -> bytes:
    return company_json(site.data, site.figures, site.data.companies[slug], _root(site)).encode()


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
    root = _root(site)
    target = f"{root}{address}" if root else address.lstrip("/") or "./"
    return f"- [{title}]({target})" + (f": {about}" if about else "")


def _root(site: Site) -> str:
    return str(site.settings.get("SITEURL", ""))


@piece
def title_and_summary(site: Site, address: str) -> tuple[str, str, str]:
    """Return what a page of Markdown is called, what it is about, and its summary."""
    site.parts.read(f"content:{site.sources[address]}")
    prose = site.prose[address]
    title, about, summary = (
        filled_header(site, prose, prose.header(header), address) for header in ("title", "description", "summary")
    )
    return title, about or summary, summary
