"""Are the arrows between the rooms drawn one way, and is each thing done in one place only?

Each rule is a function from a text to what is wrong with it, so that a rule can be shown to see an offence.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from generator.dataset import load_dataset
from generator.formulas import sources
from tests.build import ROOT

Rule = Callable[[str], list[str]]

LONGEST = 300

# The names of pay, as in house-style: what stands beside an operator must be none of these.
PAY = {
    *("base", "bonus", "bonus_target", "annual_equity", "equity", "grant", "signing_bonus", "signing", "refresh"),
    *("vest", "tranche", "total", "totals", "total_comp", "year_1_total", "comp", "pay", "salary", "offer"),
    *("initial", "ask", "asked", "outcome", "cap", "need", "room", "capture", "leverage", "lift", "gap"),
    *("left_behind", "other_total_comp", "floor_total_comp"),
}
MONEY = PAY | {"amount", "amounts", "value", "low", "mid", "high", "dollars", "share", "shares", "annual"}

# Modules of the generator in which operators mean something else than pay.
NOT_PAY = {
    "emit_js.py": "writes the formulas as JavaScript",
    "_js_expressions.py": "writes the formulas as JavaScript",
    "_js_functions.py": "writes the formulas as JavaScript",
    "_js_scope.py": "writes the formulas as JavaScript",
    "_js_words.py": "writes the formulas as JavaScript",
    "amounts.py": "reads and shows amounts: scales of thousands",
    "located_yaml.py": "counts lines and columns",
    "validation.py": "counts faults",
    "typed_figures.py": "counts characters",
    "errors.py": "counts columns",
    "drawings.py": "places marks on a drawing, in parts of its width and height",
}

# Modules of the generator that look at the world; nothing that a page shows may depend on them.
WORLDLY = {"outbound.py": "reports whether the addresses of sources still answer"}

# What a rule sees and yet may stand, with the reason.
SPARED = {
    "generator/models.py: sum(self.shares)": "checks that a schedule comes to 100%",
    "theme/static/js/parse.js: + beside total": "checks that a typed schedule comes to 100%",
}

# Names whose `/` joins a path.
_PATHS = {"content", "data", "folder", "root", "path", "parent", "target", "theme", "static", "stage"}


# What a Python module imports

_IMPORTERS = ("__import__", "import_module", "importlib.import_module")


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) of everything a module imports, by statement or by name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{'.' * node.level}{node.module or ''}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in _IMPORTERS:
            yield from ((node.lineno, part.value) for part in node.args if isinstance(part, ast.Constant))


def importing(*forbidden: str, but: str = "") -> Rule:
    """Return the rule that refuses an import of some modules, or of anything below them but one name."""

    def rule(source: str) -> list[str]:
        return [
            f"line {line}: imports {name}"
            for line, name in imports(source)
            if name != but and any(f"{name}.".lstrip(".").startswith(f"{module}.") for module in forbidden)
        ]

    return rule


WEB = ("pelican", "markdown", "jinja2", "bs4", "markupsafe", "html", "plugins", "theme")
YAML = ("yaml", "ruamel", "generator.located_yaml", "generator.validation")
WORLD = ("socket", "ssl", "http", "urllib.request", "requests", "time", "locale", "random", "secrets", "subprocess")
NUMBERS = ("math", "cmath", "statistics", "fractions", "decimal", "operator", "numpy")

no_web = importing(*WEB)
no_yaml = importing(*YAML)
no_formulas = importing("generator.formulas", but="generator.formulas.sources")  # their text, for the browser
no_tests = importing("tests")
no_world = importing(*WORLD)
no_numbers = importing(*NUMBERS)


def no_clock(source: str) -> list[str]:
    """Return where a module asks for the day or the time."""
    return [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow")
    ]


def no_long_module(source: str) -> list[str]:
    """Return how long a module is, where it is too long."""
    lines = len(source.splitlines())
    return [f"{lines} lines"] if lines > LONGEST else []


# Arithmetic in Python


def _last_names(node: ast.AST) -> set[str]:
    """Return the names that say what an operand is: of `a.b["c"]` it is c, of a sum those of its parts."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return {name}
        case ast.Subscript(slice=ast.Constant(value=str() as name)):
            return {name}
        case ast.Subscript(value=inner):
            return _last_names(inner)
        case ast.Call(func=ast.Name(id="len")):
            return set()
        case ast.Call(func=function, args=arguments):
            return _last_names(function).union(*map(_last_names, arguments))
        case ast.BinOp(left=left, right=right):
            return _last_names(left) | _last_names(right)
        case ast.UnaryOp(operand=inner):
            return _last_names(inner)
    return set()


