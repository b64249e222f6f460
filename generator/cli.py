"""What can an editor ask at the command line: `playbook check`, `show`, `schema`, `export`, `permalinks`?"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator import formulas
from generator.amounts import day_text, share_text
from generator.as_of import not_yet
from generator.calling import playbook
from generator.catalogue import Catalogue, Entry
from generator.claims import claim_problems
from generator.dataset import SHARED, Dataset, load_dataset
from generator.entries import catalogue
from generator.errors import ProblemsFound, did_you_mean
from generator.exports import figures_csv
from generator.freshness import in_use, stale
from generator.models import Company
from generator.open_data import company_json, sources_csv
from generator.outbound import link_report
from generator.permalinks_command import add_permalinks
from generator.records import Unused, record_problems
from generator.tables import CounterTable, company_table, grade_of
from generator.views import coverage

_UNREAD = 128 + 13  # as the shell says of a tool that the signal of a closed pipe has ended
_EPILOG = """exit status:
  0  all is well
  1  the data has problems, each printed with its place; with --strict, something is past its shelf life
  2  the command was not understood
  141  what is printed is read by nobody any more, as after `| head -1`

examples:
  %(prog)s check                 read all data, report every problem at once
  %(prog)s check --stale         every row in use that is past its shelf life
  %(prog)s check --links         which addresses of sources no longer answer; never fails for it
  %(prog)s show openai           what is known of OpenAI
  %(prog)s show openai/l5        one level, with its counter-offer
  %(prog)s schema                write the JSON Schemas that editors use
  %(prog)s export figures.csv    every figure of the guide as a row
  %(prog)s permalinks            every address ever published, and where it leads now
  %(prog)s permalinks accept     record the addresses that the last build published first"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()  # Python itself would do so as it ends, when a pipe that is closed can only be lamented
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):  # what they still hold goes there
            os.dup2(nowhere, stream.fileno())
        return _UNREAD


