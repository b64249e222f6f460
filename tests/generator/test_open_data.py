"""Does a company's published file say all that the pages say, in a shape that others can rely on?"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.dataset import load_dataset
from generator.entries import catalogue
from generator.open_data import SCHEMA_ADDRESS, SOURCE_COLUMNS, company_json, sources_csv
from generator.open_models import company_schema
from tests.build import ROOT, Edit, build_catalogue, build_dataset

# What was published as version 1; it may grow, and nothing in it may go.
PUBLISHED = ROOT / "tests" / "generator" / "published" / "company-v1.json"


def document(slug: str, *edits: Edit, site_url: str = "") -> dict[str, Any]:
    """Return the published file of a company of the content tree."""
    dataset = build_dataset(*edits)
    return json.loads(company_json(dataset, build_catalogue(*edits), dataset.companies[slug], site_url))


def figure(found: dict[str, Any], path: str) -> dict[str, Any]:
    """Return one figure of a file."""
    [row] = [row for row in found["figures"] if row["path"] == path]
    return row


@pytest.fixture(scope="module")
def acme() -> dict[str, Any]:
    """The file of the company with most rows."""
    return document("acme")


@pytest.mark.parametrize("slug", ["acme", "globex", "globex-labs"])
def test_a_file_is_valid_against_its_schema(slug: str) -> None:
    """Each company's file is valid against the published schema, and names it."""
    found = document(slug)
    schema = json.loads(company_schema())
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(found)) == []
    assert found["$schema"] == "../schema/company-v1.json"
    assert found["version"] == 1


def test_the_schema_refuses_a_wrong_file(acme: dict[str, Any]) -> None:
    """A file without its figures, or with an amount as text, is not valid: the schema checks something."""
    validator = Draft202012Validator(json.loads(company_schema()))
    assert not validator.is_valid({key: value for key, value in acme.items() if key != "figures"})
    assert not validator.is_valid({**acme, "figures": [{**acme["figures"][0], "low": "150K"}]})


def test_every_company_of_the_guide_is_valid() -> None:
    """The files of the real companies are valid, and every source that a row names is in its file, and no other."""
    dataset = load_dataset(ROOT / "content").checked()
    figures = catalogue(dataset)
    validator = Draft202012Validator(json.loads(company_schema()))
    for company in dataset.companies.values():
        found = json.loads(company_json(dataset, figures, company))
        assert [error.message for error in validator.iter_errors(found)] == []
        steps = [level["step"] for level in found["levels"] if level["step"]]
        rows = [*found["figures"], *found["terms"], *found["asks"], *steps]
        assert {row["source"] for row in rows if row["source"]} == set(found["sources"])


def _misshapen(value: Any, shape: dict[str, Any], models: dict[str, Any], at: str) -> list[str]:
    """Return where a value has other keys than its shape, or has them in another order."""
    if isinstance(value, list):
        return [fault for row in value for fault in _misshapen(row, shape.get("items", {}), models, at)]
    if not isinstance(value, dict):
        return []
    for name in re.findall(r"#/\$defs/(\w+)", json.dumps(shape)) if "properties" not in shape else ():
        shape = models[name]
    if "properties" not in shape:
        return [f"{at}: a group that the schema does not name"]
    faults = [] if list(value) == list(shape["properties"]) else [f"{at}: {list(value)}"]
    for key, inner in shape["properties"].items():
        if "additionalProperties" in inner:
            rows = list(value.get(key, {}).values())
            faults += _misshapen(rows, {"items": inner["additionalProperties"]}, models, f"{at}.{key}")
        else:
            faults += _misshapen(value.get(key), inner, models, f"{at}.{key}")
    return faults


def test_a_file_has_no_field_that_the_schema_does_not_name(acme: dict[str, Any]) -> None:
    """Each group of a file has the fields of the schema, all of them, no others, and in that order."""
    schema = json.loads(company_schema())
    assert _misshapen(acme, schema, schema["$defs"], "file") == []
    more = {**acme, "asks": [{**acme["asks"][0], "mood": "good"}]}
    assert _misshapen(more, schema, schema["$defs"], "file") == [f"file.asks: {list(more['asks'][0])}"]


def _shape(schema: dict[str, Any], at: str = "") -> set[str]:
    """Return every property of a schema with its type, as `OpenFigure.low: …`."""
    models = {"": schema, **schema.get("$defs", {})}
    return {
        f"{name}.{key}: {json.dumps({k: v for k, v in kind.items() if k not in ('description', 'title')})}"
        for name, model in models.items()
        for key, kind in model["properties"].items()
    }


def test_version_1_stays_what_it_is() -> None:
    """Every field of the schema as first published is still there, of the same type, and still required.

    A field that was added belongs into the copy in the tests; one that must go makes version 2.
    """
    made, first = json.loads(company_schema()), json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert _shape(first) - _shape(made) == set()
    assert _shape(made) - _shape(first) == set(), f"copy the new schema to {PUBLISHED}"
    assert set(first["required"]) <= set(made["required"])


