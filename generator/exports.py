"""What leaves the dataset for machines: the calculator's offers, and the figures as rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator import formulas
from generator.catalogue import Catalogue, Entry
from generator.counter_offers import _BANDS, ASKING_ORDER, MOVED, central, company_counter_offer, policy_terms
from generator.dataset import Dataset
from generator.figures import MoneyFigure
from generator.models import Company, Level
from generator.offers import EVEN_SCHEDULE, EVERY_MONTHS
from generator.tables import grade_of

# What fills a term of the calculator that no data fills: paid at once, vesting evenly, nothing that grows.
_ASSUMED = {
    "merit": 0,
    "bonus_payout": 10_000,
    "signing_month": 1,
    "signing_months": 1,
    "vesting_schedule": list(EVEN_SCHEDULE),
    "every_months": EVERY_MONTHS,
    "cliff_months": 0,
    "start_month": 0,
    "strike": 0,
    "refresh_month": 12,
    "refresh_schedule": list(EVEN_SCHEDULE),
    "refresh_every": EVERY_MONTHS,
    "growth": 0,
    "liquidity": "none",
    "discount": 0,
}
_EVERY_MONTHS = {"monthly": 1, "quarterly": 3, "twice a year": 6, "yearly": 12}
_YEARS_OF_A_GRANT = 4  # as in `formulas.grant_of_annual_equity`
# What the calculator needs of a company, and of each of its levels.
CompanyData = tuple[dict[str, Any], list[dict[str, Any]]]
CompanyText = tuple[str, str]
CSV_HEAD = "path,low,high,unit,text,label,from,statistic,source,grade,address"


def calculator_data(dataset: Dataset) -> dict[str, Any]:
    """Return what the calculator needs: the model, each company's levers, and each level's published figures.

    A level's `offer` holds only what the data says; `assumed` fills the terms that nobody publishes.
    """
    companies = [company_data(dataset, company) for company in dataset.companies.values()]
    return {
        **calculator_model(dataset),
        "companies": [company for company, _ in companies],
        "levels": [level for _, levels in companies for level in levels],
    }


def calculator_json(dataset: Dataset, companies: Sequence[CompanyText]) -> str:
    """Return `calculator_data` as JSON, joined from what `company_text` says of each company."""
    of_companies, of_levels = ",".join([own for own, _ in companies]), ",".join([own for _, own in companies if own])
    model = _json(calculator_model(dataset)).removesuffix("}")
    return f'{model},"companies":[{of_companies}],"levels":[{of_levels}]}}'


def company_text(dataset: Dataset, company: Company) -> CompanyText:
    """Return what the calculator needs of a company, and of its levels, as it stands in the lists of all."""
    own, levels = company_data(dataset, company)
    return _json(own), ",".join(_json(level) for level in levels)


def _json(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def calculator_model(dataset: Dataset) -> dict[str, Any]:
    """Return what the calculator needs besides the companies."""
    policy = dataset.policy
    return {
        "as_of": dataset.as_of.isoformat(),
        "asking_order": list(ASKING_ORDER),
        "policy": policy_terms(policy),
        "leverage": {name: rate.value for name, rate in policy.leverage},
        "drop_flag": policy.drop_flag.value,
        "closing_bump": _closing_bump(dataset),
        "assumed": _ASSUMED,
        "opens_with": _opens_with(dataset),
    }


def company_data(dataset: Dataset, company: Company) -> CompanyData:
    """Return what the calculator needs of a company, and of each of its levels."""
    slug = company.slug
    return {"company": slug, "name": company.name, "levers": _levers(company), "terms": _terms(company)}, [
        {"company": slug, "level": name, "title": level.title, "role": level.role} | _prefill(dataset, company, level)
        for name, level in company.levels.items()
    ]


def _closing_bump(dataset: Dataset) -> int | None:
    """Return up to how much, in basis points, a last rise counts as the closing offer; None without that claim."""
    claim = dataset.claims.get("closing-bump")
    return claim.figures["bump"].high if claim else None


def _opens_with(dataset: Dataset) -> dict[str, str]:
    """Return the level that the calculator opens with: of the worked example's company, amid those with a table."""
    slug = next(iter(dataset.examples.values())).company
    company = dataset.companies[slug]
    complete = [name for name, level in company.levels.items() if company_counter_offer(dataset, company, level)]
    return {"company": slug, "level": complete[len(complete) // 2]}


def _levers(company: Company) -> dict[str, dict[str, Any]]:
    """Return the company's own levers by component: the room that replaces the policy's, or sign-off, and why."""
    levers: dict[str, dict[str, Any]] = {}
    for line in company.asks:
        if line.component in MOVED and (line.room is not None or line.sign_off) and line.component not in levers:
            levers[line.component] = {"room": line.room, "sign_off": line.sign_off, "because": line.because}
    return levers


def _terms(company: Company) -> dict[str, Any]:
    """Return what is known of how a company's shares vest and where they can be sold."""
    equity = company.equity
    schedule = equity.vesting_schedule[0] if equity.vesting_schedule else None
    terms = {
        "vesting_schedule": list(schedule.shares) if schedule else None,
        "every_months": _EVERY_MONTHS.get(schedule.frequency or "") if schedule else None,
        "cliff_months": equity.cliff_months[0].value if equity.cliff_months else None,
        "liquidity": equity.market,
    }
    return {name: value for name, value in terms.items() if value is not None}


def _prefill(dataset: Dataset, company: Company, level: Level) -> dict[str, Any]:
    """Return what is published of a level's offer, and the bands its base and grant may lie in, in dollars."""
    counter = company_counter_offer(dataset, company, level)
    annual = central(level.annual_equity)
    is_derived = central(level.grant) is None and annual is not None
    grant = int(formulas.grant_of_annual_equity(annual)) if is_derived else central(level.grant)
    bonus = level.bonus_target[0] if level.bonus_target else None
    offer: dict[str, Any] = {
        "base": central(level.base),
        "bonus_target": bonus.value if bonus else None,
        "signing_bonus": central(level.signing_bonus),
        "grant": grant,
    }
    # Four times a yearly figure says nothing of the shape, so even vesting stays assumed there.
    shape = ("vesting_schedule", "every_months")
    terms = {name: value for name, value in _terms(company).items() if not is_derived or name not in shape}
    return {
        "complete": counter is not None,
        "derived_grant": is_derived,
        "ranged_bonus": bonus is not None and bonus.published and bonus.value is None,
        "offer": {name: value for name, value in offer.items() if value is not None} | terms,
        "bands": {
            "base": _bands(level.base, 1),
            "signing_bonus": _bands(level.signing_bonus, 1),
            "grant": _bands(level.annual_equity, _YEARS_OF_A_GRANT) if is_derived else _bands(level.grant, 1),
        },
    }


def _bands(rows: tuple[MoneyFigure, ...], years: int) -> list[dict[str, int]]:
    return [
        {"low": int(formulas.over_years(row.low, years)), "high": int(formulas.over_years(row.high, years))}
        for row in rows
        if row.statistic in _BANDS and row.low is not None and row.high is not None
    ]


def figures_csv(dataset: Dataset, figures: Catalogue) -> str:
    """Return every figure as a CSV row under the names of the columns."""
    return f"{CSV_HEAD}\n{csv_rows(dataset, figures)}"


def csv_rows(dataset: Dataset, figures: Mapping[str, Entry]) -> str:
    """Return some figures, by path, as the lines of a CSV file; no text of ours goes over several lines."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    for path, entry in figures.items():
        row = entry.row
        source = row.source if row else None
        rows.writerow(
            [
                path,
                entry.low,
                entry.high,
                entry.unit,
                entry.text,
                entry.label,
                row.from_ if row else None,
                getattr(row, "statistic", None),
                source,
                grade_of(dataset, row) if row and source else None,
                entry.address,
            ]
        )
    return out.getvalue()
