"""Where does an address lead that is gone, and may it lead there?"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from generator.errors import Problem, did_you_mean
from generator.located_yaml import Located, read_yaml
from generator.validation import validate

REDIRECTS = "redirects.yaml"
ADDRESS = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*(?:[A-Za-z0-9._~-]+)?(?:#[A-Za-z0-9._~-]+)?")


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(text):
        remedy = "write it from the root of the guide, like /companies/openai/#l5"
        raise PydanticCustomError("address", "{given} is not an address", {"given": repr(text), "remedy": remedy})
    return text


Address = Annotated[str, AfterValidator(_address)]


class Redirect(BaseModel):
    """One address that is gone, and where it leads.

    Attributes:
        from_: The old address (`from:`), with its fragment where it is one of a section.
        to: The new one; another redirect may lead on from there.
        because: Why the old one is gone.
        since: The day on which it went.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    from_: Address = Field(alias="from")
    to: Address
    because: Annotated[str, Field(min_length=1)]
    since: date


class Redirects(BaseModel):
    """The file `content/redirects.yaml`; a list that is still empty may be left out after its key."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    redirects: Annotated[tuple[Redirect, ...], BeforeValidator(lambda rows: rows or ()), Field(strict=False)] = ()


class Moves(NamedTuple):
    """The redirects, each with its place in the file.

    Attributes:
        rows: In the order of the file.
        located: Where each stands; None where there is no file.
    """

    rows: tuple[Redirect, ...] = ()
    located: Located | None = None

    @property
    def targets(self) -> dict[str, str]:
        """Old address → the address that it is said to lead to."""
        return {row.from_: row.to for row in self.rows}

    def problem(self, number: int, key: str, what: str, why: str, remedy: str) -> Problem:
        """Return a problem at a field of a redirect, counted from 0."""
        if self.located is None:
            return Problem(f"content/{REDIRECTS}", 0, 0, what, why, remedy)
        return self.located.problem(("redirects", number, key), what, why, remedy)


def read_moves(content: Path, prefix: str = "content") -> tuple[Moves, list[Problem]]:
    """Read `<content>/redirects.yaml`; no file, and one without a redirect, are as good as each other."""
    path = content / REDIRECTS
    if not path.exists():
        return Moves(), []
    located, problems = read_yaml(path, f"{prefix}/{REDIRECTS}")
    if located is None:
        return Moves(), problems
    found, faults = validate(located, Redirects)
    return Moves(found.redirects if found else (), located), [*problems, *faults]


def leads_to(address: str, targets: Mapping[str, str], living: Container[str]) -> str | None:
    """Return the living address to which an address leads in the end; None where it is lost or goes in a circle.

    A section follows its page: without a redirect of its own it is looked for under the same name where the page went.

    >>> leads_to("/old/#a", {"/old/": "/newer/", "/newer/": "/new/"}, {"/new/", "/new/#a"})
    '/new/#a'
    >>> leads_to("/old/#b", {"/old/": "/new/"}, {"/new/", "/new/#a"})
    '/new/'
    """
    seen: set[str] = set()
    while address not in living:
        if address in seen:
            return None
        seen.add(address)
        page, mark, fragment = address.partition("#")
        if address in targets:
            address = targets[address]
        elif mark and page in targets:
            onward = targets[page]
            same = f"{onward}#{fragment}"
            follows = "#" not in onward and (same in living or same in targets or onward in targets)
            address = same if follows else onward
        else:
            return None
    return address


def redirect_problems(moves: Moves, living: Container[str], known: Iterable[str]) -> Iterator[Problem]:
    """Yield the redirects that are given twice, needless, or lead nowhere.

    Args:
        moves: The redirects.
        living: Every address, fragment and file of the site.
        known: Those to choose from where a target does not exist.
    """
    targets = moves.targets
    first: dict[str, int] = {}
    choices = tuple(known)
    for number, row in enumerate(moves.rows):
        if row.from_ in first:
            what = f"{row.from_} is redirected twice"
            yield moves.problem(number, "from", what, "a link can lead to one place only", "keep one")
            continue
        first[row.from_] = number
        if row.from_ in living:
            what, why = f"{row.from_} is still there", "nobody would be led on from it"
            yield moves.problem(number, "from", what, why, "remove this redirect, or what stands at the address")
        elif circle := _circle(row.from_, targets):
            what, why = f"redirects go in a circle: {' → '.join(circle)}", "a reader would never arrive"
            yield moves.problem(number, "to", what, why, "let one of them lead to an address that exists")
        elif leads_to(row.to, targets, living) is None and row.to not in targets:
            hint = did_you_mean(row.to, choices)
            what, why = f"{row.to} does not exist", f"links to {row.from_} would break"
            yield moves.problem(number, "to", what, why, hint if hint.startswith("did") else "name one that does")


def _circle(address: str, targets: Mapping[str, str]) -> list[str]:
    """Return the circle in which an address goes, itself first and last; empty where it leads out of any."""
    path = [address]
    while path[-1] in targets:
        path.append(targets[path[-1]])
        if path[-1] == address:
            return path
        if path[-1] in path[:-1]:
            return []  # it enters a circle of others, which is reported there
    return []


def as_line(old: str, new: str, day: date) -> str:
    """Return the line of `redirects.yaml` that sends an old address to a new one."""
    return f'  - {{from: "{old}", to: "{new}", because: "no longer published", since: {day.isoformat()}}}'
