"""What does `content/data` say, all of it, and what is wrong with it, all at once?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.amounts import first_day
from generator.as_of import as_of as held_on
from generator.as_of import begins_later
from generator.errors import Problem, ProblemsFound, did_you_mean
from generator.figures import Origin, Statement
from generator.located_yaml import Loc, Located, place_name, read_yaml
from generator.models import Company
from generator.shared_models import Claim, Claims, Evidence, Example, Examples, Ladder, Policy, Source, Sources
from generator.typed_figures import typed_figures
from generator.validation import validate

SHARED: dict[str, type[BaseModel]] = {
    "sources": Sources,
    "policy": Policy,
    "ladder": Ladder,
    "examples": Examples,
    "claims": Claims,
    "evidence": Evidence,
}
# Text that a reader sees as our own words; titles and places of sources are the source's.
_OUR_WORDS = {"because", "note", "reason", "says", "ask", "ladder", "unknown", "meaning", "name"}


@dataclass(frozen=True)
class Dataset:
    """All data of the guide, checked.

    Attributes:
        companies: By slug, as they stood on the day; the labs first, each kind by name.
        known: The same with every row, those that begin later included.
        as_of: The day for which the site is built; rows that begin later are not in force.
        newest: The newest day on which a source was read: the day of the site unless another is asked for.
    """

    companies: Mapping[str, Company]
    known: Mapping[str, Company]
    sources: Mapping[str, Source]
    policy: Policy
    ladder: Ladder
    examples: Mapping[str, Example]
    claims: Mapping[str, Claim]
    evidence: Mapping[str, Statement]
    as_of: date
    newest: date

    @property
    def checked(self) -> date:
        """The day on which the guide was checked: no later than the newest reading, whenever it is published."""
        return min(self.as_of, self.newest)

    def begins_later(self, row: Origin) -> bool:
        """Return whether a row is on record only since after the day of the site, and shown for want of an older."""
        return begins_later(row, self.as_of)


@dataclass(frozen=True)
class Names:
    """Which names the data files hold, readable even where the data has faults.

    Attributes:
        companies: Company slug → its levels; None where the file's faults hide them.
    """

    companies: Mapping[str, frozenset[str] | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Loaded:
    """The outcome of reading: a dataset, or problems; the names in either case."""

    dataset: Dataset | None
    problems: tuple[Problem, ...]
    names: Names

    def checked(self) -> Dataset:
        """Return the dataset, or raise ProblemsFound."""
        if self.dataset is None:
            raise ProblemsFound(self.problems)
        return self.dataset


def load_dataset(content: Path, as_of: date | None = None, prefix: str = "content") -> Loaded:
    """Read `<content>/data` whole.

    Args:
        content: The content folder.
        as_of: Build as of this day; by default the newest `accessed` day of the sources.
        prefix: How messages name the content folder.
    """
    problems: list[Problem] = []
    located: dict[str, Located] = {}
    models: dict[str, Any] = {}
    data = content / "data"
    files: list[tuple[str, Path, type[BaseModel]]] = [
        (name, data / f"{name}.yaml", model) for name, model in SHARED.items()
    ]
    files += [(f"companies/{path.stem}", path, Company) for path in sorted((data / "companies").glob("*.yaml"))]
    for name, path, model in files:
        shown = f"{prefix}/data/{name}.yaml"
        if not path.exists():
            problems.append(Problem(shown, 0, 0, "this file is missing", "the guide needs it", "restore it from git"))
            continue
        found, faults = read_yaml(path, shown)
        problems += faults
        if found is None:
            continue
        located[name] = found
        models[name], faults = validate(found, model)
        problems += faults
    problems += _cross_checks(located, {name.partition("/")[2] for name, _, model in files if model is Company})
    names = Names(
        {path.stem: _level_names(located.get(f"companies/{path.stem}")) for _, path, m in files if m is Company}
    )
    if problems:
        return Loaded(None, tuple(sorted(set(problems))), names)
    sources = models["sources"].root
    companies: list[Company] = [model for name, model in models.items() if name.startswith("companies/")]
    companies.sort(key=lambda company: (company.kind != "lab", company.name.casefold()))
    day = as_of or max(first_day(source.accessed) for source in sources.values())
    return Loaded(
        Dataset(
            companies={company.slug: held_on(company, day) for company in companies},
            known={company.slug: company for company in companies},
            sources=sources,
            policy=models["policy"],
            ladder=models["ladder"],
            examples=models["examples"].root,
            claims=models["claims"].root,
            evidence=models["evidence"].root,
            as_of=day,
            newest=max(first_day(source.accessed) for source in sources.values()),
        ),
        (),
        names,
    )


def _level_names(located: Located | None) -> frozenset[str] | None:
    levels = located.data.get("levels", {}) if located else None
    return frozenset(str(name) for name in levels) if isinstance(levels, dict) else None


def _cross_checks(located: Mapping[str, Located], companies: set[str]) -> list[Problem]:
    """Return what is wrong between files, and amounts typed in text; works on the raw data, faults and all.

    Args:
        located: The files that could be read.
        companies: The slugs of all company files, readable or not.
    """
    known = {
        "source": _keys(located.get("sources")),
        "claim": _keys(located.get("claims")),
        "statement": _keys(located.get("evidence")),
        "ladder_of": companies,
        "company": companies,
    }
    problems = []
    for name, file in located.items():
        for loc, value in _scalars(file.data):
            key = next((part for part in reversed(loc) if isinstance(part, str)), "")
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


def _keys(located: Located | None) -> set[str]:
    return {str(key) for key in located.data} if located else set()


def _scalars(data: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _scalars(value, (*loc, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _scalars(value, (*loc, number))
    elif isinstance(data, str):
        yield loc, data


def _kind(key: str) -> str:
    return {"ladder_of": "company", "statement": "evidence"}.get(key, key)


def _home(key: str) -> str:
    homes = {"source": "sources.yaml", "claim": "claims.yaml", "statement": "evidence.yaml"}
    return f"content/data/{homes.get(key, 'companies/')}"
