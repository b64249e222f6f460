"""What does each list of the guide hold: asks, ranking, level translation, coverage, sources, history?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import BaseModel

from generator.amounts import first_day
from generator.catalogue import Catalogue, Entry
from generator.counter_offers import company_counter_offer
from generator.dataset import Dataset
from generator.figures import Statement
from generator.freshness import mark, used_figures
from generator.models import COMPONENTS, Ask, Company, Level, StepMapping
from generator.shared_models import Claim, Source, marks_text
from generator.tables import grade_of


class AskLine(NamedTuple):
    """One line of "ask for this, in this order, because".

    Attributes:
        source: Id and source it rests on, or None.
        claim: Id and claim of the source playbook it rests on, or None.
    """

    ask: Ask
    source: tuple[str, Source] | None
    claim: tuple[str, Claim] | None


def asks(dataset: Dataset, company: Company) -> tuple[AskLine, ...]:
    """Return what to ask for, in order."""
    return tuple(
        AskLine(
            ask,
            (ask.source, dataset.sources[ask.source]) if ask.source else None,
            (ask.claim, dataset.claims[ask.claim]) if ask.claim else None,
        )
        for ask in company.asks
    )


def offered(dataset: Dataset, company: Company) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a company's name, and (id, title) of each of its levels with a counter-offer."""
    levels = company.levels.items()
    return company.name, tuple(
        (name, lvl.title) for name, lvl in levels if company_counter_offer(dataset, company, lvl)
    )


class Known(NamedTuple):
    """What is known of a company, counted.

    Attributes:
        levels: Titles of its levels.
        with_table: How many have a counter-offer table.
        grades: Figures used, by grade.
        used: How many figures are used.
        stale: How many of them are past their shelf life.
        age: What holds of those, in words.
        empty: How many cells of its levels hold no figure.
    """

    company: Company
    slug: str
    levels: tuple[str, ...]
    with_base: int
    with_table: int
    grades: dict[str, int]
    used: int
    stale: int
    age: str
    empty: int


def coverage(dataset: Dataset) -> tuple[Known, ...]:
    """Return what is known of each company."""
    return tuple(known_of(dataset, company) for company in dataset.companies.values())


def known_of(dataset: Dataset, company: Company) -> Known:
    """Return what is known of one company."""
    grades = {"A": 0, "B": 0, "C": 0}
    figures = [row for _, row, _ in used_figures(company)]
    for row in figures:
        grades[grade_of(dataset, row)] += 1
    marks = [words for row in figures if (words := mark(dataset, row, "figure"))]
    at_levels = list(used_figures(company.model_copy(update={"postings": {}, "reports": {}})))
    return Known(
        company,
        company.slug,
        tuple(level.title for level in company.levels.values()),
        sum(bool(level.base and level.base[0].published) for level in company.levels.values()),
        sum(company_counter_offer(dataset, company, level) is not None for level in company.levels.values()),
        grades,
        len(figures),
        len(marks),
        marks_text(marks),
        len(company.levels) * len(COMPONENTS) - len(at_levels),
    )


class LevelRow(NamedTuple):
    """One level beside its step; `others` are mappings that disagree."""

    company: Company
    name: str
    level: Level
    mapping: StepMapping | None
    others: tuple[StepMapping, ...]
    source: Source | None


def level_rows(dataset: Dataset, company: str) -> tuple[LevelRow, ...]:
    """Return every level of a company with its step; one on its parent's ladder shows that."""
    owner = dataset.companies[company]
    return own_levels(dataset, dataset.companies[owner.ladder_of] if owner.ladder_of and not owner.levels else owner)


def own_levels(dataset: Dataset, company: Company) -> tuple[LevelRow, ...]:
    """Return every level of a company's own ladder with its step."""
    rows = []
    for name, level in company.levels.items():
        first = level.step[0] if level.step else None
        source = dataset.sources[first.source] if first and first.source else None
        rows.append(LevelRow(company, name, level, first, level.step[1:], source))
    return tuple(rows)


# Step; whether only grade C says so; what it is ranked by, in dollars, less than nothing; company; level.
Rank = tuple[int, bool, int, str, str]


class Ranked(NamedTuple):
    """One company's total at one step."""

    rank: Rank
    company: Company
    name: str
    level: Level
    entry: Entry
    statistic: str
    grade: str


def ranked(dataset: Dataset, figures: Catalogue, company: Company) -> Iterator[Ranked]:
    """Yield the totals of a company that stand at a step: grades A and B rank highest first; then C, below them."""
    for name, level in company.levels.items():
        if level.step and level.total_comp and level.total_comp[0].published:
            row = level.total_comp[0]
            entry, grade = figures[f"{company.slug}.{name}.total_comp"], grade_of(dataset, row)
            rank = (level.step[0].at, grade == "C", -(entry.low or entry.high or 0), company.slug, name)
            yield Ranked(rank, company, name, level, entry, row.statistic or "", grade)