def _is_text(node: ast.AST) -> bool:
    match node:
        case ast.JoinedStr() | ast.Constant(value=str() | bytes()):
            return True
        case ast.BinOp(left=left, right=right):
            return _is_text(left) or _is_text(right)
    return False


def _operations(source: str) -> Iterator[tuple[int, str, ast.operator, list[ast.expr]]]:
    """Yield (line, text, operator, operands) of each operation that is not on text, and of calls that compute."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.BinOp):
            operator, operands = node.op, [node.left, node.right]
        elif isinstance(node, ast.AugAssign):
            operator, operands = node.op, [node.target, node.value]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id
            # `sum` adds up; the others divide or round.
            operator = {"sum": ast.Add(), "round": ast.Div(), "divmod": ast.Div(), "pow": ast.Pow()}.get(name)  # type: ignore[assignment]
            operands = [part for argument in node.args for part in _elements(argument)]
        else:
            continue
        if operator is not None and not any(_is_text(operand) for operand in operands):
            yield node.lineno, ast.unparse(node), operator, operands


def _elements(argument: ast.expr) -> list[ast.expr]:
    return [argument.elt] if isinstance(argument, ast.GeneratorExp | ast.ListComp) else [argument]


def no_arithmetic_on_pay(source: str) -> list[str]:
    """Return the operations whose operands are named as pay is."""
    return [
        f"line {line}: {text}"
        for line, text, operator, operands in _operations(source)
        if not isinstance(operator, ast.BitOr | ast.BitAnd | ast.BitXor)
        if set().union(*map(_last_names, operands)) & MONEY and not _joins_a_path(operator, operands)
    ]


def no_arithmetic(source: str) -> list[str]:
    """Return every multiplication, division, remainder and power, but for counts halved and paths joined."""
    found = []
    for line, text, operator, operands in _operations(source):
        is_count = isinstance(operands[0], ast.Call) and ast.unparse(operands[0].func) == "len"
        is_spared = is_count or _joins_a_path(operator, operands)
        if isinstance(operator, ast.Mult | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow) and not is_spared:
            found.append(f"line {line}: {text}")
    return found


def _joins_a_path(operator: ast.operator, operands: list[ast.expr]) -> bool:
    return isinstance(operator, ast.Div) and bool(_last_names(operands[0]) & _PATHS)


# Templates


_OPERATORS = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
_COMPUTING_FILTERS = {"sum", "round", "abs", "int", "float"}


def no_arithmetic_in_template(template: str) -> list[str]:
    """Return the operators and computing filters of a Jinja template; `~` joins text and may stand."""
    tree = Environment().parse(template)
    operators = [f"line {node.lineno}: {node.operator}" for node in tree.find_all(_OPERATORS)]
    filters = [f"line {n.lineno}: {n.name}" for n in tree.find_all(nodes.Filter) if n.name in _COMPUTING_FILTERS]
    return operators + filters


def naming(names: Iterable[str], slugs: Iterable[str]) -> tuple[Rule, Rule]:
    """Return the rules for templates and scripts: no company's name anywhere, no slug in quotes or in an address."""
    word = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names)))})(?![\w-])")
    slug = re.compile(rf"""(["'`])(?:{"|".join(map(re.escape, sorted(slugs)))})\1|/companies/(?:{"|".join(slugs)})\b""")

    def of_text(text: str) -> list[str]:
        return [
            f"line {text.count(chr(10), 0, found.start()) + 1}: {found[0]}"
            for pattern in (word, slug)
            for found in pattern.finditer(text)
        ]

    def of_template(template: str) -> list[str]:
        tree = Environment().parse(template)
        words = {
            f"line {node.lineno}: {match[0]}"
            for node in tree.find_all((nodes.TemplateData, nodes.Const))
            for text in [str(node.data if isinstance(node, nodes.TemplateData) else node.value)]
            for match in [word.search(text) or slug.search(text) or slug.search(repr(text))]
            if match
        }
        return sorted(words)

    return of_template, of_text


