"""Is every collected record of a good grade accounted for, and every fault in that a located sentence?"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.records import record_problems
from tests.build import Edit, content_tree

INDEX = """\
id,company,component,grade,audit
acme-base,Acme,base,A,confirmed
acme-bonus,Acme,bonus,C,
acme-twin,Acme,base,B,
initech-base,Initech,base,B,corrected
lost-base,Acme,base,B,unconfirmed
"""
UNUSED = """\
same-fact:
  reason: One fact, one figure.
  same_as: {acme-twin: acme-base}
other-company:
  reason: Of no company of this guide.
  records: [initech-base, lost-base]
"""
ROW = "{value: 285K, statistic: average, from: 2026-03, source: pay-tables}"


def problems(folder: Path, index: str = INDEX, unused: str = UNUSED, record: str = "acme-base") -> list[str]:
    """Return what is wrong with the records of a content tree of which one row names a record."""
    row = Edit("companies/acme", ROW, ROW.replace("}", f", record: {record}}}"))
    content = content_tree(folder, [row])
    (content / "data" / "records.csv").write_text(index, encoding="utf-8")
    (content / "data" / "unused.yaml").write_text(unused, encoding="utf-8")
    return [str(problem).partition("\n")[0] for problem in record_problems(content)]


def test_accounted_records_are_no_problem(tmp_path: Path) -> None:
    """A record on a page, one that stands for another, one with a reason, and one of grade C: all is well."""
    assert problems(tmp_path) == []


def test_without_an_index_there_is_nothing_to_account_for(tmp_path: Path) -> None:
    """A content folder without records.csv has no problem with records."""
    assert record_problems(content_tree(tmp_path)) == []


@pytest.mark.parametrize(
    ("changes", "place", "what"),
    [
        (
            {"unused": UNUSED.replace("initech-base, ", "")},
            "content/data/records.csv:5:1",
            "the record 'initech-base' of grade B is neither published nor accounted for",
        ),
        (
            {"unused": UNUSED.replace("initech-base", "acme-base, initech-base")},
            "content/data/unused.yaml:6:13",
            "the record 'acme-base' is on a page and listed as on none",
        ),
        (
            {"unused": UNUSED.replace("initech-base", "initech-base, initech-base")},
            "content/data/unused.yaml:6:27",
            "the record 'initech-base' is listed twice",
        ),
        (
            {"unused": UNUSED.replace("initech-base", "initech-bas, initech-base")},
            "content/data/unused.yaml:6:13",
            "unknown record 'initech-bas'; every record named here must stand in records.csv; did you mean",
        ),
        (
            {"unused": UNUSED.replace("acme-twin: acme-base", "acme-twin: acme-bonus")},
            "content/data/unused.yaml:3:24",
            "the record 'acme-bonus' is on no page; it is to stand for 'acme-twin'",
        ),
        (
            {"index": INDEX.replace("acme-base,Acme,base,A,confirmed", "acme-base,Acme,base,A,unconfirmed")},
            "content/data/companies/acme.yaml:",
            "the record 'acme-base' is unconfirmed",
        ),
        ({"unused": UNUSED.replace("reason: One", "raeson: One")}, "content/data/unused.yaml:2:3", "raeson"),
        ({"index": INDEX.replace(",A,confirmed", ",D,confirmed")}, "content/data/records.csv:2:1", "unknown 'D'"),
        ({"index": INDEX.replace(",A,confirmed", ",A,perhaps")}, "content/data/records.csv:2:1", "unknown 'perhaps'"),
        ({"index": INDEX.replace(",A,confirmed", ",A")}, "content/data/records.csv:2:1", "a line of"),
        ({"index": INDEX.replace("id,", "ID,")}, "content/data/records.csv:1:1", "a line of"),
        (
            {"index": INDEX.replace("acme-bonus", "zeta-bonus")},
            "content/data/records.csv:4:1",
            "acme-twin does not follow zeta-bonus",
        ),
    ],
)
def test_each_fault_is_named_at_its_place(changes: dict[str, str], place: str, what: str, tmp_path: Path) -> None:
    """Whatever is not accounted for, or accounted for twice, is one sentence with file, line and column."""
    found = problems(tmp_path, **changes)
    assert [line for line in found if line.startswith(place) and what in line], found


def test_an_unknown_record_is_named_where_it_is_used(tmp_path: Path) -> None:
    """A row that names a record which the index lacks is a problem at that row, with the nearest name."""
    found = problems(tmp_path, record="acme-bass")
    assert [line for line in found if "unknown record 'acme-bass'" in line and "did you mean 'acme-base'?" in line]
    assert all(line.startswith("content/data/") for line in found)
