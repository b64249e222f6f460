"""Do the papers beside the code say how to use it, and nothing that is not there?"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from generator.cli import _parser

PAPERS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "DECISIONS.md")


@pytest.fixture(scope="module")
def papers(project_root: Path) -> dict[str, str]:
    """The text of each paper by its name."""
    return {name: (project_root / name).read_text(encoding="utf-8") for name in PAPERS}


@pytest.fixture(scope="module")
def how_to(papers: dict[str, str]) -> str:
    """README and CONTRIBUTING together."""
    return papers["README.md"] + papers["CONTRIBUTING.md"]


@pytest.fixture(scope="module")
def commands() -> dict[str, argparse.ArgumentParser]:
    """The commands of `playbook` by name."""
    [subparsers] = [action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(subparsers.choices)


@pytest.fixture(scope="module")
def targets(project_root: Path) -> set[str]:
    """The targets of the Makefile that a person may call."""
    return set(
        re.findall(r"^([a-z][\w-]*):.*## ", (project_root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )


@pytest.mark.parametrize("command", ["make html", "make test"])
def test_the_first_screen_shows_the_two_commands(papers: dict[str, str], command: str) -> None:
    """Before its first section, and within thirty lines, the README shows how to build and how to test."""
    screen = papers["README.md"].split("\n## ")[0].splitlines()[:30]
    assert any(re.match(rf"{command}\b", line) for line in screen)


def test_every_command_is_documented(how_to: str, commands: dict[str, argparse.ArgumentParser]) -> None:
    """Every command of `playbook` is named in the README or in CONTRIBUTING."""
    assert {"check", "show", "schema", "export"} <= set(commands)
    assert [name for name in commands if not re.search(rf"\bplaybook {name}\b", how_to)] == []


def test_every_target_is_documented(how_to: str, targets: set[str]) -> None:
    """Every target of the Makefile is named in code in the README or in CONTRIBUTING."""
    assert {"html", "test", "check", "serve", "publish"} <= targets
    assert sorted(name for name in targets if not re.search(rf"`(?:make )?{name}\b(?!-)", how_to)) == []


def test_documented_commands_exist(
    papers: dict[str, str], commands: dict[str, argparse.ArgumentParser], targets: set[str]
) -> None:
    """No paper names a target or a command that is not there."""
    unknown = []
    for name, text in papers.items():
        code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))
        unknown += [f"{name}: make {word}" for word in re.findall(r"\bmake ([a-z][\w-]*)", code) if word not in targets]
        unknown += [f"{name}: playbook {w}" for w in re.findall(r"bin/playbook ([a-z]\w*)", code) if w not in commands]
    assert unknown == []


def test_commands_are_given_as_they_run(how_to: str, commands: dict[str, argparse.ArgumentParser]) -> None:
    """README and CONTRIBUTING give a command of `playbook` as it runs in the project's folder."""
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", how_to, re.DOTALL))
    assert re.findall(rf"(?<!\.venv/bin/)\bplaybook (?:{'|'.join(commands)})\b", code) == []


def test_links_of_the_papers_lead_to_files(project_root: Path, papers: dict[str, str]) -> None:
    """Every local link or image of a paper is a file or folder of the project."""
    lost = []
    for name, text in papers.items():
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", re.sub(r"`[^`\n]+`|```.*?```", "", text, flags=re.DOTALL)):
            if not re.match(r"[a-z]+:|/", link) and not (project_root / link).exists():
                lost.append(f"{name}: {link}")
    assert lost == []


def test_paths_of_the_papers_exist(project_root: Path, papers: dict[str, str]) -> None:
    """Every path in code that README or CONTRIBUTING names, but for patterns, is in the project."""
    rooms = r"(?:content|generator|plugins|theme|tests|docs)/"
    named = {path for name in PAPERS[:2] for path in re.findall(rf"`({rooms}[\w./-]*)`", papers[name])}
    assert named
    assert sorted(path for path in named if not (project_root / path).exists()) == []


def test_the_changelog_has_an_unreleased_section(papers: dict[str, str]) -> None:
    """The changelog begins with what is unreleased, under headings of Keep a Changelog and Data, each with a line."""
    sections = re.findall(r"^## (.+)$", papers["CHANGELOG.md"], re.MULTILINE)
    assert sections[0].strip("[]") == "Unreleased"
    parts = re.split(r"^### (.+)\n", papers["CHANGELOG.md"], flags=re.MULTILINE)[1:]
    allowed = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Data"}
    assert set(parts[::2]) <= allowed
    assert all(re.search(r"^- \S", text, re.MULTILINE) for text in parts[1::2])


def test_each_decision_says_why(papers: dict[str, str]) -> None:
    """Each decision has a heading of its own, its context, what was decided and what follows."""
    parts = re.split(r"^## (.+)\n", papers["DECISIONS.md"], flags=re.MULTILINE)[1:]
    headings, texts = parts[::2], parts[1::2]
    assert headings
    assert len(set(headings)) == len(headings)
    words = ["Context", "Decision", "Consequence"]
    assert [
        h
        for h, text in zip(headings, texts, strict=True)
        if re.findall(r"^([A-Z]\w+): ", text, re.MULTILINE)[:3] != words
    ] == []
