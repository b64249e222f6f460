"""How does a file look to the file system? Whoever touches one leaves a trace in its size, times, inode or mode.

A file is known by its own look. That none was added to a folder, or removed, is known by the look of the folder, so
nothing has to be listed. What was seen is kept in sections, each of which can be read by itself.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
import zlib

TYPE_CHECKING = False  # `typing` takes longer to load than all of this takes
if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from typing import Any

Look = tuple[int, ...]  # size, both times, inode, mode
Looks = dict[str, Look]
Packed = tuple[list[str], list[int]]  # all names, and the numbers of all their looks

# Another Python may marshal otherwise, and would build otherwise.
_MAGIC = f"looks, version 3, Python {sys.version}\n".encode()
_NUMBERS = 5  # of a look
_HEAD = 12  # bytes of a section's length and check sum
_COARSEST_NS = 2_100_000_000  # some file systems count in two seconds


def look(status: os.stat_result) -> Look:
    """Return what tells a file, or a folder, from one that was touched."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_mode


def is_alike(one: Look | None, other: Look) -> bool:
    """Return whether two looks differ in no more than the time that a second name for the file moves."""
    return one is not None and one[:2] == other[:2] and one[3:] == other[3:]


def stand(root: str, packed: Packed, but: Container[str] = ()) -> bool:
    """Return whether files, or folders, below a folder look as they did, but for some; OSError where one is gone."""
    names, numbers = packed
    number, lstat, here = iter(numbers), os.lstat, os.getcwd()
    os.chdir(root)  # so that no part of its own path has to be found each time
    try:
        # Written out, since it is asked tens of thousands of times before anything else can be done.
        for name, size, written, changed, inode, mode in zip(names, *[number] * _NUMBERS, strict=True):
            if name in but:
                continue
            now = lstat(name or ".")
            if now.st_size != size or now.st_mtime_ns != written or now.st_ctime_ns != changed:
                return False
            if now.st_ino != inode or now.st_mode != mode:
                return False
    finally:
        os.chdir(here)
    return True


def packed(looks: Looks) -> Packed:
    """Return looks in the form that is read most quickly."""
    return list(looks), [number for one in looks.values() for number in one]


def unpacked(packed: Packed) -> Looks:
    """Return what was packed."""
    names, numbers = packed
    return dict(zip(names, zip(*[iter(numbers)] * _NUMBERS, strict=True), strict=True))


def tree(root: str) -> tuple[Looks, Looks]:
    """Return the looks of all files below a folder, by path, and of all folders, which end in `/`; itself is empty."""
    files: Looks = {}
    try:
        folders = {"": look(os.stat(f"{root}/"))}
    except (FileNotFoundError, NotADirectoryError):
        return {}, {}
    to_list = [""]
    for folder in to_list:  # which grows on the way
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                name = folder + entry.name
                if entry.is_dir(follow_symlinks=False):
                    name += "/"
                    folders[name] = look(entry.stat(follow_symlinks=False))
                    to_list.append(name)
                else:
                    files[name] = look(entry.stat(follow_symlinks=False))
    return files, folders


def above(name: str) -> Iterator[str]:
    """Yield the folders that a path is in, the inmost first; they end in `/`, and the last is empty."""
    while name:
        name = name.rstrip("/").rpartition("/")[0]
        name += "/" if name else ""
        yield name


def clock(file: str) -> int:
    """Return the time in nanoseconds by the clock of the file system on which a file is to be written."""
    with open(f"{file}.now", "wb"):
        now = os.stat(f"{file}.now").st_mtime_ns
    os.unlink(f"{file}.now")
    return now


def settle(file: str, since: int) -> None:
    """Wait until the clock has moved on: whatever is written from then on looks otherwise than what was written before.

    Args:
        file: As of `clock`.
        since: What the clock said after the last of it was written.

    Raises:
        OSError: Where the clock stands still.
    """
    for _ in range(_COARSEST_NS // 1_000_000):
        if clock(file) > since:
            return
        time.sleep(0.001)  # the clock of most file systems moves every few milliseconds
    raise OSError(f"the clock of the file system stands still at {since}")


def section(found: Any) -> memoryview:
    """Return what a section of a file holds, as it stands there; `marshal` must be able to write it."""
    body = marshal.dumps(found)
    return memoryview(b"".join([len(body).to_bytes(8, "big"), zlib.crc32(body).to_bytes(4, "big"), body]))


def write(file: str, *sections: memoryview) -> None:
    """Keep sections in a file, which is there whole or not at all.

    Raises:
        OSError: Where the system refuses.
    """
    try:
        with open(f"{file}.new", "wb") as new:
            new.write(b"".join([_MAGIC, *sections]))
        os.replace(f"{file}.new", file)
    except OSError:
        if os.path.lexists(f"{file}.new"):  # a full disk needs the space
            os.unlink(f"{file}.new")
        raise


def read(file: str) -> list[memoryview] | None:
    """Return the sections of a file, to be opened one by one; None where there is none, or it is of another version."""
    try:
        with open(file, "rb") as found:
            text = memoryview(found.read())
    except (FileNotFoundError, IsADirectoryError):
        return None
    if text[: len(_MAGIC)] != _MAGIC:
        return None
    sections, start = [], len(_MAGIC)
    while start < len(text):
        end = start + _HEAD + int.from_bytes(text[start : start + 8], "big")
        sections.append(text[start:end])
        start = end
    return sections


def opened(section: memoryview) -> object:
    """Return what a section holds; OSError where it is damaged."""
    body = section[_HEAD:]
    # `marshal` may be given nothing but what it wrote itself, whole.
    if len(body) != int.from_bytes(section[:8], "big") or zlib.crc32(body).to_bytes(4, "big") != section[8:_HEAD]:
        raise OSError("a record is damaged")
    return marshal.loads(body)
