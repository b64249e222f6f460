"""Does each mark of a drawing stand where its amount says?"""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.drawings import (
    COLUMN_HEIGHT,
    BandDrawing,
    VestingShape,
    YearDrawing,
    level_bands,
    plain_band,
    schedule_in_force,
    vesting_shapes,
    year_drawings,
)
from generator.models import Company, ScheduleTerm
from generator.tables import YearPath, example_years
from tests.build import Edit, build_catalogue, build_dataset


def bands(company: str, level: str, *edits: Edit) -> tuple[BandDrawing, ...]:
    """Return the bands of a level of the content tree."""
    dataset = build_dataset(*edits)
    return level_bands(dataset, build_catalogue(*edits), dataset.companies[company], level)


def vests(company: str, shares: str) -> Edit:
    """Return the edit that gives a company a vesting schedule."""
    row = f"    - {{shares: [{shares}], from: 2026-02, source: pay-guide}}\n"
    return Edit(f"companies/{company}", "unknown:\n", f"equity:\n  vesting_schedule:\n{row}unknown:\n")


def shapes(*edits: Edit) -> list[VestingShape[tuple[Company, ScheduleTerm, str]]]:
    """Return the vesting shapes of the content tree with some edits."""
    data = build_dataset(*edits)
    found = [(company, schedule_in_force(data, company)) for company in data.companies.values()]
    rows = [(one[0].shares, company.slug, (company, *one)) for company, one in found if one]
    return vesting_shapes(build_catalogue(*edits), rows)


def years(variant: str = "") -> list[tuple[YearPath, YearDrawing]]:
    """Return the worked example of the content tree with its columns."""
    paths = example_years(build_dataset(), build_catalogue(), "acme-senior", variant)
    return list(zip(paths, year_drawings(paths), strict=True))


# Bands


def test_marks_stand_between_the_ends_by_amount() -> None:
    """The lowest amount stands near the left edge, the highest near the right, the others in proportion."""
    (base,) = bands("acme", "l5")
    assert (base.low, base.low_at, base.high, base.high_at) == (200_000, 250, 250_000, 9_750)
    marks = {mark.column: (mark.entry.low, mark.at) for mark in base.marks}
    assert marks == {"initial": (225_000, 5_000), "ask": (235_000, 6_900), "ask_with_offer": (250_000, 9_750)}


def test_an_ask_above_the_band_widens_the_drawing() -> None:
    """Where an ask lies above the band, it stands at the edge and the band's upper end before it."""
    base, _ = bands("globex", "l4")
    assert base.marks[-1].at == base.far_at == 9_750
    assert (base.marks[-1].entry.low, base.high, base.high_at) == (175_000, 170_000, 7_850)
    (held,) = bands("acme", "l5")
    assert held.far_at == held.high_at


def test_a_band_knows_the_row_it_is_taken_from() -> None:
    """The figure of a band is the row whose range it is, though another row be the one used."""
    assert [drawing.range.path for drawing in bands("acme", "l4")] == ["acme.l4.base@acme-postings"]
    assert [drawing.range.path for drawing in bands("acme", "l5")] == ["acme.l5.base"]


def test_a_grant_is_drawn_over_four_years_of_equity() -> None:
    """Where only the equity of a year is published, the band of the grant is four times it."""
    _, grant = bands("globex", "l4")
    assert (grant.words, grant.years, grant.low, grant.high) == ("grant", 4, 160_000, 240_000)
    assert (grant.range.path, grant.range.low) == ("globex.l4.annual_equity", 40_000)


def test_a_level_without_a_counter_offer_shows_bare_ranges() -> None:
    """Without a counter-offer a range is drawn without marks, and where there is no range there is no drawing."""
    assert bands("globex", "l6") == ()
    ranged = Edit("companies/acme", "{value: 300K, statistic: average,", "{low: 280K, high: 320K, statistic: average,")
    (bare,) = bands("acme", "l6", ranged)
    assert (bare.low, bare.high, bare.low_at, bare.high_at, bare.marks) == (280_000, 320_000, 250, 9_750, ())


def test_a_single_figure_is_no_band() -> None:
    """A component that is one amount, a share or not published has no band."""
    acme = build_dataset().companies["acme"]
    for component in ("base", "bonus_target", "annual_equity"):
        assert plain_band(build_catalogue(), acme, "l4", component) is None
    assert plain_band(build_catalogue(), acme, "l5", "base") is not None


def test_a_narrow_band_is_marked() -> None:
    """A band with no room for both its labels is marked narrow."""
    tight = Edit("companies/globex", "{low: 150K, high: 170K,", "{low: 168K, high: 170K,")
    assert [drawing.narrow for drawing in bands("globex", "l4")] == [False, False]
    assert bands("globex", "l4", tight)[0].narrow


# Year paths


