"""How do the rows of the data, and what is computed from them, become the catalogue of figures?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain

from generator.amounts import Unit
from generator.catalogue import Catalogue, Entry, Make, fragment
from generator.company_entries import company_entries
from generator.dataset import Dataset
from generator.derived_entries import METHODOLOGY, statement_entries
from generator.example_entries import example_entries
from generator.faq import Ends, ends, faq_entries
from generator.figures import Statement
from generator.shared_models import Policy


def catalogue(dataset: Dataset, ends_of: Callable[[str], Ends] | None = None) -> Catalogue:
    """Return every figure of the site.

    Args:
        dataset: All data.
        ends_of: Returns what `generator.faq.ends` finds among a company's figures, where that is known already.
    """
    others: dict[str, Make] = {
        "example": lambda: chain(*(example_entries(dataset, *example) for example in dataset.examples.items())),
        "policy": lambda: _policy_entries(dataset.policy),
        "claim": lambda: _statements("claim", "Claim", dataset.claims),
        "evidence": lambda: _statements("evidence", "Finding", dataset.evidence),
    }
    figures = Catalogue({slug: partial(_company, dataset, slug) for slug in dataset.companies}, others)
    find = ends_of or (lambda slug: ends(figures.of_owner(slug)))
    others["faq"] = lambda: faq_entries(dataset, figures, [find(slug) for slug in dataset.companies])
    return figures


def _company(dataset: Dataset, slug: str) -> Iterator[Entry]:
    """Yield a company's figures; then those that begin after the day of the site: prose shows one with its date."""
    company, later = dataset.companies[slug], dataset.known[slug]
    entries = list(company_entries(dataset, company))
    yield from entries
    if later is not company:
        known = {entry.path for entry in entries}
        yield from (entry for entry in company_entries(dataset, later) if entry.path not in known)


def _statements(owner: str, words: str, statements: Mapping[str, Statement]) -> Iterator[Entry]:
    for name, said in statements.items():
        anchor, about = fragment(owner, name), f"{words}, {name.replace('-', ' ')}"
        yield from statement_entries(f"{owner}.{name}", said, f"{METHODOLOGY}#{anchor}", about)


def _policy_entries(policy: Policy) -> Iterator[Entry]:
    for group in ("room", "capture", "step", "leverage"):
        for name, assumption in getattr(policy, group):
            unit: Unit = "dollars" if group == "step" else "bp"
            yield _assumed(
                f"policy.{group}.{name}", assumption.value, unit, f"model, {group}: {name.replace('_', ' ')}"
            )
    yield _assumed("policy.drop_flag", policy.drop_flag.value, "bp", "the smallest fall that is named")
    yield _assumed("policy.spread_months", policy.spread_months.value, "months", "signing bonus paid over")


def _assumed(path: str, value: int, unit: Unit, label: str) -> Entry:
    quantity = path.rpartition(".")[2]
    return Entry(path, value, value, unit, label, quantity, f"{METHODOLOGY}#{fragment(path)}")
