"""Is a page made again exactly when something that it reads has changed, and does the build say why?"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.build import ROOT
from tests.plugins.conftest import Built, Guide


def rendered(built: Built) -> dict[str, str]:
    """Return the pages that a build with `-v` made, each with the reason that it gives."""
    assert built.status == 0, built.out
    return dict(re.findall(r"^  (/\S*): (.+)$", built.out, re.MULTILINE))


@pytest.fixture
def standing(guide: Guide) -> Guide:
    """The small guide with a list of salaries, built."""
    guide.write("content/pages/salaries.md", "Title: Salaries\n\n{{ salaries() }}\n")
    assert guide.build().status == 0
    return guide


def test_nothing_is_made_again_where_nothing_has_changed(standing: Guide) -> None:
    """All pages stand, and so do their files."""
    before = {path: path.stat() for path in standing.output.rglob("*")}
    assert rendered(standing.build("-v")) == {}
    assert {path: path.stat().st_mtime_ns for path in before} == {p: s.st_mtime_ns for p, s in before.items()}


def test_a_changed_figure_makes_the_pages_that_looked_it_up(standing: Guide) -> None:
    """Pages of the company and lists over all companies are made again; a page of words alone is not."""
    standing.replace("content/data/companies/acme.yaml", "{value: 100K,", "{value: 110K,")
    made = rendered(standing.build("-v"))
    assert made.keys() >= {"/companies/acme/", "/companies/acme/figures/", "/embed/acme/l1/"}
    assert made["/companies/acme/"] == "data:companies/acme"
    assert "/equity/" not in made or "acme" in made["/equity/"]
    assert "/cite/" not in made or "state" in made["/cite/"]


def test_a_list_stands_while_its_pieces_say_the_same(standing: Guide) -> None:
    """The first page names every company; a figure leaves it alone, another name does not."""
    standing.replace("content/data/companies/acme.yaml", "{value: 100K,", "{value: 110K,")
    assert "/companies/" not in rendered(standing.build("-v"))
    standing.replace("content/data/companies/acme.yaml", "name: Acme", "name: Acme Works")
    made = rendered(standing.build("-v"))
    assert made["/companies/"] == "data:companies/acme"
    assert "Acme Works" in standing.page("/companies/")


def test_a_page_that_names_one_figure_falls_with_that_one_alone(guide: Guide) -> None:
    """Another figure of the same company leaves it as it stands."""
    guide.write("content/pages/extra.md", 'Title: Extra\n\nIt is {{ text("acme.l1.base") }}.\n')
    assert guide.build().status == 0
    guide.replace("content/data/companies/acme.yaml", "{value: 50K,", "{value: 60K,")
    assert "/extra/" not in rendered(guide.build("-v"))
    guide.replace("content/data/companies/acme.yaml", "{value: 100K,", "{value: 110K,")
    assert rendered(guide.build("-v"))["/extra/"] == "data:companies/acme: acme.l1.base"
    assert "It is $110" in guide.page("/extra/")


def test_changed_words_make_their_own_page(standing: Guide) -> None:
    """And no other page of words."""
    standing.append("content/pages/outliers.md", "A further sentence.")
    made = rendered(standing.build("-v"))
    assert made["/outliers/"] == "content:pages/outliers.md"
    assert made.keys() <= {"/outliers/", "/cite/", "/data/"}
    assert "A further sentence." in standing.page("/outliers/")


def test_a_changed_template_makes_the_pages_that_used_it(standing: Guide) -> None:
    """One of a component only those that show it, one that all draw on every page."""
    template = "theme/templates/components/salaries.html"
    standing.append(template, "<p>More.</p>")
    made = rendered(standing.build("-v"))
    assert made["/salaries/"] == "template:components/salaries.html"
    assert "/levels/" not in made
    standing.replace("theme/templates/base.html", "</body>", "<p>Foot.</p></body>")
    assert rendered(standing.build("-v")).keys() >= {"/", "/salaries/", "/levels/", "/companies/acme/"}


def test_a_changed_setting_makes_every_page(standing: Guide) -> None:
    """Any page may read it."""
    made = rendered(standing.build("-v", "-e", 'REPORT_URL="https://guide.example/report"'))
    assert set(made.values()) == {"site:"}
    assert "/equity/" in made


def test_what_was_changed_in_the_output_is_made_again(standing: Guide) -> None:
    """A page that was edited or removed there by hand comes back as it was built."""
    before = standing.manifest()
    standing.write("output/levels/index.html", "mine")
    (standing.output / "salaries/index.html").unlink()
    made = rendered(standing.build("-v"))
    assert set(made) == {"/levels/", "/salaries/"}
    assert standing.manifest() == before


@pytest.mark.parametrize("how", ["fresh", "switched off", "record gone"])
def test_every_page_is_made_where_that_is_asked_for(standing: Guide, how: str) -> None:
    """And comes out the same."""
    before = standing.manifest()
    if how == "record gone":
        shutil.rmtree(standing.root / ".build")
    environment = {"FRESH": "1"} if how == "fresh" else {}
    arguments = ["-e", "INCREMENTAL=false"] if how == "switched off" else []
    assert "/equity/" in rendered(standing.build("-v", *arguments, **environment))
    assert standing.manifest() == before


def test_a_damaged_record_means_a_whole_build(standing: Guide) -> None:
    """Where what was kept is not as it was written, the build begins again from nothing, and comes out right."""
    file = standing.root / ".build/parts.sqlite"
    text = file.read_bytes()
    assert b"Acme" in text
    file.write_bytes(text.replace(b"Acme", b"ACME"))
    standing.replace("content/data/companies/acme.yaml", "{value: 100K,", "{value: 110K,")
    assert "/equity/" in rendered(standing.build("-v"))
    built = standing.manifest()
    assert "/equity/" not in rendered(standing.build("-v"))
    assert standing.build(FRESH="1").status == 0
    assert standing.manifest() == built


def test_a_failed_build_keeps_what_the_last_good_one_left(standing: Guide) -> None:
    """Once the fault is mended, only what it touched is made again."""
    standing.replace("content/pages/outliers.md", "Title: ", "Titel: ")
    assert standing.build().status == 1
    standing.replace("content/pages/outliers.md", "Titel: ", "Title: ")
    assert rendered(standing.build("-v")) == {}


def test_a_page_that_carries_moved_addresses_is_made_in_every_build(standing: Guide) -> None:
    """Its last form came after it was rendered, so nothing is kept of it; it comes out the same."""
    standing.write("content/pages/extra.md", "Title: Extra\n\n## Part {: #part }\n")
    standing.record()
    standing.replace("content/pages/extra.md", "#part", "#section")
    row = "{from: /extra/#part, to: /extra/#section, because: It was renamed., since: 2026-02-01}"
    standing.write("content/redirects.yaml", f"redirects:\n  - {row}\n")
    assert standing.build().status == 0
    before = standing.manifest()
    assert 'id="part"' in standing.page("/extra/")
    assert rendered(standing.build("-v")).keys() == {"/extra/"}
    assert standing.manifest() == before


def test_a_fault_in_the_row_of_a_list_is_a_sentence(standing: Guide) -> None:
    """The rows of a company are made ahead of the page that shows them; the page tells, at the template's line."""
    standing.append("theme/templates/components/_ranked_row.html", "{{ row.nothing }}")
    built = standing.build(FRESH="1")  # one that makes the rows of all companies
    assert built.status == 1
    assert "Traceback" not in built.out
    assert ["has no attribute 'nothing'" in message for message in built.messages] == [True]
    assert built.places[0].startswith("theme/templates/components/_ranked_row.html:")


