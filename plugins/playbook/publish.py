"""How does the finished tree take the place of the old one, all at once or not at all?"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

from plugins.playbook.site import Site

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
_IGNORE = "*\n!.gitignore\n"


def publish(site: Site, output: str) -> None:
    """Write pages and files into a staged tree beside the output, then exchange both in one step.

    Until then the output is untouched; a build that dies leaves a stage that the next one removes. Where the system
    cannot exchange, two renames do, with a moment between them in which there is no output.
    """
    target = Path(output).resolve()
    room = target.parent / ".build"
    stage, old = room / "stage", room / "old"
    for leftover in (stage, old):
        shutil.rmtree(leftover, ignore_errors=True)
    files = dict(site.files)
    for address, html in site.pages.items():
        name = address.lstrip("/")
        files[name + "index.html" if name.endswith("/") or not name else name] = html.encode("utf-8")
    files[".gitignore"] = _IGNORE.encode()
    for name, content in sorted(files.items()):
        path = stage / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o644)
    for folder in (stage, *(path for path in stage.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    if target.exists():
        if exchange(stage, target):
            stage.rename(old)
        else:
            target.rename(old)
            stage.rename(target)
    else:
        stage.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    print(f"{len(site.pages)} pages and {len(site.files)} files, as of {site.data.as_of}, in {_shown(target)}")


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; return False, with nothing done, where the system cannot.

    Source: renameat2(2), RENAME_EXCHANGE; Linux only, and not on every file system.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if rename is None:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _shown(target: Path) -> str:
    try:
        return target.relative_to(Path.cwd()).as_posix() + "/"
    except ValueError:
        return target.as_posix()