def no_statements(page: str) -> list[str]:
    """Return where a page of prose holds a Jinja statement or comment."""
    return [f"line {number}" for number, line in enumerate(page.splitlines(), 1) if "{%" in line or "{#" in line]


# Scripts


_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<number>\d[\w.]*)
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<sign>\*\*=?|[-+*/%]=|\+\+|--|=>|[=!]==?|[<>]=?|&&=?|\|\|=?|\?\?=?|\?\.|\.\.\.|.)""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
_ENDS_OPERAND = {"text", "number", "name"}
_BEFORE_OPERAND = {"return", "typeof", "case", "in", "of", "await", "yield", "new", "delete", "void", "else", "do"}
_ARITHMETIC_SIGNS = {"+", "-", "*", "/", "%", "**", "+=", "-=", "*=", "/=", "%=", "**=", "++", "--"}
Token = tuple[str, str, int]


def tokens(script: str, line: int = 1) -> list[Token]:
    """Return (kind, text, line) of each token of a script; what stands in a template string comes in brackets."""
    found: list[Token] = []
    at = 0
    while at < len(script):
        if script[at] == "`":
            end, inner = _template(script, at)
            found.append(("text", "", line))
            for start, stop in inner:
                inside = tokens(script[start:stop], line + script.count("\n", at, start))
                found += [("sign", ",", line), ("sign", "(", line), *inside, ("sign", ")", line)]
        elif not _ends_operand(found) and (match := _REGEX.match(script, at)):
            end = match.end()
            found.append(("text", match[0], line))
        else:
            match = _TOKEN.match(script, at)
            assert match is not None
            end, kind = match.end(), match.lastgroup
            if kind != "space":
                found.append((str(kind), match[0], line))
        line += script.count("\n", at, end)
        at = end
    return found


def _template(script: str, at: int) -> tuple[int, list[tuple[int, int]]]:
    """Return where a template string ends, and where each expression in it begins and ends."""
    inner, at = [], at + 1
    while script[at] != "`":
        if script.startswith("${", at):
            start = at = at + 2
            depth = 1
            while depth:
                if script[at] == "`":
                    at = _template(script, at)[0]
                    continue
                depth += {"{": 1, "}": -1}.get(script[at], 0)
                at += 1
            inner.append((start, at - 1))
        else:
            at += 2 if script[at] == "\\" else 1
    return at + 1, inner


def _ends_operand(found: list[Token]) -> bool:
    if not found:
        return False
    kind, text, _ = found[-1]
    return (kind in _ENDS_OPERAND and text not in _BEFORE_OPERAND) or text in (")", "]")


def no_arithmetic_on_pay_in_script(script: str) -> list[str]:
    """Return the operators of a script that stand beside a name of pay, and calls of Math on one."""
    found = []
    all_tokens = tokens(script)
    for i, (kind, text, line) in enumerate(all_tokens):
        names: set[str] = set()
        if kind == "sign" and text in _ARITHMETIC_SIGNS:
            before, after = all_tokens[:i], all_tokens[i + 1 :]
            if text[0] == "+" and "text" in [kind for kind, _, _ in (*before[-1:], *after[:1])]:
                continue  # joins text
            names = _operand_before(before) | _operand_after(after)
        elif kind == "name" and text == "Math" and [t for _, t, _ in all_tokens[i + 1 : i + 4]][2:] == ["("]:
            names = {name for _, name, _ in _group(all_tokens[i + 3 :])}
        found += [f"line {line}: {text} beside {name}" for name in sorted(names & PAY)]
    return found


def _group(after: list[Token]) -> list[Token]:
    """Return the tokens between a bracket, the first token, and the one that closes it."""
    depth = 0
    for i, (_, text, _) in enumerate(after):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(text, 0)
        if depth == 0:
            return after[1:i]
    return after[1:]


def _operand_before(before: list[Token]) -> set[str]:
    if not _ends_operand(before):
        return set()
    kind, text, _ = before[-1]
    if kind == "name":
        return {text}
    if text not in (")", "]"):
        return set()
    mirrored = [(kind, {"(": ")", ")": "(", "[": "]", "]": "["}.get(t, t), line) for kind, t, line in reversed(before)]
    inside = _group(mirrored)
    owner = before[-len(inside) - 3 : -len(inside) - 2]
    names = {t for kind, t, _ in owner if kind == "name"}
    if text == ")":
        return names | {t for kind, t, _ in inside if kind == "name"}
    texts = {t.strip("\"'") for kind, t, _ in inside if kind == "text"}
    return texts if len(inside) == 1 and texts else names


