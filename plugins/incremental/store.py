"""Where does a build keep what the next one may use again? In a small database, of which it reads what it asks for.

All of it can be thrown away at any time. What another version left, or what is no whole database, counts as not there;
where a build meets damage on its way, it throws the rest away and begins again from nothing. So nothing waits for the
disk, where one can tell that the machine has been started anew: what is left from before that is not trusted.
"""

from __future__ import annotations

import marshal
import os
import shutil
import sqlite3
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

Keys = frozenset[str] | None  # None: the whole sheet
Reads = Mapping[str, Keys]
Digest = str | None  # None: a state that is like no other

_VERSION = b"parts of a build, version 4\n"
_TABLES = (
    "create table about (stamp blob, extra blob)",
    "create table sheet (id integer primary key, name text not null unique, digest text)",
    "create table part (id integer primary key, name text not null unique,"
    " reads_sum integer, reads blob, value_sum integer, value blob)",
    "create table read (sheet integer, part integer, primary key (sheet, part)) without rowid",
)
_MANY = 500  # questions at a time
_AT_ONCE = 1 << 30  # bytes of the file that may be looked at where the system keeps them


class Kept:
    """A part as the last build left it.

    Attributes:
        reads: The sheets that it read, each with its keys or whole.
    """

    def __init__(self, packed_reads: bytes, packed: Callable[[], bytes]) -> None:
        """Unpack what it read.

        Args:
            packed_reads: By `marshal`, as the check sum has told.
            packed: Returns what it came to, packed; it may be large, and few ask for it.
        """
        found = marshal.loads(packed_reads)
        self.reads: Reads = {sheet: None if keys is None else frozenset(keys) for sheet, keys in found.items()}
        self._packed = packed

    @property
    def value(self) -> Any:
        """What it came to."""
        return marshal.loads(self._packed())


def started() -> bytes:
    """Return what tells this run of the machine from those before; empty where the system does not say.

    Source: proc(5), /proc/sys/kernel/random/boot_id; Linux only.
    """
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_bytes()
    except OSError:
        return b""


