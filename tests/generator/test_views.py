"""Does each list of the guide hold what it should, in the order it should?"""

from __future__ import annotations

import pytest

from generator.catalogue import Catalogue
from generator.dataset import Dataset
from generator.tables import cells, company_table, example_table, example_years, grade_of
from generator.views import (
    asks,
    cited,
    coverage,
    derivations,
    history,
    level_rows,
    own_levels,
    sections,
    source_rows,
    used_sources,
)
from generator.views import ranked as ranked_of
from tests.build import Edit, build_catalogue, build_dataset


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """The content tree."""
    return build_dataset()


@pytest.fixture(scope="module")
def figures() -> Catalogue:
    """Every figure of the content tree."""
    return build_catalogue()


def ranked(*edits: Edit) -> dict[int, list[tuple[str, str, str]]]:
    """Return, by step, (company, total, grade) in order."""
    data, figures = build_dataset(*edits), build_catalogue(*edits)
    rows = [row for company in data.companies.values() for row in ranked_of(data, figures, company)]
    found: dict[int, list[tuple[str, str, str]]] = {}
    for row in sorted(rows, key=lambda row: row.rank):
        found.setdefault(row.rank[0], []).append((row.company.slug, row.entry.text, row.grade))
    return found


def test_the_ranking_goes_by_total_within_a_step() -> None:
    """Within a step the highest total comes first."""
    assert ranked()[4] == [("acme", "$285K", "B"), ("globex", "$260K", "B")]
    assert ranked(Edit("companies/globex", "value: 260K", "value: 290K"))[4][0] == ("globex", "$290K", "B")


def test_the_ranking_never_puts_c_above_b() -> None:
    """A total of grade C stands below every total of grade A or B, however high it is."""
    assert ranked()[6] == [("globex", "$500K", "B"), ("acme", "$700K", "C")]
    regraded = Edit("companies/acme", "{value: 700K,", "{value: 700K, grade: B,")
    assert ranked(regraded)[6] == [("acme", "$700K", "B"), ("globex", "$500K", "B")]
    for rows in ranked().values():
        grades = [grade == "C" for _, _, grade in rows]
        assert grades == sorted(grades)


def test_the_ranking_goes_by_the_low_end() -> None:
    """A range is ranked by its lower end, so that a wide one gains nothing."""
    wide = Edit("companies/globex", "      - value: 260K\n", "      - low: 200K\n        high: 900K\n")
    assert [slug for slug, _, _ in ranked(wide)[4]] == ["acme", "globex"]


def test_equal_totals_stand_by_name() -> None:
    """Equal totals stand in the order of their companies' slugs."""
    equal = Edit("companies/globex", "value: 260K", "value: 285K")
    assert [slug for slug, _, _ in ranked(equal)[4]] == ["acme", "globex"]


def test_a_level_without_a_total_is_not_ranked() -> None:
    """A level whose total is not published, or that stands on no step, is left out of the ranking."""
    none = Edit(
        "companies/acme", "- {value: 285K, statistic: average, from: 2026-03, source: pay-tables}", "- reason: None."
    )
    unmapped = Edit("companies/acme", "    step:\n      - {at: 4, from: 2026, source: pay-tables}\n", "")
    assert [slug for slug, _, _ in ranked(none)[4]] == ["globex"]
    assert [slug for slug, _, _ in ranked(unmapped)[4]] == ["globex"]


def test_coverage_counts(dataset: Dataset) -> None:
    """What is known of a company is counted: its levels, bases, tables, and the figures used by grade."""
    known = {row.slug: row for row in coverage(dataset)}
    acme = known["acme"]
    assert (acme.levels, acme.with_base, acme.with_table) == (("L4", "L5", "L6"), 3, 2)
    # A: bonus target, L5's base, the posting; C: signing bonus, L6's total
    assert acme.grades == {"A": 3, "B": 6, "C": 2}
    globex = known["globex"]
    assert (globex.with_base, globex.with_table, globex.grades) == (1, 1, {"A": 1, "B": 2, "C": 1})
    labs = known["globex-labs"]
    assert (labs.levels, labs.with_base, labs.with_table, labs.grades) == ((), 0, 0, {"A": 0, "B": 0, "C": 0})


