"""How does an open page hear of a build? A small server adds a live script to every page and streams builds to it."""

from __future__ import annotations

import json
import time
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from threading import Condition
from typing import Any

_SCRIPT = Path(__file__).with_name("live.js")
_NOTHING = b"<!DOCTYPE html><html lang=en><head><title>Not built</title></head><p>Nothing is built yet."
_HEARTBEAT_SECONDS = 15


class State:
    """What the last build left, for every open page to hear of.

    Attributes:
        build: Grows with every build that worked, and differs from one start of the server to the next.
        problems: What the last build printed, where it failed; else empty.
    """

    def __init__(self) -> None:
        """Begin with nothing built."""
        self.build = time.time_ns() // 1000  # a number that JavaScript holds exactly
        self.problems = ""
        self._changed = Condition()

    def tell(self, problems: str) -> None:
        """Keep how a build ended, and wake whoever waits."""
        with self._changed:
            self.problems = problems
            self.build += not problems
            self._changed.notify_all()

    def wait(self, seconds: float) -> None:
        """Return after the next build, or after some seconds."""
        with self._changed:
            self._changed.wait(seconds)

    @property
    def event(self) -> bytes:
        """The state as an open page reads it."""
        return f"data: {json.dumps({'build': self.build, 'problems': self.problems})}\n\n".encode()


class Handler(SimpleHTTPRequestHandler):
    """Serves the output, with the live script in every page."""

    def __init__(self, *args: Any, state: State, **kwargs: Any) -> None:
        """Keep the state; the base class answers the request on the way."""
        self.state = state
        super().__init__(*args, **kwargs)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is for the build."""

    def end_headers(self) -> None:
        """Let no browser keep a page that the next save changes."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_GET(self) -> None:
        """Answer with a page, a file, the live script, or the stream of builds."""
        address = self.path.partition("?")[0]
        if address == "/__live":
            self._stream()
        elif address == "/__live.js":
            self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", _SCRIPT.read_bytes())
        else:
            path = Path(self.translate_path(self.path))
            page = path / "index.html" if address.endswith("/") else path
            if page.suffix == ".html" and page.is_file():
                self._page(HTTPStatus.OK, page.read_bytes())
            elif path.is_dir() or path.is_file():
                super().do_GET()
            else:
                missing = Path(self.directory, "404.html")
                text = (
                    missing.read_bytes()
                    if missing.is_file()
                    else b"<!DOCTYPE html><head></head><p>Nothing is built yet."
                )
                self._page(HTTPStatus.NOT_FOUND, text)

    def _page(self, status: HTTPStatus, html: bytes) -> None:
        # The page tells its script of which build it is: the next may end before the script listens.
        script = f'<script type="module" src="/__live.js?{self.state.build}"></script></head>'
        live = html.replace(b"</head>", script.encode(), 1)
        self._send(status, "text/html; charset=utf-8", live)

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while True:
                self.wfile.write(self.state.event)
                self.wfile.flush()
                self.state.wait(_HEARTBEAT_SECONDS)
        except OSError:  # the page was closed
            self.close_connection = True
