"""What do the tests share? The project, trees of files, a browser and the built guide."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser import MISSING, find_browser

ROOT = Path(__file__).parent.parent


def pytest_configure() -> None:
    """Let what the tests start hear an interrupt, also where a shell in the background has these tests ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture
def tree(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """A function that writes files, given as path → text, and returns their folder."""

    def write(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        return tmp_path

    return write


# The built guide


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real guide, built once, beside no output of a developer."""
    work = tmp_path_factory.mktemp("guide")
    output = work / "output"
    command = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", str(output)]
    done = subprocess.run(
        [*command, "--log-handler", "plain"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        pytest.fail(f"the guide does not build:\n{done.stdout}{done.stderr}", pytrace=False)
    return output


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """The address of the guide served at the root of a host; ends with a slash."""
    with served(built_site) as url:
        yield url


@pytest.fixture(scope="session")
def subpath_url(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the guide served under /guide/, with nothing above it; ends with a slash."""
    above = tmp_path_factory.mktemp("subpath")
    (above / "guide").symlink_to(built_site, target_is_directory=True)
    with served(above) as url:
        yield url + "guide/"


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of 127.0.0.1 while the block runs; give its address."""
    handler = functools.partial(_QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


# The browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch an installed Chromium; without one skip, but fail where CI is set."""
    executable = find_browser()
    if executable is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    # Chromium refuses to run sandboxed as root.
    sandbox = os.geteuid() != 0
    return {**browser_type_launch_args, "executable_path": executable, "chromium_sandbox": sandbox}


@pytest.fixture
def quiet(page: Any) -> Iterator[Any]:
    """A page that fails its test on a console error, an uncaught error or a request to another origin.

    The first request sets the origin.
    """
    problems: list[str] = []
    origins: list[str] = []

    def on_console(message: Any) -> None:
        if message.type == "error":
            problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def on_request(request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("data", "blob"):  # these leave nothing and go nowhere
            return
        origins.append(f"{parts.scheme}://{parts.netloc}")
        if origins[-1] != origins[0]:
            problems.append(f"request off {origins[0]}: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(f"uncaught: {error}"))
    page.on("request", on_request)
    yield page
    if problems:
        pytest.fail("the page was not quiet:\n" + "\n".join(problems), pytrace=False)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say at the end how many tests wanted a browser that is not there."""
    reports = terminalreporter.stats.get("skipped", [])
    if skipped := sum(MISSING in str(report.longrepr) for report in reports):
        terminalreporter.write_line(f"{skipped} browser tests skipped: {MISSING}", yellow=True)
