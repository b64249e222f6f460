"""Does a part stand exactly as long as all that it read is as it was, and is a damaged store no store?"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, NoReturn

import pytest

from plugins.incremental.files import ABSENT, Files
from plugins.incremental.parts import Parts
from plugins.incremental.store import Store
from plugins.incremental.templates import references

Sheets = dict[str, dict[str, str]]


class DamagedError(Exception):
    """What was thought whole was not."""


class Builds:
    """Builds of a made-up site, one after another; its sheets hold keys."""

    def __init__(self, folder: Path) -> None:
        """Begin with two sheets and nothing built."""
        self.file = folder / "parts.sqlite"
        self.sheets: Sheets = {"a": {"x": "1", "y": "2"}, "b": {"x": "3"}}
        self.before: Sheets = {}
        self.stamp = b"one"
        self.doubt = False

    def begin(self) -> Parts:
        """Begin a build."""
        parts = Parts(Store(self.file, self.stamp, damaged=self._damaged), doubt=self.doubt)
        parts.kind("sheet", lambda name: repr(sorted(self.sheets[name].items())), self._differing)
        return parts

    def _damaged(self) -> NoReturn:
        raise DamagedError

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


def test_what_was_left_before_the_machine_was_started_anew_is_not_trusted(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing waits until it is on the disk, so that a machine that stopped may have lost a part of it."""
    builds.build(_page)
    monkeypatch.setattr("plugins.incremental.store.started", lambda: b"another run")
    assert _standing(builds)[2] == "new"
    builds.build(_page)
    assert _standing(builds)[0]


@pytest.mark.parametrize("damage", ["missing", "truncated", "garbled", "empty"])
def test_a_damaged_store_is_no_store(builds: Builds, damage: str) -> None:
    """Whatever happens to its file, parts are made anew, and right."""
    builds.build(_page)
    text = builds.file.read_bytes()
    builds.file.unlink()
    if damage != "missing":
        found = {"truncated": text[:-8192], "garbled": bytes(255 - byte for byte in text), "empty": b""}
        builds.file.write_bytes(found[damage])
    assert _standing(builds)[:2] == (False, False)
    assert builds.build(_page) == "page with piece"
    assert _standing(builds)[0]


@pytest.mark.parametrize("text", [b"page with piece", b"sheet:b"])
def test_damage_that_is_met_on_the_way_throws_the_store_away(builds: Builds, text: bytes) -> None:
    """No entry is used that is not as it was written; the build begins again, and finds nothing."""
    builds.build(_page)
    file = builds.file.read_bytes()
    assert text in file
    builds.file.write_bytes(file.replace(text, text.upper()))
    parts = builds.begin()
    with pytest.raises(DamagedError):
        parts.use("page"), parts.use("piece")
    assert not builds.file.exists()
    assert _standing(builds)[:2] == (False, False)


def test_a_save_that_is_cut_short_leaves_what_was_there(builds: Builds) -> None:
    """As when the process is killed in it; what was being written counts for nothing."""
    builds.build(_page)
    builds.sheets["a"]["x"] = "other"
    parts = builds.begin()
    _page(parts)
    parts.made("broken", object)  # which nobody can write
    with pytest.raises(ValueError, match="unmarshallable"):
        parts.save(None)
    assert _standing(builds) == (False, True, "sheet:a: x")


def test_a_build_that_saves_nothing_leaves_what_was_there(builds: Builds) -> None:
    """A failed build changes nothing for the next one."""
    builds.build(_page)
    text = builds.file.read_bytes()
    parts = builds.begin()
    parts.made("more", lambda: "x" * 1000)
    assert _standing(builds)[0]
    assert builds.file.read_bytes() == text


def test_dead_entries_do_not_fill_the_disk(builds: Builds) -> None:
    """The room of a value that nobody needs any more is used again."""
    for turn in range(8):
        builds.sheets["a"]["x"] = str(turn)

        def make(parts: Parts, turn: int = turn) -> None:
            def big() -> str:
                parts.read("sheet:a")
                return str(turn) * 400_000

            _page(parts)
            assert parts.made("big", big) == str(turn) * 400_000

        builds.build(make)
    assert builds.file.stat().st_size < 2_000_000
    assert builds.begin().before("big") == "7" * 400_000
    assert _standing(builds)[0]


class Chain:
    """A list reads a result, which reads a sheet; another part reads another sheet."""

    def __init__(self, builds: Builds) -> None:
        self.builds, self.looked_at = builds, list[str]()

    def begin(self, *settled: str) -> Parts:
        """Begin a build, and find out which of some sheets differ."""
        parts = self.builds.begin()
        parts.kind("sheet", self._digest, self.builds._differing)
        parts.kind("result", lambda _: str(self._result(parts)), is_result=True)
        parts.settle(*settled)
        return parts

    def _digest(self, name: str) -> str:
        self.looked_at.append(name)
        return repr(sorted(self.builds.sheets[name].items()))

    def _result(self, parts: Parts) -> int:
        with parts.aside():
            return int(parts.made("result:", lambda: parts.read("sheet:a") or len(self.builds.sheets["a"])))

    def make(self, parts: Parts) -> None:
        """Make both parts, and save."""

        def listed() -> int:
            parts.read("result:")
            return self._result(parts)

        parts.made("list", listed)
        parts.made("other", lambda: parts.read("sheet:b"))
        parts.save(None)
        self.builds.before = {name: dict(keys) for name, keys in self.builds.sheets.items()}


