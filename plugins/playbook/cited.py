"""How is a page that somebody cited built again, from the hash and the day of the citation?"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.inputs import content_hash, counts
from plugins.playbook.citing import VERSION

_INTO = Path(".build/cited")


def main() -> None:
    """Find the commit whose files have the hash, build it for the day, and say where."""
    parser = argparse.ArgumentParser(description="Build the guide as a citation names it, from this history.")
    parser.add_argument("hash", help="the hash of the citation, sha256:…")
    parser.add_argument("day", help="the day of the citation, such as 2026-11-23")
    options = parser.parse_args()
    if not re.fullmatch(r"sha256:[0-9a-f]{64}", options.hash):
        shape = "sha256: and 64 hexadecimal digits"
        sys.exit(f"HASH={options.hash!r} is not a hash; copy it whole from the citation: {shape}")
    try:
        date.fromisoformat(options.day)
    except ValueError:
        sys.exit(f"AS_OF={options.day!r} is not a day; copy it from the citation, written like 2026-11-23")
    commit = commit_of(options.hash)
    if commit is None:
        sys.exit(
            f"{options.hash}: no commit of this history has it; fetch all of the history, and if it is there, the "
            "cited page was built from files that nobody committed"
        )
    count = rebuild(commit, options.day, _INTO)
    print(f"Commit {commit}, built for {options.day}: {count} pages in {_INTO.as_posix()}/")
    if _show(commit, "requirements.txt") != Path("requirements.txt").read_bytes():
        print("It pins other versions of the libraries; for the same bytes, install its requirements.txt first.")


def commit_of(wanted: str) -> str | None:
    """Return the newest commit of all branches whose files have a hash; None where none has."""
    known: dict[str, str] = {}
    for commit in _git("rev-list", "--all").decode().split():
        files = list(_files(commit))
        _learn({blob for _, blob in files} - known.keys(), known)
        if content_hash((name, known[blob]) for name, blob in files) == wanted:
            return commit
    return None


def rebuild(commit: str, day: str, into: Path) -> int:
    """Build the files of a commit for a day into a folder; return how many pages there are.

    The code is the commit's own. Where SITEURL is set, its settings for publishing are used, as they were then.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "guide"
        with tarfile.open(fileobj=io.BytesIO(_git("archive", "--format=tar", commit))) as tree:
            tree.extractall(root, filter="data")
        settings = "publishconf.py" if os.environ.get("SITEURL") else "pelicanconf.py"
        command = [sys.executable, "-m", "pelican", "content", "-s", settings, "-o", "output", "--log-handler", "plain"]
        environment = {**os.environ, "AS_OF": day, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"commit {commit} does not build for {day}:\n{done.stdout}{done.stderr}")
        shutil.rmtree(into, ignore_errors=True)
        into.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(root / "output", into)
    assert json.loads((into / VERSION).read_bytes())["as_of"] == day
    return len(list(into.rglob("*.html")))


def _files(commit: str) -> Iterator[tuple[str, str]]:
    """Yield path and blob of each file of a commit that a build is made from."""
    for line in _git("ls-tree", "-r", "-z", commit).decode().rstrip("\0").split("\0"):
        about, _, name = line.partition("\t")
        if counts(name):
            yield name, about.split()[2]


def _learn(blobs: set[str], known: dict[str, str]) -> None:
    """Add the SHA-256 of some blobs to those that are known."""
    listed = sorted(blobs)
    stream = io.BytesIO(_git("cat-file", "--batch", given="".join(f"{blob}\n" for blob in listed).encode()))
    for blob in listed:
        length = int(stream.readline().split()[2])
        known[blob] = hashlib.sha256(stream.read(length)).hexdigest()
        stream.readline()


def _show(commit: str, name: str) -> bytes:
    done = subprocess.run(["git", "show", f"{commit}:./{name}"], capture_output=True, check=False)
    return done.stdout


def _git(*arguments: str, given: bytes = b"") -> bytes:
    done = subprocess.run(["git", *arguments], input=given, capture_output=True, check=False)
    if done.returncode:
        sys.exit(
            f"git {arguments[0]}: {done.stderr.decode(errors='replace').strip()}; the guide's own history is needed"
        )
    return done.stdout


if __name__ == "__main__":
    main()
