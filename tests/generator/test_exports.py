"""Does what leaves for machines say what the pages say?"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from generator import formulas
from generator.counter_offers import company_counter_offer
from generator.exports import calculator_data, calculator_json, company_text, figures_csv
from generator.offers import Offer, offer_of
from tests.build import (
    Edit,
    build_catalogue,
    build_dataset,
    build_grant,
    build_package,
    build_payment,
    build_refresh,
)


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, str]]:
    """The rows of figures.csv by path."""
    text = figures_csv(build_dataset(), build_catalogue())
    return {row["path"]: row for row in csv.DictReader(io.StringIO(text))}


def test_csv_has_a_row_for_every_figure(rows: dict[str, dict[str, str]]) -> None:
    """Every figure is one row, under its path, with its amount, text and address."""
    figures = build_catalogue()
    assert list(rows) == list(figures)
    for path, entry in figures.items():
        row = rows[path]
        assert (row["text"], row["address"], row["unit"]) == (entry.text, entry.address, entry.unit)
        assert row["low"] == ("" if entry.low is None else str(entry.low))


def test_csv_rows_by_hand(rows: dict[str, dict[str, str]]) -> None:
    """A row of the data carries its day, statistic, source and grade; a derived one carries none."""
    assert rows["acme.l4.base@acme-postings"] == {
        "path": "acme.l4.base@acme-postings",
        "low": "140000",
        "high": "160000",
        "unit": "dollars",
        "text": "$140K–$160K",
        "label": "Acme L4: base",
        "from": "2026-01-15",
        "statistic": "posted range",
        "source": "acme-postings",
        "grade": "A",
        "address": "/companies/acme/figures/#l4-base",
    }
    derived = rows["acme.l4.lift.ask"]
    assert (derived["low"], derived["unit"], derived["text"]) == ("1899", "bp", "19.0%")
    assert [derived[name] for name in ("from", "statistic", "source", "grade")] == ["", "", "", ""]


def test_csv_is_plain() -> None:
    """Lines end in a line feed, and the first one names the columns."""
    text = figures_csv(build_dataset(), build_catalogue())
    assert text.startswith("path,low,high,unit,text,label,from,statistic,source,grade,address\n")
    assert "\r" not in text
    assert text.endswith("\n")


# The calculator


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    """What the calculator is given, as it arrives in the browser."""
    return json.loads(json.dumps(calculator_data(build_dataset())))


def level_of(data: dict[str, Any], company: str, level: str) -> dict[str, Any]:
    """Return what the calculator knows of one level."""
    (found,) = [row for row in data["levels"] if (row["company"], row["level"]) == (company, level)]
    return found


def calculated(data: dict[str, Any], company: str, level: str, leverage: str) -> dict[str, Any]:
    """Return the ask that the calculator computes from what it is given, with nothing changed by the reader."""
    row = level_of(data, company, level)
    values = {"bonus_target": 0, "signing_bonus": 0} | data["assumed"] | row["offer"]
    (levers,) = [owner["levers"] for owner in data["companies"] if owner["company"] == company]
    policy = dict(data["policy"])
    caps: dict[str, int | None] = {}
    for component in ("base", "signing_bonus", "grant", "refresh"):
        lever = levers.get(component, {"room": None, "sign_off": False})
        if lever["room"] is not None:
            policy[f"{component}_room"] = lever["room"]
        if component in row["bands"]:
            top = formulas.band_top(row["bands"][component], values[component])
            caps[component] = None if lever["sign_off"] else top
    return formulas.asked_offer(offer_terms(values), policy, data["leverage"][leverage], caps, None)


def offer_terms(values: dict[str, Any]) -> dict[str, Any]:
    """Return an offer as the formulas take it, from what the calculator's fields of that name hold."""
    vesting = {name: values[name] for name in ("vesting_schedule", "every_months", "cliff_months", "strike")}
    return build_package(
        **{name: values[name] for name in ("base", "merit", "bonus_target", "bonus_payout", "growth", "discount")},
        payments=[build_payment(values["signing_bonus"], values["signing_month"], values["signing_months"])],
        grants=[build_grant(values["grant"], start_month=values["start_month"], **vesting)],
        refreshes=[
            build_refresh(
                start_month=values["refresh_month"],
                vesting_schedule=values["refresh_schedule"],
                every_months=values["refresh_every"],
            )
        ],
    )


@pytest.mark.parametrize(("company", "level"), [("acme", "l4"), ("acme", "l5"), ("globex", "l4")])
def test_the_calculator_agrees_with_the_table(data: dict[str, Any], company: str, level: str) -> None:
    """From what it is given, the calculator computes the asks of the company's table."""
    owner = build_dataset().companies[company]
    counter = company_counter_offer(build_dataset(), owner, owner.levels[level])
    assert counter is not None
    assert level_of(data, company, level)["complete"]
    for leverage, column in (("none", "ask"), ("written", "ask_with_offer")):
        asked = calculated(data, company, level, leverage)
        offer = counter.columns[column]
        assert offer_of(asked) == offer._replace(signing_months=1)  # at once or by the month, the year pays as much
        assert formulas.year_1_total(asked) == offer.year_1_total
        assert formulas.year_table(asked) == formulas.year_table(offer.terms)


def test_an_offer_holds_only_what_is_published(data: dict[str, Any]) -> None:
    """What nobody publishes is not in the calculator's offer, so nothing missing is filled in as zero."""
    assert level_of(data, "acme", "l5")["offer"] == {"base": 225_000, "grant": 600_000, "cliff_months": 6}
    staff = level_of(data, "acme", "l6")
    assert (staff["complete"], "grant" in staff["offer"], staff["offer"]["base"]) == (False, False, 300_000)
    assert level_of(data, "globex", "l6")["offer"] == {}


