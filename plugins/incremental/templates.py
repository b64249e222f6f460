"""Which other templates does a template draw on: what it extends, includes and imports?"""

from __future__ import annotations

import re

# The words of a tag that draws on another template, and what follows them.
USE = re.compile(r"{%[-+]?\s*(extends|include|import|from)\b(.*?)[-+]?%}", re.DOTALL)
_LITERAL = r"""(?:"[^"]*"|'[^']*')"""
# A name, or a list of them, and what may follow. In anything else a name may come from elsewhere.
_PLAIN = re.compile(
    rf"\s*({_LITERAL}|[\[(]\s*{_LITERAL}(?:\s*,\s*{_LITERAL})*\s*,?\s*[\])])"
    r"(?:\s*ignore\s+missing)?(?:\s*with(?:out)?\s+context|\s*(?:import|as)\b[\w\s,]*)?\s*"
)


def references(text: str) -> tuple[str, ...]:
    """Return the names of the templates that a template names, each once.

    Raises:
        ValueError: Where it names one by anything but its name, so that nobody can tell.

    >>> references('{% extends "base.html" %}{% from "macros.html" import fig %}')
    ('base.html', 'macros.html')
    """
    found: dict[str, None] = {}
    for match in USE.finditer(text):
        plain = _PLAIN.fullmatch(match[2])
        if plain is None:
            raise ValueError(f"{match[0]!r} names its template only when it is rendered")
        found.update((name[1:-1], None) for name in re.findall(_LITERAL, plain[1]))
    return tuple(found)
