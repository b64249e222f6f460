"""How does a long list get its pieces, one of each company, without a look at each where all but one are as they were?

A piece is a result: it counts for its readers by what it came to. All pieces of a kind are a result once more: what
lists a thousand of them has read one sheet, and finds them in one part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plugins.incremental.reach import EACH
from plugins.incremental.results import results
from plugins.playbook.functions import PIECES
from plugins.playbook.keeping import digest_of
from plugins.playbook.watched import NAMES, SITE

if TYPE_CHECKING:
    from plugins.playbook.site import Site

PIECE = "piece"
_ALL, _OWNERS, _COMPANIES = "pieces", "owners", "companies"


def gathered(name: str, *, owners: bool = False) -> str:
    """Return the part that holds all pieces of a kind, with whose they are."""
    return f"{_ALL}:{_kind(name, owners=owners)}"


def _kind(name: str, *, owners: bool) -> str:
    return f"{name} {_OWNERS if owners else _COMPANIES}"


class Gathering:
    """The pieces of one build."""

    def __init__(self, site: Site) -> None:
        """Say how they are made."""
        self._site, self._parts = site, site.parts
        self._read = results(site.parts, PIECE, self._make)
        self._gathered = results(site.parts, _ALL, self._gather, differ_when_made=True)
        results(site.parts, "figures", self._figures)

    def one(self, name: str, of: str) -> Any:
        """Return a piece, by its kind and what it is of."""
        return self._read(f"{name} {of}")

    def all(self, name: str, *, owners: bool = False) -> list[tuple[str, Any]]:
        """Return a piece of each company, by its slug, in order; or of each owner of figures."""
        found: list[tuple[str, Any]] = self._gathered(_kind(name, owners=owners))
        return found

    def _make(self, word: str) -> Any:
        self._parts.read(SITE)
        name, _, of = word.partition(" ")
        return PIECES[name](self._site, of)

    def _gather(self, kind: str) -> list[tuple[str, Any]]:
        """Return all pieces of a kind; those that nothing has reached, as they were gathered before."""
        name, _, whose = kind.partition(" ")
        family = f"{PIECE}:{name}"
        self._parts.read(SITE)
        self._parts.read(f"{EACH}{family}")
        members = list(self._site.figures.owners if whose == _OWNERS else self._site.data.companies)
        before = {} if self._parts.has_changed(SITE) else dict(self._parts.before(f"{_ALL}:{kind}") or ())
        reached = frozenset(self._parts.reached(family))
        with self._parts.aside():
            return [
                (of, before[of] if of in before and f"{family} {of}" not in reached else self.one(name, of))
                for of in members
            ]

    def _figures(self, owner: str) -> str:
        """Return a digest of the figures of an owner that draws on the examples and on all companies."""
        for sheet in (SITE, NAMES, "data:examples"):
            self._parts.read(sheet)
        self.all("ends")
        with self._parts.aside():
            return digest_of(list(self._site.figures.of_owner(owner).values()))
