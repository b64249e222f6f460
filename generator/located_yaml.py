"""What does an editor's YAML file say, where does each value stand, and what is wrong with it?"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.errors import Problem
from generator.plain_yaml import scalar

Loc = tuple[str | int, ...]

KEY = "<key>"
DEEPEST, LARGEST = 12, 1_000_000  # levels, bytes
_LONGEST_LINE, _LONGEST_WORD = 200, 40  # characters shown

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNSEEN = re.compile(
    "[^\t\n -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]"
)
_MISFIT = ("this line does not fit the lines above", "check its indentation, and the quotes before it")
_SYNTAX = {  # a part of the parser's words: ours, and the remedy; "begins here" is shown at the beginning
    "mapping values": (
        "a second colon, or a line too far right",
        "quote the text, or indent it like its neighbours",
    ),
    "',' or '": (
        "the bracket that begins here is not closed, or a comma is missing",
        "close it, or quote the text",
    ),
    "unexpected end of stream": ("the quotation that begins here is never closed", "close it"),
    "cannot start any token": ("no value can begin with this character", "quote the text"),
    "node content": ("a value or a closing bracket is missing here", "add it"),
    "expected ':'": ("the key that begins here has no colon", "write `key: value` on one line"),
    "expected key": _MISFIT,
    "'-' indicator": _MISFIT,
    "<block end>": _MISFIT,
}


class Mark(NamedTuple):
    """A position in a file; line and column count characters from 1."""

    line: int
    column: int


class Located(NamedTuple):
    """The data of one YAML file, and the position of everything in it.

    Attributes:
        name: Path shown in messages, relative to the project root, with forward slashes.
        data: Made of dict, list, str, int, bool and None only.
        marks: Position of the value at each place; `(*loc, "<key>")` is that of its key.
        lines: The file's lines, for excerpts.
        reported: Places, or keys, already reported: `validate` says nothing more of them.
    """

    name: str
    data: Any
    marks: Mapping[Loc, Mark]
    lines: tuple[str, ...]
    reported: frozenset[Loc] = frozenset()

    def problem(
        self,
        loc: Loc,
        what: str,
        why: str = "",
        remedy: str = "",
        *,
        at_key: bool = False,
        mark: Mark | None = None,
    ) -> Problem:
        """Return a problem at a place or, where the file has no such place, at the nearest one around it.

        Args:
            loc: Keys and list indices (from 0) that lead to the place.
            what: What is wrong, beginning with the place (see `place_name`).
            why: Why it matters.
            remedy: What to do.
            at_key: Point at the key, not at the value.
            mark: Point here instead, at something that has no place of its own.
        """
        near = loc
        while near and near not in self.marks:
            near = near[:-1]
        at = mark or (at_key and self.marks.get((*near, KEY))) or self.marks.get(near, Mark(0, 0))
        line = self.lines[at.line - 1] if 0 < at.line <= len(self.lines) else ""
        if len(line) > _LONGEST_LINE:
            line = line[:_LONGEST_LINE] + "…" if at.column <= _LONGEST_LINE else ""
        return Problem(self.name, at.line, at.column, what, why, remedy, line)


def place_name(loc: Loc) -> str:
    """Return a place as an editor would say it: `levels.l4.base, row 2, source`."""
    text = ""
    for before, part in zip(("", *loc), loc, strict=False):
        if isinstance(part, int):
            text += f", row {part + 1}"
        else:
            text += (", " if isinstance(before, int) else "." if text else "") + _brief(part)
    return text


def at_place(loc: Loc, what: str) -> str:
    """Return a sentence that begins with the place it is about."""
    return f"{place_name(loc)}: {what}" if loc else what


def shown(value: Any) -> str:
    """Return a value as a message shows it, in a few words."""
    if isinstance(value, dict | list):
        return "a group of fields" if isinstance(value, dict) else "a list"
    if value is None or isinstance(value, bool):
        return {None: "empty", True: "true", False: "false"}[value]
    return repr(value) if len(repr(value)) <= _LONGEST_WORD else repr(str(value)[:_LONGEST_WORD] + "…")


def read_yaml(path: Path, name: str) -> tuple[Located | None, list[Problem]]:
    """Read a YAML file: one group of fields, YAML 1.2 constants and integers, no anchors, tags or floats.

    Args:
        path: The file.
        name: Its path for messages.

    Returns:
        The data, or None where the file as a whole cannot be read, and every problem found. Data with
        problems is good for further checks: it has the first value of a key given twice, and doubtful words
        as text.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        return None, [Problem(name, 0, 0, f"the file cannot be read: {error.strerror}")]
    if len(raw) > LARGEST:
        return None, [Problem(name, 0, 0, "the file is larger than 1 MB", "", "split it")]
    raw = raw.removeprefix(codecs.BOM_UTF8)
    text = _unix(raw.decode(errors="replace").removesuffix("\n") + "\n")
    unseen = _UNSEEN.search(text)
    lines = tuple((_UNSEEN.sub("\ufffd", text) if unseen else text).split("\n"))
    events: list[Any] = []
    if refusal := _refusal(raw, text, unseen, events):
        mark, what, remedy = refusal
        return None, [Located(name, None, {}, lines).problem((), what, "", remedy, mark=mark)]
    walk = _Walk(name, lines, events[2:])  # the first two say that a stream and a document begin
    data = walk.value(())
    return Located(name, data, walk.marks, lines, frozenset(walk.reported)), walk.problems