def test_history_holds_series(dataset: Dataset, figures: Catalogue) -> None:
    """A figure on record for several days is a series, newest first; a median is no part of a series of averages."""
    found = [[entry.path for entry in rows] for rows in history(figures, dataset.companies["globex"])]
    assert found == [["globex.l4.total_comp@pay-tables", "globex.l4.total_comp@pay-tables-2025"]]


def test_history_wants_two_days() -> None:
    """Two rows of one day, or of different places, are no history."""
    one_day = Edit("companies/globex", "from: 2025-03, source", "from: 2026-03, source")
    elsewhere = Edit("companies/globex", "from: 2025-03,", "location: Zurich, from: 2025-03,")
    for edit in (one_day, elsewhere):
        assert history(build_catalogue(edit), build_dataset(edit).companies["globex"]) == ()


def test_history_of_terms(dataset: Dataset, figures: Catalogue) -> None:
    """Terms have a history as pay has; a statement and a report of a cliff are two series of one row."""
    found = [[entry.path for entry in rows] for rows in history(figures, dataset.companies["acme"])]
    assert ["acme.equity.vest_year_1@acme-postings", "acme.equity.vest_year_1@pay-guide"] in found
    assert not any("cliff" in path for rows in found for path in rows)


def test_asks_in_order_with_what_they_rest_on(dataset: Dataset) -> None:
    """The lines of "ask for this" keep their order and carry their source or claim."""
    first, second = asks(dataset, dataset.companies["acme"])
    assert (first.ask.component, first.source) == ("grant", None)
    assert first.claim == ("usual-lift", dataset.claims["usual-lift"])
    assert (second.ask.component, second.claim) == ("base", None)
    assert second.source == ("acme-postings", dataset.sources["acme-postings"])


def test_levels_beside_their_steps(dataset: Dataset) -> None:
    """A level stands at its first mapping; mappings that disagree stand beside it."""
    rows = {row.name: row for row in level_rows(dataset, "acme")}
    assert rows["l5"].mapping is not None
    assert (rows["l5"].mapping.at, [other.at for other in rows["l5"].others]) == (5, [6])
    assert rows["l5"].source == dataset.sources["pay-tables"]


def test_a_company_on_its_parents_ladder(dataset: Dataset) -> None:
    """A company without a ladder shows its parent's on its own page, and the table of all shows that ladder once."""
    own = level_rows(dataset, "globex-labs")
    assert [(row.company.slug, row.name) for row in own] == [("globex", "l4"), ("globex", "l6")]
    everywhere = [(row.company.slug, row.name) for c in dataset.companies.values() for row in own_levels(dataset, c)]
    assert len(everywhere) == len(set(everywhere)) == 5


def test_a_level_that_nobody_mapped(dataset: Dataset) -> None:
    """A level without a mapping is listed and stands on no step."""
    edited = build_dataset(Edit("companies/acme", "    step:\n      - {at: 4, from: 2026, source: pay-tables}\n", ""))
    row = next(row for row in level_rows(edited, "acme") if row.name == "l4")
    assert (row.mapping, row.others, row.source) == (None, (), None)


def test_sources_used_and_only_read(dataset: Dataset, figures: Catalogue) -> None:
    """Every source is listed once, by publisher: those that anything names, and those that were only read."""
    used, read = source_rows(dataset, [cited(None, figures)])
    assert [name for name, _, _ in read] == ["unused-study"]
    assert [name for name, _, _ in used] == [
        "pay-guide",
        "acme-postings",
        "globex-postings",
        "handbook",
        "pay-tables",
        "pay-tables-2025",
    ]
    assert {name: len(rows) for name, _, rows in used}["pay-tables-2025"] == 1


def test_sources_of_a_company(dataset: Dataset) -> None:
    """A company lists each of its sources once, best grade first."""
    names = [name for name, _ in used_sources(dataset, dataset.companies["acme"])]
    assert names == ["acme-postings", "pay-tables", "pay-guide"]


