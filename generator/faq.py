"""Which figures do the twelve answers need that no single row holds?"""

from __future__ import annotations

from collections.abc import Iterator

from generator import formulas
from generator.amounts import Unit
from generator.catalogue import Catalogue, Entry, fragment
from generator.counter_offers import worked_example
from generator.dataset import Dataset

_METHODOLOGY = "/methodology/"


def faq_entries(dataset: Dataset, figures: Catalogue) -> Iterator[Entry]:
    """Yield the answers' own figures, each computed from others."""
    for column, name in (("ask", "lift_without_offer"), ("ask_with_offer", "lift_with_offer")):
        yield from _span(
            figures, f"lift.{column}", name, "bp", "lowest and highest lift of the asks in the company tables"
        )
    yield from _span(
        figures,
        "signing_bonus.ask",
        "signing_without_offer",
        "dollars",
        "lowest and highest signing bonus asked for in the company tables",
    )
    yield from _span(
        figures,
        "signing_bonus.ask_with_offer",
        "signing_with_offer",
        "dollars",
        "lowest and highest signing bonus asked for in the company tables",
    )
    yield from _span(
        figures, "refresh.ask", "refresh", "dollars", "lowest and highest refresh asked for in the company tables"
    )
    for name in dataset.examples:
        yield from _gains(figures, name)
        yield _left_by_base_alone(dataset, name)


def _span(figures: Catalogue, ending: str, name: str, unit: Unit, words: str) -> Iterator[Entry]:
    found = [e for path, e in figures.items() if path.endswith(f".{ending}") and not path.startswith("example.")]
    amounts = [e.low for e in found if e.low is not None]
    if not amounts:
        return
    low, high = min(amounts), max(amounts)
    ends = tuple(next(e.path for e in found if e.low == end) for end in (low, high))
    yield Entry(
        f"faq.{name}",
        low,
        high,
        unit,
        words,
        name,
        f"{_METHODOLOGY}#{fragment('faq', name)}",
        words=words,
        operands=ends,
        decimals=1 if unit == "bp" else None,
    )


def _gains(figures: Catalogue, name: str) -> Iterator[Entry]:
    """Yield what the outcome of an example adds over four years, base against signing bonus."""
    path = f"example.{name}"
    base = [figures[f"{path}.base.{column}"] for column in ("initial", "outcome")]
    signing = [figures[f"{path}.signing_bonus.{column}"] for column in ("initial", "outcome")]
    for component, pair, years in (("base", base, 4), ("signing_bonus", signing, 1)):
        gain = formulas.over_years(formulas.level_step(pair[0].low, pair[1].low), years)
        key = f"four_year_gain_{component}"
        words = f"the outcome less the initial amount, {'in each of four years' if years == 4 else 'paid once'}"
        yield Entry(
            f"faq.{name}.{key}",
            gain,
            gain,
            "dollars",
            f"{component.replace('_', ' ')}: {words}",
            key,
            f"{_METHODOLOGY}#{fragment('faq', name, key)}",
            words=words,
            operands=tuple(entry.path for entry in pair),
        )


def _left_by_base_alone(dataset: Dataset, name: str) -> Entry:
    """Return the share of an example's first-year outcome that is missing where base alone moves."""
    path, key = f"example.{name}", "left_by_base_alone"
    columns = worked_example(dataset.examples[name], dataset.policy).columns
    initial, outcome = columns["initial"], columns["outcome"]
    alone = formulas.with_pay(initial.terms, outcome.base, initial.signing_bonus, initial.grant, initial.refresh)
    share = formulas.drop(outcome.year_1_total, formulas.year_1_total(alone))
    words = "one less the first year in which base alone has moved, divided by the first year of the outcome"
    return Entry(
        f"faq.{name}.{key}",
        share,
        share,
        "bp",
        f"left on the table by base alone: {words}",
        key,
        f"{_METHODOLOGY}#{fragment('faq', name, key)}",
        words=words,
        decimals=1,
        operands=(
            f"{path}.year_1_total.initial",
            f"{path}.base.initial",
            f"{path}.base.outcome",
            f"{path}.year_1_total.outcome",
        ),
    )
