"""Which other templates does a template draw on: what it extends, includes and imports?"""

from __future__ import annotations

import re

_NAMED = re.compile(r"{%-?\s*(?:extends|include|import|from)\s+([^%]*?)\s*-?%}")
_LITERAL = re.compile(r"""(["'])([^"']+)\1""")


def references(text: str) -> tuple[str, ...]:
    """Return the names of the templates that a template names, each once.

    Raises:
        ValueError: Where it names one by anything but its name, so that nobody can tell.

    >>> references('{% extends "base.html" %}{% from "macros.html" import fig %}')
    ('base.html', 'macros.html')
    """
    found: dict[str, None] = {}
    for match in _NAMED.finditer(text):
        names = _LITERAL.findall(match[1].partition(" import ")[0])
        if not names:
            raise ValueError(f"{match[0]!r} names its template only when it is rendered")
        found.update((name, None) for _, name in names)
    return tuple(found)
