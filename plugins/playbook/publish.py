"""How does the finished tree take the place of the old one, all at once or not at all?"""

from __future__ import annotations

import shutil
from pathlib import Path

from plugins.playbook.site import Site

_IGNORE = "*\n!.gitignore\n"


def publish(site: Site, output: str) -> None:
    """Write pages and files into a staged tree beside the output, then exchange both by two renames.

    Until the exchange the output is untouched; a build that dies before leaves a stage that the next one removes.
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
        target.rename(old)
    stage.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    print(f"{len(site.pages)} pages and {len(site.files)} files, as of {site.data.as_of}, in {_shown(target)}")


def _shown(target: Path) -> str:
    try:
        return target.relative_to(Path.cwd()).as_posix() + "/"
    except ValueError:
        return target.as_posix()
