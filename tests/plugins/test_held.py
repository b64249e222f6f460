"""Is a page whose rows were held apart what it would be if it had been read whole?"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from plugins.playbook.facts import facts
from plugins.playbook.held import finished, row, rows
from plugins.playbook.prose import HELD, read_prose
from plugins.playbook.relative import relative
from tests.plugins.conftest import Guide

ROWS = (
    '<tr id="a"><td><a href="/companies/a/#l1">A</a> <a href="/salaries/#step-3">here</a></td></tr>\n',
    '<tr id="b"><td><a class="x" href="/companies/b/?c=1&amp;d=2">B</a> <a href="https://e.example/">E</a></td></tr>\n',
    "<tr><td>no link</td></tr>\n",
)


def shown(address: str, html: str = "".join(ROWS)) -> str:
    """Return a page around some HTML."""
    return (
        f'<h1>T</h1><main><h2 id="first"><a href="/">x</a></h2><table>{html}</table><p id="last">{address}</p></main>'
    )


def some_site() -> Any:
    """Return as much of a site as holds rows."""
    return SimpleNamespace(held={})


@pytest.mark.parametrize("address", ["/salaries/", "/", "/a/b/c/", "/companies/"])
def test_held_rows_end_where_they_belong(address: str) -> None:
    """Links are relative, the bytes and all that the page holds are those of the page read whole."""
    site = some_site()
    word = str(rows(site, address, [row(html) for html in ROWS]))
    assert HELD.fullmatch(word)
    html, found = finished(site.held, address, relative(shown(address, word), address, ""))
    whole = relative(shown(address), address, "")
    wanted = facts(whole)
    assert html == whole
    assert sorted(found.ids) == sorted(wanted.ids)
    assert sorted(found.links) == sorted(wanted.links)
    assert found._replace(ids=(), links=()) == wanted._replace(ids=(), links=())


@pytest.mark.parametrize(
    ("address", "html"),
    [
        ("/faq/#pay", ROWS[0]),
        ("/404.html", ROWS[0]),
        ("/salaries/", "<a href='/a/'>x</a>"),
        ("/salaries/", '<a href="//cdn.example/">x</a>'),
        ("/", '<a href="/">x</a>'),
    ],
)
def test_rows_that_cannot_be_held_stand_themselves(address: str, html: str) -> None:
    """They are read with the page, where no fast way makes their addresses relative, or nobody knows to what."""
    site = some_site()
    assert rows(site, address, [row(html)]) == html
    assert site.held == {}


@pytest.mark.parametrize("html", ["<h3>Title</h3>", '<H2 id="a">Title</H2>', "<script>1</script>", "zqx00001xqz"])
def test_a_row_holds_nothing_that_a_page_is_searched_for(html: str) -> None:
    """A heading in it would get no link and stand in no list of contents."""
    with pytest.raises(ValueError, match="a row of a list holds no"):
        row(html)


def test_a_word_of_another_page_stays(guide: Guide) -> None:
    """Only the page that a list was made for gets its rows; and no text may hold such a word."""
    site = some_site()
    word = str(rows(site, "/salaries/", [row(ROWS[0])]))
    assert finished(site.held, "/levels/", word)[0] == word
    assert [p.what for p in read_prose(f"Title: T\n\nA {word}.\n", "a.md").problems] == [f"{word!r} stands in the text"]


def test_a_broken_link_in_a_row_is_found(guide: Guide) -> None:
    """As it is found anywhere: when all is made, and when the rows alone are made again."""
    guide.write("content/pages/salaries.md", "Title: Salaries\n\n{{ salaries() }}\n")
    assert guide.build().status == 0
    guide.replace("theme/templates/components/_ranked_row.html", "/#{{ row.name }}", "/#no-{{ row.name }}")
    for fresh in ("", "1"):
        built = guide.build(FRESH=fresh)
        assert built.status == 1
        assert any("broken link to /companies/acme/#no-l1" in message for message in built.messages), built.out
