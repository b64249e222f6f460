"""Does the small guide build, does it stop with every problem at once, and is the output then untouched?"""

from __future__ import annotations

import re

import pytest

from tests.plugins.conftest import Guide


def test_the_small_guide_builds(guide: Guide) -> None:
    """A guide without faults builds, exits 0 and says how many pages it made."""
    built = guide.build()
    assert built.status == 0, built.out
    assert "as of 2026-02-01" in built.out
    assert guide.page("/companies/acme/").count("$100K") >= 3


def test_eight_reading_faults_give_eight_messages(guide: Guide) -> None:
    """Each fault of the reading round is reported once, at its line and column, twice running; nothing is written."""
    assert guide.build().status == 0
    before = guide.manifest()
    acme = "content/data/companies/acme.yaml"
    guide.replace(acme, "    role: Junior\n", "    rolle: Junior\n    role: Junior\n")
    guide.replace(acme, "kind: lab\n", "kind: lab\nkind: lab\n")
    guide.replace(acme, "low: 200K, high: 260K", "low: 300K, high: 260K")
    guide.replace(
        acme,
        "{value: 50K, statistic: average, from: 2026-01, source: acme-survey}",
        "{value: 50K, statistic: average, from: 2026-01, source: acme-surveys}",
    )
    guide.replace(acme, "[25%, 25%, 25%, 25%]", "[25%, 25%, 25%, 20%]")
    company = guide.append("content/pages/index.md", 'Ask {{ figure("amce.l1.base") }}.')
    syntax = guide.append("content/pages/equity.md", 'See {{ figure("acme.l1.base" }}.')
    guide.write("content/pages/levels.md", "Summary: No title.\n\nText.\n")
    first, second = guide.build(), guide.build()
    text = (guide.root / acme).read_text(encoding="utf-8").splitlines()

    def line(part: str) -> int:
        return next(number for number, found in enumerate(text, 1) if part in found)

    def column(part: str, at: str) -> int:
        return text[line(part) - 1].index(at) + 1

    expected = {
        f"{acme}:{line('rolle')}:{column('rolle', 'rolle')}",
        f"{acme}:{line('kind: lab') + 1}:1",
        f"{acme}:{line('300K')}:{column('300K', '300K')}",
        f"{acme}:{line('surveys')}:{column('surveys', 'acme-surveys')}",
        f"{acme}:{line('20%]')}:{column('20%]', '[25%')}",
        f"content/pages/index.md:{company}:5",
        f"content/pages/equity.md:{syntax}:5",
        "content/pages/levels.md:1:1",
    }
    assert set(first.places) == expected, first.out
    assert len(first.messages) == 8, first.out
    assert first.status == 1
    assert first.messages == second.messages
    assert guide.manifest() == before


def test_two_making_faults_give_two_messages(guide: Guide) -> None:
    """A broken link and a missing template variable are reported once each; nothing is written."""
    assert guide.build().status == 0
    before = guide.manifest()
    line = guide.append("content/pages/equity.md", "See [nothing](/companies/acme/#l9).")
    guide.replace("theme/templates/components/_company_row.html", "{{ row.with_base }}", "{{ row.without_base }}")
    template = (guide.root / "theme/templates/components/_company_row.html").read_text(encoding="utf-8").splitlines()
    fault = next(number for number, text in enumerate(template, 1) if "without_base" in text)
    first, second = guide.build(), guide.build()
    assert first.places == [
        f"content/pages/equity.md:{line}:15",
        f"theme/templates/components/_company_row.html:{fault}",
    ], first.out
    assert first.status == 1
    assert first.messages == second.messages
    assert guide.manifest() == before


def test_a_template_fault_of_every_page_is_one_message(guide: Guide) -> None:
    """A variable missing in the base template fails every page and is reported once."""
    guide.replace("theme/templates/base.html", '<html lang="en">', '<html lang="{{ langauge }}">')
    built = guide.build()
    assert len(built.messages) == 1, built.out
    assert built.places == ["theme/templates/base.html:2"]


def test_a_missing_template_is_named_with_those_that_draw_on_it(guide: Guide) -> None:
    """Whoever draws on it, one message, and nothing changes; a build sees what comes back. Pelican's own do not do."""
    guide.write(
        "content/redirects.yaml", 'redirects:\n  - {from: "/old/", to: "/equity/", because: A., since: 2026-01-01}\n'
    )
    assert guide.build().status == 0
    before = guide.manifest()
    room = "theme/templates"
    for name, why in {
        "base": f"it is extended by {room}/changes.html:1, {room}/figures.html:1, {room}/page.html:1",
        "page": f"it is extended by {room}/calculator.html:1, {room}/company.html:1, {room}/home.html:1",
        "macros": f"it is imported by {room}/changes.html:2, {room}/components/_claim.html:1, ",
        "components/_counter_table": f"it is included by {room}/components/counter_offer.html:2, ",
        "components/terms": "/companies/acme/ needs it",
        "figures": "every page of its kind needs it",
        "redirect": "/old/ needs it",
    }.items():
        path = guide.root / f"{room}/{name}.html"
        text = path.read_text(encoding="utf-8")
        path.unlink()
        built = guide.build()
        assert built.status == 1, name
        assert [line for line in built.out.splitlines() if line != "1 problem; nothing was written."] == built.messages
        assert len(built.messages) == 1, built.out
        assert built.messages[0].startswith(f"{room}/{name}.html: this template is missing; {why}"), built.out
        assert "; put it back" in built.messages[0]
        path.write_text(text, encoding="utf-8")
    assert guide.manifest() == before
    guide.replace(f"{room}/base.html", "</body>", "<p>Back.</p></body>")
    assert guide.build().status == 0
    assert "<p>Back.</p>" in guide.page("/equity/")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("content/pages/extra.md", "Title: Extra\n\nSee [it]({filename}/nowhere.md).\n", "nowhere.md"),
        ("content/pages/extra.md", "Summary: no title\n\nText.\n", "no Title"),
        ("content/pages/extra.md", "Title: Extra\nTemplate: nowhere\n\nText.\n", "nowhere"),
        ("content/pages/extra.md", "Title: Extra\nTilte: twice\n\nText.\n", "did you mean 'title'?"),
        ("content/pages/extra.md", "Title: Extra\nTitle: Again\n\nText.\n", "given twice"),
        ("content/companies/globex.md", "Title: Globex\n\nText.\n", "no company 'globex' in the data"),
        ("content/pages/faq/index.md", "Title: Clash\n\nText.\n", "two pages claim /faq/"),
    ],
)
def test_what_pelican_only_logs_stops_the_build(guide: Guide, name: str, text: str, said: str) -> None:
    """Every fault after which Pelican exits 0 with a page missing or wrong is one message and exit 1 here."""
    guide.write(name, text)
    built = guide.build()
    assert built.status == 1, built.out
    assert said in built.out
    assert not guide.output.exists()


