"""Which functions may prose call, and what does each take?"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any, NamedTuple, TypeVar

from markupsafe import Markup


class Function(NamedTuple):
    """One function of prose.

    Attributes:
        parameters: The kind of each argument: figure, company, level, claim, evidence, example, terms, words; a
            trailing `?` makes it optional.
        render: Called with the site, the page's address and the arguments.
        block: Whether it makes a block and must stand alone in its paragraph.
        link: Whether its result holds a link.
    """

    name: str
    parameters: tuple[str, ...]
    render: Callable[..., Markup | str]
    block: bool
    link: bool


# What long lists show of one of their members, by name; each such piece is kept by itself.
PIECES: dict[str, Callable[..., Any]] = {}
FUNCTIONS: dict[str, Function] = {}
V = TypeVar("V")
_Render = Callable[..., Markup | str]


def piece(render: Callable[..., V]) -> Callable[..., V]:
    """Register what a long list shows of one of its members, under the function's name."""
    PIECES[render.__name__] = render
    return render


def inline(*parameters: str, link: bool = True) -> Callable[[_Render], _Render]:
    """Register a function whose result stands inside a sentence."""
    return _function(parameters, block=False, link=link)


def component(*parameters: str) -> Callable[[_Render], _Render]:
    """Register a function whose result is a block and stands alone."""
    return _function(parameters, block=True, link=True)


def _function(parameters: tuple[str, ...], *, block: bool, link: bool) -> Callable[[_Render], _Render]:
    def register(render: _Render) -> _Render:
        name = render.__name__
        FUNCTIONS[name] = Function(name, parameters, render, block, link)
        return render

    return register


def plain_text(markup: Markup | str) -> str:
    """Return the text of inline HTML."""
    return unescape(re.sub(r"<[^>]+>", "", str(markup)))
