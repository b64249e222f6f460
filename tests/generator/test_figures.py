"""Is a figure one thing with a source, and a statement a sentence that its figures fill?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from generator.figures import MoneyFigure, MonthsFigure, Origin, ShareFigure, Statement, placeholders
from generator.located_yaml import read_yaml
from generator.validation import validate

FIGURE = "{value: 340K, statistic: average, source: pay-tables}"


@pytest.fixture
def faults(tmp_path: Path) -> Callable[[type[BaseModel], str], list[str]]:
    """A function that reads YAML as a model and returns each problem as `line:column what; why; remedy`."""

    def read(model: type[BaseModel], text: str) -> list[str]:
        path = tmp_path / "row.yaml"
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        located, problems = read_yaml(path, "row.yaml")
        assert located is not None
        problems += validate(located, model)[1]
        return [str(problem).partition("\n")[0].removeprefix("row.yaml:") for problem in problems]

    return read


Faults = Callable[[type[BaseModel], str], list[str]]

NO_NUMBER = "has no value and no reason; give a value, low and high, or say under 'reason' why none is published"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "{low: 210K, high: 180K, statistic: posted range, source: acme-postings}",
            "1:7: low: low 210K is above high 180K; a range runs from low to high; "
            "swap the two, or correct the figure from its source",
        ),
        (
            "{low: 210K, mid: 200K, high: 280K, statistic: posted range, source: acme-postings}",
            "1:7: low: low 210K is above mid 200K; a range runs from low to high; "
            "swap the two, or correct the figure from its source",
        ),
        (
            "{mid: 290K, high: 280K, statistic: posted range, source: acme-postings}",
            "1:7: mid: mid 290K is above high 280K; a range runs from low to high; "
            "swap the two, or correct the figure from its source",
        ),
        (
            "{value: 5, low: 3, statistic: average, source: s}",
            "1:9: value: has a value and a range; keep the value, or low and high",
        ),
        ("{mid: 5, statistic: average, source: s}", "1:7: mid: has a mid but no range; write it as 'value'"),
        ("{statistic: average, source: s}", f"1:1: {NO_NUMBER}"),
        (
            "{value: 5, reason: Unknown., statistic: average, source: s}",
            "1:20: reason: has a figure and a reason for having none; keep one of them",
        ),
        (
            "{value: 5, statistic: average}",
            "1:1: 'source' is missing; no number stands without a source; name the source of the figure",
        ),
        (
            "{value: 5, source: s}",
            "1:1: 'statistic' is missing; no number stands without a statistic; name the statistic of the figure",
        ),
        (
            "{value: 5, statistic: averag, source: s}",
            "1:23: statistic: 'averag' is not a known value; did you mean 'average'?",
        ),
        ("{value: 5, statistic: average, sorce: s}", "1:32: sorce: unknown field; did you mean 'source'?"),
        (
            "{value: 0.5, statistic: average, source: s}",
            "1:9: value: '0.5' is not whole dollars; money is never a fraction of a dollar here",
        ),
        (
            "{value: 5, statistic: average, source: s, grade: D}",
            "1:50: grade: 'D' is not a known value; known: A, B, C",
        ),
        (
            "{value: 5, statistic: average, source: s, from: 2025-13}",
            "1:49: from: '2025-13' is not a year, a month or a day; write it like 2025, 2025-12 or 2025-12-13",
        ),
    ],
    ids=range(14),
)
def test_a_figure_is_refused(faults: Faults, text: str, fault: str) -> None:
    """A figure that is not one number or range, with a statistic and a source, is refused in one sentence."""
    assert faults(MoneyFigure, text) == [fault]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("{value: 340K, statistic: average, source: s}", (340_000, 340_000)),
        ("{low: 210K, high: 280K, statistic: posted range, source: s}", (210_000, 280_000)),
        ("{low: 210K, mid: 220K, high: 280K, statistic: posted range, source: s}", (210_000, 280_000)),
        ("{low: 210K, high: 210K, statistic: posted range, source: s}", (210_000, 210_000)),
        ("{high: 280K, statistic: posted range, source: s}", (None, 280_000)),
        ("{low: 0, statistic: posted range, source: s}", (0, None)),
    ],
    ids=range(6),
)
def test_a_figure_has_two_ends(tmp_path: Path, text: str, ends: tuple[int | None, int | None]) -> None:
    """A single number is both ends of its figure; an open end is none."""
    (tmp_path / "row.yaml").write_text(text)
    located, _ = read_yaml(tmp_path / "row.yaml", "row.yaml")
    assert located is not None
    figure, problems = validate(located, MoneyFigure)
    assert problems == []
    assert figure is not None
    assert (figure.published, figure.ends) == (True, ends)


def test_nothing_published_needs_a_reason_and_no_source(faults: Faults) -> None:
    """A row without a number says why, and then needs no source."""
    assert faults(MoneyFigure, "reason: Nobody has published it.") == []
    assert not MoneyFigure(reason="Nobody has published it.").published


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "{value: 15, statistic: average, source: s}",
            "1:9: value: 15 is not a share; write it with a percent sign, like 25% or 37.5%",
        ),
        (
            "{low: 30%, high: 15%, statistic: average, source: s}",
            "1:7: low: low 30% is above high 15%; a range runs from low to high; "
            "swap the two, or correct the figure from its source",
        ),
    ],
    ids=range(2),
)
def test_a_share_is_refused(faults: Faults, text: str, fault: str) -> None:
    """A share wants its percent sign, and a range of shares runs upwards."""
    assert faults(ShareFigure, text) == [fault]


@pytest.mark.parametrize("value", ["12K", "241", "-1", "yes"], ids=repr)
def test_months_are_refused(faults: Faults, value: str) -> None:
    """Months are a plain whole number from nothing to twenty years."""
    found = faults(MonthsFigure, f"{{value: {value}, statistic: average, source: s}}")
    assert len(found) == 1
    assert found[0].startswith("1:9: value: ")


def test_months_have_no_range(faults: Faults) -> None:
    """A cliff is one number of months: a low is an unknown field, and nothing else is said."""
    found = faults(MonthsFigure, "{value: 6, low: 3, statistic: average, source: s}")
    assert found == ["1:12: low: unknown field"] or found[0].startswith("1:12: low: unknown field; ")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("says: It sold {sold}.", "1:7: says: {sold} has no figure; add it under 'figures'"),
        (
            "{says: It sold some., figures: {sold: 6.6B}}",
            "1:32: figures: figure 'sold' is not in the sentence; write {sold} into 'says'",
        ),
        ("says: It sold for {why}.", "1:7: says: {why} has no figure; add it under 'figures'"),
        ("says: It sold {sold.", "1:7: says: a brace stands alone; write {name} for a figure"),
        ("says: It sold } of it.", "1:7: says: a brace stands alone; write {name} for a figure"),
        ("figures: {}", "1:1: 'says' is missing"),
        (
            "{says: 'It took {share}.', figures: {share: 30% to 15%}}",
            "1:45: figures.share: '30% to 15%' is not a range; a range runs from low to high: swap the ends",
        ),
    ],
    ids=range(7),
)
def test_a_statement_is_refused(faults: Faults, text: str, fault: str) -> None:
    """Every placeholder of a sentence has its figure, and every figure its placeholder."""
    assert faults(Statement, text) == [fault]


def test_a_statement_is_filled() -> None:
    """A statement's figures are typed quantities by name."""
    said: Any = Statement(says="From {a} to {b}.", figures={"a": "5%", "b": "2 weeks"}, source="acme-survey")
    assert {name: quantity.text for name, quantity in said.quantities.items()} == {"a": "5%", "b": "2 weeks"}


