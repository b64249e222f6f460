"""Do the emitted formulas say in JavaScript what they say in Python, and is all else refused?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

import dukpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.emit_js import emit
from generator.errors import Problem, ProblemsFound

Call = tuple[str, list[Any]]

# Answers each call with its value in JSON, or with "fails"; a number that is not exact, or -0, shows.
RUNNER = """
function shown(key, value) {
  if (Object.is(value, -0)) {
    return "not exact: -0";
  }
  let isInexact = value === undefined || (typeof value === "number" && !Number.isSafeInteger(value));
  return isInexact ? `not exact: ${value}` : value;
}
dukpy["calls"].map(([name, args]) => {
  try {
    return JSON.stringify(formulas[name](...args), shown);
  } catch (error) {
    return "fails";
  }
});
"""


def in_javascript(module: str, calls: Sequence[Call]) -> list[Any]:
    """Return the outcome of each call in the emitted `module`."""
    script = re.sub("^export ", "", module, flags=re.MULTILINE)
    names = ", ".join(re.findall(r"^function (\w+)", script, re.MULTILINE))
    results = dukpy.evaljs(f'"use strict";\n{script}\nconst formulas = {{ {names} }};{RUNNER}', calls=calls)
    return [result if result == "fails" else json.loads(result) for result in results]


def in_python(source: str, calls: Sequence[Call]) -> list[Any]:
    """Return the outcome of each call in the Python `source`, as JSON shows it."""
    names: dict[str, Any] = {}
    exec(source, names)

    def outcome(function: Callable[..., Any], args: list[Any]) -> Any:
        try:
            return json.loads(json.dumps(function(*args)))
        except Exception:
            return "fails"

    return [outcome(names[name], args) for name, args in calls]


def differences(source: str, module: str, calls: Sequence[Call]) -> list[tuple[Call, Any, Any]]:
    """Return the calls whose outcomes differ, with both; True and 1 differ."""
    both = zip(calls, in_python(source, calls), in_javascript(module, calls), strict=True)
    return [(call, a, b) for call, a, b in both if json.dumps(a, sort_keys=True) != json.dumps(b, sort_keys=True)]


def refusals(*sources: str) -> list[Problem]:
    """Return what is refused of modules named `a.py`, `b.py` and `c.py`."""
    with pytest.raises(ProblemsFound) as caught:
        emit([(f"{name}.py", source) for name, source in zip("abc", sources, strict=False)])
    return caught.value.problems


WORKED = '''"""Formulas of a made-up bakery."""

from __future__ import annotations

WHOLE = 10_000
_ROUNDS: list[dict[str, int | str | None]] = [
    {"name": "early", "at-hour": 4, "oven": None},
    {"name": "late", "at-hour": -1, "oven": "stone"},
]


def rounded(a: int, b: int) -> int:
    """Return a / b to the nearest whole number, halves away from zero. */

    The second line is not shown.
    """
    if a < 0:
        return -rounded(-a, b)
    return (2 * a + b) // (2 * b)


def loaves(flour: list[int], share, is_open):
    total = 0
    for day, bag in zip(range(1, len(flour) + 1), flour):
        if bag is None or not is_open:
            made = 0
        elif 0 < bag <= 50:
            made = _baked(bag, share)
        else:
            made = _baked(50, share) + 1
        total += made * day
        last = made
    best = max(x for x in flour if x != 7)
    return {"total": total, "last": last, "best": best, "round": _ROUNDS[-1]["name"]}


def _baked(bag, share):
    return rounded(bag * share, WHOLE)
'''


class TestWhatIsEmitted:
    """Accepted source becomes a module that reads and computes like it."""

    def test_the_module_reads_like_the_python(self) -> None:
        """Names, order, first docstring lines and structure are kept; private names are not exported."""
        module = emit([("generator/formulas.py", WORKED)])
        written = module[module.index("export const") :]
        assert module.startswith("// Made from generator/formulas.py by generator/emit_js.py. Edit the Python")
        assert (
            written
            == """\
export const WHOLE = 10000;

const _ROUNDS = [
  { name: "early", "at-hour": 4, oven: null },
  { name: "late", "at-hour": -1, oven: "stone" },
];

/** Return a / b to the nearest whole number, halves away from zero. *\\/ */
export function rounded(a, b) {
  if (a < 0) {
    return 0 - rounded(0 - a, b);
  }
  return floorDiv(2 * a + b, 2 * b);
}

