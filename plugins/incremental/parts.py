"""Which parts of the site stand as the last build made them, because all that they read is as it was?

A part is whatever is made: a page, a file, a piece of either. While it is made it notes what it reads: *sheets*, such
as a file, a template or the settings, each whole or by the keys that were looked up in it. In the next build a part
stands if none of that has changed; what it came to is then taken from the store.

Nothing is declared by hand, and nothing here knows what a sheet holds: whoever owns a kind of sheet says how to name
its present state by a digest, and, if it can, which of its keys differ from the last build. Once it has been found out
which sheets differ (`settle`), only the parts that may differ with them are looked at; all others stand unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

from plugins.incremental.noting import Noting
from plugins.incremental.reach import EACH, Reach
from plugins.incremental.sheets import Sheets
from plugins.incremental.store import Digest, Kept, Keys, Store


class Parts:
    """The parts of one build."""

    def __init__(self, store: Store | None = None, *, doubt: bool = False) -> None:
        """Begin a build.

        Args:
            store: Where the last build left its parts, and this one leaves its own; without one, nothing stands.
            doubt: Look at every part that is asked for, also where nothing can have reached it; for tests.
        """
        self._store, self._doubt = store, doubt
        self._before = store.names() if store else set()
        self.extra: Any = store.extra if store else None
        self._reach: Reach | None = None
        self._stands: dict[str, bool] = {}
        self._fallen: set[str] = set()
        self._why: dict[str, str] = {}
        self._noting = Noting()
        self._reads, self.read, self.aside = self._noting.of, self._noting.read, self._noting.aside
        self._values: dict[str, Any] = {}
        self._found: dict[str, Kept] = {}
        self._used: dict[str, None] = {}
        self._sheets = Sheets(store, self._is_out_of_reach, self.aside)
        self.kind, self.digest, self.unlike = self._sheets.kind, self._sheets.digest, self._sheets.unlike
        self.digest_before = self._sheets.digest_before
        self.kind("each", lambda _: "all")  # differs only with a result that it stands for

    # Sheets

    def settle(self, *beginnings: str) -> None:
        """Find out which sheets differ from the last build; what cannot differ with them stands from here on.

        What a part reads that is asked for after the first call must have been settled by then, or be a result.

        Args:
            beginnings: Of the names of sheets: `kind:` for all of a kind, or the whole name of one.
        """
        if self._store is None or not self._store.is_known:
            return
        for beginning in beginnings:
            self._reach = self._reach or Reach(self._store)
            self._reach.spread(self._sheets.changed(beginning), self._sheets.results)

    def has_changed(self, sheet: str) -> bool:
        """Return whether a sheet differs from the last build, or was not known to it."""
        if sheet.startswith(EACH):
            return self._has_changed_member(sheet)
        return self._sheets.has_changed(sheet)

    def reached(self, family: str) -> Collection[str]:
        """Return the results of a family that may differ from the last build; all others stand."""
        if self._reach is None or self._doubt:
            return [part for part in self._before if part.partition(" ")[0] == family]
        return self._reach.families.get(family, ())

    def _has_changed_member(self, each: str) -> bool:
        """Return whether one of a family's results differs, of those that there were."""
        for part in self.reached(each.removeprefix(EACH)):
            if self.has_changed(part):
                self._why[each] = self._why.get(part) or part
                return True
        return False

    # Reads

    @contextmanager
    def making(self, part: str) -> Iterator[None]:
        """Note whatever is read inside as read by a part, and by the part around it; may be entered again."""
        self._used[part] = None
        with self._noting.making(part):
            yield

    # Parts

    def stands(self, part: str) -> bool:
        """Return whether a part is as the last build made it."""
        if part not in self._stands:
            if why := self._changed(part):
                self.spoil(part, why)
            else:
                self._stands[part], self._why[part] = True, ""
        return self._stands[part]

    def why(self, part: str) -> str:
        """Return why a part does not stand: the sheet that changed, or `new`; empty where it stands."""
        self.stands(part)
        return self._why[part]

    def spoil(self, part: str, why: str) -> None:
        """Say that a part does not stand, whatever it read."""
        self._stands[part], self._why[part] = False, why
        self._fallen.add(part)

    def stand_unseen(self, parts: Collection[str]) -> bool:
        """Return whether parts of the last build all stand because nothing that differs can have reached them."""
        return (
            self._reach is not None
            and self._before.issuperset(parts)
            and self._reach.parts.isdisjoint(parts)
            and self._fallen.isdisjoint(parts)
            and self._reads.keys().isdisjoint(parts)
        )

    def use(self, part: str) -> Any:
        """Return the value of a part that stands or was made; what reads it reads all that went into it."""
        self._used[part] = None
        if part in self._reads:
            self._noting.pass_on(self._reads[part])
            return self._values.get(part)
        found = self._kept(part)
        self._noting.pass_on(found.reads)
        return found.value

    def value(self, part: str) -> Any:
        """Return the value of a part that stands or was made, for one that notes by itself what it reads of it."""
        self._used[part] = None
        return self._values.get(part) if part in self._reads else self._kept(part).value

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
        return self._kept(part).value if part in self._before else None

    def parts_before(self) -> Collection[str]:
        """Return the names of the last build's parts."""
        return self._before

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
        seen = self._before if self._reach is None else self._before & (self._reach.parts | self._stands.keys())
        seen = {name for name in seen if not self.stands(name)}
        changed: dict[str, Digest] = {}
        looked_at: set[str] = set()
        # To name the state of a result may mean to make it, and then it is a part with sheets of its own.
        while sheets := self._to_name() - looked_at:
            changed |= self._sheets.to_save(sheets)
            looked_at |= sheets
        made = [(name, reads, self._values.get(name)) for name, reads in self._reads.items() if name in self._used]
        self._store.save(made, seen.difference(name for name, _, _ in made), changed, extra)

    def _to_name(self) -> set[str]:
        """Return the sheets that were asked for, or read by a part that was made and is to be kept.

        The members of a family count as read, by whoever gathers them.
        """
        made = {name: reads for name, reads in self._reads.items() if name in self._used}
        read = (sheet for reads in made.values() for sheet in reads)
        return {*self._sheets.asked_for(), *read, *(name for name in made if self._is_member(name))}

    def _is_member(self, part: str) -> bool:
        return " " in part and part.partition(":")[0] in self._sheets.results

    # Inside

    def _is_out_of_reach(self, part: str) -> bool:
        """Return whether the last build made a part, and nothing that differs can have reached it."""
        return (
            self._reach is not None
            and part not in self._reach.parts
            and part in self._before
            and part not in self._reads
            and self._stands.get(part, True)
        )

    def _changed(self, part: str) -> str:
        if part not in self._before:
            return "new"
        if self._is_out_of_reach(part):
            assert not self._doubt or not self._seen(part), f"{part} was out of reach: {self._seen(part)}"
            return ""
        return self._seen(part)

    def _seen(self, part: str) -> str:
        """Return the first sheet that differs for a part, with the key if that is known; empty where none does."""
        for sheet, keys in self._kept(part).reads.items():
            if self.has_changed(sheet):
                differing = None if keys is None else self._sheets.changed_keys(sheet)
                if keys is None or differing is None:
                    return self._why.get(sheet) or sheet  # of a result, why it was made again
                if found := sorted(keys.intersection(differing)):
                    return f"{sheet}: {found[0]}"
        return ""

    def _kept(self, part: str) -> Kept:
        """Return a part as the last build left it."""
        if part not in self._found:
            found = self._store.part(part) if self._store else None
            if found is None:
                raise KeyError(part)
            self._found[part] = found
        return self._found[part]
