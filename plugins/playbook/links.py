"""Does every link lead to a page, a file or a fragment that exists, and is every id given once?"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from generator.errors import Problem, did_you_mean
from plugins.playbook.addresses import Since, file_links_to_check, to_check
from plugins.playbook.facts import Facts
from plugins.playbook.headings import bare_headings
from plugins.playbook.site import Site

_COMPANY_SECTIONS = ("equity", "signing-bonus", "refresh", "level-mapping", "tactics", "faq", "sources", "history")

_WRITTEN = re.compile(r"""(?:\]\(|\]: |href=")([/#][^)"\s]*)""")


class _Fault(NamedTuple):
    """What is wrong with a link: the address it leads to, what, why that matters, what to do."""

    target: str
    what: str
    why: str
    remedy: str


_EVERYTHING = Since()


def problems(site: Site, since: Since = _EVERYTHING) -> list[Problem]:
    """Return what is wrong with links, ids and headings of the finished pages, and with links of files for machines.

    Args:
        site: The site, finished.
        since: How its addresses compare with those of the last build, in which nothing was wrong.
    """
    names = _Named(site)
    found: dict[tuple[str, int, str], Problem] = {}
    for address, page, links in to_check(site, since):
        if address in site.failed:
            continue
        broken = [(link, fault) for link in links if (fault := _broken(site, names, address, link))]
        for problem in (*_page_problems(site, address, page), *_placed(site, address, broken)):
            # A link of a template is broken on every page; once is enough.
            found.setdefault((problem.path if problem.line else "", problem.line, problem.what), problem)
    for name, line, link in file_links_to_check(site, since):
        if (fault := _broken(site, names, "/", link)) and fault.target not in site.lost:
            found.setdefault((name, 0, fault.what), Problem(f"output/{name}", line, 0, *fault[1:]))
    return [*found.values(), *_moved(site)]


class _Named(Mapping[str, frozenset[str]]):
    """Address of a page → its ids, sorted out for those alone that something leads to; and the files beside them."""

    def __init__(self, site: Site) -> None:
        self._facts = site.facts
        self._known: dict[str, frozenset[str]] = {}
        self.files = site.file_names

    def __getitem__(self, address: str) -> frozenset[str]:
        if address not in self._known:
            self._known[address] = self._facts[address].names
        return self._known[address]

    def __contains__(self, address: object) -> bool:
        return address in self._facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def _placed(site: Site, address: str, broken: list[tuple[str, _Fault]]) -> Iterator[Problem]:
    """Yield the problems of a page's broken links."""
    for link, fault in broken:
        problem = _problem(site, address, link, *fault[1:])
        # What a template links to works again with the line that the ledger asks for; what prose says must be changed.
        if problem.line or fault.target not in site.lost:
            yield problem


def _moved(site: Site) -> Iterator[Problem]:
    """Yield the links of prose that lead to where something was: a reader would be sent on."""
    for address, prose in site.prose.items() if site.leads else ():
        for number, line in enumerate(prose.lines, 1):
            for link in _WRITTEN.finditer(line):
                target = address.partition("#")[0] + link[1] if link[1].startswith("#") else link[1]
                page = target.partition("#")[0]
                if new := site.leads.get(target) or site.leads.get(page):
                    what, why = f"{target} has moved", "a reader would be sent on"
                    yield prose.problem(number, link.start(1) + 1, what, why, f"write {new}")


def _page_problems(site: Site, address: str, page: Facts) -> Iterator[Problem]:
    path = _source(site, address)
    for name, count in Counter(name for _, name in page.ids).items():
        if count > 1:
            yield Problem(
                path,
                _line_of(site, address, name),
                0,
                f"id {name!r} stands {count} times on {address}",
                "a link would find only the first",
                "rename all but one",
            )
    if page.bare:
        yield from bare_headings(site, address, page.bare)
    if page.unfilled:
        yield Problem(path, 0, 0, f"an expression is left on {address}", "it was never evaluated", "report this fault")
    slug = address.removeprefix("/companies/").strip("/")
    if address.startswith("/companies/") and slug in site.loaded.names.companies:
        levels = site.data.companies[slug].levels
        wanted = (*_COMPANY_SECTIONS, *levels, *(f"{level}-counter-offer" for level in levels))
        for name in wanted:
            # A section that was published is the ledger's: it is gone with a line to add, or redirected.
            if name not in page.names and f"{address}#{name}" not in site.ledger.lines:
                yield Problem(
                    path,
                    0,
                    0,
                    f"the page of {slug} has no section #{name}",
                    "links to it would break",
                    f"add a heading with {{: #{name} }}",
                )


def _is_plain(names: _Named, address: str, link: str) -> bool:
    """Return whether a link is written in the simplest way and leads somewhere; nearly all are and do."""
    if link.startswith("#"):
        page, fragment = address, link[1:]
    else:
        path, _, fragment = link.partition("#")
        folder = "" if path.startswith("/") else address[: address.rfind("/") + 1]
        while path.startswith("../"):
            folder, path = folder[: folder.rfind("/", 0, -1) + 1], path[3:]
        page = f"{folder}{path}"
    return page in names and (not fragment or fragment in names[page])


def _broken(site: Site, names: _Named, address: str, link: str) -> _Fault | None:
    """Return what is wrong with a link of a page; None where it leads somewhere."""
    if address != "/404.html" and _is_plain(names, address, link):  # whose links begin at the root of the site
        return None
    root = _root(site)
    elsewhere = link in (site.settings.get("REPORT_URL"), site.settings.get("SUBSCRIBE_URL"))  # not made by the build
    own = bool(root) and not elsewhere and (link == root or link.startswith(f"{root}/"))
    parts = urlsplit((link.removeprefix(root) or "/") if own else link)
    if parts.scheme or parts.netloc:
        return None
    if "{" in link:
        return _Fault("", f"{link!r} was not resolved", "Pelican found no such file", "name a file that exists")
    target = _target(address, parts.path)
    if address == "/404.html" and parts.path.startswith("/") and not own:
        target = posixpath.normpath(unquote(parts.path).removeprefix(urlsplit(root).path) or "/")
    if parts.path.endswith("/") and target != "/":
        target = f"{target.rstrip('/')}/"
    fragment = unquote(parts.fragment)
    if target in site.failed:
        return None
    if target not in names:
        if target.lstrip("/") in names.files:
            return None
        return _Fault(target, f"broken link to {target}", "no such page", did_you_mean(target, names))
    if "=" in fragment:
        return _prefill(site, fragment)
    whole = f"{target}#{fragment}"
    if fragment and fragment not in names[target] and whole not in site.leads:
        hint = did_you_mean(fragment, names[target])
        return _Fault(whole, f"broken link to {whole}", "no such section", hint if hint.startswith("did") else "")
    return None


def _target(address: str, path: str) -> str:
    """Return the address that a link's path names on a page, without a last slash."""
    return (
        posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(path))).replace("//", "/")
        if path
        else address
    )


def _root(site: Site) -> str:
    return str(site.settings.get("SITEURL", ""))


def _prefill(site: Site, fragment: str) -> _Fault | None:
    """Check a link that fills the calculator: `#company=openai&level=l5`."""
    wanted = dict(parse_qsl(fragment))
    levels = site.loaded.names.companies.get(wanted.get("company", ""))
    if levels is not None and ("level" not in wanted or wanted["level"] in levels):
        return None
    return _Fault("", f"the calculator has no {fragment!r}", "it would open empty", "name a company and a level")


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
