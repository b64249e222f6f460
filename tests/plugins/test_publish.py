"""Does the output change whole or not at all, and is all that stands in it of this build?"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.emit_js import emit
from generator.formulas import sources
from plugins.playbook.bundle import FORMULAS, entries
from plugins.playbook.scripts import joined
from tests.plugins.conftest import ROOT, Guide

# Builds the guide and kills itself just before the n-th change of one kind to the disk; without a kind it goes on to
# the end and prints how many changes of each kind there were.
KILLED_BUILD = """
import collections, json, os, runpy, signal, sys

kind, number, *command = sys.argv[1:]
seen = collections.Counter()

def watch(event, arguments):
    if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
        return
    if event not in ("open", "os.mkdir", "os.rename", "os.link", "shutil.rmtree", "ctypes.dlsym"):
        return
    path = "renameat2" if "renameat2" in arguments else arguments[0]
    if event == "ctypes.dlsym" and path != "renameat2":
        return
    if isinstance(path, int) or not os.path.abspath(os.fsdecode(path)).startswith(os.getcwd() + os.sep):
        return
    seen[event] += 1
    if (event, seen[event]) == (kind, int(number)):
        os.kill(os.getpid(), signal.SIGKILL)

sys.argv = command
sys.addaudithook(watch)
try:
    runpy.run_module("pelican", run_name="__main__")
finally:
    print("SEEN", json.dumps(seen))
"""


def killed_build(guide: Guide, kind: str = "", number: int = 0) -> subprocess.CompletedProcess[str]:
    """Build the guide in a process that dies before the n-th change of a kind."""
    command = ["pelican", "content", "-s", str(ROOT / "pelicanconf.py"), "-t", "theme", "-o", "output"]
    return subprocess.run(
        [sys.executable, "-B", "-c", KILLED_BUILD, kind, str(number), *command],
        cwd=guide.root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def changes(guide: Guide) -> dict[str, int]:
    """Return how often a build of this guide changes the disk, by kind."""
    whole = killed_build(guide)
    assert whole.returncode == 0, whole.stderr
    return json.loads(re.search(r"SEEN (\{.*\})", whole.stdout)[1])  # type: ignore[index]


def test_a_kill_leaves_a_whole_tree_and_nothing_to_clean(guide: Guide) -> None:
    """Killed at any of seven moments, a build leaves the old tree or the new one, byte for byte; the next one works.

    The moments follow each other without anything being cleaned in between.
    """

    def edit(old: str, new: str) -> None:
        guide.replace("content/data/companies/acme.yaml", f"{{value: {old},", f"{{value: {new},")

    assert guide.build().status == 0
    old = guide.manifest()
    edit("100K", "110K")
    guide.write("content/pages/extra.md", "Title: Extra\n\nText.\n")
    seen = changes(guide)
    new = guide.manifest()
    assert old != new
    (guide.root / "content/pages/extra.md").unlink()
    edit("110K", "100K")
    assert guide.build().status == 0
    assert guide.manifest() == old
    edit("100K", "110K")
    guide.write("content/pages/extra.md", "Title: Extra\n\nText.\n")
    moments = [
        ("open", 1),
        ("os.mkdir", 1),
        ("os.rename", 1),
        ("open", seen["open"] // 2),
        ("ctypes.dlsym", 1),
        ("os.link", 1),
        ("open", seen["open"]),
    ]
    left = []
    for kind, number in moments:
        killed = killed_build(guide, kind, number)
        # What an earlier kill left is there already, so a later build may change the disk less often.
        assert killed.returncode in (0, -signal.SIGKILL), f"{kind} {number}: {killed.stdout}{killed.stderr}"
        now = guide.manifest()
        assert now in (old, new), f"neither tree after a kill at {kind} {number}"
        left.append((killed.returncode, now == new))
        if now == new:
            break
    assert left[0] == (-signal.SIGKILL, False)
    built = guide.build()
    assert built.status == 0, built.out
    assert guide.manifest() == new


def test_what_a_killed_build_wrote_is_forgotten(guide: Guide) -> None:
    """A page that only a killed build knew is not published by the next one."""
    assert guide.build().status == 0
    old = guide.manifest()
    guide.write("content/pages/extra.md", "Title: Extra\n\nText.\n")
    # It asks the system for the exchange, and dies.
    assert killed_build(guide, "ctypes.dlsym", 1).returncode == -signal.SIGKILL
    assert guide.manifest() == old
    (guide.root / "content/pages/extra.md").unlink()
    assert guide.build().status == 0
    assert guide.manifest() == old


def test_orphans_go(guide: Guide) -> None:
    """A page that is no longer written, and a file that no build made, are gone after the next build."""
    guide.write("content/pages/extra.md", "Title: Extra\n\nText.\n")
    assert guide.build().status == 0
    assert (guide.output / "extra/index.html").exists()
    guide.write("output/left/over.html", "old")
    (guide.root / "content/pages/extra.md").unlink()
    assert guide.build().status == 0
    assert not (guide.output / "extra").exists()
    assert not (guide.output / "left").exists()


def test_the_output_keeps_itself_out_of_git(guide: Guide) -> None:
    """The output holds a `.gitignore` that ignores all but itself."""
    assert guide.build().status == 0
    assert (guide.output / ".gitignore").read_text(encoding="utf-8").split() == ["*", "!.gitignore"]


def assets(output: Path) -> dict[str, bytes]:
    """Return the theme's files of an output, by their path."""
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in (output / "theme").rglob("*.*")}


