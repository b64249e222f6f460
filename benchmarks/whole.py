"""Does a whole tree stand at every moment: after a build that was killed, and for a reader while one is under way?"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.forked import Builds
from benchmarks.site import edits, make_site
from benchmarks.trees import Tree, differences, tree


class NotWholeError(Exception):
    """The output was, at some moment, neither the old tree nor the new one."""


class Pair:
    """A guide in one of two states, whose trees differ by bytes, by a file more, and by a file less."""

    def __init__(self, folder: Path, builds: Builds) -> None:
        """Write the guide and build both of its states."""
        self.guide, self.builds = make_site(folder, 2), builds
        self.trees: list[Tree] = []
        for state in (0, 1):
            self.edit(state)
            self.build()
            self.trees.append(tree(self.output))

    @property
    def output(self) -> Path:
        """Where the guide is built."""
        return self.guide / "output"

    def edit(self, state: int) -> None:
        """Bring the content into one of the states, with a change to all pages, to data and to the set of pages."""
        self.state = state
        changes = edits(2, state + 1)
        for name in ("figure", "template"):
            changes[name].make(self.guide / changes[name].file)
        for number in (0, 1):
            (self.guide / f"content/pages/extra-{number}.md").unlink(missing_ok=True)
        (self.guide / f"content/pages/extra-{state}.md").write_text("Title: Extra\nSummary: Extra.\n\nMore.\n")

    def build(self) -> None:
        """Build the state as it is; NotWholeError where that fails."""
        self.builds.html(self.guide, "output")
        built = self.builds.wait()
        if built.status:
            raise NotWholeError(f"a build failed: {built.said}")


def kill_builds(folder: Path, builds: Builds, chance: random.Random, count: int) -> Iterator[str]:
    """Kill builds at random moments, half of them while they write; yield what stood after each.

    After each kill the next build, with nothing cleaned, must make the new tree.

    Args:
        folder: A new one to work in.
        builds: Runs the builds.
        chance: Draws the moments.
        count: How many builds are killed.

    Raises:
        NotWholeError: Where a killed build leaves neither the old tree nor the new one, or the next one does not
            make the new one.
    """
    pair = Pair(folder, builds)
    pair.edit(0)
    begun = time.monotonic()
    pair.build()
    whole = time.monotonic() - begun
    for number in range(count):
        old = pair.state
        pair.edit(1 - old)
        process = builds.html(pair.guide, "output")
        moment = chance.uniform(0, 1) if number % 2 else chance.uniform(0.8, 1.05)
        time.sleep(moment * whole)
        killed = builds.kill(process)
        stands = tree(pair.output)
        if stands not in pair.trees:
            lines = differences(stands, pair.trees[old])
            raise NotWholeError("\n".join([f"killed at {moment:.0%} of a build, it left neither tree", *lines]))
        pair.build()
        if lines := differences(tree(pair.output), pair.trees[1 - old]):
            raise NotWholeError(
                "\n".join([f"the build after one that was killed at {moment:.0%} is not whole", *lines])
            )
        which = "old" if stands == pair.trees[old] else "new"
        yield f"kill {number + 1} of {count} at {moment:.0%}: exit {killed.status}, the {which} tree stood"


def read_during_builds(folder: Path, builds: Builds, count: int) -> str:
    """Read the output without a pause while it is rebuilt; return how often it was read.

    Args:
        folder: A new one to work in.
        builds: Runs the builds.
        count: How many times the output changes.

    Raises:
        NotWholeError: Where a file of both trees could not be opened, or held bytes of neither.
    """
    pair = Pair(folder, builds)
    names = sorted(pair.trees[0].keys() & pair.trees[1].keys())
    changed = {name for name in names if pair.trees[0][name] != pair.trees[1][name]}
    count_of = {0: 0, 1: 0}
    for _ in range(count):
        pair.edit(1 - pair.state)
        builds.html(pair.guide, "output")
        while builds.is_running():
            for name in names:
                try:
                    found = (pair.output / name).read_bytes()
                except OSError as error:
                    raise NotWholeError(f"{name} was missing for a moment: {error}") from error
                states = [state for state in (0, 1) if pair.trees[state][name] == found]
                if not states:
                    raise NotWholeError(f"{name} was neither of the old tree nor of the new one: {found[:80]!r}")
                if name in changed:
                    count_of[states[0]] += 1
        built = builds.wait()
        if built.status:
            raise NotWholeError(f"a build failed: {built.said}")
    return f"{count} rebuilds: {count_of[0]} reads of the one tree, {count_of[1]} of the other, none of neither"
