"""What leaves the dataset for machines: the calculator's offers, and the figures as rows."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from generator.catalogue import Catalogue
from generator.counter_offers import MOVED, company_counter_offer, policy_terms
from generator.dataset import Dataset
from generator.models import Company
from generator.tables import grade_of

_COLUMNS = ("path", "low", "high", "unit", "text", "label", "from", "statistic", "source", "grade", "address")


def calculator_data(dataset: Dataset) -> dict[str, Any]:
    """Return what the calculator can prefill: the policy, and per level the example offer, its rooms and its caps."""
    policy = dataset.policy
    levels: list[dict[str, Any]] = []
    for slug, company in dataset.companies.items():
        for name, level in company.levels.items():
            counter = company_counter_offer(dataset, company, level)
            if counter is None:
                known = {c: getattr(level, c)[0] for c in ("base", "annual_equity", "grant") if getattr(level, c)}
                offer: dict[str, Any] = {
                    c: row.value for c, row in known.items() if row.published and row.value is not None
                }
            else:
                offer = counter.columns["initial"].terms
            levels.append(
                {
                    "company": slug,
                    "company_name": company.name,
                    "level": name,
                    "level_title": level.title,
                    "role": level.role,
                    "complete": counter is not None,
                    "offer": offer,
                    "absent": sorted(counter.absent) if counter else [],
                    "rooms": {c: counter.limits[c].room for c in MOVED} if counter else {},
                    "caps": {c: counter.limits[c].cap for c in ("base", "grant")} if counter else {},
                }
            )
    return {
        "as_of": dataset.as_of.isoformat(),
        "policy": policy_terms(policy),
        "leverage": {name: rate.value for name, rate in policy.leverage},
        "drop_flag": policy.drop_flag.value,
        "levels": levels,
    }


def figures_csv(dataset: Dataset, figures: Catalogue) -> str:
    """Return every figure as a CSV row under `_COLUMNS`."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_COLUMNS)
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


def company_json(dataset: Dataset, figures: Catalogue, company: Company) -> str:
    """Return a company's figures and terms as JSON text; money in dollars, shares in basis points."""
    prefix = f"{company.slug}."
    rows = [
        {
            "path": path,
            "low": entry.low,
            "high": entry.high,
            "unit": entry.unit,
            "text": entry.text,
            "derived": entry.derived,
            "source": entry.row.source if entry.row else None,
            "address": entry.address,
        }
        for path, entry in figures.items()
        if path.startswith(prefix)
    ]
    data = {"name": company.name, "slug": company.slug, "as_of": dataset.as_of.isoformat(), "figures": rows}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
