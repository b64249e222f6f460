"""Which figures does the site have, under which path, and where does each answer for itself?

A path is what prose writes: `openai.l5.base`, `openai.l5.total_comp@levels-eoy-2024` (the row of one source),
`openai.l5.base.ask`, `openai.equity.cliff_months`, `example.openai-senior.lift.outcome`, `policy.room.base`,
`claim.typical-lift.lift`, `evidence.hart.kept`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.amounts import Unit, share_text, unit_text
from generator.errors import did_you_mean
from generator.figures import Origin
from generator.workings import Working


@dataclass(frozen=True)
class Entry:
    """One figure of the site.

    Attributes:
        path: What prose writes to show it.
        low, high: The figure in its unit; the same twice for a single value, None for an open end.
        label: What it is, in words.
        quantity: The trade's word for it (`base`, `year_1_total`, `lift`), the page's `data-quantity`.
        column: `initial`, `ask`, `ask_with_offer` or `outcome` where it stands in a counter-offer; else empty.
        address: Page and fragment of its own row.
        row: The data row behind it; None for a derived figure.
        words: For a derived figure, the formula in words.
        operands: For a derived figure, the paths it was computed from.
        working: For a derived figure, the formula with its inputs; None for the ends of a span.
        decimals: Decimals to show for a share; None shows what is needed.
    """

    path: str
    low: int | None
    high: int | None
    unit: Unit
    label: str
    quantity: str
    address: str
    column: str = ""
    row: Origin | None = None
    words: str = ""
    operands: tuple[str, ...] = ()
    working: Working | None = None
    decimals: int | None = None

    @property
    def pieces(self) -> tuple[tuple[str, int | None], ...]:
        """The figure as a reader sees it, in pieces: each number with its amount, the words between with None."""
        low, high = self.low, self.high
        if low is None or high is None:
            return (("up to " if low is None else "at least ", None), self._piece(high if low is None else low))
        if low == high:
            return (self._piece(low),)
        if self.unit in ("dollars", "bp"):
            return (self._piece(low), ("–", None), self._piece(high))
        return ((f"{low:,}", low), (" to ", None), self._piece(high))

    def _piece(self, amount: int | None) -> tuple[str, int | None]:
        assert amount is not None  # a figure has at least one end: the models refuse another
        if self.unit == "bp" and self.decimals is not None:
            return share_text(amount, self.decimals), amount
        return unit_text(amount, self.unit), amount

    @property
    def text(self) -> str:
        """The figure as a reader sees it."""
        return "".join(text for text, _ in self.pieces)

    @property
    def fragment(self) -> str:
        """The id of its row on its page."""
        return self.address.partition("#")[2]

    @property
    def derived(self) -> bool:
        """Whether it is computed from other figures."""
        return bool(self.words)


class UnknownFigure(KeyError):  # noqa: N818 - reads as a sentence where it is raised
    """No figure has this path.

    Attributes:
        path: The path asked for.
    """

    def __init__(self, path: str, known: Iterable[str]) -> None:
        self.path = path
        self._known = known
        super().__init__(f"no figure {path!r}")

    @property
    def hint(self) -> str:
        """Return `did you mean …?`; looked for only when asked, since a mapping's `get` raises this as well."""
        near = did_you_mean(self.path, self._known)
        return near if near.startswith("did") else ""


class Catalogue(Mapping[str, Entry]):
    """Every figure of the site by its path."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, Entry] = {}
        self._rows: dict[str, list[Entry]] = {}
        for entry in entries:
            if "@" in entry.path:
                self._rows.setdefault(entry.address, []).append(entry)
            # The first row of a list is the one its plain path means; later rows keep their path with the source.
            self._entries.setdefault(entry.path, entry)

    def __getitem__(self, path: str) -> Entry:
        try:
            return self._entries[path]
        except KeyError:
            raise UnknownFigure(path, self._entries) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, path: object) -> bool:
        return path in self._entries

    def of_page(self, page: str) -> list[Entry]:
        """Return the figures whose rows stand on a page, such as `/methodology/`, each row once."""
        return list(self._by_page.get(page, {}).values())

    def rows(self, address: str) -> list[Entry]:
        """Return every row of the list at an address, the one used first; empty for a derived figure."""
        return list(self._rows.get(address, ()))

    def lists(self, prefix: str) -> list[list[Entry]]:
        """Return every list of rows whose paths begin with a prefix, which names its company or kind whole."""
        owner = prefix.partition(".")[0]
        return [rows for rows in self._lists_by_owner.get(owner, ()) if rows[0].path.startswith(prefix)]

    def of_source(self, source: str) -> list[Entry]:
        """Return the figures that rest on a source."""
        return list(self._by_source.get(source, {}).values())

    # What every page asks for is sorted out once: a search for each page would take the square of their number.

    @cached_property
    def _by_page(self) -> dict[str, dict[str, Entry]]:
        found: dict[str, dict[str, Entry]] = {}
        for entry in self._entries.values():
            found.setdefault(entry.address.partition("#")[0], {}).setdefault(entry.fragment, entry)
        return found

    @cached_property
    def _by_source(self) -> dict[str, dict[str, Entry]]:
        found: dict[str, dict[str, Entry]] = {}
        for entry in self._entries.values():
            if entry.row is not None and entry.row.source is not None:
                found.setdefault(entry.row.source, {}).setdefault(entry.address, entry)
        return found

    @cached_property
    def _lists_by_owner(self) -> dict[str, list[list[Entry]]]:
        found: dict[str, list[list[Entry]]] = {}
        for rows in self._rows.values():
            found.setdefault(rows[0].path.partition(".")[0], []).append(rows)
        return found


def fragment(*parts: str) -> str:
    """Return the id that the parts of a path make: `l5`, `year_1_total` → `l5-year-1-total`."""
    return "-".join(parts).replace("_", "-").replace(".", "-")
