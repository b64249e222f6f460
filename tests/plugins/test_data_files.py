"""Do the files for machines reach the output, say what the command says, and describe themselves rightly?"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from frictionless import Package
from jsonschema import Draft202012Validator

from generator.cli import main
from plugins.playbook.datafiles import Block, links_of
from tests.plugins.conftest import PUBLIC, ROOT, Guide


def exported(what: str, content: Path = ROOT / "content") -> str:
    """Return what `playbook export` prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        assert main(["--content", str(content), "export", what]) == 0
    return printed.getvalue()


def test_published_files_are_what_the_command_prints(built_site: Path) -> None:
    """Both tables and each company's file are byte for byte what `playbook export` prints."""
    companies = sorted(path.name for path in (built_site / "data/companies").iterdir())
    assert companies == sorted(f"{path.stem}.json" for path in (ROOT / "content/data/companies").glob("*.yaml"))
    for name in ("figures.csv", "sources.csv"):
        assert (built_site / "data" / name).read_text(encoding="utf-8") == exported(name)
    for name in companies:
        assert (built_site / "data/companies" / name).read_text(encoding="utf-8") == exported(name), name


def test_a_public_file_is_what_the_command_prints(public_guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    """With SITEURL set the command prints the file of the public tree, absolute addresses included."""
    monkeypatch.setenv("SITEURL", f"{PUBLIC}/")
    published = (public_guide.output / "data/companies/acme.json").read_text(encoding="utf-8")
    assert published == exported("acme.json", public_guide.root / "content")
    assert f'"url": "{PUBLIC}/companies/acme/figures/#l1-base"' in published


def test_company_files_are_valid_against_the_schema_beside_them(built_site: Path, public_guide: Guide) -> None:
    """Each file names its schema, relative or absolute, and is valid against the published bytes of it."""
    for output, root in ((built_site, ""), (public_guide.output, PUBLIC)):
        for path in (output / "data/companies").iterdir():
            document = json.loads(path.read_bytes())
            named = document["$schema"].removeprefix(f"{root}/")
            schema = output / named if root else path.parent / named
            assert list(Draft202012Validator(json.loads(schema.read_bytes())).iter_errors(document)) == []


def test_addresses_of_figures_exist(built_site: Path) -> None:
    """Every address that the table of figures gives is a page of the guide and an id on it."""
    rows = list(csv.DictReader(io.StringIO((built_site / "data/figures.csv").read_text(encoding="utf-8"))))
    pages: dict[str, set[str]] = {}
    for address in {row["address"] for row in rows}:
        page, _, fragment = address.partition("#")
        if page not in pages:
            html = (built_site / page.lstrip("/") / "index.html").read_text(encoding="utf-8")
            pages[page] = set(re.findall(r'\bid="([^"]+)"', html))
        assert fragment in pages[page], address
    assert len(rows) > 1000


def test_addresses_of_new_rows_alone_are_looked_at() -> None:
    """Of a table joined from blocks, those that were made again; each address by its line in the whole table."""
    blocks: list[tuple[str, Block]] = [
        ("head", (b"head\n", 1, "")),
        ("acme", (b"1\n2\n", 2, "0 /a/#one")),
        ("globex", (b"3\n4\n", 2, "0 /b/#one\n1 /b/#two")),
    ]
    site: Any = SimpleNamespace(parts=SimpleNamespace(is_made=lambda part: part == "globex"))
    assert list(links_of(site, blocks, True)) == [(2, "/a/#one"), (4, "/b/#one"), (5, "/b/#two")]
    assert list(links_of(site, blocks, False)) == [(4, "/b/#one"), (5, "/b/#two")]


@pytest.mark.parametrize("fresh", ["", "1"])
def test_an_address_of_the_table_that_leads_nowhere_is_located(guide: Guide, fresh: str) -> None:
    """In a first build and in one after it, at the first line that names it."""
    assert guide.build().status == 0
    lines = (guide.output / "data/figures.csv").read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if text.endswith("/companies/acme/figures/#l1-base"))
    guide.replace("theme/templates/components/company_figures.html", '<h2 id="{{', '<h2 id="no-{{')
    built = guide.build(FRESH=fresh)
    assert built.status == 1
    assert f"output/data/figures.csv:{line}" in built.places


# The data package


