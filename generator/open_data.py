"""What does the guide publish of a company for other programs, and of all sources?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from generator.catalogue import Catalogue, Entry
from generator.dataset import Dataset
from generator.figures import Statement
from generator.models import COMPONENTS, Company
from generator.open_models import (
    SCHEMA_ADDRESS,
    Derivation,
    Licence,
    NotPublished,
    OpenAsk,
    OpenCompany,
    OpenFigure,
    OpenInput,
    OpenLevel,
    OpenSource,
    OpenStep,
    OpenTerm,
    Section,
)
from generator.shared_models import Source
from generator.tables import grade_of
from generator.wording import COMPONENT_WORDS

# As in LICENSE-CONTENT.md.
LICENCE = Licence(
    name="CC-BY-4.0",
    url="https://creativecommons.org/licenses/by/4.0/",
    attribution="the negotiation guide",
)
SOURCE_COLUMNS = ("id", *OpenSource.model_fields)


def company_json(dataset: Dataset, figures: Catalogue, company: Company, site_url: str = "") -> str:
    """Return `/data/companies/<slug>.json`.

    Args:
        dataset: All data.
        figures: Every figure of it.
        company: The company of the file.
        site_url: The guide's own address without a slash at its end; empty where it has none.
    """
    page = f"/companies/{company.slug}/"
    document = OpenCompany(
        schema_=f"{site_url}{SCHEMA_ADDRESS}" if site_url else SCHEMA_ADDRESS.replace("/data/", "../"),
        version=1,
        name=company.name,
        slug=company.slug,
        kind=company.kind,
        aliases=company.aliases,
        address=page,
        url=_url(site_url, page),
        as_of=dataset.as_of.isoformat(),
        licence=LICENCE,
        ladder_of=company.ladder_of,
        ladder=company.ladder,
        levels=tuple(_levels(dataset, company, site_url)),
        asks=tuple(
            OpenAsk(
                component=line.component,
                ask=line.ask,
                because=line.because,
                room=line.room,
                sign_off=line.sign_off,
                source=line.source,
                claim=line.claim,
            )
            for line in company.asks
        ),
        figures=tuple(_figure(dataset, entry, site_url) for entry in figures.of_owner(company.slug).values()),
        terms=tuple(_terms(dataset, company)),
        not_published=tuple(_not_published(company)),
        unknown=company.unknown,
        sources={},
    )
    named = _named_sources(document)
    sources = {name: _source(source) for name, source in dataset.sources.items() if name in named}
    return document.model_copy(update={"sources": sources}).model_dump_json(by_alias=True, indent=1) + "\n"


def sources_csv(dataset: Dataset) -> str:
    """Return every source as a CSV row under `SOURCE_COLUMNS`, by id as in the data."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(SOURCE_COLUMNS)
    for name, source in dataset.sources.items():
        rows.writerow([name, *_source(source).model_dump().values()])
    return out.getvalue()


def _url(site_url: str, address: str) -> str | None:
    return f"{site_url}{address}" if site_url else None


def _levels(dataset: Dataset, company: Company, site_url: str) -> Iterator[OpenLevel]:
    names = {step.step: step.name for step in dataset.ladder.steps}
    for name, level in company.levels.items():
        address = f"/companies/{company.slug}/#{name}"
        step = None
        if level.step:
            at, to, source = level.step[0].at, level.step[0].to, level.step[0].source
            step = OpenStep(at=at, to=to, name=names.get(at), source=source, since=level.step[0].from_)
        yield OpenLevel(
            id=name,
            title=level.title,
            role=level.role,
            step=step,
            note=level.note,
            address=address,
            url=_url(site_url, address),
        )


def _figure(dataset: Dataset, entry: Entry, site_url: str) -> OpenFigure:
    row = entry.row
    return OpenFigure(
        path=entry.path,
        label=entry.label,
        quantity=entry.quantity,
        column=entry.column or None,
        low=entry.low,
        high=entry.high,
        unit=entry.unit,
        text=entry.text,
        statistic=getattr(row, "statistic", None),
        location=getattr(row, "location", None),
        since=row.from_ if row else None,
        source=row.source if row else None,
        grade=grade_of(dataset, row) if row and row.source else None,
        because=row.because if row else None,
        note=row.note if row else None,
        derived=_derivation(entry),
        address=entry.address,
        url=_url(site_url, entry.address),
    )


def _derivation(entry: Entry) -> Derivation | None:
    if not entry.derived:
        return None
    given = entry.working.inputs if entry.working else ()
    return Derivation(
        formula=entry.working.formula or None if entry.working else None,
        words=entry.words,
        operands=entry.operands,
        inputs=tuple(OpenInput(words=i.words, value=i.value, unit=i.unit, path=i.path or None) for i in given),
    )


def _terms(dataset: Dataset, company: Company) -> Iterator[OpenTerm]:
    equity, signing = company.equity, company.signing
    sections: dict[Section, tuple[Statement, ...]] = {
        "instrument": equity.instrument,
        "liquidity": equity.liquidity,
        "refresh": equity.refresh,
        "signing": (*signing.form, *signing.clawback),
        "practice": company.practice,
        "deadline": company.deadline,
    }
    for section, statements in sections.items():
        for statement in statements:
            yield OpenTerm(
                section=section,
                text=statement.says.format(**{name: found.text for name, found in statement.quantities.items()}),
                quote=statement.quote,
                since=statement.from_,
                source=statement.source,
                grade=grade_of(dataset, statement) if statement.source else statement.grade,
            )


def _not_published(company: Company) -> Iterator[NotPublished]:
    """Yield each component of each level without a figure in use, and a cliff that is known not to be published."""
    for name, level in company.levels.items():
        for component in COMPONENTS:
            rows = getattr(level, component)
            if not rows or not rows[0].published:
                yield NotPublished(
                    path=f"{company.slug}.{name}.{component}",
                    label=f"{company.name} {level.title}: {COMPONENT_WORDS[component]}",
                    reason=rows[0].reason if rows else None,
                )
    cliff = company.equity.cliff_months
    if cliff and not cliff[0].published:
        path = f"{company.slug}.equity.cliff_months"
        yield NotPublished(path=path, label=f"{company.name}: cliff", reason=cliff[0].reason)


def _named_sources(document: OpenCompany) -> set[str]:
    rows: list[OpenFigure | OpenTerm | OpenAsk | OpenStep] = [*document.figures, *document.terms, *document.asks]
    rows += [level.step for level in document.levels if level.step]
    return {row.source for row in rows if row.source}


def _source(source: Source) -> OpenSource:
    return OpenSource(
        publisher=source.publisher,
        title=source.title,
        url=source.url,
        published=source.published,
        accessed=source.accessed,
        kind=source.kind,
        grade=source.grade,
        via=source.via,
        archived=source.archived,
    )
