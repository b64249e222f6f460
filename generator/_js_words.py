"""Which names and constructs may a formula not use, and which helpers may its JavaScript need?"""

from __future__ import annotations

import builtins
from typing import Final, NamedTuple


class Refusal(NamedTuple):
    """A construct outside the subset, in the words shown to its author."""

    what: str
    why: str = ""
    remedy: str = ""


# Written into the module only where used. camelCase, so that no formula's own name is taken.
HELPERS: Final = {
    "floorDiv": """\
// Exact: the quotient is rounded by at most |a / b| / 2 ** 53 < 1 / |b|, too little to reach a whole number.
function floorDiv(a, b) {
  if (b === 0 || !Number.isSafeInteger(a) || !Number.isSafeInteger(b)) {
    throw new RangeError(`floorDiv(${a}, ${b}): needs whole numbers below 2 ** 53, the second not 0`);
  }
  return Math.floor(a / b) + 0; // + 0: never -0
}""",
    "exactProduct": """\
function exactProduct(a, b) {
  if (!Number.isSafeInteger(a * b)) {
    throw new RangeError(`exactProduct(${a}, ${b}): needs whole numbers, and a result below 2 ** 53`);
  }
  return a * b + 0; // + 0: never -0
}""",
    "sumOf": """\
function sumOf(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}""",
    "minOf": """\
function minOf(numbers) {
  if (numbers.length === 0) {
    throw new RangeError("minOf: the list is empty");
  }
  return Math.min(...numbers);
}""",
    "maxOf": """\
function maxOf(numbers) {
  if (numbers.length === 0) {
    throw new RangeError("maxOf: the list is empty");
  }
  return Math.max(...numbers);
}""",
    "rangeOf": """\
function rangeOf(start, stop, step) {
  if (step === 0 || ![start, stop, step].every(Number.isSafeInteger)) {
    throw new RangeError(`rangeOf(${start}, ${stop}, ${step}): needs whole numbers and a step`);
  }
  let numbers = [];
  for (let n = start; step > 0 ? n < stop : n > stop; n += step) {
    numbers.push(n);
  }
  return numbers;
}""",
    "zipOf": """\
function zipOf(...lists) {
  let shortest = Math.min(...lists.map((list) => list.length));
  return lists[0].slice(0, shortest).map((_, i) => lists.map((list) => list[i]));
}""",
    "listItem": """\
function listItem(list, i) {
  if (!Array.isArray(list) || !Number.isSafeInteger(i) || i < -list.length || i >= list.length) {
    throw new RangeError(`listItem: no item ${i}`);
  }
  return list.at(i);
}""",
    # Given the value, so that each place reads one property by its name: a lookup by key takes nearly twice as long.
    "dictValue": """\
function dictValue(value) {
  if (value === undefined) {
    throw new RangeError("dictValue: a dict without this key");
  }
  return value;
}""",
}

PYTHON_BUILTINS: Final = frozenset(dir(builtins))

_INHERITED = (
    "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf "
    "__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__"
)

# Every JavaScript object has these without being given them, so reading one that is missing would not fail.
INHERITED_KEYS: Final = frozenset(_INHERITED.split())

_JS_WORDS = (
    "arguments async await break case catch class const continue debugger default delete do else enum "
    "eval export extends false finally for function if implements import in instanceof interface let "
    "new null of package private protected public return static super switch this throw true try "
    "typeof undefined var void while with yield Array Infinity Math NaN Number Object RangeError"
)

JS_RESERVED: Final = frozenset(HELPERS) | frozenset(_JS_WORDS.split())

_INTEGERS = "both languages must compute on whole numbers"
_OUTSIDE = "it is outside the subset that both languages agree on"
_COMPARE = "compare with `==`, joined by `or`"
_LIST = "build the list with one comprehension or one literal"
_TOP = "write a function at the top of the module"
_IMPOSSIBLE = "let the model or the form stop impossible input"
_LOOP = "use `for` over a list or a `range`"