def test_all_columns_are_to_one_scale() -> None:
    """The highest year of all offers has the full height, and every other its part of that."""
    most = max(year.total for path, _ in years() for year in path.years)
    for path, drawing in years():
        heights = [drawing.foot - column.top for column in drawing.columns]
        assert heights == [pytest.approx(year.total * COLUMN_HEIGHT / most, abs=1) for year in path.years]
    assert max(drawing.foot - column.top for _, drawing in years() for column in drawing.columns) == COLUMN_HEIGHT


def test_the_parts_of_a_year_are_stacked_without_gaps() -> None:
    """The parts of a column stand on each other, from the foot to its upper edge."""
    for _, drawing in years():
        for column in drawing.columns:
            edges = [drawing.foot, *(part.top for part in column.segments)]
            assert [part.top + part.height for part in column.segments] == edges[:-1]
            assert edges[-1] == column.top
    first = years()[0][1].columns[0]
    assert [part.part for part in first.segments] == ["base", "vest", "signing_bonus"]


def test_offers_of_different_length_share_one_width() -> None:
    """A year stands at the same place in every offer, and no two columns of an offer touch."""
    drawings = [drawing for _, drawing in years()]
    assert [len(drawing.columns) for drawing in drawings] == [5, 6, 6]
    for same in zip(*(drawing.columns for drawing in drawings), strict=False):
        assert len({(column.left, column.middle, column.right, column.width) for column in same}) == 1
    for before, after in pairwise(drawings[1].columns):
        assert before.left + before.width == before.right < after.left
    assert drawings[1].columns[-1].right < 10_000


def test_only_a_great_fall_is_named() -> None:
    """A fall past the mark is drawn from the year before; a smaller one is not."""
    _, drawing = years()[1]
    assert [column.year for column in drawing.columns if column.fall] == [5]
    fourth, fifth, sixth = drawing.columns[3:]
    assert (fifth.fell_from, fifth.before) == (fourth.top, fourth.right)
    assert fifth.fall is not None
    assert fifth.fall.path == "example.acme-senior.drop_5.ask"
    assert sixth.top > fifth.top
    assert sixth.fell_from is None


def test_no_offer_is_no_drawing() -> None:
    """Without an offer there is nothing to draw."""
    assert year_drawings(()) == ()


# Vesting shapes


def test_companies_that_vest_alike_share_a_drawing() -> None:
    """One shape is drawn once, with every company that grants so; the shape of most companies comes first."""
    even = "25%, 25%, 25%, 25%"
    found = shapes(vests("globex", even), vests("globex-labs", even))
    assert [[company.slug for company, _, _ in shape.schedules] for shape in found] == [
        ["globex-labs", "globex"],
        ["acme"],
    ]
    assert [(term.source, grade) for _, term, grade in found[0].schedules] == [("pay-guide", "C")] * 2


def test_only_the_schedule_in_force_is_drawn() -> None:
    """An older schedule has no drawing, and a company without a schedule has none."""
    (only,) = shapes()
    assert [(company.slug, term.shares[0], grade) for company, term, grade in only.schedules] == [("acme", 4_000, "A")]


def test_shapes_of_as_many_companies_go_by_the_first_year() -> None:
    """Among shapes of as many companies the one that vests most in year 1 comes first."""
    found = shapes(vests("globex", "5%, 15%, 40%, 40%"), vests("globex-labs", "60%, 40%"))
    assert [shape.columns[0].share.text for shape in found] == ["60%", "40%", "5%"]


def test_shares_are_drawn_to_one_scale() -> None:
    """The greatest share of all shapes fills the height; the others stand on the foot in proportion."""
    steep, front = shapes(vests("globex", "80%, 20%"))
    assert [column.height for column in steep.columns] == [1_000, 250]
    assert [column.height for column in front.columns] == [500, 375, 250, 125]
    assert all(column.top + column.height == 1_000 for shape in (steep, front) for column in shape.columns)


def test_years_stand_side_by_side() -> None:
    """The columns of a shape stand within its width, in order, with room between them, however many years."""
    for shape in shapes(vests("globex", "40%, 30%, 30%")):
        assert [column.year for column in shape.columns] == list(range(1, len(shape.columns) + 1))
        assert shape.columns[0].left > 0
        assert all(before.left + before.width < after.left for before, after in pairwise(shape.columns))
        assert shape.columns[-1].left + shape.columns[-1].width < 1_000


def test_a_share_is_the_figure_of_its_year() -> None:
    """Each column carries the figure of its own year, of the first company that grants so."""
    (only,) = shapes()
    assert [column.share.path for column in only.columns] == [f"acme.equity.vest_year_{year}" for year in (1, 2, 3, 4)]
    assert [column.share.text for column in only.columns] == ["40%", "30%", "20%", "10%"]


def test_no_schedule_is_no_shape() -> None:
    """Where no company has a schedule, nothing is drawn."""
    newest = "    - {shares: [40%, 30%, 20%, 10%], frequency: quarterly, from: 2026, source: acme-postings}\n"
    older = "    - {shares: [25%, 25%, 25%, 25%], from: 2024, source: pay-guide}\n"
    assert shapes(Edit("companies/acme", "  vesting_schedule:\n" + newest + older, "")) == []
