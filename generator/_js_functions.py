"""What is the JavaScript of one function of the formulas?"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator._js_expressions import Expressions
from generator._js_scope import KINDS, Scope, annotated_kind, names_bound, says_condition


@dataclass
class FunctionWriter:
    """Writes one function.

    JavaScript's `let` holds for a block, Python's names for the whole function. So `let` stands at a name's
    first assignment only if that is in no inner block, in a `for` only if that loop holds every mention of
    its names, and otherwise on the first line.

    Attributes:
        node: The function.
        module: What its module can read.
        used: The helpers needed so far, in all modules.
        undeclared: Local names whose first assignment still has to write `let`.
    """

    node: ast.FunctionDef
    module: Scope
    used: set[str]
    undeclared: set[str] = field(default_factory=set)

    def text(self) -> str:
        """Return the whole function, with the first line of its docstring above."""
        node = self.node
        arguments = node.args.args
        local = {a.arg: annotated_kind(a.annotation) for a in arguments}
        bound = list(_bindings(node.body))
        spoilt = names_bound(node.body) - {target.id for target, _ in bound}
        scope = replace(self.module, place=f"{node.name}: ", local=local, spoilt=self.module.spoilt | spoilt)
        self.scope, self.expressions = scope, Expressions(scope, self.used)
        self._check_signature()
        for target, value in bound:
            # A name keeps a kind only while every assignment agrees.
            kind = scope.kind(value) if value else ""
            local[target.id] = kind if local.get(target.id, kind) == kind else ""
            scope.check_name(target, target.id)
        body = node.body[1:] if is_docstring(node.body[0]) else node.body
        self.undeclared = {target.id for target, _ in bound} - {a.arg for a in arguments}
        hoisted = sorted(self._hoisted(body))
        self.undeclared -= set(hoisted)
        lines = [f"let {', '.join(hoisted)};"] if hoisted else []
        lines += self._block(body)
        if not _returns(body):
            scope.refuse(node, "not every path ends in `return`", "JavaScript would give undefined", "return a value")
        summary = (ast.get_docstring(node) or "").partition("\n")[0].replace("*/", "*\\/")
        comment = f"/** {summary} */\n" if summary else ""
        names = ", ".join(a.arg for a in arguments)
        return f"{comment}{export(node.name)}function {node.name}({names}) {{\n{_indented(lines)}\n}}"

    def _check_signature(self) -> None:
        node, signature = self.node, self.node.args
        for decorator in node.decorator_list:
            self.scope.refuse(decorator, "a decorator", "JavaScript has none", "remove it")
        for default in [*signature.defaults, *signature.kw_defaults]:
            if default:
                self.scope.refuse(default, "a default value", "arguments are always given", "remove it")
        others = [signature.vararg, signature.kwarg, *signature.kwonlyargs, *signature.posonlyargs]
        for argument in filter(None, others):
            what = f"the parameter `{argument.arg}`"
            self.scope.refuse(argument, what, "parameters are plain and positional", "remove the `*` or `/`")
        for argument in signature.args:
            self.scope.check_name(argument, argument.arg)
            self._check_promise(argument, argument.arg, annotated_kind(argument.annotation))
        if len({argument.arg for argument in signature.args}) < len(signature.args):
            self.scope.refuse(node, "one parameter twice", "Python refuses it", "use different names")
        self._check_promise(node, node.name, annotated_kind(node.returns))
        for parameter in getattr(node, "type_params", []):
            self.scope.refuse_construct(parameter)

    def _check_promise(self, node: ast.AST, name: str, kind: str) -> None:
        if says_condition(name) and kind not in ("", "bool"):
            self.scope.refuse(node, f"`{name}` with {KINDS[kind]}", "its name says True or False", "rename it")

    def _hoisted(self, body: list[ast.stmt]) -> set[str]:
        """Return the names which Python knows beyond the block that first assigns them."""
        hoisted: set[str] = set()
        seen: set[str] = set()
        for statement in body:
            names = {target.id for target, _ in _bindings([statement])} & self.undeclared - seen
            seen |= names
            if not isinstance(statement, ast.Assign | ast.AnnAssign):
                hoisted |= {name for name in names if not self._is_loop_name(name)}
        return hoisted

    def _is_loop_name(self, name: str) -> bool:
        """Return whether one loop holds all that is said of its names, `name` among them."""
        for loop in ast.walk(self.node):  # the outer loop comes first
            if isinstance(loop, ast.For) and name in (names := _names(loop.target)):
                inside, everywhere = _names(loop), _names(self.node)
                held = all(inside.count(each) == everywhere.count(each) for each in names)
                return held and self.undeclared.issuperset(names)
        return False

    def _block(self, statements: Iterable[ast.stmt]) -> list[str]:
        return [line for statement in statements for line in self._statement(statement)]

    def _statement(self, node: ast.stmt) -> list[str]:
        write = self.expressions.write
        match node:
            case ast.Return(value=ast.expr() as value):
                self._check_promise(value, self.node.name, self.scope.kind(value))
                return [f"return {write(value)};"]
            case ast.Return():
                self.scope.refuse(node, "`return` of nothing", "", "write `return None`")
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                return [self._assignment(name, value)]
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                return [self._assignment(name, value)]
            case ast.Assign() | ast.AnnAssign():
                remedy = "assign to one name at a time; build lists and dicts whole"
                self.scope.refuse(node, "this assignment", "values are never changed in place", remedy)
                if node.value and not isinstance(node.value, ast.Tuple):
                    write(node.value)
            case ast.AugAssign(target=ast.Name() as target, op=op, value=value):
                read = ast.copy_location(ast.Name(target.id, ast.Load()), target)
                if target.id not in self.scope.local:
                    self.scope.check_name(target, target.id)
                text, _ = self.expressions.operation(node, read, op, value)
                if isinstance(op, ast.Add | ast.Sub):
                    return [f"{target.id} {'+' if isinstance(op, ast.Add) else '-'}= {write(value)};"]
                return [f"{target.id} = {text};"]
            case ast.AugAssign():
                self.scope.refuse(node, "this assignment", "values are never changed in place", "use a new name")
            case ast.If():
                return self._if(node)
            case ast.For(orelse=[]):
                return self._for(node)
            case ast.For():
                self.scope.refuse(node.orelse[0], "`else` of a loop", "JavaScript has none", "write it after the loop")
            case ast.Expr():
                before = len(self.scope.problems)
                write(node.value)  # `xs.append(…)` is better refused for what it is
                if len(self.scope.problems) == before:
                    refuse_statement(self.scope, node)
            case _:
                self.scope.refuse_construct(node)
        return []

    def _assignment(self, name: str, value: ast.expr) -> str:
        self._check_promise(value, name, self.scope.kind(value))
        declare = "let " if name in self.undeclared else ""
        self.undeclared.discard(name)
        return f"{declare}{name} = {self.expressions.write(value)};"

    def _if(self, node: ast.If) -> list[str]:
        lines = [f"if ({self.expressions.condition(node.test)}) {{", _indented(self._block(node.body))]
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            first, *rest = self._if(node.orelse[0])
            return [*lines, f"}} else {first}", *rest]
        if node.orelse:
            lines += ["} else {", _indented(self._block(node.orelse))]
        return [*lines, "}"]

    def _for(self, node: ast.For) -> list[str]:
        names, target, text = self.expressions.loop(node.target, node.iter)
        declare = "let " if self.undeclared.intersection(names) else ""
        self.undeclared -= set(names)
        return [f"for ({declare}{target} of {text}) {{", _indented(self._block(node.body)), "}"]


def export(name: str) -> str:
    """Return what a definition of `name` begins with."""
    return "" if name.startswith("_") else "export "


def is_docstring(node: ast.stmt) -> bool:
    """Return whether a statement is only text."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def refuse_statement(scope: Scope, node: ast.stmt) -> None:
    """Refuse a statement which has no place where it stands."""
    if isinstance(node, ast.Expr):
        scope.refuse(node, "a value that goes nowhere", "a formula has no effect but its result", "return or name it")
    elif isinstance(node, ast.If | ast.For | ast.AugAssign):
        scope.refuse(node, "a statement outside functions", "", "move it into a function")
    elif isinstance(node, ast.Return):
        scope.refuse(node, "`return` outside functions", "", "move it into a function")
    else:
        scope.refuse_construct(node)


def _bindings(statements: Iterable[ast.stmt]) -> Iterator[tuple[ast.Name, ast.expr | None]]:
    """Yield the names that statements bind, in the order of the text, each with its value if that shows."""
    for node in statements:
        match node:
            case ast.Assign(targets=[ast.Name() as target]) | ast.AnnAssign(target=ast.Name() as target):
                yield target, node.value
            case ast.For(target=target):
                yield from ((name, None) for name in ast.walk(target) if isinstance(name, ast.Name))
        for block in ("body", "orelse"):
            yield from _bindings(getattr(node, block, []))


def _names(tree: ast.AST) -> list[str]:
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]


def _returns(body: Sequence[ast.stmt]) -> bool:
    """Return whether every path returns; a refused statement at the end counts as if it did."""
    match body[-1] if body else None:
        case None | ast.Assign() | ast.AnnAssign() | ast.AugAssign() | ast.For() | ast.Expr():
            return False
        case ast.If(body=then, orelse=otherwise):
            return _returns(then) and _returns(otherwise)
    return True


def _indented(lines: Iterable[str]) -> str:
    return "\n".join("  " + line for part in lines for line in part.split("\n"))
