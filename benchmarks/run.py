"""How long does a build take, beside Pelican itself, and how does that grow with the guide? `make bench` prints it.

Every figure is that of a whole process. The rounds are interleaved (E P cold … E P cold …), so that what else runs on
the machine falls on all alike; medians are shown. An edit counts only if the built page shows it.

    E   `pelican` with no content and no plugin: what nothing can be faster than
    P   the build without the incremental plugin, nothing built before

All other builds are those of `make html`, which looks first whether there is anything to build.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.site import ROOT, Change, edits, make_site, slug
from generator.inputs import FILES, ROOMS

CASES = ("cold", "no-op", "figure", "template", "prose")
_EMPTY = "PATH = 'content'\nDIRECT_TEMPLATES = []\nFEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None\n"


class Measured(NamedTuple):
    """What one process took: wall time and processor time in seconds, and its peak memory in MB."""

    seconds: float
    busy: float
    memory: float


Rounds = dict[str, list[Measured]]


def main() -> None:
    """Measure guides of the sizes asked for, and print the table."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure builds of made-up guides.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100], metavar="N", help="how many companies")
    parser.add_argument("--runs", type=int, default=2, help="rounds of each size (default: 2; 5 for figures to quote)")
    parser.add_argument("--only", nargs="+", choices=CASES, default=list(CASES), help="which builds (default: all)")
    parser.add_argument("--full", action="store_true", help="the whole table: 10, 100 and 1000 companies, 5 rounds")
    options = parser.parse_args()
    sizes, runs = ([10, 100, 1000], 5) if options.full else (sorted(set(options.sizes)), options.runs)
    results: dict[int, Rounds] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            results[size] = measure(Path(folder), size, runs, options.only)
            print("\n".join(table(size, results[size])), flush=True)
            print("\n".join(weights(Path(folder) / "guide" / "output")), flush=True)
    print("\n".join(growth(results)))


def measure(folder: Path, size: int, runs: int, cases: list[str]) -> Rounds:
    """Return what each build of a guide took, round by round.

    Args:
        folder: An empty one to work in.
        size: How many companies.
        runs: How many rounds.
        cases: Which of CASES.
    """
    empty, plain, guide = folder / "empty", make_site(folder / "plain", size), make_site(folder / "guide", size)
    (empty / "content").mkdir(parents=True)
    (empty / "pelicanconf.py").write_text(_EMPTY, encoding="utf-8")
    without = ["-s", str(ROOT / "pelicanconf.py"), "-t", "theme", "-e", "INCREMENTAL=false"]
    _html(guide)
    rounds: Rounds = {name: [] for name in ("E", "P", *cases)}
    for turn in range(1, runs + 1):
        rounds["E"].append(_pelican(empty, "-s", "pelicanconf.py"))
        _forget(plain)
        rounds["P"].append(_pelican(plain, *without))
        for case in cases:
            if case == "cold":
                _forget(guide)
            change = edits(size, turn).get(case)
            if change:
                change.make(guide / change.file)
            rounds[case].append(_html(guide))
            if change:
                require_shown(guide, change)
    return rounds


def require_shown(guide: Path, change: Change) -> None:
    """Stop where a page that an edit must have changed does not show it: the time of such a build means nothing."""
    for address in change.pages:
        page = guide / "output" / address.strip("/") / "index.html"
        if change.shown not in page.read_text(encoding="utf-8"):
            sys.exit(f"{address} does not show {change.shown!r}, edited in {change.file}; the build is wrong")


def table(size: int, rounds: Rounds) -> Iterator[str]:
    """Yield the lines of one size: medians of wall and of processor time, each as ratios to E and P, and memory."""
    medians = {name: Measured(*map(median, zip(*runs, strict=True))) for name, runs in rounds.items()}
    empty, plain = medians["E"], medians["P"]
    yield f"\nN = {size}, {len(rounds['E'])} rounds, {os.cpu_count()} cores"
    yield f"{'':<10}{'seconds':>9}{'× E':>8}{'× P':>8}{'busy':>11}{'× E':>8}{'× P':>8}{'peak MB':>11}"
    for name, (seconds, busy, memory) in medians.items():
        wall = f"{seconds:>9.2f}{seconds / empty.seconds:>8.2f}{seconds / plain.seconds:>8.3f}"
        work = f"{busy:>11.2f}{busy / empty.busy:>8.2f}{busy / plain.busy:>8.3f}"
        yield f"{name:<10}{wall}{work}{memory:>11.0f}"


def weights(output: Path) -> Iterator[str]:
    """Yield what the heaviest pages of each kind weigh, and the whole tree."""
    pages = {path.parent.relative_to(output).as_posix(): path.stat().st_size for path in output.rglob("index.html")}
    company = f"companies/{slug(0)}"
    shown = {"a company": company, "its figures": f"{company}/figures", "/": "."}
    shown |= {f"/{name}/": name for name in ("companies", "salaries", "levels", "sources", "methodology", "changes")}
    yield "pages, kB: " + ", ".join(f"{words} {pages[page] / 1000:.0f}" for words, page in shown.items())
    whole = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    yield f"the tree: {len(pages)} pages, {whole / 1e6:.1f} MB"


def growth(results: dict[int, Rounds]) -> Iterator[str]:
    """Yield the exponent e of time ~ N^e, from the smallest size of at least 100 (or of all) to the largest."""
    large = [size for size in results if size >= 100]
    low, high = (large if len(large) > 1 else sorted(results))[0], max(results)
    if low == high:
        return
    yield f"\ngrowth from N = {low} to {high}, exponent"
    for name in results[high]:
        ends = [median(run.seconds for run in results[size][name]) for size in (low, high)]
        yield f"{name:<10}{math.log(ends[1] / ends[0]) / math.log(high / low):>9.2f}"


def _pelican(folder: Path, *arguments: str) -> Measured:
    """Run `pelican` in a folder; stop where it fails."""
    return _run(folder, ["pelican", "content", *arguments, "-o", "output", "--log-handler", "plain"])


def _html(guide: Path) -> Measured:
    """Build a guide as `make html` does; stop where that fails."""
    return _run(guide, html_command(guide))


def html_command(guide: Path, output: str = "output") -> list[str]:
    """Return what `make html` runs, after `python -m`, for a guide that has content and theme of its own.

    Args:
        guide: Its folder, where the command is to be run; settings in it take the place of the project's.
        output: The folder to build into.
    """
    reads = [name if (guide / name).exists() else str(ROOT / name) for name in (*ROOMS, *FILES)]
    options = ["-s", reads[[*ROOMS, *FILES].index("pelicanconf.py")], "-t", "theme", "--log-handler", "plain"]
    return ["plugins.incremental", output, *reads, "--", "content", *options]


def _run(folder: Path, module: list[str]) -> Measured:
    # `make html` leaves it to the build to find the installed packages.
    early = ["-S"] if module[0] == "plugins.incremental" else []
    command = [sys.executable, *early, "-m", *module]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryFile() as said:
        os.sync()  # what the run before left for the system to write would be written during this one
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)  # unlike Popen.wait, it says what this one process used
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"a build failed:\n{said.read().decode(errors='replace')[-2000:]}")
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale)


def _forget(folder: Path) -> None:
    """Put whatever a build left out of its way.

    It is not deleted: for minutes after many files have gone, ext4 passes by their inodes one by one for each new file,
    which then takes some twenty times as long to make.
    """
    gone = Path(tempfile.mkdtemp(dir=folder.parent))
    for name in ("output", ".build"):
        if (folder / name).exists():
            (folder / name).rename(gone / name)


if __name__ == "__main__":
    main()
