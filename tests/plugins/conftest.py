"""What do the plugin's tests share? A small guide that can be changed and built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli import main
from tests.plugins.guide_tree import FILES

ROOT = Path(__file__).parents[2]
PUBLIC = "https://guide.example/offers"


@dataclass
class Built:
    """What a build answered."""

    status: int
    out: str
    messages: list[str]

    @property
    def places(self) -> list[str]:
        """`file:line:col` of every message, in the order printed."""
        return [re.match(r"[^:]+(?::\d+)*", message)[0] for message in self.messages]  # type: ignore[index]


@dataclass
class Guide:
    """A guide in a folder of its own."""

    root: Path

    @property
    def output(self) -> Path:
        """Where it is built."""
        return self.root / "output"

    def write(self, name: str, text: str) -> None:
        """Write a file of the guide."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Change one place of a file; the test is wrong where it does not stand exactly once."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def append(self, name: str, text: str) -> int:
        """Add a paragraph to a file; return the line it begins on."""
        before = (self.root / name).read_text(encoding="utf-8").rstrip("\n") + "\n\n"
        self.write(name, before + text + "\n")
        return before.count("\n") + 1

    def page(self, address: str) -> str:
        """Return a built page."""
        return (self.output / address.lstrip("/") / "index.html").read_text(encoding="utf-8")

    def build(self, *arguments: str, **environment: str) -> Built:
        """Build in a process of its own, since Pelican's signals outlive a run."""
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pelican",
                "content",
                "-s",
                str(ROOT / "pelicanconf.py"),
                "-t",
                "theme",
                "-o",
                "output",
                "--log-handler",
                "plain",
                *arguments,
            ],
            cwd=self.root,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        messages = [
            line for line in done.stderr.splitlines() if re.match(r"(?:content|theme|output|pelican)[^ ]*: ", line)
        ]
        return Built(done.returncode, done.stdout + done.stderr, messages)

    def record(self) -> None:
        """Build, and record what is published, as an editor does."""
        built = self.build()
        assert built.status == 0, built.out
        assert main(["--content", str(self.root / "content"), "permalinks", "accept"]) == 0

    def manifest(self) -> dict[str, bytes]:
        """Return every file of the output with its bytes."""
        return {
            p.relative_to(self.output).as_posix(): p.read_bytes() for p in sorted(self.output.rglob("*")) if p.is_file()
        }


def small_guide(root: Path) -> Guide:
    """Write a small guide with one made-up company, which builds."""
    made = Guide(root)
    for name, text in FILES.items():
        made.write(name, text)
    shutil.copytree(ROOT / "theme", made.root / "theme")
    return made


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    """A small guide with one made-up company, which builds."""
    return small_guide(tmp_path / "guide")


@pytest.fixture(scope="session")
def public_guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """The small guide built for a public address under a path; only to be read."""
    made = small_guide(tmp_path_factory.mktemp("public"))
    built = made.build("-e", f'SITEURL="{PUBLIC}"')
    assert built.status == 0, built.out
    return made
