"""How does a finished tree take the place of the old one: all at once, and with only the changed files written?

Two complete trees stand side by side: the one that is read, and in a working folder beside it its twin, which has the
very same files by hard links. A build writes what has changed into the twin, lets both change names in one step, and
then links the same into the tree that was read before. A mark says that they are twins; it goes before anything
changes. Where it is missing, or the output is not as it was left, both are compared with what they should hold, file by
file. A build that dies on the way leaves the tree that is read whole, the old one or the new one.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from plugins.incremental.exchange import exchange, put
from plugins.incremental.looks import above
from plugins.incremental.outputs import Outputs

_BIT = 1 << 20  # bytes
_FILE, _FOLDER = 0o644, 0o755  # whatever the umask: a server reads the tree as somebody else


Content = bytes | Path


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


def swap(
    target: Path,
    files: Mapping[str, Content],
    standing: Set[str] = frozenset(),
    found: Outputs | None = None,
    changed: Collection[str] = (),
) -> Swapped:
    """Let `target` hold these files and nothing else; until everything is written it stays as it is.

    Args:
        target: The folder that is read; it need not exist.
        files: Path below it, with `/` → its bytes, or a file of this file system that is to be moved there.
        standing: Paths below it of further files, which are in it and stay as they are.
        found: How it stands, if somebody has looked; hears what has changed.
        changed: Paths of files that are known to differ from what stands there, so that nobody compares them.

    Raises:
        OSError: Where the system refuses, as with a full disk; `target` is then as it was.
    """
    try:
        return _swap(target, files, standing, found, changed)
    finally:
        for content in files.values():
            if isinstance(content, Path):
                content.unlink(missing_ok=True)


def _swap(
    target: Path, files: Mapping[str, Content], standing: Set[str], found: Outputs | None, changed: Collection[str]
) -> Swapped:
    room = working_folder(target)
    other = room / "other"
    known = found.files if found and found.is_as_left and found.files >= standing else None
    stand = _tree(target)[0] if known is None else {name: (target / name).lstat() for name in files if name in known}
    to_compare = (name for name in files if name in stand and name not in changed)
    same = {name for name in to_compare if _holds(target / name, stand[name], files[name])}
    new = {name: files[name] for name in sorted(files.keys() - same - standing)}
    kept = standing | same
    gone = (stand.keys() if known is None else known) - kept - files.keys()
    is_changed, in_one_step = bool(new or gone), True
    if not is_changed and (found is None or known is not None):
        return Swapped(0, len(kept), 0)
    (room / "twin").unlink(missing_ok=True)
    try:
        if is_changed:
            there: Collection[str]
            if known is None:
                there = linked = _make_room(other, new.keys() | kept)
                _link_all(target, other, {name: stand.get(name) or (target / name).lstat() for name in kept}, linked)
            else:
                there = known
                _make_way(other, new, gone)
            for name, content in new.items():
                _write(other / name, content, is_new=name not in there)
            in_one_step = _change_places(other, target, room / "old")
        else:
            _open_folders(target, {folder for name in kept for folder in above(name)})
    except OSError:
        shutil.rmtree(other, ignore_errors=True)  # a full disk needs the space
        raise
    if found:
        has_twin = _catch_up(target, other, None if known is None else (new, gone, known))
        if known is not None and has_twin:
            found.changed(new, gone)
        else:
            found.changed_at_all(has_twin=has_twin)
    return Swapped(len(new), len(kept), len(gone), in_one_step)


def working_folder(target: Path) -> Path:
    """Return the folder beside a target that holds the other tree and the lock; made where it is missing."""
    room = target.parent / ".build"
    room.mkdir(parents=True, exist_ok=True)
    return room


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


def _holds(path: Path, status: os.stat_result, content: Content) -> bool:
    size = content.stat().st_size if isinstance(content, Path) else len(content)
    if status.st_size != size or status.st_mode != stat.S_IFREG | _FILE:
        return False
    new = content.open("rb", buffering=0) if isinstance(content, Path) else BytesIO(content)
    with path.open("rb", buffering=0) as file, new:  # bit by bit: of one that differs, the rest need not be read
        return all(file.read(_BIT) == new.read(_BIT) for _ in range(0, size, _BIT))


def _make_room(tree: Path, files: Collection[str]) -> dict[str, os.stat_result]:
    """Make the folders that some files need, remove whatever else stands in the tree, and return what stays."""
    if tree.is_symlink() or tree.is_file():
        tree.unlink()
    wanted = {folder for name in files for folder in above(name)}
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
    _open_folders(tree, wanted)
    return stays


def _open_folders(tree: Path, folders: Collection[str]) -> None:
    """Let everybody read some folders."""
    for folder in folders:
        if stat.S_IMODE(os.stat(f"{tree}/{folder}").st_mode) != _FOLDER:  # noqa: PTH116 (of each folder, every time)
            (tree / folder).chmod(_FOLDER)


def _make_way(tree: Path, new: Collection[str], gone: Collection[str]) -> None:
    """Remove files, with folders that hold nothing any more, and make the folders of others."""
    for name in gone:
        (tree / name).unlink()
        for folder in filter(None, above(name)):
            try:
                (tree / folder).rmdir()
            except OSError:  # there is more in it
                break
    for folder in sorted({folder for name in new for folder in above(name)}):
        if not (tree / folder).is_dir():
            (tree / folder).mkdir()
            (tree / folder).chmod(_FOLDER)


def _catch_up(
    target: Path, other: Path, changed: tuple[Collection[str], Collection[str], Collection[str]] | None
) -> bool:
    """Let the other tree be the twin of the one that is read now; return whether it is.

    Args:
        target: The tree that is read.
        other: The other one.
        changed: The files that alone are new, or gone, since both were twins, and all there were then; else nothing is
            known of the other one.
    """
    try:
        if changed is None:
            stand = _tree(target)[0]
            return _link_all(target, other, stand, _make_room(other, stand.keys()))
        new, gone, before = changed
        _make_way(other, new, gone)
        return all(_link(f"{target}/{name}", f"{other}/{name}", is_new=name not in before) for name in new)
    except OSError:
        shutil.rmtree(other, ignore_errors=True)  # the next build makes another
        return False


def _link_all(
    source: Path, tree: Path, files: Mapping[str, os.stat_result], there: Mapping[str, os.stat_result]
) -> bool:
    """Let files of a tree be the very files of another; return whether each could have two names."""
    links = [
        _link(f"{source}/{name}", f"{tree}/{name}", is_new=name not in there)
        for name, status in files.items()
        if name not in there or not os.path.samestat(there[name], status)
    ]
    return all(links)


def _link(source: str, path: str, *, is_new: bool) -> bool:
    """Let a path be the very file of a source, or a copy where no file can have two names; return whether it is."""
    temporary = path if is_new else os.fspath(_beside(Path(path)))
    try:
        os.link(source, temporary)
        is_linked = True
    except OSError:  # a file system without hard links
        shutil.copy2(source, temporary)
        is_linked = False
    if not is_new:
        put(temporary, path)
    return is_linked


def _write(path: Path, content: Content, *, is_new: bool) -> None:
    """Write a file; one that was there stays whole until the new one takes its place, and its other names keep it."""
    if isinstance(content, Path):
        content.chmod(_FILE)
        put(os.fspath(content), os.fspath(path))
        return
    temporary = path if is_new else _beside(path)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE), "wb") as file:
        file.write(content)
        os.fchmod(file.fileno(), _FILE)
    if not is_new:
        put(os.fspath(temporary), os.fspath(path))


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
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{folder}{entry.name}/")
            else:
                found[folder + entry.name] = entry.stat(follow_symlinks=False)
        if folder and not inside:
            found[folder] = os.lstat(f"{root}/{folder}")
    return found, folders[1:]


def _beside(path: Path) -> Path:
    """Return a name for a file under way; one that a killed build left there is nobody's any more."""
    temporary = path.with_name(f"{path.name}.new")
    temporary.unlink(missing_ok=True)
    return temporary
