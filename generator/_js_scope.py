"""What does a name or an expression of a formula visibly hold, and which names are free?"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from generator._js_words import INSTEAD, JS_RESERVED, PYTHON_BUILTINS, REFUSED, Refusal
from generator.errors import Problem, did_you_mean

# The kinds of value that can show in the source; "" stands for one that does not.
KINDS = {
    "int": "a number",
    "str": "text",
    "bool": "a condition",
    "list": "a list",
    "dict": "a dict",
    "None": "None",
}
FOLDS = ("sum", "min", "max", "len")


@dataclass(frozen=True)
class Known:
    """A function or a constant at the top of one of the modules.

    Attributes:
        path: The module's file.
        line: Where it is defined.
        parameters: How many arguments a function takes; None for a constant.
        kind: What the constant holds or the function says it returns, a key of `KINDS` or `""`.
        is_positive: Whether it is a constant whole number above 0.
    """

    path: str
    line: int
    parameters: int | None = None
    kind: str = ""
    is_positive: bool = False


@dataclass
class Scope:
    """What can be read in one place of one module, and where refusals go.

    Attributes:
        path: The module's file.
        lines: Its text.
        problems: What was refused so far, in all modules.
        known: The functions and constants of all modules.
        visible: Those of them which this module defines or imports.
        place: The function, as a refusal begins with it.
        spoilt: Names bound by something refused; reading them is not refused a second time.
        local: The parameters, local names and loop names readable here, with their kinds.
    """

    path: str
    lines: list[str]
    problems: list[Problem]
    known: Mapping[str, Known] = field(default_factory=dict)
    visible: frozenset[str] = frozenset()
    place: str = ""
    spoilt: frozenset[str] = frozenset()
    local: dict[str, str] = field(default_factory=dict)

    def within(self, names: list[str]) -> Self:
        """Return the scope inside a comprehension which loops over `names`."""
        return replace(self, local=self.local | dict.fromkeys(names, ""))

    def refuse(self, node: ast.AST, what: str, why: str = "", remedy: str = "") -> None:
        """Note one refusal at `node`."""
        number = getattr(node, "lineno", 1)
        line = self.lines[number - 1]
        # ast counts columns in bytes of UTF-8.
        column = len(line.encode()[: getattr(node, "col_offset", 0)].decode()) + 1
        self.problems.append(Problem(self.path, number, column, self.place + what, why, remedy, line))

    def refuse_construct(self, node: ast.AST, construct: ast.AST | None = None) -> None:
        """Refuse `node` in the words kept for its class, or for that of its operator `construct`."""
        name = type(construct or node).__name__
        self.refuse(node, *REFUSED.get(name, Refusal(f"`{name}`", "it is outside the subset", "do without it")))

    def refuse_unknown(self, node: ast.expr, name: str, *, is_called: bool) -> None:
        """Refuse a name that nothing readable here has."""
        if name in self.spoilt and self.problems:
            return
        if name in self.known and name not in self.visible:
            remedy = f"import it from {self.known[name].path}"
        else:
            same = [n for n in self.visible if (self.known[n].parameters is not None) == is_called]
            remedy = did_you_mean(name, same if is_called else [*same, *self.local]) or "define it first"
        self.refuse(node, f"unknown {'formula' if is_called else 'name'} `{name}`", "", remedy)

    def check_name(self, node: ast.AST, name: str, *, is_local: bool = True) -> None:
        """Refuse to define a name that one of the languages or, for a local name, a formula has."""
        if name in PYTHON_BUILTINS:
            why = "it would hide Python's own"
        elif name in JS_RESERVED:
            why = "it is taken in JavaScript"
        elif is_local and name in self.known:
            why = f"it would hide the one at {self.known[name].path}:{self.known[name].line}"
        elif not name.isascii():
            why = "it need not be the same name in both languages"
        else:
            return
        self.refuse(node, f"the name `{name}`", why, "choose another name")

    def check_numbers(self, *nodes: ast.expr) -> None:
        """Refuse operands of arithmetic that visibly are not numbers."""
        for node in nodes:
            kind = self.kind(node)
            if kind in ("list", "dict"):
                why, remedy = (
                    "JavaScript would join them as text",
                    "build a list with one comprehension or literal",
                )
            elif kind == "str":
                why, remedy = "text is only compared and returned", "return the parts"
            else:
                why, remedy = "it is not a number", "count with `1 if … else 0`"
            if kind not in ("", "int"):
                self.refuse(node, f"arithmetic on {KINDS[kind]}", why, remedy)

    def check_order(self, sign: str, *terms: ast.expr) -> None:
        """Refuse operands of `< <= > >=` that visibly are not numbers."""
        for term in terms:
            if self.kind(term) not in ("", "int"):
                why = "both languages order only numbers alike"
                self.refuse(term, f"`{sign}` on {KINDS[self.kind(term)]}", why, "compare numbers")

    def check_equality(self, left: ast.expr, right: ast.expr) -> None:
        """Refuse operands of `== !=` which visibly compare differently in the two languages."""
        remedy = "use the condition itself, or `not`"
        for term in (left, right):
            kind = self.kind(term)
            if kind in ("list", "dict"):
                self.refuse(term, f"`==` with {KINDS[kind]}", "JavaScript compares identity", "compare its items")
            elif kind == "None":
                self.refuse(term, "`==` with None", "", "use `is None` or `is not None`")
            elif isinstance(term, ast.Constant) and isinstance(term.value, bool):
                self.refuse(term, f"`==` with {term.value}", "1 equals True only in Python", remedy)
            elif term is left and {kind, self.kind(right)} == {"bool", "int"}:
                self.refuse(term, "`==` between a condition and a number", "1 equals True only in Python", remedy)

    def check_plain(self, node: ast.Call) -> bool:
        """Return whether the arguments of a call are plain, refusing those which are not."""
        for keyword in node.keywords:
            self.refuse(keyword, "a keyword argument", "arguments are positional only", "give it by position")
        stars = [argument for argument in node.args if isinstance(argument, ast.Starred)]
        for star in stars:
            self.refuse_construct(star)
        return not node.keywords and not stars

    def check_callee(self, node: ast.Call) -> bool:
        """Return whether a call is of a formula or of a builtin on `FOLDS`, refusing any other."""
        name = called(node)
        known = self.known.get(name) if name in self.visible else None
        if name in FOLDS:
            return True
        if isinstance(node.func, ast.Attribute):
            remedy = "build a list with a comprehension or a literal; call formulas by their names"
            self.refuse(node.func, f"a call of `.{node.func.attr}`", "methods differ in the two languages", remedy)
        elif not name or name in self.local or (known and known.parameters is None):
            self.refuse(node, "a call of a value", "only formulas and a few builtins are called", "name a formula")
        elif name in ("range", "zip"):
            self.refuse(node, f"`{name}` as a value", "in Python it is not a list", "loop over it: `[… for … in …]`")
        elif name in PYTHON_BUILTINS:
            remedy = INSTEAD.get(name, "use formulas and `min max sum len range zip`")
            self.refuse(node, f"`{name}`", "both languages do not have it alike", remedy)
        elif known is None:
            self.refuse_unknown(node.func, name, is_called=True)
        elif known.parameters != len(node.args):
            what = f"`{name}` takes {known.parameters} arguments, not {len(node.args)}"
            self.refuse(node, what, "JavaScript would compute with undefined", "give one for each")
        else:
            return True
        return False

    def is_positive(self, node: ast.expr) -> bool:
        """Return whether `node` is a constant above 0, whose product with 0 is never a -0."""
        match node:
            case ast.Constant(value=int() as number):
                return number > 0
            case ast.Name(id=name) if name in self.known:
                return self.known[name].is_positive
        return False

    def is_condition(self, node: ast.expr) -> bool:
        """Return whether `node` is true or false in both languages alike."""
        match node:
            case ast.Name(id=name) | ast.Call(func=ast.Name(id=name)):
                return says_condition(name)
        return isinstance(node, ast.Constant | ast.Compare | ast.BoolOp | ast.UnaryOp) and self.kind(node) == "bool"

    def kind(self, node: ast.expr) -> str:
        """Return what `node` visibly is: a key of `KINDS`, or `""`."""
        match node:
            case ast.Constant(value=None):
                return "None"
            case ast.Constant(value=value):
                return type(value).__name__ if isinstance(value, int | str) else ""
            case ast.List() | ast.ListComp() | ast.GeneratorExp():
                return "list"
            case ast.Dict():
                return "dict"
            case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                return "bool"
            case ast.BinOp() | ast.UnaryOp():
                return "int"
            case ast.IfExp(body=body, orelse=orelse):
                return self.kind(body) if self.kind(body) == self.kind(orelse) else ""
            case ast.Name(id=name) if name in self.local:
                return self.local[name] or ("bool" if says_condition(name) else "")
            case ast.Call(func=ast.Name(id=name)) if name in FOLDS:
                return "int"
            case ast.Name(id=name) | ast.Call(func=ast.Name(id=name)) if name in self.known:
                return self.known[name].kind or ("bool" if says_condition(name) else "")
        return ""


def called(node: ast.expr) -> str:
    """Return the name which `node` calls, or `""`."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def says_condition(name: str) -> bool:
    """Return whether a name promises that it holds or returns True or False."""
    return name.removeprefix("_").startswith(("is_", "has_"))


def names_bound(statements: Iterable[ast.stmt]) -> frozenset[str]:
    """Return every name that statements bind in whatever way, save in comprehensions and by `+=`."""
    nodes = [node for statement in statements for node in ast.walk(statement)]
    inner = {id(n) for node in nodes if isinstance(node, ast.comprehension) for n in ast.walk(node.target)}
    inner |= {id(node.target) for node in nodes if isinstance(node, ast.AugAssign)}
    names = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and id(n) not in inner}
    names |= {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    return frozenset(names | {n.asname or n.name for n in nodes if isinstance(n, ast.alias)})


def annotated_kind(annotation: ast.expr | None) -> str:
    """Return the kind an annotation names, a key of `KINDS`, or `""`."""
    match annotation:
        case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)) if name in KINDS:
            return name
    return ""
