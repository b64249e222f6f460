"""What do others need to know of a finished page: its ids, links and sections, read once?

A page that a build keeps from the one before has no HTML at hand; these stand for it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from plugins.playbook.machine_links import in_file, in_json_ld
from plugins.playbook.prose import TOKEN
from plugins.playbook.tags import headings, opened

_RANKS = ("h1", "h2", "h3", "h4")
_BELOW_THE_TITLE = ("h2", "h3", "h4", "h5", "h6")
_HIDDEN = re.compile(r'<meta (?:name="robots" content="[^"]*noindex|http-equiv="refresh")')


class Facts(NamedTuple):
    """What a page holds, in plain tuples.

    Attributes:
        ids: (tag, id) of every tag with an id, in order, an id that is given twice included.
        links: Every address that it names, as it stands there, each once: `href`, `src`, what it says to machines.
        title: The words of its first heading.
        sections: (id, words) of each heading with an id, down to `h4`.
        bare: The headings below the title that have no id.
        hidden: Whether searches are asked not to show it.
        unfilled: Whether an expression is left in it.
    """

    ids: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()
    title: str = ""
    sections: tuple[tuple[str, str], ...] = ()
    bare: tuple[str, ...] = ()
    hidden: bool = False
    unfilled: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Every id."""
        return frozenset(name for _, name in self.ids)


class FileFacts(NamedTuple):
    """What others need to know of a file that is no page.

    Attributes:
        size: In bytes.
        sha256: In hexadecimal.
        links: (line, address) of every address of the guide that it names.
    """

    size: int
    sha256: str
    links: tuple[tuple[int, str], ...]


def file_facts(name: str, content: bytes, root: str) -> FileFacts:
    """Return what others need to know of a file.

    Args:
        name: Its path below the output.
        content: Its bytes.
        root: The address of the guide; empty where it has none.
    """
    return plain_facts(content, in_file(name, content, root))


def plain_facts(content: bytes, links: Iterable[tuple[int, str]]) -> FileFacts:
    """Return what others need to know of a file whose (line, address) of each link are known."""
    return FileFacts(len(content), hashlib.sha256(content).hexdigest(), tuple(links))


def facts(html: str) -> Facts:
    """Return what a page holds."""
    ids: list[tuple[str, str]] = []
    links: dict[str, None] = {}
    bare = []
    for tag, named in opened(html, "id", "href", "src", "property"):
        if not named:
            if tag in _BELOW_THE_TITLE:
                bare.append(tag)
            continue
        if name := named.get("id"):
            ids.append((tag, name))
        elif tag in _BELOW_THE_TITLE:
            bare.append(tag)
        for key in ("href", "src"):
            if link := named.get(key):
                links[link] = None
        if named.get("property") in ("og:url", "og:image"):
            links[named["content"]] = None
    links.update(dict.fromkeys(in_json_ld(html)))
    title, sections = "", {}
    for rank, name, words in headings(html, 4):
        if rank == 1:
            title = words
        if name:
            sections[name] = words
    return Facts(
        tuple(ids),
        tuple(links),
        title,
        tuple(sections.items()),
        tuple(bare),
        _HIDDEN.search(html) is not None,
        TOKEN.search(html) is not None,
    )
