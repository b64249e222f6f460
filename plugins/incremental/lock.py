"""Who builds here now? One build at a time reads, renders and swaps; a second one waits and says for whom."""

from __future__ import annotations

import fcntl
import os
import sys
from pathlib import Path
from typing import IO

# An open file keeps its lock; the system lets it go when the process ends, however it ends.
_held: dict[Path, IO[str]] = {}


def take(room: Path, *, wait: bool = True) -> bool:
    """Take the lock of a working folder; where another process has it, say so once and wait.

    Args:
        room: The folder.
        wait: Whether to wait; else return False where another process has it.

    Raises:
        OSError: Where the folder cannot be written.
    """
    if room in _held:
        return True
    file = (room / "lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if not wait:
            file.close()
            return False
        file.seek(0)
        holder = file.read().strip() or "unknown"
        print(f"Another build is under way here (process {holder}); waiting for it.", file=sys.stderr, flush=True)
        fcntl.flock(file, fcntl.LOCK_EX)
    file.seek(0)
    file.truncate()
    file.write(f"{os.getpid()}\n")
    file.flush()
    _held[room] = file
    return True


def leave_to_others() -> None:
    """Let go of every lock in a process that was forked from the one that has it; there it is kept."""
    for file in _held.values():
        file.close()  # only this process's hold on it: nothing is unlocked
    _held.clear()


def release(room: Path) -> None:
    """Let the lock of a working folder go."""
    if room in _held:
        _held.pop(room).close()
