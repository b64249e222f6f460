"""Where does each mark of a drawing stand?

Across in basis points of the width and down in pixels; vesting shapes both ways in permille, so that they stretch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from generator import formulas
from generator.catalogue import Catalogue, Entry
from generator.counter_offers import CounterOffer, Moved, company_counter_offer
from generator.dataset import Dataset
from generator.figures import Grade, MoneyFigure
from generator.models import Company, Level, ScheduleTerm
from generator.tables import YearPath, grade_of
from generator.wording import COMPONENT_WORDS

S = TypeVar("S")

_WIDTH = 10_000
_EDGE = 250  # room for half a mark at either end, in basis points of the width
_NARROW = 2_600  # a band narrower than this has no room for both its labels
COLUMN_HEIGHT = 132  # pixels of the highest column
_HEADROOM = 18  # pixels above it, for its label
_GAP = 1_400  # basis points of a year's slot left free on either side of its column
PARTS = ("base", "vest", "refresh", "bonus", "signing_bonus")
_PERMILLE = 1_000
_BESIDE = 180  # permille of a year's slot left free on either side of its share


class Mark(NamedTuple):
    """One amount on a band: its column (`initial`, `ask`, `ask_with_offer`), its figure and where it stands."""

    column: str
    entry: Entry
    at: int


class BandDrawing(NamedTuple):
    """A published range as a line, with the example and the asks on it.

    Attributes:
        words: What the reader calls the component.
        low, high: The range in dollars.
        low_at, high_at: Where its ends stand.
        far_at: Where the furthest mark above the range stands; `high_at` where none does.
        narrow: Whether the label of the upper end must begin there, not end there.
        years: Years of equity that the range is taken over; 1 for a plain range.
        range: The figure that the range is.
        marks: The amounts on it.
    """

    words: str
    low: int
    high: int
    low_at: int
    high_at: int
    far_at: int
    narrow: bool
    years: int
    range: Entry
    marks: tuple[Mark, ...]


def level_bands(dataset: Dataset, figures: Catalogue, company: Company, name: str) -> tuple[BandDrawing, ...]:
    """Return the published ranges that a level's offer lies in, with the asks; without a counter-offer, bare ranges."""
    counter = company_counter_offer(dataset, company, company.levels[name])
    if counter is None:
        bare = (plain_band(figures, company, name, component) for component in ("base", "annual_equity"))
        return tuple(drawing for drawing in bare if drawing is not None)
    wanted: tuple[Moved, ...] = ("base", "grant")
    made = (_counted_band(figures, company, name, component, counter) for component in wanted)
    return tuple(drawing for drawing in made if drawing is not None)


def plain_band(figures: Catalogue, company: Company, name: str, component: str) -> BandDrawing | None:
    """Return the range used for a component, without marks; None where it is a single figure or not published."""
    path = f"{company.slug}.{name}.{component}"
    entry = figures[path] if path in figures else None  # noqa: SIM401 - a catalogue's get() would name the nearest
    if entry is None or entry.unit != "dollars" or entry.low is None or entry.high is None or entry.low == entry.high:
        return None
    return _drawn(component, (entry.low, entry.high), 1, entry, ())


def _counted_band(
    figures: Catalogue, company: Company, name: str, component: Moved, counter: CounterOffer
) -> BandDrawing | None:
    band = counter.limits[component].band
    if band is None:
        return None
    years = 4 if component == "grant" and counter.derived_grant else 1
    path = f"{company.slug}.{name}"
    source = _range_path(company.levels[name], "annual_equity" if years > 1 else component, band, years)
    amounts = [(column, figures[f"{path}.{component}.{column}"]) for column in counter.columns]
    return _drawn(component, band, years, figures[f"{path}.{source}"], amounts)


def _range_path(level: Level, component: str, band: tuple[int, int], years: int) -> str:
    """Return the path of the row that the band was taken from."""
    rows: tuple[MoneyFigure, ...] = getattr(level, component)
    for row in rows:
        if row.low is not None and row.high is not None:
            ends = (int(formulas.over_years(row.low, years)), int(formulas.over_years(row.high, years)))
            if ends == band:
                return component if row is rows[0] else f"{component}@{row.source}"
    raise LookupError(f"no row of {component} has the range {band}")


def _drawn(
    component: str, band: tuple[int, int], years: int, entry: Entry, amounts: Iterable[tuple[str, Entry]]
) -> BandDrawing:
    known = [(column, figure, figure.low) for column, figure in amounts if figure.low is not None]
    least = min([band[0], *(amount for _, _, amount in known)])
    most = max([band[1], *(amount for _, _, amount in known)])

    def at(amount: int) -> int:
        return _EDGE + (amount - least) * (_WIDTH - 2 * _EDGE) // max(most - least, 1)

    marks = tuple(Mark(column, figure, at(amount)) for column, figure, amount in known)
    return BandDrawing(
        words=COMPONENT_WORDS[component],
        low=band[0],
        high=band[1],
        low_at=at(band[0]),
        high_at=at(band[1]),
        far_at=at(most),
        narrow=at(band[1]) - at(band[0]) < _NARROW,
        years=years,
        range=entry,
        marks=marks,
    )


