"""Which figures does a worked example have: columns, years, drops, and what its source prints?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.catalogue import Entry, fragment
from generator.counter_offers import CounterOffer, worked_example
from generator.dataset import Dataset
from generator.derived_entries import METHODOLOGY, counter_entries, derived
from generator.offers import drops, year_table
from generator.shared_models import Example
from generator.wording import COLUMN_WORDS, COMPONENT_WORDS, DERIVATION_WORDS

_PAID = ("base", "bonus", "signing_bonus", "vest", "refresh")


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
    yield from counter_entries(path, prefix, example.name, counter, METHODOLOGY)
    months = dataset.policy.spread_months.value
    spread = replace(counter, columns={c: offer.spread_over(months) for c, offer in counter.columns.items()})
    yield from _totals(
        f"{path}.spread", f"{prefix}-spread", f"{example.name}, signing bonus over {months} months", spread
    )
    yield from _year_entries(path, prefix, example.name, counter, dataset.policy.drop_flag.value)
    bare = replace(counter, columns={c: replace(offer, refresh=0) for c, offer in counter.columns.items()})
    yield from _year_entries(
        f"{path}.no_refresh",
        f"{prefix}-no-refresh",
        f"{example.name}, without the refresh",
        bare,
        dataset.policy.drop_flag.value,
    )
    for component, printed in example.printed.items():
        for column in ("initial", "ask", "outcome"):
            if (quantity := getattr(printed, column)) is not None:
                yield _printed(path, prefix, example, component, column, quantity.low)
    yield replace(_printed(path, prefix, example, "lift", "outcome", example.printed_lift.low), unit="bp")


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


def _totals(path: str, prefix: str, title: str, counter: CounterOffer) -> Iterator[Entry]:
    wanted = ("year_1_total", "lift")
    for entry in counter_entries(path, prefix, title, counter, METHODOLOGY):
        if entry.quantity in wanted:
            plain = tuple(o.replace(".spread.", ".") if "year_1_total" not in o else o for o in entry.operands)
            span = ("policy.spread_months",) if entry.quantity == "year_1_total" else ()
            yield replace(entry, operands=(*plain, *span))


def _year_entries(path: str, prefix: str, title: str, counter: CounterOffer, drop_flag: int) -> Iterator[Entry]:
    base = path.removesuffix(".no_refresh")
    for column, offer in counter.columns.items():
        rows = year_table(offer)
        for row in rows:
            for part in (*_PAID, "total"):
                key = f"year_{row.year}_{part}"
                if key == "year_1_total" and not path.endswith("no_refresh"):
                    continue
                components = tuple(
                    p
                    for p in (f"{base}.{c}.{column}" for c in ("base", "signing_bonus", "grant", "refresh"))
                    if not (column == "initial" and p.rpartition(".")[0].rpartition(".")[2] in counter.absent)
                )
                yield derived(
                    path=f"{path}.{key}.{column}",
                    amount=getattr(row, part),
                    quantity=key,
                    column=column,
                    label=f"{title}: year {row.year}, {COMPONENT_WORDS[part]}, {COLUMN_WORDS[column]}",
                    address=f"{METHODOLOGY}#{fragment(prefix, 'years', column)}",
                    words=DERIVATION_WORDS["year"],
                    operands=components,
                )
        for fall in drops(rows, drop_flag):
            yield derived(
                path=f"{path}.drop_{fall.year}.{column}",
                amount=fall.drop,
                unit="bp",
                decimals=1,
                quantity=f"drop_{fall.year}",
                column=column,
                label=f"{title}: fall into year {fall.year}, {COLUMN_WORDS[column]}",
                address=f"{METHODOLOGY}#{fragment(prefix, 'years', column)}",
                words=DERIVATION_WORDS["drop"],
                operands=(f"{path}.year_{fall.year - 1}_total.{column}", f"{path}.year_{fall.year}_total.{column}"),
            )
