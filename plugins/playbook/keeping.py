"""What does the guide keep from one build to the next, and what does each part of it rest on?"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.as_of import as_of as held_on
from generator.company_entries import company_entries
from generator.cross_checks import Kept
from generator.dataset import Dataset, Shelf
from generator.inputs import files_below
from plugins.incremental import looking, looks, outputs
from plugins.incremental.files import ABSENT
from plugins.incremental.parts import Parts
from plugins.incremental.templates import references
from plugins.playbook.bundle import assets
from plugins.playbook.code import is_as_imported, of_code
from plugins.playbook.watched import ALL, SITE, standing

if TYPE_CHECKING:
    from plugins.playbook.site import Site

CODE = "code:"
OUTPUT = "output:"
_ODD = 8  # bytes that no other build comes upon
_KNOWN, _HEADS = "names known to the data", "heads of the data"
_Head = tuple[tuple[str, ...], tuple[bool, str]]  # the first keys of a data file, and where a company stands among all


class DataShelf(Shelf):
    """Keeps what a data file says while the file and the code stay the same.

    What is needed of every file stands in one part, for all that stand; the most of a file is only read when somebody
    asks, who notes that himself.
    """

    def __init__(self, parts: Parts) -> None:
        """Keep it among the parts of a build."""
        self._parts = parts
        self._read: dict[str, Kept] = {}
        self._heads: dict[str, _Head] = parts.before(_HEADS) or {}

    def lacks(self, name: str) -> bool:
        """Return whether a file is to be read."""
        return not self._parts.stands(_read(name))

    def recall(self, name: str) -> Kept | None:
        """As of every shelf."""
        if name not in self._read:
            if self._parts.is_made(_read(name)):  # by the second process
                self._note(name, self._parts.value(_read(name))[2])
            elif self.lacks(name):
                return None
            self._read[name] = self._kept(name)
        return self._read[name]

    def _kept(self, name: str) -> Kept:
        def read() -> Any:
            return pickle.loads(self._parts.value(_read(name))[0])

        def named() -> frozenset[tuple[str, str]]:
            return frozenset(self._parts.value(_read(name))[1])

        keys, order = self._heads[name]
        return Kept(read, frozenset(keys), named, order)

    def keep(self, name: str, kept: Kept) -> None:
        """As of every shelf."""
        self._read[name] = kept
        head = tuple(kept.keys), kept.order
        with self._parts.making(_read(name)):
            self._parts.read(CODE)
            self._parts.read(f"data:{name}")
            self._parts.keep(_read(name), (pickle.dumps(kept.read(), 5), tuple(kept.named()), head))
        self._note(name, head)

    def _note(self, name: str, head: _Head) -> None:
        self._heads[name] = head
        with self._parts.making(_HEADS):
            self._parts.read(CODE)
            self._parts.keep(_HEADS, self._heads)

    def has_lost(self, known: Mapping[str, Collection[str]]) -> bool:
        """As of every shelf."""
        before = self._parts.before(_KNOWN) or {}
        with self._parts.making(_KNOWN):
            self._parts.read(CODE)
            self._parts.keep(_KNOWN, {kind: tuple(names) for kind, names in known.items()})
        return any(kind not in before or not known[kind] or set(before[kind]) - set(known[kind]) for kind in known)


def leave(site: Site) -> None:
    """Leave for the next build what this one made; it is a full one where that cannot be."""
    if not is_as_imported(site.inputs):
        return
    for name in site.inputs.written(partial(_was_read, site)):  # saved while it was built
        if not (sheet := _of_one(site, name)):
            return  # too much may have been made of either state
        site.parts.unlike(sheet)
    with suppress(OSError):
        target = Path(site.settings["OUTPUT_PATH"]).resolve()
        known = site.inputs.known(partial(looks.clock, looking.beside(str(target), "parts")))
        outputs.leave(target, lambda state: site.parts.save((known, state)))


def name_kinds(site: Site) -> None:
    """Tell the parts of a site what their sheets are, and find out which files have changed."""
    parts, files = site.parts, site.inputs
    # Texts, not paths: of each of thousands of files a path would be made.
    content, theme = str(site.content), str(site.theme)
    parts.kind("code", lambda _: digest_of(list(of_code(files))))
    parts.kind("site", lambda _: digest_of(list(_of_site(site))) if site.loaded.dataset else None)
    parts.kind("output", lambda name: _of_output(site, name), is_result=True)
    parts.kind("standing", lambda name: _of_standing(site, name))
    parts.kind("state", lambda _: site.state)
    parts.kind("names", lambda of: digest_of("\n".join(_names(site, of))))
    parts.kind("asset", lambda name: assets(site).get(name, ABSENT))
    parts.kind("touched", lambda _: digest_of(sorted(site.touched.items())), lambda _: _touched_otherwise(site))
    parts.kind("data", lambda name: files.digest(f"{content}/data/{name}.yaml"), lambda name: _differing(site, name))
    parts.kind("theme", lambda name: files.digest(f"{theme}/{name}"))
    parts.kind("content", lambda name: files.digest(f"{content}/{name}"))
    parts.kind("template", lambda name: digest_of(sorted(_of_template(site, name))))
    # What other kinds read goes before them.
    parts.settle("data:", "theme:", "content:", CODE, "template:", "names:answers", "names:static", "standing:")


def page_part(address: str) -> str:
    """Return the part that a page is."""
    return file_part(file_name(address))


def file_part(name: str) -> str:
    """Return the part that a file is, by its path below the output."""
    return f"{OUTPUT}{name}"


def file_name(address: str) -> str:
    """Return the path below the output of the page at an address."""
    return f"{address[1:]}index.html" if address.endswith("/") else address[1:]


def text_part(name: str) -> str:
    """Return the part that a Markdown file is, by its path below the content."""
    return f"prose:{name}"


def digest_of(found: object) -> str:
    """Return a digest of a value that says all of itself where it is printed."""
    return hashlib.sha256(repr(found).encode()).hexdigest()


def _of_one(site: Site, name: str) -> str:
    """Return the sheet that a file is by itself, of a company or of prose; empty where others rest on it."""
    path = name.removeprefix(f"{site.content}/").removesuffix(".yaml")
    if path.startswith("data/companies/"):
        return f"data:{path.removeprefix('data/')}"
    return f"content:{path}" if path.endswith(".md") else ""


def _was_read(site: Site, name: str) -> bool:
    """Return whether a build may have read a file: one that is a sheet by itself is read by one part alone."""
    kind, _, rest = _of_one(site, name).partition(":")
    return not kind or site.parts.is_made(_read(rest) if kind == "data" else text_part(rest))


def _of_site(site: Site) -> Iterator[object]:
    """Yield what every page reads."""
    data = site.loaded.checked()
    yield site.parts.digest(CODE), data.as_of, data.newest
    for name in ("data:policy", "data:ladder", "content:redirects.yaml"):
        yield site.parts.digest(name)
    # Where it is read from and written to changes no page.
    yield sorted((name, value) for name, value in _plain(site.settings) if name not in ("PATH", "THEME", "OUTPUT_PATH"))


def _plain(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the settings that hold values; code is known by its files."""
    for name, value in settings.items():
        if isinstance(value, str | int | float | bool | list | tuple | dict | None) and " at 0x" not in repr(value):
            yield name, repr(value)