class Segment(NamedTuple):
    """One component of one year: its key, the top of its box and its height."""

    part: str
    top: int
    height: int


class YearColumn(NamedTuple):
    """One year as a stacked column.

    Attributes:
        left, middle, right, width: Where it stands, in basis points of the width.
        top: Its upper edge.
        total: Its figure.
        fell_from: The upper edge of the year before, where the fall is one to name; else None.
        fall: The figure of that fall.
        before: The middle of the column before.
    """

    year: int
    left: int
    middle: int
    right: int
    width: int
    top: int
    segments: tuple[Segment, ...]
    total: Entry
    fell_from: int | None = None
    fall: Entry | None = None
    before: int = 0


class YearDrawing(NamedTuple):
    """The columns of one offer; `foot` is where they stand, `height` that of the whole drawing."""

    columns: tuple[YearColumn, ...]
    foot: int
    height: int


def year_drawings(paths: Sequence[YearPath]) -> tuple[YearDrawing, ...]:
    """Return the year paths as columns, all to one scale and one width."""
    most = max((year.total for path in paths for year in path.years), default=0)
    slots = max((len(path.years) for path in paths), default=1)
    return tuple(_year_drawing(path, max(most, 1), slots) for path in paths)


def _year_drawing(path: YearPath, most: int, slots: int) -> YearDrawing:
    foot = _HEADROOM + COLUMN_HEIGHT
    columns: list[YearColumn] = []
    for index, year in enumerate(path.years):
        start, end = _WIDTH * index // slots, _WIDTH * (index + 1) // slots
        gap = (end - start) * _GAP // _WIDTH
        below, segments = 0, []
        for part in PARTS:
            above = below + getattr(year, part)
            low, high = below * COLUMN_HEIGHT // most, above * COLUMN_HEIGHT // most
            if high > low:
                segments.append(Segment(part, foot - high, high - low))
            below = above
        fallen = path.drops.get(year.year)
        named = fallen is not None and fallen[0].flagged and bool(columns)
        columns.append(
            YearColumn(
                year=year.year,
                left=start + gap,
                middle=(start + end) // 2,
                right=end - gap,
                width=end - start - 2 * gap,
                top=foot - year.total * COLUMN_HEIGHT // most,
                segments=tuple(segments),
                total=path.figures[index]["total"],
                fell_from=columns[-1].top if named else None,
                fall=fallen[1] if fallen is not None and named else None,
                before=columns[-1].right if columns else 0,
            )
        )
    return YearDrawing(tuple(columns), foot, foot + _HEADROOM)


class ShareColumn(NamedTuple):
    """The share of a grant that vests in one year: where its column stands, in permille, and its figure."""

    year: int
    left: int
    width: int
    top: int
    height: int
    share: Entry


class VestingShape(NamedTuple, Generic[S]):
    """One way in which grants vest; the figures are those of the first company that grants so.

    Attributes:
        columns: A column a year.
        schedules: What was given of each company that grants so.
    """

    columns: tuple[ShareColumn, ...]
    schedules: tuple[S, ...]


def schedule_in_force(dataset: Dataset, company: Company) -> tuple[ScheduleTerm, Grade] | None:
    """Return by which schedule a company's grants vest, and the grade of that; None where it is not known."""
    terms = company.equity.vesting_schedule
    return (terms[0], grade_of(dataset, terms[0])) if terms else None


def vesting_shapes(figures: Catalogue, schedules: Iterable[tuple[tuple[int, ...], str, S]]) -> list[VestingShape[S]]:
    """Return the shapes of some schedules to one scale: most companies first, then most in year 1.

    Args:
        figures: Those of the companies.
        schedules: (shares, company, whatever stands for it) for each.
    """
    alike: dict[tuple[int, ...], list[tuple[str, S]]] = {}
    for shares, slug, shown in schedules:
        alike.setdefault(tuple(shares), []).append((slug, shown))
    most = max((share for shares in alike for share in shares), default=1)
    order = sorted(alike, key=lambda shares: (len(alike[shares]), shares), reverse=True)
    return [
        VestingShape(_share_columns(figures, alike[shares][0][0], shares, most), tuple(s for _, s in alike[shares]))
        for shares in order
    ]


def _share_columns(figures: Catalogue, slug: str, shares: tuple[int, ...], most: int) -> tuple[ShareColumn, ...]:
    columns = []
    for index, share in enumerate(shares):
        start, end = _PERMILLE * index // len(shares), _PERMILLE * (index + 1) // len(shares)
        gap = (end - start) * _BESIDE // _PERMILLE
        height = share * _PERMILLE // most
        entry = figures[f"{slug}.equity.vest_year_{index + 1}"]
        columns.append(ShareColumn(index + 1, start + gap, end - start - 2 * gap, _PERMILLE - height, height, entry))
    return tuple(columns)
