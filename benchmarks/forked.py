"""How are hundreds of builds run in minutes? Each is forked from a process that has imported what all of them need."""

from __future__ import annotations

from pathlib import Path

from benchmarks.run import html_command
from benchmarks.site import ROOT
from plugins.incremental.warm import Warm

# No edit of content, theme or settings changes these.
_MODULES = ("pelican", "pelican.generators", "pelican.writers", "plugins.playbook")


class Builds(Warm):
    """Runs one build after another, each as `make html` does it."""

    def __init__(self) -> None:
        """Start the warm process."""
        super().__init__(_MODULES, ROOT)

    def html(self, guide: Path, output: str, **environment: str) -> int:
        """Start a build and return the id of its process, which leads a group of its own.

        Args:
            guide: The guide, with content and theme of its own; its own settings are taken if it has some.
            output: The folder to build into, as seen from the guide.
            environment: Variables to add.
        """
        return self.start(guide, html_command(guide, output), **environment)
