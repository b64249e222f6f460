"""What do the theme's templates get besides the page: strictness, and the names they may call?"""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined

from plugins.playbook.bundle import asset as _asset
from plugins.playbook.compiled import COMPILED
from plugins.playbook.contents import contents
from plugins.playbook.site import current


def asset(name: str) -> str:
    """Return the address of a theme file, by its plain name such as `css/site.css`."""
    return _asset(current(), name)


JINJA: dict[str, Any] = {
    "undefined": StrictUndefined,
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "bytecode_cache": COMPILED,
    "extensions": [],
}
GLOBALS: dict[str, Any] = {"asset": asset, "contents": contents}
