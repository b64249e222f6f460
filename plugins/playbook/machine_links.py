"""Which addresses of the guide do files for machines name: feeds, the sitemap, data, and what a page says of itself?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_READABLE = (".xml", ".json", ".csv", ".txt")
_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_LINKS = {"@id", "url", "item", "contentUrl", "image", "mainEntityOfPage"}  # schema.org's words for addresses
# An address from the root stands at the beginning of a value or a word, with a letter, a digit or its end after it.
_FROM_ROOT = re.compile(r"""(?<=["'>(,\s])/(?:[A-Za-z0-9][\w./-]*(?:\#[\w-]+)?)(?=["'<),;\s]|$)""", re.MULTILINE)


def in_json_ld(html: str) -> list[str]:
    """Return the addresses in the JSON-LD of a page, as they stand there.

    >>> in_json_ld('<script type="application/ld+json">{"url":"../","name":"/x/","a":[{"@id":"#b"}]}</script>')
    ['../', '#b']
    """
    return [link for block in _SCRIPT.findall(html) for link in _values(json.loads(block))]


def _values(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for key, value in found.items():
            if key in _LINKS and isinstance(value, str):
                yield value
            else:
                yield from _values(value)
    elif isinstance(found, list):
        for value in found:
            yield from _values(value)


def in_file(name: str, content: bytes, root: str) -> Iterator[tuple[int, str]]:
    """Yield (line, address) of every address of the guide that a text for machines names.

    Args:
        name: Path of the file below the output; the theme's own have none.
        content: Its bytes.
        root: The address of the guide; empty where it has none, and addresses begin at the root of the host.
    """
    if name.startswith("theme/") or not name.endswith(_READABLE):
        return
    text = content.decode("utf-8")
    absolute = re.compile(rf"""{re.escape(root)}/[^\s"'<>(),;\]}}]*""") if root else None
    found: dict[tuple[int, str], None] = {}
    for pattern in filter(None, (_FROM_ROOT, absolute)):
        number, end = 1, 0
        for match in pattern.finditer(text):
            number += text.count("\n", end, match.start())
            end = match.start()
            # In running text a full stop after an address ends the sentence.
            found[number, match[0].rstrip(".")] = None
    yield from sorted(found, key=lambda link: link[0])
