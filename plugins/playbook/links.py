"""Does every link lead to a page, a file or a fragment that exists, and is every id given once?"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from generator.errors import Problem, did_you_mean
from plugins.playbook.prose import TOKEN
from plugins.playbook.site import Site
from plugins.playbook.tags import opened

_COMPANY_SECTIONS = ("equity", "signing-bonus", "refresh", "level-mapping", "tactics", "faq", "sources", "history")


class _Page:
    def __init__(self, html: str) -> None:
        self.ids: Counter[str] = Counter()
        self.links: dict[str, None] = {}
        self.bare_headings: list[str] = []
        for tag, named in opened(html):
            if named.get("id"):
                self.ids[named["id"]] += 1
            elif tag == "h2":
                self.bare_headings.append(tag)
            for key in ("href", "src"):
                if named.get(key):
                    self.links[named[key]] = None


def problems(site: Site) -> list[Problem]:
    """Return every broken link and every repeated id of the rendered pages, and the sections a company page lacks."""
    pages = {address: _Page(html) for address, html in site.pages.items()}
    found: dict[tuple[str, int, str], Problem] = {}
    for address, page in pages.items():
        if address in site.failed:
            continue
        broken = (p for link in page.links if (p := _broken(site, pages, address, link)))
        for problem in (*_page_problems(site, address, page), *broken):
            # A link of a template is broken on every page; once is enough.
            found.setdefault((problem.path if problem.line else "", problem.line, problem.what), problem)
    return list(found.values())


def _page_problems(site: Site, address: str, page: _Page) -> Iterator[Problem]:
    path = _source(site, address)
    for name, count in page.ids.items():
        if count > 1:
            yield Problem(
                path,
                _line_of(site, address, name),
                0,
                f"id {name!r} stands {count} times on {address}",
                "a link would find only the first",
                "rename all but one",
            )
    if page.bare_headings:
        yield Problem(
            path, 0, 0, f"a heading of {address} has no id", "nobody could link to it", "write {: #name } after it"
        )
    if TOKEN.search(site.pages[address]):
        yield Problem(path, 0, 0, f"an expression is left on {address}", "it was never evaluated", "report this fault")
    slug = address.removeprefix("/companies/").strip("/")
    if address.startswith("/companies/") and slug in site.loaded.names.companies:
        levels = site.data.companies[slug].levels
        wanted = (*_COMPANY_SECTIONS, *levels, *(f"{level}-counter-offer" for level in levels))
        for name in wanted:
            if name not in page.ids:
                yield Problem(
                    path,
                    0,
                    0,
                    f"the page of {slug} has no section #{name}",
                    "links to it would break",
                    f"add a heading with {{: #{name} }}",
                )


def _broken(site: Site, pages: dict[str, _Page], address: str, link: str) -> Problem | None:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    if "{" in link:
        return _problem(
            site, address, link, f"{link!r} was not resolved", "Pelican found no such file", "name a file that exists"
        )
    target = (
        address
        if not parts.path
        else posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(parts.path)))
    )
    if address == "/404.html" and parts.path.startswith("/"):
        root = urlsplit(site.settings.get("SITEURL", "")).path.rstrip("/")
        target = posixpath.normpath(unquote(parts.path).removeprefix(root) or "/")
    if parts.path.endswith("/") and target != "/":
        target += "/"
    target = target if target != "." else "/"
    if target in site.failed:
        return None
    if target not in pages:
        if target.lstrip("/") in site.files:
            return None
        return _problem(site, address, link, f"broken link to {target}", "no such page", did_you_mean(target, pages))
    fragment = unquote(parts.fragment)
    if "=" in fragment:
        return _prefill(site, address, link, fragment)
    if fragment and fragment not in pages[target].ids:
        hint = did_you_mean(fragment, pages[target].ids)
        return _problem(
            site,
            address,
            link,
            f"broken link to {target}#{fragment}",
            "no such section",
            hint if hint.startswith("did") else "",
        )
    return None


def _prefill(site: Site, address: str, link: str, fragment: str) -> Problem | None:
    """Check a link that fills the calculator: `#company=openai&level=l5`."""
    wanted = dict(parse_qsl(fragment))
    levels = site.loaded.names.companies.get(wanted.get("company", ""))
    if levels is not None and ("level" not in wanted or wanted["level"] in levels):
        return None
    return _problem(
        site, address, link, f"the calculator has no {fragment!r}", "it would open empty", "name a company and a level"
    )


def _problem(site: Site, address: str, link: str, what: str, why: str, remedy: str) -> Problem:
    """Place a link's problem in the Markdown where it can be found there; else on the page as a whole."""
    answers = [answer.address for answer in site.answers] if address in ("/", "/faq/") else []
    for written in (address, *answers):
        prose = site.prose.get(written)
        place = _place(prose.lines, address, link) if prose else None
        if prose and place:
            return prose.problem(*place, what, why, remedy)
    return Problem(_source(site, address), 0, 0, what, f"{why}, first met on {address}", remedy)


def _place(lines: list[str], address: str, link: str) -> tuple[int, int] | None:
    """Return line and column of a page's link in its Markdown, where it may be written from the root of the site."""
    path, mark, fragment = link.partition("#")
    path = path or address
    absolute = posixpath.normpath(posixpath.join(posixpath.dirname(address), path))
    if path.endswith("/") and absolute != "/":
        absolute += "/"
    for target in (f"{absolute}{mark}{fragment}", link):
        wanted = re.compile(rf"""(\]\(|\]: |href=")({re.escape(target)})(?=[)"\s]|$)""")
        for number, line in enumerate(lines, 1):
            if match := wanted.search(line):
                return number, match.start(2) + 1
    return None


def _source(site: Site, address: str) -> str:
    return site.prose[address].path if address in site.prose else f"output{address}"


def _line_of(site: Site, address: str, name: str) -> int:
    lines = site.prose[address].lines if address in site.prose else []
    return next((number for number, line in enumerate(lines, 1) if f"#{name} " in line), 0)