def test_a_reader_that_fails_stops_the_build(guide: Guide) -> None:
    """A file that cannot be read is reported, where Pelican would log it and go on."""
    (guide.root / "content/pages/latin.md").write_bytes(b"Title: caf\xe9\n\nText.\n")
    built = guide.build()
    assert built.status == 1
    assert len(built.messages) == 1, built.out
    assert built.places == ["content/pages/latin.md"]


def test_a_company_without_a_page_stops_the_build(guide: Guide) -> None:
    """Data without its Markdown page is an error that names the file to write."""
    (guide.root / "content/companies/acme.md").unlink()
    built = guide.build()
    assert built.status == 1
    assert "content/companies/acme.md: this page is missing" in built.out


def test_a_company_page_without_a_section_stops_the_build(guide: Guide) -> None:
    """A section that links may point at cannot be left out."""
    guide.replace("content/companies/acme.md", "## History {: #history }", "")
    built = guide.build()
    assert [m for m in built.messages if "no section #history" in m], built.out


def test_an_id_given_twice_stops_the_build(guide: Guide) -> None:
    """A repeated id is an error, since a link finds only the first."""
    guide.append("content/pages/equity.md", "## One {: #one }\n\n## Two {: #one }")
    built = guide.build()
    assert len(built.messages) == 1, built.out
    assert "id 'one' stands 2 times on /equity/" in built.messages[0]


def test_one_figure_changed_moves_only_what_rests_on_it(guide: Guide) -> None:
    """Changing one row changes that figure wherever it stands, and no figure that does not rest on it."""
    assert guide.build().status == 0
    before = guide.manifest()
    guide.replace("content/data/companies/acme.yaml", "{value: 150K,", "{value: 155K,")
    assert guide.build().status == 0
    after = guide.manifest()
    changed = {name for name in after if before.get(name) != after[name]}
    assert "companies/acme/index.html" in changed
    assert "companies/acme/figures/index.html" in changed
    for name in changed:
        old, new = (re.findall(rb"<data value=\"(\d+)\"", tree[name]) for tree in (before, after))
        assert len(old) == len(new)
        assert {(a, b) for a, b in zip(old, new, strict=True) if a != b} <= {(b"150000", b"155000")}


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/St_Johns", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
    ],
)
def test_same_input_same_bytes(guide: Guide, environment: dict[str, str]) -> None:
    """Time zone, hash seed and locale do not change a byte."""
    assert guide.build().status == 0
    before = guide.manifest()
    assert guide.build(**environment).status == 0
    assert guide.manifest() == before


def test_the_place_of_the_project_does_not_change_a_byte(guide: Guide) -> None:
    """The same guide in another folder gives the same bytes."""
    assert guide.build().status == 0
    before = guide.manifest()
    moved = Guide(guide.root.rename(guide.root.parent / "elsewhere"))
    (moved.root / "output").rename(moved.root / "old")
    assert moved.build().status == 0
    assert moved.manifest() == before


def test_an_earlier_as_of_day_is_printed(guide: Guide) -> None:
    """AS_OF sets the day that the site says it was checked."""
    assert guide.build(AS_OF="2026-01-15").status == 0
    assert "Checked 15 January 2026" in guide.page("/")


def test_modes_do_not_follow_the_umask(guide: Guide) -> None:
    """Files are 644 and folders 755, whatever the umask."""
    import os

    old = os.umask(0o077)
    try:
        assert guide.build().status == 0
    finally:
        os.umask(old)
    modes = {oct(path.stat().st_mode & 0o777) for path in guide.output.rglob("*") if path.is_file()}
    assert modes == {"0o644"}
    assert guide.output.stat().st_mode & 0o777 == 0o755


def test_what_an_editor_keeps_for_itself_is_no_part_of_the_guide(guide: Guide) -> None:
    """Neither its copies nor its locks, which are links that lead nowhere: they are not read, published or told of."""
    assert guide.build(FRESH="1").status == 0
    before = guide.manifest()
    for name in (
        *("content/pages/%s.md", "content/companies/%s.md", "content/faq/%s.md", "content/data/companies/%s.yaml"),
        *("theme/static/js/%s.js", "theme/static/css/%s.css", "theme/static/%s.svg", "theme/templates/%s.html"),
    ):
        guide.write(name % ".copy", "Nobody can read this: {{ nothing }}")
        (guide.root / (name % ".#lock")).symlink_to("somebody@somewhere.1234")
    for fresh in ("", "1"):
        built = guide.build(FRESH=fresh)
        assert built.status == 0, built.out
        assert guide.manifest() == before
