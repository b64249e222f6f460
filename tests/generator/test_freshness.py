"""Does data past its shelf life say so, with the day as an input?"""

from __future__ import annotations

import os
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from generator.dataset import load_dataset
from generator.figures import MoneyFigure, Statement
from generator.freshness import Stale, in_use, stale
from generator.shared_models import Kind, ShelfLives
from generator.views import coverage
from plugins.playbook.components import company_head, levels, postings, terms
from plugins.playbook.site import Site
from tests.build import ROOT, Edit, build_dataset, content_tree

AS_OF = date(2026, 4, 2)  # the newest day on which the content tree's sources were read
LIVES = ShelfLives.model_validate(
    {"figures": {"value": 100, "reason": "Short."}, "terms": {"value": 300, "reason": "Longer."}}
)


def pay(since: str | None) -> MoneyFigure:
    """Return a figure on record since some day."""
    row = {"value": "100K", "statistic": "average", "from": since, "source": "pay-tables"}
    return MoneyFigure.model_validate(row)


def said(since: str | None, **changes: str) -> Statement:
    """Return a sentence on record since some day."""
    return Statement.model_validate({"says": "So it is.", "from": since, "source": "pay-tables", **changes})


@pytest.mark.parametrize(
    ("since", "kind", "mark"),
    [
        ("2025-12-23", "figure", ""),
        ("2025-12-22", "figure", "older than 100 days"),
        ("2025-06-06", "term", ""),
        ("2025-06-05", "term", "older than 300 days"),
        ("2026-01-01", "tax", ""),
        ("2025-12-31", "tax", "older than 2026"),
        ("1999", "lasting", ""),
        ("2030", "figure", ""),
    ],
)
def test_a_row_is_stale_on_the_day_after_its_shelf_life(since: str, kind: Kind, mark: str) -> None:
    """A row holds for its days, the last one included; a tax constant for its calendar year; a finding for good."""
    assert LIVES.mark(pay(since), kind, AS_OF) == mark


@pytest.mark.parametrize(("since", "mark"), [("2026", ""), ("2025-12", "older than 100 days")])
def test_a_month_or_year_counts_from_its_first_day(since: str, mark: str) -> None:
    """A row dated by a month or a year is as old as the first day of it."""
    assert LIVES.mark(pay(since), "figure", AS_OF) == mark


@pytest.mark.parametrize("kind", ["figure", "term", "tax"])
def test_undated_counts_as_stale(kind: Kind) -> None:
    """A row without a day is past any shelf life; where there is none, a day is not missed."""
    assert LIVES.mark(pay(None), kind, AS_OF) == "undated"
    assert LIVES.mark(pay(None), "lasting", AS_OF) == ""


def test_a_sentence_may_age_otherwise_than_its_place() -> None:
    """`shelf:` of a sentence comes before what its place says, both ways."""
    assert LIVES.mark(said("2025-12", shelf="tax"), "lasting", AS_OF) == "older than 2026"
    assert LIVES.mark(said("2020", shelf="lasting"), "term", AS_OF) == ""


def test_what_has_no_source_has_no_age() -> None:
    """A row that only says why nothing is known carries no mark."""
    assert LIVES.mark(MoneyFigure(reason="Nobody says."), "figure", AS_OF) == ""


def test_one_line_replaces_many_equal_marks() -> None:
    """Three or more rows that are all past their shelf life are told of once; fewer, or with a current one, are not."""
    old = [pay("2025-01"), pay("2025-02"), pay(None)]
    assert LIVES.common_mark([old], "figure", AS_OF) == "older than 100 days or undated"
    assert LIVES.common_mark([old[:1], old[1:]], "figure", AS_OF) == "older than 100 days or undated"
    assert LIVES.common_mark([old[:2]], "figure", AS_OF) == ""
    assert LIVES.common_mark([[*old, pay("2026-04")]], "figure", AS_OF) == ""


def test_only_rows_in_use_are_listed() -> None:
    """The list names the first row of each list that is past its limit, and no row beside it."""
    found = {row.path: row for row in stale(build_dataset())}
    assert found["acme.l4.signing_bonus"] == Stale(
        "acme.l4.signing_bonus", "November 2025", "100 days", "pay-guide", "older than 100 days"
    )
    assert found["acme.signing.clawback"].limit == "300 days"
    assert "acme.equity.cliff_months" not in found  # its second row is from 2024
    assert "globex.l4.total_comp" not in found  # its second row is of 2025
    assert "evidence.survey" not in found  # a finding of 2025 lasts


