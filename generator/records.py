"""Is every collected record of grade A or B on a page, or listed in `unused.yaml` with the reason?

`records.csv` is the index of all that was collected; a row of the data names its `record:`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from generator.errors import Problem, did_you_mean
from generator.figures import Model
from generator.located_yaml import Loc, Located, place_name, read_yaml
from generator.models import Rows, Slug
from generator.shared_models import ByName
from generator.validation import validate

_COLUMNS = ["id", "company", "component", "grade", "audit"]
_GRADES = ("A", "B", "C")
_AUDITS = ("confirmed", "corrected", "unconfirmed", "")


class Unpublished(Model):
    """Why some collected records stand on no page.

    Attributes:
        reason: What holds of all of them.
        records: Their ids.
        same_as: Or id → the published record of the same fact.
    """

    reason: str
    records: tuple[str, ...] = Rows
    same_as: dict[str, str] = Field(default_factory=dict)


class Unused(ByName):
    """`unused.yaml`: a word for the reason → the records of grade A or B that no page shows."""

    root: dict[Slug, Unpublished]


@dataclass(frozen=True)
class Record:
    """One collected fact, as the index has it.

    Attributes:
        line: Its line in records.csv.
        company: Whose it is; empty where of none.
        component: What it says something of.
        grade: A, B or C.
        audit: What a second look said: confirmed, corrected, unconfirmed, or empty where nobody looked.
    """

    line: int
    id: str
    company: str
    component: str
    grade: str
    audit: str


def load_records(path: Path, name: str) -> tuple[dict[str, Record], list[Problem]]:
    """Return every record of an index by id, and what is wrong with the index.

    Args:
        path: The index.
        name: Its path for messages.
    """
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    before = ""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        for cells in rows:
            line = rows.line_num
            if line == 1 and cells == _COLUMNS:
                continue
            if line == 1 or len(cells) != len(_COLUMNS):
                problems.append(Problem(name, line, 1, f"a line of {_COLUMNS} was expected", "", "restore it from git"))
                continue
            record = Record(line, *cells)
            for value, known in ((record.grade, _GRADES), (record.audit, _AUDITS)):
                if value not in known:
                    problems.append(Problem(name, line, 1, f"{record.id}: unknown {value!r}", "", f"known: {known}"))
            if record.id <= before:
                problems.append(Problem(name, line, 1, f"{record.id} does not follow {before}", "", "sort by id"))
            records[record.id] = record
            before = record.id
    return records, problems


def record_problems(content: Path, prefix: str = "content") -> list[Problem]:
    """Return which records are unknown, unconfirmed, used and unused at once, or neither.

    Rows are read as written, whatever the day of the site. A folder without an index has nothing to account for.

    Args:
        content: The content folder.
        prefix: How messages name it.
    """
    data = content / "data"
    if not (data / "records.csv").exists():
        return []
    records, problems = load_records(data / "records.csv", f"{prefix}/data/records.csv")
    unused, faults = read_yaml(data / "unused.yaml", f"{prefix}/data/unused.yaml")
    problems += faults
    model, faults = validate(unused, Unused) if unused else (None, [])
    if unused is None or model is None:
        return problems + faults
    used = _used(data, prefix)
    listed, repeated = _listed(model)
    for name, loc in listed.items():
        if name not in records:
            problems.append(_unknown(unused, loc, name, records))
        elif name in used:
            what = f"{place_name(loc)}: the record {name!r} is on a page and listed as on none"
            problems.append(unused.problem(loc, what, "it is one or the other", "take it out here"))
    for loc, name in repeated:
        problems.append(unused.problem(loc, f"{place_name(loc)}: the record {name!r} is listed twice", "", "keep one"))
    for reason, group in model.root.items():
        for name, target in group.same_as.items():
            if target not in used:
                loc = (reason, "same_as", name)
                what = f"{place_name(loc)}: the record {target!r} is on no page"
                problems.append(unused.problem(loc, what, f"it is to stand for {name!r}", "publish one of the two"))
    for name, (file, loc) in used.items():
        if name not in records:
            problems.append(_unknown(file, loc, name, records))
        elif records[name].audit == "unconfirmed":
            what = f"{place_name(loc)}: the record {name!r} is unconfirmed"
            problems.append(file.problem(loc, what, "nobody found it again", "take the row out, and list the record"))
    return problems + [
        Problem(
            f"{prefix}/data/records.csv",
            record.line,
            1,
            f"the record {record.id!r} of grade {record.grade} is neither published nor accounted for",
            "a good record is never dropped in silence",
            "name it as `record:` beside the row that it gives, or list it in unused.yaml with the reason",
        )
        for record in records.values()
        if record.grade in ("A", "B") and record.id not in used and record.id not in listed
    ]


def _used(data: Path, prefix: str) -> dict[str, tuple[Located, Loc]]:
    """Return each record that a row names, with the first place that does; faults of the files are not ours."""
    found: dict[str, tuple[Located, Loc]] = {}
    for path in sorted([*data.glob("[!.]*.yaml"), *(data / "companies").glob("[!.]*.yaml")]):
        file, _ = read_yaml(path, f"{prefix}/data/{path.relative_to(data).as_posix()}")
        if file is not None:
            for loc, name in _named(file.data):
                found.setdefault(name, (file, loc))
    return found


def _named(data: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in parts:
        if key == "record" and isinstance(value, str):
            yield (*loc, key), value
        else:
            yield from _named(value, (*loc, key))


def _listed(unused: Unused) -> tuple[dict[str, Loc], list[tuple[Loc, str]]]:
    """Return the place of each record that is listed as unused, and those listed again."""
    found: dict[str, Loc] = {}
    again: list[tuple[Loc, str]] = []
    for reason, group in unused.root.items():
        places: list[tuple[Loc, str]] = [((reason, "records", n), name) for n, name in enumerate(group.records)]
        places += [((reason, "same_as", name), name) for name in group.same_as]
        for loc, name in places:
            if name in found:
                again.append((loc, name))
            found.setdefault(name, loc)
    return found, again


def _unknown(file: Located, loc: Loc, name: str, records: Mapping[str, Record]) -> Problem:
    what = f"{place_name(loc)}: unknown record {name!r}"
    remedy = did_you_mean(name, records) or "add it to records.csv"
    return file.problem(loc, what, "every record named here must stand in records.csv", remedy)
