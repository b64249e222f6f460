"""Does a part stand exactly as long as all that it read is as it was, and is a damaged store no store?"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import pytest

from plugins.incremental.files import ABSENT, Files
from plugins.incremental.parts import Parts
from plugins.incremental.store import Store
from plugins.incremental.templates import references

Sheets = dict[str, dict[str, str]]


class Builds:
    """Builds of a made-up site, one after another; its sheets hold keys."""

    def __init__(self, folder: Path) -> None:
        """Begin with two sheets and nothing built."""
        self.folder = folder
        self.sheets: Sheets = {"a": {"x": "1", "y": "2"}, "b": {"x": "3"}}
        self.before: Sheets = {}
        self.stamp = b"one"

    def begin(self) -> Parts:
        """Begin a build."""
        parts = Parts(Store(self.folder, self.stamp))
        parts.kind("sheet", lambda name: repr(sorted(self.sheets[name].items())), self._differing)
        return parts

    def _differing(self, name: str) -> Collection[str] | None:
        old, new = self.before[name], self.sheets[name]
        return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}

    def build(self, make: Callable[[Parts], Any]) -> Any:
        """Build, leave the parts for the next build, and return what `make` returned."""
        parts = self.begin()
        made = make(parts)
        parts.save(None)
        self.before = {name: dict(keys) for name, keys in self.sheets.items()}
        return made


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    """Builds that keep their parts in a folder."""
    return Builds(tmp_path / "parts")


def _page(parts: Parts) -> str:
    """Make a page that reads one key of a sheet, and a piece that reads all of another."""

    def piece() -> str:
        parts.read("sheet:b")
        return "piece"

    def page() -> str:
        parts.read("sheet:a", "x")
        return f"page with {parts.made('piece', piece)}"

    return str(parts.made("page", page))


def _standing(builds: Builds) -> tuple[bool, bool, str]:
    parts = builds.begin()
    return parts.stands("page"), parts.stands("piece"), parts.why("page")


def test_nothing_stands_before_the_first_build(builds: Builds) -> None:
    """Without a build before, every part is new."""
    assert _standing(builds) == (False, False, "new")


def test_a_part_stands_while_what_it_read_is_as_it_was(builds: Builds) -> None:
    """Its value comes from the store, and nothing is made."""
    assert builds.build(_page) == "page with piece"
    assert _standing(builds) == (True, True, "")
    parts = builds.begin()
    assert parts.made("page", lambda: pytest.fail("made again")) == "page with piece"


@pytest.mark.parametrize(
    ("sheet", "key", "page", "piece", "why"),
    [
        ("a", "y", True, True, ""),
        ("a", "new", True, True, ""),
        ("a", "x", False, True, "sheet:a: x"),
        ("b", "x", False, False, "sheet:b"),
        ("b", "new", False, False, "sheet:b"),
    ],
)
def test_a_part_falls_with_what_it_read(
    builds: Builds, sheet: str, key: str, page: bool, piece: bool, why: str
) -> None:
    """A key that it read, a sheet that it read whole, or one that a piece in it read; no other key does it."""
    builds.build(_page)
    builds.sheets[sheet][key] = "other"
    assert _standing(builds) == (page, piece, why)


def test_what_a_standing_piece_read_is_read_by_the_page_around_it(builds: Builds) -> None:
    """A page made again around a piece that stands still falls with what the piece read."""
    builds.build(_page)
    builds.sheets["a"]["x"] = "other"
    builds.build(_page)
    assert _standing(builds) == (True, True, "")
    builds.sheets["b"]["x"] = "other"
    assert _standing(builds) == (False, False, "sheet:b")


def test_a_piece_that_nobody_asked_for_is_kept_while_it_stands(builds: Builds) -> None:
    """The page stood, so its piece was not asked for; when the page falls later, the piece is not made again."""
    builds.build(_page)
    builds.build(_page)
    builds.sheets["a"]["x"] = "other"
    parts = builds.begin()
    assert not parts.stands("page")
    assert parts.stands("piece")


def test_a_change_that_is_taken_back_between_two_builds_changes_nothing(builds: Builds) -> None:
    """Only the states of the two builds are compared; but after a build in between, the part is made anew."""
    builds.build(_page)
    builds.sheets["a"]["x"] = "other"
    builds.sheets["a"]["x"] = "1"
    assert _standing(builds)[0]


def test_a_sheet_read_in_another_state_than_its_digest_names_is_like_no_other(builds: Builds) -> None:
    """What read it does not stand in the next build, whatever that finds."""

    def make(parts: Parts) -> None:
        _page(parts)
        parts.unlike("sheet:b")

    builds.build(make)
    assert _standing(builds)[:2] == (False, False)


def test_a_forgotten_part_is_made_again(builds: Builds) -> None:
    """What was changed after it was made is not kept."""

    def make(parts: Parts) -> None:
        _page(parts)
        parts.forget("page")

    builds.build(make)
    assert _standing(builds)[:2] == (False, True)


def test_what_a_part_came_to_before_can_be_asked_for(builds: Builds) -> None:
    """Also where it no longer stands."""
    builds.build(_page)
    builds.sheets["b"]["x"] = "other"
    parts = builds.begin()
    assert parts.before("piece") == "piece"
    assert parts.before("nobody") is None


def test_another_stamp_is_another_store(builds: Builds) -> None:
    """What another version left counts as not there."""
    builds.build(_page)
    builds.stamp = b"two"
    assert _standing(builds)[2] == "new"


@pytest.mark.parametrize("name", ["index", "pack-0"])
@pytest.mark.parametrize("damage", ["missing", "truncated", "garbled"])
def test_a_damaged_store_is_no_store(builds: Builds, name: str, damage: str) -> None:
    """Whatever happens to its files, parts are made anew, and right."""
    builds.build(_page)
    file = builds.folder / name
    text = file.read_bytes()
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(text[:-7] if damage == "truncated" else bytes(255 - byte for byte in text))
    assert _standing(builds)[:2] == (False, False)
    assert builds.build(_page) == "page with piece"
    assert _standing(builds)[0]


def test_a_build_that_saves_nothing_leaves_what_was_there(builds: Builds) -> None:
    """A failed build changes nothing for the next one, and the pack does not grow."""
    builds.build(_page)
    size = (builds.folder / "pack-0").stat().st_size
    parts = builds.begin()
    parts.made("more", lambda: "x" * 1000)
    assert _standing(builds)[0]
    assert (builds.folder / "pack-0").stat().st_size == size


def test_a_pack_of_dead_entries_is_tidied(builds: Builds) -> None:
    """Values that nobody needs any more do not fill the disk."""
    for turn in range(8):
        builds.sheets["a"]["x"] = str(turn)

        def make(parts: Parts, turn: int = turn) -> None:
            def big() -> str:
                parts.read("sheet:a")
                return str(turn) * 400_000

            _page(parts)
            assert parts.made("big", big) == str(turn) * 400_000

        builds.build(make)
    [pack] = builds.folder.glob("pack-*")
    assert pack.stat().st_size < 2_000_000
    assert builds.begin().before("big") == "7" * 400_000
    assert _standing(builds)[0]


def test_a_file_is_named_by_what_it_holds(tmp_path: Path) -> None:
    """It has another digest once it holds something else, none where it is not there."""
    file = tmp_path / "file"
    assert Files({}).digest(file) == ABSENT
    file.write_text("one")
    one = Files({}).digest(file)
    file.write_text("two")
    assert Files({}).digest(file) != one != ABSENT


def test_an_old_file_that_looks_the_same_is_not_read_again(tmp_path: Path) -> None:
    """A young one is: a second change might have left no trace."""
    file = tmp_path / "file"
    file.write_text("one")
    files = Files({})
    digest = files.digest(file)
    now = file.stat().st_mtime_ns
    young, old = files.known(lambda: now + 10**9), files.known(lambda: now + 10**10)
    assert young == {}
    assert Files({str(file): (old[str(file)][0], "as known")}).digest(file) == "as known"
    os.utime(file, ns=(now + 1, now + 1))
    assert Files({str(file): (old[str(file)][0], "as known")}).digest(file) == digest


def test_a_file_written_during_a_build_is_noticed(tmp_path: Path) -> None:
    """What was read is then no single state."""
    file = tmp_path / "file"
    file.write_text("one")
    files = Files({})
    files.digest(file)
    assert not files.have_changed()
    file.write_text("longer")
    assert files.have_changed()


def test_a_template_names_what_it_draws_on() -> None:
    """Extended, included and imported templates are found, in lists as well; a computed name is refused."""
    text = "{% extends 'a.html' %}{%- include ['b.html', \"c.html\"] -%}"
    text += "{% import 'd.html' as d %}{% from 'e.html' import x %}"
    assert references(text) == ("a.html", "b.html", "c.html", "d.html", "e.html")
    with pytest.raises(ValueError, match="only when it is rendered"):
        references("{% include name %}")
