"""Which files make the finished site, and how does it take the place of the old one?"""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path

from generator.errors import Problem, ProblemsFound
from plugins.incremental.outputs import current
from plugins.incremental.swap import swap
from plugins.playbook.keeping import file_name, page_part
from plugins.playbook.site import Site
from plugins.playbook.table import TABLE

_IGNORE = "*\n!.gitignore\n"


def publish(site: Site, output: str) -> None:
    """Let the output hold this site's pages and files, all at once, and say what that changed.

    Raises:
        ProblemsFound: Where the system does not let it be written; the output is then as it was.
    """
    target = Path(output).resolve()
    files = {**site.files, ".gitignore": _IGNORE.encode()}
    files |= {file_name(address): html.encode("utf-8") for address, html in site.pages.items()}
    standing = {*map(file_name, site.facts), *site.standing} - files.keys()
    try:
        swapped = swap(target, files, standing, current(target), (TABLE,) if site.figures_changed else ())
    except OSError as error:
        raise ProblemsFound([unwritten(output, error)]) from error
    if not swapped.in_one_step:
        print("This system cannot exchange two folders; for a moment there was no output.", file=sys.stderr)
    print(
        f"{len(site.facts)} pages and {len(site.file_names)} files, as of {site.data.as_of}, in {shown(target)}: "
        f"{swapped.written} written, {swapped.kept} unchanged, {swapped.removed} removed; "
        f"{len(site.pages)} pages rendered, {len(site.facts) - len(site.pages)} reused, {_gone(site)} removed; "
        f"{_figures_changed(site)}{time.perf_counter() - site.begun:.1f} s"
    )
    if logging.getLogger("pelican").isEnabledFor(logging.INFO):
        for address in sorted(site.pages):
            print(f"  {address}: {site.parts.why(page_part(address)) or 'it carries addresses that have moved'}")


def unwritten(output: str, error: OSError) -> Problem:
    """Return what to say where the system does not let an output be written; it is as it was."""
    what, why = f"it could not be written: {error.strerror or error}", "what stood there before still stands"
    return Problem(shown(Path(output).resolve()), 0, 0, what, why, "free the disk or the folder, and build again")


def _gone(site: Site) -> int:
    """Return how many pages the last build had that this one has not."""
    if not site.parts.has_changed("names:pages"):
        return 0
    names = set(map(file_name, site.facts))
    return sum(1 for name in site.outputs if name.endswith(".html") and name not in names)


def _figures_changed(site: Site) -> str:
    """Return how many figures differ from the last build; nothing where there was none."""
    count = site.figures_changed
    return "" if count is None else f"{count} figure{'' if count == 1 else 's'} changed; "


def shown(target: Path) -> str:
    """Return how a message names the output."""
    try:
        return target.relative_to(Path.cwd()).as_posix() + "/"
    except ValueError:
        return target.as_posix()
