"""How do many short scripts become the one file that a page loads, without comments and with short names?

The scripts are joined in the order of their imports. Each name that a script gives to something of its own gets a short
one; what it calls by the browser's names, properties and texts stay as they are. A name that is neither is refused, for
a short name in place of the browser's would fail only in front of a reader. This reads the theme's own plain style of
JavaScript: named imports or `import * as`, a semicolon after each statement, no classes, no labels, no getters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, product
from string import ascii_letters

from generator.errors import Problem, ProblemsFound

Token = tuple[str, str]
Place = tuple[str, str, str]

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/) | (?P<blank>\s+) | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    | (?P<pattern>(?<=[(,=:\[!&|?{;\n ])/(?![/*\ ])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n\[])+/[a-z]*)
    | (?P<name>[A-Za-z_$][\w$]*) | (?P<number>\d[\w.]*) | (?P<sign>\?\.|=>|\.\.\.|\+\+|--|.)""",
    re.VERBOSE | re.DOTALL,
)
_WORDS = frozenset(
    """as async await break case catch class const continue default delete do else export false finally for from
    function if import in instanceof let new null of return super switch this throw true try typeof undefined var void
    while""".split()  # noqa: SIM905 (a list of words reads better as words)
)
# What the browser has and our scripts use by its bare name.
GLOBALS = frozenset(
    """AbortController Array BigInt Blob Boolean CSS CustomEvent Date Element Error Event EventSource FormData Infinity
    Intl JSON Map Math MutationObserver NaN Node Number Object Option Promise RangeError RegExp Set String Symbol
    TextDecoder TextEncoder TypeError URL URLSearchParams WeakMap XMLHttpRequest addEventListener alert
    cancelAnimationFrame clearInterval clearTimeout confirm console crypto decodeURIComponent document
    encodeURIComponent fetch getComputedStyle getSelection globalThis history isNaN localStorage location matchMedia
    navigator parseFloat parseInt performance print queueMicrotask removeEventListener requestAnimationFrame
    scrollTo self sessionStorage setInterval setTimeout structuredClone window""".split()  # noqa: SIM905
)
_IMPORT = re.compile(
    r'^import (?:\* as (?P<all>\w+)|\{(?P<names>[^}]*)\}) from "\./(?P<script>[^"]+)";\n', re.MULTILINE
)
_OWN = re.compile(r"^(?:export )?(?:async )?(?:function|const|let) (\w+)", re.MULTILINE)
# After these a `{` begins an object or a pattern, and no block.
_BEFORE_OBJECT = frozenset(["(", ",", "=", ":", "[", "?", "&", "|", "...", "return", "const", "let", "of", "in"])


def joined(scripts: Mapping[str, str], order: Sequence[str]) -> str:
    """Return one module that does what the last script does with all that it imports; it exports what the last exports.

    Args:
        scripts: Name → text of each.
        order: Their names, each after all that it imports.

    Raises:
        ProblemsFound: Where a script uses a name that it does not declare or import, and the browser is not known to
            have.
    """
    shorts = _shorts("$")
    public = {name: {own: next(shorts) for own in _OWN.findall(scripts[name])} for name in order}
    last = order[-1]
    public[last] |= {own: own for own in exports(scripts[last])}
    return "".join(_shortened(scripts[name], name, public, keep_exports=name == last) for name in order)


def exports(text: str) -> list[str]:
    """Return the names that a script exports."""
    return re.findall(r"^export (?:async )?(?:function|const|let) (\w+)", text, re.MULTILINE)


def named_imports(text: str) -> list[tuple[str, list[str]]]:
    """Return, for each import of names, the script and the names."""
    return [
        (found["script"], [name.strip() for name in found["names"].split(",") if name.strip()])
        for found in _IMPORT.finditer(text)
        if found["names"]
    ]