def test_terms_that_nobody_publishes_are_assumed(data: dict[str, Any]) -> None:
    """What the calculator assumes is a plain offer: even vesting, no cliff, paid at once, nothing grows or is owed."""
    assumed = data["assumed"]
    assert assumed["vesting_schedule"] == assumed["refresh_schedule"] == [2_500, 2_500, 2_500, 2_500]
    assert assumed["bonus_payout"] == 10_000
    nothing = ("merit", "cliff_months", "start_month", "strike", "growth", "discount")
    assert {assumed[name] for name in nothing} == {0}
    plain = Offer(base=200_000, grant=400_000, signing_bonus=30_000, signing_months=1)
    values = assumed | {"base": 200_000, "grant": 400_000, "signing_bonus": 30_000, "bonus_target": 0}
    assert offer_terms(values) == plain.terms


def test_the_mark_of_a_closing_offer_is_a_claim() -> None:
    """How large a last rise may be to count as the closing offer is what the claim says; without it nothing is."""
    claim = (
        "closing-bump:\n  says: A last rise of {bump} closes it.\n  figures: {bump: up to 7%}\n"
        "  from: 2026\n  source: handbook\n  verdict: no independent support\n"
    )
    edit = Edit("claims", "usual-lift:\n", f"{claim}usual-lift:\n")
    assert calculator_data(build_dataset(edit))["closing_bump"] == 700
    assert calculator_data(build_dataset())["closing_bump"] is None


def test_every_published_range_is_a_band(data: dict[str, Any]) -> None:
    """Bands come for base, signing bonus and grant; that of a yearly figure for the grant that is made of it."""
    assert level_of(data, "acme", "l4")["bands"] == {
        "base": [{"low": 140_000, "high": 160_000}],
        "signing_bonus": [],
        "grant": [],
    }
    assert level_of(data, "globex", "l4")["bands"]["grant"] == [{"low": 160_000, "high": 240_000}]
    row = "{value: 20K, statistic: single report, from: 2025-11, source: pay-guide}"
    edit = Edit("companies/acme", row, "{low: 10K, high: 30K, statistic: compiled guide, source: pay-guide}")
    bands = level_of(calculator_data(build_dataset(edit)), "acme", "l4")["bands"]
    assert bands["signing_bonus"] == [{"low": 10_000, "high": 30_000}]


def test_terms_of_a_company_hold_for_an_offer_without_a_level(data: dict[str, Any]) -> None:
    """A company's schedule, how often it vests, its cliff and its market arrive apart from any level."""
    terms = {owner["company"]: owner["terms"] for owner in data["companies"]}
    assert terms["acme"] == {"vesting_schedule": [4_000, 3_000, 2_000, 1_000], "every_months": 3, "cliff_months": 6}
    assert terms["globex"] == {}
    edit = Edit("companies/acme", "equity:\n  instrument:", "equity:\n  market: tender\n  instrument:")
    companies = calculator_data(build_dataset(edit))["companies"]
    assert [owner["terms"].get("liquidity") for owner in companies if owner["company"] == "acme"] == ["tender"]


def test_the_model_is_the_policy(data: dict[str, Any]) -> None:
    """The calculator's leverage and mark for drops are the policy's."""
    assert data["leverage"] == {"none": 4_000, "process": 7_000, "written": 10_000}
    assert (data["drop_flag"], data["as_of"]) == (2_000, "2026-04-02")


def test_levers_carry_their_reason(data: dict[str, Any]) -> None:
    """A company's own room or sign-off arrives with its reason; a line without either is no lever."""
    levers = {owner["company"]: owner["levers"] for owner in data["companies"]}
    assert levers["acme"] == {}
    assert levers["globex"] == {
        "signing_bonus": {"room": 0, "sign_off": False, "because": "Globex pays none."},
        "base": {"room": None, "sign_off": True, "because": "A vice president may sign it off."},
    }


def test_it_opens_with_a_level_that_has_a_table(data: dict[str, Any]) -> None:
    """The calculator opens with a complete level of the worked example's company."""
    opened = data["opens_with"]
    assert opened["company"] == "acme"
    assert level_of(data, **opened)["complete"]


def test_a_reported_range_is_no_band() -> None:
    """Bands are published ranges with both ends; an average or an open range caps nothing in the calculator either."""
    edit = Edit("companies/globex", "statistic: posted range", "statistic: percentile range")
    assert level_of(calculator_data(build_dataset(edit)), "globex", "l4")["bands"]["base"] == []


def test_every_amount_is_a_whole_number(data: dict[str, Any]) -> None:
    """No figure that the browser gets is a fraction."""

    def numbers(found: Any) -> list[Any]:
        if isinstance(found, dict):
            return [n for value in found.values() for n in numbers(value)]
        if isinstance(found, list):
            return [n for value in found for n in numbers(value)]
        return [found] if isinstance(found, float) else []

    assert numbers(data) == []


def test_the_calculators_data_is_joined_from_texts() -> None:
    """The text of each company, joined, is the JSON of the whole; a company without a level adds none."""
    dataset = build_dataset()
    texts = [company_text(dataset, company) for company in dataset.companies.values()]
    whole = calculator_data(dataset)
    assert calculator_json(dataset, texts) == json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    assert json.loads(calculator_json(dataset, [texts[0], ('{"company":"new"}', "")]))["levels"] == [
        level for level in whole["levels"] if level["company"] == next(iter(dataset.companies))
    ]
