"""Which figures does the site have, under which path, and where does each answer for itself?

A path is what prose writes: `openai.l5.base`, `openai.l5.total_comp@levels-eoy-2024` (the row of one source),
`openai.l5.base.ask`, `openai.equity.cliff_months`, `example.openai-senior.lift.outcome`, `policy.room.base`,
`claim.typical-lift.lift`, `evidence.hart.kept`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from generator.amounts import Unit, share_text, unit_text
from generator.errors import did_you_mean
from generator.figures import Origin
from generator.workings import Working


class Entry(NamedTuple):
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


Make = Callable[[], Iterable[Entry]]
_COMPANIES = "/companies/"


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
    """Every figure of the site by its path; those of an owner are made when one of them is first asked for.

    An owner is what the first part of a path names: a company, or `example`, `policy`, `claim`, `evidence`, `faq`.
    """

    def __init__(self, companies: Mapping[str, Make], others: Mapping[str, Make]) -> None:
        """Begin with nothing made.

        Args:
            companies: Slug → what makes the figures of a company.
            others: The same for every other owner; their rows stand on pages that are no company's.
        """
        self._companies, self._others = companies, others
        self._sheets: dict[str, _Sheet] = {}

    @property
    def owners(self) -> tuple[str, ...]:
        """Every owner, the companies first."""
        return (*self._companies, *self._others)

    def __getitem__(self, path: str) -> Entry:
        try:
            return self._sheet(path.partition(".")[0]).entries[path]
        except KeyError:
            raise UnknownFigure(path, self) from None

    def __iter__(self) -> Iterator[str]:
        for owner in self.owners:
            yield from self._sheet(owner).entries

    def __len__(self) -> int:
        return sum(len(self._sheet(owner).entries) for owner in self.owners)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and path in self._sheet(path.partition(".")[0]).entries

    def of_owner(self, owner: str) -> Mapping[str, Entry]:
        """Return the figures of an owner by path; none where there is no such owner."""
        return self._sheet(owner).entries

    def of_page(self, page: str) -> list[Entry]:
        """Return the figures whose rows stand on a page, such as `/methodology/`, each row once."""
        return [entry for sheet in self._of_address(page) for entry in sheet.by_page.get(page, {}).values()]

    def rows(self, address: str) -> list[Entry]:
        """Return every row of the list at an address, the one used first; empty for a derived figure."""
        return [entry for sheet in self._of_address(address) for entry in sheet.rows.get(address, ())]

    def lists(self, prefix: str) -> list[list[Entry]]:
        """Return every list of rows whose paths begin with a prefix, which names its company or kind whole."""
        sheet = self._sheet(prefix.partition(".")[0])
        return [rows for rows in sheet.rows.values() if rows[0].path.startswith(prefix)]

    def _sheet(self, owner: str) -> _Sheet:
        if owner not in self._sheets:
            make = self._companies.get(owner) or self._others.get(owner)
            if make is None:
                return _NOTHING
            self._sheets[owner] = _Sheet(make())
        return self._sheets[owner]

    def _of_address(self, address: str) -> Iterator[_Sheet]:
        owner = owner_of(address)
        yield from (self._sheet(name) for name in ([owner] if owner else self._others))


class _Sheet:
    """The figures of one owner."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: dict[str, Entry] = {}
        self.rows: dict[str, list[Entry]] = {}
        for entry in entries:
            if "@" in entry.path:
                self.rows.setdefault(entry.address, []).append(entry)
            # The first row of a list is the one its plain path means; later rows keep their path with the source.
            self.entries.setdefault(entry.path, entry)

    @cached_property
    def by_page(self) -> dict[str, dict[str, Entry]]:
        found: dict[str, dict[str, Entry]] = {}
        for entry in self.entries.values():
            found.setdefault(entry.address.partition("#")[0], {}).setdefault(entry.fragment, entry)
        return found


_NOTHING = _Sheet(())


def owner_of(address: str) -> str:
    """Return the company on whose pages an address is; empty where it is on none.

    >>> owner_of("/companies/acme/figures/#l4-base"), owner_of("/companies/"), owner_of("/faq/")
    ('acme', '', '')
    """
    return address.removeprefix(_COMPANIES).partition("/")[0] if address.startswith(_COMPANIES) else ""


def names(figures: Mapping[str, Entry]) -> tuple[tuple[str, str, str], ...]:
    """Return (path, address, label) of some figures."""
    return tuple((path, entry.address, entry.label) for path, entry in figures.items())


def fragment(*parts: str) -> str:
    """Return the id that the parts of a path make: `l5`, `year_1_total` → `l5-year-1-total`."""
    return "-".join(parts).replace("_", "-").replace(".", "-")
