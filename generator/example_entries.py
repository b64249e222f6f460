"""Which figures does a worked example have: columns, years, drops, and what its source prints?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import Entry, fragment
from generator.cell_workings import PARTS, Setting, year_part, year_sum
from generator.counter_offers import worked_example
from generator.dataset import Dataset
from generator.derived_entries import METHODOLOGY, counter_entries, derived, first_year
from generator.offers import Offer, drops, year_table
from generator.shared_models import Example
from generator.wording import COLUMN_WORDS, COMPONENT_WORDS, DERIVATION_WORDS
from generator.workings import Input, Working


def example_entries(dataset: Dataset, name: str, example: Example) -> Iterator[Entry]:
    """Yield the figures of a worked example: as offered, as modelled, spread, by year, and as printed."""
    counter = worked_example(example, dataset.policy)
    path, prefix = f"example.{name}", f"example-{name}"
    for component in ("base", "signing_bonus", "grant"):
        amount = getattr(example, component)
        yield Entry(
            f"{path}.{component}",
            amount,
            amount,
            "dollars",
            f"{example.name}: {COMPONENT_WORDS[component]}, as printed",
            component,
            f"{METHODOLOGY}#{fragment(prefix, component)}",
        )
    columns = {"ask": "written", "ask_with_offer": "written", "outcome": "written"}
    setting = Setting(path, counter, dataset.policy, columns)
    yield from counter_entries(setting, prefix, example.name, METHODOLOGY)
    yield from _year_entries(setting, prefix, example.name, dataset.policy.drop_flag.value)
    months = dataset.policy.spread_months.value
    spread = _variant(setting, "spread", {c: offer.spread_over(months) for c, offer in counter.columns.items()})
    spread = spread._replace(terms={"signing_months": "policy.spread_months"})
    for column in spread.counter.columns:
        title = f"{example.name}, signing bonus over {months} months"
        yield from first_year(
            spread, f"{prefix}-spread", title, METHODOLOGY, column, ("signing_bonus", "vest", "bonus")
        )
    bare = _variant(setting, "no_refresh", {c: offer._replace(refresh=0) for c, offer in counter.columns.items()})
    title = f"{example.name}, without the refresh"
    yield from _year_entries(bare, f"{prefix}-no-refresh", title, dataset.policy.drop_flag.value)
    for component, printed in example.printed.items():
        for column in ("initial", "ask", "outcome"):
            if (quantity := getattr(printed, column)) is not None:
                yield _printed(path, prefix, example, component, column, quantity.low)
    yield _printed(path, prefix, example, "lift", "outcome", example.printed_lift.low)._replace(unit="bp")


def _printed(path: str, prefix: str, example: Example, component: str, column: str, amount: int) -> Entry:
    words = COMPONENT_WORDS.get(component, component)
    return Entry(
        f"{path}.printed.{component}.{column}",
        amount,
        amount,
        "dollars",
        f"{example.name}: {words}, {COLUMN_WORDS[column]}, as its source prints it",
        f"printed_{component}",
        f"{METHODOLOGY}#{fragment(prefix, 'printed', component, column)}",
        column=column,
    )


def _variant(setting: Setting, name: str, columns: dict[str, Offer]) -> Setting:
    return setting._replace(variant=f"{setting.path}.{name}", counter=setting.counter._replace(columns=columns))


def _year_entries(setting: Setting, prefix: str, title: str, drop_flag: int) -> Iterator[Entry]:
    path = setting.variant or setting.path
    for column, offer in setting.counter.columns.items():
        address = f"{METHODOLOGY}#{fragment(prefix, 'years', column)}"
        rows = year_table(offer)
        for row in rows:
            for part in (*PARTS, "total"):
                sums = part == "total"
                key = f"year_{row.year}_{part}"
                yield derived(
                    path=f"{path}.{key}.{column}",
                    working=year_sum(setting, column, row)
                    if sums
                    else year_part(setting, part, column, offer, row.year),
                    quantity=key,
                    column=column,
                    label=f"{title}: year {row.year}, {COMPONENT_WORDS[part]}, {COLUMN_WORDS[column]}",
                    address=address,
                    words=DERIVATION_WORDS[f"year.{part}"],
                )
        for fall in drops(rows, drop_flag):
            before, after = (
                Input(words, rows[index].total, path=f"{path}.year_{rows[index].year}_total.{column}")
                for words, index in (("the year before", fall.year - 2), ("this year", fall.year - 1))
            )
            yield derived(
                path=f"{path}.drop_{fall.year}.{column}",
                working=Working("drop", (before, after)),
                unit="bp",
                decimals=1,
                quantity=f"drop_{fall.year}",
                column=column,
                label=f"{title}: fall into year {fall.year}, {COLUMN_WORDS[column]}",
                address=address,
                words=DERIVATION_WORDS["drop"],
            )
