"""Where in the HTML did each expression of a page end up, and may it stand there?"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import NamedTuple

from plugins.playbook.prose import TOKEN, Expression

_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_NO_LINK_INSIDE = {"a", "button", "label", "summary", "h1", "h2", "h3", "h4", "h5", "h6"}


class Place(NamedTuple):
    """One occurrence of a token.

    Attributes:
        kind: `code`, `comment`, `attribute`, `text`, or `paragraph` where it is all of a paragraph.
        inside: The innermost enclosing element in which a link may not stand; empty where a link may.
    """

    kind: str
    inside: str = ""


def places(markup: str) -> dict[str, list[Place]]:
    """Return every occurrence of every token in the HTML of a page."""
    finder = _Finder()
    finder.feed(markup)
    finder.close()
    alone = set(re.findall(rf"<p>({TOKEN.pattern})</p>", markup))
    return {
        token: [Place("paragraph") if p.kind == "text" and token in {a[0] for a in alone} else p for p in found]
        for token, found in finder.found.items()
    }


def with_code_restored(markup: str, expressions: dict[str, Expression]) -> str:
    """Return the HTML with the expressions inside `<pre>` and `<code>` turned back into their source."""

    def source(token: re.Match[str]) -> str:
        return html.escape(expressions[token[0]].text, quote=False)

    return _CODE.sub(lambda code: TOKEN.sub(source, code[0]), markup)


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: dict[str, list[Place]] = {}
        self._open: list[str] = []

    def _note(self, text: str | None, kind: str) -> None:
        for match in TOKEN.finditer(text or ""):
            inside = next((tag for tag in reversed(self._open) if tag in _NO_LINK_INSIDE), "")
            self.found.setdefault(match[0], []).append(Place(kind, inside))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for _, value in attrs:
            self._note(value, "attribute")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        in_code = "code" in self._open or "pre" in self._open
        self._note(data, "code" if in_code else "text")

    def handle_comment(self, data: str) -> None:
        self._note(data, "comment")

    def handle_decl(self, decl: str) -> None:
        self._note(decl, "comment")

    def unknown_decl(self, data: str) -> None:
        self._note(data, "comment")

    def handle_pi(self, data: str) -> None:
        self._note(data, "comment")
