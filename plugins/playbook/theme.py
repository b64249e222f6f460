"""What do the theme's templates get besides the page: strictness, and the names they may call?"""

from __future__ import annotations

from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pelican.generators import ArticlesGenerator, Generator

from plugins.playbook.bundle import asset as _asset
from plugins.playbook.compiled import COMPILED
from plugins.playbook.contents import contents
from plugins.playbook.policy import PAGE_POLICY
from plugins.playbook.site import current
from plugins.playbook.structured import structured_data as _structured_data


def asset(name: str) -> str:
    """Return the address of a theme file, by its plain name such as `css/site.css`."""
    return _asset(current(), name)


def structured_data(address: str) -> list[Markup]:
    """Return what a page says of itself to search engines, each fit for a script block of its own."""
    return _structured_data(current(), address)


def use_own_templates(generator: Generator) -> None:
    """Let a generator find the theme's templates alone.

    For one that is missing Pelican would take that of the same name from a theme of its own, which knows nothing of
    this site; the fault would then show in other templates, under names that they do not hold.
    """
    # Whoever makes articles asks for Pelican's own, to make nothing of them: there are none.
    if not isinstance(generator, ArticlesGenerator):
        generator.env.loader = FileSystemLoader(generator._templates_path)


JINJA: dict[str, Any] = {
    "undefined": StrictUndefined,
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "bytecode_cache": COMPILED,
    "extensions": [],
}
GLOBALS: dict[str, Any] = {
    "asset": asset,
    "structured_data": structured_data,
    "contents": contents,
    "page_policy": PAGE_POLICY,
}
