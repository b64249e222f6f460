"""From which files is the guide built, and which one hash names their state?"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOMS = ("content", "generator", "plugins", "theme")
FILES = ("pelicanconf.py", "publishconf.py", "requirements.txt")
_NO_PART = {"content/permalinks.txt"}  # it says what was published, and changes no page


def counts(name: str) -> bool:
    """Return whether a file of the project, by its path with forward slashes, is part of what a build is made from.

    >>> [counts(name) for name in ("content/pages/index.md", "theme/.swp", "generator/__pycache__/a.pyc", "README.md")]
    [True, False, False, False]
    """
    parts = name.split("/")
    return (parts[0] in ROOMS or name in FILES) and not any(map(_is_hidden, parts)) and name not in _NO_PART


def _is_hidden(part: str) -> bool:
    """Return whether a file or folder, by its own name, is what an editor or Python keeps for itself."""
    return part.startswith(".") or part.endswith("~") or part == "__pycache__"


def files_below(root: Path | str, rooms: Iterable[str], suffix: str = "") -> Iterator[str]:
    """Yield the files below some folders, by their path below the root; none that an editor or Python keeps for itself.

    Args:
        root: Where the folders are.
        rooms: The folders; one that is not there has no files.
        suffix: Leave out those whose names end otherwise.
    """
    folders = list(rooms)
    for folder in folders:  # which grows on the way
        try:
            with os.scandir(f"{root}/{folder}") as entries:
                inside = [entry for entry in entries if not _is_hidden(entry.name)]
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in inside:
            is_link = entry.is_symlink()  # all others tell what they are without a look at them
            if _leads_on(entry) if is_link else entry.is_dir():
                folders.append(f"{folder}/{entry.name}")
            elif entry.name.endswith(suffix) and (os.path.isfile(entry.path) if is_link else entry.is_file()):
                yield f"{folder}/{entry.name}"


def _leads_on(link: os.DirEntry[str]) -> bool:
    """Return whether a link leads to a folder, and not back to one that it is in."""
    real = os.path.realpath(link.path)
    inside = os.path.realpath(os.path.dirname(link.path))  # where it stands, and not where it leads
    return os.path.isdir(real) and not f"{inside}/".startswith(f"{real}/")


def texts_below(content: Path, rooms: Iterable[str] = ("pages", "companies", "faq")) -> list[str]:
    """Return the Markdown files of some rooms of the content, by their path below it, sorted."""
    return sorted(files_below(content, rooms, ".md"))


def content_hash(digests: Iterable[tuple[str, str]]) -> str:
    """Return the hash of a state: that of its files' SHA-256, in the form of `sha256sum`, sorted by path.

    Args:
        digests: (path, SHA-256 of the bytes) of each file that counts.
    """
    text = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def digest_of(path: str) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def digests(root: Path, digest: Callable[[str], str] = digest_of) -> Iterator[tuple[str, str]]:
    """Yield the path and the SHA-256 of each file below a project's root that counts.

    Args:
        root: The folder of the project.
        digest: Gives a file's SHA-256; a build that knows it already gives its own.
    """
    for name in files_below(root, ROOMS):
        if name not in _NO_PART:
            yield name, digest(f"{root}/{name}")
    for name in FILES:
        if os.path.isfile(f"{root}/{name}"):
            yield name, digest(f"{root}/{name}")
