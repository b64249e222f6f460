"""What does one build of the guide know, and what has it found wrong so far?"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.catalogue import Catalogue
from generator.claims import Outcomes, claim_outcomes, claim_problems
from generator.dataset import Dataset, Loaded, load_dataset
from generator.entries import catalogue
from generator.errors import Problem
from generator.inputs import content_hash, digests
from generator.permalinks import Ledger, read_ledger
from generator.redirects import Moves, read_moves
from plugins.playbook.bundle import asset
from plugins.playbook.compiled import COMPILED
from plugins.playbook.filters import FILTERS
from plugins.playbook.policy import PAGE_POLICY
from plugins.playbook.prose import Prose


@dataclass
class Site:
    """The state of one build; a new one is made for each pass.

    Attributes:
        content: The content folder.
        theme: The theme folder.
        loaded: The data, or what is wrong with it.
        prose: Address of a page or `faq/<slug>` → its Markdown, taken apart.
        pages: Address → finished HTML, filled while the writer renders.
        sources: Address → path of the Markdown file a page was made from.
        answers: The questions of `/faq/` with their answers, in order.
        files: Path below the output → bytes of everything that is no page.
        assets: Plain name of a theme file → its address with the hash of its content.
        ledger, moves: Every address ever published, and the redirects.
        lost: The addresses that are gone and lead nowhere, each reported.
        leads: Address that is gone → the living one to which it leads.
        moved: The part of them that a server can answer with a redirect.
        failed: Addresses whose page could not be made.
        reading, making: The problems of the two rounds.
    """

    content: Path
    theme: Path
    loaded: Loaded
    settings: dict[str, Any]
    prose: dict[str, Prose] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    sources: dict[str, str] = field(default_factory=dict)
    answers: list[Any] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    assets: dict[str, str] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=lambda: Ledger({}))
    moves: Moves = field(default_factory=Moves)
    lost: set[str] = field(default_factory=set)
    leads: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    reading: list[Problem] = field(default_factory=list)
    making: list[Problem] = field(default_factory=list)

    @property
    def data(self) -> Dataset:
        """The dataset; ProblemsFound where it could not be read."""
        return self.loaded.checked()

    @cached_property
    def figures(self) -> Catalogue:
        """Every figure of the site."""
        return catalogue(self.data)

    @cached_property
    def checks(self) -> Outcomes:
        """How the checks of claims and printed figures came out."""
        return claim_outcomes(self.data, self.figures)

    @cached_property
    def state(self) -> str:
        """The hash of the files from which the site is built."""
        return content_hash(digests(self.content.parent))

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
        return Markup(self.templates.get_template(f"components/{component}.html").render(context))


_current: list[Site] = []


def begin(settings: dict[str, Any]) -> Site:
    """Start a build: read the data, forget the build before."""
    content, theme = Path(settings["PATH"]), Path(settings["THEME"])
    wrong, as_of = [], None
    try:
        as_of = date.fromisoformat(os.environ["AS_OF"]) if os.environ.get("AS_OF") else None
    except ValueError:
        what = f"{os.environ['AS_OF']!r} is not a day"
        wrong.append(Problem("AS_OF", 0, 0, what, "the guide is built for one", "write it like 2026-11-23"))
    site = Site(content, theme, load_dataset(content, as_of), dict(settings))
    site.ledger, unread = read_ledger(content)
    site.moves, unfit = read_moves(content)
    site.reading += [*wrong, *unread, *unfit, *site.loaded.problems]
    if site.loaded.dataset is not None:
        site.reading += claim_problems(content, site.data, site.figures)
    _current[:] = [site]
    return site


def current() -> Site:
    """Return the build under way."""
    return _current[0]
