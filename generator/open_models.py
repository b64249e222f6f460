"""Which shape has a company's published file, version 1, and what does each field mean?

The schema at `/data/schema/company-v1.json` is made of these models. A field may be added; one that goes, or means
something else, makes version 2 under an address of its own.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.amounts import Unit
from generator.figures import Grade
from generator.open_data import SCHEMA_ADDRESS

Section = Literal["instrument", "liquidity", "refresh", "signing", "practice", "deadline"]


class _Open(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class Licence(_Open):
    """Under which terms the file may be used."""

    name: str
    url: str
    attribution: str = Field(description="Whom to name; link to the page that was used as well.")


class OpenSource(_Open):
    """One source that a row of this file rests on."""

    publisher: str
    title: str
    url: str | None
    published: str | None = Field(description="Year, month or day of publication, as far as it is known.")
    accessed: str = Field(description="When it was last read.")
    kind: str
    grade: Grade = Field(description="A primary; B aggregated and verified, or reputable press; C secondary.")
    via: str | None = Field(description="Through whose copy it was read, when not at its own address.")
    archived: str | None = Field(description="Address of an archived copy.")


class OpenInput(_Open):
    """One amount that went into a derived figure."""

    words: str
    value: int | tuple[int, ...] | None = Field(description="In its unit; a list holds a share for each year.")
    unit: Unit
    path: str | None = Field(description="The figure it is, in this file or among figures.csv; null where it is none.")


class Derivation(_Open):
    """How a derived figure was computed."""

    formula: str | None = Field(
        description="Name of the formula in generator/formulas; null where an amount is taken over."
    )
    words: str = Field(description="The formula in words.")
    operands: tuple[str, ...] = Field(description="Paths of the figures that went in, each once.")
    inputs: tuple[OpenInput, ...] = Field(description="Every amount that went in, in the formula's order.")


class OpenFigure(_Open):
    """One figure.

    A path without `@` is the figure in use. With `@source` it is the row of that source, the one in use included.
    """

    path: str = Field(description="Its lasting name, such as `acme.l5.base` or `acme.l5.base@pay-tables`.")
    label: str
    quantity: str
    column: str | None = Field(description="Column of a counter-offer: initial, ask or ask_with_offer.")
    low: int | None = Field(description="Whole dollars, basis points (bp) or the unit named; null for an open end.")
    high: int | None = Field(description="Equal to `low` for a single value; null for an open end.")
    unit: Unit
    text: str = Field(description="As the pages show it.")
    statistic: str | None
    location: str | None
    since: str | None = Field(
        serialization_alias="from", description="Holds from this year, month or day; null: undated."
    )
    source: str | None = Field(description="A key of `sources`; null for a derived figure.")
    grade: Grade | None
    because: str | None = Field(description="Why this row, and not another of its list, is the one in use.")
    note: str | None
    derived: Derivation | None
    address: str = Field(description="Its row, from the root of the site.")
    url: str | None = Field(
        description="The same with the site's own address; null where the site was built without one."
    )


class OpenStep(_Open):
    """Where a level stands on the steps across companies."""

    at: int
    to: int | None = Field(description="The last step, where the level spans several.")
    name: str | None = Field(description="What the guide calls the step `at`.")
    source: str | None
    since: str | None = Field(serialization_alias="from")


class OpenLevel(_Open):
    """One level of the company's ladder, lowest first."""

    id: str
    title: str
    role: str
    step: OpenStep | None
    note: str | None
    address: str
    url: str | None


class OpenTerm(_Open):
    """One sourced sentence on terms or practice; its figures stand under `figures` as well."""

    section: Section
    text: str
    quote: str | None
    since: str | None = Field(serialization_alias="from")
    source: str | None
    grade: Grade | None


class OpenAsk(_Open):
    """What to ask for, in order."""

    component: str
    ask: str
    because: str
    room: int | None = Field(
        description="Share of the basis, in bp, that replaces the model's; 0 where it does not move."
    )
    sign_off: bool = Field(description="Whether the company is known to go above a band with sign-off.")
    source: str | None
    claim: str | None


class NotPublished(_Open):
    """A figure that a reader would look for and that nobody has published."""

    path: str
    label: str
    reason: str | None = Field(description="Why there is none; null where nothing was found.")


class OpenCompany(_Open):
    """Everything the guide knows of one company. Money in whole dollars, shares in basis points."""

    schema_: str = Field(serialization_alias="$schema")
    version: Literal[1]
    name: str
    slug: str
    kind: Literal["lab", "big tech"]
    aliases: tuple[str, ...]
    address: str
    url: str | None
    as_of: str = Field(description="The day for which the guide was built.")
    licence: Licence
    ladder_of: str | None = Field(description="Slug of the company whose ladder it uses.")
    ladder: str
    levels: tuple[OpenLevel, ...]
    asks: tuple[OpenAsk, ...]
    figures: tuple[OpenFigure, ...]
    terms: tuple[OpenTerm, ...]
    not_published: tuple[NotPublished, ...]
    unknown: tuple[str, ...] = Field(description="What nobody has published, in sentences.")
    sources: dict[str, OpenSource]


def company_schema(site_url: str = "") -> str:
    """Return the JSON Schema of a company's file as text; its `$id` is absolute where the site has an address."""
    made: dict[str, Any] = OpenCompany.model_json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{site_url}{SCHEMA_ADDRESS}"}
    return json.dumps({**head, **made}, ensure_ascii=False, indent=1) + "\n"
