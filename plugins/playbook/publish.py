"""Which files make the finished site, and how does it take the place of the old one?"""

from __future__ import annotations

import sys
from pathlib import Path

from generator.errors import Problem, ProblemsFound
from plugins.incremental.swap import swap
from plugins.playbook.site import Site

_IGNORE = "*\n!.gitignore\n"


def publish(site: Site, output: str) -> None:
    """Let the output hold this site's pages and files, all at once, and say what that changed.

    Raises:
        ProblemsFound: Where the system does not let it be written; the output is then as it was.
    """
    target = Path(output).resolve()
    files = {**site.files, ".gitignore": _IGNORE.encode()}
    for address, html in site.pages.items():
        name = address.lstrip("/")
        files[name + "index.html" if name.endswith("/") or not name else name] = html.encode("utf-8")
    try:
        swapped = swap(target, files)
    except OSError as error:
        what, why = f"it could not be written: {error.strerror or error}", "what stood there before still stands"
        remedy = "free the disk or the folder, and build again"
        raise ProblemsFound([Problem(shown(target), 0, 0, what, why, remedy)]) from error
    if not swapped.in_one_step:
        print("This system cannot exchange two folders; for a moment there was no output.", file=sys.stderr)
    print(
        f"{len(site.pages)} pages and {len(site.files)} files, as of {site.data.as_of}, in {shown(target)}: "
        f"{swapped.written} written, {swapped.kept} unchanged, {swapped.removed} removed"
    )


def shown(target: Path) -> str:
    """Return how a message names the output."""
    try:
        return target.relative_to(Path.cwd()).as_posix() + "/"
    except ValueError:
        return target.as_posix()
