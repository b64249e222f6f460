"""In which state is each sheet that parts read, and is that the state in which the last build found it?

A sheet is named `kind:rest`. Whoever owns a kind says how to name the state of its sheets by a digest. Some are
results: they differ only where the part of the same name was made again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager

from plugins.incremental.store import Digest, Store


class Sheets:
    """The sheets of one build."""

    def __init__(
        self,
        store: Store | None,
        stands: Callable[[str], bool],
        aside: Callable[[], AbstractContextManager[None]],
    ) -> None:
        """Begin a build.

        Args:
            store: Where the last build left the digests; without one, nothing is known of it.
            stands: Whether a part stands because nothing can have reached it.
            aside: Lets nobody note what is read to find a digest.
        """
        self._store = store if store and store.is_known else None
        self._stands, self._aside = stands, aside
        self._now: dict[str, Digest] = {}
        self._before: dict[str, Digest] = {}
        self._kinds: dict[str, tuple[Callable[[str], Digest], Callable[[str], Collection[str] | None] | None]] = {}
        self._keys_changed: dict[str, Collection[str] | None] = {}
        self.results: set[str] = set()

    def kind(
        self,
        name: str,
        digest: Callable[[str], Digest],
        changed_keys: Callable[[str], Collection[str] | None] | None = None,
        *,
        is_result: bool = False,
    ) -> None:
        """Say how sheets of a kind are named by their state: `kind:rest` is asked for by `rest`.

        Args:
            name: The kind.
            digest: Returns a digest of a sheet's present state; asked once a build.
            changed_keys: Returns which keys differ from the last build; None for all of them.
            is_result: Whether such a sheet is what the part of the same name came to, so that it differs only where
                that part was made again.
        """
        self._kinds[name] = digest, changed_keys
        if is_result:
            self.results.add(name)

    def digest(self, sheet: str) -> Digest:
        """Return the digest of a sheet's present state."""
        if sheet not in self._now:
            if self._is_unchanged_result(sheet) and (known := self.digest_before(sheet)):
                return known
            kind, _, rest = sheet.partition(":")
            with self._aside():
                self._now[sheet] = self._kinds[kind][0](rest)
        return self._now[sheet]

    def digest_before(self, sheet: str) -> Digest:
        """Return the digest of a sheet in the last build; None where it is not known."""
        if sheet not in self._before:
            self._before[sheet] = self._store.digest(sheet) if self._store else None
        return self._before[sheet]

    def unlike(self, sheet: str) -> None:
        """Say that a sheet was not read in the state that its digest names: what read it will not stand again."""
        self._now[sheet] = None

    def has_changed(self, sheet: str) -> bool:
        """Return whether a sheet differs from the last build, or was not known to it."""
        if self._store is None:
            return True
        if sheet not in self._now and self._is_unchanged_result(sheet):
            return False
        digest = self.digest(sheet)
        return digest is None or digest != self.digest_before(sheet)

    def changed(self, beginning: str) -> list[str]:
        """Return those that differ from the last build, of the sheets it knew whose names begin so."""
        known = self._store.sheets(beginning) if self._store else {}
        self._before |= known
        digest, _ = self._kinds[beginning.partition(":")[0]]
        start, now = beginning.index(":") + 1, self._now
        with self._aside():  # once: they may be thousands
            for sheet in known:
                if sheet not in now:
                    now[sheet] = digest(sheet[start:])
        return [sheet for sheet, before in known.items() if now[sheet] is None or now[sheet] != before]

    def changed_keys(self, sheet: str) -> Collection[str] | None:
        """Return which keys of a sheet differ from the last build; None for all of them."""
        if sheet not in self._keys_changed:
            kind, _, rest = sheet.partition(":")
            tell = self._kinds[kind][1]
            # Of a sheet that was not there, or is like no other, nobody can tell.
            known = self.digest_before(sheet) is not None and self.digest(sheet) is not None
            self._keys_changed[sheet] = tell(rest) if tell and known else None
        return self._keys_changed[sheet]

    def asked_for(self) -> Iterable[str]:
        """Return the sheets whose digests were asked for."""
        return self._now.keys()

    def to_save(self, sheets: set[str]) -> dict[str, Digest]:
        """Return the digests of those of some sheets that are new or differ."""
        if self._store:
            self._before |= self._store.digests(sheets - self._before.keys())
        return {
            sheet: self.digest(sheet) for sheet in sheets if self._before.get(sheet) is None or self.has_changed(sheet)
        }

    def _is_unchanged_result(self, sheet: str) -> bool:
        return sheet.partition(":")[0] in self.results and self._stands(sheet)
