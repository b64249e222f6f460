"""Does every address ever published answer on a real server, at the root of a host and below a path?"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from tests.nginx import MISSING, find_nginx, serving

# Addresses that are gone, so that redirects are served as well; the real guide has none yet.
GONE = {
    "/old/": "/older/",
    "/older/": "/equity/",
    "/old/#liquidity": "/equity/#liquidity",
    "/old/#gone": "/faq/#how-much",
    "/equity/#was": "/equity/#vesting",
    "/faq/#moved": "/equity/#liquidity",
    "/feeds/all.xml": "/changes/atom.xml",
}
MOVED = {"/old/": "/equity/", "/old": "/equity/", "/older/": "/equity/", "/feeds/all.xml": "/changes/atom.xml"}


@dataclass
class Served:
    """The guide behind nginx.

    Attributes:
        host: Name and port.
        path: What stands before each address of the guide; empty at the root of a host.
        output: The built files.
    """

    host: str
    path: str
    output: Path

    def get(self, address: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body that the server gives at an address of the guide, following nothing."""
        connection = http.client.HTTPConnection(self.host, timeout=10)
        connection.request("GET", self.path + address)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), body


@pytest.fixture(scope="session", params=["", "/guide"], ids=["root", "path"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, project_root: Path
) -> Iterator[Served]:
    """The real guide, with some addresses that are gone, published for the root of a host or for a path."""
    if find_nginx() is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    project = tmp_path_factory.mktemp("hosted")
    shutil.copytree(project_root / "content", project / "content")
    for name in ("generator", "plugins", "theme", "pelicanconf.py", "publishconf.py"):
        (project / name).symlink_to(project_root / name)
    rows = [f'  - {{from: "{a}", to: "{b}", because: "a test", since: 2026-11-23}}\n' for a, b in GONE.items()]
    (project / "content/redirects.yaml").write_text("redirects:\n" + "".join(rows), encoding="utf-8")
    ledger = project / "content/permalinks.txt"
    ledger.write_text("".join(f"{a}\n" for a in sorted({*ledger.read_text("utf-8").split(), *GONE})), encoding="utf-8")
    command = [sys.executable, "-m", "pelican", "content", "-s", "publishconf.py", "-o", "output", "-t", "theme"]
    environment = {**os.environ, "SITEURL": f"https://guide.example{request.param}"}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (project / "www").mkdir()
    (project / "www/guide").symlink_to("../output", target_is_directory=True)
    with serving(project, "www" if request.param else "output") as url:
        yield Served(urlsplit(url).netloc, request.param, project / "output")


def ledger_of(server: Served) -> list[str]:
    """Return every address ever published."""
    return (server.output.parent / "content/permalinks.txt").read_text(encoding="utf-8").split()


def test_every_address_answers(server: Served) -> None:
    """Every address of the ledger answers, after one redirect at most; every section is there, or what leads to it."""
    pages: dict[str, bytes] = {}
    broken, chained = [], []
    for address in ledger_of(server):
        page, _, fragment = address.partition("#")
        if page not in pages:
            status, headers, body = server.get(page)
            if status == 301:
                onward = urlsplit(urljoin(server.path + page, headers["Location"]))
                status, _, body = server.get(onward.path.removeprefix(server.path))
                chained += [page] if status == 301 else []
            broken += [f"{page}: {status}"] if status != 200 or not body else []
            pages[page] = body
        if fragment and f'id="{fragment}"'.encode() not in pages[page]:
            broken.append(address)
    assert len(pages) > 100
    assert (broken, chained) == ([], [])


def test_what_is_gone_is_redirected_once(server: Served) -> None:
    """A page or file that is gone answers with one permanent redirect to its end, with or without its last slash."""
    for old, new in MOVED.items():
        status, headers, _ = server.get(old)
        assert (status, headers["Location"]) == (301, server.path + new)
        assert server.get(new)[0] == 200


def test_a_folder_without_its_slash_stays_on_the_host(server: Served) -> None:
    """An address without its last slash is sent to the one with it, by path alone, whatever the host is called."""
    status, headers, _ = server.get("/companies")
    assert (status, headers["Location"]) == (301, f"{server.path}/companies/")


def test_what_is_not_there_says_so(server: Served) -> None:
    """An unknown address answers 404 with the guide's own page; so does what only a server should read."""
    for address in ("/nowhere/", "/companies/nobody/", "/_headers", "/_redirects", "/_nginx.conf", "/.gitignore"):
        status, _, body = server.get(address)
        assert status == 404, address
        assert b'<html lang="en">' in body, address


def test_headers_are_those_of_the_file(server: Served) -> None:
    """Each address has the headers that `_headers` gives it, each once."""
    text = (server.output / "_headers").read_text(encoding="utf-8")
    rules = {}
    for block in text.strip().split("\n\n"):
        rule, *lines = block.split("\n")
        rules[rule] = dict(line.strip().split(": ", 1) for line in lines)
    style = next((server.output / "theme/css").glob("site.*.css")).relative_to(server.output).as_posix()
    card = next((server.output / "embed").glob("*/")).name
    wanted = ["/", "/faq/", "/404.html", f"/{style}", f"/embed/{card}/", "/data/figures.csv", "/changes/atom.xml"]
    for address in [*wanted, "/objects.inv", "/robots.txt", "/companies/openai/feed.json"]:
        path = server.path + address
        [rule] = [rule for rule in rules if re.fullmatch(re.escape(rule).replace(r"\*", ".*"), path)]
        headers = server.get(address)[1]
        assert {key: headers.get(key) for key in rules[rule]} == rules[rule], address
    assert rules[f"{server.path}/embed/*"]["Content-Security-Policy"].endswith("frame-ancestors *")
    assert rules[f"{server.path}/faq/*"]["Content-Security-Policy"].endswith("frame-ancestors 'none'")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/changes/atom.xml", "application/atom+xml"),
        ("/changes/feed.json", "application/feed+json"),
        ("/data/figures.csv", "text/csv; charset=utf-8"),
        ("/data/datapackage.json", "application/json"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/llms.txt", "text/plain; charset=utf-8"),
        ("/objects.inv", "application/octet-stream"),
    ],
)
def test_types_are_said(server: Served, address: str, kind: str) -> None:
    """Pages, feeds and data have their media types."""
    assert server.get(address)[1]["Content-Type"] == kind
