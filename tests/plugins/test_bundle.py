"""In which order are scripts named, so that each holds the final names of those it imports?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.errors import ProblemsFound
from plugins.playbook.bundle import by_imports


def test_a_script_comes_after_all_that_it_imports() -> None:
    """However deep the imports go, an imported script is named before the one that imports it."""
    texts = {
        "a.js": 'import * as b from "./b.js";\n',
        "b.js": 'import {\n  c,\n} from "./c.js";\nimport * as formulas from "./formulas.js";\n',
        "c.js": 'import "./d.js";\nexport const c = 1;\n',
        "d.js": 'export const text = "import ./a.js";\n',
    }
    assert by_imports(texts | {"formulas.js": ""}) == ["formulas.js", "d.js", "c.js", "b.js", "a.js"]


def test_the_order_depends_on_names_alone() -> None:
    """Scripts that do not import each other stand in the same order, however they were found."""
    texts = dict.fromkeys(("c.js", "a.js", "b.js"), "")
    assert by_imports(texts) == by_imports(dict(reversed(texts.items())))


def test_an_unknown_import_is_a_problem_with_its_place() -> None:
    """A script that imports one that is not there is named with its line and the nearest name."""
    with pytest.raises(ProblemsFound, match=r"theme/static/js/a\.js:2: .*'fom\.js'.*did you mean 'form\.js'"):
        by_imports({"a.js": '// Hello\nimport "./fom.js";\n', "form.js": ""})


def test_a_circle_of_imports_is_a_problem() -> None:
    """Scripts that import each other cannot be joined, each after what it imports, and the message names them."""
    with pytest.raises(ProblemsFound, match=r"circle: .*a\.js.*b\.js"):
        by_imports({"a.js": 'import "./b.js";\n', "b.js": 'import "./a.js";\n'})


def test_every_import_of_the_built_scripts_is_there(built_site: Path) -> None:
    """What the built scripts load while the page is used, they load under the name that it has."""
    scripts = {path.name: path.read_text(encoding="utf-8") for path in (built_site / "theme" / "js").glob("*.js")}
    wanted = {name for text in scripts.values() for name in re.findall(r'import\("\./([^"]+)"\)', text)}
    assert wanted
    assert wanted <= scripts.keys()
