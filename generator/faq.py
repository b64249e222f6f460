"""Which figures do the twelve answers need that no single row holds?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.amounts import Unit
from generator.catalogue import Catalogue, Entry, fragment
from generator.dataset import Dataset
from generator.derived_entries import METHODOLOGY, derived
from generator.wording import COMPONENT_WORDS, DERIVATION_WORDS
from generator.workings import Input, Working


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
        yield from _left_by_base_alone(figures, name)


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
        f"{METHODOLOGY}#{fragment('faq', name)}",
        words=words,
        operands=ends,
        decimals=1 if unit == "bp" else None,
    )


def _gains(figures: Catalogue, name: str) -> Iterator[Entry]:
    """Yield what the outcome of an example adds over four years, base against signing bonus."""
    path = f"example.{name}"
    for component, years in (("base", 4), ("signing_bonus", 1)):
        before, after = (
            Input(words, figures[f"{path}.{component}.{column}"].low, path=f"{path}.{component}.{column}")
            for words, column in (("initial", "initial"), ("outcome", "outcome"))
        )
        key = f"four_year_gain_{component}"
        yield derived(
            path=f"faq.{name}.{key}",
            working=Working("gain_over_years", (before, after, Input("years counted", years, "count"))),
            label=f"{COMPONENT_WORDS[component]}: what the outcome adds over four years",
            quantity=key,
            address=f"{METHODOLOGY}#{fragment('faq', name, key)}",
            words=DERIVATION_WORDS["gain"],
        )


def _left_by_base_alone(figures: Catalogue, name: str) -> Iterator[Entry]:
    """Yield an example's first year where base alone moves, and the share of the outcome that it leaves."""
    path = f"example.{name}"
    parts = (
        ("base", "base.outcome"),
        ("bonus", "year_1_bonus.outcome"),
        ("signing_bonus", "year_1_signing_bonus.initial"),
        ("vest", "year_1_vest.initial"),
        ("refresh", "year_1_refresh.initial"),
    )
    inputs = (
        Input(COMPONENT_WORDS[part], figures[f"{path}.{found}"].low, path=f"{path}.{found}") for part, found in parts
    )
    alone = f"faq.{name}.base_alone_year_1"
    year = derived(
        path=alone,
        working=Working("year_total", tuple(inputs)),
        label="the first year where base alone has moved",
        quantity="base_alone_year_1",
        address=f"{METHODOLOGY}#{fragment('faq', name, 'base_alone_year_1')}",
        words=DERIVATION_WORDS["year.total"],
    )
    yield year
    whole = figures[f"{path}.year_1_total.outcome"]
    yield derived(
        path=f"faq.{name}.left_by_base_alone",
        working=Working(
            "drop", (Input("outcome", whole.low, path=whole.path), Input("base alone", year.low, path=alone))
        ),
        unit="bp",
        decimals=1,
        label="left on the table by base alone, a share of the outcome’s first year",
        quantity="left_by_base_alone",
        address=f"{METHODOLOGY}#{fragment('faq', name, 'left_by_base_alone')}",
        words=DERIVATION_WORDS["drop"],
    )
