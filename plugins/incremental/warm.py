"""How does a build begin at once? In a process forked from a warm one, which has all imported and has built nothing.

`python -m plugins.incremental.warm MODULE...` is the warm process: of each order, a line of JSON, it answers the id of
the process that builds, and then its exit code. If the same order is to be expected again, the process that will carry
it out is forked before it is given, and waits where the build begins to look at files.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import runpy
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

from plugins.incremental import ready


class Built(NamedTuple):
    """How a build ended: its exit code, negative where it was killed, and all that it said."""

    status: int
    said: str


class Warm:
    """A warm process that runs one build after another."""

    def __init__(self, modules: Sequence[str], root: Path | None = None) -> None:
        """Start it.

        Args:
            modules: What every build imports and no build changes; one that cannot be imported is left to the build.
            root: A folder to import from besides.
        """
        roots = [str(root)] if root else []
        path = os.pathsep.join([*roots, *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "plugins.incremental.warm", *modules],
            cwd=root,
            env={**os.environ, **({"PYTHONPATH": path} if path else {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,  # so that an answer which has come is never held back where `is_running` does not see it
        )
        self._modules, self._root = modules, root
        self._building = 0
        self._said = tempfile.NamedTemporaryFile()  # noqa: SIM115 (it lives as long as this)

    def __enter__(self) -> Self:
        """Give the process; it ends with the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.end()

    def end(self) -> None:
        """End the process; a build that is under way is killed, which leaves the tree that stands."""
        with contextlib.suppress(EOFError):
            if self._building:
                self.kill(self._building)
        self._process.communicate()
        self._said.close()

    def renewed(self) -> Self:
        """End the process, and return one that has imported everything anew."""
        self.end()
        return type(self)(self._modules, self._root)

    def start(self, folder: Path, command: Sequence[str], *, again: bool = False, **environment: str) -> int:
        """Start a build and return the id of its process, which leads a group of its own.

        Args:
            folder: Where it is run.
            command: What follows `python -m`.
            again: Whether the same will be wanted again, so that it pays to have it ready.
            environment: Variables to add.

        Raises:
            EOFError: Where the warm process has died, as `wait` does.
        """
        order = {
            "folder": str(folder),
            "command": command,
            "environment": environment,
            "said": self._said.name,
            "again": again,
        }
        self._said.truncate(0)
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # then there is no answer either
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._building = int(self._answer())
        return self._building

    def is_running(self) -> bool:
        """Return whether the build that was started last is still under way."""
        assert self._process.stdout is not None
        return not select.select([self._process.stdout], [], [], 0)[0]

    def wait(self) -> Built:
        """Wait for the build that was started last, and return how it ended."""
        status = int(self._answer())
        self._building = 0
        return Built(status, Path(self._said.name).read_text(encoding="utf-8", errors="replace"))

    def kill(self, process: int) -> Built:
        """Kill a build with all its processes, and return how far it came; it may just have ended by itself."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        return self.wait()

    def _answer(self) -> bytes:
        assert self._process.stdout is not None
        answer = self._process.stdout.readline()
        if not answer:
            raise EOFError("the process that runs the builds has died")
        return answer


def _main() -> None:
    # Ctrl-C is for whoever gives the orders.
    interrupted = signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in sys.argv[1:]:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    gc.freeze()  # so that no build writes into the pages of memory that they all share
    waiting: _Waiting | None = None
    for line in sys.stdin:
        if waiting is None or not waiting.begin(line):
            waiting = _fork(line, interrupted)
            waiting.begin(line)
        print(waiting.process, flush=True)
        _, status = os.waitpid(waiting.process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
        waiting = _fork(line, interrupted) if json.loads(line)["again"] else None


class _Waiting(NamedTuple):
    """A process that will carry out an order once a byte comes through a pipe."""

    process: int
    order: str
    pipe: int

    def begin(self, order: str) -> bool:
        """Let it begin; return False where it waits for another order, or has ended before its time."""
        waits = os.waitpid(self.process, os.WNOHANG) == (0, 0)
        fits = waits and order == self.order
        if fits:
            os.write(self.pipe, b"!")
        os.close(self.pipe)  # which ends one that is not wanted
        if waits and not fits:
            os.waitpid(self.process, 0)
        return fits


def _fork(order: str, interrupted: Any) -> _Waiting:
    """Return a process that is ready for an order."""
    wanted, tell = os.pipe()
    process = os.fork()
    if process:
        os.close(wanted)
        os.setpgid(process, process)  # before anybody hears of it and may kill the group
        return _Waiting(process, order, tell)
    os.close(tell)
    signal.signal(signal.SIGINT, interrupted)

    def wait() -> None:
        if not os.read(wanted, 1):
            os._exit(0)
        os.close(wanted)

    ready.wait_for(wait)
    found = json.loads(order)
    if found["again"]:
        from pelican import signals  # the last moment before any site reads a file; a plugin may wait before that

        signals.get_generators.connect(_wait)
    _build(found)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # what it has made need not be taken apart


def _wait(_: object) -> None:
    ready.wait()


def _build(order: dict[str, Any]) -> None:
    os.chdir(order["folder"])
    os.environ.update(order["environment"])
    for stream, name, mode in ((0, os.devnull, os.O_RDONLY), (1, order["said"], os.O_WRONLY | os.O_APPEND)):
        os.dup2(os.open(name, mode), stream)
    os.dup2(1, 2)
    sys.argv = order["command"]
    sys.orig_argv = [sys.executable, "-m", *order["command"]]  # should it have to start again
    runpy.run_module(order["command"][0], run_name="__main__")


if __name__ == "__main__":
    _main()
