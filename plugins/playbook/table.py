"""How is the table of all figures made again where those of one company have changed? It is cut and joined.

The rows of an owner are made anew only where a figure of theirs may be another. All others are copied from the table as
it stands in the output, so that its many megabytes are kept nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from pathlib import Path

from generator.exports import CSV_HEAD, csv_rows
from plugins.playbook.functions import piece
from plugins.playbook.gathering import gathered
from plugins.playbook.keeping import digest_of, file_part
from plugins.playbook.site import Site
from plugins.playbook.watched import SITE, standing

TABLE = "data/figures.csv"
_HEAD = f"{CSV_HEAD}\n".encode()
# How many bytes the rows of an owner are, how many rows, and what tells them from others.
Rows = tuple[int, int, str]


@piece
def csv_lines(site: Site, owner: str) -> Rows:
    """Return what is to be known of an owner's rows; sets `site.rows`."""
    site.parts.read(standing(TABLE))  # from where they are copied while they stand
    rows = site.rows[owner] = _rows(site, owner)
    return len(rows), rows.count(b"\n"), digest_of(rows)


def _rows(site: Site, owner: str) -> bytes:
    return csv_rows(site.data, site.figures.of_owner(owner)).encode()


def add_table(site: Site) -> None:
    """Add the table to the site's files, and what it links to; sets `site.figures_changed`."""
    stood = _Standing(site)
    site.figures_changed = 0 if site.parts.stands(file_part(TABLE)) else None

    def joined() -> bytes:
        now = dict(site.pieces("csv_lines", owners=True))
        if stood.rows:
            changed = {owner for owner in stood.rows.keys() | now.keys() if stood.rows.get(owner) != now.get(owner)}
            old = {row for owner in changed & stood.rows.keys() for row in stood.of(owner).split(b"\n")}
            new = {row for owner in changed & now.keys() for row in site.rows[owner].split(b"\n")}
            site.figures_changed = len({row.partition(b",")[0] for row in old ^ new})
        return stood.joined(now)

    site.links_of_pieces[TABLE] = lambda of_all: _links(site, of_all)
    site.add_file(TABLE, joined, lambda: iter(()))


class _Standing:
    """The table as it stands in the output.

    Attributes:
        rows: What is known of each owner's rows in it, in order.
    """

    def __init__(self, site: Site) -> None:
        self.rows: dict[str, Rows] = {}
        # If somebody has touched it since, or it was made by other code, there is nothing to copy.
        if not site.parts.has_changed(SITE) and not site.parts.has_changed(standing(TABLE)):
            self.rows.update(site.parts.before(gathered("csv_lines", owners=True)) or ())
        ends = list(accumulate((size for size, _, _ in self.rows.values()), initial=len(_HEAD)))
        self._places = {owner: slice(*ends[number : number + 2]) for number, owner in enumerate(self.rows)}
        self._size = ends[-1]
        self._path, self._site = Path(site.settings["OUTPUT_PATH"], TABLE), site

    def of(self, owner: str) -> bytes:
        """Return the rows of an owner, as they stand."""
        with self._open() as table:
            return table[self._places[owner]]

    def joined(self, owners: Iterable[str]) -> bytes:
        """Return a table of all rows of some owners, in their order: new ones, or else as they stand."""
        old, new = memoryview(self._open() if self.rows else b""), self._site.rows

        def found(owner: str) -> bytes | memoryview:
            if owner in new:
                return new[owner]
            return old[self._places[owner]] if owner in self._places else _rows(self._site, owner)

        return b"".join([_HEAD, *map(found, owners)])

    def _open(self) -> mmap:
        with self._path.open("rb") as file:
            return mmap(file.fileno(), self._size, access=ACCESS_READ)


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