TABLE = "data/figures.csv"


def _fresh(guide: Guide) -> bytes:
    """Return the table of a build from nothing."""
    before = (guide.output / TABLE).read_bytes()
    assert guide.build(FRESH="1").status == 0
    fresh = (guide.output / TABLE).read_bytes()
    assert fresh == before
    return fresh


def test_the_table_of_figures_is_copied_but_for_what_has_changed(standing: Guide) -> None:
    """To the same bytes as from nothing; and so many figures are said to have changed as have another row."""
    old = (standing.output / TABLE).read_bytes()
    standing.replace("content/data/companies/acme.yaml", "{value: 100K,", "{value: 110K,")
    said = standing.build("-v").out
    new = _fresh(standing)
    changed = {row.partition(b",")[0] for row in set(old.splitlines()) ^ set(new.splitlines())}
    assert changed
    assert f" {len(changed)} figures changed; " in said


@pytest.mark.parametrize("name", ["Aardvark", "Zymurgy"])
def test_the_table_of_figures_follows_the_order_of_the_companies(standing: Guide, name: str) -> None:
    """A company that is called otherwise goes where its name belongs, before the others or behind them."""
    standing.replace("content/data/companies/acme.yaml", "name: Acme", f"name: {name}")
    assert standing.build().status == 0
    assert b"acme.l1.base" in _fresh(standing)


_DATA, _TEXT = "content/data/companies/globex.yaml", "content/companies/globex.md"


