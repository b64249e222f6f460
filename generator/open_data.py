"""What does the guide publish of a company for other programs, and of all sources?

Its shape is that of `generator/open_models.py`, in that order; the tests hold every file against the schema.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain
from typing import Any

from pydantic_core import to_json

from generator.catalogue import Catalogue, Entry
from generator.dataset import Dataset
from generator.figures import Statement
from generator.models import COMPONENTS, Ask, Company
from generator.shared_models import Source
from generator.tables import grade_of
from generator.wording import COMPONENT_WORDS

# As in LICENSE-CONTENT.md.
LICENCE = {
    "name": "CC-BY-4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
    "attribution": "The AI offer playbook",
}
VERSION = 1
SCHEMA_ADDRESS = f"/data/schema/company-v{VERSION}.json"
_SOURCE = ("publisher", "title", "url", "published", "accessed", "kind", "grade", "via", "archived")
SOURCE_COLUMNS = ("id", *_SOURCE)


def company_json(dataset: Dataset, figures: Catalogue, company: Company, site_url: str = "") -> str:
    """Return `/data/companies/<slug>.json`.

    Args:
        dataset: All data.
        figures: Every figure of it.
        company: The company of the file.
        site_url: The guide's own address without a slash at its end; empty where it has none.
    """
    page = f"/companies/{company.slug}/"
    document: dict[str, Any] = {
        "$schema": f"{site_url}{SCHEMA_ADDRESS}" if site_url else SCHEMA_ADDRESS.replace("/data/", "../"),
        "version": VERSION,
        "name": company.name,
        "slug": company.slug,
        "kind": company.kind,
        "aliases": company.aliases,
        "address": page,
        "url": _url(site_url, page),
        "as_of": dataset.as_of.isoformat(),
        "licence": LICENCE,
        "ladder_of": company.ladder_of,
        "ladder": company.ladder,
        "levels": list(_levels(dataset, company, site_url)),
        "asks": [_ask(line) for line in company.asks],
        "figures": [_figure(dataset, entry, site_url) for entry in figures.of_owner(company.slug).values()],
        "terms": list(_terms(dataset, company)),
        "not_published": list(_not_published(company)),
        "unknown": company.unknown,
    }
    named = _named_sources(document)
    document["sources"] = {name: _source(source) for name, source in dataset.sources.items() if name in named}
    return to_json(document, indent=1).decode() + "\n"


def sources_csv(dataset: Dataset) -> str:
    """Return every source as a CSV row under `SOURCE_COLUMNS`, by id as in the data."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(SOURCE_COLUMNS)
    for name, source in dataset.sources.items():
        rows.writerow([name, *_source(source).values()])
    return out.getvalue()


def _url(site_url: str, address: str) -> str | None:
    return f"{site_url}{address}" if site_url else None


def _levels(dataset: Dataset, company: Company, site_url: str) -> Iterator[dict[str, Any]]:
    names = {step.step: step.name for step in dataset.ladder.steps}
    for name, level in company.levels.items():
        address = f"/companies/{company.slug}/#{name}"
        step = None
        if level.step:
            at, to, source = level.step[0].at, level.step[0].to, level.step[0].source
            step = {"at": at, "to": to, "name": names.get(at), "source": source, "from": level.step[0].from_}
        yield {
            "id": name,
            "title": level.title,
            "role": level.role,
            "step": step,
            "note": level.note,
            "address": address,
            "url": _url(site_url, address),
        }


def _ask(line: Ask) -> dict[str, Any]:
    return {
        "component": line.component,
        "ask": line.ask,
        "because": line.because,
        "room": line.room,
        "sign_off": line.sign_off,
        "source": line.source,
        "claim": line.claim,
    }


def _figure(dataset: Dataset, entry: Entry, site_url: str) -> dict[str, Any]:
    row = entry.row
    return {
        "path": entry.path,
        "label": entry.label,
        "quantity": entry.quantity,
        "column": entry.column or None,
        "low": entry.low,
        "high": entry.high,
        "unit": entry.unit,
        "text": entry.text,
        "statistic": getattr(row, "statistic", None),
        "location": getattr(row, "location", None),
        "from": row.from_ if row else None,
        "source": row.source if row else None,
        "grade": grade_of(dataset, row) if row and row.source else None,
        "because": row.because if row else None,
        "note": row.note if row else None,
        "derived": _derivation(entry),
        "address": entry.address,
        "url": _url(site_url, entry.address),
    }


def _derivation(entry: Entry) -> dict[str, Any] | None:
    if not entry.derived:
        return None
    given = entry.working.inputs if entry.working else ()
    return {
        "formula": entry.working.formula or None if entry.working else None,
        "words": entry.words,
        "operands": entry.operands,
        "inputs": tuple({"words": i.words, "value": i.value, "unit": i.unit, "path": i.path or None} for i in given),
    }


def _terms(dataset: Dataset, company: Company) -> Iterator[dict[str, Any]]:
    equity, signing = company.equity, company.signing
    sections: dict[str, tuple[Statement, ...]] = {
        "instrument": equity.instrument,
        "liquidity": equity.liquidity,
        "refresh": equity.refresh,
        "signing": (*signing.form, *signing.clawback),
        "practice": company.practice,
        "deadline": company.deadline,
    }
    for section, statements in sections.items():
        for statement in statements:
            yield {
                "section": section,
                "text": statement.says.format(**{name: found.text for name, found in statement.quantities.items()}),
                "quote": statement.quote,
                "from": statement.from_,
                "source": statement.source,
                "grade": grade_of(dataset, statement) if statement.source else statement.grade,
            }


def _not_published(company: Company) -> Iterator[dict[str, Any]]:
    """Yield each component of each level without a figure in use, and a cliff that is known not to be published."""
    for name, level in company.levels.items():
        for component in COMPONENTS:
            rows = getattr(level, component)
            if not rows or not rows[0].published:
                yield {
                    "path": f"{company.slug}.{name}.{component}",
                    "label": f"{company.name} {level.title}: {COMPONENT_WORDS[component]}",
                    "reason": rows[0].reason if rows else None,
                }
    cliff = company.equity.cliff_months
    if cliff and not cliff[0].published:
        path = f"{company.slug}.equity.cliff_months"
        yield {"path": path, "label": f"{company.name}: cliff", "reason": cliff[0].reason}


def _named_sources(document: dict[str, Any]) -> set[str]:
    steps = [level["step"] for level in document["levels"] if level["step"]]
    rows = chain(document["figures"], document["terms"], document["asks"], steps)
    return {row["source"] for row in rows if row["source"]}


def _source(source: Source) -> dict[str, str | None]:
    return {name: getattr(source, name) for name in _SOURCE}
