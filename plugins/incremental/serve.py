"""How does an editor see a change at once? Every save is built, and open pages load the last good site again."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from watchfiles import watch

from plugins.incremental.live import Handler, State

# What every build imports and no editor changes: builds are forked from a process that has it already.
_WARM = ["pelican", "pelican.generators", "pelican.writers", "markdown", "jinja2", "pydantic", "yaml"]
_STEP_MS, _BURST_MS = 10, 400  # look this often; of a burst of saves, build at the latest after so long


def main() -> None:
    """Serve the output on 127.0.0.1 and build on every change until interrupted."""
    parser = argparse.ArgumentParser(description="Build on every change and serve the site on this machine.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--content", default="content", help="the content folder (default: content)")
    parser.add_argument("--settings", default="pelicanconf.py", help="the settings file (default: pelicanconf.py)")
    parser.add_argument("--output", default="output", help="the folder to build into (default: output)")
    parser.add_argument("--watch", nargs="*", default=[], metavar="FOLDER", help="folders to watch besides the content")
    options = parser.parse_args()
    changed = Event()
    changed.set()  # the first build needs no change
    folders = [folder for folder in (options.content, *options.watch) if Path(folder).is_dir()]
    # Watching begins before the first build: a save during a build is seen after it.
    Thread(target=_watch, args=(changed, folders, True), daemon=True).start()
    Thread(target=_watch, args=(changed, [str(Path(options.settings).parent)], False), daemon=True).start()
    state = State()
    try:
        server = ThreadingHTTPServer(
            ("127.0.0.1", options.port), partial(Handler, state=state, directory=options.output)
        )
    except OSError as error:
        sys.exit(f"port {options.port}: {error.strerror}; another program listens there; choose another PORT")
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_port
    print(f"The site is at http://127.0.0.1:{port}/ and follows every save. Stop with Ctrl-C.", flush=True)
    command = [options.content, "-s", options.settings, "-o", options.output, "--log-handler", "plain"]
    try:
        while changed.wait():
            changed.clear()
            worked, said = build(command)
            print(said, end="" if worked else "The last good site stays.\n", flush=True)
            state.tell("" if worked else said)
    except KeyboardInterrupt:
        server.shutdown()


def build(arguments: list[str]) -> tuple[bool, str]:
    """Build once in a process of its own, so that changed plugins and settings count; return success and what it said.

    Args:
        arguments: Of the `pelican` command.
    """
    with tempfile.NamedTemporaryFile() as said:
        child = _context().Process(target=_build, args=(arguments, said.name))
        child.start()
        child.join()
        return child.exitcode == 0, Path(said.name).read_text(encoding="utf-8", errors="replace")


def _context() -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_WARM)
    return context


def _build(arguments: list[str], said: str) -> None:
    output = os.open(said, os.O_WRONLY | os.O_APPEND)
    os.dup2(output, 1)
    os.dup2(output, 2)
    from pelican import main as pelican

    pelican(arguments)


def _watch(changed: Event, folders: list[str], recursive: bool) -> None:
    """Set the event on every change below some folders, or of Python files right in them."""
    for changes in watch(*folders, step=_STEP_MS, debounce=_BURST_MS, recursive=recursive):
        if recursive or any(path.endswith(".py") for _, path in changes):
            changed.set()


if __name__ == "__main__":
    main()