def _another_company(guide: Guide) -> Built:
    """Build a guide with a second company, which is like the first."""
    acme = [(guide.root / name.replace("globex", "acme")).read_text("utf-8") for name in (_DATA, _TEXT)]
    guide.write(_DATA, acme[0].replace("name: Acme", "name: Globex").replace("slug: acme", "slug: globex"))
    guide.write(_TEXT, acme[1].replace("acme", "globex"))
    return guide.build()


def _one_company(guide: Guide) -> Built:
    """Build it without that company."""
    for name in (_DATA, _TEXT):
        (guide.root / name).unlink()
    return guide.build()


def test_the_table_of_figures_loses_the_rows_of_a_company_that_is_gone(standing: Guide) -> None:
    """Those of the others stand where they belong."""
    built = _another_company(standing)
    assert built.status == 0, built.out
    assert b"\nglobex." in _fresh(standing)
    built = _one_company(standing)
    assert built.status == 0, built.out
    assert b"\nglobex." not in _fresh(standing)


def test_a_company_that_goes_and_comes_back_is_there_again(standing: Guide) -> None:
    """What was made of it while it was not there, as no row at all, counts only so long."""
    for build in (_another_company, _one_company, _another_company):
        built = build(standing)
        assert built.status == 0, built.out
    rebuilt = standing.manifest()
    assert standing.build(FRESH="1").status == 0
    assert standing.manifest() == rebuilt


@pytest.mark.parametrize("damage", ["appended", "gone"])
def test_a_table_that_somebody_has_touched_is_not_copied_from(standing: Guide, damage: str) -> None:
    """All its rows are made again."""
    whole = (standing.output / TABLE).read_bytes()
    path = standing.output / TABLE
    path.unlink()
    if damage == "appended":
        path.write_bytes(whole.replace(b"100000", b"999999") + b"more\n")
    standing.replace("content/data/companies/acme.yaml", "{value: 50K,", "{value: 60K,")
    assert standing.build().status == 0
    assert b"999999" not in _fresh(standing)


def test_a_table_that_cannot_be_written_is_a_sentence(standing: Guide) -> None:
    """It is written beside the output before anything else is; what stands there stays."""
    before = standing.manifest()
    (standing.root / ".build/figures.csv.next").mkdir()
    standing.replace("content/data/companies/acme.yaml", "{value: 50K,", "{value: 60K,")
    built = standing.build()
    assert built.status == 1
    assert "output/: it could not be written: Is a directory; what stood there before still stands" in built.out
    assert "Traceback" not in built.out
    assert standing.manifest() == before


def test_an_asset_that_goes_and_comes_back_is_there_again(standing: Guide) -> None:
    """Its name is that of its content, so an edit and the way back from it end with the files of the beginning."""
    before = standing.manifest()
    sheet = standing.root / "theme/static/css/20-layout.css"
    css = sheet.read_bytes()
    sheet.write_bytes(css + b"/* More. */")
    assert standing.build().status == 0
    [old] = before.keys() - standing.manifest().keys()
    assert old.startswith("theme/css/site.")
    sheet.write_bytes(css)
    assert standing.build().status == 0
    assert standing.manifest().keys() == before.keys()
    (standing.output / old).write_text("touched", encoding="utf-8")
    assert standing.build().status == 0
    assert standing.manifest() == before


def test_a_second_build_finds_the_names_of_the_first(standing: Guide) -> None:
    """Where none has come or gone, no address is judged again, not even in the first edit after a whole build."""

    def named() -> list[tuple[str, str]]:
        with closing(sqlite3.connect(standing.output.parent / ".build/parts.sqlite")) as parts:
            return parts.execute("select name, digest from sheet where name like 'names:%' order by name").fetchall()

    before = named()
    standing.replace("content/data/companies/acme.yaml", "{value: 100K,", "{value: 110K,")
    assert standing.build().status == 0
    assert len(before) == len(named())
    assert before == named()


# Saves while a build is under way

_SAVES = """\
import runpy
from pathlib import Path

from pelican import signals

globals().update({name: value for name, value in runpy.run_path(%r).items() if name.isupper()})


def save(*_):
    path = Path(%r)
    path.write_text(path.read_text(encoding="utf-8").replace(%r, %r), encoding="utf-8")


signals.%s.connect(save)
"""


