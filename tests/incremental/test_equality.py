"""Is a rebuilt guide the guide that a fresh build makes, byte for byte, after edits of every kind?"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.equality import Judged, builds_of, judge, make_guide, report
from benchmarks.forked import Builds
from benchmarks.random_edits import REPLACEMENTS, Edit, kinds, random_edits
from benchmarks.trees import differences, tree
from benchmarks.whole import NotWholeError
from plugins.incremental.warm import Built


@pytest.fixture(scope="module")
def builds() -> Iterator[tuple[Builds, Builds]]:
    """Two warm processes to build with."""
    with Builds() as one, Builds() as other:
        yield one, other


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_rebuilt_tree_is_that_of_a_fresh_build(tmp_path: Path, builds: tuple[Builds, Builds], seed: int) -> None:
    """After each of some random edits the rebuilt tree is the fresh one, and one that is refused changes nothing.

    `python -m benchmarks.equality` makes hundreds of them.
    """
    guide = make_guide(tmp_path / "guide", 3)
    judged = list(judge(guide, builds_of(guide, *builds), random.Random(seed), 12))
    assert [(str(edit.edit), edit.wrong) for edit in judged if edit.wrong] == []
    assert sum(edit.was_built for edit in judged) >= 6


def plain_build(guide: Path, folder: str, stale: str = "") -> Built:
    """Build in no time: each source is a page, with the site's name; a page that holds `stale` stays as it is."""
    paths = [path for path in guide.glob("[ct]*/**/*") if path.suffix in (".html", ".yaml", ".md")]
    sources = {path.relative_to(guide).as_posix(): path.read_text() for path in paths}
    name = re.findall(r"SITENAME = .*", (guide / "pelicanconf.py").read_text())[-1]
    for source, text in sources.items():
        path = guide / folder / source
        path.parent.mkdir(parents=True, exist_ok=True)
        if not (stale and path.exists() and stale in source):
            path.write_text(f"{name}: {text}")
    for path in (guide / folder).rglob("*.*"):
        if path.is_file() and path.relative_to(guide / folder).as_posix() not in sources:
            path.unlink()
    return Built(0, "")


@pytest.mark.parametrize(
    ("stale", "kind"),
    [("sources.yaml", "grade of a source"), ("base.html", "template of all pages"), ("cite.md", "name of the site")],
)
def test_a_stale_page_is_seen(tmp_path: Path, stale: str, kind: str) -> None:
    """A builder that does not follow one kind of edit is caught at the first such edit, which the report names."""
    guide = make_guide(tmp_path / "guide", 3)

    def twice() -> tuple[Built, Built]:
        return plain_build(guide, "output", stale), plain_build(guide, "fresh/output")

    for judged in judge(guide, twice, random.Random(1), 200):
        if judged.edit.kind == kind:
            assert any(stale in line and "where there should be" in line for line in judged.wrong), judged
            break
    else:
        pytest.fail(f"{kind} was never drawn")


def test_a_refusal_must_be_the_same(tmp_path: Path) -> None:
    """Of an edit that makes the guide invalid, another exit code, other words and a touched output are all reported."""
    guide = make_guide(tmp_path / "guide", 3)
    (guide / "output").mkdir()
    right, refused = Built(0, ""), Built(1, "fresh/output: refused")
    ends = iter([(right, right), (right, refused), (Built(1, "other words"), refused)])

    def twice() -> tuple[Built, Built]:
        rebuilt, fresh = next(ends)
        (guide / "output/page").write_text(rebuilt.said)
        return rebuilt, fresh

    accepted, reworded = judge(guide, twice, random.Random(1), 2)
    assert not accepted.was_built
    assert accepted.wrong == ["exit code 0 where a fresh build has 1: fresh/output: refused"]
    assert not reworded.was_built
    words, touched = reworded.wrong
    assert words == "it says 'other words' where a fresh build says 'fresh/output: refused'"
    assert touched.startswith("output/ was touched: page has ")


def test_the_report_names_each_edit() -> None:
    """A line says the kind of edit, its file, a refusal and what was reused; the first difference ends it."""
    edit = Edit("paragraph", {"content/pages/cite.md": "a"}, {"content/pages/cite.md": "b"})
    good, refused = Judged(edit, True, [], "Read.\n2 pages rendered, 90 reused\n"), Judged(edit, False, [], "")
    bad = Judged(edit, True, ["cite/index.html is missing"], "")
    assert list(report(iter([good, refused]), 2)) == [
        "1. paragraph (content/pages/cite.md): 2 pages rendered, 90 reused",
        "2. paragraph (content/pages/cite.md): refused",
        "2 of 2 edits gave the tree of a fresh build, or were refused in the same words (1)",
    ]
    with pytest.raises(NotWholeError, match=r"1. paragraph \(content/pages/cite.md\).*\ncite/index.html is missing"):
        list(report(iter([bad]), 1))


def test_edits_are_of_every_kind_and_can_be_undone(tmp_path: Path) -> None:
    """Two rounds draw every kind; taking all edits back, last first, restores the guide."""
    guide = make_guide(tmp_path / "guide", 3)
    before = tree(guide)
    made: list[Edit] = []
    for edit in itertools.islice(random_edits(guide, random.Random(4)), 2 * len(kinds())):
        edit.make(guide)
        made.append(edit)
    assert {edit.kind for edit in made} == set(kinds())
    for edit in reversed(made):
        edit.undone().make(guide)
    assert differences(tree(guide), before) == []


@pytest.mark.parametrize("kind", REPLACEMENTS)
def test_every_kind_of_edit_finds_a_place(tmp_path: Path, kind: str) -> None:
    """No pattern of an edit has lost the text that it is made for."""
    guide = make_guide(tmp_path / "guide", 3)
    pattern, old, _ = REPLACEMENTS[kind]
    assert any(re.search(old, path.read_text(encoding="utf-8"), re.MULTILINE) for path in guide.glob(pattern))


def test_the_same_seed_makes_the_same_edits(tmp_path: Path) -> None:
    """A seed that has shown a fault shows it again."""
    drawn = []
    for name in ("one", "other"):
        guide = make_guide(tmp_path / name, 3)
        edits = []
        for edit in itertools.islice(random_edits(guide, random.Random(9)), 30):
            edit.make(guide)
            edits.append(edit)
        drawn.append(edits)
    assert drawn[0] == drawn[1]


def test_differences_name_file_and_place() -> None:
    """A file that is missing, one too much and one of other bytes have a line each; the last shows both texts."""
    lines = differences({"a": b"1", "c": b"old words", "d": b"x"}, {"b": b"1", "c": b"new words", "d": b"x"})
    assert lines == ["a is too much", "b is missing", "c has b'old words' where there should be b'new words'"]
