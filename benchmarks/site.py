"""What is a guide of N companies, of the real guide's shape and with nothing real in it?

A company has what the median of the real ones has: five levels with lists of rows, postings, reports, terms, asks and a
page of some nine hundred words. The files beside the companies keep their size, whatever N is.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.words import ANSWER, COMPANY_PAGE, PAGES, TERMS

ROOT = Path(__file__).parent.parent
SOURCES, FINDINGS, CLAIMS, ANSWERS = 300, 60, 30, 12
LEVELS = ("l3", "l4", "l5", "l6", "l7")
_ROLES = ("Engineer", "Engineer II", "Senior engineer", "Staff engineer", "Principal engineer")
_SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "tu")
_TEAMS = ("Red", "Green", "Blue", "Grey", "White")
_KINDS = ("aggregator", "posting", "press", "survey")


def make_site(folder: Path, companies: int) -> Path:
    """Write the content of N companies and a copy of the theme into a folder; return it."""
    for name, text in files(companies):
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    for name in ("policy", "ladder"):  # neither names a company
        shutil.copy(ROOT / "content" / "data" / f"{name}.yaml", folder / "content" / "data")
    shutil.copytree(ROOT / "theme", folder / "theme")
    return folder


class Change(NamedTuple):
    """One edit: what it replaces, what it puts there, and the pages that must show it.

    Attributes:
        file: Path below the folder of the guide.
        old, new: A pattern that matches in it exactly once, and what takes its place.
        shown: What the pages hold afterwards, and did not before.
    """

    file: str
    old: str
    new: str
    shown: str
    pages: tuple[str, ...]

    def make(self, path: Path) -> None:
        """Change the file."""
        text, count = re.subn(self.old, self.new, path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert count == 1, f"{self.old!r} matches {count} times in {path}"
        path.write_text(text, encoding="utf-8", newline="\n")


def edits(companies: int, turn: int) -> dict[str, Change]:
    """Return the edits of one round: of a figure, of what all pages share, and of one page's text.

    Args:
        companies: How many the guide has; the one in the middle is edited.
        turn: Number of the round, so that each edit differs from the one before.
    """
    name = slug(companies // 2)
    page, amount = f"/companies/{name}/", 654_000 + turn
    return {
        "figure": Change(
            f"content/data/companies/{name}.yaml",
            r"(\n  l6:.*?total_comp:\n +- value: )\S+",
            rf"\g<1>{amount}",
            f">${amount:,}<",
            (page, f"{page}figures/", "/salaries/"),
        ),
        "template": Change(
            "theme/templates/base.html",
            r"(<p>Edition \d+.</p>\n)?</body>",
            rf"<p>Edition {turn}.</p>\n</body>",
            f"<p>Edition {turn}.</p>",
            (page, "/", "/salaries/"),
        ),
        "prose": Change(
            f"content/companies/{name}.md",
            r"( Seen \w+\.)?\n\n## Sources",
            rf" Seen {slug(turn)}.\n\n## Sources",
            f" Seen {slug(turn)}.",
            (page,),
        ),
    }


def slug(number: int) -> str:
    """Return the name of a company in addresses and paths: a syllable for each of its four digits, no figure."""
    return "".join(_SYLLABLES[int(digit)] for digit in f"{number:04}")


def files(companies: int) -> Iterator[tuple[str, str]]:
    """Yield path below `content/` and text of every file that is made up."""
    for number in range(companies):
        yield f"data/companies/{slug(number)}.yaml", _company(number)
        page = COMPANY_PAGE.replace("SLUG", slug(number)).replace("NAME", slug(number).title())
        yield f"companies/{slug(number)}.md", page
    yield "data/sources.yaml", "\n".join(_source(number) for number in range(SOURCES)) + "\n" + _PLAYBOOK
    yield "data/examples.yaml", _EXAMPLE.format(slug=slug(0))
    yield "data/claims.yaml", "\n".join(_CLAIM.format(n=n, source=_source_id(n)) for n in range(CLAIMS))
    yield "data/evidence.yaml", "\n".join(_FINDING.format(n=n, source=_source_id(n)) for n in range(FINDINGS))
    for number in range(ANSWERS):
        yield f"faq/{slug(number)}.md", ANSWER.replace("SLUG", slug(number % companies))
    yield from ((f"{name}.md", text) for name, text in PAGES.items())


def _company(number: int) -> str:
    """Return a company's data."""
    levels = "\n".join(_level(number, rung) for rung in range(len(LEVELS)))
    postings = "\n".join(
        f"  posting-{n}:\n    role: Engineer, team {_TEAMS[n]}\n    base:\n"
        + _row(number, n, f"low: {180 + 10 * n}K\n        high: {260 + 10 * n}K", "posted range")
        for n in range(3)
    )
    reports = "\n".join(
        f"  report-{n}:\n    role: Manager, team {_TEAMS[n]}\n    total_comp:\n"
        + _row(number, n + 3, f"value: {300 + 20 * n}K", "single report")
        for n in range(5)
    )
    return _COMPANY.format(
        name=slug(number).title(),
        slug=slug(number),
        kind="lab" if number % 2 else "big tech",
        levels=levels,
        postings=postings,
        reports=reports,
        terms=re.sub(r"source: ([AB])", lambda m: f"source: {_source_id(number + 7 * (m[1] == 'B'))}", TERMS),
    )