def _of_output(site: Site, name: str) -> str | None:
    """Return a digest of what others know of a page or file; of one that stands, as the last build found it."""
    address = f"/{name.removesuffix('index.html')}"
    if address not in site.facts and name not in site.file_names:
        return ABSENT
    known = site.parts.digest_before(file_part(name)) if site.parts.stands(file_part(name)) else None
    return known or digest_of(tuple(site.facts[address] if address in site.facts else site.file(name)))


def _of_standing(site: Site, name: str) -> str:
    """Return the same as the last build while a file in the output stands as it was left; else what is like nothing."""
    if not site.stands_as_left(name):
        return os.urandom(_ODD).hex()
    return site.parts.digest_before(standing(name)) or "as left"


def _names(site: Site, of: str) -> list[str]:
    """Return names: of companies in order, or with levels; of answers, pages, files to link to, and the theme's own."""
    if of == "companies":
        return list(site.loaded.checked().companies)
    if of == "levels":
        return [f"{slug} {' '.join(levels)}" for slug, levels in levels_by_company(site).items()]
    if of == "pages":
        return sorted(site.facts)
    if of == "files":
        return sorted(public_files(site))
    if of == "answers":
        return sorted(files_below(site.content, ("faq",)))
    return sorted(files_below(site.theme, ("static",)))


def public_files(site: Site) -> set[str]:
    """Return the names of files to link to: of no asset, which is named by its hash, and of nothing for servers."""
    return {name for name in site.file_names if not name.startswith(("theme/", "_", "."))}


def levels_by_company(site: Site) -> dict[str, list[str]]:
    """Return company → its levels, both in the order of their names."""
    return {slug: sorted(names or ()) for slug, names in sorted(site.loaded.names.companies.items())}


def _of_template(site: Site, name: str) -> set[tuple[str, str]]:
    """Return (name, digest) of a template and of all that it draws on."""
    found: dict[str, str] = {}
    to_read = [name]
    while to_read:
        wanted = to_read.pop()
        if wanted not in found:
            found[wanted] = site.inputs.digest(site.theme / "templates" / wanted)
            to_read += site.parts.made(f"references:{wanted}", partial(_references, site, wanted))
    return set(found.items())


def _references(site: Site, name: str) -> tuple[str, ...]:
    # Not the sheet of the template, which is what this is needed for, but its file.
    site.parts.read(f"theme:templates/{name}")
    path = site.theme / "templates" / name
    try:
        return references(path.read_text(encoding="utf-8")) if path.is_file() else ()
    except ValueError:  # it may be any of them
        found = files_below(site.theme, ("templates",), ".html")
        return tuple(sorted(name.removeprefix("templates/") for name in found))


def _read(name: str) -> str:
    return f"read:{name}"


def _touched_otherwise(site: Site) -> Collection[str]:
    _, before = site.parts.before("touched") or ((), {})
    return _unlike(before, site.touched)


def _differing(site: Site, name: str) -> Collection[str] | None:
    """Return what differs in a data file from the last build: ids of records, or paths of figures."""
    before = site.parts.before(_read(name))
    if before is None or site.loaded.dataset is None or site.parts.has_changed(SITE):
        return None
    old = pickle.loads(before[0])
    if name.startswith("companies/"):
        slug = name.partition("/")[2]
        data = site.loaded.dataset
        if slug not in data.companies:
            return None
        with site.parts.aside():
            now = site.figures.of_owner(slug)
        return _unlike(_figures(data, old), now)
    new = getattr(site.loaded.dataset, name)
    order = [] if list(old.root) == list(new) else [ALL]
    return {*_unlike(old.root, new), *order}


def _figures(dataset: Dataset, company: Any) -> dict[str, Any]:
    """Return the figures of a company, as they stood on the day and those known later, by path."""
    found: dict[str, Any] = {}
    held = held_on(company, dataset.as_of)
    for model in (held,) if held is company else (held, company):
        for entry in company_entries(dataset, model):
            found.setdefault(entry.path, entry)
    return found


def _unlike(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
