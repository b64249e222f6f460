"""What has each part read so far, of those that are made or under way?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from plugins.incremental.store import Keys, Reads


class Noting:
    """What is read while parts are made, which may be made one inside another.

    Attributes:
        of: Part → the sheets that it read, each with its keys or whole.
    """

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.of: dict[str, dict[str, Keys]] = {}
        self._open: list[dict[str, Keys]] = []

    def read(self, sheet: str, key: str | None = None) -> None:
        """Note that the part under way has read a sheet, or one key of it."""
        if self._open:
            _add(self._open[-1], sheet, None if key is None else frozenset((key,)))

    def pass_on(self, reads: Reads) -> None:
        """Note that the part under way has read what another one did."""
        if self._open and self._open[-1] is not reads:
            for sheet, keys in reads.items():
                _add(self._open[-1], sheet, keys)

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
        reads = self.of.setdefault(part, {})
        self._open.append(reads)
        try:
            yield
        finally:
            self._open.pop()
            self.pass_on(reads)


def _add(reads: dict[str, Keys], sheet: str, keys: Keys) -> None:
    known = reads.get(sheet, frozenset())
    reads[sheet] = None if keys is None or known is None else known | keys
