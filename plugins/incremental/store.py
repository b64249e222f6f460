"""Where does a build keep what the next one may use again? In an index that is replaced whole, and a pack that grows.

All of it can be thrown away at any time. What cannot be read, or was left by another version, counts as not there.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from pathlib import Path
from typing import Any, NamedTuple

_MAGIC = b"parts of a build, version 1\n"
_SIZE = 16  # bytes of a digest
_SMALL = 1 << 20  # a pack of so many bytes is not worth tidying


class Place(NamedTuple):
    """Where an entry stands in the pack, in bytes, and its digest."""

    offset: int
    length: int
    digest: bytes


class Store:
    """One folder with an index and a pack.

    Attributes:
        content: What the last build saved; None where there is nothing to rely on.
    """

    def __init__(self, folder: Path, stamp: bytes, *, fresh: bool = False) -> None:
        """Read the index, unless a fresh start is asked for or it was saved under another stamp.

        Raises:
            OSError: Where the folder cannot be written.
        """
        self._folder, self._stamp = folder, stamp
        folder.mkdir(parents=True, exist_ok=True)
        self.content: Any = None
        self._generation, self._end = 0, 0
        self._whole: set[Place] = set()
        found = None if fresh else self._read()
        if found is not None:
            self._generation, self._end, self.content = found
        for path in folder.glob("pack-*"):
            if found is None or path != self._pack_path:
                path.unlink()  # of no index, or of one that a killed build was about to write
        self._pack = os.open(self._pack_path, os.O_RDWR | os.O_CREAT, 0o644)
        os.ftruncate(self._pack, self._end)  # what a build appended that did not come to its end

    @property
    def _pack_path(self) -> Path:
        return self._folder / f"pack-{self._generation}"

    def add(self, entry: Any) -> Place:
        """Append an entry, which `marshal` must be able to write, and return its place."""
        text = marshal.dumps(entry)
        os.pwrite(self._pack, text, self._end)
        place = Place(self._end, len(text), _digest(text))
        self._end += len(text)
        return place

    def get(self, place: Place) -> Any | None:
        """Return the entry at a place; None where it is damaged."""
        # `marshal` may not be given anything but what it wrote.
        return marshal.loads(self._text(place)) if self.is_whole(place) else None

    def is_whole(self, place: Place) -> bool:
        """Return whether the entry at a place is as it was written; nothing can be damaged while a build reads it."""
        if place not in self._whole and _digest(self._text(place)) == place.digest:
            self._whole.add(place)
        return place in self._whole

    def _text(self, place: Place) -> bytes:
        return os.pread(self._pack, place.length, place.offset)

    def save(self, content: Any, places: list[Place]) -> list[Place]:
        """Let the next build find this; return the places, in their order, where its entries will be.

        Args:
            content: Made by `marshal`-able parts from the places returned, so it is a function of them.
            places: Every entry that stays; the pack is written anew once most of it is dead.

        Raises:
            OSError: Where the system refuses; the next build then finds nothing, or what was saved before.
        """
        old = None
        if self._end > _SMALL and sum(place.length for place in places) * 2 < self._end:
            old, places = self._pack_path, self._tidied(places)
        body = marshal.dumps((self._generation, self._end, content(places)))
        new = self._folder / "index.new"
        new.write_bytes(_MAGIC + self._stamp + _digest(body) + body)
        new.replace(self._folder / "index")
        if old is not None:
            old.unlink()
        return places

    def _tidied(self, places: list[Place]) -> list[Place]:
        self._generation += 1
        moved, end = [], 0
        pack = os.open(self._pack_path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o644)
        for place in places:
            os.pwrite(pack, os.pread(self._pack, place.length, place.offset), end)
            moved.append(place._replace(offset=end))
            end += place.length
        os.close(self._pack)
        self._pack, self._end = pack, end
        return moved

    def _read(self) -> tuple[int, int, Any] | None:
        try:
            text = (self._folder / "index").read_bytes()
            head = _MAGIC + self._stamp
            body = text[len(head) + _SIZE :]
            if text[: len(head) + _SIZE] != head + _digest(body):
                return None
            generation, end, content = marshal.loads(body)
            return (generation, end, content) if (self._folder / f"pack-{generation}").stat().st_size >= end else None
        except OSError:
            return None


def _digest(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=_SIZE).digest()
