"""Where does a heading stand that has no id, so that nobody could link to it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.errors import Problem
from generator.inputs import files_below
from plugins.playbook.site import Site

_FENCE = re.compile(r"\s*(```|~~~)")
_MARKDOWN = re.compile(r"#{2,6}\s")
_WITH_ID = re.compile(r"\{:?[^}]*#[\w-]+[^}]*\}\s*$")
_TEMPLATE = re.compile(r"<h[2-6](?![^>]*\sid=)[^>]*>")
_WHY = "nobody could link to it"


def bare_headings(site: Site, address: str, tags: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each heading without an id: at its line in Markdown, else in a template, else on its page.

    Args:
        site: The site.
        address: The page.
        tags: The headings without an id that were found on the page, never empty.
    """
    what = f"a heading of {address} has no id"
    found = list(_in_markdown(site, address, what))
    if len(found) < len(tags):
        found += list(_in_templates(site))
    if not found:
        path = site.prose[address].path if address in site.prose else f"output{address}"
        found = [Problem(path, 0, 0, what, _WHY, "write {: #name } after it")]
    yield from found


def _in_markdown(site: Site, address: str, what: str) -> Iterator[Problem]:
    answers = [answer.address for answer in site.answers] if address == "/faq/" else []
    for written in (address, *answers):
        prose = site.prose.get(written)
        fenced = False
        for number, line in enumerate(prose.lines if prose else [], 1):
            fenced ^= bool(_FENCE.match(line))
            if prose and not fenced and _MARKDOWN.match(line) and not _WITH_ID.search(line):
                yield prose.problem(number, 1, what, _WHY, "write {: #name } after it")


def _in_templates(site: Site) -> Iterator[Problem]:
    for name in sorted(files_below(site.theme, ("templates",), ".html")):
        for number, line in enumerate(Path(site.theme, name).read_text(encoding="utf-8").splitlines(), 1):
            if heading := _TEMPLATE.search(line):
                shown = f"{site.theme.name}/{name}"
                yield Problem(
                    shown, number, heading.start() + 1, "a heading without an id", _WHY, 'give it id="…"', line
                )
