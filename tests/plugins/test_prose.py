"""Is what is read fast read as Jinja reads it?"""

from __future__ import annotations

import re
from random import Random

import pytest

from plugins.playbook import prose
from tests.plugins.conftest import ROOT

TRICKY = (
    '{{ a("x",) }}',
    '{{ a("x" "y") }}',
    '{{ a("x""y") }}',
    '{{ a("x","y") }}',
    "{{ a() }}",
    "{{a()}}",
    '{{ none("x") }}',
    '{{ not("x") }}',
    '{{ loop("x") }}',
    '{{ a("x")() }}',
    '{{ a("x")  }}',
    '{{ a("\\x41") }}',
    '{{ É("x") }}',
    '{{ a("x") -}}',
)


def written() -> list[str]:
    """Return the expressions of the guide's pages."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").rglob("*.md"))]
    return [found for text in texts for found in re.findall(r"\{\{.*?\}\}", text)]


def spoiled(texts: list[str], count: int) -> list[str]:
    """Return expressions with a sign too many or too few."""
    chance, found = Random(1), list(texts)
    for _ in range(count):
        text = chance.choice(found)
        at = chance.randrange(2, len(text))
        found.append(text[:at] + chance.choice(["", *"\"'(){}-, \n.@:x1é"]) + text[at + chance.randrange(2) :])
    return found[len(texts) :]


@pytest.mark.parametrize("texts", [written(), spoiled(written(), 4000), TRICKY], ids=["written", "spoiled", "tricky"])
def test_a_plain_call_is_read_as_jinja_reads_it(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is taken for a plain call has the end, the name and the arguments that the parser finds."""
    files = [f"Title: T\n\n{text} and }}}} more.\n" for text in texts]
    fast = [prose.read_prose(file, "a.md") for file in files]
    monkeypatch.setattr(prose, "_CALL", re.compile(r"(?!)"))
    assert fast == [prose.read_prose(file, "a.md") for file in files]


def test_most_expressions_are_plain_calls() -> None:
    """So that the test before says something."""
    plain = sum(prose._CALL.fullmatch(text) is not None for text in written())
    assert plain > 0.9 * len(written()) > 100
