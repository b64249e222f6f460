"""What does `content/data` say, all of it, and what is wrong with it, all at once?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import BaseModel

from generator.amounts import first_day
from generator.as_of import as_of as held_on
from generator.as_of import begins_later
from generator.cross_checks import Kept, cross_checks, first_keys, known_names, named, naming_what_is_gone
from generator.errors import Problem, ProblemsFound
from generator.figures import Origin, Statement
from generator.inputs import files_below
from generator.located_yaml import Located, read_yaml
from generator.models import Company
from generator.shared_models import Claim, Claims, Evidence, Example, Examples, Ladder, Policy, Source, Sources
from generator.validation import validate

SHARED: dict[str, type[BaseModel]] = {
    "sources": Sources,
    "policy": Policy,
    "ladder": Ladder,
    "examples": Examples,
    "claims": Claims,
    "evidence": Evidence,
}


class Dataset(NamedTuple):
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


class Names(NamedTuple):
    """Which names the data files hold, readable even where the data has faults.

    Attributes:
        companies: Company slug → its levels; None where the file's faults hide them.
    """

    companies: Mapping[str, frozenset[str] | None] = MappingProxyType({})


class Shelf:
    """What was read before and need not be read again; this one is empty.

    A build that keeps what it read gives one of its own. Files go by their path below `content/data`, without `.yaml`.
    """

    def recall(self, name: str) -> Kept | None:
        """Return what was kept of a file, if the file is still the same."""
        return None

    def has_lost(self, known: Mapping[str, Collection[str]]) -> bool:
        """Return whether a name may be gone, of those that files can name, since all was last found to be sound.

        Args:
            known: Kind → the names that there are; none where that is not known.
        """
        return True

    def keep(self, name: str, kept: Kept) -> None:
        """Keep what a file says, once everything is known to be sound."""


class Loaded(NamedTuple):
    """The outcome of reading: a dataset, or problems; the names in either case."""

    dataset: Dataset | None
    problems: tuple[Problem, ...]
    names: Names

    def checked(self) -> Dataset:
        """Return the dataset, or raise ProblemsFound."""
        if self.dataset is None:
            raise ProblemsFound(self.problems)
        return self.dataset


def load_dataset(
    content: Path, as_of: date | None = None, prefix: str = "content", shelf: Shelf | None = None
) -> Loaded:
    """Read `<content>/data` whole.

    Args:
        content: The content folder.
        as_of: Build as of this day; by default the newest `accessed` day of the sources.
        prefix: How messages name the content folder.
        shelf: What was read before; without one, every file is read.
    """
    shelf = shelf or Shelf()
    problems: list[Problem] = []
    located: dict[str, Located] = {}
    models: dict[str, Any] = {}
    kept: dict[str, Kept] = {}
    data = content / "data"
    files = data_files(content)
    slugs = [name.partition("/")[2] for name in files if name not in SHARED]
    for name in files:
        if recalled := shelf.recall(name):
            kept[name] = recalled
            continue
        path, shown, model = data / f"{name}.yaml", f"{prefix}/data/{name}.yaml", SHARED.get(name, Company)
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
    known = known_names(located, kept, {*slugs})
    gone = naming_what_is_gone(kept, known) if shelf.has_lost(known) else ()
    for name in gone:  # only the file itself can say where
        path, shown = data / f"{name}.yaml", f"{prefix}/data/{name}.yaml"
        again, _ = read_yaml(path, shown)
        located |= {name: again} if again else {}
    problems += cross_checks(located, known)
    names = Names({slug: _level_names(f"companies/{slug}", located, kept) for slug in slugs})
    if problems:
        return Loaded(None, tuple(sorted(set(problems))), names)
    for name, file in located.items():
        shelf.keep(name, _of_file(name, file, models[name]))
    shared: dict[str, Any] = {name: models[name] if name in models else kept[name].read() for name in SHARED}
    sources = shared["sources"].root
    every = {slug: kept.get(f"companies/{slug}") or _kept(models[f"companies/{slug}"]) for slug in slugs}
    companies = {slug: every[slug] for slug in sorted(every, key=lambda slug: every[slug].order)}
    known_companies = Companies(companies, lambda slug: companies[slug].read())
    day = as_of or max(first_day(source.accessed) for source in sources.values())
    return Loaded(
        Dataset(
            companies=Companies(companies, lambda slug: held_on(known_companies[slug], day)),
            known=known_companies,
            sources=sources,
            policy=shared["policy"],
            ladder=shared["ladder"],
            examples=shared["examples"].root,
            claims=shared["claims"].root,
            evidence=shared["evidence"].root,
            as_of=day,
            newest=max(first_day(source.accessed) for source in sources.values()),
        ),
        (),
        names,
    )


def data_files(content: Path) -> list[str]:
    """Return the data files that there are or must be, by their path below `content/data`, without `.yaml`."""
    found = sorted(name.removesuffix(".yaml") for name in files_below(content / "data", ["companies"], ".yaml"))
    return [*SHARED, *(name for name in found if name.count("/") == 1)]


def read_file(content: Path, name: str) -> Kept | None:
    """Return what one data file says; None where something is wrong with it, which `load_dataset` tells.

    Args:
        content: The content folder.
        name: The file's path below `data`, without `.yaml`.
    """
    path = content / "data" / f"{name}.yaml"
    found, faults = read_yaml(path, name) if path.exists() else (None, [])
    if found is None or faults or cross_checks({name: found}, {}):
        return None
    model, _ = validate(found, SHARED.get(name, Company))
    return _of_file(name, found, model) if model else None


class Companies(Mapping[str, Company]):
    """Companies by slug; each is read when it is first asked for."""

    def __init__(self, slugs: Iterable[str], read: Callable[[str], Company]) -> None:
        self._found: dict[str, Company | None] = dict.fromkeys(slugs)
        self._read = read

    def __getitem__(self, slug: str) -> Company:
        found = self._found[slug]
        if found is None:
            found = self._found[slug] = self._read(slug)
        return found

    def __contains__(self, slug: object) -> bool:
        return slug in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _kept(
    model: Any, keys: frozenset[str] = frozenset(), named: Callable[[], frozenset[tuple[str, str]]] = frozenset
) -> Kept:
    order = (model.kind != "lab", model.name.casefold()) if isinstance(model, Company) else (False, "")
    return Kept(lambda: model, keys, named, order)


def _of_file(name: str, file: Located, model: BaseModel) -> Kept:
    first = _levels(file) if name.startswith("companies/") else first_keys(file)
    return _kept(model, frozenset(first or ()), lambda: frozenset(named(file.data)))


def _level_names(name: str, located: Mapping[str, Located], kept: Mapping[str, Kept]) -> frozenset[str] | None:
    return kept[name].keys if name in kept else _levels(located.get(name))


def _levels(located: Located | None) -> frozenset[str] | None:
    levels = located.data.get("levels", {}) if located else None
    return frozenset(str(name) for name in levels) if isinstance(levels, dict) else None
