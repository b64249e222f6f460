"""A whole small guide with a made-up company, as path → text; every plugin test starts from it."""

from __future__ import annotations

FIGURE = "{statistic: average, location: United States, from: 2026-01, source: acme-survey}"

ACME = """\
name: Acme
slug: acme
kind: lab
ladder: Two rungs.
levels:
  l1:
    title: L1
    role: Junior
    step: [{at: 3, source: acme-survey}]
    base:
      - {value: 100K, statistic: average, from: 2026-01, source: acme-survey}
    annual_equity:
      - {value: 50K, statistic: average, from: 2026-01, source: acme-survey}
    total_comp:
      - {value: 150K, statistic: average, from: 2026-01, source: acme-survey}
  l2:
    title: L2
    role: Senior
    total_comp:
      - {low: 200K, high: 260K, statistic: average, from: 2026-01, source: acme-survey}
equity:
  vesting_schedule:
    - {shares: [25%, 25%, 25%, 25%], from: 2026-01, source: acme-survey}
asks:
  - {component: grant, ask: Ask for the grant first., because: It moves most., source: acme-survey}
unknown:
  - Nobody publishes the clawback.
"""

POLICY = """\
room: {base: &, signing_bonus: &, grant: &, refresh: &}
capture: {base: &, signing_bonus: &, grant: &, refresh: &}
step: {base: $, signing_bonus: $, grant: $, refresh: $}
leverage: {none: &, process: &, written: &}
drop_flag: {value: 20%, reason: A mark.}
spread_months: {value: 24, reason: A span.}
shelf_life: {figures: {value: 180, reason: A life.}, terms: {value: 365, reason: A life.}}
""".replace("&", "{value: 50%, reason: An assumption.}").replace("$", "{value: 5K, reason: Round.}")

EXAMPLE = """\
openai-senior:
  name: Somebody at Acme
  company: acme
  source: acme-survey
  base: 200K
  bonus_target: 0%
  signing_bonus: 10K
  grant: 400K
  vesting_schedule: [25%, 25%, 25%, 25%]
  printed:
    base: {initial: 200K}
  printed_lift: 20%
"""

COMPANY_PAGE = """\
Title: Acme: what to ask for
Summary: Base {{ figure("acme.l1.base") }} at the first rung.

{{ company_head("acme") }}

## Levels {: #levels }

The first rung pays {{ figure("acme.l1.base") }}.

{{ levels("acme") }}

## Equity {: #equity }

{{ terms("acme", "equity") }}

## Signing bonus {: #signing-bonus }

## Refresh {: #refresh }

## Level mapping {: #level-mapping }

{{ level_map("acme") }}

## Tactics {: #tactics }

## Questions {: #faq }

## Sources {: #sources }

{{ sources("acme") }}

## History {: #history }

{{ company_history("acme") }}
"""


def _page(title: str, body: str = "") -> str:
    return f"Title: {title}\nSummary: About it.\n\n{body}\n"


FILES = {
    "content/data/companies/acme.yaml": ACME,
    "content/data/sources.yaml": "acme-survey:\n  publisher: Acme Survey\n  title: Pay at Acme\n"
    "  accessed: 2026-02-01\n  kind: survey\n  grade: B\n",
    "content/data/policy.yaml": POLICY,
    "content/data/ladder.yaml": "steps:\n  - {step: 3, name: Entry, meaning: First years.}\n",
    "content/data/examples.yaml": EXAMPLE,
    "content/data/claims.yaml": "a-claim:\n  says: Offers rise by {lift}.\n  figures: {lift: 10% to 20%}\n"
    "  source: acme-survey\n  verdict: no independent support\n",
    "content/data/evidence.yaml": "a-finding:\n  says: Of those asked, {kept} kept the offer.\n"
    "  figures: {kept: 90%}\n  source: acme-survey\n",
    "content/companies/acme.md": COMPANY_PAGE,
    "content/companies/index.md": _page("Companies", "{{ company_index() }}"),
    "content/pages/index.md": _page(
        "The guide", "A first page.\n\n{{ company_links() }}\n\n## When to stop {: #walk-away }\n\n{{ faq() }}"
    ),
    "content/pages/methodology.md": _page(
        "Methodology",
        '## The model {: #model }\n\n{{ model_assumptions() }}\n\n{{ workings("example.openai-senior") }}\n\n'
        '{{ workings("faq.") }}\n\n{{ claims() }}\n\n{{ findings() }}',
    ),
    "content/pages/sources.md": _page("Sources", "{{ sources() }}"),
    "content/pages/faq.md": _page("Questions", "{{ faq() }}"),
    "content/pages/calculator.md": "Template: calculator\n" + _page("Calculator", "{{ calculator() }}"),
    "content/faq/how-much.md": _page("How much?", 'About {{ figure("acme.l1.lift.ask") }}.'),
    **{
        f"content/pages/{name}.md": _page(name.title())
        for name in ("salaries", "levels", "equity", "outliers", "cite", "data")
    },
}
