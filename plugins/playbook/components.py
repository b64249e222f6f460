"""Which results of the generator does each function of prose show, and with which template?"""

from __future__ import annotations

from markupsafe import Markup

from generator.amounts import day_text
from generator.catalogue import Entry, UnknownFigure
from generator.company_entries import figures_page
from generator.counter_offers import ASKING_ORDER
from generator.drawings import level_bands, plain_band, year_drawings
from generator.figures import Statement
from generator.models import Company
from generator.tables import cells, company_table, example_table, example_years, statement_figures
from generator.views import (
    asks,
    derivations,
    history,
    known_of,
    sections,
    source_rows,
    used_sources,
)
from plugins.playbook.functions import component, inline
from plugins.playbook.site import Site


@inline("figure")
def figure(site: Site, address: str, path: str) -> Markup:
    """Show a figure as a link to its row."""
    return site.render("figure", entry=site.figures[path]).strip()


@inline("figure", link=False)
def text(site: Site, address: str, path: str) -> str:
    """Show a figure as plain text, for headings, links and attributes."""
    return site.figures[path].text


@inline(link=False)
def checked(site: Site, address: str) -> str:
    """Show the day for which the site is built."""
    return day_text(site.data.checked.isoformat())


@component("company", "level")
def counter_offer(site: Site, address: str, company: str, level: str) -> Markup:
    """Show the counter-offer table of a level, or what is known where there is none."""
    owner = _company(site, company)
    table = company_table(site.data, site.figures, owner, level)
    known = cells(site.data, site.figures, f"{company}.{level}", owner.levels[level])
    return site.render(
        "counter_offer", company=owner, level=owner.levels[level], level_id=level, table=table, known=known
    )


@component("example")
def worked_example(site: Site, address: str, example: str) -> Markup:
    """Show a worked example: initial offer, ask and outcome."""
    return site.render(
        "worked_example", example=site.data.examples[example], table=example_table(site.data, site.figures, example)
    )


@component("example", "words?")
def year_table(site: Site, address: str, example: str, variant: str = "") -> Markup:
    """Show a worked example year by year; `no_refresh` leaves the refresh out."""
    paths = example_years(site.data, site.figures, example, variant)
    pairs = list(zip(paths, year_drawings(paths), strict=True))
    return site.render("year_table", pairs=pairs, key=f"years-{variant.replace('_', '-') or 'all'}")


@component("company", "level", "words?")
def band(site: Site, address: str, company: str, level: str, component: str = "base") -> Markup:
    """Draw the published range of a level's component, with the example and the ask on it."""
    owner = _company(site, company)
    known = cells(site.data, site.figures, f"{company}.{level}", owner.levels[level])
    cell = next((cell for cell in known if cell.component == component), None)
    if cell is None:
        raise UnknownFigure(f"{company}.{level}.{component}", site.figures)
    drawing = plain_band(site.figures, owner, level, component)
    return site.render("band", company=owner, level=owner.levels[level], cell=cell, drawing=drawing)


@component()
def faq(site: Site, address: str) -> Markup:
    """Show the questions: in full on /faq/, elsewhere one sentence each with a link."""
    return site.render("faq", questions=site.questions(), full=address == "/faq/")


@component("claim")
def claim(site: Site, address: str, claim: str) -> Markup:
    """Show a claim of the source playbook with who supports or contradicts it."""
    said = site.data.claims[claim]
    return site.render("claim", id=claim, claim=said, says=_sentence(site, said, f"claim.{claim}"))


@component()
def claims(site: Site, address: str) -> Markup:
    """Show every claim of the source playbook."""
    rows = [(name, said, _sentence(site, said, f"claim.{name}")) for name, said in site.data.claims.items()]
    return site.render("claims", rows=rows)


@component("evidence")
def evidence(site: Site, address: str, evidence: str) -> Markup:
    """Show one finding with its source."""
    said = site.data.evidence[evidence]
    return site.render(
        "evidence", id=evidence, said=said, says=_sentence(site, said, f"evidence.{evidence}"), anchor=False
    )


@component()
def findings(site: Site, address: str) -> Markup:
    """Show every finding beyond one company, each with its row's id."""
    rows = [(name, said, _sentence(site, said, f"evidence.{name}")) for name, said in site.data.evidence.items()]
    return site.render("findings", rows=rows)


