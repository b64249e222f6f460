"""How do templates show amounts, days and addresses? None of these computes; none takes an undefined value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Undefined
from jinja2.exceptions import UndefinedError

from generator.amounts import day_text, dollars_full_text, dollars_text, share_text


def _defined(name: str, function: Callable[..., str]) -> Callable[..., str]:
    def strict(value: Any, *arguments: Any) -> str:
        if isinstance(value, Undefined):
            raise UndefinedError(f"the filter {name!r} was given a value that does not exist")
        return function(value, *arguments)

    return strict


def _dashed(text: str) -> str:
    return text.replace("_", "-").replace(" ", "-").lower()


def _sentence(text: str) -> str:
    """Return the text with its first letter large and every name in it untouched."""
    return text[:1].upper() + text[1:]


_SHOWN: dict[str, Callable[..., str]] = {
    "usd": dollars_text,
    "usd_full": dollars_full_text,
    "share": share_text,
    "day": day_text,
    "dashed": _dashed,
    "sentence": _sentence,
}
FILTERS = {name: _defined(name, function) for name, function in _SHOWN.items()}
