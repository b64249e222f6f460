"""How does a page's look into the data become something that it has read? The data, behind glass.

What a page looks up is noted: a record by its id, a figure by its path, a list of records by the sign `*`. Every page
reads the sheet `site:`: the settings, the code, the day, and the two small files that nearly all of it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from generator.catalogue import Catalogue, Entry, owner_of
from generator.dataset import Dataset
from plugins.incremental.parts import Parts

V = TypeVar("V")
SITE, NAMES = "site:", "names:companies"
ALL = "*"  # which records there are, in which order


class Records(Mapping[str, V]):
    """Records by id; each look is noted."""

    def __init__(self, found: Mapping[str, V], parts: Parts, sheet: str) -> None:
        """Watch over some records.

        Args:
            found: The records.
            parts: Where it is noted.
            sheet: What is read, by the id of the record.
        """
        self._found, self._parts, self._sheet = found, parts, sheet

    def __getitem__(self, name: str) -> V:
        self._parts.read(self._sheet, name)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        self._parts.read(self._sheet, ALL)
        return iter(self._found)

    def __len__(self) -> int:
        self._parts.read(self._sheet, ALL)
        return len(self._found)


class Companies(Records[V]):
    """Companies by slug: each is a sheet of its own, and read whole."""

    def __getitem__(self, name: str) -> V:
        self._parts.read(company_sheet(name) if name in self._found else NAMES)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        self._parts.read(NAMES)
        return iter(self._found)

    def __len__(self) -> int:
        self._parts.read(NAMES)
        return len(self._found)


class Figures(Catalogue):
    """The catalogue; each look is noted, a path that nothing has as well."""

    def __init__(self, found: Catalogue, parts: Parts, companies: Mapping[str, object]) -> None:
        """Watch over a catalogue.

        Args:
            found: The catalogue.
            parts: Where it is noted.
            companies: The companies, by slug.
        """
        self._found, self._parts, self._slugs = found, parts, companies

    def _note(self, path: object) -> None:
        owner, _, rest = str(path).partition(".")
        if owner in self._slugs:
            self._parts.read(company_sheet(owner), str(path))
        elif owner in _SHARED:
            self._parts.read(_SHARED[owner], rest.partition(".")[0])
        elif owner == "faq":
            self._parts.read(f"figures:{owner}")
        elif owner != "policy":  # which is read by every page; and a company that is not there may come
            self._parts.read(NAMES)

    def _note_owner(self, owner: str) -> None:
        if owner in self._slugs:
            self._parts.read(company_sheet(owner))
        elif owner in _SHARED:
            self._parts.read(_SHARED[owner])
        elif owner == "faq":
            self._parts.read(f"figures:{owner}")
        elif owner != "policy":
            self._parts.read(NAMES)

    def _note_address(self, address: str) -> None:
        owner = owner_of(address)
        for name in [owner] if owner else self._found.owners:
            if name not in self._slugs or owner:
                self._note_owner(name)

    def _note_all(self) -> None:
        self._parts.read(NAMES)
        for owner in self._found.owners:
            self._note_owner(owner)

    @property
    def owners(self) -> tuple[str, ...]:
        """As of the catalogue."""
        self._parts.read(NAMES)
        return self._found.owners

    def __getitem__(self, path: str) -> Entry:
        self._note(path)
        return self._found[path]

    def __contains__(self, path: object) -> bool:
        self._note(path)
        return path in self._found

    def __iter__(self) -> Iterator[str]:
        self._note_all()
        return iter(self._found)

    def __len__(self) -> int:
        self._note_all()
        return len(self._found)

    def of_owner(self, owner: str) -> Mapping[str, Entry]:
        """As of the catalogue."""
        self._note_owner(owner)
        return self._found.of_owner(owner)

    def of_page(self, page: str) -> list[Entry]:
        """As of the catalogue."""
        self._note_address(page)
        return self._found.of_page(page)

    def rows(self, address: str) -> list[Entry]:
        """As of the catalogue."""
        self._note_address(address)
        return self._found.rows(address)

    def lists(self, prefix: str) -> list[list[Entry]]:
        """As of the catalogue."""
        self._note_owner(prefix.partition(".")[0])
        return self._found.lists(prefix)


_SHARED = {"example": "data:examples", "claim": "data:claims", "evidence": "data:evidence"}


def company_sheet(slug: str) -> str:
    """Return the sheet that a company is."""
    return f"data:companies/{slug}"


def standing(name: str) -> str:
    """Return the sheet that a file in the output is, by its path below it: it differs where somebody has touched it."""
    return f"standing:{name}"


def watched(dataset: Dataset, parts: Parts) -> Dataset:
    """Return the data such that every look into it is noted."""
    return dataset._replace(
        companies=Companies(dataset.companies, parts, ""),
        known=Companies(dataset.known, parts, ""),
        sources=Records(dataset.sources, parts, "data:sources"),
        examples=Records(dataset.examples, parts, "data:examples"),
        claims=Records(dataset.claims, parts, "data:claims"),
        evidence=Records(dataset.evidence, parts, "data:evidence"),
    )