export function loaves(flour, share, is_open) {
  let last, made;
  let total = 0;
  for (let [day, bag] of zipOf(rangeOf(1, flour.length + 1, 1), flour)) {
    if (bag === null || !is_open) {
      made = 0;
    } else if (0 < bag && bag <= 50) {
      made = _baked(bag, share);
    } else {
      made = _baked(50, share) + 1;
    }
    total += exactProduct(made, day);
    last = made;
  }
  let best = maxOf(flour.filter((x) => x !== 7).map((x) => x));
  return { total: total, last: last, best: best, round: dictValue(listItem(_ROUNDS, -1).name) };
}

function _baked(bag, share) {
  return rounded(exactProduct(bag, share), WHOLE);
}
"""
        )

    def test_a_worked_module_computes_the_same(self) -> None:
        """The bakery bakes the same loaves in both languages."""
        calls: list[Call] = [
            ("loaves", [[10, 60, None, 7], 2_500, True]),
            ("loaves", [[10, 50, 51, 1], 5_000, True]),
            ("loaves", [[10, 50], 5_000, False]),
            *(("rounded", [a, b]) for a in (-15, -5, -4, 0, 4, 5, 15) for b in (1, 10)),
        ]
        module = emit([("formulas.py", WORKED)])
        assert in_python(WORKED, calls)[1:3] == [
            {"total": 5 + 50 + 78 + 4, "last": 1, "best": 51, "round": "late"},
            {"total": 0, "last": 0, "best": 50, "round": "late"},
        ]
        assert in_python(WORKED, calls)[0] == "fails"  # None is compared by max
        assert differences(WORKED, module, calls[1:]) == []

    def test_the_same_source_gives_the_same_text(self) -> None:
        """Nothing but the sources decides what is written."""
        assert emit([("a.py", WORKED)]) == emit([("a.py", WORKED)])

    def test_only_helpers_in_use_are_written(self) -> None:
        """A module without division carries no floorDiv."""
        assert "function floorDiv" not in emit([("a.py", "def f(a):\n    return a + 1\n")])
        assert emit([("a.py", "def f(a):\n    return a // 2\n")]).count("function floorDiv") == 1

    def test_modules_of_the_package_become_one(self) -> None:
        """Imports between formula modules are dropped, and their names are found."""
        a = "STEP = 5\n\ndef half(x):\n    return x // 2\n"
        b = "from generator.formulas.a import STEP, half\n\ndef fifths(x):\n    return half(half(x)) * STEP\n"
        module = emit([("generator/formulas/a.py", a), ("generator/formulas/b.py", b)])
        assert "import" not in module
        assert in_javascript(module, [("fifths", [12])]) == [15]

    @pytest.mark.parametrize(
        ("expression", "code"),
        [
            ("a - (b - 3)", "a - (b - 3)"),
            ("(a - b) - 3", "a - b - 3"),
            ("(a + b) * 3", "(a + b) * 3"),
            ("3 * (2 * a)", "3 * (2 * a)"),
            ("-(a + b)", "0 - (a + b)"),
            ("a - -3", "a - -3"),
            ("-0", "0"),
            ("not (a < b and a == 3)", "!(a < b && a === 3)"),
            ("(a < b or a > 3) and a != b", "(a < b || a > 3) && a !== b"),
            ("(a < b) == (a < 3)", "(a < b) === (a < 3)"),
            ("(1 if a < 2 else 2) if a < b else 3", "a < b ? (a < 2 ? 1 : 2) : 3"),
            ("(a if a < b else b) + 1", "(a < b ? a : b) + 1"),
            ("len(a if a is not None else b)", "(a !== null ? a : b).length"),
            ("[{'x': x} for x in a]", "a.map((x) => ({ x: x }))"),
            ("'\\u2028\"é'", '"\\u2028\\"\\u00e9"'),
            ("[[], {}]", "[[], {}]"),
            ("{'new': 1, 'a b': 2, '1': 3}", '{ new: 1, "a b": 2, "1": 3 }'),
        ],
    )
    def test_expressions_keep_their_meaning(self, expression: str, code: str) -> None:
        """Parentheses stand exactly where JavaScript needs them to read as Python does."""
        assert f"  return {code};\n" in emit([("a.py", f"def f(a, b):\n    return {expression}\n")])


class TestScopes:
    """Names live as long in JavaScript as in Python."""

    def test_a_name_set_in_a_branch_lives_after_it(self) -> None:
        """Python's names belong to the function, not to the block."""
        source = """
def branch(a):
    if a > 0:
        found = 1
    else:
        found = 2
    return found

def loop(xs):
    last = 0
    for x in xs:
        seen = x
        for y in xs:
            last = y - x
    return [x, y, seen, last]

def shared(xs, ys):
    total = 0
    for x, y in zip(xs, ys):
        total += x - y
    return [total, x, sum(y for y in ys)]

def again(xs):
    total = 0
    for x in xs:
        total += x
    for x in xs:
        total += x
    return total

def nested(xs):
    total = 0
    for x in xs:
        for x in range(x):
            total += x
        total += 10 * x
    return total

def taken_up(xs, rest):
    total = 0
    for rest, y in zip(rest, xs):
        total += rest * y
    return total

def taken(xs, rest):
    for rest, y in zip(rest, xs):
        rest += y
    return [x - 1 for x in [rest]]
"""
        module = emit([("a.py", source)])
        calls: list[Call] = [("branch", [1]), ("branch", [0]), ("loop", [[3, 5]]), ("again", [[3, 5]])]
        calls += [("shared", [[3, 5], [1, 2]]), ("taken", [[5, 6], [1, 2]])]
        calls += [("taken_up", [[5, 6], [1, 2]]), ("nested", [[3, 5]])]
        assert in_python(source, calls) == [1, 2, [5, 5, 5, 0], 16, [5, 5, 3], [7], 17, 73]
        assert differences(source, module, calls) == []

    def test_a_loop_name_stays_in_its_loop_where_it_can(self) -> None:
        """`let` stands where a reader of JavaScript expects it."""
        module = emit([("a.py", "def f(xs):\n    n = 0\n    for x in xs:\n        n += x\n    return n\n")])
        assert "  let n = 0;\n  for (let x of xs) {\n    n += x;\n  }\n" in module