def start_again() -> NoReturn:
    """Begin this build once more, from nothing."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "FRESH": "1"})


class Store:
    """One file with parts, what each read and came to, and the digests of the sheets that they read.

    Attributes:
        is_known: Whether the last build left something to rely on.
        extra: What the last build left beside its parts.
    """

    def __init__(
        self, file: Path, stamp: bytes, *, fresh: bool = False, damaged: Callable[[], NoReturn] = start_again
    ) -> None:
        """Open the file, unless a fresh start is asked for or it was left under another stamp.

        Args:
            file: Where it is; its folder is made where it is missing.
            stamp: What the entries depend on besides, such as the version of Python.
            fresh: Throw away what is there.
            damaged: Called where what was thought whole is not.

        Raises:
            OSError: Where the folder cannot be written.
        """
        self._file, self._damaged = file, damaged
        run = started()
        self._stamp, self._waits_for_disk = _VERSION + run + stamp, not run
        self._process = os.getpid()
        self._lines: dict[int, sqlite3.Connection] = {}
        file.parent.mkdir(parents=True, exist_ok=True)
        self.extra: Any = None
        self.is_known = not fresh and self._open()
        if not self.is_known:
            self._throw_away()

    def names(self) -> set[str]:
        """Return the names of all parts."""
        # All in one text, since they are many; a name with that sign in it would only count as not there.
        found = self._ask("select group_concat(name, char(31)) from part")[0][0] if self.is_known else None
        return set(found.split("\x1f")) if found else set()

    def part(self, name: str) -> Kept | None:
        """Return a part; None where there was none."""
        found = self._ask("select reads_sum, reads from part where name = ?", name) if self.is_known else []
        if not found:
            return None
        found_sum, reads = found[0]
        return Kept(self._whole(name, found_sum, reads), lambda: self._value(name))

    def sheets(self, beginning: str) -> dict[str, Digest]:
        """Return the digests of the sheets whose names begin so."""
        wanted = "select name, digest from sheet where name >= ? and name < ?"
        return dict(self._ask(wanted, beginning, _after(beginning))) if self.is_known else {}

    def digest(self, sheet: str) -> Digest:
        """Return the digest of a sheet; None where it is not known."""
        found = self._ask("select digest from sheet where name = ?", sheet) if self.is_known else []
        return found[0][0] if found else None

    def digests(self, sheets: Collection[str]) -> dict[str, Digest]:
        """Return the digests of those of some sheets that are known."""
        found: dict[str, Digest] = {}
        names = list(sheets) if self.is_known else []
        for start in range(0, len(names), _MANY):
            some = names[start : start + _MANY]
            marks = ", ".join("?" * len(some))
            found.update(self._ask(f"select name, digest from sheet where name in ({marks})", *some))
        return found

    def readers(self, sheet: str) -> list[str]:
        """Return the names of the parts that read a sheet, or a key of it."""
        wanted = (
            "select part.name from sheet join read on read.sheet = sheet.id join part on part.id = read.part "
            "where sheet.name = ?"
        )
        return [name for (name,) in self._ask(wanted, sheet)] if self.is_known else []

    def save(
        self,
        made: Iterable[tuple[str, Reads, Any]],
        gone: Iterable[str],
        digests: Mapping[str, Digest],
        extra: Any,
    ) -> None:
        """Let the next build find this; it is there whole or not at all.

        Args:
            made: Name, reads and value of each part that is new or was made again; `marshal` must be able to write it.
            gone: The names of parts that are kept no longer.
            digests: Of the sheets that are new or differ; each one that a part in `made` has read is here or known.
            extra: To be kept beside them, by `marshal`.

        Raises:
            OSError: Where the system refuses; the next build then finds nothing, or what was saved before.
        """
        path = self._file if self.is_known else self._file.with_name(f"{self._file.name}.new")
        try:
            if self.is_known:
                line = self._line()
            else:
                path.unlink(missing_ok=True)
                line = sqlite3.connect(path, isolation_level=None)
                # Nobody reads it before it is done.
                line.executescript("pragma page_size = 8192; pragma journal_mode = off; pragma synchronous = off")
            line.execute("begin immediate")
            try:
                self._write(line, made, gone, digests)
                line.execute("delete from about")
                line.execute("insert into about values (?, ?)", (self._stamp, marshal.dumps(extra)))
                line.execute("commit")
            except BaseException:
                line.execute("rollback")
                raise
            if not self.is_known:
                line.close()
                path.replace(self._file)
                self.is_known = self._open()
        except sqlite3.Error as error:
            raise OSError(str(error)) from error

    def _write(
        self,
        line: sqlite3.Connection,
        made: Iterable[tuple[str, Reads, Any]],
        gone: Iterable[str],
        digests: Mapping[str, Digest],
    ) -> None:
        for table in () if self.is_known else _TABLES:
            line.execute(table)
        new = "insert into sheet (name, digest) values (?, ?) on conflict (name) do update set digest = excluded.digest"
        line.executemany(new, digests.items())
        again = "update part set reads_sum = ?, reads = ?, value_sum = ?, value = ? where id = ?"
        sheets: dict[str, int] = {}

        def sheet(name: str) -> int:
            if name not in sheets:
                [(sheets[name],)] = line.execute("select id from sheet where name = ?", (name,))
            return sheets[name]

        def unread(part: int, reads: Iterable[str]) -> None:
            line.executemany("delete from read where sheet = ? and part = ?", [(sheet(name), part) for name in reads])

        read: list[tuple[int, int]] = []
        for name, reads, value in made:
            packed = marshal.dumps({found: keys and tuple(keys) for found, keys in reads.items()}), marshal.dumps(value)
            row = (_sum(name, packed[0]), packed[0], _sum(name, packed[1]), packed[1])
            old = line.execute("select id, reads from part where name = ?", (name,)).fetchall() if self.is_known else ()
            before: dict[str, Any] = {}
            for part, packed_before in old:
                before = marshal.loads(packed_before)
                line.execute(again, (*row, part))
                unread(part, before.keys() - reads.keys())
            if not old:
                part = line.execute("insert into part values (null, ?, ?, ?, ?, ?)", (name, *row)).lastrowid
            read += [(sheet(found), part) for found in reads if found not in before]
        line.executemany("insert into read values (?, ?)", sorted(read))
        for name in gone:
            for part, read_before in line.execute("select id, reads from part where name = ?", (name,)).fetchall():
                unread(part, marshal.loads(read_before))
                line.execute("delete from part where id = ?", (part,))

    def _open(self) -> bool:
        """Open the file, let the database undo what a killed build left half done, and return whether it is ours."""
        if not self._file.exists():
            return False
        try:
            line = sqlite3.connect(self._file, isolation_level=None)
            line.executescript(
                f"pragma mmap_size = {_AT_ONCE}; pragma journal_mode = truncate; "
                f"pragma synchronous = {'normal' if self._waits_for_disk else 'off'}"
            )
            [(stamp, extra)] = line.execute("select stamp, extra from about")
            [(size,)] = line.execute("select page_count * page_size from pragma_page_count, pragma_page_size")
            if stamp != self._stamp or size != self._file.stat().st_size:
                return False
            self.extra = marshal.loads(extra)
            self._lines[os.getpid()] = line
        except (sqlite3.Error, OSError, ValueError, EOFError, TypeError):
            return False
        return True

    def _throw_away(self) -> None:
        self._lines.clear()
        for name in ("", "-journal"):
            path = Path(f"{self._file}{name}")
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def _line(self) -> sqlite3.Connection:
        """Return this process's line to the database; one that was forked has its own, which takes no lock."""
        process = os.getpid()
        if process not in self._lines:
            self._lines[process] = sqlite3.connect(f"{self._file.absolute().as_uri()}?immutable=1", uri=True)
        return self._lines[process]

    def _ask(self, question: str, *given: str) -> list[Any]:
        try:
            return self._line().execute(question, given).fetchall()
        except sqlite3.Error:
            self._give_up()

    def _value(self, name: str) -> bytes:
        [(found_sum, value)] = self._ask("select value_sum, value from part where name = ?", name)
        return self._whole(name, found_sum, value)

    def _whole(self, name: str, written: int, found: bytes) -> bytes:
        """Return what was found if it is just what was written, by its check sum."""
        if _sum(name, found) != written:
            self._give_up()
        return found

    def _give_up(self) -> NoReturn:
        if os.getpid() != self._process:  # the first process will make this half, and meet the same
            raise OSError("the record of the last build is damaged")
        self._throw_away()
        self._damaged()


def _sum(name: str, packed: bytes) -> int:
    """Return a check sum, which tells damage; the name goes in, so that no part is taken for another."""
    return zlib.crc32(packed, zlib.crc32(name.encode()))


def _after(beginning: str) -> str:
    """Return the first name after all that begin so."""
    return beginning[:-1] + chr(ord(beginning[-1]) + 1)
