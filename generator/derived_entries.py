"""How does a counter-offer, a statement or a result become figures with paths and addresses?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.amounts import Unit
from generator.catalogue import Entry, fragment
from generator.cell_workings import Setting, asked, expected, offered, year_part, year_sum
from generator.counter_offers import MOVED
from generator.figures import Statement
from generator.offers import year_1
from generator.wording import COLUMN_WORDS, COMPONENT_WORDS, DERIVATION_WORDS
from generator.workings import Input, Working

METHODOLOGY = "/methodology/"


def counter_entries(setting: Setting, prefix: str, title: str, page: str) -> Iterator[Entry]:
    """Yield a figure for each cell of a counter-offer, what vests in its first years, its totals and its lifts."""
    for column in setting.counter.columns:
        for component in MOVED:
            if column == "initial" and component in setting.counter.absent:
                continue
            if column == "initial":
                working = offered(setting, component)
            else:
                working = expected(setting, component) if column == "outcome" else asked(setting, component, column)
            yield derived(
                path=f"{setting.path}.{component}.{column}",
                working=working,
                label=f"{title}: {COMPONENT_WORDS[component]}, {COLUMN_WORDS[column]}",
                quantity=component,
                column=column,
                address=f"{page}#{fragment(prefix, component, column)}",
                words=DERIVATION_WORDS[f"{component}.{column}"],
            )
        yield from first_year(setting, prefix, title, page, column)


def first_year(
    setting: Setting, prefix: str, title: str, page: str, column: str, parts: tuple[str, ...] = ("vest", "bonus")
) -> Iterator[Entry]:
    """Yield the year-1 total of a column, its lift, and those parts of it that are no cell of the table."""
    offer = setting.counter.columns[column]
    path = setting.variant or setting.path
    row = year_1(offer)
    stated = tuple(part for part in parts if not (part == "bonus" and "bonus_target" in setting.counter.absent))
    for part in stated:
        key = f"year_1_{part}"
        yield derived(
            path=f"{path}.{key}.{column}",
            working=year_part(setting, part, column, offer, 1),
            label=f"{title}: year 1, {COMPONENT_WORDS[part]}, {COLUMN_WORDS[column]}",
            quantity=key,
            column=column,
            address=f"{page}#{fragment(prefix, key, column)}",
            words=DERIVATION_WORDS[f"year.{part}"],
        )
    total = f"{path}.year_1_total"
    yield derived(
        path=f"{total}.{column}",
        working=year_sum(setting, column, row, stated),
        label=f"{title}: {COMPONENT_WORDS['year_1_total']}, {COLUMN_WORDS[column]}",
        quantity="year_1_total",
        column=column,
        address=f"{page}#{fragment(prefix, 'year_1_total', column)}",
        words=DERIVATION_WORDS["year.total"],
    )
    if column != "initial":
        before = setting.counter.columns["initial"].year_1_total
        yield derived(
            path=f"{path}.lift.{column}",
            working=Working(
                "change",
                (
                    Input("before", before, path=f"{total}.initial"),
                    Input("after", offer.year_1_total, path=f"{total}.{column}"),
                ),
            ),
            unit="bp",
            decimals=1,
            label=f"{title}: lift of the year-1 total, {COLUMN_WORDS[column]}",
            quantity="lift",
            column=column,
            address=f"{page}#{fragment(prefix, 'lift', column)}",
            words=DERIVATION_WORDS["lift"],
        )


def statement_entries(path: str, statement: Statement, address: str, about: str) -> Iterator[Entry]:
    """Yield a statement's figures; claims and findings have one row each, terms one a figure."""
    for name, quantity in statement.quantities.items():
        anchor = address if "#claim-" in address or "#evidence-" in address else f"{address}-{fragment(name)}"
        label = f"{about}: {name.replace('_', ' ')}"
        yield Entry(f"{path}.{name}", quantity.low, quantity.high, quantity.unit, label, name, anchor, row=statement)


def derived(
    *,
    path: str,
    working: Working,
    label: str,
    quantity: str,
    address: str,
    words: str,
    column: str = "",
    unit: Unit = "dollars",
    decimals: int | None = None,
) -> Entry:
    """Return the figure that a working makes; it is its result, so the two cannot differ."""
    amount = working.result
    return Entry(
        path,
        amount,
        amount,
        unit,
        label,
        quantity,
        address,
        column=column,
        words=words,
        operands=working.paths,
        working=working,
        decimals=decimals,
    )
