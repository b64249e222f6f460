"""Is the next build ready before it is wanted, and does it see all that was saved until then?"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.incremental.warm import Warm

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

# Says that it is ready, waits, and does what it is there for.
_JOB = """
import os, pathlib
from plugins.incremental import ready

pathlib.Path("ready").write_text(str(os.getpid()))
ready.wait()
print(pathlib.Path("file").read_text(), os.environ.get("WORD", ""))
"""


class Work:
    """A folder in which a process reads a file, and a warm process that begins it."""

    def __init__(self, folder: Path, warm: Warm) -> None:
        self.folder, self.warm = folder, warm
        (folder / "job.py").write_text(_JOB)

    def run(self, words: str, *, again: bool = True, **environment: str) -> int:
        """Save some words and let them be read; return the process that did, which must have read just these."""
        (self.folder / "file").write_text(words)
        process = self.warm.start(self.folder, ["job"], again=again, **environment)
        built = self.warm.wait()
        assert (built.status, built.said) == (0, f"{words} {environment.get('WORD', '')}\n")
        return process

    def waiting(self, but: int) -> int:
        """Wait until another process than one is ready, and return it."""
        for _ in range(1000):
            if (found := int((self.folder / "ready").read_text() or but)) != but:
                return found
            time.sleep(0.01)
        pytest.fail("no process made itself ready")


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    """A folder and a warm process that ends with the test."""
    with Warm([], tmp_path) as warm:
        yield Work(tmp_path, warm)


def test_what_is_wanted_again_is_ready_before_that(work: Work) -> None:
    """The process that carries it out was there already, and sees what was saved after it had begun."""
    first = work.run("one")
    second = work.waiting(first)
    assert work.run("two") == second
    third = work.waiting(second)
    assert work.run("three") == third


def test_nothing_waits_that_will_not_be_wanted(work: Work) -> None:
    """An order that says so is the last of its kind."""
    first = work.run("one", again=False)
    time.sleep(0.2)
    assert (work.folder / "ready").read_text() == str(first)


def test_another_order_is_not_carried_out_by_who_waits_for_this_one(work: Work) -> None:
    """It is made ready with what the other order says, and the process that waited ends."""
    waiting = work.waiting(work.run("one"))
    assert work.run("two", WORD="other") != waiting
    with pytest.raises(ProcessLookupError):
        os.kill(waiting, 0)


def test_a_process_that_was_killed_while_it_waited_is_replaced(work: Work) -> None:
    """The order is carried out by another."""
    waiting = work.waiting(work.run("one"))
    os.kill(waiting, signal.SIGKILL)
    time.sleep(0.1)
    assert work.run("two") != waiting


def test_who_waits_ends_with_the_warm_process(tmp_path: Path) -> None:
    """Nobody is left behind."""
    with Warm([], tmp_path) as warm:
        work = Work(tmp_path, warm)
        waiting = work.waiting(work.run("one"))
    for _ in range(500):
        try:
            os.kill(waiting, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    pytest.fail("it still waits")