# One construct each; ▸ stands before the place that is named.
REFUSED = [
    # statements
    ("def f(a):\n    ▸while a > 0:\n        a -= 1\n    return a", "`while`"),
    ("def f(a):\n    ▸try:\n        return a\n    except ValueError:\n        return 0", "`try`"),
    ("def f(a):\n    ▸with a:\n        return a", "`with`"),
    ("def f(a):\n    ▸global b\n    return a", "`global`"),
    ("def f(a):\n    ▸nonlocal b\n    return a", "`nonlocal`"),
    ("def f(a):\n    ▸del a\n    return 1", "`del`"),
    ("def f(a):\n    ▸raise ValueError", "`raise`"),
    ("def f(a):\n    ▸assert a > 0\n    return a", "`assert`"),
    ("def f(a):\n    ▸pass\n    return a", "`pass`"),
    ("def f(xs):\n    for x in xs:\n        ▸break\n    return 0", "`break`"),
    ("def f(xs):\n    for x in xs:\n        ▸continue\n    return 0", "`continue`"),
    ("def f(a):\n    ▸match a:\n        case _:\n            return 1", "`match`"),
    ("def f(a):\n    ▸import math\n    return math", "an import"),
    ("def f(a):\n    ▸def g(b):\n        return b\n    return g(a)", "function inside"),
    ("def f(a):\n    ▸class B:\n        x = 1\n    return B", "a class"),
    (
        "def f(xs):\n    for x in xs:\n        y = x\n    else:\n        ▸y = 2\n    return y",
        "`else` of a loop",
    ),
    ("def f(a):\n    ▸max(a, 1)\n    return a", "goes nowhere"),
    ("def f(a):\n    a = 1\n    ▸'text'\n    return a", "goes nowhere"),
    ("def f(a):\n    ▸x, y = 1, 2\n    return x", "this assignment"),
    ("def f(a):\n    ▸x = y = 2\n    return y", "this assignment"),
    ("def f(a):\n    ▸a[0] = 2\n    return a", "this assignment"),
    ("def f(a):\n    ▸a[0] += 2\n    return a", "this assignment"),
    ("def f(a):\n    ▸x: int\n    return a", "this assignment"),
    ("def f(a):\n    ▸return", "`return` of nothing"),
    ("▸def f(a):\n    if a > 0:\n        return 1", "not every path"),
    ("▸def f(xs):\n    for x in xs:\n        return x", "not every path"),
    ("▸def f(xs):\n    '''Only text.'''", "not every path"),
    # functions and modules
    ("@▸cache\ndef f(a):\n    return a", "a decorator"),
    ("def f(a, b=▸1):\n    return a", "a default"),
    ("def f(*▸a):\n    return 1", "the parameter `a`"),
    ("def f(**▸a):\n    return 1", "the parameter `a`"),
    ("def f(*, ▸a):\n    return 1", "the parameter `a`"),
    ("def f(▸a, /):\n    return 1", "the parameter `a`"),
    ("▸def f(a, a):\n    return a", "one parameter twice"),
    ("▸async def f(a):\n    return a", "`async`"),
    ("▸class Offer:\n    x = 1", "a class"),
    ("▸import math", "an import"),
    ("▸from math import floor\n\ndef f(a):\n    return floor(a)", "an import"),
    ("▸from .other import g", "an import"),
    ("from generator.formulas.other import ▸g", "import of `g`"),
    ("from generator.formulas.other import ▸f as h\n\ndef f(a):\n    return a", "import of `f`"),
    ("from generator.formulas.other import ▸*", "import of `*`"),
    ("▸rate = 5\n\ndef f(a):\n    return rate * a", "assignment outside"),
    ("▸A, B = 1, 2", "assignment outside"),
    ("▸RATE: int", "assignment outside"),
    ("RATE = ▸5 * 2", "not a literal"),
    ("RATE = [▸0.5]", "a float"),
    ("▸if 1 > 0:\n    RATE = 5", "outside functions"),
    ("X = 1\n▸'text'", "goes nowhere"),
    ("def f(a):\n    return a\n\n▸def f(b):\n    return b", "`f` a second time"),
    ("F = 1\n▸F = 2", "`F` a second time"),
    # expressions
    ("def f(a):\n    return ▸0.5", "a float"),
    ("def f(a):\n    return ▸1j", "a complex"),
    ("def f(a):\n    return ▸b'x'", "a bytes"),
    ("def f(a):\n    return ▸...", "a ellipsis"),
    ("def f(a):\n    return ▸9007199254740992", "2**53"),
    ("def f(a):\n    return ▸a / 2", "`/`"),
    ("def f(a):\n    ▸a /= 2\n    return a", "`/`"),
    ("def f(a):\n    return ▸a % 2", "`%`"),
    ("def f(a):\n    return ▸a ** 2", "`**`"),
    ("def f(a):\n    return ▸a @ 2", "`@`"),
    ("def f(a):\n    return ▸a << 2", "`<<`"),
    ("def f(a):\n    return ▸a >> 2", "`>>`"),
    ("def f(a):\n    return ▸a | 2", "`|`"),
    ("def f(a):\n    return ▸a & 2", "`&`"),
    ("def f(a):\n    return ▸a ^ 2", "`^`"),
    ("def f(a):\n    return ▸~a", "`~`"),
    ("def f(a):\n    return ▸+a", "unary `+`"),
    ("def f(a):\n    return ▸lambda x: x", "`lambda`"),
    ("def f(a):\n    if (▸b := a) > 0:\n        return b\n    return 0", "`:=`"),
    ("def f(a):\n    return ▸f'{a}'", "an f-string"),
    ("def f(a):\n    return ▸a, 1", "a tuple"),
    ("def f(a):\n    return ▸{a, 1}", "a set"),
    ("def f(a):\n    return ▸{x for x in a}", "a set comprehension"),
    ("def f(a):\n    return ▸{x: 1 for x in a}", "a dict comprehension"),
    ("def f(a):\n    return ▸(x for x in a)", "a generator"),
    ("def f(a):\n    return len(▸x for x in a)".replace("(▸x", "▸(x"), "a generator"),
    ("def f(a):\n    return ▸a.base", "an attribute"),
    ("def f(a):\n    return [▸*a]", "a `*` argument"),
    ("def f(a):\n    return a[▸1:]", "a slice"),
    ("def f(a):\n    return ▸(yield a)".replace("▸(", "(▸"), "`yield`"),
    ("def f(a, b):\n    return ▸a in b", "`in`"),
    ("def f(a, b):\n    return ▸a not in b", "`not in`"),
    ("def f(a, b):\n    return ▸a is b", "`is` with"),
    ("def f(a, b):\n    return ▸a is not b", "`is not` with"),
    ("def f(a):\n    return {▸a: 1}", "this key"),
    ("def f(a):\n    return {▸1: 1}", "this key"),
    ("def f(a):\n    return {▸'__proto__': 1}", "this key"),
    ("def f(a):\n    return a[▸'toString']", "this key"),
    ("def f(a):\n    return {**▸a}", "`**` in a dict"),
    ("def f(a):\n    return ▸[x + y for x in a for y in a]", "more than one `for`"),
    ("def f(a):\n    return [x for x in a if x > 1 if ▸x > 2]", "a second `if`"),
    # calls
    ("def f(a):\n    return ▸round(a)", "`round`"),
    ("def f(a):\n    return ▸abs(a)", "`abs`"),
    ("def f(a):\n    return ▸sorted(a)", "`sorted`"),
    ("def f(a):\n    return ▸any(x > 0 for x in a)", "`any`"),
    ("def f(a):\n    return ▸all(a)", "`all`"),
    ("def f(a):\n    return [x for x in ▸enumerate(a)]", "`enumerate`"),
    ("def f(a):\n    return ▸int(a)", "`int`"),
    ("def f(a):\n    return ▸isinstance(a, 1)", "`isinstance`"),
    ("def f(a):\n    ▸a.append(1)\n    return a", "`.append`"),
    ("def f(a):\n    return ▸a(1)", "a call of a value"),
    ("X = 1\n\ndef f(a):\n    return ▸X(1)", "a call of a value"),
    ("def f(a):\n    return f(▸a=1)", "a keyword"),
    ("def f(a):\n    return f(▸**a)", "a keyword"),
    ("def f(a):\n    return max(a, ▸key=1)", "a keyword"),
    ("def f(a):\n    return f(▸*a)", "a `*` argument"),
    ("def f(a, b):\n    return [x for x, y in zip(a, b, ▸strict=True)]", "a keyword"),
    ("def f(a, b):\n    return ▸f(a)", "takes 2 arguments, not 1"),
    ("def f(a):\n    return ▸g(a)", "unknown formula `g`"),
    ("def f(a):\n    return ▸sum(a, 1)", "`sum` of 2"),
    ("def f(a):\n    return ▸min()", "`min` of 0"),
    ("def f(a):\n    return max(▸3)", "a number in place of a list"),
    ("def f(a):\n    return len(▸'text')", "text in place of a list"),
    ("def f(a):\n    return ▸range(a)", "`range` as a value"),
    ("def f(a):\n    return sum(▸zip(a, a))", "`zip` as a value"),
    ("def f(a):\n    return [x for x in ▸range(1, 2, 3, 4)]", "`range` of 4"),
    ("def f(a):\n    return [x for x in range(▸'a')]", "arithmetic on text"),
    # names
    ("def f(a):\n    return ▸b", "unknown name `b`"),
    ("def f(a):\n    b = [x for x in a]\n    return ▸x", "unknown name `x`"),
    ("def f(a):\n    ▸b += 1\n    return a", "unknown name `b`"),
    ("def f(a):\n    return ▸f", "`f` as a value"),
    ("def f(a):\n    return ▸max", "`max` as a value"),
    ("def f(a):\n    ▸new = a\n    return 1", "the name `new`"),
    ("def f(▸default):\n    return 1", "the name `default`"),
    ("▸def function(a):\n    return 1", "the name `function`"),
    ("def f(▸floorDiv):\n    return 1", "the name `floorDiv`"),
    ("def f(▸Math):\n    return 1", "the name `Math`"),
    ("def f(a):\n    ▸sum = a\n    return 1", "the name `sum`"),
    ("▸def min(a):\n    return 1", "the name `min`"),
    ("def f(a):\n    return [▸len for len in a]".replace("▸len for len", "1 for ▸len"), "the name `len`"),
    ("def f(a):\n    ▸f = a\n    return 1", "the name `f`"),
    ("X = 1\n\ndef f(▸X):\n    return 1", "the name `X`"),
    ("X = 1\n\ndef f(a):\n    ▸X += 1\n    return 1", "the name `X`"),
    ("def f(▸é):\n    return 1", "the name `é`"),
    # loops
    ("def f(a):\n    return [1 for ▸x, y in a]", "a tuple target"),
    ("def f(a, b):\n    return [1 for ▸x in zip(a, b)]", "a tuple target"),
    ("def f(a, b):\n    return [1 for ▸x, y, z in zip(a, b)]", "3 names for 2 lists"),
    ("def f(a, b):\n    return [1 for ▸x, x in zip(a, b)]", "one loop name twice"),
    ("def f(a, b):\n    for ▸a[0] in b:\n        return 1\n    return 2", "not a name"),
    ("def f(a, b):\n    return [1 for x in ▸{'a': 1}]", "a dict in place of a list"),
    # what visibly does not fit
    ("def f(a):\n    return ▸[1] + a", "arithmetic on a list"),
    ("def f(a):\n    return a + ▸[x for x in a]", "arithmetic on a list"),
    ("def f(a: list[int]):\n    return 1 + ▸a", "arithmetic on a list"),
    (
        "def f(a):\n    b = []\n    b += ▸[a]\n    return b".replace("b += ▸[a]", "▸b += a"),
        "arithmetic on a list",
    ),
    ("XS = [1]\n\ndef f(a):\n    return ▸XS * 2", "arithmetic on a list"),
    ("def f(a):\n    return a + ▸'x'", "arithmetic on text"),
    ("def f(a):\n    return a - ▸True", "arithmetic on a condition"),
    ("def f(a):\n    return 1 + ▸(a > 1)".replace("▸(", "(▸"), "arithmetic on a condition"),
    ("def f(a):\n    return -▸(a > 1)".replace("▸(", "(▸"), "arithmetic on a condition"),
    ("def f(is_on):\n    return 1 * ▸is_on", "arithmetic on a condition"),
    ("def f(a):\n    return a // ▸None", "arithmetic on None"),
    ("def f(a):\n    return sum(▸x > 0 for x in a)", "arithmetic on a condition"),
    ("def f(a):\n    return max([a, ▸'x'])", "arithmetic on text"),
    ("def f(a):\n    return min(a, ▸'x')", "arithmetic on text"),
    ("def f(a):\n    return a < ▸'x'", "`<` on text"),
    ("def f(a):\n    return ▸None >= a", "`>=` on None"),
    ("def f(a):\n    return a == ▸[1]", "`==` with a list"),
    ("def f(a):\n    return ▸{'a': 1} != a", "`==` with a dict"),
    ("def f(a):\n    return a == ▸None", "`==` with None"),
    ("def f(a):\n    return a == ▸True", "`==` with True"),
    ("def f(a):\n    return ▸1 == (a > 1)", "a condition and a number"),
    ("def f(a):\n    return ▸{'a': 1}[0]", "this item of a dict"),
    ("def f(a):\n    return ▸[a]['a']", "this item of a list"),
    ("def f(a):\n    return a[▸a > 1]", "an index that is a condition"),
    # conditions
    ("def f(a):\n    if ▸a:\n        return 1\n    return 0", "not a condition"),
    ("def f(a):\n    return 1 if ▸len(a) else 0", "not a condition"),
    ("def f(a):\n    return [x for x in a if ▸x]", "not a condition"),
    ("def f(a):\n    return ▸a or a > 1", "not a condition"),
    ("def f(a):\n    return a > 1 and ▸'x'", "not a condition"),
    ("def f(a):\n    return not ▸a", "not a condition"),
    ("def f(a):\n    return not ▸f(a)", "not a condition"),
    ("def f(a):\n    is_a = ▸[a]\n    return 1", "`is_a` with a list"),
    ("def f(▸is_a: list[int]):\n    return 1", "`is_a` with a list"),
    ("def is_f(a):\n    return ▸[a]", "`is_f` with a list"),
    ("▸def has_f(a) -> list[int]:\n    return a", "`has_f` with a list"),
]


