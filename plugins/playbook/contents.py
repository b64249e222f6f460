"""Which sections does a finished page have, for the list of contents beside it?"""

from __future__ import annotations

from dataclasses import dataclass, field

from plugins.playbook.tags import headings


@dataclass
class Section:
    """A heading with an id; `parts` are those one rank below it."""

    fragment: str
    title: str = ""
    parts: list[Section] = field(default_factory=list)


def contents(html: str) -> list[Section]:
    """Return the page's `h2` with an id, each with its `h3`, in order."""
    sections: list[Section] = []
    for rank, name, title in headings(str(html), 3):
        if name and rank == 2:
            sections.append(Section(name, title))
        elif name and rank == 3 and sections:
            sections[-1].parts.append(Section(name, title))
    return sections
