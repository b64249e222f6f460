"""How does an editor see a change at once: `make serve` builds on every save and serves the last good site."""

from __future__ import annotations

import argparse
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from watchfiles import watch

_WATCHED = ("content", "theme", "plugins", "generator", "pelicanconf.py")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is for the build."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def build() -> bool:
    """Build once in a process of its own, so that changed plugins and settings count; return whether it worked."""
    command = [
        sys.executable,
        "-m",
        "pelican",
        "content",
        "-s",
        "pelicanconf.py",
        "-o",
        "output",
        "--log-handler",
        "plain",
    ]
    return subprocess.run(command, check=False).returncode == 0


def main() -> None:
    """Serve `output/` on 127.0.0.1 and rebuild on change until interrupted."""
    parser = argparse.ArgumentParser(description="Build on every change and serve the guide on this machine.")
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    build()
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory="output"))
    except OSError as error:
        sys.exit(
            f"port {port}: {error.strerror or error}; another program listens there; run make serve PORT={port + 1}"
        )
    Thread(target=server.serve_forever, daemon=True).start()
    print(f"The guide is at http://127.0.0.1:{port}/ and follows every save. Stop with Ctrl-C.", flush=True)
    try:
        for _ in watch(*(path for path in _WATCHED if Path(path).exists()), raise_interrupt=True):
            if not build():
                print("The last good site stays.", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        server.shutdown()


if __name__ == "__main__":
    main()
