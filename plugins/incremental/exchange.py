"""How do two files, or folders, change places such that whoever looks finds the one or the other?"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE


def exchange(one: str | Path, other: str | Path) -> bool:
    """Let two folders, or files, change names in one step; return False, with nothing done, where the system cannot.

    Source: renameat2(2), RENAME_EXCHANGE; Linux only, and not on every file system.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if rename is None:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def put(new: str, path: str) -> None:
    """Let a new file take the place of another in one step.

    To take its name would make some file systems write the whole of it out first, lest a machine that fails leaves it
    empty; here that does no harm, for nothing from before is trusted then.
    Source: ext4(5), auto_da_alloc.
    """
    if exchange(new, path):
        os.unlink(new)  # noqa: PTH108 (the old one, of each file that has changed)
    else:
        os.replace(new, path)  # noqa: PTH105