def _operand_after(after: list[Token]) -> set[str]:
    if after[:1] and after[0][1] in ("(", "["):
        return {t for kind, t, _ in _group(after) if kind == "name"}
    last: set[str] = set()
    i = 0
    while i < len(after):
        kind, text, _ = after[i]
        if kind == "name" and (i == 0 or after[i - 1][1] in (".", "?.")):
            last = {text}
        elif text in ("(", "[") and i > 0:
            inside = _group(after[i:])
            if text == "[" and len(inside) == 1 and inside[0][0] == "text":
                last = {inside[0][1].strip("\"'")}
            i += len(inside) + 1
        elif text not in (".", "?."):
            break
        i += 1
    return last


# The rules, on the house


def check(rule: Rule, paths: Iterable[Path]) -> list[str]:
    """Return what is wrong with some files; there must be files, else the rule would hold of nothing."""
    found = sorted(paths)
    assert found
    wrong = [(path.relative_to(ROOT).as_posix(), what) for path in found for what in rule(path.read_text("utf-8"))]
    return [f"{path}: {what}" for path, what in wrong if f"{path}: {what.partition(': ')[2]}" not in SPARED]


GENERATOR = sorted((ROOT / "generator").rglob("*.py"))
PLUGINS = sorted((ROOT / "plugins").rglob("*.py"))
TEMPLATES = sorted((ROOT / "theme" / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "theme" / "static").rglob("*.js"))
PAGES = sorted((ROOT / "content").rglob("*.md"))


@pytest.fixture(scope="module")
def company_rules() -> tuple[Rule, Rule]:
    """The rules against the names and slugs of the guide's companies."""
    loaded = load_dataset(ROOT / "content")
    names = {name for c in loaded.checked().companies.values() for name in (c.name, *c.aliases)}
    return naming(names, loaded.names.companies)


def test_the_generator_knows_no_pages() -> None:
    """The generator imports nothing of Pelican, Markdown, Jinja, HTML or the plugins."""
    assert check(no_web, GENERATOR) == []


def test_the_generator_knows_no_world() -> None:
    """The generator reads no network, no clock, no locale and no chance: the same input gives the same figures.

    The one module that does is asked by the command alone.
    """
    assert check(no_world, [path for path in GENERATOR if path.name not in WORLDLY]) == []
    assert {path.name for path in GENERATOR} >= WORLDLY.keys()
    users = [path for path in (*GENERATOR, *PLUGINS) if importing("generator.outbound")(path.read_text("utf-8"))]
    assert [path.name for path in users] == ["cli.py"]
    assert check(no_clock, GENERATOR + PLUGINS) == []


def test_the_plugins_read_no_data_and_compute_no_pay() -> None:
    """The plugins read no YAML and call no formula: both come from the generator, done."""
    assert check(no_yaml, PLUGINS) == []
    assert check(no_formulas, PLUGINS) == []
    assert check(no_arithmetic_on_pay, PLUGINS) == []


def test_nothing_imports_tests() -> None:
    """Tests may import anything; nothing imports tests."""
    assert check(no_tests, [*GENERATOR, *PLUGINS, *ROOT.glob("*.py")]) == []


def test_pay_is_computed_in_one_place() -> None:
    """In the generator only the formulas compute: elsewhere nothing multiplies or divides, or adds up money."""
    assert {path.name for path in GENERATOR} >= NOT_PAY.keys()  # no exemption outlives its module
    others = [path for path in GENERATOR if path.name not in NOT_PAY and path.parent.name != "formulas"]
    assert check(no_arithmetic, others) == []
    assert check(no_arithmetic_on_pay, others) == []
    assert check(no_numbers, others) == []


def test_modules_are_short() -> None:
    """No module of the generator, the plugins or the theme is longer than 300 lines."""
    assert check(no_long_module, GENERATOR + PLUGINS + SCRIPTS) == []


def test_templates_do_not_compute() -> None:
    """No template has an arithmetic operator or a filter that computes."""
    assert check(no_arithmetic_in_template, TEMPLATES) == []


