"""What does a card say that another site frames: a level's pay and asks, or a company's levels?"""

from __future__ import annotations

from typing import NamedTuple

from generator.catalogue import Catalogue, Entry
from generator.dataset import Dataset
from generator.models import Company
from generator.shared_models import Source
from generator.tables import Cell, cells, company_table
from generator.wording import COMPONENT_WORDS

_ASKED = ("base", "grant")


class AskRange(NamedTuple):
    """What to ask for a component: without another offer, and with a written one.

    Attributes:
        words: Which component.
        high: None where a written offer changes nothing.
    """

    words: str
    low: Entry
    high: Entry | None


class Origin(NamedTuple):
    """A source of a card's figures, with the day from which they hold."""

    name: str
    source: Source
    since: str | None


class LevelCard(NamedTuple):
    """One level.

    Attributes:
        known: Base, equity and total, published or not.
        asks: Empty where the level has no counter-offer.
        origins: Who says so, each once.
    """

    known: tuple[Cell, ...]
    asks: tuple[AskRange, ...]
    origins: tuple[Origin, ...]


class CompanyCard(NamedTuple):
    """A company's levels: id, title, base and total of each."""

    levels: tuple[tuple[str, str, Cell, Cell], ...]


def level_card(dataset: Dataset, figures: Catalogue, company: Company, name: str) -> LevelCard:
    """Return what a level's card shows."""
    found = {cell.component: cell for cell in cells(dataset, figures, f"{company.slug}.{name}", company.levels[name])}
    equity = "annual_equity" if found["annual_equity"].entry and not found["grant"].entry else "grant"
    known = tuple(found[component] for component in ("base", equity, "total_comp"))
    asks = []
    if company_table(dataset, figures, company, name):
        for component in _ASKED:
            low, high = (figures[f"{company.slug}.{name}.{component}.{key}"] for key in ("ask", "ask_with_offer"))
            asks.append(AskRange(COMPONENT_WORDS[component], low, high if high.low != low.low else None))
    rows = [cell.entry.row for cell in known if cell.entry and cell.entry.row]
    named = {row.source: Origin(row.source, dataset.sources[row.source], row.from_) for row in rows if row.source}
    return LevelCard(known, tuple(asks), tuple(named.values()))


def company_card(dataset: Dataset, figures: Catalogue, company: Company) -> CompanyCard:
    """Return what a company's card shows."""
    levels = []
    for name, level in company.levels.items():
        found = {cell.component: cell for cell in cells(dataset, figures, f"{company.slug}.{name}", level)}
        levels.append((name, level.title, found["base"], found["total_comp"]))
    return CompanyCard(tuple(levels))
