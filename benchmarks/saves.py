"""How long after a save does `make serve` show it, does it lose one, and what does it keep?

python -m benchmarks.saves --companies 13 --saves 100
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from threading import Thread

from benchmarks.equality import make_guide
from benchmarks.site import ROOT, Change, edits

_LONGEST_SECONDS = 60
_SETTLED_SECONDS = 2
# Pages and data are looked at this often while a save is waited for.
_LOOK_SECONDS = 0.001


def main() -> None:
    """Save figures one after another, then in haste, and print what came of it; exit 1 where a save is lost."""
    parser = argparse.ArgumentParser(description="Measure how soon the watching server shows a save.")
    parser.add_argument("--companies", type=int, default=13, metavar="N", help="size of the guide (default: 13)")
    parser.add_argument("--saves", type=int, default=100, metavar="N", help="how many, one after another")
    parser.add_argument(
        "--pause", type=float, default=1, metavar="SECONDS", help="of the editor after each (default: 1)"
    )
    parser.add_argument("--seed", type=int, default=1, help="how hastily the last saves follow one another")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        guide = make_guide(Path(name) / "guide", options.companies)
        with (guide / "pelicanconf.py").open("a", encoding="utf-8") as settings:
            settings.write('THEME = "theme"\nINCREMENTAL = True\n')
        changes = (edits(options.companies, number)["figure"] for number in range(1, 9000))
        with subprocess.Popen(
            _command(),
            cwd=guide,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as server:
            try:
                _wait_for_build(server)
                report = _report(guide, server.pid, changes, options.saves, options.pause)
                print("\n".join(report), flush=True)
                print(_hasten(guide, changes, random.Random(options.seed), options.saves))
            finally:
                server.terminate()


def _command() -> list[str]:
    """Return what `make serve` runs, for a guide with content and theme of its own."""
    watched = ["theme", str(ROOT / "plugins"), str(ROOT / "generator")]
    options = ["--load", "plugins.playbook", "generator.claims", "--port", "0"]
    return [sys.executable, "-u", "-m", "plugins.incremental.serve", *options, "--watch", *watched]


def _wait_for_build(server: subprocess.Popen[str]) -> None:
    assert server.stdout is not None
    for line in server.stdout:
        if "Processed" in line:
            # What it says of further builds has to go somewhere, or it stands still once the pipe is full.
            Thread(target=server.stdout.read, daemon=True).start()
            return
    sys.exit("the server has ended")


def _report(guide: Path, server: int, changes: Iterator[Change], count: int, pause: float) -> Iterator[str]:
    """Yield how long saves took, each waited for, and how the memory of the server grew meanwhile."""
    for _ in range(3):
        _save(guide, next(changes), pause)
    before = _settled_memory(server)
    taken = sorted(_save(guide, next(changes), pause) for _ in range(count))
    yield (
        f"{count} saves, each {pause:g} s after the last was shown; ms to the last page on disk: "
        f"median {1e3 * median(taken):.0f}, most {1e3 * taken[-1]:.0f}"
    )
    yield f"the server's memory, MB: {before:.1f}, {count} saves later {_settled_memory(server):.1f}"


def _hasten(guide: Path, changes: Iterator[Change], chance: random.Random, count: int) -> str:
    """Save again and again, mostly while a build is under way; return that the last save was shown."""
    for _ in range(count):
        last = next(changes)
        last.make(guide / last.file)
        time.sleep(chance.uniform(0, 0.3))
    begun = time.perf_counter()
    _until_shown(guide, last)
    return f"{count} hasty saves: the last was shown after {time.perf_counter() - begun:.2f} s"


def _save(guide: Path, change: Change, pause: float) -> float:
    """Save a change and return how many seconds later every page that it concerns shows it; then wait."""
    change.make(guide / change.file)
    begun = time.perf_counter()
    _until_shown(guide, change)
    taken = time.perf_counter() - begun
    time.sleep(pause)
    return taken


def _until_shown(guide: Path, change: Change) -> None:
    end = time.monotonic() + _LONGEST_SECONDS
    for address in change.pages:
        page = guide / "output" / address.strip("/") / "index.html"
        while change.shown not in page.read_text(encoding="utf-8"):
            if time.monotonic() > end:
                sys.exit(f"a save was lost: {address} does not show {change.shown!r}, saved in {change.file}")
            time.sleep(_LOOK_SECONDS)


def _settled_memory(server: int) -> float:
    """Return the memory of the server once the next build is ready, which counts too."""
    time.sleep(_SETTLED_SECONDS)
    return _memory(server)


def _memory(process: int) -> float:
    """Return the memory of a process and of all below it, in MB; what they share counts once."""
    found = re.search(r"^Pss: +(\d+) kB", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return (int(found[1]) / 1e3 if found else 0) + sum(_memory(int(child)) for child in children)


if __name__ == "__main__":
    main()
