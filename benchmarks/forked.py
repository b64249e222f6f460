"""How are hundreds of builds run in minutes? Each in a process forked from a warm one, which has built nothing itself.

`python -m benchmarks.forked` is the warm process: of each order, a line of JSON, it answers the id of the process that
builds, and then its exit code.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import runpy
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple, Self

from benchmarks.run import html_command
from benchmarks.site import ROOT

# What every build imports and no edit of content, theme or settings changes.
_WARM = ("pelican", "pelican.generators", "pelican.writers", "plugins.playbook")


class Built(NamedTuple):
    """How a build ended: its exit code, negative where it was killed, and all that it said."""

    status: int
    said: str


class Builds:
    """Runs one build after another in a folder, each as `make html` does it."""

    def __init__(self) -> None:
        """Start the warm process."""
        self._warm = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.forked"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,  # so that an answer which has come is never held back where `is_running` does not see it
        )
        self._said = tempfile.NamedTemporaryFile()  # noqa: SIM115 (it lives as long as this)

    def __enter__(self) -> Self:
        """Give the builds; the warm process ends with the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the warm process."""
        self._warm.communicate()
        self._said.close()

    def start(self, guide: Path, output: str, **environment: str) -> int:
        """Start a build and return the id of its process, which leads a group of its own.

        Args:
            guide: The guide, with content and theme of its own; its own settings are taken if it has some.
            output: The folder to build into, as seen from the guide.
            environment: Variables to add.
        """
        command = html_command(guide, output)
        order = {"folder": str(guide), "command": command, "environment": environment, "said": self._said.name}
        self._said.truncate(0)
        assert self._warm.stdin is not None
        self._warm.stdin.write(json.dumps(order).encode() + b"\n")
        return int(self._answer())

    def is_running(self) -> bool:
        """Return whether the build that was started last is still under way."""
        return not select.select([self._warm.stdout], [], [], 0)[0]

    def wait(self) -> Built:
        """Wait for the build that was started last, and return how it ended."""
        status = int(self._answer())
        return Built(status, Path(self._said.name).read_text(encoding="utf-8", errors="replace"))

    def kill(self, process: int) -> Built:
        """Kill a build with all its processes, and return how far it came; it may just have ended by itself."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        return self.wait()

    def _answer(self) -> bytes:
        assert self._warm.stdout is not None
        answer = self._warm.stdout.readline()
        assert answer, "the warm process has died"
        return answer


def _main() -> None:
    for name in _WARM:
        importlib.import_module(name)
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            _build(json.loads(line))
            return
        os.setpgid(process, process)  # before anybody hears of it and may kill the group
        print(process, flush=True)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _build(order: dict[str, Any]) -> None:
    os.chdir(order["folder"])
    os.environ.update(order["environment"])
    for stream, name, mode in ((0, os.devnull, os.O_RDONLY), (1, order["said"], os.O_WRONLY | os.O_APPEND)):
        os.dup2(os.open(name, mode), stream)
    os.dup2(1, 2)
    sys.argv = order["command"]
    runpy.run_module(order["command"][0], run_name="__main__")


if __name__ == "__main__":
    _main()
