"""Which of the data in use is older than its shelf life?

"Now" is the day for which the site is built, never the clock. Step mappings, claims and findings do not age; a finding
marked `shelf: tax` holds for its calendar year.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.amounts import day_text
from generator.dataset import Dataset
from generator.figures import Origin
from generator.models import COMPONENTS, Company
from generator.shared_models import Kind

Used = tuple[str, Origin, Kind]


class Stale(NamedTuple):
    """One row in use that is past its shelf life.

    Attributes:
        path: Where it stands, such as `openai.l5.base`.
        since: The day from which it holds, in words; "undated" where nobody says.
        limit: What it is past: `180 days`, or the calendar year of a tax constant.
        source: Id of its source.
        mark: What the page says of it.
    """

    path: str
    since: str
    limit: str
    source: str
    mark: str


def mark(dataset: Dataset, row: Origin, kind: Kind) -> str:
    """Return what the page says of a row past its shelf life; empty where it is current."""
    return dataset.policy.shelf_life.mark(row, kind, dataset.as_of)


def in_use(dataset: Dataset) -> Iterator[Used]:
    """Yield every row in use that can age: first rows of companies, and tax constants."""
    for company in dataset.companies.values():
        yield from used_figures(company)
        yield from _used_terms(company)
    for name, finding in dataset.evidence.items():
        if finding.shelf in ("tax", "term"):
            yield f"evidence.{name}", finding, finding.shelf


def stale(dataset: Dataset) -> tuple[Stale, ...]:
    """Return every row in use that is past its shelf life, in the order of the data."""
    found = []
    for path, row, kind in in_use(dataset):
        if words := mark(dataset, row, kind):
            since = day_text(row.from_) if row.from_ else "undated"
            found.append(Stale(path, since, _limit(dataset, kind), row.source or "", words))
    return tuple(found)


def used_figures(company: Company) -> Iterator[Used]:
    """Yield the figures of a company that are used: the first row of each list, where it holds a figure."""
    for kind, groups in (("", company.levels), ("posting", company.postings), ("report", company.reports)):
        for name, group in groups.items():
            for component in COMPONENTS:
                for row in getattr(group, component)[:1]:
                    if row.published:
                        yield ".".join(filter(None, (company.slug, kind, name, component))), row, "figure"


def _used_terms(company: Company) -> Iterator[Used]:
    groups = {"equity": company.equity, "signing": company.signing}
    lists = {f"{group}.{name}": rows for group, terms in groups.items() for name, rows in terms if name != "market"}
    for name, rows in {**lists, "practice": company.practice, "deadline": company.deadline}.items():
        for row in rows[:1]:
            if row.source:
                yield f"{company.slug}.{name}", row, getattr(row, "shelf", None) or "term"


def _limit(dataset: Dataset, kind: Kind) -> str:
    lives = dataset.policy.shelf_life
    if kind == "tax":
        return "its calendar year"
    return f"{(lives.figures if kind == 'figure' else lives.terms).value} days"