# (address, label) of the row of a figure.
Cited = tuple[str, str]
SourceRow = tuple[str, Source, list[Cited]]


def cited(company: Company | None, figures: Mapping[str, Entry]) -> dict[str, tuple[Cited, ...]]:
    """Return every source that a company names, or that some figures rest on, with those figures' rows, each once.

    Args:
        company: Whose figures they are; None where they are no company's.
        figures: Path → figure.
    """
    found: dict[str, dict[str, str]] = {name: {} for name in sorted(_named_sources(company))}
    for entry in figures.values():
        if entry.row is not None and entry.row.source is not None:
            found.setdefault(entry.row.source, {}).setdefault(entry.address, entry.label)
    return {name: tuple(rows.items()) for name, rows in found.items()}


def source_rows(
    dataset: Dataset, owners: Iterable[Mapping[str, Sequence[Cited]]]
) -> tuple[tuple[SourceRow, ...], tuple[SourceRow, ...]]:
    """Return every source with the figures that rest on it, by publisher: first the used ones, then those only read.

    Args:
        dataset: All data.
        owners: What `cited` says of each owner of figures.
    """
    used = _named_sources(
        (dataset.policy, *(tuple(f.values()) for f in (dataset.examples, dataset.claims, dataset.evidence)))
    )
    figures: dict[str, list[Cited]] = {}
    for owner in owners:
        used |= owner.keys()
        for name, found in owner.items():
            figures.setdefault(name, []).extend(found)
    rows = [(name, source, figures.get(name, [])) for name, source in dataset.sources.items()]
    rows.sort(key=lambda row: (row[1].publisher.lower(), row[0]))
    return tuple(row for row in rows if row[0] in used), tuple(row for row in rows if row[0] not in used)


def used_sources(dataset: Dataset, company: Company) -> tuple[tuple[str, Source], ...]:
    """Return the sources of one company, best grade first."""
    rows = [(name, dataset.sources[name]) for name in _named_sources(company)]
    return tuple(sorted(rows, key=lambda row: (row[1].grade, row[1].publisher, row[0])))


_PLAIN = (str, int, bool, type(None))  # of which nothing can be below


def _named_sources(found: object) -> set[str]:
    """Return the ids of all sources named below a model."""
    names: set[str] = set()
    to_read = [found]
    while to_read:
        found = to_read.pop()
        if isinstance(found, BaseModel):
            values = vars(found)
            if isinstance(own := values.get("source"), str):
                names.add(own)
            to_read += [value for field in type(found).model_fields if type(value := values[field]) not in _PLAIN]
        elif isinstance(found, Mapping):
            to_read += found.values()
        elif isinstance(found, tuple):
            to_read += found
    return names


def sections(company: Company, section: str) -> tuple[tuple[str, str, tuple[Statement, ...]], ...]:
    """Return the statements of a section: (what the group says, its key in figure paths, its rows)."""
    groups: dict[str, tuple[tuple[str, str, tuple[Statement, ...]], ...]] = {
        "equity": (
            ("Instrument", "instrument", company.equity.instrument),
            ("Liquidity", "liquidity", company.equity.liquidity),
        ),
        "signing": (
            ("How it is paid", "signing", company.signing.form),
            ("What is owed back", "signing", company.signing.clawback),
        ),
        "refresh": (("", "refresh", company.equity.refresh),),
        "practice": (("", "practice", company.practice),),
        "deadline": (("", "deadline", company.deadline),),
    }
    return groups[section]


def history(figures: Catalogue, company: Company) -> tuple[tuple[Entry, ...], ...]:
    """Return the figures of a company that are on record for several days in one series, each newest first."""
    found = []
    for rows in figures.lists(f"{company.slug}."):
        series: dict[tuple[object, ...], list[Entry]] = {}
        for entry in rows:
            if entry.row is not None and entry.row.from_:
                series.setdefault(_series(entry), []).append(entry)
        for dated in series.values():
            if len({entry.row.from_ for entry in dated if entry.row}) > 1:
                found.append(tuple(sorted(dated, key=_since, reverse=True)))
    return tuple(found)


def _series(entry: Entry) -> tuple[object, ...]:
    """Return what rows must share to be one series: a median after an average is no change of pay."""
    return entry.quantity, getattr(entry.row, "statistic", None), getattr(entry.row, "location", None)


def _since(entry: Entry) -> tuple[str, str]:
    return (first_day(entry.row.from_).isoformat() if entry.row and entry.row.from_ else "", entry.path)


def derivations(figures: Catalogue, prefix: str) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return the figures whose path begins with `prefix`, by the fragment of the row they stand in."""
    groups: dict[str, list[Entry]] = {}
    for path, entry in figures.of_owner(prefix.partition(".")[0]).items():
        if path.startswith(prefix):
            groups.setdefault(entry.fragment, []).append(entry)
    return tuple((name, tuple(rows)) for name, rows in groups.items())
