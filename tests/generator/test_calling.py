"""Does the `playbook` command run as messages print it?"""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from generator.calling import playbook


@pytest.mark.parametrize(
    ("folder", "below", "said"),
    [
        ("guide", ".venv/bin", ".venv/bin/playbook"),
        ("guide", "my env/bin", "'my env/bin/playbook'"),
        ("elsewhere", "../guide/.venv/bin", None),
    ],
)
def test_the_command_runs_as_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, below: str, said: str | None
) -> None:
    """From the project's folder it has the path that the papers give it, from any other its whole path; quoted."""
    here = tmp_path / folder
    here.mkdir()
    room = Path(here, below).resolve()
    room.mkdir(parents=True)
    (room / "playbook").write_text("#!/bin/sh\necho asked\n", encoding="utf-8")
    (room / "playbook").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(room / "python"))
    monkeypatch.chdir(here)
    assert playbook() == (said or shlex.quote(str(room / "playbook")))
    assert subprocess.run(playbook(), shell=True, capture_output=True, text=True, check=True).stdout == "asked\n"


def test_a_command_that_stands_nowhere_keeps_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is installed beside the Python that runs, no path is made up."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert playbook() == "playbook"
