"""Is the house in order: targets documented, dependencies locked, nothing private in the tree?"""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from generator.inputs import FILES, ROOMS

# In pieces, so that this file passes its own test.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("deb", "debian", "org"),
    ]
]
MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:work|root)/")


@pytest.fixture(scope="module")
def targets(project_root: Path) -> list[str]:
    """The targets of the Makefile that a person may call."""
    text = (project_root / "Makefile").read_text()
    return re.findall(r"^([a-z][\w-]*):(?!=)", text, re.MULTILINE)


@pytest.fixture(scope="module")
def pyproject(project_root: Path) -> dict:
    """The parsed pyproject.toml."""
    return tomllib.loads((project_root / "pyproject.toml").read_text())


@pytest.fixture(scope="module")
def pins(project_root: Path) -> list[str]:
    """The pins of requirements.txt, each with its hashes on one line."""
    text = (project_root / "requirements.txt").read_text()
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def test_help_lists_every_target(project_root: Path, targets: list[str]) -> None:
    """Plain `make` prints one line for every target."""
    done = subprocess.run(["make", "-s"], cwd=project_root, capture_output=True, text=True, check=True)
    assert re.findall(r"^  make ([\w-]+) +\S", done.stdout, re.MULTILINE) == targets


def test_targets_are_documented(project_root: Path, targets: list[str]) -> None:
    """Every target of the Makefile is named in the README or in CONTRIBUTING."""
    pages = [project_root / "README.md", project_root / "CONTRIBUTING.md"]
    text = "\n".join(page.read_text() for page in pages if page.exists())
    assert [target for target in targets if not re.search(rf"\bmake {target}\b(?!-)", text)] == []


def test_makefile_suits_old_make(project_root: Path) -> None:
    """The Makefile uses nothing that GNU make 3.81, the make of a Mac, lacks."""
    lines = (project_root / "Makefile").read_text().splitlines()
    code = [line for line in lines if not line.startswith("#")]
    assert [line for line in code if re.search(r"^\.ONESHELL|^\w+ *!=|^[^\t#]*&:", line)] == []


def test_make_looks_at_all_that_a_build_reads(project_root: Path) -> None:
    """`make html` compares every room and file whose state stands on the pages, else it would leave a stale one."""
    [inputs] = re.findall(r"^INPUTS +:= (.+)$", (project_root / "Makefile").read_text(), re.MULTILINE)
    assert set(inputs.split()) == {*ROOMS, *FILES}


def test_tree_names_no_registry_and_no_machine(project_root: Path) -> None:
    """No file that could be committed names a package registry's host or a path of one machine."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=project_root, capture_output=True, text=True, check=True).stdout
    names = listed.rstrip("\0").split("\0")
    assert "pyproject.toml" in names
    found = []
    for name in names:
        path = project_root / name
        text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        found += [f"{name}: {host}" for host in REGISTRY_HOSTS if host in text]
        found += [f"{name}: {match[0]}" for match in MACHINE_PATH.finditer(text)]
    assert found == []


def test_lock_has_a_hash_for_every_pin(pins: list[str]) -> None:
    """Every line of requirements.txt is one exact version with at least one hash."""
    assert pins
    assert [pin for pin in pins if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", pin)] == []


def test_lock_names_no_address(pins: list[str]) -> None:
    """The lock says what is installed, not where it is fetched from."""
    assert [pin for pin in pins if "http" in pin or pin.startswith("-")] == []


def test_lock_holds_every_dependency(pyproject: dict, pins: list[str]) -> None:
    """Every dependency of pyproject.toml, and setuptools, is locked."""
    wanted = pyproject["project"]["dependencies"] + pyproject["dependency-groups"]["dev"] + ["setuptools"]
    locked = {pin.split("==")[0] for pin in pins}
    assert {re.match(r"[\w.-]+", name)[0].lower() for name in wanted} - locked == set()


def test_packages_are_those_of_the_tree(project_root: Path, pyproject: dict) -> None:
    """pyproject.toml lists every package under generator/ and plugins/, and no other."""
    inits = [path for room in ("generator", "plugins") for path in (project_root / room).rglob("__init__.py")]
    packages = {".".join(path.parent.relative_to(project_root).parts) for path in inits}
    assert set(pyproject["tool"]["setuptools"]["packages"]) == packages
