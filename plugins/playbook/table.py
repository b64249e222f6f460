"""How is the table of all figures made again where those of one company have changed? It is cut and joined.

The rows of an owner are made anew only where a figure of theirs may be another. All others are copied from the table as
it stands in the output, so that its many megabytes are kept nowhere else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from pathlib import Path

from generator.exports import CSV_HEAD, csv_rows
from plugins.incremental.aside import Aside
from plugins.incremental.swap import working_folder
from plugins.playbook.facts import FileFacts
from plugins.playbook.functions import piece
from plugins.playbook.gathering import gathered
from plugins.playbook.keeping import digest_of, file_part
from plugins.playbook.site import Site
from plugins.playbook.watched import SITE, standing

TABLE = "data/figures.csv"
_HEAD = f"{CSV_HEAD}\n".encode()
# How many bytes the rows of an owner are, how many rows, and what tells them from others.
Rows = tuple[int, int, str]
# New rows, or where others begin and end in the table as it stands.
_Stretch = bytes | tuple[int, int]


@piece
def csv_lines(site: Site, owner: str) -> Rows:
    """Return what is to be known of an owner's rows; sets `site.rows`."""
    site.parts.read(standing(TABLE))  # from where they are copied while they stand
    rows = site.rows[owner] = _rows(site, owner)
    return len(rows), rows.count(b"\n"), digest_of(rows)


def _rows(site: Site, owner: str) -> bytes:
    return csv_rows(site.data, site.figures.of_owner(owner)).encode()


def begin_table(site: Site) -> None:
    """Begin to join the table, unless it stands or that has begun, for `add_table` to add; sets `site.figures_changed`.

    To copy and to hash it is the system's work: it is left to another thread, and pages are rendered meanwhile.
    """
    if site.table:
        return
    if site.parts.stands(file_part(TABLE)):
        site.figures_changed = 0
        return
    with site.part(file_part(TABLE)):
        now: dict[str, Rows] = dict(site.pieces("csv_lines", owners=True))
    stood = _Standing(site)
    stretches = list(stood.stretches(now))
    if stood.rows:
        changed = {owner for owner in stood.rows.keys() | now.keys() if stood.rows.get(owner) != now.get(owner)}
        old = {row for owner in changed & stood.rows.keys() for row in stood.of(owner).split(b"\n")}
        new = {row for owner in changed & now.keys() for row in site.rows[owner].split(b"\n")}
        site.figures_changed = len({row.partition(b",")[0] for row in old ^ new})
    site.table = Aside(partial(_written, _beside(site), stood.path, stretches))


def add_table(site: Site) -> None:
    """Add the table to the site's files, and what it links to."""
    site.links_of_pieces[TABLE] = lambda of_all: _links(site, of_all)
    if not site.table:
        site.standing.later(TABLE)
        return
    known = site.table.value()
    site.take_file(TABLE, _beside(site), known)
    site.parts.keep(file_part(TABLE), tuple(known))


def drop_table(site: Site) -> None:
    """Leave nothing of a table that a build has begun and that will not be part of the site."""
    if site.table:
        with suppress(OSError):
            site.table.value()
            _beside(site).unlink(missing_ok=True)


def _beside(site: Site) -> Path:
    """Return where the table is written before it takes its place."""
    return working_folder(Path(site.settings["OUTPUT_PATH"]).resolve()) / "figures.csv.next"


class _Standing:
    """The table as it stands in the output.

    Attributes:
        rows: What is known of each owner's rows in it, in order.
        path: Where it is.
    """

    def __init__(self, site: Site) -> None:
        self.rows: dict[str, Rows] = {}
        # If somebody has touched it since, or it was made by other code, there is nothing to copy.
        if not site.parts.has_changed(SITE) and not site.parts.has_changed(standing(TABLE)):
            self.rows.update(site.parts.before(gathered("csv_lines", owners=True)) or ())
        ends = list(accumulate((size for size, _, _ in self.rows.values()), initial=len(_HEAD)))
        self._places = {owner: (ends[number], ends[number + 1]) for number, owner in enumerate(self.rows)}
        self.path, self._site = Path(site.settings["OUTPUT_PATH"], TABLE), site

    def of(self, owner: str) -> bytes:
        """Return the rows of an owner, as they stand."""
        start, end = self._places[owner]
        with self.path.open("rb") as table:
            table.seek(start)
            return table.read(end - start)

    def stretches(self, owners: Iterable[str]) -> Iterator[_Stretch]:
        """Yield of what a table of all rows of some owners is joined, in their order: of new rows, or as they stand."""
        yield _HEAD
        new, start, end = self._site.rows, 0, 0
        for owner in owners:
            place = self._places.get(owner) if owner not in new else None
            if start < end and (place is None or place[0] != end):
                yield start, end
            if place is None:
                yield new[owner] if owner in new else _rows(self._site, owner)
                start = end = 0
            else:
                start = start if place[0] == end else place[0]
                end = place[1]
        if start < end:
            yield start, end


def _written(file: Path, standing: Path, stretches: list[_Stretch]) -> FileFacts:
    """Write a table, and return what others need to know of it.

    Raises:
        OSError: Where the system refuses; then nothing is left of it.
    """
    digest, size = hashlib.sha256(), 0
    try:
        file.unlink(missing_ok=True)  # of a build that was killed: it may be the very file that is read now
        with file.open("xb") as table:
            for block in _blocks(standing, stretches):
                table.write(block)
                digest.update(block)
                size += len(block)
    except OSError:
        file.unlink(missing_ok=True)  # a full disk needs the space
        raise
    return FileFacts(size, digest.hexdigest(), ())


def _blocks(standing: Path, stretches: list[_Stretch]) -> Iterator[bytes | memoryview]:
    """Yield what a table is joined of, what stands as it is in the system's own memory: nothing of it is copied."""
    known: bytes | memoryview = b""
    if any(isinstance(one, tuple) for one in stretches):
        with standing.open("rb") as file:
            known = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    for one in stretches:
        yield one if isinstance(one, bytes) else known[slice(*one)]


def _links(site: Site, of_all: bool) -> Iterator[tuple[int, str]]:
    """Yield (line, address) of what the table names: all of it, or the rows made in this build; each address once."""
    named: set[bytes] = set()
    line = 2
    if of_all:
        yield from _addresses(site.content_of(TABLE)[len(_HEAD) :], line, named)
        return
    for owner, (_, count, _) in site.pieces("csv_lines", owners=True):
        if owner in site.rows:
            yield from _addresses(site.rows[owner], line, named)
        line += count


def _addresses(rows: bytes, line: int, named: set[bytes]) -> Iterator[tuple[int, str]]:
    for number, row in enumerate(rows.splitlines(), line):
        address = row.rpartition(b",")[2]
        if address not in named:
            named.add(address)
            yield number, address.decode()
