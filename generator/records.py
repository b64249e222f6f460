"""Is every collected record of grade A or B on a page, or listed in `unused.yaml` with the reason?

`records.csv` is the index of all that was collected; a row of the data names its `record:`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import Problem, did_you_mean
from generator.located_yaml import Loc, Located, place_name, read_yaml
from generator.shared_models import Unused
from generator.validation import validate


@dataclass(frozen=True)
class Record:
    """One collected fact, as the index has it.

    Attributes:
        line: Its line in records.csv.
        audit: What a second look said: confirmed, corrected, unconfirmed, or empty where nobody looked.
    """

    id: str
    company: str
    component: str
    grade: str
    audit: str
    line: int


def load_records(path: Path) -> dict[str, Record]:
    """Return every record of an index by id."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {row["id"]: Record(**row, line=rows.line_num) for row in rows}


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
    records = load_records(data / "records.csv")
    problems: list[Problem] = []
    named: dict[str, list[tuple[Located, Loc]]] = {}
    for path in sorted([*data.glob("*.yaml"), *(data / "companies").glob("*.yaml")]):
        file, faults = read_yaml(path, f"{prefix}/{path.relative_to(content).as_posix()}")
        problems += faults
        if file is None:
            continue
        for loc, name in _named(file.data):
            named.setdefault(name, []).append((file, loc))
        if path.name == "unused.yaml":
            problems += validate(file, Unused)[1]
    unused, pairs = _listed(named)
    for name, places in named.items():
        problems += _of_name(name, places, records, unused)
    for name, target, file, loc in pairs:
        if not _published(named.get(target, [])):
            problems.append(
                file.problem(
                    loc,
                    f"{place_name(loc)}: the record {target!r} is on no page",
                    f"it is to stand for {name!r}",
                    "publish one of the two, or give another reason",
                )
            )
    problems += [
        Problem(
            f"{prefix}/data/records.csv",
            record.line,
            1,
            f"the record {record.id!r}, of grade {record.grade}, is neither published nor accounted for",
            "a good record is not dropped in silence",
            "name it as `record:` of the row that it gives, or list it in unused.yaml with the reason",
        )
        for record in records.values()
        if record.grade in ("A", "B") and record.id not in named
    ]
    return sorted(set(problems))


Place = tuple[Located, Loc]


def _named(data: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield the place and id of each record that a file names, for use or as unused."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key == "same_as" and isinstance(value, Mapping):
                yield from (((*loc, key, name), str(name)) for name in value)
            elif key == "records" and isinstance(value, list):
                yield from (((*loc, key, number), str(name)) for number, name in enumerate(value))
            elif key == "record" and isinstance(value, str):
                yield (*loc, key), value
            else:
                yield from _named(value, (*loc, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _named(value, (*loc, number))
