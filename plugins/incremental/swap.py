"""How does a finished tree take the place of the old one: all at once, and with only the changed files written?

Two complete trees stand side by side: the one that is read, and another in a working folder beside it. A build brings
the other one up to date, by hard links to whatever has not changed, and lets both change names in one step. A build
that dies on the way leaves the tree that is read as it was; the next one begins from what it finds.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
_FILE, _FOLDER = 0o644, 0o755  # whatever the umask: a server reads the tree as somebody else


@dataclass(frozen=True)
class Swapped:
    """What a swap did, in files.

    Attributes:
        written: New, or of other bytes than before.
        kept: The very files of the tree before.
        removed: In the tree before and no longer.
        in_one_step: Whether the system could exchange both trees; else there was a moment without one.
    """

    written: int
    kept: int
    removed: int
    in_one_step: bool = True


def swap(target: Path, files: Mapping[str, bytes], standing: Collection[str] = ()) -> Swapped:
    """Let `target` hold these files and nothing else; until everything is written it stays as it is.

    Args:
        target: The folder that is read; it need not exist.
        files: Path below it, with `/` → bytes.
        standing: Paths below it of further files, which are in it and stay as they are.

    Raises:
        OSError: Where the system refuses, as with a full disk; `target` is then as it was.
    """
    room = working_folder(target)
    other = room / "other"
    before = _standing(target)
    kept = {name for name, content in files.items() if name in before and _holds(target / name, content)}
    kept.update(standing)
    names = files.keys() | kept
    removed = len(before - names)
    if len(kept) == len(names) == len(before):
        return Swapped(0, len(kept), 0)
    try:
        _make_room(other, names)
        for name in sorted(names):
            if name in kept:
                _link(target / name, other / name)
            else:
                _write(other / name, files[name])
        in_one_step = _change_places(other, target, room / "old")
    except OSError:
        shutil.rmtree(other, ignore_errors=True)  # a full disk needs the space
        raise
    return Swapped(len(names) - len(kept), len(kept), removed, in_one_step)


def looks(target: Path) -> dict[str, tuple[int, ...]]:
    """Return how each file of a tree looks to the file system: whoever has touched one leaves a trace in it."""
    return {name: _look(status) for name, status in _files(str(target), "")}


def working_folder(target: Path) -> Path:
    """Return the folder beside a target that holds the other tree and the lock; made where it is missing."""
    room = target.parent / ".build"
    room.mkdir(parents=True, exist_ok=True)
    return room


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; return False, with nothing done, where the system cannot.

    Source: renameat2(2), RENAME_EXCHANGE; Linux only, and not on every file system.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if rename is None:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _change_places(other: Path, target: Path, aside: Path) -> bool:
    if not target.exists():
        other.rename(target)
        return True
    if exchange(other, target):
        return True
    shutil.rmtree(aside, ignore_errors=True)
    target.rename(aside)
    try:
        other.rename(target)
    except OSError:
        aside.rename(target)
        raise
    aside.rename(other)
    return False


def _standing(folder: Path) -> set[str]:
    """Return whatever stands below a folder and is no folder with something in it."""
    found: set[str] = set()
    for base, folders, names in os.walk(folder):
        links = [name for name in folders if Path(base, name).is_symlink()]
        if not folders and not names:
            links.append("")
        found.update(Path(base, name).relative_to(folder).as_posix() for name in [*names, *links])
    return found


def _holds(path: Path, content: bytes) -> bool:
    status = path.lstat()
    same = status.st_size == len(content) and status.st_mode == stat.S_IFREG | _FILE
    return same and path.read_bytes() == content


def _make_room(tree: Path, files: Collection[str]) -> None:
    """Make the folders that some files need, and remove whatever else stands in the tree."""
    folders = {str(parent) for name in files for parent in PurePosixPath(name).parents}
    for base, names, others in os.walk(tree):
        for name in [*names, *others]:
            path = Path(base, name)
            place = path.relative_to(tree).as_posix()
            is_folder = name in names and not path.is_symlink()
            if is_folder and place not in folders:
                shutil.rmtree(path)
            elif not is_folder and place not in files:
                path.unlink()
        names[:] = [name for name in names if Path(base, name).is_dir()]
    for place in sorted(folders):
        folder = tree / place
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            folder.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(_FOLDER)


def _link(source: Path, path: Path) -> None:
    """Let a path be the very file of a source."""
    if path.exists() and path.samefile(source):
        return
    temporary = _beside(path)
    try:
        os.link(source, temporary)
    except OSError:  # a file system without hard links
        shutil.copy2(source, temporary)
    temporary.replace(path)


def _write(path: Path, content: bytes) -> None:
    temporary = _beside(path)
    temporary.write_bytes(content)
    temporary.chmod(_FILE)
    temporary.replace(path)


def _files(folder: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(entry.path, f"{prefix}{entry.name}/")
                else:
                    yield prefix + entry.name, entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return


def _look(status: os.stat_result) -> tuple[int, ...]:
    # Not its ctime, which the second name of an unchanged file moves.
    return status.st_size, status.st_mtime_ns, status.st_ino, status.st_mode


def _beside(path: Path) -> Path:
    """Return a name for a file under way; one that a killed build left there is nobody's any more."""
    temporary = path.with_name(f"{path.name}.new")
    temporary.unlink(missing_ok=True)
    return temporary
