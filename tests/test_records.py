"""Is every collected record of grade A or B on a page of the guide, or listed with the reason?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from generator.dataset import load_dataset
from generator.located_yaml import read_yaml
from generator.records import Record, Unused, load_records, record_problems


@pytest.fixture(scope="module")
def data(project_root: Path) -> Path:
    """The guide's data."""
    return project_root / "content" / "data"


@pytest.fixture(scope="module")
def records(data: Path) -> dict[str, Record]:
    """Every collected record."""
    found, problems = load_records(data / "records.csv", "records.csv")
    assert problems == []
    return found


@pytest.fixture(scope="module")
def unused(data: Path) -> Unused:
    """The records that no page shows, by reason."""
    located, _ = read_yaml(data / "unused.yaml", "unused.yaml")
    assert located is not None
    return Unused.model_validate(located.data)


@pytest.fixture(scope="module")
def used(data: Path) -> set[str]:
    """The records that a row of the data names."""
    files = [path for path in data.rglob("*.yaml") if path.name != "unused.yaml"]
    return {name for path in files for name in named(loaded(path))}


def loaded(path: Path) -> Any:
    """Return a file's data."""
    located, _ = read_yaml(path, path.name)
    return located.data if located else None


def named(found: Any) -> list[str]:
    """Return every `record:` below some data."""
    if isinstance(found, dict):
        own = [found["record"]] if isinstance(found.get("record"), str) else []
        return own + [name for value in found.values() for name in named(value)]
    return [name for value in found for name in named(value)] if isinstance(found, list) else []


def listed(unused: Unused) -> list[str]:
    """Return every record that is listed as unused."""
    return [name for group in unused.root.values() for name in (*group.records, *group.same_as)]


def test_the_index_holds_every_record(records: dict[str, Record]) -> None:
    """The index is whole: all that was collected, of each grade."""
    assert Counter(record.grade for record in records.values()) == {"B": 462, "C": 304, "A": 22}


def test_every_good_record_is_published_or_listed(records: dict[str, Record], used: set[str], unused: Unused) -> None:
    """Every record of grade A or B is on a page, or listed with a reason; none is both or listed twice."""
    good = {name for name, record in records.items() if record.grade in ("A", "B")}
    assert good - used - set(listed(unused)) == set()
    assert used & set(listed(unused)) == set()
    assert [name for name, count in Counter(listed(unused)).items() if count > 1] == []


def test_every_named_record_exists_and_is_confirmed(records: dict[str, Record], used: set[str], unused: Unused) -> None:
    """No file names a record that was not collected, and no row rests on an unconfirmed one."""
    assert (used | set(listed(unused))) - records.keys() == set()
    assert [name for name in used if records[name].audit == "unconfirmed"] == []


def test_a_record_that_stands_for_another_is_published(
    records: dict[str, Record], used: set[str], unused: Unused
) -> None:
    """The record named beside an unused one is on a page, and of the same company."""
    pairs = [pair for group in unused.root.values() for pair in group.same_as.items()]
    assert [pair for pair in pairs if pair[1] not in used] == []
    assert [pair for pair in pairs if records[pair[0]].company != records[pair[1]].company] == []


def test_only_other_companies_are_left_out_as_such(
    project_root: Path, records: dict[str, Record], unused: Unused
) -> None:
    """What is left out as of another company is of none that the guide covers."""
    left_out = {records[name].company for name in unused.root["other-company"].records}
    companies = load_dataset(project_root / "content").checked().companies.values()
    assert left_out & {company.name for company in companies} == set()


def test_the_command_agrees(project_root: Path) -> None:
    """What `playbook check` says of the guide's records is what these tests say: nothing is wrong."""
    assert [str(problem) for problem in record_problems(project_root / "content")] == []
