"""Which figures in use have changed, when, from what to what, and who says so?"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from generator.amounts import first_day, range_text, share_text
from generator.catalogue import fragment
from generator.company_entries import figures_page
from generator.dataset import Dataset
from generator.figures import MoneyFigure, MonthsFigure, ShareFigure
from generator.models import COMPONENTS, Company, ScheduleTerm
from generator.wording import COMPONENT_WORDS

# Names our ids once and for all; they may not depend on where the guide is published.
_NAMESPACE = uuid.UUID("6f0d8a52-2c4b-5a57-9f0e-0d7c5f2a1b3e")
_Row = MoneyFigure | ShareFigure | MonthsFigure | ScheduleTerm


class Change(NamedTuple):
    """One figure in use that took the place of another.

    Attributes:
        company: The slug of its company.
        id: The same for ever: made of the figure's path and the day.
        path: The figure, as prose names it.
        label: What it is, in words.
        since: The day as written in the new row.
        source: The source of the new row; None where it names none.
        old, new: Both figures as a reader sees them.
        same_series: Whether both are one statistic of one place; if not, the pay itself may not have moved.
        address: Its row.
    """

    id: str
    company: str
    path: str
    label: str
    since: str
    old: str
    new: str
    source: str | None
    same_series: bool
    address: str

    @property
    def sentence(self) -> str:
        """The change in one sentence."""
        other = "" if self.same_series else " (another statistic or place: the pay itself need not have moved)"
        return f"{self.label}: from {self.old} to {self.new}{other}."

    @property
    def day(self) -> date:
        """The first day on which the new figure holds."""
        return first_day(self.since)


def changes(dataset: Dataset, company: str = "") -> tuple[Change, ...]:
    """Return every change of a figure in use, newest first; of all companies or one."""
    owners = [dataset.companies[company]] if company else list(dataset.companies.values())
    return newest_first(change for owner in owners for change in company_changes(owner))


def newest_first(found: Iterable[Change]) -> tuple[Change, ...]:
    """Return some changes by the day from which each holds."""
    return tuple(sorted(found, key=lambda change: (change.day, change.path), reverse=True))


def company_changes(company: Company) -> Iterator[Change]:
    """Yield the changes of a company's figures."""
    page = figures_page(company.slug)
    for kind, groups in (("", company.levels), ("posting", company.postings), ("report", company.reports)):
        for name, group in groups.items():
            title = f"{company.name} {getattr(group, 'title', None) or group.role}"
            for component in COMPONENTS:
                path = ".".join(part for part in (company.slug, kind, name, component) if part)
                anchor = fragment(*filter(None, (kind, name)), component)
                label = f"{title}: {COMPONENT_WORDS[component]}"
                yield from _sweep(company, getattr(group, component), path, label, f"{page}#{anchor}")
    cliff = f"{company.slug}.equity.cliff_months", f"{company.name}: cliff", f"{page}#equity-cliff-months"
    yield from _sweep(company, company.equity.cliff_months, *cliff)
    vesting = f"{company.slug}.equity.vesting_schedule", f"{company.name}: vesting", f"{page}#equity-vesting-schedule"
    yield from _sweep(company, company.equity.vesting_schedule, *vesting)


def _sweep(company: Company, rows: Sequence[_Row], path: str, label: str, address: str) -> Iterator[Change]:
    """Yield a change for each day on which another row, with another value, became the one in use."""
    dated = sorted({first_day(row.from_) for row in rows if row.from_})
    before: _Row | None = next((row for row in rows if row.from_ is None), None)
    for day in dated:
        used = next(row for row in rows if row.from_ is None or first_day(row.from_) <= day)
        if before is not None and used is not before and _text(used) != _text(before):
            since = used.from_ or day.isoformat()
            yield Change(
                id=f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{path} {since}')}",
                company=company.slug,
                path=path,
                label=label,
                since=since,
                old=_text(before),
                new=_text(used),
                source=used.source,
                same_series=_series(before) == _series(used),
                address=address,
            )
        before = used


def _text(row: _Row) -> str:
    if isinstance(row, ScheduleTerm):
        return " / ".join(share_text(share) for share in row.shares)
    return range_text(*row.ends, row.unit) if row.published else "not published"


def _series(row: _Row) -> tuple[object, ...]:
    return getattr(row, "statistic", None), getattr(row, "location", None)
