"""Does the data of an editor's file fit its model, and if not, what is wrong, in the editor's words?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from generator.errors import Problem, did_you_mean
from generator.located_yaml import KEY, Loc, Located, at_place, shown

M = TypeVar("M", bound=BaseModel)

_WANTED = {  # the first word of pydantic's `…_type` and `…_parsing` errors: what the model wanted
    "string": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "date": "a date such as 2025-06-30",
    "url": "a web address that begins with https://",
    **dict.fromkeys(["list", "tuple", "set", "frozen"], "a list"),
    **dict.fromkeys(["dict", "mapping", "model", "dataclass"], "a group of fields"),
}
_NOT_KNOWN = {"literal_error", "enum", "union_tag_invalid"}


def validate(located: Located, model: type[M]) -> tuple[M | None, list[Problem]]:
    """Check data against a pydantic model, with one problem per fault.

    A validator may raise `PydanticCustomError(type, message, ctx)`; `ctx` may hold `at` (a part, or a tuple
    of parts, to add to the place), `why` and `remedy`.

    Returns:
        The model, or None, and the problems; None and no problem where `read_yaml` has reported all there is.
    """
    try:
        return model.model_validate(located.data), []
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)
    faults = _best_branches([_fault(located, model, error) for error in errors])
    typos = {(fault.loc[:-1], fault.remedy) for fault in faults if fault.kind == "extra_forbidden"}
    around = {fault.loc[:length] for fault in faults for length in range(len(fault.loc))}
    problems = {
        located.problem(
            fault.loc,
            at_place(fault.loc, fault.what),
            fault.why,
            fault.remedy,
            at_key=fault.of_key or bool(fault.absent),
        )
        for fault in faults
        if located.reported.isdisjoint({fault.loc, (*fault.loc, KEY)} if fault.of_key else {fault.loc})
        and (fault.loc, f"did you mean {fault.absent!r}?") not in typos
        and not (fault.kind == "too_short" and fault.loc in around)  # pydantic counts valid rows only
    }
    return None, sorted(problems)


class _Fault(NamedTuple):
    """A pydantic error in the terms of the file."""

    kind: str
    loc: Loc
    branches: tuple[tuple[Loc, Any], ...]  # each union on the way, and which of its members was tried
    wanted: str  # "" unless the value is of the wrong kind altogether
    what: str
    why: str
    remedy: str
    absent: str  # the missing field, or ""
    of_key: bool  # the key is at fault, not its value


def _fault(located: Located, model: type[BaseModel], error: ErrorDetails) -> _Fault:
    kind, parts, ctx = error["type"], error["loc"], error.get("ctx", {})
    absent = str(parts[-1]) if kind == "missing" else ""
    if kind == "union_tag_not_found":
        absent = ctx["discriminator"][1:-1]
    of_key = kind == "extra_forbidden" or parts[-1:] == ("[key]",)
    loc: Loc = ()
    branches: list[tuple[Loc, Any]] = []
    for part in parts[:-1] if kind == "missing" or parts[-1:] == ("[key]",) else parts:
        if (*loc, part) in located.marks:
            loc = (*loc, part)
        else:  # unions and validators add parts that the file does not have
            branches.append((loc, part))
    wanted, what, remedy = _sentence(kind, error["input"], ctx, error["msg"])
    at = ctx.get("at", ctx["discriminator"][1:-1] if kind == "union_tag_invalid" else ())
    if absent:
        what, remedy = f"{absent!r} is missing", ""
    elif kind == "extra_forbidden":
        what, remedy = "unknown field", did_you_mean(str(loc[-1]), _fields(model, loc[:-1]))
    loc += at if isinstance(at, tuple) else (at,)
    remedy = ctx.get("remedy", remedy)
    return _Fault(kind, loc, tuple(branches), wanted, what, ctx.get("why", ""), remedy, absent, of_key)


def _sentence(kind: str, given: Any, ctx: Mapping[str, Any], message: str) -> tuple[str, str, str]:
    """Return what was wanted if the value is of the wrong kind, what is wrong, and the remedy."""
    if kind.endswith(("_type", "_parsing", "_scheme", "_inexact")) and (wanted := _WANTED.get(kind.split("_")[0])):
        remedy = ""
        if wanted == "text" and isinstance(given, int):
            remedy = "quote it"
        elif wanted == "a whole number" and str(given).isdecimal():
            remedy = "remove the quotes"
        elif wanted == "a list":
            remedy = "begin each row with `- `"
        return wanted, f"must be {wanted}, not {shown(given)}", remedy
    if kind in _NOT_KNOWN:
        given = ctx.get("tag", given)
        known = re.split(", | or ", ctx.get("expected") or ctx["expected_tags"])
        remedy = did_you_mean(str(given), [word.strip("'") for word in known])
        return "", f"{shown(given)} is not a known value", remedy
    if kind in {"too_short", "too_long"}:
        limit = f"at least {ctx['min_length']}" if kind == "too_short" else f"at most {ctx['max_length']}"
        unit = "number of fields" if ctx["field_type"] == "Dictionary" else "number of rows"
        return "", f"the {unit} must be {limit}, not {len(given)}", ""
    if kind == "string_pattern_mismatch":
        return "", f"{shown(given)} does not have the form {ctx['pattern']}", ""
    if kind in {"value_error", "assertion_error"}:
        return "", str(ctx["error"]), ""
    must = re.sub(r"^(Input|String|Value) should ", "must ", message)
    return "", message if must == message else f"{must}, not {shown(given)}", ""


def _best_branches(faults: list[_Fault]) -> list[_Fault]:
    """Keep, of each union, the faults of the member that fits best: right kind, known word, fewest faults."""
    for level in range(max(len(fault.branches) for fault in faults)):
        unions: dict[Loc, dict[Any, list[_Fault]]] = {}
        kept = []
        for fault in faults:
            if level < len(fault.branches):
                place, member = fault.branches[level]
                unions.setdefault(place, {}).setdefault(member, []).append(fault)
            else:
                kept.append(fault)
        for place, members in unions.items():
            tries = sorted(members.values(), key=lambda tried: _distance(tried, place))
            best = tries[0]
            if _distance(best, place)[0]:  # of the wrong kind for every member: say all that it may be
                fault = next(f for f in best if f.wanted)
                wanted = " or ".join(dict.fromkeys(f.wanted for f in chain(*tries) if f.wanted and f.loc == place))
                best = [fault._replace(what=fault.what.replace(fault.wanted, wanted, 1))]
            kept += best
        faults = kept
    return faults


def _distance(faults: list[_Fault], place: Loc) -> tuple[bool, bool, int]:
    return (
        any(f.wanted and f.loc == place for f in faults),
        any(f.kind in _NOT_KNOWN for f in faults),
        len(faults),
    )


def _fields(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the names of the fields that may stand in a group at this place."""
    kinds: list[Any] = list(_members(model))
    for part in loc:
        kinds = [
            inner
            for kind in kinds
            for annotation in ([_by_name(kind).get(str(part))] if _by_name(kind) else get_args(kind))
            for inner in _members(annotation)
        ]
    return [name for kind in kinds for name in _by_name(kind)]


def _by_name(kind: Any) -> dict[str, Any]:
    """Return the annotations of a model's fields by their names in YAML; nothing for what is no model."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return {}
    return {
        info.validation_alias if isinstance(info.validation_alias, str) else name: info.annotation
        for name, info in kind.model_fields.items()
    }


def _members(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) in (Union, UnionType, Annotated):
        for member in get_args(annotation):
            yield from _members(member)
    elif isinstance(annotation, type) and issubclass(annotation, RootModel):
        yield from _members(annotation.model_fields["root"].annotation)
    else:
        yield annotation
