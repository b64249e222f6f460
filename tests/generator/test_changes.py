"""What held on a day, and which changes does the data tell of?"""

from __future__ import annotations

from datetime import date

from generator.as_of import as_of
from generator.changes import changes
from generator.dataset import load_dataset
from generator.entries import catalogue
from tests.build import ROOT


def test_the_cliff_follows_the_day() -> None:
    """OpenAI's cliff of 2025 is twelve, six and no months, by the day for which the site is built."""
    found = {}
    for day in (date(2025, 3, 31), date(2025, 6, 1), date(2026, 1, 1)):
        company = load_dataset(ROOT / "content", day).checked().companies["openai"]
        found[day] = company.equity.cliff_months[0].value
    assert list(found.values()) == [12, 6, 0]


def test_a_list_of_which_nothing_held_keeps_its_earliest_row() -> None:
    """A figure first known later is shown all the same, and the dataset says that it begins later."""
    day = date(2019, 1, 1)
    dataset = load_dataset(ROOT / "content", day).checked()
    rows = dataset.companies["openai"].levels["l5"].total_comp
    assert len(rows) == 1
    assert rows[0].from_ == "2023-12"
    assert dataset.begins_later(rows[0])


def test_rows_that_held_keep_their_order() -> None:
    """Going back in time only leaves rows out; the first that held is the one used."""
    company = load_dataset(ROOT / "content").checked().companies["openai"]
    before = as_of(company, date(2025, 1, 1)).levels["l5"].total_comp
    assert [row.from_ for row in before] == [row.from_ for row in company.levels["l5"].total_comp if row in before]
    assert all(row.from_ is None or row.from_ < "2025-02" for row in before)


def test_the_newest_day_leaves_the_data_alone() -> None:
    """On the newest day every row holds, and the company is the very same object."""
    dataset = load_dataset(ROOT / "content").checked()
    for company in dataset.companies.values():
        assert as_of(company, dataset.as_of) is company


def test_two_days_differ_only_where_history_says_so() -> None:
    """Between two days, a row's figure differs only where a change or a later beginning is on record."""
    early = load_dataset(ROOT / "content", date(2025, 11, 30)).checked()
    now = load_dataset(ROOT / "content").checked()
    moved = {change.path for change in changes(now) if change.day > date(2025, 11, 30)}
    later = catalogue(now)
    for path, entry in catalogue(early).items():
        if entry.row is None or "@" in path or path.split(".")[0] not in now.companies:
            continue
        current = later.get(path)
        if current is None or (current.low, current.high) != (entry.low, entry.high):
            schedule = f"{path.split('.')[0]}.equity.vesting_schedule" in moved and ".vest_year_" in path
            assert path in moved or schedule or early.begins_later(entry.row), path


def test_a_change_names_both_figures_and_its_day() -> None:
    """The drop of the cliff from six months to none is one change, dated, in one series."""
    found = [c for c in changes(load_dataset(ROOT / "content").checked(), "openai") if c.since == "2025-12-13"]
    assert [(c.path, c.old, c.new, c.same_series) for c in found] == [
        ("openai.equity.cliff_months", "6 months", "0 months", True)
    ]


def test_ids_are_unique_and_depend_on_figure_and_day_alone() -> None:
    """Loading again gives the same ids; no two changes share one."""
    first, second = (changes(load_dataset(ROOT / "content").checked()) for _ in range(2))
    assert [c.id for c in first] == [c.id for c in second]
    assert len({c.id for c in first}) == len(first)
    known = next(c for c in first if c.path == "openai.equity.cliff_months" and c.since == "2025-12-13")
    assert known.id == "urn:uuid:234bfd80-a5ef-58c6-84c6-0b35aff10d2f"


def test_an_older_day_knows_fewer_changes() -> None:
    """What had not happened yet is no change."""
    now = {c.id for c in changes(load_dataset(ROOT / "content").checked())}
    then = {c.id for c in changes(load_dataset(ROOT / "content", date(2025, 6, 1)).checked())}
    assert then < now