def test_a_row_may_deserve_another_grade(dataset: Dataset) -> None:
    """The grade of a row is its own where it has one, else its source's."""
    row = dataset.companies["acme"].levels["l6"].total_comp[0]
    assert grade_of(dataset, row) == "C"
    assert grade_of(dataset, row.model_copy(update={"grade": "B"})) == "B"


def test_sections(dataset: Dataset) -> None:
    """Each section of a company's page holds its groups of statements."""
    acme = dataset.companies["acme"]
    assert [(key, len(rows)) for _, key, rows in sections(acme, "equity")] == [("instrument", 1), ("liquidity", 1)]
    assert [len(rows) for _, _, rows in sections(acme, "signing")] == [0, 1]
    for section in ("refresh", "practice", "deadline"):
        assert [(key, rows) for _, key, rows in sections(acme, section)] == [(section, ())]


def test_derivations_show_figure_and_operands(figures: Catalogue) -> None:
    """A derivation is a row of the page with its figures, and the figures they were computed from."""
    [entry] = dict(derivations(figures, "example.acme-senior.base."))["example-acme-senior-base-outcome"]
    assert entry.text == "$210K"
    assert [figures[path].text for path in entry.operands] == ["$200K", "$220K", "50%", "$5K"]


# Tables


def test_a_company_table(dataset: Dataset, figures: Catalogue) -> None:
    """A counter-offer table has a row a component and the total, a cell a column, and the lifts below."""
    table = company_table(dataset, figures, dataset.companies["acme"], "l4")
    assert table is not None
    shown = {row.component: [cell.text if cell else None for cell in row.cells] for row in table.rows}
    assert shown == {
        "base": ["$150K", "$155K", "$160K"],
        "signing_bonus": ["$20K", "$40K", "$80K"],
        "grant": ["$400K", "$500K", "$600K"],
        "refresh": [None, "$100K", "$100K"],
        "year_1_total": ["$345K", "$410,500", "$496K"],
    }
    assert [lift.text if lift else None for lift in table.lifts] == [None, "19.0%", "43.8%"]
    assert [row.component for row in table.rows if row.total] == ["year_1_total"]
    assert table.notes == ()


def test_a_table_says_what_it_assumes(dataset: Dataset, figures: Catalogue) -> None:
    """The caption names a derived grant, a missing signing bonus or bonus target, and the middle of a range."""
    table = company_table(dataset, figures, dataset.companies["acme"], "l5")
    assert table is not None
    assert [note.split(" is ")[0].split(" for ")[0] for note in table.notes] == [
        "The grant",
        "No signing bonus",
        "No bonus target",
        "The example takes the middle of its range",
    ]


def test_a_range_of_bonus_targets_counts_for_nothing_and_says_so() -> None:
    """A bonus target published as a range is not called unpublished: no bonus is counted, and the caption says why."""
    edit = Edit("companies/acme", "- {value: 10%, statistic: company", "- {low: 0%, high: 20%, statistic: company")
    dataset = build_dataset(edit)
    table = company_table(dataset, build_catalogue(edit), dataset.companies["acme"], "l4")
    assert table is not None
    assert table.notes == ("The bonus target is published only as a range, so no bonus is counted.",)


def test_a_row_says_why_it_stands_so(dataset: Dataset, figures: Catalogue) -> None:
    """A row names the band that holds it, the sign-off that frees it, or the reason why it does not move."""
    acme = company_table(dataset, figures, dataset.companies["acme"], "l4")
    globex = company_table(dataset, figures, dataset.companies["globex"], "l4")
    assert acme is not None
    assert globex is not None
    held, free = ({row.component: row.why for row in table.rows} for table in (acme, globex))
    assert held["base"] == "The published band ends at $160K; the ask is held there."
    assert held["grant"] == "No band is published that this lies in, so nothing caps the ask."
    assert free["base"] == "Above the band only with sign-off; nothing caps the ask here."
    assert free["signing_bonus"] == "Globex pays none."
    assert free["grant"] == "The published band ends at $240K; the ask is held there."


