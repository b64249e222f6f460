"""What does `playbook permalinks` do: list the addresses ever published, and record new ones?"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.errors import ProblemsFound
from generator.inputs import content_hash, digests
from generator.permalinks import LEDGER, Ledger, ledger_text, marked, read_ledger, read_record
from generator.redirects import read_moves

RECORD = Path(".build/permalinks.txt")


def add_permalinks(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the others."""
    command = commands.add_parser(
        "permalinks",
        help="list every address ever published; `accept` records what the last build published",
        description="List every address and section ever published, with where those lead that are gone, and those "
        f"that the last build published for the first time. It learns them from {RECORD}, which each build writes.",
    )
    command.add_argument("do", nargs="?", choices=("accept",), help=f"write the new ones into content/{LEDGER}")
    command.set_defaults(run=_permalinks)


def _permalinks(options: argparse.Namespace) -> int:
    content: Path = options.content
    accept = options.do == "accept"
    ledger, problems = read_ledger(content, content.as_posix(), repaired=accept)
    moves, faults = read_moves(content, content.as_posix())
    if problems or faults:
        raise ProblemsFound([*problems, *faults])
    published, state = read_record(content.parent / RECORD)
    now = content_hash(digests(content.parent))
    if state != now:
        what = "there is no record of a build" if not state else "the last build was of another state of the files"
        print(f"{RECORD.as_posix()}: {what}; run make html first", file=sys.stderr)
        if accept:
            return 1
        published = []
    if accept:
        return _accept(ledger, content / LEDGER, published)
    for line in marked(ledger, moves, published):
        print(line)
    new = len({*published, *moves.targets} - ledger.lines.keys())
    print(f"{len(ledger.lines)} addresses recorded, {new} not yet; redirects: {len(moves.rows)}.")
    return 0


def _accept(ledger: Ledger, path: Path, published: list[str]) -> int:
    new = sorted(set(published) - ledger.lines.keys())
    path.write_text(ledger_text([*ledger.lines, *published]), encoding="utf-8", newline="\n")
    for address in new:
        print(f"+ {address}")
    print(f"{len(new)} new in {path.as_posix()}, {len({*ledger.lines, *new})} in all.")
    return 0
