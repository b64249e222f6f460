"""How do the rows of the data, and what is computed from them, become the catalogue of figures?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.amounts import Unit
from generator.catalogue import Catalogue, Entry, fragment
from generator.company_entries import company_entries
from generator.dataset import Dataset
from generator.derived_entries import METHODOLOGY, statement_entries
from generator.example_entries import example_entries
from generator.faq import faq_entries
from generator.shared_models import Policy


def catalogue(dataset: Dataset) -> Catalogue:
    """Return every figure of the site."""
    statements = [
        *((f"claim.{name}", f"claim-{name}", f"Claim, {_spoken(name)}", said) for name, said in dataset.claims.items()),
        *(
            (f"evidence.{name}", f"evidence-{name}", f"Finding, {_spoken(name)}", said)
            for name, said in dataset.evidence.items()
        ),
    ]
    entries = [
        *(entry for company in dataset.companies.values() for entry in company_entries(dataset, company)),
        *(entry for name, example in dataset.examples.items() for entry in example_entries(dataset, name, example)),
        *_policy_entries(dataset.policy),
        *(
            entry
            for path, anchor, about, said in statements
            for entry in statement_entries(path, said, f"{METHODOLOGY}#{anchor}", about)
        ),
    ]
    entries += _known_later(dataset, {entry.path for entry in entries})
    return Catalogue([*entries, *faq_entries(dataset, Catalogue(entries))])


def _known_later(dataset: Dataset, known: set[str]) -> Iterator[Entry]:
    """Yield the figures that begin after the day of the site: prose that names one shows it, with its date."""
    for slug, company in dataset.known.items():
        if company is not dataset.companies[slug]:
            yield from (entry for entry in company_entries(dataset, company) if entry.path not in known)


def _policy_entries(policy: Policy) -> Iterator[Entry]:
    for group in ("room", "capture", "step", "leverage"):
        for name, assumption in getattr(policy, group):
            unit: Unit = "dollars" if group == "step" else "bp"
            yield _assumed(
                f"policy.{group}.{name}", assumption.value, unit, f"model, {group}: {name.replace('_', ' ')}"
            )
    yield _assumed("policy.drop_flag", policy.drop_flag.value, "bp", "a drop is named from")
    yield _assumed("policy.spread_months", policy.spread_months.value, "months", "signing bonus paid over")


def _assumed(path: str, value: int, unit: Unit, label: str) -> Entry:
    quantity = path.rpartition(".")[2]
    return Entry(path, value, value, unit, label, quantity, f"{METHODOLOGY}#{fragment(path)}")


def _spoken(name: str) -> str:
    return name.replace("-", " ")