def test_the_data_package_names_a_file_that_was_made_again(guide: Guide) -> None:
    """After an edit it gives size and hash of the new bytes, of the company and of the table."""
    assert guide.build().status == 0
    guide.replace("content/data/companies/acme.yaml", "{value: 100K,", "{value: 110K,")
    assert guide.build().status == 0
    package = json.loads((guide.output / "data/datapackage.json").read_bytes())
    for resource in package["resources"]:
        content = (guide.output / "data" / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")


def test_the_data_package_is_valid(built_site: Path) -> None:
    """Frictionless finds the package valid: types, keys between the tables, hash and size of every resource."""
    report = Package(str(built_site / "data/datapackage.json")).validate()
    assert report.flatten(["rowNumber", "fieldName", "type", "message"]) == []
    assert report.valid


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("figures.csv", ",100000,100000,dollars,", ",lots,100000,dollars,"),
        ("figures.csv", ",acme-survey,B,", ",nobody,B,"),
        ("sources.csv", "acme-survey,", "acme-surveys,"),
    ],
)
def test_the_data_package_sees_a_fault(public_guide: Guide, tmp_path: Path, name: str, old: str, new: str) -> None:
    """An amount that is no number, a source that is not listed and bytes that have changed are each found."""
    for path in (public_guide.output / "data").rglob("*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(public_guide.output / "data")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_the_data_package_says_what_it_is(built_site: Path) -> None:
    """Licence, day, sources, and of each resource the hash, size and every column with its type are named."""
    package = json.loads((built_site / "data/datapackage.json").read_bytes())
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", package["as_of"])
    assert len(package["sources"]) > 50
    listed = {resource["path"] for resource in package["resources"]}
    data = built_site / "data"
    assert listed == {p.relative_to(data).as_posix() for p in (*data.glob("*.csv"), *data.glob("companies/*.json"))}
    for resource in package["resources"]:
        content = (built_site / "data" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if resource["format"] == "csv":
            header = content.decode().splitlines()[0].split(",")
            assert [field["name"] for field in resource["schema"]["fields"]] == header


# llms.txt and robots.txt


def test_llms_txt_follows_the_convention(built_site: Path) -> None:
    """It is a title, a quoted summary, some text, then lists of links with a line each under second headings."""
    head, *lists = (built_site / "llms.txt").read_text(encoding="utf-8").split("\n## ")
    title, summary, *_ = [line for line in head.splitlines() if line]
    assert title.startswith("# ")
    assert summary.startswith("> ")
    assert [part.splitlines()[0] for part in lists] == ["The guide", "Companies", "Data"]
    for part in lists:
        lines = [line for line in part.splitlines()[1:] if line]
        assert [line for line in lines if not re.fullmatch(r"- \[[^\]]+\]\([^)]+\): .+", line)] == []


def test_llms_txt_leads_somewhere(built_site: Path, public_guide: Guide) -> None:
    """Each of its links is a page or file of the guide, absolute where the guide has an address."""
    for output, root in ((built_site, ""), (public_guide.output, f"{PUBLIC}/")):
        links = re.findall(r"\]\(([^)]+)\)", (output / "llms.txt").read_text(encoding="utf-8"))
        assert len(links) > 10
        for link in links:
            assert link.startswith(root)
            path = output / link.removeprefix(root)
            assert path.is_file() or (path / "index.html").is_file(), link


def test_robots_txt_names_the_sitemap_where_there_is_one(guide: Guide, public_guide: Guide) -> None:
    """Everything may be read; the sitemap is named by its full address, and not at all without one."""
    named = (public_guide.output / "robots.txt").read_text(encoding="utf-8")
    assert named == f"User-agent: *\nAllow: /\n\nSitemap: {PUBLIC}/sitemap.xml\n"
    assert guide.build().status == 0
    assert (guide.output / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nAllow: /\n"
    assert not (guide.output / "sitemap.xml").exists()


def test_a_public_guide_is_the_same_bytes_anywhere(public_guide: Guide, guide: Guide) -> None:
    """Another folder, time zone and order of sets change no byte of a public guide, in any of its files."""
    built = guide.build("-e", f'SITEURL="{PUBLIC}"', TZ="Pacific/Auckland", PYTHONHASHSEED="7", LC_ALL="C")
    assert built.status == 0, built.out
    assert guide.manifest() == public_guide.manifest()
    assert {
        "sitemap.xml",
        "objects.inv",
        "data/datapackage.json",
        "embed/acme/l1/index.html",
    } <= guide.manifest().keys()
