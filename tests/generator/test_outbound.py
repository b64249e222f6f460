"""What does the report on the sources' addresses say, and does it ask politely?"""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator import outbound
from generator.cli import main
from generator.outbound import Answer, ask, ask_all
from tests.build import Edit, content_tree

REDIRECTS = {
    "/moved": (301, "/ok"),
    "/for-now": (302, "/ok"),
    "/moved-away": (301, "/gone"),
    "/round": (302, "/round"),
    "/to-a-file": (301, "file:///etc/hostname"),
}
STATUSES = {"/ok": 200, "/gone": 404, "/withdrawn": 410, "/private": 403, "/broken": 500, "/busy": 429, "/déjà": 200}


class _World(ThreadingHTTPServer):
    """A server that answers by path, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.open: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.done = threading.Event()


class _Handler(BaseHTTPRequestHandler):
    server: _World

    def do_HEAD(self) -> None:
        world, host = self.server, self.headers["Host"].partition(":")[0]
        with world.lock:
            world.asked.append(f"{self.command} {self.path}")
            world.open[host] += 1
            world.most[host] = max(world.most[host], world.open[host])
        self._answer(host)

    def do_GET(self) -> None:
        self.do_HEAD()

    def _answer(self, host: str) -> None:
        path = {"/d%C3%A9j%C3%A0": "/déjà"}.get(self.path, self.path)
        if path.startswith("/slow"):
            self.server.done.wait(20)
        if path == "/no-head":
            self.send_response(405 if self.command == "HEAD" else 200)
        elif path in REDIRECTS:
            self.send_response(REDIRECTS[path][0])
            self.send_header("Location", REDIRECTS[path][1])
        else:
            self.send_response(STATUSES.get(path, 200))
        self.send_header("Content-Length", "0")
        with self.server.lock:  # before the last byte goes: whoever has it may ask the next at once
            self.server.open[host] -= 1
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[_World]:
    """A server on this machine, with no pause between requests and no proxy before it."""
    monkeypatch.setattr(outbound, "PAUSE", 0.0)
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    with _World() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.done.set()
        server.shutdown()
        thread.join()


def at(world: _World, path: str, host: str = "127.0.0.1") -> str:
    """Return the address of a path."""
    return f"http://{host}:{world.server_port}{path}"


@pytest.mark.parametrize(
    ("path", "group", "detail"),
    [
        ("/ok", "ok", "200"),
        ("/déjà", "ok", "200"),
        ("/no-head", "ok", "200"),
        ("/for-now", "ok", "200"),
        ("/moved", "moved", "now at {root}/ok"),
        ("/gone", "gone", "404"),
        ("/withdrawn", "gone", "410"),
        ("/moved-away", "gone", "404"),
        ("/private", "refused", "403 Forbidden"),
        ("/broken", "refused", "500 Internal Server Error"),
        ("/busy", "refused", "429 Too Many Requests"),
        ("/to-a-file", "refused", "301 to file:///etc/hostname"),
        ("/round", "unreachable", "more than 5 redirects"),
    ],
)
def test_answers_come_in_groups(world: _World, path: str, group: outbound.Group, detail: str) -> None:
    """Each answer belongs to one group, with what an editor must know of it."""
    assert ask(at(world, path)) == Answer(group, detail.format(root=at(world, "")))


def test_what_does_not_answer_is_unreachable(world: _World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is silent for too long, and a port where nobody listens, are unreachable and no error."""
    monkeypatch.setattr(outbound, "TIMEOUT", 0.2)
    assert ask(at(world, "/slow")) == Answer("unreachable", "timed out")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/") == Answer("unreachable", "Connection refused")


def test_head_is_asked_first_and_get_only_where_it_must_be(world: _World) -> None:
    """A good answer to HEAD is enough; a refusal is asked again with GET, but not one that says there were too many."""
    for path in ("/ok", "/private", "/busy"):
        ask(at(world, path))
    assert world.asked == ["HEAD /ok", "HEAD /private", "GET /private", "HEAD /busy"]


def test_no_host_is_hammered(world: _World) -> None:
    """Each address is asked once, and of one host never two at a time, however many hosts are asked."""
    urls = [at(world, f"/page-{number}", host) for number in range(8) for host in ("127.0.0.1", "localhost")]
    answers = ask_all([*urls, *urls])
    assert {answer.group for answer in answers.values()} == {"ok"}
    assert list(answers) == [url for host in ("127.0", "localhost") for url in urls if host in url]
    assert len(world.asked) == len(urls)
    assert set(world.most.values()) == {1}


def test_a_silent_host_is_left_alone(world: _World, monkeypatch: pytest.MonkeyPatch) -> None:
    """After two addresses of a host without an answer the rest of them are not asked; other hosts are."""
    monkeypatch.setattr(outbound, "TIMEOUT", 0.2)
    silent = [at(world, f"/slow?{number}") for number in range(4)]
    answers = ask_all([*silent, at(world, "/ok", "localhost")])
    assert [answers[url].detail for url in silent] == ["timed out"] * 2 + ["not asked, since its host is silent"] * 2
    assert answers[at(world, "/ok", "localhost")].group == "ok"


def content_with(folder: Path, *urls: str) -> str:
    """Return a content folder in which the first sources have these addresses."""
    edits = [Edit("sources", "https://acme.example/jobs", urls[0])]
    for name, url in zip(("Globex, title: Open", "A guide, title: What"), urls[1:], strict=False):
        edits.append(Edit("sources", f"publisher: {name}", f"url: '{url}', publisher: {name}"))
    return str(content_tree(folder, edits))


def test_the_report_never_fails(world: _World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check --links` groups the sources, names each that does not simply answer, and exits 0."""
    content = content_with(tmp_path, at(world, "/moved"), at(world, "/ok"), at(world, "/gone"))
    assert main(["--content", content, "check", "--links"]) == 0
    lines = capsys.readouterr().out.splitlines()
    start = lines.index("3 of 7 sources have an address.")
    assert lines[start + 1 :] == [
        "1 answer.",
        "1 have moved for good; write the new address:",
        f"  acme-postings: now at {at(world, '/ok')}  {at(world, '/moved')}",
        "1 are gone; look for an archived copy, and name it as archived:",
        f"  pay-guide: 404  {at(world, '/gone')}",
    ]


def test_offline_the_report_stays_calm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing answers the report says so in a sentence and exits 0."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert main(["--content", content_with(tmp_path, f"http://127.0.0.1:{port}/"), "check", "--links"]) == 0
    said = capsys.readouterr().out
    assert "1 could not be reached:" in said
    assert "this machine may have no way to the network" in said


def test_an_archived_copy_is_named_beside_what_is_gone(
    world: _World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a source that is gone the report names the archived copy, where the data has one."""
    edit = Edit("sources", "https://acme.example/jobs", f"{at(world, '/gone')}\n  archived: https://archive.example/1")
    assert main(["--content", str(content_tree(tmp_path, [edit])), "check", "--links"]) == 0
    assert "archived: https://archive.example/1" in capsys.readouterr().out


def test_faults_of_the_data_still_count(tmp_path: Path) -> None:
    """With a fault in the data the check exits 1 and asks nobody."""
    content = content_tree(tmp_path, [Edit("policy", "drop_flag", "drop_flaag")])
    assert main(["--content", str(content), "check", "--links"]) == 1


def test_plain_check_asks_nobody(world: _World, tmp_path: Path) -> None:
    """Without `--links` no address is asked."""
    assert main(["--content", content_with(tmp_path, at(world, "/ok")), "check"]) == 0
    assert world.asked == []
