"""Is every broken link found, at its place, and are links relative where the site must work under any path?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from generator.dataset import Loaded
from plugins.playbook import links
from plugins.playbook.companies import Answer
from plugins.playbook.prose import read_prose
from plugins.playbook.relative import relative
from plugins.playbook.site import Site
from tests.build import load_edited
from tests.plugins.conftest import ROOT, Guide

PAGES = {
    "/": '<h1 id="top">Home</h1>',
    "/one/": '<h2 id="part">Part</h2><h2 id="a%20b">Odd</h2>',
    "/one/two/": '<h2 id="deep">Deep</h2>',
    "/calculator/": "<h1>Calculator</h1>",
    "/companies/": "<h1>Companies</h1>",
}


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    """The data of made-up companies."""
    return load_edited()


@pytest.fixture
def site(loaded: Loaded) -> Site:
    """A site of five finished pages without a problem, and one file."""
    made = Site(ROOT / "content", ROOT / "theme", loaded, {"SITEURL": ""})
    for address, html in PAGES.items():
        made.add_page(address, html)
    made.files["theme/site.css"] = b""
    return made


@pytest.fixture
def found(site: Site) -> Callable[..., list[str]]:
    """A function that adds HTML to a page, and its Markdown where given, and returns the messages."""

    def judge(html: str, address: str = "/one/", markdown: str = "") -> list[str]:
        site.add_page(address, site.pages.get(address, "") + html)
        if markdown:
            site.prose[address] = read_prose(f"Title: T\n\n{markdown}\n", "content/pages/one.md")
        return [str(problem).split("\n")[0] for problem in links.problems(site)]

    return judge


Found = Callable[..., list[str]]


def test_a_page_without_links_has_no_problem(found: Found) -> None:
    """Five plain pages have no problem."""
    assert found("") == []


@pytest.mark.parametrize(
    "link",
    [
        "../",
        "./",
        "two/",
        "../one/two/#deep",
        "#part",
        "../one/#part",
        "../#top",
        "../theme/site.css",
        "/one/two/",
        "https://example.org/nowhere/",
        "//example.org/",
        "mailto:a@example.org",
        "../calculator/#company=acme&amp;level=l4",
        "../calculator/#company=acme",
        "../calculator/#company=globex&amp;level=l6&amp;base=200000",
    ],
)
def test_what_leads_somewhere_passes(found: Found, link: str) -> None:
    """Pages, fragments, files, other sites and the calculator filled with a known level are fine."""
    assert found(f'<a href="{link}">x</a>') == []


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("../three/", "broken link to /three/; no such page"),
        ("../one/tow/", "broken link to /one/tow/; no such page, first met on /one/; did you mean '/one/two/'?"),
        ("two", "broken link to /one/two; no such page, first met on /one/; did you mean '/one/two/'?"),
        ("#prat", "broken link to /one/#prat; no such section, first met on /one/; did you mean 'part'?"),
        ("two/#part", "broken link to /one/two/#part; no such section"),
        ("../theme/gone.css", "broken link to /theme/gone.css; no such page"),
        ("{filename}/pages/x.md", "'{filename}/pages/x.md' was not resolved"),
        ("../calculator/#company=acme&amp;level=l9", "the calculator has no 'company=acme&level=l9'"),
        ("../calculator/#company=amce&amp;level=l4", "the calculator has no 'company=amce&level=l4'"),
        ("../calculator/#level=l4", "the calculator has no 'level=l4'"),
    ],
)
def test_what_leads_nowhere_is_a_problem(found: Found, link: str, said: str) -> None:
    """A missing page, file or section, an unresolved file and an unknown level are one problem each."""
    messages = found(f'<a href="{link}">x</a>')
    assert len(messages) == 1, messages
    assert said in messages[0]


def test_images_and_scripts_are_links_too(found: Found) -> None:
    """`src` is checked as `href` is."""
    assert "broken link to /gone.png" in found('<img src="../gone.png">')[0]


def test_an_id_given_twice_is_a_problem_with_its_line(found: Found) -> None:
    """A repeated id is one problem, at the line that gives it."""
    markdown = "Text.\n\n## A {: #same }\n\n## B {: #same }"
    messages = found('<h2 id="same">A</h2><h2 id="same">B</h2>', markdown=markdown)
    assert messages == [
        "content/pages/one.md:5: id 'same' stands 2 times on /one/; a link would find only the first; "
        "rename all but one"
    ]


def test_a_heading_without_an_id_is_a_problem(found: Found) -> None:
    """A second-rank heading that nobody can link to is a problem."""
    assert "a heading of /one/ has no id" in found("<h2>Bare</h2>")[0]


def test_a_leftover_token_is_a_problem(found: Found) -> None:
    """A token that was never evaluated cannot be published."""
    assert "an expression is left on /one/" in found("<p>zqx00003xqz</p>")[0]


@pytest.mark.parametrize(
    ("markdown", "link", "place"),
    [
        ("See [it](/three/) now.", "../three/", "3:10"),
        ("Text.\n\nA [b](/one/#prat) c.", "#prat", "5:7"),
        ("See [it](three/) now.", "three/", "3:10"),
        ('See <a href="/three/#x">it</a>.', "../three/#x", "3:14"),
        ("See [it](/three/#x), [it](/three/).", "../three/", "3:27"),
        ("See [it][ref].\n\n[ref]: /three/", "../three/", "5:8"),
        ('See [it](/three/ "title").', "../three/", "3:10"),
        ("See [it]({filename}/pages/x.md).", "{filename}/pages/x.md", "3:10"),
    ],
)
def test_a_broken_link_is_located_in_its_markdown(found: Found, markdown: str, link: str, place: str) -> None:
    """A broken link of a page is reported at the line and column where its target is written."""
    messages = found(f'<a href="{link}">x</a>', markdown=markdown)
    assert len(messages) == 1, messages
    assert messages[0].startswith(f"content/pages/one.md:{place}: ")


@pytest.mark.parametrize(
    ("address", "link", "written"),
    [("/faq/", "../three/", "/three/"), ("/", "three/", "/three/"), ("/faq/", "#nothing", "/faq/#nothing")],
)
def test_a_broken_link_of_an_answer_is_located_in_the_answer(
    site: Site, found: Found, address: str, link: str, written: str
) -> None:
    """A link that stands in an answer is reported in the answer's file, though it breaks on the page that shows it."""
    answer = "/faq/#how-much"
    site.answers.append(Answer("how-much", answer, "How much?", ""))
    site.prose[answer] = read_prose(f"Title: How much?\n\nSee [it]({written}).\n", "content/faq/how-much.md")
    site.prose[address] = read_prose("Title: Questions\n\nText.\n", "content/pages/questions.md")
    messages = found(f'<a href="{link}">x</a>', address=address)
    assert [message.partition(": ")[0] for message in messages] == ["content/faq/how-much.md:3:10"]