@pytest.mark.parametrize(
    ("band", "why"),
    [
        (("100K", "120K"), "The offer itself lies above the published band, $100K to $120K, so nothing caps the ask."),
        (("200K", "240K"), "The offer lies below the published band, $200K to $240K: say so first."),
    ],
)
def test_a_row_names_the_band_that_its_amount_misses(band: tuple[str, str], why: str) -> None:
    """Where the only band published does not hold the amount, the row names it, and does not say that there is none."""
    low, high = band
    edits = (Edit("companies/acme", "low: 140K\n        high: 160K\n", f"low: {low}\n        high: {high}\n"),)
    dataset = build_dataset(*edits)
    table = company_table(dataset, build_catalogue(*edits), dataset.companies["acme"], "l4")
    assert table is not None
    assert next(row.why for row in table.rows if row.component == "base") == why


def test_a_vague_signing_bonus_is_said_to_be_held() -> None:
    """The row of a signing bonus says that it has no purpose, and where a published range holds it."""
    reported = "{value: 20K, statistic: single report, from: 2025-11, source: pay-guide}"
    ranged = "{low: 10K, high: 30K, statistic: compiled guide, from: 2025-11, source: pay-guide}"
    said = []
    for edits in ((), (Edit("companies/acme", reported, ranged),)):
        table = company_table(
            dataset := build_dataset(*edits), build_catalogue(*edits), dataset.companies["acme"], "l4"
        )
        assert table is not None
        said += [row.why for row in table.rows if row.component == "signing_bonus"]
    vague = "No purpose given. Name one, and ask for what it costs: a vague ask is discounted."
    assert said == [vague, f"{vague} The published range ends at $30K."]


def test_no_table_without_base_or_equity(dataset: Dataset, figures: Catalogue) -> None:
    """Where base or equity is not published there is no table; the cells still show what is known and why not."""
    acme = dataset.companies["acme"]
    assert company_table(dataset, figures, acme, "l6") is None
    known = {cell.component: cell for cell in cells(dataset, figures, "acme.l6", acme.levels["l6"])}
    assert known["base"].entry is not None
    assert (known["base"].entry.text, known["base"].grade, known["base"].statistic) == ("$300K", "B", "average")
    assert (known["grant"].entry, known["grant"].reason) == (None, "Nobody has published one.")
    assert (known["bonus_target"].entry, known["bonus_target"].reason) == (None, "")


def test_other_rows_stand_beside_the_first(dataset: Dataset, figures: Catalogue) -> None:
    """A cell shows the figure used and, beside it, the further rows of its list."""
    level = dataset.companies["globex"].levels["l4"]
    total = next(c for c in cells(dataset, figures, "globex.l4", level) if c.component == "total_comp")
    assert total.entry is not None
    assert total.entry.text == "$260K"
    assert [entry.text for entry, _ in total.others] == ["$240K", "$255K"]


def test_an_example_table_and_its_years(dataset: Dataset, figures: Catalogue) -> None:
    """A worked example is a table of three columns, and a path of years for each, with its drops."""
    table = example_table(dataset, figures, "acme-senior")
    assert list(table.headings) == ["initial", "ask", "outcome"]
    assert [cell.text if cell else None for cell in table.rows[-1].cells] == ["$440K", "$640K", "$552,500"]
    paths = example_years(dataset, figures, "acme-senior")
    for path in paths:
        for year, row in zip(path.years, path.figures, strict=True):
            assert {part: entry.low for part, entry in row.items()} == {p: getattr(year, p) for p in row}
    initial = paths[0]
    assert {year: (entry.text, drop.flagged) for year, (drop, entry, _) in initial.drops.items()} == {
        2: ("9.1%", False),
        5: ("50.0%", True),
    }


def test_an_example_without_its_refresh(dataset: Dataset, figures: Catalogue) -> None:
    """The variant without the refresh has none in any year, and ends a year earlier."""
    bare = example_years(dataset, figures, "acme-senior", "no_refresh")[2]
    full = example_years(dataset, figures, "acme-senior")[2]
    assert {year.refresh for year in bare.years} == {0}
    assert (len(bare.years), len(full.years)) == (5, 6)
