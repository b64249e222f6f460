"""What can two processes do side by side: read files, and make what belongs to one company alone?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from pelican.contents import Page
from pelican.generators import PagesGenerator

from generator.company_entries import figures_page
from generator.dataset import data_files, read_file
from plugins.incremental import lock
from plugins.incremental.forks import LEAST, in_two
from plugins.incremental.progress import Progress
from plugins.playbook.bundle import assets
from plugins.playbook.companies import GuideGenerator
from plugins.playbook.datafiles import add_company_file
from plugins.playbook.facts import Facts, FileFacts
from plugins.playbook.keeping import file_part, page_part
from plugins.playbook.site import Site
from plugins.playbook.table import begin_table
from plugins.playbook.texts import read_text, texts_to_read
from plugins.playbook.writer import CheckedWriter

# The pieces that every whole build needs of every company.
_PIECES = (
    *("ends", "csv_lines", "names", "cited", "offered", "changed", "dated"),
    *("known_row", "ranked_rows", "coverage_rows", "level_rows_of", "schedule_row"),
)


def read_ahead(site: Site) -> None:
    """Read the data and the Markdown that have changed, in two processes where it is much."""
    data = [name for name in data_files(site.content) if site.shelf.lacks(name)]
    work = [*(("data", name) for name in data), *(("text", name) for name in texts_to_read(site))]
    if len(work) < LEAST:
        return  # they are read where they are needed
    site.progress.stage("Reading", len(work))
    before, problems = site.parts.made_so_far(), len(site.reading)

    def read(one: tuple[str, str]) -> None:
        kind, name = one
        if kind == "text":
            read_text(site, name)
        elif kept := read_file(site.content, name):
            site.shelf.keep(name, kept)
        site.progress.step()

    def given() -> list[Any]:
        if len(site.reading) > problems:
            raise ValueError("what is wrong is told by the first process")
        return site.parts.given(before)

    def take(found: list[Any]) -> None:
        site.parts.take(found)
        for _ in found:
            site.progress.step()

    in_two(work, read, lambda: _begin(site), given, take)


def make_ahead(
    site: Site, pages: PagesGenerator, guide: GuideGenerator, texts: Mapping[str, Page], fill: Callable[[str], bool]
) -> None:
    """Make what belongs to each company that has to be made, in two processes where these are many.

    Args:
        site: The site; nothing was found wrong with it so far.
        pages: Whoever renders the pages of Markdown.
        guide: Whoever renders the others.
        texts: Slug → the company's page, where that does not stand.
        fill: Evaluates the expressions of a company's page; returns False where something is wrong with the site.
    """
    touched = (slug for slug in site.data.companies if slug in texts or slug not in site.untouched)
    wanted = [slug for slug in touched if slug in texts or not site.stands(figures_page(slug))]
    writer = CheckedWriter(site.settings["OUTPUT_PATH"], settings=site.settings)
    assets(site)  # which each page names, and which are made from all companies
    if len(wanted) < LEAST:  # they are made here: their rows come first, and the table is joined meanwhile
        begin_table(site)
    before = site.parts.made_so_far(), frozenset(site.pages), frozenset(site.files)

    def make(slug: str) -> None:
        if page := texts.get(slug):
            if not fill(slug):
                return
            name, template = page.save_as, pages.get_template(page.template)
            writer.write_file(name, template, pages.context, page=page, url=page.url)
            site.ahead.add(f"/{page.url}")
        guide.write_figures(writer, slug)
        guide.write_cards(writer, slug)
        add_company_file(site, slug)
        with suppress(TemplateError):  # the page that shows it meets that again, and tells
            for piece in _PIECES:
                site.piece(piece, slug)
        if (address := f"/companies/{slug}/") in site.prose:
            site.piece("title_and_summary", address)  # it shows a figure, and who has none of them at hand makes all

    in_two(wanted, make, lambda: _begin(site), lambda: _given(site, *before), lambda found: _take(site, *found))


def _begin(site: Site) -> None:
    """Leave to the first process what only one may do."""
    lock.leave_to_others()
    site.progress = Progress()


def _given(site: Site, parts: frozenset[str], pages: frozenset[str], files: frozenset[str]) -> tuple[Any, ...]:
    """Return what was made since; ValueError where something is wrong with it."""
    if site.reading or site.making or site.failed:
        raise ValueError("what is wrong is told by the first process")
    return (
        site.parts.given(parts),
        {address: html for address, html in site.pages.items() if address not in pages},
        {name: content for name, content in site.files.items() if name not in files},
        site.rows,
        site.ahead,
    )


def _take(
    site: Site,
    parts: Any,
    pages: dict[str, str],
    files: dict[str, bytes | Path],
    rows: dict[str, bytes],
    ahead: set[str],
) -> None:
    site.parts.take(parts)
    site.rows.update(rows)
    for address, html in pages.items():
        site.pages[address] = html
        site.facts[address] = Facts(*site.parts.use(page_part(address)))
        site.progress.step()
    for name, content in files.items():
        site.take_file(name, content, FileFacts(*site.parts.use(file_part(name))))
    site.ahead |= ahead
