"""Which figures does a company have, row by row and computed?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.catalogue import Entry, fragment
from generator.cell_workings import Setting
from generator.counter_offers import CounterOffer, company_counter_offer
from generator.dataset import Dataset
from generator.derived_entries import counter_entries, derived, statement_entries
from generator.figures import MoneyFigure, MonthsFigure, ShareFigure
from generator.models import COMPONENTS, Company, Components, Level, ScheduleTerm
from generator.wording import COMPONENT_WORDS, DERIVATION_WORDS
from generator.workings import Input, Working


def figures_page(slug: str) -> str:
    """Return the address of the page that holds a company's figures row by row."""
    return f"/companies/{slug}/figures/"


def company_entries(dataset: Dataset, company: Company) -> Iterator[Entry]:
    """Yield the figures of a company: levels, postings, reports, counter-offers, steps and terms."""
    page = figures_page(company.slug)
    for kind, groups in (("", company.levels), ("posting", company.postings), ("report", company.reports)):
        for name, group in groups.items():
            title = f"{company.name} {getattr(group, 'title', None) or group.role}"
            path = ".".join(part for part in (company.slug, kind, name) if part)
            yield from _component_entries(path, fragment(*filter(None, (kind, name))), title, group, page)
    for name, level in company.levels.items():
        if counter := company_counter_offer(dataset, company, level):
            setting = _setting(dataset, company, name, level, counter)
            yield from counter_entries(setting, name, f"{company.name} {level.title}", page)
    yield from _level_steps(company, page)
    yield from _term_entries(company, page)


def _setting(dataset: Dataset, company: Company, name: str, level: Level, counter: CounterOffer) -> Setting:
    """Return a level's counter-offer with the paths of the rows and terms behind it."""
    path = f"{company.slug}.{name}"
    paths = {
        "bonus_target": f"{path}.bonus_target",
        "vesting_schedule": f"{company.slug}.equity.vest_year_1",
        "cliff_months": f"{company.slug}.equity.cliff_months",
    }
    known = company.equity.cliff_months[:1]
    absent = counter.absent if known and known[0].published else counter.absent | {"cliff_months"}
    equity = level.annual_equity if counter.derived_grant else level.grant
    rows = {"base": level.base, "grant": equity, "signing_bonus": level.signing_bonus}
    return Setting(
        path=path,
        counter=counter,
        policy=dataset.policy,
        leverage={"ask": "none", "ask_with_offer": "written"},
        rows=rows,
        terms={term: found for term, found in paths.items() if term not in absent},
    )


def _component_entries(path: str, prefix: str, title: str, group: Components, page: str) -> Iterator[Entry]:
    for component in COMPONENTS:
        rows: tuple[MoneyFigure | ShareFigure, ...] = getattr(group, component)
        for row in rows:
            if not row.published:
                continue
            low, high = row.ends
            entry = Entry(
                path=f"{path}.{component}",
                low=low,
                high=high,
                unit=row.unit,
                label=f"{title}: {COMPONENT_WORDS[component]}",
                quantity=component,
                address=f"{page}#{fragment(prefix, component)}",
                row=row,
            )
            if row is rows[0]:
                yield entry
            yield entry._replace(path=f"{entry.path}@{row.source}")


def _level_steps(company: Company, page: str) -> Iterator[Entry]:
    levels = list(company.levels.items())
    for (name, level), (following, next_level) in pairwise(levels):
        one, other = level.total_comp[:1], next_level.total_comp[:1]
        if not (one and other and one[0].value is not None and other[0].value is not None):
            continue
        # Two totals can only be subtracted where they are of one kind and one source.
        if (one[0].statistic, one[0].source) != (other[0].statistic, other[0].source):
            continue
        totals = (
            Input("this level", one[0].value, path=f"{company.slug}.{name}.total_comp@{one[0].source}"),
            Input("the next", other[0].value, path=f"{company.slug}.{following}.total_comp@{other[0].source}"),
        )
        yield derived(
            path=f"{company.slug}.{name}.level_step",
            working=Working("level_step", totals),
            label=f"{company.name}: from {level.title} to {next_level.title}, a year’s total",
            quantity="level_step",
            address=f"{page}#{fragment(name, 'level_step')}",
            words=DERIVATION_WORDS["level_step"],
        )


def _term_entries(company: Company, page: str) -> Iterator[Entry]:
    equity = company.equity
    for row in equity.cliff_months:
        if row.published:
            yield from _both(equity.cliff_months, row, f"{company.slug}.equity.cliff_months", company, page)
    for term in equity.vesting_schedule:
        yield from _schedule_entries(company, term, term is equity.vesting_schedule[0], page)
    sections = {
        "instrument": equity.instrument,
        "liquidity": equity.liquidity,
        "refresh": equity.refresh,
        "signing": (*company.signing.form, *company.signing.clawback),
        "practice": company.practice,
        "deadline": company.deadline,
    }
    for section, statements in sections.items():
        for statement in statements:
            yield from statement_entries(f"{company.slug}.{section}", statement, f"{page}#{section}", company.name)


def _both(rows: tuple[MonthsFigure, ...], row: MonthsFigure, path: str, company: Company, page: str) -> Iterator[Entry]:
    low, high = row.ends
    entry = Entry(
        path, low, high, "months", f"{company.name}: cliff", "cliff_months", f"{page}#equity-cliff-months", row=row
    )
    if row is rows[0]:
        yield entry
    yield entry._replace(path=f"{path}@{row.source}")


def _schedule_entries(company: Company, term: ScheduleTerm, used: bool, page: str) -> Iterator[Entry]:
    for year, share in enumerate(term.shares, 1):
        path = f"{company.slug}.equity.vest_year_{year}"
        entry = Entry(
            path,
            share,
            share,
            "bp",
            f"{company.name}: vests in year {year}",
            f"vest_year_{year}",
            f"{page}#equity-vesting-schedule",
            row=term,
        )
        if used:
            yield entry
        yield entry._replace(path=f"{path}@{term.source}")