def test_the_theme_names_no_company(company_rules: tuple[Rule, Rule]) -> None:
    """No template and no script names a company or its slug."""
    of_template, of_script = company_rules
    assert check(of_template, TEMPLATES) == []
    assert check(of_script, SCRIPTS) == []


def test_scripts_do_not_compute_pay() -> None:
    """No script of the theme has an operator beside a name of pay: it calls the emitted formulas."""
    assert check(no_arithmetic_on_pay_in_script, SCRIPTS) == []


def test_prose_holds_no_statements() -> None:
    """No page of prose has a Jinja statement or comment."""
    assert check(no_statements, PAGES) == []


def test_formulas_import_formulas() -> None:
    """The formulas stand alone, as they will in the browser: they import each other and nothing else."""
    modules = sources()
    assert len(modules) == len([path for path in GENERATOR if path.parent.name == "formulas"]) - 1
    found = [name for _, text in modules for _, name in imports(text)]
    assert [name for name in found if not name.startswith("generator.formulas.")] == []


# The rules, shown to see


of_template, of_script = naming({"Acme", "Acme Corporation"}, {"acme", "acme-labs"})


@pytest.mark.parametrize(
    ("rule", "offence"),
    [
        (no_web, "import pelican"),
        (no_web, "from pelican.readers import BaseReader"),
        (no_web, "from bs4 import BeautifulSoup as soup"),
        (no_web, "def f():\n    import jinja2.sandbox"),
        (no_web, "from plugins import playbook"),
        (no_web, "import importlib\nimportlib.import_module('markdown')"),
        (no_yaml, "import yaml"),
        (no_yaml, "from generator import located_yaml"),
        (no_yaml, "from generator.located_yaml import read_yaml"),
        (no_formulas, "from generator import formulas"),
        (no_formulas, "from generator.formulas import ask"),
        (no_formulas, "import generator.formulas as f"),
        (no_tests, "from tests.build import build_offer"),
        (no_tests, "import tests"),
        (no_world, "import time"),
        (no_world, "from urllib.request import urlopen"),
        (no_numbers, "from statistics import median"),
        (no_clock, "day = date.today()"),
        (no_clock, "import datetime\nnow = datetime.datetime.now"),
        (no_long_module, "pass\n" * 301),
        (no_arithmetic, "bonus = base * target"),
        (no_arithmetic, "x = row['a'] // 4"),
        (no_arithmetic, "x = 2 ** y"),
        (no_arithmetic, "x = a / 2"),
        (no_arithmetic, "x = a % 12"),
        (no_arithmetic, "x *= 2"),
        (no_arithmetic, "x = round(y, 2)"),
        (no_arithmetic, "x = divmod(y, 2)"),
        (no_arithmetic_on_pay, "x = offer.base + offer.grant"),
        (no_arithmetic_on_pay, "x = row['signing_bonus'] - 5"),
        (no_arithmetic_on_pay, "total += 1"),
        (no_arithmetic_on_pay, "x = sum(row.vest for row in rows)"),
        (no_arithmetic_on_pay, "x = -entry.low + 4"),
        (no_arithmetic_on_pay, "x = (1 + year_1_total(terms)) * 2"),
        (no_arithmetic_on_pay, "x = totals[0] - totals[1]"),
        (no_arithmetic_in_template, "{{ row.base * 2 }}"),
        (no_arithmetic_in_template, "{% if a + 1 > b %}x{% endif %}"),
        (no_arithmetic_in_template, "{% set x = total // 4 %}"),
        (no_arithmetic_in_template, "{{ f(a - b) }}"),
        (no_arithmetic_in_template, "{{ rows | map(attribute='base') | sum }}"),
        (no_arithmetic_in_template, "{{ share | round(1) }}"),
        (of_template, "<p>Offers at Acme</p>"),
        (of_template, "{% if company.slug == 'acme' %}x{% endif %}"),
        (of_template, "<a href='/companies/acme-labs/'>"),
        (of_template, "{{ 'Acme Corporation' }}"),
        (of_script, 'if (slug === "acme") {}'),
        (of_script, "// as Acme does"),
        (of_script, "fetch(`/companies/acme/`)"),
        (no_statements, "A page.\n{% for x in y %}"),
        (no_statements, "{# a comment #}"),
        (no_arithmetic_on_pay_in_script, "const bonus = base * 0.15;"),
        (no_arithmetic_on_pay_in_script, "x = offer.base + 1;"),
        (no_arithmetic_on_pay_in_script, 'x = 1 + offer["grant"];'),
        (no_arithmetic_on_pay_in_script, 'x = offer["grant"] / 4;'),
        (no_arithmetic_on_pay_in_script, "x = (offer.grant) / 4;"),
        (no_arithmetic_on_pay_in_script, "x = 2 * (a + offer.grant);"),
        (no_arithmetic_on_pay_in_script, "totals[0] - totals[1]"),
        (no_arithmetic_on_pay_in_script, "total += row.vest;"),
        (no_arithmetic_on_pay_in_script, "x = formulas.year_1_total(offer) % 5;"),
        (no_arithmetic_on_pay_in_script, "x = `${base * 2} dollars`;"),
        (no_arithmetic_on_pay_in_script, "x = Math.round(offer.base);"),
        (no_arithmetic_on_pay_in_script, "x = -outcome;"),
        (no_arithmetic_on_pay_in_script, 'const s = "a // b"; lift++;'),
        (no_arithmetic_on_pay_in_script, "x = /a'b/.test(y) ? grant - 1 : 0;"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_an_offence_is_seen(rule: Rule, offence: str) -> None:
    """Each rule sees what it forbids."""
    assert rule(offence) != []


@pytest.mark.parametrize(
    ("rule", "harmless"),
    [
        (no_web, "from generator import formulas\nimport json\nimport pelicanesque"),
        (no_yaml, "from generator.dataset import load_dataset"),
        (no_formulas, "from generator import dataset\nfrom generator.formulas import sources"),
        (no_tests, "import testsuite"),
        (no_world, "from urllib.parse import urlsplit\nfrom datetime import date"),
        (no_clock, "day = dataset.as_of"),
        (no_long_module, "pass\n" * 300),
        (no_arithmetic, "x = ' ' * 5\ny = f'{a}' % b\nz = folder / name\nw = path / 'a'\nhalf = len(rows) // 2\na + b"),
        (no_arithmetic_on_pay, "x = 'base: ' + base\ny = fall.year - 1\nz = len(rows) + 1\ncontent / 'data'\na | base"),
        (no_arithmetic_on_pay, "x = sum(row.year for row in rows)\ny = formulas.change(before.total, after.total)"),
        (no_arithmetic_in_template, "{{ 'a' ~ b }} {{ rows[-1] }} {{ rows | length }} 2 * 3 {# 1 + 1 #}"),
        (of_template, "<meta name='acme-x'> {{ company.name }} Acmes {# Acme #} /companies/{{ slug }}/"),
        (of_script, 'const acme_like = "acmes"; fetch(`/companies/${slug}/`)'),
        (no_statements, "{{ figure('a.b') }} and { % }"),
        (no_arithmetic_on_pay_in_script, "rows[i - 1].base; totals.length - 1; ask(base, -1)"),
        (no_arithmetic_on_pay_in_script, '"base: " + base; base + " dollars"; `${base}-${grant}`'),
        (no_arithmetic_on_pay_in_script, "// base * 2\n/* grant / 4 */ x = 1 * width;"),
        (no_arithmetic_on_pay_in_script, "const pattern = /base * 2/g; return /grant+1/.exec(text);"),
        (no_arithmetic_on_pay_in_script, "formulas.ask(initial.base, 2 * n, policy.base_room); Math.max(a, b);"),
        (no_arithmetic_on_pay_in_script, "base >= grant && cap !== null; x = { ...offer, base: 0 };"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_what_is_harmless_is_not(rule: Rule, harmless: str) -> None:
    """No rule sees an offence where there is none."""
    assert rule(harmless) == []


def test_what_is_spared_is_there() -> None:
    """No exception outlives what it was made for."""
    for spared in SPARED:
        path, _, what = spared.partition(": ")
        rule = no_arithmetic_on_pay if path.endswith(".py") else no_arithmetic_on_pay_in_script
        found = [wrong.partition(": ")[2] for wrong in rule((ROOT / path).read_text("utf-8"))]
        assert what in found


def test_a_rule_without_files_is_no_rule() -> None:
    """A rule that finds no files fails rather than holding of nothing."""
    with pytest.raises(AssertionError):
        check(no_web, [])
