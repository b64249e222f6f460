"""Does a joined and shortened script do what its parts do?"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from generator.emit_js import emit
from generator.errors import ProblemsFound
from generator.formulas import sources
from plugins.playbook.bundle import FORMULAS, entries
from plugins.playbook.scripts import exports, joined
from tests.build import ROOT

# Each shows a trap: its expression gives the same before and after.
TRAPS = {
    "a property has the name of a variable": """
        const total = 3; const row = { total }; const { total: same } = row; return [row.total, same];""",
    "a pattern with a default": """
        const { low = 1, high } = { high: 5 }; const [first = 2] = []; return [low, high, first];""",
    "a parameter hides an outer name": """
        const sum = 1; const add = (sum, more) => sum + more; return add(2, 3) + sum;""",
    "a block after an arrow is no object": """
        const f = (x) => { const y = x; return { y, x }; }; return f(4);""",
    "an arrow returns an object": """
        const pairs = [1, 2].map((n, i) => ({ n, i })); return pairs;""",
    "a template holds a template": """
        const n = 3; return `a ${n > 2 ? `b ${n} {c}` : '}'} d // e`;""",
    "a regular expression holds quotes and slashes": """
        const text = `a/b"c`; return text.replace(/[/"]/g, '-').split(/-/);""",
    "texts and comments look like code": """
        const name = "const name = 1; // x"; /* name */ return [name, "it's"];""",
    "signs that would run together": """
        const a = 1; const b = -1; return [a - -b, a + +b, a - b];""",
    "a choice inside an object": """
        const yes = true; const one = 1; return { key: yes ? one : 2, [`k${one}`]: one, ...{ one } };""",
    "a call after a closing brace": """
        const o = { f(x) { return x; } }; let r = 0;
        if (o) {
          r = o.f(2);
        }
        [1].forEach((x) => { r += x; });
        return r;""",
    "optional parts": """
        const row = null; return [row?.low ?? 7, { low: { a: 1 } }.low?.a];""",
}


def in_browser(page: Page, module: str) -> Any:
    """Return what a module's `answer` returns."""
    return page.evaluate("async (address) => (await import(address)).answer()", f"data:text/javascript,{quote(module)}")


@pytest.mark.parametrize("code", TRAPS.values(), ids=TRAPS.keys())
def test_short_names_change_nothing(page: Page, code: str) -> None:
    """Shortened, a function returns what it returned."""
    text = f"/** Comment. */\nexport function answer() {{\n  {code}\n}}\n"
    short = joined({"trap.js": text}, ["trap.js"])
    assert len(short) < len(text)
    assert in_browser(page, short) == in_browser(page, text)


def test_scripts_of_the_same_names_are_joined(page: Page) -> None:
    """Two scripts may each have a function of one name; imports find the right one, by name or all together."""
    scripts = {
        "one.js": "const seed = 2;\nexport function double(n) {\n  return helper(n);\n}\n"
        "function helper(n) {\n  return n * seed;\n}\n",
        "two.js": 'import { double } from "./one.js";\nexport const seed = 10;\n'
        "export function helper(double_) {\n  return double(double_) + seed;\n}\n",
        "last.js": 'import * as one from "./one.js";\nimport {\n  helper,\n  seed,\n} from "./two.js";\n'
        "globalThis.joinedAnswer = { seed, list: [helper(1), one.double(4)] };\n",
    }
    order = entries(scripts)
    assert order == {"last.js": ["one.js", "two.js", "last.js"]}
    text = joined(scripts, order["last.js"]) + "export function answer() { return globalThis.joinedAnswer; }"
    assert in_browser(page, text) == {"seed": 10, "list": [12, 8]}


@pytest.mark.parametrize(
    "line",
    [
        "new Telephone();",
        "const call = (n) => n + telephone;",
        "const { low = telephone } = {};",
        "run(({ a }) => b(a));",
    ],
)
def test_a_name_of_nobody_is_refused(line: str) -> None:
    """A name that the script does not declare may be the browser's: shortened, it would fail at the reader's."""
    text = f'const run = 1;\nconst found = ["telephone"];\n{line}\n'
    with pytest.raises(ProblemsFound, match=r"theme/static/js/own\.js:\d: '([Tt]elephone|b)' is declared nowhere"):
        joined({"own.js": text}, ["own.js"])


def test_the_formulas_keep_their_names() -> None:
    """What the last script exports keeps its name, for whoever imports it."""
    text = emit(sources())
    short = joined({FORMULAS: text}, [FORMULAS])
    assert exports(short.replace("export", "\nexport")) == exports(text)
    assert len(short) < 0.7 * len(text)


def test_no_comment_is_published() -> None:
    """What is published of the theme's scripts holds no comment."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "theme/static/js").glob("*.js")}
    texts[FORMULAS] = emit(sources())
    for order in entries(texts).values():
        text = joined(texts, order)
        assert "/**" not in text
        assert not re.search(r"(?m)^\s*//", text)