def test_a_link_of_the_theme_is_reported_once(found: Found) -> None:
    """A link broken on every page, as one of the template is, gives one message."""
    found('<a href="../three/">x</a>', address="/companies/")
    found('<a href="../three/">x</a>', address="/calculator/")
    assert len(found('<a href="../three/">x</a>')) == 1


def test_a_page_that_failed_gives_no_follow_on_messages(site: Site, found: Found) -> None:
    """Links to a page that could not be made, and links of it, are not judged."""
    site.failed.update({"/gone/", "/one/two/"})
    assert found('<a href="../gone/#x">x</a>') == []
    assert found('<a href="../../nowhere/">x</a>', address="/one/two/") == []


# What machines read


@pytest.mark.parametrize("root", ["", "https://example.org", "https://example.org/guide"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("changes/atom.xml", '<feed>\n<link href="{}/three/"/></feed>'),
        ("changes/atom.xml", "<feed>\n<summary>Shown on: {}/one/, {}/three/.</summary></feed>"),
        ("sitemap.xml", "<urlset>\n<loc>{}/three/</loc></urlset>"),
        ("changes/feed.json", '{{\n"url": "{}/three/"}}'),
        ("data/figures.csv", "path,address\na.b,{}/three/"),
        ("llms.txt", "# Guide\n- [Three]({}/three/): gone"),
    ],
)
def test_a_broken_address_in_a_file_is_located(site: Site, root: str, name: str, text: str) -> None:
    """An address of the guide in a feed, the sitemap, data or `llms.txt` is checked, whatever the guide's own is."""
    site.settings["SITEURL"] = root
    site.files[name] = text.format(root, root).encode()
    assert [str(problem).partition(";")[0] for problem in links.problems(site)] == [
        f"output/{name}:2: broken link to /three/"
    ]
    site.files[name] = text.format(root, root).replace("three", "one/two").encode()
    assert links.problems(site) == []


@pytest.mark.parametrize("link", ["../three/", "#prat", "https://example.org/guide/three/"])
def test_a_broken_address_in_json_ld_is_found(site: Site, found: Found, link: str) -> None:
    """What a page says of itself is held against the site, relative or whole."""
    site.settings["SITEURL"] = "https://example.org/guide"
    [message] = found(f'<script type="application/ld+json">{{"@type": "WebPage", "url": "{link}"}}</script>')
    assert "broken link to /three/" in message or "broken link to /one/#prat" in message


