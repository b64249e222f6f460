"""Do Sphinx and MkDocs projects find our sections by name, with every warning an error?"""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import sphobjinv

from tests.conftest import served

Tree = Callable[[dict[str, str]], Path]


def inflated(site: Path) -> str:
    """Return the lines of an inventory; its compressed bytes may differ between versions of zlib."""
    return zlib.decompress((site / "objects.inv").read_bytes().split(b"\n", 4)[4]).decode()


@pytest.fixture(scope="module")
def named(built_site: Path) -> dict[str, str]:
    """Each name of the inventory with its address, as sphobjinv reads it."""
    found = sphobjinv.Inventory(str(built_site / "objects.inv"))
    assert found.project == "The AI offer playbook"
    assert {(item.domain, item.role) for item in found.objects} == {("std", "label")}
    return {item.name: item.uri_expanded for item in found.objects}


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("company.openai", "companies/openai/"),
        ("company.openai.l5", "companies/openai/#l5"),
        ("company.openai.l5-counter-offer", "companies/openai/#l5-counter-offer"),
        ("company.openai.equity", "companies/openai/#equity"),
        ("company.openai.figures", "companies/openai/figures/"),
        ("faq.refresh", "faq/#refresh"),
        ("levels", "levels/"),
        ("guide", "./"),
        ("guide.step-1", "#step-1"),
        ("figure.openai.l5.base", "companies/openai/figures/#l5-base"),
        ("source.levels-eoy-2025", "sources/#levels-eoy-2025"),
    ],
)
def test_names_are_what_we_promise(named: dict[str, str], name: str, address: str) -> None:
    """A name follows from the address of a page, section, figure or source."""
    assert named[name] == address


def test_every_name_leads_to_a_page_and_an_id(built_site: Path, named: dict[str, str]) -> None:
    """No name of the inventory leads to a page or an id that does not exist."""
    pages: dict[str, str] = {}
    lost = []
    for name, uri in named.items():
        page, _, fragment = uri.partition("#")
        if page not in pages:
            pages[page] = (built_site / page / "index.html").read_text(encoding="utf-8")
        if fragment and f'id="{fragment}"' not in pages[page]:
            lost.append(name)
    assert lost == []
    assert len(named) > 1000


def test_names_suit_a_reference(named: dict[str, str]) -> None:
    """A name holds no space and no capital: Sphinx looks a label up in lower case."""
    assert [name for name in named if name != name.lower() or " " in name or ":" in name] == []


def _run(*command: str, cwd: Path) -> None:
    # A build of somebody else's must not read a proxy from the environment of ours.
    environment = {**os.environ, "no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1"}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_sphinx_resolves_our_names(tree: Tree, built_site: Path) -> None:
    """A Sphinx project links to a company's level, an answer and a figure, nitpicky and with warnings as errors."""
    with served(built_site) as url:
        conf = f'extensions = ["sphinx.ext.intersphinx"]\nintersphinx_mapping = {{"offers": ("{url}", None)}}\n'
        text = (
            "Notes\n=====\n\nSee :ref:`company.openai.l5`, :ref:`the ask <company.openai.l5-counter-offer>`, "
            ":external+offers:ref:`faq.refresh` and :ref:`figure.openai.l5.base`.\n"
        )
        folder = tree({"conf.py": conf, "index.rst": text})
        _run("sphinx", "-q", "-W", "-n", "-b", "html", ".", "out", cwd=folder)
    html = (folder / "out/index.html").read_text(encoding="utf-8")
    for address in ("companies/openai/#l5", "companies/openai/#l5-counter-offer", "faq/#refresh"):
        assert f'href="{url}{address}"' in html
    assert "<span>OpenAI L5</span>" in html


def test_sphinx_refuses_a_name_that_is_not_ours(tree: Tree, built_site: Path) -> None:
    """A misspelt name stops a Sphinx build that takes warnings as errors: the test above can fail."""
    inventory = built_site / "objects.inv"
    mapping = f'{{"offers": ("https://guide.example/", "{inventory}")}}'
    conf = f'extensions = ["sphinx.ext.intersphinx"]\nintersphinx_mapping = {mapping}\n'
    folder = tree({"conf.py": conf, "index.rst": "Notes\n=====\n\nSee :ref:`company.opnai.l5`.\n"})
    with pytest.raises(AssertionError, match=r"company\.opnai\.l5"):
        _run("sphinx", "-q", "-W", "-n", "-b", "html", ".", "out", cwd=folder)


@pytest.mark.parametrize("name", ["company.openai.l5", "company.opnai.l5"])
def test_mkdocs_resolves_our_names(tree: Tree, built_site: Path, name: str) -> None:
    """A strict MkDocs project with mkdocstrings and autorefs links to a company's level, and stops at a wrong name."""
    with served(built_site) as url:
        settings = f"""\
site_name: Notes
site_url: https://notes.example/
plugins:
  - autorefs
  - mkdocstrings:
      handlers:
        python:
          inventories:
            - url: {url}objects.inv
              domains: [std, py]
"""
        folder = tree({"mkdocs.yml": settings, "docs/index.md": f"# Notes\n\nSee [OpenAI at L5][{name}].\n"})
        if name == "company.opnai.l5":
            with pytest.raises(AssertionError, match=r"company\.opnai\.l5"):
                _run("mkdocs", "build", "--strict", "-d", "out", cwd=folder)
            return
        _run("mkdocs", "build", "--strict", "-d", "out", cwd=folder)
    assert f'href="{url}companies/openai/#l5"' in (folder / "out/index.html").read_text(encoding="utf-8")


def test_the_inventory_is_the_same_twice(built_site: Path) -> None:
    """Its lines are sorted by name, so the same guide gives the same inventory."""
    names = [line.split(" ")[0] for line in inflated(built_site).splitlines()]
    assert names == sorted(names)
