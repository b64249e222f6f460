"""Which addresses were ever published, which of them are gone, and which are new?"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.calling import playbook
from generator.errors import Problem
from generator.redirects import ADDRESS, REDIRECTS, Moves, as_line, leads_to

LEDGER = "permalinks.txt"
_NEAR = 0.75  # how like each other an old and a new name must be before one is proposed for the other
_DIGITS = re.compile(r"\d+")


class Ledger(NamedTuple):
    """The list of all that was ever published.

    Attributes:
        lines: Address → its line in the file, from 1.
        name: How messages name the file.
    """

    lines: Mapping[str, int]
    name: str = f"content/{LEDGER}"


class Verdict(NamedTuple):
    """How the addresses of a site compare with the ledger.

    Attributes:
        lost: The addresses that are gone and lead nowhere, sorted.
        gone: A problem for each of them; that of a page stands for its sections.
        new: The addresses that the ledger does not have yet, sorted.
        leads: Address that is gone → the living one to which it leads, without a stop between.
    """

    lost: tuple[str, ...]
    gone: tuple[Problem, ...]
    new: tuple[str, ...]
    leads: Mapping[str, str]


def read_ledger(content: Path, prefix: str = "content", repaired: bool = False) -> tuple[Ledger, list[Problem]]:
    """Read `<content>/permalinks.txt`: an address a line, sorted; no file is an empty ledger.

    Args:
        content: The content folder.
        prefix: How messages name it.
        repaired: The file is about to be written anew, so its order and its repeats are no problem.
    """
    path, name = content / LEDGER, f"{prefix}/{LEDGER}"
    if not path.exists():
        return Ledger({}, name), []
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    before = ""
    for number, text in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        if not ADDRESS.fullmatch(text):
            what, why = f"{text!r} is not an address", "this file lists one a line, and nothing else"
            problems.append(Problem(name, number, 1, what, why, "restore the line from git"))
        elif text in lines and not repaired:
            what = f"{text} stands here twice, first on line {lines[text]}"
            problems.append(Problem(name, number, 1, what, "the list is a set", f"run {accepting()}"))
        elif text < before and not repaired:
            what = f"{text} is out of order"
            problems.append(
                Problem(name, number, 1, what, "a sorted list merges without conflict", f"run {accepting()}")
            )
        lines.setdefault(text, number)
        before = max(before, text)
    return Ledger(lines, name), problems


def accepting() -> str:
    """Return the command that records what is new."""
    return f"{playbook()} permalinks accept"


def judge(ledger: Ledger, moves: Moves, living: Collection[str], published: Collection[str], day: date) -> Verdict:
    """Compare what a site publishes with what was ever published.

    Args:
        ledger: What was ever published.
        moves: The redirects.
        living: Every address, fragment and file of the site, those that need no line in the ledger included.
        published: The part of them that does.
        day: The day of the site, for the line to add.
    """
    targets = moves.targets
    old = sorted({*ledger.lines, *targets} - set(living))
    leads = {address: target for address in old if (target := leads_to(address, targets, living)) is not None}
    lost = [address for address in old if address in ledger.lines and address not in leads]
    pages = {address for address in lost if "#" not in address}
    gone = [
        _gone(ledger, address, living, day)
        for address in lost
        # One line for the page brings its sections along.
        if address in pages or address.partition("#")[0] not in pages
    ]
    new = sorted({*published, *targets} - ledger.lines.keys())
    return Verdict(tuple(lost), tuple(gone), tuple(new), leads)


def _gone(ledger: Ledger, address: str, living: Collection[str], day: date) -> Problem:
    line = as_line(address, proposal(address, living), day)
    what, why = f"{address} is gone", "links to it would break"
    remedy = f"put it back, or say in content/{REDIRECTS}, under `redirects:`, where it leads:\n{line}"
    return Problem(ledger.name, ledger.lines[address], 1, what, why, remedy)


def proposal(address: str, living: Collection[str]) -> str:
    """Return the living address that most likely takes the place of one that is gone.

    >>> proposal("/old/#tactic", {"/", "/old/", "/old/#tactics"})
    '/old/#tactics'
    >>> proposal("/companies/acme/#l5", {"/companies/acme/", "/companies/acme/#l4", "/companies/acme/#levels"})
    '/companies/acme/#levels'
    >>> proposal("/companies/acme/atom.xml", {"/", "/changes/", "/changes/atom.xml"})
    '/changes/atom.xml'
    """
    page, mark, fragment = address.partition("#")
    if mark and page in living:
        sections = {other.partition("#")[2] for other in living if other.startswith(f"{page}#")}
        if near := _nearest(fragment, sections):
            return f"{page}#{near}"
        is_level = _DIGITS.search(fragment) or fragment.endswith("-counter-offer")
        return f"{page}#levels" if is_level and "levels" in sections else page
    if not page.endswith("/"):
        name = posixpath.basename(page)
        namesakes = sorted((a for a in living if posixpath.basename(a) == name), key=lambda a: (a.count("/"), a))
        return namesakes[0] if namesakes else _parent(posixpath.dirname(page), living)
    folder, name = posixpath.split(page[:-1])
    folder = folder.rstrip("/")
    siblings = {posixpath.basename(a[:-1]) for a in living if a.endswith("/") and a.startswith(f"{folder}/")}
    near = _nearest(name, {sibling for sibling in siblings if f"{folder}/{sibling}/" in living})
    return f"{folder}/{near}/" if near else _parent(folder or "/", living)


def _nearest(name: str, others: Iterable[str]) -> str:
    """Return the name most like another; one that differs in a number alone is another thing, and not taken."""
    import difflib  # only where an address is gone

    choices = sorted(other for other in others if other and _DIGITS.sub("", other) != _DIGITS.sub("", name))
    return next(iter(difflib.get_close_matches(name, choices, 1, _NEAR)), "")


def _parent(folder: str, living: Collection[str]) -> str:
    while folder != "/" and f"{folder}/" not in living:
        folder = posixpath.dirname(folder)
    return "/" if folder == "/" else f"{folder}/"


def ledger_text(addresses: Iterable[str]) -> str:
    """Return the ledger of some addresses: sorted, one a line."""
    return "".join(f"{address}\n" for address in sorted(set(addresses)))


# What a build leaves beside the output, for `playbook permalinks`: a line that names its state, then a ledger.


def record_text(published: Iterable[str], state: str) -> str:
    """Return the record of a build: what it published, and the state of the files from which it did."""
    return f"# {state}\n{ledger_text(published)}"


def restate(record: Path, state: str) -> bool:
    """Let the record of a build be that of another, which published the same from a state of its own.

    Only its first line is written: of a large guide the rest is megabytes.

    Args:
        record: The file.
        state: The state of the files from which the other build was made.

    Returns:
        Whether there was a record to go on with.
    """
    head = f"# {state}\n".encode()
    if not record.exists():
        return False
    with record.open("r+b") as file:
        if len(file.readline()) != len(head) or not file.read(1):
            return False
        file.seek(0)
        file.write(head)
    return True


def read_record(path: Path) -> tuple[list[str], str]:
    """Return what the last build published, and the state it was made from; nothing where there is no record."""
    if not path.exists():
        return [], ""
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    return rest, first.removeprefix("# ")


def marked(ledger: Ledger, moves: Moves, published: Iterable[str]) -> Iterator[str]:
    """Yield each address with what is to be said of it: that it is new, or where it leads."""
    targets = moves.targets
    for address in sorted({*ledger.lines, *targets, *published}):
        note = "" if address in ledger.lines else "  new"
        yield f"{address}{f' → {targets[address]}' if address in targets else ''}{note}"
