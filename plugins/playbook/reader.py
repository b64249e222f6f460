"""How does Pelican read a Markdown file of ours: prose with expressions, and fragments written by hand?"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pelican.readers import MarkdownReader

from plugins.playbook.keeping import page_part, text_part
from plugins.playbook.prose import Prose
from plugins.playbook.site import Site, current
from plugins.playbook.texts import address_of, read_text


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
        site.sources[address] = name
        site.prose.later(address)
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
    is_sound = site.loaded.dataset is not None  # else nobody can say what still stands
    for name in sorted(found):
        address = address_of(name)
        # A page that was reached may stand all the same; then the writer leaves it out.
        parts = text_part(name), page_part(address)
        if is_sound and site.parts.stand_unseen(parts) and address not in site.prose:
            site.facts.later(address)
            site.sources[address] = name
            site.prose.later(address)
        else:
            to_read.append(name)
    return to_read
