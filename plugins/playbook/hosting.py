"""What should a server answer besides the files: which headers, and which redirects?

The same answers in two forms: `_headers` and `_redirects` for hosts that read these, `_nginx.conf` for nginx.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from plugins.playbook.addresses import LEDGER_SHEET
from plugins.playbook.policy import FRAMED_POLICY, HEADER_POLICY
from plugins.playbook.site import Site

_FOREVER = "public, max-age=31536000, immutable"  # an asset is named by its hash
_SHORT = "public, max-age=600, must-revalidate"
_TYPES = {  # what nginx does not know by itself once it is told anything
    "text/html": "html",
    "text/css": "css",
    "text/javascript": "js",
    "text/plain": "txt",
    "text/csv": "csv",
    "application/json": "json",
    "application/xml": "xml",
    "application/octet-stream": "inv",
    "image/svg+xml": "svg",
    "image/png": "png",
}
_FEEDS = {"atom.xml": "application/atom+xml", "feed.json": "application/feed+json"}


def add_hosting(site: Site) -> None:
    """Add the files for servers to the site's files."""
    root = urlsplit(str(site.settings.get("SITEURL", ""))).path.rstrip("/")
    site.add_file("_headers", lambda: _headers(site, root).encode())
    moves = [f"{root}{old} {root}{new} 301\n" for old, new in sorted(site.moved.items())]
    site.files["_redirects"] = "".join(moves).encode()
    site.files["_nginx.conf"] = _nginx(site, root).encode()


def headers_of(name: str) -> dict[str, str]:
    """Return the headers of a file by its path below the root: `theme/…` and `embed/…` have their own."""
    room = name.partition("/")[0]
    return {
        "Content-Security-Policy": FRAMED_POLICY if room == "embed" else HEADER_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": _FOREVER if room == "theme" else _SHORT,
    } | ({"Access-Control-Allow-Origin": "*"} if room in ("data", "objects.inv") else {})


def _headers(site: Site, root: str) -> str:
    """Return `_headers`: of hosts that read it some join what two patterns say, so each file fits one pattern only."""
    for sheet in ("names:pages", "names:files", LEDGER_SHEET):  # and where moved addresses lead, with all pages
        site.parts.read(sheet)
    names = {*site.file_names, *(address.lstrip("/") for address in site.facts)}
    tops = {name.partition("/")[0] + ("/*" if "/" in name else "") for name in names if not name.startswith(("_", "."))}
    blocks = []
    for top in sorted(tops):
        lines = [f"  {key}: {value}\n" for key, value in headers_of(top).items()]
        blocks.append(f"{root}/{top}\n{''.join(lines)}")
    return "\n".join(blocks)


def _nginx(site: Site, root: str) -> str:
    """Return the part of nginx's `server { … }` that belongs to this build."""
    lines = [
        "# Made by the build. Include it in a server { } whose root holds the output",
        f"# {f'as the folder {root}/' if root else 'itself'}; docs/hosting/nginx.conf is a whole example.",
        "types {",
        *(f"    {kind} {suffix};" for kind, suffix in _TYPES.items()),
        "}",
        "charset utf-8;",
        "charset_types text/css text/javascript text/plain text/csv application/xml;",
        "index index.html;",
        f"error_page 404 {root}/404.html;",
        "absolute_redirect off;",
        "gzip on;",
        "gzip_vary on;",
        "gzip_types text/css text/javascript text/csv application/json application/xml application/atom+xml "
        "application/feed+json image/svg+xml;",
        "",
        *_locations(root),
        "",
        *_moves(site, root),
    ]
    return "\n".join(lines) + "\n"


def _locations(root: str) -> Iterator[str]:
    for room in ("", "data/", "embed/", "theme/"):
        yield f"location {root}/{room} {{"
        yield from _added(room)
        yield "}"
    yield f"location = {root}/objects.inv {{"
    yield from _added("objects.inv")
    yield "}"
    for name, kind in _FEEDS.items():
        yield f"location ~ /{name.replace('.', '[.]')}$ {{"
        yield "    types { }"
        yield f"    default_type {kind};"
        yield from _added("")
        yield "}"
    yield "location ~ /[._][^/]*$ { return 404; }  # what is for servers is not for readers"


def _added(name: str) -> Iterator[str]:
    for key, value in headers_of(name).items():
        yield f'    add_header {key} "{value}" always;'


def _moves(site: Site, root: str) -> Iterator[str]:
    """Yield a line for each address that is gone; with and without its last slash, so that nobody is sent on twice."""
    for old, new in sorted(site.moved.items()):
        for address in dict.fromkeys((old, old.rstrip("/") or "/")):
            yield f'location = {root}{address} {{ return 301 "{root}{new}"; }}'
