"""Is a rebuilt tree the tree that a fresh build makes, byte for byte, after whatever edit? And whole, whatever happens?

python -m benchmarks.equality --edits 200 --seed 1 --kills 50 --rebuilds 1000
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.forked import Builds
from benchmarks.random_edits import Edit, random_edits
from benchmarks.site import ROOT, make_site
from benchmarks.trees import differences, tree
from benchmarks.whole import NotWholeError, kill_builds, read_during_builds
from plugins.incremental.warm import Built

# Builds a guide twice, into `output/` from whatever is there, and into `fresh/output/` from nothing; returns both.
Twice = Callable[[], tuple[Built, Built]]

_SETTINGS = f"""\
import runpy

_guide = runpy.run_path({str(ROOT / "pelicanconf.py")!r})
globals().update({{name: value for name, value in _guide.items() if name.isupper()}})
SITENAME = "A made-up guide"
REPORT_URL = ""
SITEURL = ""
INCREMENTAL = "doubt"
"""


class Judged(NamedTuple):
    """What came of one edit.

    Attributes:
        edit: What was done.
        was_built: Whether the guide could be built afterwards; else it was refused, and the edit is taken back.
        wrong: How the rebuild differs from a fresh build, a line each.
        said: What the rebuild said.
    """

    edit: Edit
    was_built: bool
    wrong: list[str]
    said: str


def main() -> None:
    """Judge as many edits, kills and rebuilds as asked for; exit 1 at the first that is wrong."""
    parser = argparse.ArgumentParser(description="Compare rebuilds of a made-up guide with fresh builds of it.")
    parser.add_argument("--edits", type=int, default=200, metavar="N", help="random edits (default: 200)")
    parser.add_argument("--seed", type=int, default=1, help="which edits, and when builds are killed (default: 1)")
    parser.add_argument("--companies", type=int, default=3, metavar="N", help="size of the guide (default: 3)")
    parser.add_argument("--kills", type=int, default=0, metavar="N", help="also kill N builds")
    parser.add_argument("--rebuilds", type=int, default=0, metavar="N", help="also read the output during N builds")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, Builds() as builds, Builds() as fresh:
        folder, chance = Path(name), random.Random(options.seed)
        guide = make_guide(folder / "guide", options.companies)
        try:
            for line in report(judge(guide, builds_of(guide, builds, fresh), chance, options.edits), options.edits):
                print(line, flush=True)
            for line in kill_builds(folder / "killed", builds, chance, options.kills) if options.kills else ():
                print(line, flush=True)
            if options.rebuilds:
                print(read_during_builds(folder / "read", builds, options.rebuilds))
        except NotWholeError as error:
            sys.exit(f"{error}\n(seed {options.seed})")


def report(edits: Iterator[Judged], count: int) -> Iterator[str]:
    """Yield a line for each edit, with what the build says of reuse, and one for all.

    Raises:
        NotWholeError: At the first edit after which the trees differ.
    """
    refused = 0
    for number, judged in enumerate(edits, 1):
        refused += not judged.was_built
        reuse = re.search(r".*\b(?:rendered|reused)\b.*", judged.said)
        line = f"{number}. {judged.edit}"
        if judged.wrong:
            raise NotWholeError("\n".join([f"{line}: the rebuild is not the fresh build", *judged.wrong]))
        yield f"{line}{'' if judged.was_built else ': refused'}{f': {reuse[0]}' if reuse else ''}"
    yield f"{count} of {count} edits gave the tree of a fresh build, or were refused in the same words ({refused})"


def make_guide(folder: Path, companies: int) -> Path:
    """Write a made-up guide with settings of its own into a folder, and return it."""
    make_site(folder, companies)
    (folder / "pelicanconf.py").write_text(_SETTINGS, encoding="utf-8")
    return folder


def builds_of(guide: Path, builds: Builds, fresh: Builds) -> Twice:
    """Return the function that builds a guide both ways, at once where there are two cores."""

    def twice() -> tuple[Built, Built]:
        shutil.rmtree(guide / "fresh", ignore_errors=True)
        builds.html(guide, "output")
        fresh.html(guide, "fresh/output", FRESH="1")
        return builds.wait(), fresh.wait()

    return twice


def judge(guide: Path, twice: Twice, chance: random.Random, count: int) -> Iterator[Judged]:
    """Make random edits one after another, build both ways after each, and yield what came of it.

    Args:
        guide: The guide; all edits are made in it.
        twice: Builds it both ways.
        chance: Draws the edits.
        count: How many.

    Raises:
        ValueError: Where the guide cannot be built as it is.
    """
    first, _ = twice()
    if first.status:
        raise ValueError(f"the guide does not build:\n{first.said}")
    edits = random_edits(guide, chance)
    for _ in range(count):
        edit = next(edits)
        before = tree(guide / "output")
        edit.make(guide)
        rebuilt, fresh = twice()
        after = tree(guide / "output")
        if fresh.status:
            wrong = [f"output/ was touched: {line}" for line in differences(after, before)]
            edit.undone().make(guide)
        else:
            wrong = differences(after, tree(guide / "fresh/output"))
        yield Judged(edit, not fresh.status, [*_ends(rebuilt, fresh), *wrong], rebuilt.said)


def _ends(rebuilt: Built, fresh: Built) -> Iterator[str]:
    """Yield what differs in how two builds ended: always the exit code, of a failed build also its words."""
    if rebuilt.status != fresh.status:
        yield f"exit code {rebuilt.status} where a fresh build has {fresh.status}: {rebuilt.said}{fresh.said}"
    elif fresh.status and rebuilt.said != fresh.said.replace("fresh/output", "output"):
        yield f"it says {rebuilt.said!r} where a fresh build says {fresh.said!r}"


if __name__ == "__main__":
    main()
