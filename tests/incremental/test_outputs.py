"""Is the output looked at once, is all that was touched seen, and does the record follow each build?"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plugins.incremental import looking, looks, outputs, swap
from plugins.incremental.roll import Roll
from plugins.incremental.swap import Swapped
from tests.build import ROOT
from tests.incremental.killing import KILL_AT_STEP

Files = Mapping[str, bytes]
FILES = {f"page-{n}/index.html": f"<p>{n}</p>".encode() for n in range(9)} | {"a/b/c": b"deep", "style.css": b"p {}"}

# Builds a tree, and kills itself before the n-th change to the disk; with 0 it counts the changes.
KILLED = (
    """
import sys
from pathlib import Path
from tests.incremental.test_outputs import FILES, build

target, number = Path(sys.argv[1]), int(sys.argv[2])
"""
    + KILL_AT_STEP
    + """build(target, {**FILES, "page-3/index.html": b"other", "new/x": b"new"}, gone={"a/b/c", "page-5/index.html"})
print(seen)
"""
)


def build(target: Path, files: Files, gone: set[str] = frozenset()) -> Swapped:  # type: ignore[assignment]
    """Let an output hold some files, as a build does."""
    found = outputs.look_at(target)
    swapped = swap.swap(target, {name: files[name] for name in files.keys() - gone}, frozenset(), found)
    outputs.leave(target, lambda _: None)
    return swapped


def tree(folder: Path) -> dict[str, bytes]:
    """Return path → bytes of every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def said(target: Path) -> tuple[looks.Looks, looks.Looks, looks.Looks]:
    """Return what is on record of an output: its files, its folders, and the folders of its twin."""
    left = looking.read(str(target))
    assert left is not None
    twin = looking.twin(str(target), left.state)
    return left.files.all(), left.folders.all(), twin.all() if twin else {}


def seen(target: Path) -> tuple[looks.Looks, looks.Looks, looks.Looks]:
    """Return what there is to see of it."""
    return *looks.tree(str(target)), looks.tree(str(target.parent / ".build/other"))[1]


def stands(target: Path, **how: bool) -> bool:
    """Return whether an output is found to be as it was left, where that is all that is asked."""
    left = looking.read(str(target))
    look = looking.Looking(str(target), **how)
    count = look.stands(left.state if left else b"")
    look.end()
    return count is not None


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """An output that was built."""
    build(tmp_path / "output", FILES)
    return tmp_path / "output"


def test_the_record_follows_every_build(tmp_path: Path) -> None:
    """After any of 40 changes of the tree both trees hold it, in the same files, and the record says how they look."""
    target, chance, inode = tmp_path / "output", random.Random(3), {}
    names = [*FILES, "a/b", "a", "style.css/x", "page-1/deep/er", "page-2"]
    for number in range(40):
        files: dict[str, bytes] = {}
        for name in chance.sample(names, chance.randint(4, len(names))):
            if not any(f"{name}/".startswith(f"{had}/") or f"{had}/".startswith(f"{name}/") for had in files):
                files[name] = chance.choice([b"same", b"some", name.encode()])
        before = tree(target) if target.exists() else {}
        swapped = build(target, files)
        kept = {name for name in files if before.get(name) == files[name]}
        assert swapped == Swapped(len(files) - len(kept), len(kept), len(before.keys() - files.keys()))
        assert tree(target) == tree(tmp_path / ".build/other") == files
        for name in files:
            status = (target / name).stat()
            assert status.st_ino == (tmp_path / ".build/other" / name).stat().st_ino
            assert name not in kept or status.st_ino == inode[name]
        inode = {name: (target / name).stat().st_ino for name in files}
        assert said(target) == seen(target), number
        assert outputs.look_at(target).is_as_left, number


