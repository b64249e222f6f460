"""Does the build keep every address: is it noted, recorded, redirected, and never asked of an earlier day?"""

from __future__ import annotations

import re

import html5lib
import pytest
from bs4 import BeautifulSoup

from generator.calling import playbook
from plugins.playbook.policy import HEADER_POLICY, PAGE_POLICY
from tests.plugins.conftest import ROOT, Guide

PUBLISH = ("-s", str(ROOT / "publishconf.py"))


def redirected(guide: Guide, targets: dict[str, str]) -> None:
    """Write the redirects of a guide."""
    rows = [f'  - {{from: "{a}", to: "{b}", because: "a test", since: 2026-02-01}}\n' for a, b in targets.items()]
    guide.write("content/redirects.yaml", "redirects:\n" + "".join(rows))


def test_new_addresses_build_with_a_note(guide: Guide) -> None:
    """What is new builds, with one line that counts it and says what to run; once recorded there is no such line."""
    first = guide.build()
    assert first.status == 0, first.out
    notes = [line for line in first.out.splitlines() if "playbook permalinks accept" in line]
    assert len(notes) == 1
    assert re.match(r"\d+ addresses are not in content/permalinks.txt yet; ", notes[0])
    guide.record()
    assert "playbook permalinks accept" not in guide.build().out
    guide.append("content/pages/equity.md", "## One more {: #more }")
    assert "1 address is not in content/permalinks.txt yet" in guide.build().out


def test_what_is_recorded(guide: Guide) -> None:
    """The ledger has pages, sections, levels, questions, files for machines; no row of a figure, no asset."""
    guide.record()
    recorded = (guide.root / "content/permalinks.txt").read_text("utf-8").splitlines()
    assert {
        *("/", "/companies/acme/", "/companies/acme/figures/", "/companies/acme/#l1-counter-offer"),
        *("/companies/acme/#tactics", "/faq/#how-much", "/methodology/#claim-a-claim", "/sources/#acme-survey"),
        *("/changes/atom.xml", "/companies/acme/feed.json", "/data/figures.csv", "/objects.inv", "/sitemap.xml"),
    } <= set(recorded)
    assert recorded == sorted(recorded)
    odd = r"/theme/|/_|/\.|/figures/#|/calculator/#calculator|#policy-|#main|#example-|#years-"
    assert [address for address in recorded if re.search(odd, address)] == []


