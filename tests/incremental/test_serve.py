"""Does the watching server build every save, tell open pages, and outlive every error?"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.build import ROOT
from tests.incremental.small_site import FILES, PAGE, SETTINGS


class Served:
    """A small site of somebody else's, with the watching server beside it."""

    def __init__(self, root: Path) -> None:
        """Write the site and start the server."""
        self.root = root
        for name, text in FILES.items():
            self.write(name, text)
        self.write("words.py", 'TITLE = "One"\n')
        command = ["-m", "plugins.incremental.serve", "--port", "0", "--watch", "theme", "--load", "words"]
        self.process = subprocess.Popen(
            [sys.executable, "-u", *command],
            cwd=root,
            env={"PYTHONPATH": f"{ROOT}:{root}", "PATH": "/usr/bin:/bin"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", first)
        assert found, first + self.process.stdout.read()
        self.url = found[0]

    def write(self, name: str, text: str) -> None:
        """Write a file of the site."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, address: str) -> str:
        """Return what the server answers, whatever its status."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=5) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return str(error.read().decode())

    def shows(self, words: str, address: str = "home/") -> None:
        """Wait until a page shows some words; fail after half a minute."""
        end = time.monotonic() + 30
        while words not in self.read(address):
            assert time.monotonic() < end, f"{address} never showed {words!r}: {self.read(address)[:300]}"
            time.sleep(0.02)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A served site; the server is ended by the interrupt that an editor gives."""
    site = Served(tmp_path)
    yield site
    site.process.send_signal(signal.SIGINT)
    said, _ = site.process.communicate(timeout=10)
    assert site.process.returncode == 0, said


def test_every_save_is_built(served: Served) -> None:
    """A page follows each save of its text and of its template, also of one made while a build is under way."""
    served.shows("First words.")
    for number in range(4):
        served.write("content/pages/home.md", f"Title: Home\n\nWords {number}.\n")
        time.sleep(0.15 * number)
    served.shows("Words 3.")
    served.write("theme/templates/page.html", PAGE.replace("<body>", "<body>New frame. "))
    served.shows("New frame.")


def test_every_error_is_outlived(served: Served) -> None:
    """A broken template and settings that cannot be read leave the last good site; mending them clears the problem."""
    served.shows("First words.")
    for name, right, wrong in (
        ("theme/templates/page.html", PAGE, "{% if %}"),
        ("pelicanconf.py", SETTINGS, "this is not Python ("),
    ):
        served.write(name, wrong)
        stream = urllib.request.urlopen(served.url + "__live", timeout=30)
        while (line := stream.readline().decode()) is not None:
            if line.startswith("data:") and '"problems": ""' not in line:
                break
        stream.close()
        assert "First words." in served.read("home/")
        served.write(name, right)
        served.write("content/pages/home.md", f"Title: Home\n\nFirst words. Mended {name}.\n")
        served.shows(f"Mended {name}.")


def test_changed_code_is_imported_again(served: Served) -> None:
    """What was imported before the builds is imported again once its file has changed; broken code is a problem."""
    served.write("pelicanconf.py", f"import words\n{SETTINGS}SITENAME = words.TITLE\n")
    served.write("theme/templates/page.html", PAGE.replace("<body>", "<body>Site {{ SITENAME }}. "))
    served.shows("Site One.")
    served.write("words.py", "TITLE = 'Two, and longer'\n")
    served.shows("Site Two, and longer.")
    served.write("words.py", "TITLE =\n")
    served.write("words.py", "TITLE = 'Three is the longest'\n")
    served.shows("Site Three is the longest.")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="only Linux tells which processes a process has begun")
def test_the_server_outlives_the_process_that_builds(served: Served) -> None:
    """Where the system kills the warm process, another one builds what it should have built."""
    served.shows("First words.")
    served.write("content/pages/home.md", "Title: Home\n\nSecond words.\n")
    served.shows("Second words.")
    [warm] = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text().split()
    os.kill(int(warm), signal.SIGKILL)
    served.write("content/pages/home.md", "Title: Home\n\nThird words.\n")
    served.shows("Third words.")


def test_an_open_page_loads_again(served: Served, page: Page) -> None:
    """Chromium shows a save by itself, and over the last good page what is wrong, until that is mended."""
    served.shows("First words.")
    page.goto(served.url + "home/")
    expect(page.locator("body")).to_contain_text("First words.")
    served.write("content/pages/home.md", "Title: Home\n\nSecond words.\n")
    expect(page.locator("body")).to_contain_text("Second words.", timeout=30_000)
    served.write("pelicanconf.py", "this is not Python (")
    expect(page.get_by_role("alert")).to_contain_text("pelicanconf.py", timeout=30_000)
    expect(page.locator("body")).to_contain_text("Second words.")
    served.write("pelicanconf.py", SETTINGS)
    expect(page.get_by_role("alert")).to_be_hidden(timeout=30_000)


def test_a_taken_port_is_one_sentence(served: Served) -> None:
    """Where another program listens, the server says so in a sentence and ends with 1."""
    port = re.search(r":(\d+)/", served.url)
    assert port is not None
    done = subprocess.run(
        [sys.executable, "-m", "plugins.incremental.serve", "--port", port[1]],
        cwd=served.root,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert (
        done.stderr.strip()
        == f"port {port[1]}: Address already in use; another program listens there; choose another PORT"
    )


@pytest.mark.parametrize("port", ["80000", "65536", "abc", "-1", "", "9" * 5000])
def test_what_is_no_port_is_one_sentence(tmp_path: Path, port: str) -> None:
    """A number that no port has, and what is no number, end the server before it begins: one sentence, and exit 1."""
    done = subprocess.run(
        [sys.executable, "-m", "plugins.incremental.serve", f"--port={port}"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    said = (
        f"port {port!r}: the site cannot be served there; a port is a whole number from 0 to 65535; choose another PORT"
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{said}, such as 8000\n")


def test_an_interrupt_that_another_thread_is_given_ends_the_waiting() -> None:
    """The system may choose any thread; the one that waits for a save must hear of it all the same."""
    interrupted = """
import signal, threading, time
from plugins.incremental.serve import Saves

def interrupt():
    time.sleep(0.2)
    signal.pthread_kill(threading.get_ident(), signal.SIGINT)
    time.sleep(60)

saves = Saves()
saves.wait()
threading.Thread(target=interrupt, daemon=True).start()
try:
    saves.wait()
except KeyboardInterrupt:
    print("heard")
"""
    done = subprocess.run(
        [sys.executable, "-c", interrupted], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )
    assert done.stdout == "heard\n", done.stderr
