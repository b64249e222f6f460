"""What do the files that a build reads hold? Each is named by a digest, read again only where it looks different."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

Look = tuple[int, ...]
Known = dict[str, tuple[Look, str]]

ABSENT = ""
# A file written this shortly before it was looked at may be written again without a trace in its times.
_YOUNG_NS = 2_000_000_000


class Files:
    """Digests of files, kept from one build to the next."""

    def __init__(self, known: Known) -> None:
        """Begin with what the last build knew: path → how the file looked, and its digest."""
        self._known = known
        self._now: Known = {}

    def digest(self, path: Path | str) -> str:
        """Return the SHA-256 of a file in hexadecimal; ABSENT where there is none. Asked once a build, then kept."""
        name = os.fspath(path)
        if name in self._now:
            return self._now[name][1]
        try:
            look = _look(os.stat(name))  # noqa: PTH116 (asked for thousands of times: a Path costs as much again)
        except OSError:
            look, digest = (), ABSENT
        else:
            before = self._known.get(name)
            digest = before[1] if before and before[0] == look else _digest(name)
        self._now[name] = look, digest
        return digest

    def written(self, was_read: Callable[[str], bool] = lambda _: True) -> list[str]:
        """Return the files that were asked for and have been written since; what was read of them nobody knows.

        Args:
            was_read: Whether somebody may have read a file, and not only asked for its digest. If nobody has, there is
                nothing to know: the next build will see that it looks different.
        """
        return [name for name, (look, _) in self._now.items() if was_read(name) and _look_of(name) != look]

    def saved_since(self, moment: int, names: Iterable[str]) -> bool:
        """Return whether one of some files that were asked for was written, or put there, since a moment.

        Args:
            moment: In nanoseconds since the epoch.
            names: Their paths, as they were asked for.
        """
        return any(max(self._now[name][0][1:3], default=0) >= moment for name in names if name in self._now)

    def known(self, clock: Callable[[], int]) -> Known:
        """Return what the next build may rely on: the digests of all files that were asked for and are not young.

        Args:
            clock: Returns the time in nanoseconds, by the clock that also sets the files' times.
        """
        old = clock() - _YOUNG_NS
        return {name: (look, digest) for name, (look, digest) in self._now.items() if look and max(look[1:3]) < old}


def _digest(name: str) -> str:
    try:
        return hashlib.sha256(Path(name).read_bytes()).hexdigest()
    except OSError:  # as of a folder
        return ABSENT


def _look(status: os.stat_result) -> Look:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _look_of(name: str) -> Look:
    try:
        return _look(os.stat(name))  # noqa: PTH116
    except OSError:
        return ()