def test_publishing_refuses_what_is_not_recorded(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    """The public tree is built only once every address is on record; what is missing is named, and what to run."""
    monkeypatch.chdir(guide.root)
    guide.record()
    assert guide.build(*PUBLISH, SITEURL="https://example.org").status == 0
    before = guide.manifest()
    guide.append("content/pages/equity.md", "## One more {: #more }")
    refused = guide.build(*PUBLISH, SITEURL="https://example.org")
    assert refused.status == 1
    assert refused.messages == [
        "content/permalinks.txt: 1 address is not recorded: /equity/#more; what is published once must stay, so "
        f"each is written down first; run make html, then {playbook()} permalinks accept, and commit the file"
    ]
    assert guide.manifest() == before


def test_an_earlier_day_is_not_judged(guide: Guide) -> None:
    """A build as of an earlier day goes through though addresses are missing, and leaves no record to accept."""
    guide.append("content/pages/equity.md", "## Known later {: #later }")
    guide.record()
    guide.replace("content/pages/equity.md", "## Known later {: #later }", "")
    record = (guide.root / ".build/permalinks.txt").read_bytes()
    assert guide.build().status == 1
    assert guide.build(AS_OF="2026-01-15").status == 0
    assert (guide.root / ".build/permalinks.txt").read_bytes() == record


def test_a_page_that_failed_is_not_gone(guide: Guide) -> None:
    """Where pages cannot be made, that is said, and not that they are gone."""
    guide.record()
    guide.replace("theme/templates/base.html", '<html lang="en">', '<html lang="{{ langauge }}">')
    built = guide.build()
    assert len(built.messages) == 1, built.out


def test_prose_may_not_link_to_where_something_was(guide: Guide) -> None:
    """A link of prose to an address that has moved is a problem at its place, with the address to write."""
    redirected(guide, {"/old/": "/equity/", "/equity/#old": "/faq/#how-much"})
    line = guide.append("content/pages/levels.md", "See [a](/old/) and [b](/equity/#old).")
    built = guide.build()
    assert built.places == [f"content/pages/levels.md:{line}:9", f"content/pages/levels.md:{line}:24"], built.out
    assert "/old/ has moved; a reader would be sent on; write /equity/" in built.messages[0]
    assert "/equity/#old has moved; a reader would be sent on; write /faq/#how-much" in built.messages[1]


def test_redirects_are_judged_with_the_site(guide: Guide) -> None:
    """A redirect from what lives, or to what does not, stops the build at its line and column."""
    redirected(guide, {"/equity/": "/levels/", "/old/": "/level/", "/x/": "/y/", "/y/": "/x/"})
    built = guide.build()
    assert built.places == [f"content/redirects.yaml:{line}" for line in ("2:12", "3:25", "4:23", "5:23")], built.out
    assert "did you mean '/levels/'?" in built.messages[1]


def test_a_page_that_is_gone_sends_on(guide: Guide) -> None:
    """At the old address stands a page with language, title, canonical link, a refresh without a script, and a link."""
    guide.record()
    redirected(guide, {"/old/": "/equity/", "/deep/er/old/": "/companies/acme/#l1"})
    assert guide.build(*PUBLISH, SITEURL="https://example.org/guide").status == 1  # two that are not recorded
    guide.record()
    assert guide.build(*PUBLISH, SITEURL="https://example.org/guide").status == 0
    page = BeautifulSoup(guide.page("/deep/er/old/"), "html.parser")
    assert page.html["lang"] == "en"
    assert page.title.text.startswith("/deep/er/old/ has moved")
    assert page.select_one('link[rel="canonical"]')["href"] == "https://example.org/guide/companies/acme/"
    refresh = page.select_one('noscript meta[http-equiv="refresh"]')
    assert refresh["content"] == "0; url=../../../companies/acme/#l1"
    assert page.select_one("main p:not(.moved) a")["href"] == "../../../companies/acme/#l1"
    assert (guide.output / "_redirects").read_text("utf-8").splitlines() == [
        "/guide/deep/er/old/ /guide/companies/acme/#l1 301",
        "/guide/old/ /guide/equity/ 301",
    ]
    assert "/old/" not in (guide.output / "sitemap.xml").read_text("utf-8")


def test_a_file_that_is_gone_is_another_one(guide: Guide) -> None:
    """The address of a file that is gone answers with the file that took its place, also where nobody redirects."""
    redirected(guide, {"/feeds/all.xml": "/changes/atom.xml", "/data/old.json": "/data/"})
    assert guide.build().status == 0
    files = guide.manifest()
    assert files["feeds/all.xml"] == files["changes/atom.xml"]
    assert "data/old.json" not in files
    assert files["_redirects"].decode().splitlines() == [
        "/data/old.json /data/ 301",
        "/feeds/all.xml /changes/atom.xml 301",
    ]


def test_a_server_redirects_only_where_it_loses_nothing(guide: Guide) -> None:
    """Where a section of the old page shares its name with another of the new one, the page itself sends on."""
    guide.append("content/pages/equity.md", "## One {: #one }")
    redirected(guide, {"/old/": "/equity/", "/old/#one": "/faq/#how-much"})
    assert guide.build().status == 0
    assert (guide.output / "_redirects").read_text("utf-8") == ""
    assert 'id="one">This section is now at <a href="../faq/#how-much">How much?</a>' in guide.page("/old/")


ROLE = """
postings:
  role:
    role: Engineer
    place: Springfield
    base:
      - {value: 90K, statistic: average, from: 2026-01, source: acme-survey}
equity:
"""


def test_targets_leave_the_markup_whole(guide: Guide) -> None:
    """The target of an old name stands inside what it means, in a list or a table too, and pages stay valid."""
    guide.replace("content/data/companies/acme.yaml", "\nequity:\n", ROLE)
    guide.append("content/companies/acme.md", '{{ postings("acme") }}')
    names = {
        "/companies/acme/": ("l1", "posting-role", "tactics"),
        "/methodology/": ("claim-a-claim", "evidence-a-finding", "model"),
        "/sources/": ("acme-survey",),
    }
    targets = {f"{page}#old-{name}": f"{page}#{name}" for page, found in names.items() for name in found}
    redirected(guide, targets | {"/equity/#old": "/equity/"})
    built = guide.build()
    assert built.status == 0, built.out
    for page, found in names.items():
        html5lib.HTMLParser(strict=True).parse(guide.page(page))
        parsed = BeautifulSoup(guide.page(page), "html5lib")
        assert all(parsed.select_one(f"span#old-{name}").find_parent(id=name) for name in found)
    assert '<article class="prose"><span class="moved" id="old">' in guide.page("/equity/")


# Headings and links


def test_headings_without_an_id_are_located(guide: Guide) -> None:
    """A heading of any rank without an id is a problem at its line: in a page, in an answer, in a template."""
    page = guide.append("content/pages/equity.md", "```\n## No heading\n```\n\n### Bare")
    answer = guide.append("content/faq/how-much.md", "### Also bare")
    guide.replace("theme/templates/components/company_links.html", "<ul", "<h3>Bare</h3>\n<ul")
    template = (guide.root / "theme/templates/components/company_links.html").read_text("utf-8").splitlines()
    built = guide.build()
    assert set(built.places) == {
        f"content/pages/equity.md:{page + 4}:1",
        f"content/faq/how-much.md:{answer}:1",
        f"theme/templates/components/company_links.html:{template.index('<h3>Bare</h3>') + 1}:1",
    }, built.out


def test_a_link_to_a_file_that_is_not_there_is_located(guide: Guide) -> None:
    """A `{filename}` link that fails is reported at its line and column."""
    line = guide.append("content/pages/equity.md", "See [it]({filename}/nowhere.md).")
    assert f"content/pages/equity.md:{line}:10" in guide.build().places


def test_every_heading_has_its_link(guide: Guide) -> None:
    """Beside each heading with an id stands a link to it that says so; the heading itself stays as it is."""
    assert guide.build().status == 0
    page = BeautifulSoup(guide.page("/companies/acme/"), "html.parser")
    headings = page.select("main :is(h2, h3, h4)[id]")
    assert len(headings) > 10
    for heading in headings:
        link = heading.find_next_sibling("a")
        text = " ".join(heading.get_text().split())
        assert (link["href"], link["aria-label"]) == (f"#{heading['id']}", f"Link to this section: {text}")
    assert "permalink" not in guide.page("/embed/acme/l1/")


# Headers


def test_headers_say_what_pages_say(guide: Guide) -> None:
    """The headers repeat the policy of the pages and add who may frame them; each file fits one rule."""
    assert guide.build().status == 0
    assert f'content="{PAGE_POLICY}"' in guide.page("/")
    assert f"{PAGE_POLICY}; frame-ancestors 'none'" == HEADER_POLICY
    text = (guide.output / "_headers").read_text("utf-8")
    rules = {block.split("\n")[0]: block for block in text.strip().split("\n\n")}
    assert "frame-ancestors 'none'" in rules["/companies/*"]
    assert "frame-ancestors *" in rules["/embed/*"]
    assert "immutable" in rules["/theme/*"]
    files = [f"/{name}".removesuffix("index.html") for name in guide.manifest() if not name.startswith((".", "_"))]
    for name in files:
        fitting = [rule for rule in rules if re.fullmatch(re.escape(rule).replace(r"\*", ".*"), name)]
        assert len(fitting) == 1, name
        assert "nosniff" in rules[fitting[0]]
        assert "Referrer-Policy" in rules[fitting[0]]
