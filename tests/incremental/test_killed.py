"""Does a whole tree stand, whatever happens to a whole build: a kill, a full disk, a disk that can only be read?"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.forked import Builds
from benchmarks.whole import NotWholeError, Pair, kill_builds, read_during_builds
from plugins.incremental.exchange import exchange
from tests.build import ROOT
from tests.plugins.conftest import small_guide

# How many builds are killed, and how many are read during; more where one asks for more.
KILLS, REBUILDS = int(os.environ.get("KILLS", "8")), int(os.environ.get("REBUILDS", "10"))
# Builds a guide, lets all its pages change, makes the disk as the shell command says, and builds again.
BUILT_TWICE = """
import hashlib, json, subprocess, sys
from pathlib import Path
from benchmarks.run import html_command

guide, between = Path.cwd(), sys.argv[1]

def build():
    return subprocess.run([sys.executable, "-m", *html_command(guide, "disk/output")], capture_output=True, text=True)

def standing():
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in Path("disk/output").rglob("*.*")}

first = build()
assert first.returncode == 0, first.stdout + first.stderr
before = standing()
base = guide / "theme/templates/base.html"
base.write_text(base.read_text().replace("</body>", "<p>More.</p></body>"))
subprocess.run(["sh", "-ec", between], check=True)
second = build()
print(json.dumps([second.returncode, second.stdout + second.stderr, standing() == before, len(before)]))
"""


@pytest.fixture(scope="module")
def builds() -> Iterator[Builds]:
    """A warm process to build with."""
    with Builds() as builds:
        yield builds


def test_a_killed_build_leaves_a_whole_tree(tmp_path: Path, builds: Builds) -> None:
    """Killed at random moments, a build leaves the old tree or the new one, and the next one needs no cleaning."""
    said = list(kill_builds(tmp_path / "guide", builds, random.Random(7), KILLS))
    assert len(said) == KILLS
    assert any("exit -9, the old tree stood" in line for line in said), said


def test_a_reader_misses_nothing_during_builds(tmp_path: Path, builds: Builds) -> None:
    """While the output is rebuilt, every path of both trees can be read, and holds the bytes of one of them."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    if not exchange(tmp_path / "one", tmp_path / "other"):
        pytest.skip("this system cannot exchange two folders")
    said = read_during_builds(tmp_path / "guide", builds, REBUILDS)
    assert re.fullmatch(
        rf"{REBUILDS} rebuilds: [1-9]\d+ reads of the one tree, [1-9]\d+ of the other, none of neither", said
    )


def test_a_tree_that_is_neither_is_seen(tmp_path: Path, builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a page missing after a killed build, or after the next one, the judge would name it."""
    whole = Pair.build

    def careless(pair: Pair) -> None:
        whole(pair)
        if len(pair.trees) == 2:
            (pair.output / "cite/index.html").unlink()

    monkeypatch.setattr(Pair, "build", careless)
    with pytest.raises(NotWholeError, match=r"(?:neither tree|not whole)[^\n]*\ncite/index.html is missing"):
        list(kill_builds(tmp_path / "killed", builds, random.Random(1), 1))


@pytest.mark.parametrize(
    ("between", "what"),
    [
        (
            "cat /dev/zero > disk/filler 2>/dev/null || truncate -s -100K disk/filler",
            "output/: it could not be written: No space left on device; what stood there before still stands; "
            "free the disk or the folder, and build again",
        ),
        (
            "mount -o remount,ro disk",
            "output/: no build can begin: Read-only file system; disk/.build/lock is needed beside it; "
            "make the folder writable",
        ),
    ],
    ids=["a full disk", "a disk to be read only"],
)
def test_a_disk_that_takes_nothing_changes_nothing(tmp_path: Path, between: str, what: str) -> None:
    """On a disk that fills up, or can only be read, a whole build ends with 1 and one sentence; the old tree stands."""
    guide = small_guide(tmp_path / "guide")
    (guide.root / "disk").mkdir()
    small = ("unshare", "-rm", "sh", "-ec", 'mount -t tmpfs -o size=8m tmpfs disk && exec "$@"', "sh")
    if not shutil.which("unshare") or subprocess.run([*small, "true"], cwd=guide.root, check=False).returncode:
        pytest.skip("this system lets nobody make a small disk")
    done = subprocess.run(
        [*small, sys.executable, "-c", BUILT_TWICE, between],
        cwd=guide.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    status, said, is_standing, count = json.loads(done.stdout)
    assert (status, is_standing) == (1, True), said
    assert count > 20
    assert said.replace(f"{guide.root}/", "").splitlines() == [f"disk/{what}", "1 problem; nothing was written."]
