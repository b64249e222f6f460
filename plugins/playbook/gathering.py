"""How does a long list get its pieces, one of each company, without a look at each where all but one are as they were?

A piece is a result: it counts for its readers by what it came to. All pieces of a kind are a result once more, so that
what lists a thousand of them has read one sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plugins.incremental.results import results
from plugins.playbook.functions import PIECES
from plugins.playbook.keeping import digest_of
from plugins.playbook.watched import NAMES, SITE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plugins.playbook.site import Site

PIECE = "piece"
_ALL, _OWNERS, _COMPANIES = "pieces", "owners", "companies"


class Gathering:
    """The pieces of one build."""

    def __init__(self, site: Site) -> None:
        """Say how they are made."""
        self._site, self._parts = site, site.parts
        self._read = results(site.parts, PIECE, self._make)
        results(site.parts, _ALL, self._state)
        results(site.parts, "figures", self._figures)

    def one(self, name: str, of: str) -> Any:
        """Return a piece, by its kind and what it is of."""
        return self._read(f"{name} {of}")

    def all(self, name: str, *, owners: bool = False) -> list[tuple[str, Any]]:
        """Return a piece of each company, by its slug, in order; or of each owner of figures."""
        kind = f"{name} {_OWNERS if owners else _COMPANIES}"
        self._parts.read(f"{_ALL}:{kind}")
        with self._parts.aside():
            unseen = self._parts.values(f"{PIECE}:{name} ")
            members = self._members(kind)
            return [
                (of, unseen[part] if (part := f"{PIECE}:{name} {of}") in unseen else self.one(name, of))
                for of in members
            ]

    def _members(self, kind: str) -> Iterable[str]:
        return self._site.figures.owners if kind.endswith(_OWNERS) else self._site.data.companies

    def _make(self, word: str) -> Any:
        self._parts.read(SITE)
        name, _, of = word.partition(" ")
        return PIECES[name](self._site, of)

    def _state(self, kind: str) -> str:
        """Return a digest of all pieces of a kind."""
        name = kind.partition(" ")[0]
        self._parts.read(SITE)
        self._parts.look_up(f"{PIECE}:{name} ")
        sheets = [f"{PIECE}:{name} {of}" for of in self._members(kind)]
        for sheet in sheets:
            self._parts.read(sheet)
        return digest_of([(sheet, self._parts.digest(sheet)) for sheet in sheets])

    def _figures(self, owner: str) -> str:
        """Return a digest of the figures of an owner that draws on the examples and on all companies."""
        for sheet in (SITE, NAMES, "data:examples"):
            self._parts.read(sheet)
        self.all("ends")
        with self._parts.aside():
            return digest_of(list(self._site.figures.of_owner(owner).values()))
