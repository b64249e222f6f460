"""Are tags read as a parser of HTML reads them?"""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from plugins.playbook.tags import headings, opened


class _Parser(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


@pytest.mark.parametrize(
    "html",
    [
        '<p>One <a href="/a/?b=1&amp;c=2" rel=noopener>link</a> and <img src=\'x.svg\' alt="">.',
        '<a title="a > b, href=no" href="yes">x</a>',
        "<a title=\"id='no'\" id='yes'>x</a>",
        '<A HREF="/a/" Id=b>x</A><br/><input disabled value = "1">',
        '<script src="a.js">if (a < b) { "<a href=no>" }</script><a href="yes">x</a>',
        '<style>a::before { content: "<b id=no>" }</style><b id="yes">x</b>',
        '<!-- <a href="no"> --><a href="yes">x</a>',
        "<p>3 < 4, a<b and 5 > 4 <b>x</b>",
        '<!DOCTYPE html><html lang="en"><title>a &lt; b</title>',
        '<div\n  id="a"\n  class="b">x</div>',
    ],
)
def test_tags_are_those_of_the_parser(html: str) -> None:
    """Every tag that opens is read with its attributes, whatever stands in quotes, scripts and comments."""
    assert list(opened(html)) == _Parser(html).found


def test_attributes_that_nobody_wants_are_not_read() -> None:
    """A tag without any that is wanted is its name alone; one that has one is read whole, however it is written."""
    html = '<p class="a">x<a title="t" HREF = "y">z</a><img alt="id">'
    assert list(opened(html, "href")) == [("p", {}), ("a", {"title": "t", "href": "y"}), ("img", {})]


def test_headings_have_their_text() -> None:
    """A heading is read with its id and its text alone, even around other tags."""
    html = "<h1>T</h1><h4>No</h4>"
    html += '<h2 class="a" id="one">A &amp; <em>b</em></h2><h3>No id</h3><h3 id=two><a href="x">C</a></h3>'
    assert list(headings(html, 3)) == [(1, "", "T"), (2, "one", "A & b"), (3, "", "No id"), (3, "two", "C")]
