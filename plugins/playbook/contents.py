"""Which sections does a finished page have, for the list of contents beside it?"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Section:
    """A heading with an id; `parts` are those one rank below it."""

    fragment: str
    title: str = ""
    parts: list[Section] = field(default_factory=list)


def contents(html: str) -> list[Section]:
    """Return the page's `h2` with an id, each with its `h3`, in order."""
    finder = _Headings()
    finder.feed(str(html))
    finder.close()
    return finder.sections


class _Headings(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sections: list[Section] = []
        self._open: Section | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        fragment = dict(attrs).get("id")
        if tag not in ("h2", "h3") or not fragment:
            return
        self._open = Section(fragment)
        if tag == "h2":
            self.sections.append(self._open)
        elif self.sections:
            self.sections[-1].parts.append(self._open)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h2", "h3"):
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.title += data