def _run(arguments: Sequence[str] | None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        count = len(found.problems)
        print(f"{count} problem{'s' if count != 1 else ''}.", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog=playbook(),
        description="Ask the guide's data. All of it stands in content/data.",
        epilog=_EPILOG,
        formatter_class=shape,
    )
    parser.add_argument("--content", type=Path, default=Path("content"), help="the content folder (default: content)")
    _add_day(parser, os.environ.get("AS_OF") or None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    check = commands.add_parser("check", help="read all data and report every problem at once")
    _add_day(check, argparse.SUPPRESS)
    check.add_argument("--stale", action="store_true", help="list every row in use that is past its shelf life")
    check.add_argument("--strict", action="store_true", help="the same, and exit 1 where there is one")
    check.add_argument("--coverage", action="store_true", help="grades of the figures in use, and cells without one")
    check.add_argument(
        "--links",
        action="store_true",
        help="ask the address of every source over the network and report; the exit status does not depend on it",
    )
    check.set_defaults(run=_check)

    show = commands.add_parser("show", help="print what is known of a company or a level, with sources")
    _add_day(show, argparse.SUPPRESS)
    show.add_argument("what", metavar="COMPANY[/LEVEL]", help="such as openai or openai/l5")
    show.set_defaults(run=_show)

    schema = commands.add_parser("schema", help="write the JSON Schema of each data file to content/data/schema")
    schema.add_argument("--check", action="store_true", help="write nothing; exit 1 where a schema file is out of date")
    schema.set_defaults(run=_schema)

    export = commands.add_parser("export", help="print the data for other programs")
    _add_day(export, argparse.SUPPRESS)
    export.add_argument("what", metavar="FILE", help="figures.csv, sources.csv, or COMPANY.json such as openai.json")
    export.set_defaults(run=_export)

    add_permalinks(commands)
    return parser


def _add_day(parser: argparse.ArgumentParser, default: str | None) -> None:
    """Let the day be named, before a command or after it."""
    words = "ask as of this day (default: AS_OF where it is set, else the newest day on which a source was read)"
    parser.add_argument("--as-of", type=_day, default=default, metavar="DAY", help=words)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it like 2026-11-23") from None


def _load(options: argparse.Namespace) -> tuple[Dataset, Catalogue]:
    if not (options.content / "data").is_dir():
        where = f"{options.content}/data"
        print(f"{where}: no such folder; run the command in the project's folder, or give --content", file=sys.stderr)
        raise SystemExit(2)
    dataset = load_dataset(options.content, options.as_of, options.content.as_posix()).checked()
    return dataset, catalogue(dataset)


def _check(options: argparse.Namespace) -> int:
    dataset, figures = _load(options)
    prefix = options.content.as_posix()
    problems = [*claim_problems(options.content, dataset, figures, prefix), *record_problems(options.content, prefix)]
    if problems:
        raise ProblemsFound(problems)
    levels = sum(len(company.levels) for company in dataset.companies.values())
    print(
        f"{len(dataset.companies)} companies, {levels} levels, {len(figures)} figures, {len(dataset.sources)} sources, "
        f"{len(dataset.claims)} claims: no problems. As of {day_text(dataset.as_of.isoformat())}."
    )
    if options.coverage:
        _print_coverage(dataset)
    old = stale(dataset)
    listed = options.stale or options.strict
    where = "" if listed else "; --stale lists them"
    print(f"{len(old)} of {len(list(in_use(dataset)))} rows in use are past their shelf life{where}.")
    if listed:
        width = max((len(row.path) for row in old), default=0)
        for row in old:
            print(f"  {row.path:<{width}}  {row.since:<18} {row.limit:<18} {row.source}")
    for slug, company in dataset.known.items() if dataset.as_of >= dataset.newest else ():
        for path, later in not_yet(company, dataset.as_of, slug):
            begins = day_text(later.from_ or "")
            print(f"{path}: the row of {later.source} from {begins} is not used yet: the site is as of an earlier day.")
    if options.links:
        for line in link_report(dataset.sources):
            print(line)
    return 1 if options.strict and old else 0


def _print_coverage(dataset: Dataset) -> None:
    rows = coverage(dataset)
    print(f"  {'':<28}{'figures in use':>16}{'grade A or B':>14}{'':>8}{'empty cells':>14}")
    for row in rows:
        _print_covered(row.company.name, row.used, row.used - row.grades["C"], row.empty)
    every, secondary = sum(row.used for row in rows), sum(row.grades["C"] for row in rows)
    _print_covered("All", every, every - secondary, sum(row.empty for row in rows))


def _print_covered(name: str, used: int, good: int, empty: int) -> None:
    part = share_text(10_000 + int(formulas.change(used, good)), 0) if used else "–"
    print(f"  {name:<28}{used:>16}{good:>14}{part:>8}{empty:>14}")


def _show(options: argparse.Namespace) -> int:
    dataset, figures = _load(options)
    slug, _, level = options.what.partition("/")
    company = dataset.companies.get(slug)
    if company is None:
        return _unknown(f"no company {slug!r}", slug, dataset.companies)
    if level and level not in company.levels:
        return _unknown(f"{company.name} has no level {level!r}", level, company.levels)
    print(company.name)
    for name in [level] if level else company.levels:
        _print_level(dataset, figures, company, name)
    if not level:
        print("\nNot known:")
        print("\n".join(f"  - {line}" for line in company.unknown))
    return 0


def _unknown(what: str, word: str, known: Any) -> int:
    print(f"{what}; {did_you_mean(word, known) or f'see {playbook()} check'}", file=sys.stderr)
    return 2


def _print_level(dataset: Dataset, figures: Catalogue, company: Company, name: str) -> None:
    level = company.levels[name]
    print(f"\n{level.title}, {level.role}  ({name})")
    prefix = f"{company.slug}.{name}."
    for path, entry in figures.of_owner(company.slug).items():
        if path.startswith(prefix) and "@" in path:
            print(f"  {entry.quantity:<15}{entry.text:>16}  {_origin(dataset, entry)}")
    table = company_table(dataset, figures, company, name)
    if table is None:
        print("  no counter-offer: base or equity is not published")
    else:
        _print_table(table)


def _origin(dataset: Dataset, entry: Entry) -> str:
    row = entry.row
    if row is None or row.source is None:
        return ""
    since = day_text(row.from_) if row.from_ else "undated"
    return f"{grade_of(dataset, row)}  {getattr(row, 'statistic', '')}, {since}, {row.source}"


def _print_table(table: CounterTable) -> None:
    print("  " + " " * 15 + "".join(f"{heading:>22}" for heading in table.headings.values()))
    for row in table.rows:
        print(f"  {row.words:<15}" + "".join(f"{cell.text if cell else '–':>22}" for cell in row.cells))
    print(f"  {'lift':<15}" + "".join(f"{cell.text if cell else '':>22}" for cell in table.lifts))


def schemas() -> dict[str, str]:
    """Return the JSON Schema of each kind of data file: file name → text."""
    models: dict[str, type[BaseModel]] = {**SHARED, "unused": Unused, "company": Company}
    return {
        f"{name}.schema.json": json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
        for name, model in models.items()
    }


def _schema(options: argparse.Namespace) -> int:
    folder = options.content / "data" / "schema"
    stale = [
        name
        for name, text in schemas().items()
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != text
    ]
    if options.check:
        for name in stale:
            print(f"{folder / name}: out of date; run {playbook()} schema", file=sys.stderr)
        return 1 if stale else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (folder / name).write_text(schemas()[name], encoding="utf-8")
    print(f"{len(schemas())} schemas in {folder.as_posix()}, {len(stale)} of them changed.")
    return 0


def _export(options: argparse.Namespace) -> int:
    dataset, figures = _load(options)
    name, _, suffix = options.what.partition(".")
    if options.what == "figures.csv":
        sys.stdout.write(figures_csv(dataset, figures))
    elif options.what == "sources.csv":
        sys.stdout.write(sources_csv(dataset))
    elif suffix == "json" and name in dataset.companies:
        address = os.environ.get("SITEURL", "").rstrip("/")
        sys.stdout.write(company_json(dataset, figures, dataset.companies[name], address))
    else:
        known = ["figures.csv", "sources.csv", *(f"{slug}.json" for slug in dataset.companies)]
        return _unknown(f"nothing to export as {options.what!r}", options.what, known)
    return 0
