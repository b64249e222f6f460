"""What can happen to a guide between two builds? Edits of every kind, drawn like cards, each of which can be undone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.site import files, slug

Texts = dict[str, str | None]  # path below the guide → text, or None where there is no file

_COMPANIES, _PAGES = "content/data/companies/*.yaml", "content/[cp]*/*.md"
_ROW = r"      - (?:value|low): .*\n(?:        .*\n)+"
_LEVEL = r"  l\d:\n(?:    .*\n)+"
_NEW_ROW = """\
      - value: {amount}K
        statistic: average
        location: United States
        from: 2026-09
        source: source-{source}
        because: It is the newest, says {word}.
"""
_NEW_LEVEL = """\
  l9:
    title: {word}
    role: Engineer
    total_comp:
      - {{value: {amount}K, statistic: average, location: United States, from: 2026-08, source: source-{source}}}
"""
_NEW_SOURCE = """\
new-{word}:
  publisher: Tables of {word}
  title: Pay by level
  accessed: 2026-10-{day}
  kind: survey
  grade: B

"""
_NEW_PAGE = 'Title: New page of {word}\nSummary: New.\n\nAs {{{{ figure("baba{end}.l5.base") }}}} says.\n'

# Kind → files, what one place of one of them looks like, and what takes it; in braces stands something new.
REPLACEMENTS: dict[str, tuple[str, str, str]] = {
    "value of a figure": (_COMPANIES, r"(?<=- value: )\d+K$", "{amount}K"),
    "end of a range": (_COMPANIES, r"(?<=  high: )\d+K$", "{amount}K"),
    "row added": (_COMPANIES, r"(?<=    base:\n)(?=      -)", _NEW_ROW),
    "row removed": (_COMPANIES, _ROW, ""),
    "source of a row": (_COMPANIES, r"(?<=        source: source-)\d+", "{source}"),
    "because of a row": (_COMPANIES, r"(?<=        because: ).*", "It is the better one, says {word}."),
    "because of an ask": (_COMPANIES, r"(?<=, because: )[^,]*(?=,)", "So says {word}."),
    "words of a term": (_COMPANIES, r"(?<=\{says: )[^\",{]*(?=,)", "So it is at {word}."),
    "title of a level": (_COMPANIES, r"(?<=    title: ).*", "{word}"),
    "role of a level": (_COMPANIES, r"(?<=    role: ).*", "Engineer of {word}"),
    "level added": (_COMPANIES, r"^(?=postings:)", _NEW_LEVEL),
    "level removed": (_COMPANIES, _LEVEL, ""),
    "name of a company": (_COMPANIES, r"(?<=^name: ).*", "{word}"),
    "title of a source": ("content/data/sources.yaml", r"(?<=  title: ).*", "Pay, by {word}"),
    "publisher of a source": ("content/data/sources.yaml", r"(?<=  publisher: ).*", "Tables of {word}"),
    "grade of a source": ("content/data/sources.yaml", r"(?<=  grade: )[AB]", "C"),
    "day of a source": ("content/data/sources.yaml", r"(?<=  accessed: )2026-\S+", "2026-10-{day}"),
    "new source": ("content/data/sources.yaml", r"^(?=handbook:)", _NEW_SOURCE),
    "share of the policy": ("content/data/policy.yaml", r"(?<=    value: )[\d.]+%", "{share}%"),
    "reason of the policy": ("content/data/policy.yaml", r"(?<=    reason: ).*", "So says {word}."),
    "words of a claim": ("content/data/claims.yaml", r"(?<= rises by \{lift\} once )\w+", "{word}"),
    "figures of a claim": ("content/data/claims.yaml", r"(?<=% to )\d+%", "{share}%"),
    "words of a finding": ("content/data/evidence.yaml", r"(?<= asked in )\w+", "{word}"),
    "figures of a finding": ("content/data/evidence.yaml", r"(?<=share: )\d+%", "{share}%"),
    "amount of an example": ("content/data/examples.yaml", r"(?<=  signing_bonus: )\d+K", "{share}K"),
    "name of a step": ("content/data/ladder.yaml", r"(?<=name: )[^,]+", "{word}"),
    "paragraph": (_PAGES, r"\n\n(?=## )", "\n\nSeen by {word}.\n\n"),
    "heading": (_PAGES, r"\n\n(?=## )", "\n\n## Of {word} {{: #of-{word} }}\n\nSeen.\n\n"),
    "title of a page": (_PAGES, r"(?<=\ATitle: ).*", "Page of {word}"),
    "summary of a page": (_PAGES, r"(?<=^Summary: ).*", "What {word} says."),
    "description of a page": (_PAGES, r"\A(?=Title: )", "Description: Of {word}.\n"),
    "figure in prose": (_PAGES, r"(?<=\.l)[345](?=\.(?:base|total_comp)\")", "4"),
    "answer": ("content/faq/*.md", r"\Z", "\nSo says {word}.\n"),
    "question": ("content/faq/*.md", r"(?<=\ATitle: ).*", "What of {word}?"),
    "template of a component": ("theme/templates/components/*.html", r"\Z", "<!-- {word} -->\n"),
    "template of all pages": ("theme/templates/base.html", r"(?=</body>)", "<p>Seen by {word}.</p>\n"),
    "template of a kind of page": ("theme/templates/[cefhp]*.html", r"(?<=\{% block main %\}\n)", "<p>{word}.</p>\n"),
    "macro": ("theme/templates/[dm]*s.html", r"(?<=-%\}\n)(?=<)", "<!-- {word} -->"),
    "style": ("theme/static/css/*.css", r"\Z", ".of-{word} {{ color: red; }}\n"),
    "script": ("theme/static/js/*.js", r"\Z", '\ndocument.title += "{word}";\n'),
    "name of the site": ("pelicanconf.py", r"(?m)^SITENAME = .*", 'SITENAME = "Guide of {word}"'),
    "report address": ("pelicanconf.py", r"(?m)^REPORT_URL = .*", 'REPORT_URL = "https://{word}.example/"'),
    "address of the site": ("pelicanconf.py", r"(?m)^SITEURL = .*", 'SITEURL = "https://{word}.example/x"'),
}


class Edit(NamedTuple):
    """What was done: the kind of edit, and the text of each file before and after."""

    kind: str
    before: Texts
    after: Texts

    def undone(self) -> Edit:
        """Return the edit that takes this one back."""
        return Edit(f"undo: {self.kind}", self.after, self.before)

    def make(self, guide: Path) -> None:
        """Write the files as they are after it, and remove those that are gone."""
        for name, text in self.after.items():
            path = guide / name
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")

    def __str__(self) -> str:
        """Say the kind and the files."""
        return f"{self.kind} ({', '.join(self.after) or 'no file'})"


def random_edits(guide: Path, chance: random.Random) -> Iterator[Edit]:
    """Yield edits of a guide without end, each to be made before the next is drawn.

    All kinds come once, in any order, before the first comes again; one that finds no place waits for the next round.
    """
    last = Edit("nothing", {}, {})
    for kind in _pack(chance):
        if kind == "undo":
            after = last.before
        else:
            after = _OTHERS[kind](guide, chance) if kind in _OTHERS else _replaced(guide, chance, *REPLACEMENTS[kind])
        edit = Edit(kind, {name: _text(guide, name) for name in after}, after)
        if after:
            yield edit
            last = edit


def kinds() -> list[str]:
    """Return every kind of edit."""
    return [*REPLACEMENTS, *_OTHERS, "undo"]


def _pack(chance: random.Random) -> Iterator[str]:
    while True:
        yield from chance.sample(kinds(), len(kinds()))


def _replaced(guide: Path, chance: random.Random, pattern: str, old: str, new: str) -> Texts:
    """Return a file with one place replaced, if there is such a place."""
    paths = sorted(guide.glob(pattern))
    for path in chance.sample(paths, len(paths)):
        text = path.read_text(encoding="utf-8")
        if places := list(re.finditer(old, text, re.MULTILINE)):
            place = chance.choice(places)
            return {path.relative_to(guide).as_posix(): text[: place.start()] + _new(chance, new) + text[place.end() :]}
    return {}


def _new(chance: random.Random, text: str) -> str:
    return text.format(
        word=slug(chance.randrange(9999)),
        amount=chance.randrange(150, 900),
        share=chance.randrange(10, 60),
        source=f"{chance.randrange(300):03}",
        day=chance.randrange(10, 29),
        end=chance.choice(["baba", "bade", "bafi"]),
    )


def _text(guide: Path, name: str) -> str | None:
    return (guide / name).read_text(encoding="utf-8") if (guide / name).exists() else None


def _asks_in_another_order(guide: Path, chance: random.Random) -> Texts:
    path = chance.choice(sorted(guide.glob(_COMPANIES)))
    text = path.read_text(encoding="utf-8")
    asks = re.findall(r"^  - \{component: .*\n", text, re.MULTILINE)
    return {path.relative_to(guide).as_posix(): text.replace("".join(asks), "".join(chance.sample(asks, len(asks))))}


def _company_added(guide: Path, chance: random.Random) -> Texts:
    number = len(list(guide.glob(_COMPANIES)))
    names = (f"data/companies/{slug(number)}.yaml", f"companies/{slug(number)}.md")
    made = dict(files(number + 1))
    return {f"content/{name}": made[name] for name in names}


def _company_removed(guide: Path, chance: random.Random) -> Texts:
    """Take the last company away; one of the first three is missed elsewhere."""
    name = sorted(guide.glob(_COMPANIES))[-1].stem
    return {f"content/data/companies/{name}.yaml": None, f"content/companies/{name}.md": None}


def _page_added(guide: Path, chance: random.Random) -> Texts:
    return {f"content/pages/{slug(chance.randrange(9999))}.md": _new(chance, _NEW_PAGE)}


def _page_removed(guide: Path, chance: random.Random) -> Texts:
    """Take a page away, of those that were added if there is one."""
    pages = sorted(guide.glob("content/pages/*.md"))
    added = [path for path in pages if "Title: New page" in path.read_text(encoding="utf-8")]
    return {chance.choice(added or pages).relative_to(guide).as_posix(): None}


def _answer_added(guide: Path, chance: random.Random) -> Texts:
    return {f"content/faq/{slug(chance.randrange(9999))}.md": _new(chance, _NEW_PAGE)}


def _answer_removed(guide: Path, chance: random.Random) -> Texts:
    return {chance.choice(sorted(guide.glob("content/faq/*.md"))).relative_to(guide).as_posix(): None}


def _touched(guide: Path, chance: random.Random) -> Texts:
    paths = sorted((*guide.glob("content/**/*.*"), *guide.glob("theme/templates/**/*.html")))
    path = chance.choice(paths)
    return {path.relative_to(guide).as_posix(): path.read_text(encoding="utf-8")}


_OTHERS: dict[str, Callable[[Path, random.Random], Texts]] = {
    "asks in another order": _asks_in_another_order,
    "company added": _company_added,
    "company removed": _company_removed,
    "page added": _page_added,
    "page removed": _page_removed,
    "answer added": _answer_added,
    "answer removed": _answer_removed,
    "touched file": _touched,
}
