"""What does a page say of itself to search engines: schema.org's words as JSON-LD?

Every address in it is absolute where the site has one, and else relative to the page, as JSON-LD allows.
"""

from __future__ import annotations

import json
import posixpath
from typing import Any

from markupsafe import Markup

from generator.models import Company
from generator.open_data import LICENCE
from plugins.playbook.expressions import filled_header
from plugins.playbook.site import Site

Described = dict[str, Any]
_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
_CSV, _JSON = "text/csv", "application/json"
_ABOUT = (
    "What AI engineers are paid and offered, by company and level, each figure with its source, statistic, day and "
    "grade; and what the guide computes from them."
)
DATA_PAGE = "/data/"


def structured_data(site: Site, address: str) -> list[Markup]:
    """Return the page's descriptions, fit to stand inside a `<script type="application/ld+json">`."""
    return [_script(found) for found in descriptions(site, address)]


def descriptions(site: Site, address: str) -> list[Described]:
    """Return what a page says of itself: the trail to it, and what it is where schema.org has a word for it."""
    found = []
    owner = _owner(site, address)
    if owner:
        found.append(_trail(site, address, owner))
    if address == "/faq/":
        found.append(_questions(site, address))
    if address == "/calculator/":
        found.append(_calculator(site, address))
    if address == DATA_PAGE:
        found.append(_guide_data(site, address))
    if owner and address.endswith("/figures/"):
        found.append(_company_data(site, address, owner))
    return [{"@context": "https://schema.org", **one} for one in found]


def full(site: Site, page: str, target: str) -> str:
    """Return a page's or file's address as it stands in the JSON-LD of a page."""
    root = site.settings.get("SITEURL", "")
    if root:
        return f"{root}{target}"
    path, mark, fragment = target.partition("#")
    relative = posixpath.relpath(path, page) + ("/" if path.endswith("/") else "")
    return f"{relative}{mark}{fragment}"


def _script(found: Described) -> Markup:
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPED.items():
        text = text.replace(sign, escaped)
    return Markup(text)


def _owner(site: Site, address: str) -> Company | None:
    parts = address.split("/")
    return site.data.companies.get(parts[2]) if parts[1:2] == ["companies"] else None


def _trail(site: Site, address: str, company: Company) -> Described:
    steps = [
        (str(site.settings["SITENAME"]), "/"),
        ("Companies", "/companies/"),
        (company.name, f"/companies/{company.slug}/"),
        ("Every figure", f"/companies/{company.slug}/figures/"),
    ]
    if not address.endswith("/figures/"):
        steps.pop()
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": full(site, address, target)}
            for number, (name, target) in enumerate(steps, 1)
        ],
    }


def _questions(site: Site, address: str) -> Described:
    return {
        "@type": "FAQPage",
        "inLanguage": "en",
        "mainEntity": [
            {
                "@type": "Question",
                "name": answer.title,
                "url": full(site, address, answer.address),
                "acceptedAnswer": {"@type": "Answer", "text": str(answer.summary)},
            }
            for answer in site.questions()
        ],
    }


def _calculator(site: Site, address: str) -> Described:
    prose = site.prose[address]
    about = prose.header("description") or prose.header("summary")
    return {
        "@type": "WebApplication",
        "name": prose.header("title"),
        "description": filled_header(site, prose, about, address),
        "url": full(site, address, address),
        "applicationCategory": "FinanceApplication",
        "operatingSystem": "Any",
        "browserRequirements": "Requires JavaScript",
        "isAccessibleForFree": True,
        "offers": {"@type": "Offer", "price": "0", "priceCurrency": "USD"},
        "inLanguage": "en",
    }


def _guide_data(site: Site, address: str) -> Described:
    files = [("/data/figures.csv", _CSV), ("/data/sources.csv", _CSV), ("/data/datapackage.json", _JSON)]
    return _dataset(site, address, f"{site.settings['SITENAME']}: every figure", _ABOUT, files)


def _company_data(site: Site, address: str, company: Company) -> Described:
    about = f"Every figure of {company.name} in this guide, with its statistic, day and source, or how it is computed."
    files = [(f"/data/companies/{company.slug}.json", _JSON)]
    whole = {"@id": full(site, address, DATA_PAGE)}
    return {**_dataset(site, address, f"{company.name}: every figure", about, files), "isPartOf": whole}


def _dataset(site: Site, address: str, name: str, about: str, files: list[tuple[str, str]]) -> Described:
    return {
        "@type": "Dataset",
        "@id": full(site, address, address),
        "name": name,
        "description": about,
        "url": full(site, address, address),
        "license": LICENCE["url"],
        "creator": {"@type": "Organization", "name": site.settings["AUTHOR"]},
        "version": site.data.as_of.isoformat(),
        "dateModified": site.data.checked.isoformat(),
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": full(site, address, file)}
            for file, kind in files
        ],
    }
