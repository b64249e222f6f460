"""Which parts may differ from the last build, because a sheet does that they read, or that a result read for them?"""

from __future__ import annotations

from collections.abc import Iterable

from plugins.incremental.store import Store

EACH = "each:"


class Reach:
    """The parts that the changes found so far can have reached.

    Results whose names begin alike, up to a space, are a family. Whoever gathers a whole family reads one sheet,
    `each:<family>`, in place of a thousand.

    Attributes:
        parts: Their names.
        families: The reached members of each family that has some.
    """

    def __init__(self, store: Store) -> None:
        """Begin with nothing changed."""
        self._store = store
        self.parts: set[str] = set()
        self.families: dict[str, list[str]] = {}

    def spread(self, sheets: Iterable[str], results: set[str]) -> None:
        """Add the parts that read some sheets, and whatever reads what those came to.

        Args:
            sheets: Names of sheets that differ.
            results: The kinds of sheets that are what the part of the same name came to.
        """
        changed = list(sheets)
        for sheet in changed:  # which grows on the way
            for part in self._store.readers(sheet):
                if part not in self.parts:
                    self.parts.add(part)
                    if part.partition(":")[0] in results:
                        changed.append(part)
                        family, space, _ = part.partition(" ")
                        if space and family not in self.families:
                            changed.append(f"{EACH}{family}")
                        self.families.setdefault(family, []).append(part)
