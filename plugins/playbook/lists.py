"""Which lists go over all companies? Each joins a piece of every company, made again only where that has changed."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from generator.drawings import schedule_in_force
from generator.drawings import vesting_shapes as shapes_of
from generator.models import COMPONENTS
from generator.tables import cells
from generator.views import Rank, known_of, level_rows, own_levels, ranked
from generator.wording import COMPONENT_WORDS
from plugins.playbook.functions import component, piece
from plugins.playbook.site import Site


def company_names(site: Site) -> list[tuple[str, str]]:
    """Return (slug, name) of every company, in order."""
    return [(slug, site.piece("offered", slug)[0]) for slug in site.data.companies]


@component("company?")
def level_map(site: Site, address: str, company: str = "") -> Markup:
    """Show which level stands beside which, for all companies or one."""
    if company:
        rows = site.render("_mapping_rows", rows=level_rows(site.data, company), named=False)
        return site.render("level_map", rows=rows, company=company)
    found = [(slug, *site.piece("level_rows_of", slug)) for slug in site.data.companies]
    beside = Markup("").join(Markup(row) for _, row, _ in sorted(found))
    who = Markup("").join(Markup(rows) for _, _, rows in found)
    return site.render("level_map", rows=who, beside=beside, steps=site.data.ladder.steps, company="")


@piece
def level_rows_of(site: Site, slug: str) -> tuple[str, str]:
    """Return a company's row beside the steps, and a row with the source of each of its mappings."""
    company = site.data.companies[slug]
    rows = own_levels(site.data, company)
    if not rows:
        return "", ""
    beside = site.render("_level_row", company=company, rows=rows, steps=site.data.ladder.steps)
    return f"{beside}\n", str(site.render("_mapping_rows", rows=rows, named=True))


@component()
def company_links(site: Site, address: str) -> Markup:
    """List the companies as plain links."""
    return site.render("company_links", companies=company_names(site))


@component()
def company_index(site: Site, address: str) -> Markup:
    """List the companies with what is known of each."""
    return site.render("company_index", rows=_rows(site, known_row))


@piece
def known_row(site: Site, slug: str) -> str:
    """Return the row of a company with what is known of it."""
    return f"{site.render('_company_row', row=known_of(site.data, site.data.companies[slug]))}\n"


@component("words?")
def salaries(site: Site, address: str, statistic: str = "") -> Markup:
    """Rank the companies' totals by step, the statistic named."""
    found = [row for slug in site.data.companies for row in site.piece("ranked_rows", slug)]
    at: dict[int, list[str]] = {}
    for rank, row in sorted(found):
        at.setdefault(rank[0], []).append(row)
    steps = [(step.step, step.name, Markup("".join(at.get(step.step, ())))) for step in site.data.ladder.steps]
    return site.render("salaries", steps=steps)


@piece
def ranked_rows(site: Site, slug: str) -> list[tuple[Rank, str]]:
    """Return the rows of a company in the ranking, each with its rank."""
    rows = ranked(site.data, site.figures, site.data.companies[slug])
    return [(row.rank, f"{site.render('_ranked_row', row=row)}\n") for row in rows]


@component()
def coverage_table(site: Site, address: str) -> Markup:
    """Show which company has which component at which level, the empty cells included."""
    headings = [COMPONENT_WORDS[component] for component in COMPONENTS]
    return site.render("coverage", headings=headings, rows=_rows(site, coverage_rows))


@piece
def coverage_rows(site: Site, slug: str) -> str:
    """Return the rows of a company in the table of what is known."""
    company = site.data.companies[slug]
    levels = company.levels.items()
    rows = [(name, level, cells(site.data, site.figures, f"{slug}.{name}", level)) for name, level in levels]
    return str(site.render("_coverage_rows", company=company, rows=rows))


@component()
def vesting_shapes(site: Site, address: str) -> Markup:
    """Draw how grants vest year by year, each shape once with the companies that grant so."""
    known = [(slug, site.piece("schedule_row", slug)) for slug in site.data.companies]
    rows = [(tuple(found[0]), slug, Markup(found[1])) for slug, found in known if found]
    return Markup(_drawing(site, "vesting_shapes")(shapes_of(site.figures, rows)))


@piece
def schedule_row(site: Site, slug: str) -> tuple[tuple[int, ...], str] | None:
    """Return the shares of a company's schedule, year by year, and the company's line below their drawing."""
    company = site.data.companies[slug]
    found = schedule_in_force(site.data, company)
    return (found[0].shares, str(_drawing(site, "vesting_company")(company, *found))) if found else None


def _drawing(site: Site, macro: str) -> Callable[..., str]:
    site.parts.read("template:drawings.html")
    drawn: Callable[..., str] = vars(site.templates.get_template("drawings.html").module)[macro]
    return drawn


def _rows(site: Site, row: Callable[[Site, str], str]) -> Markup:
    """Return the rows of all companies in a list."""
    return Markup("").join(Markup(site.piece(row.__name__, slug)) for slug in site.data.companies)
