"""How far is a long build? A bar on the terminal says so; nothing is shown of a short one, or where nobody looks."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_AFTER_SECONDS = 1.0  # a build that is done by then needs no bar


class Progress:
    """The stages of one build, each with the steps that it takes."""

    def __init__(self, console: Console | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin.

        Args:
            console: Where the bar is shown, if it is a terminal; without one nothing is.
            clock: Returns the time in seconds.
        """
        self._console = console if console is not None and console.is_terminal else None
        self._clock = clock
        self._begun = clock()
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._words, self._total, self._done = "", 0, 0

    def stage(self, words: str, total: int) -> None:
        """Begin a stage.

        Args:
            words: What is done in it, such as `Rendering`.
            total: How many steps it takes.
        """
        self._words, self._total, self._done = words, total, 0
        if self._bar is not None and self._task is not None:
            self._bar.remove_task(self._task)
            self._task = self._bar.add_task(words, total=total)

    def step(self) -> None:
        """Say that one more step is done."""
        if self._console is None:
            return
        self._done += 1
        if self._bar is None and self._clock() - self._begun >= _AFTER_SECONDS:
            self._show()
        elif self._bar is not None and self._task is not None:
            self._bar.advance(self._task)

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        self._console = None

    def _show(self) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # most builds show no bar
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Bar(*columns, console=self._console, transient=True)
        self._task = self._bar.add_task(self._words, total=self._total, completed=self._done)
        self._bar.start()