def test_a_file_holds_the_figures_of_one_company() -> None:
    """A company's file holds its figures and no other's, in the catalogue's order."""
    found = document("globex")
    assert [row["path"] for row in found["figures"]] == [
        path for path in build_catalogue() if path.startswith("globex.")
    ]
    assert (found["slug"], found["as_of"]) == ("globex", "2026-04-02")


def test_a_row_answers_for_itself(acme: dict[str, Any]) -> None:
    """A row of the data carries amount, unit, statistic, place, day, source, grade, its reason and its address."""
    assert figure(acme, "acme.l4.base") == {
        "path": "acme.l4.base",
        "label": "Acme L4: base",
        "quantity": "base",
        "column": None,
        "low": 150_000,
        "high": 150_000,
        "unit": "dollars",
        "text": "$150K",
        "statistic": "average",
        "location": "United States",
        "from": "2026-03",
        "source": "pay-tables",
        "grade": "B",
        "because": "It is the newest.",
        "note": None,
        "derived": None,
        "address": "/companies/acme/figures/#l4-base",
        "url": None,
    }
    assert figure(acme, "acme.l4.base@acme-postings")["high"] == 160_000
    assert figure(acme, "acme.l4.bonus_target")["low"] == 1_000


def test_a_derived_figure_says_how(acme: dict[str, Any]) -> None:
    """A computed figure names its formula and each operand with its amount, and no source of its own."""
    lift = figure(acme, "acme.l4.lift.ask")
    assert (lift["source"], lift["grade"], lift["unit"]) == (None, None, "bp")
    assert lift["derived"]["formula"] == "change"
    assert lift["derived"]["operands"] == ["acme.l4.year_1_total.initial", "acme.l4.year_1_total.ask"]
    assert [given["value"] for given in lift["derived"]["inputs"]] == [
        figure(acme, path)["low"] for path in lift["derived"]["operands"]
    ]


def test_operands_exist(acme: dict[str, Any]) -> None:
    """Every operand of a derived figure is a figure of the guide."""
    operands = {path for row in acme["figures"] if row["derived"] for path in row["derived"]["operands"]}
    assert operands
    assert operands <= set(build_catalogue())


def test_what_is_not_published_is_said(acme: dict[str, Any]) -> None:
    """A cell without a figure is listed with its reason, or with none where nobody gave one; it is never a zero."""
    missing = {row["path"]: row["reason"] for row in acme["not_published"]}
    assert missing["acme.l6.grant"] == "Nobody has published one."
    assert missing["acme.l5.signing_bonus"] is None
    assert missing.keys().isdisjoint(row["path"] for row in acme["figures"])
    assert acme["unknown"] == ["What a refresh comes to."]


def test_levels_stand_on_the_steps(acme: dict[str, Any]) -> None:
    """Each level has its step across companies with the step's name and the source of the mapping."""
    [_, senior, _] = acme["levels"]
    assert senior["step"] == {"at": 5, "to": None, "name": "Senior", "source": "pay-tables", "from": "2026"}
    assert senior["address"] == "/companies/acme/#l5"


def test_terms_are_sentences_with_their_figures(acme: dict[str, Any]) -> None:
    """A term is its whole sentence, figures filled in, with its source and grade."""
    [buyback] = [term for term in acme["terms"] if term["section"] == "liquidity"]
    assert (buyback["text"], buyback["grade"]) == ("A buyback in 2 years took $6.6B.", "C")


def test_addresses_are_absolute_where_the_site_has_one() -> None:
    """With the site's address every figure has its own beside the path from the root, and the schema is found there."""
    found = document("acme", site_url="https://example.org/guide")
    assert found["$schema"] == f"https://example.org/guide{SCHEMA_ADDRESS}"
    assert found["url"] == "https://example.org/guide/companies/acme/"
    assert all(row["url"] == f"https://example.org/guide{row['address']}" for row in found["figures"])
    assert json.loads(company_schema("https://example.org/guide"))["$id"] == found["$schema"]


def test_an_archived_copy_is_published_with_its_source() -> None:
    """A source's archived copy stands in the company's file and in the table of sources."""
    archived = "https://archive.example/acme"
    edit = Edit("sources", "  kind: posting\n  grade: A", f"  archived: {archived}\n  kind: posting\n  grade: A")
    assert document("acme", edit)["sources"]["acme-postings"]["archived"] == archived
    assert archived in sources_csv(build_dataset(edit))


def test_sources_are_rows() -> None:
    """The table of sources has a row for each, by its id, with an empty field for what is not known."""
    rows = list(csv.DictReader(io.StringIO(sources_csv(build_dataset()))))
    assert tuple(rows[0]) == SOURCE_COLUMNS
    assert [row["id"] for row in rows] == list(build_dataset().sources)
    assert (rows[0]["published"], rows[0]["via"], rows[0]["grade"]) == ("2026-01", "", "A")
