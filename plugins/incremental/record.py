"""Does the finished tree still stand for all that it was built from? A look at every file tells, without Pelican.

After a build a record is left beside the tree: how each file that went in and each that came out looked to the file
system, with the command, the environment and the installed packages. While all of that is the same, a build would give
the same again. The record can be thrown away at any time; without one, or with one that cannot be read, all is built.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import sys
from collections.abc import Iterator, Sequence

# Size, times, place on the disk and mode; and the digest of the content, where the times alone would not tell.
Look = tuple[tuple[int, ...], bytes | None]
Looks = dict[str, Look]
# What else a build depends on: the command, where it is run, packages, environment.
Around = tuple[tuple[str, ...], str, list[tuple[str, int]], list[tuple[str, str]]]

# Another Python may marshal otherwise, and would build otherwise.
_MAGIC = f"looks of a build, version 1, Python {sys.version}\n".encode()
# A file written this shortly before it was looked at may be written again without a trace in its times: what goes in
# comes from anywhere, also from file systems that count in two seconds; what comes out we have just written ourselves,
# where times are a few milliseconds coarse.
_YOUNG_INPUT_NS, _YOUNG_OUTPUT_NS = 2_000_000_000, 50_000_000
# What a shell or make changes by itself from one command to the next, and the order to build all the same.
_PASSING = frozenset(
    [
        *("_", "COLUMNS", "LINES", "OLDPWD", "PWD", "SHLVL"),
        *("MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MAKE_TERMERR", "MAKE_TERMOUT", "MFLAGS", "FRESH"),
    ]
)


def stands(file: str, command: Sequence[str], inputs: Sequence[str], output: str) -> int | None:
    """Return of how many files the tree is that still stands for all that went into it, or None.

    Args:
        file: Where the record is.
        command: What would be run.
        inputs: Files and folders that a build reads.
        output: The folder that it makes.
    """
    try:
        before = _read(file)
        if before is None:
            return None
        around, went_in, came_out = before
        if around != _around(command) or not _same(went_in, inputs) or not _same(came_out, [output]):
            return None
    except OSError:  # a file that cannot be looked at, or is gone in between: the build will say so
        return None
    return len(came_out)


def begin(file: str, inputs: Sequence[str]) -> Looks:
    """Throw the record away, and return how the inputs look; to be called before a build reads the first of them.

    Args:
        file: Where the record is, and a new one will be; its folder is made where it is missing.
        inputs: Files and folders; one that is not there has no look.

    Raises:
        OSError: Where no record can be kept, or an input cannot be looked at.
    """
    os.makedirs(os.path.dirname(file), exist_ok=True)
    if os.path.lexists(file):
        os.unlink(file)
    return _looks(inputs, _clock(file) - _YOUNG_INPUT_NS)


def write(file: str, command: Sequence[str], went_in: Looks, output: str) -> None:
    """Leave the record of a build.

    Args:
        file: Where it goes; it is there whole or not at all.
        command: What was run.
        went_in: How the inputs looked before.
        output: The folder that was made.

    Raises:
        OSError: Where the system refuses.
    """
    body = marshal.dumps((_around(command), went_in, _looks([output], _clock(file) - _YOUNG_OUTPUT_NS)))
    try:
        with open(f"{file}.new", "wb") as new:
            new.write(_MAGIC + _digest(body) + body)
        os.replace(f"{file}.new", file)
    except OSError:
        if os.path.lexists(f"{file}.new"):  # a full disk needs the space
            os.unlink(f"{file}.new")
        raise


def _read(file: str) -> tuple[Around, Looks, Looks] | None:
    if not os.path.exists(file):
        return None
    with open(file, "rb") as record:
        text = record.read()
    start = len(_MAGIC) + hashlib.blake2b().digest_size
    body = text[start:]
    # `marshal` may be given nothing but what it wrote itself, whole.
    if text[:start] != _MAGIC + _digest(body):
        return None
    around, went_in, came_out = marshal.loads(body)
    return around, went_in, came_out


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body).digest()


def _around(command: Sequence[str]) -> Around:
    folders = [path for path in sys.path if path.endswith("-packages") and os.path.isdir(path)]
    packages = [(path, os.stat(path).st_mtime_ns) for path in folders]
    variables = sorted((name, value) for name, value in os.environ.items() if name not in _PASSING)
    return (tuple(command), os.getcwd(), packages, variables)


def _same(before: Looks, paths: Sequence[str]) -> bool:
    """Return whether the files below some paths are those of before, and look as they did."""
    found = 0
    for name, times in _files(paths):
        then, content = before.get(name, ((), None))
        if then != times or (content is not None and content != _content(name)):
            return False
        found += 1
    return found == len(before)


def _looks(paths: Sequence[str], young: int) -> Looks:
    """Return the look of every file below some paths; with the content of each whose times are not before `young`."""
    return {name: (times, _content(name) if max(times[1:3]) >= young else None) for name, times in _files(paths)}


def _clock(file: str) -> int:
    """Return the time in nanoseconds by the clock of the file system on which a file is to be written."""
    with open(f"{file}.now", "wb"):
        now = os.stat(f"{file}.now").st_mtime_ns
    os.unlink(f"{file}.now")
    return now


def _content(name: str) -> bytes:
    with open(name, "rb") as file:
        return _digest(file.read())


def _files(paths: Sequence[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each file below some paths with its size, times, inode and mode, but for what Python keeps for itself."""
    for path in paths:
        try:
            status = os.stat(path)
        except FileNotFoundError:  # as with a link that leads nowhere: no build reads it
            continue
        if stat.S_ISDIR(status.st_mode):
            with os.scandir(path) as entries:
                inner = [entry.path for entry in entries if entry.name != "__pycache__"]
            yield from _files(inner)
        else:
            yield path, (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_mode)
