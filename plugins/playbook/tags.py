"""Which tags does finished HTML open, with which attributes? As `html.parser` says it, in a fifth of the time.

Every page of the site is read here on every build, and half of a large build went into parsing them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

# What has been read is never read in another way, since nothing that follows could then fit better.
_ATTRIBUTES = r"""((?:[^>"']++|"[^"]*+"|'[^']*+')*+)"""
_TAG = re.compile(
    # What a script or style holds, or a comment, is no tag.
    rf"<(?:(script|style)\b{_ATTRIBUTES}>.*?</\1\s*>|!--.*?-->|([a-z][^\s/>]*+){_ATTRIBUTES}>)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]*))?""")
_HEADING = re.compile(rf"<h([1-4])\b{_ATTRIBUTES}>(.*?)</h\1\s*>", re.DOTALL | re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^>]*>")


def opened(html: str, *wanted: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield name and attributes of every tag that opens, in order.

    Args:
        html: A page, or a part of one.
        wanted: Attributes, of which most tags have none. The attributes of such a tag need not be yielded.
    """
    for whole, of_whole, name, of_name in _TAG.findall(html):
        written = of_name or of_whole
        if not written:
            if tag := name or whole:
                yield tag.lower(), {}
            continue
        lower = written.lower()
        is_wanted = not wanted
        for one in wanted:
            if one in lower:
                is_wanted = True
                break
        yield (name or whole).lower(), _attributes(written) if is_wanted else {}


def headings(html: str, lowest: int) -> Iterator[tuple[int, str, str]]:
    """Yield rank, id and text of every heading from `h1` to `h4`; the id is empty where it has none.

    Args:
        html: A page, or a part of one.
        lowest: The rank down to which they are wanted, 4 at most.
    """
    for match in _HEADING.finditer(html):
        if int(match[1]) <= lowest:
            yield int(match[1]), _attributes(match[2]).get("id", ""), unescape(_ANY_TAG.sub("", match[3]))


def _attributes(written: str) -> dict[str, str]:
    found = {}
    for name, value in _ATTRIBUTE.findall(written):
        bare = value[1:-1] if value[:1] in ('"', "'") else value
        found[name.lower()] = unescape(bare) if "&" in bare else bare
    return found