@pytest.mark.parametrize(
    ("text", "names"), [("plain", []), ("{a} and {b}, {a}", ["a", "b", "a"]), ("{{kept}}", [])], ids=repr
)
def test_placeholders(text: str, names: list[str]) -> None:
    """Placeholders are named in order; doubled braces are text."""
    assert placeholders(text) == names


def test_a_lone_brace_is_no_placeholder() -> None:
    """A brace that stands alone is refused."""
    with pytest.raises(PydanticCustomError, match="a brace stands alone"):
        placeholders("{")


@pytest.mark.parametrize(
    "row",
    [MoneyFigure(reason="None."), Origin(note="A note."), Statement(says="Nothing.")],
    ids=["money", "origin", "said"],
)
def test_rows_are_frozen(row: BaseModel) -> None:
    """A row of the data cannot change after it was read."""
    with pytest.raises(ValidationError, match="frozen"):
        row.note = "Another."  # type: ignore[attr-defined]


def test_the_field_of_the_model_is_no_key_of_the_file(faults: Faults) -> None:
    """The file writes `from`; the model's own `from_` is an unknown field."""
    found = faults(MoneyFigure, "{value: 5, statistic: average, source: s, from_: 2025}")
    assert found == ["1:43: from_: unknown field; did you mean 'from'?"]