def _refusal(raw: bytes, text: str, unseen: re.Match[str] | None, events: list[Any]) -> tuple[Mark, str, str] | None:
    """Return where and why a file cannot be read at all, and the remedy; else leave the parser's events in a list.

    They are looked at one at a time, and nothing is composed of them: that might expand anchors, and composing
    100,000 brackets crashes the interpreter. It would also take as long again.
    """
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        mark = _end(_unix(raw[: error.start].decode()))
        return mark, f"byte {raw[error.start]:#04x} is not UTF-8", "save the file as UTF-8"
    if unseen:
        what = f"invisible or control character U+{ord(unseen[0]):04X}"
        return _end(text[: unseen.start()]), what, "delete it"
    depth = 0
    try:
        for number, event in enumerate(yaml.parse(text, _Loader)):
            events.append(event)
            at: Any = event.start_mark
            if isinstance(event, yaml.NodeEvent):
                node: Any = event
                if node.anchor:
                    what = "anchors (&) and aliases (*) are not allowed"
                    return _mark(at), what, "write the value out, or quote it if it is text"
                if node.tag:
                    return _mark(at), "tags (!) are not allowed", "remove it, or quote it if it is text"
                depth += type(event) is not yaml.ScalarEvent
                if depth > DEEPEST:
                    return _mark(at), f"nested more than {DEEPEST} levels deep", "close a bracket, or use fewer levels"
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if number <= 2 and (isinstance(event, yaml.StreamEndEvent) or getattr(event, "value", None) == ""):
                return Mark(0, 0), "the file is empty", "write `key: value` lines"
            if number == 2 and not isinstance(event, yaml.MappingStartEvent):
                return _mark(at), "the file must be a group of fields", "write `key: value` lines"
            if number > 2 and isinstance(event, yaml.DocumentStartEvent):
                return _mark(at), "a second document begins here", "keep one in a file"
    except yaml.MarkedYAMLError as error:
        return _syntax(error, text)
    return None


def _syntax(error: yaml.MarkedYAMLError, text: str) -> tuple[Mark, str, str]:
    words, mark, end = str(error.problem), _mark(error.problem_mark), _end(text.rstrip())
    mark = mark if mark.line <= end.line else end
    line = text.split("\n")[mark.line - 1]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Mark(mark.line, line.index("\t") + 1), "a tab in the indentation", "use spaces"
    for part, (what, remedy) in _SYNTAX.items():
        if part in words:
            return _mark(error.context_mark) if "begins here" in what else mark, what, remedy
    return mark, f"not readable as YAML ({words})", "correct the line, or quote the text"


class _Walk:
    """One pass over the events of a document, which resolves plain text by our rules."""

    def __init__(self, name: str, lines: tuple[str, ...], events: Iterable[Any]) -> None:
        self.events = iter(events)
        self.marks: dict[Loc, Mark] = {}
        self.page = Located(name, None, self.marks, lines)
        self.problems: list[Problem] = []
        self.reported: set[Loc] = set()

    def value(self, loc: Loc) -> Any:
        """Return what the next value says."""
        return self._value(next(self.events), loc)

    def _value(self, event: Any, loc: Loc) -> Any:
        self.marks[loc] = _mark(event.start_mark)
        if type(event) is yaml.MappingStartEvent:
            return self._mapping(loc)
        if type(event) is yaml.SequenceStartEvent:
            rows = takewhile(_goes_on, self.events)
            return [self._value(row, (*loc, index)) for index, row in enumerate(rows)]
        value, trap, remedy = scalar(event)
        if trap:
            self.add(loc, f"{shown(value)} {trap}", "", remedy, None)
            self.reported.add(loc)
        return value

    def _mapping(self, loc: Loc) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name in takewhile(_goes_on, self.events):
            mark = _mark(name.start_mark)
            is_text = type(name) is yaml.ScalarEvent
            is_merge = is_text and name.value == "<<"
            if not is_text or (is_merge and not name.style):
                what = "merge keys (<<) are not allowed" if is_merge else "key must be text"
                remedy = "write the fields out" if is_merge else "quote the text that begins with a bracket"
                self.add(loc, what, "", remedy, mark)
                self.reported.add(loc)  # the fields here are not what they seem
                self._pass_over(name)
                self._pass_over(next(self.events))
                continue
            key, place = name.value, (*loc, name.value)
            value, trap, _ = scalar(name)
            if trap or not isinstance(value, str):
                why = f"{shown(key)} without quotes can be read as something else"
                self.add(place, "key must be text", why, "quote it", mark)
                self.reported.add((*place, KEY))
            elif key in data:
                what = f"given twice, first on line {self.marks[*place, KEY].line}"
                self.add(place, what, "", "keep one", mark)
            if key in data:
                self._pass_over(next(self.events))
            else:
                self.marks[*place, KEY] = mark
                data[key] = self.value(place)
        return data

    def _pass_over(self, event: Any) -> None:
        """Leave out a value that has begun, with all that is in it."""
        if type(event) is not yaml.ScalarEvent:
            for inner in takewhile(_goes_on, self.events):
                self._pass_over(inner)

    def add(self, loc: Loc, what: str, why: str, remedy: str, mark: Mark | None) -> None:
        self.problems.append(self.page.problem(loc, at_place(loc, what), why, remedy, mark=mark))


def _goes_on(event: Any) -> bool:
    """Return whether a list or a group goes on with an event; it is asked for those directly in it."""
    return not isinstance(event, yaml.CollectionEndEvent)


def _brief(key: str) -> str:
    return key if key.isprintable() and 0 < len(key) <= _LONGEST_WORD else shown(key)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _end(text: str) -> Mark:
    return Mark(text.count("\n") + 1, len(text) - text.rfind("\n"))


def _mark(at: Any) -> Mark:
    return Mark(at.line + 1, at.column + 1)
