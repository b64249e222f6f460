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
from pathlib import Path

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
    other, stand = room / "other", _tree(target)[0]
    kept = {name for name, content in files.items() if name in stand and _holds(target / name, stand[name], content)}
    kept.update(standing)
    names = files.keys() | kept
    removed = len(stand.keys() - names)
    if len(kept) == len(names) and not removed:
        return Swapped(0, len(kept), 0)
    try:
        there = _make_room(other, names)
        for name in sorted(names):
            if name not in kept:
                _write(other / name, files[name], is_new=name not in there)
            elif name not in there or not os.path.samestat(there[name], stand[name]):
                _link(target / name, other / name)
        in_one_step = _change_places(other, target, room / "old")
    except OSError:
        shutil.rmtree(other, ignore_errors=True)  # a full disk needs the space
        raise
    return Swapped(len(names) - len(kept), len(kept), removed, in_one_step)


def looks(target: Path) -> dict[str, tuple[int, ...]]:
    """Return how each file of a tree looks to the file system: whoever has touched one leaves a trace in it."""
    return {name: _look(status) for name, status in _tree(target)[0].items()}


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


def _holds(path: Path, status: os.stat_result, content: bytes) -> bool:
    same = status.st_size == len(content) and status.st_mode == stat.S_IFREG | _FILE
    return same and path.read_bytes() == content


def _make_room(tree: Path, files: Collection[str]) -> dict[str, os.stat_result]:
    """Make the folders that some files need, remove whatever else stands in the tree, and return what stays."""
    if tree.is_symlink() or tree.is_file():
        tree.unlink()
    wanted = {folder for name in files for folder in _above(name)}
    stands, folders = _tree(tree)
    stays = {}
    for name, status in stands.items():
        if name in files and stat.S_ISREG(status.st_mode):
            stays[name] = status
        elif not name.endswith("/"):
            (tree / name).unlink()
    for folder in folders:
        if folder not in wanted and (tree / folder).exists():  # it may have gone with one above
            shutil.rmtree(tree / folder)
    for folder in sorted(wanted.difference(folders)):
        (tree / folder).mkdir(parents=True, exist_ok=True)
    for folder in wanted:
        if stat.S_IMODE(os.stat(f"{tree}/{folder}").st_mode) != _FOLDER:  # noqa: PTH116 (of each folder, every time)
            (tree / folder).chmod(_FOLDER)
    return stays


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


def _write(path: Path, content: bytes, *, is_new: bool) -> None:
    """Write a file; one that was there stays whole until the new one takes its place, and its other names keep it."""
    temporary = path if is_new else _beside(path)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE), "wb") as file:
        file.write(content)
        os.fchmod(file.fileno(), _FILE)
    if not is_new:
        temporary.replace(path)


def _above(name: str) -> Iterator[str]:
    """Yield the folders in which a file is, each with a slash at its end; the tree itself is empty."""
    while name:
        name = name.rstrip("/").rpartition("/")[0]
        name += "/" if name else ""
        yield name


def _tree(root: Path) -> tuple[dict[str, os.stat_result], list[str]]:
    """Return path and state of whatever stands below a folder, no link followed, and the paths of its folders.

    A folder counts among what stands only if it is empty.
    """
    found: dict[str, os.stat_result] = {}
    folders = [""]
    for folder in folders:  # which grows on the way
        try:
            with os.scandir(f"{root}/{folder}") as entries:
                inside = list(entries)
        except FileNotFoundError:
            continue
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{folder}{entry.name}/")
            else:
                found[folder + entry.name] = entry.stat(follow_symlinks=False)
        if folder and not inside:
            found[folder] = os.lstat(f"{root}/{folder}")
    return found, folders[1:]


def _look(status: os.stat_result) -> tuple[int, ...]:
    # Not its ctime, which the second name of an unchanged file moves.
    return status.st_size, status.st_mtime_ns, status.st_ino, status.st_mode


def _beside(path: Path) -> Path:
    """Return a name for a file under way; one that a killed build left there is nobody's any more."""
    temporary = path.with_name(f"{path.name}.new")
    temporary.unlink(missing_ok=True)
    return temporary
