"""A result counts for its readers only by what it came to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.incremental.lazily import Lazily
from plugins.incremental.parts import Parts
from plugins.incremental.reach import EACH
from plugins.incremental.results import results
from plugins.incremental.store import Store


class Lengths:
    """Builds that list the lengths of some words; each length is a result, and the list reads them all."""

    def __init__(self, folder: Path) -> None:
        self.words = {"a": "one", "b": "three"}
        self.made: list[str] = []
        self._folder = folder

    def build(self) -> list[int]:
        """Build, and return the list."""
        self.made = []
        parts = Parts(Store(self._folder / "parts.sqlite", b"tests"))
        parts.kind("word", self.words.get)
        parts.kind("words", lambda _: " ".join(sorted(self.words)))
        length = results(parts, "length", lambda name: self._length(parts, name))
        found: list[int] = parts.made("list", lambda: self._list(parts, length))
        parts.save(None)
        return found

    def _length(self, parts: Parts, name: str) -> int:
        self.made.append(name)
        parts.read(f"word:{name}")
        return len(self.words[name])

    def _list(self, parts: Parts, length: Callable[[str], Any]) -> list[int]:
        self.made.append("list")
        parts.read("words:")
        return [length(name) for name in sorted(self.words)]


@pytest.fixture
def lengths(tmp_path: Path) -> Lengths:
    """Two words, built once."""
    found = Lengths(tmp_path)
    assert found.build() == [3, 5]
    assert sorted(found.made) == ["a", "b", "list"]
    return found


def test_nothing_is_made_again(lengths: Lengths) -> None:
    """Neither the results nor what reads them."""
    assert lengths.build() == [3, 5]
    assert lengths.made == []


def test_a_result_that_comes_to_the_same_changes_nobody(lengths: Lengths) -> None:
    """It is made again, and its reader stands."""
    lengths.words["a"] = "two"
    assert lengths.build() == [3, 5]
    assert lengths.made == ["a"]
    assert lengths.build() == [3, 5]
    assert lengths.made == []


def test_a_result_that_comes_to_something_else_changes_its_reader(lengths: Lengths) -> None:
    """The other result stands."""
    lengths.words["b"] = "four"
    assert lengths.build() == [3, 4]
    assert lengths.made == ["b", "list"]


def test_a_result_of_what_is_gone_changes_its_reader(lengths: Lengths) -> None:
    """Asking for its state fails nobody; and once it is back, it is made again."""
    del lengths.words["b"]
    assert lengths.build() == [3]
    assert "list" in lengths.made
    lengths.words["b"] = "three"
    lengths.words["c"] = "x"
    lengths.build()
    del lengths.words["c"]
    assert lengths.build() == [3, 5]


class Family(Lengths):
    """The same, with the lengths a family: who lists them reads the one sheet that stands for each of them."""

    def __init__(self, folder: Path, *, doubt: bool = False) -> None:
        super().__init__(folder)
        self._doubt = doubt
        self.why = ""

    def build(self) -> list[int]:
        """Build, and return the list."""
        self.made = []
        parts = Parts(Store(self._folder / "parts.sqlite", b"tests"), doubt=self._doubt)
        parts.kind("word", self.words.get)
        parts.kind("words", lambda _: " ".join(sorted(self.words)))
        length = results(parts, "length", lambda word: self._length(parts, word.removeprefix("of ")))

        def listed() -> dict[str, int]:
            self.made.append("list")
            parts.read("words:")
            parts.read(f"{EACH}length:of")
            before, reached = parts.before("list") or {}, parts.reached("length:of")
            with parts.aside():
                return {
                    name: before[name]
                    if name in before and f"length:of {name}" not in reached
                    else length(f"of {name}")
                    for name in sorted(self.words)
                }

        parts.settle("word:", "words:")
        found: dict[str, int] = parts.made("list", listed)
        self.why = parts.why("list")
        parts.save(None)
        return list(found.values())


@pytest.mark.parametrize("doubt", [False, True])
def test_a_family_of_results_is_read_as_one_sheet(tmp_path: Path, doubt: bool) -> None:
    """The list is made again where one of them comes to something else or the words are others, from that one alone."""
    family = Family(tmp_path, doubt=doubt)
    assert (family.build(), sorted(family.made)) == ([3, 5], ["a", "b", "list"])
    assert (family.build(), family.made) == ([3, 5], [])
    family.words["a"] = "two"
    assert (family.build(), family.made) == ([3, 5], ["a"])
    family.words["b"] = "four"
    assert (family.build(), family.made, family.why) == ([3, 4], ["b", "list"], "word:b")
    family.words["c"] = "seventh"
    assert (family.build(), family.made) == ([3, 4, 7], ["list", "c"])
    del family.words["a"]
    assert (family.build(), "list" in family.made) == ([4, 7], True)
    assert (family.build(), family.made) == ([4, 7], [])


def test_a_list_that_nobody_asked_for_does_not_outlive_a_change_of_its_family(tmp_path: Path) -> None:
    """Else the next build would take what it holds for what its members came to."""
    family = Family(tmp_path)
    family.build()
    family.words["b"] = "four"
    parts = Parts(Store(tmp_path / "parts.sqlite", b"tests"))
    parts.kind("word", family.words.get)
    parts.kind("words", lambda _: " ".join(sorted(family.words)))
    length = results(parts, "length", lambda word: family._length(parts, word.removeprefix("of ")))
    parts.settle("word:", "words:")
    assert length("of b") == 4
    parts.save(None)
    assert (family.build(), family.made) == ([3, 4], ["list"])


def test_a_value_is_read_when_it_is_asked_for() -> None:
    """Once, and not at all where another takes its place; the order is that of the names."""
    read = []
    found: Lazily[str] = Lazily(lambda name: read.append(name) or f"read {name}")  # type: ignore[func-returns-value]
    found.later("a", "b")
    found["b"] = "mine"
    assert (list(found), "a" in found, len(found), read) == (["a", "b"], True, 2, [])
    assert (found["a"], found["a"], found["b"], read) == ("read a", "read a", "mine", ["a"])
    del found["a"]
    assert list(found) == ["b"]
    with pytest.raises(KeyError):
        found["a"]
