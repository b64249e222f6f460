"""What does a Markdown file say: its headers, its text, and the expressions in both, each with its place?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from generator.errors import Problem, did_you_mean
from generator.typed_figures import typed_figures

HEADERS = {"title", "summary", "description", "template", "question", "modified"}
FIGURES_ALLOWED = {"summary", "description"}
TOKEN = re.compile(r"zqx(\d{5})xqz")
HELD = re.compile(r"zqh\d{5,}hqz")  # stands for the rows of a list until the page is finished
_HEADER = re.compile(r"(?P<key>[A-Za-z_]+):(?P<space>\s*)(?P<value>.*)")
_OPENING = re.compile(r"\{\{|\{%|\{#")
# Nothing of prose reaches this environment but the text of an expression; it only lexes and parses.
_SYNTAX = SandboxedEnvironment()
_NOT_TEXT = re.compile(
    r"^(```|~~~).*?^\1|`[^`\n]*`|\{\{.*?\}\}|\]\([^)\n]*\)|\{:[^}\n]*\}|<[^>\n]*>|^\[[^\]]*\]: .*$",
    re.DOTALL | re.MULTILINE,
)
# One call with quoted names, as nearly every expression is; Jinja's parser takes ten times as long to say the same.
_CALL = re.compile(r'\{\{ ?([a-z]\w*)\(((?:"[\w.@:-]*"(?:, ?"[\w.@:-]*")*)?)\) ?\}\}', re.ASCII)
_NO_NAME = {"and", "or", "not", "in", "is", "if", "else", "true", "false", "none"}  # words of Jinja's own
_ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Concat)


class Expression(NamedTuple):
    """One `{{ … }}` of a file, or an opening that is none.

    Attributes:
        token: What stands for it until it is evaluated.
        text: Its source, braces included.
        line, column: Where it opens, from 1.
        fault: Why it cannot be evaluated: statement, unclosed, or a message of the parser; empty if it can.
        calls: The functions it calls, with their constant arguments; None for an argument that is no constant.
    """

    token: str
    text: str
    line: int
    column: int
    fault: str = ""
    calls: tuple[tuple[str, tuple[object, ...]], ...] = ()
    names: tuple[str, ...] = ()


@dataclass
class Prose:
    """A Markdown file, taken apart.

    Attributes:
        path: How messages name it.
        headers: Lower-case key → (value with tokens, line, column of the value).
        body: The text with a token in place of every expression.
        lines: The file's lines, for excerpts.
        expressions: Token → expression, of headers and body.
        problems: What is wrong with the file itself.
    """

    path: str
    headers: dict[str, tuple[str, int, int]]
    body: str
    lines: list[str]
    expressions: dict[str, Expression] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, column: int, what: str, why: str = "", remedy: str = "") -> Problem:
        """Return a problem at a place of this file."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Problem(self.path, line, column, what, why, remedy, excerpt)

    def problem_at(self, expression: Expression, what: str, why: str = "", remedy: str = "") -> Problem:
        """Return a problem at an expression of this file."""
        return self.problem(expression.line, expression.column, what, why, remedy)

    def header(self, key: str) -> str:
        """Return the value of a header, with tokens; empty where it is missing."""
        return self.headers.get(key, ("", 0, 0))[0]


