"""How does Pelican read a Markdown file of ours: prose with expressions, and fragments written by hand?"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

from markdown import Markdown
from pelican.readers import MarkdownReader

from generator.errors import Problem
from plugins.playbook.keeping import CODE
from plugins.playbook.prose import Prose, read_prose
from plugins.playbook.site import Site, current

_EXTENSIONS = ["attr_list", "fenced_code", "tables", "def_list", "sane_lists", "smarty"]


@cache
def _markdown() -> Markdown:
    """Return the one for all pages: building it costs as much as a short page does."""
    return Markdown(extensions=_EXTENSIONS, output_format="html")


def address_of(name: str) -> str:
    """Return the address of a Markdown file below `content/`, such as `companies/openai.md`."""
    room, *parts = name.removesuffix(".md").split("/")
    if room == "faq":
        return f"/faq/#{parts[-1]}"
    if name == "pages/404.md":
        return "/404.html"
    named = [*([] if room == "pages" else [room]), *(parts if parts[-1] != "index" else parts[:-1])]
    return "/" + "".join(f"{part}/" for part in named)


class ProseReader(MarkdownReader):
    """Reads headers and body ourselves, so that every expression keeps its line and column."""

    enabled = True

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML, with a token for each expression, and Pelican's metadata."""
        site = current()
        path = Path(source_path)
        name = path.relative_to(site.content).as_posix()
        address = address_of(name)
        headers, pickled = read_text(site, name)
        if address in site.prose:
            other = site.prose[address].path
            what, why = f"two pages claim {address}", f"{other} is there already"
            found: Prose = pickle.loads(pickled)[0]
            site.reading += [*found.problems, found.problem(0, 0, what, why, "rename one of them")]
            return "", {"title": "taken", "status": "skip", "template": "page"}
        site.prose.later(address, lambda: pickle.loads(pickled)[0])
        site.sources[address] = name
        # A missing title is reported already; Pelican would only log it and drop the page.
        title = headers["title"].strip() or "untitled"
        template = headers["template"] or (
            "company" if name.startswith("companies/") and path.stem != "index" else "page"
        )
        metadata = {
            "title": title,
            "summary": headers["summary"],
            "description": headers["description"],
            "template": template,
            "slug": path.stem,
            "url": address.removeprefix("/"),
            "save_as": address.removeprefix("/") + ("index.html" if address.endswith("/") else ""),
        }
        return pickle.loads(pickled)[1], metadata


def without_standing(site: Site, found: Iterable[str]) -> list[str]:
    """Return the files of pages, by their path below the content, that Pelican has to read; the others stand.

    Of a page that stands it is noted where its text is, for whoever asks for that.
    """
    to_read = []
    for name in sorted(found):
        address = address_of(name)
        if name.endswith(".md") and site.loaded.dataset and address not in site.prose and _stands(site, name, address):
            site.prose.later(address, partial(_prose, site, name))
            site.sources[address] = name
        else:
            to_read.append(name)
    return to_read


def _prose(site: Site, name: str) -> Prose:
    found: Prose = pickle.loads(read_text(site, name)[1])[0]
    return found


def _stands(site: Site, name: str, address: str) -> bool:
    return site.parts.stands(_part(name)) and site.stands(address)


def texts_to_read(site: Site) -> list[str]:
    """Return the Markdown files that have changed, by their path below the content."""
    found = sorted(path for room in ("pages", "companies", "faq") for path in Path(site.content, room).rglob("*.md"))
    names = [path.relative_to(site.content).as_posix() for path in found if not path.name.startswith(".")]
    return [name for name in names if not site.parts.stands(_part(name))]


def _part(name: str) -> str:
    return f"prose:{name}"


def read_text(site: Site, name: str) -> tuple[dict[str, str], bytes]:
    """Return what is needed of every page, and the rest, of a file by its path below the content."""
    shown = f"{site.content.name}/{name}"
    found: tuple[dict[str, str], bytes]
    found = site.parts.made(_part(name), lambda: _kept(*_read(site, Path(site.content, name), shown)))
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
