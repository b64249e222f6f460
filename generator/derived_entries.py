"""How does a counter-offer, a statement or a result become figures with paths and addresses?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.amounts import Unit
from generator.catalogue import Entry, fragment
from generator.counter_offers import MOVED, CounterOffer
from generator.figures import Statement
from generator.wording import COLUMN_WORDS, COMPONENT_WORDS, DERIVATION_WORDS

METHODOLOGY = "/methodology/"


def counter_entries(path: str, prefix: str, title: str, counter: CounterOffer, page: str) -> Iterator[Entry]:
    """Yield a figure for each cell of a counter-offer, and its lifts."""
    for column, offer in counter.columns.items():
        for component in (*MOVED, "year_1_total"):
            if column == "initial" and component in counter.absent:
                continue
            first = f"{path}.{component}.initial"
            yield derived(
                path=f"{path}.{component}.{column}",
                amount=getattr(offer, component),
                label=f"{title}: {COMPONENT_WORDS[component]}, {COLUMN_WORDS[column]}",
                quantity=component,
                column=column,
                address=f"{page}#{fragment(prefix, component, column)}",
                words=DERIVATION_WORDS[f"{component}.{column}"],
                operands=_operands(path, component, column, first, counter),
            )
        if column != "initial":
            yield derived(
                path=f"{path}.lift.{column}",
                amount=counter.lift(column),
                unit="bp",
                decimals=1,
                label=f"{title}: lift of the year-1 total, {COLUMN_WORDS[column]}",
                quantity="lift",
                column=column,
                address=f"{page}#{fragment(prefix, 'lift', column)}",
                words=DERIVATION_WORDS["lift"],
                operands=(f"{path}.year_1_total.initial", f"{path}.year_1_total.{column}"),
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
    amount: int,
    label: str,
    quantity: str,
    address: str,
    words: str,
    operands: tuple[str, ...],
    column: str = "",
    unit: Unit = "dollars",
    decimals: int | None = None,
) -> Entry:
    """Return the figure of a computed amount."""
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
        operands=operands,
        decimals=decimals,
    )


def _operands(path: str, component: str, column: str, first: str, counter: CounterOffer) -> tuple[str, ...]:
    """Return the paths a cell was computed from, those that exist."""
    if component == "year_1_total":
        parts = (
            f"{path}.{part}.{column}"
            for part in ("base", "signing_bonus", "grant")
            if not (column == "initial" and part in counter.absent)
        )
        return (*parts, *_kept_terms(path, counter))
    if column == "initial":
        if component == "grant" and counter.derived_grant:
            return (f"{path}.annual_equity",)
        return (f"{path}.{component}",)
    if column == "outcome":
        initial = () if component in counter.absent else (first,)
        return (*initial, f"{path}.{component}.ask", f"policy.capture.{component}", f"policy.step.{component}")
    basis = {"signing_bonus": "base", "refresh": "grant"}.get(component, component)
    used = [first] if component not in counter.absent else []
    if basis != component:
        used.append(f"{path}.{basis}.initial")
    limit = counter.limits[component]  # type: ignore[index]
    if not (limit.ask and limit.ask.room is not None):
        used.append(f"policy.room.{component}")
    used.append(f"policy.step.{component}")
    if limit.cap is not None:
        used.append(f"{path}.{limit.band_row}")
    if component != "refresh":
        used.append(
            "policy.leverage.written"
            if column == "ask_with_offer" or path.startswith("example.")
            else "policy.leverage.none"
        )
    return tuple(used)


def _kept_terms(path: str, counter: CounterOffer) -> tuple[str, ...]:
    """Return the paths of the terms that a first year pays by and no column moves; an example's have no rows."""
    if path.startswith("example."):
        return ()
    company = path.partition(".")[0]
    terms = {"bonus_target": f"{path}.bonus_target", "vesting_schedule": f"{company}.equity.vest_year_1"}
    return tuple(found for term, found in terms.items() if term not in counter.absent)
