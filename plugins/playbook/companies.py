"""Which pages are made from data alone, and which answers are read for `/faq/`?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pelican.generators import Generator
from pelican.writers import Writer

from plugins.playbook.components import company_figures
from plugins.playbook.reader import ProseReader, address_of
from plugins.playbook.site import current

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
        for path in sorted((site.content / "faq").glob("*.md"), key=lambda p: (order.get(p.stem, len(order)), p.stem)):
            content, metadata = reader.read(str(path))
            self.answers.append(Answer(path.stem, address_of(f"faq/{path.name}"), metadata["title"], content, metadata))
        site.answers = self.answers

    def generate_output(self, writer: Writer) -> None:
        """Write the pages that have no Markdown."""
        site = current()
        template = self.get_template("figures")
        for slug, company in site.data.companies.items():
            writer.write_file(
                f"companies/{slug}/figures/index.html",
                template,
                self.context,
                url=f"companies/{slug}/figures/",
                company=company,
                content=company_figures(site, company),
            )
