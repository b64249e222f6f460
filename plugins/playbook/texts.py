"""What does each Markdown file say, taken apart and read once while it stays the same?"""

from __future__ import annotations

import pickle
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markdown import Markdown

from generator.errors import Problem
from generator.inputs import texts_below
from plugins.playbook.keeping import CODE, text_part
from plugins.playbook.prose import Prose, read_prose

if TYPE_CHECKING:
    from plugins.playbook.site import Site

EXTENSIONS = ["attr_list", "fenced_code", "tables", "def_list", "sane_lists", "smarty"]


@cache
def _markdown() -> Markdown:
    """Return the one for all pages: building it costs as much as a short page does."""
    return Markdown(extensions=EXTENSIONS, output_format="html")


def address_of(name: str) -> str:
    """Return the address of a Markdown file below `content/`, such as `companies/openai.md`."""
    room, *parts = name.removesuffix(".md").split("/")
    if room == "faq":
        return f"/faq/#{parts[-1]}"
    if name == "pages/404.md":
        return "/404.html"
    named = [*([] if room == "pages" else [room]), *(parts if parts[-1] != "index" else parts[:-1])]
    return "/" + "".join(f"{part}/" for part in named)


def texts_to_read(site: Site) -> list[str]:
    """Return the Markdown files that have changed, by their path below the content."""
    return [name for name in texts_below(site.content) if not site.parts.stands(text_part(name))]


def prose_of(site: Site, address: str) -> Prose:
    """Return the Markdown of a page or answer, taken apart; who asks notes himself that he has read the file."""
    with site.parts.aside():
        found: Prose = pickle.loads(read_text(site, site.sources[address])[1])[0]
    return found


def read_text(site: Site, name: str) -> tuple[dict[str, str], bytes]:
    """Return what is needed of every page, and the rest, of a file by its path below the content."""
    shown = f"{site.content.name}/{name}"
    found: tuple[dict[str, str], bytes]
    found = site.parts.made(text_part(name), lambda: _kept(*_read(site, Path(site.content, name), shown)))
    return found


def _kept(prose: Prose, html: str) -> tuple[dict[str, str], bytes]:
    """Return what is needed of every page, and the rest for whoever asks for it."""
    headers = {name: prose.header(name) for name in ("title", "summary", "description", "template")}
    return headers, pickle.dumps((prose, html), 5)


def _read(site: Site, path: Path, shown: str) -> tuple[Prose, str]:
    """Return a file's prose, taken apart, and its HTML with a token for each expression."""
    site.parts.read(CODE)
    site.parts.read(f"content:{path.relative_to(site.content).as_posix()}")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        what, why = "this file is not UTF-8", "its letters cannot be read"
        site.reading.append(Problem(shown, 0, 0, what, why, "save it as UTF-8"))
        text = "Title: unreadable\n\n"
    prose = read_prose(text, shown)
    return prose, _markdown().reset().convert(prose.body)
