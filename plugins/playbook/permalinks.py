"""Does everything that was ever published still lead somewhere, and what is published for the first time?"""

from __future__ import annotations

from pathlib import Path

from generator.errors import Problem
from generator.permalinks import LEDGER, Ledger, Verdict, accepting, judge, record_text, restate
from generator.redirects import redirect_problems
from plugins.playbook.addresses import Since, Unrecorded, note_addresses
from plugins.playbook.keeping import public_files
from plugins.playbook.site import Site

# An id of these is the name of a section or of a row; others belong to forms, drawings and the frame of the page.
_NAMED = {"h2", "h3", "h4", "h5", "h6", "section", "figure", "dt", "dd", "li", "tr", "blockquote", "aside"}
_WHERE_PUBLISHED = "/sitemap.xml"  # made only where the guide has an address of its own, and promised all the same
_SHOWN = 8  # new addresses named in a message


def check(site: Site, since: Since) -> tuple[Unrecorded, list[Problem]]:
    """Compare the finished pages and files with the ledger; sets `site.leads` and `site.lost`.

    A site as of an earlier day is not judged: what was known later may be missing there, and is not gone. Nor is one
    whose pages could not all be made.

    Args:
        site: The site, with all its pages and files for readers.
        since: How its addresses compare with those of the last build, in which none was lost.
    """
    if since.unchanged:
        living, published = set[str](), set[str]()
        verdict, unrecorded = Verdict((), (), (), since.leads), since.unrecorded
    else:
        living, published = living_addresses(site), published_addresses(site)
        verdict = judge(site.ledger, site.moves, living, published, site.data.as_of)
        unrecorded = Unrecorded(len(verdict.new), verdict.new[:_SHOWN])
    site.leads = dict(verdict.leads)
    if is_earlier(site) or site.making or site.failed:
        return unrecorded, []
    site.lost = set(verdict.lost)
    problems = [*verdict.gone]
    if not since.unchanged:
        problems += redirect_problems(site.moves, living, published)
    if unrecorded.number and site.settings.get("PERMALINKS_RECORDED"):
        problems.append(_to_record(site.ledger, unrecorded))
    if not since.unchanged:
        note_addresses(site, unrecorded, verdict.leads)
    return unrecorded, problems


def is_earlier(site: Site) -> bool:
    """Return whether the site shows what was known on an earlier day."""
    return site.data.as_of < site.data.newest


def living_addresses(site: Site) -> set[str]:
    """Return every address of the site: pages, all ids on them, files."""
    return {
        _WHERE_PUBLISHED,
        *site.facts,
        *(f"{address}#{name}" for address, page in site.facts.items() for _, name in page.ids),
        *(f"/{name}" for name in public_files(site)),
    }


def published_addresses(site: Site) -> set[str]:
    """Return the addresses that stay once they are published.

    These are the pages, the files for machines, and the sections and rows with an id. The row of a figure follows the
    figure's path and is no part of it, nor is an entry in the list of changes, which is named by what it says.
    """
    owners = [names for owner, names in site.pieces("names", owners=True) if owner not in ("claim", "evidence")]
    rows = {address for names in owners for _, address, _ in names}
    named = {
        f"{address}#{name}"
        for address, page in site.facts.items()
        for tag, name in page.ids
        if tag in _NAMED and not (address == "/changes/" and tag == "li")
    }
    return {
        _WHERE_PUBLISHED,
        *site.facts,
        *(named - rows),
        *(f"/{name}" for name in public_files(site)),
    }


def _to_record(ledger: Ledger, new: Unrecorded) -> Problem:
    shown = ", ".join(new.first) + (", …" if new.number > len(new.first) else "")
    what = f"{new.number} address{'es are' if new.number > 1 else ' is'} not recorded: {shown}"
    why = "what is published once must stay, so each is written down first"
    return Problem(ledger.name, 0, 0, what, why, f"run make html, then {accepting()}, and commit the file")


def record(site: Site, unrecorded: Unrecorded, output: Path, since: Since) -> None:
    """Leave beside the output what was published, for `playbook permalinks`, and say how much of it is new."""
    if is_earlier(site):
        return
    path = output.resolve().parent / ".build" / LEDGER
    path.parent.mkdir(parents=True, exist_ok=True)
    if not (since.unchanged and restate(path, site.state)):
        text = record_text([*published_addresses(site), *site.moves.targets], site.state)
        new = path.with_name(f"{path.name}.new")  # a build that dies here leaves no half of it
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    if count := unrecorded.number:
        print(
            f"{count} address{'es are' if count > 1 else ' is'} not in content/{LEDGER} yet; to record: {accepting()}"
        )
