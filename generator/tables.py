"""Which rows does a table of the guide have, with which figures, and why does each stand so?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.amounts import dollars_text
from generator.catalogue import Catalogue, Entry
from generator.counter_offers import MOVED, CounterOffer, Limit, Moved, company_counter_offer, worked_example
from generator.dataset import Dataset
from generator.figures import Grade, Origin, Statement
from generator.models import COMPONENTS, Company, Level, Unlevelled
from generator.offers import Drop, YearComp, drops, year_table
from generator.wording import CAUSE_WORDS, COMPONENT_WORDS

_HEADINGS = {
    "initial": "Example",
    "ask": "Ask, no other offer",
    "ask_with_offer": "Ask, written offer",
}
_EXAMPLE_HEADINGS = {"initial": "Initial offer", "ask": "Ask", "outcome": "Outcome"}


class Row(NamedTuple):
    """One row of a counter-offer table.

    Attributes:
        component: Its key.
        words: What the reader calls it.
        cells: A figure a column; None where the column names none.
        why: Why the row stands as it does, in a sentence.
        total: Whether it is the total row.
    """

    component: str
    words: str
    cells: tuple[Entry | None, ...]
    why: str = ""
    total: bool = False


class CounterTable(NamedTuple):
    """A counter-offer as a table.

    Attributes:
        headings: Column key → heading.
        lifts: The lift under each column; None under `initial`.
        notes: What the caption says of this very table.
    """

    headings: Mapping[str, str]
    rows: tuple[Row, ...]
    lifts: tuple[Entry | None, ...]
    notes: tuple[str, ...]


def company_table(dataset: Dataset, figures: Catalogue, company: Company, name: str) -> CounterTable | None:
    """Return the counter-offer table of one level; None where base or equity is not published."""
    level = company.levels[name]
    counter = company_counter_offer(dataset, company, level)
    if counter is None:
        return None
    notes = []
    if counter.derived_grant:
        notes.append("The grant is four times the equity a year; even vesting is assumed.")
    if "signing_bonus" in counter.absent:
        notes.append("No signing bonus is published for this level, so the example has none.")
    if "bonus_target" in counter.absent:
        is_published = bool(level.bonus_target) and level.bonus_target[0].published
        ranged, none = "The bonus target is published only as a range", "No bonus target is published for this level"
        notes.append(f"{ranged if is_published else none}, so no bonus is counted.")
    for component in ("base", "annual_equity" if counter.derived_grant else "grant"):
        row = getattr(level, component)[0]
        if row.value is None:
            middle = "the middle that its source names" if row.mid is not None else "the middle of its range"
            notes.append(f"The example takes {middle} for {COMPONENT_WORDS[component]}.")
    return _table(figures, f"{company.slug}.{name}", counter, _HEADINGS, tuple(notes))


def example_table(dataset: Dataset, figures: Catalogue, name: str) -> CounterTable:
    """Return the table of a worked example: initial offer, ask and outcome."""
    counter = worked_example(dataset.examples[name], dataset.policy)
    return _table(figures, f"example.{name}", counter, _EXAMPLE_HEADINGS, ())


def _table(
    figures: Catalogue, path: str, counter: CounterOffer, headings: dict[str, str], notes: tuple[str, ...]
) -> CounterTable:
    columns = list(counter.columns)
    rows = [
        Row(
            name,
            COMPONENT_WORDS[name],
            _cells(figures, f"{path}.{name}", columns),
            _why(name, counter.limits[name], counter),
        )
        for name in MOVED
    ]
    rows.append(
        Row(
            "year_1_total",
            COMPONENT_WORDS["year_1_total"],
            _cells(figures, f"{path}.year_1_total", columns),
            total=True,
        )
    )
    return CounterTable(headings, tuple(rows), _cells(figures, f"{path}.lift", columns), notes)


def _cells(figures: Catalogue, path: str, columns: list[str]) -> tuple[Entry | None, ...]:
    return tuple(figures.get(f"{path}.{column}") for column in columns)


def _why(name: Moved, limit: Limit, counter: CounterOffer) -> str:
    if limit.room == 0:
        return limit.ask.because if limit.ask else "The data says that this does not move."
    if name == "signing_bonus":
        vague = "No purpose given. Name one, and ask for what it costs: a vague ask is discounted."
        return vague if limit.cap is None else f"{vague} The published range ends at {dollars_text(limit.cap)}."
    if name == "refresh":
        return "Asked for in writing; it begins to vest after year 1."
    if limit.ask and limit.ask.sign_off:
        return "Above the band only with sign-off; nothing caps the ask here."
    if limit.cap is None:
        return _unbound(limit.missed, getattr(counter.columns["initial"], name))
    highest = max(getattr(offer, name) for offer in counter.columns.values())
    held = "; the ask is held there" if highest == limit.cap else ""
    return f"The published band ends at {dollars_text(limit.cap)}{held}."


def _unbound(band: tuple[int, int] | None, initial: int) -> str:
    """Return why no band holds an ask; theme/templates/components/calculator_results.html has the same sentences."""
    if band is None:
        return "No band is published that this lies in, so nothing caps the ask."
    low, high = band
    said = f"the published band, {dollars_text(low)} to {dollars_text(high)}"
    if initial > high:
        return f"The offer itself lies above {said}, so nothing caps the ask."
    return f"The offer lies below {said}: say so first."


class YearPath(NamedTuple):
    """One column of an offer, year by year.

    Attributes:
        column: Whose offer it is.
        heading: Its heading.
        rows: Year, its figures by component, and the drop into it.
        fallen: Drop figure of a year, where one is named.
    """

    column: str
    heading: str
    years: tuple[YearComp, ...]
    figures: tuple[Mapping[str, Entry], ...]
    drops: Mapping[int, tuple[Drop, Entry, str]]


def example_years(dataset: Dataset, figures: Catalogue, name: str, variant: str = "") -> tuple[YearPath, ...]:
    """Return the year tables of a worked example, a column each; `variant` is empty or `no_refresh`."""
    counter = worked_example(dataset.examples[name], dataset.policy)
    path = f"example.{name}" + (f".{variant}" if variant else "")
    paths = []
    for column, offer in counter.columns.items():
        bare = offer._replace(refresh=0) if variant else offer
        years = year_table(bare)
        cells = tuple(
            {
                part: figures[_year_path(path, year.year, part, column)]
                for part in ("base", "bonus", "signing_bonus", "vest", "refresh", "total")
            }
            for year in years
        )
        fallen = {
            d.year: (d, figures[f"{path}.drop_{d.year}.{column}"], CAUSE_WORDS[d.cause])
            for d in drops(years, dataset.policy.drop_flag.value)
        }
        paths.append(YearPath(column, _EXAMPLE_HEADINGS[column], years, cells, fallen))
    return tuple(paths)


def _year_path(path: str, year: int, part: str, column: str) -> str:
    return f"{path}.year_{year}_{part}.{column}"


class Cell(NamedTuple):
    """One component of a level or posting, as the tables show it.

    Attributes:
        entry: The figure used; None where nothing is published.
        grade: Its grade, or the empty string.
        statistic: Which statistic it is.
        reason: Why there is none, where that is known.
        others: Further rows of the list.
    """

    component: str
    words: str
    entry: Entry | None
    grade: Grade | str
    statistic: str
    reason: str
    others: tuple[tuple[Entry, Origin], ...]


def cells(dataset: Dataset, figures: Catalogue, path: str, group: Level | Unlevelled) -> tuple[Cell, ...]:
    """Return a cell for each component, the empty ones included."""
    made = []
    for component in COMPONENTS:
        rows = getattr(group, component)
        first = rows[0] if rows else None
        if first is None or not first.published:
            reason = first.reason if first is not None else ""
            made.append(Cell(component, COMPONENT_WORDS[component], None, "", "", reason or "", ()))
            continue
        entry = figures[f"{path}.{component}"]
        others = tuple((_row_entry(entry, row), row) for row in rows[1:] if row.published)
        made.append(
            Cell(
                component,
                COMPONENT_WORDS[component],
                entry,
                grade_of(dataset, first),
                first.statistic or "",
                "",
                others,
            )
        )
    return tuple(made)


def _row_entry(entry: Entry, row: Origin) -> Entry:
    low, high = row.ends  # type: ignore[attr-defined]
    return entry._replace(low=low, high=high, row=row)


def grade_of(dataset: Dataset, row: Origin) -> Grade:
    """Return the grade of a row: its own where it has one, else its source's."""
    if row.grade:
        return row.grade
    assert row.source is not None  # the models refuse a figure without a source
    return dataset.sources[row.source].grade


def statement_figures(statement: Statement, path: str, figures: Catalogue) -> dict[str, Entry]:
    """Return the figures of a statement by name."""
    return {name: figures[f"{path}.{name}"] for name in statement.figures}