class TestRefusals:
    """What is outside the subset never reaches the browser."""

    @pytest.mark.parametrize(("marked", "phrase"), REFUSED)
    def test_a_construct_outside_the_subset_is_refused_where_it_stands(self, marked: str, phrase: str) -> None:
        """Each is one problem, with its line and column, its line of text, and a remedy or a reason."""
        before = marked[: marked.index("▸")]
        (problem,) = refusals(marked.replace("▸", ""))
        assert phrase in problem.what
        assert (problem.line, problem.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
        assert problem.excerpt == marked.replace("▸", "").split("\n")[problem.line - 1]
        assert problem.remedy

    def test_all_refusals_of_all_files_come_at_once(self) -> None:
        """Two files with five faults give five sentences, in the order of the text."""
        one = "def f(a):\n    b = round(a / 2)\n    return b % 2.5\n"
        two = "def g(a):\n    if a:\n        return 1\n    return f(a)\n"
        messages = [str(problem).split(";")[0] for problem in refusals(one, two)]
        assert messages == [
            "a.py:2:9: f: `round`",
            "a.py:2:15: f: `/`",
            "a.py:3:12: f: `%`",
            "a.py:3:16: f: a float",
            "b.py:2:8: g: this is not a condition",
            "b.py:4:12: g: unknown formula `f`",
        ]

    def test_a_refusal_shows_the_line_and_what_to_do(self) -> None:
        """The message is file:line:col, what, why, remedy; then the line and a caret."""
        (problem,) = refusals("def f(a):\n    return a / 2\n")
        assert str(problem) == (
            "a.py:2:12: f: `/`; it makes a float; both languages must compute on whole numbers; "
            "use `//`, or the rounding formula\n  2 |     return a / 2\n    |            ^"
        )

    def test_columns_count_characters(self) -> None:
        """Text before the place that takes two bytes a letter does not move the caret."""
        (problem,) = refusals("def f(a):\n    return [a == 'éé', a / 2]\n")
        assert problem.excerpt[problem.column - 1 :] == "a / 2]"

    def test_source_that_is_not_python_is_refused_alone(self) -> None:
        """A module that cannot be read is named, and its names are not called unknown elsewhere."""
        (problem,) = refusals("def f(a:\n", "from generator.formulas.a import f\n\ndef g(a):\n    return f(a)\n")
        assert str(problem).startswith("a.py:1:6: not Python: ")
        assert "null bytes" in refusals("\0")[0].what

    def test_names_are_unique_over_the_modules(self) -> None:
        """All modules become one, so a name has one meaning, and both places are named."""
        (problem,) = refusals("def f(a):\n    return a\n", "X = 1\ndef f(a):\n    return 1\n")
        assert (problem.path, problem.line, problem.why) == ("b.py", 2, "a.py:1 defines it too")

    def test_a_name_of_another_module_is_imported(self) -> None:
        """Python would not find it, so JavaScript must not."""
        (problem,) = refusals("X = 1\n", "def f(a):\n    return X\n")
        assert problem.remedy == "import it from a.py"

    def test_a_misspelt_name_brings_the_nearest(self) -> None:
        """`lvel` is answered with `level`."""
        (problem,) = refusals("def f(level):\n    return lvel\n")
        assert problem.remedy == "did you mean 'level'?"

    def test_a_name_bound_in_an_annotation_is_unknown(self) -> None:
        """Annotations are not emitted, so they define no name; nor does `__future__`."""
        (problem,) = refusals("def f(a):\n    b: (c := 1) = a\n    return c\n")
        assert "unknown name `c`" in problem.what
        (problem,) = refusals("from __future__ import annotations\n\ndef f(a):\n    return annotations\n")
        assert "unknown name `annotations`" in problem.what


MADE_UP = """
STEPS = [{"from": -20, "part": 3}, {"from": 0, "part": -2}, {"from": 15, "part": 7}]


def halves(a, b):
    return a // b


def product(a, b):
    return a * b - (a - b) - -a


def clipped(x, low, high):
    if low <= x < high:
        return x
    return max(low, min(x, high - 2)) + 1


def weighted(xs, ys):
    total = 0
    for x, y in zip(xs, ys):
        total += x * y
        if total > 0 or x == y:
            total //= 2
        elif not x > -2 and y != 1:
            total -= 1
    return total


def extremes(xs):
    return {"least": min(xs), "most": max(xs), "all": sum(xs), "last": xs[-1], "count": len(xs) * 2}


def gaps(first, stop, step):
    return [n * n - first for n in range(first, stop, step) if n != 2]


def graded(a, b):
    if a >= 0:
        if a > b:
            grade = "above"
        else:
            grade = "within"
        rest = a - b
    elif b is None:
        grade = None
        rest = 1
    else:
        grade = "below"
        rest = -a
    return [grade, rest]


def part(x):
    found = 0
    for step in STEPS:
        if x >= step["from"]:
            found = step["part"]
    return sum(found + n for n in range(3)) + max(n - x for n in range(-2, 2))


def is_between(a, b, c):
    return a < b <= c or (a > b) != (b > c)


def picked(xs, i):
    return [xs[i], xs[0] if is_between(i, 0, -1) else -i]
"""

SMALL = st.integers(-25, 25) | st.integers(-3, 3)
WIDE = st.integers(-(2**53 - 1), 2**53 - 1)
LIST = st.lists(SMALL, max_size=5)
ARGUMENTS: dict[str, list[st.SearchStrategy[Any]]] = {
    "halves": [SMALL | WIDE, SMALL | WIDE],
    "product": [SMALL, SMALL],
    "clipped": [SMALL, SMALL, SMALL],
    "weighted": [LIST, LIST],
    "extremes": [LIST],
    "gaps": [SMALL, SMALL, SMALL],
    "graded": [SMALL, SMALL],
    "part": [SMALL],
    "is_between": [SMALL, SMALL, SMALL],
    "picked": [LIST, st.integers(-4, 4)],
}


def generated(strategy: st.SearchStrategy[Any], count: int = 300) -> list[Any]:
    """Return the same `count` generated examples in every run."""
    examples: list[Any] = []

    @settings(derandomize=True, deadline=None, max_examples=count, database=None)
    @given(strategy)
    def collect(example: Any) -> None:
        examples.append(example)

    collect()
    return examples


@pytest.fixture(scope="module")
def made_up() -> tuple[str, list[Call]]:
    """Return the emitted made-up module and 300 calls of each of its functions."""
    calls = [(name, list(args)) for name, arguments in ARGUMENTS.items() for args in generated(st.tuples(*arguments))]
    return emit([("made_up.py", MADE_UP)]), calls


class TestBothLanguagesAgree:
    """The same call gives the same exact number, or none, in both languages."""

    def test_on_generated_calls(self, made_up: tuple[str, list[Call]]) -> None:
        """300 generated calls of each function give the same value, or fail in both."""
        module, calls = made_up
        assert differences(MADE_UP, module, calls) == []

    def test_the_calls_reach_values_and_failures(self, made_up: tuple[str, list[Call]]) -> None:
        """Of the functions that can fail some calls do, and of every function many do not."""
        _, calls = made_up
        outcomes = list(zip(calls, in_python(MADE_UP, calls), strict=True))
        failing = {name for (name, _), outcome in outcomes if outcome == "fails"}
        assert failing == {"halves", "extremes", "gaps", "picked"}
        for name in ARGUMENTS:
            assert sum(call[0] == name and outcome != "fails" for call, outcome in outcomes) > 50

    def test_a_swapped_operator_is_found(self, made_up: tuple[str, list[Call]]) -> None:
        """Each operator of the emitted functions matters to some generated call."""
        module, calls = made_up
        start = module.index("export const STEPS")
        swaps = {"+": "-", "-": "+", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "===": "!==", "!==": "==="}
        swaps |= {"&&": "||", "||": "&&", "+=": "-=", "-=": "+=", "*": "+"}
        words = {"Math.min(": "Math.max(", "Math.max(": "Math.min(", "minOf(": "maxOf(", "maxOf(": "minOf("}
        words |= {"floorDiv(": "exactProduct(", "exactProduct(": "floorDiv(", " !": " "}
        pattern = "|".join([*(rf"(?<= ){re.escape(s)}(?= )" for s in swaps), *map(re.escape, words)])
        places = list(re.finditer(pattern, module[start:]))
        assert len(places) > 40
        expected = in_python(MADE_UP, calls)
        missed = []
        for place in places:
            a, b = start + place.start(), start + place.end()
            changed = module[:a] + (swaps | words)[place.group()] + module[b:]
            if json.dumps(in_javascript(changed, calls)) == json.dumps(expected):
                missed.append(changed[changed.rfind("\n", 0, a) + 1 : changed.index("\n", a)])
        assert missed == []

    def test_floor_division_is_exact_below_2_to_the_53(self) -> None:
        """The quotient of two exact integers, rounded to a float, never crosses a whole number."""
        edge = [sign * (2**53 - n) for n in range(1, 40) for sign in (1, -1)]
        near = [sign * (2**k + d) for k in (1, 2, 25, 26, 27, 51, 52) for d in (-1, 0, 1) for sign in (1, -1)]
        calls: list[Call] = [("f", [a, b]) for a in edge for b in edge[::7] + near + [3, -3, 7, 10] if b]
        # Just below and above multiples, where a rounded quotient could cross.
        multiples = generated(st.tuples(st.integers(1, 2**26), st.integers(1, 2**27 - 1), st.integers(-1, 1)))
        calls += [("f", [s * (q * b + d), b]) for b, q, d in multiples for s in (1, -1) if q * b + d < 2**53]
        source = "def f(a, b):\n    return a // b\n"
        assert differences(source, emit([("a.py", source)]), calls) == []

    def test_zero_is_never_negative(self) -> None:
        """JavaScript's -0, which formats as "-0", comes out of no operator."""
        source = """
STEP = 5

def f(a, b):
    products = [a * b, b * a, 5 * a, a * STEP, -(a * b), 0 * b, a * -3]
    return [products, -a, -0, a // b, a - a, sum([-a]), min(-a, a)]
"""
        module = emit([("a.py", source)])
        assert differences(source, module, [("f", [0, -5]), ("f", [0, 5])]) == []

    def test_what_fails_in_python_fails_in_javascript(self) -> None:
        """Division by zero, missing items and keys, and extremes of nothing give no number."""
        source = """
def divided(a): return 1 // a
def item(xs, i): return xs[i]
def last(xs): return xs[-1]
def key(row): return row["base"]
def odd_key(row): return row["at-hour"]
def least(xs): return min(xs)
def most(xs): return max(x for x in xs if x > 1)
def counted(step): return [n for n in range(0, 3, step)]
def added(xs): return sum(xs)
"""
        module = emit([("a.py", source)])
        failing: list[Call] = [("divided", [0]), ("item", [[1], 1]), ("item", [[1], -2]), ("last", [[]])]
        failing += [
            ("key", [{}]),
            ("odd_key", [{"at": 1}]),
            ("least", [[]]),
            ("most", [[1]]),
            ("counted", [0]),
        ]
        working: list[Call] = [
            ("divided", [3]),
            ("item", [[1], -1]),
            ("last", [[1, 2]]),
            ("key", [{"base": 1}]),
            ("odd_key", [{"at-hour": 0}]),
        ]
        working += [("least", [[1]]), ("most", [[1, 2]]), ("counted", [2]), ("added", [[]])]
        assert in_javascript(module, failing) == in_python(source, failing) == ["fails"] * len(failing)
        assert in_javascript(module, working) == in_python(source, working) == [0, 1, 2, 1, 0, 1, 2, [0, 2], 0]

    def test_numbers_past_2_to_the_53_stop_javascript(self) -> None:
        """Where Python would go on exactly, JavaScript gives an error and no rounded number."""
        source = "def times(a, b):\n    return a * b\n\ndef over(a, b):\n    return (a + b) // 2\n"
        calls: list[Call] = [("times", [2**30, 2**30]), ("over", [2**53 - 1, 1])]
        assert in_javascript(emit([("a.py", source)]), calls) == ["fails", "fails"]
