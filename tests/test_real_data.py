"""Does the guide's own data load, and hold what the guide promises?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from generator.catalogue import Catalogue
from generator.counter_offers import company_counter_offer
from generator.dataset import Dataset, Loaded, load_dataset
from generator.entries import catalogue
from generator.figures import Statement, _Figure
from generator.located_yaml import read_yaml
from generator.models import Company, ScheduleTerm
from generator.tables import company_table, grade_of
from generator.validation import validate
from generator.views import ranked

LABS = ["openai", "anthropic", "google", "google-deepmind", "xai", "microsoft-ai", "meta-si-labs"]
BIG_TECH = ["meta", "amazon", "apple", "netflix", "microsoft", "nvidia"]


@pytest.fixture(scope="module")
def loaded(project_root: Path) -> Loaded:
    """What reading content/data gives."""
    return load_dataset(project_root / "content")


@pytest.fixture(scope="module")
def dataset(loaded: Loaded) -> Dataset:
    """The guide's data."""
    return loaded.checked()


@pytest.fixture(scope="module")
def figures(dataset: Dataset) -> Catalogue:
    """Every figure of the guide."""
    return catalogue(dataset)


def test_the_data_has_no_problem(loaded: Loaded) -> None:
    """The guide's data loads without a problem."""
    assert [str(problem) for problem in loaded.problems] == []


def test_thirteen_companies(dataset: Dataset) -> None:
    """The guide covers seven labs and six companies of big tech."""
    assert sorted(dataset.companies) == sorted(LABS + BIG_TECH)
    assert sorted(s for s, c in dataset.companies.items() if c.kind == "big tech") == sorted(BIG_TECH)


def rows_below(found: Any, place: str) -> Iterator[tuple[str, BaseModel]]:
    """Yield every model below another, with its place."""
    if isinstance(found, Mapping):
        for name, value in found.items():
            yield from rows_below(value, f"{place}.{name}")
    elif isinstance(found, tuple):
        for number, value in enumerate(found, 1):
            yield from rows_below(value, f"{place}, row {number}")
    elif isinstance(found, BaseModel):
        yield place, found
        for name in type(found).model_fields:
            yield from rows_below(getattr(found, name), f"{place}.{name}")


@pytest.fixture(scope="module")
def rows(dataset: Dataset) -> list[tuple[str, BaseModel]]:
    """Every row of the data with its place."""
    parts = {"companies": dataset.companies, "claims": dataset.claims, "evidence": dataset.evidence}
    return [row for name, part in parts.items() for row in rows_below(part, name)]


def test_every_figure_has_a_source(dataset: Dataset, rows: list[tuple[str, BaseModel]]) -> None:
    """No figure, no schedule and no statement with a figure stands without a source that exists."""
    bare = [
        place
        for place, row in rows
        if (
            (isinstance(row, _Figure) and row.published)
            or isinstance(row, ScheduleTerm)
            or (isinstance(row, Statement) and row.figures)
        )
        and row.source not in dataset.sources  # type: ignore[attr-defined]
    ]
    assert bare == []
    assert sum(isinstance(row, _Figure) for _, row in rows) > 300


def test_every_figure_on_record_has_a_grade(dataset: Dataset, rows: list[tuple[str, BaseModel]]) -> None:
    """Each published figure has a grade, its own or its source's."""
    grades = {grade_of(dataset, row) for _, row in rows if isinstance(row, _Figure) and row.published}
    assert grades == {"A", "B", "C"}


def test_schedules_add_up(rows: list[tuple[str, BaseModel]]) -> None:
    """Every vesting schedule comes to the whole grant."""
    schedules = [row for _, row in rows if isinstance(row, ScheduleTerm)]
    assert len(schedules) >= 5
    assert {sum(row.shares) for row in schedules} == {10_000}


def test_figures_lead_to_their_operands(figures: Catalogue) -> None:
    """Every derived figure of the guide names figures of the guide as its operands."""
    derived = {path: entry for path, entry in figures.items() if entry.derived}
    assert len(derived) > 300
    assert {(path, o) for path, entry in derived.items() for o in entry.operands if o not in figures} == set()
    assert [path for path, entry in derived.items() if not (entry.operands or entry.working)] == []


def test_claims_rest_on_figures_that_exist(dataset: Dataset, figures: Catalogue) -> None:
    """A figure that supports or contradicts a claim is a figure of the guide."""
    named = [
        (name, said.figure)
        for name, claim in dataset.claims.items()
        for said in (*claim.support, *claim.against)
        if said.figure
    ]
    assert named
    assert [pair for pair in named if pair[1] not in figures] == []


def test_levels_stand_on_steps_that_exist(dataset: Dataset) -> None:
    """Every level that is mapped stands on a step of the ladder across companies."""
    steps = {step.step for step in dataset.ladder.steps}
    lost = [
        f"{slug}.{name}: {mapping.at}"
        for slug, company in dataset.companies.items()
        for name, level in company.levels.items()
        for mapping in level.step[:1]
        if mapping.at not in steps
    ]
    assert lost == []


def test_the_cliff_of_openai(project_root: Path) -> None:
    """The cliff at OpenAI was twelve months, then six, then none; all three rows are kept, the newest first."""
    # Read as of the last day of all, so that no row is left out for being too new.
    openai = load_dataset(project_root / "content").checked().companies["openai"]
    assert [row.value for row in openai.equity.cliff_months] == [0, 6, 12]
    days = [row.from_ or "" for row in openai.equity.cliff_months]
    assert days == sorted(days, reverse=True)


