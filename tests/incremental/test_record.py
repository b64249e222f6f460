"""Is a build left out exactly where it would give the same again?"""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.incremental import record
from tests.build import ROOT
from tests.incremental.small_site import FILES, SETTINGS

HOME, OTHER, BUILT = "content/pages/home.md", "content/pages/other.md", "output/home/index.html"


class Small:
    """A small site of somebody else's, built as `make html` does it."""

    def __init__(self, root: Path) -> None:
        """Write the site."""
        self.root = root
        for name, text in {**FILES, OTHER: "Title: Other\n\nOther words.\n"}.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        """Write a file of the site."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, *more: str, python: tuple[str, ...] = (), **environment: str) -> subprocess.CompletedProcess[str]:
        """Build where there is something to build."""
        command = [sys.executable, *python, "-m", "plugins.incremental", "output", "content", "theme", "pelicanconf.py"]
        return subprocess.run(
            [*command, "--", "content", "-s", "pelicanconf.py", "--log-handler", "plain", *more],
            cwd=self.root,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def builds(self, *more: str, **environment: str) -> bool:
        """Return whether a run builds, rather than leaving all as it is; it must say which, and succeed."""
        done = self.run(*more, **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        stands = done.stdout == "Nothing has changed: the 2 files in output/ stand. (FRESH=1 builds all the same.)\n"
        assert stands != ("Done: Processed" in done.stdout), done.stdout
        return not stands

    def build(self) -> None:
        """See to it that the next run has nothing to build."""
        self.run()
        assert not self.builds()

    @property
    def record(self) -> Path:
        """Where the record of the last build is."""
        return self.root / ".build/record"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """A small site for one test after another, each of which begins by building it."""
    return Small(tmp_path_factory.mktemp("small"))


@pytest.fixture
def site(shared: Small) -> Small:
    """The small site, just built."""
    shared.build()
    return shared


def test_nothing_is_loaded_where_nothing_changed(site: Small) -> None:
    """The second run says that all stands, and loads nothing of Pelican, of templates or models, and nothing slow."""
    done = site.run(python=("-S", "-X", "importtime"))
    assert done.stdout.startswith("Nothing has changed")
    loaded = set(re.findall(r"\|\s+(\w+)[\w.]*$", done.stderr, re.MULTILINE))
    assert {"plugins", "marshal"} <= loaded
    assert loaded & {"pelican", "jinja2", "pydantic", "markdown", "yaml", "generator", "asyncio"} == set()
    assert loaded & {"site", "pathlib", "typing", "re", "hashlib", "dataclasses"} == set()


def edit_in_secret(root: Path) -> None:
    """Change an input, but neither its size nor the time at which it says it was changed."""
    path = root / HOME
    status, text = path.stat(), path.read_text(encoding="utf-8")
    path.write_text(text.replace("words", "sword"), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)


def rename_an_input(root: Path) -> None:
    """Give the other page another file's name, or its own again."""
    names = (root / OTHER, root / "content/pages/another.md")
    one, other = names if names[0].exists() else names[::-1]
    one.rename(other)


def replace_an_input(root: Path) -> None:
    """Put a copy of an input, of the same times, into its place."""
    shutil.copy2(root / HOME, root / "copy")
    (root / "copy").rename(root / HOME)