def _shortened(text: str, script: str, public: Mapping[str, Mapping[str, str]], keep_exports: bool) -> str:
    """Return a script without imports, comments and needless blanks, in short names."""
    known = dict(public[script])
    spaces = {}
    for found in _IMPORT.finditer(text):
        if found["all"]:
            spaces[found["all"]] = public[found["script"]]
    for other, imported in named_imports(text):
        known |= {name: public[other][name] for name in imported}
    tokens = [token for token in _tokens(_IMPORT.sub("", text)) if token[0] != "comment"]
    statements = list(_statements(list(_places(list(_resolved(tokens, spaces))))))
    strange = sorted({name for part in statements for name in _used(part).keys() - known.keys() - _declared(part)})
    if strange:
        raise ProblemsFound([_undeclared(name, script, text) for name in strange])
    taken = set(known.values())
    parts = []
    for part in statements:
        # In the order of their first use: functions that begin alike look alike, which packs better.
        shorts = (short for short in _shorts("") if short not in taken)
        names = {**known, **{name: next(shorts) for name in _used(part) if name not in known}}
        parts.append(_written(part, names, keep_exports))
    return "".join(parts)


def _undeclared(name: str, script: str, text: str) -> Problem:
    return Problem(
        f"theme/static/js/{script}",
        next((n for n, line in enumerate(text.splitlines(), 1) if re.search(rf"\b{re.escape(name)}\b", line)), 0),
        0,
        f"{name!r} is declared nowhere in this script",
        "the build would give it a short name that the browser does not know",
        "declare or import it; a name of the browser's belongs into GLOBALS of plugins/playbook/scripts.py",
    )


def _used(statement: Sequence[Place]) -> Counter[str]:
    """Return the names that a statement uses bare, in the order of their first use."""
    return Counter(value for _, value, place in statement if place)


def _statements(tokens: Sequence[Place]) -> Iterator[list[Place]]:
    """Yield the tokens of one statement of a script's top level after another."""
    depth = 0
    part: list[Place] = []
    for token in tokens:
        part.append(token)
        kind, value, _ = token
        if kind == "sign":
            depth += (value in "{[(") - (value in "}])")
            if depth == 0 and value in "};":
                yield part
                part = []
    yield part


def _declared(statement: Sequence[Place]) -> set[str]:
    """Return what a statement declares: by `const`, `let` and `function`, in patterns, and as parameters."""
    solid = [token for token in statement if token[0] != "blank"]
    # What follows a sign of equality is a value and no name: `{ low = most }` declares `low` alone.
    own = [bool(place) and solid[i - 1][1] != "=" for i, (_, _, place) in enumerate(solid)]
    closes, open_at = {}, []
    for i, (kind, value, _) in enumerate(solid):
        if kind == "sign" and value in "{[(":
            open_at.append(i)
        elif kind == "sign" and value in "}])":
            closes[open_at.pop()] = i
    spans = []
    for i, (_, value, place) in enumerate(solid[:-1]):
        first = i if place else i + 1
        if value in ("const", "let", "function", "catch") or (place and solid[i + 1][1] == "=>"):
            last = closes.get(first, first)
            while value == "let" and solid[last + 1][1] == "," and own[last + 2]:
                last += 2
            spans.append((first, last))
        elif value == "(" and solid[i - 1][1] not in ("if", "for", "while", "switch"):
            after = solid[min(closes[i] + 1, len(solid) - 1)][1]
            if after in ("=>", "{"):
                spans.append((i, closes[i]))
    return {solid[i][1] for first, last in spans for i in range(first, last + 1) if own[i]}


def _shorts(first: str) -> Iterator[str]:
    """Yield short names that are no word of the language: a, b, … aa, ab, … after a first sign."""
    for length in count(1):
        for letters in product(ascii_letters, repeat=length):
            if (name := first + "".join(letters)) not in _WORDS:
                yield name


def _tokens(text: str) -> list[Token]:
    return _read(text, 0, inside=False)[0]