def test_assets_are_named_by_their_content(built_site: Path) -> None:
    """The name of every file of the theme holds the hash of its bytes."""
    wrong = [
        name
        for name, content in assets(built_site).items()
        if f".{hashlib.sha256(content).hexdigest()[:10]}." not in name
    ]
    assert wrong == []


def test_every_asset_is_referred_to_by_its_name(built_site: Path) -> None:
    """Pages and scripts name every file of the theme as it is called, and none that is not there.

    The card for shared links needs a full address, so only a guide with one names it.
    """
    files = {name: content for name, content in assets(built_site).items() if "/card." not in name}
    texts = [path.read_text(encoding="utf-8") for path in built_site.rglob("*.html")]
    texts += [content.decode() for name, content in files.items() if name.endswith((".js", ".css"))]
    named = {name for text in texts for name in re.findall(r"[\w-]+\.[0-9a-f]{10}\.\w+", text)}
    assert named == {Path(name).name for name in files}


def test_a_changed_asset_gets_another_name(guide: Guide) -> None:
    """After a change of the style its name is new in output and pages, and the old file is gone."""
    assert guide.build().status == 0
    [before] = [name for name in assets(guide.output) if "css/site." in name]
    style = sorted((guide.root / "theme/static/css").glob("*.css"))[-1]
    style.write_text(style.read_text(encoding="utf-8") + "/* more */\n", encoding="utf-8")
    assert guide.build().status == 0
    [after] = [name for name in assets(guide.output) if "css/site." in name]
    assert after != before
    assert after in guide.page("/")
    assert before not in guide.page("/")


def test_the_calculator_runs_on_the_formulas_of_the_build(built_site: Path) -> None:
    """The calculator's script holds the formulas as the emitter makes them; the page also leads to them, to be read."""
    page = (built_site / "calculator/index.html").read_text(encoding="utf-8")
    loaded = {
        name: (built_site / "theme/js" / name).read_text(encoding="utf-8")
        for name in re.findall(r'/theme/js/([\w.-]+\.js)"', page)
    }
    texts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "theme/static/js").glob("*.js")}
    texts[FORMULAS] = emit(sources())
    order = entries(texts)["calculator.js"]
    assert FORMULAS in order
    assert {joined(texts, order), texts[FORMULAS]} <= set(loaded.values())


def test_the_calculators_page_is_light(built_site: Path) -> None:
    """All JavaScript that the page loads, formulas included, is 20 kB packed at most, and it comes in two requests."""
    page = (built_site / "calculator/index.html").read_text(encoding="utf-8")
    scripts = re.findall(r'<script type="module" src="\.\./theme/js/([\w.-]+)"', page)
    assert [name.split(".")[0] for name in scripts] == ["panels", "calculator"]
    texts = [(built_site / "theme/js" / name).read_bytes() for name in scripts]
    assert not any(re.search(rb'^import|from"', text, re.MULTILINE) for text in texts)
    assert sum(len(gzip.compress(text)) for text in texts) <= 20_000


@pytest.mark.parametrize(
    ("address", "said", "to_run"),
    [
        ("", "SITEURL is not set", "https://…"),
        ("example.org", "SITEURL='example.org' does not begin with https:// and a host", "https://example.org"),
        ("localhost:80/a", "SITEURL='localhost:80/a' does not begin with https:// ", "https://localhost:80/a"),
        ("ftp://example.org", "SITEURL='ftp://example.org' does not begin with https:// ", "https://example.org"),
        ("https://", "SITEURL='https:' does not begin with https:// and a host", "https://…"),
    ],
)
def test_publishing_needs_an_address(guide: Guide, address: str, said: str, to_run: str) -> None:
    """Without a whole SITEURL the public tree is not built: a sentence says what it lacks and what to run; exit 1."""
    built = guide.build("-s", str(ROOT / "publishconf.py"), SITEURL=address)
    assert built.status == 1
    assert len(built.out.strip().splitlines()) == 1, built.out
    assert said in built.out
    assert f"; run SITEURL={to_run} make publish" in built.out
    assert not guide.output.exists()


def test_publishing_adds_what_a_public_address_needs(guide: Guide) -> None:
    """With a SITEURL pages name their public address; REPORT_URL and SUBSCRIBE_URL are linked only where set."""
    conf = str(ROOT / "publishconf.py")
    guide.record()
    assert guide.build("-s", conf, SITEURL="https://example.org", REPORT_URL="https://example.org/wrong").status == 0
    home = guide.page("/")
    assert '<link rel="canonical" href="https://example.org/">' in home
    assert 'href="https://example.org/wrong"' in home
    assert "Subscribe" not in home


def test_a_folder_that_cannot_be_used_is_one_sentence(guide: Guide) -> None:
    """Where the working folder beside the output cannot be made, nothing is read or written: a sentence, and exit 1."""
    guide.write(".build", "a file of somebody else's")
    built = guide.build()
    assert built.status == 1
    assert built.messages == built.out.splitlines()[:1]
    assert "output/: no build can begin: File exists; " in built.out
    assert not guide.output.exists()


def test_a_build_says_what_it_changed(guide: Guide) -> None:
    """The closing line counts files written, unchanged and removed; a second build of the same writes none."""
    first, second = guide.build().out, guide.build().out
    assert re.search(r"\d+ written, 0 unchanged, 0 removed; (\d+) pages rendered, 0 reused, 0 removed", first)
    assert re.search(r": 0 written, \d+ unchanged, 0 removed; 0 pages rendered, \d+ reused, 0 removed", second)
    assert re.search(r"; \d+\.\d s$", second, re.MULTILINE)