def garble(root: Path, name: str = "record") -> None:
    """Change one byte in the middle of a record."""
    path = root / ".build" / name
    text = bytearray(path.read_bytes())
    text[len(text) // 2] ^= 1
    path.write_bytes(text)


CHANGES: dict[str, Callable[[Path], object]] = {
    "an edited input": lambda root: (root / HOME).write_text("Title: Home\n\nSecond words.\n"),
    "an input edited in secret": edit_in_secret,
    "a touched input": lambda root: (root / HOME).touch(),
    "another mode of an input": lambda root: (root / HOME).chmod(0o640),
    "a new input": lambda root: (root / "theme/new.html").touch(),
    "a removed input": lambda root: (root / "theme/new.html").unlink(missing_ok=True),
    "a renamed input": rename_an_input,
    "another file in the place of an input": replace_an_input,
    "edited settings": lambda root: (root / "pelicanconf.py").write_text(f"{SETTINGS}\n# {time.time_ns()}\n"),
    "an edited output": lambda root: (root / BUILT).write_text("edited"),
    "a touched output": lambda root: (root / BUILT).touch(),
    "another mode of an output": lambda root: (root / BUILT).chmod(0o600),
    "another mode of a folder in the output": lambda root: (root / "output/home").chmod(0o700),
    "a new folder in the output": lambda root: (root / f"output/home/{time.time_ns()}").mkdir(),
    "an output that was moved away": lambda root: (root / BUILT).rename(root / "moved.html"),
    "a missing output": lambda root: (root / BUILT).unlink(),
    "no output": lambda root: shutil.rmtree(root / "output"),
    "no record": lambda root: (root / ".build/record").unlink(),
    "no working folder": lambda root: shutil.rmtree(root / ".build"),
    "a truncated record": lambda root: os.truncate(root / ".build/record", 200),
    "an empty record": lambda root: os.truncate(root / ".build/record", 0),
    "a garbled record": garble,
    "no word of the outputs": lambda root: (root / ".build/outputs").unlink(),
    "a garbled word of the outputs": lambda root: garble(root, "outputs"),
    "a truncated word of the outputs": lambda root: os.truncate(root / ".build/outputs", 300),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_built(site: Small, change: Callable[[Path], object]) -> None:
    """Whatever has changed about a file that goes in, one that came out or the record, the site is built, and once."""
    if change is CHANGES["a removed input"]:
        (site.root / "theme/new.html").touch()
        site.build()
    change(site.root)
    assert site.builds()
    assert not site.builds()


def test_an_extra_output_is_built_over(site: Small) -> None:
    """A file that no build made calls for a build, which may do away with it."""
    extra = site.root / "output/extra.html"
    extra.touch()
    assert site.builds()
    extra.unlink()


def test_other_circumstances_are_built_for(site: Small) -> None:
    """Another variable of the environment, another argument and FRESH=1 build; FRESH=0 and a window's size do not."""
    assert site.builds(AS_OF="2025-01-01")
    assert not site.builds(AS_OF="2025-01-01")
    assert site.builds("-e", 'SITENAME="Other"')
    assert site.builds()
    assert site.builds(FRESH="1")
    assert not site.builds(FRESH="0")
    assert not site.builds(COLUMNS="40", MAKEFLAGS="s")


def test_a_failed_build_is_not_recorded(site: Small) -> None:
    """After a build that failed there is no record, so that the next run fails again, until what is wrong is mended."""
    right = (site.root / "pelicanconf.py").read_text(encoding="utf-8")
    site.write("pelicanconf.py", "this is not Python (")
    for _ in range(2):
        done = site.run()
        assert done.returncode != 0
        assert "pelicanconf.py" in done.stdout + done.stderr
        assert not site.record.exists()
    site.write("pelicanconf.py", right)
    assert site.builds()


def test_an_interrupted_build_is_not_recorded(site: Small) -> None:
    """Ctrl-C in the middle of a build, after which Pelican alone would exit with 0, fails it and leaves no record."""
    right = (site.root / "pelicanconf.py").read_text(encoding="utf-8")
    site.write("pelicanconf.py", f"import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n{right}")
    assert site.run().returncode == 130
    assert not site.record.exists()
    site.write("pelicanconf.py", right)
    assert site.builds()


def test_a_record_that_cannot_be_kept_fails_no_build(site: Small) -> None:
    """Where the record's place is taken, the site is built, each time anew, and a sentence says why."""
    site.record.unlink()
    site.record.mkdir()
    for words in ("Third", "Fourth"):
        site.write(HOME, f"Title: Home\n\n{words} words.\n")
        done = site.run()
        assert done.returncode == 0
        assert "No record of this build could be kept, so the next one builds again: " in done.stderr
        assert words in (site.root / BUILT).read_text(encoding="utf-8")
    site.record.rmdir()


def test_a_run_without_a_command_says_how_it_is_run(site: Small) -> None:
    """Without `--` nothing is built, and the usage is printed."""
    done = subprocess.run(
        [sys.executable, "-m", "plugins.incremental", "output"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "OUTPUT INPUT... -- ARGUMENTS-FOR-PELICAN" in done.stderr


def test_what_python_keeps_for_itself_is_no_change(site: Small) -> None:
    """A folder of compiled modules beside inputs, and what is written into it, call for no build."""
    cache = site.root / "content/__pycache__"
    for name in ("one.pyc", "two.pyc"):
        cache.mkdir(exist_ok=True)
        (cache / name).touch()
        assert not site.builds()
    shutil.rmtree(cache)
    assert not site.builds()


def test_installed_packages_are_found_only_for_a_build(site: Small) -> None:
    """With -S, as `make html` runs it, a site builds as well; what was built without it stands, and the other way."""
    assert site.run(python=("-S",)).stdout.startswith("Nothing has changed")
    site.write(HOME, "Title: Home\n\nWords built with -S.\n")
    built = site.run(python=("-S",))
    assert built.returncode == 0, built.stderr
    assert "Words built with -S." in (site.root / BUILT).read_text(encoding="utf-8")
    assert site.run(python=("-S",)).stdout.startswith("Nothing has changed")
    assert not site.builds()


def test_what_a_build_adds_to_the_environment_is_no_change(tmp_path: Path) -> None:
    """Only what it was given counts: the next run is given the same."""
    site = Small(tmp_path)
    site.write("pelicanconf.py", f"import os\nos.environ['ADDED'] = 'by the settings'\n{SETTINGS}")
    site.build()


def recorded(root: Path) -> tuple[str, list[str]]:
    """Make an input; return where the record goes, and the inputs."""
    (root / "input").write_text("one")
    return str(root / ".build/record"), [str(root / "input")]


def test_a_change_during_a_build_is_not_lost(tmp_path: Path) -> None:
    """What is edited after a build has read it is seen by the next one, since inputs are looked at before."""
    file, inputs = recorded(tmp_path)
    seen = record.Seen(inputs)
    went_in = record.begin(file, seen)
    (tmp_path / "input").write_text("two")
    record.write(file, [], seen, went_in, b"state")
    assert record.built(file, [], record.Seen(inputs)) is None


def test_a_second_change_within_a_tick_is_seen(tmp_path: Path) -> None:
    """A file written again so soon that its times stay the same is known by its content."""
    file, inputs = recorded(tmp_path)
    before = record.begin(file, record.Seen(inputs))
    for text, state in (("one", b"state"), ("two", None)):
        (tmp_path / "input").write_text(text)
        # As if the clock had not moved since the look before the build.
        [now], [(_, then)] = record.Seen(inputs).found.values(), before.values()
        record.write(file, [], record.Seen(inputs), {inputs[0]: (now, then)}, b"state")
        assert record.built(file, [], record.Seen(inputs)) == state


def test_what_is_old_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An input that was old when a build began is compared by its look alone."""
    file, inputs = recorded(tmp_path)
    os.utime(inputs[0], ns=(0, 0))
    monkeypatch.setattr(record, "_YOUNG_NS", -1_000_000_000)
    seen = record.Seen(inputs)
    record.write(file, [], seen, record.begin(file, seen), b"state")

    def refuse(name: str) -> bytes:
        raise AssertionError(f"{name} was read")

    monkeypatch.setattr(record, "_content", refuse)
    assert record.built(file, [], record.Seen(inputs)) == b"state"


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A pipe that was made just now would keep whoever reads it waiting for ever."""
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in/pipe")
    seen = record.Seen([str(tmp_path / "in")])
    [(look, content)] = record.begin(str(tmp_path / ".build/record"), seen).values()
    assert stat.S_ISFIFO(look[-1])
    assert content is None
