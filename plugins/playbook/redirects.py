"""How does an old address still work: on the page, from page to page, and without a server's help?

A section that moved on its page leaves an empty target where it went. One that moved to another page leaves a line
that shows only when it is asked for, with the link on, which a small script follows. A page that is gone leaves a page
that sends on; servers that can do better have its line in `_redirects`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

from jinja2 import TemplateError

from plugins.playbook.bundle import asset
from plugins.playbook.faults import report_failure
from plugins.playbook.keeping import page_part
from plugins.playbook.relative import relative
from plugins.playbook.site import Site

_TAGS = re.compile(r"<[^>]+>")
# Where a page's text begins; what stands in <main> itself takes part in the layout of columns.
_START = re.compile(r'<article class="prose">|<main\b[^>]*>(?!.*<article class="prose">)', re.DOTALL)


def apply(site: Site) -> None:
    """Make every old address work: change the pages that live, add one for each that is gone.

    Sets `site.moved`, the page and file moves that a server may answer with a redirect of its own.
    """
    leads, living = site.leads, set(site.facts)
    claimed: dict[str, str] = {}
    for address, target in leads.items():
        page, mark, _ = address.partition("#")
        if mark and page in living:
            claimed[address] = target
    for address, target in leads.items():
        if "#" in address:
            continue
        if address.endswith(("/", ".html")):
            sections = _sections_of(address, leads)
            carried = _carried(site, target, sections, claimed)
            if carried is not None:
                claimed.update(carried)
                site.moved[address] = target
            _add_page(site, address, target, sections)
        else:
            site.moved[address] = target
            if target.lstrip("/") in site.file_names:
                site.files[address.lstrip("/")] = site.content_of(target.lstrip("/"))  # for a host that cannot redirect
    for address, target in sorted(claimed.items()):
        page, _, name = address.partition("#")
        _change(site, page, _with_target(site, page, name, target))
        if (rows := f"{page}figures/") in living:
            _change(site, rows, _with_rows(site, rows, name, target))


def _change(site: Site, address: str, html: str) -> None:
    """Put a changed page in a page's place; it is made anew in every build, since what changed it may change."""
    site.add_page(address, html)
    site.parts.forget(page_part(address))


def _sections_of(page: str, leads: Mapping[str, str]) -> dict[str, str]:
    """Return the sections of a page that is gone which do not simply keep their name where it went."""
    onward = leads[page]
    named = {a.partition("#")[2]: target for a, target in leads.items() if a.startswith(f"{page}#")}
    return {name: target for name, target in named.items() if target not in (onward, f"{onward}#{name}")}


def _carried(site: Site, onward: str, sections: Mapping[str, str], claimed: Mapping[str, str]) -> dict[str, str] | None:
    """Return the targets to leave where a page went, so that a server's redirect brings its sections along.

    A server does not see the fragment; the browser carries it over. None where the new page has such a section of its
    own, or another target in its place: then only the page that is left behind can tell them apart.
    """
    page, mark, _ = onward.partition("#")
    if mark and sections:
        return None
    carried = {f"{page}#{name}": target for name, target in sections.items()}
    own = site.facts[page].names
    taken = any(claimed.get(a, t) != t or a.partition("#")[2] in own for a, t in carried.items())
    return None if taken else carried


def _with_target(site: Site, page: str, name: str, target: str) -> str:
    """Return a page with a target for a section that it no longer has."""
    html = site.html(page)
    onward, _, fragment = target.partition("#")
    if onward == page and fragment:
        # Inside the element, so that lists and tables stay what they are; in a row of a table, inside its first cell.
        opening = re.compile(rf'(<tr\b[^>]*\sid="{re.escape(fragment)}"[^>]*>\s*<t[hd]\b[^>]*>|<\w+\b[^>]*\s'
                             rf'id="{re.escape(fragment)}"[^>]*>)')  # fmt: skip
        return opening.sub(lambda found: f'{found[0]}<span class="moved" id="{name}"></span>', html, count=1)
    if onward == page:
        return _START.sub(lambda found: f'{found[0]}<span class="moved" id="{name}"></span>', html, count=1)
    href = relative(f' href="{target}"', page, _root(site))
    line = f'<p class="moved" id="{name}">This section is now at <a{href}>{escape(_title(site, target))}</a>.</p>'
    return _with_script(site, page, _START.sub(lambda found: f"{found[0]}\n{line}", html, count=1))


def _with_rows(site: Site, page: str, name: str, target: str) -> str:
    """Return a page of figures on which the rows of a level that is gone lead where the level went."""
    href = relative(f' href="{target}"', page, _root(site))
    link = f'<a hidden{href} data-rows="{name}">{escape(_title(site, target))}</a>'
    return re.sub(r'<nav class="row-sections"[^>]*>', lambda found: f"{found[0]}{link}", site.html(page), count=1)


def _with_script(site: Site, page: str, html: str) -> str:
    source = relative(f' src="{asset(site, "js/moved.js")}"', page, _root(site))
    script = f'<script type="module"{source}></script>\n'
    return html if script in html else html.replace("</head>", f"{script}</head>", 1)


def _add_page(site: Site, address: str, target: str, sections: Mapping[str, str]) -> None:
    """Add a page at an address that is gone; it sends on at once, with or without a script."""
    known = [(name, onward, _title(site, onward)) for name, onward in sections.items()]
    try:
        html = site.templates.get_template("redirect.html").render(
            settings=site.settings, address=address, target=target, title=_title(site, target), sections=known,
            onward=relative(f' href="{target}"', address, _root(site)).split('"')[1],
        )  # fmt: skip
    except TemplateError as error:
        report_failure(site, error, address, "theme/templates/redirect.html")
        return
    site.add_page(address, relative(html, address, _root(site)))


def _title(site: Site, target: str) -> str:
    """Return the heading that a reader will find at an address."""
    page, _, fragment = target.partition("#")
    html = site.html(page) if page in site.facts else ""
    own = re.search(rf'<h([1-6])\b[^>]*\sid="{re.escape(fragment)}"[^>]*>(.*?)</h\1>', html, re.DOTALL)
    found = (own if fragment else None) or re.search(r"<h(1)\b[^>]*>(.*?)</h1>", html, re.DOTALL)
    return " ".join(unescape(_TAGS.sub("", found[2])).split()) if found else target


def _root(site: Site) -> str:
    return str(site.settings.get("SITEURL", ""))
