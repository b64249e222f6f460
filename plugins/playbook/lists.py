"""Which lists go over all companies? Each joins a piece of every company, made again only where that has changed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from markupsafe import Markup

from generator.drawings import schedule_in_force
from generator.drawings import vesting_shapes as shapes_of
from generator.models import COMPONENTS
from generator.tables import cells
from generator.views import Rank, known_of, level_rows, own_levels, ranked
from generator.wording import COMPONENT_WORDS
from plugins.playbook.functions import component, piece
from plugins.playbook.held import NO_ROW, Row, row, rows
from plugins.playbook.site import Site


def company_names(site: Site) -> list[tuple[str, str]]:
    """Return (slug, name) of every company, in order."""
    names: list[tuple[str, str]] = site.piece("named")
    return names


@piece
def named(site: Site, _: str) -> list[tuple[str, str]]:
    """Return (slug, name) of every company, in order, for the lists that need no more of them."""
    return [(slug, name) for slug, (name, _) in site.pieces("offered")]


@component("company?")
def level_map(site: Site, address: str, company: str = "") -> Markup:
    """Show which level stands beside which, for all companies or one."""
    if company:
        mapped = site.render("_mapping_rows", rows=level_rows(site.data, company), named=False)
        return site.render("level_map", rows=mapped, company=company)
    found = site.pieces("level_rows_of")
    beside = rows(site, address, [own for _, (own, _) in sorted(found)])
    who = rows(site, address, [own for _, (_, own) in found])
    return site.render("level_map", rows=who, beside=beside, steps=site.data.ladder.steps, company="")


@piece
def level_rows_of(site: Site, slug: str) -> tuple[Row, Row]:
    """Return a company's row beside the steps, and a row with the source of each of its mappings."""
    company = site.data.companies[slug]
    own = own_levels(site.data, company)
    if not own:
        return NO_ROW, NO_ROW
    beside = site.render("_level_row", company=company, rows=own, steps=site.data.ladder.steps)
    return row(f"{beside}\n"), row(str(site.render("_mapping_rows", rows=own, named=True)))


@component()
def company_links(site: Site, address: str) -> Markup:
    """List the companies as plain links."""
    return site.render("company_links", companies=company_names(site))


def company_feeds(site: Site, address: str) -> Markup:
    """List the feeds of all companies."""
    return rows(site, address, [site.piece("feed_rows")])


@piece
def feed_rows(site: Site, _: str) -> Row:
    """Return the feeds of all companies, which stand while no name changes."""
    return row(str(site.render("_company_feeds", companies=company_names(site))))


@component()
def company_index(site: Site, address: str) -> Markup:
    """List the companies with what is known of each."""
    return site.render("company_index", rows=_rows(site, address, known_row))


@piece
def known_row(site: Site, slug: str) -> Row:
    """Return the row of a company with what is known of it."""
    return row(f"{site.render('_company_row', row=known_of(site.data, site.data.companies[slug]))}\n")


@component("words?")
def salaries(site: Site, address: str, statistic: str = "") -> Markup:
    """Rank the companies' totals by step, the statistic named."""
    at: dict[int, list[Row]] = {}
    for rank, own in sorted(chain.from_iterable(found for _, found in site.pieces("ranked_rows"))):
        at.setdefault(rank[0], []).append(own)
    steps = [(step.step, step.name, rows(site, address, at.get(step.step, ()))) for step in site.data.ladder.steps]
    return site.render("salaries", steps=steps)


@piece
def ranked_rows(site: Site, slug: str) -> list[tuple[Rank, Row]]:
    """Return the rows of a company in the ranking, each with its rank."""
    found = ranked(site.data, site.figures, site.data.companies[slug])
    return [(level.rank, row(f"{site.render('_ranked_row', row=level)}\n")) for level in found]


@component()
def coverage_table(site: Site, address: str) -> Markup:
    """Show which company has which component at which level, the empty cells included."""
    headings = [COMPONENT_WORDS[component] for component in COMPONENTS]
    return site.render("coverage", headings=headings, rows=_rows(site, address, coverage_rows))


@piece
def coverage_rows(site: Site, slug: str) -> Row:
    """Return the rows of a company in the table of what is known."""
    company = site.data.companies[slug]
    levels = company.levels.items()
    own = [(name, level, cells(site.data, site.figures, f"{slug}.{name}", level)) for name, level in levels]
    return row(str(site.render("_coverage_rows", company=company, rows=own)))


@component()
def vesting_shapes(site: Site, address: str) -> Markup:
    """Draw how grants vest year by year, each shape once with the companies that grant so."""
    known = [(shares, slug, own) for slug, found in site.pieces("schedule_row") for shares, own in found]
    shapes = [
        shape._replace(schedules=(rows(site, address, shape.schedules),)) for shape in shapes_of(site.figures, known)
    ]
    return Markup(_drawing(site, "vesting_shapes")(shapes))


@piece
def schedule_row(site: Site, slug: str) -> tuple[tuple[tuple[int, ...], Row], ...]:
    """Return the shares of a company's schedule, if any, and the company's line below their drawing."""
    company = site.data.companies[slug]
    found = schedule_in_force(site.data, company)
    return ((tuple(found[0].shares), row(str(_drawing(site, "vesting_company")(company, *found)))),) if found else ()


def _drawing(site: Site, macro: str) -> Callable[..., str]:
    site.parts.read("template:drawings.html")
    drawn: Callable[..., str] = vars(site.templates.get_template("drawings.html").module)[macro]
    return drawn


def _rows(site: Site, address: str, own: Callable[[Site, str], Row]) -> Markup:
    """Return what stands for the rows of all companies in a list on a page."""
    return rows(site, address, [found for _, found in site.pieces(own.__name__)])
