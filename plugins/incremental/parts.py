"""Which parts of the site stand as the last build made them, because all that they read is as it was?

A part is whatever is made: a page, a file, a piece of either. While it is made it notes what it reads: *sheets*, such
as a file, a template or the settings, each whole or by the keys that were looked up in it. In the next build a part
stands if none of that has changed; what it came to is then taken from the store.

Nothing is declared by hand, and nothing here knows what a sheet holds: whoever owns a kind of sheet says how to name
its present state by a digest, and, if it can, which of its keys differ from the last build.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from plugins.incremental.store import Place, Store

Keys = frozenset[str] | None  # None: the whole sheet
Digest = str | None  # None: a state that is like no other


class _Record(NamedTuple):
    """How a part was made in the last build: the sheets it read, whether by key, and where its value is."""

    sheets: tuple[str, ...]
    by_key: bool
    place: Place


class Parts:
    """The parts of one build."""

    def __init__(self, store: Store | None = None) -> None:
        """Begin a build.

        Args:
            store: Where the last build left its parts, and this one leaves its own; without one, nothing stands.
        """
        self._store = store
        self._before: dict[str, _Record] = {}
        self._digests_before: dict[str, Digest] = {}
        self.extra: Any = None
        if store is not None and store.content is not None:
            self._digests_before, records, self.extra = store.content
            self._before = {name: _Record(sheets, by_key, Place(*place)) for name, sheets, by_key, place in records}
        self._digests: dict[str, Digest] = {}
        self._kinds: dict[str, tuple[Callable[[str], Digest], Callable[[str], Collection[str] | None] | None]] = {}
        self._keys_changed: dict[str, Collection[str] | None] = {}
        self._stands: dict[str, bool] = {}
        self._why: dict[str, str] = {}
        self._reads: dict[str, dict[str, Keys]] = {}
        self._values: dict[str, Any] = {}
        self._entries: dict[str, tuple[dict[str, Keys], Any]] = {}
        self._made: dict[str, Place] = {}
        self._used: dict[str, None] = {}
        self._open: list[dict[str, Keys]] = []

    # Sheets

    def kind(
        self,
        name: str,
        digest: Callable[[str], Digest],
        changed_keys: Callable[[str], Collection[str] | None] | None = None,
    ) -> None:
        """Say how sheets of a kind are named by their state: `kind:rest` is asked for by `rest`.

        Args:
            name: The kind.
            digest: Returns a digest of a sheet's present state; asked once a build.
            changed_keys: Returns which keys differ from the last build; None for all of them.
        """
        self._kinds[name] = digest, changed_keys

    def digest(self, sheet: str) -> Digest:
        """Return the digest of a sheet's present state."""
        if sheet not in self._digests:
            kind, _, rest = sheet.partition(":")
            with self.aside():
                self._digests[sheet] = self._kinds[kind][0](rest)
        return self._digests[sheet]

    def unlike(self, sheet: str) -> None:
        """Say that a sheet was not read in the state that its digest names: what read it will not stand again."""
        self._digests[sheet] = None

    def digest_before(self, sheet: str) -> Digest:
        """Return the digest of a sheet in the last build; None where it is not known."""
        return self._digests_before.get(sheet)

    def has_changed(self, sheet: str) -> bool:
        """Return whether a sheet differs from the last build, or was not known to it."""
        digest = self.digest(sheet)
        return digest is None or digest != self._digests_before.get(sheet)

    # Reads

    def read(self, sheet: str, key: str | None = None) -> None:
        """Note that the part under way has read a sheet, or one key of it."""
        if self._open:
            _add(self._open[-1], sheet, None if key is None else frozenset((key,)))

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Note nothing of what is read inside: it is no part's own reading."""
        self._open.append({})
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def making(self, part: str) -> Iterator[None]:
        """Note whatever is read inside as read by a part, and by the part around it; may be entered again."""
        reads = self._reads.setdefault(part, {})
        self._used[part] = None
        self._open.append(reads)
        try:
            yield
        finally:
            self._open.pop()
            self._pass_on(reads)

    # Parts

    def stands(self, part: str) -> bool:
        """Return whether a part is as the last build made it."""
        if part not in self._stands:
            why = self._changed(part)
            self._stands[part] = not why
            self._why[part] = why
        return self._stands[part]

    def why(self, part: str) -> str:
        """Return why a part does not stand: the sheet that changed, or `new`; empty where it stands."""
        self.stands(part)
        return self._why[part]

    def spoil(self, part: str, why: str) -> None:
        """Say that a part does not stand, whatever it read."""
        self._stands[part], self._why[part] = False, why

    def use(self, part: str) -> Any:
        """Return the value of a part that stands or was made; what reads it reads all that went into it."""
        self._used[part] = None
        if part in self._reads:
            self._pass_on(self._reads[part])
            return self._values.get(part)
        reads, value = self._entry(part)
        self._pass_on(reads)
        return value

    def value(self, part: str) -> Any:
        """Return the value of a part that stands, for one that tells others no more than that it stands."""
        self._used[part] = None
        return self._entry(part)[1]

    def keep(self, part: str, value: Any = None) -> None:
        """Keep what a part came to, once it is made; `marshal` must be able to write it."""
        self._values[part] = value

    def made(self, part: str, make: Callable[[], Any]) -> Any:
        """Return the value of a part; made only where it does not stand and was not made in this build."""
        if part not in self._values and not self.stands(part):
            with self.making(part):
                self.keep(part, make())
            return self._values[part]
        return self.use(part)

    def is_made(self, part: str) -> bool:
        """Return whether this build has made a part."""
        return part in self._reads

    def made_so_far(self) -> frozenset[str]:
        """Return the names of the parts that this build has made."""
        return frozenset(self._reads)

    def given(self, but: frozenset[str]) -> list[tuple[str, dict[str, Keys], Any]]:
        """Return the parts that this build has made, for another process; but for some, by name."""
        return [(name, reads, self._values.get(name)) for name, reads in self._reads.items() if name not in but]

    def take(self, found: list[tuple[str, dict[str, Keys], Any]]) -> None:
        """Take the parts that another process has made as made in this build."""
        for name, reads, value in found:
            if name not in self._reads:
                self._reads[name], self._values[name], self._used[name] = reads, value, None

    def before(self, part: str) -> Any | None:
        """Return what a part came to in the last build, whether it stands or not; None where there was none."""
        found = self._store.get(self._before[part].place) if self._store and part in self._before else None
        return found[1] if found else None

    def parts_before(self) -> Collection[str]:
        """Return the names of the last build's parts."""
        return self._before.keys()

    def forget(self, part: str) -> None:
        """Keep nothing of a part for the next build."""
        self._used.pop(part, None)
        self.spoil(part, "forgotten")

    def save(self, extra: Any) -> None:
        """Leave the parts that were used for the next build, with something of the caller's beside them.

        Raises:
            OSError: Where the system refuses.
        """
        if self._store is None:
            return
        # A part that nothing asked for may be asked for again, if something that holds it is made again.
        names = [*self._used, *(name for name in self._before if self._may_return(name))]
        heads, places = [], []
        for name in names:
            if name in self._reads:
                reads = self._reads[name]
                by_key = {sheet: tuple(keys) for sheet, keys in reads.items() if keys is not None}
                heads.append((tuple(reads), bool(by_key)))
                places.append(self._store.add((by_key, self._values.get(name))))
            else:
                record = self._before[name]
                heads.append((record.sheets, record.by_key))
                places.append(record.place)
        sheets = dict.fromkeys(sheet for read, _ in heads for sheet in read)
        digests = {sheet: self.digest(sheet) for sheet in sheets}

        def content(moved: list[Place]) -> Any:
            records = [(name, *head, tuple(place)) for name, head, place in zip(names, heads, moved, strict=True)]
            return digests, records, extra

        self._store.save(content, places)

    # Inside

    def _may_return(self, part: str) -> bool:
        return part not in self._used and self.stands(part)

    def _changed(self, part: str) -> str:
        record = self._before.get(part)
        if record is None:
            return "new"
        changed = []
        for sheet in record.sheets:
            if self.has_changed(sheet):
                if not record.by_key:
                    return sheet
                changed.append(sheet)
        if self._store is None or not self._store.is_whole(record.place):
            return "the record is damaged"
        if not changed:
            return ""
        reads, _ = self._entry(part)
        for sheet in changed:
            keys, differing = reads[sheet], self._changed_keys(sheet)
            if keys is None or differing is None:
                return sheet
            if found := sorted(keys.intersection(differing)):
                return f"{sheet}: {found[0]}"
        return ""

    def _changed_keys(self, sheet: str) -> Collection[str] | None:
        if sheet not in self._keys_changed:
            kind, _, rest = sheet.partition(":")
            tell = self._kinds[kind][1]
            # Of a sheet that was not there, or is like no other, nobody can tell.
            known = self._digests_before.get(sheet) is not None and self.digest(sheet) is not None
            self._keys_changed[sheet] = tell(rest) if tell and known else None
        return self._keys_changed[sheet]

    def _entry(self, part: str) -> tuple[dict[str, Keys], Any]:
        """Return reads and value of a part of the last build, which is whole."""
        if part not in self._entries:
            record = self._before[part]
            assert self._store is not None
            by_key, value = self._store.get(record.place)  # type: ignore[misc]
            reads: dict[str, Keys] = dict.fromkeys(record.sheets)
            reads.update((sheet, frozenset(keys)) for sheet, keys in by_key.items())
            self._entries[part] = reads, value
        return self._entries[part]

    def _pass_on(self, reads: dict[str, Keys]) -> None:
        if self._open and self._open[-1] is not reads:
            for sheet, keys in reads.items():
                _add(self._open[-1], sheet, keys)


def _add(reads: dict[str, Keys], sheet: str, keys: Keys) -> None:
    known = reads.get(sheet, frozenset())
    reads[sheet] = None if keys is None or known is None else known | keys
