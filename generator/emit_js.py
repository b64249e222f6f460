"""How do the formulas reach the browser? This writes one ES module from their Python source.

The formulas are in a subset of Python that both languages agree on; anything else is refused, all of it at
once, with file:line:col. The subset:

- functions with plain positional parameters, UPPER_CASE constants that are literals, imports of formulas
- int, str, bool, None, lists, dicts with fixed text keys, `xs[i]`, `row["key"]`
- `+ - * //` and unary `-` on whole numbers; `and or not` and `… if … else …` on conditions
- comparisons, also chained; `is None`; `==` on all but lists and dicts; text is only compared and returned
- `if`, `for` over a list, a `range` or a `zip`; `return` on every path; assignment to a name, `+= -= *= //=`
- comprehensions with one `for` and at most one `if`; as a generator only in `sum`, `min`, `max`
- `min max sum len range zip`, the last two only where something goes through them; other formulas

What is checked: that grammar; that every name read is defined, or imported from a module that is emitted too,
and hides nothing; that calls give every argument; that every path of a function returns; that conditions are
comparisons, or names and calls that begin with `is_` or `has_`; and that no operator is given something that
*visibly* does not fit it: literals, comprehensions, conditions, names that only ever hold one of these, and
what annotations say (`list[int]`; believed, not proved).

What is not checked: types that do not show. A list from an unannotated parameter that is added to another
raises no error in JavaScript, nor does `len` of a dict, None in `<`, or a `has_…` that holds a list. Nor is
it checked that a local name has a value on each path that reads it. Worked examples in both languages and the
differential test are there for that.

At run time both languages fail, though with different errors, on: division by zero, an index outside a list,
a missing key, `min` and `max` of an empty list, a `range` of step 0. JavaScript alone also fails where a
product (unless by a constant above 0), an operand of `//` or a bound of a `range` is no exact integer below
2**53; sums are not watched. No result is -0 unless an argument was.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator._js_expressions import Expressions
from generator._js_functions import FunctionWriter, export, is_docstring, refuse_statement
from generator._js_scope import Known, Scope, annotated_kind, names_bound
from generator._js_words import HELPERS
from generator.errors import Problem, ProblemsFound

PACKAGE = "generator.formulas"

_CONSTANT_NAME = re.compile(r"_?[A-Z][A-Z0-9_]*")
_CONSTANT_NODES = ast.Constant | ast.List | ast.Dict | ast.UnaryOp | ast.USub | ast.Load


def emit(sources: Sequence[tuple[str, str]]) -> str:
    """Return an ES module with the functions and constants of formula modules.

    Public functions and constants are exported; a name that begins with an underscore is not.

    Args:
        sources: File name and Python source of each module. Names are unique over all of them.

    Raises:
        ProblemsFound: With everything in the sources that is outside the subset.
    """
    problems: list[Problem] = []
    parsed = [_parse(path, text, problems) for path, text in sources]
    if problems:  # names of an unreadable module would all seem unknown
        raise ProblemsFound(problems)
    known = _known(parsed)
    used: set[str] = set()
    pieces: list[str] = []
    for scope, tree in parsed:
        # Names of refused statements are spoilt: reading them is no second mistake.
        own = {name for name, what in known.items() if what.path == scope.path}
        visible = frozenset(own | (_imported(tree) & known.keys()))
        bound = names_bound(node for node in tree.body if not isinstance(node, ast.FunctionDef))
        pieces += _pieces(replace(scope, known=known, visible=visible, spoilt=bound - visible), tree, used)
    if problems:
        raise ProblemsFound(problems)
    made_from = ", ".join(path for path, _ in sources)
    header = f"// Made from {made_from} by generator/emit_js.py. Edit the Python, not this file."
    helpers = [text for name, text in HELPERS.items() if name in used]
    return "\n\n".join([header, *helpers, *pieces]) + "\n"


def _parse(path: str, text: str, problems: list[Problem]) -> tuple[Scope, ast.Module]:
    scope = Scope(path, re.split(r"\r\n|\r|\n", text), problems)
    try:
        return scope, ast.parse(text, path)
    except SyntaxError as error:
        line, column = error.lineno or 0, error.offset or 0
        what, excerpt = f"not Python: {error.msg}", (error.text or "").rstrip("\r\n")
    except ValueError as error:
        line, column, what, excerpt = 0, 0, f"not Python: {error}", ""
    problems.append(Problem(path, line, column, what, "nothing can be read from it", "correct it", excerpt))
    return scope, ast.Module([], [])


def _known(modules: Iterable[tuple[Scope, ast.Module]]) -> dict[str, Known]:
    """Return what the modules define, refusing a name that is defined twice or not free."""
    known: dict[str, Known] = {}
    for scope, tree in modules:
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                kind = annotated_kind(node.returns)
                name, entry = node.name, Known(scope.path, node.lineno, len(node.args.args), kind)
            elif (constant := _constant(node)) is not None:
                name, value = constant
                is_positive = isinstance(value, ast.Constant) and scope.is_positive(value)
                entry = Known(scope.path, node.lineno, None, scope.kind(value), is_positive)
            else:
                continue
            scope.check_name(node, name, is_local=False)
            if name in known:
                where = f"{known[name].path}:{known[name].line}"
                scope.refuse(node, f"`{name}` a second time", f"{where} defines it too", "rename one of them")
            known.setdefault(name, entry)
    return known


def _constant(node: ast.stmt) -> tuple[str, ast.expr] | None:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if _CONSTANT_NAME.fullmatch(name):
            return name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if _CONSTANT_NAME.fullmatch(name):
            return name, value
    return None


def _is_formula_import(node: ast.stmt) -> bool:
    name = node.module or "" if isinstance(node, ast.ImportFrom) and not node.level else ""
    return name == PACKAGE or name.startswith(PACKAGE + ".")


def _imported(tree: ast.Module) -> set[str]:
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom) and _is_formula_import(node)]
    return {alias.name for node in imports for alias in node.names}


def _pieces(scope: Scope, tree: ast.Module, used: set[str]) -> Iterator[str]:
    """Yield the code of each function and constant of one module."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and _is_formula_import(node):
            for alias in node.names:
                if alias.asname not in (None, alias.name) or alias.name not in scope.known:
                    what, why = f"the import of `{alias.name}`", "all modules become one, without new names"
                    scope.refuse(alias, what, why, "import a formula by its own name")
        elif isinstance(node, ast.ImportFrom) and node.module == "__future__":
            continue
        elif isinstance(node, ast.FunctionDef):
            yield FunctionWriter(node, scope, used).text()
        elif (constant := _constant(node)) is not None:
            name, value = constant
            if all(isinstance(part, _CONSTANT_NODES) for part in ast.walk(value)):
                text = Expressions(replace(scope, place=f"{name}: "), used).write(value)
                yield f"{export(name)}const {name} = {text};"
            else:
                scope.refuse(value, f"{name}: not a literal", "constants are not computed", "write the value out")
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            remedy = "name it in UPPER_CASE, alone before the `=`, or move it into a function"
            scope.refuse(node, "an assignment outside functions", "only constants stand there", remedy)
        elif not is_docstring(node) or node is not tree.body[0]:
            refuse_statement(scope, node)
