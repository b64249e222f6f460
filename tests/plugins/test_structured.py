"""Is what pages say of themselves to machines true, complete, and free of dead addresses?"""

from __future__ import annotations

import json
import posixpath
import struct
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.plugins.conftest import PUBLIC, ROOT, Guide

# What Google and schema.org ask of each.
REQUIRED = {
    "BreadcrumbList": {"itemListElement"},
    "FAQPage": {"mainEntity"},
    "Dataset": {"name", "description", "license", "creator", "distribution", "url"},
    "WebApplication": {"name", "url", "applicationCategory", "operatingSystem", "offers"},
    "ListItem": {"position", "name", "item"},
    "Question": {"name", "acceptedAnswer"},
    "Answer": {"text"},
    "DataDownload": {"contentUrl", "encodingFormat"},
    "Organization": {"name"},
    "Offer": {"price", "priceCurrency"},
}
ADDRESSES = ("url", "item", "contentUrl", "@id")


def said(output: Path) -> dict[str, list[dict[str, Any]]]:
    """Return what each page of an output says of itself."""
    found = {}
    for path in sorted(output.rglob("*.html")):
        address = "/" + path.relative_to(output).as_posix().removesuffix("index.html")
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        found[address] = [json.loads(script.text) for script in page.select('script[type="application/ld+json"]')]
    return found


def things(value: Any) -> list[dict[str, Any]]:
    """Return every described thing inside a description."""
    if isinstance(value, dict):
        return [value, *(inner for part in value.values() for inner in things(part))]
    return [inner for part in value for inner in things(part)] if isinstance(value, list) else []


@pytest.fixture(scope="module")
def real(built_site: Path) -> dict[str, list[dict[str, Any]]]:
    """What the pages of the real guide say of themselves."""
    return said(built_site)


def types(descriptions: list[dict[str, Any]]) -> set[str]:
    """Return the types that a page names."""
    return {one["@type"] for one in descriptions}


def test_pages_say_what_they_are(real: dict[str, list[dict[str, Any]]]) -> None:
    """The questions, the data, the calculator and every page of a company have their descriptions."""
    assert types(real["/faq/"]) == {"FAQPage"}
    assert types(real["/calculator/"]) == {"WebApplication"}
    assert types(real["/data/"]) == {"Dataset"}
    for address, descriptions in real.items():
        if address.startswith("/companies/") and address != "/companies/":
            assert types(descriptions) == {"BreadcrumbList", *(["Dataset"] if "/figures/" in address else [])}, address


def test_descriptions_have_what_is_required(real: dict[str, list[dict[str, Any]]]) -> None:
    """Each description names its context, and each thing in it has every property that its type requires, filled."""
    lacking, seen = [], set()
    for address, descriptions in real.items():
        assert all(one["@context"] == "https://schema.org" for one in descriptions)
        for thing in things(descriptions):
            kind = thing.get("@type", "")
            seen.add(kind)
            lacking += [f"{address}: {kind}.{name}" for name in REQUIRED.get(kind, set()) if not thing.get(name)]
    assert lacking == []
    assert REQUIRED.keys() <= seen


@pytest.mark.parametrize("public", [False, True])
def test_addresses_in_descriptions_exist(built_site: Path, public_guide: Guide, public: bool) -> None:
    """Each address, relative to its page or absolute, is a page or a file of the guide, and its fragment an id."""
    output, root = (public_guide.output, PUBLIC) if public else (built_site, "https://nowhere.example")
    count = 0
    for address, descriptions in said(output).items():
        for thing in things(descriptions):
            for link in (thing[name] for name in ADDRESSES if name in thing):
                assert link.startswith(f"{PUBLIC}/") == public, link
                target = urlsplit(urljoin(f"{root}{address}", link))
                path = output / posixpath.normpath(target.geturl().partition("#")[0].removeprefix(root)).lstrip("/")
                page = path / "index.html" if path.is_dir() else path
                assert page.is_file(), f"{address}: {link}"
                if target.fragment:
                    assert f'id="{target.fragment}"' in page.read_text(encoding="utf-8")
                count += 1
    assert count > 10


def test_the_answers_are_those_of_the_page(built_site: Path, real: dict[str, list[dict[str, Any]]]) -> None:
    """Questions and answers stand in the description word for word as a reader sees them."""
    page = BeautifulSoup((built_site / "faq/index.html").read_text(encoding="utf-8"), "html.parser")
    shown = [
        (section.h2.get_text(), section.select_one(".answer__short").get_text())  # type: ignore[union-attr]
        for section in page.select("section.answer")
    ]
    [questions] = real["/faq/"]
    assert [(q["name"], q["acceptedAnswer"]["text"]) for q in questions["mainEntity"]] == shown


def test_a_trail_counts_from_the_first_page(real: dict[str, list[dict[str, Any]]]) -> None:
    """The trail of a figures page goes from the guide over all companies and the company to the page itself."""
    [trail] = [one for one in real["/companies/openai/figures/"] if one["@type"] == "BreadcrumbList"]
    steps = [(step["position"], step["item"]) for step in trail["itemListElement"]]
    assert steps == [(1, "../../../"), (2, "../../"), (3, "../"), (4, "./")]


def test_no_text_can_end_the_script(guide: Guide) -> None:
    """A title with signs of HTML in it stands escaped in the script, and reads as written."""
    guide.replace("content/faq/how-much.md", "Title: How much?", "Title: More & <more></script>?")
    built = guide.build()
    assert built.status == 0, built.out
    [questions] = said(guide.output)["/faq/"]
    assert questions["mainEntity"][0]["name"] == "More & <more></script>?"


def test_descriptions_are_light(built_site: Path) -> None:
    """What a page says of itself to machines weighs less than 8 kB."""
    for path in built_site.rglob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert sum(len(script.text) for script in page.select('script[type="application/ld+json"]')) < 8_000, path


# Open Graph


def metas(html: str) -> dict[str, str]:
    """Return the properties of Open Graph and Twitter on a page."""
    page = BeautifulSoup(html, "html.parser")
    found = page.select('meta[property^="og:"], meta[name^="twitter:"]')
    return {str(meta.get("property") or meta.get("name")): str(meta["content"]) for meta in found}


def test_a_shared_link_shows_the_page_and_the_card(public_guide: Guide) -> None:
    """Title, words, type, address and card of a page are there for those who show a link to it."""
    shown = metas(public_guide.page("/companies/acme/"))
    card = shown.pop("og:image")
    assert shown == {
        "og:site_name": "The AI offer playbook",
        "og:type": "article",
        "og:title": "Acme: what to ask for – The AI offer playbook",
        "og:description": "Base $100K at the first rung.",
        "og:url": f"{PUBLIC}/companies/acme/",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "The AI offer playbook: a band with an offer and an ask drawn on it",
        "twitter:card": "summary_large_image",
    }
    assert (public_guide.output / card.removeprefix(f"{PUBLIC}/")).is_file()
    assert metas(public_guide.page("/"))["og:type"] == "website"


def test_without_an_address_no_card_is_named(guide: Guide) -> None:
    """Where the site has no address, what must be absolute is left out rather than wrong."""
    assert guide.build().status == 0
    assert sorted(metas(guide.page("/"))) == ["og:description", "og:site_name", "og:title", "og:type", "twitter:card"]


def test_the_card_is_a_small_picture_of_its_size() -> None:
    """The card is a PNG of 1200 by 630 pixels and less than 60 kB."""
    content = (ROOT / "theme/static/img/card.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", content[16:24]) == (1200, 630)
    assert len(content) < 60_000
