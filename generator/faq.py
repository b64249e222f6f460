"""Which figures do the twelve answers need that no single row holds?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.amounts import Unit
from generator.catalogue import Catalogue, Entry, fragment
from generator.dataset import Dataset
from generator.derived_entries import METHODOLOGY, derived
from generator.wording import COMPONENT_WORDS, DERIVATION_WORDS
from generator.workings import Input, Working

_LIFTS = "lowest and highest lift of the asks in the company tables"
_SIGNING = "lowest and highest signing bonus asked for in the company tables"
_REFRESH = "lowest and highest refresh asked for in the company tables"
# Name of a span → how the paths of its figures end, their unit, and what it is.
_SPANS: dict[str, tuple[str, Unit, str]] = {
    "lift_without_offer": (".lift.ask", "bp", _LIFTS),
    "lift_with_offer": (".lift.ask_with_offer", "bp", _LIFTS),
    "signing_without_offer": (".signing_bonus.ask", "dollars", _SIGNING),
    "signing_with_offer": (".signing_bonus.ask_with_offer", "dollars", _SIGNING),
    "refresh": (".refresh.ask", "dollars", _REFRESH),
}
# Of a company, for each span: the lowest figure and the highest, as (amount, path).
Ends = Mapping[str, tuple[tuple[int, str], tuple[int, str]]]


def ends(figures: Mapping[str, Entry]) -> Ends:
    """Return the lowest and the highest of a company's figures in each span that has any.

    Args:
        figures: The company's, by path; of equal ones the first counts.
    """
    found = {}
    for name, (ending, _, _) in _SPANS.items():
        amounts = [(e.low, path) for path, e in figures.items() if path.endswith(ending) and e.low is not None]
        if amounts:
            found[name] = min(amounts, key=_amount), max(amounts, key=_amount)
    return found


def faq_entries(dataset: Dataset, figures: Catalogue, companies: Sequence[Ends]) -> Iterator[Entry]:
    """Yield the answers' own figures, each computed from others.

    Args:
        dataset: All data.
        figures: Of the examples at least.
        companies: The ends of the spans of each company.
    """
    for name in _SPANS:
        found = [both[name] for both in companies if name in both]
        if found:
            low, high = min((low for low, _ in found), key=_amount), max((high for _, high in found), key=_amount)
            yield _span(name, low, high)
    for name in dataset.examples:
        yield from _gains(figures, name)
        yield from _left_by_base_alone(figures, name)


def _amount(end: tuple[int, str]) -> int:
    return end[0]


def _span(name: str, low: tuple[int, str], high: tuple[int, str]) -> Entry:
    _, unit, words = _SPANS[name]
    return Entry(
        f"faq.{name}",
        low[0],
        high[0],
        unit,
        words,
        name,
        f"{METHODOLOGY}#{fragment('faq', name)}",
        words=words,
        operands=(low[1], high[1]),
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
