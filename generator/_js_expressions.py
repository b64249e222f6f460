"""What is the JavaScript of one expression of a formula?"""

from __future__ import annotations

import ast
import json
import re
import textwrap
from dataclasses import dataclass, replace

from generator._js_scope import FOLDS, KINDS, Scope, called
from generator._js_words import INHERITED_KEYS, PYTHON_BUILTINS

# How tightly JavaScript binds; an operand that binds looser gets parentheses.
CHOICE, OR, AND, SUM, PRODUCT, UNARY, VALUE = range(1, 8)
Code = tuple[str, int]

LINE_WIDTH = 88

_IDENTIFIER = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_ORDER = {"Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">="}
_REFUSED_CODE: Code = ("null", VALUE)


@dataclass
class Expressions:
    """Writes the expressions of one place.

    Attributes:
        scope: What can be read there.
        used: The helpers needed so far, in all modules.
    """

    scope: Scope
    used: set[str]

    def write(self, node: ast.expr, tightness: int = CHOICE) -> str:
        """Return the code of `node`, in parentheses where it binds looser than `tightness`."""
        text, own = self._code(node)
        return text if own >= tightness else f"({text})"

    def condition(self, node: ast.expr, tightness: int = CHOICE) -> str:
        """Return the code of `node`, which must be true or false in both languages alike."""
        before = len(self.scope.problems)
        text = self.write(node, tightness)
        if len(self.scope.problems) == before and not self.scope.is_condition(node):
            why = "an empty list is false in Python and true in JavaScript"
            remedy = "compare it (`len(xs) > 0`, `x != 0`, `x is not None`), or name it `is_…` or `has_…`"
            self.scope.refuse(node, "this is not a condition", why, remedy)
        return text

    def operation(self, node: ast.AST, left: ast.expr, op: ast.operator, right: ast.expr) -> Code:
        """Return the code of `left op right`, which stands at `node`."""
        if not isinstance(op, ast.Add | ast.Sub | ast.Mult | ast.FloorDiv):
            self.scope.refuse_construct(node, op)
        self.scope.check_numbers(left, right)
        if isinstance(op, ast.Add | ast.Sub):
            sign = "+" if isinstance(op, ast.Add) else "-"
            return f"{self.write(left, SUM)} {sign} {self.write(right, PRODUCT)}", SUM
        if isinstance(op, ast.Mult) and (self.scope.is_positive(left) or self.scope.is_positive(right)):
            return f"{self.write(left, PRODUCT)} * {self.write(right, UNARY)}", PRODUCT
        name = "floorDiv" if isinstance(op, ast.FloorDiv) else "exactProduct"
        return f"{self._helper(name)}({self.write(left)}, {self.write(right)})", VALUE

    def loop(self, target: ast.expr, iterable: ast.expr) -> tuple[list[str], str, str]:
        """Return the names, the target and the list of `for target in iterable`."""
        targets = target.elts if isinstance(target, ast.Tuple) else [target]
        names = [t.id for t in targets if isinstance(t, ast.Name)]
        for t in targets:
            if isinstance(t, ast.Name):
                self.scope.check_name(t, t.id)
            else:
                self.scope.refuse(t, "a loop target that is not a name", "it is outside the subset", "use a name")
        if len(set(names)) < len(names):
            self.scope.refuse(target, "one loop name twice", "JavaScript refuses it", "use different names")
        is_zip = called(iterable) == "zip"
        if is_zip != isinstance(target, ast.Tuple):
            what, why = "a tuple target without `zip`, or `zip` without one", "JavaScript has no tuples"
            self.scope.refuse(target, what, why, "write `for a, b in zip(xs, ys)` or `for x in xs`")
        elif is_zip and isinstance(iterable, ast.Call) and len(targets) != len(iterable.args):
            remedy = "give each list of the `zip` one name"
            self.scope.refuse(target, f"{len(targets)} names for {len(iterable.args)} lists", "", remedy)
        shown = ", ".join(names)
        return names, f"[{shown}]" if is_zip else shown, self._list(iterable, is_loop=True)

    def _code(self, node: ast.expr) -> Code:
        match node:
            case ast.Constant(value=value):
                return self._constant(node, value)
            case ast.Name(id=name):
                return self._name(node, name)
            case ast.BinOp(left=left, op=op, right=right):
                return self.operation(node, left, op, right)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return "!" + self.condition(operand, UNARY), UNARY
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self._negative(operand)
            case ast.UnaryOp(op=op):
                self.scope.refuse_construct(node, op)
            case ast.BoolOp(op=op, values=values):
                sign, tightness = (" && ", AND) if isinstance(op, ast.And) else (" || ", OR)
                return sign.join(self.condition(value, tightness) for value in values), tightness
            case ast.Compare():
                return self._comparison(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return f"{self.condition(test, OR)} ? {self.write(body, OR)} : {self.write(orelse)}", CHOICE
            case ast.Call():
                return self._call(node), VALUE
            case ast.Subscript(value=value, slice=index):
                return self._item(value, index), VALUE
            case ast.List(elts=elements):
                return _bracketed("[]", [self.write(element) for element in elements]), VALUE
            case ast.Dict():
                return self._dict(node), VALUE
            case ast.ListComp():
                return self._comprehension(node), VALUE
            case _:
                self.scope.refuse_construct(node)
        return _REFUSED_CODE

    def _constant(self, node: ast.expr, value: object) -> Code:
        if isinstance(value, int) and value >= 2**53:
            self.scope.refuse(node, "a number of 2**53 or more", "JavaScript would round it", "use a larger unit")
        elif value is None or isinstance(value, int | str):
            return json.dumps(value), VALUE
        else:
            remedy = "use whole dollars and basis points" if isinstance(value, float) else "use int, str, bool or None"
            what = f"a {type(value).__name__}"
            self.scope.refuse(node, what, "both languages must compute on whole numbers", remedy)
        return _REFUSED_CODE

    def _name(self, node: ast.expr, name: str) -> Code:
        known = self.scope.known.get(name)
        if name in self.scope.local or (name in self.scope.visible and known and known.parameters is None):
            return name, VALUE
        if name in self.scope.visible or name in PYTHON_BUILTINS:
            self.scope.refuse(node, f"`{name}` as a value", "functions can only be called", "call it")
        else:
            self.scope.refuse_unknown(node, name, is_called=False)
        return _REFUSED_CODE

    def _negative(self, operand: ast.expr) -> Code:
        self.scope.check_numbers(operand)
        if isinstance(operand, ast.Constant):
            return (f"-{self.write(operand)}", UNARY) if operand.value else (self.write(operand), VALUE)
        return f"0 - {self.write(operand, PRODUCT)}", SUM  # `-x` would make a -0 of 0

    def _comparison(self, node: ast.Compare) -> Code:
        # The middle of a chain is written twice: nothing in the subset has an effect.
        lefts = [node.left, *node.comparators]
        links = [self._link(node, *link) for link in zip(lefts, node.ops, node.comparators, strict=False)]
        return " && ".join(links), AND

    def _link(self, node: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr) -> str:
        sign = _ORDER.get(type(op).__name__, "")
        if sign:
            self.scope.check_order(sign, left, right)
        elif isinstance(op, ast.Eq | ast.NotEq):
            sign = "===" if isinstance(op, ast.Eq) else "!=="
            self.scope.check_equality(left, right)
        elif isinstance(op, ast.Is | ast.IsNot) and self.scope.kind(right) == "None":
            sign = "===" if isinstance(op, ast.Is) else "!=="
        else:
            self.scope.refuse_construct(node, op)
            return _REFUSED_CODE[0]
        return f"{self.write(left, SUM)} {sign} {self.write(right, SUM)}"

    def _call(self, node: ast.Call) -> str:
        name = called(node)
        if not self.scope.check_plain(node) or not self.scope.check_callee(node):
            for argument in node.args:  # a generator or star here would only follow from the first refusal
                if not isinstance(argument, ast.GeneratorExp | ast.Starred):
                    self.write(argument)
            return _REFUSED_CODE[0]
        if name in FOLDS:
            return self._fold(node, name)
        return f"{name}({', '.join(self.write(argument) for argument in node.args)})"

    def _fold(self, node: ast.Call, name: str) -> str:
        if name in ("min", "max") and len(node.args) > 1:
            self.scope.check_numbers(*node.args)
            return f"Math.{name}({', '.join(self.write(argument) for argument in node.args)})"
        if len(node.args) != 1:
            remedy = "give it a list, or to `min` and `max` several numbers"
            self.scope.refuse(node, f"`{name}` of {len(node.args)} arguments", "it takes one list", remedy)
            return _REFUSED_CODE[0]
        (values,) = node.args
        if name == "len":
            return self._list(values) + ".length"
        if isinstance(values, ast.List):
            self.scope.check_numbers(*values.elts)
        if isinstance(values, ast.ListComp | ast.GeneratorExp):
            return f"{self._helper(name + 'Of')}({self._comprehension(values, is_numeric=True)})"
        return f"{self._helper(name + 'Of')}({self._list(values)})"

    def _list(self, node: ast.expr, *, is_loop: bool = False) -> str:
        """Return the code of something to go through: a list, a `range` or, in a loop, a `zip`."""
        if isinstance(node, ast.Call) and (called(node) == "range" or (is_loop and called(node) == "zip")):
            name, is_zip = called(node), called(node) == "zip"
            fewest, most = (2, len(node.args)) if is_zip else (1, 3)
            if not self.scope.check_plain(node):
                return _REFUSED_CODE[0]
            if not fewest <= len(node.args) <= most:
                remedy = "give it two lists or more" if is_zip else "give it one to three numbers"
                self.scope.refuse(node, f"`{name}` of {len(node.args)} arguments", "", remedy)
            if is_zip:
                return f"{self._helper('zipOf')}({', '.join(self._list(argument) for argument in node.args)})"
            self.scope.check_numbers(*node.args)
            bounds = [self.write(argument) for argument in node.args]
            bounds = ["0", *bounds, "1"] if len(bounds) == 1 else [*bounds, "1"][:3]
            return f"{self._helper('rangeOf')}({', '.join(bounds)})"
        kind = self.scope.kind(node)
        if kind not in ("", "list"):
            why = "both languages go only through lists alike"
            self.scope.refuse(node, f"{KINDS[kind]} in place of a list", why, "give it a list")
        return self.write(node, VALUE)

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp, *, is_numeric: bool = False) -> str:
        first, *others = node.generators
        if others or first.is_async:
            self.scope.refuse(node, "more than one `for` in a comprehension", "", "use a formula for the inner list")
            return _REFUSED_CODE[0]
        names, target, text = self.loop(first.target, first.iter)
        inner = replace(self, scope=self.scope.within(names))
        if first.ifs:
            text += f".filter(({target}) => {inner.condition(first.ifs[0], OR)})"
        for extra in first.ifs[1:]:
            self.scope.refuse(extra, "a second `if` in a comprehension", "", "join both with `and`")
        if is_numeric:
            inner.scope.check_numbers(node.elt)
        element = inner.write(node.elt, OR)
        return f"{text}.map(({target}) => {f'({element})' if element.startswith('{') else element})"

    def _item(self, value: ast.expr, index: ast.expr) -> str:
        kind = self.scope.kind(value)
        if isinstance(index, ast.Slice):
            self.scope.refuse_construct(index)
            return _REFUSED_CODE[0]
        key = index.value if isinstance(index, ast.Constant) and isinstance(index.value, str) else None
        is_key = key is not None
        if kind not in ("", "dict" if is_key else "list"):
            remedy = 'write `xs[0]` on lists and `row["key"]` on dicts'
            self.scope.refuse(value, f"this item of {KINDS[kind]}", "a list has numbers, a dict has fixed keys", remedy)
        elif not is_key and self.scope.kind(index) not in ("", "int"):
            what = f"an index that is {KINDS[self.scope.kind(index)]}"
            self.scope.refuse(index, what, "keys are fixed text, indices are numbers", "write the key out")
        if key is None:
            return f"{self._helper('listItem')}({self.write(value)}, {self.write(index)})"
        self._check_key(index, key)
        read = f".{key}" if _IDENTIFIER.fullmatch(key) else f"[{self.write(index)}]"
        return f"{self._helper('dictValue')}({self.write(value, VALUE)}{read})"

    def _dict(self, node: ast.Dict) -> str:
        entries = []
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                self.scope.refuse(value, "`**` in a dict", "the keys of a dict are fixed", "write each key out")
                continue
            text = key.value if isinstance(key, ast.Constant) else None
            self._check_key(key, text)
            shown = text if isinstance(text, str) and _IDENTIFIER.fullmatch(text) else json.dumps(text)
            entries.append(f"{shown}: {self.write(value)}")
        return _bracketed("{}", entries)

    def _check_key(self, node: ast.expr, text: object) -> None:
        if not isinstance(text, str):
            self.scope.refuse(node, "this key", "keys are fixed text in both languages", "write another text")
        elif text in INHERITED_KEYS:
            self.scope.refuse(node, "this key", "in JavaScript every object has it", "write another text")

    def _helper(self, name: str) -> str:
        self.used.add(name)
        return name


def _bracketed(brackets: str, entries: list[str]) -> str:
    """Return a list or dict, on one line where it fits."""
    space = " " if brackets == "{}" and entries else ""
    line = brackets[0] + space + ", ".join(entries) + space + brackets[1]
    if len(line) <= LINE_WIDTH and "\n" not in line:
        return line
    return brackets[0] + "\n" + textwrap.indent(",\n".join(entries), "  ") + ",\n" + brackets[1]
