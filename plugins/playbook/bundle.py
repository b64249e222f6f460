"""What goes with the pages: styles, scripts, the emitted formulas, and the bands that the calculator offers."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.emit_js import emit
from generator.exports import calculator_data

if TYPE_CHECKING:
    from plugins.playbook.site import Site

_FORMULAS = Path(__file__).resolve().parents[2] / "generator" / "formulas.py"


def assets(site: Site) -> dict[str, str]:
    """Add every asset to the site's files under a name with its hash; return plain name → address.

    The short style sheets are joined in the order of their names; one request carries them all.
    Scripts are named last to first: a module that imports another holds the other's final name.
    """
    if site.assets:
        return site.assets
    formulas = emit([("generator/formulas.py", _FORMULAS.read_text(encoding="utf-8"))])
    data = json.dumps(calculator_data(site.data), ensure_ascii=False, separators=(",", ":"))
    _add(site, "js/formulas.js", formulas.encode())
    _add(site, "js/offers.json", data.encode())
    static = site.theme / "static"
    scripts = sorted(static.glob("js/*.js"), key=lambda path: (b"import " in path.read_bytes(), path.name))
    for path in scripts:
        text = path.read_text(encoding="utf-8")
        for name, address in site.assets.items():
            text = text.replace(f'"./{Path(name).name}"', f'"./{Path(address).name}"')
        _add(site, f"js/{path.name}", text.encode())
    styles = b"\n".join(path.read_bytes() for path in sorted(static.glob("css/*.css")))
    _add(site, "css/site.css", styles)
    for path in sorted(static.rglob("*")):
        if path.is_file() and path.suffix not in (".js", ".css"):
            _add(site, path.relative_to(static).as_posix(), path.read_bytes())
    return site.assets


def _add(site: Site, name: str, content: bytes) -> None:
    stem, dot, suffix = name.rpartition(".")
    address = f"/theme/{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{suffix}"
    site.assets[name] = address
    site.files[address.lstrip("/")] = content


def asset(site: Site, name: str) -> str:
    """Return the address of a theme file by its plain name; KeyError where the theme has none."""
    found: Any = assets(site)
    return str(found[name])