def read_prose(text: str, path: str, required: Iterable[str] = ("title",)) -> Prose:
    """Take a Markdown file apart: headers up to the first empty line, then the body."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    prose = Prose(path, {}, "", lines)
    start = _read_headers(prose)
    for key in required:
        if not prose.header(key).strip():
            prose.problems.append(
                prose.problem(
                    1,
                    1,
                    f"this page has no {key.title()}",
                    "it names the page in lists and in the browser",
                    f"begin the file with `{key.title()}: …`",
                )
            )
    _refuse_modified(prose)
    prose.body = _with_tokens(prose, "\n".join(lines[start:]), start + 1, 1)
    _refuse_typed_figures(prose)
    for token in chain(TOKEN.finditer(text), HELD.finditer(text)):
        line = text.count("\n", 0, token.start()) + 1
        what = f"{token[0]!r} stands in the text"
        prose.problems.append(prose.problem(line, 0, what, "the build uses such words itself", "write another word"))
    return prose


def _read_headers(prose: Prose) -> int:
    """Read `Key: value` lines; return the index of the first line of the body."""
    for index, line in enumerate(prose.lines):
        match = _HEADER.fullmatch(line)
        if not match:
            return index + (not line.strip())
        key, value = match["key"].lower(), match["value"]
        column = match.start("value") + 1
        if key not in HEADERS:
            hint = did_you_mean(key, HEADERS)
            prose.problems.append(prose.problem(index + 1, 1, f"unknown header {match['key']!r}", "", hint))
        elif key in prose.headers:
            prose.problems.append(
                prose.problem(index + 1, 1, f"header {match['key']!r} is given twice", "", "keep one")
            )
        else:
            before = len(prose.expressions)
            prose.headers[key] = (_with_tokens(prose, value, index + 1, column), index + 1, column)
            for expression in list(prose.expressions.values())[before:]:
                if key not in FIGURES_ALLOWED and not expression.fault:
                    prose.problems.append(
                        prose.problem_at(
                            expression,
                            f"an expression in the header {match['key']!r}",
                            "only Summary and Description may hold figures",
                            "write it without one",
                        )
                    )
    return len(prose.lines)


def _with_tokens(prose: Prose, text: str, line: int, column: int) -> str:
    """Return the text with a token for each expression; (line, column) is where the text begins."""
    out, done = [], 0
    while opening := _OPENING.search(text, done):
        begin = opening.start()
        call = _CALL.match(text, begin)
        is_plain = call is not None and call[1] not in _NO_NAME
        end, fault = (call.end(), "") if call and is_plain else _extent(text, begin)
        before = text[:begin]
        at_line = line + before.count("\n")
        at_column = begin - (before.rfind("\n") + 1) + (column if at_line == line else 1)
        token = f"zqx{len(prose.expressions):05d}xqz"
        calls, names, fault = ((), (), fault) if fault else _parsed(text[begin:end], call if is_plain else None)
        prose.expressions[token] = Expression(token, text[begin:end], at_line, at_column, fault, calls, names)
        out += [text[done:begin], token]
        done = end
    return "".join([*out, text[done:]])


def _extent(text: str, begin: int) -> tuple[int, str]:
    """Return where the expression that opens at `begin` ends, and what is wrong with its opening."""
    if text[begin + 1] != "{":
        return begin + 2, "statement"
    length = 0
    try:
        for _, kind, value in _SYNTAX.lex(text[begin:]):
            length += len(value)
            if kind == "variable_end":  # with a hyphen it holds the white space after it, paragraph breaks included
                end = begin + length - len(value) + len(value.rstrip())
                marked = value != "}}" or text[begin + 2] in "-+"
                return end, "a sign beside the braces" if marked else ""
    except TemplateSyntaxError as error:
        close = text.find("}}", begin)
        between = text[begin + 2 : close]
        if close >= 0 and "{{" not in between and "`" not in between:
            return close + 2, str(error.message)
    return begin + 2, "unclosed"


def _parsed(
    source: str, plain: re.Match[str] | None = None
) -> tuple[tuple[tuple[str, tuple[object, ...]], ...], tuple[str, ...], str]:
    """Return the calls and names of an expression, of which a plain call is known; and what is wrong with it."""
    if plain:
        return ((plain[1], tuple(plain[2].split('"')[1::2])),), (), ""
    try:
        tree = _SYNTAX.parse(source)
    except TemplateSyntaxError as error:
        return (), (), str(error.message)
    if any(tree.find_all(_ARITHMETIC)):
        return (), (), "arithmetic"
    if any(tree.find_all(nodes.Call)) and not _is_one_call(tree):
        return (), (), "more than a call"
    calls, called = [], set()
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            arguments = tuple(a.value if isinstance(a, nodes.Const) else None for a in call.args)
            if call.kwargs or call.dyn_args or call.dyn_kwargs:
                return (), (), "arguments by name"
            calls.append((call.node.name, arguments))
            called.add(id(call.node))
    names = tuple(n.name for n in tree.find_all(nodes.Name) if id(n) not in called)
    return tuple(calls), names, ""


def _is_one_call(tree: nodes.Template) -> bool:
    output = tree.body[0]
    call = output.nodes[0] if isinstance(output, nodes.Output) else None
    return isinstance(call, nodes.Call) and isinstance(call.node, nodes.Name)


def _refuse_modified(prose: Prose) -> None:
    """Report a `Modified:` that is no day: the sitemap gives it as the day on which the words last changed."""
    text, line, column = prose.headers.get("modified", ("", 0, 0))
    try:
        is_day = not line or date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_day = False
    if not is_day:
        what, why = f"{text!r} is not a day", "the sitemap says when the words last changed"
        prose.problems.append(prose.problem(line, column, what, why, "write it like 2026-11-23"))


def _refuse_typed_figures(prose: Prose) -> None:
    """Report amounts and percentages typed in the text; code, expressions and link targets are not text."""
    text = "\n".join(prose.lines)
    bare = _NOT_TEXT.sub(lambda match: re.sub(r"[^\n]", "\0", match[0]), text)
    for offset, words in typed_figures(bare):
        line = text.count("\n", 0, offset) + 1
        column = offset - text.rfind("\n", 0, offset)
        prose.problems.append(
            prose.problem(
                line,
                column,
                f"{words!r} is typed in the text",
                "a typed figure can contradict the data",
                'write {{ figure("…") }}',
            )
        )