def _level(number: int, rung: int) -> str:
    """Return a level: two rows of base, one of equity, two of the total; a step with its source."""
    base, equity = 150 + 50 * rung + number % 40, 40 + 90 * rung + number % 60
    text = f"  {LEVELS[rung]}:\n    title: {LEVELS[rung].upper()}\n    role: {_ROLES[rung]}\n    step:\n"
    text += f"      - at: {rung + 3}\n        source: {_source_id(number + 5)}\n        note: By title.\n"
    because = "The newest of the averages on record."
    text += "    base:\n" + _row(number, rung, f"value: {base}K", "average", because)
    text += _row(number, rung + 1, f"low: {base - 20}K\n        high: {base + 60}K", "posted range")
    if rung < 4:
        text += "    annual_equity:\n" + _row(number, rung, f"value: {equity}K", "average")
    text += "    total_comp:\n" + _row(number, 0, f"value: {base + equity}K", "average", because)
    return text + _row(number, 1, f"value: {base + equity - 15}K", "year-end top", day="2024-12")


def _row(number: int, turn: int, amount: str, statistic: str, because: str = "", day: str = "2026-08") -> str:
    why = f"        because: {because}\n" if because else ""
    return (
        f"      - {amount}\n        statistic: {statistic}\n        location: United States\n        from: {day}\n"
        f"        source: {_source_id(7 * number + turn)}\n{why}"
    )


def _source_id(number: int) -> str:
    return f"source-{number % SOURCES:03}"


def _source(number: int) -> str:
    return (
        f"{_source_id(number)}:\n  publisher: {slug(number).title()} Pay Tables\n  "
        f"title: Pay by level, table {number}\n"
        f"  url: https://tables.example/{number}/pay-by-level/\n  published: 2026-08\n  accessed: 2026-09-10\n"
        f"  kind: {_KINDS[number % 4]}\n  grade: {'ABBC'[number % 4]}\n"
    )


_PLAYBOOK = """
handbook:
  publisher: A handbook
  title: How to ask for more
  accessed: 2026-09
  kind: playbook
  grade: C
source-playbook:
  publisher: Another handbook
  title: How to ask for more than that
  accessed: 2026-09
  kind: playbook
  grade: C
"""
_COMPANY = """\
name: {name}
slug: {slug}
kind: {kind}
aliases: []
ladder: Levels run from engineer to principal, and the postings name none of them.

levels:
{levels}
postings:
{postings}
reports:
{reports}
{terms}
"""
_EXAMPLE = """\
senior:
  name: Senior engineer somewhere
  company: {slug}
  source: handbook
  base: 300K
  bonus_target: 0%
  signing_bonus: 40K
  grant: 1.2M
  vesting_schedule: [25%, 25%, 25%, 25%]
  printed:
    base: {{initial: 300K}}
  printed_lift: 20%
  acknowledged: {{lift.outcome: The handbook rounds before it divides.}}
"""
_CLAIM = """\
claim-{n}:
  says: In the case of kind {n}, an offer rises by {{lift}} once somebody asks for it in writing.
  figures: {{lift: 15% to 30%}}
  from: 2026
  source: handbook
  verdict: partly supported
  support:
    - note: A survey of people who had asked comes to much the same.
      statement: finding-{n}
    - note: So does a table of accepted packages.
      source: {source}
  against:
    - note: Where no other offer was at hand, it was less.
      source: {source}
"""
_FINDING = """\
finding-{n}:
  says: Of {{people}} asked in study {n}, {{share}} had asked for more and kept the offer.
  figures: {{people: 1200 people, share: 38%}}
  from: 2026-03
  source: {source}
"""
