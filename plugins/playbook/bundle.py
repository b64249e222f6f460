"""What goes with the pages: styles, scripts, the emitted formulas, and the bands that the calculator offers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache, partial
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import Problem, ProblemsFound, did_you_mean
from generator.exports import calculator_json
from generator.inputs import files_below
from plugins.playbook.watched import SITE

if TYPE_CHECKING:
    from plugins.playbook.site import Site

FORMULAS = "formulas.js"
# A script that another loads while the page is used, by the name it has here.
_LATER = re.compile(r'(?<=import\("\./)([^"]+)(?="\))')
_IMPORT = re.compile(r'^(?:import|export|\}) ?(?:.* from )?"\./([^"]+)"', re.MULTILINE)


def assets(site: Site) -> dict[str, str]:
    """Add every asset to the site's files under a name with its hash; return plain name → address.

    The short style sheets are joined in the order of their names; one request carries them all. So are the scripts:
    one that no other imports becomes one file with all that it imports.

    Raises:
        ProblemsFound: Where the scripts' imports cannot be followed.
    """
    if site.assets:
        return site.assets
    contents = cache(partial(_contents, site))

    def content(name: str) -> bytes:
        site.parts.read(f"asset:{name}")  # with its next address this file goes
        return contents()[name]

    def named() -> dict[str, str]:
        return {name: _address(name, content) for name, content in contents().items()}

    with site.parts.aside():
        site.assets = site.parts.made("assets", named)
    site.parts.settle("asset:")
    for name, address in site.assets.items():
        site.add_file(address.lstrip("/"), partial(content, name))  # somebody may have touched one of those that stand
    return site.assets


def _contents(site: Site) -> dict[str, bytes]:
    """Return plain name → bytes of each asset, the scripts that others load by their final names before those."""
    for sheet in (SITE, "names:static"):
        site.parts.read(sheet)
    formulas, scripts = site.parts.made("scripts", partial(_scripts, site))
    found = {"js/offers.json": calculator_json(site.data, [own for _, own in site.pieces("offers")]).encode()}
    # Nothing loads this one: it is what the calculator's script was joined from, to be read.
    found[f"js/{FORMULAS}"] = formulas.encode()

    def final(later: re.Match[str]) -> str:
        name = f"js/{later[1]}"
        return Path(_address(name, found[name])).name

    for name in sorted(scripts, key=lambda name: _LATER.search(scripts[name]) is not None):
        found[f"js/{name}"] = _LATER.sub(final, scripts[name]).encode()
    sheets = _of_theme(site, "css", ".css")
    found["css/site.css"] = _joined(site, sheets)
    # A framed card is light: its own short sheet, in the guide's colours.
    found["css/embed.css"] = _joined(site, [*sheets[:1], *_of_theme(site, "css/embed", ".css")])
    for name in sorted(files_below(site.theme, ("static",))):
        if not name.endswith((".js", ".css")):
            found[name.removeprefix("static/")] = _joined(site, [site.theme / name])
    return found


def _scripts(site: Site) -> tuple[str, dict[str, str]]:
    """Return the formulas' script, and each script that a page loads, joined with all that it imports."""
    from generator.emit_js import emit  # most builds keep what all this makes
    from generator.formulas import sources
    from plugins.playbook.scripts import joined

    site.parts.read("code:")
    site.parts.read("names:static")
    texts = {}
    for path in _of_theme(site, "js", ".js"):
        site.parts.read(f"theme:static/js/{path.name}")
        texts[path.name] = path.read_text(encoding="utf-8")
    texts[FORMULAS] = emit(sources())
    return texts[FORMULAS], {name: joined(texts, order) for name, order in entries(texts).items()}


def by_imports(texts: Mapping[str, str]) -> list[str]:
    """Return the scripts' names, each after all that it imports.

    Args:
        texts: Name → text of each script.

    Raises:
        ProblemsFound: Where a script imports one that is not there, or itself in the end.
    """
    from plugins.playbook.scripts import exports, named_imports  # only for scripts that have changed

    imports = {name: set(_IMPORT.findall(text)) for name, text in texts.items()}
    missing = [
        Problem(
            f"theme/static/js/{name}",
            next(n for n, line in enumerate(texts[name].splitlines(), 1) if f'"./{wanted}"' in line),
            0,
            f"there is no script {wanted!r} to import",
            "the page would stop at it",
            did_you_mean(wanted, texts),
        )
        for name in texts
        for wanted in sorted(imports[name] - texts.keys())
    ]
    missing += [
        Problem(
            f"theme/static/js/{name}",
            0,
            0,
            f"{wanted!r} is imported from {other!r}, which has no such name",
            "the page would stop at it",
            did_you_mean(wanted, exports(texts[other])),
        )
        for name, text in texts.items()
        for other, names in named_imports(text)
        for wanted in names
        if other in texts and wanted not in exports(texts[other])
    ]
    if missing:
        raise ProblemsFound(missing)
    try:
        order = list(TopologicalSorter({name: sorted(imports[name]) for name in sorted(texts)}).static_order())
    except CycleError as error:
        circle = error.args[1]
        what = f"scripts import each other in a circle: {' → '.join(circle)}"
        why = "they are joined into one, each after all that it imports"
        raise ProblemsFound([Problem(f"theme/static/js/{circle[0]}", 0, 0, what, why, "break the circle")]) from None
    return [name for name in order if name in texts]


def entries(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Return for each script that no other imports all that it imports, itself last, each after all that it imports.

    Args:
        texts: Name → text of each script.
    """
    order = by_imports(texts)
    imports = {name: set(_IMPORT.findall(text)) for name, text in texts.items()}
    found = {}
    for name in sorted(texts.keys() - {other for names in imports.values() for other in names}):
        reached, to_read = {name}, [name]
        while to_read:
            to_read += (more := sorted(imports[to_read.pop()] - reached))
            reached.update(more)
        found[name] = [other for other in order if other in reached]
    return found


def _of_theme(site: Site, folder: str, suffix: str) -> list[Path]:
    """Return the files right in a folder of the theme's own whose names end so, sorted."""
    inside = f"static/{folder}/"
    found = sorted(files_below(site.theme, (inside.rstrip("/"),), suffix))
    return [site.theme / name for name in found if "/" not in name.removeprefix(inside)]


def _joined(site: Site, files: list[Path]) -> bytes:
    for path in files:
        site.parts.read(f"theme:{path.relative_to(site.theme).as_posix()}")
    return b"\n".join(path.read_bytes() for path in files)


def _address(name: str, content: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"/theme/{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{suffix}"


def asset(site: Site, name: str) -> str:
    """Return the address of a theme file by its plain name; KeyError where the theme has none."""
    site.parts.read(f"asset:{name}")
    return assets(site)[name]
