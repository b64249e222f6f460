"""What does a data file name in other files, does all of that exist, and is an amount typed in a text?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple

from generator.errors import Problem, did_you_mean
from generator.located_yaml import Loc, Located, place_name
from generator.typed_figures import typed_figures

_NAMED = {"source", "claim", "statement", "ladder_of", "company"}  # fields that name something in another file
# Text that a reader sees as our own words; titles and places of sources are the source's.
_OUR_WORDS = {"because", "note", "reason", "says", "ask", "ladder", "unknown", "meaning", "name"}


class Kept(NamedTuple):
    """A data file that was read before and had no problem.

    Attributes:
        read: Returns what it says, as its model.
        keys: Its first keys; for a company, the names of its levels.
        named: Returns (kind, name) of everything it names in other files.
        order: Where a company stands among all.
    """

    read: Callable[[], Any]
    keys: frozenset[str]
    named: Callable[[], frozenset[tuple[str, str]]]
    order: tuple[bool, str] = (False, "")


def known_names(
    located: Mapping[str, Located], kept: Mapping[str, Kept], companies: set[str]
) -> dict[str, Collection[str]]:
    """Return by kind what a file may name in another; empty where that file's faults hide it.

    Args:
        located: The files that could be read.
        kept: The files that need not be read again.
        companies: The slugs of all company files, readable or not.
    """

    def keys(name: str) -> Collection[str]:
        return kept[name].keys if name in kept else first_keys(located.get(name))

    return {
        "source": keys("sources"),
        "claim": keys("claims"),
        "statement": keys("evidence"),
        "ladder_of": companies,
        "company": companies,
    }


def naming_what_is_gone(kept: Mapping[str, Kept], known: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Yield which of the files that were read before name something that is there no longer."""
    for name, file in kept.items():
        if any(known[kind] and wanted not in known[kind] for kind, wanted in file.named()):
            yield name


def named(data: Any) -> Iterator[tuple[str, str]]:
    """Yield (kind, name) of what the data of a file names in other files."""
    for loc, key, value in _texts(data):
        if key in _NAMED and "figures" not in loc:
            yield key, value


def cross_checks(located: Mapping[str, Located], known: Mapping[str, Collection[str]]) -> list[Problem]:
    """Return what is wrong between files, and amounts typed in text; works on the raw data, faults and all.

    Args:
        located: The files that could be read.
        known: By kind, what a file may name in another; a kind that is not in it is not looked at.
    """
    problems = []
    for name, file in located.items():
        for loc, key, value in _texts(file.data):
            if key in known and "figures" not in loc and known[key] and value not in known[key]:
                problems.append(
                    file.problem(
                        loc,
                        f"{place_name(loc)}: unknown {_kind(key)} {value!r}",
                        f"every {_kind(key)} named here must exist",
                        did_you_mean(value, known[key])
                        if did_you_mean(value, known[key]).startswith("did")
                        else f"add it to {_home(key)}",
                    )
                )
            if key in _OUR_WORDS and "printed" not in loc:
                problems += [
                    file.problem(
                        loc,
                        f"{place_name(loc)}: {words!r} is typed in a text",
                        "a typed figure can contradict the data",
                        "make it a field or a {figure} of the row",
                    )
                    for _, words in typed_figures(value)
                ]
        if name.startswith("companies/") and file.data.get("slug") not in (None, name.split("/")[1]):
            problems.append(
                file.problem(
                    ("slug",),
                    f"slug: {file.data['slug']!r} is not the name of this file",
                    "a company's address is its file name",
                    "rename one of them",
                )
            )
    return problems


def first_keys(located: Located | None) -> set[str]:
    """Return the first keys of a file's data; none where it could not be read."""
    return {str(key) for key in located.data} if located else set()


def _texts(data: Any) -> list[tuple[Loc, str, str]]:
    """Return place, last key on the way and words of each text in some data, in order."""
    found: list[tuple[Loc, str, str]] = []
    _gather(data, (), "", found)
    return found


def _gather(data: Any, loc: Loc, key: str, found: list[tuple[Loc, str, str]]) -> None:
    # Every file of a whole build comes through here: a generator for each group in a group would take twice as long.
    if isinstance(data, str):
        found.append((loc, key, data))
    elif isinstance(data, dict):
        for name, value in data.items():
            _gather(value, (*loc, name), name, found)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            _gather(value, (*loc, number), key, found)


def _kind(key: str) -> str:
    return {"ladder_of": "company", "statement": "evidence"}.get(key, key)


def _home(key: str) -> str:
    homes = {"source": "sources.yaml", "claim": "claims.yaml", "statement": "evidence.yaml"}
    return f"content/data/{homes.get(key, 'companies/')}"