@component("company?")
def sources(site: Site, address: str, company: str = "") -> Markup:
    """List the sources, of the whole site or of one company, with the figures that rest on each."""
    if company:
        return site.render("company_sources", rows=used_sources(site.data, _company(site, company)))
    owners = [own for _, own in site.pieces("cited", owners=True)]
    used, read = source_rows(site.data, owners)
    return site.render("sources", used=used, read=read)


@component()
def calculator(site: Site, address: str) -> Markup:
    """Show the calculator; where its script does not run, the first worked example stands in its place."""
    example = next(iter(site.data.examples))
    return site.render(
        "calculator",
        companies=[(slug, *own) for slug, own in site.pieces("offered")],
        asking_order=ASKING_ORDER,
        worked=worked_example(site, address, example),
        years=year_table(site, address, example),
    )


@component("company")
def company_head(site: Site, address: str, company: str) -> Markup:
    """Open a company's page: what is known in a line, what to ask for in order, and what nobody has published."""
    owner = _company(site, company)
    return site.render(
        "company_head",
        company=owner,
        asks=asks(site.data, owner),
        known=known_of(site.data, owner),
    )


@component("company")
def levels(site: Site, address: str, company: str) -> Markup:
    """Show every level of a company with its figures and its counter-offer."""
    owner = _company(site, company)
    rows = [
        (
            name,
            level,
            cells(site.data, site.figures, f"{company}.{name}", level),
            company_table(site.data, site.figures, owner, name),
            level_bands(site.data, site.figures, owner, name),
        )
        for name, level in owner.levels.items()
    ]
    return site.render("levels", company=owner, rows=rows)


@component("company")
def postings(site: Site, address: str, company: str) -> Markup:
    """Show the figures of a company that name no level."""
    owner = _company(site, company)
    groups = [
        (kind, name, group, cells(site.data, site.figures, f"{company}.{kind}.{name}", group))
        for kind, named in (("posting", owner.postings), ("report", owner.reports))
        for name, group in named.items()
    ]
    return site.render("postings", company=owner, groups=groups)


@component("company", "terms")
def terms(site: Site, address: str, company: str, section: str) -> Markup:
    """Show a company's dated terms: equity, signing, refresh, practice or deadline."""
    owner = _company(site, company)
    rows = [
        (group, [(_sentence(site, said, f"{company}.{key}"), said) for said in statements])
        for group, key, statements in sections(owner, section)
    ]
    return site.render("terms", company=owner, section=section, rows=rows)


@component("company")
def company_history(site: Site, address: str, company: str) -> Markup:
    """Show what changed at a company, newest first."""
    owner = _company(site, company)
    return site.render("history", company=owner, rows=history(site.figures, owner))


@component()
def model_assumptions(site: Site, address: str) -> Markup:
    """Show every assumption of the counter-offer model with its reason."""
    entries = site.figures.of_owner("policy").values()
    return site.render("policy", rows=[(entry, _assumption(site, entry)) for entry in entries])


@component("words")
def workings(site: Site, address: str, page: str) -> Markup:
    """Show how each derived figure of the worked example or the answers is made."""
    groups = derivations(site.figures, page)
    if not groups:
        raise UnknownFigure(page, site.figures)
    return site.render("workings", groups=groups)


def company_figures(site: Site, company: Company) -> Markup:
    """Show every figure of a company, row by row, for its figures page."""
    rows = site.figures.of_page(figures_page(company.slug))
    lists = {entry.address: site.figures.rows(entry.address) for entry in rows}
    return site.render("company_figures", company=company, rows=rows, lists=lists)


def _assumption(site: Site, entry: Entry) -> object:
    found: object = site.data.policy
    for part in entry.path.split(".")[1:]:
        found = getattr(found, part)
    return found


def _sentence(site: Site, said: Statement, path: str) -> Markup:
    """Return a statement's sentence with its figures as links."""
    shown = {
        name: site.render("figure", entry=entry).strip()
        for name, entry in statement_figures(said, path, site.figures).items()
    }
    return (
        Markup(said.says.replace("&", "&amp;").replace("<", "&lt;")).format(**shown)
        if shown
        else Markup.escape(said.says)
    )


def _company(site: Site, slug: str) -> Company:
    return site.data.companies[slug]
