"""How is an amount written by an editor, held inside, and shown to a reader?

Inside, money is whole dollars, shares are basis points (a hundredth of a percent), spans are whole months,
weeks or days. All of them are integers, so that Python and JavaScript cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator
from pydantic_core import PydanticCustomError

Unit = Literal["dollars", "bp", "months", "weeks", "days", "years", "hours", "times", "people", "count"]

LARGEST_DOLLARS = 10**13  # the largest company on record is worth less; far below 2**53
_SCALE = {"": 1, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000, "T": 1_000_000_000_000}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONEY = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?([KkMmBbTt]?)")
_SHARE = re.compile(r"(\d+)(?:\.(\d{1,2}))?%")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SPAN_UNITS: dict[str, Unit] = {
    "month": "months",
    "week": "weeks",
    "day": "days",
    "year": "years",
    "hour": "hours",
    "times": "times",
    "time": "times",
    "people": "people",
    "person": "people",
}


def _refuse(kind: str, value: object, how: tuple[str, str]) -> PydanticCustomError:
    return PydanticCustomError(kind, f"{value!r} is not {how[0]}", {"remedy": how[1]})


def parse_dollars(value: object) -> int:
    """Return whole dollars from `340K`, `1.6M`, `14.3B`, `340000` or an int.

    Raises:
        PydanticCustomError: For anything else, and for a fraction of a dollar.
    """
    how = ("an amount of dollars", "write it like 340K, 1.6M or 340000")
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise _refuse("dollars", value, how)
    if isinstance(value, int):
        amount = Decimal(value)
    elif match := _MONEY.fullmatch(value.strip()):
        whole, fraction, suffix = match[1].replace(",", ""), match[2] or "0", match[3].upper()
        amount = Decimal(f"{whole}.{fraction}") * _SCALE[suffix]
    else:
        raise _refuse("dollars", value, how)
    if amount != int(amount):
        raise _refuse("dollars", value, ("whole dollars", "money is never a fraction of a dollar here"))
    if not 0 <= amount <= LARGEST_DOLLARS:
        raise _refuse("dollars", value, ("between nothing and ten trillion dollars", "correct the amount"))
    return int(amount)


def parse_share(value: object) -> int:
    """Return basis points from `25%` or `37.5%`.

    Raises:
        PydanticCustomError: For anything else, a bare number included: 15 and 0.15 would both be guesses.
    """
    match = _SHARE.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        raise _refuse("share", value, ("a share", "write it with a percent sign, like 25% or 37.5%"))
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))


def parse_day(value: object) -> str:
    """Return the day as written: `2025`, `2025-12` or `2025-12-13`.

    Raises:
        PydanticCustomError: Where there is no such day.
    """
    text = str(value).strip() if isinstance(value, (int, str)) else ""
    try:
        first_day(text)
    except ValueError:
        how = ("a year, a month or a day", "write it like 2025, 2025-12 or 2025-12-13")
        raise _refuse("day", value, how) from None
    return text


def first_day(day: str) -> date:
    """Return the first day that `2025`, `2025-12` or `2025-12-13` means; ValueError where there is none."""
    match = _DAY.fullmatch(day)
    if not match:
        raise ValueError(day)
    return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))


@dataclass(frozen=True)
class Quantity:
    """A number or a range with its unit, read from one written phrase such as `15% to 30%`.

    Attributes:
        low: Lower end in the unit; None in `up to 5%`.
        high: Upper end in the unit; None in `at least 5K`; equal to `low` for a single number.
        unit: What is counted: dollars, basis points, a span of time, times, people, or a bare count.
    """

    low: int | None
    high: int | None
    unit: Unit

    @property
    def text(self) -> str:
        """The quantity as a reader sees it."""
        return range_text(self.low, self.high, self.unit)


def parse_quantity(value: object) -> Quantity:
    """Return the quantity that a written phrase means.

    `340K`, `25%`, `6 months`, `2 to 3 times`, `500K to 1.5M`, `up to 5%`, `at least 5K`, `3338 people`, `17 count`.

    Raises:
        PydanticCustomError: For a phrase that is none of these, or whose ends stand the wrong way round.
    """
    how = ("a figure", "write it like 340K, 25%, 6 months, 15% to 30%, or up to 5%")
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise _refuse("quantity", value, how)
    phrase = str(value).strip()
    edge = "up to" if phrase.startswith("up to ") else "at least" if phrase.startswith("at least ") else ""
    # A block of YAML text has several lines; without (?s) nothing would match them.
    body, unit_word = re.fullmatch(r"(?s)(.*?)(?: ([a-z]+))?", phrase[len(edge) :].strip()).groups()  # type: ignore[union-attr]
    ends = body.split(" to ")
    if len(ends) > 2 or (edge and len(ends) == 2):
        raise _refuse("quantity", value, how)
    unit, parse = _reading(unit_word, ends[-1])
    if unit is None:
        raise _refuse("quantity", value, how)
    numbers = [parse(end) for end in ends]
    if numbers[0] > numbers[-1]:
        raise _refuse("quantity", value, ("a range", "a range runs from low to high: swap the ends"))
    return Quantity(None if edge == "up to" else numbers[0], None if edge == "at least" else numbers[-1], unit)


def _reading(word: str | None, sample: str) -> tuple[Unit | None, Callable[[object], int]]:
    if word is None:
        return ("bp", parse_share) if sample.endswith("%") else ("dollars", parse_dollars)
    if word == "count":
        return "count", parse_dollars
    return _SPAN_UNITS.get(word) or _SPAN_UNITS.get(word.removesuffix("s")), parse_dollars


def dollars_text(amount: int) -> str:
    """Return `$340K`, `$1.035M`, `$14.3B`, or full dollars where a short form would round."""
    sign, amount = ("−" if amount < 0 else ""), abs(amount)
    for suffix, scale, smallest in (
        ("T", 10**12, 10**9),
        ("B", 10**9, 10**6),
        ("M", 10**6, 10**3),
        ("K", 10**3, 10**3),
    ):
        if amount >= scale and amount % smallest == 0:
            return f"{sign}${_trimmed(amount, scale)}{suffix}"
    return f"{sign}${amount:,}"


def dollars_full_text(amount: int) -> str:
    """Return full dollars with separators: `$1,035,000`."""
    return f"{'−' if amount < 0 else ''}${abs(amount):,}"


def share_text(share: int, decimals: int | None = None) -> str:
    """Return `25%` or `37.5%` from basis points; with `decimals` exactly that many, half away from zero."""
    sign, share = ("−" if share < 0 else ""), abs(share)
    if decimals is None:
        return f"{sign}{_trimmed(share, 100)}%"
    scale = 10 ** (2 - decimals)
    kept = (share + scale // 2) // scale
    sign = sign if kept else ""
    whole, part = divmod(kept, 10**decimals)
    return f"{sign}{whole}.{part:0{decimals}d}%" if decimals else f"{sign}{whole}%"


def unit_text(amount: int, unit: Unit) -> str:
    """Return one amount with its unit, as a reader sees it."""
    if unit == "dollars":
        return dollars_text(amount)
    if unit == "bp":
        return share_text(amount)
    if unit == "count":
        return f"{amount:,}"
    if unit == "people":
        return f"{amount:,} people" if amount != 1 else "one person"
    if unit == "times":
        return f"{amount} times"
    return f"{amount} {unit if amount != 1 else unit.removesuffix('s')}"


def range_text(low: int | None, high: int | None, unit: Unit) -> str:
    """Return a number or a range as a reader sees it: `$500K–$1.5M`, `15%–30%`, `up to $408K`, `3 to 5 days`."""
    if low is None and high is None:
        raise ValueError("a range needs at least one end")
    if low is None:
        return f"up to {unit_text(high, unit)}"  # type: ignore[arg-type]
    if high is None:
        return f"at least {unit_text(low, unit)}"
    if low == high:
        return unit_text(low, unit)
    if unit in ("dollars", "bp"):
        return f"{unit_text(low, unit)}–{unit_text(high, unit)}"
    return f"{low:,} to {unit_text(high, unit)}"


def day_text(day: str) -> str:
    """Return `13 December 2025`, `December 2025` or `2025` for a written day."""
    parts = [int(part) for part in day.split("-")]
    named = [str(parts[0]), *(_MONTHS[m - 1] for m in parts[1:2]), *(str(d) for d in parts[2:3])]
    return " ".join(reversed(named))


def _trimmed(amount: int, scale: int) -> str:
    whole, part = divmod(amount, scale)
    digits = str(part).rjust(len(str(scale)) - 1, "0").rstrip("0")
    return f"{whole:,}.{digits}" if digits else f"{whole:,}"


_written = partial(BeforeValidator, json_schema_input_type=int | str)
Dollars = Annotated[int, Field(ge=0), _written(parse_dollars)]
Share = Annotated[int, Field(ge=0), BeforeValidator(parse_share, json_schema_input_type=str)]
Months = Annotated[int, Field(ge=0, le=240, strict=True)]
Day = Annotated[str, _written(parse_day)]
Written = Annotated[
    Any,
    PlainValidator(parse_quantity, json_schema_input_type=int | str),
    PlainSerializer(lambda quantity: quantity.text, return_type=str),
]
