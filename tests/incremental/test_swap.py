"""Does a finished tree take the place of the old one all at once, and are unchanged files the very same?"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.incremental.exchange import exchange
from plugins.incremental.swap import Swapped, swap
from tests.build import ROOT
from tests.incremental.killing import KILL_AT_STEP

OLD = {f"page-{n}/index.html": f"<p>old {n}</p>".encode() for n in range(12)} | {"same.css": b"p {}", "gone.txt": b"x"}
NEW = {f"page-{n}/index.html": f"<p>new {n}</p>".encode() for n in range(1, 14)} | {
    "same.css": b"p {}",
    "deep/a/b": b"y",
}

# Swaps in the files of a JSON file and kills itself before the n-th change to the disk; with 0 it counts the changes.
KILLED_SWAP = (
    """
import sys
from pathlib import Path
from plugins.incremental.swap import swap
import json

target, wanted, number = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text()), int(sys.argv[3])
"""
    + KILL_AT_STEP
    + """swap(target, {name: text.encode() for name, text in wanted.items()})
print(seen)
"""
)
# Swaps two trees in turn and says when it is done.
MANY_SWAPS = """
import json, sys
from pathlib import Path
from plugins.incremental.swap import swap

target, trees, times = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text()), int(sys.argv[3])
trees = [{name: text.encode() for name, text in tree.items()} for tree in trees]
for number in range(times):
    swap(target, trees[number % 2])
"""
FULL_DISK = """
import json, sys
from pathlib import Path
from plugins.incremental.swap import swap

target = Path(sys.argv[1]) / "output"
swap(target, {"index.html": b"old"})
try:
    swap(target, {"index.html": b"new", "large": b"x" * 4_000_000})
except OSError as error:
    print(error.strerror)
