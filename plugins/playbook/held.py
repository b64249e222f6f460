"""How does a page show a row of every company, and is not looked through whole because one of them has changed?

A list gives a word in place of its rows. The page that is rendered, and searched for headings, ids and links, holds
that word; what a row holds is found out once, when the row is made. At the end the rows take the place of the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from plugins.playbook.facts import Facts, facts
from plugins.playbook.prose import HELD
from plugins.playbook.relative import is_plain, plainly_relative, shortened

if TYPE_CHECKING:
    from plugins.playbook.site import Site

# HTML, (tag, id) of every tag with an id, the links from the root of the site, a line each, and whether all are plain.
Row = tuple[str, tuple[tuple[str, str], ...], str, bool]
NO_ROW: Row = ("", (), "", True)
_SHOULD_BE_READ = re.compile(r"<(?:h[1-6]|script|style|meta)\b", re.IGNORECASE)


class Held(NamedTuple):
    """The rows that a word stands for on one page, with what they hold."""

    address: str
    html: str
    ids: tuple[tuple[str, str], ...]
    links: tuple[str, ...]


def row(html: str) -> Row:
    """Return a row of a list with what it holds.

    Raises:
        ValueError: Where it holds a heading, or what only a whole page may, which nobody would look for in it.
    """
    found = facts(html)
    if _SHOULD_BE_READ.search(html) or found.unfilled:
        raise ValueError("a row of a list holds no heading, script or expression")
    return html, found.ids, "\n".join(found.links), is_plain(html)


def rows(site: Site, address: str, shown: Sequence[Row]) -> Markup:
    """Return the word that stands for some rows on a page, or the rows themselves where they are to be read there.

    Args:
        site: The site.
        address: Of the page. An answer stands on several, and the page for what is missing at any address.
        shown: The rows, in order.
    """
    html = "".join([html for html, _, _, _ in shown])
    if not html or "#" in address or address == "/404.html" or not all(plain for _, _, _, plain in shown):
        return Markup(html)
    word = f"zqh{len(site.held):05}hqz"
    links = shortened("\n".join(["", *(links for _, _, links, _ in shown if links)]), "\n", address)
    ids = tuple(chain.from_iterable(ids for _, ids, _, _ in shown))
    site.held[word] = Held(address, plainly_relative(html, address), ids, tuple(links.split("\n")[1:]))
    return Markup(word)


def finished(held: dict[str, Held], address: str, html: str) -> tuple[str, Facts]:
    """Return a page with the rows in place of the words, and what it holds."""
    found = facts(html)
    known = [held[word] for word in (HELD.findall(html) if held else ()) if _is_of(held, word, address)]
    if not known:
        return html, found
    whole = HELD.sub(lambda word: held[word[0]].html if _is_of(held, word[0], address) else word[0], html)
    return whole, found._replace(
        ids=(*found.ids, *chain.from_iterable(rows.ids for rows in known)),
        links=_once(chain(found.links, *(rows.links for rows in known))),
    )


def _is_of(held: dict[str, Held], word: str, address: str) -> bool:
    return word in held and held[word].address == address


def _once(links: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(links))