@pytest.fixture
def chain(builds: Builds) -> Chain:
    """The chain, built once."""
    found = Chain(builds)
    found.make(found.begin())
    return found


def test_what_no_change_can_reach_stands_unseen(chain: Chain) -> None:
    """Of a part that reads nothing that differs, not even its record is looked at."""
    chain.builds.sheets["a"]["x"] = "other"
    parts = chain.begin("sheet:")
    chain.looked_at.clear()
    chain.builds.file.unlink()
    assert parts.stands("other")
    assert chain.looked_at == []


def test_it_is_told_which_parts_stand_unseen(chain: Chain) -> None:
    """None, before it has been found out which sheets differ; nor one that was spoilt, is new or made again."""
    chain.builds.sheets["b"]["x"] = "other"
    parts = chain.begin("sheet:")
    assert parts.stand_unseen(["list", "result:"])
    assert not parts.stand_unseen(["list", "other"])
    assert not parts.stand_unseen(["list", "new"])
    parts.spoil("list", "somebody has touched it")
    assert (parts.stand_unseen(["list"]), parts.stand_unseen(["result:"])) == (False, True)
    with parts.making("result:"):
        assert not parts.stand_unseen(["result:"])
    assert not chain.builds.begin().stand_unseen(["list"])


def test_a_change_reaches_what_reads_a_result_of_it(chain: Chain) -> None:
    """Through the result, and only where that came to something else."""
    chain.builds.sheets["a"]["x"] = "other"
    parts = chain.begin("sheet:")
    assert (parts.stands("result:"), parts.stands("list"), parts.stands("other")) == (False, True, True)
    chain.builds.sheets["a"]["new"] = "key"
    parts = chain.begin("sheet:")
    assert (parts.stands("result:"), parts.stands("list"), parts.stands("other")) == (False, False, True)


def test_a_part_that_was_reached_and_not_asked_for_is_kept_only_while_it_stands(chain: Chain) -> None:
    """Else the build after the next would find it as it was before the change."""
    chain.builds.sheets["b"]["x"] = "other"
    parts = chain.begin("sheet:")
    parts.save(None)
    assert (chain.begin("sheet:").stands("list"), chain.begin("sheet:").why("other")) == (True, "new")


def test_a_sheet_that_was_not_settled_is_found_by_doubt(chain: Chain) -> None:
    """With doubt, every part is looked at, and one that should have been reached is told of."""
    chain.builds.sheets["b"]["x"] = "other"
    assert chain.begin("sheet:a").stands("other")
    chain.builds.doubt = True
    with pytest.raises(AssertionError, match="other was out of reach: sheet:b"):
        chain.begin("sheet:a").stands("other")


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
    assert files.written() == []
    file.write_text("longer")
    assert files.written() == [str(file)]
    assert files.written(lambda name: name != str(file)) == []  # whoever only asked for its digest has read nothing


def test_a_template_names_what_it_draws_on() -> None:
    """Extended, included and imported templates are found, in lists as well; a computed name is refused."""
    text = "{% extends 'a.html' %}{%- include ['b.html', \"c.html\"] -%}"
    text += "{% import 'd.html' as d %}{% from 'e.html' import x %}"
    assert references(text) == ("a.html", "b.html", "c.html", "d.html", "e.html")
    with pytest.raises(ValueError, match="only when it is rendered"):
        references("{% include name %}")
    assert references('{%+ include "f.html" ignore missing with context %}{% import "g.html" as g, h %}') == (
        "f.html",
        "g.html",
    )
    for chosen in ('"a.html" if no else name', '"a/" ~ name', '["a.html", name]'):
        with pytest.raises(ValueError, match="only when it is rendered"):
            references(f"{{% include {chosen} %}}")


def test_a_folder_has_a_look_and_no_digest(tmp_path: Path) -> None:
    """It is not taken for a file that was written while it was read."""
    files = Files({})
    assert files.digest(tmp_path) == ABSENT
    assert files.written() == []


def test_it_is_told_whether_a_file_was_saved_since(tmp_path: Path) -> None:
    """Of those that somebody asked for."""
    file = tmp_path / "file"
    file.write_text("one")
    moment = file.stat().st_mtime_ns
    files = Files({})
    assert not files.saved_since(moment, [str(file)])
    files.digest(file)
    assert files.saved_since(moment, [str(file)])
    assert not files.saved_since(file.stat().st_ctime_ns + 1, [str(file)])


@pytest.mark.parametrize("name", ["parts.sqlite", "parts.sqlite-journal"])
def test_a_folder_where_the_database_should_be_goes(tmp_path: Path, name: str) -> None:
    """Whatever stands there counts as not there."""
    (tmp_path / name / "inside").mkdir(parents=True)
    store = Store(tmp_path / "parts.sqlite", b"stamp")
    assert not store.is_known
    store.save([("part", {}, 1)], (), {}, None)
    assert Store(tmp_path / "parts.sqlite", b"stamp").names() == {"part"}
