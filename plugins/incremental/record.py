"""Does the finished tree still stand for all that it was built from? A look at every file tells, without Pelican.

After a build a record is left beside the tree: how each file that went in looked to the file system, with the command,
the environment and the installed packages, and the name of the tree's state (`outputs.py`). While all of that is the
same, a build would give the same again. The record can be thrown away at any time; without one, or with one that cannot
be read, all is built.
"""

from __future__ import annotations

import os
import stat
import sys
import time

from plugins.incremental import looks

TYPE_CHECKING = False  # `typing` takes longer to load than all of this takes
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    # How a file that goes in looks; and the digest of its content, where the times alone would not tell.
    Inputs = dict[str, tuple[looks.Look, bytes | None]]

# A file written this shortly before it was looked at may be written again without a trace in its times, for it may be
# on a file system that counts in two seconds.
_YOUNG_NS = 2_000_000_000
# What a shell or make changes by itself from one command to the next, and the order to build all the same.
_PASSING = frozenset(
    [
        *("_", "COLUMNS", "LINES", "OLDPWD", "PWD", "SHLVL"),
        *("MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MAKE_TERMERR", "MAKE_TERMOUT", "MFLAGS", "FRESH"),
    ]
)


class Seen:
    """How the files that go into a build look now.

    Attributes:
        found: Path → look of each file.
        variables: The environment, which a build may add to while it runs.
    """

    def __init__(self, inputs: Sequence[str]) -> None:
        """Look at files and folders; one that is not there has no look.

        Raises:
            OSError: Where one cannot be looked at.
        """
        self._begun = time.monotonic_ns()
        self.found = dict(_files(inputs))
        self.variables = sorted((name, value) for name, value in os.environ.items() if name not in _PASSING)

    def since(self, clock: int) -> int:
        """Return when it was looked, on a clock that says this now."""
        return clock - (time.monotonic_ns() - self._begun)


def built(file: str, command: Sequence[str], seen: Seen) -> bytes | None:
    """Return the state of the tree that was built from just what is seen now; None where there is none.

    Args:
        file: Where the record is.
        command: What would be run.
        seen: How the inputs look.

    Raises:
        OSError: Where the record or an input cannot be read.
    """
    record = looks.read(file)
    if not record:
        return None
    found: Any = looks.opened(record[0])
    around, went_in, state = found
    if around != _around(command, seen.variables, around[1]) or len(went_in) != len(seen.found):
        return None
    for name, now in seen.found.items():
        then, content = went_in.get(name, ((), None))
        if then != now or (content is not None and content != _content(name)):
            return None
    return bytes(state)


def begin(file: str, seen: Seen) -> Inputs:
    """Throw the record away, and return what the next one says of the inputs; before a build reads the first of them.

    Args:
        file: Where the record is, and a new one will be; its folder is made where it is missing.
        seen: How the inputs look.

    Raises:
        OSError: Where no record can be kept, or an input cannot be read.
    """
    os.makedirs(os.path.dirname(file), exist_ok=True)
    if os.path.lexists(file):
        os.unlink(file)
    young = seen.since(looks.clock(file)) - _YOUNG_NS

    def is_to_read(look: looks.Look) -> bool:  # a pipe would keep whoever reads it waiting
        return max(look[1:3]) >= young and stat.S_ISREG(look[-1])

    return {name: (look, _content(name) if is_to_read(look) else None) for name, look in seen.found.items()}


def write(file: str, command: Sequence[str], seen: Seen, went_in: Inputs, state: bytes) -> None:
    """Leave the record of a build.

    Args:
        file: Where it goes; it is there whole or not at all.
        command: What was run.
        seen: How the inputs looked before.
        went_in: What `begin` returned.
        state: The name of the state of the tree that was made.

    Raises:
        OSError: Where the system refuses.
    """
    looks.write(file, looks.section((_around(command, seen.variables), went_in, state)))


def _around(
    command: Sequence[str], variables: list[tuple[str, str]], known: list[tuple[str, int]] | None = None
) -> tuple[object, ...]:
    """Return what else a build depends on: command, packages, environment, the folder it is run in, and Python."""
    folders = [path for path in sys.path if path.endswith("-packages") and os.path.isdir(path)]
    if sys.flags.no_site and known is not None and not folders:  # they are added once there is something to build
        folders = [path for path, _ in known]
    packages = [(path, os.stat(path).st_mtime_ns) for path in folders]
    return (tuple(command), packages, variables, os.getcwd(), sys.executable)


def _content(name: str) -> bytes:
    try:
        from _blake2 import blake2b
    except ImportError:  # which takes longer to load than most files to read
        from hashlib import blake2b
    with open(name, "rb") as file:
        return bytes(blake2b(file.read()).digest())


def _files(paths: Sequence[str]) -> Iterator[tuple[str, looks.Look]]:
    """Yield each file below some paths with its look, but for what Python keeps for itself."""
    to_look = list(paths)
    for path in to_look:  # which grows on the way
        try:
            now = os.stat(path)
        except FileNotFoundError:  # as with a link that leads nowhere: no build reads it
            continue
        if now.st_mode & 0o170000 == 0o040000:  # a folder
            with os.scandir(path) as entries:
                to_look += [entry.path for entry in entries if entry.name != "__pycache__"]
        else:
            yield path, looks.look(now)