# By the name of the node's class, so that a class of a later Python needs no import.
REFUSED: Final = {
    "While": Refusal("a `while` loop", "nothing shows that it ends", _LOOP),
    "Try": Refusal("`try`", "the two languages raise different errors", _IMPOSSIBLE),
    "TryStar": Refusal("`try`", "the two languages raise different errors", _IMPOSSIBLE),
    "Raise": Refusal("`raise`", "formulas are given possible input only", _IMPOSSIBLE),
    "Assert": Refusal("`assert`", "formulas are given possible input only", _IMPOSSIBLE),
    "With": Refusal("`with`", _OUTSIDE, "keep input and output out of formulas"),
    "AsyncWith": Refusal("`async with`", _OUTSIDE, "keep input and output out of formulas"),
    "AsyncFor": Refusal("`async for`", _OUTSIDE, _LOOP),
    "Global": Refusal("`global`", "a formula changes nothing outside itself", "return the value"),
    "Nonlocal": Refusal("`nonlocal`", "a formula changes nothing outside itself", "return the value"),
    "Delete": Refusal("`del`", _OUTSIDE, "use another name"),
    "Pass": Refusal("`pass`", _OUTSIDE, "remove it, or turn the condition round"),
    "Break": Refusal("`break`", _OUTSIDE, "loop over the list that is needed"),
    "Continue": Refusal("`continue`", _OUTSIDE, "put the rest of the loop under an `if`"),
    "Match": Refusal("`match`", _OUTSIDE, "use `if` and `elif`"),
    "TypeAlias": Refusal("a `type` statement", _OUTSIDE, "write the type out"),
    "FunctionDef": Refusal("a function inside a function", _OUTSIDE, _TOP),
    "AsyncFunctionDef": Refusal("an `async` function", _OUTSIDE, _TOP),
    "ClassDef": Refusal("a class", _OUTSIDE, "return a dict with fixed keys"),
    "Import": Refusal(
        "an import",
        "formulas use nothing but formulas",
        "use `from generator.formulas.… import …`, or remove it",
    ),
    "ImportFrom": Refusal(
        "an import",
        "formulas use nothing but formulas",
        "use `from generator.formulas.… import …`, or remove it",
    ),
    "Lambda": Refusal("`lambda`", _OUTSIDE, _TOP),
    "NamedExpr": Refusal("`:=`", "it assigns inside an expression", "assign on a line of its own"),
    "JoinedStr": Refusal("an f-string", "wording is not a formula's matter", "return the numbers"),
    "TemplateStr": Refusal("a t-string", "wording is not a formula's matter", "return the numbers"),
    "Tuple": Refusal("a tuple", "JavaScript has none", "use a list, or a dict with fixed keys"),
    "Set": Refusal("a set", "its order differs between the two languages", "use a list"),
    "SetComp": Refusal("a set comprehension", "its order differs between the two languages", "use a list"),
    "DictComp": Refusal("a dict comprehension", "the keys of a dict are fixed", "write the dict out"),
    "GeneratorExp": Refusal(
        "a generator here",
        "it can be read only once",
        "write `[…]`; a generator stands only in `sum`, `min`, `max`",
    ),
    "Attribute": Refusal("an attribute", "values here have none in both languages", 'read a dict: `offer["base"]`'),
    "Starred": Refusal("a `*` argument", _OUTSIDE, "name each value"),
    "Slice": Refusal("a slice", _OUTSIDE, "use `[xs[i] for i in range(n)]`"),
    "Await": Refusal("`await`", _OUTSIDE, "remove it"),
    "Yield": Refusal("`yield`", _OUTSIDE, "return a list"),
    "YieldFrom": Refusal("`yield from`", _OUTSIDE, "return a list"),
    "Div": Refusal("`/`", f"it makes a float; {_INTEGERS}", "use `//`, or the rounding formula"),
    "Mod": Refusal("`%`", "the two languages differ below zero", "write `a - a // b * b`"),
    "Pow": Refusal("`**`", "it grows past exact integers", "multiply"),
    "MatMult": Refusal("`@`", _OUTSIDE, "use `sum` over `zip`"),
    "LShift": Refusal("`<<`", "JavaScript cuts it to 32 bits", "multiply"),
    "RShift": Refusal("`>>`", "JavaScript cuts it to 32 bits", "use `//`"),
    "BitOr": Refusal("`|`", "JavaScript cuts it to 32 bits", "use `or` on conditions"),
    "BitAnd": Refusal("`&`", "JavaScript cuts it to 32 bits", "use `and` on conditions"),
    "BitXor": Refusal("`^`", "JavaScript cuts it to 32 bits", "use `!=` on conditions"),
    "Invert": Refusal("`~`", "JavaScript cuts it to 32 bits", "write `-x - 1`"),
    "UAdd": Refusal("unary `+`", "it does nothing", "remove it"),
    "In": Refusal("`in`", "lists are not compared alike", _COMPARE),
    "NotIn": Refusal("`not in`", "lists are not compared alike", _COMPARE),
    "Is": Refusal("`is` with something other than None", "identity differs between the two languages", "use `==`"),
    "IsNot": Refusal(
        "`is not` with something other than None", "identity differs between the two languages", "use `!=`"
    ),
}

# What to write instead of a builtin that is not in the subset; others get a general sentence.
INSTEAD: Final = {
    "round": "use the rounding formula on integers",
    "abs": "write `max(x, -x)`",
    "sorted": "give the list in order",
    "reversed": "count down with `range`, and index",
    "any": "write `sum(1 for x in xs if …) > 0`",
    "all": "write `sum(1 for x in xs if …) == len(xs)`",
    "enumerate": "write `zip(range(len(xs)), xs)`",
    "map": "write a comprehension",
    "filter": "write a comprehension with `if`",
    "list": _LIST,
    "tuple": _LIST,
    "set": _LIST,
    "dict": "write the dict out, with fixed keys",
    "divmod": "use `//`",
    "pow": "multiply",
    "int": "take whole numbers as input",
    "float": "use whole dollars and basis points",
    "str": "return the number; wording is not a formula's matter",
    "bool": "write the comparison",
    "print": "return the value",
}
