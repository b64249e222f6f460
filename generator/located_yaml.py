"""What does an editor's YAML file say, where does each value stand, and what is wrong with it?"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.errors import Problem

Loc = tuple[str | int, ...]

KEY = "<key>"
DEEPEST, LARGEST = 12, 1_000_000  # levels, bytes
_LONGEST_LINE, _LONGEST_WORD = 200, 40  # characters shown

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNSEEN = re.compile(
    "[^\t\n -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]"
)
_CONSTANTS = {"true": True, "false": False, "null": None, "Null": None, "NULL": None, "~": None, "": None}
_TRAPS = {  # plain text that editors, or other readers of YAML, take for something else
    r"(?i:yes|no|on|off)|T(rue|RUE)|F(alse|ALSE)": (
        "could be a word or a yes-or-no answer",
        "write true or false, or quote it",
    ),
    r"[-+]?0[0-9]+": ("begins with 0", "quote it if it is a name, drop the leading zero if it is a number"),
    r"[-+]?[0-9]+(:[0-9]+)+": ("could be a time or a number", "quote it"),
    r"[-+]?[0-9]{19,}": ("has more than 18 digits", "quote it if it is a name, else correct it"),
}
_SUSPECT = re.compile(r"[-+0-9]|(?i:yes|no|on|off|true|false)\Z")  # only such text can be a trap or a number
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


@dataclass(frozen=True)
class Located:
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
    lines = tuple(_UNSEEN.sub("\ufffd", text).split("\n"))
    if refusal := _refusal(raw, text):
        mark, what, remedy = refusal
        return None, [Located(name, None, {}, lines).problem((), what, "", remedy, mark=mark)]
    walk = _Walk(name, lines)
    data = walk.value(yaml.compose(text, _Loader), ())
    return Located(name, data, walk.marks, lines, frozenset(walk.reported)), walk.problems


def _refusal(raw: bytes, text: str) -> tuple[Mark, str, str] | None:
    """Return where and why a file cannot be read at all, and the remedy.

    Only the parser's events are read, one at a time: composing anchors may expand them, and composing 100,000
    brackets crashes the interpreter.
    """
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        mark = _end(_unix(raw[: error.start].decode()))
        return mark, f"byte {raw[error.start]:#04x} is not UTF-8", "save the file as UTF-8"
    if unseen := _UNSEEN.search(text):
        what = f"invisible or control character U+{ord(unseen[0]):04X}"
        return _end(text[: unseen.start()]), what, "delete it"
    depth = 0
    try:
        for number, event in enumerate(yaml.parse(text, _Loader)):
            at: Any = event.start_mark
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if getattr(event, "anchor", None):
                what = "anchors (&) and aliases (*) are not allowed"
                return _mark(at), what, "write the value out, or quote it if it is text"
            if getattr(event, "tag", None):
                return _mark(at), "tags (!) are not allowed", "remove it, or quote it if it is text"
            if depth > DEEPEST:
                return _mark(at), f"nested more than {DEEPEST} levels deep", "close a bracket, or use fewer levels"
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
    """One pass over the composed nodes, which resolves plain text by our rules."""

    def __init__(self, name: str, lines: tuple[str, ...]) -> None:
        self.marks: dict[Loc, Mark] = {}
        self.page = Located(name, None, self.marks, lines)
        self.problems: list[Problem] = []
        self.reported: set[Loc] = set()

    def value(self, node: Any, loc: Loc) -> Any:
        self.marks[loc] = _mark(node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(row, (*loc, index)) for index, row in enumerate(node.value)]
        value, trap, remedy = _scalar(node)
        if trap:
            self.add(loc, f"{shown(value)} {trap}", "", remedy, None)
            self.reported.add(loc)
        return value

    def mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name, content in node.value:
            mark = _mark(name.start_mark)
            if not isinstance(name, yaml.ScalarNode) or (name.value == "<<" and not name.style):
                what = "merge keys (<<) are not allowed" if name.value == "<<" else "key must be text"
                remedy = "write the fields out" if name.value == "<<" else "quote the text that begins with a bracket"
                self.add(loc, what, "", remedy, mark)
                self.reported.add(loc)  # the fields here are not what they seem
                continue
            key, place = name.value, (*loc, name.value)
            value, trap, _ = _scalar(name)
            if trap or not isinstance(value, str):
                why = f"{shown(key)} without quotes can be read as something else"
                self.add(place, "key must be text", why, "quote it", mark)
                self.reported.add((*place, KEY))
            elif key in data:
                what = f"given twice, first on line {self.marks[*place, KEY].line}"
                self.add(place, what, "", "keep one", mark)
            if key not in data:
                self.marks[*place, KEY] = mark
                data[key] = self.value(content, place)
        return data

    def add(self, loc: Loc, what: str, why: str, remedy: str, mark: Mark | None) -> None:
        self.problems.append(self.page.problem(loc, at_place(loc, what), why, remedy, mark=mark))


def _scalar(node: yaml.ScalarNode) -> tuple[Any, str, str]:
    """Return the value of a scalar; where it is a trap, its text, why, and the remedy."""
    text: str = node.value
    if node.style:  # quoted, or a block
        return text, "", ""
    if text in _CONSTANTS:
        return _CONSTANTS[text], "", ""
    if not _SUSPECT.match(text):
        return text, "", ""
    for pattern, (why, remedy) in _TRAPS.items():
        if re.fullmatch(pattern, text):
            return text, why, remedy
    return int(text) if re.fullmatch(r"[-+]?[0-9]+", text) else text, "", ""


def _brief(key: str) -> str:
    return key if key.isprintable() and 0 < len(key) <= _LONGEST_WORD else shown(key)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _end(text: str) -> Mark:
    return Mark(text.count("\n") + 1, len(text) - text.rfind("\n"))


def _mark(at: Any) -> Mark:
    return Mark(at.line + 1, at.column + 1)