def test_the_golden_case_is_copied(dataset: Dataset) -> None:
    """The worked example holds what its source prints, its own rounding and lift included."""
    example = dataset.examples["openai-senior"]
    assert (example.company, example.source) == ("openai", "source-playbook")
    assert (example.base, example.bonus_target, example.signing_bonus) == (340_000, 0, 50_000)
    assert (example.grant, example.vesting_schedule) == (1_600_000, (2_500, 2_500, 2_500, 2_500))
    printed = {
        component: {column: cell.text for column, cell in printed if cell is not None}
        for component, printed in example.printed.items()
    }
    assert printed == {
        "base": {"initial": "$340K", "ask": "$380K", "outcome": "$360K"},
        "signing_bonus": {"initial": "$50K", "ask": "$200K", "outcome": "$150K"},
        "grant": {"initial": "$1.6M", "ask": "$2.4M", "outcome": "$2.1M"},
        "refresh": {"ask": "$600K", "outcome": "$500K"},
        "year_1_total": {"initial": "$790K", "ask": "$1.1M", "outcome": "$1M"},
    }
    assert example.printed_lift.text == "27%"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("year_1_total.initial", "$790K"),
        ("year_1_total.ask", "$1.18M"),
        ("year_1_total.outcome", "$1.035M"),
        ("lift.outcome", "31.0%"),
        ("spread.year_1_total.initial", "$765K"),
        ("spread.year_1_total.outcome", "$960K"),
        ("spread.lift.outcome", "25.5%"),
        ("year_2_total.initial", "$740K"),
        ("drop_2.initial", "6.3%"),
        ("drop_5.initial", "54.1%"),
        ("no_refresh.drop_5.outcome", "59.3%"),
        ("year_2_total.outcome", "$1.01M"),
        ("drop_2.outcome", "2.4%"),
        ("year_5_total.outcome", "$485K"),
        ("drop_5.outcome", "52.0%"),
        ("drop_6.outcome", "25.8%"),
        ("printed.lift.outcome", "27%"),
    ],
)
def test_the_golden_case_in_prose(figures: Catalogue, path: str, text: str) -> None:
    """What prose shows of the worked example is what the design works out."""
    assert figures[f"example.openai-senior.{path}"].text == text


def test_what_printed_cells_say_is_what_the_model_gives(dataset: Dataset, figures: Catalogue) -> None:
    """Every cell that the source prints is the model's, but for the rounded totals."""
    differ = []
    for path, entry in figures.items():
        head, printed, cell = path.partition(".printed.")
        if printed and figures[f"{head}.{cell}"].text != entry.text:
            differ.append(cell)
    assert differ == ["year_1_total.ask", "year_1_total.outcome", "lift.outcome"]


def test_no_ask_is_below_the_example(dataset: Dataset) -> None:
    """In every company's table: example ≤ ask without another offer ≤ ask with one, and no cap is passed."""
    tables = 0
    for company in dataset.companies.values():
        for level in company.levels.values():
            counter = company_counter_offer(dataset, company, level)
            if counter is None:
                continue
            tables += 1
            initial, ask, with_offer = counter.columns.values()
            for name, limit in counter.limits.items():
                amounts = [getattr(offer, name) for offer in (initial, ask, with_offer)]
                assert amounts == sorted(amounts), (company.slug, level.title, name)
                assert limit.cap is None or amounts[-1] <= max(limit.cap, amounts[0])
    assert tables >= 20


def test_every_table_can_be_made(dataset: Dataset, figures: Catalogue) -> None:
    """Every level with base and equity has a table, and every cell of it that names an amount is a figure."""
    for company in dataset.companies.values():
        for name in company.levels:
            table = company_table(dataset, figures, company, name)
            if table is not None:
                empty = {row.component for row in table.rows for cell in row.cells[1:] if cell is None}
                assert empty == set(), (company.slug, name)


def test_the_ranking_never_puts_c_above_b(dataset: Dataset, figures: Catalogue) -> None:
    """In the ranking of every step all totals of grade C stand at the end."""
    rows = [row for company in dataset.companies.values() for row in ranked(dataset, figures, company)]
    assert len(rows) > len(dataset.companies)
    for step in {row.rank[0] for row in rows}:
        grades = [row.grade == "C" for row in sorted(rows, key=lambda row: row.rank) if row.rank[0] == step]
        assert grades == sorted(grades)


NUMBERS = ("value", "low", "high", "shares", "at", "figures")


def sourced(found: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield where a row of the raw data states a number and names its source."""
    if isinstance(found, dict):
        if "source" in found and any(found.get(key) is not None for key in NUMBERS):
            yield place
        for key, value in found.items():
            yield from sourced(value, (*place, key))
    elif isinstance(found, list):
        for number, value in enumerate(found):
            yield from sourced(value, (*place, number))


@pytest.mark.parametrize("slug", LABS + BIG_TECH)
def test_no_number_stands_without_its_source(project_root: Path, slug: str) -> None:
    """Taking the source from any row that states a number is one fault, in its file, at the row's line."""
    name = f"content/data/companies/{slug}.yaml"
    located, _ = read_yaml(project_root / name, name)
    assert located is not None
    places = list(sourced(located.data))
    assert len(places) >= 5
    for place in places:
        row = located.data
        for part in place:
            row = row[part]
        source = row.pop("source")
        _, problems = validate(located, Company)
        row["source"] = source
        assert len(problems) == 1, place
        assert problems[0].path == name
        assert abs(problems[0].line - located.marks[place].line) <= 12, place
