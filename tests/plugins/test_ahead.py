"""A guide of several companies is made by two processes; nobody can tell from what it came to."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.equality import make_guide
from benchmarks.forked import Builds
from benchmarks.trees import differences, tree
from plugins.incremental import forks
from plugins.playbook.beginning import Ready

# Both name the state of all files, settings included.
_OF_THE_STATE = ("cite/index.html", "data/version.json")


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """More companies than one process makes alone."""
    return make_guide(tmp_path / "guide", forks.LEAST + 1)


def test_one_process_makes_the_same(guide: Path) -> None:
    """Byte for byte, but for what names the setting that says so."""
    with Builds() as builds:
        builds.html(guide, "output")
        assert builds.wait().status == 0
        with (guide / "pelicanconf.py").open("a", encoding="utf-8") as settings:
            settings.write("\nINCREMENTAL = False\n")
        builds.html(guide, "alone/output")
        assert builds.wait().status == 0
    found = differences(tree(guide / "output"), tree(guide / "alone/output"))
    assert [line for line in found if not any(name in line for name in _OF_THE_STATE)] == []
    assert len(tree(guide / "output")) > 40


def test_what_was_made_by_the_other_process_stands_in_the_next_build(guide: Path) -> None:
    """Its parts are kept like all others."""
    with Builds() as builds:
        builds.html(guide, "output")
        assert builds.wait().status == 0
        (guide / "content/data/sources.yaml").touch()
        builds.html(guide, "output")
        assert " 0 pages rendered" in builds.wait().said


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("theme/templates/components/levels.html", "{% set aged", "{{ nowhere }}{% set aged", "'nowhere' is undefined"),
        ("content/companies/bababago.md", "Title:", "Titel:", "unknown header 'Titel'"),
    ],
)
def test_a_fault_in_either_half_is_told_once(guide: Path, name: str, old: str, new: str, said: str) -> None:
    """By the first process, whoever met it; nothing is written."""
    path = guide / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with Builds() as builds:
        builds.html(guide, "output")
        built = builds.wait()
    assert built.status == 1, built.said
    assert built.said.count(said) == 1, built.said
    assert not (guide / "output").exists()


def test_what_was_made_ready_counts_while_the_output_is_the_same(tmp_path: Path) -> None:
    """Another build may exchange it and keep nothing."""
    output = tmp_path / "output"
    output.mkdir()
    ready = Ready({"OUTPUT_PATH": str(output)})
    assert ready.is_current()
    output.rename(tmp_path / "before")
    output.mkdir()
    assert not ready.is_current()