print(json.dumps({path.name: path.read_text() for path in target.iterdir()}))
print(sorted(path.name for path in (target.parent / ".build").iterdir()))
"""


def tree(folder: Path) -> dict[str, bytes]:
    """Return path → bytes of every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def python(code: str, *arguments: object, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run some Python beside the project's modules."""
    return subprocess.run(
        [*before, sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def as_json(path: Path, found: object) -> Path:
    """Write trees of text for a process of its own."""
    path.write_text(json.dumps(found, default=bytes.decode), encoding="utf-8")
    return path


def test_the_first_tree_is_made(tmp_path: Path) -> None:
    """Where nothing stood, all is written."""
    assert swap(tmp_path / "output", OLD) == Swapped(len(OLD), 0, 0)
    assert tree(tmp_path / "output") == OLD


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    """An unchanged file keeps its inode and time over many swaps; a changed one is new, and an orphan goes."""
    output = tmp_path / "output"
    swap(output, OLD)
    same = (output / "same.css").stat()
    assert swap(output, NEW) == Swapped(len(NEW) - 1, 1, 2)
    for files in (OLD, NEW, OLD):
        swap(output, files)
        assert tree(output) == files
        now = (output / "same.css").stat()
        assert (now.st_ino, now.st_mtime_ns) == (same.st_ino, same.st_mtime_ns)


def test_a_file_that_stands_ready_is_moved_into_the_tree(tmp_path: Path) -> None:
    """With the mode of all others; where the tree has just that, the one in the tree stays, and none is left over."""
    output, ready = tmp_path / "output", tmp_path / "ready"
    inodes = []
    for content in (b"one" * 1_000_000, b"one" * 1_000_000, b"two" * 1_000_000, b"2"):
        ready.write_bytes(content)
        ready.chmod(0o600)
        swap(output, OLD | {"deep/large": ready})
        assert tree(output) == OLD | {"deep/large": content}
        assert not ready.exists()
        status = (output / "deep/large").stat()
        assert stat.S_IMODE(status.st_mode) == 0o644
        inodes.append(status.st_ino)
    assert inodes[0] == inodes[1]
    assert inodes[1] != inodes[2]


def test_what_is_known_to_differ_is_written_unseen(tmp_path: Path) -> None:
    """Nobody looks whether it does; all others are compared."""
    output = tmp_path / "output"
    swap(output, OLD)
    before = {name: (output / name).stat().st_ino for name in OLD}
    assert swap(output, OLD, changed=["same.css"]) == Swapped(1, len(OLD) - 1, 0)
    assert tree(output) == OLD
    assert {name for name in OLD if (output / name).stat().st_ino != before[name]} == {"same.css"}


def test_nothing_moves_where_nothing_changed(tmp_path: Path) -> None:
    """The same tree again leaves even the folder as it is."""
    output = tmp_path / "output"
    swap(output, OLD)
    before = output.stat().st_ino
    assert swap(output, OLD) == Swapped(0, len(OLD), 0)
    assert output.stat().st_ino == before


def test_what_no_build_made_goes(tmp_path: Path) -> None:
    """Files, links and empty folders that somebody left in the output are gone; what they changed is put right."""
    output = tmp_path / "output"
    swap(output, OLD)
    swap(output, NEW)  # both trees stand now
    (output / "left").mkdir()
    (output / "link").symlink_to("same.css")
    (output / "same.css").write_bytes(b"edited in place, and in the other tree with it")
    (output / "page-3/index.html").unlink()
    (output / "page-4/index.html").write_bytes(b"<p>odd 4</p>")
    swap(output, NEW)
    assert tree(output) == NEW
    assert not (output / "left").exists()
    assert not (output / "link").is_symlink()


def test_a_file_and_a_folder_may_change_places(tmp_path: Path) -> None:
    """What was a file can become a folder, and the other way round."""
    output = tmp_path / "output"
    for files in ({"a": b"1", "b/c": b"2"}, {"a/x": b"3", "b": b"4"}, {"a": b"1", "b/c": b"2"}):
        swap(output, files)
        assert tree(output) == files


def test_modes_do_not_follow_the_umask(tmp_path: Path) -> None:
    """Files are 644 and folders 755 even for somebody with a umask of 077, and a wrong mode is put right."""
    output = tmp_path / "output"
    old = os.umask(0o077)
    try:
        swap(output, OLD)
        (output / "same.css").chmod(0o600)
        swap(output, OLD)
        (output / "gone.txt").chmod(0o600)
        swap(output, OLD | {"more/x": b""})
    finally:
        os.umask(old)
    modes = {path.relative_to(output).as_posix(): path.stat().st_mode & 0o777 for path in output.rglob("*")}
    assert {name for name, mode in modes.items() if mode != (0o755 if (output / name).is_dir() else 0o644)} == set()
    assert output.stat().st_mode & 0o777 == 0o755


def test_a_kill_leaves_one_tree_whole(tmp_path: Path) -> None:
    """Killed before any of 50 changes to the disk, a swap leaves one tree whole; the next one needs no cleaning."""
    output = tmp_path / "output"
    new = as_json(tmp_path / "new.json", NEW)
    swap(output, OLD)
    counted = python(KILLED_SWAP, output, new, 0)
    assert counted.returncode == 0, counted.stderr
    changes = int(counted.stdout)
    chance = random.Random(5)
    left = set()
    for number in [*chance.choices(range(1, changes + 1), k=48), changes - 1, changes]:
        swap(output, OLD)
        killed = python(KILLED_SWAP, output, new, number)
        now = tree(output)
        assert now in (OLD, NEW), f"neither tree after a kill before change {number}"
        left.add((killed.returncode == -signal.SIGKILL, now == NEW))
    assert (True, False) in left
    swap(output, NEW)
    assert tree(output) == NEW


def test_a_reader_never_misses_a_file(tmp_path: Path) -> None:
    """During 1,000 swaps, a path of both trees is always there, with the bytes of one of them."""
    output = tmp_path / "output"
    trees = [{f"p{n}": f"{version} {n}" * 50 for n in range(6)} | {version: ""} for version in ("one", "two")]
    swap(output, {name: text.encode() for name, text in trees[0].items()})
    names = sorted(trees[0].keys() & trees[1].keys())
    code = [sys.executable, "-c", MANY_SWAPS, str(output), str(as_json(tmp_path / "t.json", trees)), "1000"]
    with subprocess.Popen(code, cwd=ROOT) as swapping:
        reads, seen = 0, set()
        while swapping.poll() is None or reads < 100:
            name = names[reads % len(names)]
            text = (output / name).read_text(encoding="utf-8")
            version = next((i for i, files in enumerate(trees) if files[name] == text), None)
            assert version is not None, f"{name} held neither version: {text[:40]!r}"
            seen.add(version)
            reads += 1
    assert swapping.returncode == 0
    assert seen == {0, 1}


def test_a_file_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    """Where the system refuses a file, the old tree stands, and no half of a new one takes up room."""
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))\n"
    done = python(limited + FULL_DISK, tmp_path)
    assert done.stdout.splitlines() == ["File too large", '{"index.html": "old"}', "[]"], done.stderr


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    """On a disk of one megabyte that fills up, the old tree stands and the space is given back."""
    small = 'mount -t tmpfs -o size=1m tmpfs "$1" && shift && exec "$@"'
    if not shutil.which("unshare"):
        pytest.skip("no unshare here to make a small disk")
    before = ("unshare", "-rm", "sh", "-c", small, "sh", str(tmp_path))
    if python("", before=before).returncode != 0:
        pytest.skip("this system lets nobody make a small disk")
    done = python(FULL_DISK, tmp_path, before=before)
    assert done.stdout.splitlines() == ["No space left on device", '{"index.html": "old"}', "[]"], done.stderr


def test_two_folders_change_names_in_one_step(tmp_path: Path) -> None:
    """An exchange swaps two folders whole; where one is missing nothing is done."""
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / folder.name).touch()
    if not exchange(one, other):
        pytest.skip("this system cannot exchange two folders")
    assert [path.name for path in (*one.iterdir(), *other.iterdir())] == ["other", "one"]
    assert not exchange(one, tmp_path / "missing")
    assert one.exists()