def _read(text: str, at: int, inside: bool) -> tuple[list[Token], int]:
    """Return the tokens from a place on, and where they end; inside a template literal, at its closing brace."""
    found: list[Token] = []
    depth = 0
    while at < len(text):
        if text[at] == "`":
            template, at = _template(text, at + 1)
            found += template
            continue
        match = _TOKEN.match(text, at)
        assert match is not None
        assert match.lastgroup is not None
        kind, value = match.lastgroup, match[0]
        if kind == "sign" and value in "{}":
            if value == "}" and inside and depth == 0:
                return found, at
            depth += 1 if value == "{" else -1
        found.append((kind, value))
        at = match.end()
    return found, at


def _template(text: str, at: int) -> tuple[list[Token], int]:
    """Return a template literal as pieces of text with the tokens of its expressions between them."""
    found: list[Token] = []
    start, piece = at, "`"
    while text[at] != "`":
        if text.startswith("${", at):
            found.append(("piece", piece + text[start : at + 2]))
            tokens, at = _read(text, at + 2, inside=True)
            found += tokens
            start, piece = at, ""
        at += 2 if text[at] == "\\" else 1
    return [*found, ("piece", piece + text[start : at + 1])], at + 1


def _resolved(tokens: Sequence[Token], spaces: Mapping[str, Mapping[str, str]]) -> Iterator[Token]:
    """Yield the tokens with each `formulas.ask` as the one name that it stands for."""
    skip = 0
    for i, (kind, value) in enumerate(tokens):
        if skip:
            skip -= 1
        elif kind == "name" and value in spaces and tokens[i + 1][1] == ".":
            skip = 2
            yield "done", spaces[value][tokens[i + 2][1]]
        else:
            yield kind, value


def _places(tokens: Sequence[Token]) -> Iterator[Place]:
    """Yield kind, value and place of each token.

    The place is `own` for a name of the script's own, `both` where a property has the name of what it holds, or empty.
    """
    solid = [i for i, (kind, _) in enumerate(tokens) if kind != "blank"]
    after = {i: tokens[j][1] for i, j in zip(solid, [*solid[1:], solid[-1]], strict=True)}
    before = ""
    open_objects: list[bool] = []
    for i, (kind, value) in enumerate(tokens):
        place = ""
        if kind == "name" and value not in _WORDS and value not in GLOBALS and before not in (".", "?."):
            in_object = bool(open_objects) and open_objects[-1] and before in ("{", ",")
            if not in_object:
                place = "own"
            elif after[i] in (",", "}", "="):
                place = "both"
            elif after[i] not in (":", "("):
                place = "own"
        elif kind == "sign" and value in "{[(":
            open_objects.append(value == "{" and before in _BEFORE_OBJECT)
        elif kind == "sign" and value in "}])":
            open_objects.pop()
        yield kind, value, place
        if kind != "blank":
            before = value


def _written(tokens: Sequence[Place], names: Mapping[str, str], keep_exports: bool) -> str:
    out: list[str] = []
    blank = ""
    for kind, value, place in tokens:
        if kind == "blank":
            blank = "\n" if "\n" in value else " "
            continue
        if kind == "name" and value == "export" and not keep_exports:
            blank = ""
            continue
        text = "let" if kind == "name" and value == "const" else value
        if place:
            short = names[value]
            text = short if place == "own" else f"{value}:{short}"
        before = out[-1][-1:] if out else ""
        if blank and _needs_blank(before, text[0], blank):
            out.append(blank)
        blank = ""
        out.append(text)
    return "".join(out)


def _needs_blank(before: str, after: str, blank: str) -> bool:
    """Tell whether two tokens would run into each other, or a line's end could stand for a semicolon."""
    both_words = (before.isalnum() or before in "_$") and (after.isalnum() or after in "_$")
    return both_words or (before == after and before in "+-") or (blank == "\n" and before in "})]")
