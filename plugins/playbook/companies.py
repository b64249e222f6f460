"""Which pages are made from data alone, and which answers are read for `/faq/`?"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from jinja2 import TemplateError
from pelican.generators import Generator
from pelican.writers import Writer

from generator.company_entries import figures_page
from generator.inputs import texts_below
from plugins.playbook.components import company_figures
from plugins.playbook.embeds import write_cards
from plugins.playbook.faults import report_failure
from plugins.playbook.feeds import NEWEST, add_feeds, newest_changes, note_touched, touched_by
from plugins.playbook.keeping import page_part
from plugins.playbook.lists import company_feeds
from plugins.playbook.reader import ProseReader
from plugins.playbook.site import Site, current
from plugins.playbook.texts import address_of

# The order in which the source playbook asks them.
QUESTIONS = (
    "how-much",
    "openai",
    "anthropic",
    "competing-offer",
    "signing-bonus-size",
    "refresh",
    "recruiter-says-no",
    "deadline",
    "email-or-phone",
    "faang-or-lab",
    "signing-or-base",
    "sign-on-equity",
)


@dataclass
class Answer:
    """One question with its answer.

    Attributes:
        slug: Its fragment on `/faq/`.
        summary: One sentence, shown on `/`.
    """

    slug: str
    address: str
    title: str
    _content: str
    metadata: dict[str, Any] = field(default_factory=dict)
    _summary: str = ""
    description: str = ""

    @property
    def part(self) -> str:
        """The part of the site that it is."""
        return f"answer:{self.slug}"

    @property
    def content(self) -> str:
        """The finished HTML of the answer."""
        return self._content

    @property
    def summary(self) -> str:
        """The finished sentence."""
        return self._summary


class GuideGenerator(Generator):
    """Reads the answers, and writes the figures page of each company."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers: list[Answer] = []

    def generate_context(self) -> None:
        """Read `content/faq/`."""
        site = current()
        reader = ProseReader(self.settings)
        order = {slug: number for number, slug in enumerate(QUESTIONS)}
        paths = [site.content / name for name in texts_below(site.content, ("faq",))]
        for path in sorted(paths, key=lambda p: (order.get(p.stem, len(order)), p.stem)):
            content, metadata = reader.read(str(path))
            self.answers.append(Answer(path.stem, address_of(f"faq/{path.name}"), metadata["title"], content, metadata))
        site.answers = self.answers

    def generate_output(self, writer: Writer) -> None:
        """Write the pages that have no Markdown."""
        site = current()
        touched = [slug for slug in site.data.companies if slug not in site.untouched]
        for slug in touched:
            self.write_figures(writer, slug)
        self._write_changes(writer, site)
        # Last: a card repeats what a page shows, so a change does not name it.
        for slug in touched:
            self.write_cards(writer, slug)

    def write_figures(self, writer: Writer, slug: str) -> None:
        """Write the page of a company's figures."""
        site, address = current(), figures_page(slug)
        if address in site.pages or address in site.failed:  # it was made ahead
            return
        if site.stands(address):
            site.progress.step()
            return
        try:
            with site.part(page_part(address)):
                company = site.data.companies[slug]
                rows = company_figures(site, company)
        except TemplateError as error:
            report_failure(site, error, address)
            site.failed.add(address)
            return
        name, url, template = f"{address.lstrip('/')}index.html", address.lstrip("/"), self.get_template("figures")
        writer.write_file(name, template, self.context, url=url, company=company, content=rows)

    def write_cards(self, writer: Writer, slug: str) -> None:
        """Write the cards of a company and its levels."""
        write_cards(current(), writer, self.get_template("embed"), self.context, slug)

    def _write_changes(self, writer: Writer, site: Site) -> None:
        """Write `/changes/` and the feeds, last: a change names the pages that show its figure."""
        note_touched(site, newest_changes(site))
        add_feeds(site)
        address = "/changes/"
        if site.stands(address):
            return
        with site.part(page_part(address)):
            shown = newest_changes(site)
            pages = {change.id: [(a, site.title(a)) for a in touched_by(site, change)] for change in shown}
            known = {"changes": shown, "pages": pages, "feeds": partial(company_feeds, site, address), "most": NEWEST}
        template = self.get_template("changes")
        writer.write_file("changes/index.html", template, self.context, url="changes/", **known)
