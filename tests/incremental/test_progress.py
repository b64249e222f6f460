"""A long build shows a bar on a terminal; a short one, or one whose words go to a file, shows nothing."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from plugins.incremental.progress import Progress


class Clock:
    """A clock that stands until it is moved."""

    seconds = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.seconds


def shown(*, is_terminal: bool, seconds: float) -> str:
    """Return what a build of three steps shows whose first step takes some seconds."""
    out, clock = StringIO(), Clock()
    progress = Progress(Console(file=out, force_terminal=is_terminal, width=80), clock)
    progress.stage("Reading", 1)
    clock.seconds = seconds
    progress.step()
    progress.stage("Rendering", 2)
    progress.step()
    progress.step()
    progress.end()
    progress.step()
    return out.getvalue()


def test_a_long_build_shows_its_stage_and_steps() -> None:
    """How many of how many are done."""
    text = shown(is_terminal=True, seconds=1.5)
    assert "Rendering" in text
    assert "2/2" in text


@pytest.mark.parametrize(("is_terminal", "seconds"), [(True, 0.5), (False, 10.0)])
def test_nothing_is_shown(is_terminal: bool, seconds: float) -> None:
    """Of a build that is done at once, or where nobody looks."""
    assert shown(is_terminal=is_terminal, seconds=seconds) == ""


def test_a_bar_leaves_nothing_behind() -> None:
    """What it drew last is wiped away, and the cursor is back."""
    text = shown(is_terminal=True, seconds=1.5)
    assert text.endswith("\x1b[?25h\r\x1b[1A\x1b[2K") or text.rstrip().endswith("\x1b[2K")
