"""What did the data say on a day: which rows of each list held then?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel

from generator.amounts import first_day
from generator.figures import Origin

M = TypeVar("M", bound=BaseModel)


def as_of(found: M, day: date) -> M:
    """Return a model with only the rows that held on a day.

    Of each list the rows that begin later go; the rest keep their order, so the first that held is the one used. A
    list of which nothing held yet keeps its earliest row: `begins_later` tells it apart. Undated rows always hold.
    """
    changed = {}
    for name in type(found).model_fields:
        old = getattr(found, name)
        new = _held(old, day)
        if new is not old:
            changed[name] = new
    return found.model_copy(update=changed) if changed else found


def begins_later(row: Origin, day: date) -> bool:
    """Return whether a row is on record only since after a day."""
    return row.from_ is not None and first_day(row.from_) > day


def not_yet(found: Any, day: date, path: str) -> Iterator[tuple[str, Origin]]:
    """Yield the rows of a model that begin after a day, each with the path of its list.

    Args:
        found: A company, or a part of one.
        day: The day of the site.
        path: Of what was found, as `openai`.
    """
    if isinstance(found, tuple):
        yield from ((path, row) for row in found if isinstance(row, Origin) and begins_later(row, day))
    elif isinstance(found, dict):
        for key, value in found.items():
            yield from not_yet(value, day, f"{path}.{key}")
    elif isinstance(found, BaseModel):
        for name in type(found).model_fields:
            # Levels stand right below their company, as in every address.
            yield from not_yet(getattr(found, name), day, path if name == "levels" else f"{path}.{name}")


def _held(found: Any, day: date) -> Any:
    if isinstance(found, dict):
        inner = {key: _held(value, day) for key, value in found.items()}
        return inner if any(inner[key] is not found[key] for key in found) else found
    if isinstance(found, tuple) and found and all(isinstance(row, Origin) for row in found):
        rows = tuple(row for row in found if not begins_later(row, day))
        return found if len(rows) == len(found) else rows or (min(found, key=lambda row: first_day(row.from_)),)
    if isinstance(found, BaseModel):
        return as_of(found, day)
    return found
