"""How does an editor see a change at once? Every save is built, and open pages load the last good site again."""

from __future__ import annotations

import argparse
import errno
import re
import sys
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

from watchfiles import watch

from plugins.incremental.live import Handler, State
from plugins.incremental.warm import Warm

_PELICAN = ("pelican", "pelican.generators", "pelican.writers", "rich.status")  # the last as it begins to build
_CODE = (".py", "requirements.txt")  # what was imported, or says what is installed
_LAST_PORT = 65_535
_HEARS_S = 0.5
_STEP_MS, _BURST_MS = 5, 400  # look this often; of a burst of saves, build at the latest after so long


class Saves:
    """What has been saved since somebody last asked."""

    def __init__(self) -> None:
        """Begin as if something had been: the first build needs no change."""
        self._some, self._code = Event(), Event()
        self._some.set()

    def watch(self, folders: list[str], *, recursive: bool) -> None:
        """Watch folders, with all below them or only for code right in them, for ever."""
        for changes in watch(*folders, step=_STEP_MS, debounce=_BURST_MS, recursive=recursive):
            is_code = any(path.endswith(_CODE) for _, path in changes)
            if is_code:
                self._code.set()
            if is_code or recursive:
                self._some.set()

    def wait(self) -> bool:
        """Return once something has been saved, and whether Python files were among it."""
        # The system may give the interrupt to another thread; this one, which obeys it, must wake up to hear of it.
        while not self._some.wait(_HEARS_S):
            pass
        self._some.clear()
        is_code = self._code.is_set()
        self._code.clear()
        return is_code


def main() -> None:
    """Serve the output on 127.0.0.1 and build on every change until interrupted."""
    parser = argparse.ArgumentParser(description="Build on every change and serve the site on this machine.")
    parser.add_argument("--port", default="8000", help="0 for any that is free (default: 8000)")
    parser.add_argument("--content", default="content", help="the content folder (default: content)")
    parser.add_argument("--settings", default="pelicanconf.py", help="the settings file (default: pelicanconf.py)")
    parser.add_argument("--output", default="output", help="the folder to build into (default: output)")
    parser.add_argument("--watch", nargs="*", default=[], metavar="FOLDER", help="folders to watch besides the content")
    parser.add_argument(
        "--load", nargs="*", default=[], metavar="MODULE", help="modules to import once; a changed Python file renews"
    )
    options = parser.parse_args()
    wanted = _port(options.port)
    saves = Saves()
    folders = [folder for folder in (options.content, *options.watch) if Path(folder).is_dir()]
    # Watching begins before the first build: a save during a build is seen after it.
    Thread(target=saves.watch, args=(folders,), kwargs={"recursive": True}, daemon=True).start()
    beside = [str(Path(options.settings).parent)]
    Thread(target=saves.watch, args=(beside,), kwargs={"recursive": False}, daemon=True).start()
    state = State()
    try:
        server = ThreadingHTTPServer(("127.0.0.1", wanted), partial(Handler, state=state, directory=options.output))
    except OSError as error:
        why = "the system keeps it for itself" if error.errno == errno.EACCES else "another program listens there"
        sys.exit(f"port {wanted}: {error.strerror}; {why}; choose another PORT")
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_port
    print(f"The site is at http://127.0.0.1:{port}/ and follows every save. Stop with Ctrl-C.", flush=True)
    command = ["pelican", options.content, "-s", options.settings, "-o", options.output, "--log-handler", "plain"]
    warm = Warm([*_PELICAN, *options.load])
    has_died = False
    try:
        while True:
            # What a process that died should have built is tried once more; then a save has to ask for it.
            if not has_died and saves.wait():
                warm = warm.renewed()
            try:
                warm.start(Path.cwd(), command, again=True)
                status, said = warm.wait()
                has_died = False
            except EOFError as error:
                has_died = not has_died
                then = "another one tries again" if has_died else "the next save begins another"
                status, said = 1, f"{error}; {then}\n"
                warm = warm.renewed()
            print(said, end="The last good site stays.\n" if status else "", flush=True)
            state.tell(said if status else "")
    except KeyboardInterrupt:
        server.shutdown()
        warm.end()


def _port(text: str) -> int:
    """Return the number of a port; where it is none, end with a sentence."""
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > _LAST_PORT:
        why = f"a port is a whole number from 0 to {_LAST_PORT}"
        sys.exit(f"port {text!r}: the site cannot be served there; {why}; choose another PORT, such as 8000")
    return int(text)


if __name__ == "__main__":
    main()