def test_two_renames_do_where_the_system_cannot_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an exchange the finished tree still takes the place of the old one, and the swap says so."""
    for module in ("swap", "exchange"):
        monkeypatch.setattr(f"plugins.incremental.{module}.exchange", lambda one, other: False)
    output = tmp_path / "output"
    swap(output, OLD)
    same = (output / "same.css").stat().st_ino
    for files in (NEW, OLD, NEW):
        assert not swap(output, files).in_one_step
        assert tree(output) == files
    assert (output / "same.css").stat().st_ino == same


def test_a_file_system_without_hard_links_gets_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no file can have two names, an unchanged one is copied."""

    def refuse(source: object, target: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    output = tmp_path / "output"
    for files in (OLD, NEW, OLD):
        swap(output, files)
        assert tree(output) == files


def test_a_second_build_waits_and_says_for_whom(tmp_path: Path) -> None:
    """Two processes never hold a folder's lock at once; the second names the first and goes on after it."""
    holding = (
        "from pathlib import Path; from plugins.incremental import lock; import sys; lock.take(Path(sys.argv[1]));"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", f"{holding} print('held', flush=True); input()", str(tmp_path)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert first.stdin is not None
    assert first.stdout is not None
    assert first.stdout.readline() == "held\n"
    second = subprocess.Popen(
        [sys.executable, "-c", f"{holding} print('mine', flush=True)", str(tmp_path)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert second.stderr is not None
    waiting = second.stderr.readline()
    assert re.fullmatch(rf"Another build is under way here \(process {first.pid}\); waiting for it\.\n", waiting)
    assert second.poll() is None
    first.communicate("\n")
    out, _ = second.communicate(timeout=30)
    assert (out, second.returncode) == ("mine\n", 0)


def test_a_killed_build_leaves_no_lock(tmp_path: Path) -> None:
    """The lock of a killed process is free at once."""
    held = (
        "import os, sys; from pathlib import Path; from plugins.incremental import lock; lock.take(Path(sys.argv[1]));"
    )
    assert python(f"{held} os.kill(os.getpid(), 9)", tmp_path).returncode == -signal.SIGKILL
    done = python(held, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