@pytest.mark.parametrize("moment", ["get_generators", "all_generators_finalized", "get_writer"])
@pytest.mark.parametrize(
    ("name", "old", "new", "others_stand"),
    [
        ("content/data/companies/acme.yaml", "{value: 100K,", "{value: 110K,", True),
        ("content/companies/acme.md", "## Sources", "Another sentence.\n\n## Sources", True),
        ("content/data/policy.yaml", "drop_flag: {value: 20%", "drop_flag: {value: 30%", False),
    ],
)
def test_a_save_during_a_build_is_built_by_the_next(
    standing: Guide, moment: str, name: str, old: str, new: str, others_stand: bool
) -> None:
    """Whichever state was read; and what one company's file or a text has not reached is not made again."""
    settings = _SAVES % (str(ROOT / "pelicanconf.py"), str(standing.root / name), old, new, moment)
    standing.write("saves.py", settings)
    standing.replace("content/data/companies/acme.yaml", "{value: 50K,", "{value: 60K,")
    assert standing.build("-s", "saves.py").status == 0
    assert new in (standing.root / name).read_text(encoding="utf-8")
    made = rendered(standing.build("-v"))
    rebuilt = standing.manifest()
    assert standing.build(FRESH="1").status == 0
    assert rebuilt == standing.manifest()
    assert not others_stand or "/equity/" not in made


@pytest.mark.parametrize("moment", ["all_generators_finalized", "finalized"])
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("content/pages/outliers.md", "About it.", "About that."),
        ("content/data/companies/acme.yaml", "{value: 100K,", "{value: 110K,"),
        ("content/data/sources.yaml", "Pay at Acme", "Paid at Acme"),
        ("theme/templates/page.html", "<article", "<!-- saved --><article"),
    ],
)
def test_a_save_during_a_first_build_is_built_by_the_next(
    guide: Guide, moment: str, name: str, old: str, new: str
) -> None:
    """What is saved after it was read is not taken for what was read, though nobody knew the file before."""
    settings = _SAVES % (str(ROOT / "pelicanconf.py"), str(guide.root / name), old, new, moment)
    guide.write("saves.py", settings)
    assert guide.build("-s", "saves.py").status == 0
    assert new in (guide.root / name).read_text(encoding="utf-8")
    assert guide.build().status == 0
    rebuilt = guide.manifest()
    assert guide.build(FRESH="1").status == 0
    assert rebuilt == guide.manifest()


def test_code_that_was_saved_after_it_was_imported_leaves_no_record(standing: Guide) -> None:
    """Nobody can say whether the old or the new made the pages, so nothing that such a build made counts."""
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    standing.write("early.py", f"{settings}\nimport plugins\n\nplugins.BEGUN_NS = 0\n")
    standing.append("content/pages/equity.md", "More.")
    assert standing.build("-s", "early.py").status == 0
    assert rendered(standing.build("-v")).keys() == {"/equity/"}
    assert rendered(standing.build("-v")) == {}


def test_the_table_that_is_read_is_never_written_into(standing: Guide) -> None:
    """A killed build may leave it under a second name, where the next one begins its own; a refused one leaves none."""
    table = standing.output / "data/figures.csv"
    before, beside = table.read_bytes(), standing.root / ".build/figures.csv.next"
    os.link(table, beside)
    standing.replace("content/data/companies/acme.yaml", "{value: 100K,", "{value: 110K,")
    standing.append("content/pages/outliers.md", "[Nowhere](/nowhere/)")
    assert standing.build().status == 1
    assert table.read_bytes() == before
    assert not beside.exists()
    standing.replace("content/pages/outliers.md", "[Nowhere](/nowhere/)", "Words.")
    assert standing.build().status == 0
    assert b"110000" in table.read_bytes()


def test_a_template_that_a_page_chooses_is_followed(standing: Guide) -> None:
    """However it is included: with a plus sign in the tag, or by a name that is only known later."""
    standing.write("theme/templates/bits/one.html", "<p>One.</p>")
    standing.replace("theme/templates/base.html", "</body>", '{%+ include "bits/one.html" %}</body>')
    assert standing.build().status == 0
    standing.write("theme/templates/bits/one.html", "<p>Two.</p>")
    assert standing.build().status == 0
    assert "<p>Two.</p>" in standing.page("/outliers/")
    chosen = '{% set n = "bits/one.html" %}{% include "bits/no.html" if False else n %}</body>'
    standing.replace("theme/templates/base.html", '{%+ include "bits/one.html" %}</body>', chosen)
    assert standing.build().status == 0
    standing.write("theme/templates/bits/one.html", "<p>Three.</p>")
    assert standing.build().status == 0
    assert "<p>Three.</p>" in standing.page("/outliers/")


def test_a_folder_in_place_of_a_file_does_not_end_the_record(standing: Guide) -> None:
    """What comes after it is built as always, and no page that has not changed is made again."""
    standing.write("theme/static/x", "a file")
    assert standing.build().status == 0
    (standing.root / "theme/static/x").unlink()
    (standing.root / "theme/static/x").mkdir()
    assert standing.build().status == 0
    standing.append("content/pages/outliers.md", "More.")
    assert "/equity/" not in rendered(standing.build("-v"))
