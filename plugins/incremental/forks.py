"""How do two processors make one site? A second process, forked from the first, makes half and hands it over."""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

LEAST = 4  # of fewer a second process does not pay
T = TypeVar("T")


def in_two(
    work: Sequence[T],
    make: Callable[[T], object],
    begin: Callable[[], None],
    given: Callable[[], Any],
    take: Callable[[Any], None],
) -> None:
    """Make all of some work, half of it in a second process where that pays.

    The second process ends when its half is made. If it fails in any way, its half is made here after all, so that
    whatever is wrong is met where it can be told.

    Args:
        work: What is to be made, each by itself.
        make: Makes one.
        begin: Called in the second process, before it makes anything.
        given: Called in the second process: returns what was made there; `pickle` must be able to write it. An
            exception says that something is wrong with it.
        take: Called here with that.
    """
    halves = work[::2], work[1::2]
    if len(work) < LEAST or (os.cpu_count() or 1) < 2 or not hasattr(os, "fork"):
        halves = work, ()
    with tempfile.TemporaryFile() as handed:
        child = _fork(halves[1], make, begin, given, handed.fileno()) if halves[1] else None
        for one in halves[0]:
            make(one)
        if child is None:
            return
        _, status = os.waitpid(child, 0)
        if status == 0:
            handed.seek(0)
            take(pickle.load(handed))  # what it wrote itself, in a file without a name
            return
    for one in halves[1]:
        make(one)


def _fork(
    work: Sequence[T], make: Callable[[T], object], begin: Callable[[], None], given: Callable[[], Any], handed: int
) -> int:
    """Return the number of a process that makes some work and hands it over; here it is left at once."""
    child = os.fork()
    if child:
        return child
    status = 1
    # Nothing of the first process may end in this one: no handler, no message, no file that it has open.
    with suppress(BaseException):
        begin()
        for one in work:
            make(one)
        with os.fdopen(os.dup(handed), "wb") as out:
            pickle.dump(given(), out, 5)
        status = 0
    os._exit(status)
