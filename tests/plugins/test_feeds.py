"""Are the feeds valid: Atom by the rules of RFC 4287, JSON Feed by those of its version 1.1?"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.plugins.conftest import PUBLIC, small_guide
from tests.plugins.test_changes import NEWER, ROW

ATOM = "{http://www.w3.org/2005/Atom}"
# How often an element may stand in a feed and in an entry, after RFC 4287, appendix B; the rest not at all.
ONCE, MAYBE, MANY = (1, 1), (0, 1), (0, 99)
FEED = {"id": ONCE, "title": ONCE, "updated": ONCE, "author": (1, 99), "subtitle": MAYBE, "link": MANY, "entry": MANY}
ENTRY = {"id": ONCE, "title": ONCE, "updated": ONCE, "published": MAYBE, "summary": MAYBE, "link": MANY}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small public guide with a changed figure, and a source with signs of HTML in its title."""
    made = small_guide(tmp_path_factory.mktemp("fed"))
    made.replace("content/data/companies/acme.yaml", ROW, NEWER + ROW)
    made.replace("content/data/sources.yaml", "Pay at Acme", "Pay <at> Acme & Co")
    built = made.build("-e", f'SITEURL="{PUBLIC}"')
    assert built.status == 0, built.out
    return made.output


FEEDS = ["changes", "companies/acme"]


def moment(text: str) -> datetime:
    """Return a date of RFC 3339 with its time zone."""
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text)
    return datetime.fromisoformat(text)


def absolute(address: str) -> bool:
    """Return whether an address stands for itself."""
    return bool(urlsplit(address).scheme)


def atom_faults(feed: ET.Element) -> list[str]:
    """Return what RFC 4287 has against a feed."""
    found = []
    if feed.tag != f"{ATOM}feed":
        return [f"the root is {feed.tag}"]
    for element, allowed in ((feed, FEED), *((entry, ENTRY) for entry in feed.iter(f"{ATOM}entry"))):
        names = [child.tag.removeprefix(ATOM) for child in element]
        found += [f"{name} may not stand in {element.tag}" for name in names if name not in allowed]
        for name, (least, most) in allowed.items():
            if not least <= names.count(name) <= most:
                found.append(f"{names.count(name)} times {name}")
        if not absolute(element.findtext(f"{ATOM}id", "")):
            found.append("the id is no absolute IRI")
        if not any(link.get("rel", "alternate") == "alternate" for link in element.iter(f"{ATOM}link")):
            found.append("no link to what it describes")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    found += ["an id stands twice"] if len(ids) > len(set(ids)) else []
    found += ["no name of the author" for author in feed.iter(f"{ATOM}author") if not author.findtext(f"{ATOM}name")]
    links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
    found += [f"relative link {link}" for link in links if not absolute(link)]
    for name in ("updated", "published"):
        for element in feed.iter(f"{ATOM}{name}"):
            moment(element.text or "")
    return found


@pytest.mark.parametrize("folder", FEEDS)
def test_atom_is_valid(output: Path, folder: str) -> None:
    """Each Atom feed has what RFC 4287 asks for, as often as it allows, with absolute addresses and ids."""
    feed = ET.fromstring((output / folder / "atom.xml").read_bytes())
    assert atom_faults(feed) == []
    [own] = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == f"{PUBLIC}/{folder}/atom.xml"
    assert len(feed.findall(f"{ATOM}entry")) == 1


@pytest.mark.parametrize("name", ["id", "author", "updated", "entry/id"])
def test_a_faulty_feed_is_seen(output: Path, name: str) -> None:
    """A feed without its id, author or date, or an entry without an id, is found invalid: the rules can fail."""
    feed = ET.fromstring((output / "changes/atom.xml").read_bytes())
    *above, last = [f"{ATOM}{part}" for part in name.split("/")]
    [parent] = feed.findall("/".join(above)) if above else [feed]
    parent.remove(parent.findall(last)[0])
    assert atom_faults(feed) != []


def test_a_summary_of_atom_is_escaped_html(output: Path) -> None:
    """A summary is HTML by its type, so signs in a source's title are escaped in it."""
    feed = ET.fromstring((output / "changes/atom.xml").read_bytes())
    [summary] = feed.iter(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert "Pay &lt;at&gt; Acme &amp; Co" in (summary.text or "")


def test_feeds_have_ids_of_their_own(output: Path) -> None:
    """Each feed has an id that does not name the place where the guide is published."""
    ids = {ET.fromstring((output / folder / "atom.xml").read_bytes()).findtext(f"{ATOM}id", "") for folder in FEEDS}
    assert len(ids) == 2
    assert [name for name in ids if not name.startswith("urn:uuid:")] == []


@pytest.mark.parametrize("folder", FEEDS)
def test_json_feed_is_valid(output: Path, folder: str) -> None:
    """Each JSON feed has the fields of version 1.1 with their types, absolute addresses, and no unknown field."""
    feed: dict[str, Any] = json.loads((output / folder / "feed.json").read_bytes())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert set(feed) == {
        *("version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items")
    }
    assert feed["feed_url"] == f"{PUBLIC}/{folder}/feed.json"
    assert feed["home_page_url"] == f"{PUBLIC}/{folder}/"
    assert [sorted(author) for author in feed["authors"]] == [["name"]]
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids)) == 1
    for item in feed["items"]:
        extensions = {name for name in item if name.startswith("_")}
        assert set(item) - extensions == {"id", "url", "title", "content_text", "date_published"}
        assert all(isinstance(item[name], str) and item[name] for name in set(item) - extensions)
        assert all(isinstance(item[name], dict) and "." not in name for name in extensions)
        assert absolute(item["url"])
        moment(item["date_published"])
    assert "Pay <at> Acme & Co" in feed["items"][0]["content_text"]
