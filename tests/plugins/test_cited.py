"""Can a page that was cited be built again, byte for byte, whatever was changed since?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.inputs import content_hash, counts, digests
from tests.plugins.conftest import ROOT, Guide, small_guide

DAY = "2026-01-20"


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, whatever the settings of whoever runs the test."""
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@guide.example", "-c", "commit.gpgsign=false")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *who, *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def python(guide: Guide, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a module of the guide's own code."""
    return subprocess.run(
        [sys.executable, "-B", "-m", *arguments],
        cwd=guide.root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def build(guide: Guide, settings: str = "pelicanconf.py", **environment: str) -> dict[str, bytes]:
    """Build the guide with its own code for a day; return its files."""
    done = python(guide, "pelican", "content", "-s", settings, "-o", "output", AS_OF=DAY, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return guide.manifest()


@pytest.fixture
def project(tmp_path: Path) -> Guide:
    """A whole project in a repository of its own: the small guide with the code of this one, all of it committed."""
    made = small_guide(tmp_path / "project")
    for room in ("generator", "plugins"):
        shutil.copytree(ROOT / room, made.root / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pelicanconf.py", "publishconf.py", "requirements.txt"):
        shutil.copy(ROOT / name, made.root / name)
    made.write(".gitignore", "output/\n.build/\n__pycache__/\n")
    made.record()
    git(made.root, "init", "--quiet")
    git(made.root, "add", ".")
    git(made.root, "commit", "--quiet", "-m", "The guide as it was cited")
    return made


def change_everything(project: Guide) -> None:
    """Commit another figure, other words, another look, other code and another page."""
    project.replace("content/data/companies/acme.yaml", "{value: 100K,", "{value: 140K,")
    project.append("content/pages/equity.md", "More was written.")
    project.append("theme/templates/base.html", "<!-- another look -->")
    project.append("generator/wording.py", "# other code")
    project.write("content/pages/later.md", "Title: Later\n\nText.\n")
    git(project.root, "add", ".")
    git(project.root, "commit", "--quiet", "-m", "Everything is different now")


@pytest.mark.parametrize("public", [False, True])
def test_a_citation_is_reproduced_byte_for_byte(project: Guide, public: bool) -> None:
    """From the hash and the day of a citation, a later commit builds every page as it was, to the byte."""
    address = {"SITEURL": "https://example.org/guide"} if public else {}
    cited = build(project, "publishconf.py" if public else "pelicanconf.py", **address)
    version = json.loads(cited["data/version.json"])
    assert version["as_of"] == DAY
    change_everything(project)
    done = python(project, "plugins.playbook.cited", version["content"], version["as_of"], **address)
    assert done.returncode == 0, done.stdout + done.stderr
    again = Guide(project.root)
    again_files = {
        path.relative_to(project.root / ".build/cited").as_posix(): path.read_bytes()
        for path in (again.root / ".build/cited").rglob("*")
        if path.is_file()
    }
    assert again_files == cited
    assert build(project)["index.html"] != cited["index.html"]


def test_the_hash_is_of_what_a_build_is_made_from(project: Guide) -> None:
    """Words, data, look and code change the hash; the list of addresses, hidden files, caches and papers do not."""
    before = content_hash(digests(project.root))
    for name in ("content/permalinks.txt", "content/.hidden", "theme/x~", "plugins/__pycache__/x.pyc", "README.md"):
        project.write(name, "something else")
    assert content_hash(digests(project.root)) == before
    seen = {before}
    for name in ("content/pages/levels.md", "theme/static/css/90-print.css", "generator/faq.py", "requirements.txt"):
        project.write(name, "something else")
        seen.add(content_hash(digests(project.root)))
    assert len(seen) == 5


def test_the_hash_is_what_a_shell_makes_of_the_files(project: Guide) -> None:
    """Anybody can make the hash with `sha256sum`: of the list of files that it prints, sorted by path."""
    names = sorted(p.relative_to(project.root).as_posix() for p in project.root.rglob("*") if p.is_file())
    names = [name for name in names if counts(name)]
    listed = subprocess.run(["sha256sum", *names], cwd=project.root, capture_output=True, check=True).stdout
    whole = subprocess.run(["sha256sum"], input=listed, capture_output=True, text=False, check=True).stdout
    assert content_hash(digests(project.root)) == f"sha256:{whole.decode().split()[0]}"


@pytest.mark.parametrize(
    ("wanted", "day", "said"),
    [
        ("sha256:" + "0" * 64, DAY, "no commit of this history has it"),
        ("sha256:12", DAY, "is not a hash; copy it whole from the citation: sha256: and 64 hexadecimal digits"),
        ("", DAY, "is not a hash"),
        ("sha256:" + "0" * 64, "January", "is not a day"),
    ],
)
def test_what_cannot_be_found_is_said(project: Guide, wanted: str, day: str, said: str) -> None:
    """A hash that no commit has, and what is no hash or no day, are one sentence each."""
    done = python(project, "plugins.playbook.cited", wanted, day)
    assert done.returncode == 1
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
