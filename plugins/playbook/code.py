"""By which code is the site made: our own, and the packages that are installed?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import plugins
from generator.inputs import files_below
from plugins.incremental.files import Files

ROOT = Path(__file__).parents[2]
_OWN = ("generator", "plugins")
_COARSE_NS = 10_000_000  # by so much a file's time may be behind the clock of the system


def of_code(files: Files) -> Iterator[tuple[str, str]]:
    """Yield what tells the code from other code: each file with its digest, and when packages were last installed."""
    yield sys.version, ""
    for name in _own():
        yield name, files.digest(f"{ROOT}/{name}")
    yield "requirements.txt", files.digest(ROOT / "requirements.txt")
    for path in sys.path:
        if path.endswith("-packages") and os.path.isdir(path):  # noqa: PTH112 (with the texts of `sys.path`)
            yield path, str(Path(path).stat().st_mtime_ns)


def is_as_imported(files: Files) -> bool:
    """Return whether no file of ours was saved since this process began to import them; then they are what it runs."""
    return not files.saved_since(plugins.BEGUN_NS - _COARSE_NS, (f"{ROOT}/{name}" for name in _own()))


def _own() -> list[str]:
    return sorted(files_below(ROOT, _OWN, ".py"))
