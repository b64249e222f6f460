"""Is the archived copy of a source shown beside it, and only where the data has one?"""

from __future__ import annotations

from tests.plugins.conftest import Guide

COPY = "https://archive.example/2026/acme"


def test_an_archived_copy_is_shown_beside_the_source(guide: Guide) -> None:
    """The list of sources and each row of a figures page that rests on the source link to its archived copy."""
    guide.replace("content/data/sources.yaml", "  kind: survey", f"  archived: {COPY}\n  kind: survey")
    built = guide.build()
    assert built.status == 0, built.out
    link = f'<a href="{COPY}" rel="noopener">archived copy</a>'
    assert guide.page("/sources/").count(link) == 1
    figures = guide.page("/companies/acme/figures/")
    assert figures.count(link) == figures.count("Acme Survey</a>") > 4


def test_no_copy_is_shown_where_there_is_none(guide: Guide) -> None:
    """Without an archived copy in the data no page speaks of one."""
    assert guide.build().status == 0
    assert "archived copy" not in guide.page("/sources/") + guide.page("/companies/acme/figures/")


def test_an_archived_copy_has_an_address(guide: Guide) -> None:
    """What is no web address is refused at its place."""
    guide.replace("content/data/sources.yaml", "  kind: survey", "  archived: somewhere\n  kind: survey")
    built = guide.build()
    assert built.status == 1
    assert built.places == ["content/data/sources.yaml:5:13"]
