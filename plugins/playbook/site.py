"""What does one build of the guide know, and what has it found wrong so far?"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.catalogue import Catalogue
from generator.dataset import Dataset, Loaded
from generator.entries import catalogue
from generator.errors import Problem
from generator.faq import Ends
from generator.inputs import content_hash, digests, files_below
from generator.permalinks import Ledger
from generator.redirects import Moves
from plugins.incremental.aside import Aside
from plugins.incremental.files import Files
from plugins.incremental.lazily import Lazily
from plugins.incremental.outputs import current as current_outputs
from plugins.incremental.parts import Parts
from plugins.incremental.progress import Progress
from plugins.playbook.bundle import asset
from plugins.playbook.compiled import COMPILED
from plugins.playbook.facts import Facts, FileFacts, file_facts, plain_facts
from plugins.playbook.filters import FILTERS
from plugins.playbook.gathering import Gathering
from plugins.playbook.held import Held, finished
from plugins.playbook.keeping import DataShelf, file_name, file_part, page_part
from plugins.playbook.policy import PAGE_POLICY
from plugins.playbook.prose import Prose
from plugins.playbook.texts import prose_of
from plugins.playbook.watched import SITE, Figures, watched

if TYPE_CHECKING:
    from generator.claims import Outcome


@dataclass
class Site:
    """The state of one build; a new one is made for each pass.

    Attributes:
        content: The content folder.
        theme: The theme folder.
        loaded: The data, or what is wrong with it.
        prose: Address of a page or `faq/<slug>` → its Markdown, taken apart.
        pages: Address → finished HTML of the pages made in this build, filled while the writer renders.
        held: Word → the rows that it stands for on a page that is not finished.
        facts: Address → what a page holds, those that still stand included.
        sources: Address → path of the Markdown file a page was made from.
        answers: The questions of `/faq/` with their answers, in order.
        files: Path below the output → bytes, or a file that has them, of what is no page and was made in this build.
        links_of_pieces: Path below the output → the links by line of a file that is joined from pieces, of all of them
            or of those made in this build; such links are many, and are not kept with the file.
        standing: Path below the output → what others need of a file that stands as the last build made it.
        rows: Owner → its rows in the table of all figures, where they were made in this build.
        table: That table, while it is joined beside what else is made.
        figures_changed: How many rows of that table differ from the last build; None where there was none.
        touched: Address of a changed figure's row → the pages that show the figure.
        assets: Plain name of a theme file → its address with the hash of its content.
        ledger, moves: Every address ever published, and the redirects.
        lost: The addresses that are gone and lead nowhere, each reported.
        leads: Address that is gone → the living one to which it leads.
        moved: The part of them that a server can answer with a redirect.
        untouched: The companies whose figures, cards and file stand.
        failed: Addresses whose page could not be made.
        ahead: Addresses of pages of Markdown that were made before Pelican came to them.
        reading, making: The problems of the two rounds.
    """

    content: Path
    theme: Path
    loaded: Loaded
    settings: dict[str, Any]
    prose: Lazily[Prose] = field(init=False)
    pages: dict[str, str] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    facts: Lazily[Facts] = field(init=False)
    untouched: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    ahead: set[str] = field(default_factory=set)
    sources: dict[str, str] = field(default_factory=dict)
    answers: list[Any] = field(default_factory=list)
    files: dict[str, bytes | Path] = field(default_factory=dict)
    links_of_pieces: dict[str, Callable[[bool], Iterator[tuple[int, str]]]] = field(default_factory=dict)
    standing: Lazily[FileFacts] = field(init=False)
    rows: dict[str, bytes] = field(default_factory=dict)
    table: Aside[FileFacts] | None = None
    figures_changed: int | None = None
    touched: dict[str, list[str]] = field(default_factory=dict)
    assets: dict[str, str] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=lambda: Ledger({}))
    moves: Moves = field(default_factory=Moves)
    lost: set[str] = field(default_factory=set)
    leads: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    reading: list[Problem] = field(default_factory=list)
    making: list[Problem] = field(default_factory=list)
    _all_ends: dict[str, Ends] = field(default_factory=dict)
    _read: dict[str, tuple[bytes | Path, FileFacts]] = field(default_factory=dict)
    begun: float = field(default_factory=time.perf_counter)
    parts: Parts = field(default_factory=Parts)
    inputs: Files = field(default_factory=lambda: Files({}))
    progress: Progress = field(default_factory=Progress)
    shelf: DataShelf = field(default_factory=lambda: DataShelf(Parts()))

    def __post_init__(self) -> None:
        """Read what stands when somebody asks for it, and gather the pieces of long lists."""
        self.facts = Lazily(lambda address: Facts(*self.parts.value(page_part(address))))
        self.prose = Lazily(lambda address: prose_of(self, address))
        self.standing = Lazily(lambda name: FileFacts(*self.parts.value(file_part(name))))
        self._gathering = Gathering(self)

    @cached_property
    def data(self) -> Dataset:
        """The dataset, each look noted; ProblemsFound where it could not be read."""
        return watched(self.loaded.checked(), self.parts)

    @cached_property
    def figures(self) -> Catalogue:
        """Every figure of the site, each look noted."""
        dataset = self.loaded.checked()
        return Figures(catalogue(dataset, self._ends), self.parts, dataset.companies)

    def _ends(self, slug: str) -> Ends:
        with self.parts.aside():  # a page that shows a span of the answers reads the span, not every company
            self._all_ends = self._all_ends or dict(self.pieces("ends"))
        return self._all_ends[slug]

    @property
    def outputs(self) -> Collection[str]:
        """The paths below the output of what the last build left there; nothing where that is not known."""
        found = current_outputs(self.settings["OUTPUT_PATH"])
        return found.files if found and self.parts.extra else ()

    def stands_as_left(self, name: str) -> bool:
        """Return whether a file stands in the output just as the last build left it."""
        found = current_outputs(self.settings["OUTPUT_PATH"])
        return found is not None and self.parts.extra is not None and found.holds(name, self.parts.extra[1])

    def piece(self, name: str, of: str = "all") -> Any:
        """Return what a long list needs of a member: a company by its slug, an owner of figures, a page's address."""
        return self._gathering.one(name, of)

    def pieces(self, name: str, *, owners: bool = False) -> list[tuple[str, Any]]:
        """Return what a long list needs of each company, by its slug, in order; or of each owner of figures."""
        return self._gathering.all(name, owners=owners)

    def outcomes(self, claim: str = "") -> tuple[Outcome, ...]:
        """Return how the checks of a claim came out; without one, those of what the examples' sources print."""
        from generator.claims import claim_outcomes, printed_outcomes  # most builds judge no claim

        return claim_outcomes(self.data, self.figures, claim) if claim else printed_outcomes(self.data, self.figures)

    @cached_property
    def state(self) -> str:
        """The hash of the files from which the site is built."""
        return content_hash(digests(self.content.parent, self.inputs.digest))

    def look_at_inputs(self) -> str:
        """Look at every file that the site is built from, wherever its theme stands; return the hash of their state."""
        if self.theme != self.content.parent / "theme":  # where the state has it
            for name in files_below(self.theme, ("templates", "static")):
                self.inputs.digest(f"{self.theme}/{name}")
        return self.state

    def add_page(self, address: str, html: str) -> None:
        """Add a page that is finished but for its long lists, or put another in its place."""
        self.pages[address], self.facts[address] = finished(self.held, address, html)
        self.parts.keep(page_part(address), tuple(self.facts[address]))

    def addresses(self) -> list[str]:
        """Return the addresses of all pages, for a file that lists them."""
        self.parts.read("names:pages")
        return list(self.facts)

    def page(self, address: str) -> Facts:
        """Return what a page holds, to tell of it."""
        self.parts.read(page_part(address))
        return self.facts[address]

    def stands(self, address: str) -> bool:
        """Return whether a page is as the last build made it; if so, it is added as it stands."""
        part = page_part(address)
        if not self.parts.stands(part):
            return False
        if address not in self.facts:
            self.facts.later(address)
        return True

    def add_file(
        self, name: str, make: Callable[[], bytes], links: Callable[[], Iterator[tuple[int, str]]] | None = None
    ) -> None:
        """Add a file that is no page by its path, unless it stands; its links, by line, are looked for if not given."""
        part = file_part(name)
        if name in self.files:  # it was made with its company
            return
        if self.parts.stands(part):
            self.standing.later(name)
            return
        with self.part(part):
            self.files[name] = content = make()
            if links:
                self._read[name] = content, plain_facts(content, links())
        self.parts.keep(part, tuple(self.file(name)))

    def take_file(self, name: str, content: bytes | Path, known: FileFacts) -> None:
        """Add a file that another process or thread has made."""
        self.files[name], self._read[name] = content, (content, known)

    def file(self, name: str) -> FileFacts:
        """Return what others need to know of a file; KeyError where there is none."""
        if name not in self.files:
            return self.standing[name]
        content = self.files[name]
        known = self._read.get(name)
        if known is None or known[0] is not content:
            known = content, file_facts(name, self.content_of(name), str(self.settings.get("SITEURL", "")))
            self._read[name] = known
        return known[1]

    @property
    def file_names(self) -> set[str]:
        """The paths below the output of all files that are no pages."""
        return {*self.files, *self.standing}

    def title(self, address: str) -> str:
        """Return the title of a page of Markdown, for another page that names it."""
        self.parts.read(f"content:{self.sources[address]}")
        return self.prose[address].header("title")

    def questions(self) -> list[Any]:
        """Return the answers for a page that shows them; it reads all that they read."""
        self.parts.read("names:answers")
        for answer in self.answers:
            self.parts.use(answer.part)
        return self.answers

    def html(self, address: str) -> str:
        """Return a page; one that was not made in this build is read from where it stands."""
        if address not in self.pages:
            return self._standing(file_name(address)).decode("utf-8")
        return self.pages[address]

    def content_of(self, name: str) -> bytes:
        """Return the bytes of a file that is no page; of one that was not made in this build, from where it stands."""
        made = self.files[name] if name in self.files else self._standing(name)
        return made.read_bytes() if isinstance(made, Path) else made

    def _standing(self, name: str) -> bytes:
        return (Path(self.settings["OUTPUT_PATH"]) / name).read_bytes()

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Note what a part of the site reads while it is made; all of them read what the whole site rests on."""
        with self.parts.making(name):
            self.parts.read(SITE)
            yield

    @cached_property
    def templates(self) -> Environment:
        """The component templates; they refuse what is undefined and escape what is text."""
        environment = Environment(
            loader=FileSystemLoader(self.theme / "templates"),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=COMPILED,
        )
        environment.filters.update(FILTERS)
        environment.globals.update(site=self, asset=lambda name: asset(self, name), page_policy=PAGE_POLICY)
        return environment

    def render(self, component: str, **context: Any) -> Markup:
        """Return a component's HTML from `theme/templates/components/<name>.html`."""
        name = f"components/{component}.html"
        self.parts.read(f"template:{name}")
        return Markup(self.templates.get_template(name).render(context))


_current: list[Site] = []


def current() -> Site:
    """Return the build under way."""
    return _current[0]


def make_current(site: Site) -> None:
    """Let a build be the one under way; the one before is forgotten."""
    _current[:] = [site]