@pytest.mark.parametrize(
    ("tag", "broken"),
    [
        ('<link rel="canonical" href="https://example.org/guide/three/">', True),
        ('<link rel="canonical" href="https://example.org/guide/one/">', False),
        ('<meta property="og:url" content="https://example.org/guide/three/">', True),
        ('<a href="https://example.org/guides/three/">another site</a>', False),
        ('<a href="https://example.org/guide/report">a form</a>', False),
    ],
)
def test_addresses_that_name_the_site_are_checked(site: Site, found: Found, tag: str, broken: bool) -> None:
    """An address with SITEURL before it is one of the guide's, but for where to report and to subscribe."""
    site.settings.update(SITEURL="https://example.org/guide", REPORT_URL="https://example.org/guide/report")
    assert bool(found(tag)) == broken


# Relative links


@pytest.mark.parametrize(
    ("address", "link", "expected"),
    [
        ("/", "/", "./"),
        ("/", "/one/", "one/"),
        ("/", "/#top", "#top"),
        ("/one/", "/", "../"),
        ("/one/", "/one/#part", "#part"),
        ("/one/", "/one/", "../one/"),
        ("/one/two/three/", "/companies/#x", "../../../companies/#x"),
        ("/one/two/three/", "/theme/a.css", "../../../theme/a.css"),
        ("/one/", "//example.org/", "//example.org/"),
        ("/one/", "https://example.org/", "https://example.org/"),
        ("/one/", "two/", "two/"),
        ("/404.html", "/one/", "/one/"),
    ],
)
@pytest.mark.parametrize("key", ["href", "src"])
def test_links_are_relative_at_any_depth(address: str, link: str, expected: str, key: str) -> None:
    """A link from the site's root becomes relative to its page; any other, and all of the 404 page, stay."""
    assert relative(f'<a {key}="{link}">', address, "") == f'<a {key}="{expected}">'
    odd = f'<a {key}="{link}"><a data-{key}="/x/" {key}="//y/"><a\n{key}="{link}">'  # each address is then looked at
    assert relative(odd, address, "") == odd.replace(f' {key}="{link}"', f' {key}="{expected}"').replace(
        f'\n{key}="{link}"', f'\n{key}="{expected}"'
    )


@pytest.mark.parametrize(
    ("site_url", "expected"),
    [("https://example.org", "/one/"), ("https://example.org/guide", "/guide/one/"), ("", "/one/")],
)
def test_the_404_page_links_from_the_root_of_the_site(site_url: str, expected: str) -> None:
    """The 404 page is shown at any depth, so its links begin with the path of SITEURL."""
    assert relative('<a href="/one/">', "/404.html", site_url) == f'<a href="{expected}">'


@pytest.mark.parametrize(("link", "broken"), [("/guide/one/#part", False), ("/guide/three/", True), ("/guide/", False)])
def test_the_404_page_is_checked_under_its_path(site: Site, found: Found, link: str, broken: bool) -> None:
    """The links of the 404 page are checked with the path of SITEURL taken off."""
    site.settings["SITEURL"] = "https://example.org/guide"
    assert bool(found(f'<a href="{link}">x</a>', address="/404.html")) == broken


def test_a_published_guide_links_only_with_relative_addresses(guide: Guide) -> None:
    """With a SITEURL, too, pages at every depth link relatively; only the 404 page and the canonical link name it."""
    guide.write("content/pages/404.md", "Title: Nothing here\n\nBack to [the guide](/).\n")
    guide.write("content/pages/a/b/c.md", "Title: Deep\n\nSee [Acme](/companies/acme/#l1).\n")
    guide.record()
    built = guide.build("-s", str(ROOT / "publishconf.py"), SITEURL="https://example.org/guide/")
    assert built.status == 0, built.out
    deep = guide.page("/a/b/c/")
    assert 'href="../../../companies/acme/#l1"' in deep
    assert '<link rel="canonical" href="https://example.org/guide/a/b/c/">' in deep
    for address in ("/", "/a/b/c/", "/companies/acme/"):
        assert re.findall(r'\s(?:href|src)="/[^"]*"', guide.page(address)) == []
    missing = (guide.output / "404.html").read_text(encoding="utf-8")
    addresses = re.findall(r'\s(?:href|src)="(/[^"]*)"', missing)
    assert addresses
    assert all(address.startswith("/guide/") for address in addresses)