def test_a_tax_finding_is_listed() -> None:
    """A finding marked as a tax constant is in use, and past its calendar year it is listed."""
    marked = build_dataset(Edit("evidence", "source: pay-tables", "source: pay-tables\n  shelf: tax"))
    (row,) = [row for row in stale(marked) if row.path.startswith("evidence.")]
    assert (row.path, row.since, row.limit) == ("evidence.survey", "June 2025", "its calendar year")


def test_now_is_the_day_of_the_site(tmp_path: Path) -> None:
    """The same data is fresher as of an earlier day and staler as of a later one."""
    content = content_tree(tmp_path)
    counts = [len(stale(load_dataset(content, day).checked())) for day in (date(2026, 3, 1), AS_OF, date(2028, 1, 1))]
    assert counts[0] <= counts[1] < counts[2]
    later = load_dataset(content, date(2028, 1, 1)).checked()
    assert counts[2] == len(list(in_use(later)))


def test_coverage_counts_what_is_used_stale_and_empty() -> None:
    """A company's line counts figures in use, those past their shelf life, and cells of its levels without one."""
    acme = next(row for row in coverage(build_dataset()) if row.slug == "acme")
    # Levels: five, three and two figures of six cells each; a posting beside them.
    assert (acme.used, acme.stale, acme.empty) == (11, 1, 8)
    assert acme.age == "older than 100 days"
    assert sum(acme.grades.values()) == acme.used


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The content tree, to be shown with the theme."""
    return Site(tmp_path, ROOT / "theme", load_dataset(content_tree(tmp_path)), {})


@pytest.fixture
def later(tmp_path: Path) -> Site:
    """The same, long after everything in it was read."""
    return Site(tmp_path, ROOT / "theme", load_dataset(content_tree(tmp_path), date(2028, 1, 1)), {})


def marks(html: Markup) -> list[str]:
    """Return the marks of a page in order."""
    return re.findall(r'<span class="stale">([^<]*)</span>', html)


def test_a_level_marks_the_cell_that_is_old(site: Site) -> None:
    """A cell past its shelf life says so beside its statistic; its neighbours say nothing."""
    html = levels(site, "", "acme")
    assert marks(html) == ["older than 100 days"]
    assert '<small>single report; <span class="stale">' in html


def test_a_level_that_is_all_old_says_so_once(later: Site) -> None:
    """Where every figure of a level is old, one line above says it and no cell repeats it."""
    html = levels(later, "", "acme")
    assert html.count("Every figure of this level is older than 100 days.") == 2
    assert marks(html) == ["older than 100 days"] * 2  # the two figures of l6


def test_terms_carry_their_mark(site: Site) -> None:
    """A term past its shelf life says so after its day; the head of the page counts old figures."""
    assert marks(terms(site, "", "acme", "signing")) == ["older than 300 days"]
    assert marks(terms(site, "", "acme", "equity")) == ["older than 300 days"] * 2  # the schedule and cliff of 2024
    assert re.search(r"1 of the 11 figures in use is <span class=\"stale\">", company_head(site, "", "acme"))


def test_the_head_says_all_where_all_are_old(later: Site) -> None:
    """A page whose figures are all old says so in its head; postings carry the mark too."""
    assert 'All 11 figures in use are <span class="stale">older than 100 days</span>.' in company_head(
        later, "", "acme"
    )
    assert marks(postings(later, "", "acme")) == ["older than 100 days"]


@pytest.mark.parametrize(("given", "passed"), [({}, r"\d{4}-\d{2}-\d{2}"), ({"AS_OF": "2026-01-02"}, "2026-01-02")])
def test_publishing_passes_the_day(given: dict[str, str], passed: str, tmp_path: Path) -> None:
    """`make publish` builds as of the day of publishing, unless a day is given."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\necho "as of $AS_OF"\n', encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / ".ready").touch()
    environment = {name: value for name, value in os.environ.items() if name != "AS_OF"} | given
    command = ["make", "-s", "publish", f"VENV={tmp_path}"]
    made = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert re.fullmatch(f"as of {passed}\n", made.stdout)