def test_an_unchanged_tree_is_compared_with_nothing(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the output is as it was left, a build walks neither tree, and looks again only at what it wrote."""

    def refuse(*_: object) -> None:
        raise AssertionError("a whole tree was walked")

    monkeypatch.setattr(swap, "_tree", refuse)
    monkeypatch.setattr(looks, "tree", refuse)
    assert build(target, FILES | {"style.css": b"q {}", "x/y/z": b"new"}, {"a/b/c"}) == Swapped(2, 9, 1)
    assert tree(target).keys() == FILES.keys() - {"a/b/c"} | {"x/y/z"}
    assert not (target / "a").exists()
    assert (target / "style.css").read_bytes() == b"q {}"


def test_a_build_that_changes_nothing_writes_nothing(target: Path) -> None:
    """Not even its record."""
    before = {path: path.stat().st_mtime_ns for path in (target.parent / ".build").iterdir()}
    assert build(target, FILES) == Swapped(0, len(FILES), 0)
    assert {path: path.stat().st_mtime_ns for path in (target.parent / ".build").iterdir()} == before


TOUCHED: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "an edited file": (lambda target: (target / "style.css").write_bytes(b"mine"), {"style.css"}),
    "a touched file": (lambda target: (target / "page-8/index.html").touch(), {"page-8/index.html"}),
    "a missing file": (lambda target: (target / "page-0/index.html").unlink(), {"page-0/index.html"}),
    "a missing folder": (lambda target: shutil.rmtree(target / "a"), {"a/b/c"}),
    "another mode": (lambda target: (target / "a/b/c").chmod(0o600), {"a/b/c"}),
    "a file more": (lambda target: (target / "page-3/mine").touch(), set()),
    "a folder more": (lambda target: (target / "page-8/mine").mkdir(), set()),
    "another mode of a folder": (lambda target: (target / "page-4").chmod(0o700), set()),
    "a link in the place of a folder": (
        lambda target: ((target / "a").rename(target.parent / "a"), (target / "a").symlink_to(target.parent / "a")),
        {"a/b/c"},
    ),
}


@pytest.mark.parametrize(("touch", "amiss"), TOUCHED.values(), ids=TOUCHED)
def test_what_was_touched_is_seen_and_put_right(target: Path, touch: Callable[[Path], object], amiss: set[str]) -> None:
    """By one process as by two: files that were touched are named, whatever else makes for a comparison."""
    before = seen(target)[0]
    touch(target)
    assert not stands(target)
    assert not stands(target, alone=True)
    for alone in (True, False):
        if not alone:
            looking.begin(str(target))
        found = outputs.look_at(target)
        assert not found.is_as_left
        assert {name for name in FILES if not found.holds(name, found.state)} == amiss
        assert not found.holds("page-1/index.html", b"another state")
    build(target, FILES)
    assert tree(target) == tree(target.parent / ".build/other") == FILES
    assert not (target / "a").is_symlink()
    assert not (target / "page-8/mine").exists()
    assert (target / "page-4").stat().st_mode & 0o777 == 0o755
    assert seen(target)[0].keys() == before.keys()
    assert outputs.look_at(target).is_as_left


def test_whatever_is_done_to_the_other_tree_is_seen(target: Path) -> None:
    """A file that somebody left there never comes into the output."""
    (target.parent / ".build/other/page-1/mine").touch()
    assert stands(target)
    assert not outputs.look_at(target).is_as_left
    assert build(target, FILES | {"style.css": b"q {}"}) == Swapped(1, len(FILES) - 1, 0)
    assert tree(target) == FILES | {"style.css": b"q {}"}
    assert outputs.look_at(target).is_as_left


def test_nothing_is_trusted_where_a_fresh_start_is_asked_for(target: Path) -> None:
    """Not even what is as it was left."""
    state = outputs.look_at(target).state
    fresh = outputs.look_at(target, fresh=True)
    assert not fresh.is_as_left
    assert not fresh.holds("style.css", state)


def test_the_answer_of_before_another_build_is_void(target: Path) -> None:
    """Where a build came between the look and the lock, all is looked at again."""
    looking.begin(str(target))
    [begun] = looking.begun
    time.sleep(0.2)  # the other process has its answer
    looking.begun.clear()
    build(target, FILES | {"style.css": b"q {}"})
    (target / "page-2/index.html").write_bytes(b"mine")
    looking.begun.append(begun)
    found = outputs.look_at(target)
    assert not found.is_as_left
    assert {name for name in FILES if not found.holds(name, found.state)} == {"page-2/index.html"}


def test_a_second_process_that_dies_is_not_missed(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If it says nothing, that never means that all stands; a build then looks by itself."""

    def die(*_: object) -> None:
        os._exit(1)

    monkeypatch.setattr(looking, "_look_at_half", die)
    assert stands(target, alone=True)
    assert not stands(target)
    looking.begin(str(target))
    assert outputs.look_at(target).is_as_left


def test_one_process_does_where_there_cannot_be_two(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be forked, or there is one core, all is seen just the same."""
    monkeypatch.delattr(os, "fork")
    assert stands(target)
    looking.begin(str(target))
    assert outputs.look_at(target).is_as_left
    (target / "page-8/index.html").touch()
    assert not stands(target)


def test_a_kill_leaves_one_tree_whole_and_no_wrong_mark(tmp_path: Path) -> None:
    """Killed before any change to the disk, a build leaves one tree whole, and the next one the right tree twice."""
    target, number = tmp_path / "output", 0
    new = {name: FILES[name] for name in FILES.keys() - {"a/b/c", "page-5/index.html"}}
    new |= {"page-3/index.html": b"other", "new/x": b"new"}
    left = set()
    while True:
        number += 1
        build(target, FILES)
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, str(target), str(number)], cwd=ROOT, capture_output=True, check=False
        )
        now = tree(target)
        assert now in (FILES, new), f"neither tree after a kill before change {number}"
        left.add((killed.returncode, now == new))
        if killed.returncode == 0:
            break
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        found = outputs.look_at(target)
        assert not found.is_as_left or tree(tmp_path / ".build/other") == now
        build(target, FILES if number % 2 else new)
        assert tree(target) == tree(tmp_path / ".build/other") == (FILES if number % 2 else new)
        assert said(target) == seen(target)
    assert left == {(-signal.SIGKILL, False), (-signal.SIGKILL, True), (0, True)}


@pytest.mark.parametrize("at", ["_write", "_link"])
def test_a_disk_that_fills_up_leaves_no_wrong_mark(target: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """Before the exchange the build fails and the old tree stands; after it, the other tree goes, to be made again."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    new = FILES | {"style.css": b"q {}", "x/y/z": b"new"}
    with monkeypatch.context() as full:
        full.setattr(swap, at, refuse)
        if at == "_write":
            with pytest.raises(OSError, match="No space"):
                build(target, new)
        else:
            build(target, new)
    assert tree(target) == (FILES if at == "_write" else new)
    assert not (target.parent / ".build/twin").exists()
    assert not (target.parent / ".build/other").exists()
    build(target, FILES)
    assert tree(target) == tree(target.parent / ".build/other") == FILES
    assert outputs.look_at(target).is_as_left


def test_copies_are_no_twins(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no file can have two names, both trees are compared every time."""

    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    for text in (b"one", b"two", b"three"):
        build(target, FILES | {"style.css": text})
        assert tree(target) == FILES | {"style.css": text}
        assert not (target.parent / ".build/twin").exists()
        assert stands(target)


def test_a_record_waits_for_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was just written is looked at once the clock has moved, so that a second change has another time."""
    now = iter([5, 5, 5, 6])
    monkeypatch.setattr(looks, "clock", lambda _: next(now))
    looks.settle("", 5)
    assert list(now) == []
    monkeypatch.setattr(looks, "clock", lambda _: 5)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with pytest.raises(OSError, match="stands still"):
        looks.settle("", 5)


def test_what_was_saved_for_another_state_does_not_count(target: Path) -> None:
    """Whoever saves something beside the record learns the name of the state for which it holds."""
    states: list[bytes] = []
    found = outputs.look_at(target)
    outputs.leave(target, states.append)
    assert states == [found.state]
    assert found.holds("style.css", states[0])
    found = outputs.look_at(target)
    swap.swap(target, FILES | {"style.css": b"q {}"}, frozenset(), found)
    outputs.leave(target, states.append)
    assert states[1] != states[0]
    assert outputs.look_at(target).holds("style.css", states[1])
    assert not outputs.look_at(target).holds("style.css", states[0])


# The roll


def _look(number: int) -> looks.Look:
    return number, 0, 0, 0, 0


def test_a_roll_says_what_it_was_told_last() -> None:
    """Of what was added, touched and removed, and of all that was not; however often, and however much at a time."""
    chance = random.Random(6)
    wanted = {f"f{n}": _look(n) for n in range(1500)}
    roll = Roll.of(wanted)
    for turn in range(40):
        some = {f"f{chance.randrange(3000)}" for _ in range(chance.choice((1, 5, 90)))}
        since = {name: chance.choice((None, _look(turn))) for name in some}
        wanted = {name: look for name, look in (wanted | since).items() if look is not None}
        roll = Roll(roll.changed(since).sections)  # as if it were read from a file
        assert (roll.all(), roll.names()) == (wanted, wanted.keys())


def test_a_roll_is_written_out_again_only_where_much_has_changed() -> None:
    """Else the two halves, which are long, are carried over as they are."""
    roll = Roll.of({f"f{n}": _look(n) for n in range(3000)})
    after = roll.changed({"f7": _look(8), "f8": None})
    assert after.sections[1:] == roll.sections[1:]
    assert after.changed({f"f{n}": None for n in range(2000)}).sections[1:] != roll.sections[1:]


@pytest.mark.parametrize("half", [0, 1])
def test_a_half_of_a_roll_does_not_stand_where_one_of_its_files_was_touched(tmp_path: Path, half: int) -> None:
    """What has changed since it was written out is looked at with the second half."""
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(name)
    found = looks.tree(str(tmp_path))[0]
    roll = Roll.of(dict(sorted(found.items()))).changed({"b": found["b"]})
    assert (roll.stands(str(tmp_path), 0), roll.stands(str(tmp_path), 1)) == (True, True)
    (tmp_path / ("a", "b")[half]).write_text("other")
    assert [roll.stands(str(tmp_path), number) for number in (0, 1)] == [half != 0, half != 1]


def test_a_file_in_place_of_the_output_holds_nothing(target: Path) -> None:
    """It is found to be none of what was left, and a build puts the folder back."""
    shutil.rmtree(target)
    target.write_text("mine")
    assert looks.tree(str(target)) == ({}, {})
    assert not outputs.look_at(target).is_as_left
    build(target, FILES)
    assert tree(target) == FILES
