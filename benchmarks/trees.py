"""What is in a built tree, and how do two of them differ?"""

from __future__ import annotations

from pathlib import Path

Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    """Return path → bytes of every file below a folder but its `.gitignore`."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    files.pop(".gitignore", None)
    return files


def differences(found: Tree, wanted: Tree) -> list[str]:
    """Return a line for each file that is missing, too much, or of other bytes, with the place where these begin."""
    lines = [f"{name} is missing" for name in wanted.keys() - found.keys()]
    lines += [f"{name} is too much" for name in found.keys() - wanted.keys()]
    for name in found.keys() & wanted.keys():
        have, want = found[name], wanted[name]
        if have != want:
            ends = min(len(have), len(want))
            at = next((i for i in range(ends) if have[i] != want[i]), ends)
            part = slice(max(at - 30, 0), at + 50)
            lines.append(f"{name} has {have[part]!r} where there should be {want[part]!r}")
    return sorted(lines)
