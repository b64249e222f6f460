"""How is a build made ready before anybody wants it? It comes as far as it can without looking at a file, and waits."""

from __future__ import annotations

from collections.abc import Callable

_waits: list[Callable[[], None]] = []


def wait_for(wanted: Callable[[], None]) -> None:
    """Let the build of this process wait until something returns."""
    _waits.append(wanted)


def is_ahead() -> bool:
    """Return whether the build of this process is not wanted yet."""
    return bool(_waits)


def wait() -> None:
    """Return once the build of this process is wanted; that is at once, unless it was begun ahead."""
    while _waits:
        _waits.pop()()
