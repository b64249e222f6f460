"""How do the data files describe themselves, as a Frictionless Data Package?"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from textwrap import indent
from typing import Any, NamedTuple, get_args

from generator.amounts import Unit
from generator.dataset import Dataset
from generator.figures import Grade
from generator.open_data import LICENCE

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
PACKAGE_END = "\n ]\n}\n"
_DAY = {"pattern": r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"}
_GRADES = {"enum": list(get_args(Grade))}
# What each field of a table holds; the type is text where none is named.
_FIGURES: dict[str, dict[str, Any]] = {
    "path": {"title": "Lasting name; with @source it is the row of that source", "constraints": {"required": True}},
    "low": {"type": "integer", "title": "In the unit; empty for an open end"},
    "high": {"type": "integer", "title": "In the unit; equal to low for a single value"},
    "unit": {"title": "What is counted; bp is a hundredth of a percent", "constraints": {"enum": list(get_args(Unit))}},
    "text": {"title": "As the pages show it"},
    "label": {"title": "What it is, in words"},
    "from": {"title": "Year, month or day from which it holds; empty where undated", "constraints": _DAY},
    "statistic": {"title": "Which statistic it is"},
    "source": {"title": "An id of sources.csv; empty for a computed figure"},
    "grade": {"title": "A primary, B aggregated or reputable press, C secondary", "constraints": _GRADES},
    "address": {"title": "Its row, from the root of the site"},
}
_SOURCES: dict[str, dict[str, Any]] = {
    "id": {"title": "Lasting name", "constraints": {"required": True, "unique": True}},
    "publisher": {},
    "title": {},
    "url": {"format": "uri"},
    "published": {"title": "As far as it is known", "constraints": _DAY},
    "accessed": {"title": "When it was last read", "constraints": _DAY},
    "kind": {},
    "grade": {"constraints": {"required": True, **_GRADES}},
    "via": {"title": "Through whose copy it was read"},
    "archived": {"format": "uri", "title": "An archived copy"},
}


class DataFile(NamedTuple):
    """A file that the package names: its size in bytes, and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


def package_head(dataset: Dataset, title: str, files: Mapping[str, DataFile], site_url: str = "") -> str:
    """Return `/data/datapackage.json` up to the companies' files; these follow, and then `PACKAGE_END`.

    Args:
        dataset: All data.
        title: What the guide is called.
        files: Name → file of both tables.
        site_url: The guide's own address; empty where it has none.
    """
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    day = dataset.as_of.isoformat()
    package = {
        "$schema": _PROFILE,
        "name": name,
        "title": f"{title}: every figure",
        "description": "What AI engineers are paid and offered, by company and level, with source, statistic, day and "
        "grade; and what the guide computes from it. Money in whole US dollars, shares in basis points.",
        **({"homepage": f"{site_url}/data/"} if site_url else {}),
        "version": day,
        "as_of": day,
        "licenses": [{"name": LICENCE["name"], "path": LICENCE["url"], "title": "Creative Commons Attribution 4.0"}],
        "contributors": [{"title": LICENCE["attribution"], "role": "author"}],
        "sources": _sources(dataset),
        "resources": [
            _table("figures", "Every figure", files["figures.csv"], _FIGURES, "path", {"source": "sources"}),
            _table("sources", "Every source", files["sources.csv"], _SOURCES, "id", {}),
        ],
    }
    text = f"{json.dumps(package, ensure_ascii=False, indent=1)}\n"
    assert text.endswith(PACKAGE_END)  # the list of files is the last thing in it
    return text.removesuffix(PACKAGE_END)


def company_resource(slug: str, name: str, content: DataFile) -> str:
    """Return what the package says of a company's file, as it follows the file before."""
    found = _resource(slug, f"companies/{slug}.json", name, content)
    found |= {"format": "json", "mediatype": "application/json", "jsonSchema": "schema/company-v1.json"}
    return ",\n" + indent(json.dumps(found, ensure_ascii=False, indent=1), "  ")


def _sources(dataset: Dataset) -> list[dict[str, str]]:
    return [
        {"title": f"{source.publisher}: {source.title}", **({"path": source.url} if source.url else {})}
        for source in dataset.sources.values()
    ]


def _table(
    name: str, title: str, content: DataFile, fields: dict[str, dict[str, Any]], key: str, refers: dict[str, str]
) -> dict[str, Any]:
    return {
        **_resource(name, f"{name}.csv", title, content),
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "schema": {
            "fields": [{"name": field, "type": "string", **said} for field, said in fields.items()],
            "primaryKey": [key],
            "foreignKeys": [
                {"fields": [field], "reference": {"resource": table, "fields": ["id"]}}
                for field, table in refers.items()
            ],
        },
    }


def _resource(name: str, path: str, title: str, content: DataFile) -> dict[str, Any]:
    return {
        "name": name,
        "path": path,
        "title": title,
        "encoding": "utf-8",
        "bytes": content.size,
        "hash": f"sha256:{content.sha256}",
    }
