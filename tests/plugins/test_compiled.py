"""Is a template compiled once, and again as soon as its text changes?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from plugins.playbook.compiled import COMPILED


def test_environments_share_what_is_compiled(
    tree: Callable[[dict[str, str]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two environments the second compiles nothing; a template whose text has changed is compiled anew."""
    compiled: list[str | None] = []
    compile_ = Environment.compile

    def compile_and_note(self: Environment, source: str, name: str | None = None, *rest: str) -> object:
        compiled.append(name)
        return compile_(self, source, name, *rest)

    monkeypatch.setattr(Environment, "compile", compile_and_note)
    folder = tree({"a.html": "first"})

    def rendered() -> str:
        environment = Environment(loader=FileSystemLoader(folder), bytecode_cache=COMPILED)
        return environment.get_template("a.html").render()

    assert [rendered(), rendered()] == ["first", "first"]
    assert compiled == ["a.html"]
    (folder / "a.html").write_text("second")
    assert rendered() == "second"
    assert compiled == ["a.html", "a.html"]
